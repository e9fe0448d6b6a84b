"""The report on the shipped procurement in every format: the same verdicts, the same bytes, no formula and no gap."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from itertools import pairwise

import docx
import openpyxl
import pypdf
import pytest
from lxml import html
from the_knowledge import sample_check

from archrepo.errors import RequestFault
from archrepo.findings import Location, Verdict
from archrepo.language import Text
from archrepo.procurement import find_proposal
from archrepo.procurement.dossier.bidder_dossier import dossier_for_bidder
from archrepo.procurement.dossier.confidential import blinded
from archrepo.procurement.dossier.whole import Dossier, confined, dossier_of
from archrepo.procurement.judging.headline import headline
from archrepo.procurement.tender import RefusedAnswer
from archrepo.reporting.document import Document, Heading, Paragraph, Table
from archrepo.reporting.dossier_document import dossier_document
from archrepo.reporting.dossier_files import MEDIA_TYPES, dossier_file
from archrepo.turtle import parse

BASE = "https://voorbeeldstad.example/id/"


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    town = sample_check()
    return dossier_of(town, find_proposal(town.workspace, "zaaksysteem"), commit="abc1234", version="9.9.9")


@pytest.fixture(scope="module")
def document(dossier: Dossier) -> Document:
    return dossier_document(dossier, "nl")


@pytest.fixture(scope="module")
def files(dossier: Dossier) -> dict[str, bytes]:
    """The report in every form, by ending."""
    return {ending: dossier_file(dossier, ending, "nl", BASE) for ending in MEDIA_TYPES}


@pytest.fixture(scope="module")
def blind(dossier: Dossier) -> Dossier:
    """What who may not know the bidders gets to see."""
    return confined(dossier, blinded(dossier.assessment))


@pytest.mark.parametrize("ending", sorted(MEDIA_TYPES))
def test_the_same_dossier_gives_the_same_bytes(dossier: Dossier, files: dict[str, bytes], ending: str) -> None:
    assert dossier_file(dossier, ending, "nl", BASE) == files[ending]


def test_the_cover_says_how_to_repeat_it(dossier: Dossier, document: Document) -> None:
    cover = dict(document.cover)

    assert cover["Versie van het model"] == "abc1234"
    assert cover["Peildatum"] == "2026-11-22"
    assert cover["Vingerafdruk van de invoer"] == dossier.provenance.input
    assert cover["Gemaakt met"] == "archrepo 9.9.9"


def test_every_gap_has_its_words_in_the_report(dossier: Dossier, files: dict[str, bytes]) -> None:
    page = html.fromstring(files["html"].decode()).text_content()

    assert dossier.gaps
    for gap in dossier.gaps:
        assert gap.requirement_text.nl in page
        assert gap.remedy.nl in page


def test_the_first_chapter_has_the_verdict_the_bids_the_winner_and_the_architect(
    dossier: Dossier, document: Document
) -> None:
    second = [index for index, one in enumerate(document.blocks) if isinstance(one, Heading) and one.level == 1][1]
    first = document.blocks[:second]
    said = [one.text for one in first if isinstance(one, Paragraph)]

    assert headline(dossier.assessment).nl in said
    assert dossier.assessment.awards[0].summary.nl in said
    assert "Past met voorwaarden (Informatiearchitect, 19 mei 2026)." in said
    assert [len(one.rows) for one in first if isinstance(one, Table)] == [len(dossier.assessment.bids)]


def test_every_form_tells_why_the_architect_judged_so(dossier: Dossier) -> None:
    reason = "Mits elke koppeling open is."
    judged = replace(dossier, architect_verdicts=(replace(dossier.architect_verdicts[0], reason=Text.same(reason)),))

    for ending in ("docx", "html", "json", "pdf", "xlsx"):
        assert reason in words_of(dossier_file(judged, ending, "nl", BASE), ending).replace("\n", " ")
        hidden = confined(judged, judged.assessment)
        assert reason not in words_of(dossier_file(hidden, ending, "nl", BASE), ending).replace("\n", " ")


def test_workbook_lists_what_a_bid_says_that_does_not_count(dossier: Dossier, files: dict[str, bytes]) -> None:
    place = Location("bids/a.ttl", 3, 1, 3, 2)
    refused = RefusedAnswer("E-006", "zie offerte", Text.same("geen antwoord"), "Eisen!F7", place)
    first, *rest = dossier.assessment.bids
    bids = (replace(first, bid=replace(first.bid, refused=(refused,))), *rest)
    told = replace(dossier, assessment=replace(dossier.assessment, bids=bids))
    book = openpyxl.load_workbook(io.BytesIO(dossier_file(told, "xlsx", "nl", BASE)))

    assert (first.name.nl, "antwoord telt niet mee", refused.words.nl, "Eisen!F7") in list(
        book["Telt niet mee"].iter_rows(values_only=True)
    )
    assert "Telt niet mee" not in openpyxl.load_workbook(io.BytesIO(files["xlsx"]))


def test_json_says_what_it_was_made_from_and_what_is_still_to_do(dossier: Dossier, files: dict[str, bytes]) -> None:
    fields = json.loads(files["json"])
    hidden = json.loads(dossier_file(confined(dossier, dossier.assessment), "json", "nl", BASE))

    assert fields["provenance"]["input_sha256"] == dossier.provenance.input
    assert len(fields["gaps"]["gaps"]) == len(dossier.gaps)
    assert [one["principle"] for one in fields["waivers"]] == [one.principle for one in dossier.waivers]
    assert not {"gaps", "waivers", "architect_verdicts"} & set(hidden)


def test_no_heading_skips_a_level(document: Document) -> None:
    levels = [block.level for block in document.blocks if isinstance(block, Heading)]

    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_row_of_a_table_is_as_wide_as_its_headings(document: Document) -> None:
    tables = [block for block in document.blocks if isinstance(block, Table)]

    assert tables
    assert all(len(row) == len(table.headings) for table in tables for row in table.rows)


def test_the_report_names_no_term_of_the_vocabulary(files: dict[str, bytes]) -> None:
    page = html.fromstring(files["html"].decode())
    words = [one for one in page.text_content().split() if one.startswith(("ar:", "`ar:", "am:"))]

    assert words == []


def test_workbook_has_the_outcome_of_every_bid_beside_each_requirement(
    dossier: Dossier, files: dict[str, bytes]
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    rows = list(book["Eisen"].iter_rows(values_only=True))
    columns = [
        index for index, heading in enumerate(rows[0]) if heading in {bid.name.nl for bid in dossier.assessment.bids}
    ]

    assert len(columns) == len(dossier.assessment.bids)
    assert [row[0] for row in rows[1:]] == [one.number for one in dossier.assessment.tender.requirements]
    assert all(row[column] for row in rows[1:] for column in columns)


def test_workbook_has_no_formula(files: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))

    assert [
        cell.coordinate for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ] == []


def test_turtle_tells_each_verdict_once(dossier: Dossier, files: dict[str, bytes]) -> None:
    triples = parse(files["ttl"], "rapport.ttl")
    told = [value.value for _, predicate, value in triples if predicate.value.endswith("earl#outcome")]
    assessment = dossier.assessment
    verdicts = [one for group in (assessment.verdicts, *(bid.verdicts for bid in assessment.bids)) for one in group]
    requirements = [one for bid in assessment.bids for one in bid.requirements]
    failed = [one for one in verdicts if one.verdict in (Verdict.BROKEN, Verdict.EXCEPTED)]
    failed_requirements = [one for one in requirements if one.outcome.value in ("broken", "excepted")]

    assert len(told) == len(verdicts) + len(requirements)
    assert sum(one.endswith("#failed") for one in told) == len(failed) + len(failed_requirements)


def test_json_word_and_pdf_hold_the_same_summary(dossier: Dossier, files: dict[str, bytes]) -> None:
    summary = headline(dossier.assessment).nl
    fields = json.loads(files["json"])
    word = docx.Document(io.BytesIO(files["docx"]))
    pdf = pypdf.PdfReader(io.BytesIO(files["pdf"]))

    assert fields["procurement"]["headline"] == summary
    assert summary in [paragraph.text for paragraph in word.paragraphs]
    assert summary[:40] in pdf.pages[0].extract_text().replace("\n", " ")


def test_an_unknown_format_lists_those_there_are(dossier: Dossier) -> None:
    with pytest.raises(RequestFault) as refused:
        dossier_file(dossier, "odt", "nl", BASE)

    assert refused.value.remedy is not None
    assert ".pdf" in refused.value.remedy.nl


@pytest.mark.parametrize("ending", sorted(MEDIA_TYPES))
def test_what_one_bidder_gets_names_no_other(dossier: Dossier, ending: str) -> None:
    own = next(bid for bid in dossier.assessment.bids if bid.is_formal)
    told = words_of(dossier_file(dossier_for_bidder(dossier, own), ending, "nl", BASE), ending)
    others = [bid for bid in dossier.assessment.bids if bid.iri != own.iri]

    assert own.name.nl in told or ending == "ttl"
    for other in others:
        for name in (other.name.nl, other.bid.bidder_name.nl, *(one.rsplit("/", 1)[-1] for one in other.bid.offered)):
            assert name not in told
        assert str(other.bid.price_euro) not in told


@pytest.mark.parametrize("ending", sorted(MEDIA_TYPES))
def test_a_blind_report_names_no_bidder(dossier: Dossier, blind: Dossier, ending: str) -> None:
    told = words_of(dossier_file(blind, ending, "nl", BASE), ending)

    for bid in dossier.assessment.bids:
        for name in (bid.bid.bidder_name.nl, bid.iri):
            assert name not in told


def words_of(data: bytes, ending: str) -> str:
    """Return all words of a report: of every part when it is a zip, of every page when it is a PDF."""
    if ending in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return "\n".join(parts.read(name).decode("utf-8", "ignore") for name in parts.namelist())
    if ending == "pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    return data.decode()
