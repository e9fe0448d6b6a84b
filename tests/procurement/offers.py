"""A small town with a tender and two bids, written to a folder, for tests of how bids are judged."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from the_knowledge import shipped_ontology

from archrepo.principles import PrincipleBook
from archrepo.procurement import Assessment, BidAssessment, RequirementVerdict, assess, find_proposal
from archrepo.workspace import Workspace, open_workspace

AS_OF = date(2026, 11, 22)
PREFIXES = """
@prefix : <https://m.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix country: <http://publications.europa.eu/resource/authority/country/> .
@prefix principle: <https://w3id.org/archrepo/principle/> .
@prefix prop: <https://w3id.org/archrepo/property/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix std: <https://w3id.org/archrepo/standard/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
MODEL = """
:publiekszaken a ar:Department ; rdfs:label "Publiekszaken"@nl .
:verhuizen a am:BusinessProcess ; rdfs:label "Verhuizing verwerken"@nl ; ar:owner :publiekszaken ;
    ar:lifecycle ar:InUse .
:oud a am:ApplicationComponent ; rdfs:label "Oud systeem"@nl ; ar:owner :publiekszaken ; ar:lifecycle ar:InUse ;
    am:serves :verhuizen .
:zaken a am:Requirement ; rdfs:label "Zaken-API"@nl .
:zaken-1 a am:Requirement ; rdfs:label "Zaken-API 1.0"@nl ; am:specializes :zaken ; prop:Status "Einde ondersteuning" .
:referentie a am:ApplicationComponent ; rdfs:label "Zaakregistratie"@nl .
:vraagt a am:Realization ; am:source :referentie ; am:target :zaken ; prop:Verbindingsrol "Verplicht" .
"""
PURCHASE = """
:inkoop a ar:Procurement ; rdfs:label "Nieuw systeem"@nl ; ar:owner :publiekszaken ; ar:estimatedValueEuro 90000 ;
    ar:referenceComponent :referentie ; ar:termYears 4 ;
    ar:requirement :eis-a , :eis-b , :eis-c , :eis-d , :eis-e ;
    ar:awardCriterion :prijs , :kwaliteit ; ar:awardGrade :goed , :matig ; ar:judgement :oordeel-noord .
:eis-a a am:Requirement ; rdfs:label "Versleuteld"@nl ; ar:section "1" ; ar:obligation ar:Mandatory ;
    ar:asksStandard std:tls .
:eis-b a am:Requirement ; rdfs:label "Beschikbaar"@nl ; ar:section "2" ; ar:obligation ar:Mandatory ;
    ar:topic ar:TopicAvailability ; ar:minimumValue 99.5 ; ar:unit ar:Percent .
:eis-c a am:Requirement ; rdfs:label "Exit"@nl ; ar:section "3" ; ar:obligation ar:Mandatory ; ar:topic ar:TopicExit .
:eis-d a am:Requirement ; rdfs:label "Handleiding"@nl ; ar:section "4" ; ar:obligation ar:Wish .
:eis-e a am:Requirement ; rdfs:label "Melden"@nl ; ar:section "5" ; ar:obligation ar:Mandatory ;
    ar:topic ar:TopicIncidentNotice ; ar:maximumValue 2 ; ar:unit ar:Day .
:prijs a ar:AwardCriterion ; rdfs:label "Prijs"@nl ; ar:criterionKind ar:PriceCriterion ; ar:maxPoints 40 ;
    ar:priceFormula ar:LinearToLowest .
:kwaliteit a ar:AwardCriterion ; rdfs:label "Plan"@nl ; ar:criterionKind ar:QualityCriterion ; ar:maxPoints 60 .
:goed a ar:AwardGrade ; rdfs:label "Goed"@nl ; ar:pointsPercent 100 .
:matig a ar:AwardGrade ; rdfs:label "Matig"@nl ; ar:pointsPercent 50 .
:oordeel-noord a ar:Judgement ; ar:onCriterion :kwaliteit ; ar:ofBid :bod-noord ; ar:awardedGrade :goed ;
    ar:judgedBy :publiekszaken ; ar:judgedOn "2026-11-20"^^xsd:date ; ar:reason "sterk plan"@nl .
"""
NORTH = """
:bod-noord a ar:Bid ; rdfs:label "Inschrijving Noordzicht"@nl ; ar:ofProcurement :inkoop ; ar:bidder :noordzicht ;
    ar:offers :zaakwijzer ; ar:offersContract :concept-noord ; ar:bidPriceEuro 80000 ;
    ar:claim [ a ar:Claim ; ar:onRequirement :eis-a ; ar:claims ar:Yes ; ar:evidenceDocument "tls.pdf" ;
            ar:claimText "Zaakwijzer van Noordzicht versleutelt alles" ; ar:readAt "Eisen!E2" ] ,
        [ a ar:Claim ; ar:onRequirement :eis-b ; ar:claims ar:Yes ; ar:claimedValue 99.8 ] ,
        [ a ar:Claim ; ar:onRequirement :eis-c ; ar:claims ar:Yes ; ar:readAt "Eisen!E4" ] .
:noordzicht a ar:Supplier ; rdfs:label "Noordzicht Software B.V."@nl .
:concept-noord a am:Contract ; rdfs:label "Concept Noordzicht"@nl ; ar:availabilityPercent 99.9 ; ar:exitClause false ;
    ar:breachNoticeHours 36 .
:zaakwijzer a am:ApplicationComponent ; rdfs:label "Zaakwijzer"@nl ; ar:owner :publiekszaken ; ar:supplier :noordzicht ;
    ar:lifecycle ar:Planned ; ar:supportsStandard std:tls , :zaken-1 ; am:serves :verhuizen ; ar:replaces :oud .
"""
SOUTH = """
:bod-zuid a ar:Bid ; rdfs:label "Inschrijving Zuiderlicht"@nl ; ar:ofProcurement :inkoop ; ar:bidder :zuiderlicht ;
    ar:offers :dossierlijn ; ar:bidPriceEuro 60500 ;
    ar:claim [ a ar:Claim ; ar:onRequirement :eis-a ; ar:claims ar:Yes ] ,
        [ a ar:Claim ; ar:onRequirement :eis-b ; ar:claims ar:Yes ; ar:claimedValue 98 ] ,
        [ a ar:Claim ; ar:onRequirement :eis-d ; ar:claims ar:No ] .
:zuiderlicht a ar:Supplier ; rdfs:label "Zuiderlicht ICT"@nl .
:dossierlijn a am:ApplicationComponent ; rdfs:label "Dossierlijn"@nl ; ar:lifecycle ar:Planned ; ar:replaces :oud .
"""


def town(folder: Path, purchase: str = PURCHASE, **bids: str) -> Workspace:
    """Return the town with the tender; `bids` are the files in the folder of bids, by their name."""
    (folder / "archrepo.toml").write_text(
        '[workspace]\nname = "M"\nbase = "https://m.example/id/"\n'
        '[files]\nmodel = ["model.ttl"]\nproposals = ["proposals/**/*.ttl"]\n',
        encoding="utf-8",
    )
    (folder / "model.ttl").write_text(PREFIXES + MODEL, encoding="utf-8")
    home = folder / "proposals/nieuw"
    (home / "bids").mkdir(parents=True, exist_ok=True)
    (home / "procurement.ttl").write_text(PREFIXES + purchase, encoding="utf-8")
    for name, text in (bids or {"noord": NORTH, "zuid": SOUTH}).items():
        (home / f"bids/{name}.ttl").write_text(PREFIXES + text, encoding="utf-8")
    return open_workspace(folder, AS_OF, ontology=shipped_ontology())


def assessed(workspace: Workspace, book: PrincipleBook) -> Assessment:
    """Return the assessment of the tender."""
    return assess(workspace, book, find_proposal(workspace, "nieuw"))


def bid_of(assessment: Assessment, name: str) -> BidAssessment:
    """Return the bid whose name holds a word."""
    return next(bid for bid in assessment.bids if name in bid.name.nl)


def requirement_of(bid: BidAssessment, number: str) -> RequirementVerdict:
    """Return the verdict on the requirement of that number."""
    return next(found for found in bid.requirements if found.requirement.number == number)
