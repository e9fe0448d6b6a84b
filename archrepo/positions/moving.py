"""What an architect moved in draw.io: the shapes of a page compared with where the boxes stand now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archrepo.diagrams import KeptPlace
from archrepo.diagrams.text import clean
from archrepo.errors import RequestFault
from archrepo.exchange.drawio import shift_of
from archrepo.exchange.drawio_places import Page, ShapePlace
from archrepo.language import Language, Text
from archrepo.views import Box, Point, View

#: draw.io writes tenths of a pixel.
_STILL = 0.6
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Moves:
    """Where all boxes of a placed view stand from now on; those in `moved` were moved or made larger by a person.

    `unknown` is how many shapes of the drawing stand for no box of the view.
    """

    places: Mapping[str, KeptPlace]
    moved: tuple[str, ...]
    unknown: int


@dataclass(frozen=True, slots=True)
class FoundPage:
    """The page of a view, its place in the drawing from 1 on, and how many pages have that title as well."""

    page: Page
    number: int
    others: int


def page_of(pages: Sequence[Page], view: View, language: Language) -> FoundPage:
    """Return the page on which a view was drawn: the first with its title, or the only one.

    Raises:
        RequestFault: there are more pages, and none has that title.
    """
    title = view.title if isinstance(view.title, str) else view.title.in_(language)
    wanted = _name(title)
    numbered = list(enumerate(pages, 1))
    found = [each for each in numbered if _name(each[1].name) == wanted] or (numbered if len(pages) == 1 else [])
    if not found:
        names = ", ".join(page.name[:60] for page in pages[:5]) or "-"
        raise RequestFault(
            Text(f"geen blad van de tekening heet '{title}'", f"no page of the drawing is called '{title}'"),
            remedy=Text(f"geef een tekening van deze plaat; de bladen zijn: {names}", f"the pages are: {names}"),
        )
    number, page = found[0]
    return FoundPage(page, number, len(found) - 1)


def _name(title: str) -> str:
    """Return a title as it stands on the tab of a page."""
    return clean(title)[:_LONGEST_NAME].replace("\n", " ").strip()


def passed_over(found: FoundPage, read: Moves) -> tuple[Text, ...]:
    """Return what of a drawing was not read: other pages of one title, and shapes that stand for nothing."""
    remarks = []
    if found.others:
        number, alike = found.number, found.others + 1
        remarks.append(
            Text(
                f"{alike} bladen heten zo; gelezen is blad {number}, het eerste daarvan",
                f"{alike} pages have this title; read was page {number}, the first of them",
            )
        )
    if read.unknown == 1:
        remarks.append(
            Text(
                "overgeslagen: 1 vorm in de tekening staat voor niets op deze plaat",
                "passed over: 1 shape in the drawing stands for nothing on this view",
            )
        )
    elif read.unknown:
        remarks.append(
            Text(
                f"overgeslagen: {read.unknown} vormen in de tekening staan voor niets op deze plaat",
                f"passed over: {read.unknown} shapes in the drawing stand for nothing on this view",
            )
        )
    return tuple(remarks)


def moves_of(placed: View, page: Page, pinned: frozenset[str]) -> Moves:
    """Return what was moved on a page since the view was drawn as it is `placed`; `pinned` stays pinned.

    What a box holds moves along with it and counts as moved only when it was moved within it.
    """
    shapes = _matched(placed, page.shapes)
    shift = _shift(placed, shapes)
    boxes = {box.key: box for box in placed.boxes}
    corners: dict[str, Point] = {}
    places: dict[str, KeptPlace] = {}
    moved: list[str] = []
    for box in placed.boxes:
        around = boxes[box.parent] if box.parent is not None else None
        was = _from(box, around)
        width, height = box.w or 0.0, box.h or 0.0
        at = was
        shape = shapes.get(box.key)
        outer = shapes.get(box.parent) if box.parent is not None else None
        if shape is not None and (around is None or outer is not None):
            left, top = (outer.x, outer.y) if outer is not None else shift
            at = (shape.x - left, shape.y - top)
            apart = (at[0] - was[0], at[1] - was[1], shape.w - width, shape.h - height)
            if max(map(abs, apart)) > _STILL:
                moved.append(box.key)
                width, height = shape.w, shape.h
            else:
                at = was
        base = corners[box.parent] if box.parent is not None else (0.0, 0.0)
        corners[box.key] = (base[0] + at[0], base[1] + at[1])
        is_pinned = box.key in pinned or box.key in moved
        places[box.key] = KeptPlace(*corners[box.key], width, height, box.parent, is_pinned)
    return Moves(places, tuple(moved), len(page.shapes) - len(shapes))


def _from(box: Box, around: Box | None) -> Point:
    left, top = (around.x or 0.0, around.y or 0.0) if around is not None else (0.0, 0.0)
    return (box.x or 0.0) - left, (box.y or 0.0) - top


def _matched(placed: View, shapes: Sequence[ShapePlace]) -> dict[str, ShapePlace]:
    """Return the shape of each box: the one in the same boxes, or else the only one of its element."""
    chains: list[tuple[str, ...]] = []
    for shape in shapes:
        around = chains[shape.around] if shape.around is not None else ()
        chains.append((shape.iri or shape.label, *around))
    names: dict[str, tuple[str, ...]] = {}
    for box in placed.boxes:
        around = names[box.parent] if box.parent is not None else ()
        names[box.key] = (box.element.value if box.element is not None else box.label, *around)
    by_chain = {chain: index for index, chain in reversed(list(enumerate(chains)))}
    found = {key: by_chain[name] for key, name in names.items() if name in by_chain}
    used = set(found.values())
    left = [index for index in range(len(shapes)) if index not in used]
    lonely = Counter(chains[index][0] for index in left)
    wanting = Counter(name[0] for key, name in names.items() if key not in found)
    for key, name in names.items():
        if key not in found and lonely[name[0]] == wanting[name[0]] == 1:
            found[key] = next(index for index in left if chains[index][0] == name[0])
    return {key: shapes[index] for key, index in found.items()}


def _shift(placed: View, shapes: Mapping[str, ShapePlace]) -> Point:
    """Return how far the page lies from the view: as most boxes at the top say, that stand as they were drawn."""
    votes = Counter(
        (round(shapes[box.key].x - (box.x or 0.0)), round(shapes[box.key].y - (box.y or 0.0)))
        for box in placed.boxes
        if box.parent is None and box.key in shapes
    )
    if not votes:
        return 0.0, 0.0
    won, _ = max(votes.items(), key=lambda vote: (vote[1], vote[0] == _drawn_at(placed)))
    exact = [
        (shapes[box.key].x - (box.x or 0.0), shapes[box.key].y - (box.y or 0.0))
        for box in placed.boxes
        if box.parent is None and box.key in shapes
    ]
    return next(each for each in exact if (round(each[0]), round(each[1])) == won)


def _drawn_at(placed: View) -> tuple[int, int]:
    """Return the shift with which the writer of draw.io files draws the view as it is placed."""
    right, down = shift_of(placed)
    return round(right), round(down)
