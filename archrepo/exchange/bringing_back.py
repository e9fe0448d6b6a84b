"""What a changed model file means for the Turtle that it was exported from: facts that change, come and go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from archrepo.amending import Amendment
from archrepo.errors import RequestFault
from archrepo.exchange.facts.finding import Found, found_facts, stated_base
from archrepo.exchange.facts.returning import returned, returned_with
from archrepo.exchange.facts.terms import UNNAMED
from archrepo.exchange.facts.texts import written_object
from archrepo.exchange.facts.trees import Trees
from archrepo.exchange.gathering import gather
from archrepo.exchange.importing import read_model
from archrepo.exchange.remarks import Remarks
from archrepo.findings import Location
from archrepo.landscape import CellFault, Proposal
from archrepo.language import Text
from archrepo.store import Graph
from archrepo.turtle import Unnamed, Value
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import KEY, TYPE, VIEW
from archrepo.workspace import Workspace

_DUTCH = "nl"

_Homes: TypeAlias = dict[Term, Counter[str]]


def brought_back(workspace: Workspace, path: Path, *, into: str = "") -> Proposal:
    """Return what the file changes in the workspace, compared with what an export of it would hold now.

    A new concept goes to the file in which most of its type stand that are the organisation's own, or to `into`.
    Drawings are left out: they come with an import. A property that cannot be read is a fault.

    Raises:
        RequestFault: the file does not exist, or is of another model.
        InputFault: it is no model file, or a broken one.
    """
    model, own = read_model(path), gather(workspace)
    if model.id != own.id or stated_base(model) not in (None, workspace.base):
        raise RequestFault(
            Text(f"{path.name} komt uit een ander model", f"{path.name} comes from another model"),
            location=Location(path.as_posix(), 0, 0, 0, 0),
            remedy=Text(
                "kies dat model met --workspace, of neem het bestand over met archrepo import",
                "choose that model with --workspace, or take the file over with archrepo import",
            ),
        )
    ontology, base = workspace.ontology, workspace.base
    keys = {
        key.value: one
        for key, found in workspace.model.with_predicate(KEY).items()
        for one in found
        if isinstance(one, ox.NamedNode)
    }
    found = found_facts(model, lambda: ontology, base, _DUTCH, Remarks(model.path))
    before = _Facts(returned(own, ontology, base, _DUTCH, keys), base)
    after = _Facts(returned_with(found, ontology, base, _DUTCH, keys), base)
    return _Comparing(workspace, before, after, into).proposal(found)


class _Facts:
    """A graph of which each value has a spelling of its own, also that of a node without a name."""

    def __init__(self, graph: Graph, base: str) -> None:
        self._trees = Trees(graph, {})
        self._base = base
        self.graph = self._trees.named
        self.subjects = {
            one: None for one in graph.all_subjects if isinstance(one, ox.NamedNode) and not graph.has(one, TYPE, VIEW)
        }

    def values(self, subject: Term) -> dict[ox.NamedNode, dict[str, Term]]:
        """Return the values of a subject by predicate and spelling."""
        return {
            predicate: {written_object(self.graph, value, self._base): value for value in values}
            for predicate, values in self.graph.facts(subject).items()
        }

    def value(self, term: Term) -> Value:
        """Return the value as it is written anew."""
        if not isinstance(term, ox.BlankNode):
            return term
        facts = self.graph.facts(term)
        return Unnamed(tuple((key, tuple(self.value(one) for one in values)) for key, values in facts.items()))


class _Comparing:
    def __init__(self, workspace: Workspace, before: _Facts, after: _Facts, into: str) -> None:
        self._workspace = workspace
        self._before, self._after = before, after
        self._into = into
        self._homes: tuple[_Homes, ...] = ()
        self._skipped = 0

    def proposal(self, found: Found) -> Proposal:
        """Return the whole."""
        amendments: list[Amendment] = []
        new: dict[ox.NamedNode, str] = {}
        for subject in self._after.subjects:
            changed = self._changed(subject)
            if changed:
                amendments.append(Amendment(subject, changed))
                if not self._workspace.model.facts(subject):
                    new[subject] = self._into or self._home(subject)
        gone = tuple(one for one in self._before.subjects if one not in self._after.subjects)
        faults = (
            CellFault(
                place.nl,
                why,
                Text("verbeter de waarde of de sleutel in het bestand", "mend the value or the key in the file"),
            )
            for place, why in found.refused
        )
        return Proposal(tuple(amendments), new, gone, (), tuple(faults), self._remarks())

    def _changed(self, subject: ox.NamedNode) -> dict[ox.NamedNode, tuple[Value, ...]]:
        was, now = self._before.values(subject), self._after.values(subject)
        if was == now:
            return {}
        changed: dict[ox.NamedNode, tuple[Value, ...]] = {}
        for predicate in sorted(dict.fromkeys((*was, *now)), key=lambda one: one != TYPE):
            old, new = was.get(predicate, {}), now.get(predicate, {})
            if old.keys() == new.keys():
                continue
            if any(UNNAMED in spelling for spelling in (*old, *new)):
                self._skipped += 1
                continue
            stays = self._written(subject, predicate)
            left = [value for spelling, value in stays.items() if spelling not in old.keys() - new.keys()]
            come = [self._after.value(value) for spelling, value in new.items() if spelling not in stays]
            changed[predicate] = (*left, *come)
        return changed

    def _written(self, subject: Subject, predicate: ox.NamedNode) -> dict[str, Term]:
        """Return the values that the Turtle has now, by spelling."""
        model = self._workspace.model
        return {
            written_object(model, value, self._workspace.base): value for value in model.objects(subject, predicate)
        }

    def _home(self, subject: Term) -> str:
        """Return the file in which most things of this type stand that the organisation named itself.

        When it named none of this type: where most of them stand outside the pinned references, and at last the file
        with most that is its own.
        """
        if not self._homes:
            self._homes = tuple(self._counted())
        named, own = self._homes
        for homes in (named, own):
            for kind in self._after.graph.objects(subject, TYPE):
                if kind in homes:
                    return homes[kind].most_common(1)[0][0]
        every = sum(named.values() or own.values(), Counter[str]())
        return every.most_common(1)[0][0] if every else self._workspace.files[0].path

    def _counted(self) -> Iterator[_Homes]:
        """Yield by type in which files its things stand: first those with an IRI of the base, then all not pinned."""
        base = self._workspace.base
        named: _Homes = {}
        own: _Homes = {}
        for file in self._workspace.files:
            if self._workspace.reference_of(file.path) is not None:
                continue
            for subject, predicate, value in file.triples:
                if predicate == TYPE:
                    own.setdefault(value, Counter())[file.path] += 1
                    if isinstance(subject, ox.NamedNode) and subject.value.startswith(base):
                        named.setdefault(value, Counter())[file.path] += 1
        yield named
        yield own

    def _remarks(self) -> tuple[Text, ...]:
        if not self._skipped:
            return ()
        return (
            Text(
                f"{self._skipped} feit(en) met een knoop zonder naam op meer plaatsen: wijzig die in de Turtle",
                f"{self._skipped} fact(s) with a node without a name in more places: change those in Turtle",
            ),
        )
