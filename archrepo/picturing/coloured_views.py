"""A view coloured by a fact: fill, sign and words on each box, a legend with counts, and the details at the pointer."""

from __future__ import annotations

from dataclasses import replace

from archrepo.findings import Report
from archrepo.language import Language, Text
from archrepo.picturing.colouring import Colouring, Values, values_of
from archrepo.picturing.looks import painted, unpainted
from archrepo.turtle.reading import Term
from archrepo.views import View
from archrepo.workspace import Workspace

#: Names of the note that says what a view is coloured by.
COLOUR_NOTES = frozenset({"Kleur", "Colour", "Kleur naar", "Coloured by"})
_BETWEEN = " · "


def coloured(
    view: View,
    workspace: Workspace,
    colouring: Colouring,
    language: Language = "nl",
    *,
    report: Report | None = None,
    year: int | None = None,
) -> View:
    """Return the view with each box filled by the fact, its sign and words, and a legend with counts.

    Boxes of a kind of which no element of the model has the fact keep no colour; of the other kinds, a box without it
    is "not known". When no element of any kind in the view has it, all its boxes that hold no others are "not known".
    `report` holds the verdicts, and is needed where those are the fact; `year` is the year of amounts, by default that
    of the model's date.

    Raises:
        RequestFault: the fact is that of the check, and there is no report.
    """
    values = values_of(workspace, colouring, report=report, year=year, shown=_elements(view))
    return with_values(view, workspace, colouring, values, language, year=year)


def with_values(
    view: View,
    workspace: Workspace,
    colouring: Colouring,
    values: Values,
    language: Language = "nl",
    *,
    year: int | None = None,
) -> View:
    """Return the view painted with values that were looked up before."""
    elements = workspace.elements
    holds = {box.parent for box in view.boxes}
    inner = {box.kind for box in view.boxes if box.key not in holds and box.element is not None}
    known = {elements[iri].kind.drawn_as for iri in {*values.shade_of, *values.held} if iri in elements}
    # A fact that nothing has is not known of any box; without this the picture would say nothing of it.
    kinds = known & {box.kind for box in view.boxes} or inner
    shade_of = {
        box.key: values.shade_of.get(box.element)
        for box in view.boxes
        if box.element is not None
        and (box.kind in kinds or box.element in values.shade_of)
        # A frame around others has no colour, unless it is of their kind.
        and (box.key not in holds or box.kind in inner)
    }
    words = colouring.label.in_(language)
    if colouring.amount is not None:
        words += f", {year or workspace.as_of.year}"
    plain = _without_old_colour(unpainted(view), colouring.label)
    boxes = tuple(
        replace(box, tip=_joined(box.tip, values.told(box.element, colouring).in_(language)))
        if box.key in shade_of and box.element is not None
        else box
        for box in plain.boxes
    )
    plain = replace(plain, boxes=boxes)
    note = (Text("Kleur", "Colour").in_(language), words)
    return painted(replace(plain, notes=(*plain.notes, note)), shade_of, values.shades, language)


def _joined(*parts: str) -> str:
    return _BETWEEN.join(part for part in parts if part)


def _without_old_colour(view: View, label: Text) -> View:
    """Return the view without the note and the tips of the fact it was coloured by; its question tells of the new."""
    question, boxes = view.question, view.boxes
    for name, words in view.notes:
        if name not in COLOUR_NOTES:
            continue
        if isinstance(question, Text):
            old = f"({words})"
            question = Text(question.nl.replace(old, f"({label.nl})"), question.en.replace(old, f"({label.en})"))
        start = f"{words.partition(',')[0]}: "
        boxes = tuple(
            replace(box, tip=_joined(*(part for part in box.tip.split(_BETWEEN) if not part.startswith(start))))
            for box in boxes
        )
    notes = tuple(note for note in view.notes if note[0] not in COLOUR_NOTES)
    return replace(view, question=question, boxes=boxes, notes=notes)


def _elements(view: View) -> frozenset[Term]:
    return frozenset(box.element for box in view.boxes if box.element is not None)
