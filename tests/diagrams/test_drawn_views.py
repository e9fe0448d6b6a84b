"""All stored drawings of the national model, drawn: whole, readable and fast."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from archrepo.diagrams import Artist
from archrepo.exchange.drawings import Drawings
from archrepo.views import View
from archrepo.workspace import Workspace, open_workspace


@pytest.fixture(scope="module")
def gemma(gemma_folder: Path) -> Workspace:
    return open_workspace(gemma_folder, date(2026, 11, 22))


@pytest.fixture(scope="module")
def pictures(gemma: Workspace) -> list[tuple[View, str]]:
    drawings, artist = Drawings(gemma, "nl"), Artist(gemma.metamodel)
    return [(view, artist.draw(view, lambda element: "/doc/x")) for view in map(drawings.view, drawings)]


def test_every_stored_drawing_becomes_valid_xml_with_title_and_description(pictures: list[tuple[View, str]]) -> None:
    assert len(pictures) == 358
    for _, svg in pictures:
        root = etree.fromstring(svg.encode())
        assert [etree.QName(child).localname for child in list(root)[:2]] == ["title", "desc"]


def test_no_label_leaves_its_box_in_any_drawing(
    pictures: list[tuple[View, str]], text_outside: Callable[[View, str], list[str]]
) -> None:
    outside = {str(view.title): found for view, svg in pictures if (found := text_outside(view, svg))}

    assert outside == {}


def test_every_box_of_every_drawing_is_there_under_its_key(pictures: list[tuple[View, str]]) -> None:
    for view, svg in pictures:
        root = etree.fromstring(svg.encode())
        ids = [child.get("id") for child in root if child.get("id")]
        assert len(ids) >= len(view.boxes), view.title
        assert len(set(ids)) == len(ids), view.title
