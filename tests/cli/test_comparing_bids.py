"""`archrepo procurement compare`, and `assess` for one bidder and for assessors who may not know who bids."""

from __future__ import annotations

import json
from pathlib import Path

from the_command import AS_OF, Run


def test_bids_stand_side_by_side_without_names(run: Run, town: Path) -> None:
    found = json.loads(
        run(
            "procurement", "compare", "afvalmeldingen", "--blind", "--as-of", AS_OF, "--format", "json", cwd=town
        ).stdout
    )

    assert found["schema"] == "archrepo/compare-bids/1"
    names = [bid["label"] for bid in found["bids"]]
    assert names == [f"Inschrijver {letter}" for letter in "ABCD"[: len(names)]]
    assert all(len(row["cells"]) == len(names) for section in found["sections"] for row in section["rows"])


def test_an_unknown_bidder_is_refused_with_those_there_are(run: Run, town: Path) -> None:
    found = run("assess", "zaaksysteem", "--bid", "westenwind", "--as-of", AS_OF, cwd=town)

    assert found.returncode == 2
    assert "kies uit" in found.stderr
