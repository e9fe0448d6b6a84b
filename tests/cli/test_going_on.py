"""What a broken bid, or an own rule that cannot run, does to a command: the rest is said, and the exit code tells."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from the_command import AS_OF, Run

from tests.test_own_principles import HEADER, PRINCIPLE

BID = "proposals/afvalmeldingen/bids/bakmelder.ttl"
OWN_RULE = PRINCIPLE.replace("RULE", "sh:path rdfs:label ; sh:mincount 1").replace("EIGEN-01", "STD-99")


@pytest.fixture
def broken(town: Path, tmp_path: Path) -> Path:
    """A copy of Voorbeeldstad of which one bid has a line that is no Turtle at its end."""
    folder = tmp_path / "stad"
    shutil.copytree(town, folder)
    (folder / BID).write_text((folder / BID).read_text("utf-8") + "\n:half a\n", encoding="utf-8")
    return folder


def test_assess_goes_on_without_the_broken_bid_and_ends_with_3(run: Run, broken: Path) -> None:
    found = run("assess", "afvalmeldingen", "--as-of", AS_OF, "--fail-on", "never", "--format", "json", cwd=broken)

    assert found.returncode == 3
    told = json.loads(found.stdout)
    assert [one["path"] for one in told["unread_bids"]] == [BID]
    assert len(told["bids"]) == 1
    assert f"{BID}:" in found.stderr
    assert "remedie:" in found.stderr


def test_what_one_bidder_gets_names_no_broken_bid(run: Run, broken: Path) -> None:
    one = run("assess", "afvalmeldingen", "--bid", "volbak", "--as-of", AS_OF, "--fail-on", "never", cwd=broken)
    other = run("assess", "afvalmeldingen", "--bid", "bakmelder", "--as-of", AS_OF, cwd=broken)

    assert one.returncode == 3
    assert "bakmelder" not in (one.stdout + one.stderr).casefold()
    assert "niet te lezen inschrijvingen: 1" in one.stderr
    assert (other.returncode, other.stdout) == (3, "")
    assert f"{BID}:" in other.stderr


def test_compare_goes_on_and_ends_with_3(run: Run, broken: Path) -> None:
    found = run("procurement", "compare", "afvalmeldingen", "--as-of", AS_OF, cwd=broken)

    assert found.returncode == 3
    assert f"{BID}:" in found.stdout
    assert "Volbak" in found.stdout


@pytest.fixture
def own_rule(town: Path, tmp_path: Path) -> Path:
    """A copy of Voorbeeldstad with an own rule that no engine can run."""
    folder = tmp_path / "archrepo-demo"
    shutil.copytree(town, folder)
    (folder / "shapes").mkdir(exist_ok=True)
    (folder / "shapes/eigen.ttl").write_text(HEADER + OWN_RULE, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("missing",), "CISO"),
        (("waivers", "--year", "2026"), "2026"),
        (("assess", "afvalmeldingen", "--fail-on", "never"), "Volbak"),
        (("demo", "--no-serve", "--into", "."), "Uw kopie staat al in ..\nGetoetst:"),
    ],
)
def test_an_own_rule_that_cannot_run_is_told_and_the_rest_goes_on(
    run: Run, own_rule: Path, arguments: tuple[str, ...], said: str
) -> None:
    found = run(*arguments, "--as-of", AS_OF, cwd=own_rule)

    assert said in found.stdout
    assert "shapes/eigen.ttl:" in found.stderr
    assert "STD-99" in found.stderr
    assert found.returncode == run("check", "--select", "STD-99", "--as-of", AS_OF, cwd=own_rule).returncode == 2
