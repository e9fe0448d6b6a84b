"""Path data of SVG as straight and curved pieces with absolute points, for formats that know no other."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Point = tuple[float, float]
Form = Literal["move", "line", "curve", "close"]

_TOKEN = re.compile(r"[MmLlHhVvCcQqAaZz]|-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")
_COUNTS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "q": 4, "a": 7, "z": 0}


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a path: where the pen goes, and for a curve the two points that pull at it first."""

    form: Form
    points: tuple[Point, ...] = ()


def pieces(path: str) -> Iterator[Piece]:
    """Yield the pieces of path data with the commands M, L, H, V, C, Q, A and Z; an arc becomes curves.

    Raises:
        ValueError: the data has another command.
    """
    tokens = _TOKEN.findall(path)
    if re.sub(r"[\s,]", "", path) != "".join(tokens).replace(" ", ""):
        raise ValueError(f"path data with an unknown command: {path[:80]}")
    x = y = start_x = start_y = 0.0
    index = 0
    command = ""
    while index < len(tokens):
        if tokens[index].isalpha():
            command = tokens[index]
            index += 1
        lower = command.lower()
        numbers = [float(each) for each in tokens[index : index + _COUNTS[lower]]]
        index += _COUNTS[lower]
        is_relative = command.islower()
        dx, dy = (x, y) if is_relative else (0.0, 0.0)
        if lower == "z":
            yield Piece("close")
            x, y = start_x, start_y
            continue
        if lower == "h":
            x = numbers[0] + dx
        elif lower == "v":
            y = numbers[0] + dy
        elif lower == "c":
            points = tuple((numbers[at] + dx, numbers[at + 1] + dy) for at in (0, 2, 4))
            x, y = points[2]
            yield Piece("curve", points)
            continue
        elif lower == "q":
            pull, end = (numbers[0] + dx, numbers[1] + dy), (numbers[2] + dx, numbers[3] + dy)
            yield Piece("curve", (_between((x, y), pull), _between(end, pull), end))
            x, y = end
            continue
        elif lower == "a":
            end = (numbers[5] + dx, numbers[6] + dy)
            yield from _arc((x, y), (numbers[0], numbers[1]), bool(numbers[3]), bool(numbers[4]), end)
            x, y = end
            continue
        else:
            x, y = numbers[0] + dx, numbers[1] + dy
        if lower == "m":
            start_x, start_y = x, y
            yield Piece("move", ((x, y),))
            command = "l" if is_relative else "L"
        else:
            yield Piece("line", ((x, y),))


def _between(end: Point, pull: Point) -> Point:
    """Return the pulling point of a cubic curve that runs as the quadratic one does."""
    return end[0] + 2 / 3 * (pull[0] - end[0]), end[1] + 2 / 3 * (pull[1] - end[1])


def _arc(start: Point, radii: Point, is_large: bool, is_sweep: bool, end: Point) -> Iterator[Piece]:
    """Yield an arc of an upright ellipse as curves of at most a quarter turn.

    Source: SVG 2, appendix B.2.4, conversion from endpoint to centre parameterization.
    """
    rx, ry = abs(radii[0]), abs(radii[1])
    if start == end:
        return
    if not rx or not ry:
        yield Piece("line", (end,))
        return
    half_x, half_y = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    reach = (half_x / rx) ** 2 + (half_y / ry) ** 2
    if reach > 1:
        rx, ry = rx * math.sqrt(reach), ry * math.sqrt(reach)
    below = (rx * half_y) ** 2 + (ry * half_x) ** 2
    factor = math.sqrt(max(0.0, (rx * ry) ** 2 - below) / below) * (1 if is_large != is_sweep else -1)
    shift_x, shift_y = factor * rx * half_y / ry, -factor * ry * half_x / rx
    centre = (shift_x + (start[0] + end[0]) / 2, shift_y + (start[1] + end[1]) / 2)
    first = math.atan2((half_y - shift_y) / ry, (half_x - shift_x) / rx)
    turn = math.atan2((-half_y - shift_y) / ry, (-half_x - shift_x) / rx) - first
    if is_sweep and turn <= 0:
        turn += 2 * math.pi
    elif not is_sweep and turn >= 0:
        turn -= 2 * math.pi
    count = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
    step = turn / count
    pull = 4 / 3 * math.tan(step / 4)
    for number in range(count):
        a, b = first + number * step, first + (number + 1) * step
        one = (centre[0] + rx * (math.cos(a) - pull * math.sin(a)), centre[1] + ry * (math.sin(a) + pull * math.cos(a)))
        two = (centre[0] + rx * (math.cos(b) + pull * math.sin(b)), centre[1] + ry * (math.sin(b) - pull * math.cos(b)))
        last = end if number == count - 1 else (centre[0] + rx * math.cos(b), centre[1] + ry * math.sin(b))
        yield Piece("curve", (one, two, last))
