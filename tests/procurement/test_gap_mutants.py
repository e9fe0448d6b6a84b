"""Each of more than two hundred spoilt tenders is found, and a whole one raises no alarm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from gap_mutants import Mutant, mutants
from the_knowledge import shipped_book, shipped_ontology
from whole_tender import BASE, Whole, changed, laid, landscape, purchase, whole

from archrepo.findings import Report
from archrepo.principles import PrincipleBook
from archrepo.procurement.publication.gap_values import Gap, GapKind
from archrepo.procurement.publication.gaps import gaps_of
from archrepo.procurement.tender_reading import read_tender
from archrepo.validation import Judge, check
from archrepo.workspace import Workspace

_TERM = re.compile(r"\b(?:ar|am|std|sh|gemma|dct|xsd|rdfs):\w|`|https?://w3id")


class Bench:
    """Lays one tender after another over the same municipality and tells its gaps."""

    def __init__(self) -> None:
        self.book: PrincipleBook = shipped_book()
        self.workspace: Workspace = landscape(shipped_ontology())
        self.good: Whole = whole(self.workspace)
        self._before: Judge | None = None

    def gaps(self, tender: Whole) -> tuple[Gap, ...]:
        """Return the gaps of a tender."""
        self.workspace = laid(self.workspace, tender)
        self._before = Judge(self.workspace, self.book, self._before)
        read = read_tender(self.workspace, purchase())
        return gaps_of(self.workspace, self.book, read, Report((), ()), self._before)


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench()


@pytest.fixture(scope="module")
def told(bench: Bench) -> list[tuple[Mutant, tuple[Gap, ...]]]:
    """Every spoilt tender with its gaps."""
    return [(mutant, bench.gaps(mutant.tender)) for mutant in mutants(bench.good, BASE)]


def harmless(good: Whole) -> Iterator[tuple[str, Whole]]:
    """Yield tenders that are written otherwise, or ask for more, and have nothing to mend."""
    yield "another order", replace(good, requirements=tuple(reversed(good.requirements)))
    yield "documents in another order", replace(good, listed=tuple(reversed(good.listed)))
    yield "sooner recovery", good.changed("herstel", more="; ar:maximumValue 7 ; ar:unit ar:Hour ")
    yield "the same recovery in minutes", good.changed("herstel", more="; ar:maximumValue 480 ; ar:unit ar:Minute ")
    same = next(one for one in good.requirements if one.name == "melden")
    day = replace(same, name="melden-dag", document="leidraad", more="; ar:maximumValue 1 ; ar:unit ar:Day ")
    yield "the same report within a day", good.with_one(day)
    yield "more availability", good.changed("beschikbaar", more="; ar:minimumValue 99.9 ; ar:unit ar:Percent ")
    yield "less loss", good.changed("verlies", more="; ar:maximumValue 0 ; ar:unit ar:Minute ")
    for one in good.requirements:
        if one.standards:
            lower = replace(one, name=f"{one.name}-ook", document="sla")
            yield f"{one.name} asked twice", good.with_one(lower)
            break
    yield (
        "a general standard",
        good.changed(
            next(one.name for one in good.requirements if one.standards and one.standards[0].startswith("gemma:")),
            standards=(next(one.standards[0] for one in good.requirements if "gemma:" in "".join(one.standards))[:-2],),
        ),
    )
    yield "more time", good.saying(submissionDeadline='"2027-03-30"^^xsd:date')
    yield (
        "an alternative more",
        good.saying(
            alternativeConsidered=good.said["alternativeConsidered"]
            + ' , [ ar:alternativeKind ar:Framework ; dct:description "Bekeken"@nl ]'
        ),
    )


def test_a_whole_tender_has_no_gaps(bench: Bench) -> None:
    assert [gap.what.en for gap in bench.gaps(bench.good)] == []


def test_a_harmless_change_raises_no_alarm(bench: Bench) -> None:
    alarms = {name: [gap.what.en for gap in bench.gaps(tender)] for name, tender in harmless(bench.good)}

    assert {name: found for name, found in alarms.items() if found} == {}
    assert len(alarms) == 11


def test_every_spoilt_tender_is_found_with_its_kind_and_place(told: list[tuple[Mutant, tuple[Gap, ...]]]) -> None:
    missed = [
        f"{mutant.name}: wanted {mutant.kind.value} at {mutant.at.rpartition('/')[2]}, "
        f"told {[(gap.kind.value, gap.what.en) for gap in gaps]}"
        for mutant, gaps in told
        if not any(gap.kind is mutant.kind and mutant.at in (gap.about, gap.subject) for gap in gaps)
    ]

    assert missed == []
    assert len(told) >= 200
    assert len({mutant.name for mutant, _ in told}) == len(told)


def test_each_kind_of_gap_has_spoilt_tenders(told: list[tuple[Mutant, tuple[Gap, ...]]]) -> None:
    assert {mutant.kind for mutant, _ in told} == set(GapKind)


def test_one_spoilt_thing_is_told_in_few_words(told: list[tuple[Mutant, tuple[Gap, ...]]]) -> None:
    many = {mutant.name: len(gaps) for mutant, gaps in told if len(gaps) > 6}

    assert many == {}


def test_gap_has_words_that_a_buyer_can_use(told: list[tuple[Mutant, tuple[Gap, ...]]]) -> None:
    for mutant, gaps in told:
        for gap in gaps:
            texts = (gap.what, gap.why, gap.requirement_text, gap.clarification_question, gap.remedy)
            for text in texts:
                assert not _TERM.search(text.nl) and not _TERM.search(text.en), f"{mutant.name}: {text}"
                assert bool(text.nl) == bool(text.en), mutant.name
            assert gap.remedy.nl and gap.why.nl, mutant.name
            if gap.is_certain and gap.kind in (GapKind.MISSING, GapKind.ONLY_WISHED) and gap.about:
                assert gap.requirement_text.nl and gap.clarification_question.nl, mutant.name


def test_check_after_each_spoiling_equals_one_from_the_start(bench: Bench) -> None:
    family = {principle.id for principle in bench.book if principle.family == "INK"}
    current = check(landscape(shipped_ontology()), bench.book, only=family)
    for mutant in list(mutants(bench.good, BASE))[::7]:
        current = current.after(*changed(current.workspace, mutant.tender))

        assert current.report == check(current.workspace, bench.book, only=family).report, mutant.name
