"""The worklist: each missing fact with who knows it, and every fact that a principle needs has somebody to ask."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from the_knowledge import shipped_book, shipped_ontology

from archrepo.errors import RequestFault
from archrepo.findings import Verdict
from archrepo.missing_facts import Informant, asked_of, missing_facts
from archrepo.principles import book_of
from archrepo.profiles import find_profile, read_profiles
from archrepo.reporting.markdown import escaped, one_line, with_code
from archrepo.reporting.missing_text import missing_form, missing_markdown, missing_rows, missing_text
from archrepo.reporting.table import rows_csv
from archrepo.validation import validate
from archrepo.validation.paths import read_path
from archrepo.vocabulary import ASKED_OF, INFORMANT, TYPE
from archrepo.workspace import Workspace, open_workspace

BOOK = shipped_book()
ONTOLOGY = shipped_ontology()
MODEL = """@prefix : <https://m.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:zorg a ar:Department ; rdfs:label "Zorg"@nl , "Care"@en .
:een a am:ApplicationComponent ; rdfs:label "=HYPERLINK(1)"@nl ; ar:owner :zorg ; ar:lifecycle ar:InUse .
:twee a am:ApplicationComponent ; rdfs:label "Twee <b>|vet|</b>"@nl ; ar:lifecycle ar:InUse .
:dienst a am:BusinessService ; rdfs:label "Dienst"@nl ; ar:owner :zorg ; ar:lifecycle ar:InUse ;
    ar:audience ar:Residents ; ar:channel ar:Website , ar:Counter ; ar:leadsToCase true .
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Two components and a service of which little is known."""
    folder = tmp_path_factory.mktemp("m")
    (folder / "archrepo.toml").write_text('[workspace]\nname = "M"\nbase = "https://m.example/id/"\n')
    (folder / "model.ttl").write_text(MODEL)
    return open_workspace(folder, date(2026, 11, 22), ontology=ONTOLOGY)


@pytest.fixture(scope="module")
def worklist(workspace: Workspace) -> tuple[Informant, ...]:
    """What is missing in it."""
    return missing_facts(workspace, BOOK, validate(workspace, BOOK))


def test_every_fact_that_a_principle_needs_has_somebody_to_ask() -> None:
    vocabulary = ONTOLOGY.graph
    needed = {
        (principle.id, read_path(BOOK.shapes, path).predicates[0])
        for principle in BOOK
        for path in (*principle.needs, *principle.applicability_needs)
    }

    assert len(needed) > 80
    assert sorted((name, fact.value) for name, fact in needed if not vocabulary.objects(fact, ASKED_OF)) == []
    for _, fact in needed:
        assert all(vocabulary.has(role, TYPE, INFORMANT) for role in vocabulary.objects(fact, ASKED_OF))


def test_worklist_holds_every_missing_fact_of_every_unknown_verdict(
    workspace: Workspace, worklist: tuple[Informant, ...]
) -> None:
    report = validate(workspace, BOOK)
    unknown = [judged for judged in report.judgements if judged.verdict is Verdict.UNKNOWN]
    expected = {
        (fact, judged.subject, judged.principle)
        for judged in unknown
        for fact in (judged.missing or (judged.principle,))
    }

    found = {
        (fact.key, subject.subject, principle)
        for one in worklist
        for fact in one.facts
        for subject in fact.subjects
        for principle in subject.principles
    }

    assert len(expected) > 20
    assert found == expected


def test_one_fact_for_several_principles_is_asked_once(worklist: tuple[Informant, ...]) -> None:
    (exposed,) = (fact for one in worklist for fact in one.facts if fact.key == "ar:internetFacing")

    assert len({subject.subject for subject in exposed.subjects}) == len(exposed.subjects) == 2
    assert all(len(subject.principles) > 1 for subject in exposed.subjects)
    assert {subject.owner.nl for subject in exposed.subjects} == {"Zorg", "geen eigenaar"}
    assert exposed.write.nl == "`ar:internetFacing true` of `ar:internetFacing false`"


def test_unanswered_question_is_asked_with_its_words(worklist: tuple[Informant, ...]) -> None:
    (asked,) = (fact for one in worklist for fact in one.facts if fact.key == "DIE-08")

    assert asked.name.nl.endswith("?")
    assert "ar:ofPrinciple principle:DIE-08" in asked.write.nl


def test_profile_narrows_the_worklist(workspace: Workspace) -> None:
    audit = find_profile(read_profiles(BOOK, ONTOLOGY.graph), "audit")

    found = missing_facts(workspace, BOOK, validate(workspace, BOOK), audit)

    principles = {name for one in found for fact in one.facts for each in fact.subjects for name in each.principles}
    assert principles
    assert all(audit.weight_of(name) for name in principles)


@pytest.mark.parametrize("name", ["CISO", "ciso", "SecurityOfficer", "ar:SecurityOfficer", "security officer"])
def test_role_is_found_by_name_and_by_term(workspace: Workspace, worklist: tuple[Informant, ...], name: str) -> None:
    (found,) = asked_of(workspace, worklist, name)

    assert found.key == "SecurityOfficer"


def test_role_without_work_gets_an_empty_list_and_no_role_a_fault(
    workspace: Workspace, worklist: tuple[Informant, ...]
) -> None:
    assert asked_of(workspace, worklist, "projectleider") == ()
    with pytest.raises(RequestFault) as caught:
        asked_of(workspace, worklist, "contractmanger")
    assert caught.value.remedy is not None
    assert "contractmanager" in caught.value.remedy.nl


def test_rows_survive_a_spreadsheet_and_no_cell_is_a_formula(worklist: tuple[Informant, ...]) -> None:
    rows = list(csv.reader(io.StringIO(rows_csv(missing_rows(worklist, "nl")))))

    assert len(rows) == 1 + sum(one.count for one in worklist)
    assert {len(row) for row in rows} == {9}
    cells = [cell for row in rows for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert [cell for cell in cells if cell.startswith(("=", "@", "+"))] == []


@pytest.mark.parametrize("formula", ["=1", "@a", "\t=1", "\r=1", "-1+cmd|' /C calc'!A0", "+1+1", "-2+3", "＝1"])
def test_cell_that_a_spreadsheet_would_run_gets_a_quote(formula: str) -> None:
    assert rows_csv([[formula]]).lstrip('"').startswith("'")


@pytest.mark.parametrize("number", ["-12", "+31", "-1.234,50", "0"])
def test_number_stays_a_number(number: str) -> None:
    assert number in next(iter(csv.reader(io.StringIO(rows_csv([[number]])))))


def test_words_and_fields_tell_the_same(workspace: Workspace, worklist: tuple[Informant, ...]) -> None:
    text = "\n".join(missing_text(worklist, "nl"))
    form = missing_form(worklist, workspace.as_of, "en")

    assert form["schema"] == "archrepo/missing/1"
    for one in worklist:
        assert f"{one.name.nl} ({one.count})\n" in text
        for fact in one.facts:
            assert f"schrijf: {fact.write.nl}" in text
    assert "Er ontbreekt niets" in "\n".join(missing_text((), "nl"))


def test_words_of_the_model_stay_words_in_markdown(worklist: tuple[Informant, ...]) -> None:
    text = "\n".join(missing_markdown(worklist, "nl"))

    assert "<b>" not in text
    assert "Twee &lt;b>\\|vet\\|&lt;/b>" in text
    tables = [line for line in text.splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in tables} == {7}


def test_hostile_words_are_shown_and_do_nothing() -> None:
    assert one_line("a\n\n# b\x1b[31m\u202e") == "a # b[31m"
    assert escaped("# kop") == "\\# kop"
    assert escaped("[x](javascript:1)") == "\\[x\\](javascript:1)"
    assert escaped("<script>") == "&lt;script>"
    assert escaped("1. een") == "1\\. een"
    assert "://" not in escaped("https://kwaad.example")
    assert with_code("`ar:a true` of `b|c`") == "`ar:a true` of `b\\|c`"


OWN = """@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix principle: <https://w3id.org/archrepo/principle/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
principle:DRP-01 a sh:PropertyShape , ar:Principle ;
    rdfs:label "Kleur"@nl , "Colour"@en ; rdfs:comment "Het heeft een kleur."@nl , "It has a colour."@en ;
    ar:rationale "Daarom."@nl , "Therefore."@en ; ar:remedy "Kies."@nl , "Choose."@en ;
    sh:message "heeft geen kleur"@nl , "has no colour"@en ; sh:targetClass am:ApplicationComponent ;
    ar:needs <https://dorp.example/def#kleur> ; sh:path <https://dorp.example/def#kleur> ; sh:minCount 1 .
"""


def test_own_fact_that_nobody_is_named_for_stands_last(tmp_path: Path) -> None:
    (tmp_path / "archrepo.toml").write_text(
        '[workspace]\nname = "D"\nbase = "https://m.example/id/"\n[files]\nmodel = ["model.ttl"]\n'
    )
    (tmp_path / "model.ttl").write_text(MODEL)
    (tmp_path / "shapes").mkdir()
    (tmp_path / "shapes" / "dorp.ttl").write_text(OWN)
    workspace = open_workspace(tmp_path, date(2026, 11, 22), ontology=ONTOLOGY)
    book = book_of(workspace)

    found = missing_facts(workspace, book, validate(workspace, book))

    assert [fact.key for fact in found[-1].facts] == ["<https://dorp.example/def#kleur>"]
    assert (found[-1].key, found[-1].name.en) == ("-", "nobody named")
    assert asked_of(workspace, found, "niemand aangewezen") == found[-1:]
