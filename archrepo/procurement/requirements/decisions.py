"""What people decided about requirements that were read before: confirmed, rejected, and added by hand."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

import pyoxigraph as ox

from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.metamodel import local_name
from archrepo.procurement.requirements.quantities import RecognisedQuantity
from archrepo.procurement.requirements.reading import ASKED, ReadRequirement
from archrepo.procurement.requirements.recognising import Match, Recogniser
from archrepo.turtle.reading import Term, parse
from archrepo.vocabulary import DESCRIPTION, LABEL, TYPE, XSD, ar

NOT_MEANT: Final = ar("notMeant")
#: What is written anew at each reading; every other fact of a requirement stays as a person wrote it.
WRITTEN: Final = frozenset(
    {TYPE, LABEL, DESCRIPTION, NOT_MEANT}
    | {ar(kind.value) for kind in ASKED}
    | {ar(name) for name in ("section", "obligation", "maxPoints", "readFrom", "readAt", "inDocument")}
)

#: What a file of read requirements describes: requirements, their file, and the procurement that asks them.
_OWN_SUBJECTS: Final = (ar("readAt"), ar("fileName"), ar("requirement"))


@dataclass(frozen=True, slots=True)
class Decision:
    """What people decided about one requirement: IRIs by property, what is not meant, and facts of their own."""

    added: Mapping[ox.NamedNode, tuple[str, ...]] = field(default_factory=dict)
    not_meant: tuple[str, ...] = ()
    facts: tuple[tuple[ox.NamedNode, Term], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody decided anything."""
        return not (any(self.added.values()) or self.not_meant or self.facts)


def decisions_in(text: str, path: str, recogniser: Recogniser) -> dict[str, Decision]:
    """Return the decisions that a requirements file keeps, by the IRI of the requirement.

    Decided is what the text of the requirement did not surely say when the file was written.

    Raises:
        SyntaxFault: the file is not Turtle.
        RequestFault: it holds more than requirements, which writing it anew would lose.
    """
    facts: dict[str, dict[ox.NamedNode, list[Term]]] = {}
    for subject, predicate, value in parse(text.encode("utf-8"), path):
        if isinstance(subject, ox.BlankNode):
            raise _holds_more(path, predicate.value)
        facts.setdefault(subject.value, {}).setdefault(predicate, []).append(value)
    for iri, stated in facts.items():
        if not any(predicate in stated for predicate in _OWN_SUBJECTS):
            raise _holds_more(path, iri)
    return {
        iri: _decision(stated, recogniser)
        for iri, stated in facts.items()
        if ar("readAt") in stated and DESCRIPTION in stated
    }


def _holds_more(path: str, name: str) -> RequestFault:
    return RequestFault(
        Text(
            f"{path} bevat meer dan gelezen eisen ({name}); dat zou verloren gaan",
            f"{path} holds more than requirements that were read ({name}); that would be lost",
        ),
        remedy=Text(
            "geef het bestand met eisen een andere naam; of lees met --replace als dit weg mag",
            "give the file with requirements another name; or read with --replace if this may go",
        ),
    )


def _decision(stated: Mapping[ox.NamedNode, Sequence[Term]], recogniser: Recogniser) -> Decision:
    text = next((value.value for value in stated[DESCRIPTION] if isinstance(value, ox.Literal)), "")
    said = {match.term for match in recogniser.recognise(text).sure}
    added = {}
    for kind in ASKED:
        values = [one.value for one in stated.get(ar(kind.value), ()) if isinstance(one, ox.NamedNode)]
        own = tuple(value for value in values if value not in said)
        if own:
            added[ar(kind.value)] = own
    not_meant = tuple(one.value for one in stated.get(NOT_MEANT, ()) if isinstance(one, ox.NamedNode))
    kept = tuple(
        (predicate, value) for predicate, values in stated.items() if predicate not in WRITTEN for value in values
    )
    return Decision(added, not_meant, kept)


def confirmed(
    requirements: Sequence[ReadRequirement], choice: str, decision_of: Mapping[str, Decision]
) -> dict[str, Decision]:
    """Return the decisions with one confirmed: `E1=OAuth` takes the doubtful match, `E1=99,5 %` the quantity.

    The keys are the names of requirements.

    Raises:
        RequestFault: there is no such requirement or no such doubtful match; the words list those there are.
    """
    requirement, wanted = _chosen(requirements, choice)
    before = decision_of.get(requirement.name, Decision())
    match = _named(requirement.doubtful, wanted)
    if match is not None:
        predicate = ar(match.kind.value)
        values = tuple(dict.fromkeys((*before.added.get(predicate, ()), match.term)))
        not_meant = tuple(term for term in before.not_meant if term != match.term)
        return {**decision_of, requirement.name: Decision({**before.added, predicate: values}, not_meant, before.facts)}
    quantity = _quantity(requirement, wanted)
    if quantity is None or not quantity.limit:
        raise _no_match(requirement, wanted)
    facts = tuple(fact for fact in before.facts if fact[0] not in _QUANTITY) + _facts_of(quantity)
    meant = tuple(term for term in before.not_meant if term != quantity.unit)
    return {**decision_of, requirement.name: Decision(before.added, meant, facts)}


def rejected(
    requirements: Sequence[ReadRequirement], choice: str, decision_of: Mapping[str, Decision]
) -> dict[str, Decision]:
    """Return the decisions with one match, sure or doubtful, as not meant: `E1=TLS`, or a quantity: `E1=99,5 %`.

    A quantity is kept by its unit: no number in that unit is asked about again. The keys are the names of requirements.

    Raises:
        RequestFault: there is no such requirement or no such match; the words list those there are.
    """
    requirement, wanted = _chosen(requirements, choice)
    before = decision_of.get(requirement.name, Decision())
    match = _named((*requirement.doubtful, *requirement.sure), wanted)
    quantity = _quantity(requirement, wanted)
    if match is not None:
        denied = match.term
    elif quantity is not None:
        denied = quantity.unit
    else:
        raise _no_match(requirement, wanted)
    added = {key: tuple(one for one in values if one != denied) for key, values in before.added.items()}
    not_meant = tuple(dict.fromkeys((*before.not_meant, denied)))
    return {**decision_of, requirement.name: Decision(added, not_meant, before.facts)}


def still_doubtful(requirement: ReadRequirement, decision: Decision) -> tuple[Match, ...]:
    """Return the doubtful matches that nobody decided about yet."""
    settled = {term for terms in decision.added.values() for term in terms} | set(decision.not_meant)
    return tuple(match for match in requirement.doubtful if match.term not in settled)


def still_open(requirement: ReadRequirement, decision: Decision) -> tuple[RecognisedQuantity, ...]:
    """Return the quantities that were not denied, unless a person already gave the requirement a number."""
    is_settled = any(predicate in _QUANTITY for predicate, _ in decision.facts)
    return () if is_settled else undenied(requirement.recognised.quantities, decision.not_meant)


def undenied(quantities: Sequence[RecognisedQuantity], not_meant: Collection[str]) -> tuple[RecognisedQuantity, ...]:
    """Return the quantities in a unit that nobody said is not meant."""
    return tuple(one for one in quantities if one.unit not in not_meant)


def number_text(value: Decimal) -> str:
    """Return a number as Turtle has it: without an exponent, and without a point when it is whole."""
    return f"{value.normalize():f}"


_QUANTITY: Final = frozenset({ar("minimumValue"), ar("maximumValue"), ar("unit")})


def _facts_of(quantity: RecognisedQuantity) -> tuple[tuple[ox.NamedNode, Term], ...]:
    predicate = ar("minimumValue") if quantity.limit == ar("AtLeast").value else ar("maximumValue")
    text = number_text(quantity.value)
    kind = "decimal" if "." in text else "integer"
    return (predicate, ox.Literal(text, datatype=ox.NamedNode(f"{XSD}{kind}"))), (
        ar("unit"),
        ox.NamedNode(quantity.unit),
    )


def _chosen(requirements: Sequence[ReadRequirement], choice: str) -> tuple[ReadRequirement, str]:
    number, equals, wanted = choice.partition("=")
    for one in requirements:
        if equals and wanted.strip() and number.strip().casefold() in (one.row.number.casefold(), one.name):
            return one, wanted.strip()
    raise RequestFault(
        Text(f"'{choice}' noemt geen eis uit dit bestand", f"'{choice}' names no requirement of this file"),
        remedy=Text(
            "schrijf het nummer van de eis en wat is herkend, zoals E1=OAuth",
            "write the number of the requirement and what was recognised, such as E1=OAuth",
        ),
    )


def _quantity(requirement: ReadRequirement, wanted: str) -> RecognisedQuantity | None:
    return next((one for one in requirement.recognised.quantities if _plain(wanted) in _plain(one.text)), None)


def _named(matches: Sequence[Match], wanted: str) -> Match | None:
    lowered = wanted.casefold()
    for one in matches:
        names = (one.term, local_name(ox.NamedNode(one.term)), one.name.nl, one.name.en, one.matched)
        if lowered in {name.casefold() for name in names} or one.matched.casefold().startswith(f"{lowered} "):
            return one
    return None


def _no_match(requirement: ReadRequirement, wanted: str) -> RequestFault:
    words = [match.matched for match in requirement.doubtful] + [
        one.text for one in requirement.recognised.quantities if one.limit
    ]
    listed = ", ".join(words)
    return RequestFault(
        Text(
            f"'{wanted}' staat niet ter bevestiging bij eis {requirement.row.number or requirement.name}",
            f"'{wanted}' is not to be confirmed at requirement {requirement.row.number or requirement.name}",
        ),
        remedy=Text(f"kies uit: {listed}", f"choose from: {listed}")
        if listed
        else Text("bij deze eis valt niets te bevestigen", "nothing is to be confirmed at this requirement"),
    )


def _plain(text: str) -> str:
    return "".join(text.casefold().split())
