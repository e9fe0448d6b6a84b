"""Quarters and months of a year, counted in whole numbers."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from archrepo.language import Language


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """One quarter: 2027 and 1 for January up to and including March 2027."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        """Return the quarter in which a day falls."""
        return cls(day.year, (day.month + 2) // 3)

    def later(self, quarters: int) -> Quarter:
        """Return the quarter so many quarters later."""
        year, place = divmod(self.year * 4 + self.number - 1 + quarters, 4)
        return Quarter(year, place + 1)

    @property
    def first(self) -> date:
        """Return its first day."""
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last(self) -> date:
        """Return its last day."""
        return self.later(1).first - timedelta(days=1)

    def words(self, language: Language) -> str:
        """Return "2027 K1" in Dutch and "2027 Q1" in English."""
        return f"{self.year} {'K' if language == 'nl' else 'Q'}{self.number}"


def months_earlier(day: date, months: int) -> date:
    """Return the day so many months earlier; the 31st becomes the last day of a shorter month."""
    year, place = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, place + 1, min(day.day, monthrange(year, place + 1)[1]))
