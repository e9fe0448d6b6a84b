"""What a model said when it was exported, in a few bytes a fact, for the comparison when the file comes back.

Of each subject is kept which facts it had, each with a digest of its values. So it is known of every fact by itself
whether the file, or the model, still says what was exported.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final, TypeAlias

import pyoxigraph as ox

from archrepo.exchange.facts.spelled import Fact, Spelled, Values, is_comparable
from archrepo.turtle.reading import Term

_VERSION: Final = "2:"
_CHECK_BYTES: Final = 4
_NAME_BYTES: Final = 4
_KEY_BYTES: Final = 4
_VALUE_BYTES: Final = 2
#: A subject may have hundreds of relations of one type, which are told apart by their digests only.
_RELATION_BYTES: Final = 3
#: In the first byte of a key: it is that of relations. So these come behind all others.
_RELATION_BIT: Final = 0x80
#: Stands for values that are not spelled alike in two graphs; no digest is zero.
_NOT_COMPARABLE: Final = bytes(_VALUE_BYTES)

#: What a subject said: for each key the digest of its values, or those of its relations.
_Said: TypeAlias = Mapping[bytes, frozenset[bytes]]
#: The keys of a subject, sorted, each with the number of its digests.
_Shape: TypeAlias = tuple[tuple[bytes, int], ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """Of the facts that differ: those that only the file changed, and those that both changed."""

    file: frozenset[Fact] = frozenset()
    both: frozenset[Fact] = frozenset()


@dataclass(frozen=True, slots=True)
class ExportState:
    """What the subjects said, by the digest of their name; of two that share a digest it holds both."""

    said: Mapping[bytes, _Said]

    def knows(self, subject: ox.NamedNode) -> bool:
        """Tell whether the subject was in the export."""
        return _name(subject) in self.said

    def is_still(self, subject: ox.NamedNode, values: Values) -> bool:
        """Tell whether the subject says what it said in the export."""
        return self.said.get(_name(subject)) == _said(subject, values)

    def sides(self, subject: ox.NamedNode, model: Values, file: Values) -> Sides:
        """Return on which side the facts changed in which model and file differ."""
        differing = differing_in(model, file)
        of_model = {one for one in differing if not self._has(subject, one, model.get(one, {}))}
        of_file = {one for one in differing if not self._has(subject, one, file.get(one, {}))}
        # Values of which the digests are equal tell nothing either.
        both = frozenset(one for one in differing if (one in of_file) == (one in of_model))
        return Sides(frozenset(of_file) - both, both)

    def _has(self, subject: ox.NamedNode, fact: Fact, spellings: Mapping[str, Term]) -> bool:
        """Tell whether the fact had these values in the export; without values, whether it was not there."""
        said = self.said.get(_name(subject), {}).get(_key(fact), frozenset())
        if _is_relation(fact):
            return (_digest_of(subject, fact, (fact.part,)) in said) == bool(spellings)
        return _digest_of(subject, fact, spellings) in said if spellings else not said


def differing_in(one: Values, other: Values) -> tuple[Fact, ...]:
    """Return the facts of which the values differ and can be compared, sorted."""
    every = {*one, *other}
    return tuple(
        sorted(
            (
                each
                for each in every
                if (values := one.get(each, {})).keys() != (others := other.get(each, {})).keys()
                and is_comparable(values)
                and is_comparable(others)
            ),
            key=lambda fact: (fact.predicate.value, fact.part),
        )
    )


def state_of(facts: Spelled) -> ExportState:
    """Return the state of all subjects."""
    said: dict[bytes, _Said] = {}
    for subject in facts.subjects:
        name, own = _name(subject), _said(subject, facts.values(subject))
        said[name] = _joined(said[name], own) if name in said else own
    return ExportState(said)


def state_text(facts: Spelled) -> str:
    """Return the state of all subjects as a text on one line, the same for the same facts."""
    said = b"".join(_written(state_of(facts).said))
    return _VERSION + base64.b64encode(_check(said) + said).decode("ascii")


def state_in(text: str) -> ExportState | None:
    """Return the state that the text holds; None for a text that `state_text` did not write."""
    plain = "".join(text.split())
    if not plain.startswith(_VERSION):
        return None
    try:
        data = base64.b64decode(plain.removeprefix(_VERSION), validate=True)
    except (binascii.Error, ValueError):
        return None
    check, said = data[:_CHECK_BYTES], data[_CHECK_BYTES:]
    if check != _check(said):
        return None
    try:
        return ExportState(dict(_Reading(said).subjects()))
    except _TooShort:
        return None


def _said(subject: ox.NamedNode, values: Values) -> _Said:
    found: dict[bytes, set[bytes]] = {}
    for fact, spellings in values.items():
        if not is_comparable(spellings):
            if not _is_relation(fact):
                found[_key(fact)] = {_NOT_COMPARABLE}
            continue
        found.setdefault(_key(fact), set()).add(_digest_of(subject, fact, spellings))
    return {key: frozenset(digests) for key, digests in found.items()}


def _joined(one: _Said, other: _Said) -> _Said:
    """Return what two subjects said; of values it is then not known which were whose."""
    return {
        key: one.get(key, frozenset()) | other.get(key, frozenset())
        if _has_many(key)
        else frozenset((_NOT_COMPARABLE,))
        for key in {*one, *other}
    }


def _has_many(key: bytes) -> bool:
    """Tell whether a key is that of relations, which each have a digest."""
    return key[0] >= _RELATION_BIT


def _is_relation(fact: Fact) -> bool:
    return bool(fact.part) and not fact.part.startswith("@")


def _key(fact: Fact) -> bytes:
    """Return the digest of what a fact says; the first bit tells that it is a relation."""
    is_relation = _is_relation(fact)
    digest = _digest("\n".join((fact.predicate.value, "" if is_relation else fact.part)), _KEY_BYTES)
    return bytes((digest[0] % _RELATION_BIT + _RELATION_BIT * is_relation,)) + digest[1:]


def _digest_of(subject: ox.NamedNode, fact: Fact, spellings: Iterable[str]) -> bytes:
    size = _RELATION_BYTES if _is_relation(fact) else _VALUE_BYTES
    found = _digest("\n".join((subject.value, fact.predicate.value, fact.part, *sorted(spellings))), size)
    return found if any(found) else found[:-1] + b"\1"


def _name(subject: ox.NamedNode) -> bytes:
    return _digest(subject.value, _NAME_BYTES)


def _digest(text: str, size: int) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).digest()


def _check(said: bytes) -> bytes:
    return zlib.crc32(said).to_bytes(_CHECK_BYTES, "big")


def _written(said: Mapping[bytes, _Said]) -> Iterator[bytes]:
    """Yield the keys, then for each shape its keys and the subjects that have it, all sorted."""
    by_shape: dict[_Shape, list[bytes]] = {}
    for name in sorted(said):
        by_shape.setdefault(tuple((key, len(said[name][key])) for key in sorted(said[name])), []).append(name)
    keys = {key: at for at, key in enumerate(sorted({key for shape in by_shape for key, _ in shape}))}
    yield _number(len(keys))
    yield from keys
    for shape in sorted(by_shape):
        yield _number(len(shape))
        last = 0
        for key, count in shape:
            yield _number(keys[key] - last) + (_number(count) if _has_many(key) else b"")
            last = keys[key]
        yield _number(len(by_shape[shape]))
        for name in by_shape[shape]:
            yield name
            for key, _ in shape:
                yield from sorted(said[name][key])


def _number(number: int) -> bytes:
    """Return a number in groups of seven bits, the lowest first; the highest bit tells that another follows."""
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)
    return bytes(found)


class _TooShort(ValueError):
    """The bytes end where more should follow."""


class _Reading:
    """Reads what `_written` yields."""

    def __init__(self, said: bytes) -> None:
        self._said, self._at = said, 0

    def subjects(self) -> Iterator[tuple[bytes, _Said]]:
        keys = [self._taken(_KEY_BYTES) for _ in range(self._number())]
        while self._at < len(self._said):
            shape: list[tuple[bytes, int]] = []
            at = 0
            for _ in range(self._number()):
                at += self._number()
                if at >= len(keys):
                    raise _TooShort
                shape.append((keys[at], self._number() if _has_many(keys[at]) else 1))
            for _ in range(self._number()):
                yield self._taken(_NAME_BYTES), {key: self._digests(key, count) for key, count in shape}

    def _digests(self, key: bytes, count: int) -> frozenset[bytes]:
        size = _RELATION_BYTES if _has_many(key) else _VALUE_BYTES
        return frozenset(self._taken(size) for _ in range(count))

    def _taken(self, size: int) -> bytes:
        found = self._said[self._at : self._at + size]
        if len(found) < size:
            raise _TooShort
        self._at += size
        return found

    def _number(self) -> int:
        number, shift, more = 0, 0, True
        while more:
            byte = self._taken(1)[0]
            number |= (byte & 0x7F) << shift
            shift, more = shift + 7, bool(byte & 0x80)
        return number
