"""An edit as the rules see it: what changed, by predicate, and which subjects and findings that can touch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from archrepo.turtle import Triple
from archrepo.turtle.reading import Subject, Term
from archrepo.validation.footprint import Footprint
from archrepo.validation.paths import Read
from archrepo.validation.reach import Reach
from archrepo.validation.rules import Asked
from archrepo.validation.verdicts import Placed, Verdicts
from archrepo.vocabulary import (
    DOMAIN,
    FORMER_TYPE,
    LABEL,
    LANGUAGE,
    MODEL,
    NOTATION,
    OBJECT_PROPERTY,
    PREF_LABEL,
    RELATION_SOURCE,
    RELATION_TARGET,
    SUBCLASS_OF,
    TYPE,
)
from archrepo.workspace import Workspace
from archrepo.workspace.renewal import Change
from archrepo.workspace.window import surroundings


@dataclass(frozen=True)
class Edit:
    """An edit as the rules see it: the changed triples by predicate, and what follows from them."""

    before: Workspace
    after: Workspace
    change: Change

    @cached_property
    def by_predicate(self) -> Mapping[ox.NamedNode, list[Triple]]:
        """The changed triples, those removed and those added, by predicate."""
        found: dict[ox.NamedNode, list[Triple]] = {}
        for triple in self.change.triples:
            found.setdefault(triple[1], []).append(triple)
        return found

    @cached_property
    def renamed(self) -> frozenset[Term]:
        """The things whose name may have changed; a relation without a name is called by its ends."""
        names = (LABEL, PREF_LABEL, NOTATION, TYPE, RELATION_SOURCE, RELATION_TARGET)
        return frozenset(triple[0] for name in names for triple in self.by_predicate.get(name, ()))

    @cached_property
    def is_nothing(self) -> bool:
        """Whether no triple came and none went, as when only comments or white space changed."""
        return not self.change.removed and not self.change.added

    def touches(self, predicates: Iterable[ox.NamedNode]) -> bool:
        """Tell whether a triple with one of the predicates changed."""
        return not self.by_predicate.keys().isdisjoint(predicates)

    def concerns(self, asked: Footprint) -> bool:
        """Tell whether a question may answer something else than before."""
        if self.is_nothing or asked.is_everything or self.touches(asked.predicates):
            return not self.is_nothing
        return any(
            self.touches(each for each in self.after.graph.with_predicate(named) if isinstance(each, ox.NamedNode))
            for named in asked.named_by
        )

    def asked_anew(self, questions: Iterable[Asked]) -> dict[Term, None] | None:
        """Return the subjects about which a question may answer something else; None when it may about any."""
        found: dict[Term, None] = {}
        for asked in questions:
            if self.concerns(asked.footprint):
                if asked.footprint.is_everything or asked.reaches is None:
                    return None
                for reach in asked.reaches:
                    for triple in filter(reach.fits, self.triples_read(reach)):
                        if reach.back is None:
                            return None
                        found.update(dict.fromkeys(reach.back(self.after.graph, triple[reach.takes])))
        return found

    def triples_read(self, reach: Reach) -> Iterable[Triple]:
        """Return the changed triples that have the predicate."""
        return self.change.triples if reach.predicate is None else self.by_predicate.get(reach.predicate, ())

    def subjects_of(self, reads: Iterable[Read]) -> dict[Term, None]:
        """Return the focus nodes that come past a changed triple."""
        found: dict[Term, None] = {}
        for read in reads:
            for triple in self.by_predicate.get(read.predicate, ()):
                found.update(dict.fromkeys(read.focus_nodes(self.after.graph, triple)))
        return found

    @cached_property
    def keeps_relations(self) -> bool:
        """Tell whether the elements, their names, their relations and the links between records are as before."""
        links = self.after.ontology.graph.with_predicate(TYPE).get(OBJECT_PROPERTY, ())
        return (
            self.before.elements is self.after.elements
            and self.before.relations is self.after.relations
            and not self.renamed
            and self.by_predicate.keys().isdisjoint(links)
        )

    def moves(self, subject: Term, listed: Iterable[Placed]) -> bool:
        """Tell whether one of the findings on a subject may stand elsewhere now.

        So it is in a changed file, where what it is about was written elsewhere too, and where that is not described.
        """
        return any(
            placed.finding.location.path in self.change.files
            or about in self.change.written
            or not self.after.model.facts(about)
            for placed in listed
            for about in (placed.place[0] if placed.place is not None else subject,)
        )

    @cached_property
    def _changed_subjects(self) -> Sequence[Mapping[Subject, None]]:
        files = (*self.before.files, *self.after.files)
        return [file.subjects for file in files if file.path in self.change.files]

    def may_stand_elsewhere(self, subject: Subject) -> bool:
        """Tell whether a subject stands in a changed file, before or now, or is described nowhere."""
        return any(subject in known for known in self._changed_subjects) or not self.after.model.facts(subject)

    def moves_any(self, verdicts: Verdicts) -> bool:
        """Tell whether one of the findings may stand elsewhere now."""
        return bool(self.change.files) and any(self.moves(*found) for found in verdicts.findings.items())

    @cached_property
    def reaches_everything(self) -> bool:
        """Tell whether the edit changed what holds for the whole model.

        That is the version of ArchiMate, what an element was in another one, the known reference sets, a class below
        another, or the order in which
        the predicates appear, which decides who holds a node that has two holders.
        """
        headers = self.after.model.subclasses(MODEL)
        was, now = list(self.before.model.predicates), list(self.after.model.predicates)
        old, new = set(was), set(now)
        return (
            not self.by_predicate.keys().isdisjoint((SUBCLASS_OF, LANGUAGE, FORMER_TYPE, DOMAIN))
            or any(triple[2] in headers for triple in self.by_predicate.get(TYPE, ()))
            or self.before.reference_bases != self.after.reference_bases
            or [each for each in was if each in new] != [each for each in now if each in old]
        )

    def tells_of_its_users(self, changed: ox.NamedNode) -> bool:
        """Tell whether a changed thing is a property whose users may be judged otherwise.

        Of one of the model's own only counts that it is described at all; of one of the vocabulary also its name.
        """
        models = (self.before.model, self.after.model)
        return bool(self.after.graph.with_predicate(changed)) and (
            bool(self.after.ontology.graph.facts(changed)) or len({bool(model.facts(changed)) for model in models}) > 1
        )

    @cached_property
    def surroundings(self) -> frozenset[Subject] | None:
        """The subjects whose neighbours changed; None when the edit reaches further than that.

        A property that the model itself begins or stops to describe reaches everything that uses it.
        """
        if self.reaches_everything:
            return None
        subjects = {triple[0] for triple in self.change.triples}
        if any(isinstance(subject, ox.NamedNode) and self.tells_of_its_users(subject) for subject in subjects):
            return None
        return frozenset(
            surroundings(self.after.model, self.change.triples) | surroundings(self.before.model, self.change.triples)
        )
