"""Which column of a requirement list holds what, and its rows as requirements.

The words by which headings and obligations are recognised stand in the ontology. What they do not settle is told and
left out, for a person to say; a mapping that a person settled before, for the same headings, comes first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.metamodel import text_of
from archrepo.procurement.requirements.source_tables import SourceCell, SourceTable
from archrepo.procurement.typed_values import number_of
from archrepo.store import Graph
from archrepo.vocabulary import LABEL, ar

NUMBER: Final = ar("ColumnNumber").value
TEXT: Final = ar("ColumnText").value
OBLIGATION: Final = ar("ColumnObligation").value
POINTS: Final = ar("ColumnWeight").value
TOPIC: Final = ar("ColumnTopic").value
ANSWER: Final = ar("ColumnAnswer").value
EXPLANATION: Final = ar("ColumnExplanation").value
VALUE: Final = ar("ColumnValue").value
EVIDENCE: Final = ar("ColumnEvidence").value

_ROWS_BEFORE_HEADINGS: Final = 30
_MOST: Final = 0.8
_NUMBER: Final = re.compile(r"\(?[A-Za-z]{0,5}[-. ]?\d{1,4}(?:[.\-]\d{1,4}){0,5}[a-z]?[.)]?\Z")
_POINTS: Final = re.compile(r"(\d[\d.,]*?)\s*(?:p|pt|pnt|punten|points)?\.?\Z", re.IGNORECASE)
_LETTERS: Final = re.compile(r"([A-Za-z]+)[-. ]?\d")
_LONG_TEXT: Final = 25


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column: its place from zero, its heading, what it holds (an IRI, empty when not settled), and why."""

    index: int
    heading: str
    meaning: str
    why: Text


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What each column of a table holds, in order; `skipped_rows` stand above the headings that were found in the rows.

    `obligations` are the words for must and wish, `affirmations` those for yes, each with the IRI of what it means.
    """

    columns: tuple[MappedColumn, ...]
    skipped_rows: int
    obligations: Mapping[str, str]
    affirmations: Mapping[str, str]

    def column(self, meaning: str) -> MappedColumn | None:
        """Return the column that holds this, or nothing."""
        return next((one for one in self.columns if one.meaning == meaning), None)

    @property
    def unsettled(self) -> tuple[MappedColumn, ...]:
        """Return the columns of which nobody has said what they hold."""
        return tuple(one for one in self.columns if not one.meaning)

    @property
    def is_usable(self) -> bool:
        """Tell whether it is known where the text of the requirements stands."""
        return self.column(TEXT) is not None


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """One row of a requirement list; a text is empty, and `points` None, when the row does not say.

    `obligation` is the IRI of must or wish, empty when the row does not settle it; `doubt` then says what it holds.
    """

    number: str
    text: str
    obligation: str
    points: Decimal | None
    topic: str
    answer: str
    explanation: str
    value: str
    evidence: str
    place: str
    chapter: str
    doubt: Text | None = None


@dataclass(frozen=True, slots=True)
class RememberedMapping:
    """What was settled before: what each column holds, by its heading as `plain` gives it; empty when nobody said."""

    meanings: Mapping[str, str]


def plain(heading: str) -> str:
    """Return a heading as it is compared: small letters, without marks around it and without double spaces."""
    return " ".join(heading.casefold().replace("\n", " ").split()).strip(" .:*?#()[]")


def remembered_mappings(graph: Graph) -> tuple[RememberedMapping, ...]:
    """Return the mappings that reading.ttl of a proposal keeps, in order of the file."""
    found = []
    for node in graph.instances(ar("ColumnMapping")):
        meanings = {}
        for column in graph.objects(node, ar("mappedColumn")):
            heading, meaning = graph.value(column, ar("columnHeading")), graph.value(column, ar("holds"))
            if isinstance(heading, ox.Literal):
                meanings[plain(heading.value)] = meaning.value if isinstance(meaning, ox.NamedNode) else ""
        found.append(RememberedMapping(meanings))
    return tuple(found)


def meanings_of(ontology: Graph) -> dict[str, Text]:
    """Return everything that a column can hold, by IRI, with its name; in order of the ontology."""
    return {
        node.value: text_of(ontology, node, LABEL) or Text.same(node.value)
        for node in ontology.instances(ar("ColumnMeaning"))
        if isinstance(node, ox.NamedNode)
    }


def propose_mapping(table: SourceTable, ontology: Graph, remembered: Sequence[RememberedMapping] = ()) -> ColumnMapping:
    """Return what each column holds: as settled before for these headings, else by heading words, else by content."""
    words = _words(ontology, "headingWord", meanings_of(ontology))
    obligations = _words(ontology, "recognisedBy", [one.value for one in _named(ontology, "Obligation")])
    affirmations = _words(ontology, "recognisedBy", [one.value for one in _named(ontology, "Grade")])
    skipped, headings = _headings(table, words)
    rows = table.rows[skipped:]
    width = len(table.headings) or max((len(row.cells) for row in table.rows), default=0)
    columns = []
    before = next(
        (one for one in remembered if set(one.meanings) == {plain(cell.text) for cell in headings if cell.text}), None
    )
    for index in range(width):
        heading = headings[index].text if index < len(headings) else ""
        if before is not None and heading:
            meaning, why = before.meanings[plain(heading)], Text("eerder zo ingedeeld", "settled so before")
        else:
            values = [row.cells[index].text for row in rows if index < len(row.cells) and row.cells[index].text]
            meaning, why = _meaning(plain(heading), values, words, obligations, has_headings=bool(headings))
        columns.append(MappedColumn(index, heading, meaning, why))
    found = ColumnMapping(tuple(_without_doubles(columns, words)), skipped, obligations, affirmations)
    if found.is_usable or before is not None:
        return found
    return replace(found, columns=tuple(_longest_is_text(columns, rows)))


def with_choice(mapping: ColumnMapping, index: int, meaning: str) -> ColumnMapping:
    """Return the mapping with one column settled by a person; another column with that meaning becomes unsettled."""
    said = Text("zo opgegeven", "stated so")
    return replace(
        mapping,
        columns=tuple(
            replace(one, meaning=meaning, why=said)
            if one.index == index
            else replace(one, meaning="", why=Text("een andere kolom bevat dit", "another column holds this"))
            if one.meaning == meaning and meaning != ar("ColumnIgnored").value
            else one
            for one in mapping.columns
        ),
    )


def rows_of(table: SourceTable, mapping: ColumnMapping) -> tuple[RequirementRow, ...]:
    """Return the rows with a text, in order of the table; none when it is not known which column holds the text."""
    if not mapping.is_usable:
        return ()
    column_of = {one.meaning: one.index for one in mapping.columns if one.meaning}
    obligation = mapping.column(OBLIGATION)
    found = []
    for row in table.rows[mapping.skipped_rows :]:

        def cell(meaning: str, cells: Sequence[SourceCell] = row.cells) -> SourceCell:
            index = column_of.get(meaning)
            return cells[index] if index is not None and index < len(cells) else SourceCell("", "")

        text = cell(TEXT)
        if not text.text:
            continue
        number = cell(NUMBER).text.strip().rstrip(".")
        stated = cell(OBLIGATION).text
        points = _points(cell(POINTS).text)
        must, doubt = (
            _obligation(stated, obligation.heading, mapping)
            if obligation is not None
            else (_obligation_of_number(number, mapping), None)
        )
        if not must and doubt is None and points:
            doubt = Text(f"wel punten ({points}), geen eis of wens", f"points ({points}), but neither must nor wish")
        found.append(
            RequirementRow(
                number=number,
                text=text.text,
                obligation=must,
                points=points,
                topic=cell(TOPIC).text,
                answer=cell(ANSWER).text,
                explanation=cell(EXPLANATION).text,
                value=cell(VALUE).text,
                evidence=cell(EVIDENCE).text,
                place=text.place,
                chapter=row.chapter,
                doubt=doubt,
            )
        )
    return tuple(found)


def doubles(rows: Iterable[RequirementRow]) -> tuple[str, ...]:
    """Return the numbers that more than one row has, in order of first appearance."""
    counts = Counter(row.number for row in rows if row.number)
    return tuple(number for number, count in counts.items() if count > 1)


def _named(ontology: Graph, class_name: str) -> list[ox.NamedNode]:
    return [one for one in ontology.instances(ar(class_name)) if isinstance(one, ox.NamedNode)]


def _words(ontology: Graph, predicate: str, terms: Iterable[str]) -> dict[str, str]:
    """Return the words that point to these terms, each with the term."""
    return {
        plain(word.value): term
        for term in terms
        for word in ontology.objects(ox.NamedNode(term), ar(predicate))
        if isinstance(word, ox.Literal)
    }


def _headings(table: SourceTable, words: Mapping[str, str]) -> tuple[int, tuple[SourceCell, ...]]:
    """Return how many rows stand above the headings, and the headings: a row of the table when it has better words."""

    def known(cells: Sequence[SourceCell]) -> int:
        return len({words[name] for cell in cells if (name := plain(cell.text)) in words})

    best, skipped, headings = known(table.headings), 0, table.headings
    for order, row in enumerate(table.rows[:_ROWS_BEFORE_HEADINGS], 1):
        if known(row.cells) > max(best, 1):
            best, skipped, headings = known(row.cells), order, row.cells
    return skipped, headings


def _meaning(
    heading: str, values: Sequence[str], words: Mapping[str, str], obligations: Mapping[str, str], *, has_headings: bool
) -> tuple[str, Text]:
    """Return what a column holds by its heading and what stands in it; empty when that does not settle it."""
    by_content = _content(values, obligations)
    if not has_headings:
        return by_content, Text("op inhoud", "by content")
    found = {words[heading]} if heading in words else _in_heading(heading, words)
    if TEXT in found and by_content == OBLIGATION:
        return OBLIGATION, Text("op inhoud: eis of wens", "by content: must or wish")
    if len(found) == 1:
        return found.pop(), Text("op kop", "by heading")
    if by_content in found:
        return by_content, Text("op kop en inhoud", "by heading and content")
    if TEXT in found and _mean_length(values) >= _LONG_TEXT:
        return TEXT, Text("op kop en inhoud", "by heading and content")
    if found:
        return "", Text("de kop past bij meer dan één betekenis", "the heading fits more than one meaning")
    return "", Text("de kop is niet bekend", "the heading is not known")


def _mean_length(texts: Sequence[str]) -> float:
    return sum(map(len, texts)) / len(texts) if texts else 0.0


def _in_heading(heading: str, words: Mapping[str, str]) -> set[str]:
    """Return what the words in a heading point to; a word inside a longer known one does not count."""
    found = [word for word in words if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", heading)]
    return {words[word] for word in found if not any(word != other and word in other for other in found)}


def _content(values: Sequence[str], obligations: Mapping[str, str]) -> str:
    if not values:
        return ""
    enough = _MOST * len(values)
    if sum(plain(value) in obligations for value in values) >= enough:
        return OBLIGATION
    if sum(bool(_NUMBER.match(value)) for value in values) >= enough:
        return NUMBER if len(set(values)) >= enough else POINTS
    return ""


def _without_doubles(columns: Sequence[MappedColumn], words: Mapping[str, str]) -> list[MappedColumn]:
    """Return the columns with each meaning once: for the one whose heading is the very word, else the first."""
    kept: dict[str, MappedColumn] = {}
    for one in columns:
        held = kept.get(one.meaning)
        if one.meaning and (held is None or (plain(held.heading) not in words and plain(one.heading) in words)):
            kept[one.meaning] = one
    ignored = ar("ColumnIgnored").value
    return [
        one
        if one.meaning in ("", ignored) or kept[one.meaning] is one
        else replace(one, meaning="", why=Text("een andere kolom bevat dit", "another column holds this"))
        for one in columns
    ]


def _longest_is_text(columns: Sequence[MappedColumn], rows: Sequence[object]) -> list[MappedColumn]:
    """Return the columns with the longest one as the text, when no heading settles which that is."""
    from archrepo.procurement.requirements.source_tables import SourceRow

    def length(index: int) -> float:
        return _mean_length(
            [
                row.cells[index].text
                for row in rows
                if isinstance(row, SourceRow) and index < len(row.cells) and row.cells[index].text
            ]
        )

    free = [one for one in columns if not one.meaning and not one.heading]
    longest = max(free, key=lambda one: length(one.index), default=None)
    if longest is None or length(longest.index) < _LONG_TEXT:
        return list(columns)
    why = Text("op inhoud: de langste tekst", "by content: the longest text")
    return [replace(one, meaning=TEXT, why=why) if one is longest else one for one in columns]


def _obligation(stated: str, heading: str, mapping: ColumnMapping) -> tuple[str, Text | None]:
    """Return must or wish as a cell states it; under a heading such as "knock-out" a yes is a must."""
    word = plain(stated)
    if not word:
        return "", None
    if word in mapping.obligations:
        return mapping.obligations[word], None
    by_heading = mapping.obligations.get(plain(heading), "")
    if by_heading and mapping.affirmations.get(word) == ar("Yes").value:
        return by_heading, None
    return "", Text(f"'{stated}' is geen eis of wens", f"'{stated}' is neither must nor wish")


def _obligation_of_number(number: str, mapping: ColumnMapping) -> str:
    found = _LETTERS.match(number)
    return mapping.obligations.get(found[1].casefold(), "") if found else ""


def _points(text: str) -> Decimal | None:
    found = _POINTS.match(text.strip())
    return number_of(found[1]) if found else None
