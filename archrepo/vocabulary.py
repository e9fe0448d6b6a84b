"""Every namespace and term that Python names; nothing else in the core spells an IRI."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

# The governance of the ArchiMate namespace is unsettled, so it is spelled in this one place.
AM: Final = "https://purl.org/archimate#"
AR: Final = "https://w3id.org/archrepo/def#"
PRINCIPLE: Final = "https://w3id.org/archrepo/principle/"
STD: Final = "https://w3id.org/archrepo/standard/"
BIO2: Final = "https://w3id.org/archrepo/bio2/"
GEMMA: Final = "https://gemmaonline.nl/index.php/GEMMA/id-"
PROP: Final = "https://w3id.org/archrepo/property/"
COUNTRY: Final = "http://publications.europa.eu/resource/authority/country/"
DCT: Final = "http://purl.org/dc/terms/"
OWL: Final = "http://www.w3.org/2002/07/owl#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
SH: Final = "http://www.w3.org/ns/shacl#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: Final[dict[str, str]] = {
    "am": AM,
    "ar": AR,
    "principle": PRINCIPLE,
    "std": STD,
    "gemma": GEMMA,
    "prop": PROP,
    "country": COUNTRY,
    "dct": DCT,
    "owl": OWL,
    "rdf": RDF,
    "rdfs": RDFS,
    "sh": SH,
    "skos": SKOS,
    "xsd": XSD,
}


def am(name: str) -> NamedNode:
    """Return the term `name` of the ArchiMate language."""
    return NamedNode(AM + name)


def ar(name: str) -> NamedNode:
    """Return the municipal term `name`."""
    return NamedNode(AR + name)


def sh(name: str) -> NamedNode:
    """Return the SHACL term `name`."""
    return NamedNode(SH + name)


TYPE: Final = NamedNode(RDF + "type")
FIRST: Final = NamedNode(RDF + "first")
REST: Final = NamedNode(RDF + "rest")
NIL: Final = NamedNode(RDF + "nil")
VALUE: Final = NamedNode(RDF + "value")
LABEL: Final = NamedNode(RDFS + "label")
COMMENT: Final = NamedNode(RDFS + "comment")
SUBCLASS_OF: Final = NamedNode(RDFS + "subClassOf")
SUBPROPERTY_OF: Final = NamedNode(RDFS + "subPropertyOf")
RANGE: Final = NamedNode(RDFS + "range")
INVERSE_OF: Final = NamedNode(OWL + "inverseOf")
DATATYPE_PROPERTY: Final = NamedNode(OWL + "DatatypeProperty")
FUNCTIONAL_PROPERTY: Final = NamedNode(OWL + "FunctionalProperty")
OBJECT_PROPERTY: Final = NamedNode(OWL + "ObjectProperty")
NOTATION: Final = NamedNode(SKOS + "notation")
ALT_LABEL: Final = NamedNode(SKOS + "altLabel")
EXAMPLE: Final = NamedNode(SKOS + "example")
NARROW_MATCH: Final = NamedNode(SKOS + "narrowMatch")
EXACT_MATCH: Final = NamedNode(SKOS + "exactMatch")
PREF_LABEL: Final = NamedNode(SKOS + "prefLabel")
DESCRIPTION: Final = NamedNode(DCT + "description")
IDENTIFIER: Final = NamedNode(DCT + "identifier")
SOURCE: Final = NamedNode(DCT + "source")

RELATIONSHIP: Final = am("Relationship")
APPLICATION_COMPONENT: Final = am("ApplicationComponent")
BUSINESS_FUNCTION: Final = am("BusinessFunction")
BUSINESS_OBJECT: Final = am("BusinessObject")
BUSINESS_PROCESS: Final = am("BusinessProcess")
BUSINESS_SERVICE: Final = am("BusinessService")
DATA_OBJECT: Final = am("DataObject")
COMMUNICATION_NETWORK: Final = am("CommunicationNetwork")
CONSTRAINT: Final = am("Constraint")
GROUPING: Final = am("Grouping")
JUNCTION: Final = am("Junction")
PLATEAU: Final = am("Plateau")
VIEW: Final = am("View")
MODEL: Final = am("Model")
RELATION_SOURCE: Final = am("source")
RELATION_TARGET: Final = am("target")
REALIZATION: Final = am("Realization")
ASSOCIATION: Final = am("Association")
ACCESSES: Final = am("accesses")
DIRECTED_TO: Final = am("directedTo")
ASSOCIATED_WITH: Final = am("associatedWith")
RELATIONSHIP_CLASS: Final = am("relationshipClass")
ACCESS_TYPE: Final = am("accessType")
FOR_ACCESS_TYPE: Final = am("forAccessType")
MODIFIER: Final = am("modifier")
DIRECTED: Final = am("directed")
SHOWS: Final = am("shows")
VIEWPOINT: Final = am("viewpoint")
LANGUAGE: Final = am("language")
LAYER: Final = am("layer")
DOMAIN: Final = am("domain")
FORMER_TYPE: Final = am("formerType")
REMOVED_IN: Final = am("removedIn")
ASPECT: Final = am("aspect")
SENTENCE: Final = am("sentence")
PERMISSION_OF: Final = am("permissionOf")

RUN: Final = NamedNode("urn:archrepo:run")
RUN_CONTEXT: Final = ar("RunContext")
AS_OF: Final = ar("asOf")

PRINCIPLE_CLASS: Final = ar("Principle")
FAMILY: Final = ar("family")
RATIONALE: Final = ar("rationale")
REMEDY: Final = ar("remedy")
SOURCE_TEXT: Final = ar("sourceText")
MARK: Final = ar("mark")
IN_FORCE_FROM: Final = ar("inForceFrom")
APPLIES_WHEN: Final = ar("appliesWhen")
APPLICABILITY_NEEDS: Final = ar("applicabilityNeeds")
NEEDS: Final = ar("needs")
CHECK: Final = ar("check")
VIOLATION_FROM: Final = ar("violationFrom")
MAX_AGE_MONTHS: Final = ar("maxAgeMonths")
MIN_MONTHS_AHEAD: Final = ar("minMonthsAhead")
QUESTION: Final = ar("question")
SCALE: Final = ar("scale")
GRADES: Final = ar("grades")
PASSES_FROM: Final = ar("passesFrom")
ANSWER_HOLDS_MONTHS: Final = ar("answerHoldsMonths")
ASKED_OF: Final = ar("askedOf")
INFORMANT: Final = ar("Informant")

ANSWER: Final = ar("Answer")
GRADE: Final = ar("grade")
ANSWERED_ON: Final = ar("answeredOn")
ANSWERED_BY: Final = ar("answeredBy")
ALLOWED_KIND: Final = ar("allowedKind")

WAIVER: Final = ar("Waiver")
USUAL_MONTHS: Final = ar("usualMonths")
WRITTEN_AS: Final = ar("writtenAs")
WRITTEN_UNDER: Final = ar("propertyKey")
BOOKKEEPING: Final = ar("Bookkeeping")
DEMAND_ON_COMPONENT: Final = ar("DemandOnComponent")
KIND_OF_PART: Final = ar("KindOfPart")
NAME_OF_RELEASE: Final = ar("NameOfRelease")
PREDECESSOR_OF_PART: Final = ar("PredecessorOfPart")
STATUS_OF_PART: Final = ar("StatusOfPart")
SUCCESSOR_OF_PART: Final = ar("SuccessorOfPart")
BINDING_ROLE: Final = ar("BindingRole")
RETIRING_STATUS: Final = ar("RetiringStatus")
OF_PRINCIPLE: Final = ar("ofPrinciple")
SUBJECT: Final = ar("subject")
REASON: Final = ar("reason")
RISK: Final = ar("risk")
MEASURE: Final = ar("measure")
DECIDED_BY: Final = ar("decidedBy")
DECIDED_ON: Final = ar("decidedOn")
VALID_UNTIL: Final = ar("validUntil")
REPORTED_IN: Final = ar("reportedIn")
PUBLISHES_WAIVERS_OF: Final = ar("publishesWaiversOf")

PROFILE_CLASS: Final = ar("PrincipleProfile")
WEIGHT: Final = ar("weight")

PROCUREMENT: Final = ar("Procurement")
CANDIDATE: Final = ar("candidate")
SUPPORTS_STANDARD: Final = ar("supportsStandard")
BID: Final = ar("Bid")
OFFERS: Final = ar("offers")
OF_PROCUREMENT: Final = ar("ofProcurement")
SAID_BY_THE_BUYER: Final = frozenset({WAIVER, ANSWER, OF_PRINCIPLE, ar("Judgement"), ar("onCriterion"), ar("ofBid")})
"""Classes and properties of what only the buyer decides; a bid that states them is not believed."""
REPLACES: Final = ar("replaces")
SUPPLIER: Final = ar("Supplier")
CONTRACT_LINK: Final = ar("contract")
CONTRACT: Final = am("Contract")
SERVES: Final = am("serves")
SPECIALIZES: Final = am("specializes")
REFERENCE_STATUS: Final = NamedNode(PROP + "Status")
REFERENCE_ROLE: Final = NamedNode(PROP + "Verbindingsrol")
FLOWS_TO: Final = am("flowsTo")
DRAWING: Final = ar("drawing")
DRAWING_FORM: Final = ar("drawingForm")
PROPERTY_KEY: Final = NamedNode(RDF + "Property")
DATA_TYPE: Final = ar("dataType")
PROFILE: Final = ar("Profile")
SPECIALIZED_AS: Final = ar("specialization")
CONCEPT_TYPE: Final = ar("conceptType")
IMAGE: Final = ar("image")
KEY: Final = ar("key")
