"""A model file that was exported and edited becomes a change of the Turtle that it came from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from the_knowledge import shipped_ontology

from archrepo.amending import amended, told
from archrepo.errors import RequestFault
from archrepo.exchange.bringing_back import brought_back
from archrepo.exchange.carried import STATE, without
from archrepo.exchange.gathering import gather
from archrepo.exchange.model import FileElement, Phrase, Property
from archrepo.exchange.writing import write_model
from archrepo.landscape import Proposal
from archrepo.workspace import Workspace, open_workspace

ONTOLOGY = shipped_ontology()
DAY = date(2026, 11, 22)
BASE = "https://proef.example/id/"
TURTLE = f"""@prefix : <{BASE}> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

:m a am:Model ; rdfs:label "Proef"@nl ; am:language "3.2" .

# het hart van de dienstverlening
:zaaksysteem a am:ApplicationComponent ; rdfs:label "Zaaksysteem"@nl , "Case system"@en ;
    ar:users 410 ; ar:inUseFrom "2016-05-01"^^xsd:date ;  # sinds de overstap
    ar:cost [ ar:year 2025 ; ar:amountEuro 1100 ] , [ ar:year 2026 ; ar:amountEuro 1200 ] ;
    ar:owner :beheer ; ar:supplier :zaakwerk .

:beheer a ar:Department ; rdfs:label "Beheer"@nl .
:zaakwerk a ar:Supplier ; rdfs:label "Zaakwerk"@nl .

:vw a ar:Processing ; rdfs:label "Verwerking"@nl ; ar:inComponent :zaaksysteem ; ar:profiling false .
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "archrepo.toml").write_text(f'[workspace]\nname = "P"\nbase = "{BASE}"\n\n[files]\nmodel = ["*.ttl"]\n')
    (tmp_path / "model.ttl").write_text(TURTLE, encoding="utf-8", newline="")
    return open_workspace(tmp_path, DAY, ontology=ONTOLOGY)


@pytest.fixture(params=["archimate", "ameff"])
def edited(request: pytest.FixtureRequest, workspace: Workspace, tmp_path: Path) -> Callable[..., Proposal]:
    """A function that replaces words in an exported file and brings it back."""

    def run(*edits: tuple[str, str]) -> Proposal:
        text = write_model(gather(workspace), request.param).data.decode()
        for old, new in edits:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "model.xml"
        path.write_text(text, encoding="utf-8", newline="")
        return brought_back(workspace, path)

    return run


def lines(workspace: Workspace, proposal: Proposal, removed: bool = False) -> list[str]:
    gone = proposal.gone if removed else ()
    changes = amended(workspace, proposal.amendments, removed=gone, new_file=proposal.new_files).changes
    return [line for one in changes for line in one.lines() if line[0] in "+-" and line[:3] not in ("+++", "---")]


def test_an_untouched_file_changes_nothing(workspace: Workspace, edited: Callable[..., Proposal]) -> None:
    proposal = edited()

    assert (proposal.amendments, proposal.gone, proposal.faults, proposal.remarks) == ((), (), (), ())


def test_an_edited_value_changes_its_own_words_and_no_others(
    workspace: Workspace, edited: Callable[..., Proposal]
) -> None:
    assert lines(workspace, edited(("2016-05-01", "1 juni 2016"))) == [
        '-    ar:users 410 ; ar:inUseFrom "2016-05-01"^^xsd:date ;  # sinds de overstap',
        '+    ar:users 410 ; ar:inUseFrom "2016-06-01"^^xsd:date ;  # sinds de overstap',
    ]


def test_an_edit_between_brackets_leaves_the_other_node_as_it_was_written(
    workspace: Workspace, edited: Callable[..., Proposal]
) -> None:
    _, line = lines(workspace, edited(("ar:amountEuro 1200", "ar:amountEuro 1300")))

    assert "[ ar:year 2025 ; ar:amountEuro 1100 ]" in line
    assert "[ ar:amountEuro 1300 ; ar:year 2026 ]" in line


def test_a_thing_that_is_no_concept_is_edited_too(workspace: Workspace, edited: Callable[..., Proposal]) -> None:
    old, new = lines(workspace, edited(("ar:profiling false", "ar:profiling true")))

    assert (old.replace("false", "true")[1:], new[0]) == (new[1:], "+")


def test_a_link_to_another_element_moves_the_link(workspace: Workspace, edited: Callable[..., Proposal]) -> None:
    proposal = edited(('target="beheer"', 'target="zaakwerk"'))

    assert [text.nl for text in told(workspace, proposal.amendments)] == [
        "Zaaksysteem: 'eigenaar' wordt Zaakwerk; was Beheer"
    ]


def test_what_cannot_be_read_stands_in_the_way(edited: Callable[..., Proposal]) -> None:
    (fault,) = edited(("2016-05-01", "ooit")).faults

    assert fault.place == "'Zaaksysteem', eigenschap ar:inUseFrom"
    assert fault.text.nl == "'ooit' is geen datum"


def test_an_element_that_left_the_file_goes_only_when_asked(workspace: Workspace, tmp_path: Path) -> None:
    other = open_workspace(tmp_path, DAY, ontology=ONTOLOGY)
    text = TURTLE.replace(':beheer a ar:Department ; rdfs:label "Beheer"@nl .', "").replace("ar:owner :beheer ; ", "")
    (tmp_path / "model.ttl").write_text(text, encoding="utf-8", newline="")
    path = tmp_path / "model.archimate"
    model = gather(open_workspace(tmp_path, DAY, ontology=ONTOLOGY))
    model = replace(model, properties=without(model.properties, [STATE]))
    path.write_bytes(write_model(model, "archimate").data)

    proposal = brought_back(other, path)

    assert [one.value for one in proposal.gone] == [BASE + "beheer"]
    assert not any("Department" in line for line in lines(other, proposal))
    assert any("ar:Department" in line for line in lines(other, proposal, removed=True))


@pytest.mark.parametrize("name", ["archimate", "ameff"])
def test_a_new_element_goes_where_its_kind_stands(name: str, workspace: Workspace, tmp_path: Path) -> None:
    model = gather(workspace)
    new = FileElement(
        "id-nieuw",
        "BusinessActor",
        (Phrase("Nieuwe BV", "nl"),),
        properties=(Property("rdf:type", "ar:Supplier"), Property("ar:jurisdiction", "country:NLD")),
    )
    path = tmp_path / "model.xml"
    path.write_bytes(write_model(replace(model, elements=(*model.elements, new)), name).data)

    proposal = brought_back(workspace, path)

    assert list(proposal.new_files.values()) == ["model.ttl"]
    added = [line for line in lines(workspace, proposal) if line != "+"]
    assert all(line.startswith("+") for line in added)
    assert "+:id-nieuw a ar:Supplier ;" in added


def test_a_new_element_stays_out_of_a_file_with_elements_of_others(workspace: Workspace, tmp_path: Path) -> None:
    others = "".join(f"<https://elders.example/id/{at}> a am:ApplicationComponent .\n" for at in range(5))
    (tmp_path / "gemma.ttl").write_text(f"@prefix am: <https://purl.org/archimate#> .\n{others}", encoding="utf-8")
    both = open_workspace(tmp_path, DAY, ontology=ONTOLOGY)
    model, path = gather(both), tmp_path / "model.xml"
    new = FileElement("id-nieuw", "ApplicationComponent", (Phrase("Afsprakensysteem", "nl"),))
    path.write_bytes(write_model(replace(model, elements=(*model.elements, new)), "archimate").data)

    assert list(brought_back(both, path).new_files.values()) == ["model.ttl"]


def test_the_file_of_another_model_is_refused(workspace: Workspace, edited: Callable[..., Proposal]) -> None:
    with pytest.raises(RequestFault, match="comes from another model"):
        edited((BASE, "https://elders.example/id/"))
