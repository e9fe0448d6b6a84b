"""`archrepo procurement read`: what a buyer sees of a file, and what it leaves behind."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from the_command import ROOT, Run

FILE = ROOT / "tests" / "transcripts" / "files" / "eisenlijst.csv"
PROPOSAL = Path("proposals") / "zaaksysteem"


@pytest.fixture
def place(town: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "town"
    shutil.copytree(town, folder)
    shutil.copyfile(FILE, folder / FILE.name)
    return folder


def test_preview_shows_columns_rows_and_doubts_and_writes_nothing(run: Run, place: Path) -> None:
    before = sorted(place.rglob("*"))

    found = run("procurement", "read", "zaaksysteem", "eisenlijst.csv", "--preview", cwd=place)

    assert found.returncode == 0, found.stderr
    assert "  Omschrijving: Tekst (op kop)\n" in found.stdout
    assert "  ? Bron: niet gelezen, de kop is niet bekend\n" in found.stdout
    assert "  E1  [eis]  De applicatie gebruikt TLS 1.3 of hoger" in found.stdout
    assert "      binnen 4 uur = hoogstens 4 uur?\n" in found.stdout
    assert sorted(place.rglob("*")) == before


def test_reading_writes_two_files_and_the_second_time_none(run: Run, place: Path) -> None:
    first = run("procurement", "read", "zaaksysteem", "eisenlijst.csv", cwd=place)
    second = run("procurement", "read", "zaaksysteem", "eisenlijst.csv", cwd=place)

    assert "Geschreven: proposals/zaaksysteem/requirements-eisenlijst.ttl" in first.stderr
    assert "Geschreven" not in second.stderr
    assert (place / PROPOSAL / "reading.ttl").exists()


def test_the_fields_name_terms_places_and_what_is_to_be_confirmed(run: Run, place: Path) -> None:
    found = run("procurement", "read", "zaaksysteem", "eisenlijst.csv", "--preview", "--format", "json", cwd=place)

    form = json.loads(found.stdout)
    assert form["schema"] == "archrepo/tender-list/1"
    wcag = next(one for one in form["requirements"][3]["sure"] if one["kind"] == "standard")
    assert (wcag["term"].rpartition("/")[2], wcag["matched"], wcag["version"]) == ("wcag-2.0", "WCAG 2.0", "2.0")
    assert [one["matched"] for one in form["requirements"][4]["doubtful"] if one["kind"] == "standard"] == ["OAuth 2.0"]


def test_a_read_proposal_can_be_assessed(run: Run, place: Path) -> None:
    run("procurement", "read", "zaaksysteem", "eisenlijst.csv", cwd=place)

    assert run("assess", "zaaksysteem", "--fail-on", "never", cwd=place).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (["zaaksysteem", "niets.csv"], 2, "niets.csv is geen bestand"),
        (["onbekend", "eisenlijst.csv"], 2, "er is geen voorstel 'onbekend'"),
        (["zaaksysteem", "oud.xls"], 3, "oude vorm"),
        (["zaaksysteem", "eisenlijst.csv", "--map", "Omschrijving=onzin"], 2, "zegt niet wat een kolom bevat"),
        (["zaaksysteem", "eisenlijst.csv", "--confirm", "E1=DNSSEC"], 2, "staat niet ter bevestiging"),
    ],
)
def test_what_cannot_be_read_is_told_with_a_remedy(
    run: Run, place: Path, arguments: list[str], code: int, expected: str
) -> None:
    (place / "oud.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)

    found = run("procurement", "read", *arguments, cwd=place)

    assert found.returncode == code
    assert expected in found.stderr
    assert "= remedie: " in found.stderr


def test_a_file_named_as_one_that_a_person_wrote_leaves_that_alone(run: Run, place: Path) -> None:
    shutil.copyfile(FILE, place / "eisen.csv")
    own = (place / PROPOSAL / "requirements-eisen.ttl").read_bytes()

    found = run("procurement", "read", "zaaksysteem", "eisen.csv", cwd=place)

    assert found.returncode == 2
    assert "bevat meer dan gelezen eisen" in found.stderr
    assert (place / PROPOSAL / "requirements-eisen.ttl").read_bytes() == own
