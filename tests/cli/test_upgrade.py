"""`archrepo import --reference` and `archrepo upgrade`: what they say, in both languages, and what they leave alone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from the_command import ROOT, Run

FILES = ROOT / "tests/transcripts/files"
PIN = ("import", "--reference", "gemma-2026-06.archimate", "--into", "reference/gemma")
UPGRADE = ("upgrade", "gemma", "gemma-2026-12.archimate")
APPLICATIONS = """@prefix : <https://klein.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix gemma: <https://gemmaonline.nl/index.php/GEMMA/id-> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:plannen a am:ApplicationComponent ; rdfs:label "Planmaker"@nl ; ar:referenceComponent gemma:rc-wro .
"""


@pytest.fixture
def klein(tmp_path: Path) -> Path:
    """A small workspace with two releases beside it."""
    folder = tmp_path / "klein"
    (folder / "model").mkdir(parents=True)
    (folder / "archrepo.toml").write_text('[workspace]\nname = "Klein"\nbase = "https://klein.example/id/"\n')
    (folder / "model/applications.ttl").write_text(APPLICATIONS)
    for name in ("gemma-2026-06.archimate", "gemma-2026-12.archimate"):
        shutil.copyfile(FILES / name, folder / name)
    return folder


def test_pin_upgrade_and_write(klein: Path, run: Run) -> None:
    assert "gemma staat vast op GEMMA 2026-06-30" in run(*PIN, cwd=klein).stdout

    shown = run(*UPGRADE, "--lang", "en", cwd=klein)
    assert shown.returncode == 0
    assert shown.stdout.startswith("GEMMA 2026-06-30 -> GEMMA 2026-12-31\n  1 new\n")
    assert "+:plannen a am:ApplicationComponent" in shown.stdout
    assert "release" in (klein / "archrepo.lock").read_text()
    assert "2026-12-31" not in (klein / "archrepo.lock").read_text()

    written = run(*UPGRADE, "--write", cwd=klein)
    assert "gemma staat nu vast op GEMMA 2026-12-31." in written.stderr
    assert "gemma:rc-omgeving" in (klein / "model/applications.ttl").read_text()
    again = run(*UPGRADE, cwd=klein)
    assert "Beide uitgaven zeggen hetzelfde" in again.stdout
    assert again.stderr == ""


def test_forms_for_machines_and_for_a_file(klein: Path, run: Run) -> None:
    run(*PIN, cwd=klein)

    form = json.loads(run(*UPGRADE, "--format", "json", cwd=klein).stdout)
    markdown = run(*UPGRADE, "--format", "markdown", cwd=klein).stdout

    assert form["offered"]["release"] == "2026-12-31"
    assert form["own"]["mentions"][0]["path"] == "model/applications.ttl"
    assert markdown.startswith("# GEMMA 2026-06-30 -> GEMMA 2026-12-31\n")
    assert "## Alles wat in GEMMA verandert" in markdown


def test_an_edited_reference_is_told_by_check_and_doctor(klein: Path, run: Run) -> None:
    run(*PIN, cwd=klein)
    with (klein / "reference/gemma/motivation.ttl").open("a") as file:
        file.write("# extra\n")

    checked = run("check", "--fail-on", "never", cwd=klein)
    listed = run("check", "--fail-on", "never", "--format", "json", cwd=klein)
    doctor = run("doctor", cwd=klein)

    assert checked.returncode == listed.returncode == 2
    assert "reference/gemma/motivation.ttl: fout: motivation.ttl van het vastgezette referentiemodel" in checked.stderr
    assert "is met de hand gewijzigd" in doctor.stdout
    assert "motivation.ttl" in listed.stdout


def test_findings_of_the_reference_are_counted_and_shown_when_asked(klein: Path, run: Run) -> None:
    run(*PIN, cwd=klein)

    own = run("check", "--fail-on", "never", cwd=klein)
    theirs = run("check", "reference/gemma", "--fail-on", "never", cwd=klein)

    assert "reference/gemma/" not in own.stdout
    assert "bevindingen in GEMMA 2026-06-30 zelf (archrepo check reference/gemma)" in own.stderr
    assert "reference/gemma/" in theirs.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("upgrade", "vera", "gemma-2026-12.archimate"), "er is geen referentiemodel 'vera' vastgezet"),
        (("upgrade", "gemma", "weg.archimate"), "weg.archimate"),
        ((*UPGRADE, "--all", "--format", "json"), "--all hoort bij de vorm text"),
        ((*PIN[:2], "gemma-2026-12.archimate", *PIN[3:]), "gemma staat al vast op GEMMA 2026-06-30"),
        ((*PIN, "--replace-model"), "--replace-model past niet bij --reference"),
        ((*PIN, "gemma-2026-12.archimate"), "een referentiemodel is één bestand"),
        (("import", "gemma-2026-12.archimate", "--into", "x", "--release", "5"), "--release geldt alleen bij"),
    ],
)
def test_what_cannot_be_is_refused_in_words(klein: Path, run: Run, arguments: tuple[str, ...], words: str) -> None:
    run(*PIN, cwd=klein)

    found = run(*arguments, cwd=klein)

    assert found.returncode == 2
    assert words in found.stderr
    assert "remedie:" in found.stderr
