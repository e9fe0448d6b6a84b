"""The one SVG writer: a placed View becomes a picture with title, question, legend, links and words.

The output holds presentation attributes only: no style attribute, no style sheet, no script, nothing to fetch. The same
view gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from archrepo.diagrams import font
from archrepo.diagrams.box_svg import FONT_PX, box_parts, label_room, spoken
from archrepo.diagrams.geometry import Rect
from archrepo.diagrams.heading import Heading, heading
from archrepo.diagrams.legend import Legend, legend
from archrepo.diagrams.line_svg import Label, Router, label_parts, line_label, line_parts
from archrepo.diagrams.notation import BoxLook, Notation
from archrepo.diagrams.shapes import n, square
from archrepo.diagrams.text import Typesetter, clean, escape
from archrepo.language import Language, Text
from archrepo.views import Box, Line, Point, View, boxes_by_key

ElementLink = Callable[[NamedNode], str | None]
ViewLink = Callable[[str], str | None]

MARGIN = 12.0
#: A picture with more links than this is one stop for the tab key; its table has the links too.
MOST_TAB_STOPS = 40
#: Above this width the title and the legend grow with the picture, so that they are read at the same distance.
READABLE_WIDTH = 1600.0
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")
_OTHER = re.compile(r"[^A-Za-z0-9_.\-]")
_SAFE_LINK = re.compile(r"(https?:|[./#?]|[A-Za-z0-9_%\-]+([/#?.]|$))")


@dataclass(frozen=True, slots=True)
class Options:
    """What surrounds the picture: links, heading and legend, and a prefix that keeps ids apart on one page."""

    link: ElementLink | None = None
    view_link: ViewLink | None = None
    framed: bool = True
    id_prefix: str = ""


def no_link(_: NamedNode) -> None:
    """Return None: the picture leads nowhere."""


class Canvas:
    """Writes one view; it lives for one picture."""

    def __init__(
        self, view: View, notation: Notation, setter: Typesetter, language: Language, options: Options
    ) -> None:
        """Measure the boxes and routes of a placed view."""
        self._view = view
        self._notation = notation
        self._setter = setter
        self._language = language
        self._options = options
        self._boxes = boxes_by_key(view)
        self._rects = {box.key: _rect(box) for box in view.boxes}
        self._looks: dict[str, BoxLook] = {box.key: notation.box(box.kind) for box in view.boxes}
        router = Router(view, self._rects, self._looks)
        self._routes: list[tuple[Line, tuple[Point, ...], Label | None]] = []
        labels: list[Rect] = []
        for line in view.lines:
            points = router.points(line)
            if points:
                source, target = self._looks.get(line.source), self._looks.get(line.target)
                label = line_label(line, points, setter, notation.line(line.kind), source, target, labels)
                if label:
                    labels.append(label.rect)
                self._routes.append((line, points, label))
        self._links = self._hrefs()

    def _hrefs(self) -> Mapping[str, str]:
        """Return the link of each box that has one; only links within the site or to a web address are kept."""
        element_link, view_link = self._options.link, self._options.view_link
        links: dict[str, str] = {}
        for box in self._view.boxes:
            href = None
            if box.element is not None and element_link:
                href = element_link(box.element)
            elif box.target_view and view_link:
                href = view_link(box.target_view)
            if href and _SAFE_LINK.match(href):
                links[box.key] = escape(clean(href))
        return links

    def write(self) -> str:
        """Return the SVG document."""
        bounds = self._bounds()
        view, language = self._view, self._language
        top: Heading | None = None
        key: Legend | None = None
        width = bounds.w
        scale = 1.0
        if self._options.framed:
            width = max(bounds.w, 360.0)
            scale = max(1.0, width / READABLE_WIDTH)
            room = (width - 2 * MARGIN) / scale
            top = heading(view, room, self._setter, language)
            key = legend(view, self._notation, room, self._setter, language)
        above = top.height * scale if top else 0.0
        below = key.height * scale if key else 0.0
        left = bounds.x - (width - bounds.w) / 2
        upper = bounds.y - above
        height = bounds.h + above + below
        title_id, desc_id = self._id("title"), self._id("desc")
        tab_stop = len(self._links) > MOST_TAB_STOPS
        root_stop = ' tabindex="0"' if tab_stop else ""
        out = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{n(left)} {n(upper)} {n(width)} {n(height)}" '
            f'width="{n(width)}" height="{n(height)}" role="graphics-document" aria-labelledby="{title_id} {desc_id}" '
            f'lang="{language}" font-family="{font.FAMILY}" font-size="{n(FONT_PX)}"{root_stop}>'
            f'<title id="{title_id}">{escape(self._title())}</title>'
            f'<desc id="{desc_id}">{escape(self._description())}</desc>'
            f'<path d="{square(left, upper, width, height)}" fill="#fff"/>'
        ]
        if top:
            out += [_moved(left + MARGIN, upper, scale), *top.parts(), "</g>"]
        self._write_boxes(out, tab_stop)
        self._write_lines(out)
        if key:
            out += [_moved(left + MARGIN, bounds.y + bounds.h, scale), *key.parts(), "</g>"]
        out.append("</svg>\n")
        return "".join(out)

    def _id(self, key: str) -> str:
        key = self._options.id_prefix + key
        return key if _NAME.fullmatch(key) else "_" + _OTHER.sub("_", key)

    def _title(self) -> str:
        return clean(in_language(self._view.title, self._language))

    def _description(self) -> str:
        view = self._view
        count = Text(
            f"Plaat met {len(view.boxes)} vakken en {len(view.lines)} lijnen.",
            f"Picture with {len(view.boxes)} boxes and {len(view.lines)} lines.",
        )
        question = clean(in_language(view.question, self._language))
        return f"{count.in_(self._language)} {question}".strip()

    def _bounds(self) -> Rect:
        """Return the room that boxes, routes and labels take, with a margin."""
        rects = self._rects.values()
        lows_x = [rect.x for rect in rects]
        lows_y = [rect.y for rect in rects]
        highs_x = [rect.x + rect.w for rect in rects]
        highs_y = [rect.y + rect.h for rect in rects]
        for _, points, label in self._routes:
            for x, y in points:
                lows_x.append(x)
                highs_x.append(x)
                lows_y.append(y)
                highs_y.append(y)
            if label:
                rect = label.rect
                lows_x.append(rect.x)
                lows_y.append(rect.y)
                highs_x.append(rect.x + rect.w)
                highs_y.append(rect.y + rect.h)
        if not lows_x:
            return Rect(0, 0, 2 * MARGIN, 2 * MARGIN)
        x, y = min(lows_x), min(lows_y)
        return Rect(x, y, max(highs_x) - x, max(highs_y) - y).grown(MARGIN)

    def _write_boxes(self, out: list[str], tab_stop: bool) -> None:
        inside = self._insides()
        is_drawn = self._view.kind == "drawn"
        stop = ' tabindex="-1"' if tab_stop else ""
        for box in self._view.boxes:
            rect, look = self._rects[box.key], self._looks[box.key]
            href = self._links.get(box.key)
            opening = f'<a id="{self._id(box.key)}" href="{href}"{stop}>' if href else f'<g id="{self._id(box.key)}">'
            words = escape(spoken(box, look, look.label.in_(self._language)))
            out.append(f"{opening}<title>{words}</title>")
            box_parts(box, rect, look, self._setter, label_room(box, rect, look, inside.get(box.key), is_drawn), out)
            out.append("</a>" if href else "</g>")

    def _insides(self) -> dict[str, tuple[float, float]]:
        """Return the highest top and the lowest bottom of the boxes directly inside each box that holds any."""
        inside: dict[str, tuple[float, float]] = {}
        for box in self._view.boxes:
            if box.parent is not None:
                rect = self._rects[box.key]
                top, bottom = inside.get(box.parent, (rect.y, rect.y + rect.h))
                inside[box.parent] = min(top, rect.y), max(bottom, rect.y + rect.h)
        return inside

    def _write_lines(self, out: list[str]) -> None:
        looks, notation = self._looks, self._notation
        for line, points, _ in self._routes:
            look = notation.line(line.kind)
            words = self._line_words(line, look.label.in_(self._language))
            out.append(f'<g id="{self._id(line.key)}"><title>{words}</title>')
            line_parts(line, points, look, looks.get(line.source), looks.get(line.target), out)
            out.append("</g>")
        for line, _, label in self._routes:
            if label:
                label_parts(label, line.style.text or "#222222", out)

    def _line_words(self, line: Line, kind: str) -> str:
        """Return the ends of the line and its kind, for the pointer and the screen reader."""
        source, target = self._boxes.get(line.source), self._boxes.get(line.target)
        start = source.label[:80] if source else "…"
        end = target.label[:80] if target else "…"
        count = f" ({line.relations}×)" if line.relations > 1 else ""
        return escape(clean(f"{kind}: {start} → {end}{count}").replace("\n", " "))


def in_language(text: Text | str, language: Language) -> str:
    """Return the words of a text that may be in two languages or in one."""
    return text if isinstance(text, str) else text.in_(language)


def _moved(x: float, y: float, scale: float) -> str:
    """Return the opening of a group moved to `x`, `y` and enlarged."""
    larger = f" scale({scale:.2f})" if scale > 1 else ""
    return f'<g transform="translate({n(x)} {n(y)}){larger}">'


def _rect(box: Box) -> Rect:
    assert box.x is not None and box.y is not None and box.w is not None and box.h is not None, "the view is not placed"
    return Rect(box.x, box.y, box.w, box.h)


def write_svg(view: View, notation: Notation, setter: Typesetter, language: Language, options: Options) -> str:
    """Return a placed view as an SVG document."""
    return Canvas(view, notation, setter, language, options).write()
