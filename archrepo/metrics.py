"""Management figures: each with its definition and the saved question that is its evidence.

A figure never computes anything that its evidence does not show: it adds up or counts the rows of the same answer.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.quality import Quality
from archrepo.queries import Table, ask, find_query
from archrepo.turtle.reading import Term
from archrepo.vocabulary import ar
from archrepo.wording import date_text, decimal_text, euro_text
from archrepo.workspace import Workspace

MONTHS_OF_CONTRACTS = 18
MONTHS_OF_SUPPORT = 24
_ALL_MONTHS = 600
_BASE_REGISTRATION = ar("BaseRegistration")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its name, its value in words, what it means exactly, and the question that shows where it comes from.

    `value` is None when the model does not hold the facts that it needs; `missing` then says which. `question` is empty
    when the evidence is no saved question; `remark` adds a second number that the value needs to be read well, and
    `picture` names the chart that shows where that comes from.
    """

    key: str
    name: Text
    value: Text | None
    definition: Text
    remark: Text
    question: str
    parameters: Mapping[str, str]
    missing: Text
    picture: str = ""


def figures(workspace: Workspace, quality: Quality) -> tuple[Figure, ...]:
    """Return the five figures of the management page, in their order.

    Raises:
        RequestFault: a saved question that a figure rests on is not there.
    """
    return (
        cost_per_resident(workspace),
        contracts_ending(workspace),
        support_ending(workspace),
        compliance(quality),
        base_registration_use(workspace),
    )


def cost_per_resident(workspace: Workspace) -> Figure:
    """Return the yearly cost of applications for each resident, in the year of the model."""
    parameters = {"year": str(workspace.as_of.year)}
    table = ask(workspace, find_query("C17"), parameters)
    total, each = _sum(table, "euro"), _sum(table, "perResident")
    year = workspace.as_of.year
    return Figure(
        key="cost",
        name=Text("Kosten per inwoner", "Cost per resident"),
        value=Text("€\N{NO-BREAK SPACE}{each}", "€{each}").format(each=decimal_text(each)) if each else None,
        definition=Text(
            f"Alle kosten van applicaties die in het model staan voor {year}, gedeeld door het aantal inwoners.",
            f"All cost of applications that the model states for {year}, divided by the number of residents.",
        ),
        remark=Text("samen {total} per jaar", "{total} a year in all").format(total=euro_text(total)),
        question="C17",
        parameters=parameters,
        missing=Text(
            f"kosten of het aantal inwoners van {year} staan niet in het model",
            f"the model does not state cost or the number of residents for {year}",
        ),
    )


def contracts_ending(workspace: Workspace) -> Figure:
    """Return how many contracts end within eighteen months without a decision."""
    parameters = {"months": str(MONTHS_OF_CONTRACTS)}
    table = ask(workspace, find_query("C19"), parameters)
    count = len(_distinct(table, "contract"))
    return Figure(
        key="contracts",
        name=Text("Contracten die aflopen", "Contracts that end"),
        value=Text.same(str(count)),
        definition=Text(
            f"Contracten die binnen {MONTHS_OF_CONTRACTS} maanden aflopen zonder dat er een besluit ligt. "
            "Besluiten moet vóór de opzegtermijn: zie de contractkalender.",
            f"Contracts that end within {MONTHS_OF_CONTRACTS} months while nothing has been decided. "
            "A decision must come before the notice period: see the contract calendar.",
        ),
        remark=Text("samen {total} per jaar; {due}", "{total} a year in all; {due}").format(
            total=euro_text(sum(_euros(table).values(), Decimal(0))), due=_decisions_due(workspace)
        ),
        question="C19",
        parameters=parameters,
        missing=Text.same(""),
        picture="contractkalender",
    )


def _decisions_due(workspace: Workspace) -> Text:
    """Return on how many contracts must be decided within eighteen months, and what they cost a year.

    The last day to decide is that of the notice, and without a notice period that of the end. A contract
    without value follows another one and does not count.
    """
    table = ask(workspace, find_query("C19"), {"months": str(_ALL_MONTHS)})
    until = _months_later(workspace.as_of, MONTHS_OF_CONTRACTS)
    euros = _euros(table)
    rows = zip(_cells(table, "contract"), _cells(table, "notice"), _cells(table, "ends"), strict=True)
    last_days = {contract: _day(notice) or _day(ends) for contract, notice, ends in rows if contract is not None}
    due = [one for one, day in last_days.items() if day is not None and day <= until and euros.get(one) != 0]
    if not due:
        return Text(
            f"over geen contract hoeft binnen {MONTHS_OF_CONTRACTS} maanden te worden besloten",
            f"no decision on a contract is due within {MONTHS_OF_CONTRACTS} months",
        )
    most = max(due, key=lambda one: (euros.get(one, Decimal(0)), one.value))
    return Text(
        f"binnen {MONTHS_OF_CONTRACTS} maanden moet u besluiten over {{number}}, samen {{total}} per jaar; "
        "het grootste: {name}, {euro}, uiterlijk {day}",
        f"within {MONTHS_OF_CONTRACTS} months you must decide on {{number}}, {{total}} a year in all; "
        "the largest: {name}, {euro}, by {day}",
    ).format(
        number=Text("1 contract", "1 contract")
        if len(due) == 1
        else Text(f"{len(due)} contracten", f"{len(due)} contracts"),
        total=euro_text(sum((euros.get(one, Decimal(0)) for one in due), Decimal(0))),
        name=workspace.name_of(most),
        euro=euro_text(euros.get(most, Decimal(0))),
        day=date_text(last_days[most] or until),
    )


def support_ending(workspace: Workspace) -> Figure:
    """Return how many applications and technologies lose the support of their maker within two years."""
    parameters = {"months": str(MONTHS_OF_SUPPORT)}
    table = ask(workspace, find_query("C21"), parameters)
    count, past = len(_distinct(table, "component")), len(_distinct(table, "component", "past"))
    return Figure(
        key="support",
        name=Text("Software zonder ondersteuning", "Software without support"),
        value=Text.same(str(count)),
        definition=Text(
            f"Software waarvoor de leverancier binnen {MONTHS_OF_SUPPORT} maanden stopt met steun, of al stopte.",
            f"Software that its supplier stops supporting within {MONTHS_OF_SUPPORT} months, or already did.",
        ),
        remark=Text(f"waarvan {past} nu al zonder", f"of which {past} without it now"),
        question="C21",
        parameters=parameters,
        missing=Text.same(""),
    )


def compliance(quality: Quality) -> Figure:
    """Return how many principles are kept by everything that they concern and that can be judged.

    A share of all verdicts would hide the breaches: a principle about every relation gives thousands of easy verdicts.
    """
    standings = [standing for _, members in quality.standings() for standing in members if standing.judged]
    kept = sum(1 for standing in standings if not standing.broken)
    broken = sum(standing.broken for standing in standings)
    return Figure(
        key="compliance",
        name=Text("Principes die overal worden nageleefd", "Principles that are kept everywhere"),
        value=Text(f"{kept} van {len(standings)}", f"{kept} of {len(standings)}") if standings else None,
        definition=Text(
            "Principes waaraan alles voldoet wat te bepalen is. Waarvoor een afwijking is vastgelegd, telt niet mee.",
            "Principles that everything keeps that can be judged. What has a recorded waiver is not counted.",
        ),
        remark=Text(f"{broken} keer voldoet iets niet", f"{broken} times something breaks one"),
        question="",
        parameters={},
        missing=Text("er is nog niets te beoordelen", "there is nothing to judge yet"),
    )


def base_registration_use(workspace: Workspace) -> Figure:
    """Return how many of the base registrations the municipality uses."""
    table = ask(workspace, find_query("C05"))
    used = len(_distinct(table, "registration"))
    known = len(base_registrations(workspace))
    copies = len(_distinct(table, "system", "copy"))
    return Figure(
        key="registrations",
        name=Text("Gebruik van basisregistraties", "Use of base registrations"),
        value=Text(f"{used} van {known}", f"{used} of {known}"),
        definition=Text(
            "Het aantal landelijke basisregistraties waaruit ten minste één systeem gegevens krijgt.",
            "The number of national base registrations that at least one system gets data from.",
        ),
        remark=Text(f"{copies} systemen houden een kopie", f"{copies} systems keep a copy"),
        question="C05",
        parameters={},
        missing=Text.same(""),
    )


def base_registrations(workspace: Workspace) -> tuple[Term, ...]:
    """Return the national base registrations, by name."""
    return tuple(sorted(workspace.graph.instances(_BASE_REGISTRATION), key=workspace.label))


def _cells(table: Table, column: str) -> tuple[Term | None, ...]:
    place = [found.name for found in table.columns].index(column)
    return tuple(row[place] for row in table.rows)


def _euros(table: Table) -> dict[Term, Decimal]:
    """Return the value per year of each contract once, however many its parties; unknown ones are not there."""
    found: dict[Term, Decimal] = {}
    for contract, euro in zip(_cells(table, "contract"), _cells(table, "euro"), strict=True):
        if contract is not None and isinstance(euro, ox.Literal):
            try:
                found[contract] = Decimal(euro.value)
            except InvalidOperation:
                continue
    return found


def _day(cell: Term | None) -> date | None:
    try:
        return date.fromisoformat(cell.value) if isinstance(cell, ox.Literal) else None
    except ValueError:
        return None


def _months_later(day: date, months: int) -> date:
    """Return the day so many months later; the 31st becomes the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _sum(table: Table, column: str) -> Decimal:
    total = Decimal(0)
    for cell in _cells(table, column):
        try:
            total += Decimal(cell.value) if isinstance(cell, ox.Literal) else 0
        except InvalidOperation:
            continue
    return total


def _distinct(table: Table, column: str, where: str = "") -> frozenset[Term]:
    """Return the different values of a column; with `where`, of the rows in which that column is true."""
    flags = _cells(table, where) if where else (ox.Literal(True),) * len(table.rows)
    return frozenset(
        cell for cell, flag in zip(_cells(table, column), flags, strict=True) if cell is not None and _is_true(flag)
    )


def _is_true(cell: Term | None) -> bool:
    return isinstance(cell, ox.Literal) and cell.value in ("true", "1")
