"""Only versions of one standard are other versions of each other; components that share a general element are not."""

from __future__ import annotations

from collections import Counter

from pyoxigraph import NamedNode

from archrepo.exchange.releases.release import Part, Place, Release, Terms
from archrepo.exchange.releases.succession import alternatives
from archrepo.language import Text
from archrepo.store import Graph

TERMS = Terms({}, frozenset(), frozenset())


def named(name: str) -> NamedNode:
    return NamedNode(f"https://proef.example/{name}")


def part(name: str, category: str) -> Part:
    iri = named(name)
    said: frozenset[tuple[str, str, str]] = frozenset()
    return Part(iri, (), Text.same(category), (), Text.same(name), "", said, Place(), (), ())


def release(*parts: Part, generals: dict[str, str]) -> Release:
    return Release(
        "1",
        {one.iri: one for one in parts},
        {},
        Counter(),
        {(named("zaken"), named("api")): "verplicht"},
        {named(one): frozenset((named(general),)) for one, general in generals.items()},
        Graph(()),
    )


ONE = release(
    part("zaken", "Component"),
    part("balie", "Component"),
    part("loket", "Component"),
    part("voorziening", "Component"),
    part("api", "Standaard"),
    part("api-1", "Standaardversie"),
    part("api-2", "Standaardversie"),
    generals={"balie": "voorziening", "loket": "voorziening", "api-1": "api", "api-2": "api"},
)


def test_a_version_of_a_standard_has_its_other_versions() -> None:
    assert [one.name.nl for one in alternatives(ONE, ONE, named("api-1"), TERMS)] == ["api-2"]


def test_a_component_that_shares_a_general_element_has_none() -> None:
    assert alternatives(ONE, ONE, named("balie"), TERMS) == ()
