"""Parts of an exchange file that Archi has no place for: they travel as XML in properties of the model, or are told."""

from __future__ import annotations

import re

from lxml import etree

from archrepo.exchange import carried
from archrepo.exchange.foreign import part_text
from archrepo.exchange.model import ModelFile
from archrepo.exchange.names import AMEFF_NAMESPACE
from archrepo.exchange.remarks import Remarks
from archrepo.exchange.writing.xml_forms import parsed
from archrepo.language import Text

_NS = f"{{{AMEFF_NAMESPACE}}}"
_KNOWN = frozenset(
    _NS + name
    for name in (
        "name",
        "documentation",
        "properties",
        "metadata",
        "elements",
        "relationships",
        "organizations",
        "propertyDefinitions",
        "views",
    )
)


def carried_parts(model: ModelFile, remarks: Remarks) -> tuple[tuple[str, str], ...]:
    """Return metadata, viewpoints and version of the exchange file that the model came from, by carried key."""
    if model.format != "ameff" or not model.rest:
        return ()
    root = parsed(model.rest)
    for part in root:
        if isinstance(part.tag, str) and part.tag not in _KNOWN:
            name = etree.QName(part).localname
            remarks.loss(Text(f"onderdeel {name} van het model", f"part {name} of the model"))
    for definition in root.iter(f"{_NS}propertyDefinition"):
        if len(definition.findall(f"{_NS}name")) > 1 or definition.find(f"{_NS}documentation") is not None:
            remarks.loss(
                Text("vertaling of uitleg van een eigenschap", "translation or explanation of a property"),
            )
    return (
        (carried.METADATA, _text(root.find(f"{_NS}metadata"))),
        (carried.VIEWPOINTS, _text(root.find(f"{_NS}views/{_NS}viewpoints"))),
        (carried.VERSION, root.get("version", "")),
    )


def name_of_foreign(part: str) -> str:
    """Return the name of a foreign part of a concept, or of its attribute, as a file has it."""
    return re.split("[= />]", part[1:], maxsplit=1)[0]


def _text(part: etree._Element | None) -> str:
    return "" if part is None else part_text(part)
