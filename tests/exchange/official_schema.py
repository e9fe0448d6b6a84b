"""The official schema of the exchange format, read where it lies.

The schema asks of parts in other namespaces, such as the Dublin Core of metadata, that their own schema is known too
(`processContents="strict"`). Archi leaves that out and ignores the errors that follow; here that schema is loaded.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

_BOTH = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:import namespace="http://www.opengroup.org/xsd/archimate/3.0/" schemaLocation="archimate3_Diagram.xsd"/>
  <xs:import namespace="http://purl.org/dc/elements/1.1/" schemaLocation="dc.xsd"/>
</xs:schema>"""


def schema_of(shared: Path) -> etree.XMLSchema:
    """Return the schema with that of Dublin Core; what it imports is read from the same folder, not from the net."""
    folder = shared / "data" / "archimate-xsd"
    parser = etree.XMLParser(no_network=True)
    return etree.XMLSchema(etree.fromstring(_BOTH, parser, base_url=f"{folder.as_posix()}/both.xsd"))
