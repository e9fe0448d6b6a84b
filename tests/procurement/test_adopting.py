"""Adopting a bid: its statements come over letter for letter, the tender stays behind, and the findings are told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from the_knowledge import shipped_book, shipped_ontology

from archrepo.errors import RequestFault
from archrepo.principles import PrincipleBook
from archrepo.procurement import find_proposal
from archrepo.procurement.adopting import Adoption, Terms, adopt, write
from archrepo.vocabulary import LABEL, ar
from archrepo.workspace import Ontology, Workspace, open_workspace

AS_OF = date(2026, 11, 22)
HEAD = """@prefix : <https://m.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix principle: <https://w3id.org/archrepo/principle/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
MODEL = (
    HEAD
    + """:publiekszaken a ar:Department ; rdfs:label "Publiekszaken"@nl .
:verhuizen a am:BusinessProcess ; rdfs:label "Verhuizing verwerken"@nl ; ar:owner :publiekszaken .
:oud a am:ApplicationComponent ; rdfs:label "Oud"@nl ; ar:owner :publiekszaken ; ar:lifecycle ar:PhaseOut .

# het product wordt nog gekozen
:plek a am:ApplicationComponent ; rdfs:label "Plek"@nl ; ar:owner :publiekszaken ;
    ar:lifecycle ar:Planned ; ar:hosting ar:OnPremises ;
    am:serves :verhuizen .
"""
)
PURCHASE = (
    HEAD
    + """# de inkoop
:inkoop a ar:Procurement ; rdfs:label "Inkoop"@nl ; ar:awardDate "2027-06-01"^^xsd:date ; ar:termYears 4 .
"""
)
BID = (
    HEAD
    + """:bod a ar:Bid ; rdfs:label "Bod van Voorbeeld Een"@nl ; ar:ofProcurement :inkoop ; ar:bidder :een ;
    ar:offers :product ; ar:bidPriceEuro 400000 ;
    ar:claim [ a ar:Claim ; ar:onFact ar:hosting ] .

# de leverancier
:een a ar:Supplier ; rdfs:label "Voorbeeld Een B.V."@nl .

:product a am:ApplicationComponent ; rdfs:label "Product"@nl ; ar:supplier :een ;   # het product
    ar:hosting ar:SaaS ; ar:replaces :oud ;
    ar:cost [ ar:year 2028 ; ar:amountEuro 100000 ] .

:stroom a am:Flow ; rdfs:label "Stroom"@nl ; am:source :oud ; am:target :product .
"""
)
WAIVER = (
    HEAD
    + """:afwijking a ar:Waiver ; rdfs:label "Later"@nl ; ar:ofPrinciple principle:CON-07 ; ar:subject :product ;
    ar:reason "Volgt."@nl ; ar:decidedBy :publiekszaken ; ar:decidedOn "2026-11-01"^^xsd:date ;
    ar:validUntil "2027-11-01"^^xsd:date .
"""
)


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return shipped_ontology()


@pytest.fixture(scope="module")
def book() -> PrincipleBook:
    return shipped_book()


@pytest.fixture
def workspace(tmp_path: Path, ontology: Ontology) -> Workspace:
    (tmp_path / "archrepo.toml").write_text(
        '[workspace]\nname = "M"\nbase = "https://m.example/id/"\n'
        '[files]\nmodel = ["baseline/**/*.ttl", "target/**/*.ttl"]\nproposals = ["proposals/**/*.ttl"]\n',
        encoding="utf-8",
    )
    for path, text in (
        ("baseline/model.ttl", MODEL),
        ("proposals/nieuw/procurement.ttl", PURCHASE),
        ("proposals/nieuw/waivers.ttl", WAIVER),
        ("proposals/nieuw/bids/een.ttl", BID),
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / "target").mkdir()
    return open_workspace(tmp_path, AS_OF, ontology=ontology)


def adopted(workspace: Workspace, book: PrincipleBook, terms: Terms = Terms()) -> Adoption:  # noqa: B008, it is frozen
    return adopt(workspace, book, find_proposal(workspace, "nieuw"), "een", terms)


def test_the_statements_come_over_letter_for_letter(workspace: Workspace, book: PrincipleBook) -> None:
    text = adopted(workspace, book).changes[0].after

    assert ':product a am:ApplicationComponent ; rdfs:label "Product"@nl ; ar:supplier :een ;   # het product' in text
    assert "    ar:cost [ ar:year 2028 ; ar:amountEuro 100000 ]" in text
    assert "ar:Bid" not in text
    assert "bidPriceEuro" not in text


def test_the_contract_gets_its_days_and_its_yearly_value(workspace: Workspace, book: PrincipleBook) -> None:
    adoption = adopted(workspace, book)

    assert (adoption.starts, adoption.ends) == (date(2027, 6, 1), date(2031, 5, 31))
    assert "ar:annualValueEuro 100000" in adoption.changes[0].after


def test_a_bid_is_found_by_its_product(workspace: Workspace, book: PrincipleBook) -> None:
    proposal = find_proposal(workspace, "nieuw")

    assert adopt(workspace, book, proposal, "Product", Terms()).bid.nl == "Bod van Voorbeeld Een"


def test_a_bid_that_is_not_certain_to_win_is_warned_about(workspace: Workspace, book: PrincipleBook) -> None:
    path = workspace.root / "proposals/nieuw/procurement.ttl"
    demand = """
:inkoop ar:requirement :eis .
:eis a am:Requirement ; rdfs:label "Eis"@nl ; ar:section "E1" ; ar:obligation ar:Mandatory .
"""
    path.write_text(PURCHASE + demand, encoding="utf-8")

    assert any("E1" in one.nl for one in adopted(workspace, book).warnings)


def test_a_name_that_ends_in_a_full_stop_gets_no_second(workspace: Workspace, book: PrincipleBook) -> None:
    path = workspace.root / "proposals/nieuw/bids/een.ttl"
    path.write_text(BID.replace("Bod van Voorbeeld Een", "Voorbeeld Een B.V."), encoding="utf-8")

    assert adopted(workspace, book).changes[0].after.startswith("# Gegund in Inkoop: Voorbeeld Een B.V.\n")


def test_nothing_is_written_before_it_is_asked(workspace: Workspace, book: PrincipleBook) -> None:
    before = {path: path.read_bytes() for path in sorted(workspace.root.rglob("*.ttl"))}
    adopted(workspace, book)

    assert {path: path.read_bytes() for path in sorted(workspace.root.rglob("*.ttl"))} == before


def test_after_writing_the_model_has_the_product_its_contract_and_its_deviation(
    workspace: Workspace, book: PrincipleBook
) -> None:
    write(workspace, adopted(workspace, book))
    model = open_workspace(workspace.root, AS_OF, ontology=workspace.ontology).model
    product = ox.NamedNode("https://m.example/id/product")

    assert model.value(product, ar("lifecycle")) == ar("Planned")
    assert model.value(product, ar("contract")) == ox.NamedNode("https://m.example/id/contract-product")
    assert model.facts(ox.NamedNode("https://m.example/id/afwijking"))
    assert not model.facts(ox.NamedNode("https://m.example/id/bod"))


def test_the_purchase_says_to_whom_it_was_awarded(workspace: Workspace, book: PrincipleBook) -> None:
    write(workspace, adopted(workspace, book))

    assert (workspace.root / "proposals/nieuw/procurement.ttl").read_text(encoding="utf-8") == PURCHASE.replace(
        "ar:termYears 4 .", "ar:termYears 4 ;\n    ar:awardedBid :bod ."
    )


def test_a_product_can_fill_in_what_the_model_planned(workspace: Workspace, book: PrincipleBook) -> None:
    place = ox.NamedNode("https://m.example/id/plek")
    write(workspace, adopted(workspace, book, Terms(place=place)))
    model = open_workspace(workspace.root, AS_OF, ontology=workspace.ontology).model

    assert model.objects(place, ar("hosting")) == (ar("SaaS"),)
    assert [str(value.value) for value in model.objects(place, LABEL) if isinstance(value, ox.Literal)] == ["Product"]
    assert (
        model.value(ox.NamedNode("https://m.example/id/stroom"), ox.NamedNode("https://purl.org/archimate#target"))
        == place
    )
    assert not model.facts(ox.NamedNode("https://m.example/id/product"))
    assert "# het product wordt nog gekozen\n:plek a am:ApplicationComponent" in (
        workspace.root / "baseline/model.ttl"
    ).read_text(encoding="utf-8")


def test_what_rests_on_a_claim_alone_is_told(workspace: Workspace, book: PrincipleBook) -> None:
    assert [name.nl for name in adopted(workspace, book).unproven] == ["hosting"]


def test_the_findings_that_come_with_it_are_told(workspace: Workspace, book: PrincipleBook) -> None:
    found = {(one.principle, one.label.nl) for one in adopted(workspace, book).new_findings}

    assert ("GOV-02", "Product") in found


def test_a_name_that_the_model_has_is_refused(workspace: Workspace, book: PrincipleBook) -> None:
    path = workspace.root / "proposals/nieuw/bids/een.ttl"
    path.write_text(BID.replace(":een a ar:Supplier", ":oud a ar:Supplier"), encoding="utf-8")
    with pytest.raises(RequestFault) as refused:
        adopted(workspace, book)

    assert refused.value.text.nl == "het model kent Oud al"


def test_a_contract_that_ends_before_it_begins_is_refused(workspace: Workspace, book: PrincipleBook) -> None:
    with pytest.raises(RequestFault):
        adopted(workspace, book, Terms(ends=date(2027, 1, 1)))


def test_an_unknown_bid_lists_those_there_are(workspace: Workspace, book: PrincipleBook) -> None:
    with pytest.raises(RequestFault) as refused:
        adopt(workspace, book, find_proposal(workspace, "nieuw"), "twee", Terms())

    assert refused.value.remedy is not None
    assert refused.value.remedy.nl == "kies uit: Bod van Voorbeeld Een (bod)"
