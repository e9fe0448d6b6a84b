"""`archrepo waive` adds a waiver, changes nothing else, and writes nothing that the model would not read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from the_command import AS_OF, Run

REASON = 'Wordt "in 2027" vervangen.'


@pytest.fixture
def copy(town: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(town, tmp_path / "town"))


def waive(
    run: Run, cwd: Path, *further: str, principle: str = "LCM-01", subject: str = "reserveringssysteem"
) -> object:
    options = ("--until", "2027-06-30", "--decided-by", "cio", "--reason", REASON, "--as-of", AS_OF)
    return run("waive", principle, subject, *options, *further, cwd=cwd)


def test_waiver_excepts_the_finding_from_then_on(run: Run, copy: Path) -> None:
    check = ("check", "--select", "LCM-01", "--as-of", AS_OF, "--format", "json")
    before = json.loads(run(*check, cwd=copy).stdout)

    found = waive(run, copy, "--risk", "Een lek blijft open.", "--measure", "Afgeschermd netwerk.")

    assert found.returncode == 0, found.stderr
    after = json.loads(run(*check, cwd=copy).stdout)
    assert before["summary"]["violation"] == after["summary"]["violation"] + 1
    excepted = [one for one in after["findings"] if one["verdict"] == "excepted"]
    assert [one["waiver"] for one in excepted] == [
        "https://voorbeeldstad.example/id/afwijking-lcm-01-reserveringssysteem"
    ]
    register = run("waivers", cwd=copy).stdout
    assert f"reden: {REASON}" in register
    assert "maatregel: Afgeschermd netwerk." in register


def test_waiver_that_allows_nothing_now_is_told_as_such(run: Run, copy: Path) -> None:
    works = waive(run, copy)
    unknown = waive(run, copy, principle="BIO-09", subject="tijdregistratie")
    in_order = waive(run, copy, principle="GOV-02", subject="zaaksysteem")

    assert "Afwijking van LCM-01 voor Reserveringssysteem vergaderzalen vastgelegd in waivers.ttl" in works.stdout
    assert "Let op" not in works.stderr
    assert "het oordeel is nu niet te bepalen" in unknown.stderr
    assert "hier is nu niets om van af te wijken" in in_order.stderr


def test_waiver_is_put_behind_what_the_file_says(run: Run, copy: Path) -> None:
    before = (copy / "waivers.ttl").read_text()

    waive(run, copy)

    after = (copy / "waivers.ttl").read_text()
    assert after.startswith(before.rstrip("\n"))
    added = after[len(before.rstrip("\n")) :]
    assert "@prefix" not in added
    assert added.startswith("\n\n:afwijking-lcm-01-reserveringssysteem a ar:Waiver ;\n")


def test_second_waiver_for_the_same_is_refused_at_the_line_of_the_first(run: Run, copy: Path) -> None:
    waive(run, copy)
    before = (copy / "waivers.ttl").read_text()
    line = before[: before.index(":afwijking-lcm-01-reserveringssysteem a")].count("\n") + 1

    found = waive(run, copy, "--until", "2028-06-30")

    assert found.returncode == 2
    assert f"waivers.ttl:{line}:1: fout: hiervoor geldt al een afwijking tot en met 2027-06-30" in found.stderr
    assert (copy / "waivers.ttl").read_text() == before


def test_waiver_after_one_that_ended_gets_a_name_of_its_own(run: Run, copy: Path) -> None:
    waive(run, copy)

    found = waive(run, copy, "--as-of", "2027-07-01", "--until", "2028-06-30")

    assert found.returncode == 0, found.stderr
    assert ":afwijking-lcm-01-reserveringssysteem-2 a ar:Waiver" in (copy / "waivers.ttl").read_text()


def test_waiver_that_lasts_long_is_recorded_and_told(run: Run, copy: Path) -> None:
    found = waive(run, copy, "--until", "2031-01-01")

    assert found.returncode == 0
    assert "Let op: dit is langer dan 36 maanden" in found.stderr


def test_first_waiver_of_a_model_makes_the_file_with_its_prefixes(run: Run, hamlet: Path) -> None:
    found = waive(run, hamlet, "--decided-by", "burgerzaken", principle="GOV-02", subject="zaaksysteem")

    assert found.returncode == 0, found.stderr
    assert "@prefix ar: " in (hamlet / "model" / "waivers.ttl").read_text()
    assert run("check", "--select", "GOV-02", "--as-of", AS_OF, cwd=hamlet).returncode == 0


def test_file_that_the_model_does_not_read_is_left_as_it_was(run: Run, hamlet: Path) -> None:
    (hamlet / "elders.ttl").write_text("# niets\n")

    for name in ("elders.ttl", "nieuw.ttl"):
        found = waive(
            run, hamlet, "--decided-by", "burgerzaken", "--file", name, principle="GOV-02", subject="zaaksysteem"
        )

        assert found.returncode == 2
        assert f"{name} hoort niet bij het model" in found.stderr
    assert (hamlet / "elders.ttl").read_text() == "# niets\n"
    assert not (hamlet / "nieuw.ttl").exists()


def test_waiver_that_makes_no_sense_is_refused(run: Run, copy: Path) -> None:
    before = (copy / "waivers.ttl").read_bytes()

    assert waive(run, copy, principle="LCM-99").returncode == 2
    assert waive(run, copy, subject="niemand").returncode == 2
    assert waive(run, copy, "--until", "2026-01-01").returncode == 2
    assert waive(run, copy, "--decided-by", "Jan de Vries").returncode == 2
    assert "de reden is leeg" in waive(run, copy, "--reason", " ").stderr

    assert (copy / "waivers.ttl").read_bytes() == before


def test_line_ends_of_the_file_stay_as_they_are(run: Run, copy: Path) -> None:
    path = copy / "waivers.ttl"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()

    assert waive(run, copy).returncode == 0

    after = path.read_bytes()
    assert after.startswith(before.rstrip(b"\r\n"))
    assert after.count(b"\n") == after.count(b"\r\n")
    assert sorted(one.name for one in copy.iterdir() if one.name.startswith("waivers")) == ["waivers.ttl"]
