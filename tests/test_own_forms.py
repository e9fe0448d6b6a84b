"""What a principle can say beyond SHACL core: dates by the run, words per part, weights in time, questions to us."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from reference_runs import SharedReference
from test_own_principles import HEADER
from the_knowledge import shipped_ontology

from archrepo.errors import ConfigurationFault
from archrepo.findings import Finding, Severity, Verdict
from archrepo.principles import book_of
from archrepo.validation import Judge, validate
from archrepo.workspace import Workspace, open_workspace

ONTOLOGY = shipped_ontology()
REFERENCE = SharedReference(ONTOLOGY)
TEXTS = """
principle:EIGEN-01 a sh:NodeShape , ar:Principle ;
    skos:notation "EIGEN-01" ; rdfs:label "Proef"@nl , "Trial"@en ;
    rdfs:comment "Het klopt."@nl , "It is right."@en ;
    ar:rationale "Anders niet."@nl , "Else not."@en ;
    ar:remedy "maak het goed"@nl , "make it right"@en ;
    sh:message "klopt niet"@nl , "is not right"@en ;
    sh:targetClass am:ApplicationComponent ; RULE .
"""


def opened(folder: Path, rule: str, model: str, as_of: date = date(2026, 11, 22)) -> Workspace:
    (folder / "archrepo.toml").write_text('[workspace]\nname = "M"\nbase = "https://m.example/id/"\n', encoding="utf-8")
    (folder / "model.ttl").write_text(HEADER + model, encoding="utf-8")
    (folder / "shapes").mkdir(exist_ok=True)
    (folder / "shapes/eigen.ttl").write_text(HEADER + TEXTS.replace("RULE", rule), encoding="utf-8")
    return open_workspace(folder, as_of, ontology=ONTOLOGY)


def verdict_and_findings(workspace: Workspace) -> tuple[Verdict, tuple[Finding, ...]]:
    report = validate(workspace, book_of(workspace), only={"EIGEN-01"})
    (judgement,) = report.judgements
    return judgement.verdict, report.findings


def component(facts: str) -> str:
    return f':app a am:ApplicationComponent ; rdfs:label "App"@nl ; {facts} .'


@pytest.mark.parametrize(
    ("day", "rule", "keeps"),
    [
        ("2025-11-22", "ar:maxAgeMonths 12", True),
        ("2025-11-21", "ar:maxAgeMonths 12", False),
        ("2026-11-22", "ar:maxAgeMonths 12", True),
        ("2026-11-23", "ar:maxAgeMonths 12", False),
        ("2026-11-22", "ar:minMonthsAhead 0", True),
        ("2026-11-21", "ar:minMonthsAhead 0", False),
        ("2027-05-22", "ar:minMonthsAhead 6", True),
        ("2027-05-21", "ar:minMonthsAhead 6", False),
    ],
)
def test_date_is_weighed_by_the_run_date_in_both_engines(tmp_path: Path, day: str, rule: str, keeps: bool) -> None:
    model = component(f'ar:exitTested "{day}"^^xsd:date')
    workspace = opened(tmp_path, f"sh:and ( [ sh:path ar:exitTested ; {rule} ] )", model)

    verdict, _findings = verdict_and_findings(workspace)
    book = book_of(workspace)
    principle = book.get("EIGEN-01")
    assert principle is not None
    reference = REFERENCE.run(workspace, book.shapes, {principle.shape})

    assert (verdict is Verdict.MET) is keeps
    assert (reference == []) is keeps


def test_text_where_a_date_belongs_breaks_a_date_rule(tmp_path: Path) -> None:
    workspace = opened(
        tmp_path, "sh:and ( [ sh:path ar:exitTested ; ar:maxAgeMonths 12 ] )", component('ar:exitTested "vorig jaar"')
    )

    assert verdict_and_findings(workspace)[0] is Verdict.BROKEN


PARTS = """sh:and (
    [ sh:path ar:owner ; sh:minCount 1 ; sh:message "geen eigenaar"@nl , "no owner"@en ]
    [ sh:path ar:exitPlan ; sh:minCount 1 ; sh:message "geen exitplan"@nl , "no exit plan"@en ]
    [ sh:path ar:exitTested ; ar:maxAgeMonths 12 ; sh:message "proef te oud"@nl , "trial too old"@en ] )"""


def test_finding_names_the_parts_that_fail_and_stands_at_the_first(tmp_path: Path) -> None:
    model = component('ar:exitPlan <https://m.example/plan> ;\n    ar:exitTested "2020-01-01"^^xsd:date ; ar:owner :x')
    workspace = opened(tmp_path, PARTS, model)

    _verdict, (finding,) = verdict_and_findings(workspace)

    assert finding.message.nl == "klopt niet: proef te oud"
    assert finding.message.en == "is not right: trial too old"
    assert workspace.source_line(finding.location).startswith("    ar:exitTested")


def test_finding_names_all_failing_parts_in_order(tmp_path: Path) -> None:
    _verdict, (finding,) = verdict_and_findings(opened(tmp_path, PARTS, component("ar:mfa true")))

    assert finding.message.nl == "klopt niet: geen eigenaar, geen exitplan"
    assert finding.annotation is not None
    assert finding.annotation.nl == "ar:owner ontbreekt"


@pytest.mark.parametrize(
    ("as_of", "severity"),
    [(date(2027, 11, 30), Severity.WARNING), (date(2027, 12, 1), Severity.VIOLATION)],
)
def test_breach_weighs_as_a_warning_before_its_day(tmp_path: Path, as_of: date, severity: Severity) -> None:
    rule = 'ar:violationFrom "2027-12-01"^^xsd:date ; sh:and ( [ sh:path ar:owner ; sh:minCount 1 ] )'

    _verdict, (finding,) = verdict_and_findings(opened(tmp_path, rule, component("ar:mfa true"), as_of))

    assert finding.severity is severity


def test_row_may_carry_its_own_weight_and_name_a_node_in_the_readers_language(tmp_path: Path) -> None:
    select = """SELECT $this ?severity WHERE { $this <https://w3id.org/archrepo/def#owner> ?owner .
        BIND (<http://www.w3.org/ns/shacl#Info> AS ?severity) }"""
    workspace = opened(
        tmp_path, f'sh:sparql [ sh:select """{select}""" ]', component("ar:owner :x") + "\n:x a am:BusinessActor ."
    )

    _verdict, (finding,) = verdict_and_findings(workspace)

    assert finding.severity is Severity.INFO


QUESTION = """ar:question "Is het duidelijk?"@nl , "Is it clear?"@en ;
    ar:scale ar:YesPartlyNo ; ar:passesFrom ar:Yes ; ar:askedOf ar:CommunicationsAdviser ; ar:answerHoldsMonths 12"""


def answer(grade: str, day: str, name: str = "antwoord") -> str:
    return (
        f":{name} a ar:Answer ; ar:ofPrinciple principle:EIGEN-01 ; ar:subject :app ;\n    ar:grade {grade} ; "
        f'ar:answeredBy :rol ; ar:answeredOn "{day}"^^xsd:date .\n'
    )


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [
        ("", Verdict.UNKNOWN),
        (answer("ar:Yes", "2026-01-10"), Verdict.MET),
        (answer("ar:Partly", "2026-01-10"), Verdict.BROKEN),
        (answer("ar:Yes", "2025-11-21"), Verdict.UNKNOWN),
        (answer("ar:Yes", "2026-11-23"), Verdict.UNKNOWN),
        (answer("ar:Grade5", "2026-01-10"), Verdict.UNKNOWN),
        (answer("ar:Yes", "2026-01-10") + answer("ar:No", "2026-02-01", "later"), Verdict.BROKEN),
    ],
)
def test_question_is_judged_by_the_latest_answer_that_counts(tmp_path: Path, answers: str, wanted: Verdict) -> None:
    verdict, _findings = verdict_and_findings(opened(tmp_path, QUESTION, component("ar:mfa true") + "\n" + answers))

    assert verdict is wanted


def test_open_question_is_put_in_words_to_somebody(tmp_path: Path) -> None:
    _verdict, (finding,) = verdict_and_findings(opened(tmp_path, QUESTION, component("ar:mfa true")))

    assert finding.message.nl == "nog niet beoordeeld: Is het duidelijk?"
    assert [role.nl for role in finding.asked_of] == ["communicatieadviseur"]
    assert "te vragen aan: communicatieadviseur" in finding.remedy.nl


def test_answer_that_does_not_pass_is_found_at_its_grade(tmp_path: Path) -> None:
    workspace = opened(tmp_path, QUESTION, component("ar:mfa true") + "\n" + answer("ar:No", "2026-01-10"))

    _verdict, (finding,) = verdict_and_findings(workspace)

    assert finding.message.nl == "klopt niet (antwoord: nee)"
    assert workspace.source_line(finding.location).startswith("    ar:grade ar:No")


def test_question_whose_passing_grade_is_not_on_its_scale_is_refused(tmp_path: Path) -> None:
    workspace = opened(tmp_path, QUESTION.replace("ar:Yes ;", "ar:Grade4 ;"), component("ar:mfa true"))
    book = book_of(workspace)
    principle = book.get("EIGEN-01")
    assert principle is not None

    with pytest.raises(ConfigurationFault, match="EIGEN-01"):
        Judge(workspace, book).judge(principle)


def test_question_without_somebody_to_ask_is_refused(tmp_path: Path) -> None:
    workspace = opened(tmp_path, 'ar:question "Is het zo?"@nl ; ar:scale ar:YesPartlyNo', component("ar:mfa true"))

    with pytest.raises(ConfigurationFault) as caught:
        book_of(workspace)
    assert caught.value.location is not None
    assert caught.value.location.path == "shapes/eigen.ttl"


@pytest.mark.parametrize(
    ("rule", "name", "nearest"),
    [
        ("ar:appliesWhen [ sh:path ar:lifecycel ; sh:minCount 1 ] ; sh:path ar:owner", "ar:lifecycel", "ar:lifecycle"),
        ("sh:path ar:suplier ; sh:minCount 1", "ar:suplier", "ar:supplier"),
        ("sh:path ar:lifecycle ; sh:in ( ar:InUze )", "ar:InUze", "ar:InUse"),
        (
            'sh:sparql [ sh:select """PREFIX ar: <https://w3id.org/archrepo/def#>\n'
            'SELECT $this WHERE { $this ar:ownr ?x }""" ]',
            "ar:ownr",
            "ar:owner",
        ),
    ],
)
def test_misspelt_term_in_an_own_rule_is_told_with_the_nearest(
    tmp_path: Path, rule: str, name: str, nearest: str
) -> None:
    workspace = opened(tmp_path, rule, component("ar:mfa true"))

    with pytest.raises(ConfigurationFault) as caught:
        verdict_and_findings(workspace)

    assert name in caught.value.text.nl
    assert caught.value.remedy is not None
    assert nearest in caught.value.remedy.nl
    assert caught.value.location is not None
    assert caught.value.location.path == "shapes/eigen.ttl"
    assert caught.value.excerpt is not None
    assert rule.split("\n")[0].split(" ")[0] in caught.value.excerpt


def test_term_that_the_own_shapes_or_the_model_declare_is_no_mistake(tmp_path: Path) -> None:
    model = component("ar:vlag true") + '\nar:vlag a rdf:Property ; rdfs:label "vlag"@nl .'
    prefix = "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"

    verdict, _findings = verdict_and_findings(opened(tmp_path, "sh:path ar:vlag ; sh:minCount 1", prefix + model))

    assert verdict is Verdict.MET
