"""The own landscape on an official view: every application is a small box in the component it fills."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from archrepo.diagrams import draw, twin
from archrepo.exchange.drawings import Drawings
from archrepo.picturing.chips import places_in
from archrepo.picturing.colouring import find_colouring
from archrepo.picturing.plotting import plot_landscape
from archrepo.views import Box, View
from archrepo.workspace import Workspace, open_workspace

ROOT = Path(__file__).parent.parent.parent
#: One view of each kind: all components, services with components, a project, flows, a function model, a small one.
NAMES = (
    "RC00 Alle referentiecomponenten",
    "GA02 Applicatieservices generiek met referentiecomponenten",
    "Projectarchitectuur basis BRK",
    "GP03 Dienstverlening naar klanten view",
    "FL02 Bedrijfsfuncties fysieke leefomgeving met referentiecomponenten",
    "Bedrijfsfuncties ‘klant- en keteninteractie’",
)


@pytest.fixture(scope="module")
def both(gemma_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """GEMMA as imported and Voorbeeldstad, in one workspace."""
    folder = tmp_path_factory.mktemp("both") / "model"
    shutil.copytree(gemma_folder, folder)
    for part in ("baseline", "target"):
        shutil.copytree(ROOT / "models/voorbeeldstad" / part, folder / part)
    (folder / "archrepo.toml").write_text(
        '[workspace]\nname = "Voorbeeldstad"\nbase = "https://voorbeeldstad.example/id/"\n\n'
        '[files]\nmodel = ["**/*.ttl"]\n'
    )
    return open_workspace(folder, date(2026, 11, 22))


@pytest.fixture(scope="module")
def views(both: Workspace) -> dict[str, View]:
    drawings = Drawings(both, "nl")
    return {name: drawings.view(iri) for iri in drawings if (name := both.label(iri)) in NAMES}


def inside(view: View, component: str) -> list[str]:
    """Return the labels of the small boxes in the first component of that name."""
    holder = next(box for box in view.boxes if box.label == component)
    return [box.label for box in view.boxes if box.parent == holder.key]


def test_application_is_a_small_box_in_its_reference_component(both: Workspace, views: dict[str, View]) -> None:
    plotted = plot_landscape(views[NAMES[1]], both, colouring=find_colouring(both, "lifecycle"))

    assert inside(plotted, "Zaakregistratiecomponent") == ["▲ Zaaksysteem", "◊ Zaakvoorziening (gepland)"]
    own = next(box for box in plotted.boxes if box.label == "▲ Zaaksysteem")
    assert own.element is not None and own.element.value == "https://voorbeeldstad.example/id/zaaksysteem"
    assert own.style.fill == "#ffdf9e" and own.tip == "levensfase: Uitfaseren"


def test_empty_component_says_so_with_a_sign(both: Workspace, views: dict[str, View]) -> None:
    plotted = plot_landscape(views[NAMES[1]], both)

    assert inside(plotted, "Zoekmachinecomponent") == ["○ nog leeg"]
    assert [text.nl for _, text in plotted.colours] == ["● applicatie (28)", "○ nog leeg (15)"]
    assert ("Ingevuld", "28 van 43 componenten, met 28 applicaties") in plotted.notes


def test_places_stay_where_the_architect_put_them(both: Workspace, views: dict[str, View]) -> None:
    for name in NAMES:
        plotted = plot_landscape(views[name], both)

        keys = {box.key for box in views[name].boxes}
        kept = [(box.key, box.x, box.y, box.w, box.h) for box in plotted.boxes if box.key in keys]
        assert kept == [(box.key, box.x, box.y, box.w, box.h) for box in views[name].boxes]
        assert plotted.lines == views[name].lines


def test_small_boxes_lie_inside_their_component_beside_each_other(both: Workspace, views: dict[str, View]) -> None:
    for name in NAMES:
        plotted = plot_landscape(views[name], both)
        holders = {box.key: box for box in plotted.boxes}
        by_holder: dict[str, list[Box]] = {}
        for box in plotted.boxes:
            if "-own" in box.key:
                by_holder.setdefault(box.parent or "", []).append(box)

        for key, small in by_holder.items():
            holder = holders[key]
            for index, one in enumerate(small):
                assert within(one, holder), (name, one)
                assert not any(overlap(one, other) for other in small[:index]), (name, one)


def within(inner: Box, outer: Box) -> bool:
    x, y, w, h = rect(inner)
    left, top, wide, high = rect(outer)
    return x >= left and y >= top and x + w <= left + wide and y + h <= top + high


def overlap(one: Box, other: Box) -> bool:
    x, y, w, h = rect(one)
    a, b, c, d = rect(other)
    return x < a + c and a < x + w and y < b + d and b < y + h


def rect(box: Box) -> tuple[float, float, float, float]:
    assert box.x is not None and box.y is not None and box.w is not None and box.h is not None
    return box.x, box.y, box.w, box.h


@pytest.mark.parametrize("name", NAMES)
def test_no_letter_leaves_its_box(
    both: Workspace, views: dict[str, View], text_outside: Callable[[View, str], list[str]], name: str
) -> None:
    plotted = plot_landscape(views[name], both, colouring=find_colouring(both, "hosting"))
    drawn = draw(plotted, both.metamodel)

    before = text_outside(views[name], draw(views[name], both.metamodel))
    assert [one for one in text_outside(plotted, drawn) if one not in before] == []


def test_more_than_fit_are_counted_and_named_in_the_table(both: Workspace, views: dict[str, View]) -> None:
    plotted = plot_landscape(views[NAMES[5]], both)

    more = next(box for box in plotted.boxes if box.key.endswith("-own-more"))
    assert more.label == "2 applicaties"
    assert more.tip == "● Website Beleef Voorbeeldstad, ● Website voorbeeldstad.example"
    told = twin(plotted, both.metamodel)
    assert any(more.tip in (cell.words for cell in row) for row in told.boxes.rows)


def test_definition_of_the_component_is_at_the_pointer_and_in_the_table(
    both: Workspace, views: dict[str, View]
) -> None:
    plotted = plot_landscape(views[NAMES[1]], both)

    definition = "Component voor opslag en ontsluiting van zaaktypegegevens."
    assert f"Zaaktypecataloguscomponent (Applicatiecomponent) · {definition}</title>" in draw(plotted, both.metamodel)
    assert any(row[3].words == definition for row in twin(plotted, both.metamodel).boxes.rows)


def test_what_has_no_place_is_named(both: Workspace, views: dict[str, View]) -> None:
    plotted = plot_landscape(views[NAMES[1]], both, "en")

    away, loose = (text.en for text in plotted.left_out)
    assert away.startswith("Our applications without a place on this view (54): ") and away.endswith("and 47 more.")
    assert loose.startswith("Applications without a reference component (4): ")
    told = " ".join(twin(plotted, both.metamodel, "en").sentences)
    assert told.count(",") >= 53


def test_systems_of_others_are_shown_as_such_and_none_of_ours(both: Workspace, views: dict[str, View]) -> None:
    plotted = plot_landscape(views[NAMES[2]], both)

    assert "● Basisregistratie Kadaster (van een ander)" in [box.label for box in plotted.boxes]
    assert not any("Digilevering" in text.nl or "Kadaster" in text.nl for text in plotted.left_out)
    filled = next(value for name, value in plotted.notes if name == "Ingevuld")
    assert " applicaties van ons en " in filled and filled.endswith(" van anderen")


def test_a_later_day_has_what_is_there_then(both: Workspace, views: dict[str, View]) -> None:
    colour = find_colouring(both, "lifecycle")
    plotted = plot_landscape(views[NAMES[1]], both, colouring=colour, day=date(2028, 1, 1))

    assert inside(plotted, "Zaakregistratiecomponent") == ["● Zaakvoorziening"]
    assert any(text.nl == "Er niet meer (1): Zaaksysteem." for text in plotted.left_out)


def test_room_for_small_boxes_is_shared_out_and_never_exceeded() -> None:
    box = Box("c", "ApplicationComponent", "Zaakregistratiecomponent", x=10, y=20, w=220, h=80)

    assert len(places_in(box, 1)) == 1
    assert [len(places_in(box, number)) for number in (2, 3, 9)] == [2, 3, 6]
    assert places_in(box, 1, first_inside=40) == ()
    assert places_in(Box("d", "ApplicationComponent", "D", x=0, y=0, w=120, h=20), 1) == ()
    assert places_in(Box("e", "ApplicationComponent", "E"), 1) == ()
