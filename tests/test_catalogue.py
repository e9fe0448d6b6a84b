"""The catalogue of principles: none is left out, and decision 10 tells truly in which form each family is written."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from the_knowledge import shipped_book

from archrepo.principles import Principle
from archrepo.validation.footprint import footprint
from archrepo.validation.questions import questions

DECISION = Path(__file__).parent.parent / "docs/decisions/0010-principles-as-the-catalogue.md"
FORMS = ("core", "SPARQL", "Python", "question")
#: How many rules the catalogue names, by family.
CATALOGUE = {
    "GOV": 6,
    "REG": 11,
    "CG": 12,
    "STD": 9,
    "AVG": 14,
    "BIO": 16,
    "DIE": 9,
    "A11Y": 4,
    "INF": 7,
    "CON": 11,
    "ALG": 6,
    "INK": 16,
    "LCM": 9,
    "MOD": 10,
}
BOOK = shipped_book()


def form(principle: Principle) -> str:
    """In which of the four forms a principle is written; core with SPARQL beside it counts as SPARQL."""
    if principle.question:
        return "question"
    if principle.check:
        return "Python"
    return "SPARQL" if questions(BOOK.shapes, principle.shape) else "core"


def test_no_rule_of_the_catalogue_is_left_out() -> None:
    asked = {f"{family}-{number:02}" for family, count in CATALOGUE.items() for number in range(1, count + 1)}

    assert len(asked) == 140
    more = {f"MOD-{number}" for number in range(11, 17)} | {f"INK-{number}" for number in range(17, 24)}
    assert {principle.id for principle in BOOK} - asked == more
    assert asked <= {principle.id for principle in BOOK}


def test_decision_counts_the_forms_of_each_family() -> None:
    rows = re.findall(
        r"^\| ([A-Z0-9]+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", DECISION.read_text("utf-8"), re.MULTILINE
    )

    told = {family: dict(zip(FORMS, map(int, numbers), strict=True)) for family, *numbers in rows}

    counted = Counter((principle.id.rpartition("-")[0], form(principle)) for principle in BOOK)
    assert told == {family: {each: counted[family, each] for each in FORMS} for family in CATALOGUE}


def test_decision_names_only_principles_that_exist() -> None:
    named = set(re.findall(rf"\b(?:{'|'.join(CATALOGUE)})-\d\d\b", DECISION.read_text("utf-8")))

    assert named <= {principle.id for principle in BOOK}


def test_only_two_principles_read_a_predicate_that_the_data_name() -> None:
    reading = {
        principle.id
        for principle in BOOK
        for _node, text in questions(BOOK.shapes, principle.shape)
        if footprint(text).named_by or footprint(text).is_everything
    }

    assert reading == {"STD-01", "STD-02"}
