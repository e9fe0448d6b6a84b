"""The verdicts of a dossier as Turtle, in EARL: the W3C vocabulary for results of evaluation.

Source: Evaluation and Report Language (EARL) 1.0 Schema, W3C Working Draft, 2017.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

import pyoxigraph as ox

from archrepo.findings import Verdict
from archrepo.procurement.assessment import PrincipleVerdict
from archrepo.procurement.dossier.whole import Dossier
from archrepo.procurement.requirement_values import RequirementOutcome, RequirementVerdict
from archrepo.turtle import Triple, write
from archrepo.vocabulary import AR, DCT, DESCRIPTION, PRINCIPLE, SOURCE, TYPE, XSD, ar

EARL: Final = "http://www.w3.org/ns/earl#"
_OUTCOMES: Final[Mapping[Verdict | RequirementOutcome, str]] = MappingProxyType(
    {
        Verdict.MET: "passed",
        Verdict.BROKEN: "failed",
        Verdict.UNKNOWN: "cantTell",
        Verdict.NOT_APPLICABLE: "inapplicable",
        Verdict.EXCEPTED: "failed",
        RequirementOutcome.MET: "passed",
        RequirementOutcome.CLAIMED: "cantTell",
        RequirementOutcome.BROKEN: "failed",
        RequirementOutcome.UNKNOWN: "cantTell",
        RequirementOutcome.NOT_APPLICABLE: "inapplicable",
        RequirementOutcome.EXCEPTED: "failed",
    }
)


def dossier_turtle(dossier: Dossier, base: str) -> str:
    """Return one assertion a principle or requirement and bid; `ar:verdict` keeps what EARL has no word for.

    Assertions are named after what they say, so that the same dossier gives the same text.
    """
    source = dossier.provenance
    title = "\n".join(
        (
            f"Toets van {dossier.assessment.tender.name.nl}, peildatum {source.as_of}.",
            f"Invoer {source.input}",
            f"Principes {source.principles}",
        )
    )
    prefixes = {"": base, "ar": AR, "dct": DCT, "earl": EARL, "principle": PRINCIPLE, "xsd": XSD}
    return write(_assertions(dossier, base), prefixes, title=title)


def _assertions(dossier: Dossier, base: str) -> Iterator[Triple]:
    assessment = dossier.assessment
    tool = ox.NamedNode(f"{base}archrepo")
    yield tool, TYPE, _earl("Software")
    for subject, verdicts in (
        (assessment.tender.iri, assessment.verdicts),
        *((bid.iri, bid.verdicts) for bid in assessment.bids),
    ):
        for one in verdicts:
            yield from _of_principle(dossier, base, subject, one)
    for bid in assessment.bids:
        for found in bid.requirements:
            yield from _of_requirement(dossier, base, bid.iri, found)


def _of_principle(dossier: Dossier, base: str, subject: str, one: PrincipleVerdict) -> Iterator[Triple]:
    test = ox.NamedNode(PRINCIPLE + one.principle)
    node = _name(dossier, base, subject, one.principle)
    yield from _assertion(base, node, subject, test, one.verdict, one.verdict.value)
    for found in one.findings:
        for language, words in (("nl", found.message.nl), ("en", found.message.en)):
            yield node, DESCRIPTION, ox.Literal(words, language=language)
        yield node, SOURCE, ox.Literal(str(found.location))


def _of_requirement(dossier: Dossier, base: str, bid: str, found: RequirementVerdict) -> Iterator[Triple]:
    test = ox.NamedNode(found.requirement.iri)
    node = _name(dossier, base, bid, _local(found.requirement.iri))
    yield from _assertion(base, node, bid, test, found.outcome, found.outcome.value)
    for language, words in (("nl", found.reason.nl), ("en", found.reason.en)):
        if words:
            yield node, DESCRIPTION, ox.Literal(words, language=language)


def _assertion(
    base: str,
    node: ox.NamedNode,
    subject: str,
    test: ox.NamedNode,
    verdict: Verdict | RequirementOutcome,
    word: str,
) -> Iterator[Triple]:
    result = ox.NamedNode(f"{node.value}-uitkomst")
    yield node, TYPE, _earl("Assertion")
    yield node, _earl("assertedBy"), ox.NamedNode(f"{base}archrepo")
    yield node, _earl("mode"), _earl("automatic")
    yield node, _earl("subject"), ox.NamedNode(subject)
    yield node, _earl("test"), test
    yield node, _earl("result"), result
    yield result, TYPE, _earl("TestResult")
    yield result, _earl("outcome"), _earl(_OUTCOMES[verdict])
    yield result, ar("verdict"), ox.Literal(word)


def _name(dossier: Dossier, base: str, subject: str, test: str) -> ox.NamedNode:
    return ox.NamedNode(f"{base}toets-{dossier.name}-{_local(subject)}-{test.lower()}")


def _local(iri: str) -> str:
    return iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _earl(name: str) -> ox.NamedNode:
    return ox.NamedNode(EARL + name)
