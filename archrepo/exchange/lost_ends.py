"""Relations of a file that came back with an end that is not in it, such as in a folder that misses a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from archrepo.exchange.model import ModelFile, concepts
from archrepo.landscape import CellFault
from archrepo.language import Text

_REMEDY = Text(
    "zet het element terug in het bestand, of haal daar ook de relaties weg",
    "put the element back in the file, or take the relations out of it too",
)


def without_lost_ends(model: ModelFile, own: ModelFile) -> tuple[ModelFile, tuple[CellFault, ...]]:
    """Return the file without relations of which an end is lost, and a fault for each lost end, sorted by id.

    An end that the model lacks too, for the same relation, was never there.
    """
    there = {one.id for one in concepts(model)}
    known = {one.id for one in concepts(own)}
    never = {(one.id, end) for one in own.relations for end in (one.source, one.target) if end not in known}
    lost: dict[str, int] = {}
    left = list(model.relations)
    while gone := {
        one.id: ends
        for one in left
        if (ends := [end for end in (one.source, one.target) if end not in there and (one.id, end) not in never])
    }:
        for end in (end for ends in gone.values() for end in ends):
            lost[end] = lost.get(end, 0) + 1
        left = [one for one in left if one.id not in gone]
        there -= gone.keys()
    return replace(model, relations=tuple(left)), tuple(_faults(lost, model, own))


def _faults(lost: dict[str, int], model: ModelFile, own: ModelFile) -> Iterable[CellFault]:
    relations = {one.id for one in model.relations}
    names = {one.id: one.names[0].text for one in concepts(own) if one.names}
    for end in sorted(lost.keys() - relations):
        shown = f"'{names[end]}' ({end})" if names.get(end) else f"'{end}'"
        yield CellFault(
            model.path,
            Text(
                f"{shown} staat niet in het bestand, maar {lost[end]} relatie(s) in het bestand wel",
                f"{shown} is not in the file, but {lost[end]} relation(s) of it are",
            ),
            _REMEDY,
        )
