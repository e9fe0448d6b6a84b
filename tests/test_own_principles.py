"""A municipality's own principles: read from its shapes folder, run by the fast engine or by pySHACL."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from archrepo.errors import ConfigurationFault
from archrepo.findings import Finding
from archrepo.principles import book_of
from archrepo.validation import validate
from archrepo.workspace import load_ontology, open_workspace

HEADER = """
@prefix : <https://m.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix principle: <https://w3id.org/archrepo/principle/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
PRINCIPLE = """
principle:EIGEN-01 a sh:NodeShape , ar:Principle ;
    skos:notation "EIGEN-01" ; rdfs:label "Korte naam"@nl , "Short name"@en ;
    rdfs:comment "Een naam is kort."@nl , "A name is short."@en ;
    ar:rationale "Korte namen onthoudt men."@nl , "Short names are remembered."@en ;
    ar:remedy "kies een korte naam"@nl , "choose a short name"@en ;
    sh:message "heeft een lange naam"@nl , "has a long name"@en ;
    sh:targetClass am:ApplicationComponent ; RULE .
"""
MODEL = """
:kort a am:ApplicationComponent ; rdfs:label "Kort"@nl .
:lang a am:ApplicationComponent ; rdfs:label "Een veel te lange naam"@nl .
"""
CORE = "sh:path rdfs:label ; sh:maxLength 10"
BEYOND_CORE = (
    'sh:not [ sh:sparql [ sh:select "SELECT $this WHERE { $this <http://www.w3.org/2000/01/rdf-schema#label> ?name . '
    'FILTER (STRLEN(?name) <= 10) }" ] ]'
)


def findings(folder: Path, rule: str) -> list[Finding]:
    (folder / "archrepo.toml").write_text('[workspace]\nname = "M"\nbase = "https://m.example/id/"\n', encoding="utf-8")
    (folder / "model.ttl").write_text(HEADER + MODEL, encoding="utf-8")
    (folder / "shapes").mkdir()
    (folder / "shapes/eigen.ttl").write_text(HEADER + PRINCIPLE.replace("RULE", rule), encoding="utf-8")
    workspace = open_workspace(folder, date(2026, 11, 22), ontology=load_ontology())
    return list(validate(workspace, book_of(workspace), only={"EIGEN-01"}).findings)


@pytest.mark.parametrize("rule", [CORE, BEYOND_CORE], ids=["core", "beyond core"])
def test_an_own_principle_is_judged_by_whichever_engine_knows_its_rule(tmp_path: Path, rule: str) -> None:
    (found,) = findings(tmp_path, rule)

    assert found.label.nl == "Een veel te lange naam"
    assert found.location.path == "model.ttl"
    assert found.message.en == "has a long name"


@pytest.mark.parametrize(
    "rule",
    [
        'sh:sparql [ sh:select "SELECT $this WHERE { nonsense" ]',
        'sh:sparql [ sh:select "SELECT ?other WHERE { ?other ?p ?o }" ]',
        "sh:path [ sh:inversePth rdfs:label ] ; sh:minCount 1",
        'sh:not [ sh:sparql [ sh:select "SELECT $this WHERE { VALUES ?a { 1 } }" ] ]',
    ],
)
def test_a_rule_that_cannot_be_run_is_an_error_at_its_principle_and_not_a_finding(tmp_path: Path, rule: str) -> None:
    with pytest.raises(ConfigurationFault) as caught:
        findings(tmp_path, rule)

    assert "EIGEN-01" in caught.value.text.nl
    assert caught.value.location is not None
    assert caught.value.location.path == "shapes/eigen.ttl"
    assert caught.value.remedy is not None


def test_an_own_principle_without_a_remedy_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationFault) as caught:
        findings(
            tmp_path, CORE + " .\nprinciple:EIGEN-02 a sh:NodeShape , ar:Principle ; rdfs:label 'Half'@nl , 'Half'@en"
        )

    assert "EIGEN-02" in caught.value.text.en
    assert str(caught.value.location).startswith("shapes/eigen.ttl:")
