"""The views made of the example municipality: what is in them, and that they can be read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from pyoxigraph import NamedNode

from archrepo.diagrams import Artist, Notation, twin
from archrepo.diagrams.scoring import score
from archrepo.diagrams.text import Typesetter
from archrepo.errors import RequestFault
from archrepo.generated_views import build_view, list_views, surroundings
from archrepo.lettering import png_of
from archrepo.views import View
from archrepo.vocabulary import am
from archrepo.workspace import Workspace, open_workspace

BASE = "https://voorbeeldstad.example/id/"
CASES = {
    "landscape by domain": ("landschap", {}),
    "landscape by department": ("landschap", {"by": "ar:owner", "colour": "ar:hosting"}),
    "flows, one step": ("gegevensstromen", {"start": "zaaksysteem"}),
    "flows, two steps": ("gegevensstromen", {"start": "vergunningensysteem", "hops": "2"}),
    "flows, three steps": ("gegevensstromen", {"start": "bodemsysteem", "hops": "3"}),
    "chain of the Omgevingswet": ("keten", {"start": "dso-lv"}),
    "process to technology": ("lagen", {"process": "behandelen-omgevingsvergunning"}),
    "plateaus": ("plateaus", {}),
}


@pytest.fixture(scope="module")
def artist(voorbeeldstad: Workspace) -> Artist:
    return Artist(voorbeeldstad.metamodel)


@pytest.mark.parametrize(("name", "parameters"), CASES.values(), ids=CASES.keys())
def test_no_line_crosses_a_foreign_box_and_no_word_leaves_its_box(
    voorbeeldstad: Workspace,
    artist: Artist,
    text_outside: Callable[[View, str], list[str]],
    name: str,
    parameters: dict[str, str],
) -> None:
    placed = artist.place(build_view(voorbeeldstad, name, parameters))
    svg = artist.draw(placed)

    assert score(placed, Notation.of(voorbeeldstad.metamodel), Typesetter("nl")).lines_through_boxes == 0
    assert text_outside(placed, svg) == []
    etree.fromstring(svg.encode())


def test_every_view_in_the_list_can_be_made_of_its_examples(voorbeeldstad: Workspace) -> None:
    for info in list_views():
        view = build_view(voorbeeldstad, info.name, {each.name: each.example for each in info.parameters})

        assert view.boxes, info.name
        assert view.arrangement and info.title.nl and info.title.en and info.question.nl and info.question.en


def test_every_view_speaks_english(voorbeeldstad: Workspace) -> None:
    view = build_view(voorbeeldstad, "landschap", language="en")

    assert {"More than one domain", "Social domain"} <= {box.label for box in view.boxes}


def test_landscape_shows_each_running_application_once(voorbeeldstad: Workspace) -> None:
    view = build_view(voorbeeldstad, "landschap")

    wanted = {
        iri
        for iri, element in voorbeeldstad.elements.items()
        if element.kind.name == "ApplicationComponent"
        and voorbeeldstad.model.value(iri, NamedNode("https://w3id.org/archrepo/def#lifecycle"))
    }
    shown = [box.element for box in view.boxes if box.kind == "ApplicationComponent"]
    assert sorted(map(str, shown)) == sorted(map(str, wanted))


def test_colour_is_never_alone(voorbeeldstad: Workspace) -> None:
    view = build_view(voorbeeldstad, "landschap", {"colour": "ar:hosting"})

    coloured = [box for box in view.boxes if box.kind == "ApplicationComponent"]
    words = {text.nl.rpartition(" (")[0] for _, text in view.colours}
    assert all(box.label.split("\n")[-1] in words for box in coloured)
    assert len({fill for fill, _ in view.colours}) == len(view.colours)


def test_flow_line_says_data_standard_and_contract(voorbeeldstad: Workspace) -> None:
    view = build_view(voorbeeldstad, "keten", {"start": "dso-lv"})

    labels = {line.label for line in view.lines}
    assert (
        "Vergunningdossiers\nSTAM - Aanvragen en meldingen (actueel)\nAansluiting digitaal stelsel omgevingswet"
        in labels
    )
    assert all(line.kind == "Flow" for line in view.lines)


def test_more_steps_show_more(voorbeeldstad: Workspace) -> None:
    sizes = [
        len(build_view(voorbeeldstad, "gegevensstromen", {"start": "bodemsysteem", "hops": hops}).boxes)
        for hops in ("1", "2", "3")
    ]

    assert 1 < sizes[0] < sizes[1] <= sizes[2]


def test_flows_are_all_and_only_those_of_the_start(voorbeeldstad: Workspace) -> None:
    view = build_view(voorbeeldstad, "gegevensstromen", {"start": "zaaksysteem"})

    start = NamedNode(BASE + "zaaksysteem")
    relations = voorbeeldstad.relations
    flows = {
        relation.node
        for relation in (*relations.outgoing(start), *relations.incoming(start))
        if relation.kind.iri == am("Flow")
    }
    assert {line.relation for line in view.lines} == flows


def test_view_of_nothing_says_so(voorbeeldstad: Workspace, artist: Artist) -> None:
    view = build_view(voorbeeldstad, "gegevensstromen", {"start": "college"})

    assert view.boxes == ()
    assert "Er is niets om te tonen." in artist.draw(view)


def test_unknown_view_names_the_known_ones(voorbeeldstad: Workspace) -> None:
    with pytest.raises(RequestFault) as caught:
        build_view(voorbeeldstad, "nergens")

    assert caught.value.remedy is not None and "landschap" in caught.value.remedy.nl


def test_start_that_is_not_in_the_model_is_refused(voorbeeldstad: Workspace) -> None:
    with pytest.raises(RequestFault):
        build_view(voorbeeldstad, "gegevensstromen", {"start": "bestaat-niet"})


@pytest.mark.parametrize("name", ["zaaksysteem", "gemeente", "persoonsgegevens", "servicebus", "behandelen-klacht"])
def test_surroundings_of_an_element_can_be_read(
    voorbeeldstad: Workspace, artist: Artist, text_outside: Callable[[View, str], list[str]], name: str
) -> None:
    placed = artist.place(surroundings(voorbeeldstad, NamedNode(BASE + name)))

    assert score(placed, Notation.of(voorbeeldstad.metamodel), Typesetter("nl")).lines_through_boxes == 0
    assert text_outside(placed, artist.draw(placed)) == []


def test_surroundings_of_nothing_are_refused(voorbeeldstad: Workspace) -> None:
    with pytest.raises(RequestFault):
        surroundings(voorbeeldstad, NamedNode("https://x.example/nowhere"))


def test_twin_says_every_box_and_every_line(voorbeeldstad: Workspace) -> None:
    view = build_view(voorbeeldstad, "lagen", {"process": "behandelen-omgevingsvergunning"})

    words = twin(view, voorbeeldstad.metamodel)

    assert [row[0].words for row in words.boxes.rows] == [box.label for box in view.boxes]
    assert ("Vergunningensysteem", "bedient", "Behandelen van een omgevingsvergunning") in {
        tuple(cell.words for cell in row[:3]) for row in words.lines.rows
    }
    assert words.sentences[0] == (
        "Welke applicaties, techniek en leveranciers heeft ‘Behandelen van een omgevingsvergunning’ nodig?"
    )


def test_picture_becomes_a_png_with_its_words(voorbeeldstad: Workspace, artist: Artist) -> None:
    svg = artist.draw(build_view(voorbeeldstad, "plateaus"))

    png = png_of(svg)

    assert png.startswith(b"\x89PNG")
    assert len(png) > 1.3 * len(png_of("".join(part.split("<text")[0] for part in svg.split("</text>"))))


SMALL = """
@prefix : <https://x.example/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:proces a am:BusinessProcess ; rdfs:label "Proces"@nl .
:dienst a am:ApplicationService ; rdfs:label "Dienst"@nl ; am:serves :proces .
:zaak a am:ApplicationComponent ; rdfs:label "Zaaksysteem"@nl ; am:realizes :dienst ; am:flowsTo :dms , :archief .
:dms a am:ApplicationComponent ; rdfs:label "DMS"@nl ; am:serves :zaak .
:server a am:Node ; rdfs:label "Server"@nl ; am:serves :dms .
:net a am:CommunicationNetwork ; rdfs:label "Net"@nl ; am:serves :server .
:archief a am:ApplicationComponent ; rdfs:label "Archief"@nl ; am:serves :ander .
:ander a am:BusinessProcess ; rdfs:label "Ander proces"@nl ; am:serves :proces .
:f a am:Flow ; rdfs:label "Levering"@nl ; am:source :zaak ; am:target :dms .
"""


def of_turtle(folder: Path, turtle: str = SMALL) -> Workspace:
    (folder / "archrepo.toml").write_text(
        '[workspace]\nname = "Proef"\nbase = "https://x.example/"\n[files]\nmodel = ["*.ttl"]\n', encoding="utf-8"
    )
    (folder / "model.ttl").write_text(turtle, encoding="utf-8")
    return open_workspace(folder, date(2026, 11, 22))


def lines_of(view: View) -> set[tuple[str, str]]:
    labels = {box.key: box.label for box in view.boxes}
    return {(labels[line.source], labels[line.target]) for line in view.lines}


def test_layers_follow_the_chain_through_a_realised_service_but_through_no_other_process(tmp_path: Path) -> None:
    view = build_view(of_turtle(tmp_path), "lagen", {"process": "proces"})

    assert lines_of(view) == {
        ("Dienst", "Proces"),
        ("Zaaksysteem", "Dienst"),
        ("DMS", "Zaaksysteem"),
        ("Server", "DMS"),
    }
    assert [text.nl for text in view.left_out] == [
        "Aantal onderdelen dat meer dan vier stappen verder ligt en er niet bij staat: 1."
    ]


@pytest.mark.parametrize("name", ["gegevensstromen", "keten"])
def test_flow_written_as_a_plain_triple_is_drawn_and_a_flow_written_twice_once(tmp_path: Path, name: str) -> None:
    view = build_view(of_turtle(tmp_path), name, {"start": "zaak"})

    assert lines_of(view) == {("Zaaksysteem", "DMS"), ("Zaaksysteem", "Archief")}
    assert len(view.lines) == 2
    assert {line.label for line in view.lines} == {"Levering", ""}


def test_landscape_of_a_model_without_life_cycles_shows_all_and_says_why_it_has_no_colour(tmp_path: Path) -> None:
    view = build_view(of_turtle(tmp_path), "landschap")

    assert [box.label for box in view.boxes] == ["Zonder domein", "Archief", "DMS", "Zaaksysteem"]
    assert view.colours == ()
    assert view.left_out[0].nl.startswith("Er zijn geen kleuren")


def test_landscape_shows_an_application_without_a_domain_or_a_dutch_name(tmp_path: Path) -> None:
    turtle = SMALL.replace('rdfs:label "DMS"@nl', 'rdfs:label "Document store"@en ; ar:lifecycle ar:InUse')
    view = build_view(of_turtle(tmp_path, turtle), "landschap")

    assert [box.label.split("\n")[0] for box in view.boxes] == ["Zonder domein", "Document store"]
