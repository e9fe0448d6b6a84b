"""Put back the parts of a concept that no field holds: XML of a part, or `@name="value"` for an attribute."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import unescape

from lxml import etree

from archrepo.exchange.writing.xml_forms import parsed

_ATTRIBUTE = re.compile(r'@([^=]+)="(.*)"', re.DOTALL)
_ENTITIES = {"&quot;": '"', "&#xD;": "\r", "&#xA;": "\n", "&#x9;": "\t", "&#13;": "\r", "&#10;": "\n", "&#9;": "\t"}


def put_foreign(node: etree._Element, foreign: Iterable[str]) -> None:
    """Add the attributes and, at the end, the parts to the element."""
    for one in foreign:
        found = _ATTRIBUTE.fullmatch(one)
        if found:
            node.set(found[1], unescape(found[2], _ENTITIES))
        else:
            node.append(parsed(one.encode()))
