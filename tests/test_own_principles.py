"""A municipality's own principles: read from its shapes folder, run by the fast engine or by pySHACL."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from the_knowledge import shipped_ontology

from archrepo.errors import ConfigurationFault
from archrepo.findings import Finding, Verdict
from archrepo.principles import book_of
from archrepo.validation import validate
from archrepo.workspace import open_workspace

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
    workspace = open_workspace(folder, date(2026, 11, 22), ontology=shipped_ontology())
    return list(validate(workspace, book_of(workspace), only={"EIGEN-01"}).findings)


UNBOUND = (
    'sh:sparql [ sh:select "SELECT $this WHERE { FILTER NOT EXISTS { $this '
    '<http://www.w3.org/2000/01/rdf-schema#label> ?name . FILTER (STRLEN(?name) <= 10) } }" ]'
)
COUNTED = (
    'sh:sparql [ sh:select "SELECT $this WHERE { OPTIONAL { $this <http://www.w3.org/2000/01/rdf-schema#label> ?name . '
    'FILTER (STRLEN(?name) <= 10) } } GROUP BY $this HAVING (COUNT(?name) = 0)" ]'
)
NESTED = (
    'sh:property [ sh:path rdfs:label ; sh:sparql [ sh:select "SELECT $this ?value WHERE { $this $PATH ?value . '
    'FILTER (STRLEN(?value) > 10) }" ] ]'
)
COMPONENT = """:maxFoo 10 . :MaxFoo a sh:ConstraintComponent ; sh:parameter [ sh:path :maxFoo ] ;
    sh:nodeValidator [ a sh:SPARQLSelectValidator ; sh:select "SELECT $this WHERE {
        $this <http://www.w3.org/2000/01/rdf-schema#label> ?name . FILTER (STRLEN(?name) > $maxFoo) }" ]""".replace(
    "\n", " "
)
RULES = {
    "core": CORE,
    "question on an inner shape": BEYOND_CORE,
    "question that binds nothing itself": UNBOUND,
    "question that counts what is not there": COUNTED,
    "question on a property with its path": NESTED,
    "own constraint component": COMPONENT,
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
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
        "sh:path rdfs:label ; sh:mincount 1",
        "sh:target [ a sh:SPARQLTarget ] ; sh:path rdfs:label ; sh:minCount 1",
        "sh:path rdfs:label ; sh:pattern '('",
        "sh:path rdfs:label ; sh:minCount 'een'",
        "sh:path rdfs:label ; sh:equals 'een'",
        "sh:path rdfs:label ; sh:in 3",
        "sh:or [ sh:path rdfs:label ; sh:minCount 1 ]",
        "sh:path rdfs:label ; sh:nodeKind sh:Iri",
        "sh:path [ sh:alternativePath () ] ; sh:minCount 1",
        "sh:path _:ring ; sh:minCount 1 . _:ring sh:inversePath _:ring",
        "sh:node principle:EIGEN-01",
        "sh:path rdfs:label ; sh:minCount 1 ; ar:inForceFrom 'ooit'",
    ],
)
def test_a_rule_that_cannot_be_run_is_an_error_at_its_principle_and_not_a_finding(tmp_path: Path, rule: str) -> None:
    with pytest.raises(ConfigurationFault) as caught:
        findings(tmp_path, rule)

    assert "EIGEN-01" in caught.value.text.nl
    assert caught.value.location is not None
    assert caught.value.location.path == "shapes/eigen.ttl"
    assert caught.value.remedy is not None


def test_a_deactivated_principle_judges_nobody(tmp_path: Path) -> None:
    assert findings(tmp_path, CORE + " ; sh:deactivated true") == []


def test_a_rule_that_is_not_in_force_yet_judges_nobody_also_when_it_is_a_check(tmp_path: Path) -> None:
    rule = "ar:check 'dangling-references' ; ar:inForceFrom '2099-01-01'^^xsd:date"

    assert findings(tmp_path, rule) == []


def test_a_needed_fact_may_be_a_path_against_the_direction(tmp_path: Path) -> None:
    (one, other) = findings(tmp_path, CORE + " ; ar:needs [ sh:inversePath am:flowsTo ]")

    assert {one.verdict, other.verdict} == {Verdict.UNKNOWN}
    assert "`am:flowsTo`" in one.remedy.nl


def test_an_own_file_may_not_change_a_shipped_principle(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationFault) as caught:
        findings(tmp_path, CORE + " .\nprinciple:GOV-02 sh:severity sh:Info")

    assert "GOV-02" in caught.value.text.nl
    assert str(caught.value.location).startswith("shapes/eigen.ttl:")


def test_an_own_principle_without_a_remedy_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationFault) as caught:
        findings(
            tmp_path, CORE + " .\nprinciple:EIGEN-02 a sh:NodeShape , ar:Principle ; rdfs:label 'Half'@nl , 'Half'@en"
        )

    assert "EIGEN-02" in caught.value.text.en
    assert str(caught.value.location).startswith("shapes/eigen.ttl:")
