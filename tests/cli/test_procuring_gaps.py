"""`archrepo procurement gaps` and `requirements`: what a buyer mends before publication, and the file for bidders."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path

import docx
import openpyxl
import pytest
from the_command import AS_OF, Run


@pytest.fixture
def copy(town: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(town, tmp_path / "town"))


def test_gaps_are_told_with_text_to_paste_and_no_term_of_the_model(run: Run, town: Path) -> None:
    found = run("procurement", "gaps", "zaaksysteem", "--as-of", AS_OF, cwd=town)

    assert found.returncode == 1
    assert re.search(r"^  DNSSEC +ontbreekt +verstuurt e-mail$", found.stdout, re.MULTILINE)
    assert "eis om over te nemen: De oplossing ondersteunt de standaard DNSSEC" in found.stdout
    assert "vraag voor de nota van inlichtingen: " in found.stdout
    assert not re.search(r"\b(?:ar|am|std|gemma):\w", found.stdout)


def test_gaps_as_fields_hold_both_tables(run: Run, town: Path) -> None:
    arguments = ("zaaksysteem", "--as-of", AS_OF, "--format", "json", "--fail-on", "never", "--lang", "en")
    found = run("procurement", "gaps", *arguments, cwd=town)

    form = json.loads(found.stdout)
    assert found.returncode == 0
    assert list(form) == ["schema", "standards", "topics", "gaps"]
    states = {row["name"]: row["state"] for row in form["standards"]}
    assert (states["TLS"], states["DNSSEC"], states["ODF"]) == ("asked", "missing", "only-wished")
    told = {gap["about"] for gap in form["gaps"] if gap["about"]}
    gaps = {row["iri"] for row in (*form["standards"], *form["topics"]) if row["state"] not in ("asked", "excepted")}
    assert gaps <= told


def test_places_to_fill_in_are_found_in_a_file(run: Run, copy: Path) -> None:
    (copy / "lijst.csv").write_text("nr;eis\n1;De leverancier [naam] levert\n2;De boete is PM\n", encoding="utf-8")

    found = run("procurement", "gaps", "zaaksysteem", "lijst.csv", "--as-of", AS_OF, cwd=copy)

    assert "lijst.csv: " in found.stdout
    assert "[naam]" in found.stdout
    assert "staat: PM" in found.stdout


def test_file_that_is_not_there_is_told(run: Run, town: Path) -> None:
    found = run("procurement", "gaps", "zaaksysteem", "geen.docx", cwd=town)

    assert found.returncode == 2
    assert "geen.docx is geen bestand" in found.stderr


def test_workbook_and_document_are_written_once(run: Run, copy: Path) -> None:
    for name in ("eisen.xlsx", "eisen.docx"):
        first = run("procurement", "requirements", "zaaksysteem", "-o", name, "--as-of", AS_OF, cwd=copy)
        data = (copy / name).read_bytes()
        again = run("procurement", "requirements", "zaaksysteem", "-o", name, "--as-of", AS_OF, cwd=copy)
        replaced = run(
            "procurement", "requirements", "zaaksysteem", "-o", name, "--replace", "--as-of", AS_OF, cwd=copy
        )

        assert first.returncode == 0, first.stderr
        assert f"Geschreven: {name}" in first.stdout
        assert again.returncode == 2 and "--replace" in again.stderr
        assert replaced.returncode == 0
        assert (copy / name).read_bytes() == data
    book = openpyxl.load_workbook(io.BytesIO((copy / "eisen.xlsx").read_bytes()))
    assert book["Eisen"].max_row > 60
    assert len(docx.Document(io.BytesIO((copy / "eisen.docx").read_bytes())).tables) == 5


def test_form_that_is_not_known_is_refused_before_the_model_is_read(run: Run, tmp_path: Path) -> None:
    found = run("procurement", "requirements", "zaaksysteem", "-o", "eisen.odt", cwd=tmp_path)

    assert found.returncode == 2
    assert ".xlsx" in found.stderr
