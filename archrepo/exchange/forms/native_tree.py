"""Make the tree of a native Archi file out of concepts that come from a table: each in the folder of its layer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

from lxml import etree

from archrepo.exchange.forms.grafico_words import ARCHIMATE, TYPE
from archrepo.exchange.model import FileElement
from archrepo.exchange.names import ELEMENTS_OF_ARCHIMATE_2, XSI
from archrepo.exchange.writing.places_in_archi import TOP_FOLDERS, Places
from archrepo.metamodel import Metamodel

_RELATIONSHIP: Final = "Relationship"
_VERSION: Final = "5.0.0"
Pair = tuple[str, str]


class NativeTree:
    """A native tree that grows; what is added to one folder stands there in the order of adding."""

    def __init__(self, metamodel: Metamodel, identifier: str, name: str) -> None:
        """Begin with the folders that every model of Archi has."""
        self.root = etree.Element(f"{{{ARCHIMATE}}}model", nsmap={"xsi": XSI, "archimate": ARCHIMATE})
        self.root.set("name", name)
        self.root.set("id", identifier)
        self.root.set("version", _VERSION)
        self._places = Places(metamodel)
        self._folders = {
            kind: etree.SubElement(self.root, "folder", name=title, id=f"folder-{kind}", type=kind)
            for kind, title in TOP_FOLDERS.items()
        }
        self._profiles: dict[tuple[str, str], str] = {}

    def describe(self, purpose: str, properties: Iterable[Pair]) -> None:
        """Say what the model is for, and its properties."""
        if purpose:
            etree.SubElement(self.root, "purpose").text = purpose
        _add_properties(self.root, properties)

    def add_element(
        self, identifier: str, kind: str, name: str, text: str, properties: Iterable[Pair], specialization: str = ""
    ) -> None:
        """Add an element of one of the types that Archi knows, or a junction with its kind behind `Junction`."""
        concept = FileElement(identifier, ELEMENTS_OF_ARCHIMATE_2.get(kind, kind))
        base = "Junction" if kind.endswith("Junction") else kind
        node = self._concept(self._places[concept], identifier, base, name, text, properties, specialization)
        if kind == "OrJunction":
            node.set("type", "or")

    def add_relation(
        self,
        identifier: str,
        kind: str,
        ends: tuple[str, str],
        name: str = "",
        text: str = "",
        properties: Iterable[Pair] = (),
        specialization: str = "",
        attributes: Iterable[Pair] = (),
    ) -> None:
        """Add a relation; `kind` is without `Relationship`, `ends` are the ids of source and target."""
        kind = kind + _RELATIONSHIP
        node = self._concept("relations", identifier, kind, name, text, properties, specialization)
        for attribute, value in (("source", ends[0]), ("target", ends[1]), *attributes):
            node.set(attribute, value)

    def finish(self) -> etree._Element:
        """Return the whole tree, with the specializations that were used."""
        for (name, kind), identifier in self._profiles.items():
            etree.SubElement(self.root, "profile", name=name, id=identifier, conceptType=kind)
        etree.indent(self.root)
        return self.root

    def _concept(
        self,
        folder: str,
        identifier: str,
        kind: str,
        name: str,
        text: str,
        properties: Iterable[Pair],
        specialization: str,
    ) -> etree._Element:
        node = etree.SubElement(self._folders[folder], "element")
        node.set(TYPE, f"archimate:{kind}")
        if name:
            node.set("name", name)
        node.set("id", identifier)
        if specialization:
            known = (specialization, kind)
            made = self._profiles.setdefault(known, made_id("profile", *known))
            node.set("profiles", made)
        if text:
            etree.SubElement(node, "documentation").text = text
        _add_properties(node, properties)
        return node


def made_id(*parts: str) -> str:
    """Return an id for something that has none: the same parts give the same one."""
    return f"id-{hashlib.sha1('|'.join(parts).encode()).hexdigest()}"


def _add_properties(node: etree._Element, properties: Iterable[Pair]) -> None:
    for key, value in properties:
        made = etree.SubElement(node, "property")
        if key:
            made.set("key", key)
        if value:
            made.set("value", value)
