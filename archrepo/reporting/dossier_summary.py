"""The first chapter of a dossier, for who decides: the verdict, the bids, who wins, the architect, and the picture."""

from __future__ import annotations

from collections.abc import Iterator

from archrepo.findings import Verdict
from archrepo.language import Text
from archrepo.procurement.assessment import BidAssessment
from archrepo.procurement.award.scores import BidStatus
from archrepo.procurement.dossier.whole import Dossier
from archrepo.procurement.drafts.architect_verdict import ArchitectVerdict
from archrepo.procurement.judging.headline import headline
from archrepo.reporting.document import Block, Bullets, Heading, Paragraph, Picture, Table
from archrepo.reporting.dossier_words import DossierWords
from archrepo.wording import date_text

_COUNTED = (
    (Verdict.BROKEN, Text("voldoet niet", "broken")),
    (Verdict.UNKNOWN, Text("weet niet", "unknown")),
    (Verdict.EXCEPTED, Text("uitleg", "waived")),
    (Verdict.MET, Text("voldoet", "met")),
)
_NOTHING = "–"


def summary_blocks(dossier: Dossier, picture: Picture | None, words: DossierWords) -> Iterator[Block]:
    """Yield the chapter; what is behind each sentence of it stands in the annexes."""
    t, assessment = words.t, dossier.assessment
    yield Heading(1, t("Oordeel", "Verdict"))
    yield Paragraph(words(headline(assessment)), "lead")
    if words(assessment.procurement.description):
        yield Paragraph(words(assessment.procurement.description))
    if assessment.bids:
        yield _side_by_side(assessment.bids, words)
        yield from (Paragraph(words(award.summary)) for award in assessment.awards if words(award.summary))
    yield from _architect(dossier, words)
    yield from _to_do(dossier, words)
    if picture is not None:
        yield Heading(2, t("Wat de inkoop raakt", "What the purchase touches"))
        yield picture


def _side_by_side(bids: tuple[BidAssessment, ...], words: DossierWords) -> Table:
    t = words.t
    return Table(
        t(
            "De inschrijvingen naast elkaar; de laatste vier kolommen tellen principes",
            "The bids side by side; the last four columns count principles",
        ),
        (
            t("inschrijving", "bid"),
            t("stand", "standing"),
            t("punten", "points"),
            t("prijs", "price"),
            t("verplichte eisen: voldoet niet", "mandatory requirements: broken"),
            *(words(heading) for _, heading in _COUNTED),
        ),
        tuple(_bid_row(bid, words) for bid in bids),
        widths=(40, 29, 19, 26, 23, 22, 19, 19, 22),
        numeric=(2, 3, 4, 5, 6, 7, 8),
    )


def _bid_row(bid: BidAssessment, words: DossierWords) -> tuple[str, ...]:
    score = bid.score
    return (
        words(bid.name),
        _standing(bid, words),
        _NOTHING if score is None or score.status is BidStatus.OUT else words.points(score.total),
        words.euro(bid.bid.price_euro),
        words(bid.broken_words),
        *(str(bid.count(verdict)) for verdict, _ in _COUNTED),
    )


def _standing(bid: BidAssessment, words: DossierWords) -> str:
    if bid.score is None:
        return words.t("kandidaat", "candidate")
    if bid.score.status is BidStatus.OUT:
        return words.t("valt af", "is out")
    if bid.score.rank is None:
        return words.t("niet te bepalen", "unknown")
    place = f"{words.t('plaats', 'place')} {bid.score.rank}"
    return f"{place} ({words.t('voorlopig', 'provisional')})" if bid.undecided_knock_outs else place


def _architect(dossier: Dossier, words: DossierWords) -> Iterator[Block]:
    if dossier.is_confined:
        return
    yield Heading(2, words.t("Oordeel van de architect", "Verdict of the architect"))
    for one in dossier.architect_verdicts:
        yield Paragraph(architect_line(one, words))
        yield Paragraph(words(one.reason) or words.t("Er staat geen reden bij.", "No reason was given."))
    if not dossier.architect_verdicts:
        yield Paragraph(words.t("De architect heeft nog niet geoordeeld.", "The architect has not judged yet."))


def architect_line(one: ArchitectVerdict, words: DossierWords) -> str:
    """Return the outcome as a sentence, with who said so and on which day."""
    who = ", ".join(filter(None, (words(one.decided_by), words(date_text(one.decided_on)))))
    outcome = words(one.outcome) or words.t("geen uitkomst", "no outcome")
    return f"{outcome} ({who})." if who else f"{outcome}."


def _to_do(dossier: Dossier, words: DossierWords) -> Iterator[Block]:
    """Yield what still waits for somebody; a reader who may not see everything gets only the open questions."""
    assessment, lines = dossier.assessment, []
    asked = len(assessment.all_questions)
    if dossier.gaps:
        lines.append(words(dossier.standing.counted(len(dossier.gaps))))
    if asked:
        lines.append(
            words.t(
                f"vragen aan mensen: {asked}, waarvan beantwoord: {assessment.answered}",
                f"questions for people: {asked}, of which answered: {assessment.answered}",
            )
        )
    if dossier.waivers:
        lines.append(
            words.t(f"uitgelegde afwijkingen: {len(dossier.waivers)}", f"deviations explained: {len(dossier.waivers)}")
        )
    if lines:
        yield Heading(2, words.t("Wat nog openstaat", "What is still open"))
        yield Bullets(tuple(lines))
