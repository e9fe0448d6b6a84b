"""Requirements in the running text of a document that has tables as well: read, or told with how to read them."""

from __future__ import annotations

from pathlib import Path

import docx.document
import pytest

from archrepo.exchange.tender_files import read_tender_file
from archrepo.exchange.tender_files.numbered_text import number_and_text
from archrepo.procurement.proposals import find_proposal
from archrepo.procurement.requirements.lists import Choices, TenderList, read_tender_list
from tests.exchange.tender_samples import document
from tests.procurement.test_tender_lists import opened, village

__all__ = ["village"]


def fill(made: docx.document.Document) -> None:
    made.add_paragraph("Dit hoofdstuk beschrijft wat de gemeente vraagt van de leverancier.")
    made.add_paragraph("Eis 1.1: Verbindingen gebruiken TLS 1.3.")
    made.add_paragraph("Wens 1.2: De leverancier levert een roadmap voor drie jaar.")
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip(table.rows[0].cells, ("Nr", "Eis"), strict=True):
        cell.text = text
    for cell, text in zip(table.rows[1].cells, ("2.1", "Inloggen gaat met OAuth 2.0."), strict=True):
        cell.text = text
    made.add_paragraph("De leverancier moet documenten in PDF/A kunnen leveren aan het archief.")


def read(folder: Path, *sheets: str) -> TenderList:
    file = read_tender_file("pve.docx", document(fill))
    workspace = opened(folder)
    return read_tender_list(workspace, find_proposal(workspace, "kwis"), file, Choices(sheets))


def test_numbered_requirements_in_running_text_are_read_beside_the_tables(village: Path) -> None:
    found = read(village)

    assert [one.row.number for one in found.requirements] == ["2.1", "Eis 1.1", "Wens 1.2"]
    assert [one.row.obligation.rpartition("#")[2] for one in found.requirements] == ["", "Mandatory", "Wish"]


def test_lines_that_look_like_a_requirement_and_were_not_read_are_told(village: Path) -> None:
    (told,) = read(village).not_read

    assert told.nl.startswith("NIET GELEZEN: in 'overige tekst' lijken 1 van 2 regels op een eis")
    assert told.nl.endswith("--sheet 'tabel 1' --sheet 'genummerde tekst' --sheet 'overige tekst'")
    assert read(village).document.remarks[0] == told


def test_several_tables_are_read_at_once(village: Path) -> None:
    found = read(village, "tabel 1", "overige tekst")

    assert {one.table for one in found.requirements} == {"tabel 1", "overige tekst"}


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Eis 1.1: tekst", "Eis 1.1"),
        ("EIS 12 - tekst", "EIS 12"),
        ("Wens W3. tekst", "Wens W3"),
        ("Eisen zijn er genoeg", ""),
        ("Requirement 4: text", "Requirement 4"),
        ("E-12 tekst", "E-12"),
    ],
)
def test_the_number_that_a_line_begins_with(line: str, number: str) -> None:
    assert number_and_text(line)[0] == number
