"""The fast engine against pySHACL about every subject of a whole model; the suite asks about one in ten.

    python tests/benchmarks/engines.py WORKSPACE [--date YYYY-MM-DD]

Prints the principles that judge something in the workspace, and the breaches that one engine alone finds; exit code 1
when there are any. pySHACL also finds the subjects itself, by the targets of each rule. Takes minutes.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from test_validation_engines import BOOK, ONTOLOGY, differences

from archrepo.findings import Verdict
from archrepo.validation import validate
from archrepo.workspace import open_workspace


def main() -> int:
    """Compare the engines on one workspace; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--date", type=date.fromisoformat, default=date(2026, 11, 22))
    arguments = parser.parse_args()
    workspace = open_workspace(arguments.workspace, arguments.date, ontology=ONTOLOGY)
    report = validate(workspace, BOOK)
    judging = {judged.principle for judged in report.judgements if judged.verdict is not Verdict.NOT_APPLICABLE}
    ours, theirs = differences(workspace, BOOK, judging)
    print(f"{len(judging)} principles judge something: {', '.join(sorted(judging))}")
    for name, found in (("archrepo", ours), ("pySHACL", theirs)):
        print(f"{name} alone: {len(found)}", *sorted(found), sep="\n  ")
    return 1 if ours or theirs else 0


if __name__ == "__main__":
    sys.exit(main())
