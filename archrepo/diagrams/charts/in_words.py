"""A chart in words: sentences and a table with every number that the picture shows, for those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from archrepo.charts.values import (
    Bars,
    Bubble,
    Calendar,
    Chart,
    Counts,
    Heat,
    Matrix,
    Part,
    Period,
    Portfolio,
    Shares,
    Span,
    Timeline,
    Treemap,
)
from archrepo.diagrams.charts.bar_picture import each_words
from archrepo.diagrams.text import clean
from archrepo.diagrams.words import Cell, Rows, Twin
from archrepo.findings import Verdict
from archrepo.language import Language, Text
from archrepo.wording import date_text, euro_text, number_text

_NO_ROWS = Rows("", (), ())


def chart_twin(chart: Chart, language: Language = "nl") -> Twin:
    """Return the chart in words; the rows of the table stand in the order of the picture."""
    return _Teller(chart, language).told()


class _Teller:
    def __init__(self, chart: Chart, language: Language) -> None:
        self._chart = chart
        self._language: Language = language

    def _say(self, dutch: str, english: str) -> str:
        return Text(dutch, english).in_(self._language)

    def _euro(self, amount: Decimal | None) -> Cell:
        return Cell(
            euro_text(amount).in_(self._language) if amount is not None else self._say("niet bekend", "not known")
        )

    def _cell(self, part: Part | None) -> Cell:
        return Cell(clean(part.words).replace("\n", " "), part.element) if part else Cell("")

    def _table(self, caption: str, headings: Sequence[tuple[str, str]], rows: Iterable[tuple[Cell, ...]]) -> Rows:
        return Rows(caption, tuple(self._say(*heading) for heading in headings), tuple(rows))

    def told(self) -> Twin:
        """Return the sentences and the tables."""
        chart, language = self._chart, self._language
        title = clean(chart.title.in_(language))
        main, second, further = self._tables(title)
        sentences = [chart.question.in_(language)]
        if chart.figure is None:
            sentences.append(
                self._say("Hierover staat nog niets in het model.", "The model holds nothing on this yet.")
            )
            sentences.append(chart.missing.in_(language).replace("`", ""))
        sentences += [f"{name}: {value}." for name, value in chart.notes]
        sentences += [f"{count}." for count in chart.counts]
        sentences += [*further, *chart.left_out, chart.caution.in_(language), chart.formula.in_(language)]
        return Twin(title, tuple(clean(each) for each in sentences if each), main, second)

    def _tables(self, title: str) -> tuple[Rows, Rows, list[str]]:
        """Return the tables of the figure and what can be said beside them; no figure gives empty ones."""
        figure = self._chart.figure
        match figure:
            case None:
                return _NO_ROWS, _NO_ROWS, []
            case Timeline():
                return self._timeline(title, figure), _NO_ROWS, []
            case Treemap():
                return *self._treemap(title, figure), []
            case Bars():
                return self._bars(title, figure), _NO_ROWS, []
            case Portfolio():
                definitions = [f"{axis.name}: {axis.definition}" for axis in (figure.y, figure.x)]
                return self._portfolio(title, figure), _NO_ROWS, definitions
            case Matrix():
                return self._matrix(title, figure), _NO_ROWS, []
            case Heat():
                return self._heat(title, figure), _NO_ROWS, []
            case Calendar():
                return self._calendar(title, figure), self._quarters(figure), []
            case Shares():
                return self._shares(title, figure), _NO_ROWS, self._concentration(figure)

    def _timeline(self, title: str, found: Timeline) -> Rows:
        headings = (
            ("Baan", "Lane"),
            ("Soort", "Kind"),
            ("Naam", "Name"),
            ("Begint", "Starts"),
            ("Eindigt", "Ends"),
            ("Bedrag", "Amount"),
        )
        rows = [
            self._span(lane.name, span, found)
            for lane in found.lanes
            for span in (*lane.bars, *(member for moment in lane.moments for member in moment.members))
        ]
        return self._table(title, headings, rows)

    def _span(self, lane: Part, span: Span, found: Timeline) -> tuple[Cell, ...]:
        starts = date_text(span.starts).in_(self._language) if span.starts else ""
        ends = date_text(span.ends).in_(self._language)
        amount = self._euro(span.euro) if span.euro is not None else Cell("")
        kind = found.kinds[span.kind] + (self._say(", al voorbij", ", already past") if span.is_over else "")
        return (self._cell(lane), Cell(kind), self._cell(span.name), Cell(starts), Cell(ends), amount)

    def _treemap(self, title: str, found: Treemap) -> tuple[Rows, Rows]:
        groups = [
            (self._cell(branch.name), self._euro(branch.euro), Cell(self._percent(branch.euro * 100 / found.total)))
            for branch in found.branches
        ]
        tiles = [
            (self._cell(tile.name), self._cell(branch.name), self._euro(tile.euro), Cell(tile.fact.words))
            for branch in found.branches
            for tile in branch.tiles
        ]
        return (
            self._table(
                self._say("Per applicatie", "By application"),
                (("Naam", "Name"), ("Groep", "Group"), ("Bedrag", "Amount"), ("Kleur", "Colour")),
                tiles,
            ),
            self._table(title, (("Groep", "Group"), ("Bedrag", "Amount"), ("Aandeel", "Share")), groups),
        )

    def _bars(self, title: str, found: Bars) -> Rows:
        bars = [*found.ours, *([found.total] if found.total else []), *found.accounts, *found.others]
        rows = [
            (
                self._cell(bar.name),
                Cell(str(bar.year or "")),
                Cell(each_words(bar.value).in_(self._language)),
                self._euro(bar.euro) if bar.euro is not None else Cell(""),
                Cell(bar.source),
            )
            for bar in bars
        ]
        headings = (
            ("Naam", "Name"),
            ("Jaar", "Year"),
            ("Per inwoner", "For each resident"),
            ("Bedrag", "Amount"),
            ("Bron", "Source"),
        )
        return self._table(title, headings, rows)

    def _portfolio(self, title: str, found: Portfolio) -> Rows:
        headings = (("Naam", "Name"), ("Bedrag", "Amount"), ("Kleur", "Colour"))
        named = tuple(self._say(*heading) for heading in headings)
        rows = tuple(self._bubble(found, bubble) for bubble in found.bubbles)
        return Rows(title, (named[0], found.y.name, found.x.name, *named[1:]), rows)

    def _bubble(self, found: Portfolio, bubble: Bubble) -> tuple[Cell, ...]:
        unknown = self._say("niet bekend", "not known")
        up = found.y.bands[bubble.row] if bubble.row is not None else unknown
        across = found.x.bands[bubble.column] if bubble.column is not None else unknown
        return (self._cell(bubble.name), Cell(up), Cell(across), self._euro(bubble.euro), Cell(bubble.fact.words))

    def _matrix(self, title: str, found: Matrix) -> Rows:
        heads = (
            self._say("Van", "Of"),
            *(clean(column.words) for column in found.columns),
            self._say("alles", "all"),
        )
        rows = tuple(
            (self._cell(row.name), *(Cell(self._verdicts(counts)) for counts in (*row.cells, row.all)))
            for row in found.rows
        )
        return Rows(title, heads, rows)

    def _verdicts(self, counts: Counts) -> str:
        order = (
            (counts.broken, Verdict.BROKEN),
            (counts.unknown, Verdict.UNKNOWN),
            (counts.excepted, Verdict.EXCEPTED),
            (counts.met, Verdict.MET),
        )
        told = [
            f"{number_text(number).in_(self._language)} {verdict.word.in_(self._language)}"
            for number, verdict in order
            if number
        ]
        return ", ".join(told) or "–"

    def _heat(self, title: str, found: Heat) -> Rows:
        heads = (
            self._say("Afdeling", "Department"),
            self._say("Mensen", "People"),
            self._say("Kan aan", "Can bear"),
            *(quarter.words(self._language) for quarter in found.quarters),
        )
        rows = []
        for row in found.rows:
            loads = [
                Cell(f"{round(cell.load)}" + (f" ({cell.percent}%)" if cell.percent is not None else ""))
                for cell in row.cells
            ]
            rows.append((self._cell(row.name), self._number(row.staff), self._number(row.capacity), *loads))
        return Rows(title, heads, tuple(rows))

    def _number(self, number: int | None) -> Cell:
        return Cell(
            number_text(number).in_(self._language) if number is not None else self._say("niet bekend", "not known")
        )

    def _calendar(self, title: str, found: Calendar) -> Rows:
        headings = (
            ("Kwartaal", "Quarter"),
            ("Naam", "Name"),
            ("Partij", "Party"),
            ("Waarde per jaar", "Value per year"),
            ("Opzeggen uiterlijk", "Give notice by"),
            ("Loopt tot", "Runs until"),
            ("Besluit", "Decision"),
        )
        rows = []
        for period in found.periods:
            name = self._quarter(period)
            for entry in period.entries:
                notice = date_text(entry.notice).in_(self._language)
                rows.append(
                    (
                        Cell(name),
                        self._cell(entry.name),
                        self._cell(entry.supplier),
                        self._euro(entry.euro),
                        Cell(notice if entry.knows_notice else self._say("niet bekend", "not known")),
                        Cell(date_text(entry.ends).in_(self._language)),
                        Cell(
                            self._say("besloten", "decided") if entry.is_decided else self._say("nog geen", "none yet")
                        ),
                    )
                )
        return self._table(title, headings, rows)

    def _quarters(self, found: Calendar) -> Rows:
        """Return the sums of the quarters, those without a contract included."""
        headings = (
            ("Kwartaal", "Quarter"),
            ("Contracten", "Contracts"),
            ("Geen besluit", "No decision"),
            ("Besloten", "Decided"),
        )
        rows = [
            (
                Cell(self._quarter(period)),
                Cell(str(len(period.entries))),
                self._euro(period.open_euro),
                self._euro(period.decided_euro),
                self._euro(period.open_euro + period.decided_euro),
            )
            for period in found.periods
        ]
        together = ("Samen", "Together")
        return self._table(self._say("Per kwartaal", "By quarter"), (*headings, together), rows)

    def _quarter(self, period: Period) -> str:
        late = self._say("uiterste dag voorbij", "last day has passed")
        return period.quarter.words(self._language) if period.quarter else late

    def _shares(self, title: str, found: Shares) -> Rows:
        headings = (
            ("Leverancier", "Supplier"),
            ("Aandeel", "Share"),
            ("Bedrag", "Amount"),
            ("Applicaties", "Applications"),
            ("Waarvan kritiek", "Of which critical"),
        )
        rest = (found.rest,) if found.rest else ()
        rows = [
            (
                self._cell(share.name),
                Cell(self._percent(share.percent)),
                self._euro(share.euro),
                Cell(str(share.applications)),
                Cell(str(share.critical)),
            )
            for share in (*found.largest, *rest, *found.unknown)
        ]
        return self._table(title, headings, rows)

    def _concentration(self, found: Shares) -> list[str]:
        share, total = self._percent(found.top_three), euro_text(found.total).in_(self._language)
        told = [
            self._say(
                f"De drie grootste hebben samen {share} van {total}.",
                f"The three largest have {share} of {total} together.",
            ),
            self._say(
                f"Kritieke applicaties bij de drie grootste: {found.critical_at_three} van {found.critical}.",
                f"Critical applications with the three largest: {found.critical_at_three} of {found.critical}.",
            ),
        ]
        if found.index is not None:
            index = number_text(found.index).in_(self._language)
            words = Text(
                "De concentratie-index (HHI) is {index}: {words}.", "The concentration index (HHI) is {index}: {words}."
            )
            told.insert(0, words.format(index=index, words=found.index_words).in_(self._language))
        return told

    def _percent(self, percent: Decimal | None) -> str:
        if percent is None:
            return self._say("niet bekend", "not known")
        words = f"{percent:.1f}"
        return (words.replace(".", ",") if self._language == "nl" else words) + "%"
