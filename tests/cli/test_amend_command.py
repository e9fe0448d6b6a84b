"""`archrepo amend` as users run it: shown first, written when asked, refused while a cell cannot be read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from the_command import ROOT, Run, runner

CONFIGURATION = '[workspace]\nname = "Dorp"\nbase = "https://d.example/id/"\n[files]\nmodel = ["model/*.ttl"]\n'
MODEL = """@prefix : <https://d.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

:zaken a am:ApplicationComponent ; rdfs:label "Zaken"@nl ; ar:users 4 .
"""


@pytest.fixture
def village(tmp_path: Path) -> Path:
    (tmp_path / "model").mkdir()
    (tmp_path / "archrepo.toml").write_text(CONFIGURATION)
    (tmp_path / "model" / "a.ttl").write_text(MODEL)
    return tmp_path


@pytest.fixture
def amend(village: Path) -> Run:
    return runner(village)


def filled(folder: Path, users: object) -> None:
    book = openpyxl.load_workbook(folder / "landschap.xlsx")
    sheet = book["Applicaties"]
    column = next(cell.column for cell in sheet[1] if cell.value == "Aantal gebruikers")
    sheet.cell(2, column).value = users
    book.save(folder / "landschap.xlsx")


def test_it_shows_then_writes_and_then_has_nothing_to_do(village: Path, amend: Run) -> None:
    assert amend("export", "xlsx", "-o", "landschap.xlsx").returncode == 0
    filled(village, 7)

    shown = amend("amend", "landschap.xlsx")
    assert (shown.returncode, (village / "model/a.ttl").read_text()) == (0, MODEL)
    assert "+:zaken a am:ApplicationComponent" in shown.stdout and "wordt '7'; was '4'" in shown.stdout
    done = amend("amend", "landschap.xlsx", "--write")
    assert (done.returncode, (village / "model/a.ttl").read_text()) == (0, MODEL.replace("users 4", "users 7"))
    assert "Geschreven: model/a.ttl." in done.stderr and "Exporteer opnieuw voordat u" in done.stderr
    assert amend("amend", "landschap.xlsx").stdout == "Er verandert niets in het model.\n"


def test_an_unreadable_cell_stops_writing_and_machines_get_its_fields(village: Path, amend: Run) -> None:
    assert amend("export", "xlsx", "-o", "landschap.xlsx").returncode == 0
    filled(village, "een paar")

    found = amend("--lang", "en", "amend", "landschap.xlsx", "--format", "json")
    form = json.loads(found.stdout)
    assert (found.returncode, form["may_be_written"], form["files"]) == (1, False, [])
    assert form["faults"][0]["remedy"] == "write a number, such as 99.5"
    refused = amend("amend", "landschap.xlsx", "--write")
    assert (refused.returncode, (village / "model/a.ttl").read_text()) == (2, MODEL)
    assert "er is niets geschreven" in refused.stderr


def test_a_file_that_is_no_workbook_is_told(village: Path, amend: Run) -> None:
    shutil.copyfile(ROOT / "README.md", village / "lees.xlsx")

    refused = amend("amend", "lees.xlsx")
    assert (refused.returncode, refused.stdout) == (3, "")
    assert "dit is geen werkmap" in refused.stderr


def test_a_workbook_is_no_model_and_the_remedy_names_the_way_back(amend: Run) -> None:
    assert amend("export", "xlsx", "-o", "landschap.xlsx").returncode == 0

    refused = amend("import", "landschap.xlsx", "--into", "nieuw")
    assert refused.returncode == 3
    assert "dit is een rekenblad, geen model" in refused.stderr and "archrepo amend" in refused.stderr


def test_a_model_file_of_before_keeps_the_turtle_of_now_and_asks_where_both_changed(village: Path, amend: Run) -> None:
    turtle = village / "model/a.ttl"
    assert amend("export", "archimate", "-o", "dorp.archimate").returncode == 0
    turtle.write_text(MODEL.replace("users 4", "users 5"))

    kept = amend("amend", "dorp.archimate", "--write")
    assert (kept.returncode, turtle.read_text()) == (0, MODEL.replace("users 4", "users 5"))
    assert "Let op: na de export is het model zelf op 1 plaats(en) veranderd: dat blijft." in kept.stdout
    edited = (village / "dorp.archimate").read_text().replace('key="ar:users" value="4"', 'key="ar:users" value="7"')
    (village / "dorp.archimate").write_text(edited)
    form = json.loads(amend("amend", "dorp.archimate", "--format", "json").stdout)
    assert [(one["exported"], one["file"], one["model"]) for one in form["conflicts"]] == [(None, "7", "5")]
    assert amend("amend", "dorp.archimate", "--write").returncode == 2
    assert amend("amend", "dorp.archimate", "--write", "--conflicts", "file").returncode == 0
    assert turtle.read_text() == MODEL.replace("users 4", "users 7")
