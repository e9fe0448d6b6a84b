"""A rule of the workspace's own that cannot be run: told with its file and line, and the rest of the check goes on."""

from __future__ import annotations

import time
from pathlib import Path

import pyoxigraph as ox
from test_hostile_shapes import AMPLE, DAY, ENDLESS, MODEL, place, workspace
from test_own_principles import HEADER, PRINCIPLE

from archrepo.errors import LimitFault
from archrepo.principles import book_of
from archrepo.validation import check, validate
from archrepo.validation.evidence import facts_behind
from archrepo.validation.judging import Judge
from archrepo.workspace.renewal import renewed
from webui.current import SECONDS_BETWEEN_CHECKS, Current


def test_one_endless_rule_does_not_keep_another_principle_from_being_checked(tmp_path: Path) -> None:
    opened = workspace(tmp_path, ENDLESS["a pattern that backtracks"])

    report = validate(opened, book_of(opened), only={"GOV-01"})

    assert report.verdicts("GOV-01")


def test_endless_rule_is_a_fault_at_its_line_and_the_rest_of_the_check_goes_on(tmp_path: Path) -> None:
    first, second = "sh:path rdfs:label ; sh:maxLength 10", ENDLESS["a cross product that is counted"]
    endless = PRINCIPLE.replace("RULE", second).replace("EIGEN-01", "EIGEN-00")
    opened = workspace(tmp_path, f"{first} .\n{endless}".removesuffix(" .\n"))
    book = book_of(opened)

    found = check(opened, book, only={"EIGEN-00", "EIGEN-01", "GOV-02"})

    (fault,) = found.faults
    assert isinstance(fault, LimitFault)
    assert "EIGEN-00 is na 1 seconden" in fault.text.nl
    assert place(fault, tmp_path).startswith("principle:EIGEN-00 a")
    assert [one.subject for one in found.report.findings if one.principle == "EIGEN-01"] == [
        "https://m.example/id/lang"
    ]
    assert {one.principle for one in found.report.judgements} == {"EIGEN-01", "GOV-02"}


def test_every_own_rule_that_cannot_run_is_told(tmp_path: Path) -> None:
    rules = {
        "EIGEN-00": ENDLESS["a pattern that backtracks"],
        "EIGEN-01": "sh:path rdfs:label ; sh:mincount 1",
        "EIGEN-02": ENDLESS["a cross product that is listed"],
        "EIGEN-03": "sh:path rdfs:label ; sh:maxLength 10",
    }
    others = "\n".join(
        PRINCIPLE.replace("RULE", rule).replace("EIGEN-01", name) for name, rule in rules.items() if name != "EIGEN-01"
    )
    opened = workspace(tmp_path, f"{rules['EIGEN-01']} .\n{others}".rstrip().removesuffix("."))

    found = check(opened, book_of(opened), only=set(rules))

    assert [fault.text.nl[:60].count(name) for fault, name in zip(found.faults, list(rules)[:3], strict=True)] == [
        1,
        1,
        1,
    ]
    assert {one.principle for one in found.report.judgements} == {"EIGEN-03"}


def test_repeated_check_holds_an_own_rule_to_its_time_as_well(tmp_path: Path) -> None:
    rule = "sh:path rdfs:label ; sh:pattern '^(a+)+$'"
    model = ':kort a am:ApplicationComponent ; rdfs:label "aaa"@nl .\n'
    opened = workspace(tmp_path, rule, model, "[limits]\nrule_seconds = 5\n")
    before = check(opened, book_of(opened), only={"EIGEN-01"})
    (tmp_path / "model.ttl").write_text(HEADER + MODEL, encoding="utf-8")
    found = renewed(opened, DAY)
    assert found is not None

    after = before.after(*found)

    assert before.faults == ()
    assert [type(fault) for fault in after.faults] == [LimitFault]
    assert after.report.findings == ()


def test_evidence_of_an_own_rule_is_sought_within_its_time(tmp_path: Path) -> None:
    opened = workspace(tmp_path, "sh:path rdfs:label ; sh:maxLength 10", toml=AMPLE)
    book = book_of(opened)
    principle = book.get("EIGEN-01")
    assert principle is not None

    facts = facts_behind(Judge(opened, book), principle, ox.NamedNode("https://m.example/id/lang"))

    assert [triple[1].value for triple, _location in facts] == ["http://www.w3.org/2000/01/rdf-schema#label"]


def test_viewer_shows_the_newest_model_and_the_rule_that_was_not_checked(tmp_path: Path) -> None:
    workspace(tmp_path, "sh:path rdfs:label ; sh:maxLength 10", toml=AMPLE)
    current = Current(tmp_path, DAY)
    good = current.get()
    time.sleep(SECONDS_BETWEEN_CHECKS)
    workspace(tmp_path, ENDLESS["a pattern that backtracks"])

    served = current.get()

    assert (good.fault, good.is_newest) == (None, True)
    assert isinstance(served.fault, LimitFault)
    assert served.is_newest
    assert served.model is not good.model
    assert "GOV-02" in {one.principle for one in served.model.quality.report.judgements}
