"""Change what a Turtle text says of its subjects, and leave every other letter of it alone, comments too.

Forms and commands that change a file a person wrote go through here: the statements of a subject are edited by spans.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import pyoxigraph as ox

from archrepo.turtle.reading import Triple, parse
from archrepo.turtle.spans import Outline, outline
from archrepo.turtle.statements import Pair, Part, Statement, rewritten, statement_from
from archrepo.turtle.writing import Names
from archrepo.vocabulary import TYPE

_PREFIX = re.compile(r"^[ \t]*@?prefix[ \t]+([^:\s]*):[ \t]*<([^>]*)>", re.MULTILINE | re.IGNORECASE)
_BLANK_LINES = re.compile(r"(?:[ \t]*\r?\n)+")
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A node without a name, written between square brackets: its predicates in order, each with its values."""

    facts: tuple[tuple[ox.NamedNode, tuple[Value, ...]], ...]


#: A blank node stands for the one of that name in the text: it stays as it is written.
Value: TypeAlias = ox.NamedNode | ox.Literal | ox.BlankNode | Unnamed
Wanted: TypeAlias = Mapping[ox.NamedNode, Mapping[ox.NamedNode, Sequence[Value]]]


def with_values(
    text: str,
    subject: ox.NamedNode,
    values: Mapping[ox.NamedNode, Sequence[Value]],
    prefixes: Mapping[str, str],
) -> str:
    """Return the text in which the subject has exactly these values for these predicates; none removes the predicate.

    Predicates that `values` does not name stay as they are, and so does the order. A subject that the text does not
    describe comes behind it as a statement of its own. `prefixes` are declared when the text is empty; in a text with
    statements a name is shortened by the prefixes it declares.

    Raises:
        SyntaxFault: the text is not Turtle.
    """
    return edited(text, parse(text.encode("utf-8"), ""), {subject: values}, prefixes)


def edited(text: str, triples: Sequence[Triple], wanted: Wanted, prefixes: Mapping[str, str]) -> str:
    """Return the text in which each subject has exactly the wanted values, as `with_values` does for one.

    `triples` are those of the text, in its order. A value that stays keeps its place and its comment. The time is
    linear in the text, however many subjects change.
    """
    if not text.strip():
        header = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(prefixes.items()))
        return header + _new_statements(Names(prefixes), wanted, "\n")
    return _Editing(text, triples, Names(_declared(text))).result(wanted)


def renamed(text: str, triples: Sequence[Triple], names: Mapping[ox.NamedNode, ox.NamedNode]) -> str:
    """Return the text in which every subject, predicate and value of these names has its new one."""
    spell = Names(_declared(text))
    places: dict[tuple[int, int], ox.NamedNode] = {}
    for triple, found in zip(triples, outline(text).triples, strict=True):
        for term, span in zip(triple, (found.subject, found.predicate, found.object), strict=True):
            # A bracket or the first cell of a list stands for a node without a name.
            if isinstance(term, ox.NamedNode) and term in names:
                places[span] = names[term]
    for (start, end), name in sorted(places.items(), reverse=True):
        text = text[:start] + spell(name) + text[end:]
    return text


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement with its triples by the offset of their value, without those of nodes without a name."""

    statement: Statement
    places: Mapping[int, Triple]

    @property
    def triples(self) -> Iterable[Triple]:
        return self.places.values()

    def values(self) -> Iterator[list[Triple]]:
        """Yield for each pair the triples of its values; a list stands for its first cell, within the brackets."""
        starts = sorted(self.places)
        for pair in self.statement.pairs:
            yield [self.places[starts[bisect_left(starts, span.start)]] for span in pair.spans]


class _Editing:
    """A text with its triples and their places; lives only inside `edited`."""

    def __init__(self, text: str, triples: Sequence[Triple], names: Names) -> None:
        self.text, self.triples, self.names = text, triples, names
        self.line_end = "\r\n" if "\r\n" in text else "\n"
        self.outline: Outline = outline(text)

    def result(self, wanted: Wanted) -> str:
        statements = self._statements(wanted.keys())
        edits: list[tuple[int, int, str]] = []
        new: dict[ox.NamedNode, Mapping[ox.NamedNode, Sequence[Value]]] = {}
        for subject, values in wanted.items():
            if subject in statements:
                edits += self._edits(statements[subject], values)
            else:
                new[subject] = values
        parts: list[str] = []
        end = len(self.text)
        for start, stop, replacement in sorted(edits, reverse=True):
            parts += [self.text[stop:end], replacement]
            end = start
        text = "".join(reversed([*parts, self.text[:end]]))
        if any(stop == len(self.text) and not replacement for _, stop, replacement in edits):
            text = text.rstrip() + self.line_end
        added = _new_statements(self.names, new, self.line_end)
        return f"{text.rstrip()}{self.line_end}{added}" if added else text

    def _statements(self, subjects: Collection[ox.NamedNode]) -> dict[ox.NamedNode, list[_Said]]:
        """Return the statements on each of the subjects, in the order of the text."""
        found: dict[ox.NamedNode, list[_Said]] = {}
        outlined = self.outline
        lasts = [*outlined.firsts[1:], len(outlined.triples)]
        for start, first, last in zip(outlined.starts, outlined.firsts, lasts, strict=True):
            said = {
                place.object.start: triple
                for triple, place in zip(self.triples[first:last], outlined.triples[first:last], strict=True)
                if place.subject.start == start
            }
            subject = next(iter(said.values()))[0] if said else None
            if isinstance(subject, ox.NamedNode) and subject in subjects:
                found.setdefault(subject, []).append(_Said(statement_from(self.text, start), said))
        return found

    def _edits(
        self, statements: Sequence[_Said], values: Mapping[ox.NamedNode, Sequence[Value]]
    ) -> Iterator[tuple[int, int, str]]:
        """Yield the edits of the statements on one subject."""
        present = {(triple[1], triple[2]) for one in statements for triple in one.triples}
        wanted = {predicate: frozenset(given) for predicate, given in values.items()}
        left = {
            predicate: [one for one in dict.fromkeys(given) if (predicate, one) not in present]
            for predicate, given in values.items()
        }
        known = {predicate for predicate, _ in present}
        for said in statements:
            parts: list[Part] = []
            kept: list[bool] = []
            statement = said.statement
            for pair, end, terms in zip(statement.pairs, statement.ends, said.values(), strict=True):
                predicate = terms[0][1]
                flags = [predicate not in wanted or triple[2] in wanted[predicate] for triple in terms]
                new_values = list(left.pop(predicate, ()))
                pair, flags = self._in_place(pair, end, [triple[2] for triple in terms], flags, new_values)
                added = [_value(self.names, one) for one in new_values]
                kept.append(any(flags) or bool(added))
                is_same = not kept[-1] or (all(flags) and not added)
                parts.append(replace(end, text=pair.text) if is_same else self._pair(pair, end, flags, added))
            new = {one: left.pop(one) for one in list(left) if one not in known and left[one]}
            spelled = [_pair(self.names, predicate, given) for predicate, given in new.items()]
            if spelled or not all(kept) or [one.text for one in parts] != [one.text for one in statement.pairs]:
                yield self._rewritten(statement, parts, kept, spelled)

    def _in_place(
        self, pair: Pair, end: Part, terms: Sequence[Value], kept: Sequence[bool], added: list[Value]
    ) -> tuple[Pair, list[bool]]:
        """Return the pair with texts that come in the place of texts of their language that go; they leave `added`.

        A value with a comment behind it is not replaced: the comment is about that one.
        """
        values, flags = list(pair.values), list(kept)
        for at, old in enumerate(terms):
            comment = values[at].comment if at < len(values) - 1 else end.comment
            if flags[at] or comment or not isinstance(old, ox.Literal):
                continue
            alike = [one for one in added if isinstance(one, ox.Literal) and one.language == old.language]
            if alike:
                added.remove(alike[0])
                values[at], flags[at] = replace(values[at], text=_value(self.names, alike[0])), True
        return replace(pair, values=tuple(values)), flags

    def _pair(self, pair: Pair, end: Part, kept: Sequence[bool], added: Sequence[str]) -> Part:
        """Return the pair with the values that stay and those that come, and what stands behind it then."""
        text, closing = rewritten(pair.opening, pair.values, kept, added, end, own_lines=False, line_end=self.line_end)
        return replace(closing, text=text)

    def _rewritten(
        self, statement: Statement, parts: Sequence[Part], kept: Sequence[bool], added: Sequence[str]
    ) -> tuple[int, int, str]:
        if not added and not any(kept):
            found = _BLANK_LINES.match(self.text, statement.end)
            return statement.start, found.end() if found else statement.end, ""
        text, closing = rewritten(
            statement.opening, parts, kept, added, parts[-1], own_lines=True, line_end=self.line_end
        )
        return statement.start, statement.end, f"{text}{closing.before}{closing.mark}{closing.comment}"


def _declared(text: str) -> dict[str, str]:
    """Return the prefixes of a text; one that is declared twice with two meanings is left out."""
    found: dict[str, set[str]] = {}
    for prefix, namespace in _PREFIX.findall(text):
        found.setdefault(prefix, set()).add(namespace)
    return {prefix: next(iter(meant)) for prefix, meant in found.items() if len(meant) == 1}


def _new_statements(names: Names, wanted: Wanted, line_end: str) -> str:
    """Return a statement for each subject that says something, with an empty line before each."""
    statements: list[str] = []
    for subject, values in wanted.items():
        pairs = [_pair(names, predicate, given) for predicate, given in values.items() if given]
        if pairs:
            joined = f" ;{line_end}{_INDENT}".join(pairs)
            statements.append(f"{line_end}{names(subject)} {joined} .{line_end}")
    return "".join(statements)


def _pair(names: Names, predicate: ox.NamedNode, values: Iterable[Value]) -> str:
    spelled = "a" if predicate == TYPE else names(predicate)
    return f"{spelled} {' , '.join(_value(names, value) for value in dict.fromkeys(values))}"


def _value(names: Names, value: Value) -> str:
    if isinstance(value, Unnamed):
        return f"[ {' ; '.join(_pair(names, predicate, given) for predicate, given in value.facts)} ]"
    return names(value)
