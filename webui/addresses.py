"""Which page belongs to which thing: /doc/{sort}/{ref}, and back."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

import pyoxigraph as ox

from archrepo.element_facts import kind_name
from archrepo.metamodel import local_name
from archrepo.search import fold
from archrepo.turtle.reading import Term
from archrepo.vocabulary import TYPE, VIEW
from archrepo.workspace import Workspace


class Addresses:
    """The pages of one opened model; `ref` is the last part of an IRI, with ~2 and so on where two share it."""

    def __init__(self, workspace: Workspace) -> None:
        """Give every named thing of the model a reference: its own names first, then others, then the vocabulary."""
        self._workspace = workspace
        self._sorts: dict[Term, str] = {}
        self._refs: dict[Term, str] = {}
        self._things: dict[str, ox.NamedNode] = {}
        named = [subject for subject in workspace.model.all_subjects if isinstance(subject, ox.NamedNode)]
        own = [subject for subject in named if subject.value.startswith(workspace.base)]
        words = [subject for subject in workspace.ontology.graph.all_subjects if isinstance(subject, ox.NamedNode)]
        for group in (own, named, words):
            self._add(group)

    def _add(self, group: Iterable[ox.NamedNode]) -> None:
        for subject in group:
            if subject in self._refs:
                continue
            name = local_name(subject) or "naamloos"
            ref, number = name, 1
            while ref in self._things:
                number += 1
                ref = f"{name}~{number}"
            self._refs[subject] = ref
            self._things[ref] = subject

    def thing(self, ref: str) -> ox.NamedNode | None:
        """Return the thing with that reference, or None."""
        return self._things.get(ref)

    def sort(self, thing: Term) -> str:
        """Return the sort of a thing as it stands in its address: "applicatiecomponent"."""
        cls = self._workspace.graph.value(thing, TYPE)
        if cls is None:
            return "ding"
        if cls not in self._sorts:
            words = fold(kind_name(self._workspace, thing).nl)
            self._sorts[cls] = "-".join("".join(c if c.isalnum() else " " for c in words).split()) or "ding"
        return self._sorts[cls]

    def page(self, thing: Term) -> str | None:
        """Return the address of the page about a thing; a view's page is its picture. None when it has none."""
        ref = self._refs.get(thing)
        if ref is None:
            return None
        if self._workspace.model.has(thing, TYPE, VIEW):
            return f"/platen/{quote(ref, safe='~')}"
        return f"/doc/{self.sort(thing)}/{quote(ref, safe='~')}"

    def document(self, thing: Term, form: str) -> str | None:
        """Return the address of a thing in another form: "ttl", "json" or "svg"."""
        ref = self._refs.get(thing)
        return f"/doc/{self.sort(thing)}/{quote(ref, safe='~')}.{form}" if ref is not None else None

    def ref(self, thing: Term) -> str | None:
        """Return the reference of a thing, or None."""
        return self._refs.get(thing)
