"""Cost for each resident, of this municipality and of others."""

from __future__ import annotations

from decimal import Decimal

from archrepo.charts.answers import Answers
from archrepo.charts.values import Bar, Bars, Part
from archrepo.language import Text
from archrepo.wording import euro_text

_NOWHERE = Text("nergens bij", "belongs nowhere")


def bars(answers: Answers) -> tuple[Bars | None, tuple[str, ...], tuple[str, ...]]:
    """Return the bars, what is on them and what is not; None when no own cost for each resident is known."""
    euros: dict[tuple[Part, int | None], Decimal] = {}
    each: dict[tuple[Part, int | None], Decimal] = {}
    accounts: list[Bar] = []
    others: list[Bar] = []
    without = 0
    adds_up = False
    years_without: dict[int | None, None] = {}
    for row in answers:
        if row.is_true("missing"):
            without += 1
            continue
        year, value, source = row.whole("onYear"), row.amount("perResident"), row.term("source")
        if source is not None and value is not None:
            others.append(Bar(row.part("group"), value, source=source.value, year=year))
            continue
        if row.is_true("accounts") and value is not None:
            accounts.append(Bar(row.part("group"), value, row.amount(), year=year, is_account=True))
            continue
        key = (row.part("group", _NOWHERE), year)
        if value is None:
            years_without.setdefault(year)
            continue
        adds_up = adds_up or row.is_true("sums")
        euros[key] = euros.get(key, Decimal(0)) + (row.amount() or Decimal(0))
        each[key] = each.get(key, Decimal(0)) + value
    left_out = [
        answers.say(
            f"Van {year} is het aantal inwoners of een bedrag niet bekend.",
            f"Of {year} the number of residents or an amount is not known.",
        )
        for year in years_without
    ]
    if without:
        left_out.append(
            answers.say(
                f"Applicaties waarvan voor dit jaar geen kosten bekend zijn: {without}.",
                f"Applications of which no cost is known for this year: {without}.",
            )
        )
    if not each and not accounts:
        return None, (), tuple(left_out)
    ours = [Bar(name, value, euros[name, year], year=year) for (name, year), value in each.items()]
    total = None
    if adds_up:
        ours.sort(key=lambda bar: (-bar.value, bar.name.words))
        whole = sum((bar.value for bar in ours), Decimal(0))
        total = Bar(
            Part(answers.say("applicaties samen", "applications together")),
            whole,
            sum((bar.euro or Decimal(0) for bar in ours), Decimal(0)),
            year=ours[0].year,
        )
    found = Bars(tuple(ours), total, tuple(accounts), tuple(others))
    if not ours:
        return found, (), tuple(left_out)
    if len(years := {bar.year for bar in ours}) > 1:
        return found, (answers.counted(len(years), Text("jaar", "year"), Text("jaren", "years")),), tuple(left_out)
    amount = euro_text(sum(euros.values(), Decimal(0))).in_(answers.language)
    return found, (answers.say(f"samen {amount}", f"{amount} in all"),), tuple(left_out)
