"""ArchiMate viewpoints: what a view of that kind may show, and what stands in a view although it may not.

Which viewpoints there are and which types each allows is data in `ontology/archimate-viewpoints.ttl`. A view made from
a question leaves out what does not belong to its viewpoint; a drawn view stays whole and gets a remark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from archrepo.language import Language, Text
from archrepo.metamodel import local_name, text_of
from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.views import Box, View
from archrepo.vocabulary import COMMENT, GROUPING, JUNCTION, LABEL, TYPE, am
from archrepo.workspace import Workspace

#: Kinds that any viewpoint allows, besides all that is no element.
_ALWAYS = frozenset({local_name(JUNCTION), local_name(GROUPING)})
_TABLE = "archimate-viewpoints.ttl"
_MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """One viewpoint; `names` are those of Archi and of the exchange format, in small letters.

    `allows` holds the local names of its types, None when all are allowed or nobody knows which.
    """

    name: str
    names: frozenset[str]
    label: Text
    comment: Text
    allows: frozenset[str] | None


def list_viewpoints(workspace: Workspace) -> tuple[Viewpoint, ...]:
    """Return all viewpoints, in the order of their names ("application-cooperation")."""
    graph = Graph(workspace.metamodel.table(_TABLE))
    found = []
    for iri in graph.subjects(TYPE, am("Viewpoint")):
        types = list(_allowed(workspace, graph.objects(iri, am("allowsType"))))
        found_names = [graph.value(iri, am(key)) for key in ("archiId", "ameffName")]
        names = [name.value for name in found_names if name is not None]
        found.append(
            Viewpoint(
                name=names[0].lower().replace("_", "-").replace(" ", "-"),
                names=frozenset(map(_letters, names)),
                label=text_of(graph, iri, LABEL) or Text.same(names[0]),
                comment=text_of(graph, iri, COMMENT) or Text.same(""),
                allows=frozenset(types) if types else None,
            )
        )
    return tuple(sorted(found, key=lambda viewpoint: viewpoint.name))


def _allowed(workspace: Workspace, kinds: Iterable[Term]) -> Iterator[str]:
    """Yield the types by their names, in a model of a later version also those in which they go on."""
    metamodel, version = workspace.metamodel, workspace.archimate_version
    for iri in kinds:
        yield local_name(iri)
        if isinstance(iri, NamedNode) and iri in metamodel.types:
            yield metamodel.kind_in(metamodel.types[iri], version).name


def find_viewpoint(workspace: Workspace, name: str) -> Viewpoint | None:
    """Return the viewpoint that a question, Archi or the exchange format means by `name`; None when there is none."""
    wanted = _letters(name)
    return next((each for each in list_viewpoints(workspace) if wanted in each.names), None)


def restricted(view: View, viewpoint: Viewpoint, workspace: Workspace) -> View:
    """Return the view without the boxes that do not belong to the viewpoint, and without the lines at them.

    What stands inside such a box comes to stand where the box stood. `left_out` tells what went, with counts.
    """
    outside = {box.key: box for box in _outside(view.boxes, viewpoint, workspace)}
    if not outside:
        return view
    boxes = tuple(
        replace(box, parent=_first_kept(box.parent, outside)) if box.parent in outside else box
        for box in view.boxes
        if box.key not in outside
    )
    lines = tuple(line for line in view.lines if line.source not in outside and line.target not in outside)
    counts = _counted(outside.values(), workspace)
    words = Text(
        f"Niet op deze plaat, want het hoort niet bij het gezichtspunt {viewpoint.label.nl}: {counts.nl}.",
        f"Not in this picture, as it does not belong to the viewpoint {viewpoint.label.en}: {counts.en}.",
    )
    return replace(view, boxes=boxes, lines=lines, left_out=(*view.left_out, words))


def remarked(view: View, workspace: Workspace, language: Language = "nl") -> View:
    """Return a drawn view with the name of its viewpoint, and a remark on what does not belong to it; all stays."""
    viewpoint = find_viewpoint(workspace, view.viewpoint)
    if viewpoint is None:
        return view
    view = replace(view, notes=(*view.notes, viewpoint_note(viewpoint, language)))
    outside = _outside(view.boxes, viewpoint, workspace)
    if not outside:
        return view
    counts = _counted(outside, workspace)
    labels = list(dict.fromkeys(box.label.split("\n")[0] for box in outside))
    names = ", ".join(labels[:_MOST_NAMES])
    more = len(labels) - _MOST_NAMES
    words = Text(
        f"Dit hoort volgens ArchiMate niet bij het gezichtspunt {viewpoint.label.nl}: {counts.nl} ({names}"
        f"{f' en {more} meer' if more > 0 else ''}).",
        f"By ArchiMate this does not belong to the viewpoint {viewpoint.label.en}: {counts.en} ({names}"
        f"{f' and {more} more' if more > 0 else ''}).",
    )
    return replace(view, remarks=(*view.remarks, words))


def viewpoint_note(viewpoint: Viewpoint, language: Language) -> tuple[str, str]:
    """Return the note that names the viewpoint in plain words."""
    says = viewpoint.comment.in_(language).rstrip(".")
    label = viewpoint.label.in_(language)
    shown = f"{label} ({says[0].lower()}{says[1:]})" if says and viewpoint.allows is not None else label
    return Text("Gezichtspunt", "Viewpoint").in_(language), shown


def _outside(boxes: Iterable[Box], viewpoint: Viewpoint, workspace: Workspace) -> tuple[Box, ...]:
    if viewpoint.allows is None:
        return ()
    kinds = {kind.name for kind in workspace.metamodel.types.values()}
    return tuple(box for box in boxes if box.kind in kinds - viewpoint.allows - _ALWAYS)


def _first_kept(parent: str | None, outside: dict[str, Box]) -> str | None:
    while parent in outside:
        parent = outside[parent].parent
    return parent


def _counted(boxes: Iterable[Box], workspace: Workspace) -> Text:
    """Return how many of which kind, most first: "3 × Bedrijfsproces, 1 × Doel"."""
    labels = {kind.name: kind.label for kind in workspace.metamodel.types.values()}
    counts = sorted(Counter(box.kind for box in boxes).items(), key=lambda one: (-one[1], one[0]))
    return Text(
        ", ".join(f"{count} × {labels[kind].nl}" for kind, count in counts),
        ", ".join(f"{count} × {labels[kind].en}" for kind, count in counts),
    )


def _letters(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalpha())
