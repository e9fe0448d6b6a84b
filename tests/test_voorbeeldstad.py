"""The fictional municipality: is it whole, is it consistent, and are its faults exactly those its README names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from lxml import etree
from the_knowledge import shipped_book

from archrepo.findings import Report, Verdict
from archrepo.validation import validate
from archrepo.workspace import open_workspace

MODEL = Path(__file__).parent.parent / "models" / "voorbeeldstad"
AS_OF = date(2026, 11, 22)
BASE = "https://voorbeeldstad.example/id/"
AM = "https://purl.org/archimate#"
AR = "https://w3id.org/archrepo/def#"
GEMMA = "https://gemmaonline.nl/index.php/GEMMA/id-"
PROP = "https://w3id.org/archrepo/property/"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
IDENTIFIER = ox.NamedNode("http://purl.org/dc/terms/identifier")
XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"

REGISTRATIONS = {"BRP", "HR", "BAG", "BRT", "BGT", "BRK", "BRO", "WOZ", "BRV", "BRI"}
SEEN_BY_MANAGEMENT = [
    "ApplicationComponent",
    "BusinessObject",
    "BusinessProcess",
    "BusinessService",
    "Contract",
    "DataObject",
    "Flow",
    "Goal",
    "Grouping",
    "Plateau",
    "WorkPackage",
]
ORGANISATIONS = ["Municipality", "Department", "Supplier", "Partnership", "GovernmentBody"]


def am(name: str) -> ox.NamedNode:
    return ox.NamedNode(AM + name)


def ar(name: str) -> ox.NamedNode:
    return ox.NamedNode(AR + name)


def read(*patterns: str) -> ox.Store:
    store = ox.Store()
    for pattern in patterns:
        for path in sorted(MODEL.glob(pattern)):
            store.load(path=path, format=ox.RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def model() -> ox.Store:
    """Everything that belongs to the model, the proposal left out."""
    settings = tomllib.loads((MODEL / "archrepo.toml").read_text(encoding="utf-8"))
    return read(*settings["files"]["model"])


@pytest.fixture(scope="module")
def everything() -> ox.Store:
    """The model and the proposal."""
    return read("**/*.ttl")


def instances(store: ox.Store, cls: ox.NamedNode) -> set[ox.NamedNode]:
    """Return what is typed with the class itself, the facts of GEMMA left out."""
    found = (quad.subject for quad in store.quads_for_pattern(None, TYPE, cls))
    return {subject for subject in found if isinstance(subject, ox.NamedNode) and not subject.value.startswith(GEMMA)}


def objects(store: ox.Store, subject: ox.NamedNode, predicate: ox.NamedNode) -> set[ox.NamedNode | ox.Literal]:
    return {quad.object for quad in store.quads_for_pattern(subject, predicate, None)}


def named_nodes(store: ox.Store) -> Iterator[ox.NamedNode]:
    for quad in store:
        for term in (quad.subject, quad.predicate, quad.object):
            if isinstance(term, ox.NamedNode):
                yield term


def has_label(store: ox.Store, subject: ox.NamedNode, language: str) -> bool:
    labels = objects(store, subject, LABEL)
    return any(isinstance(label, ox.Literal) and label.language == language for label in labels)


@pytest.mark.parametrize(
    ("cls", "least"),
    [
        (am("BusinessProcess"), 45),
        (am("BusinessService"), 40),
        (am("Flow"), 130),
        (am("Contract"), 30),
        (ar("Processing"), 18),
        (ar("Department"), 9),
        (am("Plateau"), 3),
        (am("WorkPackage"), 12),
        (ar("Pilot"), 4),
        (am("Goal"), 8),
        (ar("Waiver"), 3),
    ],
)
def test_the_municipality_has_enough_of_each_kind(model: ox.Store, cls: ox.NamedNode, least: int) -> None:
    assert len(instances(model, cls)) >= least


def test_seventy_components_of_its_own_and_sixty_fill_a_reference_component(model: ox.Store) -> None:
    components = instances(model, am("ApplicationComponent"))
    own = {component for component in components if objects(model, component, ar("lifecycle"))}
    linked = {component for component in own if objects(model, component, ar("referenceComponent"))}

    assert len(own) >= 70
    assert len(linked) >= 60


def test_data_of_all_ten_base_registrations_flow(model: ox.Store) -> None:
    used = set()
    for flow in instances(model, am("Flow")):
        for source in objects(model, flow, am("source")):
            assert isinstance(source, ox.NamedNode)
            used |= {str(value.value).removeprefix(AR) for value in objects(model, source, ar("baseRegistration"))}

    assert used == REGISTRATIONS


def test_three_algorithms_are_described(model: ox.Store) -> None:
    described = {quad.subject for quad in model.quads_for_pattern(None, ar("algorithmKind"), None)}

    assert len(described) == 3


def test_a_flow_that_crosses_organisations_has_an_end_outside_the_municipality(model: ox.Store) -> None:
    inside = {quad.subject for quad in model.quads_for_pattern(None, ar("lifecycle"), None)}

    for flow in instances(model, am("Flow")):
        ends = objects(model, flow, am("source")) | objects(model, flow, am("target"))
        (crosses,) = objects(model, flow, ar("crossesOrganisation"))

        assert (crosses.value == "true") == (not ends <= inside), flow


def test_every_name_under_the_base_is_described(everything: ox.Store) -> None:
    described = {quad.subject for quad in everything.quads_for_pattern(None, TYPE, None)}

    dangling = {term.value for term in named_nodes(everything) if term.value.startswith(BASE) and term not in described}

    assert dangling == set()


def test_every_gemma_fact_referred_to_is_in_the_reference_file(everything: ox.Store) -> None:
    described = {quad.subject for quad in read("reference/gemma.ttl").quads_for_pattern(None, TYPE, None)}

    missing = {term.value for term in named_nodes(everything) if term.value.startswith(GEMMA) and term not in described}

    assert missing == set()


def test_each_element_is_described_in_one_file() -> None:
    homes: dict[str, set[str]] = {}
    for path in sorted(MODEL.rglob("*.ttl")):
        for triple in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            if isinstance(triple.subject, ox.NamedNode):
                homes.setdefault(triple.subject.value, set()).add(path.name)

    assert {name: files for name, files in homes.items() if len(files) > 1} == {}


def test_every_element_has_a_dutch_name(everything: ox.Store) -> None:
    typed = {quad.subject for quad in everything.quads_for_pattern(None, TYPE, None)}
    named = {subject for subject in typed if isinstance(subject, ox.NamedNode)}
    relations = instances(read("reference/gemma.ttl"), am("Realization")) | {
        quad.subject for quad in everything.quads_for_pattern(None, TYPE, am("Realization"))
    }

    assert {subject.value for subject in named - relations if not has_label(everything, subject, "nl")} == set()


@pytest.mark.parametrize("cls", [*map(am, SEEN_BY_MANAGEMENT), *map(ar, ORGANISATIONS), ar("Pilot")])
def test_what_management_sees_has_an_english_name_too(everything: ox.Store, cls: ox.NamedNode) -> None:
    subjects = instances(everything, cls)

    assert subjects
    assert {subject.value for subject in subjects if not has_label(everything, subject, "en")} == set()


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("an e-mail address", r"[\w.+-]+@[\w-]+\.\w+"),
        ("a citizen service number", r"(?<![\w-])\d{8,9}(?![\w-])"),
        ("a telephone number", r"(?<![\w-])(?:\+31|0\d{1,3}[- ])[\d -]{6,}"),
        ("a bank account", r"\bNL\d{2} ?[A-Z]{4}"),
        ("a title before a name", r"\b(?:dhr|mevr|mw|drs|ir)\. [A-Z]"),
    ],
)
def test_no_literal_holds_personal_data(everything: ox.Store, what: str, pattern: str) -> None:
    texts = {quad.object.value for quad in everything if isinstance(quad.object, ox.Literal)}

    assert {text for text in texts if re.search(pattern, text)} == set(), what


def test_suppliers_are_plainly_fictional(everything: ox.Store) -> None:
    for supplier in instances(everything, ar("Supplier")):
        names = {label.value for label in objects(everything, supplier, LABEL)}

        assert all("Voorbeeld" in name for name in names)


def test_a_waiver_is_decided_by_a_role_or_a_body(model: ox.Store) -> None:
    bodies = instances(model, am("BusinessRole")) | instances(model, am("BusinessActor"))

    deciders = {quad.object for quad in model.quads_for_pattern(None, ar("decidedBy"), None)}

    assert deciders
    assert deciders <= bodies


def test_what_bids_offer_is_no_part_of_the_model(model: ox.Store, everything: ox.Store) -> None:
    offered = {quad.object for quad in everything.quads_for_pattern(None, ar("offers"), None)}

    assert len(offered) == 6
    assert not offered & {quad.subject for quad in model}


def property_name(key: str) -> str:
    return PROP + re.sub(r"[^A-Za-z0-9]+", "-", key).strip("-")


def gemma_facts(path: Path) -> tuple[dict[str, etree._Element], dict[str, str]]:
    """Return the elements and relations of GEMMA by Object ID, and the Object ID of each file id."""
    by_object_id: dict[str, etree._Element] = {}
    object_ids: dict[str, str] = {}
    for element in etree.parse(path).iter("element"):
        for entry in element.findall("property"):
            if entry.get("key") == "Object ID":
                by_object_id[entry.get("value")] = element
                object_ids[element.get("id")] = entry.get("value")
    return by_object_id, object_ids


def test_every_fact_in_the_reference_file_equals_gemma(shared: Path) -> None:
    elements, object_ids = gemma_facts(shared / "data/gemma/gemma.archimate")
    reference = read("reference/gemma.ttl")
    specializations = {
        (object_ids[element.get("source")], object_ids[element.get("target")])
        for element in elements.values()
        if element.get(XSI_TYPE) == "archimate:SpecializationRelationship"
    }

    subjects = {term for term in (quad.subject for quad in reference) if term.value.startswith(GEMMA)}
    assert len(subjects) > 500
    for subject in subjects:
        object_id = subject.value.removeprefix(GEMMA)
        element = elements[object_id]
        theirs = {(property_name(entry.get("key")), entry.get("value")) for entry in element.findall("property")}
        for quad in reference.quads_for_pattern(subject, None, None):
            predicate, value = quad.predicate.value, quad.object.value
            if predicate == TYPE.value:
                assert element.get(XSI_TYPE).removesuffix("Relationship") == "archimate:" + value.removeprefix(AM)
            elif predicate == LABEL.value:
                assert value == element.get("name")
            elif predicate == IDENTIFIER.value:
                assert value == object_id
            elif predicate == AM + "specializes":
                assert (object_id, value.removeprefix(GEMMA)) in specializations
            elif predicate in (AM + "source", AM + "target"):
                end = element.get(predicate.removeprefix(AM))
                assert value.removeprefix(GEMMA) == object_ids[end]
            else:
                assert (predicate, value) in theirs


def test_the_reference_file_keeps_every_mandatory_standard_of_its_components(shared: Path) -> None:
    elements, object_ids = gemma_facts(shared / "data/gemma/gemma.archimate")
    reference = read("reference/gemma.ttl")
    components = {
        quad.subject.value.removeprefix(GEMMA)
        for quad in reference.quads_for_pattern(None, TYPE, am("ApplicationComponent"))
    }
    mandatory = {
        object_id
        for object_id, element in elements.items()
        if element.get(XSI_TYPE) == "archimate:RealizationRelationship"
        and object_ids.get(element.get("source")) in components
        and any(
            (entry.get("key"), entry.get("value")) == ("Verbindingsrol", "Verplicht")
            for entry in element.findall("property")
        )
    }

    kept = {
        quad.subject.value.removeprefix(GEMMA)
        for quad in reference.quads_for_pattern(None, ox.NamedNode(PROP + "Verbindingsrol"), ox.Literal("Verplicht"))
    }

    assert kept == mandatory


@pytest.fixture(scope="module")
def report() -> Report:
    return validate(open_workspace(MODEL, AS_OF), shipped_book())


@pytest.fixture(scope="module")
def told() -> dict[Verdict, set[tuple[str, str]]]:
    """What the README says is not in order, by verdict: pairs of principle and subject."""
    headings = {
        "geschonden": Verdict.BROKEN,
        "onbekend": Verdict.UNKNOWN,
        "afwijking": Verdict.EXCEPTED,
    }
    rows: dict[Verdict, set[tuple[str, str]]] = {verdict: set() for verdict in headings.values()}
    verdict = None
    for line in (MODEL / "README.md").read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"\| \*\*(\w+)\*\* \|", line):
            verdict = headings[heading[1]]
        elif verdict and (row := re.match(r"\| ([A-Z0-9]+-\d+) \| `:([\w-]+)` \|", line)):
            rows[verdict].add((row[1], BASE + row[2]))
    return rows


def test_the_readme_lists_exactly_what_is_not_in_order(
    told: dict[Verdict, set[tuple[str, str]]], report: Report
) -> None:
    for verdict, rows in told.items():
        found = {(judged.principle, judged.subject) for judged in report.judgements if judged.verdict is verdict}
        assert found == rows, verdict


def test_no_principle_is_dead(report: Report) -> None:
    judged = {judgement.principle for judgement in report.judgements if judgement.verdict is not Verdict.NOT_APPLICABLE}

    assert {principle.id for principle in shipped_book()} - judged == set(), "these concern no subject at all"


def test_every_principle_can_be_met(report: Report) -> None:
    met = {judgement.principle for judgement in report.judgements if judgement.verdict is Verdict.MET}

    assert {principle.id for principle in shipped_book()} - met == set(), "no subject meets these"
