"""Read back from a draw.io file where the boxes stand that archrepo once wrote there.

Only places are read: of shapes that remember the IRI of their element, and of groups by their words. The file is as
hostile as any that somebody sends, so its XML is read by `opening`, and packed pages are unpacked within a limit.
"""

from __future__ import annotations

import base64
import binascii
import math
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from lxml import etree

from archrepo.errors import InputFault, RequestFault
from archrepo.exchange.refusals import fault, line_of
from archrepo.exchange.safe_xml import parse_xml
from archrepo.language import Text
from archrepo.views import Point

#: A picture is far smaller; a packed page may not become larger either.
MOST_BYTES = 20_000_000
_FARTHEST = 100_000.0


@dataclass(frozen=True, slots=True)
class ShapePlace:
    """One shape on a page: what it stands for, and where, in the coordinates of the page.

    `iri` is "" for a group by words. `around` is the place of the shape around it in the list of the page, None on the
    page itself; it comes before what it holds.
    """

    iri: str
    label: str
    kind: str
    x: float
    y: float
    w: float
    h: float
    around: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a draw.io file: its name, and the shapes that stand for a box, outer ones first."""

    name: str
    shapes: tuple[ShapePlace, ...]


def read_drawio_places(path: Path) -> tuple[Page, ...]:
    """Return the pages of a draw.io file, in order.

    Raises:
        RequestFault: there is no such file.
        InputFault: it is too large, broken, or no draw.io file.
    """
    name = path.as_posix()
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise _too_large(name)
        data = path.read_bytes()
    except OSError as missing:
        raise RequestFault(
            Text(f"{name} is niet te lezen", f"{name} cannot be read"),
            remedy=Text("noem een .drawio-bestand", "name a .drawio file"),
        ) from missing
    root = parse_xml(data, name)
    if root.tag == "mxGraphModel":
        return (Page("", _shapes(root, name)),)
    if root.tag != "mxfile":
        raise _no_drawio(name, line_of(root))
    return tuple(Page(page.get("name", ""), _shapes(_model(page, name), name)) for page in root.iterfind("diagram"))


def _model(page: etree._Element, name: str) -> etree._Element:
    """Return the drawing of a page, also when draw.io packed it."""
    plain = page.find("mxGraphModel")
    if plain is not None:
        return plain
    try:
        packed = base64.b64decode((page.text or "").strip(), validate=True)
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        text = unpacker.decompress(packed, MOST_BYTES)
    except (binascii.Error, zlib.error, ValueError) as broken:
        raise _no_drawio(name, line_of(page)) from broken
    if unpacker.unconsumed_tail:
        raise _too_large(name)
    model = parse_xml(unquote_to_bytes(text), name)
    if model.tag != "mxGraphModel":
        raise _no_drawio(name, line_of(page))
    return model


def _too_large(name: str) -> InputFault:
    limit = MOST_BYTES // 1_000_000
    return fault(
        name,
        Text(f"deze tekening is groter dan {limit} MB", f"this drawing is larger than {limit} MB"),
        Text("haal afbeeldingen en andere bladen eruit", "take images and other pages out of it"),
    )


def _no_drawio(name: str, line: int) -> InputFault:
    return fault(
        name,
        Text("dit is geen tekening van draw.io", "this is no drawing of draw.io"),
        Text("bewaar de plaat in draw.io als .drawio", "save the picture in draw.io as .drawio"),
        line,
    )


def _shapes(model: etree._Element, name: str) -> tuple[ShapePlace, ...]:
    cells: dict[str, tuple[etree._Element, etree._Element]] = {}
    for thing in model.iter("object", "UserObject", "mxCell"):
        cell = thing.find("mxCell") if thing.tag != "mxCell" else thing
        identifier = thing.get("id")
        if cell is not None and identifier is not None:
            cells[identifier] = (thing, cell)
    corners: dict[str, Point] = {}
    order: dict[str, int] = {}
    shapes: list[ShapePlace] = []
    for identifier in _outer_first(cells):
        thing, cell = cells[identifier]
        around = cell.get("parent", "")
        geometry = cell.find("mxGeometry")
        left, top = corners.get(around, (0.0, 0.0))
        if geometry is None or cell.get("vertex") != "1":
            corners[identifier] = (left, top)
            continue
        x, y, w, h = (_number(geometry, each, name) for each in ("x", "y", "width", "height"))
        corners[identifier] = (left + x, top + y)
        if thing.get("type") and w > 0 and h > 0:
            order[identifier] = len(shapes)
            place = (left + x, top + y, w, h)
            shapes.append(
                ShapePlace(
                    thing.get("iri", ""), thing.get("label", ""), thing.get("type", ""), *place, order.get(around)
                )
            )
    return tuple(shapes)


def _outer_first(cells: Mapping[str, tuple[etree._Element, etree._Element]]) -> Iterator[str]:
    """Yield the cells so that a parent comes before what it holds; a ring of parents is entered anywhere."""
    done: set[str] = set()
    for identifier in cells:
        chain: list[str] = []
        at: str | None = identifier
        while at is not None and at in cells and at not in done:
            done.add(at)
            chain.append(at)
            at = cells[at][1].get("parent")
        yield from reversed(chain)


def _number(geometry: etree._Element, name: str, path: str) -> float:
    try:
        value = float(geometry.get(name, "0"))
    except ValueError:
        value = math.nan
    if not abs(value) <= _FARTHEST:
        raise fault(
            path,
            Text(f"{name} van deze vorm is geen plaats", f"{name} of this shape is no place"),
            Text("bewaar de plaat opnieuw in draw.io", "save the picture in draw.io again"),
            line_of(geometry),
        )
    return value
