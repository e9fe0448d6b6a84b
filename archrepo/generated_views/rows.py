"""The rows of an answer as boxes and lines.

What the variables of a view question mean, row by row:

* `box` is an element, or words for a group. It stands in `parent`, which may stand in a parent itself by a row of its
  own; `within` is the box around `parent`, and `layer` the row of a layered picture around both.
* `inner` stands in `outer` wherever another row has put something in it; alone it makes no box.
* `fact` colours the box and stands under its label; `factPlace` is the place of the fact in the order of colours.
* Each variable whose name starts with `under` gives words of a line of its own below the label.
* `source` and `target` make a line of the relation node `relation` or of the plain `predicate`; each variable whose
  name starts with `on` gives words on that line.
* `leftOut` says in words what the picture leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import get_args

import pyoxigraph as ox

from archrepo.generated_views.colours import Colours, steps_of
from archrepo.generated_views.ordering import has_order
from archrepo.generated_views.questions import ViewInfo
from archrepo.language import Language, Text
from archrepo.metamodel import local_name
from archrepo.queries import Table, cell_text
from archrepo.relations import Relation
from archrepo.turtle.reading import Term
from archrepo.views import CONNECTION, GROUP, AccessType, Box, Line, Style, View
from archrepo.vocabulary import DESCRIPTION, LABEL
from archrepo.wording import dates_in_words
from archrepo.workspace import Workspace

#: A group by words, and a row of a layered picture with its name at the left.
_BAND = Style(fill="#f3f5f5")
_LAYER = Style(fill="#f3f5f5", border="rectangle", align="left", position="middle", bold=True)
_ACCESS_TYPES: Mapping[str, AccessType] = {each: each for each in get_args(AccessType)}
#: A line of a question, no comment, that speaks of the place of a fact.
_PLACE = re.compile(r"(?!\s*#).*[?$]factPlace\b")
_CHOSEN = Style(line_width=3)

Row = Mapping[str, Term | None]


class Builder:
    """Turns the rows of one answer into boxes and lines."""

    def __init__(self, workspace: Workspace, language: Language) -> None:
        """Hold nothing yet; labels are in `language`."""
        self._workspace = workspace
        self._language = language
        self._boxes: dict[tuple[Term, str | None], Box] = {}
        self._first: dict[Term, tuple[Term, str | None]] = {}
        self._parents: dict[Term, Term] = {}
        self._inside: dict[str, str | None] = {}
        self._under: dict[str, dict[str, None]] = {}
        self._keys: set[str] = set()
        self._lines: dict[tuple[Term, Term, Term], Line] = {}
        self._words: dict[tuple[Term, Term, Term], dict[str, None]] = {}

    def build(self, info: ViewInfo, answer: Table, colour: Term | None = None) -> View:
        """Return the view of all rows; `colour` is the property of which the facts are values, when it is known."""
        names = [column.name for column in answer.columns]
        if not {"box", "leftOut"} & set(names) and not {"source", "target"} <= set(names):
            raise info.query.fault(
                Text(f"plaat {info.name} levert geen ?box en geen ?source", f"view {info.name} has no ?box or ?source"),
                Text("schrijf: SELECT ?box WHERE { ... }", "write: SELECT ?box WHERE { ... }"),
                info.query.line_of(""),
            )
        steps = steps_of(self._workspace, colour)
        colours = Colours(self._workspace, info.query.mark("colours"), steps)
        found = answer.rows if has_order(info.query.text) else sorted(answer.rows, key=str)
        rows = [dict(zip(names, row, strict=True)) for row in found]
        for row in rows:
            box, parent = row.get("box"), row.get("parent")
            if box is not None and parent is not None and row.get("within") is None:
                self._parents.setdefault(box, parent)
            inner, outer = row.get("inner"), row.get("outer")
            if inner is not None and outer is not None:
                self._parents.setdefault(inner, outer)
        for row in rows:
            made = self._add_box(row)
            if made is not None and "fact" in names:
                colours.add(made.key, row.get("fact"), _place(info, row.get("factPlace")))
        for row in rows:
            self._add_line(row)
        # Rows are there for the lines between them; without any, boxes in frames take less room.
        arrangement = info.arrangement if self._lines or info.arrangement != "layers" else "nested"
        is_layered = arrangement == "layers"
        left_out = dict.fromkeys(words.value for row in rows if (words := row.get("leftOut")) is not None)
        view = View(
            key=info.name,
            title=info.title,
            question=info.question,
            boxes=tuple(self._finished(box, is_layered) for box in self._in_order()),
            lines=self._finished_lines(),
            kind="generated",
            left_out=tuple(map(Text.same, map(str, left_out))),
            arrangement=arrangement,
        )
        return colours.painted(view, self._language) if "fact" in names else view

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
        self._box(element, None, _CHOSEN)
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
        return View(
            key=f"around-{local_name(element)}",
            title=workspace.name_of(element),
            question=Text("Waarmee hangt dit samen?", "What is this related to?"),
            boxes=self._in_order(),
            lines=self._finished_lines(),
            kind="generated",
            iri=element,
            arrangement="flow",
        )

    def _finished_lines(self) -> tuple[Line, ...]:
        return tuple(replace(line, label="\n".join(self._words[key])) for key, line in self._lines.items())

    def _finished(self, box: Box, is_layered: bool) -> Box:
        """Return the box with the words under its label, and with the style of a group by words."""
        if box.element is None and box.style.fill is None:
            box = replace(box, style=_LAYER if is_layered and box.parent is None else _BAND)
        under = self._under.get(box.key)
        return replace(box, label="\n".join((box.label, *under))) if under else box

    def _in_order(self) -> tuple[Box, ...]:
        """Return the boxes with each parent before its children."""
        held: dict[str | None, list[Box]] = {}
        for box in self._boxes.values():
            held.setdefault(box.parent, []).append(box)
        ordered: list[Box] = []
        waiting = list(reversed(held.get(None, [])))
        while waiting:
            box = waiting.pop()
            ordered.append(box)
            waiting.extend(reversed(held.get(box.key, [])))
        return tuple(ordered)

    def _key(self, term: Term) -> str:
        """Return a key of the picture for a term: its local name, numbered when it is taken."""
        name = "".join(each if each.isalnum() or each in "-_" else "-" for each in local_name(term)) or "box"
        key, number = name, 2
        while key in self._keys:
            key, number = f"{name}-{number}", number + 1
        self._keys.add(key)
        return key

    def _box(self, term: Term, parent: str | None, style: Style | None = None) -> Box:
        """Return the box of a term inside the box with the key `parent`, made when it is new."""
        found = self._boxes.get((term, parent))
        if found is None:
            element = self._workspace.elements.get(term)
            label = term.value if isinstance(term, ox.Literal) else self._workspace.label(term, self._language)
            found = self._boxes[term, parent] = Box(
                key=self._key(term),
                kind=element.kind.drawn_as if element else GROUP,
                label=label,
                element=element.iri if element else term if isinstance(term, ox.NamedNode) else None,
                parent=parent,
                style=style or Style(),
                tip=self._workspace.text(element.iri, DESCRIPTION, self._language) if element else "",
            )
            self._first.setdefault(term, (term, parent))
            self._inside[found.key] = parent
        return found

    def _placed(self, term: Term, inside: tuple[Term, ...] = ()) -> Box:
        """Return the box of a term where a row put it, or else on its own; `inside` are those it is to hold."""
        if term in self._first:
            return self._boxes[self._first[term]]
        parent = self._parents.get(term)
        if parent is None or parent == term or parent in inside:
            return self._box(term, None)
        return self._box(term, self._placed(parent, (*inside, term)).key)

    def _add_box(self, row: Row) -> Box | None:
        term = row.get("box")
        if term is None:
            return None
        chain = [each for each in (row.get("layer"), row.get("within")) if each is not None]
        parent = row.get("parent")
        key: str | None = None
        for outer in chain:
            key = self._box(outer, key).key
        if parent is not None and parent != term:
            key = self._box(parent, key).key if chain else self._placed(parent, (term,)).key
        box = self._first_of_ring(term, key) or self._box(term, key)
        for name, value in row.items():
            if name.startswith("under") and value is not None:
                self._under.setdefault(box.key, {})[self._cell(value)] = None
        return box

    def _cell(self, value: Term) -> str:
        """Return the words of a cell, with its dates as people write them."""
        return dates_in_words(cell_text(self._workspace, value, self._language), self._language)

    def _first_of_ring(self, term: Term, parent: str | None) -> Box | None:
        """Return the box of the term that `parent` itself stands in; None when there is none, and so no ring."""
        mine = self._boxes[self._first[term]] if term in self._first else None
        while parent is not None and mine is not None:
            if parent == mine.key:
                return mine
            parent = self._inside[parent]
        return None

    def _add_line(self, row: Row) -> None:
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
                source=self._placed(source).key,
                target=self._placed(target).key,
                relation=written if relation else None,
                access=_access(relation, predicate.access if predicate else None),
                directed=bool(relation.directed if relation else predicate and predicate.directed),
                modifier=(relation.modifier or "") if relation else "",
            )
            self._words[key] = {}
        for name, value in row.items():
            if name.startswith("on") and value is not None:
                self._words[key][self._cell(value)] = None


def _place(info: ViewInfo, place: Term | None) -> int | None:
    """Return the place of a fact in the order of colours, None when the row has none.

    Raises:
        ConfigurationFault: it is no whole number.
    """
    if place is None:
        return None
    try:
        return int(place.value)
    except ValueError as fault:
        lines = info.query.text.splitlines()
        written = place.value[:80]
        raise info.query.fault(
            Text(
                f"?factPlace is '{written}', en dat is geen heel getal", f"?factPlace is '{written}', no whole number"
            ),
            Text(
                "geef een geheel getal, zoals BIND(1 AS ?factPlace); reken een ander getal om met xsd:integer(...)",
                "give a whole number, such as BIND(1 AS ?factPlace); make one of another number with xsd:integer(...)",
            ),
            next((number for number, line in enumerate(lines, 1) if _PLACE.match(line)), 1),
        ) from fault


def _access(relation: Relation | None, implied: str | None) -> AccessType | None:
    """Return the access type of a line, None when it is no access."""
    return _ACCESS_TYPES.get((relation.access if relation else implied) or "")
