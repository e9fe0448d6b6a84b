"""`archrepo procurement new` and `adopt`: a folder that assess reads, and a change that is shown before it is made."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from the_command import AS_OF, Run

BID = """@prefix : <https://voorbeeldstad.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:bod-proef a ar:Bid ; rdfs:label "Inschrijving Proef"@nl ;
    ar:ofProcurement :inkoop-zaaksysteem ; ar:offers :proefproduct .
:proefproduct a am:ApplicationComponent ; rdfs:label "Proefproduct"@nl ; ar:owner :publiekszaken ; ar:hosting ar:SaaS .
"""


@pytest.fixture
def copy(town: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(town, tmp_path / "town"))


@pytest.fixture
def with_bid(copy: Path) -> Path:
    folder = copy / "proposals/zaaksysteem/bids"
    folder.mkdir(exist_ok=True)
    (folder / "proef.ttl").write_text(BID, encoding="utf-8")
    return copy


def test_a_new_procurement_can_be_assessed_at_once(run: Run, copy: Path) -> None:
    made = run("procurement", "new", "Parkeren 2028", "--set", "geraamde waarde in euro=90.000", cwd=copy)
    assessed = run("assess", "parkeren-2028", "--fail-on", "never", "--as-of", AS_OF, cwd=copy)

    assert made.returncode == 0, made.stderr
    assert "Inkoop 'parkeren-2028' begonnen in proposals/parkeren-2028/procurement.ttl." in made.stdout
    assert assessed.returncode == 0, assessed.stderr
    assert "90.000 euro" in assessed.stdout


def test_a_wrong_answer_makes_no_folder(run: Run, copy: Path) -> None:
    found = run("procurement", "new", "Parkeren", "--set", "hosting=ergens", cwd=copy)

    assert found.returncode == 2
    assert "hosting: dit antwoord past niet" in found.stderr
    assert "kies uit: Eigen beheer" in found.stderr
    assert not (copy / "proposals/parkeren").exists()


def test_an_unknown_question_names_the_nearest(run: Run, copy: Path) -> None:
    found = run("procurement", "new", "Parkeren", "--set", "hostin=SaaS", cwd=copy)

    assert found.returncode == 2
    assert "bedoelt u: hosting" in found.stderr


def test_the_questions_are_listed_by_step(run: Run, copy: Path) -> None:
    listed = run("procurement", "new", "--questions", "--lang", "en", cwd=copy).stdout

    assert listed.startswith("1. The purchase\n")
    assert "   hosting                  hosting\n" in listed


def test_adopting_shows_the_change_and_writes_nothing(run: Run, with_bid: Path) -> None:
    found = run("procurement", "adopt", "zaaksysteem", "proef", "--as-of", AS_OF, cwd=with_bid)

    assert found.returncode == 0, found.stderr
    assert "+++ b/target/adopted-zaaksysteem.ttl" in found.stdout
    assert "+:proefproduct a am:ApplicationComponent" in found.stdout
    assert "Inschrijving Proef wordt deel van het model." in found.stdout
    assert not (with_bid / "target/adopted-zaaksysteem.ttl").exists()


def test_adopted_with_write_is_part_of_the_model(run: Run, with_bid: Path) -> None:
    found = run("procurement", "adopt", "zaaksysteem", "proef", "--write", "--as-of", AS_OF, cwd=with_bid)
    shown = run("show", "proefproduct", cwd=with_bid)

    assert found.returncode == 0, found.stderr
    assert "Geschreven: target/adopted-zaaksysteem.ttl" in found.stdout
    assert shown.returncode == 0, shown.stderr
    assert "Contract Proefproduct" in shown.stdout
