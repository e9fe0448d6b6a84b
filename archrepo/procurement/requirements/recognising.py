"""Recognise in the text of a requirement which standards, measures, evidence, registers and topics it is about.

By name, abbreviation and web address, the same each time. What is sure and what is doubtful stay apart: a doubtful
match is for a person to confirm. Doubtful are a name that is also an ordinary word, a version that nobody knows, and a
name beside a word such as "not".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.metamodel import text_of
from archrepo.procurement.requirements.known_names import Kind, KnownNames, Named, plain_address
from archrepo.procurement.requirements.phrases import Hit, Phrases, Token, tokens_of
from archrepo.procurement.requirements.quantities import Quantities, RecognisedQuantity
from archrepo.vocabulary import LABEL, NOTATION, ar
from archrepo.workspace import Workspace

__all__ = ["Kind", "Match", "Recognised", "Recogniser"]

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"']+")
_VERSION: Final = re.compile(
    r"(?P<lead>\s*[,(]?\s*(?:versies?|version|v\.?)\s*|\s*:\s*|\s*-\s*|\s*)(?P<number>\d{1,4}(?:\.\d{1,4}){0,2}(?:\.x)?)"
    r"(?![\w%€]|\.\d|\s*(?:%|€))",
    re.IGNORECASE,
)
_NEXT_VERSION: Final = re.compile(
    r"\s*(?:,|/|&|en|of|and|or)\s*(?:versie|version|v\.?)?\s*(?P<number>\d{1,4}\.\d{1,4}(?:\.x)?)(?![\w%€]|\.\d)",
    re.IGNORECASE,
)
_MEASURES: Final = re.compile(
    r"[\s:(\-]*(?:(?:maatregel(?:en)?|beheersmaatregel(?:en)?|measures?|controls?|nr\.?|nummer)[\s:]*)?"
    r"(?P<numbers>\d{1,2}\.\d{1,2}(?:\.\d{1,2})?(?:\s*(?:,|/|&|en|and)\s*\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)*)(?![\w%]|\.\d)",
    re.IGNORECASE,
)
_SENTENCE_END: Final = re.compile(r"[;\n!?]|\.(?=\s|\Z)")
#: What can be forbidden; a topic or a register is what the text is about, also where it says what must not be.
_DENIABLE: Final = (Kind.STANDARD, Kind.EVIDENCE, Kind.TERMS)
_DENIED_BEFORE: Final = 3
_DENIED_AFTER: Final = 6


@dataclass(frozen=True, slots=True)
class Match:
    """What a piece of the text stands for; `version` is the number stated with it, empty when there is none."""

    term: str
    name: Text
    kind: Kind
    matched: str
    start: int
    end: int
    why: Text
    version: str = ""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was recognised in one text, each term once, in order of place; quantities are always to be confirmed.

    `unread` are the numbers whose unit cannot be compared, as they stand in the text.
    """

    sure: tuple[Match, ...]
    doubtful: tuple[Match, ...]
    quantities: tuple[RecognisedQuantity, ...]
    unread: tuple[str, ...] = ()


class Recogniser:
    """The names of one workspace, ready to be found in many texts."""

    def __init__(self, workspace: Workspace) -> None:
        """Gather the names; this takes most of the time, a text hardly any."""
        self._known = KnownNames(workspace)
        ontology = workspace.ontology.graph
        self._asked: Phrases[Named] = Phrases()
        self._topics: Phrases[Named] = Phrases()
        for named in self._known.names:
            (self._topics if named.kind is Kind.TOPIC else self._asked).add(named.spelled, named)
        self._quantities = Quantities(ontology)
        self._denials: Phrases[str] = Phrases()
        for word in ontology.objects(ar("Denial"), ar("recognisedBy")):
            if isinstance(word, ox.Literal):
                self._denials.add(word.value, word.value)
        self._editions: Phrases[bool] = Phrases()
        for edition in ontology.instances(ar("MeasureEdition")):
            for predicate, is_sure in (("recognisedBy", True), ("recognisedWithDoubt", False)):
                for word in ontology.objects(edition, ar(predicate)):
                    if isinstance(word, ox.Literal):
                        self._editions.add(word.value, is_sure)
        self._measures = {
            _measure_number(notation.value): (measure.value, text_of(ontology, measure, LABEL) or Text.same(""))
            for measure in ontology.instances(ar("SecurityMeasure"))
            for notation in ontology.objects(measure, NOTATION)
            if isinstance(measure, ox.NamedNode) and isinstance(notation, ox.Literal)
        }

    def recognise(self, text: str) -> Recognised:
        """Return what stands in the text; a doubtful topic is left out where a sure one says what the text is about."""
        addresses = list(_ADDRESS.finditer(text))
        plain = text
        for found in reversed(addresses):
            plain = plain[: found.start()] + " " * (found.end() - found.start()) + plain[found.end() :]
        tokens = tokens_of(plain)
        found_all = [
            *self._by_address(addresses),
            *self._by_number(plain, tokens),
            *self._by_name(self._asked, plain, tokens),
        ]
        topics = list(self._by_name(self._topics, plain, tokens))
        sure = _first_of_each(match for match, is_sure in (*found_all, *topics) if is_sure)
        has_topic = any(match.kind is Kind.TOPIC for match in sure)
        known = {match.term for match in sure}
        doubtful = _first_of_each(
            match
            for match, is_sure in (*found_all, *topics)
            if not is_sure and match.term not in known and not (has_topic and match.kind is Kind.TOPIC)
        )
        return Recognised(sure, doubtful, self._quantities.find(plain), self._quantities.unread(plain))

    def _by_address(self, addresses: Iterable[re.Match[str]]) -> Iterator[tuple[Match, bool]]:
        for found in addresses:
            named = self._known.addresses.get(plain_address(found[0]))
            if named is not None:
                why = Text("het webadres is van deze standaard", "the web address is that of this standard")
                yield _match(named, found[0], found.start(), why), True

    def _by_number(self, text: str, tokens: Sequence[Token]) -> Iterator[tuple[Match, bool]]:
        """Iterate over the measures named by number; a number of a whole control stands for its measures."""
        for hit in self._editions.longest(tokens):
            start, end = tokens[hit.first].start, tokens[hit.after - 1].end
            numbers = _MEASURES.match(text, end)
            if numbers is None:
                continue
            is_sure = any(hit.entries)
            for number in re.findall(r"[\d.]+", numbers["numbers"]):
                wanted = _measure_number(number)
                for known, (term, name) in self._measures.items():
                    if known == wanted or known[: len(wanted)] == wanted:
                        why = (
                            Text("het nummer van de maatregel", "the number of the measure")
                            if known == wanted
                            else Text(f"hoort bij {number}", f"belongs to {number}")
                        )
                        span = text[start : numbers.end()]
                        yield Match(term, name, Kind.MEASURE, span, start, numbers.end(), why), is_sure

    def _by_name(self, phrases: Phrases[Named], text: str, tokens: Sequence[Token]) -> Iterator[tuple[Match, bool]]:
        index = 0
        while index < len(tokens):
            best: list[tuple[Match, bool]] = []
            after, length, rank = index + 1, 0, 0
            for hit in phrases.starting_at(tokens, index):
                named = _preferred(hit, text, tokens)
                if not named:
                    continue
                matches = self._matches(named, hit, text, tokens)
                reach = matches[-1][0].end
                if reach > length or (reach == length and named[0].rank <= rank):
                    best, length, rank = matches, reach, named[0].rank
                    after = hit.after
            if best:
                yield from best
                while after < len(tokens) and tokens[after].start < length:
                    after += 1
            index = after

    def _matches(
        self, named: Sequence[Named], hit: Hit[Named], text: str, tokens: Sequence[Token]
    ) -> list[tuple[Match, bool]]:
        """Return what one name stands for, with the versions that follow it; several terms make it doubtful."""
        start, end = tokens[hit.first].start, tokens[hit.after - 1].end
        denied = self._denied(text, tokens, hit) if named[0].kind in _DENIABLE else ""
        if len(named) > 1:
            why = Text("de naam past bij meer dan één", "the name fits more than one")
            return [(_match(one, text[start:end], start, why), False) for one in named]
        one = named[0]
        is_sure = one.is_sure and not denied and _has_its_case(one.spelled, text[start:end])
        why = (
            Text(f"'{denied}' staat erbij", f"'{denied}' stands beside it")
            if denied
            else Text("op naam", "by name")
            if is_sure
            else Text("dit woord kan ook iets anders betekenen", "this word can mean something else as well")
        )
        if one.kind is not Kind.STANDARD:
            return [(_match(one, text[start:end], start, why), is_sure)]
        versions = list(self._versions(one, text, end))
        if not versions:
            return [(_match(one, text[start:end], start, why), is_sure)]
        found = []
        for number, until in versions:
            term, name, is_known = self._version(one, number)
            told = why if is_known else Text(f"versie {number} is niet bekend", f"version {number} is not known")
            found.append(
                (Match(term, name, one.kind, text[start:until], start, until, told, number), is_sure and is_known)
            )
        return found

    def _versions(self, named: Named, text: str, end: int) -> Iterator[tuple[str, int]]:
        """Iterate over the numbers that follow a name as versions, with the end of each."""
        found = _VERSION.match(text, end)
        if found is None:
            return
        number = found["number"]
        is_said = any(character.isalpha() or character == ":" for character in found["lead"])
        if not (is_said or "." in number or self._known_version(named.term, number)):
            return
        yield number, found.end()
        at = found.end()
        while (following := _NEXT_VERSION.match(text, at)) is not None:
            at = following.end()
            yield following["number"], at

    def _known_version(self, term: str, number: str) -> str:
        """Return the number of the known version that is meant: the very one, or `1.x` for 1.2; empty when none is."""
        known = self._known.versions.get(term, {})
        short = number.lstrip("0") or number
        for one in (short, number, f"{short.split('.')[0]}.x"):
            if one in known:
                return one
        return ""

    def _version(self, named: Named, number: str) -> tuple[str, Text, bool]:
        known = self._known_version(named.term, number)
        if known:
            version = self._known.versions[named.term][known]
            return version.term, version.name, True
        return named.term, named.name, not self._known.versions.get(named.term)

    def _denied(self, text: str, tokens: Sequence[Token], hit: Hit[Named]) -> str:
        """Return the word of denial just before or shortly after a name in its sentence; empty when there is none."""
        start, end = tokens[hit.first].start, tokens[hit.after - 1].end
        begin = max((found.end() for found in _SENTENCE_END.finditer(text, 0, start)), default=0)
        stop = _SENTENCE_END.search(text, end)
        until = stop.start() if stop else len(text)
        before = [one for one in tokens[max(0, hit.first - _DENIED_BEFORE) : hit.first] if one.start >= begin]
        after = [one for one in tokens[hit.after : hit.after + _DENIED_AFTER] if one.end <= until]
        for part in (before, after):
            for found in self._denials.longest(part):
                return found.entries[0]
        return ""


def _preferred(hit: Hit[Named], text: str, tokens: Sequence[Token]) -> list[Named]:
    """Return what the name stands for, of the first rank only, where its capitals allow that."""
    matched = text[tokens[hit.first].start : tokens[hit.after - 1].end]
    fitting = [one for one in hit.entries if _may_be(one, matched)]
    first = min((one.rank for one in fitting), default=0)
    kept = {one.term: one for one in reversed(fitting) if one.rank == first}
    sure = [one for one in kept.values() if one.is_sure]
    return sorted(sure if len(sure) == 1 else kept.values(), key=lambda one: one.term)


def _may_be(named: Named, matched: str) -> bool:
    """Tell whether the text can be the name: an abbreviation stands in capitals, a doubtful proper name has one."""
    letters = [character for character in named.spelled if character.isalpha()]
    if letters and all(character.isupper() for character in letters):
        return all(character.isupper() for character in matched if character.isalpha())
    is_proper = not named.is_sure and " " not in named.spelled and named.spelled[:1].isupper()
    return not (is_proper and matched.islower())


def _has_its_case(spelled: str, matched: str) -> bool:
    """Tell whether a name with capitals inside is not written as an ordinary word in small letters."""
    is_peculiar = " " not in spelled and any(character.isupper() for character in spelled[1:])
    return not is_peculiar or not matched.islower()


def _match(named: Named, matched: str, start: int, why: Text) -> Match:
    return Match(named.term, named.name, named.kind, matched, start, start + len(matched), why)


def _first_of_each(matches: Iterable[Match]) -> tuple[Match, ...]:
    found: dict[tuple[Kind, str], Match] = {}
    for match in matches:
        found.setdefault((match.kind, match.term), match)
    return tuple(sorted(found.values(), key=lambda match: (match.start, match.end, match.kind.value, match.term)))


def _measure_number(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.strip(".").split(".") if part)
