"""Rows that are too long, folded: boxes at the end of all lines stand in turn on a few rows instead of one.

Graphviz puts all boxes that are as far from the start on one row, so thirty things under one make a picture that no
screen can show. A second try asks for longer lines to every second (third, ...) of them; the lines then run between the
boxes.
"""

from __future__ import annotations

import math
from dataclasses import replace

from archrepo.diagrams import dot
from archrepo.diagrams.dot import Placement, Request

#: A row of fewer boxes than this is not folded.
SHORTEST = 6
#: Shapes (width by height) that need no fold.
_WIDEST, _HIGHEST, _WANTED = 2.2, 0.8, 1.5


def run_folded(request: Request) -> Placement | None:
    """Return where things go with long rows folded; None when there is no long row, or the shape is good already.

    Raises:
        LayoutFault: the layout program is missing, fails or takes too long.
    """
    flat = dot.run(request)
    wide, high = _room(request, flat)
    shape = wide / high
    if request.to_the_right:
        if shape >= _HIGHEST:
            return None
        shape = 1 / shape * _WANTED
    elif shape <= _WIDEST:
        return None
    rows = min(7, max(2, round(math.sqrt(shape / _WANTED))))
    lengths = _lengths(request, flat, rows)
    if not any(lengths):
        return None
    edges = [replace(edge, least=edge.least + extra) for edge, extra in zip(request.edges, lengths, strict=True)]
    return dot.run(replace(request, edges=edges))


def _room(request: Request, placement: Placement) -> tuple[float, float]:
    rects = [
        (x - node.width / 2, y - node.height / 2, x + node.width / 2, y + node.height / 2)
        for (x, y), node in zip(placement.centres, request.nodes, strict=True)
    ]
    wide = max(rect[2] for rect in rects) - min(rect[0] for rect in rects)
    return wide, max(rect[3] for rect in rects) - min(rect[1] for rect in rects)


def _lengths(request: Request, flat: Placement, rows: int) -> list[int]:
    """Return by how many rows each edge must be longer: in turn, along every long row of first or last boxes."""
    after = {edge.source for edge in request.edges}
    before = {edge.target for edge in request.edges}
    across = 1 if request.to_the_right else 0
    lines: dict[int, list[tuple[float, int]]] = {}
    for index, centre in enumerate(flat.centres):
        if (index in after) != (index in before):
            lines.setdefault(round(centre[1 - across]), []).append((centre[across], index))
    turn: dict[int, int] = {}
    for row in lines.values():
        if len(row) >= SHORTEST:
            for place, (_, index) in enumerate(sorted(row)):
                turn[index] = place % rows
    return [
        turn.get(edge.target, 0) + (turn.get(edge.source, 0) if edge.target not in turn else 0)
        for edge in request.edges
    ]
