"""The dossier of a procurement as one document: for who decides one chapter, and annexes for who wants to check it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from archrepo.language import Language
from archrepo.procurement.assessment import HumanQuestion, Impact, Touched
from archrepo.procurement.dossier.takers import taker_words, without_successor
from archrepo.procurement.dossier.whole import Dossier
from archrepo.procurement.judging.headline import headline
from archrepo.procurement.publication.gap_values import Gap
from archrepo.reporting.document import Block, Bullets, Document, Heading, Paragraph, Picture, Table
from archrepo.reporting.dossier_bids import award_blocks, bid_blocks, principle_blocks
from archrepo.reporting.dossier_summary import summary_blocks
from archrepo.reporting.dossier_words import DossierWords
from archrepo.reporting.unread_bids import unread_blocks

_COMMIT_LENGTH = 12


def dossier_document(
    dossier: Dossier,
    language: Language,
    *,
    picture: Picture | None = None,
    shown_path: Callable[[str], str] = str,
) -> Document:
    """Return the report on a procurement; `picture` shows what the purchase touches, and is left out when None."""
    return _Writer(dossier, DossierWords(language, shown_path)).document(picture)


class _Writer:
    def __init__(self, dossier: Dossier, words: DossierWords) -> None:
        self.dossier = dossier
        self.assessment = dossier.assessment
        self.words = words
        self.t = words.t
        self._annexes = 0

    def document(self, picture: Picture | None) -> Document:
        tender = self.assessment.tender
        return Document(
            title=f"{self.t('Toets van de inkoop', 'Assessment of the purchase')}: {self.words(tender.name)}",
            subtitle=self.words(headline(self.assessment)),
            language=self.words.language,
            date=self.assessment.as_of,
            cover=tuple(self._cover()),
            blocks=tuple(self._blocks(picture)),
        )

    def _cover(self) -> Iterator[tuple[str, str]]:
        tender, source, words = self.assessment.tender, self.dossier.provenance, self.words
        yield self.t("Model", "Model"), source.model
        changed = self.t(" (met wijzigingen die nog niet zijn vastgelegd)", " (with changes not committed yet)")
        commit = source.commit + (changed if source.is_changed else "")
        yield self.t("Versie van het model", "Version of the model"), commit or self.t("niet in git", "not in git")
        yield self.t("Peildatum", "Reference date"), self.assessment.as_of
        yield self.t("Versie van de principes", "Version of the principles"), source.principles[:_COMMIT_LENGTH]
        yield self.t("Vingerafdruk van de invoer", "Fingerprint of the input"), source.input
        yield self.t("Gemaakt met", "Made with"), f"archrepo {source.archrepo}".strip()
        yield self.t("Budgethouder", "Budget holder"), words(tender.owner) or self.t("niet bekend", "not known")
        yield self.t("Geraamde waarde", "Estimated value"), words.euro(tender.estimated_value_euro)
        yield self.t("Procedure", "Procedure"), words(tender.procedure) or self.t("niet bekend", "not known")
        yield self.t("Publicatie", "Publication"), words.day(tender.publication_date)

    def _blocks(self, picture: Picture | None) -> Iterator[Block]:
        is_whole = not self.dossier.is_confined
        yield from summary_blocks(self.dossier, picture, self.words)
        yield self._annex("De inkoop zelf", "The purchase itself")
        yield from principle_blocks(self.assessment.verdicts, self.words)
        if is_whole:
            yield from self._gaps()
        yield from self._standards()
        yield from self._clarification()
        if self.assessment.unread:
            yield self._annex("Niet gelezen inschrijvingen", "Bids that could not be read")
            yield from unread_blocks(self.assessment.unread, self.words)
        if self.assessment.bids:
            yield self._annex("Gunning", "Award")
            yield from award_blocks(self.assessment.awards, self.words)
            for bid in self.assessment.bids:
                yield self._annex(bid.name.nl, bid.name.en)
                yield from bid_blocks(bid, self.words)
        yield from self._questions()
        if is_whole:
            yield from self._deviations()
        yield from self._impact()
        yield from self._method()

    def _gaps(self) -> Iterator[Block]:
        words = self.words
        standing = self.dossier.standing
        yield self._annex(standing.stage.heading.nl, standing.stage.heading.en)
        if not self.dossier.gaps:
            yield Paragraph(self.t("Er zijn geen gaten gevonden.", "No gaps were found."))
            return
        yield Paragraph(words(standing.road))
        for number, gap in enumerate(self.dossier.gaps, 1):
            yield Heading(2, f"{number}. {_sentence(words(gap.what))}")
            yield Paragraph(f"{gap.principle} {words(gap.principle_name)}: {words(gap.kind.word)}.", "note")
            yield Paragraph(words(gap.why), "note")
            if not gap.is_certain:
                yield Paragraph(
                    self.t(
                        "Dit is nog niet zeker: er ontbreken gegevens.", "This is not certain yet: facts are missing."
                    ),
                    "note",
                )
            if words(gap.requirement_text):
                yield Paragraph(self.t("Eistekst om over te nemen:", "Requirement text to paste:"))
                yield Paragraph(words(gap.requirement_text), "quote")
            yield Paragraph(f"{words(standing.stage.mending)}: {words(gap.remedy)}")
            yield from self._evidence(gap)

    def _evidence(self, gap: Gap) -> Iterator[Block]:
        if gap.evidence:
            yield Bullets(tuple(f"{self.words(one.text)} ({self.words.place(one.location)})" for one in gap.evidence))

    def _standards(self) -> Iterator[Block]:
        words = self.words
        applicable = (*self.dossier.standards, *self.dossier.topics)
        if not applicable:
            return
        yield self._annex("Wat geldt en hoe het is gevraagd", "What applies and how it is asked")
        yield Table(
            self.t("Verplichte standaarden en onderwerpen", "Mandatory standards and topics"),
            (
                self.t("standaard of onderwerp", "standard or topic"),
                self.t("waarom", "why"),
                self.t("stand", "state"),
                self.t("waar gevraagd", "where asked"),
            ),
            tuple(
                (
                    words(one.name),
                    "; ".join(map(words, one.why)),
                    words(one.state.word),
                    words.asked(one.asked),
                )
                for one in applicable
            ),
            widths=(3, 4, 2, 4),
        )

    def _clarification(self) -> Iterator[Block]:
        asked = [gap for gap in self.dossier.gaps if self.words(gap.clarification_question)]
        if asked and self.dossier.standing.is_open_to_change:
            yield self._annex("Vragen voor de nota van inlichtingen", "Questions for the clarification note")
            texts = dict.fromkeys(self.words(gap.clarification_question) for gap in asked)
            yield Bullets(tuple(texts), is_ordered=True)

    def _questions(self) -> Iterator[Block]:
        asked = self.assessment.all_questions
        if not asked:
            return
        yield self._annex("Wat een mens moet beoordelen", "What a person has to judge")
        answered = self.assessment.answered
        yield Paragraph(
            self.t(
                f"{answered} van {len(asked)} vragen zijn beantwoord.",
                f"{answered} of {len(asked)} questions are answered.",
            )
        )
        yield Table(
            self.t("Vragen, schaal en antwoord", "Questions, scale and answer"),
            (
                self.t("vraag", "question"),
                self.t("over", "about"),
                self.t("schaal", "scale"),
                self.t("wie", "who"),
                self.t("antwoord", "answer"),
                self.t("reden", "reason"),
            ),
            tuple(self._question_row(one) for one in asked),
            widths=(4, 3, 3, 2, 2, 4),
        )

    def _question_row(self, one: HumanQuestion) -> tuple[str, ...]:
        words = self.words
        answer = words(one.grade) if one.is_answered else self.t("nog niet", "not yet")
        dated = f"{answer} ({one.answered_on})" if one.is_answered and one.answered_on else answer
        return (
            words(one.words) or words(one.about_name),
            words(one.subject_name),
            words.listed(one.scale),
            words(one.assessor),
            dated,
            words(one.reason),
        )

    def _deviations(self) -> Iterator[Block]:
        words = self.words
        yield self._annex("Uitgelegde afwijkingen", "Deviations explained")
        if not self.dossier.waivers:
            yield Paragraph(self.t("Er is geen afwijking vastgelegd.", "No deviation is recorded."))
            return
        for waiver in self.dossier.waivers:
            yield Heading(2, waiver.principle)
            yield Paragraph(words(waiver.reason))
            until = words.day(waiver.valid_until)
            rows = (
                (self.t("risico", "risk"), words(waiver.risk)),
                (self.t("maatregel", "measure"), words(waiver.measure)),
                (self.t("wie besloot", "who decided"), words(waiver.decided_by)),
                (self.t("besloten op", "decided on"), words.day(waiver.decided_on)),
                (self.t("geldt tot en met", "holds until"), until),
                (self.t("vastgelegd in", "recorded in"), words.place(waiver.location)),
            )
            yield Table(
                self.t("Pas toe of leg uit", "Comply or explain"),
                (self.t("gegeven", "fact"), self.t("waarde", "value")),
                rows,
                widths=(1, 3),
            )

    def _annex(self, dutch: str, english: str) -> Heading:
        self._annexes += 1
        return Heading(1, f"{self.t('Bijlage', 'Annex')} {self._annexes}. {self.t(dutch, english)}")

    def _impact(self) -> Iterator[Block]:
        yield self._annex("Gevolgen voor het landschap", "Effects on the landscape")
        impact: Impact = self.assessment.impact
        for title, found in (
            (self.t("Wordt vervangen", "Is replaced"), impact.replaced),
            (self.t("Verliest ondersteuning", "Loses support"), impact.unsupported),
            (self.t("Contracten die erbij horen", "Contracts that belong to it"), impact.contracts),
            (self.t("Stromen zonder opvolger", "Flows without a successor"), impact.to_move),
            (self._taken_over(), impact.taken_over),
            (self.t("Wordt geraakt", "Is touched"), impact.touched),
        ):
            if found:
                yield Heading(2, title)
                yield Bullets(tuple(self._effect(one, is_taken=found is impact.taken_over) for one in found))
        yield from self._left_behind()
        for title, findings in (
            (self.t("Nieuwe bevindingen in wat er is", "New findings in what is there"), self.assessment.new_findings),
            (self.t("Bevindingen die verdwijnen", "Findings that go"), self.assessment.resolved_findings),
        ):
            if findings:
                yield Heading(2, title)
                yield Bullets(
                    tuple(f"{one.principle} {self.words(one.label)}: {self.words(one.message)}" for one in findings)
                )

    def _taken_over(self) -> str:
        if len(self.assessment.bids) < 2:
            return self.t("Stromen die worden overgenomen", "Flows that are taken over")
        return self.t("Stromen die minstens één kandidaat overneemt", "Flows that at least one candidate takes over")

    def _effect(self, one: Touched, *, is_taken: bool) -> str:
        by = self.words(taker_words([one], self.assessment.bids)) if is_taken else ""
        return f"{self.words(one.name)}: {self.words(one.how)}" + (f" ({by})" if by else "")

    def _left_behind(self) -> Iterator[Block]:
        """Yield how many systems each of several candidates leaves without a successor, and which."""
        impact, bids = self.assessment.impact, self.assessment.bids
        if len(bids) < 2 or not (impact.taken_over or impact.to_move):
            return
        yield Heading(2, self.t("Zonder opvolger, per kandidaat", "Without a successor, by candidate"))
        yield Table(
            self.t("Systemen waarvan een stroom geen opvolger heeft", "Systems of which a flow has no successor"),
            (self.t("kandidaat", "candidate"), self.t("systemen", "systems"), self.t("welke", "which")),
            tuple(
                (
                    self.words(bid.name),
                    str(len(without_successor(bid))),
                    self.words.listed([one.name for one in without_successor(bid)]),
                )
                for bid in bids
            ),
            widths=(3, 1, 6),
            numeric=(1,),
        )

    def _method(self) -> Iterator[Block]:
        yield self._annex("Hoe dit is gemaakt", "How this was made")
        yield Paragraph(
            self.t(
                "De inkoop en elke inschrijving zijn apart over het model van het landschap gelegd. Elk principe is "
                "een regel die een machine toetst. Een ontbrekend feit is nooit een overtreding en nooit naleving. Wat "
                "een inschrijver zonder bewijs opgeeft, blijft een opgave. Wie dezelfde bestanden en dezelfde "
                "peildatum neemt, krijgt hetzelfde rapport, byte voor byte.",
                "The purchase and each bid were laid over the model of the landscape, apart from each other. Each "
                "principle is a rule that a machine checks. A missing fact is never a breach and never compliance. "
                "What a bidder states without evidence stays a claim. Who takes the same files and the same reference "
                "date gets the same report, byte for byte.",
            )
        )
        yield Paragraph(
            self.t(
                "Een machine kan niet beoordelen of een aanpak goed is, of software prettig werkt, of een leverancier "
                "stabiel is en of een uitzondering redelijk is. Dat staat hierboven als vraag aan een mens.",
                "A machine cannot judge whether an approach is good, whether software is pleasant to use, whether a "
                "supplier is stable or whether an exception is reasonable. That stands above as a question.",
            )
        )
        yield Table(
            self.t("De bestanden van de inkoop", "The files of the procurement"),
            (self.t("bestand", "file"), "SHA-256"),
            self.dossier.provenance.files,
            widths=(2, 3),
        )


def _sentence(text: str) -> str:
    """Return a text as a sentence: with a capital, and a full stop at its end."""
    whole = text[:1].upper() + text[1:]
    return whole if whole.endswith((".", "?", "!")) else f"{whole}."
