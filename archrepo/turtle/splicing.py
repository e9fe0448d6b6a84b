"""A text after an edit: only the statements that the edit touches are parsed again.

What stands before the first touched statement and behind the last one is the same text at the same kind of place,
between two statements, so it gives the same triples. That holds as long as the edit leaves the directives alone. A
piece with blank nodes is left to a parse of the whole text, which names them by their order in it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.errors import ArchrepoError
from archrepo.turtle.reading import Triple, parse
from archrepo.turtle.spans import Cuts, Outline, outline


@dataclass(frozen=True, slots=True)
class Splice:
    """What an edit replaced: old triples [first, last) by `triples`, old text [start, end) by text of the new file.

    `inner` is the outline of the new piece, with offsets from `start`; what stands behind `end` moves by `shift`.
    """

    first: int
    last: int
    triples: tuple[Triple, ...]
    start: int
    end: int
    shift: int
    inner: Outline


def splice(old: str, new: str, known: Cuts, held: Sequence[Triple]) -> Splice | None:
    """Return what the edit from `old` to `new` replaced; None when the whole text must be parsed.

    `known` tells where the statements of the old text begin, `held` are its triples. The texts differ.
    """
    starts, directives_end = known.starts, known.directives_end
    same = _common_prefix(old, new)
    behind = _common_suffix(old, new, min(len(old), len(new)) - same)
    if "_:" in new or not starts:
        return None
    # A touch at the very end of a statement may join what follows, so the statement before counts as touched.
    index = max(bisect_left(starts, same) - 1, 0)
    after = bisect_right(starts, len(old) - behind)
    start = starts[index]
    end = starts[after] if after < len(starts) else len(old)
    shift = len(new) - len(old)
    if start < directives_end or same < start:
        return None
    piece = new[start : end + shift]
    if after < len(starts) and not piece.endswith("\n"):
        return None
    header = new[:directives_end]
    try:
        triples = parse(f"{header}\n{piece}".encode(), "")
        were = parse(f"{header}\n{old[start:end]}".encode(), "")
        ahead = len(parse(header.encode(), ""))
    except ArchrepoError:
        return None
    first = _only_place(held, were)
    if ahead or first is None:
        return None
    inner = outline(piece)
    if len(inner.triples) != len(triples) or inner.directives_end or any(map(_has_blank, triples)):
        return None
    return Splice(first, first + len(were), tuple(triples), start, end, shift, inner)


def _has_blank(triple: Triple) -> bool:
    return isinstance(triple[0], ox.BlankNode) or isinstance(triple[2], ox.BlankNode)


def _only_place(held: Sequence[Triple], piece: Sequence[Triple]) -> int | None:
    """Return where the triples of a piece stand among all; None when that is nowhere or in more than one place."""
    found = None
    place = -1
    while piece:
        try:
            place = held.index(piece[0], place + 1)
        except ValueError:
            break
        if list(held[place : place + len(piece)]) == list(piece):
            if found is not None:
                return None
            found = place
    return found


def _common_prefix(one: str, other: str) -> int:
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_suffix(one: str, other: str, most: int) -> int:
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle :] == other[len(other) - middle :]:
            low = middle
        else:
            high = middle - 1
    return low
