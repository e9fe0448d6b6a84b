"""Statements about things that are no concepts: what the model of a file may say, and what it may not."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from archrepo.exchange.facts.terms import FURTHER_THINGS_KEY, is_language
from archrepo.exchange.facts.texts import Refused, things_in
from archrepo.exchange.model import ModelFile
from archrepo.exchange.receiving import Receiver
from archrepo.language import Text
from archrepo.metamodel import prefixed
from archrepo.store import Graph
from archrepo.turtle import Triple
from archrepo.turtle.reading import Subject
from archrepo.workspace import matching_files
from archrepo.workspace.files import read_files


@dataclass(frozen=True, slots=True)
class Fence:
    """What a statement may not be about: concepts of the file, the languages of models, and what stands elsewhere.

    `elsewhere` are the facts in other files of the workspace that receives the import.
    """

    base: str
    concepts: Collection[Subject]
    elsewhere: Graph = field(default_factory=Graph)

    def things(self, text: str, mark: str) -> tuple[Triple, ...]:
        """Return the triples of a text.

        Raises:
            Refused: it is no Turtle, or says something it may not.
        """
        triples = things_in(text, self.base, mark)
        for triple in triples:
            subject = triple[0]
            if not isinstance(subject, ox.NamedNode):
                continue
            name = prefixed(subject, self.base)
            if subject in self.concepts or is_language(subject):
                raise Refused(
                    Text(
                        f"dit zegt iets over {name}; dat mag alleen bij dat concept zelf",
                        f"this says something of {name}; only that concept itself may",
                    )
                )
            if self.elsewhere.facts(subject) and not self.elsewhere.has(*triple):
                raise Refused(
                    Text(
                        f"dit zegt iets nieuws over {name}, dat al in een ander bestand van de werkmap staat",
                        f"this says something new of {name}, which another file of the workspace describes",
                    )
                )
        return triples


def described_elsewhere(receiver: Receiver, models: Iterable[ModelFile], replaced: Collection[Path]) -> Graph:
    """Return what the workspace says in other files than those `replaced`; nothing when no model speaks of things.

    Raises:
        InputFault: a file of the workspace is no Turtle.
    """
    if receiver.configuration is None or not any(FURTHER_THINGS_KEY in model.keys for model in models):
        return Graph()
    inside = {path.resolve() for path in replaced}
    paths = [path for path in matching_files(receiver.root, receiver.configuration.model) if path not in inside]
    return Graph(*(file.triples for file in read_files(receiver.root.resolve(), paths)))
