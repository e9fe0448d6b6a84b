"""Whether one run of a question with $this free gives what a run for each focus node gives.

A small walk over the groups of a SPARQL text, since pyoxigraph parses it but does not show what it read. The walk errs
on the safe side: of what it does not know for sure it says no, and then the reference engine asks for each focus node.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archrepo.store import code_of

_TOKEN = re.compile(r"[$?]\w+|[{}()]|(?<![\w:.-])[A-Za-z]+(?![\w:.-])")
_BEYOND = re.compile(r"[$?](?:PATH|currentShape|shapesGraph)\b")
_CUT = re.compile(r"(?<![\w?$:])(?:LIMIT|OFFSET)\b", re.IGNORECASE)
_COUNTED = {"GROUP", "HAVING", "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "CONCAT"}
_THIS = ("?this", "$this")


def can_be_asked_once(text: str) -> bool:
    """Tell whether one run with $this free gives what a run for each focus node gives.

    That is so when triple patterns bind $this in every way to an answer, and before each part that tests or computes
    with it; what is counted is counted for each $this; and no other variable is one that an engine fills in.
    """
    plain = code_of(text)
    if _BEYOND.search(plain) or _CUT.search(plain):
        return False
    try:
        return _select(_Tokens(plain))
    except (_Unsure, StopIteration, RecursionError):
        return False


class _Unsure(Exception):
    """Something that a run for each focus node may answer otherwise."""


class _Tokens:
    """The tokens that matter, with a look at the next one."""

    def __init__(self, plain: str) -> None:
        self._rest: Iterator[str] = (found[0] for found in _TOKEN.finditer(plain))
        self.next = next(self._rest, "")

    def take(self) -> str:
        taken, self.next = self.next, next(self._rest, "")
        if not taken:
            raise _Unsure
        return taken

    def skip(self) -> list[str]:
        """Take a part between brackets, with all that is in it; return its tokens."""
        opening = self.take()
        if opening not in ("(", "{"):
            raise _Unsure
        depth, taken = 1, []
        while depth:
            token = self.take()
            depth += (token in "({") - (token in ")}")
            taken.append(token)
        return taken


def _mentions(tokens: list[str]) -> bool:
    return any(token in _THIS for token in tokens)


def _select(tokens: _Tokens) -> bool:
    """Walk a SELECT up to the end of its modifiers; return whether it binds $this and gives it."""
    projected: list[str] = []
    while tokens.next != "{":
        projected.append(tokens.take())
    binds = _group(tokens, is_bound=False)
    modifiers: list[str] = []
    while tokens.next and tokens.next != "}":
        modifiers.append(tokens.take())
    words = [token.upper() for token in modifiers]
    if _COUNTED.intersection(
        words,
    ) or _COUNTED.intersection(token.upper() for token in projected):
        grouped = words.index("GROUP") if "GROUP" in words else len(words)
        behind = next((place for place, word in enumerate(words) if word in ("HAVING", "ORDER")), len(words))
        if not _mentions(modifiers[grouped:behind]):
            raise _Unsure
    return binds and _mentions(projected)


def _group(tokens: _Tokens, *, is_bound: bool) -> bool:
    """Walk a group; return whether it binds $this.

    `is_bound` tells that its filters may rest on what stands outside.
    """
    tokens.take()
    binds = False
    is_tested = False
    while tokens.next != "}":
        word = tokens.next.upper()
        if tokens.next == "{":
            binds |= _alternatives(tokens)
        elif word == "OPTIONAL":
            tokens.take()
            _optional(tokens, binds)
        elif word == "FILTER":
            is_tested |= _mentions(_condition(tokens))
        elif word == "BIND":
            tokens.take()
            if _mentions(tokens.skip()) and not binds:
                raise _Unsure
        elif word in ("MINUS", "GRAPH", "SERVICE", "VALUES"):
            raise _Unsure
        elif word == "SELECT":
            binds |= _select(tokens)
        else:
            binds |= tokens.take() in _THIS
    tokens.take()
    if is_tested and not binds and not is_bound:
        raise _Unsure
    return binds


def _alternatives(tokens: _Tokens) -> bool:
    """Walk groups with UNION between them; return whether each binds $this."""
    found = [_group(tokens, is_bound=False)]
    while tokens.next.upper() == "UNION":
        tokens.take()
        found.append(_group(tokens, is_bound=False))
    if any(found) and not all(found):
        raise _Unsure
    return all(found)


def _optional(tokens: _Tokens, binds: bool) -> None:
    """Walk an optional group; what it says of $this must be about one that is bound already."""
    says = _group(tokens, is_bound=binds)
    if says and not binds:
        raise _Unsure


def _condition(tokens: _Tokens) -> list[str]:
    """Walk a FILTER; return its tokens."""
    taken = [tokens.take()]
    while tokens.next not in ("(", "{"):
        taken.append(tokens.take())
    return taken + tokens.skip()
