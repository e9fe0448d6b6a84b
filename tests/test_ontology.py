"""The ontology, held to independent facts: the ArchiMate metamodel, the national model, and its own house rules."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from archrepo import vocabulary as v
from archrepo.store import Graph
from archrepo.turtle import Triple, parse
from archrepo.vocabulary import am, ar

FOLDER = Path(__file__).parent.parent / "ontology"
FILES = sorted(FOLDER.glob("*.ttl"))
OWN = (v.AM, v.AR, v.STD, v.COUNTRY)
OWL_CLASS = ox.NamedNode("http://www.w3.org/2002/07/owl#Class")
DOMAIN = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#domain")
RANGE = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#range")
BOOLEAN = ox.NamedNode(v.XSD + "boolean")
ROLES = ("commissioner", "supervisor", "provider", "sourceHolder")
REGISTRATIONS = {"BRP", "HR", "BAG", "BRT", "BGT", "BRK", "BRO", "WOZ", "BRV", "BRI"}
FAMILIES = ["GOV", "REG", "CG", "STD", "AVG", "BIO", "DIE", "A11Y", "INF", "CON", "ALG", "INK", "LCM", "MOD"]
Cell = tuple[str, str, str]


def words(path: Path) -> list[Triple]:
    return parse(path.read_bytes(), f"ontology/{path.name}", blank_prefix=path.stem)


@pytest.fixture(scope="module")
def graph() -> Graph:
    """Every file but the two relation tables."""
    return Graph(triple for path in FILES if not path.name.endswith("matrix.ttl") for triple in words(path))


@pytest.fixture(scope="module")
def facts(shared: Path) -> Any:
    """The metamodel as an independent copy of the facts."""
    return json.loads((shared / "data/archimate.json").read_text())


@pytest.fixture(scope="module")
def gemma_ids(shared: Path) -> frozenset[str]:
    """The Object ID of everything in the national model."""
    text = (shared / "data/gemma/gemma.archimate").read_text()
    return frozenset(re.findall(r'key="Object ID" value="([^"]+)"', text))


def local(term: object) -> str:
    assert isinstance(term, ox.NamedNode)
    return term.value.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def texts(graph: Graph, subject: Any, predicate: ox.NamedNode) -> dict[str, str]:
    found = [value for value in graph.objects(subject, predicate) if isinstance(value, ox.Literal)]
    assert len({value.language for value in found}) == len(found), f"{subject}: a language twice in {predicate}"
    return {value.language or "": value.value for value in found}


def names(graph: Graph, subject: Any, predicate: ox.NamedNode) -> set[str]:
    return {local(value) for value in graph.objects(subject, predicate)}


def values(graph: Graph, subject: Any, predicate: ox.NamedNode) -> set[str]:
    return {value.value for value in graph.objects(subject, predicate) if isinstance(value, ox.Literal)}


# ArchiMate


def test_element_types_equal_the_independent_facts(graph: Graph, facts: Any) -> None:
    types = {
        local(kind) for kind in graph.subjects(v.TYPE, am("ElementType")) if "3.2" in values(graph, kind, v.LANGUAGE)
    }

    assert types == {e["name"] for e in facts["elements"]} and len(types) == 60
    for element in facts["elements"]:
        kind = am(element["name"])
        assert names(graph, kind, am("layer")) == {element["layer"] + "Layer"}
        assert names(graph, kind, am("aspect")) == {element["aspect"] + "Aspect"}
        assert values(graph, kind, am("ameffName")) == {element["ameff"]}
        assert values(graph, kind, am("archiType")) == {element["archi"]["xsiType"]}
        assert values(graph, kind, am("archiFolder")) == {element["archi"]["folder"]}
        assert texts(graph, kind, v.LABEL)["en"] == element["label"]["en"]
        assert names(graph, kind, am("derivationDomain")) <= {
            {"C": "Core", "M": "Motivation", "S": "Strategy", "I": "Implementation"}[element["derivationDomain"]]
            + "Concepts"
        }
        assert graph.has(kind, am("derivationPassive"), ox.Literal(True)) == element["derivationPassive"]


def test_every_type_of_3_2_stands_below_its_type_of_4(graph: Graph, facts: Any) -> None:
    for old, new in facts["archimate4"]["map32"].items():
        expected = "Element" if new in (None, old) else new
        assert names(graph, am(old), v.SUBCLASS_OF) == {expected}, old


def test_types_of_4_have_their_domain(graph: Graph, facts: Any) -> None:
    types = {
        local(kind) for kind in graph.subjects(v.TYPE, am("ElementType")) if "4" in values(graph, kind, v.LANGUAGE)
    }

    assert types == {e["name"] for e in facts["archimate4"]["elements"]} and len(types) == 42
    for element in facts["archimate4"]["elements"]:
        assert names(graph, am(element["name"]), am("domain")) == {element["domain"] + "Domain"}


def test_relation_types_equal_the_independent_facts(graph: Graph, facts: Any) -> None:
    assert {local(kind) for kind in graph.subjects(v.TYPE, am("RelationType"))} == {
        r["name"] for r in facts["relations"]
    }
    for relation in facts["relations"]:
        kind = am(relation["name"])
        strength = relation["derivationStrength"]
        assert values(graph, kind, am("letter")) == {relation["letter"]}
        assert names(graph, kind, am("category")) == {relation["category"].capitalize() + "Category"}
        assert values(graph, kind, am("derivationStrength")) == ({str(strength)} if strength else set())
        assert values(graph, kind, am("archiType")) == {relation["archi"]}
        assert graph.subjects(v.RELATIONSHIP_CLASS, kind) == (am(relation["predicate"]),)
        assert graph.has(am(relation["inverse"]), v.INVERSE_OF, am(relation["predicate"]))


def test_relation_predicates_and_inverses_read_as_sentences_in_two_languages(graph: Graph) -> None:
    of_types = {p for p, _, _ in (t for t in graph if t[1] == v.RELATIONSHIP_CLASS)}
    below = {s for s, p, _ in graph if p == v.SUBPROPERTY_OF}
    inverses = {s for s, p, _ in graph if p == v.INVERSE_OF}

    assert len(of_types) == 11
    for predicate in of_types | below | inverses:
        assert set(texts(graph, predicate, v.SENTENCE)) == {"nl", "en"}, predicate
    for predicate in below:
        if predicate.value.startswith(v.AR):
            assert set(texts(graph, predicate, am("inverseSentence"))) == {"nl", "en"}, predicate
        else:
            assert graph.subjects(v.INVERSE_OF, predicate), predicate


@pytest.mark.parametrize(
    ("name", "language", "count"), [("archimate-matrix.ttl", "3.2", 11569), ("archimate-4-matrix.ttl", "4", 5775)]
)
def test_relation_table_equals_the_independent_table(
    graph: Graph, facts: Any, name: str, language: str, count: int
) -> None:
    cells = facts["matrix"] if language == "3.2" else facts["archimate4"]["matrix"]
    kinds = {r["letter"]: r["name"] for r in facts["relations"]}
    expected: set[Cell] = set()
    for pair, letters in cells.items():
        source, target = pair.split(">")
        expected |= {(source, kinds[letter], target) for letter in letters.lower()}

    found: set[Cell] = set()
    for source, predicate, target in words(FOLDER / name):
        assert values(graph, predicate, v.LANGUAGE) == {language}
        (kind,) = names(graph, predicate, v.PERMISSION_OF)
        found.add((local(source), kind, local(target)))

    assert len(found) == count
    assert found - expected == set()
    assert expected - found == set()


def test_viewpoints_equal_the_independent_facts(graph: Graph, facts: Any) -> None:
    by_id = {
        values(graph, point, am("archiId")).pop(): point
        for point in graph.subjects(v.TYPE, am("Viewpoint"))
        if values(graph, point, am("archiId"))
    }

    assert set(by_id) == set(facts["viewpoints"])
    for archi_id, viewpoint in by_id.items():
        allowed = facts["viewpoints"][archi_id]["allowed"]
        assert graph.has(viewpoint, am("allowsEveryType"), ox.Literal(True)) == (allowed == "*")
        assert names(graph, viewpoint, am("allowsType")) == (set() if allowed == "*" else set(allowed))
        assert values(graph, viewpoint, am("ameffName")) == {facts["viewpoints"][archi_id]["ameff"]}
    assert set(graph.subjects(am("allowedInEveryViewpoint"), ox.Literal(True))) == {am("Junction"), am("Grouping")}


def test_derivation_rules_equal_their_formulas(graph: Graph, facts: Any) -> None:
    results = {"first": "S", "second": "T", "weakest": "weakest(S,T)"}
    for rule in facts["derivation"]["rules"]:
        node = am(rule["id"])

        def one(name: str, node: ox.NamedNode = node) -> str:
            (value,) = values(graph, node, am(name))
            return value

        ends = [",".join(one(name)) for name in ("firstEnds", "secondEnds", "resultEnds")]
        second = (
            "S"
            if graph.objects(node, am("first")) == graph.objects(node, am("second")) and one("result") == "first"
            else "T"
        )
        assert f"p({ends[0]}):S q({ends[1]}):{second} -> r({ends[2]}):{results[one('result')]}" == rule["rule"]
        assert one("certainty") == rule["certainty"]
    assert len(graph.subjects(v.TYPE, am("DerivationRule"))) == len(facts["derivation"]["rules"])


# House rules


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file_opens_with_its_subject_and_licence(path: Path) -> None:
    head = path.read_text().split("\n\n@prefix")[0].splitlines()

    assert all(line.startswith("#") for line in head)
    assert head[-1] == "# Licence: EUPL-1.2."
    assert words(path)


def test_every_own_term_has_label_and_explanation_in_two_languages(graph: Graph) -> None:
    for subject in graph.all_subjects:
        if isinstance(subject, ox.NamedNode) and subject.value.startswith(OWN):
            assert set(texts(graph, subject, v.LABEL)) == {"nl", "en"}, subject
            if not subject.value.startswith(v.COUNTRY):
                assert set(texts(graph, subject, v.COMMENT)) == {"nl", "en"}, subject


def test_no_label_stands_twice_within_a_class(graph: Graph) -> None:
    used: Counter[tuple[str, str, str]] = Counter()
    for subject in graph.all_subjects:
        for kind in graph.objects(subject, v.TYPE):
            used.update((kind.value, language, text) for language, text in texts(graph, subject, v.LABEL).items())

    assert [key for key, count in used.items() if count > 1] == []


def test_every_own_name_that_is_used_is_declared(graph: Graph) -> None:
    used = {term for triple in graph for term in triple if isinstance(term, ox.NamedNode)}
    used |= {
        term
        for name in ("archimate-matrix.ttl", "archimate-4-matrix.ttl")
        for t in words(FOLDER / name)
        for term in t
        if isinstance(term, ox.NamedNode)
    }

    assert sorted(t.value for t in used if t.value.startswith(OWN) and not graph.objects(t, v.LABEL)) == []


def test_no_term_is_declared_in_two_files() -> None:
    files: dict[str, set[str]] = defaultdict(set)
    for path in FILES:
        for subject, predicate, _ in words(path):
            if predicate == v.TYPE and isinstance(subject, ox.NamedNode):
                files[subject.value].add(path.name)

    assert {name: where for name, where in files.items() if len(where) > 1} == {}


def test_only_relation_predicates_have_subproperties(graph: Graph) -> None:
    for subject, predicate, above in graph:
        if predicate == v.SUBPROPERTY_OF:
            assert graph.objects(above, v.RELATIONSHIP_CLASS), subject
            assert above == v.ASSOCIATED_WITH or local(subject) in {"reads", "writes", "readsWrites"}


def test_terms_stand_below_declared_classes_and_have_one_domain_and_range(graph: Graph) -> None:
    for subject, predicate, kind in graph:
        if predicate == v.SUBCLASS_OF or (predicate == v.TYPE and kind.value.startswith((v.AM, v.AR))):
            assert graph.has(kind, v.TYPE, OWL_CLASS), f"{subject} is a {kind}"
        assert len(graph.objects(subject, DOMAIN)) <= 1 and len(graph.objects(subject, RANGE)) <= 1, subject


def test_trait_is_a_yes_or_no_property(graph: Graph) -> None:
    traits = graph.subjects(v.TYPE, ar("Trait"))

    assert len(traits) >= 43
    assert all(graph.objects(trait, RANGE) == (BOOLEAN,) for trait in traits)


def test_families_stand_in_the_order_of_the_catalogue(graph: Graph) -> None:
    families = graph.subjects(v.TYPE, ar("PrincipleFamily"))
    order = sorted(families, key=lambda family: int(values(graph, family, am("order")).pop()))

    assert [values(graph, family, v.NOTATION) for family in order] == [{name} for name in FAMILIES]
    assert [local(family) for family in order] == FAMILIES
    assert names(graph, v.FAMILY, RANGE) == {"PrincipleFamily"}


# Registers, standards, organisations, countries


def test_ten_base_registrations_have_roles_law_objects_and_keys(graph: Graph) -> None:
    assert {local(r) for r in graph.subjects(v.TYPE, ar("BaseRegistration"))} == REGISTRATIONS
    for name in REGISTRATIONS:
        register = ar(name)
        for role in ROLES:
            holders = graph.objects(register, ar(role))
            assert holders, f"{name} lacks {role}"
            for holder in holders:
                kinds = names(graph, holder, v.TYPE)
                assert kinds <= {"ReferenceOrganisation", "OrganisationGroup"}, holder
        (law,) = graph.objects(register, ar("law"))
        assert re.fullmatch(r"https://wetten\.overheid\.nl/BWBR\d{7}", law.value)
        assert all("artikel" in text for text in values(graph, register, ar("useDutyArticle")) or {""})
        assert all("artikel" in text for text in values(graph, register, ar("reportBackArticle")) or {""})
        assert graph.objects(register, ar("accessChannel")) and graph.objects(register, ar("nationalProvision"))
        objects = graph.objects(register, ar("containsObjectType"))
        assert objects
        for kind in objects:
            assert len(values(graph, kind, ar("identifierName"))) == 1, kind
        assert graph.objects(register, ar("mark"))


def test_key_coupling_leads_to_an_object_type_of_another_register(graph: Graph) -> None:
    register_of = {kind: s for s, p, kind in graph if p == ar("containsObjectType")}
    couplings = [(kind, node) for kind, p, node in graph if p == ar("keyCoupling")]

    assert len(couplings) >= 12
    for kind, node in couplings:
        (target,) = graph.objects(node, ar("toObjectType"))
        assert register_of[target] != register_of[kind]
        assert values(graph, node, ar("viaIdentifier"))


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("Pand", "0344100000000001", "0344200000000001"),
        ("Nummeraanduiding", "0344200000000001", "034420000000001"),
        ("Onderneming", "12345678", "1234567"),
        ("Vestiging", "000012345678", "12345678"),
        ("WozObject", "034400000001", "0344 00000001"),
    ],
)
def test_identifier_pattern_accepts_the_form_and_nothing_else(graph: Graph, kind: str, good: str, bad: str) -> None:
    (pattern,) = values(graph, ar(kind), ar("identifierPattern"))

    assert re.search(pattern, good)
    assert not re.search(pattern, bad)


def test_references_to_the_national_model_exist_there(graph: Graph, gemma_ids: frozenset[str]) -> None:
    used = {
        t.value.removeprefix(v.GEMMA)
        for _, _, t in graph
        if isinstance(t, ox.NamedNode) and t.value.startswith(v.GEMMA)
    }

    assert len(used) > 40
    assert used - gemma_ids == set()


def test_standard_applies_on_traits_only_and_is_marked(graph: Graph) -> None:
    standards = graph.subjects(v.TYPE, ar("Standard"))
    exact = [t for s in standards for t in graph.objects(s, ox.NamedNode(v.SKOS + "exactMatch"))]

    assert len(standards) > 50
    assert len(exact) == len(set(exact))
    for standard in standards:
        assert isinstance(standard, ox.NamedNode) and standard.value.startswith(v.STD)
        assert len(graph.objects(standard, ar("mark"))) == 1, standard
        for trait in graph.objects(standard, ar("triggeredBy")):
            assert graph.has(trait, v.TYPE, ar("Trait")), standard
        for match in ("exactMatch", "narrowMatch", "relatedMatch"):
            for target in graph.objects(standard, ox.NamedNode(v.SKOS + match)):
                assert isinstance(target, ox.NamedNode) and target.value.startswith(v.GEMMA)


def test_unchecked_property_is_one_that_the_subject_has(graph: Graph) -> None:
    for subject, predicate, unchecked in graph:
        if predicate == ar("uncheckedProperty"):
            assert isinstance(unchecked, ox.NamedNode)
            assert graph.objects(subject, unchecked), f"{subject} has no {unchecked}"


def test_organisation_without_a_verified_identifier_says_so(graph: Graph) -> None:
    organisations = graph.subjects(v.TYPE, ar("ReferenceOrganisation"))

    assert len(organisations) > 15
    for organisation in organisations:
        verified = bool(graph.objects(organisation, ar("tooi")))
        assert names(graph, organisation, ar("mark")) == {"ReadAtSource" if verified else "ToBeChecked"}


def test_ontology_holds_no_element_but_standards(graph: Graph) -> None:
    """A ministry of the ontology would else count as an actor of every municipality."""
    assert [s for s in graph.instances(am("Element")) if not s.value.startswith(v.STD)] == []
    assert am("Element") not in graph.objects(am("Junction"), v.SUBCLASS_OF)


def test_countries_know_membership_and_adequacy(graph: Graph) -> None:
    countries = graph.subjects(v.TYPE, ar("Country"))
    members = {local(c) for c in countries if graph.has(c, ar("inEea"), ox.Literal(True))}
    adequate = {local(c) for c in countries if graph.objects(c, ar("adequacyFrom"))}

    assert len(members) == 30 and {"NLD", "NOR", "ISL", "LIE"} <= members
    assert len(adequate) == 16 and members.isdisjoint(adequate)
    assert all(len(graph.objects(c, ar("inEea"))) == 1 for c in countries)
    for name in ("adequacyFrom", "adequacyUntil"):
        for _, predicate, value in graph:
            if predicate == ar(name):
                assert date.fromisoformat(value.value)
