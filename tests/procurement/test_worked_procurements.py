"""The two worked procurements of Voorbeeldstad give exactly the tables in their README files."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from the_knowledge import sample_assessment, sample_town, shipped_book

from archrepo.findings import Verdict
from archrepo.procurement import Assessment, PrincipleVerdict, find_proposal
from archrepo.procurement.proposals import procurement_of
from archrepo.procurement.publication.gaps import gaps_of, publication_report
from archrepo.procurement.requirement_values import RequirementOutcome, RequirementVerdict
from archrepo.procurement.tender_reading import read_tender
from archrepo.workspace import with_files

MODEL = Path(__file__).parent.parent.parent / "models" / "voorbeeldstad"
NAMES = ("zaaksysteem", "afvalmeldingen")
OUTCOMES = (
    RequirementOutcome.MET,
    RequirementOutcome.CLAIMED,
    RequirementOutcome.BROKEN,
    RequirementOutcome.UNKNOWN,
)
VERDICTS = (Verdict.MET, Verdict.BROKEN, Verdict.UNKNOWN, Verdict.EXCEPTED, Verdict.NOT_APPLICABLE)
Rows = dict[str, list[str]]


@pytest.fixture(scope="module")
def assessments() -> dict[str, Assessment]:
    return {name: sample_assessment(name) for name in NAMES}


def table(name: str, heading: str) -> Rows:
    """Return the rows of the table with that first heading: the cells by the name in the first column."""
    text = (MODEL / "proposals" / name / "README.md").read_text(encoding="utf-8")
    after = text.split(f"\n| {heading} |", 1)[1].split("\n\n", 1)[0]
    found = (re.match(r"\| `:([\w-]+)` \|(.*)\|$", line) for line in after.splitlines())
    return {row[1]: [cell.strip() for cell in row[2].split("|")] for row in found if row}


def last(iri: str) -> str:
    return iri.rpartition("/")[2]


def listed(names: list[str]) -> str:
    return ", ".join(names) or "-"


def numbers(requirements: tuple[RequirementVerdict, ...]) -> str:
    return listed([found.requirement.number for found in requirements])


def amount(value: Decimal | None) -> str:
    return "-" if value is None else f"{value:,.0f}".replace(",", ".")


def points(value: Decimal | None) -> str:
    return "-" if value is None else str(value).replace(".", ",")


def judged(assessment: Assessment) -> dict[str, tuple[PrincipleVerdict, ...]]:
    bids = {last(bid.bid.offered[0]): bid.verdicts for bid in assessment.bids}
    return {last(assessment.procurement.iri): assessment.verdicts, **bids}


@pytest.mark.parametrize("name", NAMES)
def test_the_gaps_before_publication_are_those_of_the_readme(name: str) -> None:
    town, book = sample_town(), shipped_book()
    proposal = find_proposal(town, name)
    whole = with_files(town, proposal.paths)
    tender = read_tender(whole, procurement_of(town, whole, proposal))
    gaps = gaps_of(whole, book, tender, publication_report(whole, book))
    text = (MODEL / "proposals" / name / "README.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| (\d+) \| ([a-z ]+) \| ([A-Z]+-\d+) \|$", text, re.MULTILINE)

    found = Counter((gap.kind.word.nl, gap.principle) for gap in gaps)
    assert found == {(kind, principle): int(number) for number, kind, principle in told}


@pytest.mark.parametrize("name", NAMES)
def test_the_number_of_verdicts_is_that_of_the_readme(assessments: dict[str, Assessment], name: str) -> None:
    found = {
        subject: [str(sum(1 for one in verdicts if one.verdict is verdict)) for verdict in VERDICTS]
        for subject, verdicts in judged(assessments[name]).items()
    }

    assert found == table(name, "oordelen")


@pytest.mark.parametrize("name", NAMES)
def test_the_principles_that_are_not_met_are_those_of_the_readme(assessments: dict[str, Assessment], name: str) -> None:
    wanted = (Verdict.BROKEN, Verdict.UNKNOWN, Verdict.EXCEPTED)
    found = {
        subject: [listed(sorted(one.principle for one in verdicts if one.verdict is verdict)) for verdict in wanted]
        for subject, verdicts in judged(assessments[name]).items()
    }

    assert found == table(name, "principes")


@pytest.mark.parametrize("name", NAMES)
def test_requirements_and_knock_outs_are_those_of_the_readme(assessments: dict[str, Assessment], name: str) -> None:
    found = {
        last(bid.bid.offered[0]): [
            *(str(bid.count_requirements(outcome)) for outcome in OUTCOMES),
            numbers(bid.knock_outs),
            numbers(bid.undecided_knock_outs),
        ]
        for bid in assessments[name].bids
    }

    assert found == table(name, "eisen en wensen")


@pytest.mark.parametrize("name", NAMES)
def test_ranking_points_and_cost_are_those_of_the_readme(assessments: dict[str, Assessment], name: str) -> None:
    (award,) = assessments[name].awards
    found: Rows = {}
    for bid in assessments[name].bids:
        score = award.of(bid.iri)
        assert score is not None
        assert bid.cost is not None
        price = next(one.points for one in score.criteria if one.kind.value == "price")
        found[last(bid.bid.offered[0])] = [
            str(score.rank or "-"),
            amount(score.price_euro),
            points(price),
            points(score.quality),
            points(score.total),
            amount(bid.cost.total_euro),
            points(bid.cost.per_resident_per_year_euro),
        ]

    assert found == table(name, "gunning")


def test_the_bids_stand_in_the_order_of_their_rank(assessments: dict[str, Assessment]) -> None:
    for name in NAMES:
        (award,) = assessments[name].awards
        order = [last(score.iri).removeprefix("bod-") for score in award.bids]

        assert order == list(table(name, "gunning"))


def test_assessors_who_differ_are_told(assessments: dict[str, Assessment]) -> None:
    (award,) = assessments["zaaksysteem"].awards
    told = {
        last(score.iri): [
            remark.nl for criterion in score.criteria for part in criterion.parts for remark in part.remarks
        ]
        for score in award.bids
    }

    assert sum("geen consensus" in remark for remark in told["bod-zaaknevel"]) == 1
    assert sum("geen consensus" in remark for remark in told["bod-zaakstroom"]) == 1
    assert not [remark for remark in told["bod-zaakhaven"] if "geen consensus" in remark]


def test_the_ranking_is_provisional_while_knock_outs_are_open(assessments: dict[str, Assessment]) -> None:
    (open_one,), (closed_one,) = (assessments[name].awards for name in NAMES)

    assert [remark.nl.split(":")[0] for remark in open_one.remarks] == ["voorlopig"]
    assert closed_one.remarks == ()


def test_every_waiver_of_the_proposal_excepts_a_breach(assessments: dict[str, Assessment]) -> None:
    excepted = {
        (found.principle, last(one.iri))
        for bid in assessments["zaaksysteem"].bids
        for found in bid.verdicts
        for one in found.subjects
        if one.verdict is Verdict.EXCEPTED
    }
    text = (MODEL / "proposals/zaaksysteem/waivers.ttl").read_text(encoding="utf-8")

    assert excepted == set(re.findall(r"principle:([A-Z]+-\d+) ; ar:subject :([\w-]+)", text))
