"""The dossier of a procurement as a workbook: the verdicts beside the rows of the requirements."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from openpyxl import Workbook

from archrepo.language import Language
from archrepo.procurement.assessment import BidAssessment
from archrepo.procurement.dossier.whole import Dossier
from archrepo.procurement.requirement_values import RequirementVerdict
from archrepo.reporting.document import Document, Table
from archrepo.reporting.dossier_bids import left_out, refused_answers
from archrepo.reporting.dossier_summary import architect_line
from archrepo.reporting.dossier_words import DossierWords
from archrepo.reporting.workbook_file import add_sheet, workbook_bytes


def dossier_xlsx(
    dossier: Dossier, document: Document, language: Language, shown_path: Callable[[str], str] = str
) -> bytes:
    """Return the workbook; `document` is the report on the same dossier, for its cover and its table of bids."""
    words = DossierWords(language, shown_path)
    book = Workbook()
    book.remove(book.worksheets[0])
    t = words.t
    cover = ((t("oordeel", "verdict"), document.subtitle), *_of_architect(dossier, words), *document.cover)
    add_sheet(book, t("Over", "About"), (t("gegeven", "fact"), t("waarde", "value")), cover, (32, 110))
    side_by_side = next((one for one in document.blocks if isinstance(one, Table) and len(one.headings) > 4), None)
    if dossier.assessment.bids and side_by_side is not None:
        widths = (40, *(16 for _ in side_by_side.headings[1:]))
        add_sheet(book, t("Inschrijvingen", "Bids"), side_by_side.headings, side_by_side.rows, widths)
    _unread(book, dossier, words)
    _refused(book, dossier, words)
    _requirements(book, dossier, words)
    _principles(book, dossier, words)
    _gaps(book, dossier, words)
    _standards(book, dossier, words)
    return workbook_bytes(book, document.title, language, document.date)


def _unread(book: Workbook, dossier: Dossier, words: DossierWords) -> None:
    """Add the files of bids that could not be read, when there are any."""
    t = words.t
    headings = (t("waar", "where"), t("wat eraan mankeert", "what is wrong"), t("wat u kunt doen", "what you can do"))
    rows = [(words.place(one.location), words(one.text), words(one.remedy)) for one in dossier.assessment.unread]
    if rows:
        add_sheet(book, t("Niet gelezen", "Not read"), headings, rows, (50, 80, 80))


def _of_architect(dossier: Dossier, words: DossierWords) -> Iterator[tuple[str, str]]:
    for one in dossier.architect_verdicts:
        said = " ".join(filter(None, (architect_line(one, words), words(one.reason))))
        yield words.t("oordeel van de architect", "verdict of the architect"), said


def _refused(book: Workbook, dossier: Dossier, words: DossierWords) -> None:
    """Add what bids say that does not count, when there is any."""
    t = words.t
    rows = [
        (words(bid.name), what, sentence, place)
        for bid in dossier.assessment.bids
        for what, found in (
            (t("antwoord telt niet mee", "answer does not count"), refused_answers(bid, words)),
            (t("niet overgenomen", "left out"), left_out(bid, words)),
        )
        for sentence, place in found
    ]
    headings = (t("inschrijving", "bid"), t("wat", "what"), t("waarom", "why"), t("waar", "where"))
    if rows:
        add_sheet(book, t("Telt niet mee", "Does not count"), headings, rows, (36, 24, 90, 44))


def _requirements(book: Workbook, dossier: Dossier, words: DossierWords) -> None:
    """Add the requirements in the order of the tender, each with the outcome of every bid behind it."""
    t, bids = words.t, dossier.assessment.bids
    headings = [t("nr", "no"), t("eis", "requirement"), t("soort", "kind"), t("gelezen uit", "read from")]
    widths = [8, 52, 8, 26]
    for bid in bids:
        headings += [words(bid.name), t("waarom", "why")]
        widths += [20, 44]
    found = [{one.requirement.iri: one for one in bid.requirements} for bid in bids]
    rows = []
    for asked in dossier.assessment.tender.requirements:
        read = f"{asked.read_from} {asked.read_at}".strip() or words.place(asked.location)
        row = [asked.number, words(asked.text), words.obligation(asked), read]
        for outcomes in found:
            row += _outcome(outcomes.get(asked.iri), words)
        rows.append(row)
    add_sheet(book, t("Eisen", "Requirements"), headings, rows, widths, naming=2)


def _outcome(found: RequirementVerdict | None, words: DossierWords) -> list[str]:
    return ["", ""] if found is None else [words(found.outcome.word), words(found.reason)]


def _principles(book: Workbook, dossier: Dossier, words: DossierWords) -> None:
    t, assessment = words.t, dossier.assessment
    columns = [
        {one.principle: one for one in verdicts}
        for verdicts in (assessment.verdicts, *(bid.verdicts for bid in assessment.bids))
    ]
    names = {one.principle: one.name for column in columns for one in column.values()}
    headings = [t("principe", "principle"), t("naam", "name"), t("de inkoop", "the purchase")]
    headings += [words(bid.name) for bid in assessment.bids]
    rows = [
        [
            principle,
            words(name),
            *(words(column[principle].verdict.word) if principle in column else "" for column in columns),
        ]
        for principle, name in sorted(names.items())
    ]
    add_sheet(book, t("Principes", "Principles"), headings, rows, [12, 44, *(22 for _ in columns)], naming=2)


def _gaps(book: Workbook, dossier: Dossier, words: DossierWords) -> None:
    t = words.t
    headings = (
        t("soort", "kind"),
        t("principe", "principle"),
        t("wat", "what"),
        t("eistekst", "requirement text"),
        t("vraag nota van inlichtingen", "question for the clarification note"),
        t("wat u kunt doen", "what you can do"),
        t("waar", "where"),
    )
    rows = [
        (
            words(gap.kind.word),
            gap.principle,
            words(gap.what),
            words(gap.requirement_text),
            words(gap.clarification_question),
            words(gap.remedy),
            words.place(gap.location),
        )
        for gap in dossier.gaps
    ]
    add_sheet(book, words(dossier.standing.stage.sheet), headings, rows, (14, 10, 50, 50, 46, 44, 40))


def _standards(book: Workbook, dossier: Dossier, words: DossierWords) -> None:
    t = words.t
    headings = (
        t("standaard of onderwerp", "standard or topic"),
        t("waarom", "why"),
        t("stand", "state"),
        t("waar gevraagd", "where asked"),
        *(words(bid.name) for bid in dossier.assessment.bids),
    )
    rows = [
        (
            words(one.name),
            "; ".join(map(words, one.why)),
            words(one.state.word),
            "; ".join(f"{asked.number} {words(asked.name)}".strip() for asked in one.asked),
            *(_support(bid, one.iri, words) for bid in dossier.assessment.bids),
        )
        for one in (*dossier.standards, *dossier.topics)
    ]
    widths = (36, 50, 20, 60, *(22 for _ in dossier.assessment.bids))
    add_sheet(book, t("Wat geldt", "What applies"), headings, rows, widths)


def _support(bid: BidAssessment, standard: str, words: DossierWords) -> str:
    """Return whether a bid supports a standard; empty where nobody asks that of its reference component."""
    return next(_states(bid, standard, words), "")


def _states(bid: BidAssessment, standard: str, words: DossierWords) -> Iterator[str]:
    for row in bid.standards:
        if row.standard == standard:
            if row.is_supported is None:
                yield words.t("niet bekend", "not known")
            else:
                yield words.t("ja", "yes") if row.is_supported else words.t("nee", "no")
