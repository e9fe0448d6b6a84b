"""The programme of requirements: what it demands, which facts it asks, and that it is the same each time."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from the_knowledge import shipped_book, shipped_ontology
from whole_tender import BASE, Requirement, Whole, bare, laid, landscape, purchase, whole

from archrepo.findings import Report
from archrepo.language import Text
from archrepo.principles import PrincipleBook
from archrepo.procurement.publication.demand_values import AnswerKind, DemandKind, Programme
from archrepo.procurement.publication.demands import demands_of
from archrepo.procurement.publication.gaps import gaps_of
from archrepo.procurement.publication.tender_words import TenderWords
from archrepo.procurement.tender_reading import read_tender
from archrepo.reporting.demands_words import strength
from archrepo.vocabulary import RANGE, ar
from archrepo.workspace import Ontology


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return shipped_ontology()


@pytest.fixture(scope="module")
def book() -> PrincipleBook:
    return shipped_book()


def made(ontology: Ontology, book: PrincipleBook, tender: Whole) -> Programme:
    workspace = laid(landscape(ontology), tender)
    return demands_of(workspace, book, read_tender(workspace, purchase()))


@pytest.fixture(scope="module")
def programme(ontology: Ontology, book: PrincipleBook) -> Programme:
    return made(ontology, book, bare())


def test_own_requirements_come_first_then_standards_then_principles(programme: Programme) -> None:
    kinds = [demand.kind for demand in programme.demands]

    assert list(dict.fromkeys(kinds)) == [DemandKind.OWN, DemandKind.STANDARD, DemandKind.PRINCIPLE]
    assert kinds == [kind for each in dict.fromkeys(kinds) for kind in kinds if kind is each]
    assert [demand.number for demand in programme.demands[:2]] == ["E-001", "E-002"]


def test_standard_that_the_tender_asks_for_is_not_demanded_again(ontology: Ontology, book: PrincipleBook) -> None:
    workspace = landscape(ontology)
    complete = made(ontology, book, whole(workspace))

    assert [demand.name.nl for demand in complete.demands if demand.kind is DemandKind.STANDARD] == []


def test_trait_decides_which_principles_are_demanded(ontology: Ontology, book: PrincipleBook) -> None:
    with_data = made(ontology, book, bare())
    without = made(ontology, book, bare().saying(processesPersonalData="false"))

    references = {demand.reference for demand in with_data.demands}
    assert {"AVG-07", "BIO-05", "CON-07"} <= references
    assert "AVG-07" not in {demand.reference for demand in without.demands}


def test_what_is_bought_for_the_own_platform_is_no_cloud_service(ontology: Ontology, book: PrincipleBook) -> None:
    own = made(ontology, book, bare().saying(hosting="ar:OnPremises"))

    references = {demand.reference for demand in own.demands}
    assert "CG-10" in references
    assert "CON-07" not in references


def test_each_fact_belongs_to_a_demand_and_has_a_form_that_fits_its_property(
    programme: Programme, ontology: Ontology
) -> None:
    asked = {number for demand in programme.demands for number in demand.facts}

    assert {fact.number for fact in programme.facts} == asked
    assert len({fact.property for fact in programme.facts}) == len(programme.facts)
    for fact in programme.facts:
        ranges = {term.value for term in ontology.graph.objects(ox.NamedNode(fact.property), RANGE)}
        assert fact.question.nl.endswith("?") and fact.question.en.endswith("?"), fact.property
        assert (fact.kind is AnswerKind.CHOICE) == bool(fact.choices)
        if fact.kind is AnswerKind.YES_NO:
            assert ranges == {"http://www.w3.org/2001/XMLSchema#boolean"}
        if fact.kind is AnswerKind.NUMBER:
            assert fact.unit.nl and fact.unit.en, fact.property


def test_contract_and_supplier_have_facts_of_their_own(programme: Programme) -> None:
    holders = {fact.property.rpartition("#")[2]: fact.holder.rpartition("#")[2] for fact in programme.facts}

    assert holders["exitClause"] == "Contract"
    assert holders["jurisdiction"] == "Supplier"
    assert holders["mfa"] == "ApplicationComponent"
    called = {fact.property.rpartition("#")[2]: fact.holder_name.nl for fact in programme.facts}
    assert (called["mfa"], called["exitClause"], called["jurisdiction"]) == (
        "De oplossing",
        "De overeenkomst",
        "Uw organisatie",
    )


def test_programme_is_the_same_each_time_and_its_hash_follows_its_content(
    ontology: Ontology, book: PrincipleBook, programme: Programme
) -> None:
    again = made(ontology, book, bare())
    other = made(ontology, book, bare().changed("storing", more="; ar:maximumValue 5 ; ar:unit ar:Hour "))

    assert again == programme
    assert len(programme.sha256) == 64
    assert other.demands == programme.demands
    assert made(ontology, book, bare().without("storing")).sha256 != programme.sha256


def test_wish_stays_a_wish_and_a_light_principle_is_one(ontology: Ontology, book: PrincipleBook) -> None:
    found = made(ontology, book, bare().changed("storing", obligation="Wish"))
    strength = {demand.iri.removeprefix(BASE): demand.is_knock_out for demand in found.demands}

    assert strength["storing"] is False
    assert strength["herstel"] is True
    assert {demand.reference: demand.is_knock_out for demand in found.demands}["A11Y-03"] is False


def test_every_text_belongs_to_a_principle_and_is_there_in_two_languages(
    ontology: Ontology, book: PrincipleBook
) -> None:
    words = TenderWords(landscape(ontology))
    texts = ontology.graph.instances(ar("PrincipleText"))
    shapes = {principle.shape for principle in book}

    for node in texts:
        (principle,) = ontology.graph.objects(node, ar("forPrinciple"))
        assert principle in shapes, principle
    for principle in book:
        found = words.of_principle(principle)
        assert bool(found.requirement.nl) == bool(found.requirement.en)
        if words.kind_of(principle) is not None:
            assert words.remedy_of(principle).nl and words.remedy_of(principle).en, principle.id
    assert len({next(iter(ontology.graph.objects(node, ar("forPrinciple")))) for node in texts}) == len(texts)


def test_every_topic_has_a_text_and_a_question(ontology: Ontology) -> None:
    words = TenderWords(landscape(ontology))

    for topic in ontology.graph.instances(ar("ContractTopic")):
        found = words.of_topic(topic)
        assert found.requirement.nl and found.requirement.en, topic
        assert found.question.nl.endswith("?") and found.question.en.endswith("?"), topic
        assert "{" not in found.requirement.nl + found.requirement.en


def test_need_of_the_work_stands_in_the_text_to_paste(ontology: Ontology, book: PrincipleBook) -> None:
    tender = whole(landscape(ontology)).without("herstel")
    workspace = laid(landscape(ontology), tender)
    gaps = gaps_of(workspace, book, read_tender(workspace, purchase()), Report((), ()))

    (text,) = [gap.requirement_text for gap in gaps if gap.about.endswith("TopicRecoveryTime")]
    assert "binnen 8 uur" in text.nl
    assert "within 8 hours" in text.en


def test_source_names_no_term_of_the_vocabulary_and_no_work_on_the_catalogue(programme: Programme) -> None:
    for demand in programme.demands:
        texts = f"{demand.source.nl} {demand.source.en} {demand.why.nl} {demand.text.nl} {demand.text.en}"
        assert not re.search(r"\bar:|ontology/|nog na te gaan|still to be checked", texts, re.IGNORECASE), demand.name
        assert demand.kind is DemandKind.OWN or (demand.source.nl and demand.source.en), demand.name


def test_what_a_hard_requirement_asks_is_not_demanded_again_and_keeps_its_facts(
    ontology: Ontology, book: PrincipleBook
) -> None:
    hard = made(ontology, book, bare().with_one(Requirement("exit", topics=("TopicExit",))))
    wish = made(ontology, book, bare().with_one(Requirement("exit", topics=("TopicExit",), obligation="Wish")))

    assert "CON-07" not in {demand.reference for demand in hard.demands}
    assert "CON-07" in {demand.reference for demand in wish.demands}
    assert {fact.property for fact in hard.facts} == {fact.property for fact in wish.facts}
    (asked,) = [demand.facts for demand in hard.demands if demand.iri == f"{BASE}exit"]
    named = {fact.number: fact.property for fact in hard.facts}
    assert ar("exitPlan").value in {named[number] for number in asked}


def test_requirement_of_one_lot_does_not_take_a_demand_away(ontology: Ontology, book: PrincipleBook) -> None:
    for_a_lot = Requirement("exit", topics=("TopicExit",), more="; ar:ofLot :perceel ")
    found = made(ontology, book, bare().with_one(for_a_lot))

    assert "CON-07" in {demand.reference for demand in found.demands}


def test_wish_tells_its_points_and_a_demand_has_none(ontology: Ontology, book: PrincipleBook) -> None:
    found = made(ontology, book, bare().changed("storing", obligation="Wish", more="; ar:maxPoints 2 "))
    told = {demand.iri.removeprefix(BASE): strength(demand) for demand in found.demands}

    assert told["storing"] == Text("wens (2 punten)", "wish (2 points)")
    assert told["herstel"] == Text("eis", "required")
