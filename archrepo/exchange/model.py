"""What a model file of another tool holds, as one frozen value: the same for every format that is read or written.

Texts are kept as the file has them, to the character. Identifiers are the file's own; the IRIs come later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from archrepo.findings import Location
from archrepo.language import Text

#: How a file holds its model. A coArchi folder and a file of ArchiMate 2.1 are turned into one of the first two.
Format = Literal["archi", "ameff", "csv", "rdf"]
DrawingForm = Literal["archi", "ameff"]
AccessType = Literal["Read", "Write", "ReadWrite", "Access"]
ViewForm = Literal["diagram", "sketch", "canvas"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text with its language tag; "" when the file does not say in which language it is."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Property:
    """One key with one value; both may be empty, and a concept may have the same pair more than once.

    `definition` is the id of its definition where the key does not tell: two definitions of a file have one name.
    """

    key: str
    value: str
    language: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class FileElement:
    """An element or junction; `kind` is its ArchiMate 3 type, `profiles` are ids of specializations in order.

    `foreign` are parts of it that no field holds, such as features of Archi: each the XML of a part, or
    `@name="value"` for an attribute, in the order of the file.
    """

    id: str
    kind: str
    names: tuple[Phrase, ...] = ()
    texts: tuple[Phrase, ...] = ()
    properties: tuple[Property, ...] = ()
    profiles: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileRelation:
    """A relation; `source` and `target` are ids of elements or relations, "" when the file gives none.

    `access` is None when it is no access relation or the file states no access type. `foreign`: as of an element.
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
    foreign: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileView:
    """A view; `shows` are the ids of the elements in it, each once.

    `drawing` is its XML as the file has it, in the words of `drawn_in`.
    """

    id: str
    form: ViewForm
    viewpoint: str
    names: tuple[Phrase, ...]
    texts: tuple[Phrase, ...]
    properties: tuple[Property, ...]
    shows: tuple[str, ...]
    drawing: bytes = field(repr=False)
    drawn_in: DrawingForm = "archi"


@dataclass(frozen=True, slots=True)
class Profile:
    """A named specialization of one type; `image` is the path of its picture, "" when it has none."""

    id: str
    name: str
    kind: str
    image: str = ""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of concepts and views; `members` are ids and folders in the order of the file.

    `kind` is what Archi calls the type of a folder at the top ("business", "relations", "diagrams" ...), "" of others.
    """

    id: str
    kind: str
    names: tuple[Phrase, ...]
    texts: tuple[Phrase, ...] = ()
    properties: tuple[Property, ...] = ()
    members: tuple[str | Folder, ...] = ()


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
class ModelFile:
    """A whole model file. `rest` is its XML with every concept and view reduced to its id: order, folders, metadata.

    `keys` are the property keys in order of first appearance, with the data type the file states ("string" if none).
    `images` are the pictures that travel in the file, by path. Concepts stand in the order of the file.
    `folders` say in every format's words what `rest` says in those of its own; () for a model that has no folders.
    """

    path: str
    format: Format
    id: str
    names: tuple[Phrase, ...]
    texts: tuple[Phrase, ...]
    properties: tuple[Property, ...]
    elements: tuple[FileElement, ...]
    relations: tuple[FileRelation, ...]
    views: tuple[FileView, ...]
    profiles: tuple[Profile, ...]
    keys: Mapping[str, str]
    rest: bytes = field(repr=False)
    images: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    remarks: tuple[Remark, ...] = ()
    folders: tuple[Folder, ...] = ()


Concept = FileElement | FileRelation | FileView


def title_of(model: ModelFile) -> str:
    """Return the first name of the model that is not empty, else its id."""
    return next((name.text for name in model.names if name.text), model.id)


def concepts(model: ModelFile) -> tuple[Concept, ...]:
    """Return all elements, then all relations, then all views."""
    return (*model.elements, *model.relations, *model.views)
