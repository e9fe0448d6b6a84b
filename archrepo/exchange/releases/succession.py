"""Which part takes the place of which, as far as a release says so itself; nothing is guessed from names or texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from archrepo.exchange.releases.comparing import ChangeKind, Difference
from archrepo.exchange.releases.release import Part, Release, Terms
from archrepo.turtle.reading import Term
from archrepo.vocabulary import GEMMA


def successors(old: Release, new: Release, difference: Difference, terms: Terms) -> dict[Term, Part]:
    """Return the part of the new release that takes the place of each withdrawn or retiring part, where it says so.

    Said by the part itself, in the new release or else the old one, or by the successor. Nothing counts when it names
    more than one part, one that is not there, or one that is retiring itself.
    """
    ending = [
        change.part
        for change in difference.parts
        if change.kind is ChangeKind.WITHDRAWN or (change.kind is ChangeKind.STATUS and change.is_retiring)
    ]
    named = _Named(new.parts.values())
    # What names a predecessor may name one that is only in the old release.
    earlier = _Named(old.parts.values())
    heirs: dict[ox.NamedNode, dict[ox.NamedNode, Part]] = {}
    for part in new.parts.values():
        for word in part.forebears:
            for forebear in earlier.by(word):
                heirs.setdefault(forebear.iri, {})[part.iri] = part
    found: dict[Term, Part] = {}
    for iri in ending:
        part = new.parts.get(iri) or old.parts[iri]
        candidates = {one.iri: one for word in part.heirs for one in named.by(word)} | heirs.get(iri, {})
        fitting = [one for one in candidates.values() if one.iri != iri and one.status not in terms.retiring]
        if len(candidates) == len(fitting) == 1:
            found[iri] = fitting[0]
    return found


def alternatives(old: Release, new: Release, part: Term, terms: Terms) -> tuple[Part, ...]:
    """Return the other versions in the new release of the standard of which the part is one, by name.

    Those that are retiring are left out; () for a part that is no version of a standard. A standard is what a release
    asks of components, and what it calls by the same kind of thing.
    """
    known: dict[Term, Part] = dict((*old.parts.items(), *new.parts.items()))
    asked = {known[one].category for release in (old, new) for _, one in release.demands if one in known}
    generals = {
        one
        for one in new.generals.get(part) or old.generals.get(part) or ()
        if any(end in known and known[end].category in asked for end in (one, part))
    }
    found = (
        new.parts[other]
        for other, theirs in new.generals.items()
        if generals & theirs and other != part and isinstance(other, ox.NamedNode) and other in new.parts
    )
    fitting = (one for one in found if one.status not in terms.retiring)
    return tuple(sorted(fitting, key=lambda one: one.name.nl))


class _Named:
    """The parts of a release by what a publisher may call them: identity, address or name."""

    def __init__(self, parts: Iterable[Part]) -> None:
        known: dict[str, list[Part]] = {}
        for part in parts:
            iri = part.iri.value
            words = {iri, iri.removeprefix(GEMMA), *(text for _, text in part.names)}
            for word in words:
                known.setdefault(word.casefold(), []).append(part)
        self._known: Mapping[str, list[Part]] = known

    def by(self, word: str) -> list[Part]:
        """Return the parts that the word may mean; [] for a word that means none."""
        plain = word.strip().casefold()
        return self._known.get(plain) or self._known.get(plain.removeprefix("id-")) or []
