"""Bids side by side: principles, requirements, standards, facts, cost and points, a row each and a column a bid."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from archrepo.findings import Verdict
from archrepo.language import Text
from archrepo.procurement.assessment import Assessment, BidAssessment, UnreadBid
from archrepo.procurement.award.arithmetic import figure, points_figure
from archrepo.procurement.award.scores import CriterionScore
from archrepo.procurement.requirement_values import RequirementOutcome

_NOTHING = Text.same("")
_NOT_STATED = Text("niet opgegeven", "not stated")
_FOR_MUNICIPALITY = Text("vult de gemeente zelf nog in", "the municipality itself fills this in")
_NOT_ABOUT = Text("gaat hier niet over", "not about this")


@dataclass(frozen=True, slots=True)
class Cell:
    """What one bid has in one row: a word or number, and why; `kind` is the verdict or outcome as the machine says."""

    words: Text
    kind: str = ""
    why: Text = _NOTHING


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that bids are compared on; `is_different` tells whether the bids differ in it."""

    key: str
    name: Text
    cells: tuple[Cell, ...]

    @property
    def is_different(self) -> bool:
        """Tell whether two bids have another word here."""
        return len({cell.words for cell in self.cells}) > 1


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one kind."""

    key: str
    name: Text
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The bids of one purchase side by side; each row has a cell for each of the columns, in their order.

    `unread` are the bids that have no column, as their files could not be read.
    """

    procurement: str
    name: Text
    as_of: str
    columns: tuple[Text, ...]
    bids: tuple[str, ...]
    sections: tuple[Section, ...]
    unread: tuple[UnreadBid, ...] = ()


def compare_bids(assessment: Assessment) -> Comparison:
    """Return the bids of an assessment side by side, in its order; sections without rows are left out."""
    bids = assessment.bids
    sections = (
        Section("result", Text("Uitkomst", "Result"), tuple(_result(bids))),
        Section("principles", Text("Principes", "Principles"), tuple(_principles(bids))),
        Section("requirements", Text("Eisen en wensen", "Requirements and wishes"), tuple(_requirements(bids))),
        Section("standards", Text("Standaarden", "Standards"), tuple(_standards(bids))),
        Section("facts", Text("Opgegeven feiten", "Stated facts"), tuple(_facts(bids))),
        Section("cost", Text("Kosten", "Cost"), tuple(_cost(bids))),
        Section("points", Text("Punten", "Points"), tuple(_points(bids))),
    )
    return Comparison(
        procurement=assessment.procurement.iri,
        name=assessment.procurement.name,
        as_of=assessment.as_of,
        columns=tuple(bid.name for bid in bids),
        bids=tuple(bid.iri for bid in bids),
        sections=tuple(section for section in sections if section.rows),
        unread=assessment.unread,
    )


def _result(bids: Iterable[BidAssessment]) -> Iterable[Row]:
    listed = tuple(bids)
    yield Row("status", Text("doet mee", "takes part"), tuple(map(_status, listed)))
    for key, outcome, found in (
        ("broken", RequirementOutcome.BROKEN, [bid.knock_outs for bid in listed]),
        ("unknown", RequirementOutcome.UNKNOWN, [bid.undecided_knock_outs for bid in listed]),
    ):
        if any(found):
            name = Text(f"verplichte eisen: {outcome.word.nl}", f"mandatory requirements: {outcome.word.en}")
            yield Row(f"mandatory-{key}", name, tuple(Cell(Text.same(str(len(one)))) for one in found))
    for outcome in RequirementOutcome:
        counts = [bid.count_requirements(outcome) for bid in listed]
        if any(counts):
            name = Text(
                f"eisen en wensen samen: {outcome.word.nl}", f"requirements and wishes together: {outcome.word.en}"
            )
            yield Row(f"requirements-{outcome.value}", name, tuple(Cell(Text.same(str(one))) for one in counts))
    for verdict in Verdict:
        counts = [bid.count(verdict) for bid in listed]
        if any(counts):
            name = Text(f"principes: {verdict.word.nl}", f"principles: {verdict.word.en}")
            yield Row(f"principles-{verdict.value}", name, tuple(Cell(Text.same(str(one))) for one in counts))
    left = [len(bid.for_municipality) for bid in listed]
    if any(left):
        name = Text(f"principes: {_FOR_MUNICIPALITY.nl}", f"principles: {_FOR_MUNICIPALITY.en}")
        yield Row("for-municipality", name, tuple(Cell(Text.same(str(one))) for one in left))


def _status(bid: BidAssessment) -> Cell:
    if bid.knock_outs:
        return Cell(Text("nee, valt af", "no, is out"), "out", _joined(one.knock_out_reason for one in bid.knock_outs))
    if bid.undecided_knock_outs:
        why = _joined(one.knock_out_reason for one in bid.undecided_knock_outs)
        return Cell(Text("nog niet te bepalen", "cannot be judged yet"), "undetermined", why)
    return Cell(Text("ja", "yes"), "in")


def _principles(bids: Iterable[BidAssessment]) -> Iterable[Row]:
    listed = tuple(bids)
    by_bid = [{one.principle: one for one in bid.verdicts} for bid in listed]
    names = {one.principle: one.name for bid in listed for one in bid.verdicts}
    for identifier in sorted(names):
        cells = []
        for found in by_bid:
            verdict = found.get(identifier)
            if verdict is None:
                cells.append(Cell(_NOT_ABOUT))
                continue
            if verdict.is_for_municipality:
                cells.append(Cell(_FOR_MUNICIPALITY, "for_municipality"))
                continue
            why = _joined(dict.fromkeys(finding.message for finding in verdict.findings))
            cells.append(Cell(verdict.verdict.word, verdict.verdict.value, why))
        if any(cell.kind not in ("", Verdict.NOT_APPLICABLE.value) for cell in cells):
            yield Row(identifier, names[identifier], tuple(cells))


def _requirements(bids: Iterable[BidAssessment]) -> Iterable[Row]:
    listed = tuple(bids)
    by_bid = [{one.requirement.iri: one for one in bid.requirements} for bid in listed]
    asked = {one.requirement.iri: one.requirement for bid in listed for one in bid.requirements}
    for iri, requirement in asked.items():
        number = f"{requirement.number} " if requirement.number else ""
        name = Text(f"{number}{requirement.name.nl}", f"{number}{requirement.name.en}")
        found = [by_iri[iri] for by_iri in by_bid if iri in by_iri]
        yield Row(iri, name, tuple(Cell(one.outcome.word, one.outcome.value, one.reason) for one in found))


def _standards(bids: Iterable[BidAssessment]) -> Iterable[Row]:
    listed = tuple(bids)
    words = {
        True: Cell(Text("ondersteund", "supported"), "supported"),
        False: Cell(Text("niet ondersteund", "not supported"), "not_supported"),
        None: Cell(_NOT_STATED, "unknown"),
    }
    rows: dict[str, tuple[Text, dict[int, Cell]]] = {}
    for index, bid in enumerate(listed):
        for row in bid.standards:
            strength = Text("verplicht", "mandatory") if row.is_mandatory else Text("aanbevolen", "recommended")
            name = Text(f"{row.standard_name.nl} ({strength.nl})", f"{row.standard_name.en} ({strength.en})")
            cell = words[row.is_supported]
            _, cells = rows.setdefault(row.standard, (name, {}))
            cells[index] = Cell(cell.words, cell.kind, _joined(row.versions))
    for iri, (name, cells) in rows.items():
        yield Row(iri, name, tuple(cells.get(index, Cell(_NOT_STATED)) for index in range(len(listed))))


def _facts(bids: Iterable[BidAssessment]) -> Iterable[Row]:
    listed = tuple(bids)
    names = {fact.property: fact.name for bid in listed for fact in bid.facts}
    values: list[Mapping[str, list[Text]]] = []
    for bid in listed:
        found: dict[str, list[Text]] = {}
        for fact in bid.facts:
            found.setdefault(fact.property, []).append(fact.value)
        values.append(found)
    for property_ in sorted(names, key=lambda one: (names[one].nl.casefold(), one)):
        cells = [_joined(found[property_], ", ") if property_ in found else _NOT_STATED for found in values]
        yield Row(property_, names[property_], tuple(map(Cell, cells)))


def _cost(bids: Iterable[BidAssessment]) -> Iterable[Row]:
    listed = tuple(bids)
    amounts: tuple[tuple[str, Text, Callable[[BidAssessment], object]], ...] = (
        ("price", Text("inschrijfprijs in euro", "bid price in euros"), lambda bid: bid.bid.price_euro),
        ("yearly", Text("kosten per jaar in euro", "cost per year in euros"), lambda bid: _of(bid, "yearly_euro")),
        ("total", Text("kosten over de looptijd", "cost over the term"), lambda bid: _of(bid, "total_euro")),
        (
            "per-resident",
            Text("kosten per inwoner per jaar", "cost per resident per year"),
            lambda bid: _of(bid, "per_resident_per_year_euro"),
        ),
    )
    for key, name, amount in amounts:
        found = [amount(bid) for bid in listed]
        if any(one is not None for one in found):
            yield Row(key, name, tuple(Cell(_NOT_STATED if one is None else figure(one)) for one in found))  # type: ignore[arg-type]  # amounts are decimals


def _of(bid: BidAssessment, name: str) -> object:
    return getattr(bid.cost, name) if bid.cost is not None else None


def _points(bids: Iterable[BidAssessment]) -> Iterable[Row]:
    listed = tuple(bids)
    if all(bid.score is None for bid in listed):
        return
    by_bid: list[dict[str, CriterionScore]] = [
        {one.iri: one for one in bid.score.criteria} if bid.score is not None else {} for bid in listed
    ]
    names = {iri: one.name for found in by_bid for iri, one in found.items()}
    for iri, name in names.items():
        yield Row(iri, name, tuple(_scored(found.get(iri)) for found in by_bid))
    totals = [bid.score.total if bid.score is not None else None for bid in listed]
    yield Row(
        "total",
        Text("totaal", "total"),
        tuple(Cell(points_figure(one) if one is not None else _NOT_STATED) for one in totals),
    )
    ranks = [bid.score.rank if bid.score is not None else None for bid in listed]
    yield Row(
        "rank",
        Text("plaats", "rank"),
        tuple(Cell(Text.same(str(one)) if one else Text("geen", "none")) for one in ranks),
    )


def _scored(score: CriterionScore | None) -> Cell:
    if score is None or score.points is None:
        return Cell(Text("niet te bepalen", "unknown"), "undetermined", _joined(score.missing if score else ()))
    return Cell(points_figure(score.points), "", _joined(score.steps))


def _joined(texts: Iterable[Text], between: str = "; ") -> Text:
    listed = list(texts)
    return Text(between.join(one.nl for one in listed), between.join(one.en for one in listed))
