"""The one sentence of an assessment: who takes part, who is out, and what the purchase itself still lacks."""

from __future__ import annotations

from collections.abc import Sequence

from archrepo.findings import Severity, Verdict
from archrepo.language import Text
from archrepo.procurement.assessment import Assessment, BidAssessment


def headline(assessment: Assessment) -> Text:
    """Return the sentence that goes on top, without ids of principles; with formal bids it begins with them.

    Bids that could not be read come first of all: everything behind that is without them.
    """
    broken = [one for one in assessment.verdicts if one.verdict is Verdict.BROKEN]
    heavy = sum(1 for one in broken if one.severity is Severity.VIOLATION)
    unknown = sum(1 for one in assessment.verdicts if one.verdict is Verdict.UNKNOWN)
    formal = [bid for bid in assessment.bids if bid.is_formal]
    lead = Text.same("")
    if formal:
        lead = _bids(formal)
    elif assessment.bids:
        failing = sum(1 for bid in assessment.bids if _breaks(bid))
        count = len(assessment.bids)
        lead = Text(
            f"Van {_count(count, 'kandidaat', 'kandidaten')} {_does(failing, 'voldoet', 'voldoen')} er {failing} niet "
            "aan wat verplicht is.",
            f"Of {_count(count, 'candidate', 'candidates')} {failing} {_does(failing, 'does', 'do')} not meet what is "
            "mandatory.",
        )
    elif not assessment.unread:
        lead = Text("Er is nog geen inschrijving.", "There is no bid yet.")
    if assessment.unread:
        unread = Text(
            f"Niet te lezen: {_count(len(assessment.unread), 'inschrijving', 'inschrijvingen')}.",
            f"Cannot be read: {_count(len(assessment.unread), 'bid', 'bids')}.",
        )
        lead = Text(f"{unread.nl} {lead.nl}".rstrip(), f"{unread.en} {lead.en}".rstrip())
    if heavy:
        tail = Text(
            f"De inkoop zelf voldoet niet aan {_count(heavy, 'verplicht principe', 'verplichte principes')}.",
            f"The purchase itself does not meet {_count(heavy, 'mandatory principle', 'mandatory principles')}.",
        )
    elif broken or unknown:
        tail = Text(
            f"De inkoop zelf voldoet aan wat verplicht is; {len(broken)} keer is er een aandachtspunt en {unknown} "
            "keer ontbreken gegevens.",
            f"The purchase itself meets what is mandatory; {len(broken)} times there is a point to mind and {unknown} "
            "times facts are missing.",
        )
    else:
        tail = Text("De inkoop zelf voldoet.", "The purchase itself is in order.")
    return Text(f"{lead.nl} {tail.nl}", f"{lead.en} {tail.en}")


def _bids(bids: Sequence[BidAssessment]) -> Text:
    out = sum(1 for bid in bids if bid.knock_outs)
    undecided = sum(1 for bid in bids if not bid.knock_outs and bid.undecided_knock_outs)
    left = len(bids) - out - undecided
    parts = [
        Text(
            f"{left} {_does(left, 'haalt', 'halen')} alle verplichte eisen",
            f"{left} {_does(left, 'meets', 'meet')} all mandatory requirements",
        )
        if left
        else Text("geen haalt zeker alle verplichte eisen", "none is certain to meet all mandatory requirements")
    ]
    if out:
        parts.append(Text(f"{out} {_does(out, 'valt', 'vallen')} af", f"{out} {_does(out, 'is', 'are')} out"))
    if undecided:
        parts.append(
            Text(
                f"van {undecided} is het nog niet te bepalen",
                f"of {undecided} it cannot be determined yet",
            )
        )
    return Text(
        f"Van {_count(len(bids), 'inschrijving', 'inschrijvingen')}: {', '.join(one.nl for one in parts)}.",
        f"Of {_count(len(bids), 'bid', 'bids')}: {', '.join(one.en for one in parts)}.",
    )


def _breaks(bid: BidAssessment) -> bool:
    return any(one.verdict is Verdict.BROKEN and one.severity is Severity.VIOLATION for one in bid.verdicts)


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _does(number: int, one: str, more: str) -> str:
    return one if number == 1 else more
