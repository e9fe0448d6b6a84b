"""Add to a gathered model what only this repository knows of it, so that it comes back from any tool."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from pyoxigraph import BlankNode, NamedNode

from archrepo.exchange.facts.saying import Sayable, with_facts
from archrepo.exchange.facts.side_files import kept_places
from archrepo.exchange.gathering.scope import Scope
from archrepo.exchange.model import ModelFile
from archrepo.store import Graph
from archrepo.turtle import Triple
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import KEY
from archrepo.workspace import Workspace

_DUTCH = "nl"


def with_municipal_facts(
    model: ModelFile,
    workspace: Workspace,
    scope: Scope,
    ids: Mapping[Term, str],
    header: Subject | None,
    link_id: Callable[[tuple[Term, Term, Term]], str],
) -> ModelFile:
    """Return the model with the facts of the subjects in the scope; `ids` are those of concepts, without the header."""
    if scope.is_as_imported:
        return kept_places(model, workspace.root)
    terms = {identifier: term for term, identifier in ids.items() if isinstance(term, NamedNode | BlankNode)}
    if header is not None:
        terms[""] = header
    triples = Graph(_described(scope.own, scope.graph))
    frame = scope.frame
    said = with_facts(
        model,
        Sayable(
            triples=triples,
            terms=terms,
            predicates=_predicates(triples),
            base=(frame.kept.base if frame else "") or workspace.base,
            language=language_of(scope),
            link_id=link_id,
        ),
        workspace.ontology,
    )
    return kept_places(said, workspace.root)


def _described(subjects: Iterable[Term], graph: Graph) -> Iterable[Triple]:
    """Yield what is said of the subjects, and of the nodes without a name that they hold."""
    seen: set[Term] = set()
    queue = list(reversed([*subjects]))
    while queue:
        subject = queue.pop()
        if subject in seen or not isinstance(subject, NamedNode | BlankNode):
            continue
        seen.add(subject)
        for predicate, values in graph.facts(subject).items():
            for value in values:
                yield subject, predicate, value
                if isinstance(value, BlankNode):
                    queue.append(value)


def _predicates(triples: Graph) -> Mapping[str, NamedNode]:
    """Return the predicate of each property key, as the workspace has it."""
    found: dict[str, NamedNode] = {}
    for key, predicates in triples.with_predicate(KEY).items():
        for predicate in predicates:
            if isinstance(predicate, NamedNode):
                found.setdefault(key.value, predicate)
    return found


def language_of(scope: Scope) -> str:
    """Return the language that the import gave to texts of which the file tells none; Dutch without an import."""
    tags = scope.frame.kept.usual.tags if scope.frame else {}
    return next((tag for tag, written in tags.items() if not written and tag), _DUTCH)
