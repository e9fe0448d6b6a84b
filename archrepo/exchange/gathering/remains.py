"""What remained of an imported file beside its concepts: their order, folders and definitions; without what is gone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from lxml import etree

from archrepo.exchange.folders import folders_of
from archrepo.exchange.model import DrawingForm, Folder, Profile
from archrepo.exchange.names import AMEFF_NAMESPACE
from archrepo.exchange.safe_xml import parse_xml

_NS = f"{{{AMEFF_NAMESPACE}}}"
_PLACES = ("elements/element", "relationships/relationship", "views/diagrams/view")
_DEFINITION = f"{_NS}propertyDefinitions/{_NS}propertyDefinition"


class Remains:
    """The rest of one imported file."""

    def __init__(self, data: bytes, name: str) -> None:
        """Read the rest; `name` is for faults.

        Raises:
            InputFault: it is no XML.
        """
        self._data = data
        self._root = parse_xml(data, name)
        self.form: DrawingForm = "ameff" if str(self._root.tag).startswith(_NS) else "archi"

    def order(self) -> tuple[str, ...]:
        """Return the ids of the concepts and views in the order of the file."""
        return tuple(node.get(self._id, "") for node in self._places())

    @property
    def _id(self) -> str:
        return "identifier" if self.form == "ameff" else "id"

    def _places(self) -> list[etree._Element]:
        if self.form == "archi":
            return [node for folder in self._root.iterchildren("folder") for node in folder.iter("element")]
        paths = ("/".join(_NS + step for step in path.split("/")) for path in _PLACES)
        return [node for path in paths for node in self._root.iterfind(path)]

    def profiles(self) -> tuple[Profile, ...]:
        """Return the specializations as the file has them."""
        return tuple(
            Profile(node.get("id", ""), node.get("name", ""), node.get("conceptType", ""), node.get("imagePath", ""))
            for node in self._root.iterchildren("profile")
        )

    def definitions(self) -> tuple[str, ...]:
        """Return the names of the property definitions, each once, in order."""
        return tuple(dict.fromkeys(node.findtext(f"{_NS}name") or "" for node in self._root.iterfind(_DEFINITION)))

    def rename_keys(self, renamed: Mapping[str, str]) -> None:
        """Give the property definitions the names that their keys have now."""
        for node in self._root.iterfind(_DEFINITION) if renamed else ():
            name = node.find(f"{_NS}name")
            if name is not None and (name.text or "") in renamed:
                name.text = renamed[name.text or ""]
                self._data = b""

    def take_out(self, gone: Collection[str]) -> None:
        """Remove what refers to concepts and views that are gone; folders and items stay, empty or not."""
        for node in self._places() if gone else ():
            if node.get(self._id) in gone:
                self._remove(node)
        for item in list(self._root.iter(f"{_NS}item")) if gone else ():
            if item.get("identifierRef") in gone:
                parent = item.getparent()
                assert parent is not None
                parent.remove(item)
                self._data = b""

    def _remove(self, node: etree._Element) -> None:
        parent = node.getparent()
        assert parent is not None
        parent.remove(node)
        self._data = b""
        # The schema of the exchange format allows no empty list.
        if self.form == "ameff" and len(parent) == 0 and parent is not self._root:
            self._remove(parent)

    def folders(self) -> tuple[Folder, ...]:
        """Return the folders, in every format's words."""
        return folders_of(self._root)

    def data(self) -> bytes:
        """Return the rest as XML; byte for byte what the import wrote when nothing was taken out."""
        return self._data or etree.tostring(self._root, encoding="UTF-8") + b"\n"


def read_text(path: Path) -> bytes:
    """Return the content of a file that git may have given other ends of lines."""
    return path.read_bytes().replace(b"\r\n", b"\n")
