"""What a picture for management shows, as values: no colour, no coordinate, no file.

Words are in the language that was asked for. A number that is not known is None and never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyoxigraph import NamedNode

from archrepo.charts.quarters import Quarter
from archrepo.language import Text


@dataclass(frozen=True, slots=True)
class Part:
    """A thing by its name; `element` is what the name leads to, None for mere words."""

    words: str
    element: NamedNode | None = None


#: The place of a value that is given but is none of the ontology.
UNLISTED = -1


@dataclass(frozen=True, slots=True)
class Fact:
    """A coded value that gives colour and sign; `place` is its order in the ontology, None when there is no value.

    A value that the ontology does not have stands at `UNLISTED`.
    """

    words: str
    place: int | None


@dataclass(frozen=True, slots=True)
class Span:
    """Something on the time axis: with `starts` it takes time, without it is one day.

    What `is_over` ended before today and goes on all the same, such as an application in use without support.
    """

    name: Part
    kind: int
    ends: date
    starts: date | None = None
    euro: Decimal | None = None
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """What ends in one quarter, of one kind and in one lane; the first day of them is where it stands.

    What is over but goes on stands apart, and at the first day of the axis when it ended before.
    """

    kind: int
    day: date
    members: tuple[Span, ...]

    @property
    def is_over(self) -> bool:
        """Tell whether all of it ended before today and goes on all the same."""
        return all(span.is_over for span in self.members)


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the roadmap: bars by their start, moments by their day."""

    name: Part
    bars: tuple[Span, ...]
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The roadmap from the first day up to and including the last; `kinds` are the words that `Span.kind` counts in."""

    first: date
    last: date
    today: date
    kinds: tuple[str, ...]
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """One application, or its part, in a branch of the cost map."""

    name: Part
    euro: Decimal
    fact: Fact


@dataclass(frozen=True, slots=True)
class Branch:
    """A domain, department or supplier with its tiles, most expensive first."""

    name: Part
    euro: Decimal
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Treemap:
    """All cost of one year; the branches add up to `total`, the most expensive first."""

    branches: tuple[Branch, ...]
    total: Decimal


@dataclass(frozen=True, slots=True)
class Bar:
    """Euros for each resident; `euro` is the whole amount of our own cost, `source` the address of a published mean.

    `is_account` marks the cost by the annual accounts, which includes what no application has.
    """

    name: Part
    value: Decimal
    euro: Decimal | None = None
    source: str = ""
    year: int | None = None
    is_account: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Cost for each resident: of applications by `ours`, which add up to `total` unless that is None, and to compare.

    `accounts` are our own annual accounts and `others` published means of municipalities.
    """

    ours: tuple[Bar, ...]
    total: Bar | None
    accounts: tuple[Bar, ...]
    others: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """A measure with the names of its bands from low to high, and what it measures."""

    name: str
    definition: str
    bands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bubble:
    """One application; `column` and `row` are bands of the two axes, None where the measure is not known."""

    name: Part
    euro: Decimal | None
    fact: Fact
    column: int | None
    row: int | None


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Applications in the bands of two measures, the most expensive first."""

    x: Axis
    y: Axis
    bubbles: tuple[Bubble, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many subjects got each verdict; what does not apply is not counted."""

    met: int = 0
    broken: int = 0
    unknown: int = 0
    excepted: int = 0

    @property
    def total(self) -> int:
        """Return the number of subjects."""
        return self.met + self.broken + self.unknown + self.excepted


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One row of the compliance matrix, with a cell for each column and all of them together."""

    name: Part
    cells: tuple[Counts, ...]
    all: Counts


@dataclass(frozen=True, slots=True)
class Matrix:
    """Verdicts by row and column; the last row holds what belongs nowhere, when there is such."""

    columns: tuple[Part, ...]
    rows: tuple[MatrixRow, ...]
    all: Counts


@dataclass(frozen=True, slots=True)
class HeatCell:
    """The load of change on the busiest day of a quarter; `percent` is of what can be borne, None when not known."""

    load: Decimal
    percent: int | None
    changes: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One department over the quarters."""

    name: Part
    staff: int | None
    capacity: int | None
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """The load of change of all departments, by name, over the quarters in order."""

    quarters: tuple[Quarter, ...]
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A contract in the calendar; `notice` is the last day to decide, the end date itself when no period is known."""

    name: Part
    ends: date
    notice: date
    knows_notice: bool
    euro: Decimal | None
    is_decided: bool
    supplier: Part | None


@dataclass(frozen=True, slots=True)
class Period:
    """The contracts to decide on in one quarter; without a quarter: those whose last day has passed."""

    quarter: Quarter | None
    entries: tuple[Entry, ...]
    decided_euro: Decimal
    open_euro: Decimal


@dataclass(frozen=True, slots=True)
class Calendar:
    """Contracts by the quarter in which notice must be given, in order; quarters without a contract are there too."""

    periods: tuple[Period, ...]
    #: The largest quarter of the whole calendar that these are a part of; zero for a whole one.
    largest: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Share:
    """A supplier with its part of the amount, in percent; `euro` is None when no amount is known."""

    name: Part
    euro: Decimal | None
    percent: Decimal | None
    applications: int
    critical: int


@dataclass(frozen=True, slots=True)
class Shares:
    """The suppliers with the most, the rest as one, and how concentrated all of it is (0 to 10 000).

    `index` is None, with no words, when too few amounts are known for a conclusion. `critical` counts the critical
    applications of all suppliers, `critical_at_three` those of the three with the most.
    """

    largest: tuple[Share, ...]
    rest: Share | None
    total: Decimal
    suppliers: int
    index: int | None
    index_words: str
    top_three: Decimal
    unknown: tuple[Share, ...]
    critical: int
    critical_at_three: int


Figure = Timeline | Treemap | Bars | Portfolio | Matrix | Heat | Calendar | Shares


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure with what stands around it; `figure` is None when the model lacks the facts, `missing` says which.

    `notes` are the date and the parameters, `counts` what is shown, `left_out` what is not and why.
    """

    key: str
    title: Text
    question: Text
    formula: Text
    caution: Text
    missing: Text
    notes: tuple[tuple[str, str], ...]
    figure: Figure | None
    counts: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
