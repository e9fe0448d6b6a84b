"""Native shapes of PowerPoint as XML: free forms with words in them, connectors that stay attached, and groups.

Everything is given in pixels of the drawing; the board knows where they lie on the slide. Words of a model are escaped
here and nowhere else.
Source: ISO/IEC 29500-1, PresentationML and DrawingML.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from archrepo.diagrams.text import clean
from archrepo.language import Language
from archrepo.reporting.path_points import pieces

EMU_PER_POINT: Final = 12700
FONT: Final = "Arial"
_NAMESPACES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_LANGUAGES: Final = {"nl": "nl-NL", "en": "en-GB"}
_DASHES: Final = {"6 3": "dash", "2 3": "sysDot"}
_LONGEST: Final = 10_000
_ALIGN: Final = {"left": "l", "center": "ctr", "right": "r"}
_ANCHOR: Final = {"top": "t", "middle": "ctr", "bottom": "b"}
#: Middle of each side, in the order of the connection sites that every free form here has.
SITES: Final = ((0.5, 0.0), (0.0, 0.5), (0.5, 1.0), (1.0, 0.5))

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle in pixels."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Paint:
    """Fill and line: colours are "#rrggbb" or "" for none; opacities run from 0 to 1; `dash` as SVG writes it."""

    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    dash: str = ""
    fill_opacity: float = 1.0
    stroke_opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Lettering:
    """Lines of words in `area` (pixels), each line as set; `size` is in pixels."""

    lines: tuple[str, ...]
    area: Frame
    size: float
    colour: str = "#000000"
    align: str = "center"
    position: str = "middle"
    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False
    is_struck: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """Where a drawing lies on its slide: points a pixel, and the place of its origin in points."""

    scale: float
    left: float
    top: float
    language: Language = "nl"

    def moved(self, x: float, y: float) -> Board:
        """Return the board with its origin at that place of the drawing."""
        return replace(self, left=self.left + x * self.scale, top=self.top + y * self.scale)

    def x(self, value: float) -> int:
        """Return a place from the left in EMU."""
        return round((self.left + value * self.scale) * EMU_PER_POINT)

    def y(self, value: float) -> int:
        """Return a place from the top in EMU."""
        return round((self.top + value * self.scale) * EMU_PER_POINT)

    def length(self, value: float) -> int:
        """Return a length in EMU."""
        return round(value * self.scale * EMU_PER_POINT)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of pixels with its id, place and size in EMU."""

    identifier: int
    data: bytes
    x: int
    y: int
    width: int
    height: int


class Shapes:
    """The parts of one slide in drawing order: shapes as XML, and images; ids count on from the first one."""

    def __init__(self, first_id: int) -> None:
        """Begin without shapes."""
        self._next = first_id
        self.parts: list[str | Image] = []

    def new_id(self) -> int:
        """Return an id that no other shape of the slide has."""
        self._next += 1
        return self._next - 1

    def free_form(
        self,
        board: Board,
        paths: Sequence[tuple[str, Paint]],
        frame: Frame,
        name: str,
        *,
        words: Lettering | None = None,
        description: str = "",
        sites: Sequence[Point] = (),
    ) -> int:
        """Add path data as one shape over `frame`, with words in it, and return its id.

        Of several paths the first gives the paint of the shape, and the others are drawn in the same group. Lines can
        be attached to it in the middle of its sides, and after those at each of `sites`.
        """
        if len(paths) == 1 or not paths:
            identifier = self.new_id()
            path, paint = paths[0] if paths else ("", Paint())
            form = self._form(board, identifier, path, paint, frame, name, words, description, sites=sites)
            self.parts.append(form)
            return identifier
        group, identifier = self.new_id(), self.new_id()
        parts = [self._form(board, identifier, *paths[0], frame, name, words, description, sites=sites)]
        parts += [self._form(board, self.new_id(), path, paint, frame, name, None, "") for path, paint in paths[1:]]
        place = f'x="{board.x(frame.x)}" y="{board.y(frame.y)}"'
        size = f'cx="{board.length(frame.w)}" cy="{board.length(frame.h)}"'
        self.parts.append(
            f'<p:grpSp {_NAMESPACES}><p:nvGrpSpPr><p:cNvPr id="{group}" name={_name(name)}/><p:cNvGrpSpPr/><p:nvPr/>'
            f"</p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off {place}/><a:ext {size}/><a:chOff {place}/><a:chExt {size}/>"
            f"</a:xfrm></p:grpSpPr>{''.join(parts)}</p:grpSp>"
        )
        return identifier

    def group(self, description: str, width: int, height: int) -> None:
        """Put all shapes so far in one group, of that size in EMU, that says in words what they show."""
        inside = "".join(part for part in self.parts if isinstance(part, str))
        if not inside:
            return
        place = f'x="0" y="0"/><a:ext cx="{width}" cy="{height}"'
        inner = f'x="0" y="0"/><a:chExt cx="{width}" cy="{height}"'
        told = f"name={_name(description)} descr={quoteattr(clean(description))}"
        grouped = (
            f'<p:grpSp {_NAMESPACES}><p:nvGrpSpPr><p:cNvPr id="{self.new_id()}" {told}/><p:cNvGrpSpPr/><p:nvPr/>'
            f"</p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off {place}/><a:chOff {inner}/></a:xfrm></p:grpSpPr>{inside}"
            "</p:grpSp>"
        )
        self.parts = [grouped, *(part for part in self.parts if isinstance(part, Image))]

    def picture(self, board: Board, data: bytes, frame: Frame) -> None:
        """Add an image, stretched over `frame`."""
        place = board.x(frame.x), board.y(frame.y)
        self.parts.append(Image(self.new_id(), data, *place, board.length(frame.w), board.length(frame.h)))

    def words(self, board: Board, lettering: Lettering, name: str = "") -> None:
        """Add a text box."""
        words = " ".join(lettering.lines)
        area = lettering.area
        identifier = self.new_id()
        body = self._body(board, lettering, area)
        self.parts.append(
            f'<p:sp {_NAMESPACES}><p:nvSpPr><p:cNvPr id="{identifier}" name={_name(name or words)}/>'
            f'<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>{_transform(board, area)}'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>{body}</p:sp>'
        )

    def connector(
        self,
        board: Board,
        ends: tuple[Point, Point],
        paint: Paint,
        name: str,
        *,
        heads: tuple[str, str] = ("none", "none"),
        attached: tuple[tuple[int, int] | None, tuple[int, int] | None] = (None, None),
    ) -> None:
        """Add a straight line with DrawingML's line ends; `attached` holds the ids and sites of the shapes it joins."""
        (x1, y1), (x2, y2) = ends
        frame = Frame(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
        flips = (' flipH="1"' if x2 < x1 else "") + (' flipV="1"' if y2 < y1 else "")
        joined = "".join(
            f'<a:{tag} id="{one[0]}" idx="{one[1]}"/>'
            for tag, one in zip(("stCxn", "endCxn"), attached, strict=True)
            if one is not None
        )
        self.parts.append(
            f'<p:cxnSp {_NAMESPACES}><p:nvCxnSpPr><p:cNvPr id="{self.new_id()}" name={_name(name)}/>'
            f"<p:cNvCxnSpPr>{joined}</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr><p:spPr>{_transform(board, frame, flips)}"
            f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{_line(board, paint, heads)}</p:spPr></p:cxnSp>'
        )

    def route(
        self,
        board: Board,
        points: Sequence[Point],
        paint: Paint,
        name: str,
        heads: tuple[str, str] = ("none", "none"),
        path: str = "",
    ) -> None:
        """Add an open line with bends; `path` says how it runs along the points when that is not straight."""
        path = path or "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)
        left, top = min(x for x, _ in points), min(y for _, y in points)
        frame = Frame(left, top, max(x for x, _ in points) - left, max(y for _, y in points) - top)
        self.parts.append(
            self._form(board, self.new_id(), path, replace(paint, fill=""), frame, name, None, "", heads=heads)
        )

    def _form(
        self,
        board: Board,
        identifier: int,
        path: str,
        paint: Paint,
        frame: Frame,
        name: str,
        words: Lettering | None,
        description: str,
        *,
        heads: tuple[str, str] = ("none", "none"),
        sites: Sequence[Point] = (),
    ) -> str:
        told = f" descr={_name(description)}" if description else ""
        body = self._body(board, words, frame) if words is not None else ""
        return (
            f'<p:sp {_NAMESPACES}><p:nvSpPr><p:cNvPr id="{identifier}" name={_name(name)}{told}/><p:cNvSpPr/><p:nvPr/>'
            f"</p:nvSpPr><p:spPr>{_transform(board, frame)}{_geometry(board, path, frame, sites)}"
            f"{_fill(paint)}{_line(board, paint, heads)}</p:spPr>{body}</p:sp>"
        )

    def _body(self, board: Board, words: Lettering, frame: Frame) -> str:
        area = words.area
        insets = (
            max(0.0, area.x - frame.x),
            max(0.0, area.y - frame.y),
            max(0.0, frame.x + frame.w - area.x - area.w),
            max(0.0, frame.y + frame.h - area.y - area.h),
        )
        left, top, right, bottom = (board.length(each) for each in insets)
        size = max(100, round(words.size * board.scale * 100))
        marks = "".join(
            f' {name}="{value}"'
            for name, value, is_set in (
                ("b", "1", words.is_bold),
                ("i", "1", words.is_italic),
                ("u", "sng", words.is_underlined),
                ("strike", "sngStrike", words.is_struck),
            )
            if is_set
        )
        lang = _LANGUAGES[board.language]
        properties = (
            f'lang="{lang}" sz="{size}"{marks} dirty="0"><a:solidFill><a:srgbClr val="{words.colour[1:].upper()}"/>'
            f'</a:solidFill><a:latin typeface="{FONT}"/><a:cs typeface="{FONT}"/>'
        )
        runs = "<a:br/>".join(
            f"<a:r><a:rPr {properties}</a:rPr><a:t>{escape(clean(line)[:_LONGEST])}</a:t></a:r>" for line in words.lines
        )
        return (
            f'<p:txBody><a:bodyPr wrap="square" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}" rtlCol="0" '
            f'anchor="{_ANCHOR[words.position]}"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
            f'<a:p><a:pPr algn="{_ALIGN[words.align]}"/>{runs}</a:p></p:txBody>'
        )


def _name(words: str) -> str:
    return quoteattr(clean(words)[:200].replace("\n", " "))


def _transform(board: Board, frame: Frame, flips: str = "") -> str:
    return (
        f'<a:xfrm{flips}><a:off x="{board.x(frame.x)}" y="{board.y(frame.y)}"/>'
        f'<a:ext cx="{board.length(frame.w)}" cy="{board.length(frame.h)}"/></a:xfrm>'
    )


def _geometry(board: Board, path: str, frame: Frame, more: Sequence[Point]) -> str:
    """Return path data as a custom geometry, with connection sites in the middle of the sides and at `more`."""
    width, height = max(1, board.length(frame.w)), max(1, board.length(frame.h))

    def point(x: float, y: float) -> str:
        return f'<a:pt x="{board.length(x - frame.x)}" y="{board.length(y - frame.y)}"/>'

    drawn = []
    for piece in pieces(path):
        inside = "".join(point(x, y) for x, y in piece.points)
        tag = {"move": "moveTo", "line": "lnTo", "curve": "cubicBezTo", "close": "close"}[piece.form]
        drawn.append(f"<a:{tag}>{inside}</a:{tag}>" if inside else f"<a:{tag}/>")
    middles = [(round(width * x), round(height * y)) for x, y in SITES]
    places = [*middles, *((board.length(x - frame.x), board.length(y - frame.y)) for x, y in more)]
    sites = "".join(f'<a:cxn ang="0"><a:pos x="{x}" y="{y}"/></a:cxn>' for x, y in places)
    return (
        f'<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst>{sites}</a:cxnLst><a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst><a:path w="{width}" h="{height}">{"".join(drawn)}</a:path></a:pathLst></a:custGeom>'
    )


def _colour(colour: str, opacity: float) -> str:
    if opacity >= 1:
        return f'<a:solidFill><a:srgbClr val="{colour[1:].upper()}"/></a:solidFill>'
    alpha = round(100_000 * max(0.0, opacity))
    return f'<a:solidFill><a:srgbClr val="{colour[1:].upper()}"><a:alpha val="{alpha}"/></a:srgbClr></a:solidFill>'


def _fill(paint: Paint) -> str:
    return _colour(paint.fill, paint.fill_opacity) if paint.fill else "<a:noFill/>"


def _line(board: Board, paint: Paint, heads: tuple[str, str]) -> str:
    if not paint.stroke:
        return "<a:ln><a:noFill/></a:ln>"
    dash = f'<a:prstDash val="{_DASHES.get(paint.dash, "dash")}"/>' if paint.dash else ""
    ends = "".join(
        f'<a:{tag} type="{head}" w="med" len="med"/>'
        for tag, head in zip(("headEnd", "tailEnd"), heads, strict=True)
        if head != "none"
    )
    width = max(3175, board.length(paint.width))
    return f'<a:ln w="{width}">{_colour(paint.stroke, paint.stroke_opacity)}{dash}<a:miter lim="800000"/>{ends}</a:ln>'
