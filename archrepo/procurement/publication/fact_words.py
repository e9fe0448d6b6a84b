"""A fact that a verdict lacks, in words for a person: its name, and the question that asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.metamodel import text_of
from archrepo.queries import find_term
from archrepo.vocabulary import COMMENT, ar
from archrepo.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FactWords:
    """What a missing fact is called, and how it is asked; the question is empty when the vocabulary has none."""

    name: Text
    question: Text


def fact_words(workspace: Workspace, fact: str) -> FactWords:
    """Return the words of a fact as a verdict names it, such as `ar:exitPlan`; what is not known keeps its own name."""
    try:
        term = find_term(workspace, fact)
    except RequestFault:
        return FactWords(Text.same(fact), Text.same(""))
    graph = workspace.ontology.graph
    asked = text_of(graph, term, ar("bidderQuestion")) or text_of(graph, term, COMMENT)
    return FactWords(workspace.name_of(term), asked or Text.same(""))
