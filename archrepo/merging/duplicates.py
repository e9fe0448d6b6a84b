"""What may be one and the same thing in two models, with the reasons; a person decides.

Things of the same kind count as alike by their name, and things of any kind when they share a value of every property
that the ontology names as a sign.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.language import LANGUAGES, Text
from archrepo.merging.sides import Side, title_of
from archrepo.metamodel import local_name, text_of
from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.vocabulary import LABEL, TYPE, ar

SAME_IRI = Text("zelfde IRI", "same IRI")
SAME_NAME = Text("zelfde naam", "same name")
_SIGN_OF_SAMENESS, _BY_NAME = ar("signOfSameness"), ar("SameName")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A thing of the first model and one of the second that may be the same, in what kind, and why."""

    one: ox.NamedNode
    other: ox.NamedNode
    kind: Text
    names: tuple[Text, Text]
    reasons: tuple[Text, ...]


def find_duplicates(one: Side, other: Side, taken: Iterable[ox.NamedNode]) -> tuple[Duplicate, ...]:
    """Return the proposals, by kind and name; `taken` are names of both that stand for a thing of each."""
    return tuple(sorted(_Search(one, other, frozenset(taken)).all(), key=_order))


def _order(found: Duplicate) -> tuple[str, str, str, str]:
    return found.kind.nl, found.names[0].nl.casefold(), found.one.value, found.other.value


@dataclass(frozen=True, slots=True)
class _Sign:
    """A property whose value things share when they are the same; by name when each model describes it on its own."""

    predicate: ox.NamedNode
    reason: Text
    is_by_name: bool


def _signs(ontology: Graph) -> tuple[_Sign, ...]:
    found = []
    for how, properties in ontology.with_predicate(_SIGN_OF_SAMENESS).items():
        for one in properties:
            if isinstance(one, ox.NamedNode):
                label = text_of(ontology, one, LABEL) or Text.same(local_name(one))
                found.append(_Sign(one, Text(f"zelfde {label.nl}", f"same {label.en}"), how == _BY_NAME))
    return tuple(sorted(found, key=lambda sign: sign.reason.nl))


class _Search:
    def __init__(self, one: Side, other: Side, taken: frozenset[ox.NamedNode]) -> None:
        self.one, self.other, self.taken = one, other, taken
        places = (title_of(one), title_of(other), Text.same(one.name), Text.same(other.name))
        self.signs = _signs(one.workspace.ontology.graph)
        self.left_out = {word for text in places for name in (text.nl, text.en) for word in _words(name)}

    def all(self) -> Iterator[Duplicate]:
        theirs: dict[tuple[Term, str], dict[ox.NamedNode, None]] = defaultdict(dict)
        alike: dict[tuple[_Sign, str], dict[ox.NamedNode, None]] = defaultdict(dict)
        for iri in self._compared(self.other):
            for kind in self.other.workspace.model.objects(iri, TYPE):
                for name in self._names(self.other, iri):
                    theirs[kind, name][iri] = None
            for sign in self.signs:
                for value in self._values(self.other, iri, sign):
                    alike[sign, value][iri] = None
        for iri in self._compared(self.one):
            found: dict[ox.NamedNode, None] = {}
            if iri in self.taken:
                found[iri] = None
            for kind in self.one.workspace.model.objects(iri, TYPE):
                for name in self._names(self.one, iri):
                    found |= theirs.get((kind, name), {})
            shared = [
                {other for value in self._values(self.one, iri, sign) for other in alike.get((sign, value), ())}
                for sign in self.signs
            ]
            if shared:
                found |= dict.fromkeys(set.intersection(*shared))
            for candidate in found:
                yield self._duplicate(iri, candidate)

    def _compared(self, side: Side) -> Iterator[ox.NamedNode]:
        """Yield what is the own thing of a side: an element or a record with a name, that the other has not as well."""
        others = self.other if side is self.one else self.one
        for iri in side.own_subjects():
            is_both = bool(others.workspace.model.facts(iri)) and iri not in self.taken
            if not is_both and iri in side.workspace.elements:
                yield iri

    def _duplicate(self, one: ox.NamedNode, other: ox.NamedNode) -> Duplicate:
        reasons: list[Text] = []
        if one == other:
            reasons.append(SAME_IRI)
        if self._names(self.one, one) & self._names(self.other, other):
            reasons.append(self._reason_by_name(one, other))
        reasons += [
            sign.reason
            for sign in self.signs
            if self._values(self.one, one, sign) & self._values(self.other, other, sign)
        ]
        return Duplicate(
            one=one,
            other=other,
            kind=self._kind(one),
            names=(self.one.workspace.name_of(one), self.other.workspace.name_of(other)),
            reasons=tuple(reasons),
        )

    def _reason_by_name(self, one: ox.NamedNode, other: ox.NamedNode) -> Text:
        """Return that the names are the same, with the English one where only that is."""
        first, second = self.one.workspace.name_of(one), self.other.workspace.name_of(other)
        if self._plain(first.nl) == self._plain(second.nl) or self._plain(first.en) != self._plain(second.en):
            return SAME_NAME
        return Text(f"zelfde Engelse naam: {first.en}", f"same English name: {first.en}")

    def _kind(self, iri: ox.NamedNode) -> Text:
        """Return the kind as the model says it: the municipal class, else the type of ArchiMate."""
        workspace = self.one.workspace
        types = [cls for cls in workspace.model.objects(iri, TYPE) if workspace.ontology.graph.facts(cls)]
        return workspace.name_of(types[0]) if types else workspace.elements[iri].kind.label

    def _names(self, side: Side, iri: ox.NamedNode) -> frozenset[str]:
        text = side.workspace.name_of(iri)
        if text == Text.same(local_name(iri)):
            return frozenset()
        return frozenset(name for language in LANGUAGES if (name := self._plain(text.in_(language))))

    def _plain(self, text: str) -> str:
        """Return the words of a name without those that only tell of which municipality it is."""
        return " ".join(word for word in _words(text) if word not in self.left_out)

    def _values(self, side: Side, iri: ox.NamedNode, sign: _Sign) -> frozenset[str]:
        found = side.workspace.model.objects(iri, sign.predicate)
        if sign.is_by_name:
            return frozenset(" ".join(_words(side.workspace.name_of(one).nl)) for one in found)
        return frozenset(str(one) for one in found)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
