"""`archrepo draw`: options that would be ignored are refused, and a picture that fails costs no others."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from the_command import AS_OF, ROOT, Run

from archrepo.cli import door
from archrepo.diagrams import dot
from archrepo.diagrams.dot import Placement, Request, Sitting, SlowFault
from archrepo.language import Text


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--all", "x", "--colour", "cost"), "--all gaat niet samen met --colour"),
        (("--all", "x", "-o", "a.svg"), "--all gaat niet samen met -o"),
        (("--all", "x", "--layout", "--hops", "2"), "--all gaat niet samen met --layout, --hops"),
        (("landschap", "--all", "x", "--keep"), "--all gaat niet samen met landschap, --keep"),
        (("--from", "p.txt", "-o", "a.pdf", "--on", "2028-01-01"), "--from gaat niet samen met --on"),
        (("--from", "p.txt", "-o", "a.pdf", "--pin", "A"), "--from gaat niet samen met --pin"),
        (("--list", "-o", "a.svg", "--plot"), "--list gaat niet samen met -o, --plot"),
        (("landschap", "--year", "2026"), "--year hoort bij een kleur naar bedragen"),
        (("landschap", "--year", "2026", "--colour", "lifecycle"), "--year hoort bij een kleur naar bedragen"),
    ],
)
def test_what_would_be_ignored_is_refused(words: tuple[str, ...], expected: str, town: Path, run: Run) -> None:
    done = run("draw", *words, "--as-of", AS_OF, cwd=town)

    assert done.returncode == 2
    assert expected in done.stderr and "remedie" in done.stderr
    assert not (town / "x").exists()


def test_refusal_is_in_english_too(town: Path, run: Run) -> None:
    done = run("draw", "--all", "x", "--colour", "cost", "--lang", "en", cwd=town)

    assert "--all does not go together with --colour" in done.stderr


def test_stored_drawing_that_cannot_be_read_costs_no_other_picture(run: Run, tmp_path: Path) -> None:
    shutil.copyfile(ROOT / "tests/transcripts/files/model.archimate", tmp_path / "model.archimate")
    run("import", "model.archimate", "--into", "model")
    whole = run("draw", "--all", "platen", "--workspace", "model")
    (tmp_path / "model/views/id-view-verhuizen.xml").write_text("<kapot", encoding="utf-8")

    done = run("draw", "--all", "minder", "--workspace", "model")

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "minder/index.html").exists()
    assert "Verhuizen: " in done.stderr and "fout: " in done.stderr
    count = [int(re.findall(r"(\d+) pla(?:ten|at);", each.stderr)[0]) for each in (whole, done)]
    assert count[0] - count[1] == 1


def test_list_of_one_picture_says_one_picture(town: Path, run: Run, tmp_path: Path) -> None:
    wanted = tmp_path / "platen.txt"
    wanted.write_text("organisaties\n", encoding="utf-8")

    done = run("draw", "--from", str(wanted), "-o", str(tmp_path / "a.xml"), "--as-of", AS_OF, cwd=town)

    assert "(1 plaat)" in done.stdout, done.stderr


@pytest.fixture
def hanging(town: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The town, on a computer where the layout program hangs."""

    def run(request: Request, sitting: Sitting | None = None) -> Placement:
        raise SlowFault(Text("nog niet klaar", "not ready"), remedy=Text("lees de tabel", "read the table"))

    monkeypatch.chdir(town)
    monkeypatch.setattr(dot, "run", run)
    return town


@pytest.mark.parametrize("ending", ["", "svg", "png", "pdf", "pptx", "drawio"])
def test_picture_that_cannot_be_laid_out_is_given_in_words(
    hanging: Path, ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"keten.{ending}"
    output = ["-o", str(file)] if ending else []

    code = door.run(["draw", "keten", "start=dso-lv", *output, "--as-of", AS_OF, "--lang", "nl"])

    told = capsys.readouterr()
    assert code == 3
    assert "fout: nog niet klaar" in told.err and "staat hierboven in woorden" in told.err
    assert "Wat er op de plaat staat:\nNaam | Soort" in told.out and "<svg" not in told.out
    assert not file.exists()


def test_picture_of_a_list_that_cannot_be_laid_out_is_told_with_its_line(
    hanging: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = tmp_path / "platen.txt"
    wanted.write_text("# eerst\nketen start=dso-lv\n", encoding="utf-8")

    code = door.run(["draw", "--from", str(wanted), "-o", str(tmp_path / "a.pdf"), "--as-of", AS_OF, "--lang", "nl"])

    assert code == 3
    assert f"{wanted.as_posix()}:2:1: fout: nog niet klaar" in capsys.readouterr().err
