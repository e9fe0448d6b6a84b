"""Names that may not be read, and what stands in their place: for assessors who may not know who bids."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from typing import TypeVar

from archrepo.language import Language, Text
from archrepo.procurement.assessment import BidAssessment
from archrepo.procurement.award.arithmetic import figure

Shaped = TypeVar("Shaped")
_PART = Text("onderdeel {number} van {alias}", "part {number} of {alias}")
_OF_SEVERAL = Text("een onderdeel van meer inschrijvers", "a part of several bidders")
_SHORTEST_NAME = 3
_AMOUNT = "(...)"
_WORD = re.compile(r"[^\W_]+(?:[.&'-][^\W_]+)*")


class Scrub:
    """Puts aliases in the place of what would tell who a bidder is, in one language."""

    def __init__(
        self,
        language: Language,
        bids: Sequence[tuple[BidAssessment, Text]],
        common: frozenset[str],
        kept: Iterable[str] = (),
        public: Iterable[str] = (),
    ) -> None:
        """Collect the secrets of the bids; a word that is `common`, as the tender itself uses it, is none by itself.

        What is `kept` stays as it stands, also where it holds a secret; what `public` texts name is no secret.
        """
        whole: dict[str, str] = {}
        words: dict[str, str] = {}
        owners: dict[str, set[str]] = {}
        for bid, alias in bids:
            for secret, stands in _secrets(bid, alias.in_(language), language):
                folded = secret.casefold()
                owners.setdefault(folded, set()).add(alias.in_(language))
                whole.setdefault(folded, stands)
            for word in words_in(_telling_names(bid)):
                if len(word) >= _SHORTEST_NAME and word not in common and not word.isdigit():
                    words.setdefault(word, alias.in_(language))
        whole.update({secret: _OF_SEVERAL.in_(language) for secret, found in owners.items() if len(found) > 1})
        if published := "\n".join(public).casefold():
            whole = {secret: stands for secret, stands in whole.items() if secret not in published}
        whole.update({one.casefold(): "" for one in kept})
        self._whole = _pattern(whole, is_word=False)
        self._words = _pattern(words, is_word=True)
        self._stands = {**words, **whole}

    def __call__(self, text: str) -> str:
        """Return the text without the secrets."""
        for pattern in (self._whole, self._words):
            if pattern is not None:
                text = pattern.sub(lambda found: self._stands[found[0].casefold()] or found[0], text)
        return text


def names_of_bid(bid: BidAssessment) -> tuple[str, ...]:
    """Return the names, files and IRIs that a bid brings, as they are spelled in any language."""
    return tuple(dict.fromkeys(name for name, _ in _secrets(bid, "", "nl")))


def _secrets(bid: BidAssessment, alias: str, language: Language) -> Iterator[tuple[str, str]]:
    """Yield the names, files and IRIs that only this bid brings, each with what stands in its place."""
    slug = alias.replace(" ", "-").casefold()
    path = bid.bid.location.path
    if bid.is_formal and path:
        yield path, f"{slug}.ttl"
        yield path.rpartition("/")[2], f"{slug}.ttl"
    if bid.bid.read_from:
        yield bid.bid.read_from, slug
    yield bid.iri, f"urn:archrepo:{slug}"
    if bid.bid.bidder:
        yield bid.bid.bidder, f"urn:archrepo:{slug}:0"
    for name in (bid.name, bid.bid.name, bid.bid.bidder_name):
        yield from ((spelled, alias) for spelled in (name.nl, name.en) if len(spelled) >= _SHORTEST_NAME)
    for number, thing in enumerate(bid.things, start=1):
        if thing.iri == bid.iri:
            continue
        yield thing.iri, f"urn:archrepo:{slug}:{number}"
        if not thing.is_relation and thing.iri != bid.bid.bidder:
            part = _PART.in_(language).format(number=number, alias=alias)
            spellings = (thing.name.nl, thing.name.en)
            yield from ((spelled, part) for spelled in spellings if len(spelled) >= _SHORTEST_NAME)


def _telling_names(bid: BidAssessment) -> Iterator[str]:
    """Yield the names of bidder, bid, product and contract, with the last part of their IRIs."""
    telling = {*bid.bid.offered, bid.bid.bidder, bid.bid.contract}
    for name in (bid.name, bid.bid.bidder_name, *(thing.name for thing in bid.things if thing.iri in telling)):
        yield from (name.nl, name.en)
    for iri in (bid.iri, *telling):
        yield re.split("[/#]", iri)[-1]


def _pattern(secrets: Mapping[str, str], *, is_word: bool) -> re.Pattern[str] | None:
    """Return what matches any of the secrets in any case, the longest first; None when there are none."""
    listed = "|".join(re.escape(one) for one in sorted(secrets, key=lambda one: (-len(one), one)))
    if not listed:
        return None
    return re.compile(rf"(?<![^\W_])(?:{listed})(?![^\W_])" if is_word else listed, re.IGNORECASE)


class Amounts:
    """Puts words in the place of amounts of money, however they are spelled."""

    def __init__(self, amounts: Iterable[Decimal]) -> None:
        """Collect the spellings: with dots or commas between thousands, or with neither."""
        spelled: dict[str, str] = {}
        for amount in amounts:
            shown = figure(amount)
            for one in (shown.nl, shown.en, str(amount), f"{amount.normalize():f}"):
                spelled[one] = _AMOUNT
        listed = "|".join(re.escape(one) for one in sorted(spelled, key=lambda one: (-len(one), one)))
        self._pattern = re.compile(rf"(?<![\d.,])(?:{listed})(?![.,]?\d)") if listed else None

    def __call__(self, text: str) -> str:
        """Return the text without the amounts."""
        return self._pattern.sub(_AMOUNT, text) if self._pattern is not None else text


def words_in(texts: Iterable[str]) -> Iterator[str]:
    """Yield the words of the texts in small letters, a word with hyphens also by its parts."""
    for text in texts:
        for word in _WORD.findall(text.casefold()):
            yield word
            yield from re.split("[.&'-]", word)


def strings_in(value: object) -> Iterator[str]:
    """Yield every string in a value, also in the values within it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from strings_in(one)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from strings_in(getattr(value, field.name))


def mapped(value: Shaped, on_text: Callable[[Text], Text], on_string: Callable[[str], str]) -> Shaped:
    """Return the value with every text and string in it replaced; numbers, days and kinds stay."""
    found: object = value
    if isinstance(value, Text):
        found = on_text(value)
    elif isinstance(value, str):
        found = on_string(value)
    elif isinstance(value, tuple):
        found = tuple(mapped(one, on_text, on_string) for one in value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type | Enum):
        parts = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        found = replace(value, **{name: mapped(part, on_text, on_string) for name, part in parts.items()})
    return found  # type: ignore[return-value]  # each branch keeps the type of what it was given
