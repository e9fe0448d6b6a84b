"""Which predicates a SPARQL question reads, so that an edit of other facts need not ask it again.

A small walk over the tokens of the text: pyoxigraph parses SPARQL, but does not show what it read. The walk errs on
the safe side: every name in the text counts as read, and a variable where a predicate stands means that all are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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


class _Wildcard(Exception):
    """A variable stands where a predicate does."""


def predicates_read(text: str) -> frozenset[ox.NamedNode] | None:
    """Return every name of a question, since each may be a predicate that it reads; None when it may read any."""
    prefixes = dict(_PREFIX.findall(text))
    body = _PREFIX.sub("", text)
    found = {TYPE}
    tokens = []
    for match in _TOKEN.finditer(body):
        kind = match.lastgroup or ""
        if kind == "skip":
            continue
        tokens.append((kind, match.group()))
        if kind == "iri":
            found.add(ox.NamedNode(match.group()[1:-1]))
        elif kind == "name":
            prefix, _colon, local = match.group().partition(":")
            if prefix in prefixes:
                found.add(ox.NamedNode(prefixes[prefix] + local))
    try:
        _group(iter([*tokens, ("mark", "}")]))
    except _Wildcard:
        return None
    return frozenset(found)


_Tokens = Iterator[tuple[str, str]]


def _group(tokens: _Tokens) -> None:
    """Walk what stands between two braces.

    Raises:
        _Wildcard: a variable stands where a predicate does.
    """
    at = _SUBJECT
    above: list[int] = []
    kind, text = next(tokens, ("mark", "}"))
    while text != "}":
        if kind == "word" and text.upper() in _CLAUSES:
            kind, text = _clause(tokens)
            continue
        if text == "{":
            _group(tokens)
            at = _SUBJECT
        elif text == "(" and at != _PREDICATE:
            _expression(tokens)
            at = _DONE if at == _OBJECT else _SUBJECT
        elif text == "[":
            above.append(at)
            at = _PREDICATE
        elif text == "]":
            at = _PREDICATE if above.pop() == _SUBJECT else _DONE
        elif text in ".;,":
            at = {".": _SUBJECT, ";": _PREDICATE, ",": _OBJECT}[text]
        elif at == _PREDICATE:
            kind, text = _path(tokens, kind, text)
            at = _OBJECT
            continue
        elif kind == "word" and text != "a" and at != _OBJECT:
            at = _SUBJECT
        else:
            at = _PREDICATE if at == _SUBJECT else _DONE
        kind, text = next(tokens, ("mark", "}"))


def _clause(tokens: _Tokens) -> tuple[str, str]:
    """Pass over a projection or a solution modifier; return the token at which patterns go on."""
    for kind, text in tokens:
        if text == "(":
            _expression(tokens)
        elif text in "{}":
            return kind, text
    return "mark", "}"


def _expression(tokens: _Tokens) -> None:
    """Pass over what stands between parentheses; a pattern inside it is walked."""
    for _kind, text in tokens:
        if text == "(":
            _expression(tokens)
        elif text == "{":
            _group(tokens)
        elif text == ")":
            return


def _path(tokens: _Tokens, kind: str, text: str) -> tuple[str, str]:
    """Pass over a predicate or a path; return the token behind it."""
    depth = 0
    while True:
        if kind == "var":
            raise _Wildcard
        depth += (text == "(") - (text == ")")
        is_whole = depth == 0 and text not in "(^!/|"
        kind, text = next(tokens, ("mark", "}"))
        while is_whole and text in ("*", "+", "?"):
            kind, text = next(tokens, ("mark", "}"))
        if is_whole and text not in ("/", "|", ")"):
            return kind, text
