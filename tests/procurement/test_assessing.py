"""Assessing a proposal: verdicts, evidence, what changes in the landscape, and what the purchase touches."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from the_knowledge import shipped_book, shipped_ontology

from archrepo.errors import InputFault, RequestFault, SyntaxFault
from archrepo.findings import Verdict
from archrepo.places import shipped
from archrepo.principles import PrincipleBook
from archrepo.procurement import Assessment, assess, find_proposal, list_proposals
from archrepo.workspace import Workspace, open_workspace

AS_OF = date(2026, 11, 22)
MODEL = """
@prefix : <https://m.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

:publiekszaken a ar:Department ; rdfs:label "Publiekszaken"@nl .
:verhuizen a am:BusinessProcess ; rdfs:label "Verhuizing verwerken"@nl ; ar:owner :publiekszaken ;
    ar:lifecycle ar:InUse .
:begraven a am:BusinessProcess ; rdfs:label "Begraven"@nl ; ar:owner :publiekszaken ; ar:lifecycle ar:InUse .
:oud a am:ApplicationComponent ; rdfs:label "Oud systeem"@nl ; ar:owner :publiekszaken ; ar:lifecycle ar:InUse ;
    am:serves :verhuizen, :begraven ; ar:contract :sla ; am:flowsTo :archief .
:archief a am:ApplicationComponent ; rdfs:label "Archief"@nl ; ar:owner :publiekszaken ; ar:lifecycle ar:InUse .
:sla a am:Contract ; rdfs:label "SLA oud systeem"@nl .
"""
PROPOSAL = """
@prefix : <https://m.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

:inkoop a ar:Procurement ; rdfs:label "Nieuw systeem"@nl ; ar:estimatedValueEuro 90000 ; ar:candidate :nieuw .
:nieuw a am:ApplicationComponent ; rdfs:label "Nieuw"@nl ; ar:lifecycle ar:Planned ; ar:replaces :oud ;
    am:serves :verhuizen ; am:flowsTo :archief .
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "archrepo.toml").write_text(
        '[workspace]\nname = "M"\nbase = "https://m.example/id/"\n'
        '[files]\nmodel = ["model.ttl"]\nproposals = ["proposals/**/*.ttl"]\n',
        encoding="utf-8",
    )
    (tmp_path / "model.ttl").write_text(MODEL, encoding="utf-8")
    folder = tmp_path / "proposals/nieuw"
    folder.mkdir(parents=True)
    (folder / "proposal.ttl").write_text(PROPOSAL, encoding="utf-8")
    return open_workspace(tmp_path, AS_OF, ontology=shipped_ontology())


@pytest.fixture(scope="module")
def book() -> PrincipleBook:
    return shipped_book()


def assessed(workspace: Workspace, book: PrincipleBook) -> Assessment:
    return assess(workspace, book, find_proposal(workspace, "nieuw"))


def test_a_candidate_without_owner_breaks_the_principle_on_ownership(workspace: Workspace, book: PrincipleBook) -> None:
    (bid,) = assessed(workspace, book).bids

    (owner,) = (found for found in bid.verdicts if found.principle == "GOV-02")
    assert owner.verdict is Verdict.BROKEN
    assert owner.findings[0].location.path == "proposals/nieuw/proposal.ttl"
    assert bid.summary.nl.startswith("Voldoet niet")


def test_the_replaced_application_its_flows_and_contract_are_named(workspace: Workspace, book: PrincipleBook) -> None:
    impact = assessed(workspace, book).impact

    assert [one.name.nl for one in impact.replaced] == ["Oud systeem"]
    assert impact.to_move == ()
    assert [(one.name.nl, one.how.nl) for one in impact.taken_over] == [("Archief", "krijgt nu van Oud systeem")]
    assert [one.name.nl for one in impact.contracts] == ["SLA oud systeem"]
    assert {one.how.nl for one in impact.touched} == {
        "Nieuw bedient Verhuizing verwerken",
        "Nieuw stroomt naar Archief",
    }


def test_a_flow_that_no_candidate_brings_still_has_to_move(workspace: Workspace, book: PrincipleBook) -> None:
    path = workspace.root / "proposals/nieuw/proposal.ttl"
    path.write_text(PROPOSAL.replace("am:flowsTo :archief", "am:serves :begraven"), encoding="utf-8")

    impact = assessed(workspace, book).impact
    assert [one.name.nl for one in impact.to_move] == ["Archief"]
    assert impact.taken_over == ()


def test_a_flow_is_taken_over_only_with_the_data_that_it_carries(workspace: Workspace, book: PrincipleBook) -> None:
    model, proposal = workspace.root / "model.ttl", workspace.root / "proposals/nieuw/proposal.ttl"
    flow = ":{0} a am:Flow ; am:source :{1} ; am:target :archief ; ar:carries {2} .\n"
    data = ":adres a am:DataObject . :besluit a am:DataObject .\n"
    model.write_text(MODEL.replace(" ; am:flowsTo :archief", "") + data + flow.format("f", "oud", ":adres , :besluit"))
    half = PROPOSAL.replace(" ; am:flowsTo :archief", "") + flow.format("g", "nieuw", ":adres")

    proposal.write_text(half)
    lacking = assessed(reopened(workspace), book).impact
    proposal.write_text(half + flow.format("h", "nieuw", ":besluit"))
    whole = assessed(reopened(workspace), book).impact

    assert [one.name.nl for one in lacking.to_move] == ["Archief"] and lacking.taken_over == ()
    assert [one.name.nl for one in whole.taken_over] == ["Archief"] and whole.to_move == ()


def reopened(workspace: Workspace) -> Workspace:
    return open_workspace(workspace.root, AS_OF, ontology=shipped_ontology())


def test_a_successor_that_the_model_already_names_is_told(workspace: Workspace, book: PrincipleBook) -> None:
    planned = (
        ':straks a am:ApplicationComponent ; rdfs:label "Straks"@nl ; ar:lifecycle ar:Planned ; ar:replaces :oud .'
    )
    model = workspace.root / "model.ttl"
    model.write_text(MODEL + planned, encoding="utf-8")
    reopened = open_workspace(workspace.root, AS_OF, ontology=workspace.ontology)

    assert [one.name.nl for one in assessed(reopened, book).impact.successors] == ["Straks"]


def test_a_process_that_only_the_replaced_application_served_is_left_without_support(
    workspace: Workspace, book: PrincipleBook
) -> None:
    assert [one.name.nl for one in assessed(workspace, book).impact.unsupported] == ["Begraven"]


TWO_BIDS = (
    PROPOSAL.replace("ar:candidate :nieuw", "ar:candidate {order}")
    + """
{blocks}
:leverancier a ar:Supplier ; rdfs:label "Leverancier"@nl .
"""
)
BID = """
:{name} a am:ApplicationComponent ; rdfs:label "{name}"@nl ; ar:supplier :leverancier ; am:flowsTo :bak-{name} .
:bak-{name} a am:ApplicationComponent ; rdfs:label "bak {name}"@nl ; ar:contract :contract-{name} .
:contract-{name} a am:Contract ; rdfs:label "contract {name}"@nl ; ar:party :leverancier .
"""


@pytest.mark.parametrize("order", [("een", "twee"), ("twee", "een")])
def test_what_two_candidates_share_belongs_to_both_and_joins_neither_to_the_other(
    workspace: Workspace, book: PrincipleBook, order: tuple[str, str]
) -> None:
    path = workspace.root / "proposals/nieuw/proposal.ttl"
    blocks = "".join(BID.format(name=name) for name in order)
    path.write_text(TWO_BIDS.format(order=", ".join(f":{name}" for name in order), blocks=blocks), encoding="utf-8")

    bids = assessed(workspace, book).bids

    own = {
        bid.name.nl: {one.iri.rpartition("/")[2] for found in bid.verdicts for one in found.subjects} for bid in bids
    }
    assert own == {name: {name, f"bak-{name}", f"contract-{name}", "leverancier"} for name in sorted(order)}


def test_a_proposal_that_mends_the_landscape_names_the_finding_that_goes(
    workspace: Workspace, book: PrincipleBook
) -> None:
    model = workspace.root / "model.ttl"
    model.write_text(
        MODEL + ':wees a am:ApplicationComponent ; rdfs:label "Wees"@nl ; ar:lifecycle ar:InUse .\n', encoding="utf-8"
    )
    path = workspace.root / "proposals/nieuw/proposal.ttl"
    path.write_text(PROPOSAL + ":wees ar:owner :publiekszaken .\n", encoding="utf-8")

    assessment = assessed(open_workspace(workspace.root, AS_OF, ontology=shipped_ontology()), book)

    gone = {finding.principle for finding in assessment.resolved_findings}
    assert "GOV-02" in gone
    assert {finding.subject for finding in assessment.resolved_findings} == {"https://m.example/id/wees"}
    assert not [finding for finding in assessment.new_findings if finding.principle == "GOV-02"]


@pytest.mark.parametrize(("written", "value"), [("90000.50", Decimal("90000.5")), ('"NaN"^^xsd:decimal', None)])
def test_an_estimate_that_is_no_number_is_no_estimate(
    workspace: Workspace, book: PrincipleBook, written: str, value: Decimal | None
) -> None:
    path = workspace.root / "proposals/nieuw/proposal.ttl"
    prefix = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    path.write_text(prefix + PROPOSAL.replace("90000", written), encoding="utf-8")

    assert assessed(workspace, book).procurement.estimated_value_euro == value


def test_assessing_changes_no_file_and_gives_the_same_answer_twice(workspace: Workspace, book: PrincipleBook) -> None:
    before = {path: path.read_bytes() for path in workspace.root.rglob("*.ttl")}

    first, second = assessed(workspace, book), assessed(workspace, book)

    assert first == second
    assert {path: path.read_bytes() for path in workspace.root.rglob("*.ttl")} == before


def test_evidence_names_the_fact_and_its_place(workspace: Workspace, book: PrincipleBook) -> None:
    (bid,) = assessed(workspace, book).bids

    evidence = [one for found in bid.verdicts for one in found.evidence]
    assert evidence
    assert all(one.location.path == "proposals/nieuw/proposal.ttl" and one.location.line for one in evidence)


def test_a_proposal_without_a_procurement_is_refused_with_its_place(workspace: Workspace, book: PrincipleBook) -> None:
    path = workspace.root / "proposals/nieuw/proposal.ttl"
    path.write_text(PROPOSAL.replace("ar:Procurement", "ar:Register"), encoding="utf-8")

    with pytest.raises(InputFault) as caught:
        assessed(workspace, book)

    assert "geen inkoop" in caught.value.text.nl
    assert str(caught.value.location) == "proposals/nieuw/proposal.ttl"


def test_a_broken_proposal_file_is_a_syntax_fault_and_not_a_verdict(workspace: Workspace, book: PrincipleBook) -> None:
    path = workspace.root / "proposals/nieuw/proposal.ttl"
    path.write_text(PROPOSAL + ":x a ;", encoding="utf-8")

    with pytest.raises(SyntaxFault):
        assessed(workspace, book)


def test_an_unknown_proposal_lists_those_there_are(workspace: Workspace) -> None:
    with pytest.raises(RequestFault) as caught:
        find_proposal(workspace, "niew")

    assert caught.value.remedy is not None
    assert "nieuw" in caught.value.remedy.nl


def test_a_path_outside_the_workspace_is_not_read(
    workspace: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("elders") / "proposal.ttl"
    outside.write_text(PROPOSAL, encoding="utf-8")

    with pytest.raises(RequestFault):
        find_proposal(workspace, str(outside))


def test_the_shipped_procurement_is_judged_with_broken_met_and_evidence(tmp_path: Path, book: PrincipleBook) -> None:
    shutil.copytree(shipped("models") / "voorbeeldstad", tmp_path / "m")
    workspace = open_workspace(tmp_path / "m", AS_OF, ontology=shipped_ontology())
    proposal = find_proposal(workspace, "zaaksysteem")

    assert proposal in list_proposals(workspace)
    result = assess(workspace, book, proposal)

    bid = result.bids[0]
    assert bid.count(Verdict.BROKEN) >= 1
    assert bid.count(Verdict.MET) >= 10
    assert any(found.verdict is Verdict.BROKEN for found in result.verdicts)
    assert result.impact.replaced
    assert result.impact.to_move
    assert not [finding for finding in result.new_findings if finding.principle in ("MOD-03", "MOD-05")]
