"""Searching: whole words, beginnings, parts of compounds, and what was meant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from archrepo.search import PAGE_SIZE, Hits, SearchIndex, fold
from archrepo.workspace import open_workspace

MODEL = """@prefix : <https://klein.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix ander: <https://elders.example/> .

:burgerzaken a am:BusinessActor ; rdfs:label "Burgerzaken"@nl .
:zaaksysteem a am:ApplicationComponent ; rdfs:label "Zaaksysteem"@nl , "Case system"@en ; ar:owner :burgerzaken .
:brp a am:ApplicationComponent ; rdfs:label "Basiszaakregistratie"@nl ; dct:description "Voor coördinatie"@nl .
ander:zaak a am:BusinessObject ; rdfs:label "Zaakdossier"@nl .
:zaaktype a am:BusinessObject ; rdfs:label "Zaaktype voor vergunningen"@nl ; ar:owner :burgerzaken .
"""


@pytest.fixture
def find(tmp_path: Path) -> Callable[..., Hits]:
    """Search the small model."""
    (tmp_path / "archrepo.toml").write_text('[workspace]\nname = "Klein"\nbase = "https://klein.example/id/"\n')
    (tmp_path / "model.ttl").write_text(MODEL)
    return SearchIndex(open_workspace(tmp_path, date(2026, 11, 22))).find


def names(hits: Hits) -> list[str]:
    """Return the Dutch names of a page of hits, in their order."""
    return [entry.name.nl for entry in hits.entries]


def test_word_inside_a_compound_is_found(find: Callable[..., Hits]) -> None:
    assert names(find("zaakregistratie")) == ["Basiszaakregistratie"]


def test_beginning_of_a_name_comes_before_a_word_inside(find: Callable[..., Hits]) -> None:
    assert names(find("zaak"))[-1] in ("Basiszaakregistratie", "Burgerzaken")


def test_own_things_come_before_those_of_a_reference_model(find: Callable[..., Hits]) -> None:
    found = names(find("zaak"))

    assert found.index("Zaaktype voor vergunningen") < found.index("Zaakdossier")


def test_exact_name_is_first(find: Callable[..., Hits]) -> None:
    assert names(find("ZAAKSYSTEEM"))[0] == "Zaaksysteem"


def test_english_name_is_found_too(find: Callable[..., Hits]) -> None:
    assert names(find("case system")) == ["Zaaksysteem"]


def test_all_words_must_be_there(find: Callable[..., Hits]) -> None:
    assert names(find("zaaktype vergunningen")) == ["Zaaktype voor vergunningen"]
    assert find("zaaktype dossier").total == 0


@pytest.mark.parametrize("spelling", ["coördinatie", "coordinatie", "COÖRDINATIE"])
def test_diacritics_do_not_matter(find: Callable[..., Hits], spelling: str) -> None:
    assert names(find(spelling)) == ["Basiszaakregistratie"]


def test_misspelt_word_brings_what_was_meant(find: Callable[..., Hits]) -> None:
    hits = find("zaaksisteem")

    assert hits.total == 0
    assert hits.suggestions[0].name.nl == "Zaaksysteem"


def test_kind_and_owner_narrow_and_each_counts_what_the_other_leaves(find: Callable[..., Hits]) -> None:
    hits = find("", kind="BusinessObject", owner="burgerzaken")

    assert names(hits) == ["Zaaktype voor vergunningen"]
    assert {facet.key: facet.count for facet in hits.kinds} == {"ApplicationComponent": 1, "BusinessObject": 1}
    assert {facet.key: facet.count for facet in hits.owners} == {"burgerzaken": 1}


def test_page_beyond_the_last_is_the_last(find: Callable[..., Hits]) -> None:
    hits = find("", page=99)

    assert (hits.page, hits.pages) == (1, 1)
    assert len(hits.entries) <= PAGE_SIZE


@pytest.mark.parametrize("query", ['"', "AND", "NEAR(a b", "name:zaak", "*", "()", "-", "a" * 1000])
def test_signs_of_the_search_engine_are_only_words(find: Callable[..., Hits], query: str) -> None:
    assert find(query).total >= 0


def test_fold_takes_case_and_diacritics_away() -> None:
    assert fold("Coördinatie ÉÉN") == "coordinatie een"
