"""The id of everything in a model file: that of its import, or one that follows from its name and stays the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha1
from typing import Final

from archrepo.exchange.gathering.kept import Kept, Terms
from archrepo.metamodel import local_name
from archrepo.turtle.reading import Term

#: What every format takes as an id: it begins with a letter or `_`, and has no other marks than `_`, `.` and `-`.
_NC_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")


class Identifiers:
    """Gives ids, each once."""

    def __init__(self, imports: Iterable[Kept]) -> None:
        """Take the ids of the imports; an id that two of them use stays with the first."""
        self._imports = tuple(imports)
        self._ids: dict[Term, str] = {}
        self._plain: dict[tuple[Kept, str], str] = {}
        self._taken: set[str] = set()
        for kept in self._imports:
            for iri, identifier in kept.ids.items():
                if iri not in self._ids:
                    self._ids[iri] = self._free(identifier, iri.value)
            for identifier, (terms, _) in kept.plain.items():
                self._plain[kept, identifier] = self._free(identifier, _words(terms))
        self._taken.update(identifier for kept in self._imports for identifier in kept.links.values())
        self._taken.update(kept.model[1] for kept in self._imports if kept.model)

    def _free(self, wanted: str, words: str) -> str:
        """Return the id itself, or when it is taken one that follows from the words; it is taken from now on."""
        number = 1
        while wanted in self._taken:
            wanted = f"id-{sha1(words.encode(), usedforsecurity=False).hexdigest()}"
            number += 1
            words = f"{words}|{number}"
        self._taken.add(wanted)
        return wanted

    def __getitem__(self, term: Term) -> str:
        """Return the id of an element, view, relation or profile with a name; a new one when it was not imported."""
        found = self._ids.get(term)
        if found is None:
            name = local_name(term)
            found = self._free(name, term.value) if _NC_NAME.fullmatch(name) else self.made(term.value)
            self._ids[term] = found
        return found

    def known(self, term: Term) -> str | None:
        """Return the id of a term that has one; None for one that was neither imported nor asked for."""
        return self._ids.get(term)

    def of_missing(self, term: Term) -> str:
        """Return the id of what is referred to and stands nowhere: that of the file, when it was so there already."""
        found = self._ids.get(term)
        if found is None:
            found = next((one for kept in self._imports if (one := kept.id_under_base(term))), "") or self[term]
        return found

    def imported_plain(self, kept: Kept, identifier: str) -> str:
        """Return the id of an imported relation that is written as one triple."""
        return self._plain[kept, identifier]

    def plain(self, terms: Terms) -> str:
        """Return the id of a relation without a name that was not imported."""
        return self.made(_words(terms))

    def link(self, terms: Terms) -> str:
        """Return the id of a municipal link, which is a relation in a model file."""
        return next((one for kept in self._imports if (one := kept.links.get(terms))), "") or self.plain(terms)

    def made(self, words: str) -> str:
        """Return an id that follows from the words."""
        return self._free(f"id-{sha1(words.encode(), usedforsecurity=False).hexdigest()}", f"{words}|2")


def _words(terms: Terms) -> str:
    return "|".join(term.value for term in terms)
