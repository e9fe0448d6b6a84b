"""Open the zip form of an office file and the XML in it, within limits and without following what it orders."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from lxml import etree

from archrepo.errors import InputFault
from archrepo.exchange.tender_files.faults import (
    MOST_DOCUMENT,
    MOST_TIMES_LARGER,
    MOST_UNPACKED,
    broken,
    damaged,
    unpacks_too_large,
)
from archrepo.language import Text

_PACKED_BY: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ALWAYS_ALLOWED = 20_000_000
_MOST_MEMBERS = 20_000
_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
BROKEN_ZIP: Final = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError)


class Package:
    """An office file as a zip of parts; parts are read one by one, and only those asked for."""

    def __init__(self, name: str, data: bytes) -> None:
        """Read the table of parts.

        Raises:
            InputFault: the zip is damaged or cut off, or has two parts of one name.
            LimitFault: it would become far too large when unpacked.
        """
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN_ZIP as fault:
            raise damaged(name) from fault
        members = self._zip.infolist()
        if len(members) > _MOST_MEMBERS:
            raise unpacks_too_large(name, f"{len(members)} parts")
        self._members = {one.filename: one for one in members}
        if len(self._members) < len(members):
            # Two parts of one name: another program may show the other one.
            raise damaged(name)
        wanted = [one for one in members if one.filename.endswith((".xml", ".rels"))]
        for one in wanted:
            if one.file_size > MOST_UNPACKED or one.file_size > max(
                _ALWAYS_ALLOWED, MOST_TIMES_LARGER * one.compress_size
            ):
                raise unpacks_too_large(name, one.filename)
        if sum(one.file_size for one in wanted) > MOST_UNPACKED:
            raise unpacks_too_large(name, "XML")

    def __contains__(self, part: str) -> bool:
        """Tell whether there is such a part."""
        return part in self._members

    def parts(self) -> tuple[str, ...]:
        """Return the names of all parts, in the order of the zip."""
        return tuple(self._members)

    def tree(self, part: str) -> etree._Element | None:
        """Return the root of a part, or nothing when the file has no such part.

        Raises:
            InputFault: the part is damaged, is no XML or has a document type.
        """
        if part not in self._members:
            return None
        if self._members[part].file_size > MOST_DOCUMENT:
            raise unpacks_too_large(self.name, part)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, collect_ids=False
        )
        try:
            root = etree.fromstring(self._zip.read(self._usable(part)), parser)
        except etree.XMLSyntaxError as fault:
            raise self._wrong(part) from fault
        except BROKEN_ZIP as fault:
            raise damaged(self.name) from fault
        self._refuse_document_type(part, root)
        return root

    def stream(self, part: str, tags: tuple[str, ...]) -> Iterator[etree._Element]:
        """Iterate over the elements of a large part with one of these tags; each is emptied after its turn.

        Raises:
            InputFault: the part is damaged, is no XML or has a document type.
        """
        try:
            with self._zip.open(self._usable(part)) as opened:
                events = etree.iterparse(
                    opened,
                    events=("end",),
                    tag=tags,
                    resolve_entities=False,
                    no_network=True,
                    load_dtd=False,
                    huge_tree=False,
                )
                is_first = True
                for _, node in events:
                    if is_first:
                        self._refuse_document_type(part, node)
                        is_first = False
                    yield node
                    node.clear()
                    while node.getprevious() is not None:
                        del node.getparent()[0]
                if is_first and events.root is not None:
                    self._refuse_document_type(part, events.root)
        except etree.XMLSyntaxError as fault:
            raise self._wrong(part) from fault
        except BROKEN_ZIP as fault:
            raise damaged(self.name) from fault

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """Return what a part points to by its id: the last word of the kind of relation, and the part or address."""
        folder, file = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for node in root.iter(_RELATION) if root is not None else ():
            target, kind = node.get("Target", ""), node.get("Type", "").rpartition("/")[2]
            if node.get("TargetMode") != "External":
                target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            found[node.get("Id", "")] = (kind, target)
        return found

    def _usable(self, part: str) -> zipfile.ZipInfo:
        member = self._members.get(part)
        if member is None or member.compress_type not in _PACKED_BY:
            raise zipfile.BadZipFile
        return member

    def _wrong(self, part: str) -> InputFault:
        return broken(
            self.name,
            Text(f"het onderdeel {part} van dit bestand is beschadigd", f"the part {part} of this file is damaged"),
            Text(
                "open het bestand in Excel of Word en sla het opnieuw op",
                "open the file in Excel or Word and save it again",
            ),
        )

    def _refuse_document_type(self, part: str, node: etree._Element) -> None:
        if node.getroottree().docinfo.internalDTD is None:
            return
        raise broken(
            self.name,
            Text(
                f"{part} in dit bestand heeft een DOCTYPE; dat kan het lezen van andere bestanden of eindeloze tekst "
                "opdragen",
                f"{part} in this file has a DOCTYPE, which can order the reading of other files or endless text",
            ),
            Text(
                "vraag de afzender om het bestand opnieuw op te slaan in Excel of Word",
                "ask the sender to save the file again in Excel or Word",
            ),
        )
