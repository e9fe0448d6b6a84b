"""Find known names in a text: whole words only, any spelling of hyphens and spaces, all names in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

_TOKEN: Final = re.compile(r"[^\W\d_]+|\d+|[^\s\w]")
#: Signs that one writer puts between words and another leaves out.
_NOT_READ: Final = frozenset("-–—‑_'’‘´`\u00ad")
_OPEN_END: Final = "*"
_SHORTEST_STEM: Final = 2

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign of a text, in small letters, with its place."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit(Generic[Entry]):
    """A name that stands in a text: the tokens from `first` to before `after`, and what the name stands for."""

    first: int
    after: int
    entries: Sequence[Entry]


@dataclass(slots=True)
class _Node(Generic[Entry]):
    below: dict[str, _Node[Entry]] = field(default_factory=dict)
    stems: dict[str, list[Entry]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


def tokens_of(text: str) -> list[Token]:
    """Return the words, numbers and signs of a text in order, without signs that only join words."""
    return [
        Token(found[0].casefold(), found.start(), found.end())
        for found in _TOKEN.finditer(text)
        if found[0] not in _NOT_READ
    ]


class Phrases(Generic[Entry]):
    """Names with what they stand for; one name may stand for several things."""

    def __init__(self) -> None:
        """Start without names."""
        self._root: _Node[Entry] = _Node()

    def add(self, name: str, entry: Entry) -> None:
        """Add a name; one that ends in `*` also fits a word that goes on after it. A name without words is left out."""
        is_stem = name.endswith(_OPEN_END)
        words = [token.folded for token in tokens_of(name.removesuffix(_OPEN_END))]
        if not words:
            return
        node = self._root
        for word in words[:-1] if is_stem else words:
            node = node.below.setdefault(word, _Node())
        if is_stem:
            node.stems.setdefault(words[-1], []).append(entry)
        else:
            node.entries.append(entry)

    def starting_at(self, tokens: Sequence[Token], first: int) -> Iterator[Hit[Entry]]:
        """Iterate over the names that begin at this token, the shortest first."""
        node = self._root
        for index in range(first, len(tokens)):
            word = tokens[index].folded
            for length in range(_SHORTEST_STEM, len(word) + 1) if node.stems else ():
                stem = node.stems.get(word[:length])
                if stem is not None:
                    yield Hit(first, index + 1, stem)
            following = node.below.get(word)
            if following is None:
                return
            node = following
            if node.entries:
                yield Hit(first, index + 1, node.entries)

    def longest(self, tokens: Sequence[Token]) -> Iterator[Hit[Entry]]:
        """Iterate over the names in a text from left to right, at each place the longest, without overlap."""
        index = 0
        while index < len(tokens):
            found = max(self.starting_at(tokens, index), key=lambda hit: hit.after, default=None)
            if found is None:
                index += 1
            else:
                yield found
                index = found.after
