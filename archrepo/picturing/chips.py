"""Small boxes inside a box of a drawn view: as many as fit below its label, the last one counting the rest.

How high the label stands is reckoned from its letters; the picture itself sets it smaller when that is too little.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from archrepo.views import Box

_MARGIN, _GAP, _ICON = 4.0, 3.0, 20.0
#: Height of a small box, and the width below which two columns become one.
_LEAST, _USUAL, _NARROWEST = 15.0, 22.0, 92.0
#: The second figure of a type has lugs or a slant at its left, which small boxes leave free.
_LUGS = 14.0
#: Width of a letter and height of a line, as a share of the size of the letters.
_LETTER, _LEADING = 0.54, 1.2
_POINT = 4 / 3
_PIXELS = 12.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where one small box stands."""

    x: float
    y: float
    w: float
    h: float


def places_in(box: Box, number: int, first_inside: float | None = None) -> tuple[Place, ...]:
    """Return places for at most `number` small boxes in a placed box, row by row; none when there is no room.

    `first_inside` is the top of the highest box that is already in it.
    """
    if box.x is None or box.y is None or box.w is None or box.h is None or not number:
        return ()
    floor = box.y + box.h - _MARGIN
    if first_inside is not None:
        floor = min(floor, first_inside - _GAP)
    letters = box.style.font_size * _POINT if box.style.font_size else _PIXELS
    room = floor - box.y - _MARGIN
    label = min(_label_height(box, letters), room - _LEAST - _GAP)
    if label < letters * 0.75 or box.w < 3 * _LEAST:
        return ()
    rows = int((room - label) // (_LEAST + _GAP))
    left = _MARGIN + (_LUGS if box.figure else 0)
    wide = box.w - left - _MARGIN
    most_columns = max(1, int((wide + _GAP) // (_NARROWEST + _GAP)))
    columns = min(most_columns, ceil(number / rows))
    rows = min(rows, ceil(number / columns))
    height = min(_USUAL, (room - label) / rows - _GAP)
    width = (wide - (columns - 1) * _GAP) / columns
    top = floor - rows * (height + _GAP) + _GAP
    return tuple(
        Place(
            round(box.x + left + column * (width + _GAP), 2),
            round(top + row * (height + _GAP), 2),
            round(width, 2),
            round(height, 2),
        )
        for row in range(rows)
        for column in range(columns)
    )[:number]


def _label_height(box: Box, letters: float) -> float:
    """Return how high the label of a box will be, in pixels."""
    assert box.w is not None
    room = max(1, int((box.w - 2 * _MARGIN - _ICON) / (letters * _LETTER)))
    lines = 0
    for part in box.label.split("\n"):
        used = 0
        for word in part.split():
            if used and used + 1 + len(word) > room:
                lines, used = lines + 1, 0
            lines += (len(word) - 1) // room
            used = min(room, used + (1 if used else 0) + len(word))
        lines += 1
    return lines * letters * _LEADING
