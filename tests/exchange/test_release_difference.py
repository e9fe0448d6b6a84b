"""The difference between any two releases: nothing with itself, and the same seen from either side."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from the_knowledge import shipped_ontology

from archrepo.exchange.lock import Lock
from archrepo.exchange.releases.comparing import ChangeKind, compare, readdressed
from archrepo.exchange.releases.release import Release, Terms, read_release
from archrepo.exchange.releases.succession import successors
from archrepo.store import Graph
from archrepo.turtle import parse
from archrepo.vocabulary import GEMMA

ONTOLOGY = shipped_ontology()
TERMS = Terms.of(ONTOLOGY.graph)
HEAD = f"""@prefix : <https://r.example/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix gemma: <{GEMMA}> .
@prefix prop: <https://w3id.org/archrepo/property/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
prop:status ar:key "GEMMA status" . prop:role ar:key "Verbindingsrol" . prop:x ar:key "X" .
prop:next ar:key "Vervangen door" . prop:sync ar:key "Latest Sync Date" .
"""
PARTS = ["gemma:a", "gemma:b", "gemma:c", "gemma:d", ":e", ":f", ":g"]
STATUSES = ["", "In gebruik", "Einde ondersteuning", "Teruggetrokken", "In ontwikkeling"]
NAMES = ["Een", "Twee", "Drie", "Vier"]


@st.composite
def releases(draw: st.DrawFn) -> Release:
    """Return a release of a few parts, some without a lasting identity, with demands, relations and views."""
    lines: list[str] = []
    chosen = draw(st.lists(st.sampled_from(PARTS), unique=True, max_size=len(PARTS)))
    for part in chosen:
        kind = draw(st.sampled_from(["am:Constraint", "am:ApplicationComponent"]))
        facts = [f'a {kind} ; rdfs:label "{draw(st.sampled_from(NAMES))}"@nl']
        for key, values in (("status", STATUSES), ("x", ["", "1", "2"]), ("next", ["", "a", "Een"]), ("sync", NAMES)):
            value = draw(st.sampled_from(values))
            facts += [f'prop:{key} "{value}"'] if value else []
        lines.append(f"{part} {' ; '.join(facts)} .")
    ends = st.sampled_from(chosen) if chosen else st.nothing()
    for number in range(draw(st.integers(0, 4)) if chosen else 0):
        role = draw(st.sampled_from(["Verplicht", "Aanbevolen"]))
        lines.append(
            f'gemma:r{number} a am:Realization ; am:source {draw(ends)} ; am:target {draw(ends)} ; prop:role "{role}" .'
        )
        lines.append(f"{draw(ends)} am:serves {draw(ends)} .")
    for number in draw(st.lists(st.integers(0, 3), unique=True, max_size=3)):
        shown = draw(st.lists(ends, max_size=3)) if chosen else []
        lines += [f'gemma:v{number} a am:View ; rdfs:label "{draw(st.sampled_from(NAMES))}"@nl .']
        lines += [f"gemma:v{number} am:shows {one} ." for one in shown]
    graph = Graph(parse((HEAD + "\n".join(lines)).encode(), "r.ttl"))
    return read_release(graph, Lock(), b"", ONTOLOGY.metamodel, TERMS)


@given(releases())
def test_a_release_does_not_differ_from_itself(release: Release) -> None:
    assert compare(release, release, TERMS).is_nothing


@settings(max_examples=100)
@given(releases(), releases())
def test_what_is_new_one_way_is_withdrawn_the_other_way(old: Release, new: Release) -> None:
    there, back = compare(old, new, TERMS), compare(new, old, TERMS)

    turned = {ChangeKind.NEW: ChangeKind.WITHDRAWN, ChangeKind.WITHDRAWN: ChangeKind.NEW}
    seen = Counter(turned.get(one.kind, one.kind) for one in back.parts)
    assert Counter(one.kind for one in there.parts) == seen
    assert len(there.demands) == len(back.demands)
    assert sum(one.is_binding for one in there.demands) == sum(one.was_binding for one in back.demands)
    assert (there.relations_came, there.relations_went) == (back.relations_went, back.relations_came)
    assert len(there.views) == len(back.views)
    assert there.is_nothing == back.is_nothing


@settings(max_examples=100)
@given(releases(), releases())
def test_parts_are_counted_once(old: Release, new: Release) -> None:
    difference = compare(old, new, TERMS)

    count = {kind: len(difference.of(kind)) for kind in ChangeKind}
    kept = len(old.parts) - count[ChangeKind.WITHDRAWN]
    assert kept == len(new.parts) - count[ChangeKind.NEW]
    assert all(count[kind] <= kept for kind in ChangeKind if kind not in (ChangeKind.NEW, ChangeKind.WITHDRAWN))


@settings(max_examples=100)
@given(releases(), releases())
def test_addresses_change_one_to_one_and_never_between_two_lasting_ones(old: Release, new: Release) -> None:
    found = readdressed(old, new)

    assert len(set(found.values())) == len(found)
    for was, now in found.items():
        assert not (was.value.startswith(GEMMA) and now.value.startswith(GEMMA))  # type: ignore[union-attr]  # named


@settings(max_examples=100)
@given(releases(), releases())
def test_a_successor_is_in_the_new_release_and_not_retiring(old: Release, new: Release) -> None:
    for part, heir in successors(old, new, compare(old, new, TERMS), TERMS).items():
        assert heir.iri in new.parts
        assert heir.iri != part
        assert heir.status not in TERMS.retiring
