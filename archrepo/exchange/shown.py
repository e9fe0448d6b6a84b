"""What a drawing must know of the model: it stores ids and places, the model has the names and types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import NamedNode

from archrepo.views import AccessType


@dataclass(frozen=True, slots=True)
class ShownElement:
    """An element as the model has it now; `kind` is the local name of its type."""

    iri: NamedNode
    kind: str
    label: str
    is_or: bool = False
    specialization: str = ""


@dataclass(frozen=True, slots=True)
class ShownRelation:
    """A relation as the model has it now; `node` is None when it is a plain triple."""

    node: NamedNode | None
    kind: str
    label: str = ""
    access: AccessType | None = None
    directed: bool = False
    modifier: str = ""


@dataclass(frozen=True, slots=True)
class ShownView:
    """A view that another view refers to; `key` is its IRI."""

    key: str
    label: str


class Concepts(Protocol):
    """Finds what stands behind the ids in a drawing; None when the model no longer has it."""

    def element(self, identifier: str) -> ShownElement | None:
        """Return the element with that file id."""

    def relation(self, identifier: str) -> ShownRelation | None:
        """Return the relation with that file id."""

    def view(self, identifier: str) -> ShownView | None:
        """Return the view with that file id."""

    def expression(self, template: str, name: str, subject: NamedNode | None) -> str | None:
        """Return a label that the author composed of the name and properties; None when it cannot be composed.

        `subject` is the element or relation; None for a plain relation or for what stands in the drawing only.
        """

    def picture(self, path: str) -> tuple[bytes, str] | None:
        """Return an image that came with the drawing, and its media type; None when it is not there or no image."""

    def missing(self) -> str:
        """Return the word for an element that the model no longer has."""
