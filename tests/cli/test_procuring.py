"""`archrepo procurement new` and `adopt`: a folder that assess reads, and a change that is shown before it is made."""

from __future__ import annotations

import json
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


def test_a_procurement_goes_out_and_comes_back_the_same(run: Run, copy: Path) -> None:
    out = run("procurement", "export", "zaaksysteem", "-o", "zaak.trig", cwd=copy)
    back = run("procurement", "import", "zaak.trig", "--name", "Zaaksysteem kopie", cwd=copy)
    again = run("procurement", "export", "zaaksysteem-kopie", "-o", "kopie.trig", cwd=copy)
    first, second = ((copy / name).read_text(encoding="utf-8") for name in ("zaak.trig", "kopie.trig"))
    graphs = [line for line in first.splitlines() if line.endswith("> {")]

    assert (out.returncode, back.returncode, again.returncode) == (0, 0, 0), out.stderr + back.stderr + again.stderr
    assert "inschrijvingen: 4" in out.stdout
    assert len(graphs) == 5
    assert graphs == [line for line in second.splitlines() if line.endswith("> {")]


def test_what_is_imported_is_assessed_like_what_was_exported(run: Run, copy: Path) -> None:
    run("procurement", "export", "afvalmeldingen", "-o", "afval.trig", cwd=copy)
    run("procurement", "import", "afval.trig", "--name", "kopie", cwd=copy)
    told = [
        json.loads(run("assess", name, "--format", "json", "--fail-on", "never", "--as-of", AS_OF, cwd=copy).stdout)
        for name in ("afvalmeldingen", "kopie")
    ]
    verdicts = [
        [(one["principle"], one["verdict"]) for bid in each["bids"] for one in bid["verdicts"]] for each in told
    ]

    assert verdicts[0]
    assert verdicts[0] == verdicts[1]


def test_a_dataset_is_not_written_over_a_file_that_is_there(run: Run, copy: Path) -> None:
    (copy / "zaak.trig").write_text("van mij", encoding="utf-8")
    found = run("procurement", "export", "zaaksysteem", "-o", "zaak.trig", cwd=copy)

    assert found.returncode == 2
    assert "bestaat al" in found.stderr
    assert (copy / "zaak.trig").read_text(encoding="utf-8") == "van mij"


def test_what_is_no_procurement_is_refused_and_nothing_is_made(run: Run, copy: Path) -> None:
    (copy / "iets.trig").write_text(
        "<https://a.example/> <https://b.example/> <https://c.example/> .", encoding="utf-8"
    )
    found = run("procurement", "import", "iets.trig", "--name", "iets", cwd=copy)

    assert found.returncode == 3
    assert "dit bestand heeft niet precies één inkoop" in found.stderr
    assert not (copy / "proposals/iets").exists()
