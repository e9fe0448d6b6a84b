"""`archrepo ask` with SPARQL of the user's own: it ends, in time and in words."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from the_command import Run, clean_environment

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o FILTER(?a != ?m) }"


@pytest.mark.parametrize("in_file", [True, False])
def test_a_question_that_never_ends_is_ended_at_the_limit(run: Run, hamlet: Path, in_file: bool) -> None:
    path = hamlet / "mijn.rq"
    path.write_text(HEADER + ENDLESS, encoding="utf-8")

    found = run("ask", str(path) if in_file else ENDLESS, "--limit", "1", cwd=hamlet)

    assert found.returncode == 3
    assert found.stdout == ""
    assert "na 1 seconden nog niet beantwoord" in found.stderr
    assert "--limit 4" in found.stderr


def test_ctrl_c_ends_a_question_at_once(hamlet: Path) -> None:
    started = subprocess.Popen(
        [sys.executable, "-m", "archrepo", "ask", ENDLESS],
        cwd=hamlet,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    time.sleep(3)

    started.send_signal(signal.SIGINT)
    _, told = started.communicate(timeout=10)

    assert started.returncode == 130
    assert told == "afgebroken\n"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("ASK { ?select ?p ?o }", "alleen een SELECT geeft een tabel"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { FILTER(" + "(" * 20000 + "1" + ")" * 20000 + ") }", "te groot of te diep"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused_in_words(
    run: Run, hamlet: Path, question: str, words: str
) -> None:
    found = run("ask", question, cwd=hamlet)

    assert found.returncode == 2
    assert words in found.stderr
    assert "Traceback" not in found.stderr


def test_a_fault_in_a_file_is_told_at_its_line(run: Run, hamlet: Path) -> None:
    path = hamlet / "mijn.rq"
    path.write_text("\ufeff" + HEADER + "SELECT ?s WHERE {\n  ?s ?p }", encoding="utf-8")

    found = run("ask", "mijn.rq", cwd=hamlet)

    assert found.returncode == 2
    assert "op mijn.rq:6:" in found.stderr


def test_a_file_that_is_not_utf8_is_refused_in_words(run: Run, hamlet: Path) -> None:
    (hamlet / "mijn.rq").write_bytes(b"# caf\xe9\n")

    found = run("ask", "mijn.rq", cwd=hamlet)

    assert found.returncode == 3
    assert "geen UTF-8" in found.stderr


def test_a_limit_of_no_time_is_refused_in_the_language_of_the_user(run: Run, hamlet: Path) -> None:
    found = run("ask", ENDLESS, "--limit", "0", cwd=hamlet)

    assert found.returncode == 2
    assert "0 ligt niet tussen 1 en 86400" in found.stderr


HEADER = """\
# title@nl: Mijn vraag
# title@en: My question
# question@nl: Wat?
# question@en: What?
"""
