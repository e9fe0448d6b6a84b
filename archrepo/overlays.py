"""The municipality's own applications plotted on a drawn view of a reference model, each in its component."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pyoxigraph import NamedNode

from archrepo.language import Language, Text
from archrepo.turtle.reading import Term
from archrepo.views import Box, Style, View
from archrepo.vocabulary import ar
from archrepo.workspace import Workspace

#: Fill and sign of a component by the number of applications: none, one, more.
_LOOKS: tuple[tuple[str, str], ...] = (("#ffffff", "○"), ("#c9e9d3", "●"), ("#ffdf9e", "▲"))
_WORDS = (
    Text("geen applicatie", "no application"),
    Text("één applicatie", "one application"),
    Text("meer applicaties", "more applications"),
)


def plot_landscape(view: View, workspace: Workspace, language: Language = "nl") -> View:
    """Return `view` with the names of the municipality's applications in the reference components they fill.

    Boxes of the kinds that have an application anywhere in the view are filled by how many they have; other boxes stay
    as they are. Applications that have ended do not count.
    """
    applications = _by_reference(workspace, language)
    kinds = {box.kind for box in view.boxes if box.element in applications}
    counts = [0, 0, 0]
    boxes: list[Box] = []
    for box in view.boxes:
        if box.kind in kinds and box.element is not None:
            names = applications.get(box.element, ())
            index = min(len(names), 2)
            counts[index] += 1
            boxes.append(_filled(box, names, _LOOKS[index]))
        else:
            boxes.append(box)
    colours = tuple(
        (fill, Text(f"{sign} {words.nl} ({count})", f"{sign} {words.en} ({count})"))
        for (fill, sign), words, count in zip(_LOOKS, _WORDS, counts, strict=True)
    )
    return replace(
        view,
        boxes=tuple(boxes),
        colours=colours,
        question=Text(
            f"Welke applicaties van {workspace.name} vullen deze referentiecomponenten in?",
            f"Which applications of {workspace.name} fill these reference components?",
        ),
        notes=(*view.notes, (Text("Stand", "As of").in_(language), str(workspace.as_of))),
    )


def _by_reference(workspace: Workspace, language: Language) -> Mapping[Term, Sequence[str]]:
    """Return the names of the applications by reference component, each list in alphabetical order."""
    found: dict[Term, list[str]] = {}
    for reference, applications in workspace.model.with_predicate(ar("referenceComponent")).items():
        names = [
            workspace.label(application, language)
            for application in applications
            if application in workspace.elements and not workspace.model.has(application, ar("lifecycle"), ar("Ended"))
        ]
        if names and isinstance(reference, NamedNode):
            found[reference] = sorted(names)
    return found


def _filled(box: Box, names: Sequence[str], look: tuple[str, str]) -> Box:
    """Return the box with the names under its label; the type size of the author stays, its colours give way."""
    fill, sign = look
    author = box.style
    style = Style(fill=fill, font_size=author.font_size, bold=author.bold, align=author.align, position=author.position)
    return replace(box, label="\n".join([box.label, *(f"{sign} {name}" for name in names)]), style=style)
