"""Where a tender stands on a day, and by which road a gap in it can still be mended: by law that differs by stage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final

from archrepo.language import Text
from archrepo.procurement.tender import Tender
from archrepo.wording import date_text

DAYS_OF_CLARIFICATION: Final = timedelta(days=10)
"""How long before the end of the term the last clarifications are given. Source: Aanbestedingswet 2012, art. 2.54."""


class Stage(Enum):
    """How far a tender is: not published yet, open for bids, or closed for them."""

    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"

    @property
    def heading(self) -> Text:
        """Return what stands above a list of gaps."""
        return _HEADINGS[self]

    @property
    def mending(self) -> Text:
        """Return what stands before the remedy of a gap: after the term it is a lesson."""
        if self is Stage.CLOSED:
            return Text("Wat u eerder had kunnen doen", "What you could have done before")
        return Text("Wat u kunt doen", "What you can do")

    @property
    def sheet(self) -> Text:
        """Return the heading in few words, for the tab of a sheet."""
        return _SHEETS[self]


_HEADINGS = {
    Stage.PREPARED: Text("Voor publicatie herstellen", "To mend before publication"),
    Stage.OPEN: Text(
        "Te herstellen met een nota van inlichtingen of rectificatie", "To mend by clarification note or rectification"
    ),
    Stage.CLOSED: Text("Risico's voor contract en evaluatie", "Risks for contract and evaluation"),
}
_SHEETS = {
    Stage.PREPARED: Text("Voor publicatie", "Before publication"),
    Stage.OPEN: Text("Nota van inlichtingen", "Clarification note"),
    Stage.CLOSED: Text("Risico's", "Risks"),
}
_TO_DO = {
    Stage.PREPARED: Text("om te dichten voor de publicatie", "to close before publication"),
    Stage.OPEN: Text(
        "te herstellen met een nota van inlichtingen of rectificatie", "to mend by clarification note or rectification"
    ),
    Stage.CLOSED: Text(
        "niet meer te herstellen; risico voor contract en evaluatie",
        "not to be mended any more; a risk for contract and evaluation",
    ),
}
_PREPARED = Text(
    "Dit kunt u zelf nog herstellen voordat u publiceert.", "You can still mend this yourself before you publish."
)
_PUBLISHED = Text("De stukken zijn gepubliceerd", "The documents are published")
_MEND = Text(
    "Herstel een gat met een nota van inlichtingen. Is de wijziging wezenlijk, plaats dan een rectificatie en geef een "
    "langere termijn.",
    "Mend a gap by a clarification note. If the change is substantial, publish a rectification and give a longer term.",
)
_LAST_DAY = Text(
    " Inschrijven kan tot en met {end}; bij een Europese aanbesteding is {last} de laatste dag voor inlichtingen.",
    " Bids can be sent until {end}; in a European procedure {last} is the last day for clarifications.",
)
_CLOSED = Text("Er zijn inschrijvingen binnen", "Bids have come in")
_CLOSED_ON = Text("Inschrijven kon tot en met {end}", "Bids could be sent until {end}")
_RISK = Text(
    "De eisen mag u nu niet meer wijzigen. Noteer een gat als risico voor het contract en voor de evaluatie. Is het "
    "wezenlijk, trek de aanbesteding dan in en begin opnieuw.",
    "The requirements may not be changed any more. Note a gap as a risk for the contract and for the evaluation. If it "
    "is substantial, withdraw the tender and begin again.",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """The stage of a tender on a day, and in sentences what can be done about a gap in it."""

    stage: Stage
    road: Text

    @property
    def is_open_to_change(self) -> bool:
        """Tell whether requirements may still change."""
        return self.stage is not Stage.CLOSED

    def counted(self, gaps: int) -> Text:
        """Return how many gaps there are and what is to be done about them, without a full stop."""
        words = _TO_DO[self.stage]
        return Text(
            f"{gaps} {'gat' if gaps == 1 else 'gaten'} {words.nl}",
            f"{gaps} {'gap' if gaps == 1 else 'gaps'} {words.en}",
        )


def standing_of(tender: Tender, as_of: date) -> Standing:
    """Return where the tender stands: on the last day of the term it is still open.

    Without a day of publication it is published once there are bids, and without an end of the term these close it.
    """
    published, end = tender.publication_date, tender.submission_deadline
    if as_of > end if end is not None else bool(tender.bids):
        return Standing(
            Stage.CLOSED, _sentence(_CLOSED if end is None else _CLOSED_ON.format(end=date_text(end)), _RISK)
        )
    if as_of < published if published is not None else not tender.bids:
        return Standing(Stage.PREPARED, _PREPARED)
    road = _sentence(_PUBLISHED, _MEND)
    if end is not None:
        last = _LAST_DAY.format(end=date_text(end), last=date_text(end - DAYS_OF_CLARIFICATION))
        road = Text(road.nl + last.nl, road.en + last.en)
    return Standing(Stage.OPEN, road)


def _sentence(first: Text, then: Text) -> Text:
    return Text(f"{first.nl}. {then.nl}", f"{first.en}. {then.en}")
