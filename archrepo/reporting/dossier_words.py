"""The words that every form of a dossier shares: amounts, days, places and lists, in one language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from archrepo.findings import Location
from archrepo.language import Language, Text
from archrepo.procurement.publication.gap_values import AskedAt
from archrepo.procurement.requirement_values import RequirementVerdict
from archrepo.procurement.tender import Requirement
from archrepo.wording import date_text, decimal_text, euro_text

_FEW = 2
NOT_KNOWN = Text("niet bekend", "not known")


class DossierWords:
    """Puts values of a dossier into words of one language; `shown_path` says how a file is named to the reader."""

    def __init__(self, language: Language, shown_path: Callable[[str], str] = str) -> None:
        """Keep the language and how paths are shown."""
        self.language = language
        self._shown_path = shown_path

    def __call__(self, text: Text) -> str:
        """Return the text in the language."""
        return text.in_(self.language)

    def t(self, dutch: str, english: str) -> str:
        """Return the sentence in the language."""
        return Text(dutch, english).in_(self.language)

    def euro(self, amount: Decimal | None) -> str:
        """Return an amount, or that it is not known."""
        return self(NOT_KNOWN) if amount is None else self(euro_text(amount))

    def points(self, points: Decimal | None) -> str:
        """Return points, or that they are not known."""
        return self(NOT_KNOWN) if points is None else self(decimal_text(points))

    def day(self, day: date | None) -> str:
        """Return a day in words, or that it is not known."""
        return self(NOT_KNOWN) if day is None else self(date_text(day))

    def place(self, location: Location) -> str:
        """Return a place as `file:line:column`."""
        return str(location.shown(self._shown_path))

    def listed(self, texts: Sequence[Text]) -> str:
        """Return texts joined by commas."""
        return ", ".join(map(self, texts))

    def requirement(self, requirement: Requirement) -> str:
        """Return number and name of a requirement."""
        return f"{requirement.number} {self(requirement.name)}".strip()

    def asked(self, places: Sequence[AskedAt]) -> str:
        """Return where something is asked: with names when they are few, else by number alone."""
        if len(places) <= _FEW:
            return "; ".join(f"{one.number} {self(one.name)}".strip() for one in places)
        return ", ".join(one.number or self(one.name) for one in places)

    def obligation(self, requirement: Requirement) -> str:
        """Return whether a requirement is mandatory or a wish."""
        if requirement.is_wish:
            return self.t("wens", "wish")
        return self.t("eis", "mandatory") if requirement.is_knock_out else self.t("overig", "other")

    def shown_at(self, found: RequirementVerdict) -> str:
        """Return where the outcome on a requirement can be seen: the cells and lines of its grounds."""
        places: dict[str, None] = {}
        for ground in found.grounds:
            if ground.outcome is found.outcome:
                places |= dict.fromkeys([ground.read_at] if ground.read_at else map(self.place, ground.places))
        return ", ".join(places)
