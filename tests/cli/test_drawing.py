"""`archrepo draw`: pictures, their list, a list of them as one file, and what each states."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from the_command import ROOT, Run


def test_draw_writes_svg_and_png(run: Run, in_town: Run, town: Path, tmp_path: Path) -> None:
    assert run("draw", "landschap", "-o", str(tmp_path / "a.svg"), cwd=town).returncode == 0
    assert run("draw", "zaaksysteem", "-o", str(tmp_path / "b.png"), cwd=town).returncode == 0

    assert (tmp_path / "a.svg").read_text().startswith("<svg ")
    assert (tmp_path / "b.png").read_bytes().startswith(b"\x89PNG")
    assert in_town("draw", "landschap").stdout == (tmp_path / "a.svg").read_text() + "\n"


def test_draw_refuses_a_form_that_it_does_not_know(run: Run, town: Path, tmp_path: Path) -> None:
    found = run("draw", "landschap", "-o", str(tmp_path / "a.docx"), cwd=town)

    assert found.returncode == 2
    assert ".svg, .png, .pdf, .pptx" in found.stderr
    assert not (tmp_path / "a.docx").exists()


def test_draw_all_draws_what_the_list_names_and_a_page_that_leads_there(
    run: Run, in_town: Run, town: Path, tmp_path: Path
) -> None:
    listed = in_town("draw", "--list").stdout.splitlines()
    names = [line.split()[0] for line in listed if line.startswith("  ") and not line.startswith("   ")]

    run("draw", "--all", str(tmp_path / "platen"), cwd=town)

    pictures = sorted(path.name for path in (tmp_path / "platen").glob("*.svg"))
    assert pictures == sorted(f"{name}.svg" for name in names)
    page = (tmp_path / "platen" / "index.html").read_text()
    assert ">Applicatielandschap</a>" in page
    assert sorted(re.findall(r'href="([^"]+)"', page)) == pictures
    assert "http" not in page and "<script" not in page


@pytest.mark.parametrize(("language", "title"), [("nl", "Applicatielandschap"), ("en", "Application landscape")])
def test_page_of_all_pictures_speaks_the_language_of_the_reader(
    run: Run, hamlet: Path, language: str, title: str
) -> None:
    run("draw", "--all", "platen", "--lang", language, cwd=hamlet)

    page = (hamlet / "platen" / "index.html").read_text()
    assert f">{title}</a>" in page
    assert f'<html lang="{language}">' in page
    assert re.findall(r'href="([^"]+\.svg)"', page)
    assert "http" not in page and "<script" not in page


def test_draw_all_names_files_after_the_title_of_the_view(run: Run, tmp_path: Path) -> None:
    shutil.copyfile(ROOT / "tests/transcripts/files/model.archimate", tmp_path / "model.archimate")
    run("import", "model.archimate", "--into", "model")

    run("draw", "--all", "platen", "--workspace", "model")

    assert (tmp_path / "platen" / "verhuizen.svg").is_file()


def test_draw_list_tells_which_values_are_needed_and_which_have_a_default(in_town: Run) -> None:
    listed = in_town("draw", "--list").stdout

    values = [line.split("  ")[0] for line in map(str.strip, listed.splitlines())]
    assert {"start=…", "[hops=1]", "[by=ar:domain]", "[goal=…]", "service=…"} <= set(values)
    assert "Kleur naar: ar:lifecycle (levensfase), ar:hosting (hosting)" in listed
    assert "Proces of functie: Bedrijfsproces of Bedrijfsfunctie" in listed
    assert "(year=…)" in in_town("ask", "--list").stdout


def test_draw_list_is_in_groups_with_counts(run: Run, hamlet: Path) -> None:
    (hamlet / "views").mkdir(exist_ok=True)
    header = "# title@nl: Mijn\n# title@en: Mine\n# question@nl: Wat?\n# question@en: What?\n"
    (hamlet / "views" / "mijn.rq").write_text(header + "# arrangement: flow\nSELECT ?box WHERE { ?box ?p ?o }\n")
    (hamlet / "views" / "stuk.rq").write_text(header + "# arrangement: rond\n")

    found = run("draw", "--list", cwd=hamlet)

    heads = [line for line in found.stdout.splitlines() if line and not line.startswith(" ")]
    assert heads[-2:] == ["Gemaakt uit het model (13)", "Uw eigen vragen (1)"]
    assert "views/stuk.rq:5:1: fout: 'arrangement' kan niet 'rond' zijn" in found.stderr


def test_draw_list_with_a_word_shows_only_what_has_it(in_town: Run) -> None:
    listed = in_town("draw", "--list", "contract").stdout
    refused = in_town("draw", "--list", "xyzzy")

    assert "Gemaakt uit het model (1)\n  organisaties " in listed
    assert (refused.returncode, "xyzzy" in refused.stderr) == (2, True)


def test_missing_value_of_a_view_is_answered_with_a_command_that_works(run: Run, hamlet: Path) -> None:
    refused = run("draw", "keten", cwd=hamlet)

    assert refused.returncode == 2
    command = refused.stderr.split("schrijf bijvoorbeeld: ")[1].strip()
    assert command == "archrepo draw keten start=Zaaksysteem"
    assert run(*shlex.split(command)[1:], cwd=hamlet).returncode == 0


def test_value_that_a_view_does_not_know_is_said_of_the_view(run: Run, town: Path) -> None:
    assert "plaat landschap kent 'foo' niet" in run("draw", "landschap", "foo=1", cwd=town).stderr
    assert "is een plaat zonder waarden" in run("draw", "zaaksysteem", "foo=1", cwd=town).stderr


def test_empty_view_is_drawn_and_says_so(run: Run, hamlet: Path) -> None:
    found = run("draw", "plateaus", cwd=hamlet)

    assert found.returncode == 0
    assert found.stdout.startswith("<svg ")
    assert "op deze plaat staat niets" in found.stderr
    assert "Verder: archrepo draw --list" in found.stderr


def test_drawing_of_an_imported_view_is_drawn_by_its_name(run: Run, tmp_path: Path) -> None:
    shutil.copyfile(ROOT / "tests/transcripts/files/model.archimate", tmp_path / "model.archimate")
    run("import", "model.archimate", "--into", "model")

    found = run("draw", "verhuizen", "--workspace", "model")

    assert found.stdout.startswith("<svg ")
    assert "Burgerzakensysteem" in found.stdout


def test_a_list_of_pictures_becomes_one_file(run: Run, town: Path, tmp_path: Path) -> None:
    wanted = tmp_path / "platen.txt"
    wanted.write_text("# directie\nlandschap by=ar:owner\n\nketen start=dso-lv # Omgevingswet\n", encoding="utf-8")

    for form, begin in (("pptx", b"PK"), ("pdf", b"%PDF"), ("drawio", b"<?xml"), ("xml", b"<?xml")):
        found = run("draw", "--from", str(wanted), "-o", str(tmp_path / f"a.{form}"), cwd=town)

        assert "(2 platen)" in found.stdout, found.stderr
        assert (tmp_path / f"a.{form}").read_bytes().startswith(begin)


@pytest.mark.parametrize(
    ("text", "output", "words"),
    [
        ("landschap\nketen start=nergens\n", "a.pptx", "platen.txt:2:1: fout"),
        ("# niets\n", "a.pptx", "staat geen plaat"),
        ("landschap\n", "a.png", "is geen vorm voor meer platen"),
        ('landschap "by\n', "a.pdf", "platen.txt:1:1: fout: een aanhalingsteken"),
    ],
)
def test_a_wrong_list_of_pictures_is_told_with_its_line(
    run: Run, town: Path, tmp_path: Path, text: str, output: str, words: str
) -> None:
    wanted = tmp_path / "platen.txt"
    wanted.write_text(text, encoding="utf-8")

    found = run("draw", "--from", str(wanted), "-o", str(tmp_path / output), cwd=town)

    assert found.returncode == 2
    assert words in found.stderr
    assert not (tmp_path / output).exists()


def words_of(svg: str) -> str:
    """Return the words of a picture, lines of one text joined."""
    return " ".join(re.sub(r"<[^>]*>", " ", svg).split())


def test_a_picture_states_the_version_of_the_model_that_git_knows(
    run: Run, in_town: Run, town: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "town"
    shutil.copytree(town, folder)
    for command in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "een"],
    ):
        subprocess.run(["git", *command], cwd=folder, check=True)
    commit = subprocess.run(
        ["git", "log", "-1", "--format=%h"], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()

    assert words_of(run("draw", "naleving", cwd=folder).stdout).count(f"Versie: {commit} ·") == 1
    (folder / "waivers.ttl").write_text((folder / "waivers.ttl").read_text("utf-8") + "\n# later\n", "utf-8")
    assert f"Versie: {commit}, daarna gewijzigd" in words_of(run("draw", "landschap", cwd=folder).stdout)
    assert "Versie" not in in_town("draw", "landschap").stdout


def test_words_beside_a_picture_have_the_lines_that_the_picture_leaves_out(town: Path) -> None:
    from archrepo.cli.session import Session
    from archrepo.cli.staying import plate_as_kept
    from archrepo.picturing.seeing import Seeing
    from archrepo.views import Box, Line, View
    from archrepo.workspace import open_workspace

    model = open_workspace(town, date(2026, 11, 22))
    boxes = tuple(Box(f"b{number}", "Node", f"Knoop {number}") for number in range(310))
    lines = tuple(Line(f"l{number}", "Association", "b0", f"b{number}") for number in range(1, 41))
    view = View("veel", "Veel", boxes, lines, "generated")

    plate = plate_as_kept(Session("nl", model.as_of, town), model, view, {}, "standard", Seeing())

    assert "40 lijnen staan alleen in de tabel" in plate.words.sentences[-1]
    assert len(plate.words.lines.rows) == 40


def test_focus_in_a_picture_without_lines_says_which_picture_has_them(run: Run, town: Path, tmp_path: Path) -> None:
    told = run(
        "draw", "landschap", "--focus", "zaaksysteem", "--direction", "needs", "-o", str(tmp_path / "a.svg"), cwd=town
    )
    silent = run("draw", "zaaksysteem", "--focus", "zaaksysteem", "-o", str(tmp_path / "b.svg"), cwd=town)

    assert "geen relaties van 'zaaksysteem'. Verder: archrepo draw zaaksysteem --direction needs" in told.stderr
    assert "Op deze plaat staan geen relaties." in re.sub(r"</text><text[^>]*>", " ", (tmp_path / "a.svg").read_text())
    assert silent.stderr == ""
