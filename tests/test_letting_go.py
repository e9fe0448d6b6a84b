"""What goes takes along the relations that end in it and the values that point to it, but no fact without a name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pyoxigraph import NamedNode
from the_knowledge import shipped_ontology

from archrepo.landscape import Proposal
from archrepo.reporting.amendment_text import amending, summary_lines
from archrepo.vocabulary import AM, AR
from archrepo.workspace import Workspace, open_workspace

BASE = "https://proef.example/id/"
MODEL = f"""@prefix : <{BASE}> .
@prefix am: <{AM}> .
@prefix ar: <{AR}> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

:oud a am:ApplicationComponent ; rdfs:label "Oud"@nl .
:nieuw a am:ApplicationComponent ; rdfs:label "Nieuw"@nl ; ar:replaces :oud , :ander .
:ander a am:ApplicationComponent ; rdfs:label "Ander"@nl .
:stroom a am:FlowRelationship ; am:source :oud ; am:target :nieuw .
:over a am:AssociationRelationship ; am:source :ander ; am:target :stroom .
"""


def opened(folder: Path, more: str = "") -> Workspace:
    said = f'[workspace]\nname = "Proef"\nbase = "{BASE}"\n\n[files]\nmodel = ["*.ttl"]\n'
    (folder / "archrepo.toml").write_text(said, "utf-8")
    (folder / "model.ttl").write_text(MODEL + more, "utf-8")
    return open_workspace(folder, date(2026, 11, 22), ontology=shipped_ontology())


def proposal(name: str) -> Proposal:
    return Proposal((), {}, (NamedNode(BASE + name),), (), (), ())


def test_values_and_relations_that_point_to_what_goes_go_in_the_same_change(tmp_path: Path) -> None:
    found = amending(opened(tmp_path), proposal("oud"), removals=True, is_decided=False)

    (change,) = found.result.changes
    assert found.may_be_written
    assert not any(name in change.after for name in (":oud", ":stroom", ":over"))
    assert "ar:replaces :ander" in change.after


def test_without_removals_all_stays(tmp_path: Path) -> None:
    found = amending(opened(tmp_path), proposal("oud"), removals=False, is_decided=False)

    assert found.result.changes == ()


def test_a_fact_without_a_name_that_points_to_what_goes_is_told_by_place_and_stops_the_writing(tmp_path: Path) -> None:
    workspace = opened(tmp_path, ":ander ar:cost [ ar:amountEuro 5 ; ar:supplier :oud ] .\n")

    found = amending(workspace, proposal("oud"), removals=True, is_decided=False)

    assert not found.may_be_written
    assert any("model.ttl:11: wijst er nog naar" in line for line in summary_lines(workspace, found, "nl"))
