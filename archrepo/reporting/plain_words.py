"""Sentences for somebody who reads no Turtle: without code, and with names in the place of prefixed terms."""

from __future__ import annotations

import re

import pyoxigraph as ox

from archrepo.language import Language, Text
from archrepo.vocabulary import PREFIXES
from archrepo.workspace import Workspace

_CODE = re.compile(r"\s*\(?(?:of |or )?`[^`]*`\)?")
_TERM = re.compile(rf"(?<![\w`])(?:{'|'.join(PREFIXES)}):[A-Za-z][\w-]*")
_LOOSE_END = re.compile(
    r"[\s,:]*(?:\b(?:en|and)\s+)?\b(?:schrijf|write|voeg|add|met|with|door|by|namelijk|bijvoorbeeld|for example)\s*$",
    re.IGNORECASE,
)
#: What is left of a sentence around code is no advice when it is this short.
_FEWEST_WORDS = 2
_SPACES = re.compile(r"\s+([,.;:)])")


class PlainWords:
    """Puts sentences into plain words with the names of one model and its vocabulary."""

    def __init__(self, workspace: Workspace) -> None:
        """Keep where the names come from."""
        self._workspace = workspace

    def __call__(self, text: Text, language: Language) -> str:
        """Return the sentence without code and prefixed terms; empty when nothing but code was in it."""
        parts = []
        for part in re.split(r";\s+(?=(?:[^`]*`[^`]*`)*[^`]*$)", text.in_(language)):
            had_code = "`" in part
            bare = _CODE.sub("", part)
            while had_code and (shorter := _LOOSE_END.sub("", bare).rstrip(" ,:")) != bare:
                bare = shorter
            if bare.strip() and (not had_code or len(bare.split()) > _FEWEST_WORDS):
                parts.append(bare.strip())
        return _SPACES.sub(r"\1", self.named("; ".join(parts), language))

    def named(self, text: str, language: Language) -> str:
        """Return the text with names in the place of prefixed terms."""
        return _TERM.sub(lambda found: self._name(found[0], language), text)

    def _name(self, term: str, language: Language) -> str:
        prefix, _, name = term.partition(":")
        return self._workspace.label(ox.NamedNode(PREFIXES[prefix] + name), language)
