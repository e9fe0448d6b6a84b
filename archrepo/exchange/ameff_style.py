"""Write how a box or line looks in the words of the exchange format: colours as numbers, a font with its size."""

from __future__ import annotations

from lxml import etree

from archrepo.diagrams.text import clean
from archrepo.exchange.names import AMEFF_NAMESPACE
from archrepo.views import Style

_NS = f"{{{AMEFF_NAMESPACE}}}"


def add_style(node: etree._Element, style: Style) -> None:
    """Add the style to a node or connection; nothing when the author chose nothing that the format can say."""
    words = " ".join(word for word in ("bold", "italic", "underline") if getattr(style, word))
    has_font = bool(style.text or style.font_size or style.font or words)
    if not (style.fill or style.line or style.line_width or has_font):
        return
    found = etree.SubElement(node, f"{_NS}style")
    if style.line_width and style.line_width >= 1:
        found.set("lineWidth", str(round(style.line_width)))
    for tag, colour, opacity in (
        ("fillColor", style.fill, style.fill_opacity),
        ("lineColor", style.line, style.line_opacity),
    ):
        if colour:
            _colour(etree.SubElement(found, f"{_NS}{tag}"), colour, opacity)
    if not has_font:
        return
    font = etree.SubElement(found, f"{_NS}font")
    if style.font:
        font.set("name", clean(style.font))
    if style.font_size:
        # The schema allows whole and half points only.
        halves = max(2, round(2 * style.font_size))
        font.set("size", f"{halves // 2}.5" if halves % 2 else f"{halves // 2}")
    if words:
        font.set("style", words)
    if style.text:
        _colour(etree.SubElement(font, f"{_NS}color"), style.text, None)


def _colour(node: etree._Element, colour: str, opacity: float | None) -> None:
    for name, start in (("r", 1), ("g", 3), ("b", 5)):
        node.set(name, str(int(colour[start : start + 2], 16)))
    # Written by Archi as a share of 255, which rounds to a hundred before it is whole.
    if opacity is not None and round(100 * opacity) < 100:
        node.set("a", str(round(100 * opacity)))
