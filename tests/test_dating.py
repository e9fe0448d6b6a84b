"""A date: what is there on a day by its own dates, by the plateaus and by its phase, faded or taken out of a view."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from archrepo.errors import RequestFault
from archrepo.generated_views import build_view
from archrepo.picturing.dating import Calendar, Existence, Standing, at_date, parsed_day, plateaus, workspace_on
from archrepo.views import Box, Line, View
from archrepo.vocabulary import ar
from archrepo.workspace import Workspace, open_workspace

ROOT = Path(__file__).parent.parent
BASE = "https://klein.example/id/"
TURTLE = f"""@prefix : <{BASE}> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:nu a am:Plateau ; rdfs:label "Nu"@nl ; ar:date "2026-11-22"^^xsd:date ; am:aggregates :oud , :plateau-weg , :blijft .
:straks a am:Plateau ; rdfs:label "Straks"@nl ; ar:date "2028-07-01"^^xsd:date ;
    am:aggregates :blijft , :nieuw , :plateau-nieuw .
:oud a am:ApplicationComponent ; rdfs:label "Oud"@nl ; ar:lifecycle ar:PhaseOut ; ar:inUseFrom "2010-01-01"^^xsd:date ;
    ar:outOfUse "2028-01-01"^^xsd:date .
:nieuw a am:ApplicationComponent ; rdfs:label "Nieuw"@nl ; ar:lifecycle ar:Planned ;
    ar:inUseFrom "2028-01-01"^^xsd:date .
:blijft a am:ApplicationComponent ; rdfs:label "Blijft"@nl ; ar:lifecycle ar:InUse .
:plateau-weg a am:ApplicationComponent ; rdfs:label "Weg"@nl ; ar:lifecycle ar:InUse .
:plateau-nieuw a am:ApplicationComponent ; rdfs:label "Komt"@nl ; ar:lifecycle ar:Planned .
:contract a am:Contract ; rdfs:label "Contract"@nl ; ar:starts "2024-01-01"^^xsd:date ; ar:ends "2027-12-31"^^xsd:date .
:zonder a am:ApplicationComponent ; rdfs:label "Zonder"@nl .
:gestopt a am:ApplicationComponent ; rdfs:label "Gestopt"@nl ; ar:lifecycle ar:Ended .
"""


@pytest.fixture
def klein(tmp_path: Path) -> Workspace:
    (tmp_path / "archrepo.toml").write_text(
        f'[workspace]\nname = "Klein"\nbase = "{BASE}"\n\n[files]\nmodel = ["*.ttl"]\n'
    )
    (tmp_path / "model.ttl").write_text(TURTLE)
    return open_workspace(tmp_path, date(2026, 11, 22))


PRESENT, PLANNED, ENDED = Existence.PRESENT, Existence.PLANNED, Existence.ENDED
CASES = [
    ("oud", date(2009, 12, 31), Standing(PLANNED, date(2010, 1, 1))),
    ("oud", date(2027, 12, 31), Standing(PRESENT, date(2010, 1, 1))),
    ("oud", date(2028, 1, 1), Standing(ENDED, date(2028, 1, 1))),
    ("nieuw", date(2027, 12, 31), Standing(PLANNED, date(2028, 1, 1))),
    # Its own day goes before the plateau of half a year later.
    ("nieuw", date(2028, 1, 1), Standing(PRESENT, date(2028, 1, 1))),
    ("plateau-weg", date(2028, 6, 30), Standing(PRESENT)),
    ("plateau-weg", date(2028, 7, 1), Standing(ENDED, date(2028, 7, 1))),
    ("plateau-nieuw", date(2026, 11, 22), Standing(PLANNED, date(2028, 7, 1))),
    ("plateau-nieuw", date(2028, 7, 1), Standing(PRESENT)),
    ("contract", date(2027, 12, 31), Standing(PRESENT, date(2024, 1, 1))),
    ("contract", date(2028, 1, 1), Standing(ENDED, date(2028, 1, 1))),
    ("zonder", date(2028, 1, 1), None),
    ("gestopt", date(2028, 1, 1), Standing(ENDED)),
]


@pytest.mark.parametrize(("name", "day", "expected"), CASES)
def test_what_is_there_on_a_day(klein: Workspace, name: str, day: date, expected: Standing | None) -> None:
    assert Calendar(klein).standing(NamedNode(BASE + name), day) == expected


def a_view() -> View:
    boxes = (
        Box("groep", "Group", "Groep"),
        Box("oud", "ApplicationComponent", "Oud", NamedNode(BASE + "oud"), parent="groep"),
        Box("nieuw", "ApplicationComponent", "Nieuw", NamedNode(BASE + "nieuw")),
        Box("blijft", "ApplicationComponent", "Blijft", NamedNode(BASE + "blijft")),
    )
    lines = (Line("l1", "Flow", "oud", "blijft"), Line("l2", "Flow", "nieuw", "blijft"))
    return View("v", "V", boxes, lines, "generated")


def test_what_is_not_there_is_faded_with_its_day_and_counted(klein: Workspace) -> None:
    view = at_date(a_view(), klein, date(2027, 1, 1))

    assert [box.label for box in view.boxes] == ["Groep", "Oud", "Nieuw\n○ vanaf 1 januari 2028", "Blijft"]
    assert [text.nl for _, text in view.colours] == ["○ er nog niet (1)"]
    assert [line.style.line for line in view.lines] == [None, "#767676"]
    assert ("Peildatum", "1 januari 2027") in view.notes


def test_what_is_not_there_can_be_taken_out_and_is_then_told(klein: Workspace) -> None:
    view = at_date(a_view(), klein, date(2028, 1, 1), keeps_absent=False)

    assert [box.key for box in view.boxes] == ["nieuw", "blijft"]
    assert [line.key for line in view.lines] == ["l2"]
    assert [text.nl for text in view.left_out] == ["Er niet meer (1): Oud."]


def test_the_model_of_a_day_has_the_phases_of_that_day(klein: Workspace) -> None:
    later = workspace_on(klein, date(2028, 1, 1))

    phases = {name: later.model.value(NamedNode(BASE + name), ar("lifecycle")) for name in ("oud", "nieuw", "blijft")}
    assert phases == {"oud": ar("Ended"), "nieuw": ar("InUse"), "blijft": ar("InUse")}
    assert later.as_of == date(2028, 1, 1)
    assert klein.model.value(NamedNode(BASE + "oud"), ar("lifecycle")) == ar("PhaseOut")
    assert list(later.relations) == list(klein.relations)


def test_plateaus_stand_by_day(klein: Workspace) -> None:
    assert [plateau.name.nl for plateau in plateaus(klein)] == ["Nu", "Straks"]


def test_landscape_of_2028_counts_the_phases_of_2028() -> None:
    town = open_workspace(ROOT / "models/voorbeeldstad", date(2026, 11, 22))
    day = date(2028, 1, 1)

    view = at_date(build_view(workspace_on(town, day), "landschap"), town, day)

    labels = {box.label for box in view.boxes}
    assert {"Zaaksysteem\n× tot 31 december 2027", "Zaakvoorziening\n● In gebruik"} <= labels
    assert "Publicatievoorziening Woo\n○ vanaf 1 juli 2028" in labels


def test_a_day_that_is_none_is_told() -> None:
    with pytest.raises(RequestFault, match="is no date"):
        parsed_day("morgen")
