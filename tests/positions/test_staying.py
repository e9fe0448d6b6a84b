"""Pictures of the example municipality keep their boxes when the model changes, and take over what is dragged."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from the_knowledge import shipped_ontology

from archrepo.diagrams import Artist, Notation
from archrepo.diagrams.scoring import score
from archrepo.diagrams.text import Typesetter
from archrepo.exchange.drawio import write_drawio
from archrepo.exchange.drawio_places import read_drawio_places
from archrepo.generated_views import build_view
from archrepo.language import Language
from archrepo.lettering import MOST_PIXELS, png_of
from archrepo.places import shipped
from archrepo.positions import keep_places, kept_of, placed_as_kept
from archrepo.positions.homes import FOLDER
from archrepo.positions.moving import moves_of, page_of
from archrepo.views import Box, Line, View
from archrepo.workspace import Workspace, open_workspace

#: What moves when one is added to a view full of groups: boxes, or groups with all they hold (measured 5 of 133).
MOST_MOVED = 6
VIEWS = [
    ("landschap", {"by": "ar:domain"}),
    ("landschap", {"by": "ar:owner"}),
    ("keten", {"start": "dso-lv"}),
    ("lagen", {"process": "behandelen-omgevingsvergunning"}),
    ("organisaties", {}),
    ("processen", {}),
]
IDS = [" ".join([name, *values.values()]) for name, values in VIEWS]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("stad") / "town"
    shutil.copytree(shipped("models") / "voorbeeldstad", folder)
    return open_workspace(folder, date(2026, 11, 22), ontology=shipped_ontology())


@pytest.fixture
def town(opened: Workspace) -> Workspace:
    """The town in which no place is kept yet."""
    shutil.rmtree(opened.root / FOLDER, ignore_errors=True)
    return opened


@pytest.fixture(scope="module")
def chain_placed(opened: Workspace) -> tuple[Artist, View, View, bytes]:
    """The chain of the desk for permits, how it stands, and the file of its places."""
    artist, view, before = kept(opened, "keten", {"start": "dso-lv"})
    home = kept_of(opened, view, {"start": "dso-lv"}).home
    assert home is not None
    return artist, view, before, home.path.read_bytes()


@pytest.fixture
def chain(town: Workspace, chain_placed: tuple[Artist, View, View, bytes]) -> tuple[Artist, View, View]:
    """The same, with its places kept in the town."""
    artist, view, before, data = chain_placed
    home = kept_of(town, view, {"start": "dso-lv"}).home
    assert home is not None
    home.path.parent.mkdir(parents=True, exist_ok=True)
    home.path.write_bytes(data)
    return artist, view, before


def moved(before: View, after: View) -> list[str]:
    around = {box.parent for box in (*before.boxes, *after.boxes)}
    were = {box.key: (box.x, box.y) for box in before.boxes}
    return [b.key for b in after.boxes if b.key in were and b.key not in around and (b.x, b.y) != were[b.key]]


def blocks_moved(before: View, after: View) -> list[str]:
    """Boxes that moved within the box around them: a group that moves with all it holds counts once."""
    were, are = ({box.key: box for box in view.boxes} for view in (before, after))
    return [
        key
        for key, box in are.items()
        if key in were
        and (box.x, box.y) != (were[key].x, were[key].y)
        and _within(box, are) != _within(were[key], were)
    ]


def _within(box: Box, boxes: dict[str, Box]) -> tuple[float, float]:
    left, top = (boxes[box.parent].x or 0, boxes[box.parent].y or 0) if box.parent else (0, 0)
    return (box.x or 0) - left, (box.y or 0) - top


def is_sound(view: View, town: Workspace) -> bool:
    found = score(view, Notation.of(town.metamodel), Typesetter("nl"))
    return (found.box_overlaps, found.lines_through_boxes, found.overflows) == (0, 0, 0)


def kept(town: Workspace, name: str, values: dict[str, str]) -> tuple[Artist, View, View]:
    artist, view = Artist(town.metamodel), build_view(town, name, values)
    return artist, view, keep_places(artist, view, kept_of(town, view, values)).view


@pytest.mark.parametrize(("name", "values"), VIEWS, ids=IDS)
def test_adding_an_application_anywhere_moves_few(town: Workspace, name: str, values: dict[str, str]) -> None:
    artist, view, before = kept(town, name, values)
    around = [box for box in view.boxes if any(each.parent == box.key for each in view.boxes)]

    for group in around if len(around) < 12 else around[::4]:
        inside = [box for box in view.boxes if box.parent == group.key]
        new = Box("nieuw", inside[-1].kind, "Nieuwe applicatie", parent=group.key)
        index = view.boxes.index(group) + 1
        boxes = (*view.boxes[:index], new, *view.boxes[index:])
        lines = (*view.lines, Line("l", "Flow", "nieuw", inside[0].key, label="Nieuw")) if view.lines else ()
        changed = replace(view, boxes=boxes, lines=lines)
        after = placed_as_kept(artist, changed, kept_of(town, changed, values))

        if name == "organisaties":
            assert len(blocks_moved(before, after)) <= MOST_MOVED, group.label
        else:
            assert moved(before, after) == [], group.label
        assert is_sound(after, town), group.label


@pytest.mark.parametrize(("name", "values"), VIEWS, ids=IDS)
def test_taking_one_away_moves_none_and_another_language_finds_every_place(
    town: Workspace, name: str, values: dict[str, str]
) -> None:
    artist, view, before = kept(town, name, values)
    around = {box.parent for box in view.boxes}
    gone = next(box.key for box in view.boxes if box.key not in around and box.parent is not None)
    boxes = tuple(box for box in view.boxes if box.key != gone)
    lines = tuple(line for line in view.lines if gone not in (line.source, line.target))
    fewer = replace(view, boxes=boxes, lines=lines)
    english = build_view(town, name, values, "en")

    after = placed_as_kept(artist, fewer, kept_of(town, fewer, values))
    places = kept_of(town, english, values).match.places

    assert moved(before, after) == []
    assert [box.label for box in english.boxes if box.key not in places] == []
    assert is_sound(placed_as_kept(Artist(town.metamodel, "en"), english, kept_of(town, english, values)), town)


def test_a_new_name_moves_none_where_there_is_room(town: Workspace) -> None:
    artist, view, before = kept(town, "landschap", {"by": "ar:domain"})
    renamed = next(box for box in view.boxes if box.label.startswith("Afsprakensysteem"))
    other = replace(renamed, label=renamed.label.replace("Afsprakensysteem", "Systeem voor afspraken aan de balie"))
    changed = replace(view, boxes=tuple(other if box is renamed else box for box in view.boxes))

    after = placed_as_kept(artist, changed, kept_of(town, changed, {"by": "ar:domain"}))

    assert moved(before, after) == []
    assert is_sound(after, town)


def test_keeping_twice_changes_nothing_and_drawing_never_writes(
    town: Workspace, chain: tuple[Artist, View, View]
) -> None:
    artist, view, first = chain
    found = kept_of(town, view, {"start": "dso-lv"})
    assert found.home is not None
    text = found.home.path.read_bytes()

    again = keep_places(artist, view, found)
    drawn = placed_as_kept(artist, view, kept_of(town, view, {"start": ":dso-lv"}))

    assert not again.has_changed
    assert artist.draw(again.view) == artist.draw(first) == artist.draw(drawn)
    assert found.home.path.read_bytes() == text
    assert text.decode().splitlines()[1] == "# view: keten start=:dso-lv"


def test_a_broken_file_is_told_on_the_picture_and_not_used(town: Workspace, chain: tuple[Artist, View, View]) -> None:
    artist, view, _ = chain
    home = kept_of(town, view, {"start": "dso-lv"}).home
    assert home is not None
    home.path.write_text(home.path.read_text() + "onzin\n")

    found = kept_of(town, view, {"start": "dso-lv"})
    drawn = placed_as_kept(artist, view, found)

    assert found.fault is not None
    assert f"{home.shown}:" in drawn.remarks[-1].nl
    assert [(box.x, box.y) for box in drawn.boxes] == [(box.x, box.y) for box in artist.place(view).boxes]


@pytest.mark.parametrize("place", ["0\t0\t1\t1", "-20000\t20000\t10000\t10000", "7\t3\t124\t52"])
def test_hostile_places_still_give_a_picture_without_overlap(
    town: Workspace, place: str, chain: tuple[Artist, View, View]
) -> None:
    artist, view, _ = chain
    home = kept_of(town, view, {"start": "dso-lv"}).home
    assert home is not None
    text = re.sub(r"(?m)^(<[^\t]*)\t\S+\t\S+\t\d+\t\d+$", lambda line: f"{line[1]}\t{place}", home.path.read_text())
    home.path.write_text(text)

    found = kept_of(town, view, {"start": "dso-lv"})
    drawn = placed_as_kept(artist, view, found)

    assert found.fault is None
    assert is_sound(drawn, town)


def test_a_picture_that_a_place_makes_huge_is_still_a_file(chain: tuple[Artist, View, View]) -> None:
    artist, _, placed = chain
    far = replace(placed, width=30_000.0, height=30_000.0)

    png = png_of(artist.draw(far), 2.0)

    assert int.from_bytes(png[16:20], "big") * int.from_bytes(png[20:24], "big") <= MOST_PIXELS


def test_a_file_of_another_view_is_not_used(town: Workspace, chain: tuple[Artist, View, View]) -> None:
    _, view, _ = chain
    home = kept_of(town, view, {"start": "dso-lv"}).home
    assert home is not None
    home.path.write_text(home.path.read_text().replace("# view: keten start=:dso-lv", "# view: landschap"))

    assert kept_of(town, view, {"start": "dso-lv"}).fault is not None


def test_pinned_box_stays_when_a_group_grows_towards_it(town: Workspace) -> None:
    artist, view, before = kept(town, "landschap", {"by": "ar:domain"})
    pinned = [box.key for box in view.boxes if box.label.startswith(("Belastingsysteem", "BAG-beheer"))]
    keep_places(artist, view, kept_of(town, view, {"by": "ar:domain"}), pins=pinned)
    group = next(box for box in view.boxes if box.label == "Bestuur en bedrijfsvoering")
    index = view.boxes.index(group) + 1
    new = tuple(Box(f"n{n}", "ApplicationComponent", f"Nieuw {n}", parent=group.key) for n in range(9))
    more = replace(view, boxes=(*view.boxes[:index], *new, *view.boxes[index:]))

    after = placed_as_kept(artist, more, kept_of(town, more, {"by": "ar:domain"}))

    assert len(pinned) == 2
    assert not set(pinned) & set(moved(before, after))
    assert {box.key for box in after.boxes if box.is_pinned} == set(pinned)
    assert is_sound(after, town)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_dragged_in_drawio_is_read_back_and_pinned(town: Workspace, tmp_path: Path, language: Language) -> None:
    values = {"start": "dso-lv"}
    artist, view = Artist(town.metamodel, language), build_view(town, "keten", values, language)
    before = keep_places(artist, view, kept_of(town, view, values)).view
    root = etree.fromstring(write_drawio([before], town.metamodel, language))
    dragged = {"omgevingsdienst": (-60, 40), "regelsoftware": (15, 25)}
    for thing in root.iter("object"):
        name = (thing.get("iri") or "").rpartition("/")[2]
        if name in dragged:
            geometry = thing.find("mxCell/mxGeometry")
            assert geometry is not None
            for axis, more in zip("xy", dragged[name], strict=True):
                geometry.set(axis, str(float(geometry.get(axis, "0")) + more))
    file = tmp_path / "keten.drawio"
    file.write_bytes(etree.tostring(root))

    read = moves_of(before, page_of(read_drawio_places(file), view, language).page, frozenset())
    after = keep_places(artist, view, kept_of(town, view, values), moves=read.places).view

    names = {box.key: box.element.value.rpartition("/")[2] for box in before.boxes if box.element}
    at = {box.key: (box.x or 0, box.y or 0) for box in before.boxes}
    shifts = {
        names[box.key]: (round((box.x or 0) - at[box.key][0]), round((box.y or 0) - at[box.key][1]))
        for box in after.boxes
        if (box.x, box.y) != at[box.key]
    }
    assert {names[key] for key in read.moved} == set(dragged)
    assert shifts == {**dragged, "omgevingsdienst-systeem": dragged["omgevingsdienst"]}
    assert {names[box.key] for box in after.boxes if box.is_pinned} == set(dragged)
    assert is_sound(after, town)
