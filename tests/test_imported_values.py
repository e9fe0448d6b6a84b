"""A status that GEMMA writes in Dutch reads as English to an English reader, in messages, facts and tables."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from the_knowledge import shipped_book, shipped_ontology

from archrepo.language import LANGUAGES
from archrepo.queries import cell_text
from archrepo.validation import validate
from archrepo.vocabulary import WRITTEN_AS
from archrepo.wording import value_text
from archrepo.workspace import Workspace, open_workspace

ONTOLOGY = shipped_ontology()
MODEL = """@prefix : <https://m.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix prop: <https://w3id.org/archrepo/property/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:api a am:Constraint ; rdfs:label "Zaak-API 1"@nl ; prop:Status "Einde ondersteuning" .
:zaken a am:ApplicationComponent ; rdfs:label "Zaken"@nl ; ar:lifecycle ar:InUse ; ar:supportsStandard :api .
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """An application on a standard without support."""
    folder = tmp_path_factory.mktemp("m")
    (folder / "archrepo.toml").write_text('[workspace]\nname = "M"\nbase = "https://m.example/id/"\n')
    (folder / "model.ttl").write_text(MODEL)
    return open_workspace(folder, date(2026, 11, 22), ontology=ONTOLOGY)


def test_message_carries_the_status_in_the_language_of_the_reader(workspace: Workspace) -> None:
    (found,) = validate(workspace, shipped_book(), only={"STD-04"}).findings

    assert found.message.nl == "gebruikt Zaak-API 1, met status Einde ondersteuning"
    assert found.message.en == "uses Zaak-API 1, with status End of support"


def test_facts_and_tables_carry_it_too(workspace: Workspace) -> None:
    status = ox.Literal("In gebruik")

    assert value_text(workspace, status).en == "In use"
    assert [cell_text(workspace, status, language) for language in LANGUAGES] == ["In gebruik", "In use"]


@pytest.mark.parametrize("word", ["in gebruik", "In gebruik sinds 2020", ""])
def test_other_words_stay_as_they_are_written(workspace: Workspace, word: str) -> None:
    assert value_text(workspace, ox.Literal(word)).en == word


def test_every_status_and_role_of_gemma_has_words_in_both_languages(shared: Path) -> None:
    source = (shared / "data/gemma/gemma.archimate").read_text(encoding="utf-8")
    written = set(re.findall(r'<property key="(?:GEMMA status|Status|Verbindingsrol)" value="([^"]+)"', source))

    known = {word.value for word in ONTOLOGY.graph.with_predicate(WRITTEN_AS)}

    assert written
    assert written - known == set()
