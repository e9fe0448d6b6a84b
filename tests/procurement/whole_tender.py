"""A whole tender with nothing to mend, as values that a test can spoil one at a time, and its Turtle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from archrepo.procurement.publication.gaps import standards_of, topics_of
from archrepo.procurement.tender_reading import read_tender
from archrepo.turtle import parse
from archrepo.vocabulary import AR, GEMMA, STD, ar
from archrepo.workspace import Configuration, Ontology, SourceFile, Workspace
from archrepo.workspace.renewal import Change, overlaid

AS_OF = date(2026, 11, 22)
BASE = "https://m.example/id/"
PROPOSAL = "proposals/inkoop.ttl"
TITLE = "Aanbesteding zaaksysteem"
HEAD = f"""
@prefix : <{BASE}> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix bio2: <https://w3id.org/archrepo/bio2/> .
@prefix country: <http://publications.europa.eu/resource/authority/country/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix gemma: <https://gemmaonline.nl/index.php/GEMMA/id-> .
@prefix prop: <https://w3id.org/archrepo/property/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix std: <https://w3id.org/archrepo/standard/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
REFERENCE_STANDARDS = ("zaken", "documenten", "besluiten", "catalogi", "klanten", "berichten")
LANDSCAPE = (
    HEAD
    + """
:architect a am:BusinessRole ; rdfs:label "Architect"@nl ; ar:architectureAuthority true .
:klacht a am:BusinessProcess ; rdfs:label "Behandelen van een klacht"@nl ; ar:lifecycle ar:InUse ;
    ar:rto "PT8H"^^xsd:duration ; ar:rpo "PT4H"^^xsd:duration ; ar:mtd "PT48H"^^xsd:duration ;
    ar:requiredAvailabilityPercent 99 .
:oud a am:ApplicationComponent ; rdfs:label "Oud zaaksysteem"@nl ; ar:lifecycle ar:InUse ; am:serves :klacht ;
    ar:referenceComponent gemma:component .
gemma:component a am:ApplicationComponent ; rdfs:label "Zaakcomponent"@nl .
"""
    + "".join(
        f"""
gemma:{name} a am:Constraint ; rdfs:label "{name.title()} API"@nl .
gemma:{name}-2 a am:Constraint ; rdfs:label "{name.title()} API 2"@nl ; am:specializes gemma:{name} ;
    prop:Status "In gebruik" .
gemma:{name}-1 a am:Constraint ; rdfs:label "{name.title()} API 1"@nl ; am:specializes gemma:{name} ;
    prop:Status "Teruggetrokken" .
gemma:r-{name} a am:Realization ; am:source gemma:component ; am:target gemma:{name} ; prop:Verbindingsrol "Verplicht" .
"""
        for name in REFERENCE_STANDARDS
    )
)
#: The traits of the purchase; every other one is not said, as nobody needs to know it.
TRAITS = (
    *("processesPersonalData", "publicWebsite", "mobileApp", "providesApi", "sendsEmail", "storesDocuments", "usesAi"),
    *("usesGeoData", "internetFacing", "loginForResidents", "handlesInvoices", "exchangesWithGovernment"),
    *("buysSoftware", "usesElectronicSignature", "delegatesApiAccess"),
)
DOCUMENTS = {
    "leidraad": ("TenderGuide", 1),
    "overeenkomst": ("DraftAgreement", 2),
    "verwerkers": ("DraftProcessorAgreement", 3),
    "eisen": ("StatementOfRequirements", 4),
    "sla": ("DraftServiceAgreement", 5),
}


@dataclass(frozen=True)
class Requirement:
    """One requirement; `more` is further Turtle, such as its number."""

    name: str
    document: str = "eisen"
    obligation: str = "Mandatory"
    topics: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    more: str = ""

    def turtle(self) -> str:
        """Return the requirement as a statement."""
        said = [
            f'rdfs:label "Eis {self.name}"@nl',
            f"ar:inDocument :{self.document}",
            f"ar:obligation ar:{self.obligation}",
        ]
        said += [f"ar:topic ar:{one}" for one in self.topics]
        said += [f"ar:asksStandard {one}" for one in self.standards]
        return f":{self.name} a am:Requirement ; {' ; '.join(said)} {self.more}.\n"


@dataclass(frozen=True)
class Whole:
    """The tender: requirements, documents with what they say, and what is said of the purchase and the award."""

    requirements: tuple[Requirement, ...]
    said: Mapping[str, str]
    documents: Mapping[str, str]
    listed: tuple[str, ...] = tuple(DOCUMENTS)
    award: str = ""
    extra: str = field(default="")

    def turtle(self) -> str:
        """Return the whole proposal."""
        said = " ;\n    ".join(f"ar:{name} {value}" for name, value in self.said.items() if value)
        purchase = f':inkoop a ar:Procurement ; rdfs:label "Inkoop zaaksysteem"@nl ;\n    {said} ;\n    '
        purchase += "ar:requirement " + " , ".join(f":{one.name}" for one in self.requirements)
        if self.listed:
            purchase += " ;\n    ar:tenderDocument " + " , ".join(f":{one}" for one in self.listed)
        documents = "".join(
            f':{name} a ar:TenderDocument ; rdfs:label "Stuk {name}"@nl ; {text} .\n'
            for name, text in self.documents.items()
        )
        listed = "".join(one.turtle() for one in self.requirements)
        return f"{HEAD}{purchase} .\n{documents}{listed}{self.award}{self.extra}"

    def without(self, name: str) -> Whole:
        """Return the tender without one requirement."""
        return replace(self, requirements=tuple(one for one in self.requirements if one.name != name))

    def changed(self, name: str, **values: object) -> Whole:
        """Return the tender with one requirement changed."""
        return replace(
            self,
            requirements=tuple(replace(one, **values) if one.name == name else one for one in self.requirements),  # type: ignore[arg-type]
        )

    def with_one(self, requirement: Requirement) -> Whole:
        """Return the tender with one requirement more."""
        return replace(self, requirements=(*self.requirements, requirement))

    def saying(self, **values: str) -> Whole:
        """Return the tender that says something else of the purchase; an empty value says nothing."""
        return replace(self, said={**self.said, **values})

    def with_document(self, name: str, old: str, new: str) -> Whole:
        """Return the tender with a changed document."""
        assert old in self.documents[name]
        return replace(self, documents={**self.documents, name: self.documents[name].replace(old, new)})

    def awarding(self, old: str, new: str) -> Whole:
        """Return the tender with another way of awarding."""
        assert self.award.count(old) == 1, old
        return replace(self, award=self.award.replace(old, new))


_PERCENT, _HOURS, _MINUTES, _DAYS, _EUROS = (
    f"ar:unit ar:{unit} " for unit in ("Percent", "Hour", "Minute", "Day", "Euro")
)
SERVICE_LEVELS = (
    Requirement("beschikbaar", "sla", topics=("TopicAvailability",), more=f"; ar:minimumValue 99.5 ; {_PERCENT}"),
    Requirement("storing", "sla", topics=("TopicOutageDuration",), more=f"; ar:maximumValue 6 ; {_HOURS}"),
    Requirement("herstel", "sla", topics=("TopicRecoveryTime",), more=f"; ar:maximumValue 8 ; {_HOURS}"),
    Requirement("verlies", "sla", topics=("TopicRecoveryPoint",), more=f"; ar:maximumValue 60 ; {_MINUTES}"),
    Requirement("stilstand", "sla", topics=("TopicTolerableDowntime",), more=f"; ar:maximumValue 2 ; {_DAYS}"),
    Requirement("melden", "verwerkers", topics=("TopicIncidentNotice",), more=f"; ar:maximumValue 24 ; {_HOURS}"),
)
OTHERS = (
    Requirement("log", more="; ar:asksMeasure bio2:8.15.01 "),
    Requirement("landen", "verwerkers", topics=("TopicDataLocation",), more="; ar:allows country:NLD "),
    Requirement("omzet", "leidraad", topics=("TopicTurnover",), more=f"; ar:minimumValue 500000 ; {_EUROS}"),
    Requirement("referentie", "leidraad", topics=("TopicReference",), more=f"; ar:minimumValue 200000 ; {_EUROS}"),
)
SAID = {
    **dict.fromkeys(TRAITS, "true"),
    "tenderTitle": f'"{TITLE}"',
    "estimatedValueEuro": "480000",
    "procedureKind": "ar:EuropeanOpen",
    "publicationDate": '"2027-01-18"^^xsd:date',
    "submissionDeadline": '"2027-03-08"^^xsd:date',
    "awardNoticeDate": '"2027-05-03"^^xsd:date',
    "awardDate": '"2027-06-01"^^xsd:date',
    "approvedOn": '"2026-10-01"^^xsd:date',
    "riskAnalysisOn": '"2026-09-08"^^xsd:date',
    "architectureVerdict": "[ ar:architectureOutcome ar:FitsArchitecture ; ar:decidedBy :architect ; "
    'ar:decidedOn "2026-09-01"^^xsd:date ]',
    "referenceComponent": "gemma:component",
    "hosting": "ar:SaaS",
    "usesBaseRegistration": "ar:BRP",
    "qualityNorms": "ar:quality-norms-2024-1",
    "contractTerms": "ar:Gibit2023",
    "replaces": ":oud",
    "alternativeConsidered": " , ".join(
        f'[ ar:alternativeKind ar:{kind} ; dct:description "Bekeken"@nl ]'
        for kind in ("CollectiveFacility", "OpenSource", "Neighbour")
    ),
    "awardCriterion": ":prijs , :kwaliteit",
    "tieRule": '"De meeste kwaliteit wint"@nl',
    "awardGrade": ":goed , :matig , :slecht",
}
AWARD = """
:goed a ar:AwardGrade ; rdfs:label "Goed"@nl ; ar:pointsPercent 100 .
:matig a ar:AwardGrade ; rdfs:label "Matig"@nl ; ar:pointsPercent 60 .
:slecht a ar:AwardGrade ; rdfs:label "Slecht"@nl ; ar:pointsPercent 0 .
:prijs a ar:AwardCriterion ; rdfs:label "Prijs"@nl ; ar:criterionKind ar:PriceCriterion ; ar:maxPoints 40 ;
    ar:priceFormula ar:LinearBetweenAmounts ; ar:scoringFormula "lineair tussen bodem en plafond"@nl ;
    ar:ceilingEuro 500000 ; ar:floorEuro 300000 .
:kwaliteit a ar:AwardCriterion ; rdfs:label "Kwaliteit"@nl ; ar:criterionKind ar:QualityCriterion ; ar:maxPoints 60 ;
    ar:minimumPoints 30 .
:aanpak a ar:AwardCriterion ; rdfs:label "Aanpak"@nl ; ar:underCriterion :kwaliteit ; ar:maxPoints 35 .
:gebruik a ar:AwardCriterion ; rdfs:label "Gebruik"@nl ; ar:underCriterion :kwaliteit ; ar:maxPoints 25 .
"""


def bare() -> Whole:
    """Return the tender without the requirements on standards and topics that apply to it."""
    documents = {
        name: f'ar:documentKind ar:{kind} ; ar:precedence {rank} ; ar:statedTitle "{TITLE}" ; '
        "ar:unfilledPlaceholders 0 ; ar:refersToDocument :eisen"
        for name, (kind, rank) in DOCUMENTS.items()
    }
    return Whole((*SERVICE_LEVELS, *OTHERS), SAID, documents, award=AWARD)


def landscape(ontology: Ontology) -> Workspace:
    """Return the municipality around the tender."""
    data = LANDSCAPE.encode()
    file = SourceFile.of("model.ttl", data, parse(data, "model.ttl", blank_prefix="l"))
    configuration = Configuration(Path("/nowhere"), "M", BASE, "3.2", ("model.ttl",), (), ())
    return Workspace(configuration, [file], ontology, AS_OF)


def laid(workspace: Workspace, tender: Whole) -> Workspace:
    """Return the workspace with the tender in the place of the one that lay there before."""
    return changed(workspace, tender)[0]


def changed(workspace: Workspace, tender: Whole) -> tuple[Workspace, Change]:
    """Return the same, and what changed."""
    data = tender.turtle().encode()
    file = SourceFile.of(PROPOSAL, data, parse(data, PROPOSAL, blank_prefix="p"))
    return overlaid(workspace, [file], without=[PROPOSAL])


def whole(workspace: Workspace) -> Whole:
    """Return the tender with one hard requirement more on each standard and topic that applies to it.

    An area of the quality norms under which one of those topics falls needs no requirement of its own.
    """
    made = bare()
    seen = laid(workspace, made)
    tender = read_tender(seen, purchase())
    graph = seen.graph
    version = ar("quality-norms-2024-1")
    topics = [ox.NamedNode(row.iri) for row in topics_of(seen, tender)]
    topics += [one for one in graph.objects(version, ar("normArea")) if isinstance(one, ox.NamedNode)]
    known = {ar(topic) for one in (*SERVICE_LEVELS, *OTHERS) for topic in one.topics}
    covered = {area for one in (*topics, *known) for area in graph.objects(one, ar("inNormArea"))}
    asked = [
        Requirement(f"standaard-{number}", standards=(_written(row.iri),))
        for number, row in enumerate(standards_of(seen, tender))
    ]
    for one in dict.fromkeys(topics):
        if one not in known | covered:
            name = one.value.removeprefix(AR)
            asked.append(Requirement(f"onderwerp-{name}", topics=(name,)))
    return replace(made, requirements=(*made.requirements, *asked))


def _written(iri: str) -> str:
    """Return a standard as a requirement names it: of the reference model, the version in use."""
    return f"gemma:{iri.removeprefix(GEMMA)}-2" if iri.startswith(GEMMA) else f"std:{iri.removeprefix(STD)}"


def purchase() -> ox.NamedNode:
    """Return the node of the purchase."""
    return ox.NamedNode(f"{BASE}inkoop")
