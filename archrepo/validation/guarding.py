"""A limit of time and memory on rules that a workspace brings along itself; shipped rules run without.

A shipped rule is proved on its examples and measured. What a rule of somebody else asks, nobody has looked at: it may
hold a cross product, a path over everything, or a regular expression that backtracks for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from archrepo.errors import ArchrepoError, ConfigurationFault, LimitFault
from archrepo.foreign_queries import each_worked_out
from archrepo.language import Text
from archrepo.principles import PrincipleBook
from archrepo.validation.faults import place_in

Result = TypeVar("Result")

MOST_ROWS = 1_000_000
"""How many rows a question of a rule may have: more than any model has subjects."""


def each_within_limits(
    seconds: int, book: PrincipleBook, works: Mapping[str, Callable[[], Result]]
) -> Iterator[tuple[str, Result | ArchrepoError]]:
    """Iterate over what each of `works` returns, by the id of its principle, from a process that can be ended.

    Each has `seconds`. For one that is not done, or that raises a fault, it is the fault; the others go on in a new
    process.
    """
    left = list(works)
    while left:
        results = each_worked_out(seconds, tuple(works[identifier] for identifier in left))
        try:
            while left:
                yield left[0], next(results)
                del left[0]
        except ArchrepoError as fault:
            yield left.pop(0), fault
        except TimeoutError:
            identifier = left.pop(0)
            yield identifier, _too_slow(seconds, book, identifier)
        except ChildProcessError:
            identifier = left.pop(0)
            yield identifier, _too_large(book, identifier)
        finally:
            results.close()


def _too_slow(seconds: int, book: PrincipleBook, identifier: str) -> LimitFault:
    principle = book.get(identifier)
    assert principle is not None
    location, excerpt = place_in(book, principle, None)
    more = f"`rule_seconds = {seconds * 4}`"
    return LimitFault(
        Text(
            f"de regel van principe {identifier} is na {seconds} seconden nog niet klaar",
            f"the rule of principle {identifier} is not done after {seconds} seconds",
        ),
        location=location,
        excerpt=excerpt,
        remedy=Text(
            f"maak de regel kleiner, of geef meer tijd: {more} onder [limits] in archrepo.toml",
            f"make the rule smaller, or give it more time: {more} under [limits] in archrepo.toml",
        ),
    )


def _too_large(book: PrincipleBook, identifier: str) -> ConfigurationFault:
    principle = book.get(identifier)
    assert principle is not None
    location, excerpt = place_in(book, principle, None)
    return ConfigurationFault(
        Text(
            f"de regel van principe {identifier} vraagt te veel geheugen of is te diep genest",
            f"the rule of principle {identifier} takes too much memory or is nested too deep",
        ),
        location=location,
        excerpt=excerpt,
        remedy=Text("maak de regel kleiner", "make the rule smaller"),
    )
