"""A picture as PNG, for tools that take no SVG."""

from __future__ import annotations

from archrepo.lettering import png_of


def to_png(svg: str, zoom: float = 1.0) -> bytes:
    """Return the picture as PNG on white, `zoom` times its size, in the font of `archrepo.lettering`."""
    return png_of(svg, zoom)
