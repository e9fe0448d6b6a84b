"""A check that is repeated after an edit equals one from the start, over random edits of the example municipality."""

from __future__ import annotations

import random
import shutil
from datetime import date
from pathlib import Path

import pytest
from edits import random_edit

from archrepo.errors import ArchrepoError
from archrepo.places import shipped
from archrepo.principles import PrincipleBook, read_book
from archrepo.validation import Check, Judge, check
from archrepo.workspace import load_ontology, open_workspace
from archrepo.workspace.renewal import renewed

AS_OF = date(2026, 11, 22)
ONTOLOGY = load_ontology()
BOOK = read_book()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(shipped("models") / "voorbeeldstad", tmp_path / "model")
    return tmp_path / "model"


def opened(folder: Path, book: PrincipleBook = BOOK) -> Check:
    return check(open_workspace(folder, AS_OF, ontology=ONTOLOGY), book)


def after(before: Check, what: str) -> Check:
    found = renewed(before.workspace, AS_OF)
    assert found is not None, what
    return before.after(*found)


def assert_same(repeated: Check, fresh: Check, what: str) -> None:
    ours, theirs = repeated.report, fresh.report
    assert ours.judgements == theirs.judgements, (what, set(ours.judgements) ^ set(theirs.judgements))
    assert ours.findings == theirs.findings, (what, set(ours.findings) ^ set(theirs.findings))


@pytest.mark.parametrize("seed", range(3))
def test_repeated_check_equals_one_from_the_start(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    current = opened(folder)
    compared = 0
    for _ in range(6):
        what = f"seed {seed}: {random_edit(folder, chance)}"
        current = after(current, what)
        try:
            fresh = opened(folder)
            expected = fresh.report
        except ArchrepoError as fault:
            with pytest.raises(type(fault)):
                current.report  # noqa: B018  # making the report is what fails
            continue
        assert expected
        assert_same(current, fresh, what)
        compared += 1
    assert compared


def test_edit_in_words_only_moves_the_findings(folder: Path) -> None:
    path = folder / "baseline" / "services.ttl"
    first = opened(folder)
    path.write_text("# boven\n" + path.read_text(encoding="utf-8"), encoding="utf-8")

    again = after(first, "comment")

    moved = {
        finding.location.line for finding in again.report.findings if finding.location.path.endswith("/services.ttl")
    }
    was = {
        finding.location.line for finding in first.report.findings if finding.location.path.endswith("/services.ttl")
    }
    assert moved == {line + 1 for line in was}
    assert_same(again, opened(folder), "comment")


def test_new_name_is_seen_in_every_finding_that_uses_it(folder: Path) -> None:
    path = folder / "baseline" / "services.ttl"
    first = opened(folder)
    text = path.read_text(encoding="utf-8")
    assert "Een subsidie aanvragen" in text
    path.write_text(text.replace("Een subsidie aanvragen", "Subsidie vragen"), encoding="utf-8")

    again = after(first, "name")

    assert any("Subsidie vragen" in finding.label.nl for finding in again.report.findings)
    assert_same(again, opened(folder), "name")


def test_waiver_that_is_taken_away_leaves_the_breach(folder: Path) -> None:
    first = opened(folder)
    text = (folder / "waivers.ttl").read_text(encoding="utf-8")
    (folder / "waivers.ttl").write_text(text[: text.index(":afwijking")], encoding="utf-8")

    assert_same(after(first, "waivers"), opened(folder), "waivers")


def test_no_shipped_rule_waits_for_the_reference_engine() -> None:
    judge = opened_judge()

    beyond = [principle.id for principle in BOOK if judge.rule(principle).core is None]

    assert beyond == []


def test_every_edit_asks_no_shipped_question_again() -> None:
    judge = opened_judge()

    always = [
        principle.id
        for principle in BOOK
        if any(asked.is_everything for _text, asked in judge.rule(principle).questions)
    ]

    assert always == []


def opened_judge() -> Judge:
    return Judge(open_workspace(shipped("models") / "voorbeeldstad", AS_OF, ontology=ONTOLOGY), BOOK)
