"""What ships with archrepo and never changes while the tests run: its ontology and its principles, read once."""

from __future__ import annotations

import functools

from archrepo.principles import PrincipleBook, read_book
from archrepo.workspace import Ontology, load_ontology


@functools.cache
def shipped_ontology() -> Ontology:
    """Return the ontology, the same for all tests of a process."""
    return load_ontology()


@functools.cache
def shipped_book() -> PrincipleBook:
    """Return the principles, the same for all tests of a process."""
    return read_book()
