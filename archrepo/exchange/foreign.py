"""Parts of a concept that the model has no field for: kept as text while they travel, and put back as they were."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from html import unescape
from typing import Final

from lxml import etree

_ATTRIBUTE = re.compile(r'@([^"]+)="([^"]*)"')
_PREFIX = re.compile(r"([A-Za-z_][\w.\-]*):")
_ESCAPES: Final = {"&": "&amp;", '"': "&quot;", "<": "&lt;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
_SPECIAL = re.compile('[&"<\n\r\t]')


def attribute_text(name: str, value: str) -> str:
    """Return an attribute as `@name="value"`; a name in a namespace stands as `{namespace}name`."""
    return f'@{name}="{_SPECIAL.sub(lambda found: _ESCAPES[found[0]], value)}"'


def part_text(part: etree._Element) -> str:
    """Return the XML of a part, with the namespaces that it uses itself and no others."""
    alone = deepcopy(part)
    alone.tail = None
    said = (value for node in alone.iter(etree.Element) for value in node.attrib.values())
    prefixes = {found[1] for value in said if (found := _PREFIX.match(str(value)))}
    etree.cleanup_namespaces(alone, keep_ns_prefixes=sorted(prefixes))
    return etree.tostring(alone, encoding="unicode")


def put_back(node: etree._Element, foreign: Iterable[str]) -> None:
    """Give the concept its foreign attributes and parts again, the parts behind those it has.

    Raises:
        ValueError: a text is none that `attribute_text` or `part_text` gives.
    """
    for text in foreign:
        attribute = _ATTRIBUTE.fullmatch(text)
        if attribute:
            node.set(attribute[1], unescape(attribute[2]))
        else:
            node.append(_parsed(text))


def _parsed(text: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(text, parser)
    except etree.XMLSyntaxError as broken:
        raise ValueError(text) from broken
