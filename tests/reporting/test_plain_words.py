"""How to mend a finding, as somebody reads it who writes no Turtle."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from the_knowledge import shipped_book

from archrepo.findings import Severity, Verdict
from archrepo.language import LANGUAGES, Text
from archrepo.principles import PrincipleBook
from archrepo.procurement import PrincipleVerdict
from archrepo.reporting.plain_words import PlainWords
from tests.procurement.offers import town

_LEFT_OVER = re.compile(
    r"[:,][,;.]| [,;.]|  |`|\b(?:zoals|such as);|\b(?:schrijf|write)(?:,| of\b| or\b| en\b| and\b)|\b(?:of|or)[,;]"
    r"|(?:[:,]|\b(?:of|or|en|and|met|with|zoals|such as|schrijf|write|voeg|add|dan|door|by))(?:;|$)"
)
_TURTLE = re.compile(r"\b(?:ar|am|std|prop|xsd|dct|rdfs):\w|\^\^|\[ ")


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> PlainWords:
    return PlainWords(town(tmp_path_factory.mktemp("stad")))


@pytest.fixture(scope="module")
def book() -> PrincipleBook:
    return shipped_book()


def verdict_on(book: PrincipleBook, key: str, verdict: Verdict = Verdict.BROKEN) -> PrincipleVerdict:
    found = book.get(key)
    assert found is not None
    return PrincipleVerdict(found.id, found.name, Severity.WARNING, verdict, (), (), (), (), found.remedy)


def test_every_remedy_of_every_principle_is_a_whole_sentence(words: PlainWords, book: PrincipleBook) -> None:
    told = {
        (principle.id, language): (
            words(principle.remedy, language),
            words.remedy(verdict_on(book, principle.id), language),
        )
        for principle in book
        for language in LANGUAGES
    }

    assert len(told) > 200
    assert [key for key, both in told.items() if not all(both)] == []
    assert [one for both in told.values() for one in both if _LEFT_OVER.search(one) or _TURTLE.search(one)] == []


@pytest.mark.parametrize(
    "broken",
    [
        "voeg toe:, of",
        "stap over en schrijf, of",
        "schrijf haar op, zoals; kan",
        "noem het met, en",
        "vul aan:",
        "a  b",
    ],
)
def test_what_was_broken_before_would_be_seen(broken: str) -> None:
    assert _LEFT_OVER.search(broken)


def test_a_buyer_reads_the_text_that_was_written_for_buyers(words: PlainWords, book: PrincipleBook) -> None:
    assert words.remedy(verdict_on(book, "STD-09"), "nl").startswith("Bekijk een mogelijkheid met open source")


def test_what_cannot_be_judged_asks_for_facts_and_not_for_a_later_day(words: PlainWords, book: PrincipleBook) -> None:
    unknown = replace(verdict_on(book, "INK-12", Verdict.UNKNOWN), missing=("ar:submissionDeadline",))

    assert Text(words.remedy(unknown, "nl"), words.remedy(unknown, "en")) == Text(
        "vul aan wat hier ontbreekt", "fill in what is missing here"
    )
