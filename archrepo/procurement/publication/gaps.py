"""What to mend in a tender before it is published: what applies and is not asked, and what is not right in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from archrepo.findings import Finding, Location, Report, Severity, Verdict
from archrepo.language import Text
from archrepo.principles import Principle, PrincipleBook
from archrepo.procurement.assessment import Evidence
from archrepo.procurement.publication.applicable import standards_of, topics_of
from archrepo.procurement.publication.gap_values import Applicable, AskedState, Gap, GapKind
from archrepo.procurement.publication.placeholders import Unfilled, unfilled_places
from archrepo.procurement.publication.tender_words import NOTHING, TenderWords, Words
from archrepo.procurement.requirements.source_tables import SourceDocument
from archrepo.procurement.tender import Tender
from archrepo.turtle.reading import Term
from archrepo.validation import Judge, check
from archrepo.validation.service_levels import strictest_needs
from archrepo.validation.verdicts import Placed
from archrepo.vocabulary import EXACT_MATCH, ar
from archrepo.workspace import Workspace

__all__ = ["document_gaps", "gaps_of", "publication_report", "standards_of", "topics_of"]

_KIND_OF_STATE = {AskedState.ONLY_WISHED: GapKind.ONLY_WISHED, AskedState.OUTDATED: GapKind.OUTDATED}
_ORDER = tuple(GapKind)
_TELL = Text("vul bij de inkoop in wat nog niet bekend is", "fill in with the purchase what is not known yet")


def gaps_of(
    workspace: Workspace, book: PrincipleBook, tender: Tender, report: Report, before: Judge | None = None
) -> tuple[Gap, ...]:
    """Return the gaps of a tender, by kind, then by weight and words.

    `workspace` is the landscape with the proposal laid over it, and `report` the report on it: what a waiver in it
    excepts is no gap. A standard or topic that several principles miss is one gap. `before` is a judge by the same
    book, whose rules are prepared.
    """
    return _Gaps(workspace, book, tender, report).all(Judge(workspace, book, before))


def publication_report(workspace: Workspace, book: PrincipleBook) -> Report:
    """Return the report by the principles that gaps rest on, with waivers weighed in; cheaper than that by all."""
    words = TenderWords(workspace)
    return check(workspace, book, only={one.id for one in book if words.kind_of(one) is not None}).report


def document_gaps(
    workspace: Workspace, book: PrincipleBook, documents: Iterable[SourceDocument], annexes: Iterable[str] = ()
) -> tuple[Gap, ...]:
    """Return what is not filled in yet in tender files, in the order of the files.

    `annexes` are the names of all documents of the tender; a reference to an annex that none of them, nor any of the
    files themselves, is called after, is a gap.
    """
    principle = book.get(TenderWords(workspace).teller_of(ar("TenderFiles")))
    assert principle is not None
    listed = tuple(documents)
    names = (*annexes, *(one.file_name for one in listed))
    return tuple(_of_place(principle, one, place) for one in listed for place in unfilled_places(one, names))


def _of_place(principle: Principle, document: SourceDocument, unfilled: Unfilled) -> Gap:
    place = f"{document.file_name}: {unfilled.place}"
    return Gap(
        kind=GapKind.INCOMPLETE,
        principle=principle.id,
        principle_name=principle.name,
        severity=Severity.WARNING,
        subject=document.file_name,
        about="",
        what=Text(f"{place}: {unfilled.what.nl}", f"{place}: {unfilled.what.en}"),
        why=principle.rationale,
        evidence=(Evidence(Text.same(unfilled.text), Location(document.file_name, 0, 0, 0, 0)),),
        requirement_text=NOTHING,
        clarification_question=Text(
            f"In {document.file_name} ({unfilled.place}) staat: {unfilled.text}. Wat moet hier staan?",
            f"{document.file_name} ({unfilled.place}) says: {unfilled.text}. What should it say?",
        ),
        remedy=Text("vul aan wat hier ontbreekt", "fill in what is missing here"),
        location=Location(document.file_name, 0, 0, 0, 0),
    )


class _Gaps:
    def __init__(self, workspace: Workspace, book: PrincipleBook, tender: Tender, report: Report) -> None:
        self._workspace = workspace
        self._book = book
        self._tender = tender
        self._report = report
        self._words = TenderWords(workspace)
        self._needs: Mapping[Term, Text] = strictest_needs(workspace, ox.NamedNode(tender.iri))
        self._rows: dict[str, Applicable] = {}
        for row in (*standards_of(workspace, tender, report), *topics_of(workspace, tender, report)):
            self._rows[row.iri] = row
        self._same = {
            same.value: row.iri
            for row in self._rows.values()
            for same in (
                *workspace.graph.subjects(EXACT_MATCH, ox.NamedNode(row.iri)),
                *workspace.graph.objects(ox.NamedNode(row.iri), EXACT_MATCH),
            )
            if same.value not in self._rows
        }

    def all(self, judge: Judge) -> tuple[Gap, ...]:
        excepted = {(one.principle, one.subject) for one in self._report.judgements if one.verdict is Verdict.EXCEPTED}
        members = self._members()
        found: dict[tuple[str, str, GapKind], Gap] = {}
        for principle in self._book:
            kind = self._words.kind_of(principle)
            if kind is None:
                continue
            for subject, listed in judge.verdicts(principle).findings.items():
                if subject not in members or (principle.id, subject.value) in excepted:
                    continue
                for placed in listed:
                    gap = self._gap(principle, kind, subject, placed)
                    key = gap.about or f"{principle.id} {gap.what.nl}", gap.subject, gap.kind
                    if key not in found or gap.severity.rank < found[key].severity.rank:
                        found[key] = gap
        return tuple(
            sorted(found.values(), key=lambda gap: (_ORDER.index(gap.kind), gap.severity.rank, gap.what.nl, gap.about))
        )

    def _members(self) -> frozenset[Term]:
        """Return what the tender consists of: its principles are told, not those of other tenders."""
        model, tender = self._workspace.model, ox.NamedNode(self._tender.iri)
        found: set[Term] = {tender}
        for name in ("requirement", "tenderDocument", "lot", "awardCriterion"):
            found.update(model.objects(tender, ar(name)))
        for lot in model.objects(tender, ar("lot")):
            found.update(model.objects(lot, ar("awardCriterion")))
        for criterion in list(found):
            found.update(model.subjects(ar("underCriterion"), criterion))
        return frozenset(found)

    def _gap(self, principle: Principle, kind: GapKind, subject: Term, placed: Placed) -> Gap:
        finding = placed.finding
        named = sorted(placed.names - {subject}, key=str)
        is_certain = finding.verdict is not Verdict.UNKNOWN
        about = self._about(named) if is_certain else ""
        words = self._words_of(principle, about) if is_certain else Words(NOTHING, NOTHING)
        return Gap(
            kind=self._kind(kind, subject, about) if is_certain else GapKind.INCOMPLETE,
            principle=principle.id,
            principle_name=principle.name,
            severity=finding.severity,
            subject=subject.value,
            about=about,
            what=_sentence(finding, self._tender, is_certain),
            why=self._why(principle, about),
            evidence=self._evidence(subject, named, about),
            requirement_text=words.requirement,
            clarification_question=words.question,
            remedy=self._words.remedy_of(principle) if is_certain else _TELL,
            location=finding.location,
            is_certain=is_certain,
        )

    def _about(self, named: Sequence[Term]) -> str:
        """Return the thing named that applies to the purchase, else the first with words of its own, else nothing."""
        for one in named:
            iri = self._same.get(one.value, one.value)
            if iri in self._rows:
                return iri
        worded = (one.value for one in named if not self._words.of_topic(one).is_empty)
        return next(worded, "")

    def _words_of(self, principle: Principle, about: str) -> Words:
        row = self._rows.get(about)
        if row is not None:
            return Words(row.requirement_text, row.clarification_question)
        own = self._words.of_principle(principle)
        if not about:
            return own
        term = ox.NamedNode(about)
        topic = self._words.of_topic(term, self._needs.get(term))
        return own if topic.is_empty else topic

    def _kind(self, kind: GapKind, subject: Term, about: str) -> GapKind:
        """Return the kind of a gap: what is missing may be wished or outdated, and a demand never made is missing."""
        if kind is GapKind.TOO_WEAK and subject.value == self._tender.iri:
            is_wished = any(about in one.topics for one in self._tender.requirements)
            kind = GapKind.ONLY_WISHED if is_wished else GapKind.MISSING
        row = self._rows.get(about)
        if kind is GapKind.MISSING and row is not None:
            return _KIND_OF_STATE.get(row.state, kind)
        return kind

    def _why(self, principle: Principle, about: str) -> Text:
        row = self._rows.get(about)
        if row is None or not row.why:
            return principle.rationale
        dutch, english = ", ".join(one.nl for one in row.why), ", ".join(one.en for one in row.why)
        return Text(
            f"{row.name.nl} hoort bij deze inkoop vanwege: {dutch}. {principle.rationale.nl}",
            f"{row.name.en} belongs to this purchase because of: {english}. {principle.rationale.en}",
        )

    def _evidence(self, subject: Term, named: Iterable[Term], about: str) -> tuple[Evidence, ...]:
        def each() -> Iterator[Evidence]:
            for one in (subject, *named):
                if self._workspace.model.facts(one):
                    yield Evidence(self._workspace.name_of(one), self._workspace.locate(one))
            for asked in self._rows[about].asked if about in self._rows else ():
                yield Evidence(asked.name, asked.location)

        return tuple(dict.fromkeys(each()))


def _sentence(finding: Finding, tender: Tender, is_certain: bool) -> Text:
    """Return the finding as a sentence; the words of a requirement or the name of a document stand between quotes."""
    label = finding.label
    if finding.subject != tender.iri:
        label = Text(f"\u2018{label.nl}\u2019", f"\u2018{label.en}\u2019")
    joint = " " if is_certain else ": "
    return Text(f"{label.nl}{joint}{finding.message.nl}", f"{label.en}{joint}{finding.message.en}")
