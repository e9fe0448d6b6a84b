"""A fault of the user is told with its place, its reason and a way on; never with a Python traceback."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

from the_command import Run, clean_environment


def test_broken_turtle_is_shown_at_its_place_and_nothing_changes(run: Run, hamlet: Path) -> None:
    broken = hamlet / "model" / "kapot.ttl"
    broken.write_text("@prefix : <https://x.example/> .\n:a :b ;;\n  :c \n:d :e :f .\n")
    before = {path: path.read_bytes() for path in hamlet.rglob("*") if path.is_file()}

    found = run("check", cwd=hamlet)

    assert found.returncode == 3
    assert found.stdout == ""
    assert found.stderr.startswith("model/kapot.ttl:")
    assert ": fout: " in found.stderr
    assert "^" in found.stderr
    assert "Traceback" not in found.stderr
    assert {path: path.read_bytes() for path in hamlet.rglob("*") if path.is_file()} == before


def test_every_fault_of_a_broken_file_is_told_at_once(run: Run, hamlet: Path) -> None:
    (hamlet / "model" / "kapot.ttl").write_text(
        "@prefix : <https://x.example/> .\n:a :b onbekend .\n:c :d :e .\n:f :g ook-onbekend .\n"
    )

    found = run("check", cwd=hamlet)

    assert "model/kapot.ttl:2:" in found.stderr
    assert "model/kapot.ttl:4:" in found.stderr


def test_unknown_prefix_is_a_fault_with_a_place(run: Run, hamlet: Path) -> None:
    (hamlet / "model" / "vreemd.ttl").write_text("x:a x:b x:c .\n")

    found = run("stats", cwd=hamlet)

    assert found.returncode == 3
    assert found.stderr.startswith("model/vreemd.ttl:1:")


def test_term_that_archimate_does_not_know_is_a_finding(run: Run, hamlet: Path) -> None:
    path = hamlet / "model" / "applications.ttl"
    path.write_text(path.read_text() + '\n:x a am:AplicationComponent ; rdfs:label "X"@nl .\n')

    found = run("check", "--select", "MOD", cwd=hamlet)

    assert found.returncode == 1
    assert "model/applications.ttl:17:" in found.stdout


def test_folder_without_a_model_says_what_to_do(run: Run, tmp_path: Path) -> None:
    found = run("check", cwd=tmp_path)

    assert found.returncode == 2
    assert "geen archrepo.toml gevonden" in found.stderr
    assert "--workspace MAP" in found.stderr


def test_name_that_is_nearly_right_gets_the_right_one(run: Run, town: Path) -> None:
    for command, wrong, right in (
        (("show",), "Zaaksyste", "Zaaksysteem"),
        (("draw",), "landshap", "landschap"),
        (("explain",), "GOV-22", "GOV-02"),
        (("assess",), "zaaksystem", "zaaksysteem"),
    ):
        found = run(*command, wrong, cwd=town)

        assert found.returncode == 2
        assert right in found.stderr.splitlines()[1]


def test_option_that_does_not_exist_is_told_in_the_language_of_the_user(run: Run, hamlet: Path) -> None:
    dutch = run("check", "--frm", "x", cwd=hamlet).stderr
    english = run("check", "--frm", "x", "--lang", "en", cwd=hamlet).stderr

    assert dutch.splitlines() == [
        "fout: optie '--frm' bestaat niet; bedoelt u '--format'?",
        "      = remedie: zie archrepo check --help",
    ]
    assert english.startswith("error: no such option")
    assert english.endswith("= remedy: see archrepo check --help\n")


def test_question_that_is_no_sparql_is_told_at_its_own_place(run: Run, hamlet: Path) -> None:
    found = run("ask", "SELECT ?x WHERE {\n ?x a am:Plateau ; ar:dat }", cwd=hamlet)

    assert found.returncode == 2
    assert "de vraag is geen SPARQL: op 2:" in found.stderr


def test_import_of_a_file_without_elements_is_refused_and_leaves_the_folder_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "leeg.archimate").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<archimate:model xmlns:archimate="http://www.archimatetool.com/archimate"'
        ' name="Leeg" id="id-1" version="5.0.0"></archimate:model>\n'
    )

    found = run("import", "leeg.archimate", "--into", "model", cwd=tmp_path)

    assert found.returncode == 3
    assert "dit model bevat geen elementen" in found.stderr
    assert not (tmp_path / "model").exists()


def on_a_terminal(folder: Path, **environment: str) -> str:
    """Return what the command writes when its stdout is a terminal."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "archrepo", "check", "--select", "GOV-02"],
        cwd=folder,
        env=clean_environment(TERM="xterm", **environment),
        stdout=slave,
        stderr=subprocess.DEVNULL,
    )
    os.close(slave)
    written = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        written += part
    os.close(master)
    process.wait(60)
    return written.decode()


def test_colour_is_for_terminals_only(run: Run, hamlet: Path) -> None:
    assert "\x1b[" in on_a_terminal(hamlet)
    assert "\x1b[" not in on_a_terminal(hamlet, NO_COLOR="1")
    assert "\x1b[" not in run("check", cwd=hamlet).stdout


def test_what_the_system_refuses_is_told_without_a_traceback(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x")

    for arguments, words, code in (
        (("init", "bestand"), "bestand is een bestand, geen map", 2),
        (("init", "bestand/map"), "bestand is een bestand, geen map", 2),
        (("init", "/proc/x"), "in /proc/x kan niet worden geschreven", 2),
        (("demo", "--no-serve", "--into", "/proc/x"), "in /proc/x kan niet worden geschreven", 2),
        (("demo", "--no-serve", "--into", "bestand/map"), "bestand is een bestand, geen map", 2),
        (("stats", "--workspace", "bestand"), "is geen map", 3),
    ):
        found = run(*arguments, cwd=tmp_path)

        assert found.returncode == code
        assert words in found.stderr
        assert "remedie: " in found.stderr
        assert "Traceback" not in found.stderr


def test_file_that_is_not_utf_8_is_named(run: Run, hamlet: Path) -> None:
    (hamlet / "model" / "oud.ttl").write_bytes(b"# caf\xe9\n")

    found = run("check", cwd=hamlet)

    assert found.returncode == 3
    assert found.stderr.startswith("model/oud.ttl:1:")


def test_broken_configuration_is_named(run: Run, hamlet: Path) -> None:
    (hamlet / "archrepo.toml").write_text("[workspace\n")

    found = run("check", cwd=hamlet)

    assert found.returncode == 2
    assert found.stderr.startswith("archrepo.toml:1:11: fout: ")


ENDLESS = """@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix principle: <https://w3id.org/archrepo/principle/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
principle:DRP-01 a sh:PropertyShape , ar:Principle ;
    rdfs:label "Naam"@nl , "Name"@en ; rdfs:comment "Een naam."@nl , "A name."@en ;
    ar:rationale "Daarom."@nl , "Therefore."@en ; ar:remedy "Kies."@nl , "Choose."@en ;
    sh:message "heeft een naam"@nl , "has a name"@en ; sh:targetClass am:BusinessProcess ;
    sh:path rdfs:label ; sh:pattern "^([a-zA-Z ]+)+$" .
"""


def test_endless_own_rule_is_told_beside_the_rest_of_the_report(run: Run, hamlet: Path) -> None:
    (hamlet / "archrepo.toml").write_text((hamlet / "archrepo.toml").read_text() + "[limits]\nrule_seconds = 1\n")
    model = hamlet / "model" / "applications.ttl"
    model.write_text(model.read_text().replace("Behandelen van een klacht", f"Behandelen {'a' * 60}!"))
    (hamlet / "shapes").mkdir()
    (hamlet / "shapes" / "dorp.ttl").write_text(ENDLESS)

    text = run("check", cwd=hamlet)
    form = run("check", "--format", "json", cwd=hamlet)

    assert (text.returncode, form.returncode) == (3, 3)
    assert "GOV-02" in text.stdout
    assert "shapes/dorp.ttl:6:1: fout: de regel van principe DRP-01 is na 1 seconden nog niet klaar" in text.stderr
    (fault,) = json.loads(form.stdout)["faults"]
    assert (fault["path"], fault["line"]) == ("shapes/dorp.ttl", 6)
    assert json.loads(form.stdout)["findings"]
