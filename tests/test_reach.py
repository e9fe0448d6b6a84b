"""The subjects to which a question's ways lead are all of those about which its answer differs after an edit."""

from __future__ import annotations

import random

import pyoxigraph as ox
import pytest

from archrepo.store import Graph
from archrepo.turtle import Triple
from archrepo.turtle.reading import Term
from archrepo.validation.asking import ask_about, ask_whole
from archrepo.validation.once import can_be_asked_once
from archrepo.validation.rules import Asked

PROLOGUE = "PREFIX : <urn:x#>\n"
NODES = [ox.NamedNode(f"urn:x#{name}") for name in "abcd"] + [ox.BlankNode("e")]
LINKS = [ox.NamedNode(f"urn:x#{name}") for name in "pqr"]
VALUES = [*NODES, *LINKS, ox.Literal("1"), ox.Literal(True)]
PATHS = (*[":p", ":q", ":r"] * 2, ":p/:q", "^:p", ":p|^:q", ":r+", "(:p/:r)|:q", ":p*", "?v", "?w", "^(:q/:p)")
STARTS = (*["?this", "?x"] * 4, "?y", "?z", ":a")
ENDS = (*["?x", "?y"] * 4, "?this", "?z", "?v", ":a", ":b", '"1"', "true")


def a_triple(chance: random.Random) -> Triple:
    return chance.choice(NODES), chance.choice(LINKS), chance.choice(VALUES)


def a_graph(chance: random.Random) -> Graph:
    return Graph({a_triple(chance): None for _ in range(chance.randrange(4, 22))})


def a_group(chance: random.Random, depth: int, *, names_this: bool) -> str:
    """Return the inside of a group of random patterns."""
    parts = [f"?this {chance.choice(PATHS)} {chance.choice(ENDS)} ."] if names_this else []
    for _ in range(chance.randrange(1, 3)):
        kind = chance.choice(("pattern", "pattern", "exists", "not", "optional", "union", "group", "select", "bind"))
        if kind == "pattern" or not depth:
            parts.append(f"{chance.choice(STARTS)} {chance.choice(PATHS)} {chance.choice(ENDS)} .")
            continue
        inner = a_group(chance, depth - 1, names_this=chance.random() < 0.6)
        if kind in ("exists", "not"):
            parts.append(f"FILTER {'NOT ' * (kind == 'not')}EXISTS {{ {inner} }}")
        elif kind == "optional":
            parts.append(f"OPTIONAL {{ {inner} }}")
        elif kind == "union":
            parts.append(f"{{ {inner} }} UNION {{ {a_group(chance, depth - 1, names_this=True)} }}")
        elif kind == "group":
            parts.append(f"{{ {inner} }}")
        elif kind == "select":
            inside = a_group(chance, depth - 1, names_this=True)
            counted = f"SELECT ?this (COUNT(?x) AS ?n) WHERE {{ {inside} }} GROUP BY ?this"
            parts.append(f"{{ {chance.choice((counted, f'SELECT ?this ?x WHERE {{ {inside} }}'))} }}")
        else:
            parts.append(f"BIND (EXISTS {{ {inner} }} AS ?b{chance.randrange(10**6)})")
    chance.shuffle(parts)
    return " ".join(parts)


def a_question(chance: random.Random) -> str:
    inside = f"?this :{chance.choice('pqr')} ?x . {a_group(chance, 2, names_this=chance.random() < 0.5)}"
    if chance.random() < 0.2:
        return f"{PROLOGUE}SELECT ?this (COUNT(?x) AS ?n) WHERE {{ {inside} }} GROUP BY ?this"
    return f"{PROLOGUE}SELECT DISTINCT ?this ?x ?y WHERE {{ {inside} }}"


def edited(graph: Graph, triple: Triple) -> Graph:
    """Return the graph without the triple when it has it, and else with it."""
    return Graph({each: None for each in graph if each != triple} | ({} if triple in set(graph) else {triple: None}))


def reached(asked: Asked, graph: Graph, triple: Triple) -> set[Term] | None:
    """Return the subjects to which a changed triple leads; None when that is everybody."""
    found: set[Term] = set()
    for reach in asked.reaches or ():
        if reach.fits(triple):
            if reach.back is None:
                return None
            found.update(reach.back(graph, triple[reach.takes]))
    return found


def told_apart(asked: Asked, chance: random.Random) -> int:
    """Hold random edits against what the question answers; return how often the answer differed for some subjects."""
    count = 0
    graph = a_graph(chance)
    before = ask_whole(graph, [asked])
    for _ in range(8):
        triple = a_triple(chance)
        graph = edited(graph, triple)
        after = ask_whole(graph, [asked])
        differ = {subject for subject in {**before, **after} if before.get(subject) != after.get(subject)}
        found = reached(asked, graph, triple)
        before = after
        if found is not None:
            assert differ <= found, (asked.text, list(graph), triple)
            count += bool(differ)
    return count


def assert_same_about_some(asked: Asked, graph: Graph) -> None:
    whole = ask_whole(graph, [asked])
    for some in (NODES[:4], NODES[:1], NODES[4:], NODES):
        about = ask_about(graph, [asked], some)
        assert {node: about[node] for node in some} == {node: whole.get(node, ()) for node in some}, asked.text


@pytest.mark.parametrize("seed", range(3))
def test_edit_reaches_every_subject_about_which_a_question_answers_otherwise(seed: int) -> None:
    chance = random.Random(seed)
    count = 0
    for _ in range(300):
        asked = Asked(a_question(chance))
        if can_be_asked_once(asked.text) and not asked.footprint.is_everything and asked.reaches is not None:
            assert_same_about_some(asked, a_graph(chance))
            count += told_apart(asked, chance)

    assert count > 50
