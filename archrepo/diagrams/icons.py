"""The icons of ArchiMate as path data in a square of 16 by 16: what is stroked and what is filled.

Which type has which icon is a fact of the ontology (`am:icon`).

Source: ArchiMate 3.2, the notation column of chapters 4 to 13; the drawing of each icon is our own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Icon:
    """Path data of one icon: `stroke` is drawn as a line, `fill` as a solid."""

    stroke: str
    fill: str = ""


def circle(x: float, y: float, radius: float) -> str:
    """Return the path of a circle."""
    return ellipse(x, y, radius, radius)


def ellipse(x: float, y: float, rx: float, ry: float) -> str:
    """Return the path of an ellipse."""
    return f"M{x - rx:g} {y:g}A{rx:g} {ry:g} 0 1 0 {x + rx:g} {y:g}A{rx:g} {ry:g} 0 1 0 {x - rx:g} {y:g}Z"


def cog(x: float, y: float, outer: float, inner: float, teeth: int) -> str:
    """Return the path of a cog wheel with a hole."""
    corners = []
    for index in range(teeth * 4):
        radius = outer if index % 4 in (1, 2) else inner
        angle = 2 * math.pi * (index + 0.5) / (teeth * 4)
        corners.append(f"{x + radius * math.cos(angle):.1f} {y + radius * math.sin(angle):.1f}")
    return "M" + "L".join(corners) + "Z" + circle(x, y, inner / 2.5)


_REQUIREMENT = "M4.8 3.5H15L11.2 12.5H1Z"

ICONS: Final[Mapping[str, Icon]] = {
    "stick figure": Icon(circle(8, 3.4, 2.5) + "M8 5.9V10.6M3.4 7.6H12.6M4.4 15L8 10.6L11.6 15"),
    "lying cylinder": Icon("M12.2 3.5H3.8A2.6 4.5 0 0 0 3.8 12.5H12.2Z" + ellipse(12.2, 8, 2.6, 4.5)),
    "two circles": Icon(circle(5.6, 8, 4.6) + circle(10.4, 8, 4.6)),
    "lollipop": Icon(circle(11, 8, 4) + "M0.8 8H7"),
    "block arrow": Icon("M1 5.5H9V2L15 8L9 14V10.5H1Z"),
    "bookmark": Icon("M2.5 5.5L8 1L13.5 5.5V15L8 10.5L2.5 15Z"),
    "two half circles": Icon("M6.9 2A6 6 0 0 0 6.9 14ZM9.1 2A6 6 0 0 1 9.1 14Z"),
    "notched": Icon("M1 3.5H11A4.5 4.5 0 0 1 11 12.5H1L4.6 8Z"),
    "stadium": Icon("M5 4H11A4 4 0 0 1 11 12H5A4 4 0 0 1 5 4Z"),
    "headed box": Icon("M1.5 3H14.5V13H1.5ZM1.5 6.3H14.5"),
    "headed and footed box": Icon("M1.5 3H14.5V13H1.5ZM1.5 6.3H14.5M1.5 9.7H14.5"),
    "headed wave": Icon("M1.5 3H14.5V12C11.5 9.6 10 10.8 8 12.2C6 13.6 4 13.6 1.5 12ZM1.5 6H14.5"),
    "box with a tab line": Icon("M1.5 3H14.5V13H1.5ZM1.5 6.3H8V3"),
    "box with lugs": Icon("M4.5 4.2V2H14.5V14H4.5V11.8M4.5 7.4V8.6M1.5 4.2H7.5V7.4H1.5ZM1.5 8.6H7.5V11.8H1.5Z"),
    "cube": Icon("M1.5 5H11.2V14.5H1.5ZM1.5 5L4.8 1.5H14.5L11.2 5M14.5 1.5V11L11.2 14.5"),
    "screen on a foot": Icon(
        "M3.5 2.2H12.5A1.5 1.5 0 0 1 14 3.7V9.5A1.5 1.5 0 0 1 12.5 11H3.5A1.5 1.5 0 0 1 2 9.5V3.7"
        "A1.5 1.5 0 0 1 3.5 2.2ZM4.5 11L2 14.5H14L11.5 11Z"
    ),
    "two discs": Icon(circle(6.4, 9.6, 5) + "M5 4.9A5 5 0 1 1 11.1 11"),
    "dashed double arrow": Icon("M2 8H4M6.8 8H9.2M12 8H14M4.6 4.4L1 8L4.6 11.6M11.4 4.4L15 8L11.4 11.6"),
    "network": Icon(
        "M3 12.2H10.6L13 3.8H5.4Z",
        circle(3, 12.2, 1.9) + circle(10.6, 12.2, 1.9) + circle(13, 3.8, 1.9) + circle(5.4, 3.8, 1.9),
    ),
    "page": Icon("M3 1.5H9.5L13 5V14.5H3ZM9.5 1.5V5H13"),
    "cog wheels": Icon(cog(6, 9.8, 5.4, 3.9, 8) + cog(12.2, 4, 3.4, 2.3, 7)),
    "factory": Icon("M1.5 14.5V1.5H4.2V9.5L7.7 7V9.5L11.2 7V9.5L14.5 7V14.5Z"),
    "double line arrow": Icon("M3.4 6.2H12.6M3.4 9.8H12.6M5.4 3.2L0.8 8L5.4 12.8M10.6 3.2L15.2 8L10.6 12.8"),
    "hexagon": Icon("M4.5 1.5H11.5L15 8L11.5 14.5H4.5L1 8ZM6.4 3.8L4 8.3M9.6 3.8L12 8.3M5.6 12.2H10.4"),
    "wheel": Icon(circle(8, 8, 5) + "M8 0.8V15.2M0.8 8H15.2M2.9 2.9L13.1 13.1M13.1 2.9L2.9 13.1", circle(8, 8, 1.5)),
    "magnifying glass": Icon(circle(9.8, 6.2, 4.8) + "M6.3 9.5L1.5 14.5"),
    "target": Icon(circle(8, 8, 6.6) + circle(8, 8, 4), circle(8, 8, 1.7)),
    "target with an arrow": Icon(
        circle(7, 9, 6) + circle(7, 9, 3.4) + "M7 9L14.6 1.4M11.4 4.6V1.8M11.4 4.6H14.2", circle(7, 9, 1.3)
    ),
    "exclamation mark": Icon(
        "M3.5 1.5H12.5A1 1 0 0 1 13.5 2.5V13.5A1 1 0 0 1 12.5 14.5H3.5A1 1 0 0 1 2.5 13.5V2.5A1 1 0 0 1 3.5 1.5Z",
        "M7 3.6H9L8.6 9.6H7.4Z" + circle(8, 11.8, 1.1),
    ),
    "parallelogram": Icon(_REQUIREMENT),
    "parallelogram with a line": Icon(_REQUIREMENT + "M7.4 3.5L3.6 12.5"),
    "cloud": Icon(
        "M4 12.3C1 12.5 0.4 8.9 2.9 8.1C1.8 5.4 4.8 3.4 6.7 4.9C7.8 2.1 12 2.7 12 5.7"
        "C15.2 5.6 16.2 10 13 10.9C12.7 13.6 9.6 14.1 8.2 12.5C7 14.1 4.8 13.8 4 12.3Z"
    ),
    "ellipse": Icon(ellipse(8, 8, 7, 4.5)),
    "battery": Icon(
        "M2 3.5H12A1 1 0 0 1 13 4.5V11.5A1 1 0 0 1 12 12.5H2A1 1 0 0 1 1 11.5V4.5A1 1 0 0 1 2 3.5Z"
        "M13 6H15.2V10H13M3.8 5.6V10.4M6.4 5.6V10.4M9 5.6V10.4"
    ),
    "stairs": Icon("M1.5 10.3H5.8V6H10.1V1.7H14.4V14.6H1.5ZM5.8 10.3H14.4M10.1 6H14.4M5.8 10.3V14.6M10.1 6V14.6"),
    "chevron": Icon("M1 3H11L15 8L11 13H1L5 8Z"),
    "handle": Icon(
        circle(10, 6, 5.2) + circle(10, 6, 2.9) + "M1 15.2C1 12 2.4 10.6 4.6 10",
        circle(10, 6, 1.1) + "M3.4 8.2L7.4 8.8L5 12Z",
    ),
    "loop": Icon("M10.9 3.2A5.2 5.2 0 1 0 7 12.6H12.4", "M11.6 9.8L15.4 12.6L11.6 15.4Z"),
    "wave": Icon("M1.5 3H14.5V12C11.5 9.6 10 10.8 8 12.2C6 13.6 4 13.6 1.5 12Z"),
    "stacked bars": Icon("", "M6 3H15V4.8H6ZM3.5 7.1H12.5V8.9H3.5ZM1 11.2H10V13H1Z"),
    "crossed circle": Icon(circle(8, 8, 5.4) + "M0.8 6.3H15.2M0.8 9.7H15.2"),
    "pin": Icon("M8 15C5 10.6 3.4 8 3.4 5.6A4.6 4.6 0 0 1 12.6 5.6C12.6 8 11 10.6 8 15Z"),
    "tab": Icon("M1.5 6V3H8V6M1.5 6H14.5V13.5H1.5Z"),
}

#: The mark of a box that opens another view, and of an image that is not shown.
VIEW_ICON: Final = Icon("M1.5 2.5H6.5V6H1.5ZM9.5 10H14.5V13.5H9.5ZM4 6V11.8H9.5")
IMAGE_ICON: Final = Icon("M1.5 2.5H14.5V13.5H1.5ZM1.5 11.5L6 7L9 10L11 8.2L14.5 11.5" + circle(11, 5.2, 1.3))
