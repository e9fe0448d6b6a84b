"""Names of two models that must not fall together, and those that a person lets fall together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.merging.decisions import Decided
from archrepo.merging.sides import Shared, Side
from archrepo.vocabulary import NOTATION
from archrepo.workspace import SourceFile


@dataclass(frozen=True, slots=True)
class Names:
    """What the things of the second model are called in the merged one.

    `taken` are names that both models use for a thing of their own, `given` the new names that keep those apart.
    `joined` become a name of the first by a decision, `shared` are those of a pinned model.
    """

    taken: tuple[ox.NamedNode, ...]
    given: Mapping[ox.NamedNode, ox.NamedNode]
    joined: Mapping[ox.NamedNode, ox.NamedNode]
    shared: Mapping[ox.NamedNode, ox.NamedNode]

    @property
    def all(self) -> dict[ox.NamedNode, ox.NamedNode]:
        """Every new name by the old one."""
        return {**self.shared, **self.given, **self.joined}


def taken_by_both(one: Side, other: Side) -> tuple[ox.NamedNode, ...]:
    """Return the names that both models use for things of their own: within the base of one of them."""
    bases = (one.workspace.base, other.workspace.base)
    known = set(one.own_subjects())
    return tuple(name for name in other.own_subjects() if name in known and name.value.startswith(bases))


def names_of(one: Side, other: Side, shared: Shared, decided: Iterable[Decided]) -> Names:
    """Return the names of the second model in the merged one.

    Raises:
        RequestFault: a decision is about something that its model does not have.
    """
    joined: dict[ox.NamedNode, ox.NamedNode] = {}
    kept: set[ox.NamedNode] = set()
    for each in decided:
        for side, name in ((one, each.one), (other, each.other)):
            if not side.workspace.model.facts(name):
                raise RequestFault(
                    Text(f"{name.value} staat niet in {side.name}", f"{name.value} is not in {side.name}"),
                    remedy=Text(
                        "maak de besluitenlijst opnieuw met --propose", "make the list of decisions anew with --propose"
                    ),
                )
        if each.decision == "same" and each.one == each.other:
            kept.add(each.one)
        elif each.decision == "same":
            joined[each.other] = each.one
    taken = taken_by_both(one, other)
    given = {name: _free(one, other, name) for name in taken if name not in kept and name not in joined}
    return Names(taken, given, joined, shared.names)


def _free(one: Side, other: Side, name: ox.NamedNode) -> ox.NamedNode:
    """Return the name with the folder of the second model in it, with a number when that is in use."""
    base = max((base for base in (one.workspace.base, other.workspace.base) if name.value.startswith(base)), key=len)
    stem = f"{base}{other.folder}-{name.value.removeprefix(base)}"
    found, number = ox.NamedNode(stem), 1
    while one.workspace.model.facts(found) or other.workspace.model.facts(found):
        number += 1
        found = ox.NamedNode(f"{stem}-{number}")
    return found


def refuse_double_principles(one: Side, other: Side) -> None:
    """Refuse two principles of their own under one number, unless they stand in files that are the same.

    Raises:
        RequestFault: there are such; the words name the first.
    """
    texts = {file.data for file in one.own_principles()}
    theirs = [file for file in other.own_principles() if file.data not in texts]
    both = sorted(_numbers(one.own_principles()) & _numbers(theirs))
    if both:
        raise RequestFault(
            Text(
                f"beide modellen hebben een eigen principe {both[0]}",
                f"both models have a principle {both[0]} of their own",
            ),
            remedy=Text(
                f"geef dat van {other.name} eerst een ander nummer", f"give that of {other.name} another number first"
            ),
        )


def _numbers(files: Iterable[SourceFile]) -> set[str]:
    return {value.value for file in files for _, predicate, value in file.triples if predicate == NOTATION}
