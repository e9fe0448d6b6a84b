"""What the model says of one thing: facts, sentences, place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from archrepo.context_view import MOST_IN_COLUMN, context_view
from archrepo.element_facts import as_turtle, element_facts
from archrepo.turtle import parse
from archrepo.workspace import Workspace, open_workspace

BASE = "https://klein.example/id/"
MODEL = """@prefix : <https://klein.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

:team a am:BusinessActor ; rdfs:label "Team"@nl .
:balie a am:BusinessService ; rdfs:label "Balie"@nl .
:loket a am:BusinessService ; rdfs:label "Loket"@nl .
:gegeven a am:DataObject ; rdfs:label "Gegeven"@nl .
:kassa a am:ApplicationComponent ;
    rdfs:label "Kassa"@nl , "Till"@en ;
    ar:owner :team ; am:serves :balie , :loket ;
    ar:endOfSupport "2028-06-30"^^xsd:date ; ar:mfa true ;
    ar:cost [ ar:year 2026 ; ar:amountEuro 12500 ; ar:costKind ar:Licence ] ;
    ar:exitPlan <https://documenten.example/exit> .
:stroom a am:Flow ; am:source :bron ; am:target :kassa ; ar:carries :gegeven .
:bron a am:ApplicationComponent ; rdfs:label "Bron"@nl .
"""


def opened(folder: Path, text: str) -> Workspace:
    """Return the workspace of one file with that text."""
    (folder / "archrepo.toml").write_text(f'[workspace]\nname = "Klein"\nbase = "{BASE}"\n')
    (folder / "model.ttl").write_text(text)
    return open_workspace(folder, date(2026, 11, 22))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The small model."""
    return opened(tmp_path, MODEL)


def thing(name: str) -> ox.NamedNode:
    """Return the IRI of a thing of the small model."""
    return ox.NamedNode(BASE + name)


def read(workspace: Workspace, name: str) -> dict[str, list[str]]:
    """Return the facts of a thing as Dutch words by the Dutch name of the property."""
    return {
        fact.name.nl: [value.text.nl or " ".join(f"{n.nl} {v.nl}" for n, v in value.parts) for value in fact.values]
        for fact in element_facts(workspace, thing(name)).facts
    }


def test_values_read_as_people_write_them(workspace: Workspace) -> None:
    facts = read(workspace, "kassa")

    assert facts["einde ondersteuning"] == ["30 juni 2028"]
    assert facts["meervoudige verificatie"] == ["ja"]
    assert facts["kosten"] == ["jaar 2026 bedrag in euro 12.500 kostensoort Licentie"]


def test_link_of_the_thing_itself_is_a_fact_and_no_sentence(workspace: Workspace) -> None:
    facts = element_facts(workspace, thing("kassa"))

    assert read(workspace, "kassa")["eigenaar"] == ["Team"]
    assert "heeft als eigenaar" not in [sentence.verb.nl for sentence in facts.sentences]


def test_link_of_another_is_a_sentence(workspace: Workspace) -> None:
    sentences = element_facts(workspace, thing("team")).sentences

    assert [(found.verb.nl, [other.name.nl for other in found.neighbours]) for found in sentences] == [
        ("is eigenaar van", ["Kassa"])
    ]


def test_relations_with_one_verb_make_one_sentence(workspace: Workspace) -> None:
    first = element_facts(workspace, thing("kassa")).sentences[0]

    assert (first.verb.nl, first.is_outgoing) == ("bedient", True)
    assert [other.name.nl for other in first.neighbours] == ["Balie", "Loket"]


def test_flow_says_what_it_carries(workspace: Workspace) -> None:
    last = element_facts(workspace, thing("kassa")).sentences[-1]

    assert last.verb.nl == "ontvangt een stroom van"
    assert last.neighbours[0].remark.nl == "Gegeven"


def test_web_address_is_told_from_a_thing_of_the_model(workspace: Workspace) -> None:
    plan = next(fact for fact in element_facts(workspace, thing("kassa")).facts if fact.name.nl == "exitplan")

    assert (plan.values[0].address, plan.values[0].iri) == ("https://documenten.example/exit", None)


def test_relation_without_a_name_is_named_by_its_ends(workspace: Workspace) -> None:
    assert element_facts(workspace, thing("stroom")).name.nl == "Bron → Kassa"


def test_relation_reads_as_one_sentence(workspace: Workspace) -> None:
    between = element_facts(workspace, thing("stroom")).between

    assert between is not None
    assert (between.source_name.nl, between.verb.nl, between.target_name.nl) == ("Bron", "stroomt naar", "Kassa")
    assert element_facts(workspace, thing("kassa")).between is None


def test_place_is_the_line_where_the_thing_begins(workspace: Workspace) -> None:
    facts = element_facts(workspace, thing("kassa"))

    assert MODEL.splitlines()[facts.location.line - 1].startswith(":kassa a")
    assert facts.source_line.startswith(":kassa a")


def test_thing_that_nobody_knows_has_a_name_and_no_facts(workspace: Workspace) -> None:
    facts = element_facts(workspace, thing("niets"))

    assert (facts.name.nl, facts.facts, facts.sentences) == ("niets", (), ())


def test_turtle_of_a_thing_has_its_nodes_without_a_name(workspace: Workspace) -> None:
    triples = parse(as_turtle(workspace, thing("kassa")).encode(), "kassa.ttl")

    assert {triple[2].value for triple in triples} >= {"12500", "2026", "Till"}
    assert not any(triple[0] == thing("balie") for triple in triples)


def test_picture_puts_sources_left_and_targets_right(workspace: Workspace) -> None:
    view = context_view(workspace, thing("kassa"))

    assert view is not None
    x = {box.label: box.x for box in view.boxes}
    assert x["Bron"] < x["Kassa"] < x["Balie"]
    assert x["Balie"] == x["Loket"] == x["Team"]


def test_picture_says_how_many_it_leaves_out(tmp_path: Path) -> None:
    many = "".join(f':s{n} a am:BusinessService ; rdfs:label "S{n}"@nl . :kassa am:serves :s{n} .\n' for n in range(20))
    view = context_view(opened(tmp_path, MODEL + many), thing("kassa"))

    assert view is not None
    assert len([box for box in view.boxes if box.key.startswith("out")]) == MOST_IN_COLUMN
    assert "nog 11 relaties" in view.left_out[0].nl


def test_thing_without_relations_has_no_picture(workspace: Workspace) -> None:
    assert context_view(workspace, thing("stroom")) is None
