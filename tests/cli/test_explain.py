"""`archrepo explain`: one principle, a family, a profile, and all of them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from the_command import AS_OF, ROOT, Run
from the_knowledge import shipped_book

IDS = [principle.id for principle in shipped_book()]


@pytest.mark.parametrize("identifier", IDS)
def test_principle_is_explained_in_both_languages(identifier: str) -> None:
    from archrepo.language import LANGUAGES
    from archrepo.reporting.principle_text import principle_text

    book = shipped_book()
    principle = book.get(identifier)
    assert principle is not None

    for language in LANGUAGES:
        text = "\n".join(principle_text(book, principle, language, date.fromisoformat(AS_OF), ()))
        assert principle.name.in_(language) in text
        assert " ".join(principle.remedy.in_(language).split()) in " ".join(text.split())
        assert f"ar:ofPrinciple principle:{identifier}" in text
        assert "\n  -" in text or "\n  +" in text, "neither a wrong line nor a right one"
        assert f"principle:{identifier} a sh:" in text


def test_explain_works_without_a_workspace_and_lists_all(run: Run, tmp_path: Path) -> None:
    one = run("explain", "gov-02", cwd=tmp_path)
    every = run("explain", cwd=tmp_path)
    family = run("explain", "gov", cwd=tmp_path)

    assert one.stdout.startswith("GOV-02  Eén verantwoordelijke\n")
    assert [line.split()[0] for line in every.stdout.splitlines()] == IDS
    assert [line.split()[0] for line in family.stdout.splitlines()] == [
        known for known in IDS if known.startswith("GOV-")
    ]


def test_explain_knows_the_principles_of_the_workspace_even_when_the_model_is_broken(run: Run, hamlet: Path) -> None:
    (hamlet / "shapes").mkdir()
    shipped = (ROOT / "shapes" / "gov.ttl").read_text()
    prefixes, of_owner = shipped.split("principle:GOV-01 a")[0], shipped[shipped.index("principle:GOV-02 a") :]
    own = (prefixes + of_owner.split("principle:GOV-03 a")[0]).replace("GOV-02", "EIG-01")
    (hamlet / "shapes" / "eigen.ttl").write_text(own)
    (hamlet / "model" / "kapot.ttl").write_text("kapot")

    found = run("explain", "EIG-01", cwd=hamlet)

    assert found.returncode == 0
    assert found.stdout.startswith("EIG-01")


def test_profile_and_principle_are_explained_with_their_weight(run: Run, tmp_path: Path) -> None:
    profile = run("explain", "audit", "--lang", "en", cwd=tmp_path).stdout
    assert run("explain", "audit and accountability", "--lang", "en", cwd=tmp_path).stdout == profile
    fields = json.loads(run("explain", "BIO-01", "--format", "json", cwd=tmp_path).stdout)

    assert profile.startswith("Audit and accountability (audit)\n")
    assert "\nWeighs heavily (3):\n" in profile
    assert fields["profiles"]["audit"] == 3
    assert "(audit): weegt zwaar" in run("explain", "BIO-01", cwd=tmp_path).stdout
