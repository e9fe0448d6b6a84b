"""A SHACL core shape in words: one clause a demand, with the demands inside it as its parts.

What a path leads to stands before the colon and what is demanded of it behind it: "levensfase: in gebruik". A demand
without words here is told as such, so that a clause never says less than the shape without saying that it does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.vocabulary import AR, FIRST, MAX_AGE_MONTHS, MIN_MONTHS_AHEAD, SH, XSD, sh

Names = Callable[[Term], Text]

#: An age of a century or more only says that a date may not lie in the future.
_CENTURY: Final = 1200
_BEYOND: Final = Text("(verder: zie de regel zelf)", "(further: see the rule itself)")
_SILENT: Final = {"path", "message", "severity", "targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode"}
_MEASURED: Final[Mapping[str, Text]] = {
    "minInclusive": Text("{n} of meer", "{n} or more"),
    "maxInclusive": Text("{n} of minder", "{n} or less"),
    "minExclusive": Text("meer dan {n}", "more than {n}"),
    "maxExclusive": Text("minder dan {n}", "less than {n}"),
    "minLength": Text("lengte minstens {n}", "length at least {n}"),
    "maxLength": Text("lengte hoogstens {n}", "length at most {n}"),
    "pattern": Text("in de vorm `{n}`", "of the form `{n}`"),
}
_COMPARED: Final[Mapping[str, Text]] = {
    "equals": Text("gelijk aan {path}", "equal to {path}"),
    "disjoint": Text("anders dan {path}", "other than {path}"),
    "lessThan": Text("voor of minder dan {path}", "before or less than {path}"),
    "lessThanOrEquals": Text("niet na of meer dan {path}", "not after or more than {path}"),
}


_KINDS: Final[Mapping[str, Text]] = {
    "IRI": Text("een naam of adres (IRI)", "a name or address (IRI)"),
    "Literal": Text("een tekst, getal of datum", "a text, number or date"),
    "BlankNodeOrIRI": Text("iets met eigenschappen", "something with properties"),
}
_TOLD: Final = {
    *_MEASURED,
    *_COMPARED,
    *(
        "hasValue",
        "in",
        "class",
        "minCount",
        "maxCount",
        "datatype",
        "nodeKind",
        "qualifiedMinCount",
        "qualifiedMaxCount",
    ),
    *("flags", "sparql", "deactivated"),
}


@dataclass(frozen=True, slots=True)
class Clause:
    """One demand in words, and the demands that it is made of."""

    words: Text
    parts: tuple[Clause, ...] = ()


def clauses(shapes: Graph, node: Term, names: Names) -> tuple[Clause, ...]:
    """Return what a shape demands, in the order in which it is written; all of them must hold."""
    return tuple(_Words(shapes, names).of(node))


def path_words(shapes: Graph, path: Term, names: Names) -> Text:
    """Return a property path in words: the names of its steps, with `›` between them."""
    return _Words(shapes, names).path(path)


class _Words:
    """Puts shapes of one graph into words."""

    def __init__(self, shapes: Graph, names: Names) -> None:
        self._shapes = shapes
        self._names = names

    def path(self, path: Term) -> Text:
        shapes = self._shapes
        if isinstance(path, ox.NamedNode):
            return self._names(path)
        if shapes.value(path, FIRST) is not None:
            return _joined([self.path(step) for step in shapes.members(path)], Text.same(" › "))
        inverse = shapes.value(path, sh("inversePath"))
        if inverse is not None:
            return Text("{path} (omgekeerd)", "{path} (reversed)").format(path=self.path(inverse))
        either = shapes.value(path, sh("alternativePath"))
        if either is not None:
            steps = [self.path(step) for step in shapes.members(either)]
            return Text("({steps})", "({steps})").format(steps=_either(steps))
        for kind in ("zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"):
            inner = shapes.value(path, sh(kind))
            if inner is not None:
                return Text("{path}, ook via andere", "{path}, also by way of others").format(path=self.path(inner))
        return _BEYOND

    def of(self, node: Term) -> Iterator[Clause]:
        """Iterate over the demands of a shape."""
        path = self._shapes.value(node, sh("path"))
        about = self.path(path) if path is not None else None
        facts = self._shapes.facts(node)
        said = {key.value[len(SH) :]: values for key, values in facts.items() if key.value.startswith(SH)}
        for words in self._demands(said):
            yield Clause(_about(about, words))
        for words in self._dates(facts):
            yield Clause(_about(about, words))
        for name, values in said.items():
            for value in values:
                yield from self._nested(name, value, about, said)

    def _demands(self, said: Mapping[str, Iterable[Term]]) -> Iterator[Text]:
        """Iterate over the demands that hold no shape."""
        narrowed = {"hasValue", "in", "class", "minInclusive", "minExclusive", "pattern", "qualifiedValueShape"}
        for name, values in said.items():
            for value in values:
                if name == "hasValue":
                    yield self._value(value)
                elif name == "in":
                    yield _either([self._value(one) for one in self._shapes.members(value)])
                elif name == "class":
                    yield self._kind(value)
                elif name == "minCount" and not (value.value == "1" and narrowed & set(said)):
                    yield _at_least(int(value.value))
                elif name == "maxCount" and not (value.value == "1" and "minCount" in said):
                    yield _at_most(int(value.value))
                elif name in _MEASURED:
                    yield _MEASURED[name].format(n=value.value)
                elif name in _COMPARED:
                    yield _COMPARED[name].format(path=self._names(value))
                elif name == "nodeKind":
                    kind = value.value.removeprefix(SH)
                    yield _KINDS.get(kind, _BEYOND)
                elif name == "datatype":
                    yield Text("geschreven als {kind}", "written as {kind}").format(kind=_datatype(value))

    def _dates(self, facts: Mapping[ox.NamedNode, Iterable[Term]]) -> Iterator[Text]:
        for age in facts.get(MAX_AGE_MONTHS, ()):
            months = int(age.value)
            if months >= _CENTURY:
                yield Text("niet na de peildatum", "not after the reference date")
            else:
                yield Text(f"niet ouder dan {_months(months).nl}", f"not older than {_months(months).en}")
        for ahead in facts.get(MIN_MONTHS_AHEAD, ()):
            months = int(ahead.value)
            if months:
                words = _months(months)
                yield Text(f"minstens {words.nl} na de peildatum", f"at least {words.en} after the reference date")
            else:
                yield Text("niet voor de peildatum", "not before the reference date")

    def _nested(
        self, name: str, value: Term, about: Text | None, said: Mapping[str, Iterable[Term]]
    ) -> Iterator[Clause]:
        """Iterate over the demands that hold shapes, and tell of those without words."""
        if name == "and":
            for member in self._shapes.members(value):
                yield from self._within(about, Text("alles hiervan", "all of these"), tuple(self.of(member)))
        elif name in ("or", "xone"):
            words = Text("een van deze", "one of these")
            members = [tuple(self.of(member)) for member in self._shapes.members(value)]
            yield Clause(_about(about, words), tuple(self._one(member) for member in members))
        elif name == "not":
            yield self._denied(value, about)
        elif name == "node":
            yield from self._within(about, Text("waarvoor geldt", "for which holds"), tuple(self.of(value)))
        elif name == "qualifiedValueShape":
            for words in self._how_many(said):
                yield _with(_about(about, words), tuple(self.of(value)))
        elif name not in _SILENT and name not in _TOLD:
            yield Clause(_about(about, _BEYOND))

    def _denied(self, node: Term, about: Text | None) -> Clause:
        """Return a clause that denies a shape: of a single demand its opposite, in words without a second denial."""
        facts = self._shapes.facts(node)
        said = {
            key.value.removeprefix(SH): tuple(values)
            for key, values in facts.items()
            if key.value.removeprefix(SH) not in _SILENT and key.value != SH + "flags"
        }
        path = self._shapes.value(node, sh("path"))
        steps = [step for step in (about, self.path(path) if path is not None else None) if step is not None]
        reached = _joined(steps, Text.same(" › ")) if steps else None
        name, values = next(iter(said.items())) if len(said) == 1 else ("", ())
        opposite = self._opposite(name, values[0]) if len(values) == 1 else None
        if opposite is not None:
            return Clause(_about(reached, opposite))
        if set(said) == {"qualifiedMinCount", "qualifiedValueShape"} and said["qualifiedMinCount"][0].value == "1":
            parts = tuple(self.of(said["qualifiedValueShape"][0]))
            return _with(_about(reached, Text("geen waarvoor geldt", "none for which holds")), parts)
        parts = tuple(self.of(node))
        words = Text("niet alles hiervan", "not all of these") if len(parts) > 1 else Text("dit niet", "not this")
        return _with(_about(about, words), parts)

    def _opposite(self, name: str, value: Term) -> Text | None:
        """Return the words for the opposite of one demand; None when there are none."""
        if name == "hasValue" and isinstance(value, ox.Literal) and value.datatype.value == XSD + "boolean":
            other = self._value(ox.Literal(value.value not in ("true", "1")))
            return Text(f"{other.nl} of niet bekend", f"{other.en} or not known")
        if name == "hasValue":
            return Text("niet {value}", "not {value}").format(value=self._value(value))
        if name == "in":
            others = _either([self._value(one) for one in self._shapes.members(value)])
            return Text("anders dan {others}", "other than {others}").format(others=others)
        if name == "class":
            return Text("geen {kind}", "not {kind}").format(kind=Text(self._names(value).nl, self._kind(value).en))
        if name == "pattern":
            return Text("niet in de vorm `{n}`", "not of the form `{n}`").format(n=value.value)
        if name == "minCount" and value.value == "1":
            return Text("niet vastgelegd", "not recorded")
        if name == "disjoint":
            return Text("ook {path}", "also {path}").format(path=self._names(value))
        if name == "equals":
            return Text("niet gelijk aan {path}", "not equal to {path}").format(path=self._names(value))
        return None

    def _kind(self, value: Term) -> Text:
        name = self._names(value)
        return Text(f"een {name.nl}", f"{'an' if name.en[:1] in 'AEIO' else 'a'} {name.en}")

    def _how_many(self, said: Mapping[str, Iterable[Term]]) -> Iterator[Text]:
        for least in said.get("qualifiedMinCount", ()):
            if least.value != "0":
                number = Text("één", "one") if least.value == "1" else Text.same(least.value)
                yield Text("minstens {n} waarvoor geldt", "at least {n} for which holds").format(n=number)
        for most in said.get("qualifiedMaxCount", ()):
            if most.value == "0":
                yield Text("geen waarvoor geldt", "none for which holds")
            else:
                yield Text("hoogstens {n} waarvoor geldt", "at most {n} for which holds").format(n=most.value)

    def _within(self, about: Text | None, words: Text, parts: tuple[Clause, ...]) -> Iterator[Clause]:
        """Iterate over the parts themselves, or over one clause with them when they are about what a path leads to."""
        if about is None:
            yield from parts
        else:
            yield _with(_about(about, words), parts)

    def _one(self, parts: tuple[Clause, ...]) -> Clause:
        return parts[0] if len(parts) == 1 else Clause(Text("alles hiervan", "all of these"), parts)

    def _value(self, value: Term) -> Text:
        if not isinstance(value, ox.Literal):
            return self._names(value)
        if value.datatype.value == XSD + "boolean":
            return Text("ja", "yes") if value.value in ("true", "1") else Text("nee", "no")
        return Text.same(value.value)


def _with(words: Text, parts: tuple[Clause, ...]) -> Clause:
    """Return a clause with its parts; a single plain part stands behind its words."""
    if len(parts) == 1 and not parts[0].parts:
        return Clause(_about(words, parts[0].words))
    return Clause(words, parts)


def _about(about: Text | None, words: Text) -> Text:
    return words if about is None else Text(f"{about.nl}: {words.nl}", f"{about.en}: {words.en}")


def _at_least(number: int) -> Text:
    if number == 1:
        return Text("vastgelegd", "recorded")
    return Text(f"minstens {number}", f"at least {number}")


def _at_most(number: int) -> Text:
    if number == 0:
        return Text("niet vastgelegd", "not recorded")
    return Text(f"hoogstens {number}", f"at most {number}")


def _months(number: int) -> Text:
    return Text(f"{number} {'maand' if number == 1 else 'maanden'}", f"{number} {'month' if number == 1 else 'months'}")


def _datatype(value: Term) -> str:
    return value.value.removeprefix(XSD).removeprefix(AR)


def _joined(words: list[Text], glue: Text) -> Text:
    return Text(glue.nl.join(word.nl for word in words), glue.en.join(word.en for word in words))


def _either(words: list[Text]) -> Text:
    if len(words) < 2:
        return _joined(words, Text.same(""))
    first, last = _joined(words[:-1], Text.same(", ")), words[-1]
    return Text("{first} of {last}", "{first} or {last}").format(first=first, last=last)
