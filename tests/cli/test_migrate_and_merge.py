"""`archrepo migrate` and `archrepo merge` tell first, write all or nothing, and refuse in plain words."""

from __future__ import annotations

from pathlib import Path

from the_command import ROOT, Run

DIJKDORP = ROOT / "tests" / "samples" / "dijkdorp"


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(folder.rglob("*.ttl"))}


def test_a_dry_run_changes_nothing_and_lists_every_element(run: Run, hamlet: Path) -> None:
    before = texts(hamlet)

    found = run("migrate", "--to", "4", "--dry-run", "--list", "lijst.tsv", "--diff", cwd=hamlet)

    assert found.returncode == 0, found.stderr
    lines = (hamlet / "lijst.tsv").read_text("utf-8").splitlines()
    assert f"Naar ArchiMate 4: {len(lines) - 1} elementen" in found.stdout
    assert any(line.startswith("samengevoegd\t") for line in lines)
    assert texts(hamlet) == before


def test_a_migration_goes_there_and_back(run: Run, hamlet: Path) -> None:
    before = texts(hamlet)

    there = run("migrate", "--to", "4", cwd=hamlet)
    again = run("migrate", "--to", "4", cwd=hamlet)
    back = run("migrate", "--to", "3.2", "--lang", "en", cwd=hamlet)

    assert "Het model is nu in ArchiMate 4." in there.stdout
    assert again.returncode != 0
    assert "dit model is al in ArchiMate 4" in again.stderr
    assert "The model is in ArchiMate 3.2 now." in back.stdout
    assert texts(hamlet) == before


def test_a_version_that_nobody_knows_is_refused(run: Run, hamlet: Path) -> None:
    found = run("migrate", "--to", "5", cwd=hamlet)

    assert found.returncode != 0
    assert "kies uit: 3.2, 4" in found.stderr


def test_a_merge_writes_a_workspace_that_can_be_checked(run: Run, hamlet: Path) -> None:
    proposed = run("merge", ".", str(DIJKDORP), "--propose", "besluiten.tsv", cwd=hamlet)
    done = run("merge", ".", str(DIJKDORP), "--into", "../nieuw", "--decisions", "besluiten.tsv", cwd=hamlet)
    again = run("merge", ".", str(DIJKDORP), "--into", "../nieuw", cwd=hamlet)
    checked = run("check", "--workspace", "../nieuw", cwd=hamlet)

    assert "Geschreven: besluiten.tsv." in proposed.stdout
    assert done.returncode == 0, done.stderr
    assert again.returncode != 0
    assert "is niet leeg" in again.stderr
    assert checked.returncode in (0, 1)


def test_a_merge_says_where_to_choose_what_is_the_same(run: Run, hamlet: Path) -> None:
    proposed = run("merge", ".", str(DIJKDORP), "--propose", "besluiten.tsv", cwd=hamlet)
    dutch = run("merge", ".", str(DIJKDORP), "--into", "../nieuw", cwd=hamlet)
    english = run("merge", ".", str(DIJKDORP), "--into", "../new", "--lang", "en", cwd=hamlet)

    assert "merging.tsv" not in proposed.stdout + proposed.stderr
    assert "schrijf in de eerste kolom van besluiten.tsv: zelfde of anders" in proposed.stderr
    assert "(blijft apart tot u kiest)" in dutch.stdout
    assert "Schrijf dan zelfde in de eerste kolom van ../nieuw/merging.tsv" in dutch.stderr
    assert "(stays apart until you choose)" in english.stdout
    assert "write same in the first column of ../new/merging.tsv" in english.stderr


def test_a_merge_without_a_place_to_write_is_refused(run: Run, hamlet: Path) -> None:
    found = run("merge", ".", str(DIJKDORP), cwd=hamlet)

    assert found.returncode != 0
    assert "geef --into of --propose" in found.stderr
