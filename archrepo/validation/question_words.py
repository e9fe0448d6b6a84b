"""The words of a SPARQL question: its tokens, with the prefixes read and what they name."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox

_TOKEN = re.compile(
    r"""
      (?P<skip>\s+|\#[^\r\n]*)
    | (?P<text>\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')
    | (?P<iri><[^<>"{}|^`\\\s]*>)
    | (?P<var>[?$]\w+)
    | (?P<name>(?:[^\W\d_](?:[\w.·-]*[\w·-])?)?:
               (?:(?:[\w%:]|\\.)(?:(?:[\w.%:·-]|\\.)*(?:[\w%:·-]|\\.))?)?)
    | (?P<blank>_:\w(?:[\w.-]*[\w-])?)
    | (?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)
    | (?P<lang>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<word>[A-Za-z_]\w*)
    | (?P<mark>\^\^|&&|\|\||[<>!]=|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_KNOWN_MARKS = frozenset("{}()[].;,*/|^+-=<>!?") | {"^^", "&&", "||", "<=", ">=", "!="}


class Unsure(Exception):
    """Something in a question that a walk over its text does not know."""


class Words:
    """The prefixes and the names of one question."""

    def __init__(self) -> None:
        """Begin without any; `read` fills them."""
        self.names: set[ox.NamedNode] = set()
        self._prefixes: dict[str, str] = {}

    def read(self, text: str) -> list[tuple[str, str]]:
        """Return the tokens behind the prefixes, each with its kind, and note the names among them.

        Raises:
            Unsure: a name has a prefix that is not declared, the text has a base, or it is no SPARQL.
        """
        tokens = _tokens(_ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)), text))
        kept: list[tuple[str, str]] = []
        for kind, word in tokens:
            if kind == "word" and word.upper() == "PREFIX":
                _kind, prefix = next(tokens, _NOTHING)
                _kind, namespace = next(tokens, _NOTHING)
                self._prefixes[prefix.removesuffix(":")] = namespace[1:-1]
            elif kind == "word" and word.upper() == "BASE":
                raise Unsure
            else:
                kept.append((kind, word))
                if kind in ("iri", "name"):
                    self.names.add(self.name(kind, word))
        return kept

    def name(self, kind: str, text: str) -> ox.NamedNode:
        """Return what an IRI or a prefixed name stands for.

        Raises:
            Unsure: its prefix is not declared.
        """
        if kind == "iri":
            return ox.NamedNode(text[1:-1])
        prefix, _colon, local = text.partition(":")
        if prefix not in self._prefixes:
            raise Unsure
        return ox.NamedNode(self._prefixes[prefix] + re.sub(r"\\(.)", r"\1", local))


def where(text: str) -> int | None:
    """Return the offset behind the brace that opens the patterns of a SELECT; None when that is not sure."""
    depth = 0
    for match in () if _ESCAPE.search(text) else _TOKEN.finditer(text):
        if match.lastgroup == "mark":
            if match.group() == "{" and not depth:
                return match.end()
            depth += {"(": 1, ")": -1}.get(match.group(), 0)
    return None


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind == "mark" and match.group() not in _KNOWN_MARKS:
            raise Unsure
        if kind != "skip":
            yield kind, match.group()


_NOTHING = ("mark", "}")
