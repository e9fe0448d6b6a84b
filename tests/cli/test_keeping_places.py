"""`archrepo draw` keeps boxes in their place, and says what it cannot do."""

from __future__ import annotations

from pathlib import Path

import pytest
from the_command import AS_OF, Run

FILE = "views/positions/around--zaaksysteem.tsv"
MORE = """
:dms a am:ApplicationComponent ; rdfs:label "Documentsysteem"@nl ; am:serves :behandelen-klacht .
:zaaksysteem am:serves :behandelen-klacht ; am:flowsTo :dms .
"""


@pytest.fixture
def village(hamlet: Path) -> Path:
    model = hamlet / "model" / "applications.ttl"
    model.write_text(model.read_text("utf-8") + MORE, "utf-8")
    return hamlet


def test_places_are_written_only_when_asked_and_are_used_after(village: Path, run: Run) -> None:
    drawn = run("draw", "zaaksysteem", "--as-of", AS_OF, cwd=village)
    assert not (village / FILE).exists()

    kept = run("draw", "zaaksysteem", "--keep", "--as-of", AS_OF, cwd=village)
    text = (village / FILE).read_text("utf-8")
    (village / FILE).write_text("".join(map(_moved_down, text.splitlines(keepends=True))), "utf-8")
    after = run("draw", "zaaksysteem", "--as-of", AS_OF, cwd=village)
    fresh = run("draw", "zaaksysteem", "--fresh", "--as-of", AS_OF, cwd=village)

    assert kept.stdout == f"plaatsen bewaard: {FILE}\n"
    assert "# view: around :zaaksysteem\n" in text
    assert after.returncode == 0
    assert after.stdout != drawn.stdout
    assert fresh.stdout == drawn.stdout


def _moved_down(line: str) -> str:
    if not line.startswith("<https://buurtschap.example/id/dms>\t"):
        return line
    box, x, y, *rest = line.split("\t")
    return "\t".join([box, x, str(int(y) + 200), *rest])


def test_pin_and_unpin_by_name(village: Path, run: Run) -> None:
    run("draw", "zaaksysteem", "--pin", "Documentsysteem", "--pin", "zaaksysteem", "--as-of", AS_OF, cwd=village)
    pinned = (village / FILE).read_text("utf-8").count("\tpin\n")
    run("draw", "zaaksysteem", "--unpin", "dms", "--as-of", AS_OF, cwd=village)

    assert pinned == 2
    assert (village / FILE).read_text("utf-8").count("\tpin\n") == 1


def test_a_broken_file_is_told_with_its_line_and_never_overwritten(village: Path, run: Run) -> None:
    run("draw", "zaaksysteem", "--keep", "--as-of", AS_OF, cwd=village)
    broken = (village / FILE).read_text("utf-8").replace("\t", "\tx", 1)
    (village / FILE).write_text(broken, "utf-8")

    drawn = run("draw", "zaaksysteem", "--as-of", AS_OF, cwd=village)
    kept = run("draw", "zaaksysteem", "--keep", "--as-of", AS_OF, cwd=village)
    untouched = (village / FILE).read_text("utf-8")
    anew = run("draw", "zaaksysteem", "--fresh", "--keep", "--as-of", AS_OF, cwd=village)

    assert drawn.returncode == 0
    assert f"{FILE}:4:" in drawn.stderr
    assert "geen getal" in drawn.stdout
    assert kept.returncode == 3
    assert untouched == broken
    assert anew.returncode == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("zaaksysteem", "--pin", "zaak"), "op deze plaat staat geen 'zaak'"),
        (("--list", "--keep"), "--list gaat niet samen met --keep"),
        (("zaaksysteem", "--keep", "--focus", "dms"), "een deel of een andere dag"),
        (("zaaksysteem", "--places-from", "weg.drawio"), "weg.drawio is niet te lezen"),
        (("kostenkaart", "--keep"), "alleen van één ingedeelde plaat"),
    ],
)
def test_what_cannot_be_kept_is_told(words: tuple[str, ...], says: str, village: Path, run: Run) -> None:
    done = run("draw", *words, "--as-of", AS_OF, cwd=village)

    assert done.returncode == 2
    assert says in done.stderr and "remedie" in done.stderr
    assert not (village / FILE).exists()


def test_places_come_back_from_drawio(village: Path, run: Run) -> None:
    run("draw", "zaaksysteem", "--keep", "-o", "plaat.drawio", "--as-of", AS_OF, cwd=village)
    same = run("draw", "zaaksysteem", "--places-from", "plaat.drawio", "--as-of", AS_OF, cwd=village)

    assert same.stdout == f"verplaatst: niets\nplaatsen waren al zo bewaard: {FILE}\n"


def test_shapes_that_stand_for_nothing_are_counted(village: Path, run: Run) -> None:
    run("draw", "zaaksysteem", "-o", "plaat.drawio", "--as-of", AS_OF, cwd=village)
    file = village / "plaat.drawio"
    file.write_text(file.read_text("utf-8").replace("/id/dms", "/id/weg"), "utf-8")

    done = run("draw", "zaaksysteem", "--places-from", "plaat.drawio", "--as-of", AS_OF, cwd=village)

    assert done.returncode == 0, done.stderr
    assert "overgeslagen: 1 vorm in de tekening staat voor niets op deze plaat" in done.stderr


def test_pin_on_an_empty_view_is_told(hamlet: Path, run: Run) -> None:
    done = run("draw", "organisaties", "--pin", "A", "--as-of", AS_OF, cwd=hamlet)

    assert done.returncode == 2, done.stdout
    assert "op deze plaat staat geen 'A'" in done.stderr and "deze plaat is leeg" in done.stderr


def test_remedy_of_a_broken_file_says_that_pins_are_lost(village: Path, run: Run) -> None:
    run("draw", "zaaksysteem", "--pin", "dms", "--as-of", AS_OF, cwd=village)
    (village / FILE).write_text((village / FILE).read_text("utf-8").replace("\t", "\tx", 1), "utf-8")

    assert "(dan staat niets meer vast)" in run("draw", "zaaksysteem", "--as-of", AS_OF, cwd=village).stderr
