"""What an import did: counts in and out per type, and everything that was not carried over as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archrepo.exchange.model import Format, Remark
from archrepo.language import Text


@dataclass(frozen=True, slots=True)
class Count:
    """How many of one type the file holds, and how many were written; `label` is what a reader calls the type."""

    name: str
    read: int
    written: int
    label: Text | None = None


@dataclass(frozen=True, slots=True)
class ModelReport:
    """The import of one file. Types are sorted by name; forms of views are diagram, sketch and canvas.

    `plain_relations` are those written as one triple; the others are nodes.
    """

    source: str
    format: Format
    name: str
    folder: str
    elements: tuple[Count, ...]
    relations: tuple[Count, ...]
    views: tuple[Count, ...]
    properties: Count
    profiles: int
    images: int
    plain_relations: int
    remarks: tuple[Remark, ...]

    @property
    def is_complete(self) -> bool:
        """Tell whether every concept and property that was read was also written, and nothing was left out."""
        counts = (*self.elements, *self.relations, *self.views, self.properties)
        return all(count.read == count.written for count in counts) and not any(
            remark.is_loss for remark in self.remarks
        )


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The import of one or more files into one folder; the three numbers count files.

    `workspace` is the folder of the workspace that now has them; `notes` say what is worth knowing about it.
    """

    models: tuple[ModelReport, ...]
    written: int
    unchanged: int
    removed: int
    workspace: str = ""
    notes: tuple[Text, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing of any file was left out."""
        return all(model.is_complete for model in self.models)


def counts(
    read: Iterable[str], written: Mapping[str, int], labels: Mapping[str, Text] | None = None
) -> tuple[Count, ...]:
    """Return the counts in and out per name, sorted by name, each with its label where there is one."""
    found: dict[str, int] = {}
    for name in read:
        found[name] = found.get(name, 0) + 1
    return tuple(
        Count(name, found.get(name, 0), written.get(name, 0), (labels or {}).get(name))
        for name in sorted({*found, *written})
    )


def total(name: str, parts: Iterable[Count]) -> Count:
    """Return the sum of the counts."""
    parts = tuple(parts)
    return Count(name, sum(part.read for part in parts), sum(part.written for part in parts))


#: One and more, per name that is not a type of ArchiMate.
_WORDS = {
    "elements": (Text("element", "element"), Text("elementen", "elements")),
    "relations": (Text("relatie", "relation"), Text("relaties", "relations")),
    "properties": (Text("eigenschap", "property"), Text("eigenschappen", "properties")),
    "statements": (Text("uitspraak", "statement"), Text("uitspraken", "statements")),
    "diagram": (Text("diagram", "diagram"), Text("diagrammen", "diagrams")),
    "sketch": (Text("schets", "sketch"), Text("schetsen", "sketches")),
    "canvas": (Text("canvas", "canvas"), Text("canvassen", "canvases")),
    "plain": (
        Text("relatie als gewone regel", "relation as a plain line"),
        Text("relaties als gewone regel", "relations as a plain line"),
    ),
    "profiles": (Text("specialisatie", "specialization"), Text("specialisaties", "specializations")),
    "images": (Text("afbeelding", "image"), Text("afbeeldingen", "images")),
}
#: A file with more kinds of faults than this is not mended by reading on.
_MOST_REMARKS = 50


def report_lines(report: ImportReport, *, is_trial: bool = False) -> tuple[Text, ...]:
    """Return the report as lines to show: totals first, then each type, then what was not carried over as it was.

    `is_trial` when nothing was written.
    """
    lines: list[Text] = []
    for model in report.models:
        lines += model_lines(model)
    lines += [Text(f"let op: {note.nl}", f"note: {note.en}") for note in report.notes]
    written, unchanged, removed = report.written, report.unchanged, report.removed
    if is_trial:
        total_line = Text(
            f"bestanden: {written} te schrijven, {unchanged} blijven gelijk, {removed} te verwijderen",
            f"files: {written} to write, {unchanged} stay the same, {removed} to remove",
        )
    else:
        total_line = Text(
            f"bestanden: {written} geschreven, {unchanged} ongewijzigd, {removed} verwijderd",
            f"files: {written} written, {unchanged} unchanged, {removed} removed",
        )
    return (*lines, total_line)


def model_lines(model: ModelReport) -> list[Text]:
    """Return the report of one file as lines: totals, each type, and what was not carried over as it was."""
    lines = [Text(f"{model.source} -> {model.folder}: {model.name}", f"{model.source} -> {model.folder}: {model.name}")]
    elements, relations = total("elements", model.elements), total("relations", model.relations)
    lines += [count_line(count, "  ") for count in (elements, relations, *model.views, model.properties)]
    nodes = relations.written - model.plain_relations
    parts = [
        _number("plain", model.plain_relations),
        Text(f"{nodes} als eigen blok", f"{nodes} as a block of their own"),
    ]
    parts += [_number("profiles", model.profiles), _number("images", model.images)]
    lines.append(Text("  " + ", ".join(part.nl for part in parts), "  " + ", ".join(part.en for part in parts)))
    lines += [count_line(count, "    ") for count in (*model.elements, *model.relations)]
    if model.is_complete:
        lines.append(Text("  alles is overgenomen", "  everything was carried over"))
    for remark in model.remarks[:_MOST_REMARKS]:
        kind = Text("niet overgenomen", "not carried over") if remark.is_loss else Text("let op", "note")
        place = f" ({remark.place})" if remark.place else ""
        lines.append(
            Text(
                f"  {kind.nl}: {remark.count}x {remark.text.nl}{place}",
                f"  {kind.en}: {remark.count}x {remark.text.en}{place}",
            )
        )
    more = len(model.remarks) - _MOST_REMARKS
    if more > 0:
        lines.append(Text(f"  en nog {more} andere opmerkingen", f"  and {more} other remarks"))
    return lines


def count_line(count: Count, indent: str) -> Text:
    """Return how many of a type there are, or how many went in and came out when these differ."""
    label = count.label or Text.same(count.name)
    one, many = _WORDS.get(count.name, (label, label))
    words = one if count.read == count.written == 1 else many
    if count.read == count.written:
        return Text(f"{indent}{count.read} {words.nl}", f"{indent}{count.read} {words.en}")
    return Text(
        f"{indent}{words.nl}: {count.read} gelezen, {count.written} overgenomen",
        f"{indent}{words.en}: {count.read} read, {count.written} carried over",
    )


def _number(name: str, number: int) -> Text:
    one, many = _WORDS[name]
    words = one if number == 1 else many
    return Text(f"{number} {words.nl}", f"{number} {words.en}")
