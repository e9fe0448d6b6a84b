"""The report with its indexes: choosing findings, and how the model stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from archrepo.findings import Severity, Verdict
from archrepo.metrics import figures
from archrepo.principles import book_of
from archrepo.quality import Choice, Quality
from archrepo.validation import validate
from archrepo.workspace import Workspace, open_workspace

MODEL = Path(__file__).parents[1] / "models" / "voorbeeldstad"


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    """Voorbeeldstad."""
    return open_workspace(MODEL, date(2026, 11, 22))


@pytest.fixture(scope="module")
def quality(workspace: Workspace) -> Quality:
    """The report on Voorbeeldstad."""
    book = book_of(workspace)
    return Quality(workspace, book, validate(workspace, book))


def test_heaviest_findings_come_first(quality: Quality) -> None:
    ranks = [block.first.severity.rank for block in quality.choose(Choice()).blocks]

    assert ranks == sorted(ranks)


def test_choice_keeps_only_what_fits_all_of_it(quality: Quality) -> None:
    first = quality.heaviest[0]

    blocks = quality.choose(Choice(principle=first.principle, path=first.location.path)).blocks

    found = [finding for block in blocks for finding in block.findings]
    assert first in found
    assert {(finding.principle, finding.location.path) for finding in found} == {(first.principle, first.location.path)}


def test_filter_counts_what_it_would_keep(quality: Quality) -> None:
    for tally in quality.choose(Choice()).principles:
        assert quality.choose(Choice(principle=tally.key)).total == tally.count


def test_pages_of_a_choice_hold_every_finding_once(quality: Quality) -> None:
    first = quality.choose(Choice())

    found = [
        finding
        for page in range(1, first.pages + 1)
        for block in quality.choose(Choice(), page).blocks
        for finding in block.findings
    ]

    assert len(found) == first.total
    assert sorted(found, key=lambda one: one.order) == sorted(quality.report.findings, key=lambda one: one.order)


def test_severities_add_up_to_all_findings(quality: Quality) -> None:
    assert sum(tally.count for tally in quality.severities) == len(quality.report.findings)
    assert [tally.key for tally in quality.severities] == [severity.value for severity in Severity]
    assert quality.choose(Choice()).severities == quality.severities


def test_family_counts_are_the_sum_of_its_principles(quality: Quality) -> None:
    for family, members in quality.standings():
        for verdict in Verdict:
            assert family.counts[verdict] == sum(member.counts[verdict] for member in members)


def test_not_applicable_is_no_verdict_on_a_subject(quality: Quality) -> None:
    verdicts = quality.verdicts_on(ox.NamedNode("https://voorbeeldstad.example/id/zaaksysteem"))

    assert verdicts
    assert all(judgement.verdict is not Verdict.NOT_APPLICABLE for _, judgement in verdicts)


def test_every_figure_has_a_value_and_its_evidence(workspace: Workspace, quality: Quality) -> None:
    found = figures(workspace, quality)

    assert [figure.key for figure in found] == ["cost", "contracts", "support", "compliance", "registrations"]
    assert all(figure.value and figure.definition.nl and figure.definition.en for figure in found)
    assert [figure.question for figure in found] == ["C17", "C19", "C21", "", "C05"]


def test_figure_without_facts_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "archrepo.toml").write_text('[workspace]\nname = "Leeg"\nbase = "https://leeg.example/id/"\n')
    (tmp_path / "model.ttl").write_text("<https://leeg.example/id/a> a <https://purl.org/archimate#Node> .\n")
    empty = open_workspace(tmp_path, date(2026, 11, 22))
    book = book_of(empty)

    cost = figures(empty, Quality(empty, book, validate(empty, book)))[0]

    assert cost.value is None
    assert "2026" in cost.missing.nl
