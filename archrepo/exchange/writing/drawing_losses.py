"""Tell what of a drawing of Archi the exchange format has no words for: once for each kind, with a count."""

from __future__ import annotations

from typing import Final

from lxml import etree

from archrepo.exchange.names import XSI
from archrepo.exchange.remarks import Remarks
from archrepo.language import Text
from archrepo.views import Style

_TYPE = f"{{{XSI}}}type"
_FULL: Final = 255
#: Version, name, size and style; what follows is of Windows, macOS or GTK.
_BARS_OF_FONT: Final = 4
_KEPT_OF_BOX: Final = frozenset(
    {
        _TYPE,
        "id",
        "name",
        "content",
        "archimateElement",
        "model",
        "targetConnections",
        "fillColor",
        "lineColor",
        "font",
        "fontColor",
        "alpha",
    }
)
_KEPT_OF_LINE: Final = frozenset(
    {
        _TYPE,
        "id",
        "name",
        "source",
        "target",
        "archimateRelationship",
        "targetConnections",
        "lineColor",
        "font",
        "fontColor",
        "lineWidth",
    }
)
_KEPT_OF_VIEW: Final = frozenset({_TYPE, "id", "name", "viewpoint"})
_KEPT_PARTS: Final = frozenset({"bounds", "child", "sourceConnection", "bendpoint", "content", "documentation"})
#: Parts of a view that are no part of its drawing.
_OF_VIEW: Final = _KEPT_PARTS | {"property"}
#: Features that other parts of the drawing say: how clear a line is, and whether Archi uses its colour.
_KEPT_FEATURES: Final = frozenset({"lineAlpha", "deriveElementLineColor"})
#: What Archi calls the looks of boxes, lines and views, in plain words.
_LOOKS: Final = {
    "textAlignment": Text("uitlijning van tekst", "alignment of text"),
    "textPosition": Text("plaats van tekst", "position of text"),
    "borderType": Text("soort rand", "kind of border"),
    "imagePath": Text("afbeelding in een vak", "image in a box"),
    "imagePosition": Text("plaats van een afbeelding", "place of an image"),
    "labelExpression": Text("samengesteld opschrift", "composed label"),
    "gradient": Text("kleurverloop", "gradient"),
    "lineStyle": Text("soort lijn", "style of a line"),
    "iconColor": Text("kleur van een pictogram", "colour of an icon"),
    "iconVisible": Text("of een pictogram te zien is", "whether an icon is shown"),
    "nameVisible": Text("of een naam te zien is", "whether a name is shown"),
    "connectionRouterType": Text("hoe lijnen lopen", "how lines run"),
}
_FIGURE: Final = Text("tweede figuur van een vak", "second figure of a box")
_ENDS: Final = Text("pijlen of streepjes van een gewone lijn", "arrows or dashes of a plain line")


class DrawingLosses:
    """Tells the losses of all drawings of one model."""

    def __init__(self, remarks: Remarks) -> None:
        """Collect them in `remarks`."""
        self._remarks = remarks

    def of_view(self, node: etree._Element) -> None:
        """Tell the looks of the view itself."""
        self._looks(node, _KEPT_OF_VIEW, _OF_VIEW, Text("soort weergave van een view", "kind of display of a view"))

    def of_box(self, node: etree._Element, style: Style) -> None:
        """Tell the looks and parts of a box, and what of its style is not said as it was."""
        self._looks(node, _KEPT_OF_BOX, _KEPT_PARTS, _FIGURE)
        if node.get("lineColor") and not style.line:
            self.add(Text("lijnkleur van een vak die Archi niet gebruikt", "line colour of a box that Archi ignores"))
        elif style.line is None and style.line_opacity is not None:
            self.add(Text("doorzichtigheid van een rand zonder kleur", "transparency of a border without a colour"))
        self._style(node, style)

    def of_line(self, node: etree._Element, style: Style) -> None:
        """Tell the looks and parts of a line, and what of its style is not said as it was."""
        self._looks(node, _KEPT_OF_LINE, _KEPT_PARTS, _ENDS)
        self._style(node, style)

    def add(self, text: Text) -> None:
        """Tell one loss."""
        self._remarks.loss(text)

    def change(self, text: Text) -> None:
        """Tell that something is said in another form."""
        self._remarks.change(text)

    def _looks(self, node: etree._Element, attributes: frozenset[str], parts: frozenset[str], own: Text) -> None:
        """Tell each attribute and part that is not kept; `own` is what the attribute `type` means here."""
        for attribute in map(str, node.attrib):
            if attribute not in attributes:
                self.add(own if attribute == "type" else _look(attribute))
        for part in node:
            if part.tag == "feature":
                if part.get("name") not in _KEPT_FEATURES:
                    self.add(_look(part.get("name", "")))
            elif part.tag not in parts and isinstance(part.tag, str):
                name = str(part.tag)
                self.add(Text(f"onderdeel {name} van een vak of lijn", f"part {name} of a box or line"))

    def _style(self, node: etree._Element, style: Style) -> None:
        if node.get("font", "").count("|") > _BARS_OF_FONT:
            self.change(
                Text(
                    "lettertype zonder wat alleen het besturingssysteem van de maker ervan weet",
                    "font without what only the system of its maker knows of it",
                )
            )
        if style.font_size is not None and not (2 * style.font_size).is_integer():
            self.add(Text("lettergrootte, afgerond op een halve punt", "font size, rounded to half a point"))
        if style.strikeout:
            self.add(Text("doorhaling van tekst", "text struck out"))
        for opacity in (style.fill_opacity, style.line_opacity):
            if opacity is not None and round(round(100 * opacity) * _FULL / 100) != round(opacity * _FULL):
                self.add(Text("doorzichtigheid, afgerond op een procent", "transparency, rounded to one per cent"))


def _look(name: str) -> Text:
    return _LOOKS.get(name, Text(f"weergave {name}", f"look {name}"))
