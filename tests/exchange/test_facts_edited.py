"""What a person edits or adds in another tool comes back as a fact, or is told and kept as it was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pyoxigraph as ox
import pytest
from the_knowledge import shipped_ontology

from archrepo.errors import RequestFault
from archrepo.exchange import ImportOptions, import_model
from archrepo.exchange.facts.finding import has_facts
from archrepo.exchange.gathering import gather
from archrepo.exchange.importing import read_model
from archrepo.exchange.writing import write_model
from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.vocabulary import AR, LABEL, TYPE, XSD, am, ar
from archrepo.workspace import open_workspace

ONTOLOGY = shipped_ontology()
DAY = date(2026, 11, 22)
BASE = "https://proef.example/id/"
APPLICATION = ox.NamedNode(BASE + "zaaksysteem")
SUPPLIER = ox.NamedNode(BASE + "leverancier")

Write = Callable[..., Path]


def own(name: str) -> ox.NamedNode:
    return ox.NamedNode(BASE + name)


def typed(text: str, name: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + name))


def properties(pairs: Mapping[str, str]) -> str:
    return "".join(
        f"<property key={quoteattr(key)} value={quoteattr(value, {chr(10): '&#10;'})}/>" for key, value in pairs.items()
    )


def elements(application: Mapping[str, str], supplier: Mapping[str, str]) -> str:
    return (
        f'<element xsi:type="archimate:ApplicationComponent" id="zaaksysteem" name="Zaaksysteem">'
        f"{properties(application)}</element>"
        f'<element xsi:type="archimate:BusinessActor" id="leverancier" name="Zaakwerk">{properties(supplier)}</element>'
    )


@pytest.fixture
def imported(archi_file: Write, tmp_path: Path) -> Callable[..., tuple[Graph, list[str]]]:
    """A function that imports two elements with properties, and gives the triples and what was told."""

    def run(
        application: Mapping[str, str] | None = None,
        supplier: Mapping[str, str] | None = None,
        relations: str = "",
        model: Mapping[str, str] | None = None,
    ) -> tuple[Graph, list[str]]:
        path = archi_file(elements(application or {}, supplier or {}), relations, rest=properties(model or {}))
        report = import_model([path], tmp_path / "out", ImportOptions(base=BASE))
        told = [remark.text.en for one in report.models for remark in one.remarks]
        return open_workspace(tmp_path / "out", DAY, ontology=ONTOLOGY).model, told

    return run


Import = Callable[..., tuple[Graph, list[str]]]


@pytest.mark.parametrize(
    ("key", "text", "term"),
    [
        ("inUseFrom", "2013-02-01", typed("2013-02-01", "date")),
        ("inUseFrom", "1-2-2013", typed("2013-02-01", "date")),
        ("inUseFrom", "1 februari 2013", typed("2013-02-01", "date")),
        ("users", "410", typed("410", "integer")),
        ("mfa", "ja", ox.Literal(True)),
        ("mfa", "false", ox.Literal(False)),
        ("lifecycle", "ar:InUse", ar("InUse")),
        ("lifecycle", "In gebruik", ar("InUse")),
        ("lifecycle", "in use", ar("InUse")),
        ("exitPlan", "https://proef.example/exit", ox.NamedNode("https://proef.example/exit")),
        ("exitPlan", "2026-01-31", typed("2026-01-31", "date")),
        ("rto", "PT8H", typed("PT8H", "duration")),
        ("kpi", "minder wachten", ox.Literal("minder wachten", language="nl")),
        ("kpi@en", "less waiting", ox.Literal("less waiting", language="en")),
        ("feeEuro", "12000", typed("12000", "integer")),
        ("feeEuro", "12000,50", typed("12000.50", "decimal")),
        ("feeEuro", '"1.000"^^xsd:decimal', typed("1.000", "decimal")),
        ("exportFormat", '"XML" is de vorm', ox.Literal('"XML" is de vorm')),
        ("reviewedBy", ":beheer", own("beheer")),
        ("softwareLicence", "https://proef.example/eupl", ox.NamedNode("https://proef.example/eupl")),
    ],
)
def test_what_is_typed_comes_back_as_the_ontology_says(imported: Import, key: str, text: str, term: Term) -> None:
    graph, told = imported({f"ar:{key}": text})

    assert graph.objects(APPLICATION, ar(key.partition("@")[0])) == (term,)
    assert told == []


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("ar:inUseFrom", "eind 2027", "'eind 2027' is no date"),
        ("ar:inUseFrom", "1/2/2013", "can be two days"),
        ("ar:feeEuro", "1.000", "can be two numbers: 1 or 1000"),
        ("ar:users", "veel", "'veel' does not fit; expected: whole number"),
        ("ar:lifecycle", "ar:InUsee", "do you mean ar:InUse"),
        ("ar:lifecycle", "xyz", "expected: Life cycle (choose from: ar:"),
        ("ar:mfa", "misschien", "'misschien' does not fit"),
        ("ar:inUseForm", "2013-02-01", "there is no such term"),
        ("ar:cost", "[ ar:year 2026 ; ar:amountEuro ]", "line 1, character"),
        ("ar:cost", "[ ar:year 2026 ] . :leverancier ar:mfa true", "this says something of <" + BASE + "leverancier>"),
        ("ar:cost", "[ ar:year 2026 ] , [ ar:year 2027 ]", "one value may stand here"),
        ("ar:furtherFacts", "ar:mfa true . :leverancier ar:users 3", "only the concept itself may be described"),
        ("ar:furtherFacts", "ar:fallback <<", "line 1, character"),
        ("ar:furtherFacts", "a am:Goal", "a type belongs in the property rdf:type"),
        ("ar:furtherFacts", "ar:mfa true . @prefix ar: <https://kwaad.example/> . <urn:x> ar:y 1", "says something of"),
        ("ar:furtherThings", ":w a ar:Waiver .", "may stand with the model only"),
        ("ar:iri", "ar:Waiver", "cannot be an address"),
        ("ar:iri", "geen adres", "cannot be an address"),
        ("rdf:type", "ar:Supplier", "is no kind of ApplicationComponent"),
        ("rdf:type", "geen type", "is no kind of ApplicationComponent"),
        ("ar:textsWithoutLanguage", "alles", "rdfs:label or dct:description"),
    ],
)
def test_what_cannot_be_read_is_told_and_kept(imported: Import, key: str, text: str, words: str) -> None:
    graph, told = imported({key: text})

    (line,) = told
    assert line.startswith(f"'Zaaksysteem', property {key}: ") and words in line
    assert line.endswith("stays an ordinary property")
    kept = [value.value for predicate, values in graph.facts(APPLICATION).items() for value in values]
    assert text in kept
    assert {predicate.value for predicate in graph.facts(SUPPLIER)} == {TYPE.value, LABEL.value}
    assert graph.objects(APPLICATION, TYPE) == (am("ApplicationComponent"),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (":zaaksysteem ar:mfa true .", "says something of :zaaksysteem"),
        (":w a ar:Waiver . :leverancier ar:users 3 .", "says something of :leverancier"),
        ("ar:Waiver rdfs:subClassOf am:Goal .", "says something of ar:Waiver"),
        ("principle:REG-01 rdfs:label 'weg'@nl .", "says something of principle:REG-01"),
        (":m1 ar:users 3 .", "says something of :m1"),
        (":w a ar:Waiver ;\n  ar:reason 'geen einde .", "line 2, character"),
        ("<<( :a :b :c )>> :d :e .", "not valid Turtle"),
        ("[" * 300, "character"),
    ],
)
def test_the_model_may_not_speak_of_its_concepts(imported: Import, text: str, words: str) -> None:
    graph, told = imported(model={"ar:furtherThings": text})

    (line,) = told
    assert line.startswith("'Proef', property ar:furtherThings: ") and words in line
    assert text in [
        value.value
        for subject in graph.instances(am("Model"))
        for values in graph.facts(subject).values()
        for value in values
    ]
    assert not graph.facts(own("w"))
    assert not graph.facts(ar("Waiver"))


def test_a_thing_that_is_no_concept_comes_along_and_is_told(imported: Import) -> None:
    graph, told = imported(model={"ar:furtherThings": ":w a ar:Waiver ; ar:subject :zaaksysteem ."})

    assert graph.objects(own("w"), ar("subject")) == (APPLICATION,)
    assert told == ["no ArchiMate concept, carried over from a property of the model: Waiver"]


def test_an_association_with_a_role_is_a_link(imported: Import) -> None:
    relation = (
        '<element xsi:type="archimate:AssociationRelationship" id="r1" name="{name}" source="zaaksysteem" '
        'target="leverancier">{more}<property key="rol" value="ar:supplier"/></element>'
    )

    graph, _ = imported(relations=relation.format(name="", more=""))

    assert graph.objects(APPLICATION, ar("supplier")) == (SUPPLIER,)
    assert not graph.instances(am("Association"))


def test_what_a_link_says_more_stays_a_relation(imported: Import) -> None:
    relation = (
        '<element xsi:type="archimate:AssociationRelationship" id="r1" name="levert sinds 2020" source="zaaksysteem" '
        'target="leverancier"><property key="rol" value="ar:supplier"/></element>'
    )

    graph, _ = imported(relations=relation)

    assert graph.objects(APPLICATION, ar("supplier")) == (SUPPLIER,)
    (node,) = graph.instances(am("Association"))
    assert graph.objects(node, LABEL) == (ox.Literal("levert sinds 2020", language="nl"),)


def test_two_concepts_cannot_take_one_address(imported: Import) -> None:
    with pytest.raises(RequestFault, match="two concepts get the same address"):
        imported({"ar:iri": ":leverancier"})


def test_a_supplier_keeps_its_own_type(imported: Import) -> None:
    graph, told = imported(supplier={"rdf:type": "ar:Supplier", "ar:jurisdiction": "country:NLD"})

    assert graph.objects(SUPPLIER, TYPE) == (ar("Supplier"),)
    assert told == []


def test_keys_of_others_stay_as_they_are(imported: Import) -> None:
    graph, told = imported({"dct:creator": "Jan", "dct:source": " [1] NORA", "Status": "ar:InUse", "eigen:x": "1"})

    predicates = {predicate.value for predicate in graph.facts(APPLICATION)}
    assert not any(predicate.startswith(AR) for predicate in predicates)
    assert told == []
    assert len(predicates) == 6


def test_an_edit_in_the_file_is_an_edit_in_the_turtle(tmp_path: Path) -> None:
    root = tmp_path / "in"
    root.mkdir()
    (root / "archrepo.toml").write_text(f'[workspace]\nname = "P"\nbase = "{BASE}"\n\n[files]\nmodel = ["*.ttl"]\n')
    (root / "model.ttl").write_text(
        f"@prefix : <{BASE}> .\n@prefix am: <https://purl.org/archimate#> .\n@prefix ar: <{AR}> .\n"
        '@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n:m a am:Model ; am:language "3.2" .\n'
        ':zaaksysteem a am:ApplicationComponent ; rdfs:label "Z" ; ar:users 410 ; ar:lifecycle ar:InUse ;\n'
        "  ar:cost [ ar:year 2026 ; ar:amountEuro 1200 ] .\n"
    )
    written = write_model(gather(open_workspace(root, DAY, ontology=ONTOLOGY)), "archimate").data
    path = tmp_path / "m.archimate"
    path.write_bytes(written.replace(b'"410"', b'"500"').replace(b"ar:amountEuro 1200", b"ar:amountEuro 1300"))

    import_model([path], tmp_path / "out", ImportOptions())

    graph = open_workspace(tmp_path / "out", DAY, ontology=ONTOLOGY).model
    assert graph.objects(APPLICATION, ar("users")) == (typed("500", "integer"),)
    assert graph.objects(APPLICATION, LABEL) == (ox.Literal("Z"),)
    (cost,) = graph.objects(APPLICATION, ar("cost"))
    assert graph.objects(cost, ar("amountEuro")) == (typed("1300", "integer"),)


def test_a_thing_of_another_file_of_the_workspace_gets_no_new_facts(archi_file: Write, tmp_path: Path) -> None:
    root = tmp_path / "gemeente"
    root.mkdir()
    (root / "archrepo.toml").write_text(f'[workspace]\nname = "P"\nbase = "{BASE}"\n\n[files]\nmodel = ["**/*.ttl"]\n')
    there = f"@prefix : <{BASE}> .\n@prefix ar: <{AR}> .\n:w a ar:Waiver ; ar:subject :a .\n"
    (root / "afwijkingen.ttl").write_text(there)
    stated = {"ar:furtherThings": ":w a ar:Waiver ; ar:subject :zaaksysteem ."}
    path = archi_file(elements({}, {}), rest=properties(stated))

    report = import_model([path], root / "leverancier", ImportOptions())

    (remark,) = report.models[0].remarks
    assert "says something new of :w, which another file of the workspace describes" in remark.text.en
    graph = open_workspace(root, DAY, ontology=ONTOLOGY).model
    assert graph.objects(own("w"), ar("subject")) == (own("a"),)


def test_models_of_others_hold_no_municipal_facts(shared: Path) -> None:
    files = [shared / "data/gemma/gemma.archimate", *sorted((shared / "data/vera").glob("vera*"))]

    assert [path.name for path in files if has_facts(read_model(path))] == []
