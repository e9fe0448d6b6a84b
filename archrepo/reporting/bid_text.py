"""One bid as lines for a buyer: out or in, why, what is unknown, standards, exit, effects, cost and points."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap

from archrepo.findings import Location, Verdict
from archrepo.language import Language, Text
from archrepo.procurement import BidAssessment, RequirementOutcome, RequirementVerdict
from archrepo.reporting.paint import Paint, Role
from archrepo.wording import euro_text, number_text

_WIDTH = 100
#: More of one kind hide what matters; the machine form has them all.
MOST_SHOWN = 8
_MORE = Text("... en nog {more}; alles staat in --format json", "... and {more} more; --format json has all")
_WORDS = {
    "bid": Text("Inschrijving", "Bid"),
    "candidate": Text("Kandidaat", "Candidate"),
    "requirements": Text("eisen en wensen", "requirements and wishes"),
    "out": Text("valt af", "out"),
    "undecided": Text("nog niet te bepalen", "cannot be judged yet"),
    "standards": Text("standaarden", "standards"),
    "not_supported": Text("ondersteunt niet wat verplicht is", "does not support what is mandatory"),
    "not_stated": Text("de inschrijver zegt er niets over", "the bidder says nothing on it"),
    "supported": Text("alles wat verplicht is, wordt ondersteund", "all that is mandatory is supported"),
    "cost": Text("kosten", "cost"),
    "points": Text("punten", "points"),
    "rank": Text("plaats", "rank"),
    "price": Text("prijs", "price"),
    "breaks": Text("breekt in het landschap", "breaks in the landscape"),
    "unsupported": Text("verliest ondersteuning", "loses its support"),
    "to_move": Text("stroom zonder opvolger", "flow without a successor"),
    "questions": Text("vragen voor beoordelaars", "questions for assessors"),
    "open": Text("nog te beantwoorden: {open} van {all}", "still to answer: {open} of {all}"),
}
_ROLES: dict[RequirementOutcome, Role] = {
    RequirementOutcome.BROKEN: "violation",
    RequirementOutcome.UNKNOWN: "warning",
    RequirementOutcome.EXCEPTED: "info",
}


def bid_heading(bid: BidAssessment, language: Language) -> str:
    """Return what the lines on a bid begin with."""
    word = _WORDS["bid" if bid.is_formal else "candidate"].in_(language)
    name = bid.name.in_(language)
    return name if name.casefold().startswith(word.casefold()) else f"{word} {name}"


def bid_text(bid: BidAssessment, language: Language, place: Callable[[Location], str], paint: Paint) -> Iterator[str]:
    """Yield the lines on a bid that are not about principles."""
    counted = [
        f"{bid.count_requirements(outcome)} {outcome.word.in_(language)}"
        for outcome in RequirementOutcome
        if bid.count_requirements(outcome)
    ]
    if counted:
        yield f"  {_WORDS['requirements'].in_(language)}: {', '.join(counted)}"
    for left_out in bid.left_out[:MOST_SHOWN]:
        yield paint(f"  {left_out.text.in_(language)} ({place(left_out.location)})", "warning")
    for refused in bid.bid.refused[:MOST_SHOWN]:
        where = refused.read_at or place(refused.location)
        yield f"  {refused.words.in_(language)} ({where})"
    if len(bid.bid.refused) > MOST_SHOWN:
        yield f"      {_MORE.format(more=len(bid.bid.refused) - MOST_SHOWN).in_(language)}"
    yield from _requirements("out", bid.knock_outs, language, place, paint)
    yield from _requirements("undecided", bid.undecided_knock_outs, language, place, paint)
    yield from _standards(bid, language)
    for concern in bid.concerns:
        if concern.verdict not in (None, Verdict.NOT_APPLICABLE) or concern.requirements:
            line = f"{concern.name.in_(language)}: {concern.summary.in_(language)}"
            yield from wrap(line, _WIDTH, initial_indent="  ", subsequent_indent="    ")
    for name, found in (("unsupported", bid.impact.unsupported), ("to_move", bid.impact.to_move)):
        if found:
            names = ", ".join(dict.fromkeys(one.name.in_(language) for one in found))
            line = f"{_WORDS[name].in_(language)}: {names}"
            yield from wrap(line, _WIDTH, initial_indent="  ", subsequent_indent="    ")
    for finding in bid.new_findings[:MOST_SHOWN]:
        words = f"{finding.label.in_(language)}: {finding.message.in_(language)}"
        yield f"  {_WORDS['breaks'].in_(language)}: {words} ({place(finding.location)})"
    yield from _money(bid, language)
    if bid.questions:
        open_ = sum(1 for one in bid.questions if not one.is_answered)
        words = _WORDS["open"].format(open=open_, all=len(bid.questions)).in_(language)
        yield f"  {_WORDS['questions'].in_(language)}: {words}"


def _requirements(
    kind: str,
    found: Sequence[RequirementVerdict],
    language: Language,
    place: Callable[[Location], str],
    paint: Paint,
) -> Iterator[str]:
    for one in found[:MOST_SHOWN]:
        asked = one.requirement
        number = f"{asked.number} " if asked.number else ""
        word = paint(_WORDS[kind].in_(language), _ROLES.get(one.outcome, "info"))
        yield f"  {word}: {number}{asked.name.in_(language)}"
        where = next((place(ground.places[0]) for ground in one.grounds if ground.outcome is one.outcome), "")
        yield f"      {one.reason.in_(language)} ({where})"
    if len(found) > MOST_SHOWN:
        yield f"      {_MORE.format(more=len(found) - MOST_SHOWN).in_(language)}"


def _standards(bid: BidAssessment, language: Language) -> Iterator[str]:
    rows = [row for row in bid.standards if row.is_mandatory]
    if not rows:
        return
    lacking = list(dict.fromkeys(row.standard_name.in_(language) for row in rows if row.is_supported is False))
    if lacking:
        words = f"{_WORDS['not_supported'].in_(language)}: {', '.join(lacking)}"
    elif any(row.is_supported is None for row in rows):
        words = _WORDS["not_stated"].in_(language)
    else:
        words = _WORDS["supported"].in_(language)
    line = f"{_WORDS['standards'].in_(language)}: {words}"
    yield from wrap(line, _WIDTH, initial_indent="  ", subsequent_indent="    ")


def _money(bid: BidAssessment, language: Language) -> Iterator[str]:
    parts = []
    if bid.bid.price_euro is not None:
        parts.append(f"{_WORDS['price'].in_(language)} {euro_text(bid.bid.price_euro).in_(language)}")
    if bid.score is not None and bid.score.total is not None:
        parts.append(f"{number_text(bid.score.total).in_(language)} {_WORDS['points'].in_(language)}")
    if bid.score is not None and bid.score.rank is not None:
        parts.append(f"{_WORDS['rank'].in_(language)} {bid.score.rank}")
    if parts:
        yield f"  {'; '.join(parts)}"
    for step in bid.cost.steps if bid.cost is not None else ():
        yield f"      {_WORDS['cost'].in_(language)}: {step.in_(language)}"
