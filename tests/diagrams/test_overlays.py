"""The own landscape on an official view: every application stands in the component it fills."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from archrepo.diagrams import draw
from archrepo.exchange.drawings import Drawings
from archrepo.overlays import plot_landscape
from archrepo.views import View
from archrepo.workspace import Workspace, open_workspace


@pytest.fixture(scope="module")
def official(gemma_folder: Path) -> View:
    """The official view with most reference components."""
    drawings = Drawings(open_workspace(gemma_folder, date(2026, 11, 22)), "nl")
    views = [drawings.view(iri) for iri in drawings]
    return max(views, key=lambda view: (sum(box.kind == "ApplicationComponent" for box in view.boxes), view.key))


def test_application_stands_in_its_reference_component(voorbeeldstad: Workspace, official: View) -> None:
    plotted = plot_landscape(official, voorbeeldstad)

    labels = {box.label for box in plotted.boxes}
    assert "Zaakregistratiecomponent\n▲ Zaaksysteem\n▲ Zaakvoorziening" in labels
    assert "Documentregistratiecomponent" not in labels


def test_places_stay_where_the_architect_put_them(voorbeeldstad: Workspace, official: View) -> None:
    plotted = plot_landscape(official, voorbeeldstad)

    def places(view: View) -> list[tuple[object, ...]]:
        return [(box.key, box.x, box.y, box.w, box.h) for box in view.boxes]

    assert places(plotted) == places(official)
    assert plotted.lines == official.lines


def test_legend_counts_what_is_filled(voorbeeldstad: Workspace, official: View) -> None:
    plotted = plot_landscape(official, voorbeeldstad)

    fills = [box.style.fill for box in plotted.boxes if box.kind == "ApplicationComponent"]
    assert [text.nl.rsplit("(", 1)[1] for _, text in plotted.colours] == [
        f"{fills.count(fill)})" for fill, _ in plotted.colours
    ]
    assert fills.count("#c9e9d3") > 20


def test_plotted_names_stay_in_their_boxes(
    voorbeeldstad: Workspace, official: View, text_outside: Callable[[View, str], list[str]]
) -> None:
    plotted = plot_landscape(official, voorbeeldstad)

    assert text_outside(plotted, draw(plotted, voorbeeldstad.metamodel)) == []
