"""Tenders that each have one thing spoilt, with what must be told of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from whole_tender import DOCUMENTS, REFERENCE_STANDARDS, SERVICE_LEVELS, TITLE, Requirement, Whole

from archrepo.procurement.publication.gap_values import GapKind
from archrepo.vocabulary import AR, GEMMA, STD

MISSING, WISHED, OUTDATED = GapKind.MISSING, GapKind.ONLY_WISHED, GapKind.OUTDATED
CONTRADICTION, WEAK, INCOMPLETE = GapKind.CONTRADICTION, GapKind.TOO_WEAK, GapKind.INCOMPLETE
AWARD, TIME, REUSE = GapKind.AWARD, GapKind.TIME, GapKind.REUSE


@dataclass(frozen=True)
class Mutant:
    """A spoilt tender: its name, the kind of gap to tell, and the IRI of what the gap is about or stands at."""

    name: str
    tender: Whole
    kind: GapKind
    at: str


def mutants(good: Whole, base: str) -> Iterator[Mutant]:
    """Yield the tenders in which one thing is dropped, weakened or contradicted, or a part of a document is gone."""
    yield from _dropped(good, base)
    yield from _wished(good)
    yield from _contradicted(good, base)
    yield from _outdated(good, base)
    yield from _weakened(good, base)
    yield from _documents(good, base)
    yield from _awards(good, base)
    yield from _dates(good, base)
    yield from _others(good, base)


def _about(requirement: Requirement) -> str:
    """Return the IRI of the one standard or topic that a requirement asks for."""
    if requirement.topics:
        return AR + requirement.topics[0]
    prefix, name = requirement.standards[0].split(":", 1)
    return STD + name if prefix == "std" else GEMMA + name.removesuffix("-2")


def _of_standards(good: Whole) -> list[Requirement]:
    return [one for one in good.requirements if one.standards]


def _needed(good: Whole) -> list[Requirement]:
    levels = {one.name for one in SERVICE_LEVELS} - {"beschikbaar", "herstel", "verlies"}
    return [
        one
        for one in good.requirements
        if (one.topics or one.standards) and one.name not in levels | {"omzet", "referentie"}
    ]


def _dropped(good: Whole, base: str) -> Iterator[Mutant]:
    for one in _needed(good):
        yield Mutant(f"drop {one.name}", good.without(one.name), MISSING, _about(one))
    yield Mutant("drop log", good.without("log"), MISSING, f"{base}inkoop")


def _wished(good: Whole) -> Iterator[Mutant]:
    areas = {one.name for one in good.requirements if one.topics and one.topics[0] in _ANY_REQUIREMENT_DOES}
    for one in _needed(good):
        if one.name not in areas:
            yield Mutant(f"wish {one.name}", good.changed(one.name, obligation="Wish"), WISHED, _about(one))


#: On these areas of the quality norms any requirement does, also a wish.
_ANY_REQUIREMENT_DOES = frozenset(
    {"NormArchitecture", "NormDataPortability", "NormDocumentation", "NormInfrastructure"}
)


def _contradicted(good: Whole, base: str) -> Iterator[Mutant]:
    for one in _of_standards(good):
        for document in ("leidraad", "eisen"):
            wish = replace(one, name=f"{one.name}-wens", document=document, obligation="Wish")
            yield Mutant(f"wish beside {one.name} in {document}", good.with_one(wish), CONTRADICTION, base + wish.name)
    looser = {
        "beschikbaar": "; ar:minimumValue 99 ; ar:unit ar:Percent ",
        "storing": "; ar:maximumValue 7 ; ar:unit ar:Hour ",
        "stilstand": "; ar:maximumValue 3 ; ar:unit ar:Day ",
        "melden": "; ar:maximumValue 72 ; ar:unit ar:Hour ",
        "landen": "; ar:allows country:NLD , country:USA ",
    }
    days = replace(next(one for one in good.requirements if one.name == "melden"), name="melden-dagen")
    for number in (2, 3):
        other = replace(days, document="leidraad", more=f"; ar:maximumValue {number} ; ar:unit ar:Day ")
        yield Mutant(f"report within {number} days", good.with_one(other), CONTRADICTION, base + other.name)
    for name, more in looser.items():
        (one,) = (each for each in good.requirements if each.name == name)
        for document in ("leidraad", "overeenkomst", one.document):
            other = replace(one, name=f"{name}-ruimer", document=document, more=more)
            yield Mutant(f"looser {name} in {document}", good.with_one(other), CONTRADICTION, base + other.name)
    for hours in (9, 24, 49):
        changed = good.changed("storing", more=f"; ar:maximumValue {hours} ; ar:unit ar:Hour ")
        yield Mutant(f"outage of {hours} hours", changed, CONTRADICTION, f"{base}storing")
    changed = good.changed("stilstand", more="; ar:maximumValue 7 ; ar:unit ar:Hour ")
    yield Mutant("standstill shorter than recovery", changed, CONTRADICTION, f"{base}herstel")


def _outdated(good: Whole, base: str) -> Iterator[Mutant]:
    for one in _of_standards(good):
        if one.standards[0].startswith("gemma:"):
            old = one.standards[0].removesuffix("-2") + "-1"
            yield Mutant(f"outdated {old}", good.changed(one.name, standards=(old,)), OUTDATED, base + one.name)
    assert len(REFERENCE_STANDARDS) == sum(one.standards[0].startswith("gemma:") for one in _of_standards(good))
    yield Mutant("old terms", good.saying(contractTerms="ar:Gibit2020"), OUTDATED, f"{base}inkoop")
    yield Mutant("old norms", good.saying(qualityNorms="ar:quality-norms-2021-1"), MISSING, f"{base}inkoop")
    yield Mutant("no norms", good.saying(qualityNorms=""), MISSING, f"{base}inkoop")


def _weakened(good: Whole, base: str) -> Iterator[Mutant]:
    for percent in ("98.9", "98", "97.9", "95", "0"):
        changed = good.changed("beschikbaar", more=f"; ar:minimumValue {percent} ; ar:unit ar:Percent ")
        yield Mutant(f"availability {percent}", changed, WEAK, f"{base}beschikbaar")
    for name, values in {
        "herstel": ("9 ; ar:unit ar:Hour", "24 ; ar:unit ar:Hour", "1 ; ar:unit ar:Day", "481 ; ar:unit ar:Minute"),
        "verlies": ("5 ; ar:unit ar:Hour", "1 ; ar:unit ar:Day", "241 ; ar:unit ar:Minute"),
        "stilstand": ("3 ; ar:unit ar:Day", "49 ; ar:unit ar:Hour"),
        "storing": ("49 ; ar:unit ar:Hour", "3 ; ar:unit ar:Day"),
    }.items():
        for value in values:
            changed = good.changed(name, more=f"; ar:maximumValue {value} ")
            yield Mutant(f"{name} {value}", changed, WEAK, base + name)


def _documents(good: Whole, base: str) -> Iterator[Mutant]:
    for name in DOCUMENTS:
        left = tuple(one for one in good.listed if one != name)
        yield Mutant(f"no document {name}", replace(good, listed=left), INCOMPLETE, f"{base}inkoop")
        for what, old, new in (
            ("empty places", "ar:unfilledPlaceholders 0", "ar:unfilledPlaceholders 3"),
            ("one empty place", "ar:unfilledPlaceholders 0", "ar:unfilledPlaceholders 1"),
            ("unknown places", "ar:unfilledPlaceholders 0 ; ", ""),
            ("another title", TITLE, "Aanbesteding vorig jaar"),
            ("no title", f'ar:statedTitle "{TITLE}" ; ', ""),
            ("a document that is not there", "ar:refersToDocument :eisen", "ar:refersToDocument :bijlage-7"),
        ):
            yield Mutant(f"{what} in {name}", good.with_document(name, old, new), INCOMPLETE, base + name)
    for one in ("log", "beschikbaar"):
        elsewhere = good.changed(one, document="bijlage-7")
        yield Mutant(f"{one} in a document that is not there", elsewhere, INCOMPLETE, f"{base}inkoop")


def _awards(good: Whole, base: str) -> Iterator[Mutant]:
    prices, quality, purchase = f"{base}prijs", f"{base}kwaliteit", f"{base}inkoop"
    for old, new, at in (
        ("ar:PriceCriterion ; ar:maxPoints 40", "ar:PriceCriterion ; ar:maxPoints 50", purchase),
        ("ar:PriceCriterion ; ar:maxPoints 40", "ar:PriceCriterion ; ar:maxPoints 39", purchase),
        ("ar:PriceCriterion ; ar:maxPoints 40", "ar:PriceCriterion", purchase),
        ("ar:maxPoints 35", "ar:maxPoints 36", purchase),
        ("ar:maxPoints 25", "ar:maxPoints 20", purchase),
        (
            'ar:priceFormula ar:LinearBetweenAmounts ; ar:scoringFormula "lineair tussen bodem en plafond"@nl ;',
            "",
            purchase,
        ),
        ("lineair tussen bodem en plafond", "laagste prijs gedeeld door de prijs", prices),
        ("lineair tussen bodem en plafond", "nul vanaf twee keer de laagste", prices),
        ("ar:LinearBetweenAmounts", "ar:LinearToLowest", prices),
        ("ar:LinearBetweenAmounts", "ar:ProportionalToLowest", prices),
        ("ar:ceilingEuro 500000", "ar:ceilingEuro 200000", prices),
        ("ar:floorEuro 300000", "ar:floorEuro 500000", prices),
        ("ar:ceilingEuro 500000 ; ", "", prices),
        (" ; ar:floorEuro 300000", "", prices),
        ("ar:minimumPoints 30", "ar:minimumPoints 61", quality),
        ("ar:pointsPercent 60", "ar:pointsPercent 100", purchase),
        ("ar:pointsPercent 60", "ar:pointsPercent 0", purchase),
        ("ar:pointsPercent 60", "ar:pointsPercent 160", purchase),
        ("ar:pointsPercent 60", "ar:pointsPercent -10", purchase),
        (" ; ar:pointsPercent 60", "", purchase),
    ):
        yield Mutant(f"award: {old} is {new}", good.awarding(old, new), AWARD, at)
    yield Mutant("no tie rule", good.saying(tieRule=""), AWARD, purchase)
    yield Mutant("one grade", good.saying(awardGrade=":goed"), AWARD, purchase)
    yield Mutant("no grades", good.saying(awardGrade=""), AWARD, purchase)
    yield Mutant("another total", good.saying(totalPoints="1000"), AWARD, purchase)
    for name, more in (("omzet", "1440001"), ("referentie", "288001")):
        heavy = good.changed(name, more=f"; ar:minimumValue {more} ; ar:unit ar:Euro ")
        yield Mutant(f"{name} too heavy", heavy, AWARD, base + name)


def _dates(good: Whole, base: str) -> Iterator[Mutant]:
    for name, day in (
        ("submissionDeadline", "2027-02-26"),
        ("submissionDeadline", "2027-01-19"),
        ("publicationDate", "2027-02-15"),
        ("awardDate", "2027-05-23"),
        ("awardDate", "2027-05-10"),
        ("awardNoticeDate", "2027-05-20"),
    ):
        yield Mutant(f"{name} {day}", good.saying(**{name: f'"{day}"^^xsd:date'}), TIME, f"{base}inkoop")
    for name in ("publicationDate", "submissionDeadline", "procedureKind"):
        yield Mutant(f"no {name}", good.saying(**{name: ""}), INCOMPLETE, f"{base}inkoop")


def _others(good: Whole, base: str) -> Iterator[Mutant]:
    purchase = f"{base}inkoop"
    yield Mutant("nothing replaced", good.saying(replaces=""), REUSE, purchase)
    for kinds in (("OpenSource", "Neighbour"), ("OpenSource",), ("CollectiveFacility", "OpenSource")):
        looked = " , ".join(f'[ ar:alternativeKind ar:{one} ; dct:description "Bekeken"@nl ]' for one in kinds)
        yield Mutant(f"only {kinds}", good.saying(alternativeConsidered=looked), REUSE, purchase)
    unsaid = good.said["alternativeConsidered"].replace(' ; dct:description "Bekeken"@nl', "", 1)
    yield Mutant("an alternative without verdict", good.saying(alternativeConsidered=unsaid), REUSE, purchase)
    yield Mutant("no alternatives", good.saying(alternativeConsidered=""), REUSE, purchase)
    yield Mutant("no reference component", good.saying(referenceComponent=""), MISSING, purchase)
    yield Mutant("no risk analysis", good.saying(riskAnalysisOn=""), MISSING, purchase)
    yield Mutant("late risk analysis", good.saying(riskAnalysisOn='"2027-01-19"^^xsd:date'), MISSING, purchase)
    yield Mutant("no architect", good.saying(architectureVerdict=""), INCOMPLETE, purchase)
    for trait in ("hosting", "processesPersonalData", "publicWebsite", "providesApi", "sendsEmail", "storesDocuments"):
        yield Mutant(f"nobody said {trait}", good.saying(**{trait: ""}), INCOMPLETE, purchase)
    yield Mutant("nobody said the value", good.saying(estimatedValueEuro=""), INCOMPLETE, purchase)
