"""The words of GEMMA mean what the ontology says, and a word that it does not know means nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from archrepo.procurement.publication.reference_words import ReferenceWords
from archrepo.workspace import Workspace, with_files
from tests.procurement.offers import PREFIXES, PURCHASE, town

MORE = """
:nieuw am:specializes :zaken ; prop:Status "In gebruik" .
:raadsel am:specializes :zaken ; prop:Status "Vast wel" .
:mag a am:Realization ; am:source :referentie ; am:target :zaken ; prop:Verbindingsrol "Aanbevolen" .
:vreemd a am:Realization ; am:source :referentie ; am:target :zaken ; prop:Verbindingsrol "In gebruik" .
:anders a am:Association ; am:source :referentie ; am:target :zaken ; prop:Verbindingsrol "Verplicht" .
"""


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder: Path = tmp_path_factory.mktemp("stad")
    workspace = town(folder, PURCHASE)
    more = folder / "more.ttl"
    more.write_text(PREFIXES + MORE, encoding="utf-8")
    return with_files(workspace, [more])


def test_a_status_is_read_from_the_words_of_the_ontology(known: Workspace) -> None:
    words = ReferenceWords(known)

    told = {
        name: (words.is_in_use(known.find(name)), words.is_outdated(known.find(name)))
        for name in (":nieuw", ":zaken-1", ":raadsel", ":zaken")
    }

    assert told == {
        ":nieuw": (True, False),
        ":zaken-1": (False, True),
        ":raadsel": (False, False),
        ":zaken": (False, False),
    }


def test_only_a_realization_with_a_role_asks_for_a_standard(known: Workspace) -> None:
    words = ReferenceWords(known)

    asked = {name: words.is_mandatory(known.find(name)) for name in (":vraagt", ":mag", ":vreemd", ":anders")}
    assert asked == {":vraagt": True, ":mag": False, ":vreemd": None, ":anders": None}
