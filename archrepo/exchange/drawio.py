"""Write placed views as a draw.io file, with the shapes of its ArchiMate library, so that an architect can draw on.

Labels are plain text there, never HTML. Each box remembers the IRI and the type of its element as data of the shape.
Source: the file format of draw.io (mxfile, mxGraphModel) and its library ArchiMate 3.2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from archrepo.diagrams.notation import BoxLook, Notation
from archrepo.diagrams.paint import BoxPaint, LinePaint, Painter
from archrepo.diagrams.palettes import PALETTES, PaletteName
from archrepo.diagrams.shapes import cut, rounded
from archrepo.diagrams.svg import in_language
from archrepo.diagrams.text import clean
from archrepo.language import Language
from archrepo.metamodel import Metamodel
from archrepo.store import Graph
from archrepo.views import GROUP, NOTE, AccessType, Box, Line, Point, Style, View
from archrepo.vocabulary import am

_ACCESS: Mapping[AccessType, str] = {
    "Read": "startArrow=open;startFill=0;endArrow=none",
    "Write": "endArrow=open;endFill=0",
    "ReadWrite": "startArrow=open;startFill=0;endArrow=open;endFill=0",
    "Access": "endArrow=none",
}
_ALIGN = {"left": "align=left;spacingLeft=6", "center": "align=center", "right": "align=right;spacingRight=6"}
_MARGIN = 20.0
_HEAD = 70.0
_FONT_PX = 12.0
_LONGEST = 10_000


def write_drawio(
    views: Sequence[View], metamodel: Metamodel, language: Language = "nl", palette: PaletteName = "standard"
) -> bytes:
    """Return a draw.io file with one page a view, in order; every view has its coordinates.

    The same views give the same bytes.
    """
    writer = _Writer(metamodel, language, palette)
    root = etree.Element("mxfile", host="archrepo", type="device")
    for number, view in enumerate(views, 1):
        root.append(writer.page(view, number))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def shift_of(view: View) -> Point:
    """Return how far the places on the page lie from those of the view."""
    return _MARGIN - (view.x or 0.0), _MARGIN + _HEAD - (view.y or 0.0)


class _Writer:
    """Writes the pages of one file."""

    def __init__(self, metamodel: Metamodel, language: Language, palette: PaletteName) -> None:
        self._language = language
        self._notation = Notation.of(metamodel, PALETTES[palette])
        facts = Graph(metamodel.table("archimate-drawio.ttl"))
        self._icons = {
            kind.name: str(icon.value)
            for kind in metamodel.types.values()
            if (icon := facts.value(kind.iri, am("drawioIcon"))) is not None
        }
        self._lines = {
            kind.name: str(line.value)
            for kind in metamodel.relation_types.values()
            if (line := facts.value(kind.iri, am("drawioLine"))) is not None
        }

    def page(self, view: View, number: int) -> etree._Element:
        """Return one page: title and question above, then the boxes in their parents, then the lines."""
        title = in_language(view.title, self._language)
        page = etree.Element("diagram", id=f"page-{number}", name=clean(title)[:80].replace("\n", " ") or str(number))
        shift = shift_of(view)
        width, height = (view.width or 0.0) + 2 * _MARGIN, (view.height or 0.0) + 2 * _MARGIN + _HEAD
        graph = etree.SubElement(
            page, "mxGraphModel", grid="0", gridSize="10", guides="1", tooltips="1", connect="1", arrows="1", fold="1",
            page="1", pageScale="1", pageWidth=_n(max(width, 400)), pageHeight=_n(max(height, 300)), math="0",
            shadow="0",
        )  # fmt: skip
        root = etree.SubElement(graph, "root")
        etree.SubElement(root, "mxCell", id="0")
        etree.SubElement(root, "mxCell", id="1", parent="0")
        question = in_language(view.question, self._language)
        notes = " · ".join(f"{name}: {value}" if name else value for name, value in view.notes)
        words = "\n".join(each for each in (question, notes) if each)
        _text(root, "title", title, (_MARGIN, 10, max(width - 2 * _MARGIN, 300), 26), "fontSize=18;fontStyle=1")
        if words:
            _text(root, "question", words, (_MARGIN, 38, max(width - 2 * _MARGIN, 300), 40), "fontSize=12")
        ids = {each.key: f"b{index}" for index, each in enumerate(view.boxes)}
        at = {box.key: (box.x or 0.0, box.y or 0.0) for box in view.boxes}
        painter = Painter.of(view, self._notation.palette)
        for box in view.boxes:
            self._box(root, box, ids, _relative(box, at, shift), painter.box(box, self._notation.box(box.kind)))
        ids |= {line.key: f"l{index}" for index, line in enumerate(view.lines)}
        for line in view.lines:
            if line.source in ids and line.target in ids:
                paint = painter.line(line, self._notation.line(line.kind))
                self._line(root, line, ids, shift, paint)
        return page

    def _box(self, root: etree._Element, box: Box, ids: Mapping[str, str], place: Point, paint: BoxPaint) -> None:
        look = self._notation.box(box.kind)
        label = f"«{box.specialization}»\n{box.label}" if box.specialization else box.label
        data = {"label": clean(label)[:_LONGEST], "type": box.kind}
        if box.element is not None:
            data["iri"] = box.element.value
        if box.tip:
            data["tooltip"] = clean(box.tip)[:_LONGEST]
        thing = etree.SubElement(root, "object", {**data, "id": ids[box.key]})
        parent = ids[box.parent] if box.parent is not None else "1"
        cell = etree.SubElement(thing, "mxCell", style=self._box_style(box, look, paint), vertex="1", parent=parent)
        geometry = etree.SubElement(cell, "mxGeometry", x=_n(place[0]), y=_n(place[1]), width=_n(box.w or 0))
        geometry.set("height", _n(box.h or 0))
        geometry.set("as", "geometry")

    def _box_style(self, box: Box, look: BoxLook, paint: BoxPaint) -> str:
        style = box.style
        parts = ["html=0", "whiteSpace=wrap", "outlineConnect=0"]
        if look.is_junction:
            parts.append("ellipse")
        elif box.kind in self._icons:
            corners = "rounded" if look.outline is rounded else "oct" if look.outline is cut else "square"
            icon = self._icons[box.kind] if box.icon_visible else "generic"
            parts += ["shape=mxgraph.archimate3.application", f"appType={icon}", f"archiType={corners}"]
        elif box.kind == NOTE:
            parts += ["shape=note", "size=12"]
        parts.append(f"fillColor={paint.fill}")
        parts += ["container=1", "collapsible=0", "recursiveResize=0"] if box.kind == GROUP else ["collapsible=0"]
        position = style.position or ("middle" if box.kind not in (GROUP, NOTE) else "top")
        parts += [f"verticalAlign={position}", _ALIGN[style.align or ("left" if box.kind == NOTE else "center")]]
        if paint.fill_opacity is not None and paint.fill_opacity < 1:
            parts.append(f"fillOpacity={100 * paint.fill_opacity:.0f}")
        parts += _painted(style, paint.stroke, paint.ink, paint.width, paint.dash)
        return ";".join(parts) + ";"

    def _line(self, root: etree._Element, line: Line, ids: Mapping[str, str], shift: Point, paint: LinePaint) -> None:
        words = line.label or line.modifier
        data = {"label": clean(words)[:_LONGEST], "type": line.kind}
        if line.relation is not None:
            data["iri"] = line.relation.value
        if line.relations > 1:
            data["relations"] = str(line.relations)
        thing = etree.SubElement(root, "object", {**data, "id": ids[line.key]})
        parts = ["html=0", "rounded=0", self._lines.get(line.kind, "endArrow=none")]
        if line.access:
            parts.append(_ACCESS[line.access])
        if line.directed:
            parts.append("endArrow=openAsync;endFill=0" if line.kind in self._lines else "endArrow=open")
        parts += ["fontSize=11", "labelBackgroundColor=#ffffff"]
        parts += _painted(line.style, paint.stroke, paint.ink, paint.width, paint.dash)
        cell = etree.SubElement(
            thing, "mxCell", style=";".join(parts) + ";", edge="1", parent="1",
            source=ids[line.source], target=ids[line.target],
        )  # fmt: skip
        geometry = etree.SubElement(cell, "mxGeometry", relative="1")
        geometry.set("as", "geometry")
        if line.bendpoints:
            array = etree.SubElement(geometry, "Array")
            array.set("as", "points")
            for x, y in line.bendpoints:
                etree.SubElement(array, "mxPoint", x=_n(x + shift[0]), y=_n(y + shift[1]))


def _relative(box: Box, at: Mapping[str, Point], shift: Point) -> Point:
    """Return the place of a box in the box around it, or on the page."""
    x, y = at[box.key]
    if box.parent is None:
        return x + shift[0], y + shift[1]
    left, top = at[box.parent]
    return x - left, y - top


def _painted(style: Style, stroke: str, ink: str, width: float, dash: str) -> list[str]:
    """Return the colours and letters of a box or line as draw.io writes them."""
    parts = [f"strokeColor={stroke or 'none'}", f"fontColor={ink}"]
    if width != 1:
        parts.append(f"strokeWidth={width:g}")
    if dash:
        parts.append(f"dashed=1;dashPattern={dash}")
    if style.font_size:
        parts.append(f"fontSize={_n(style.font_size * 4 / 3)}")
    marks = style.bold + 2 * style.italic + 4 * style.underline + 8 * style.strikeout
    return [*parts, f"fontStyle={marks}"] if marks else parts


def _text(root: etree._Element, name: str, words: str, place: tuple[float, float, float, float], style: str) -> None:
    cell = etree.SubElement(
        root, "mxCell", id=name, value=clean(words)[:_LONGEST], vertex="1", parent="1",
        style=f"text;html=0;align=left;verticalAlign=top;whiteSpace=wrap;{style};",
    )  # fmt: skip
    x, y, w, h = place
    geometry = etree.SubElement(cell, "mxGeometry", x=_n(x), y=_n(y), width=_n(w), height=_n(h))
    geometry.set("as", "geometry")


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
