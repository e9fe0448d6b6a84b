"""What fills a box besides its outline: an image that came with the drawing, or the icon of its type made large."""

from __future__ import annotations

import base64
import re
from typing import Final

from archrepo.diagrams.geometry import Rect
from archrepo.diagrams.icons import Icon
from archrepo.diagrams.paint import BoxPaint
from archrepo.diagrams.shapes import n, square
from archrepo.views import Picture

#: Icons are drawn in a square of 16 by 16.
_ICON_SIDE: Final = 16.0
_FILLS_BOX: Final = 9
_PART: Final = re.compile("M[^M]+")


def image(picture: Picture, rect: Rect) -> str:
    """Return an image in its box: stretched over it, or at its own size and place, smaller only where it must be.

    Source: Archi 5, IconicDelegate and DiagramImageFigure.
    """
    x, y, wide, high = rect.x, rect.y, rect.w, rect.h
    ratio = "none"
    own = size_of(picture)
    if picture.place != _FILLS_BOX and own:
        share = min(1.0, rect.w / own[0], rect.h / own[1])
        wide, high = own[0] * share, own[1] * share
        row, column = divmod(picture.place, 3)
        x, y = rect.x + (rect.w - wide) * column / 2, rect.y + (rect.h - high) * row / 2
        ratio = "xMidYMid meet"
    data = base64.b64encode(picture.data).decode("ascii")
    return (
        f'<image x="{n(x)}" y="{n(y)}" width="{n(wide)}" height="{n(high)}" preserveAspectRatio="{ratio}" '
        f'href="data:{picture.media_type};base64,{data}"/>'
    )


def size_of(picture: Picture) -> tuple[int, int] | None:
    """Return width and height in pixels from the head of the image; None when it does not say."""
    data = picture.data
    if picture.media_type == "image/png" and len(data) >= 24:
        size = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    elif picture.media_type == "image/gif" and len(data) >= 10:
        size = int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    else:
        size = _jpeg_size(data)
    return size if min(size) > 0 else None


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Return the size that a frame of a JPEG states; zeros when there is none."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        # The frames with a size are C0 to CF, but for the tables C4, C8 and CC.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        at += 2 + length
    return 0, 0


def large_icon(icon: Icon, rect: Rect, paint: BoxPaint, out: list[str]) -> None:
    """Append the icon of a type as large as `rect` allows, its closed parts filled, over an unseen box to point at."""
    out.append(f'<path d="{square(rect.x, rect.y, rect.w, rect.h)}" fill="#fff" fill-opacity="0"/>')
    scale = min(rect.w, rect.h) / _ICON_SIDE
    if scale <= 0:
        return
    side = scale * _ICON_SIDE
    x, y = rect.x + (rect.w - side) / 2, rect.y + (rect.h - side) / 2
    at = f'transform="translate({n(x)} {n(y)}) scale({scale:.3g})"'
    line = f'stroke="{paint.stroke or paint.icon}" stroke-width="{paint.width / scale:.3g}"'
    parts = _PART.findall(icon.stroke)
    closed = "".join(part for part in parts if part.rstrip().endswith("Z"))
    opened = "".join(part for part in parts if not part.rstrip().endswith("Z"))
    if closed:
        out.append(f'<path {at} d="{closed}" fill="{paint.fill}" {line}/>')
    if opened:
        out.append(f'<path {at} d="{opened}" fill="none" {line}/>')
    if icon.fill:
        out.append(f'<path {at} d="{icon.fill}" fill="{paint.stroke or paint.icon}"/>')
