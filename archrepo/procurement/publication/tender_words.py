"""The words that belong to a standard, topic or principle in a tender: what to paste, what to ask, what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.metamodel import local_name, text_of
from archrepo.principles import Principle
from archrepo.procurement.publication.gap_values import GapKind
from archrepo.turtle.reading import Term
from archrepo.vocabulary import ar
from archrepo.workspace import Workspace

NOTHING = Text.same("")
_REQUIREMENT_TEXT = ar("requirementText")
_CLARIFICATION = ar("clarificationQuestion")
_NEED = re.compile(r"\{need\|([^}]*)\}")


@dataclass(frozen=True, slots=True)
class Words:
    """What to paste into the documents, and what to ask in the clarification note; each may be empty."""

    requirement: Text
    question: Text

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to paste and nothing to ask."""
        return not self.requirement.nl and not self.question.nl


class TenderWords:
    """The texts of one vocabulary."""

    def __init__(self, workspace: Workspace) -> None:
        """Read which text belongs to which principle."""
        self._workspace = workspace
        self._texts = workspace.ontology.graph
        self._by_principle: dict[Term, Term] = {}
        for node in self._texts.instances(ar("PrincipleText")):
            for principle in self._texts.objects(node, ar("forPrinciple")):
                self._by_principle[principle] = node

    def kind_of(self, principle: Principle) -> GapKind | None:
        """Return what is the matter when a tender breaks the principle; None when it is not about the tender itself."""
        node = self._by_principle.get(principle.shape)
        kind = self._texts.value(node, ar("gapKind")) if node is not None else None
        return GapKind(local_name(kind).removeprefix("gap-")) if isinstance(kind, ox.NamedNode) else None

    def teller_of(self, matter: ox.NamedNode) -> str:
        """Return the id of the principle that tells of a matter, such as that a standard is not asked."""
        nodes = self._texts.subjects(ar("tells"), matter)
        return next(local_name(one) for node in nodes for one in self._texts.objects(node, ar("forPrinciple")))

    def remedy_of(self, principle: Principle) -> Text:
        """Return what a buyer does about the principle; empty when nothing was written."""
        return self.remedy_for(principle.shape)

    def remedy_for(self, principle: Term) -> Text:
        """Return the same for the IRI of a principle."""
        return self._text(self._by_principle.get(principle), ar("buyerRemedy"))

    def of_principle(self, principle: Principle) -> Words:
        """Return the words of a principle."""
        return self._words(self._by_principle.get(principle.shape))

    def covered_by(self, principle: Principle) -> frozenset[str]:
        """Return the topics and measures whose hard requirements together ask the same; empty when none do."""
        node = self._by_principle.get(principle.shape)
        found = self._texts.objects(node, ar("coveredBy")) if node is not None else ()
        return frozenset(one.value for one in found)

    def of_topic(self, topic: Term, need: Text | None = None) -> Words:
        """Return the words of a topic, with what the work needs filled in where it is known."""
        words = self._words(topic)
        return Words(_with_need(words.requirement, need), _with_need(words.question, need))

    def of_standard(self, standard: Term) -> Words:
        """Return the words of a standard: its own, else those of any standard with its name in them."""
        own = self._words(standard)
        if not own.is_empty:
            return own
        name, any_standard = self._workspace.name_of(standard), self._words(ar("Standard"))
        return Words(_with_name(any_standard.requirement, name), _with_name(any_standard.question, name))

    def _words(self, node: Term | None) -> Words:
        return Words(self._text(node, _REQUIREMENT_TEXT), self._text(node, _CLARIFICATION))

    def _text(self, node: Term | None, predicate: ox.NamedNode) -> Text:
        return (text_of(self._texts, node, predicate) if node is not None else None) or NOTHING


def _with_name(text: Text, name: Text) -> Text:
    return Text(text.nl.replace("{standard}", name.nl), text.en.replace("{standard}", name.en))


def _with_need(text: Text, need: Text | None) -> Text:
    if need is None:
        return Text(_NEED.sub(r"\1", text.nl), _NEED.sub(r"\1", text.en))
    return Text(_NEED.sub(lambda _: need.nl, text.nl), _NEED.sub(lambda _: need.en, text.en))
