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
from archrepo.procurement.requirements.phrases import Phrases, tokens_of
from archrepo.store import Graph
from archrepo.vocabulary import LABEL, ar

_WORDS: Final = (
    ("een", "één", "one"), ("twee", "two"), ("drie", "three"), ("vier", "four"), ("vijf", "five"), ("zes", "six"),
    ("zeven", "seven"), ("acht", "eight"), ("negen", "nine"), ("tien", "ten"), ("elf", "eleven"), ("twaalf", "twelve"),
)  # fmt: skip
_WORD: Final = "|".join(word for words in _WORDS for word in words)
_NUMBER: Final = re.compile(
    r"(?<![\w.,])(?:"
    rf"(?:(?:{_WORD})\s*\(\s*)?(?P<euro>€\s*)?"
    r"(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?:,-)?(?:\s*\))?"
    rf"(?:\s*\((?:{_WORD})\))?"
    rf"|(?P<word>{_WORD})(?=\s)"
    r")(?P<times>\s*(?:miljoen|million|mln))?",
    re.IGNORECASE,
)
_ARTICLE: Final = "een"
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
        self._unread = _phrases(ontology, "UnreadUnit")
        self._euro, self._hour = ar("Euro").value, ar("Hour").value
        self._ontology = ontology

    def find(self, text: str) -> tuple[RecognisedQuantity, ...]:
        """Return the quantities of a text in order.

        A bare one, without a word of limit, counts only when it is alone in its part of the text.
        """
        found = []
        for number in _NUMBER.finditer(text):
            unit, end = (self._euro, number.end()) if number["euro"] else self._unit_at(text, number.end())
            if unit and not (unit == self._hour and _CLOCK.match(number["number"] or "")):
                value = _number(number) * (_MILLION if number["times"] else 1)
                limit, start, end = self._limit(text, number.start(), end)
                if not limit and (number["word"] or "").casefold() == _ARTICLE:
                    continue
                found.append(
                    RecognisedQuantity(
                        value, unit, self._name(unit), limit, self._name(limit), text[start:end], start, end
                    )
                )
        parts = [len(_SENTENCE_END.findall(text[: one.start])) for one in found]
        return tuple(
            one
            for one, part in zip(found, parts, strict=True)
            if one.limit or len(found) == 1 or parts.count(part) == 1
        )

    def unread(self, text: str) -> tuple[str, ...]:
        """Return the numbers with a unit that is known and cannot be compared, such as `5 werkdagen`, as they stand."""
        found = []
        for number in _NUMBER.finditer(text):
            end = self._end_of(self._unread, text, number.end())
            if end and (number["word"] or "").casefold() != _ARTICLE:
                found.append(text[number.start() : end])
        return tuple(found)

    def _name(self, term: str) -> Text:
        return (text_of(self._ontology, ox.NamedNode(term), LABEL) if term else None) or Text.same("")

    def _end_of(self, phrases: Phrases[str], text: str, start: int) -> int:
        """Return where a phrase that stands right at this place ends; 0 when there is none."""
        tokens = tokens_of(text[start : start + 30])
        hits = list(phrases.starting_at(tokens, 0)) if tokens and tokens[0].start <= 1 else []
        return start + tokens[hits[-1].after - 1].end if hits else 0

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


def _number(found: re.Match[str]) -> Decimal:
    if found["number"]:
        return _value(found["number"])
    word = found["word"].casefold()
    return Decimal(next(value for value, words in enumerate(_WORDS, 1) if word in words))


def _value(text: str) -> Decimal:
    """Return a number as a Dutch reader takes it: 500.000 is half a million, 99,5 and 99.5 are the same."""
    whole, comma, rest = text.partition(",")
    parts: Sequence[str] = whole.split(".")
    if comma or (len(parts) > 1 and all(len(part) == 3 for part in parts[1:])):
        return Decimal("".join(parts) + (f".{rest}" if rest else ""))
    return Decimal(text)
