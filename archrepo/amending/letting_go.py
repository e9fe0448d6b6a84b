"""What goes along with subjects that go: the relations that end in them, and the values that point to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pyoxigraph as ox

from archrepo.amending.making import Amendment
from archrepo.vocabulary import RELATION_SOURCE, RELATION_TARGET
from archrepo.workspace import Workspace

_ENDS = (RELATION_SOURCE, RELATION_TARGET)


def with_their_relations(workspace: Workspace, removed: Collection[ox.NamedNode]) -> tuple[ox.NamedNode, ...]:
    """Return the subjects that go, and behind them the named relations that would lose an end."""
    gone = dict.fromkeys(removed)
    waiting = list(gone)
    while waiting:
        for holder, link in sorted(workspace.model.incoming(waiting.pop(0)), key=str):
            if link in _ENDS and isinstance(holder, ox.NamedNode) and holder not in gone:
                gone[holder] = None
                waiting.append(holder)
    return tuple(gone)


def without_pointing(
    workspace: Workspace, amendments: Iterable[Amendment], removed: Collection[ox.NamedNode]
) -> tuple[Amendment, ...]:
    """Return the amendments, and those that take out every value of another named subject that points to what goes.

    An amendment of a subject that goes is left out. What a node without a name says stays as it is.
    """
    gone = frozenset(removed)
    asked = [one for one in amendments if one.subject not in gone]
    wanted = {(one.subject, link): values for one in asked for link, values in one.values.items()}
    pointing = dict.fromkeys(
        (holder, link)
        for subject in removed
        for holder, link in sorted(workspace.model.incoming(subject), key=str)
        if isinstance(holder, ox.NamedNode) and holder not in gone
    )
    more = (
        Amendment(
            holder,
            {
                link: tuple(
                    one for one in wanted.get((holder, link), workspace.model.objects(holder, link)) if one not in gone
                )
            },
        )
        for holder, link in pointing
    )
    return (*asked, *more)
