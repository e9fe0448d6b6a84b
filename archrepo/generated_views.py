"""Views made from the model by a saved question: which boxes and lines, never where they stand.

A view question (`sparql/views/*.rq`) is a SELECT whose variables say what a row is. `box` puts an element in the
picture, in `parent` (an element, or words for a group) or in the row `layer`, coloured by `fact`. `source` and `target`
make a line of the relation node `relation` or of the plain `predicate`; every variable whose name starts with `on`
gives words on that line; `leftOut` says in words what the picture leaves out. `?language` holds "nl" or "en". The
header line `arrangement` says how the picture is placed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

import pyoxigraph as ox

from archrepo.errors import ConfigurationFault, RequestFault
from archrepo.language import Language, Text
from archrepo.metamodel import local_name
from archrepo.queries import Parameter, Query, Table, ask, find_query, find_term, saved_queries
from archrepo.relations import Relation
from archrepo.turtle.reading import Term
from archrepo.views import CONNECTION, GROUP, AccessType, Arrangement, Box, Line, Style, View
from archrepo.vocabulary import LABEL, TYPE
from archrepo.workspace import Workspace

_VIEWS = Path(__file__).parent / "sparql" / "views"

#: Fills and signs for coded values, in the order of the values in the ontology; the sign carries what the colour does.
PALETTE: tuple[tuple[str, str], ...] = (
    ("#dcd3f5", "◊"),
    ("#c9e9d3", "●"),
    ("#ffdf9e", "▲"),
    ("#d9d9d9", "■"),
    ("#c7e0fb", "▼"),
    ("#fbc9c1", "□"),
    ("#e9e2b8", "►"),
    ("#cfeef0", "◄"),
)
_NO_FACT = ("#ffffff", "?")
#: A group by words, and a row of a layered picture with its name at the left.
_BAND = Style(fill="#f3f5f5")
_LAYER = Style(fill="#f3f5f5", border="rectangle", align="left", position="middle", bold=True)
#: Fill of the boxes around coloured ones, so that only the facts have colour.
_GROUND = "#f7f7f4"
_ACCESS_TYPES: Mapping[str, AccessType] = {each: each for each in get_args(AccessType)}


@dataclass(frozen=True, slots=True)
class ViewInfo:
    """A view that can be made, for a list: its name, title, question, audience and parameters."""

    name: str
    title: Text
    question: Text
    audience: str
    parameters: tuple[Parameter, ...]


def list_views(folder: Path = _VIEWS) -> tuple[ViewInfo, ...]:
    """Return the views that can be made of any model, in the order of their names."""
    return tuple(
        ViewInfo(query.name, query.title, query.question, query.audience, query.parameters)
        for query in saved_queries(folder)
    )


def build_view(
    workspace: Workspace,
    name: str,
    parameters: Mapping[str, str] | None = None,
    language: Language = "nl",
    folder: Path = _VIEWS,
) -> View:
    """Return the view of that name, with labels in `language` and without coordinates.

    A parameter that is left out has the value of its example when that is a term of the vocabulary or a number.

    Raises:
        RequestFault: there is no such view, or a parameter is missing or wrong.
        ConfigurationFault: the question of the view is not as it must be.
    """
    query = find_query(name, folder)
    given = {key: value for key, value in (parameters or {}).items() if value.strip()}
    for parameter in query.parameters:
        if parameter.name not in given and (parameter.type == "integer" or parameter.example.startswith("ar:")):
            given[parameter.name] = parameter.example
    answer = ask(workspace, query, given, {"language": ox.Literal(language)})
    arrangement = next((each for each in get_args(Arrangement) if each == query.mark("arrangement")), None)
    if arrangement is None:
        raise ConfigurationFault(
            Text(f"plaat {name} zegt niet hoe hij staat", f"view {name} does not say how it is arranged"),
            remedy=Text("voeg toe: # arrangement: flow", "add: # arrangement: flow"),
        )
    return _Builder(workspace, language).build(query, answer, given, arrangement)


class _Builder:
    """Turns the rows of one answer into boxes and lines."""

    def __init__(self, workspace: Workspace, language: Language) -> None:
        self._workspace = workspace
        self._language = language
        self._boxes: dict[tuple[Term, Term | None], Box] = {}
        self._keys: set[str] = set()
        self._lines: dict[tuple[Term, Term, Term], Line] = {}
        self._words: dict[tuple[Term, Term, Term], dict[str, None]] = {}
        self._facts: dict[Term, None] = {}
        self._fact_of: dict[str, Term | None] = {}
        self._coloured = False
        self._layered = False

    def build(self, query: Query, answer: Table, given: Mapping[str, str], arrangement: Arrangement) -> View:
        """Return the view of all rows."""
        names = [column.name for column in answer.columns]
        self._coloured = "fact" in names
        self._layered = arrangement == "layers"
        rows = [dict(zip(names, row, strict=True)) for row in answer.rows]
        for row in rows:
            self._add_box(row)
        for row in rows:
            self._add_line(row)
        shown = {parameter.label.in_(self._language): given.get(parameter.name, "") for parameter in query.parameters}
        lines = tuple(replace(line, label="\n".join(self._words[key])) for key, line in self._lines.items())
        view = View(
            key=query.name,
            title=query.title,
            question=query.question,
            boxes=self._in_order(),
            lines=lines,
            kind="generated",
            notes=(*self._stated(shown), (Text("Stand", "As of").in_(self._language), str(self._workspace.as_of))),
            arrangement=arrangement,
        )
        left_out = tuple(dict.fromkeys(str(words.value) for row in rows if (words := row.get("leftOut")) is not None))
        view = replace(view, left_out=tuple(map(Text.same, left_out)))
        if not view.boxes:
            nothing = Text("Er is niets om te tonen.", "There is nothing to show.")
            return replace(view, left_out=(nothing, *view.left_out))
        return self._with_colours(view) if self._coloured else view

    def around(self, element: ox.NamedNode) -> View:
        """Return the view of one element with its relations."""
        workspace = self._workspace
        relations = [
            relation
            for relation in dict.fromkeys(
                (*workspace.relations.incoming(element), *workspace.relations.outgoing(element))
            )
            if relation.source in workspace.elements and relation.target in workspace.elements
        ]
        self._box(element, None, Style(line_width=3))
        for relation in relations:
            written = workspace.metamodel.predicates.get(relation.predicate)
            row: dict[str, Term | None] = {
                "source": relation.source,
                "target": relation.target,
                "relation": relation.node,
                "predicate": relation.predicate,
            }
            if written and written.is_domain_link:
                row["onLink"] = relation.predicate
            elif relation.node is not None and workspace.model.value(relation.node, LABEL):
                row["onName"] = relation.node
            self._add_line(row)
        name = workspace.name_of(element)
        return View(
            key=f"around-{local_name(element)}",
            title=name,
            question=Text("Waarmee hangt dit samen?", "What is this related to?"),
            boxes=self._in_order(),
            lines=tuple(replace(line, label="\n".join(self._words[key])) for key, line in self._lines.items()),
            kind="generated",
            iri=element,
            notes=((Text("Stand", "As of").in_(self._language), str(workspace.as_of)),),
            arrangement="flow",
        )

    def _stated(self, shown: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        """Return the parameters with the labels of what was asked for."""
        stated = []
        for name, value in shown.items():
            if value:
                words = value
                if not value.isdigit():
                    words = self._workspace.label(find_term(self._workspace, value), self._language)
                stated.append((name, words))
        return tuple(stated)

    def _in_order(self) -> tuple[Box, ...]:
        """Return the boxes with each parent before its children."""
        boxes = list(self._boxes.values())
        held: dict[str | None, list[Box]] = {}
        for box in boxes:
            held.setdefault(box.parent, []).append(box)
        ordered: list[Box] = []

        def add(parent: str | None) -> None:
            for box in held.get(parent, ()):
                ordered.append(box)
                add(box.key)

        add(None)
        return tuple(ordered)

    def _key(self, term: Term) -> str:
        """Return a key of the picture for a term: its local name, numbered when it is taken."""
        name = "".join(each if each.isalnum() or each in "-_" else "-" for each in local_name(term)) or "box"
        key, number = name, 2
        while key in self._keys:
            key, number = f"{name}-{number}", number + 1
        self._keys.add(key)
        return key

    def _box(self, term: Term, parent: Term | None, style: Style | None = None) -> Box:
        """Return the box of a term inside `parent`, made when it is new."""
        found = self._boxes.get((term, parent))
        if found is None:
            around = None if parent is None else self._box(parent, None)
            if around is not None and parent is not None and around.element is None and around.style.fill is None:
                style_around = _LAYER if self._layered else _BAND
                around = self._boxes[(parent, None)] = replace(around, style=style_around)
            element = self._workspace.elements.get(term)
            label = term.value if isinstance(term, ox.Literal) else self._workspace.label(term, self._language)
            found = self._boxes[(term, parent)] = Box(
                key=self._key(term),
                kind=element.kind.name if element else GROUP,
                label=label,
                element=element.iri if element else term if isinstance(term, ox.NamedNode) else None,
                parent=around.key if around else None,
                style=style or Style(),
            )
        return found

    def _add_box(self, row: Mapping[str, Term | None]) -> None:
        term = row.get("box")
        if term is None:
            return
        parent = row.get("parent") or row.get("layer")
        box = self._box(term, parent)
        if self._coloured:
            fact = row.get("fact")
            self._fact_of.setdefault(box.key, fact)
            if fact is not None:
                self._facts[fact] = None

    def _end(self, term: Term) -> Box:
        """Return the box of an end of a line: where a row put it, or else on its own."""
        for (known, _), box in self._boxes.items():
            if known == term:
                return box
        return self._box(term, None)

    def _add_line(self, row: Mapping[str, Term | None]) -> None:
        source, target = row.get("source"), row.get("target")
        made_by = row.get("relation") or row.get("predicate")
        if source is None or target is None or made_by is None:
            return
        key = (source, target, made_by)
        if key not in self._lines:
            relation = self._workspace.relations.by_node.get(made_by)
            written = made_by if isinstance(made_by, ox.NamedNode) else None
            predicate = self._workspace.metamodel.predicates.get(written) if written else None
            kind = relation.kind.name if relation else predicate.kind.name if predicate else CONNECTION
            self._lines[key] = Line(
                key=self._key(ox.Literal(f"line-{len(self._lines) + 1}")),
                kind=kind,
                source=self._end(source).key,
                target=self._end(target).key,
                relation=written if relation else None,
                access=_access(relation, predicate.access if predicate else None),
                directed=bool(relation.directed if relation else predicate and predicate.directed),
                modifier=(relation.modifier or "") if relation else "",
            )
            self._words[key] = {}
        for name, value in row.items():
            if name.startswith("on") and value is not None:
                words = value.value if isinstance(value, ox.Literal) else self._workspace.label(value, self._language)
                self._words[key][words] = None

    def _with_colours(self, view: View) -> View:
        """Return the view with boxes filled by their fact, the fact in words under the label, and the legend of it."""
        order = self._order_of_facts()
        look = {fact: PALETTE[index % len(PALETTE)] for index, fact in enumerate(order)}
        boxes = []
        used: dict[Term | None, None] = {}
        around = {box.parent for box in view.boxes}
        for box in view.boxes:
            if box.key in self._fact_of:
                fact = self._fact_of[box.key]
                used[fact] = None
                fill, sign = look[fact] if fact is not None else _NO_FACT
                label = f"{box.label}\n{sign} {self._fact_words(fact)}"
                box = replace(box, label=label, style=replace(box.style, fill=fill))
            elif box.key in around:
                box = replace(box, style=replace(box.style, fill=_GROUND))
            boxes.append(box)
        colours = [
            (look[fact][0], Text.same(f"{look[fact][1]} {self._fact_words(fact)}")) for fact in order if fact in used
        ]
        if None in used:
            colours.append((_NO_FACT[0], Text.same(f"{_NO_FACT[1]} {self._fact_words(None)}")))
        return replace(view, boxes=tuple(boxes), colours=tuple(colours))

    def _fact_words(self, fact: Term | None) -> str:
        if fact is None:
            return Text("niet bekend", "not known").in_(self._language)
        return fact.value if isinstance(fact, ox.Literal) else self._workspace.label(fact, self._language)

    def _order_of_facts(self) -> list[Term]:
        """Return all values of the classes of the facts, in the order of the ontology: a colour keeps its meaning."""
        graph = self._workspace.ontology.graph
        values: dict[Term, None] = {}
        for fact in sorted(self._facts, key=str):
            for kind in graph.objects(fact, TYPE):
                values |= dict.fromkeys(graph.subjects(TYPE, kind))
        return [*values, *(fact for fact in sorted(self._facts, key=str) if fact not in values)]


def _access(relation: Relation | None, implied: str | None) -> AccessType | None:
    """Return the access type of a line, None when it is no access."""
    return _ACCESS_TYPES.get((relation.access if relation else implied) or "")


def surroundings(workspace: Workspace, element: ox.NamedNode, language: Language = "nl") -> View:
    """Return the picture of one element and what it is related to: in, the element, out.

    Raises:
        RequestFault: the element is not in the model.
    """
    if element not in workspace.elements:
        raise RequestFault(
            Text(f"{element.value} is geen element van het model", f"{element.value} is no element of the model"),
            remedy=Text("zoek met: archrepo search TEKST", "search with: archrepo search TEXT"),
        )
    return _Builder(workspace, language).around(element)
