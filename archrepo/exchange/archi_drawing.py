"""Read a view as Archi draws it: nested boxes with places relative to their parent, lines inside their source.

Source: the ecore model and editor of Archi 5 (github.com/archimatetool/archi, MIT): default sizes, the weights of
bendpoints, the numbers for alignment and position.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from lxml import etree
from pyoxigraph import NamedNode

from archrepo.exchange.drawing_parts import (
    Parts,
    colour,
    content_of,
    extent,
    left_out,
    middle,
    number,
    opacity,
    parts_of,
    size,
    split_nested,
    style_of,
)
from archrepo.exchange.names import XSI
from archrepo.exchange.shown import Concepts
from archrepo.views import (
    BLOCK,
    CONNECTION,
    GROUP,
    IMAGE,
    NOTE,
    STICKY,
    VIEW_REFERENCE,
    Arrow,
    Border,
    Box,
    Gradient,
    HorizontalAlignment,
    Line,
    LinePosition,
    LineStyle,
    Picture,
    Point,
    Style,
    VerticalPosition,
    View,
)

_TYPE = f"{{{XSI}}}type"
_KINDS: Final[Mapping[str, str]] = {
    "DiagramObject": "",
    "Group": GROUP,
    "Note": NOTE,
    "DiagramModelReference": VIEW_REFERENCE,
    "DiagramModelImage": IMAGE,
    "SketchModelSticky": STICKY,
    "SketchModelActor": STICKY,
    "CanvasModelSticky": STICKY,
    "CanvasModelBlock": BLOCK,
    "CanvasModelImage": IMAGE,
}
_STICK_FIGURE = "SketchModelActor"
_SIZES: Final[Mapping[str, tuple[float, float]]] = {
    GROUP: (400, 140),
    NOTE: (185, 80),
    IMAGE: (200, 150),
    STICKY: (135, 70),
    BLOCK: (200, 150),
}
_SIZE: Final = (120.0, 55.0)
_JUNCTION_SIZE: Final = (15.0, 15.0)
_ALIGNMENTS: Final[Mapping[str, HorizontalAlignment]] = {"1": "left", "2": "center", "4": "right"}
_POSITIONS: Final[Mapping[str, VerticalPosition]] = {"0": "top", "1": "middle", "2": "bottom"}
_LABEL_PLACES: Final[Mapping[str, LinePosition]] = {"0": "source", "1": "middle", "2": "target"}
_LINE_STYLES: Final[Mapping[str, LineStyle]] = {"0": "solid", "1": "dashed", "2": "dotted", "3": "none"}
_BORDERS: Final[Mapping[str, Mapping[str, Border]]] = {
    NOTE: {"0": "dogear", "1": "rectangle", "2": "none"},
    GROUP: {"0": "tab", "1": "rectangle"},
}
#: Lines that end in lines that end in lines; real models have two.
_DEEPEST_CHAIN = 50
_ICON_NEVER = "2"
#: Bits of the type of a line that is no relation.
_DASHED, _DOTTED = 1 << 1, 1 << 2
#: Bits of the heads that such a line has, the most telling first, at either end.
_AT_SOURCE: Final[Mapping[int, Arrow]] = {1 << 3: "filled", 1 << 7: "open", 1 << 5: "hollow"}
_AT_TARGET: Final[Mapping[int, Arrow]] = {1 << 0: "filled", 1 << 6: "open", 1 << 4: "hollow"}
_GRADIENTS: Final[Mapping[str, Gradient]] = {"0": "top", "1": "left", "2": "right", "3": "bottom"}
#: How much darker than its fill Archi draws the outline of a box, unless the author chose a colour.
_OUTLINE_SHARE: Final = 0.7


def read_archi_drawing(root: etree._Element, concepts: Concepts, *, key: str, title: str) -> View:
    """Return the drawing as a view with absolute places; names and types come from the model."""
    drawing = _Drawing(concepts)
    drawing.add_children(root, None, 0.0, 0.0)
    lines, nested = split_nested(drawing.lines(), drawing.boxes)
    boxes = tuple(drawing.boxes.values())
    x, y, width, height = extent(boxes, lines)
    return View(
        key=key,
        title=title,
        boxes=boxes,
        lines=lines,
        kind="drawn",
        viewpoint=root.get("viewpoint", ""),
        nested=nested,
        left_out=left_out(drawing.missing_elements, drawing.missing_relations, drawing.plain_labels),
        x=x,
        y=y,
        width=width,
        height=height,
    )


def _arrow(bits: int, heads: Mapping[int, Arrow]) -> Arrow:
    """Return the head that the bits of a line ask for."""
    return next((head for bit, head in heads.items() if bits & bit), "none")


class _Drawing:
    """The boxes and lines found so far in one drawing."""

    def __init__(self, concepts: Concepts) -> None:
        self._concepts = concepts
        self.boxes: dict[str, Box] = {}
        self.missing_elements = self.missing_relations = self.plain_labels = 0
        self._connections: dict[str, tuple[etree._Element, Parts]] = {}
        self._styles: dict[tuple[str | None, ...], Style] = {}
        self._centres: dict[str, Point | None] = {}

    def add_children(self, node: etree._Element, parent: str | None, x: float, y: float) -> None:
        """Add the boxes in `node`, whose top left corner lies at x, y."""
        waiting = [(child, parent, x, y) for child in reversed(parts_of(node).children)]
        while waiting:
            child, parent, x, y = waiting.pop()
            parts = parts_of(child)
            box = self._box(child, parts, parent, x, y)
            self.boxes[box.key] = box
            assert box.x is not None and box.y is not None
            waiting += [(one, box.key, box.x, box.y) for one in reversed(parts.children)]
            self._collect(parts)

    def _collect(self, parts: Parts) -> None:
        """Remember the lines that start in a box or, nested in the file, in one of its lines."""
        for connection in parts.connections:
            inner = parts_of(connection)
            self._connections[connection.get("id", "")] = (connection, inner)
            self._collect(inner)

    def _box(self, node: etree._Element, parts: Parts, parent: str | None, x: float, y: float) -> Box:
        features, bounds = parts.features, parts.bounds
        native = node.get(_TYPE, "").rpartition(":")[2]
        kind = _KINDS.get(native, BLOCK)
        element, label, target, specialization, is_or = None, node.get("name", ""), None, "", False
        if kind == "":
            shown = self._concepts.element(node.get("archimateElement", ""))
            if shown is None:
                kind, label = NOTE, self._concepts.missing()
                self.missing_elements += 1
            else:
                element, kind, label, is_or = shown.iri, shown.kind, shown.label, shown.is_or
                specialization = shown.specialization
                template = features.get("labelExpression")
                if template:
                    label = self._composed(template, label, element)
        elif kind == VIEW_REFERENCE:
            referred = self._concepts.view(node.get("model", ""))
            target, label = (referred.key, referred.label) if referred else (None, label or self._concepts.missing())
        elif kind == NOTE or (kind in (STICKY, BLOCK) and content_of(node)):
            label = content_of(node)
        if kind in (GROUP, NOTE) and "labelExpression" in features:
            label = self._composed(features["labelExpression"], node.get("name", ""), None) or label
        width, height = _JUNCTION_SIZE if kind.endswith("Junction") else _SIZES.get(kind, _SIZE)
        if bounds is not None:
            x += number(bounds, "x", 0)
            y += number(bounds, "y", 0)
            width = size(bounds, "width", width)
            height = size(bounds, "height", height)
        return Box(
            key=node.get("id", f"box-{len(self.boxes)}"),
            kind=kind,
            label=label,
            element=element,
            x=x,
            y=y,
            w=width,
            h=height,
            parent=parent,
            style=self._box_style(node, kind, features),
            figure=1 if node.get("type") == "1" or native == _STICK_FIGURE else 0,
            icon_visible=features.get("iconVisible") != _ICON_NEVER,
            is_or=is_or,
            image=node.get("imagePath"),
            target_view=target,
            specialization=specialization,
            picture=self._picture(node, kind),
        )

    def _composed(self, template: str, label: str, subject: NamedNode | None) -> str:
        """Return the label that the author composed; the plain one when only the drawing's own tool can compose it."""
        composed = self._concepts.expression(template, label, subject)
        self.plain_labels += composed is None
        # What is left of a template without any value is only its dashes and brackets.
        return composed if composed and any(map(str.isalnum, composed)) else label

    def _picture(self, node: etree._Element, kind: str) -> Picture | None:
        path = node.get("imagePath")
        found = self._concepts.picture(path) if path else None
        if found is None:
            return None
        place = node.get("imagePosition", "")
        default = 9 if kind == IMAGE else 2
        return Picture(found[0], found[1], int(place) if place.isdecimal() and int(place) <= 9 else default)

    def _box_style(self, node: etree._Element, kind: str, features: Mapping[str, str]) -> Style:
        get = node.get
        looks = (
            get("fillColor"),
            get("lineColor"),
            get("fontColor"),
            get("font"),
            get("alpha"),
            features.get("lineAlpha"),
            get("textAlignment"),
            get("textPosition"),
            get("borderType"),
            features.get("lineStyle"),
            features.get("gradient"),
            features.get("iconColor"),
            features.get("deriveElementLineColor"),
            kind,
        )
        found = self._styles.get(looks)
        if found is None:
            borders = _BORDERS.get(kind)
            is_derived = looks[12] != "false"
            found = self._styles[looks] = style_of(
                looks[3],
                fill=colour(looks[0]),
                fill_opacity=opacity(looks[4], 255),
                line=None if is_derived else colour(looks[1]),
                outline_share=_OUTLINE_SHARE if is_derived else None,
                line_opacity=opacity(looks[5], 255),
                line_style=_LINE_STYLES.get(looks[9] or ""),
                text=colour(looks[2]),
                # Archi does not write its defaults, alignment 2 and position 0; a group has its name in the tab.
                align=_ALIGNMENTS.get(looks[6] or "2"),
                position=_POSITIONS.get(looks[7] or ("" if kind == GROUP else "0")),
                border=borders.get(looks[8] or "0") if borders else None,
                gradient=_GRADIENTS.get(looks[10] or ""),
                icon=colour(looks[11]),
            )
        return found

    def lines(self) -> list[Line]:
        """Return the lines of which both ends are drawn, in the order of the file."""
        found: list[Line] = []
        for identifier, (node, parts) in self._connections.items():
            source, target = node.get("source", ""), node.get("target", "")
            ends = [self._centre(source, 0), self._centre(target, 0)]
            if None in ends:
                self.missing_relations += 1
                continue
            line = self._line(identifier, node, parts, source, target)
            if line is not None:
                found.append(line)
        return found

    def _line(self, identifier: str, node: etree._Element, parts: Parts, source: str, target: str) -> Line | None:
        features = parts.features
        reference = node.get("archimateRelationship")
        bits = int(node.get("type", "0")) if node.get("type", "0").isdecimal() else 0
        drawn_as: LineStyle | None = None
        relation = None
        if reference:
            relation = self._concepts.relation(reference)
            if relation is None:
                self.missing_relations += 1
                return None
            label = relation.label
        else:
            label = node.get("name", "")
            drawn_as = "dashed" if bits & _DASHED else "dotted" if bits & _DOTTED else "solid"
        if "labelExpression" in features:
            label = self._composed(features["labelExpression"], label, relation.node if relation else None)
        if features.get("nameVisible") == "false":
            label = ""
        return Line(
            key=identifier,
            kind=relation.kind if relation else CONNECTION,
            source=source,
            target=target,
            relation=relation.node if relation else None,
            label=label,
            bendpoints=self._bendpoints(parts.bendpoints, source, target, 0),
            access=relation.access if relation else None,
            directed=relation.directed if relation else _arrow(bits, _AT_TARGET) != "none",
            modifier=relation.modifier if relation else "",
            style=self._line_style(node, drawn_as),
            label_at=_LABEL_PLACES.get(node.get("textPosition", "1"), "middle"),
            arrows=("none", "none") if relation else (_arrow(bits, _AT_SOURCE), _arrow(bits, _AT_TARGET)),
        )

    def _line_style(self, node: etree._Element, drawn_as: LineStyle | None) -> Style:
        get = node.get
        looks = (get("lineColor"), get("fontColor"), get("font"), get("lineWidth"), get("textAlignment"), drawn_as)
        found = self._styles.get(looks)
        if found is None:
            found = self._styles[looks] = style_of(
                looks[2],
                line=colour(looks[0]),
                text=colour(looks[1]),
                line_width=number(node, "lineWidth", 1) if looks[3] else None,
                line_style=drawn_as,
                align=_ALIGNMENTS.get(looks[4] or "2"),
            )
        return found

    def _centre(self, key: str, depth: int) -> Point | None:
        """Return the middle of a box or a line; None when it is not drawn, or lines end in each other in a ring."""
        if key in self._centres:
            return self._centres[key]
        # Until it is known a line has no middle, so that a ring of lines ends here instead of going round.
        self._centres[key] = None
        box = self.boxes.get(key)
        found: Point | None = None
        if box is not None:
            assert box.x is not None and box.y is not None and box.w is not None and box.h is not None
            found = (box.x + box.w / 2, box.y + box.h / 2)
        elif key in self._connections and depth < _DEEPEST_CHAIN:
            node, parts = self._connections[key]
            source, target = node.get("source", ""), node.get("target", "")
            start, end = self._centre(source, depth + 1), self._centre(target, depth + 1)
            if start and end:
                found = middle([start, *self._bendpoints(parts.bendpoints, source, target, depth + 1), end])
        self._centres[key] = found
        return found

    def _bendpoints(self, points: Sequence[etree._Element], source: str, target: str, depth: int) -> tuple[Point, ...]:
        """Return absolute bendpoints: each is held by both ends, the more by the nearer one in the row."""
        if not points:
            return ()
        start, end = self._centre(source, depth), self._centre(target, depth)
        if start is None or end is None:
            return ()
        found: list[Point] = []
        for place, point in enumerate(points, 1):
            weight = place / (len(points) + 1)
            found.append(
                (
                    (start[0] + number(point, "startX", 0)) * (1 - weight)
                    + (end[0] + number(point, "endX", 0)) * weight,
                    (start[1] + number(point, "startY", 0)) * (1 - weight)
                    + (end[1] + number(point, "endY", 0)) * weight,
                )
            )
        return tuple(found)
