"""Answers that say nothing: `weet ik niet`, `n.v.t.`, `zie offerte`; and conditions behind a yes."""

from __future__ import annotations

import re

import pyoxigraph as ox

from archrepo.procurement.bids.cell_values import word_of
from archrepo.procurement.requirements.phrases import Phrases, tokens_of
from archrepo.store import Graph
from archrepo.vocabulary import ar

_REFERENCE = re.compile(r"(?:zie|see)\s+\S.{0,60}", re.IGNORECASE)


class OpenAnswers:
    """Knows by the words of the ontology when an answer leaves the question open, or ties a yes to a condition."""

    def __init__(self, ontology: Graph) -> None:
        """Read the words."""
        self._open = {word_of(word): word for word in _words(ontology, "OpenAnswer")}
        self._conditions: Phrases[str] = Phrases()
        for word in _words(ontology, "Condition"):
            self._conditions.add(word, word)

    def is_open(self, answer: str) -> bool:
        """Tell whether the answer says that there is no answer."""
        return word_of(answer) in self._open

    def condition_in(self, text: str) -> str:
        """Return the first word of condition in what stands behind a yes or no; empty when there is none."""
        return next((hit.entries[0] for hit in self._conditions.longest(tokens_of(text))), "")


def is_reference(answer: str) -> bool:
    """Tell whether the answer only points to another paper."""
    return _REFERENCE.fullmatch(answer.strip()) is not None


def _words(ontology: Graph, signal: str) -> list[str]:
    return [word.value for word in ontology.objects(ar(signal), ar("recognisedBy")) if isinstance(word, ox.Literal)]
