"""One element and what lies one to three steps from it, over the whole model or among the boxes of a view.

A direction follows the arrows ("in", "out", "both") or who depends on whom ("needs", "needed-by"); which end of a
relation depends on the other is stated in the ontology. What lies beyond is counted on the box where the picture ends.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

import pyoxigraph as ox

from archrepo.element_facts import relation_remark
from archrepo.errors import RequestFault
from archrepo.language import Language, Text
from archrepo.metamodel import local_name
from archrepo.picturing.cutting import without
from archrepo.relations import Relation
from archrepo.turtle.reading import Term
from archrepo.views import AccessType, Box, Line, Style, View
from archrepo.vocabulary import RELATION_SOURCE, RELATION_TARGET, ar
from archrepo.workspace import Workspace

Direction = Literal["in", "out", "both", "needs", "needed-by"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
MOST_HOPS = 3
_BY_ARROW = frozenset({"in", "out", "both"})
#: A picture of more boxes than this is no focus; the nearest are shown and the rest is counted.
MOST_BOXES = 120
_DEPENDENT = ar("dependent")
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
    "needed-by": Text("Wat hangt er van {name} af?", "What depends on {name}?"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A way from one end of a line or relation to the other."""

    other: str
    rank: tuple[int, str]


Neighbours = Callable[[str], Sequence[Step]]


def parsed_direction(text: str) -> Direction:
    """Return the direction that a user wrote.

    Raises:
        RequestFault: it is none of them.
    """
    for known in DIRECTIONS:
        if text == known:
            return known
    names = ", ".join(DIRECTIONS)
    raise RequestFault(
        Text(f"'{text}' is geen richting", f"'{text}' is no direction"),
        remedy=Text(f"kies uit: {names}", f"choose from: {names}"),
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
    _check(hops)
    if element not in workspace.elements:
        raise RequestFault(
            Text(f"{element.value} is geen element van het model", f"{element.value} is no element of the model"),
            remedy=Text("zoek met: archrepo search TEKST", "search with: archrepo search TEXT"),
        )
    web = _Web(workspace, direction, _kinds_left_out(workspace, leave_out), language)
    around = _around(element.value, hops, web.steps, web.is_junction)
    shown = [ox.NamedNode(iri) for iri in around.order]
    boxes = [web.box(iri, around.beyond.get(iri.value, 0), is_start=iri == element) for iri in shown]
    name = workspace.name_of(element)
    view = View(
        key=f"focus-{local_name(element)}",
        title=name,
        question=_QUESTIONS[direction].format(name=name),
        boxes=tuple(boxes),
        lines=tuple(web.lines(shown, around.followed)),
        kind="generated",
        iri=element,
        arrangement="flow",
    )
    return _told(view, hops, direction, around, language)


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
    so (`View.nested`).

    Raises:
        RequestFault: the view has no such box, the number of steps is not 1 to 3, or no relation has that kind.
    """
    _check(hops)
    by_key = {box.key: box for box in view.boxes}
    if key not in by_key:
        raise RequestFault(
            Text(f"deze plaat heeft geen vak '{key}'", f"this view has no box '{key}'"),
            remedy=Text("kies een vak van de plaat", "choose a box of the view"),
        )
    kinds = _kinds_left_out(workspace, leave_out)
    dependent = _dependents(workspace)
    steps: dict[str, list[Step]] = {}
    lines = [line for line in (*view.lines, *view.nested) if line.kind not in kinds]
    for line in lines:
        for here, there, is_source in ((line.source, line.target, True), (line.target, line.source, False)):
            if there in by_key and _goes(direction, is_source, dependent.get(line.kind)):
                steps.setdefault(here, []).append(Step(there, (0, by_key[there].label)))
    around = _around(key, hops, lambda one: steps.get(one, ()), lambda one: by_key[one].kind == "Junction")
    kept = set(around.order)
    for box in reversed(view.boxes):
        if box.key in kept and box.parent is not None:
            kept.add(box.parent)
    drawn = replace(
        view,
        lines=tuple(line for line in view.lines if line.kind not in kinds),
        nested=tuple(line for line in view.nested if line.kind not in kinds),
        question=_QUESTIONS[direction].format(name=by_key[key].label.split("\n", 1)[0]),
    )
    cut = without(drawn, {box.key for box in view.boxes if box.key not in kept})
    boxes = tuple(
        _counted(
            replace(box, style=replace(box.style, line_width=3)) if box.key == key else box,
            around.beyond.get(box.key, 0),
        )
        for box in cut.boxes
    )
    return _told(replace(cut, boxes=boxes), hops, direction, around, language)


@dataclass(frozen=True, slots=True)
class _Around:
    """What is shown, nearest first; from which of these the steps were followed; and how much lies beyond each."""

    order: tuple[str, ...]
    followed: frozenset[str]
    beyond: Mapping[str, int]


def _around(start: str, hops: int, steps: Neighbours, is_junction: Callable[[str], bool]) -> _Around:
    distance = {start: 0}
    came_from: dict[str, str] = {}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for step in sorted(steps(here), key=lambda one: (*one.rank, one.other)):
            through = is_junction(step.other)
            far = distance[here] + (0 if through else 1)
            if step.other not in distance and far <= hops and len(distance) < MOST_BOXES:
                distance[step.other] = far
                came_from[step.other] = here
                if through:
                    queue.appendleft(step.other)
                else:
                    queue.append(step.other)
    # A junction at the very border joins nothing that is shown.
    for here in reversed(tuple(distance)):
        if here != start and is_junction(here) and here not in came_from.values():
            del distance[here], came_from[here]
    beyond = {here: len({step.other for step in steps(here)} - distance.keys()) for here in distance}
    followed = frozenset(here for here, far in distance.items() if far < hops or is_junction(here))
    return _Around(tuple(distance), followed, {here: number for here, number in beyond.items() if number})


def _told(view: View, hops: int, direction: Direction, around: _Around, language: Language) -> View:
    """Return the view with what was asked for as notes, and what the numbers on its border mean."""
    steps = Text(f"{hops} {'stap' if hops == 1 else 'stappen'}", f"{hops} {'step' if hops == 1 else 'steps'}")
    note = (Text("Afstand", "Distance").in_(language), f"{steps.in_(language)}, {_WORDS[direction].in_(language)}")
    left_out = list(view.left_out)
    if around.beyond:
        left_out.append(
            Text(
                "Een getal als +7 in een vak: zoveel liggen er verder, buiten deze plaat.",
                "A number such as +7 in a box: so many lie further on, outside this picture.",
            )
        )
    if len(around.order) >= MOST_BOXES:
        left_out.append(
            Text(
                f"Alleen de {MOST_BOXES} dichtste staan erop; neem minder stappen of laat soorten relaties weg.",
                f"Only the nearest {MOST_BOXES} are shown; take fewer steps or leave out kinds of relation.",
            )
        )
    return replace(view, notes=(*view.notes, note), left_out=tuple(left_out))


class _Web:
    """The relations of the model as steps, boxes and lines."""

    def __init__(
        self, workspace: Workspace, direction: Direction, left_out: Collection[str], language: Language
    ) -> None:
        self._workspace = workspace
        self._direction = direction
        self._left_out = left_out
        self._language = language
        self._dependent = _dependents(workspace)
        self._keys: dict[Term, str] = {}
        self._taken: set[str] = set()

    def _of(self, relations: Iterable[Relation]) -> list[Relation]:
        elements = self._workspace.elements
        return [
            one
            for one in relations
            if one.source in elements
            and one.target in elements
            and one.kind.name not in self._left_out
            and local_name(one.predicate) not in self._left_out
        ]

    def steps(self, here: str) -> Sequence[Step]:
        """Return the ways on from an element in the direction asked for."""
        iri, found = ox.NamedNode(here), []
        relations = self._workspace.relations
        for is_source, listed in ((True, relations.outgoing(iri)), (False, relations.incoming(iri))):
            for one in self._of(listed):
                if _goes(self._direction, is_source, self._dependent_end(one)):
                    other = one.target if is_source else one.source
                    found.append(Step(other.value, (one.kind.order, self._workspace.label(other, self._language))))
        return found

    def _dependent_end(self, one: Relation) -> str | None:
        return self._dependent.get(local_name(one.predicate), self._dependent.get(one.kind.name))

    def is_junction(self, here: str) -> bool:
        """Tell whether the element only joins relations."""
        kind = self._workspace.elements[ox.NamedNode(here)].kind
        return not kind.layer and not kind.aspect

    def box(self, iri: ox.NamedNode, beyond: int, *, is_start: bool) -> Box:
        """Return the box of an element; that of the start has a thick border."""
        name = self._workspace.elements[iri].kind.name
        is_junction = name.endswith("Junction")
        box = Box(
            key=self._key(iri),
            kind="Junction" if is_junction else name,
            label="" if is_junction else self._workspace.label(iri, self._language),
            element=iri,
            is_or=is_junction and name.startswith("Or"),
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
            for one in self._of(self._workspace.relations.outgoing(iri)):
                if not isinstance(one.target, ox.NamedNode) or one.target not in known:
                    continue
                end = self._dependent_end(one)
                onwards = iri.value in followed and _goes(self._direction, True, end)
                back = one.target.value in followed and _goes(self._direction, False, end)
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


def _goes(direction: Direction, is_source: bool, dependent: str | None) -> bool:
    """Tell whether a step from this end of a relation goes the way asked for."""
    if direction == "both":
        return True
    if direction in _BY_ARROW:
        return is_source is (direction == "out")
    is_dependent = None if dependent is None else is_source is (dependent == "source")
    return is_dependent is (direction == "needs") if is_dependent is not None else False


def _dependents(workspace: Workspace) -> Mapping[str, str]:
    """Return the dependent end, "source" or "target", by the local name of a relation class or property."""
    graph = workspace.ontology.graph
    return {
        local_name(subject): name
        for end, name in ((RELATION_SOURCE, "source"), (RELATION_TARGET, "target"))
        for subject in graph.subjects(_DEPENDENT, end)
    }


def _kinds_left_out(workspace: Workspace, names: Collection[str]) -> frozenset[str]:
    """Return the local names of the kinds of relation that a user means by class, label or property.

    Raises:
        RequestFault: no relation has that name.
    """
    metamodel = workspace.metamodel
    known: dict[str, str] = {}
    for kind in metamodel.relation_types.values():
        known |= dict.fromkeys((kind.name.casefold(), kind.label.nl.casefold(), kind.label.en.casefold()), kind.name)
    for iri in metamodel.predicates:
        words = workspace.name_of(iri)
        for one in (local_name(iri), f"ar:{local_name(iri)}", words.nl, words.en):
            known.setdefault(one.casefold(), local_name(iri))
    found = set()
    for name in names:
        if name.strip().casefold() not in known:
            listed = ", ".join(kind.label.nl for kind in metamodel.relation_types.values())
            listed_en = ", ".join(kind.label.en for kind in metamodel.relation_types.values())
            raise RequestFault(
                Text(f"geen relatie heet '{name}'", f"no relation is called '{name}'"),
                remedy=Text(f"kies uit: {listed}", f"choose from: {listed_en}"),
            )
        found.add(known[name.strip().casefold()])
    return frozenset(found)


def _check(hops: int) -> None:
    if not 1 <= hops <= MOST_HOPS:
        raise RequestFault(
            Text(f"{hops} is geen aantal stappen", f"{hops} is no number of steps"),
            remedy=Text(f"kies 1 tot en met {MOST_HOPS}", f"choose 1 to {MOST_HOPS}"),
        )
