"""Sentences that say the same of several things, told once with those things behind it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

#: Fewer words in common are not worth a list.
_FEWEST_SHARED: Final = 2
_ELLIPSIS: Final = "…"


def told_once(sentences: Sequence[str]) -> tuple[str, ...]:
    """Return the sentences, each once; those that begin alike become one line with a line for each that differs.

    Neighbours are joined when they share their first words, and what they end on alike is told once as well.
    """
    different = tuple(dict.fromkeys(sentences))
    lines: list[str] = []
    start = 0
    while start < len(different):
        end = start + 1
        while end < len(different) and _shared(different[start : end + 1]) >= _FEWEST_SHARED:
            end += 1
        lines += _joined(different[start:end])
        start = end
    return tuple(lines)


def _joined(sentences: Sequence[str]) -> Sequence[str]:
    if len(sentences) == 1:
        return sentences
    split = [one.split() for one in sentences]
    first = _shared(sentences)
    room = min(len(words) for words in split) - first - 1
    last = min(_alike([words[::-1] for words in split]), max(room, 0))
    begin, end = split[0][:first], split[0][len(split[0]) - last :]
    what = [" ".join(words[first : len(words) - last]).rstrip(",") for words in split]
    return (f"{' '.join([*begin, _ELLIPSIS, *end])}:", *(f"- {one}" for one in what))


def _shared(sentences: Sequence[str]) -> int:
    """Return how many first words the sentences share, with at least one word left over in each."""
    split = [one.split() for one in sentences]
    return min(_alike(split), min(len(words) for words in split) - 1)


def _alike(split: Sequence[Sequence[str]]) -> int:
    return sum(1 for _ in takewhile(lambda words: len(set(words)) == 1, zip(*split, strict=False)))
