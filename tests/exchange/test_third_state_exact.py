"""Of each fact by itself it is known who changed it, also with many changes, and after the file was taken over."""

from __future__ import annotations

from pathlib import Path

import pytest

from archrepo.exchange.carried import STATE, stated
from archrepo.exchange.facts.export_state import state_in
from archrepo.exchange.gathering import gather
from tests.exchange.test_third_state import ARCHIVE, Exported, conflicts, exported_to


@pytest.fixture
def exported(tmp_path: Path) -> Exported:
    return exported_to(tmp_path, "archimate")


def test_a_file_that_was_taken_over_undoes_nothing_that_came_after(exported: Exported) -> None:
    exported.file_says(('"Zaaksysteem"@nl', '"Zaken"@nl'))
    (exported.root / "model.ttl").write_text(exported.turtle(), encoding="utf-8", newline="")
    exported.model_says(
        ("ar:users 410", "ar:users 999"), ("ar:owner :beheer", 'ar:owner :beheer ; ar:exitPlan "weg"@nl')
    )

    proposal = exported.back("workbook")

    assert (proposal.amendments, proposal.gone, proposal.conflicts) == ((), (), ())


def test_many_changes_of_the_model_leave_one_of_the_file_certain(exported: Exported) -> None:
    many = "".join(f":a{at} a am:ApplicationComponent .\n:zaaksysteem am:serves :a{at} .\n" for at in range(40))
    exported.file_says(("ar:owner :beheer .", "ar:owner :beheer ; am:serves :archief ."))
    exported.model_says((ARCHIVE, ARCHIVE + many))

    assert exported.back().conflicts == ()
    assert exported.words() == ["Zaaksysteem: bij 'bedient' komt Archief"]
    assert exported.turtle("workbook").count(":zaaksysteem am:serves") == 40


def test_a_fact_that_both_changed_leaves_the_others_certain(exported: Exported) -> None:
    exported.file_says(("ar:users 410", "ar:users 512"), ("2016-05-01", "2017-05-01"))
    exported.model_says(("ar:users 410", "ar:users 600"), ("1200", "1300"))

    (conflict,) = conflicts(exported.back())

    assert "aantal gebruikers" in conflict
    assert exported.words() == ["Zaaksysteem: 'in gebruik vanaf' wordt '1 mei 2017'; was '1 mei 2016'"]


@pytest.mark.parametrize("cut", [1, 5, 40])
def test_a_state_that_ends_early_is_none(exported: Exported, cut: int) -> None:
    text = stated(gather(exported.opened()).properties, STATE)

    assert state_in(text) is not None
    assert state_in(text[: -4 * cut]) is None
