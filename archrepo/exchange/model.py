"""What a model file of another tool holds, as one frozen value: the same for every format that can be read.

Texts are kept as the file has them, to the character. Identifiers are the file's own; the IRIs come later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from archrepo.findings import Location
from archrepo.language import Text

Format = Literal["archi", "ameff"]
AccessType = Literal["Read", "Write", "ReadWrite", "Access"]
ViewForm = Literal["diagram", "sketch", "canvas"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text with its language tag; "" when the file does not say in which language it is."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Property:
    """One key with one value; both may be empty, and a concept may have the same pair more than once."""

    key: str
    value: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class ImportedElement:
    """An element or junction; `kind` is its ArchiMate 3 type, `profiles` are ids of specializations in order."""

    id: str
    kind: str
    names: tuple[Phrase, ...] = ()
    texts: tuple[Phrase, ...] = ()
    properties: tuple[Property, ...] = ()
    profiles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedRelation:
    """A relation; `source` and `target` are ids of elements or relations, "" when the file gives none.

    `access` is None when it is no access relation or the file states no access type.
    """

    id: str
    kind: str
    source: str
    target: str
    names: tuple[Phrase, ...] = ()
    texts: tuple[Phrase, ...] = ()
    properties: tuple[Property, ...] = ()
    profiles: tuple[str, ...] = ()
    access: AccessType | None = None
    modifier: str = ""
    directed: bool = False


@dataclass(frozen=True, slots=True)
class ImportedView:
    """A view; `shows` are the ids of the elements in it, each once; `drawing` is its XML as the file has it."""

    id: str
    form: ViewForm
    viewpoint: str
    names: tuple[Phrase, ...]
    texts: tuple[Phrase, ...]
    properties: tuple[Property, ...]
    shows: tuple[str, ...]
    drawing: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Profile:
    """A named specialization of one type; `image` is the path of its picture, "" when it has none."""

    id: str
    name: str
    kind: str
    image: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something of the file that is not carried over, or is carried over under another name; `count` times.

    `place` is the first occurrence, where the file tells it.
    """

    text: Text
    count: int
    is_loss: bool
    place: Location | None = None


@dataclass(frozen=True, slots=True)
class ImportedModel:
    """A whole model file. `rest` is its XML with every concept and view reduced to its id: order, folders, metadata.

    `keys` are the property keys in order of first appearance, with the data type the file states ("string" if none).
    `images` are the pictures that travel in the file, by path. Concepts stand in the order of the file.
    """

    path: str
    format: Format
    id: str
    names: tuple[Phrase, ...]
    texts: tuple[Phrase, ...]
    properties: tuple[Property, ...]
    elements: tuple[ImportedElement, ...]
    relations: tuple[ImportedRelation, ...]
    views: tuple[ImportedView, ...]
    profiles: tuple[Profile, ...]
    keys: Mapping[str, str]
    rest: bytes = field(repr=False)
    images: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    remarks: tuple[Remark, ...] = ()


Concept = ImportedElement | ImportedRelation | ImportedView


def concepts(model: ImportedModel) -> tuple[Concept, ...]:
    """Return all elements, then all relations, then all views."""
    return (*model.elements, *model.relations, *model.views)
