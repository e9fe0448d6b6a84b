"""The cost map: amounts by domain, department or supplier, and by application within it."""

from __future__ import annotations

from decimal import Decimal

from archrepo.charts.answers import Answers
from archrepo.charts.values import Branch, Part, Tile, Treemap
from archrepo.language import Text
from archrepo.wording import euro_text

_NOWHERE = Text("nergens bij", "belongs nowhere")


def treemap(answers: Answers) -> tuple[Treemap | None, tuple[str, ...], tuple[str, ...]]:
    """Return the cost map, what is on it and what is not; None when no cost is known."""
    branches: dict[Part, list[Tile]] = {}
    without: list[str] = []
    beside: list[str] = []
    free = 0
    for row in answers:
        if others := row.whole("beside"):
            amount = euro_text(row.amount() or 0).in_(answers.language)
            beside.append(
                answers.say(
                    f"Kosten van wat geen applicatie is: {others} onderdelen, samen {amount}.",
                    f"Cost of what is no application: {others} parts, {amount} in all.",
                )
            )
            continue
        if row.is_true("missing"):
            without.append(row.part("item").words)
            continue
        euro = row.amount()
        if not euro:
            free += 1
            continue
        tile = Tile(row.part("item"), euro, answers.fact(row.term("fact")))
        branches.setdefault(row.part("group", _NOWHERE), []).append(tile)
    left_out = beside
    if without:
        left_out.append(
            answers.say(
                f"Applicaties waarvan voor dit jaar geen kosten bekend zijn: {len(without)}.",
                f"Applications of which no cost is known for this year: {len(without)}.",
            )
        )
    if free:
        left_out.append(answers.say(f"Bedragen van nul of minder: {free}.", f"Amounts of zero or less: {free}."))
    if not branches:
        return None, (), tuple(left_out)
    made = [Branch(name, _sum(tiles), _sorted(tiles)) for name, tiles in branches.items()]
    found = Treemap(
        tuple(sorted(made, key=lambda one: (-one.euro, one.name.words))),
        sum((one.euro for one in made), Decimal(0)),
    )
    different = len({tile.name for one in made for tile in one.tiles})
    amount = euro_text(found.total).in_(answers.language)
    counts = (
        answers.counted(different, Text("applicatie", "application"), Text("applicaties", "applications")),
        answers.say(f"samen {amount} per jaar", f"{amount} a year in all"),
    )
    return found, counts, tuple(left_out)


def _sum(tiles: list[Tile]) -> Decimal:
    return sum((tile.euro for tile in tiles), Decimal(0))


def _sorted(tiles: list[Tile]) -> tuple[Tile, ...]:
    return tuple(sorted(tiles, key=lambda tile: (-tile.euro, tile.name.words)))
