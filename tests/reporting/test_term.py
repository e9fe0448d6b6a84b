"""A term of the vocabulary is explained with its values and with a line that can be written as it stands."""

from __future__ import annotations

from datetime import date

import pytest

from archrepo.places import shipped
from archrepo.reporting.term import find_vocabulary_term, short_name, term_facts, term_form, term_text
from archrepo.turtle import parse
from archrepo.vocabulary import PREFIXES
from archrepo.workspace import Workspace, open_workspace


@pytest.fixture(scope="module")
def town() -> Workspace:
    return open_workspace(shipped("models") / "voorbeeldstad", date(2026, 11, 22))


def said(town: Workspace, name: str) -> str:
    term = find_vocabulary_term(town, name)
    assert term is not None
    return "\n".join(term_text(town, term_facts(town, term), "nl"))


def test_property_with_a_list_shows_every_value_and_an_example(town: Workspace) -> None:
    text = said(town, "ar:hosting")

    assert text.startswith("ar:hosting  hosting  (eigenschap)\n")
    for value in ("ar:SaaS", "ar:PaaS", "ar:IaaS", "ar:OnPremises", "ar:Hybrid"):
        assert f"\n  {value} " in text
    assert text.endswith("Schrijf bijvoorbeeld:\n  ar:hosting ar:SaaS ;")


def test_property_that_points_at_an_element_takes_one_of_this_model(town: Workspace) -> None:
    term = find_vocabulary_term(town, "ar:owner")
    assert term is not None

    value = term_facts(town, term).example.split()[1]

    assert any(short_name(town, element) == value for element in town.elements)


@pytest.mark.parametrize(
    "name",
    ["ar:hosting", "ar:owner", "ar:endOfSupport", "ar:rto", "ar:mfa", "ar:SaaS", "ar:Hosting", "ar:dataLocation"],
)
def test_example_line_is_turtle(name: str, town: Workspace) -> None:
    term = find_vocabulary_term(town, name)
    assert term is not None
    example = term_facts(town, term).example
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in {**PREFIXES, "": town.base}.items())

    triples = list(parse(f"{prefixes}:x {example.removesuffix(';')} .".encode(), "a.ttl"))

    assert len(triples) == 1


def test_class_is_shown_with_the_line_that_makes_one(town: Workspace) -> None:
    assert ":naam a am:ApplicationComponent ;" in said(town, "am:ApplicationComponent")


def test_name_without_prefix_is_a_term_only_when_the_vocabulary_has_it(town: Workspace) -> None:
    assert find_vocabulary_term(town, "hosting") == find_vocabulary_term(town, "ar:hosting")
    assert find_vocabulary_term(town, "ar:bestaatniet") is None
    assert find_vocabulary_term(town, "geen begrip") is None


def test_fields_of_a_term_hold_its_values(town: Workspace) -> None:
    term = find_vocabulary_term(town, "ar:hosting")
    assert term is not None

    form = term_form(town, term_facts(town, term), "en")

    assert list(form) == ["schema", "iri", "name", "label", "kind", "description", "values", "example"]
    assert form["kind"] == "property"
