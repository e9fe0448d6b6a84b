"""Numbers with a unit in the text of a requirement, with the word that says whether they are the least or the most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.metamodel import text_of
from archrepo.procurement.phrases import Phrases, tokens_of
from archrepo.store import Graph
from archrepo.vocabulary import LABEL, ar

_NUMBER: Final = re.compile(
    r"(?<![\w.,])(?P<euro>€\s*)?(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?:,-)?"
    r"(?P<times>\s*(?:miljoen|million|mln))?"
)
_SENTENCE_END: Final = re.compile(r"[;\n!?]|\.(?!\d)")
_CLOCK: Final = re.compile(r"([01]?\d|2[0-3])\.[0-5]\d\Z")
_MILLION: Final = Decimal(1_000_000)
_WORDS_BEFORE: Final = 5
_WORDS_AFTER: Final = 3


@dataclass(frozen=True, slots=True)
class RecognisedQuantity:
    """A number with its unit; `limit` is the IRI of at least or at most, empty when no word says which."""

    value: Decimal
    unit: str
    unit_name: Text
    limit: str
    limit_name: Text
    text: str
    start: int
    end: int

    @property
    def shown(self) -> Text:
        """Return the number as a reader of each language writes it."""
        plain = f"{self.value:f}"
        return Text(plain.replace(".", ","), plain)


class Quantities:
    """Finds quantities by the words for units and limits in the ontology."""

    def __init__(self, ontology: Graph) -> None:
        """Read the words."""
        self._units = _phrases(ontology, "Unit")
        self._limits = _phrases(ontology, "LimitKind")
        self._euro, self._hour = ar("Euro").value, ar("Hour").value
        self._ontology = ontology

    def find(self, text: str) -> tuple[RecognisedQuantity, ...]:
        """Return the quantities of a text in order; a bare one, without a word of limit, only when it is alone."""
        found = []
        for number in _NUMBER.finditer(text):
            unit, end = (self._euro, number.end()) if number["euro"] else self._unit_at(text, number.end())
            if unit and not (unit == self._hour and _CLOCK.match(number["number"])):
                value = _value(number["number"]) * (_MILLION if number["times"] else 1)
                limit, start, end = self._limit(text, number.start(), end)
                found.append(
                    RecognisedQuantity(
                        value, unit, self._name(unit), limit, self._name(limit), text[start:end], start, end
                    )
                )
        return tuple(one for one in found if one.limit or len(found) == 1)

    def _name(self, term: str) -> Text:
        return (text_of(self._ontology, ox.NamedNode(term), LABEL) if term else None) or Text.same("")

    def _unit_at(self, text: str, start: int) -> tuple[str, int]:
        tokens = tokens_of(text[start : start + 30])
        hits = list(self._units.starting_at(tokens, 0)) if tokens and tokens[0].start <= 1 else []
        return (hits[-1].entries[0], start + tokens[hits[-1].after - 1].end) if hits else ("", start)

    def _limit(self, text: str, start: int, end: int) -> tuple[str, int, int]:
        """Return the nearest word of limit in the same sentence, before the number or right after it, and the span."""
        before = _SENTENCE_END.split(text[:start])[-1]
        tokens = tokens_of(before)[-_WORDS_BEFORE:]
        hits = list(self._limits.longest(tokens))
        if hits:
            offset = start - len(before)
            return hits[-1].entries[0], offset + tokens[hits[-1].first].start, end
        after = _SENTENCE_END.split(text[end:])[0]
        tokens = tokens_of(after)[:_WORDS_AFTER]
        hits = list(self._limits.longest(tokens))
        if hits and hits[0].first == 0:
            return hits[0].entries[0], start, end + tokens[hits[0].after - 1].end
        return "", start, end


def _phrases(ontology: Graph, class_name: str) -> Phrases[str]:
    phrases: Phrases[str] = Phrases()
    for term in ontology.instances(ar(class_name)):
        for word in ontology.objects(term, ar("recognisedBy")):
            if isinstance(term, ox.NamedNode) and isinstance(word, ox.Literal):
                phrases.add(word.value, term.value)
    return phrases


def _value(text: str) -> Decimal:
    """Return a number as a Dutch reader takes it: 500.000 is half a million, 99,5 and 99.5 are the same."""
    whole, comma, rest = text.partition(",")
    parts: Sequence[str] = whole.split(".")
    if comma or (len(parts) > 1 and all(len(part) == 3 for part in parts[1:])):
        return Decimal("".join(parts) + (f".{rest}" if rest else ""))
    return Decimal(text)
