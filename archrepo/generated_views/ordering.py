"""The order of the rows of a view question: complete, so that rows that are alike in part never change places.

pyoxigraph 0.5 gives rows between which a question does not choose in another order on each run.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

#: Strings, IRIs and comments, in which nothing is SPARQL.
_QUOTED = re.compile(
    r'"""(?:[^\\]|\\.)*?"""' + r"|'''(?:[^\\]|\\.)*?'''"
    r'|"(?:[^"\\\n]|\\.)*"' + r"|'(?:[^'\\\n]|\\.)*'" + r"|<[^<>\s]*>|#[^\n]*",
    re.DOTALL,
)
_TOKEN = re.compile(r"[{}()*]|[?$]?\w+")


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, variable or bracket outside all braces; `depth` is how many round brackets are open around it."""

    text: str
    depth: int
    end: int

    @property
    def word(self) -> str:
        return self.text.upper()

    @property
    def variable(self) -> str:
        """Return the name of a variable; empty for anything else."""
        return self.text[1:] if self.text[0] in "?$" else ""


def has_order(text: str) -> bool:
    """Tell whether the question itself puts its rows in order; a part of it in braces does not count."""
    return bool(_order(list(_outer(text))))


def in_full_order(text: str, values: Collection[str] = ()) -> str:
    """Return the question with all that it selects in its ORDER BY, behind what stands there; unchanged without one.

    `values` are the names of variables that are filled in beforehand, so no variables any more. Lines stay in place.
    """
    tokens = list(_outer(text))
    order = _order(tokens)
    if not order:
        return text
    there = {token.variable for token in order if token.depth == 0}
    missing = [name for name in _selected(tokens, text, values) if name not in there]
    end = order[-1].end
    return text[:end] + "".join(f" ?{name}" for name in missing) + text[end:]


def _plain(text: str) -> str:
    return _QUOTED.sub(lambda found: " " * len(found[0]), text)


def _outer(text: str) -> Iterator[_Token]:
    """Iterate over the tokens that stand in no braces; an opening brace is one itself."""
    braces = depth = 0
    for found in _TOKEN.finditer(_plain(text)):
        token = found[0]
        if token == "}":
            braces -= 1
        elif token == "{":
            braces += 1
            if braces == 1:
                yield _Token(token, depth, found.end())
        elif braces == 0:
            depth -= token == ")"
            yield _Token(token, depth, found.end())
            depth += token == "("


def _order(tokens: list[_Token]) -> list[_Token]:
    """Return what stands behind the last ORDER BY; nothing when there is none."""
    starts = [
        number
        for number, (first, second) in enumerate(pairwise(tokens))
        if (first.word, second.word, first.depth) == ("ORDER", "BY", 0)
    ]
    clause = tokens[starts[-1] + 2 :] if starts else []
    ends = (number for number, token in enumerate(clause) if token.word in ("LIMIT", "OFFSET", "VALUES"))
    return clause[: next(ends, len(clause))]


def _selected(tokens: list[_Token], text: str, values: Collection[str]) -> list[str]:
    """Return the names of the variables that the question selects; for a star all in the text, each once."""
    names: list[str] = []
    start = next((number for number, token in enumerate(tokens) if token.word == "SELECT"), len(tokens))
    previous = ""
    for token in tokens[start + 1 :]:
        if token.depth == 0 and token.word in ("WHERE", "FROM", "{"):
            break
        if token.depth == 0 and token.text == "*":
            every = (found[0] for found in _TOKEN.finditer(_plain(text)))
            return list(dict.fromkeys(one[1:] for one in every if one[0] in "?$" and one[1:] not in values))
        if token.variable and (token.depth == 0 or previous == "AS"):
            names.append(token.variable)
        previous = token.word
    return list(dict.fromkeys(names))
