"""The part of a dossier on the bids: the award with its arithmetic, and each bid by principle and by requirement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archrepo.findings import Verdict
from archrepo.procurement.assessment import BidAssessment, PrincipleVerdict
from archrepo.procurement.award.scores import Award, CriterionScore
from archrepo.reporting.document import Block, Bullets, Heading, Paragraph, Table
from archrepo.reporting.dossier_words import DossierWords
from archrepo.reporting.shared_words import told_once

_ATTENTION = (Verdict.BROKEN, Verdict.UNKNOWN, Verdict.EXCEPTED)


def principle_blocks(verdicts: Sequence[PrincipleVerdict], words: DossierWords) -> Iterator[Block]:
    """Yield the principles that need attention as a table, and those that are met as one line."""
    told = [one for one in verdicts if one.verdict in _ATTENTION]
    if told:
        yield Table(
            words.t("Principes die aandacht vragen", "Principles that need attention"),
            (
                words.t("principe", "principle"),
                words.t("oordeel", "verdict"),
                words.t("wat er is", "what it is"),
                words.t("waar", "where"),
            ),
            tuple(
                (
                    f"{one.principle} {words(one.name)}",
                    words(one.verdict.word),
                    _what(one, words),
                    "; ".join(dict.fromkeys(words.place(found.location) for found in one.findings)),
                )
                for one in told
            ),
            widths=(4, 2, 8, 4),
        )
    met = [one.principle for one in verdicts if one.verdict is Verdict.MET]
    if met:
        yield Paragraph(f"{words.t('Voldoet aan', 'Meets')}: {', '.join(met)}.", "note")


def award_blocks(awards: Sequence[Award], words: DossierWords) -> Iterator[Block]:
    """Yield the outcome of the award method, with the arithmetic behind every number of points."""
    for award in awards:
        yield Paragraph(words(award.summary), "lead")
        for remark in (*award.ties, *award.remarks):
            yield Paragraph(words(remark), "note")
        yield _points(award, words)
        for score in award.bids:
            yield Heading(2, f"{words.t('Rekenwijze', 'Arithmetic')}: {words(score.name)}")
            lines = [line for criterion in score.criteria for line in _arithmetic(criterion, words)]
            lines += [words(step) for step in (*score.steps, *score.reasons, *score.missing)]
            if lines:
                yield Bullets(tuple(lines))


def bid_blocks(bid: BidAssessment, words: DossierWords) -> Iterator[Block]:
    """Yield one bid: its summary, why it is out, principles, requirements, standards, concerns and cost."""
    yield Paragraph(words(bid.summary), "lead")
    if bid.knock_outs:
        yield Heading(2, words.t("Knock-outs", "Knock-outs"))
        yield Bullets(tuple(words(found.knock_out_reason) for found in bid.knock_outs))
    for title, found in (
        (words.t("Niet overgenomen uit de inschrijving", "Left out of the bid"), left_out(bid, words)),
        (words.t("Antwoorden die niet meetellen", "Answers that do not count"), refused_answers(bid, words)),
    ):
        if found:
            yield Heading(2, title)
            yield Bullets(tuple(f"{sentence} ({place})" for sentence, place in found))
    yield Heading(2, words.t("Principes", "Principles"))
    yield from principle_blocks([one for one in bid.verdicts if not one.is_for_municipality], words)
    if bid.for_municipality:
        yield Heading(2, words.t("Wat de gemeente zelf nog invult", "What the municipality itself still fills in"))
        yield Bullets(tuple(f"{one.principle} {words(one.name)}" for one in bid.for_municipality))
    if bid.requirements:
        yield Heading(2, words.t("Eisen en wensen", "Requirements and wishes"))
        yield _requirements(bid, words)
    if bid.standards:
        yield _standards(bid, words)
    if bid.concerns:
        yield Heading(2, words.t("Vertrek, continuïteit en meer", "Leaving, continuity and more"))
        yield Bullets(tuple(f"{words(one.name)}: {words(one.summary)}" for one in bid.concerns))
    if bid.cost is not None:
        yield Heading(2, words.t("Kosten over de looptijd", "Cost over the term"))
        yield Bullets(tuple(map(words, (*bid.cost.steps, *bid.cost.remarks))))


def left_out(bid: BidAssessment, words: DossierWords) -> tuple[tuple[str, str], ...]:
    """Return what the file of a bid says that is not for a bidder to say, each with its place."""
    return tuple((words(one.text), f"{one.location.path}:{one.location.line}") for one in bid.left_out)


def refused_answers(bid: BidAssessment, words: DossierWords) -> tuple[tuple[str, str], ...]:
    """Return why an answer does not count, each with its cell, or with its line when it came in no workbook."""
    return tuple(
        (words(one.words), one.read_at or f"{one.location.path}:{one.location.line}") for one in bid.bid.refused
    )


def _what(verdict: PrincipleVerdict, words: DossierWords) -> str:
    return "\n".join(told_once([f"{words(found.label)}: {words(found.message)}" for found in verdict.findings]))


def _points(award: Award, words: DossierWords) -> Table:
    names = tuple(dict.fromkeys(words(criterion.name) for score in award.bids for criterion in score.criteria))
    rows = []
    for score in award.bids:
        points = {words(criterion.name): words.points(criterion.points) for criterion in score.criteria}
        rank = "" if score.rank is None else str(score.rank)
        cells = (points.get(name, "") for name in names)
        rows.append((words(score.name), *cells, words.points(score.total), rank))
    return Table(
        words.t("Punten per criterium", "Points by criterion"),
        (words.t("inschrijving", "bid"), *names, words.t("totaal", "total"), words.t("plaats", "place")),
        tuple(rows),
        widths=(4, *(2 for _ in names), 2, 1),
        numeric=tuple(range(1, len(names) + 3)),
    )


def _arithmetic(criterion: CriterionScore, words: DossierWords) -> Iterator[str]:
    for part in criterion.parts:
        yield from _arithmetic(part, words)
    name = words(criterion.name)
    yield from (f"{name}: {words(one)}" for one in (*criterion.steps, *criterion.remarks, *criterion.missing))


def _requirements(bid: BidAssessment, words: DossierWords) -> Table:
    return Table(
        words.t("Elke eis en wens", "Each requirement and wish"),
        (
            words.t("eis", "requirement"),
            words.t("soort", "kind"),
            words.t("uitkomst", "outcome"),
            words.t("waarop dat rust", "what it rests on"),
            words.t("waar", "where"),
        ),
        tuple(
            (
                words.requirement(found.requirement),
                words.obligation(found.requirement),
                words(found.outcome.word),
                words(found.reason),
                words.shown_at(found),
            )
            for found in bid.requirements
        ),
        widths=(5, 2, 2, 5, 3),
    )


def _standards(bid: BidAssessment, words: DossierWords) -> Table:
    states = {
        True: words.t("ondersteund", "supported"),
        False: words.t("niet ondersteund", "not supported"),
        None: words.t("niet bekend", "not known"),
    }
    return Table(
        words.t("Standaarden per referentiecomponent", "Standards by reference component"),
        (
            words.t("referentiecomponent", "reference component"),
            words.t("standaard", "standard"),
            words.t("status", "status"),
            words.t("ondersteuning", "support"),
            words.t("versies", "versions"),
        ),
        tuple(
            (
                words(row.reference_name),
                words(row.standard_name),
                words.t("verplicht", "mandatory") if row.is_mandatory else words.t("aanbevolen", "recommended"),
                states[row.is_supported],
                words.listed(row.versions),
            )
            for row in bid.standards
        ),
        widths=(5, 5, 2, 3, 4),
    )
