"""Why a verdict is what it is: the triples that the rule looked at for one subject, each with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from itertools import islice

from archrepo.findings import Location
from archrepo.metamodel import prefixed
from archrepo.principles import Principle
from archrepo.turtle import Triple
from archrepo.turtle.reading import Term
from archrepo.validation.answers import standing, steps_of
from archrepo.validation.judging import Judge
from archrepo.validation.paths import taken
from archrepo.vocabulary import LABEL, TYPE
from archrepo.workspace import Workspace


def facts_behind(
    judge: Judge, principle: Principle, subject: Term, *, most: int | None = None, known: Collection[Triple] = ()
) -> list[tuple[Triple, Location]]:
    """Return the facts that the rule looked at for one subject, each with the place where it is written.

    Of those that are not `known` the first `most`, None for all.

    A fact that follows from a relation stands where the relation is written. For a rule in SPARQL these are the
    subject's own facts, and the relations that arrive at it, whose predicate the question names; its name is a
    fact only when the rule is about names. For a question they are the facts of the answer that counts, and for a
    check in Python the subject's own facts and relations.

    Raises:
        LimitFault: the rule is one of the workspace's own, and is not done in time.
    """
    return judge.each((principle,), partial(_facts_behind, judge, subject, most, known))[principle.id]


def _facts_behind(
    judge: Judge, subject: Term, most: int | None, known: Collection[Triple], principle: Principle
) -> list[tuple[Triple, Location]]:
    workspace = judge.workspace
    rule = judge.rule(principle)
    found: dict[Triple, None] = {}
    for shape in (rule.core, rule.applies):
        for path in shape.paths() if shape else ():
            found.update(dict.fromkeys(taken(workspace.graph, path, subject)))
    for need in (*rule.needed_first, *rule.needed):
        found.update(dict.fromkeys(taken(workspace.graph, need.path, subject)))
    for asked in rule.questions:
        for triple in _around(workspace, subject):
            predicate = triple[1]
            named = prefixed(predicate) in asked.text or f"<{predicate.value}>" in asked.text
            if named and predicate != TYPE and (predicate != LABEL or predicate == rule.path):
                found[triple] = None
    if principle.check is not None:
        found.update(dict.fromkeys(_around(workspace, subject)))
    if principle.question is not None:
        steps = steps_of(workspace, judge.book.shapes, principle.question)
        answer = standing(workspace, principle, principle.question, steps, subject).answer
        if answer is not None:
            found.update(dict.fromkeys(_around(workspace, answer.node)))
    placed = ((triple, _written(workspace, triple)) for triple in found if triple not in known)
    return list(islice(((triple, location) for triple, location in placed if location is not None), most))


def _around(workspace: Workspace, subject: Term) -> Iterator[Triple]:
    for predicate, values in workspace.model.facts(subject).items():
        for value in values:
            yield subject, predicate, value  # type: ignore[misc]  # a subject is no literal
    for relation in workspace.relations.incoming(subject):
        yield relation.source, relation.kind.predicate, relation.target


def _written(workspace: Workspace, triple: Triple) -> Location | None:
    """Return where a triple, or the relation that it follows from, is written; None for the vocabulary's own."""
    subject, predicate, value = triple
    if workspace.model.has(subject, predicate, value):
        return workspace.locate(subject, predicate, value)
    for relation in workspace.relations.outgoing(subject):
        if relation.target == value and predicate in (relation.kind.predicate, relation.predicate):
            if relation.node is not None:
                return workspace.locate(relation.node)
            return workspace.locate(subject, relation.predicate, value)
    return None
