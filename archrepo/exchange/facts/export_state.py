"""What a model said when it was exported, as one number a subject, for the comparison when the file comes back.

The number of a subject is the sum of the numbers of its facts. So a few bytes tell whether a subject is still what it
was, and also, where file and model differ in some facts, which side changed which: only one choice of sides adds up to
the sum of then.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import pyoxigraph as ox

from archrepo.exchange.facts.spelled import Fact, Spelled, Values, is_comparable
from archrepo.turtle.reading import Term

_VERSION: Final = "1:"
_NAME_BYTES: Final = 4
_SUM_BYTES: Final = 5
_RECORD: Final = _NAME_BYTES + _SUM_BYTES
_CHECK_BYTES: Final = 4
_MODULUS: Final = 1 << (8 * _SUM_BYTES)
#: With more differing facts than this there would be too many choices of sides to trust the one that adds up.
_MOST_DIFFERING: Final = 12


@dataclass(frozen=True, slots=True)
class Sides:
    """Of the facts that differ: those that only the file changed, and those that both changed.

    Where both changed one fact, all others that differ on the subject are in `both` too: the sum tells no more.
    """

    file: frozenset[Fact] = frozenset()
    both: frozenset[Fact] = frozenset()


@dataclass(frozen=True, slots=True)
class ExportState:
    """The sums of the subjects by the digest of their name; two subjects may share a digest."""

    sums: Mapping[bytes, frozenset[int]]

    def knows(self, subject: ox.NamedNode) -> bool:
        """Tell whether the subject was in the export."""
        return _name(subject) in self.sums

    def is_still(self, subject: ox.NamedNode, values: Values) -> bool:
        """Tell whether the subject says what it said in the export."""
        return _total(subject, values) in self.sums.get(_name(subject), ())

    def sides(self, subject: ox.NamedNode, model: Values, file: Values) -> Sides:
        """Return on which side the facts changed in which model and file differ."""
        differing = differing_in(model, file)
        if not self.knows(subject):
            both = frozenset(one for one in differing if one in model and one in file)
            return Sides(frozenset(one for one in differing if one in file) - both, both)
        sums, total = self.sums[_name(subject)], _total(subject, model)
        steps = [
            _number(subject, one, file.get(one, {})) - _number(subject, one, model.get(one, {})) for one in differing
        ]
        # All of one side are the common cases, and need no limit.
        if total in sums:
            return Sides(frozenset(differing))
        if _total(subject, file) in sums:
            return Sides()
        choice = 0
        for count in range(1, 2 ** len(differing)) if len(differing) <= _MOST_DIFFERING else ():
            # The choices in such an order that each differs in one fact from the one before.
            at = (count & -count).bit_length() - 1
            choice ^= 1 << at
            total += steps[at] if choice >> at & 1 else -steps[at]
            if total % _MODULUS in sums:
                # Where the file still says what was exported, the model changed.
                return Sides(frozenset(one for at, one in enumerate(differing) if not choice >> at & 1))
        return Sides(both=frozenset(differing))


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


def state_text(facts: Spelled) -> str:
    """Return the state of all subjects as a text on one line, the same for the same facts."""
    records = sorted(
        _name(subject) + _total(subject, facts.values(subject)).to_bytes(_SUM_BYTES, "big")
        for subject in facts.subjects
    )
    said = b"".join(records)
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
    if check != _check(said) or len(said) % _RECORD:
        return None
    sums: dict[bytes, set[int]] = {}
    for at in range(0, len(said), _RECORD):
        name = said[at : at + _NAME_BYTES]
        sums.setdefault(name, set()).add(int.from_bytes(said[at + _NAME_BYTES : at + _RECORD], "big"))
    return ExportState({name: frozenset(found) for name, found in sums.items()})


def _name(subject: ox.NamedNode) -> bytes:
    return _digest(subject.value, _NAME_BYTES)


def _total(subject: ox.NamedNode, values: Values) -> int:
    return sum(_number(subject, fact, spellings) for fact, spellings in values.items()) % _MODULUS


def _number(subject: ox.NamedNode, fact: Fact, spellings: Mapping[str, Term]) -> int:
    """Return the number of a fact with its values; 0 without values, or when these cannot be compared."""
    if not spellings or not is_comparable(spellings):
        return 0
    said = "\n".join((subject.value, fact.predicate.value, *sorted(spellings)))
    return int.from_bytes(_digest(said, _SUM_BYTES), "big")


def _digest(text: str, size: int) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).digest()


def _check(said: bytes) -> bytes:
    return zlib.crc32(said).to_bytes(_CHECK_BYTES, "big")
