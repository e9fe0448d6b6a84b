"""Rows that are too long, folded: their boxes stand in turn on a few rows instead of one.

Graphviz puts all boxes that are as far from the start on one row, and keeps room in every row for each line that
passes. Thirty things under one then make a picture that no screen can show. Here its order of the boxes is kept, long
rows are folded to a shape that can be read, and the boxes are drawn to their neighbours as far as their row allows;
the lines find their own way between them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from archrepo.diagrams import dot
from archrepo.diagrams.dot import Placement, Request, Sitting
from archrepo.views import Point

WANTED = 1.5
#: Shapes (width by height) from which on nothing is folded.
_WIDEST, _HIGHEST = 2.2, 0.8
#: Room between the rows that one row was folded into, as a share of that between rows.
_WITHIN = 0.7
_SWEEPS = 16
_MOST_ROWS = 9


@dataclass(frozen=True, slots=True)
class _Row:
    """Nodes by number in order, how long they are together and how high the highest is."""

    nodes: tuple[int, ...]
    length: float
    height: float


def run_folded(request: Request, sitting: Sitting | None = None) -> Placement | None:
    """Return where things go with long rows folded; None when the shape is good already or nothing can be folded.

    The boxes of clusters and the bends of edges are left empty.

    Raises:
        LayoutFault: the layout program is missing, fails or takes too long.
    """
    flat = dot.run(request, sitting)
    turned = request.to_the_right
    sizes = [(node.height, node.width) if turned else (node.width, node.height) for node in request.nodes]
    centres = [(y, x) if turned else (x, y) for x, y in flat.centres]
    rows = _rows(centres, sizes, request.node_gap)
    long, deep = max(row.length for row in rows), _depth(rows, [1] * len(rows), request.rank_gap)
    shape = deep / long if turned else long / deep
    if (turned and shape >= _HIGHEST) or (not turned and shape <= _WIDEST):
        return None
    folds = _folds(rows, request.rank_gap, 1 / WANTED if turned else WANTED)
    if max(folds) == 1:
        return None
    across, along = _placed(rows, folds, sizes, request)
    if turned:
        return Placement(tuple(zip(along, across, strict=True)), (), ())
    return Placement(tuple(zip(across, along, strict=True)), (), ())


def _rows(centres: Sequence[Point], sizes: Sequence[Point], gap: float) -> list[_Row]:
    """Return the rows as Graphviz made them, from the first to the last."""
    found: dict[int, list[int]] = {}
    for index, (_, along) in enumerate(centres):
        found.setdefault(round(along), []).append(index)
    return [
        _Row(
            tuple(sorted(found[at], key=lambda index: centres[index][0])),
            sum(sizes[index][0] + gap for index in found[at]),
            max(sizes[index][1] for index in found[at]),
        )
        for at in sorted(found)
    ]


def _depth(rows: Sequence[_Row], folds: Sequence[int], gap: float) -> float:
    """Return how deep the picture is when each row is folded into so many."""
    return sum(fold * row.height + (fold - 1) * gap * _WITHIN + gap for row, fold in zip(rows, folds, strict=True))


def _folds(rows: Sequence[_Row], gap: float, wanted: float) -> list[int]:
    """Return into how many rows each is folded so that the whole is nearest to the wanted shape (length by depth)."""
    longest = max(row.length for row in rows)
    best, best_lack = [1] * len(rows), math.inf
    for parts in range(1, _MOST_ROWS + 1):
        folds = [max(1, min(len(row.nodes), math.ceil(row.length / (longest / parts) - 0.01))) for row in rows]
        length = max(row.length / fold for row, fold in zip(rows, folds, strict=True))
        lack = abs(math.log(length / _depth(rows, folds, gap) / wanted))
        if lack < best_lack - 0.01:
            best, best_lack = folds, lack
    return best


def _placed(
    rows: Sequence[_Row], folds: Sequence[int], sizes: Sequence[Point], request: Request
) -> tuple[list[float], list[float]]:
    """Return the middles of all nodes across and along the rows."""
    lines: list[list[int]] = []
    along = [0.0] * len(sizes)
    at = 0.0
    for row, fold in zip(rows, folds, strict=True):
        for turn in range(fold):
            nodes = list(row.nodes[turn::fold])
            for node in nodes:
                along[node] = at + row.height / 2
            lines.append(nodes)
            at += row.height + request.rank_gap * (_WITHIN if turn < fold - 1 else 1)
    across = [0.0] * len(sizes)
    for nodes in lines:
        total = sum(sizes[node][0] + request.node_gap for node in nodes)
        left = -total / 2
        for node in nodes:
            across[node] = left + (sizes[node][0] + request.node_gap) / 2
            left += sizes[node][0] + request.node_gap
    neighbours: list[list[int]] = [[] for _ in sizes]
    for edge in request.edges:
        neighbours[edge.source].append(edge.target)
        neighbours[edge.target].append(edge.source)
    for sweep in range(_SWEEPS):
        for nodes in lines if sweep % 2 else reversed(lines):
            wanted = [
                sum(across[other] for other in neighbours[node]) / len(neighbours[node])
                if neighbours[node]
                else across[node]
                for node in nodes
            ]
            apart = [(sizes[one][0] + sizes[other][0]) / 2 + request.node_gap for one, other in pairwise(nodes)]
            for node, place in zip(nodes, in_order(wanted, apart), strict=True):
                across[node] = place
    return across, along


def in_order(wanted: Sequence[float], apart: Sequence[float]) -> list[float]:
    """Return the places nearest to those wanted that keep their order and are so far apart (one distance less).

    Nearest is measured in squares; this is isotonic regression by pooling neighbours that are in each other's way.
    """
    shift = 0.0
    shifts = [0.0]
    for distance in apart:
        shift += distance
        shifts.append(shift)
    pools: list[tuple[float, int]] = []
    for place, shift in zip(wanted, shifts, strict=True):
        mean, count = place - shift, 1
        while pools and pools[-1][0] > mean:
            other, size = pools.pop()
            mean, count = (mean * count + other * size) / (count + size), count + size
        pools.append((mean, count))
    means = [mean for mean, count in pools for _ in range(count)]
    return [mean + shift for mean, shift in zip(means, shifts, strict=True)]
