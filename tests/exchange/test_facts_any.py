"""Whatever facts a small workspace holds, they survive a file of another tool."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from the_knowledge import shipped_ontology

from archrepo.exchange import ImportOptions, import_model
from archrepo.exchange.facts.values import Values
from archrepo.exchange.gathering import gather
from archrepo.exchange.writing import write_model
from archrepo.store import Graph
from archrepo.turtle import Triple, write
from archrepo.vocabulary import AM, AR, DCT, LABEL, MODEL, PREFIXES, RDF, SKOS, TYPE, XSD, am, ar
from archrepo.workspace import open_workspace
from tests.exchange.test_facts_trip import ENDINGS, canonical

ONTOLOGY = shipped_ontology()
DAY = date(2026, 11, 22)
BASE = "https://proef.example/id/"
#: What a tag or a datatype may be, with a text that is one of them and texts that are not.
DATATYPES = ("string", "boolean", "date", "dateTime", "decimal", "double", "duration", "gYear", "integer", "anyURI")
TEXTS = ("", " ", "1", "1.000", "12,5", "true", "ja", "2013-02-01", "1-2-2013", "P1Y", "2026", "ar:InUse", ":a", "[]")
odd = some.text(
    some.characters(codec="utf-8", exclude_categories=["Cs"])
    | some.sampled_from("\t\n\r\\\"'[](){}<>@^;,.#:\x00\x01\ufffe"),
    max_size=10,
)
texts = odd | some.sampled_from(TEXTS)
own = some.sampled_from(["a", "b", "9c", "d/e", "f.", "g%20h", "ij", "k"]).map(lambda name: ox.NamedNode(BASE + name))
others = some.sampled_from(
    [
        PREFIXES["std"] + "spf",
        AR + "InUse",
        AR + "Nonsense",
        "https://elders.example/x?y=1#z",
        PREFIXES["gemma"] + "1-2",
    ]
).map(ox.NamedNode)
literals = (
    texts.map(ox.Literal)
    | some.builds(
        lambda text, tag: ox.Literal(text, language=tag), texts, some.sampled_from(["nl", "en", "en-GB", "fy"])
    )
    | some.builds(
        lambda text, name: ox.Literal(text, datatype=ox.NamedNode(XSD + name)), texts, some.sampled_from(DATATYPES)
    )
    | texts.map(lambda text: ox.Literal(text, datatype=ox.NamedNode("https://elders.example/soort")))
)
nodes = some.sampled_from(["n1", "n2", "n3", "n4"]).map(ox.BlankNode)
NAMES = (
    "lifecycle inUseFrom users feeEuro kpi cost exitPlan targetValue criticality mfa rto year owner contract supplier "
    "exportFormat nonsense legalBasis furtherFacts iri base fallback"
)
predicates = some.sampled_from(
    [
        *(ar(name) for name in NAMES.split()),
        ox.NamedNode(DCT + "source"),
        ox.NamedNode(DCT + "creator"),
        ox.NamedNode(SKOS + "exactMatch"),
        ox.NamedNode(RDF + "value"),
        ox.NamedNode("https://elders.example/p"),
        ox.NamedNode("https://elders.example/p,q"),
    ]
)
facts = some.tuples(predicates, literals | own | others | nodes)


@some.composite
def workspaces(draw: some.DrawFn) -> list[Triple]:
    """A model with elements, a flow, things that are no concepts, and nodes without a name in any shape."""
    found: list[Triple] = [
        (ox.NamedNode(BASE + "model"), TYPE, MODEL),
        (ox.NamedNode(BASE + "model"), ox.NamedNode(AM + "language"), ox.Literal("3.2")),
    ]
    subjects: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(BASE + "model")]
    for iri in draw(some.lists(own, min_size=2, max_size=4, unique=True)):
        kind = draw(some.sampled_from([am("ApplicationComponent"), ar("Supplier"), am("BusinessActor")]))
        found += [
            (iri, TYPE, kind),
            (iri, LABEL, ox.Literal(iri.value, language=draw(some.sampled_from(["nl", "en"])))),
        ]
        subjects.append(iri)
    flow = ox.NamedNode(BASE + "stroom")
    found += [(flow, TYPE, am("Flow")), (flow, am("source"), subjects[1]), (flow, am("target"), subjects[2])]
    thing = ox.NamedNode(BASE + "verwerking")
    found.append((thing, TYPE, ar("Processing")))
    subjects += [flow, thing]
    for subject in subjects:
        found += [(subject, *fact) for fact in draw(some.lists(facts, max_size=4))]
    held = {value for _, _, value in found if isinstance(value, ox.BlankNode)}
    for node in sorted(held, key=str):
        found += [(node, *fact) for fact in draw(some.lists(facts, max_size=2))]
    return found


@pytest.mark.parametrize("name", sorted(ENDINGS))
@settings(max_examples=12, deadline=None)
@given(workspaces())
def test_all_facts_come_back(name: str, triples: list[Triple]) -> None:
    with TemporaryDirectory() as made:
        there, here = _there_and_back(triples, name, Path(made))

    assert (there - here, here - there) == (set(), set())


def _there_and_back(triples: list[Triple], name: str, made: Path) -> tuple[set[ox.Quad], set[ox.Quad]]:
    """Return what a workspace says before its export, and what the import of the file says, in canonical form."""
    root, back = made / "in", made / "out"
    root.mkdir()
    (root / "archrepo.toml").write_text(
        f'[workspace]\nname = "Proef"\nbase = "{BASE}"\n\n[files]\nmodel = ["*.ttl"]\n', encoding="utf-8"
    )
    (root / "model.ttl").write_text(write(triples, {"": BASE}), encoding="utf-8", newline="")
    before = open_workspace(root, DAY, ontology=ONTOLOGY)
    path = made / f"model{ENDINGS[name]}"
    path.write_bytes(write_model(gather(before), name).data)
    import_model([path], back, ImportOptions())
    after = open_workspace(back, DAY, ontology=ONTOLOGY)
    return canonical(before.model), canonical(after.model)


@settings(max_examples=200, deadline=None)
@given(predicates, literals | own | others)
def test_a_value_that_is_written_reads_as_the_same(predicate: ox.NamedNode, term: ox.NamedNode | ox.Literal) -> None:
    values = Values(ONTOLOGY.graph, BASE, "nl")

    written = values.written(predicate, term, Graph())

    if written is not None:
        language, text = written
        assert values.read(predicate, text, language) == (term, ())


@pytest.mark.parametrize("name", sorted(ENDINGS))
def test_names_that_are_no_xml_names_and_names_of_elsewhere_come_back(name: str, tmp_path: Path) -> None:
    iris = [BASE + one for one in ("9c", "d/e", "f.", "g%20h", "zaak,1", "ij\u0133", "zaak")]
    iris += [PREFIXES["gemma"] + "11-22", "https://elders.example/x?y=1#z"]
    triples: list[Triple] = [(ox.NamedNode(BASE + "m"), TYPE, MODEL)]
    triples.append((ox.NamedNode(BASE + "m"), ox.NamedNode(AM + "language"), ox.Literal("3.2")))
    for iri, after in zip(iris, iris[1:] + iris[:1], strict=True):
        triples.append((ox.NamedNode(iri), TYPE, am("Node")))
        triples.append((ox.NamedNode(iri), am("serves"), ox.NamedNode(after)))
        triples.append((ox.NamedNode(iri), ar("owner"), ox.NamedNode(after)))

    before, after_trip = _there_and_back(triples, name, tmp_path)

    assert after_trip == before
