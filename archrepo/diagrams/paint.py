"""What a box or a line is painted with: the author's style, the notation and the palette brought together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from archrepo.diagrams.lineends import SHAPES, TOOL_SHAPES, EndShape, LineEnd
from archrepo.diagrams.notation import DASHED, DOTTED, BoxLook, LineLook
from archrepo.diagrams.palettes import Palette, darker, readable_on
from archrepo.views import Box, Gradient, Line, Style, View

_DASHES: Final[Mapping[str, str]] = {"solid": "", "dashed": DASHED, "dotted": DOTTED}
#: How much darker than its box the tab of a group is. Source: Archi, GroupFigure.
_TAB_SHARE: Final = 0.9
#: A fill that lets this much of its ground through no longer decides how dark the ground of the words is.
_SEE_THROUGH: Final = 0.5


@dataclass(frozen=True, slots=True)
class BoxPaint:
    """The colours of one box; `stroke` is "" when its border is not seen, `ink` is that of its words."""

    fill: str
    fill_opacity: float | None
    stroke: str
    ink: str
    icon: str
    width: float
    dash: str
    stroke_opacity: float | None
    gradient: Gradient | None

    def outline(self, fill: str = "") -> str:
        """Return the attributes of the outline; `fill` stands in for the fill of the box."""
        parts = f'fill="{fill or self.fill}"'
        if self.fill_opacity is not None and self.fill_opacity < 1:
            parts += f' fill-opacity="{self.fill_opacity:.2g}"'
        return parts + self.border()

    def border(self) -> str:
        """Return the attributes of the border alone; "" when it is not seen."""
        if not self.stroke:
            return ""
        parts = f' stroke="{self.stroke}"'
        if self.dash:
            parts += f' stroke-dasharray="{self.dash}"'
        if self.width != 1:
            parts += f' stroke-width="{self.width:g}"'
        if self.stroke_opacity is not None and self.stroke_opacity < 1:
            parts += f' stroke-opacity="{self.stroke_opacity:.2g}"'
        return parts

    @property
    def tab_fill(self) -> str:
        """Return the fill of the tab of a group."""
        return darker(self.fill, _TAB_SHARE)


@dataclass(frozen=True, slots=True)
class LinePaint:
    """The colours of one line and of the words on it."""

    stroke: str
    ink: str
    width: float
    dash: str
    #: How large the ends of the line are.
    ends: Mapping[LineEnd, EndShape]
    opacity: float | None = None

    def stroked(self) -> str:
        """Return the attributes of a stroke without its dashes."""
        parts = f'stroke="{self.stroke}"'
        if self.width != 1:
            parts += f' stroke-width="{self.width:g}"'
        if self.opacity is not None and self.opacity < 1:
            parts += f' stroke-opacity="{self.opacity:.2g}"'
        return parts


@dataclass(frozen=True, slots=True)
class Painter:
    """Gives the boxes and lines of one view their colours.

    `facts` are the fills that carry a fact in this view, and how they are drawn. `keeps` says whether the other colours
    that it states are kept; in a generated view they mean something, in a drawn one they are the architect's taste.
    """

    palette: Palette
    facts: Mapping[str, str]
    keeps: bool
    ends: Mapping[LineEnd, EndShape]
    _boxes: dict[tuple[int, str, bool], BoxPaint] = field(default_factory=dict, compare=False, repr=False)
    _inks: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, view: View, palette: Palette) -> Painter:
        """Return the painter of a view."""
        facts = palette.facts([colour for colour, _ in view.colours])
        is_drawn = view.kind == "drawn"
        return cls(palette, facts, palette.keeps_author_colours or not is_drawn, TOOL_SHAPES if is_drawn else SHAPES)

    def box(self, box: Box, look: BoxLook) -> BoxPaint:
        """Return the colours of a box of the view; boxes that share a style and a kind share them."""
        key = (id(box.style), box.kind, box.is_or)
        known = self._boxes.get(key)
        if known is None:
            known = self._boxes[key] = self._mixed(box, look)
        return known

    def _readable_on(self, fill: str) -> str:
        known = self._inks.get(fill)
        if known is None:
            known = self._inks[fill] = readable_on(fill)
        return known

    def _mixed(self, box: Box, look: BoxLook) -> BoxPaint:
        style, palette = box.style, self.palette
        fill = self.fill(box, look)
        solid = style.fill_opacity is None or style.fill_opacity > _SEE_THROUGH
        ground = fill if solid else palette.paper
        seen = style.line_opacity != 0 and style.line_style != "none" and style.border != "none"
        wide = style.line_width or 1.0
        return BoxPaint(
            fill=fill,
            fill_opacity=style.fill_opacity,
            stroke=look.fill if look.is_junction else self._stroke(style, fill) if seen else "",
            ink=palette.shade(style.text) if style.text and self.keeps else self._readable_on(ground),
            icon=style.icon if style.icon and self.keeps else self._readable_on(ground),
            width=wide if wide > palette.line_width else palette.line_width,
            dash=_DASHES.get(style.line_style or "", look.dash),
            stroke_opacity=style.line_opacity,
            gradient=style.gradient if self.keeps else None,
        )

    def line(self, line: Line, look: LineLook) -> LinePaint:
        """Return the colours of a line."""
        style, palette = line.style, self.palette
        wide = style.line_width or 1.0
        return LinePaint(
            stroke=palette.shade(style.line) if style.line and self.keeps else palette.line,
            ink=palette.shade(style.text) if style.text and self.keeps else palette.ink,
            width=wide if wide > palette.line_width else palette.line_width,
            dash=_DASHES.get(style.line_style or "", look.dash),
            opacity=style.line_opacity,
            ends=self.ends,
        )

    def fill(self, box: Box, look: BoxLook) -> str:
        """Return the fill of a box."""
        if look.is_junction:
            return self.palette.paper if box.is_or else look.fill
        fill = box.style.fill
        if fill and fill in self.facts:
            return self.facts[fill]
        if fill and self.keeps:
            return self.palette.shade(fill)
        # Where colour carries a fact, the colour of a layer would be taken for one.
        return self.palette.paper if self.facts and not self.palette.keeps_author_colours else look.fill

    def _stroke(self, style: Style, fill: str) -> str:
        if self.keeps:
            if style.line:
                return self.palette.shade(style.line)
            if style.outline_share is not None:
                return darker(fill, style.outline_share)
        return self.palette.line
