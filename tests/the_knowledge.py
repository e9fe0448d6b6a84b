"""What ships with archrepo and never changes while the tests run: ontology, principles and sample town, read once."""

from __future__ import annotations

import functools
from datetime import date

from archrepo.places import shipped
from archrepo.principles import PrincipleBook, read_book
from archrepo.procurement import Assessment, assess, find_proposal
from archrepo.validation import Check, check
from archrepo.workspace import Ontology, Workspace, load_ontology, open_workspace


@functools.cache
def shipped_ontology() -> Ontology:
    """Return the ontology, the same for all tests of a process."""
    return load_ontology()


@functools.cache
def shipped_book() -> PrincipleBook:
    """Return the principles, the same for all tests of a process."""
    return read_book()


@functools.cache
def sample_town() -> Workspace:
    """Return Voorbeeldstad on 22 November 2026, for tests that only read it."""
    return open_workspace(shipped("models") / "voorbeeldstad", date(2026, 11, 22), ontology=shipped_ontology())


@functools.cache
def sample_check() -> Check:
    """Return the check of Voorbeeldstad against the shipped principles, for tests that only read it."""
    return check(sample_town(), shipped_book()).ready_for_edits()


@functools.cache
def sample_assessment(name: str) -> Assessment:
    """Return the assessment of a procurement of Voorbeeldstad."""
    return assess(sample_town(), shipped_book(), find_proposal(sample_town(), name), before=sample_check())
