"""The exit code tells a script what happened: 0 fine, 1 findings, 2 wrong request, 3 unreadable input."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from the_command import AS_OF, Run, clean_environment


def test_check_ends_with_1_when_a_violation_is_found(run: Run, hamlet: Path) -> None:
    assert run("check", "--as-of", AS_OF, cwd=hamlet).returncode == 1


def test_check_ends_with_0_when_only_lighter_findings_are_left(run: Run, hamlet: Path) -> None:
    path = hamlet / "model" / "applications.ttl"
    day = '"2020-01-01"^^<http://www.w3.org/2001/XMLSchema#date>'
    owned = f"ar:lifecycle ar:InUse ; ar:inUseFrom {day} ; ar:owner :burgerzaken ."
    path.write_text(path.read_text().replace("ar:lifecycle ar:InUse .", owned))

    found = run("check", "--as-of", AS_OF, cwd=hamlet)

    assert found.returncode == 0, found.stdout
    assert "waarschuwing[" in found.stdout


def test_fail_on_decides_which_severity_counts(run: Run, hamlet: Path) -> None:
    assert run("check", "--fail-on", "never", cwd=hamlet).returncode == 0
    assert run("check", "--select", "A11Y-01", "--fail-on", "warning", cwd=hamlet).returncode == 0
    assert run("check", "--select", "A11Y-01", "--fail-on", "info", cwd=hamlet).returncode == 1


def test_assess_ends_with_1_for_a_proposal_that_breaks_a_principle(in_town: Run) -> None:
    assert in_town("assess", "zaaksysteem", "--as-of", AS_OF).returncode == 1
    assert in_town("assess", "zaaksysteem", "--as-of", AS_OF, "--format", "json", "--fail-on", "never").returncode == 0


def test_a_request_that_cannot_be_met_ends_with_2(run: Run, hamlet: Path) -> None:
    assert run("check", "--frm", cwd=hamlet).returncode == 2
    assert run("chekc", cwd=hamlet).returncode == 2
    assert run("show", "niemand", cwd=hamlet).returncode == 2
    assert run("check", "niet-hier.ttl", cwd=hamlet).returncode == 2
    assert run("stats", "--workspace", "nergens", cwd=hamlet).returncode == 2


def test_a_broken_file_ends_with_3(run: Run, hamlet: Path) -> None:
    (hamlet / "model" / "kapot.ttl").write_text(":a :b\n")

    assert run("check", cwd=hamlet).returncode == 3
    assert run("stats", cwd=hamlet).returncode == 3


def test_a_closed_pipe_ends_quietly(hamlet: Path, town: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "archrepo", "ask", "SELECT ?s ?p ?o WHERE { ?s ?p ?o }", "--format", "csv"],
        cwd=town,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    first = process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()

    assert first == "s,p,o\n"
    assert process.wait(60) == 141
    assert "Traceback" not in errors
    assert "BrokenPipe" not in errors


def test_no_arguments_show_the_help_and_end_with_0(run: Run) -> None:
    found = run()

    assert found.returncode == 0
    assert found.stdout.startswith("Gebruik: archrepo")
