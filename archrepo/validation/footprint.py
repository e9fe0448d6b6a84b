"""Which predicates a SPARQL question reads, so that an edit of other facts need not ask it again.

A small walk over the tokens of the text: pyoxigraph parses SPARQL, but does not show what it read. The walk errs on
the safe side: every name in the text counts as read, and a variable where a predicate stands counts as every value
that the text itself lets it have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import pyoxigraph as ox

from archrepo.vocabulary import TYPE

_TOKEN = re.compile(
    r"""
      (?P<skip>\s+|\#[^\n]*)
    | (?P<text>\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')
    | (?P<iri><[^<>"{}|^`\\\s]*>)
    | (?P<var>[?$]\w+)
    | (?P<name>[A-Za-z_][\w.-]*?:(?:[\w%-](?:[\w.%-]*[\w%-])?)?|:[\w-]+)
    | (?P<word>[A-Za-z_]\w*)
    | (?P<mark>\^\^|&&|\|\||[<>!]=|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_PREFIX = re.compile(r"PREFIX\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)
_CLAUSES = {"SELECT", "GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET"}
_SUBJECT, _PREDICATE, _OBJECT, _DONE = range(4)
_Tokens: TypeAlias = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Footprint:
    """What a question reads: every name in its text, and the predicates that are values of the properties `named_by`.

    The latter are what a variable in the place of a predicate stands for, as ?trait does in
    `?standard ar:triggeredBy ?trait . $this ?trait true`. `is_everything` says that any fact may be read.
    """

    predicates: frozenset[ox.NamedNode]
    named_by: frozenset[ox.NamedNode] = frozenset()
    is_everything: bool = False


def footprint(text: str) -> Footprint:
    """Return what a question with its prefixes reads."""
    prefixes = dict(_PREFIX.findall(text))
    walk = _Walk(prefixes)
    tokens = []
    for match in _TOKEN.finditer(_PREFIX.sub("", text)):
        kind = match.lastgroup or ""
        if kind != "skip":
            tokens.append((kind, match.group()))
            walk.note(kind, match.group())
    unbound = walk.group(iter([*tokens, ("mark", "}")]), {})
    return Footprint(frozenset(walk.names), frozenset(walk.named_by), bool(unbound))


class _Walk:
    """The names met in one text; lives only inside `footprint`."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = prefixes
        self.names = {TYPE}
        self.named_by: set[ox.NamedNode] = set()

    def name(self, kind: str, text: str) -> ox.NamedNode | None:
        if kind == "iri":
            return ox.NamedNode(text[1:-1])
        prefix, _colon, local = text.partition(":")
        return ox.NamedNode(self.prefixes[prefix] + local) if kind == "name" and prefix in self.prefixes else None

    def note(self, kind: str, text: str) -> None:
        found = self.name(kind, text)
        if found is not None:
            self.names.add(found)

    def group(self, tokens: _Tokens, above: Mapping[str, ox.NamedNode]) -> set[str]:
        """Walk what stands between two braces; return the variables that stand for a predicate nobody names."""
        at = _SUBJECT
        nested: list[int] = []
        wild: set[str] = set()
        bound = dict(above)
        predicate: ox.NamedNode | None = None
        kind, text = next(tokens, _END)
        while text != "}":
            if kind == "word" and text.upper() in _CLAUSES:
                kind, text = self.clause(tokens, bound, wild)
                continue
            if text == "{":
                wild |= self.group(tokens, bound)
                at = _SUBJECT
            elif text == "(" and at != _PREDICATE:
                wild |= self.expression(tokens, bound)
                at = _DONE if at == _OBJECT else _SUBJECT
            elif text == "[":
                nested.append(at)
                at = _PREDICATE
            elif text == "]":
                at = _PREDICATE if nested.pop() == _SUBJECT else _DONE
            elif text in ".;,":
                at = {".": _SUBJECT, ";": _PREDICATE, ",": _OBJECT}[text]
            elif at == _PREDICATE:
                is_variable, first = kind == "var", self.name(kind, text)
                if is_variable:
                    wild.add(text[1:])
                behind, steps = self.path(tokens, kind, text, wild)
                predicate = first if steps == 1 and not is_variable else None
                kind, text = behind
                at = _OBJECT
                continue
            elif kind == "word" and text != "a" and at != _OBJECT:
                at = _SUBJECT
            else:
                if at == _OBJECT and kind == "var" and predicate is not None:
                    bound[text[1:]] = predicate
                at = _PREDICATE if at == _SUBJECT else _DONE
            kind, text = next(tokens, _END)
        self.named_by |= {bound[variable] for variable in wild if variable in bound}
        return {variable for variable in wild if variable not in bound}

    def clause(self, tokens: _Tokens, bound: Mapping[str, ox.NamedNode], wild: set[str]) -> tuple[str, str]:
        """Pass over a projection or a solution modifier; return the token at which patterns go on."""
        for kind, text in tokens:
            if text == "(":
                wild |= self.expression(tokens, bound)
            elif text in "{}":
                return kind, text
        return _END

    def expression(self, tokens: _Tokens, bound: Mapping[str, ox.NamedNode]) -> set[str]:
        """Pass over what stands between parentheses; a pattern inside it is walked."""
        wild: set[str] = set()
        for _kind, text in tokens:
            if text == "(":
                wild |= self.expression(tokens, bound)
            elif text == "{":
                wild |= self.group(tokens, bound)
            elif text == ")":
                break
        return wild

    def path(self, tokens: _Tokens, kind: str, text: str, wild: set[str]) -> tuple[tuple[str, str], int]:
        """Pass over a predicate or a path; return the token behind it, and how many tokens it has."""
        depth = steps = 0
        while True:
            steps += 1
            if kind == "var":
                wild.add(text[1:])
            depth += (text == "(") - (text == ")")
            is_whole = depth == 0 and text not in "(^!/|"
            kind, text = next(tokens, _END)
            while is_whole and text in ("*", "+", "?"):
                steps += 1
                kind, text = next(tokens, _END)
            if is_whole and text not in ("/", "|", ")"):
                return (kind, text), steps


_END = ("mark", "}")
