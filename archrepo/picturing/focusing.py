"""One element and what lies one to three steps from it, over the whole model or among the boxes of a view.

A direction follows the arrows ("in", "out", "both") or who depends on whom ("needs", "needed-by"); which end of a
relation depends on the other is stated in the ontology. What lies beyond is counted on the box where the picture ends.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import get_args

import pyoxigraph as ox

from archrepo.element_facts import relation_remark
from archrepo.errors import RequestFault
from archrepo.language import Language, Text
from archrepo.metamodel import local_name
from archrepo.picturing.cutting import with_details, without
from archrepo.picturing.failing import STOPS, Outage
from archrepo.picturing.hops import (
    DIRECTIONS,
    MOST_BOXES,
    MOST_HOPS,
    Around,
    Dependence,
    Direction,
    Step,
    around,
    check_hops,
    dependents,
    goes,
    is_junction,
    kinds_left_out,
    parsed_direction,
)
from archrepo.picturing.outages import listings
from archrepo.relations import Relation
from archrepo.turtle.reading import Term
from archrepo.views import AccessType, Box, Line, Style, View
from archrepo.workspace import Workspace

__all__ = ["DIRECTIONS", "MOST_HOPS", "Direction", "focused", "focused_in", "parsed_direction"]

#: Of more lines than this a reader sees none.
MOST_LINES = 80
_ACCESS: Mapping[str | None, AccessType] = {each: each for each in get_args(AccessType)}
_WORDS: Mapping[Direction, Text] = {
    "in": Text("wat ernaartoe leidt", "what leads to it"),
    "out": Text("waar het naartoe leidt", "what it leads to"),
    "both": Text("beide kanten op", "both ways"),
    "needs": Text("waar het van afhangt", "what it depends on"),
    "needed-by": Text("wat ervan afhangt", "what depends on it"),
}
_QUESTIONS: Mapping[Direction, Text] = {
    "in": Text("Wat leidt er naar {name}?", "What leads to {name}?"),
    "out": Text("Waar leidt {name} naartoe?", "What does {name} lead to?"),
    "both": Text("Waarmee hangt {name} samen?", "What is {name} related to?"),
    "needs": Text("Waar hangt {name} van af?", "What does {name} depend on?"),
    "needed-by": Text("Wat hangt af van {name}?", "What depends on {name}?"),
}
_OF_AN_OUTAGE = Text("Wat valt er uit als {name} uitvalt?", "What stops if {name} fails?")
_NO_LINES = Text(
    "Op deze plaat staan geen relaties. Waarmee {name} samenhangt, staat op de plaat rond {name} zelf.",
    "This picture shows no relations. What {name} is related to is in the picture around {name} itself.",
)


def focused(
    workspace: Workspace,
    element: ox.NamedNode,
    hops: int = 1,
    direction: Direction = "both",
    language: Language = "nl",
    *,
    leave_out: Collection[str] = (),
) -> View:
    """Return the element with what lies at most `hops` steps from it in the model, without coordinates.

    `leave_out` names kinds of relation (a class, its label, or a property such as "ar:owner") that are not followed nor
    drawn. A junction is no step. Only the relations along which the steps go are drawn.

    Raises:
        RequestFault: the element is not in the model, the number of steps is not 1 to 3, or no relation has that kind.
    """
    check_hops(hops)
    if element not in workspace.elements:
        raise RequestFault(
            Text(f"{element.value} is geen element van het model", f"{element.value} is no element of the model"),
            remedy=Text("zoek met: archrepo search TEKST", "search with: archrepo search TEXT"),
        )
    dependence = Dependence(workspace, kinds_left_out(workspace, leave_out))
    outage = Outage(workspace, element, dependence) if direction == "needed-by" else None
    web = _Web(workspace, direction, dependence, outage, language)
    found = around(element.value, hops, web.steps, web.is_junction)
    shown = [ox.NamedNode(iri) for iri in found.order]
    boxes = [web.box(iri, found.beyond.get(iri.value, 0), is_start=iri == element) for iri in shown]
    lines, number = _thinned(web.lines(shown, found.followed), found, {box.key: box for box in boxes})
    name = workspace.name_of(element)
    view = View(
        key=f"focus-{local_name(element)}",
        title=name,
        question=(_QUESTIONS[direction] if outage is None else _OF_AN_OUTAGE).format(name=name),
        boxes=tuple(boxes),
        lines=lines,
        kind="generated",
        iri=element,
        arrangement="flow",
        left_out=_not_drawn(number),
    )
    if outage is not None:
        view = with_details(view, listings(outage, shown, language))
    return _told(view, hops, direction, found, language)


def focused_in(
    view: View,
    key: str,
    workspace: Workspace,
    hops: int = 1,
    direction: Direction = "both",
    language: Language = "nl",
    *,
    leave_out: Collection[str] = (),
) -> View:
    """Return the view with only the box of that key and what lies at most `hops` steps from it along the lines drawn.

    Boxes around what is shown stay; what has a place keeps it. Being inside a box counts as a line where the view says
    so (`View.nested`). A view without any line answers no question of what hangs together, and says so.

    Raises:
        RequestFault: the view has no such box, the number of steps is not 1 to 3, or no relation has that kind.
    """
    check_hops(hops)
    by_key = {box.key: box for box in view.boxes}
    if key not in by_key:
        raise RequestFault(
            Text(f"deze plaat heeft geen vak '{key}'", f"this view has no box '{key}'"),
            remedy=Text("kies een vak van de plaat", "choose a box of the view"),
        )
    kinds = kinds_left_out(workspace, leave_out)
    dependent = dependents(workspace)
    steps: dict[str, list[Step]] = {}
    lines = [line for line in (*view.lines, *view.nested) if line.kind not in kinds]
    for line in lines:
        for here, there, is_source in ((line.source, line.target, True), (line.target, line.source, False)):
            if there in by_key and goes(direction, is_source, dependent.get(line.kind)):
                steps.setdefault(here, []).append(Step(there, (0, by_key[there].label)))
    found = around(key, hops, lambda one: steps.get(one, ()), lambda one: by_key[one].kind == "Junction")
    kept = set(found.order)
    for box in reversed(view.boxes):
        if box.key in kept and box.parent is not None:
            kept.add(box.parent)
    name = by_key[key].label.split("\n", 1)[0]
    has_lines = bool(view.lines or view.nested)
    drawn = replace(
        view,
        lines=tuple(line for line in view.lines if line.kind not in kinds),
        nested=tuple(line for line in view.nested if line.kind not in kinds),
        question=_QUESTIONS[direction].format(name=name) if has_lines else view.question,
        left_out=view.left_out if has_lines else (_NO_LINES.format(name=name), *view.left_out),
    )
    cut = without(drawn, {box.key for box in view.boxes if box.key not in kept})
    boxes = tuple(
        _counted(
            replace(box, style=replace(box.style, line_width=3)) if box.key == key else box,
            found.beyond.get(box.key, 0),
        )
        for box in cut.boxes
    )
    shown = replace(cut, boxes=boxes)
    return _told(shown, hops, direction, found, language) if has_lines else shown


def _thinned(lines: Sequence[Line], found: Around, boxes: Mapping[str, Box]) -> tuple[tuple[Line, ...], int]:
    """Return the lines that still can be read, and how many are left out.

    Of too many, those that lead from one step to the next stay; of still too many, those along which each was reached.
    """

    def ends(line: Line) -> tuple[str, str]:
        source, target = boxes[line.source].element, boxes[line.target].element
        assert source is not None and target is not None, "a box of a focus has an element"
        return source.value, target.value

    def are_too_many(some: Sequence[Line]) -> bool:
        # Parallel lines become one in the picture.
        return len({frozenset(ends(line)) for line in some}) > MOST_LINES

    drawn = list(lines)
    if are_too_many(drawn):
        drawn = [line for line in lines if len({found.distance[end] for end in ends(line)}) > 1]
    if are_too_many(drawn):
        reached = {frozenset(pair) for pair in found.came_from.items()}
        drawn = [line for line in lines if frozenset(ends(line)) in reached]
    return tuple(drawn), len(lines) - len(drawn)


def _not_drawn(number: int) -> tuple[Text, ...]:
    if not number:
        return ()
    return (
        Text(
            f"Alleen de kortste wegen zijn getekend; {number} andere relaties niet.",
            f"Only the shortest ways are drawn; {number} other relations are not.",
        ),
    )


def _told(view: View, hops: int, direction: Direction, found: Around, language: Language) -> View:
    """Return the view with what was asked for as notes, and what the numbers on its border mean."""
    steps = Text(f"{hops} {'stap' if hops == 1 else 'stappen'}", f"{hops} {'step' if hops == 1 else 'steps'}")
    note = (Text("Afstand", "Distance").in_(language), f"{steps.in_(language)}, {_WORDS[direction].in_(language)}")
    left_out = list(view.left_out)
    if found.beyond:
        left_out.append(
            Text(
                "Een getal als +7 in een vak: zoveel liggen er verder, buiten deze plaat.",
                "A number such as +7 in a box: so many lie further on, outside this picture.",
            )
        )
    if len(found.order) >= MOST_BOXES:
        left_out.append(
            Text(
                f"Alleen de {MOST_BOXES} dichtste staan erop; neem minder stappen of laat soorten relaties weg.",
                f"Only the nearest {MOST_BOXES} are shown; take fewer steps or leave out kinds of relation.",
            )
        )
    return replace(view, notes=(*view.notes, note), left_out=tuple(left_out))


class _Web:
    """The relations of the model as steps, boxes and lines; those of an outage go no further than it does."""

    def __init__(
        self,
        workspace: Workspace,
        direction: Direction,
        dependence: Dependence,
        outage: Outage | None,
        language: Language,
    ) -> None:
        self._workspace = workspace
        self._direction = direction
        self._dependence = dependence
        self._outage = outage
        self._language = language
        self._keys: dict[Term, str] = {}
        self._taken: set[str] = set()

    def steps(self, here: str) -> Sequence[Step]:
        """Return the ways on from an element in the direction asked for."""
        iri = ox.NamedNode(here)
        if self._outage is not None and not self._outage.leads_on(iri):
            return ()
        return [
            Step(other.value, (one.kind.order, self._workspace.label(other, self._language)))
            for one, other in self._dependence.steps(iri, self._direction)
            if self._outage is None or other in self._outage.effects or self.is_junction(other.value)
        ]

    def is_junction(self, here: str) -> bool:
        """Tell whether the element only joins relations."""
        return is_junction(self._workspace, ox.NamedNode(here))

    def box(self, iri: ox.NamedNode, beyond: int, *, is_start: bool) -> Box:
        """Return the box of an element; that of the start has a thick border."""
        name = self._workspace.elements[iri].kind.drawn_as
        is_joining = name.endswith("Junction")
        label = "" if is_joining else self._workspace.label(iri, self._language)
        effect = self._outage.effects.get(iri, STOPS) if self._outage is not None else STOPS
        if effect != STOPS and not is_start and not is_joining:
            label += f"\n({self._workspace.label(effect, self._language)})"
        box = Box(
            key=self._key(iri),
            kind="Junction" if is_joining else name,
            label=label,
            element=iri,
            is_or=is_joining and name.startswith("Or"),
            style=Style(line_width=3) if is_start else Style(),
        )
        return _counted(box, beyond)

    def _key(self, iri: ox.NamedNode) -> str:
        if iri not in self._keys:
            name = "".join(one if one.isalnum() or one in "-_" else "-" for one in local_name(iri)) or "box"
            key, number = name, 2
            while key in self._taken:
                key, number = f"{name}-{number}", number + 1
            self._taken.add(key)
            self._keys[iri] = key
        return self._keys[iri]

    def lines(self, shown: Sequence[ox.NamedNode], followed: Collection[str]) -> list[Line]:
        """Return the relations that were followed between the elements shown, in the order of the boxes."""
        known = set(shown)
        found: list[Line] = []
        for iri in shown:
            for one in self._dependence.outgoing(iri):
                if not isinstance(one.target, ox.NamedNode) or one.target not in known:
                    continue
                end = self._dependence.end(one)
                onwards = iri.value in followed and goes(self._direction, True, end)
                back = one.target.value in followed and goes(self._direction, False, end)
                if onwards or back:
                    found.append(self._line(one, iri, one.target, len(found) + 1))
        return found

    def _line(self, one: Relation, source: ox.NamedNode, target: ox.NamedNode, number: int) -> Line:
        written = self._workspace.metamodel.predicates.get(one.predicate)
        if written is not None and written.is_domain_link:
            label = self._workspace.label(one.predicate, self._language)
        else:
            label = relation_remark(self._workspace, one).in_(self._language)
        return Line(
            key=f"line-{number}",
            kind=one.kind.name,
            source=self._key(source),
            target=self._key(target),
            relation=one.node if isinstance(one.node, ox.NamedNode) else None,
            label=label,
            access=_ACCESS.get(one.access or (written.access if written else None)),
            directed=one.directed,
            modifier=one.modifier or "",
        )


def _counted(box: Box, beyond: int) -> Box:
    return replace(box, label=f"{box.label}\n+{beyond}") if beyond and box.label else box
