"""What a reader is told of derived relations."""

from __future__ import annotations

from datetime import date

from archrepo.derived_facts import derived_sentences
from archrepo.places import shipped
from archrepo.workspace import open_workspace


def test_a_derived_sentence_names_rule_and_premises_and_no_municipal_link_takes_part() -> None:
    workspace = open_workspace(shipped("models") / "voorbeeldstad", date(2026, 11, 22))

    found = derived_sentences(workspace, workspace.find("zaaksysteem"))

    assert found
    for one in found:
        assert one.rule.startswith("DR")
        assert any("Zaaksysteem" in premise.nl for premise in one.because)
        assert not any("eigenaar" in premise.nl or "contract" in premise.nl for premise in one.because)
    assert found == derived_sentences(workspace, workspace.find("zaaksysteem"))


def test_what_is_no_element_has_no_derived_relations() -> None:
    workspace = open_workspace(shipped("models") / "voorbeeldstad", date(2026, 11, 22))

    assert derived_sentences(workspace, workspace.find("inkoop-parkeren")) == ()
