"""The one SVG writer: a placed View becomes a picture with title, question, legend, links and words.

The output holds presentation attributes only: no style attribute, no style sheet, no script, nothing to fetch. The same
view gives the same bytes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from archrepo.diagrams import font
from archrepo.diagrams.box_svg import box_parts, spoken
from archrepo.diagrams.geometry import Rect
from archrepo.diagrams.heading import Heading, heading
from archrepo.diagrams.label_rooms import FONT_PX, label_room, outline_of, tab_of, words_span
from archrepo.diagrams.legend import Legend, legend
from archrepo.diagrams.line_svg import Label, Router, label_parts, line_label, line_parts
from archrepo.diagrams.live import Live, box_marks, fold_sign, label_marks, line_marks
from archrepo.diagrams.notation import BoxLook, Notation, line_ends
from archrepo.diagrams.paint import BoxPaint, Painter
from archrepo.diagrams.shapes import n, square, tab
from archrepo.diagrams.text import Typesetter, clean, escape, isolated
from archrepo.language import Language, Text
from archrepo.picturing.counting import counts
from archrepo.views import Box, Line, Point, View, boxes_by_key

ElementLink = Callable[[NamedNode], str | None]
ViewLink = Callable[[str], str | None]

MARGIN = 12.0
#: A picture with more links than this is one stop for the tab key; its table has the links too.
MOST_TAB_STOPS = 40
#: Above this width the title and the legend grow with the picture, so that they are read at the same distance.
READABLE_WIDTH = 1600.0
#: Half a pixel, so that the lines of a drawn view, which lie on whole pixels, are sharp.
_SHARP = 0.5
#: A gradient does not fade all the way to white. Source: Archi, FigureUtils.createGradient.
_FADE = 1.15
_FADES = {"top": (0, 0, 0, 1), "left": (0, 0, 1, 0), "right": (1, 0, 0, 0), "bottom": (0, 1, 0, 0)}
_FAMILY = re.compile(r"[A-Za-z0-9 \-]{1,40}")
#: Fonts that the pictures name anyway, or that name no font.
_USUAL_FAMILIES = frozenset({"", "arial", "helvetica", "liberation sans", "arimo", "sans", "sans-serif", "dialog"})
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")
_OTHER = re.compile(r"[^A-Za-z0-9_.\-]")
_SAFE_LINK = re.compile(r"(https?:|[./#?]|[A-Za-z0-9_%\-]+([/#?.]|$))")


@dataclass(frozen=True, slots=True)
class Options:
    """What surrounds the picture: links, heading and legend, a prefix that keeps ids apart on one page, and marks."""

    link: ElementLink | None = None
    view_link: ViewLink | None = None
    framed: bool = True
    id_prefix: str = ""
    live: Live | None = None


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
        self._is_drawn = view.kind == "drawn"
        self._painter = Painter.of(view, notation.palette)
        self._gradients: dict[tuple[str, str], str] = {}
        self._families: dict[str, str] = {}
        named = Counter(self._family(box.style.font or "") for box in view.boxes)
        self._family_of_most = min(named, key=lambda name: (-named[name], name), default="")
        self._tabs = {
            box.key: tab_of(box, self._rects[box.key], setter, self._is_drawn)
            for box in view.boxes
            if outline_of(box, self._looks[box.key]) is tab
        }
        router = Router(view, self._rects, self._looks, self._tabs)
        self._routes: list[tuple[Line, tuple[Point, ...], Label | None]] = []
        labels: list[Rect] = []
        for line in view.lines:
            points = router.points(line)
            if points:
                source, target = self._looks.get(line.source), self._looks.get(line.target)
                label = line_label(
                    line, points, setter, notation.line(line.kind), source, target, labels, self._is_drawn
                )
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
        sharp = _SHARP if self._is_drawn else 0.0
        left = bounds.x - (width - bounds.w) / 2 - sharp
        upper = bounds.y - above - sharp
        height = bounds.h + above + below
        title_id, desc_id = self._id("title"), self._id("desc")
        tab_stop = len(self._links) > MOST_TAB_STOPS
        root_stop = ' tabindex="0"' if tab_stop else ""
        out = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{n(left)} {n(upper)} {n(width)} {n(height)}" '
            f'width="{n(width)}" height="{n(height)}" role="graphics-document" aria-labelledby="{title_id} {desc_id}" '
            f'lang="{language}" font-family="{self._family_of_most or font.FAMILY}" '
            f'font-size="{n(FONT_PX)}"{root_stop}>'
            f'<title id="{title_id}">{escape(self._title())}</title>'
            f'<desc id="{desc_id}">{escape(self._description())}</desc>'
            f'<path d="{square(left, upper, width, height)}" fill="#fff"/>'
        ]
        body = len(out)
        letters = f' font-family="{font.FAMILY}"' if self._family_of_most else ""
        if top:
            out += [_moved(left + MARGIN, upper, scale, letters), *top.parts(self._notation.palette.quiet_ink), "</g>"]
        self._write_boxes(out, tab_stop)
        self._write_lines(out)
        if self._gradients:
            out.insert(body, self._definitions())
        if key:
            out += [_moved(left + MARGIN, bounds.y + bounds.h, scale, letters), *key.parts(), "</g>"]
        out.append("</svg>\n")
        return "".join(out)

    def _id(self, key: str) -> str:
        key = self._options.id_prefix + key
        return key if _NAME.fullmatch(key) else "_" + _OTHER.sub("_", key)

    def _title(self) -> str:
        return clean(in_language(self._view.title, self._language))

    def _description(self) -> str:
        view = self._view
        count = Text("Plaat met {counts}.", "Picture with {counts}.").format(counts=counts(view))
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
        painter, tabs, live = self._painter, self._tabs, self._options.live
        stop = ' tabindex="-1"' if tab_stop else ""
        folds: list[str] = []
        for box in self._view.boxes:
            rect, look = self._rects[box.key], self._looks[box.key]
            href = self._links.get(box.key)
            name = f'id="{self._id(box.key)}"{box_marks(box) if live else ""}'
            opening = f'<a {name} href="{href}"{stop}>' if href else f"<g {name}>"
            words = escape(spoken(box, look, look.label.in_(self._language)))
            out.append(f"{opening}<title>{words}</title>")
            paint = painter.box(box, look)
            tab_size = tabs.get(box.key)
            room = label_room(box, rect, look, inside.get(box.key), self._is_drawn, tab_size)
            fill = self._gradient(paint) if paint.gradient else ""
            family = self._family(box.style.font or "")
            family = "" if family == self._family_of_most else family or font.FAMILY
            box_parts(box, rect, look, self._setter, room, paint, out, tab=tab_size, fill=fill, family=family)
            out.append("</a>" if href else "</g>")
            fold = live.fold(box.key) if live else None
            if fold:
                folds.append(fold_sign(box.key, fold, rect, fold.words.in_(self._language), stop))
        out += folds

    def _insides(self) -> dict[str, tuple[float, float]]:
        """Return the highest top and the lowest bottom of the boxes directly inside each box that holds any."""
        inside: dict[str, tuple[float, float]] = {}
        spans: dict[str, tuple[float, float]] = {}
        for box in self._view.boxes:
            if box.parent is not None:
                rect = self._rects[box.key]
                if self._is_drawn:
                    if box.parent not in spans:
                        outer = self._boxes[box.parent]
                        spans[box.parent] = words_span(outer, self._rects[box.parent], self._setter)
                    left, right = spans[box.parent]
                    # What lies beside the words of the box around it takes nothing from their room.
                    if rect.x >= right or rect.x + rect.w <= left:
                        continue
                top, bottom = inside.get(box.parent, (rect.y, rect.y + rect.h))
                inside[box.parent] = min(top, rect.y), max(bottom, rect.y + rect.h)
        return inside

    def _write_lines(self, out: list[str]) -> None:
        looks, notation, live = self._looks, self._notation, self._options.live
        inks = []
        for line, points, label in self._routes:
            look = notation.line(line.kind)
            words = self._line_words(line, look.label.in_(self._language))
            marks = line_marks(line) if live else ""
            out.append(f'<g id="{self._id(line.key)}"{marks}><title>{words}</title>')
            paint = self._painter.line(line, look)
            ends = line_ends(look, line, looks.get(line.source), looks.get(line.target))
            line_parts(points, paint, ends, label, out, is_rounded=not self._is_drawn)
            out.append("</g>")
            if label:
                inks.append((label, line, paint.ink))
        for label, line, ink in inks:
            if live:
                out.append(f"<g{label_marks(line)}>")
            label_parts(label, line.style, ink, out)
            if live:
                out.append("</g>")

    def _gradient(self, paint: BoxPaint) -> str:
        """Return the reference to the gradient that the box asks for."""
        assert paint.gradient is not None
        key = (paint.fill, paint.gradient)
        name = self._gradients.setdefault(key, self._id(f"fade-{paint.gradient}-{paint.fill[1:]}"))
        return f"url(#{name})"

    def _definitions(self) -> str:
        """Return the gradients of the picture: from the fill to white, a little beyond the far side."""
        parts = []
        for (fill, side), name in self._gradients.items():
            x1, y1, x2, y2 = _FADES[side]
            far_x, far_y = x1 + (x2 - x1) * _FADE, y1 + (y2 - y1) * _FADE
            parts.append(
                f'<linearGradient id="{name}" x1="{x1}" y1="{y1}" x2="{far_x:g}" y2="{far_y:g}">'
                f'<stop offset="0" stop-color="{fill}"/><stop offset="1" stop-color="#fff"/></linearGradient>'
            )
        return f"<defs>{''.join(parts)}</defs>"

    def _family(self, name: str) -> str:
        """Return the fonts to name for words in the author's font; "" when the picture names it anyway."""
        known = self._families.get(name)
        if known is None:
            usual = name.strip().lower() in _USUAL_FAMILIES or not _FAMILY.fullmatch(name)
            known = self._families[name] = "" if usual else f"{name.strip()}, {font.FAMILY}"
        return known

    def _line_words(self, line: Line, kind: str) -> str:
        """Return the ends of the line and its kind, for the pointer and the screen reader."""
        source, target = self._boxes.get(line.source), self._boxes.get(line.target)
        start = _short(source.label) if source else "…"
        end = _short(target.label) if target else "…"
        count = f" ({line.relations}×)" if line.relations > 1 else ""
        return escape(f"{kind}: {start} → {end}{count}")


def in_language(text: Text | str, language: Language) -> str:
    """Return the words of a text that may be in two languages or in one."""
    return text if isinstance(text, str) else text.in_(language)


def _short(label: str) -> str:
    """Return the start of a label on one line."""
    return isolated(clean(label[:80]).replace("\n", " "))


def _moved(x: float, y: float, scale: float, letters: str) -> str:
    """Return the opening of a group moved to `x`, `y` and enlarged, with `letters` for its words."""
    larger = f" scale({scale:.2f})" if scale > 1 else ""
    return f'<g transform="translate({n(x)} {n(y)}){larger}"{letters}>'


def _rect(box: Box) -> Rect:
    assert box.x is not None and box.y is not None and box.w is not None and box.h is not None, "the view is not placed"
    return Rect(box.x, box.y, box.w, box.h)


def write_svg(view: View, notation: Notation, setter: Typesetter, language: Language, options: Options) -> str:
    """Return a placed view as an SVG document."""
    return Canvas(view, notation, setter, language, options).write()
