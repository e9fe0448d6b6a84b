"""`archrepo export`: what it writes, what it refuses, and what it tells in two languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from the_command import ROOT, Run

from archrepo.exchange.writing import FORMATS

_MODEL = ROOT / "tests" / "transcripts" / "files" / "model.archimate"


@pytest.fixture
def village(run: Run, tmp_path: Path) -> Path:
    """A workspace made by an import."""
    assert run("import", str(_MODEL), "--into", "dorp").returncode == 0
    return tmp_path / "dorp"


def test_an_import_goes_out_as_the_same_bytes(run: Run, village: Path, tmp_path: Path) -> None:
    done = run("export", "archimate", "-o", "uit/terug.archimate", "--workspace", "dorp")

    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "geschreven: uit/terug.archimate (eigen bestand van Archi)",
        "  4 elementen",
        "  3 relaties",
        "  1 diagram",
        "  alles is meegegaan",
    ]
    assert (tmp_path / "uit" / "terug.archimate").read_bytes() == _MODEL.read_bytes()


def test_what_a_format_cannot_hold_is_told_in_both_languages(run: Run, village: Path) -> None:
    drawing = next((village / "views").glob("*.xml"))
    drawing.write_text(drawing.read_text("utf-8").replace('id="id-o1"', 'id="id-o1" textAlignment="1"'), "utf-8")

    dutch = run("export", "ameff", "-o", "a.xml", cwd=village)
    english = run("export", "ameff", "-o", "b.xml", "--lang", "en", cwd=village)

    assert "  gaat niet mee: 1x uitlijning van tekst\n" in dutch.stdout
    assert "  does not go along: 1x alignment of text\n" in english.stdout
    assert english.stdout.startswith("written: b.xml (exchange format of ArchiMate 3.1)\n")
    assert (village / "a.xml").read_bytes() == (village / "b.xml").read_bytes()


def test_a_file_that_is_there_is_only_replaced_when_asked(run: Run, village: Path) -> None:
    (village / "a.xml").write_text("van iemand anders", "utf-8")

    refused = run("export", "ameff", "-o", "a.xml", cwd=village)
    kept = (village / "a.xml").read_text("utf-8")
    done = run("export", "ameff", "-o", "a.xml", "--replace", cwd=village)

    assert (refused.returncode, kept) == (2, "van iemand anders")
    assert "a.xml bestaat al" in refused.stderr
    assert "--replace" in refused.stderr
    assert done.returncode == 0
    assert (village / "a.xml").read_bytes().startswith(b"<?xml")


def test_what_an_import_wrote_is_never_replaced(run: Run, village: Path) -> None:
    before = (village / "model.xml").read_bytes()

    refused = run("export", "ameff", "-o", "model.xml", "--replace", cwd=village)

    assert refused.returncode == 2
    assert "model.xml hoort bij een import" in refused.stderr
    assert (village / "model.xml").read_bytes() == before


def test_a_folder_of_files_replaces_only_what_it_writes(run: Run, village: Path, tmp_path: Path) -> None:
    first = run("export", "grafico", "-o", "repo", "--workspace", "dorp")
    (tmp_path / "repo" / "LEESMIJ.md").write_text("blijft", "utf-8")
    (tmp_path / "repo" / "model" / "oud.xml").write_text("gaat weg", "utf-8")

    refused = run("export", "grafico", "-o", "repo", "--workspace", "dorp")
    done = run("export", "grafico", "-o", "repo", "--workspace", "dorp", "--replace")

    assert (first.returncode, refused.returncode, done.returncode) == (0, 2, 0)
    assert (tmp_path / "repo" / "LEESMIJ.md").read_text("utf-8") == "blijft"
    assert not (tmp_path / "repo" / "model" / "oud.xml").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["word", "-o", "a.docx"], "word is geen vorm om in te schrijven"),
        (["ameff", "-o", "a.zip"], "a.zip eindigt niet op .xml"),
        (["ameff", "-o", "a.xml", "--from", "elders"], "elders"),
        (["ameff"], "--output"),
    ],
)
def test_a_wrong_request_is_told_and_writes_nothing(run: Run, village: Path, arguments: list[str], told: str) -> None:
    before = sorted(village.rglob("*"))

    refused = run("export", *arguments, cwd=village)

    assert refused.returncode == 2
    assert told in refused.stderr
    assert sorted(village.rglob("*")) == before


def test_one_of_two_imports_goes_out_alone(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "ander.archimate"
    text = _MODEL.read_text("utf-8").replace("id-", "id-x-").replace("Kleindorp", "Grootdorp")
    other.write_text(text, "utf-8", newline="")
    assert run("import", str(_MODEL), str(other), "--into", "samen").returncode == 0

    done = run("export", "archimate", "-o", "../deel.archimate", "--from", "ander", cwd=tmp_path / "samen")

    assert done.returncode == 0
    assert (tmp_path / "deel.archimate").read_text("utf-8") == text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_help_names_every_format(run: Run, language: str) -> None:
    shown = run("export", "--help", "--lang", language).stdout

    assert [one.name for one in FORMATS if one.name not in shown] == []


def test_a_folder_with_files_of_another_kind_is_never_replaced(run: Run, village: Path) -> None:
    own = village / "uit" / "model" / "own.ttl"
    assert run("export", "grafico", "-o", "uit", cwd=village).returncode == 0
    again = run("export", "grafico", "-o", "uit", "--replace", cwd=village)
    own.write_text("# van mij\n", "utf-8")

    refused = run("export", "grafico", "-o", "uit", "--replace", cwd=village)

    assert again.returncode == 0
    assert refused.returncode == 2
    assert "own.ttl is geen bestand van een eerdere export" in refused.stderr
    assert own.read_text("utf-8") == "# van mij\n"


@pytest.mark.parametrize("name", ["model.xml", "model.csv", "model.zip", "model.XLSX"])
def test_a_folder_does_not_get_the_name_of_a_file(run: Run, village: Path, name: str) -> None:
    refused = run("export", "csv", "-o", name, cwd=village)

    assert refused.returncode == 2
    assert f"csv schrijft een map, en {name} is de naam van een bestand" in refused.stderr
    assert "kies een map, zoals model" in refused.stderr
    assert name == "model.xml" or not (village / name).exists()


def test_a_folder_may_have_a_dot_in_its_name(run: Run, village: Path) -> None:
    done = run("export", "csv", "-o", "model.v2", cwd=village)

    assert done.returncode == 0
    assert len(list((village / "model.v2").glob("*.csv"))) == 3
