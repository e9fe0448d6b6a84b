"""An amendment in words, for who does not read Turtle: of each subject what it was and what it becomes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from archrepo.amending.making import Amendment
from archrepo.language import Text
from archrepo.turtle import Triple, Unnamed, Value
from archrepo.vocabulary import LABEL, TYPE
from archrepo.wording import value_text
from archrepo.workspace import Workspace

_LONGEST = 80


def told(
    workspace: Workspace,
    amendments: Iterable[Amendment],
    *,
    removed: Collection[ox.NamedNode] = (),
    pointing: Iterable[Triple] = (),
) -> tuple[Text, ...]:
    """Return a sentence for each predicate that changes, each new subject, and each that goes with what points to it.

    The order is that of the amendments; the removed subjects come last, sorted by IRI. No difference gives no sentence.
    """
    return tuple(_Telling(workspace, list(amendments)).all(removed, list(pointing)))


class _Telling:
    def __init__(self, workspace: Workspace, amendments: Sequence[Amendment]) -> None:
        self.workspace, self.amendments = workspace, amendments
        self.new = {
            one.subject: name
            for one in amendments
            if not workspace.model.facts(one.subject) and (name := _name_in(one.values)) is not None
        }

    def all(self, removed: Collection[ox.NamedNode], pointing: Sequence[Triple]) -> Iterator[Text]:
        for one in self.amendments:
            if self.workspace.model.facts(one.subject):
                yield from self._changed(one)
            elif any(one.values.values()):
                yield self._new(one)
        for subject in sorted(removed, key=str):
            yield Text("{name} gaat weg", "{name} goes").format(name=self._name(subject))
            for holder, link, value in pointing:
                if value == subject:
                    yield Text(
                        "  {holder} wijst er nog naar met '{link}'", "  {holder} still points to it with '{link}'"
                    ).format(holder=self._name(holder), link=self._name(link))

    def _changed(self, amendment: Amendment) -> Iterator[Text]:
        name = self._name(amendment.subject)
        for predicate, given in amendment.values.items():
            was = self.workspace.model.objects(amendment.subject, predicate)
            gone = [value for value in was if value not in given]
            come = [value for value in given if value not in was]
            if not gone and not come:
                continue
            if not gone:
                words = Text("{name}: bij '{fact}' komt {come}", "{name}: '{fact}' gets {come}")
            elif not come:
                words = Text("{name}: bij '{fact}' vervalt {gone}", "{name}: '{fact}' loses {gone}")
            else:
                words = Text("{name}: '{fact}' wordt {come}; was {gone}", "{name}: '{fact}' becomes {come}; was {gone}")
            yield words.format(name=name, fact=self._name(predicate), come=self._all(come), gone=self._all(gone))

    def _new(self, amendment: Amendment) -> Text:
        kinds = self._all(amendment.values.get(TYPE, ()))
        words = Text("nieuw: {name} ({kinds})", "new: {name} ({kinds})")
        return words.format(name=self._name(amendment.subject), kinds=kinds)

    def _all(self, values: Sequence[Value]) -> Text:
        shown = [self._value(value) for value in values]
        return Text(", ".join(one.nl for one in shown), ", ".join(one.en for one in shown))

    def _value(self, value: Value) -> Text:
        if isinstance(value, Unnamed | ox.BlankNode):
            return Text("een samengesteld feit", "a composed fact")
        if isinstance(value, ox.Literal):
            words = value_text(self.workspace, value)
            tag = f"@{value.language}" if value.language else ""
            return Text(f"'{_short(words.nl)}'{tag}", f"'{_short(words.en)}'{tag}")
        return self._name(value)

    def _name(self, term: ox.NamedNode | ox.BlankNode | ox.Literal) -> Text:
        if isinstance(term, ox.NamedNode) and term in self.new:
            return self.new[term]
        if isinstance(term, ox.BlankNode):
            return Text("een samengesteld feit", "a composed fact")
        return self.workspace.name_of(term)


def _name_in(values: Mapping[ox.NamedNode, Sequence[Value]]) -> Text | None:
    names = {one.language or "": one.value for one in values.get(LABEL, ()) if isinstance(one, ox.Literal)}
    if not names:
        return None
    first = next(iter(names.values()))
    return Text(names.get("nl", names.get("", first)), names.get("en", names.get("", first)))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
