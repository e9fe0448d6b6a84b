"""A scene as SVG: presentation attributes only, nothing to fetch, the same bytes for the same scene."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby

from pyoxigraph import NamedNode

from archrepo.diagrams import font
from archrepo.diagrams.scene import Circle, Ink, Item, Path, Point, Polyline, Rect, Scene, Words
from archrepo.diagrams.shapes import n
from archrepo.diagrams.text import clean, escape
from archrepo.language import Language

SceneLink = Callable[[NamedNode], str | None]
#: A scene with more links than this is one stop for the tab key; its table has the links too.
MOST_TAB_STOPS = 40
_SAFE_LINK = re.compile(r"(https?:|[./#?]|[A-Za-z0-9_%\-]+([/#?.]|$))")


def scene_svg(scene: Scene, language: Language, link: SceneLink | None = None, id_prefix: str = "") -> str:
    """Return the scene as an SVG document; `link` gives the address of the page about an element."""
    groups = [
        (title, _href(element, link), tuple(items))
        for (title, element), items in groupby(scene.items, key=lambda item: (item.title, item.element))
    ]
    links = sum(1 for _, href, _ in groups if href)
    is_one_stop = links > MOST_TAB_STOPS
    title_id, desc_id = f"{id_prefix}title", f"{id_prefix}desc"
    stop = ' tabindex="0"' if is_one_stop else ""
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {n(scene.width)} {n(scene.height)}" '
        f'width="{n(scene.width)}" height="{n(scene.height)}" role="graphics-document" '
        f'aria-labelledby="{title_id} {desc_id}" lang="{language}" font-family="{font.FAMILY}"{stop}>'
        f'<title id="{title_id}">{_told(scene.title)}</title><desc id="{desc_id}">{_told(scene.description)}</desc>'
        f'<rect width="{n(scene.width)}" height="{n(scene.height)}" fill="#ffffff"/>'
    ]
    for title, href, items in groups:
        drawn = "".join(map(_item, items))
        spoken = f"<title>{_told(title)}</title>" if title else ""
        if href:
            inner_stop = ' tabindex="-1"' if is_one_stop else ""
            out.append(f'<a href="{href}"{inner_stop}>{spoken}{drawn}</a>')
        elif title:
            out.append(f"<g>{spoken}{drawn}</g>")
        else:
            out.append(drawn)
    out.append("</svg>\n")
    return "".join(out)


def _href(element: NamedNode | None, link: SceneLink | None) -> str:
    """Return the address of an element, safe in an attribute; "" without one, and for any that runs a program."""
    href = link(element) if element is not None and link is not None else None
    return escape(clean(href)) if href and _SAFE_LINK.match(href) else ""


def _told(text: str) -> str:
    return escape(clean(text).replace("\n", " "))


def _ink(ink: Ink) -> str:
    parts = f' fill="{ink.fill or "none"}"'
    if ink.stroke:
        parts += f' stroke="{ink.stroke}"'
        if ink.stroke_width != 1:
            parts += f' stroke-width="{n(ink.stroke_width)}"'
        if ink.dash:
            parts += f' stroke-dasharray="{" ".join(map(n, ink.dash))}"'
    return parts


def _points(points: tuple[Point, ...]) -> str:
    return " ".join(f"{n(x)},{n(y)}" for x, y in points)


def _item(item: Item) -> str:
    ink = _ink(item.ink)
    if isinstance(item, Rect):
        radius = f' rx="{n(item.radius)}"' if item.radius else ""
        place = f'x="{n(item.x)}" y="{n(item.y)}" width="{n(item.w)}" height="{n(item.h)}"'
        return f"<rect {place}{radius}{ink}/>"
    if isinstance(item, Circle):
        return f'<circle cx="{n(item.x)}" cy="{n(item.y)}" r="{n(item.r)}"{ink}/>'
    if isinstance(item, Path):
        return f'<polygon points="{_points(item.points)}"{ink}/>'
    if isinstance(item, Polyline):
        return f'<polyline points="{_points(item.points)}"{ink}/>'
    return _words(item, ink)


def _words(item: Words, ink: str) -> str:
    anchor = f' text-anchor="{item.anchor}"' if item.anchor != "start" else ""
    weight = ' font-weight="bold"' if item.is_bold else ""
    place = f'x="{n(item.x)}" y="{n(item.y)}" font-size="{n(item.size)}"'
    return f"<text {place}{anchor}{weight}{ink}>{escape(clean(item.text))}</text>"
