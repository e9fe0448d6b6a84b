"""Places of a tender file that nobody filled in are found at their place, and ordinary text is not."""

from __future__ import annotations

import pytest
from the_knowledge import shipped_book, shipped_ontology
from whole_tender import landscape

from archrepo.procurement.publication.gap_values import GapKind
from archrepo.procurement.publication.gaps import document_gaps
from archrepo.procurement.publication.placeholders import unfilled_places
from archrepo.procurement.requirements.source_tables import SourceCell, SourceDocument, SourceRow, SourceTable

THREE_TIMES_X = "X" * 3
WORKSPACE = landscape(shipped_ontology())


def document(*texts: str, headings: tuple[str, ...] = (), name: str = "leidraad.docx") -> SourceDocument:
    rows = tuple(SourceRow((SourceCell(text, f"alinea {number}"),)) for number, text in enumerate(texts, start=1))
    heads = tuple(SourceCell(text, "tabel 1") for text in headings)
    return SourceDocument(name, "0" * 64, (SourceTable("tekst", heads, rows),), ())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("De heer [naam contractmanager] tekent.", "[naam contractmanager]"),
        ("Uiterlijk op <invullen> ontvangt u bericht.", "<invullen>"),
        ("De looptijd is {aantal jaren} jaar.", "{aantal jaren}"),
        ("Gemeente «naam»", "«naam»"),
        (f"Bedrag: {THREE_TIMES_X} euro", THREE_TIMES_X),
        ("Datum: ........", "........"),
        ("Naam: ________", "________"),
        ("De boete is PM.", "PM"),
        ("Start: n.t.b.", "n.t.b."),
        ("Start: ntb", "ntb"),
        ("Dit wordt nader te bepalen.", "nader te bepalen"),
        ("Zie bijlage 7 voor de tarieven.", "bijlage 7"),
        ("Zie Bijlage C.", "Bijlage C"),
    ],
)
def test_place_that_is_not_filled_in_is_found_at_its_place(text: str, found: str) -> None:
    (place,) = unfilled_places(document(text))

    assert (place.text, place.place) == (found, "alinea 1")
    assert place.what.nl and place.what.en


@pytest.mark.parametrize(
    "text",
    [
        "Zie noot [1] en [2024].",
        "Kruis aan: [ ] ja [x] nee",
        "De vergadering is om 2 PM en sluit om 14:30.",
        "De PMO en de CPM-methode",
        "Minder dan 5 < 10 en 12 > 3.",
        "Zie <https://voorbeeld.example/pad> voor meer.",
        "Dat duurt drie weken... en dan nog een dag.",
        "Wij beoordelen op kwaliteit.",
        "In de bijlagen staat meer.",
        "maxxximaal is geen woord",
    ],
)
def test_ordinary_text_is_no_place_to_fill_in(text: str) -> None:
    assert unfilled_places(document(text)) == ()


def test_annex_is_there_when_a_document_or_heading_has_its_number() -> None:
    text = "Zie bijlage 7 en bijlage 07."

    assert len(unfilled_places(document(text), ["Bijlage 7 Prijzenblad.xlsx"])) == 0
    assert len(unfilled_places(document(text, "Bijlage 7: prijzen"))) == 0
    assert len(unfilled_places(document(text), ["Bijlage 17 Prijzenblad.xlsx"])) == 2


def test_table_without_any_text_is_empty_and_one_with_an_answer_column_is_not() -> None:
    empty = document("", "", headings=("functie", "tarief"))
    to_answer = document("projectleider", headings=("functie", "tarief"))

    assert [place.text for place in unfilled_places(empty)] == ["functie | tarief"]
    assert unfilled_places(to_answer) == ()


def test_gap_in_a_file_names_the_file_and_asks_what_it_should_say() -> None:
    (gap,) = document_gaps(WORKSPACE, shipped_book(), [document("De boete is PM.")], ["Bijlage 1"])

    assert gap.kind is GapKind.INCOMPLETE
    assert "leidraad.docx: alinea 1" in gap.what.nl
    assert "PM" in gap.clarification_question.nl
    assert gap.location.path == "leidraad.docx"


def test_one_file_is_the_annex_that_the_other_refers_to() -> None:
    guide = document("Zie bijlage 2.")
    annex = document("Prijzen", name="Bijlage 2 - prijzen.xlsx")

    assert document_gaps(WORKSPACE, shipped_book(), [guide, annex]) == ()
