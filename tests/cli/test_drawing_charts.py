"""`archrepo draw` with the pictures for management: listed, alone, in a list and among all."""

from __future__ import annotations

from pathlib import Path

import pytest
from the_command import AS_OF, Run


def test_list_has_them_first_with_what_may_be_chosen(town: Path, run: Run) -> None:
    done = run("draw", "--list", "--lang", "nl", cwd=town)

    assert done.stdout.startswith("Om op te sturen (8)\n")
    assert "[by=ar:domain]  Ingedeeld naar: ar:domain (domein), ar:owner (eigenaar), ar:ByYear (jaar)" in done.stdout


@pytest.mark.parametrize("ending", ["svg", "png", "pdf", "pptx"])
def test_picture_is_written_in_each_form(town: Path, run: Run, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"kosten.{ending}"

    done = run("draw", "kosten-per-inwoner", "by=ar:owner", "--as-of", AS_OF, "-o", str(file), cwd=town)

    assert done.returncode == 0, done.stderr
    starts = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF", "pptx": b"PK"}
    assert file.read_bytes().startswith(starts[ending])


def test_picture_and_view_go_into_one_file(town: Path, run: Run, tmp_path: Path) -> None:
    wanted = tmp_path / "platen.txt"
    wanted.write_text("veranderlast quarters=4\nlandschap\n", encoding="utf-8")

    done = run("draw", "--from", str(wanted), "--as-of", AS_OF, "-o", str(tmp_path / "a.pptx"), cwd=town)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("portfolio", "x=ar:BRP"), "'ar:BRP' past niet bij x"),
        (("veranderlast", "kwartalen=4"), "vraag veranderlast kent 'kwartalen' niet"),
        (("routekaart", "years=veel"), "'veel' past niet bij years"),
        (("routekaart", "years=99999"), "geef een heel getal van 1 tot en met 15"),
        (("gegevensstromen", "start=zaaksysteem", "hops=-1"), "geef een heel getal van 1 tot en met 3"),
        (("kostenkaart", "by=ar:owner", "by=ar:domain"), "'by' is twee keer gegeven"),
        (("portfolo",), "bedoelt u: portfolio"),
    ],
)
def test_wrong_request_is_told_with_what_is_right(town: Path, run: Run, words: tuple[str, ...], expected: str) -> None:
    done = run("draw", *words, "--as-of", AS_OF, "--lang", "nl", cwd=town)

    assert done.returncode == 2
    assert expected in done.stderr


def test_what_is_no_part_of_the_landscape_says_what_can_be_drawn(town: Path, run: Run) -> None:
    done = run("draw", "inkoop-parkeren", "--as-of", AS_OF, "--lang", "en", cwd=town)

    assert done.returncode == 2
    assert "'inkoop-parkeren' is a Procurement; there is no picture of it" in done.stderr
    assert "the viewer has the effects of a purchase" in done.stderr
