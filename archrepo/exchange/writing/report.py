"""What an export did, in words: how much went out, what the format cannot hold, and what stands in another form."""

from __future__ import annotations

from archrepo.exchange.model import ModelFile, Remark
from archrepo.exchange.report import Count, count_line
from archrepo.exchange.writing.written import WrittenFile
from archrepo.language import Text

#: A file with more kinds of remarks than this is not read to the end.
_MOST_REMARKS = 50
_FORMS = ("diagram", "sketch", "canvas")


def export_lines(model: ModelFile | None, written: WrittenFile) -> tuple[Text, ...]:
    """Return the report as lines; `model` is what went in, None for a format that is made of a whole workspace."""
    lines: list[Text] = []
    remarks = (*(model.remarks if model else ()), *written.remarks)
    counts = _counts(model, written) if model else ()
    lines += [count_line(count, "  ") for count in counts if count.read or count.written]
    if not any(remark.is_loss for remark in remarks):
        lines.append(Text("  alles is meegegaan", "  everything went along"))
    for is_loss in (True, False):
        lines += [_line(remark) for remark in remarks if remark.is_loss == is_loss]
    more = len(lines) - _MOST_REMARKS
    if more > 0:
        lines[_MOST_REMARKS:] = [Text(f"  en nog {more} andere opmerkingen", f"  and {more} other remarks")]
    return tuple(lines)


def _counts(model: ModelFile, written: WrittenFile) -> tuple[Count, ...]:
    read = counted(model)
    return tuple(Count(name, number, written.counts.get(name, number)) for name, number in read.items())


def counted(model: ModelFile) -> dict[str, int]:
    """Return how many elements, relations, views of each form and images the model has, by name."""
    views = {form: sum(view.form == form for view in model.views) for form in _FORMS}
    return {"elements": len(model.elements), "relations": len(model.relations), **views, "images": len(model.images)}


def _line(remark: Remark) -> Text:
    kind = Text("gaat niet mee", "does not go along") if remark.is_loss else Text("let op", "note")
    return Text(
        f"  {kind.nl}: {remark.count}x {remark.text.nl}",
        f"  {kind.en}: {remark.count}x {remark.text.en}",
    )
