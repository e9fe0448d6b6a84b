"""`archrepo procurement bid` reads a filled workbook, shows it first when asked, and replaces a bid only when told."""

from __future__ import annotations

import shutil
from pathlib import Path

from the_command import AS_OF, Run

TENDER = "afvalmeldingen"


def test_a_workbook_is_shown_then_written_and_replaced_only_when_told(run: Run, town: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(town, tmp_path / "town"))
    home = copy / "proposals" / TENDER / "bids"
    before = sorted(home.iterdir())
    run("procurement", "requirements", TENDER, "-o", "leeg.xlsx", "--as-of", AS_OF, cwd=copy)
    send = ("procurement", "bid", TENDER, "leeg.xlsx", "--bidder", "Noordzicht B.V.", "--as-of", AS_OF)

    shown = run(*send, "--price", "30.000", "--received", "2026-11-20", "--preview", cwd=copy)
    untouched = sorted(home.iterdir())
    written = run(*send, cwd=copy)
    again = run(*send, cwd=copy)
    replaced = run(*send, "--replace", cwd=copy)
    nameless = run(*send, "--bidder", " ", cwd=copy)

    assert (shown.returncode, written.returncode, replaced.returncode) == (0, 0, 0), shown.stderr + written.stderr
    assert 'ar:bidPriceEuro "30000"^^xsd:decimal' in shown.stdout
    assert '"2026-11-20"^^xsd:date' in shown.stdout
    assert untouched == before
    assert f"Geschreven: proposals/{TENDER}/bids/noordzicht-b-v.ttl" in written.stdout
    assert (again.returncode, nameless.returncode) == (2, 2)
    assert "bestaat al" in again.stderr and "--replace" in again.stderr
    assert "geen naam" in nameless.stderr
