"""Write XML as Archi writes it: a file that goes through archrepo unchanged has no difference in git.

Archi has two writers: that of Eclipse for its own files, and JDOM for the exchange format. They differ in the ends of
lines, in empty elements and in which characters they escape.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

_INDENT: Final = "  "
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class XmlForm:
    """How one writer ends lines and empty elements, and what it escapes in texts and in attributes."""

    line_end: str
    empty_end: str
    in_text: Mapping[str, str]
    in_attribute: Mapping[str, str]


_IN_ATTRIBUTE: Final = {"&": "&amp;", "<": "&lt;", '"': "&quot;", "\r": "&#xD;", "\n": "&#xA;", "\t": "&#x9;"}
#: Source: files of Archi 5, written by the XMLSaveImpl of Eclipse EMF.
NATIVE_FORM: Final = XmlForm("\n", "/>", {"&": "&amp;", "<": "&lt;", '"': "&quot;", "\r": "&#xD;"}, _IN_ATTRIBUTE)
#: Source: files of Archi 5 in the exchange format, written by JDOM 2 in its pretty format.
EXCHANGE_FORM: Final = XmlForm(
    "\r\n",
    " />",
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;", "\n": "\r\n"},
    _IN_ATTRIBUTE | {">": "&gt;"},
)


def without_control_characters(text: str) -> str:
    """Return the text without the characters that no XML file can hold."""
    return _NO_XML.sub("", text)


def parsed(data: bytes) -> etree._Element:
    """Return the root of XML that a reader or this package made; nothing in it is followed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False)
    return etree.fromstring(data, parser)


def written_xml(root: etree._Element, form: XmlForm) -> bytes:
    """Return the whole file; white space between elements is made anew, that in texts stays as it is."""
    writer = _Writer(form)
    writer.element(root, 0, _Scope({}))
    end = form.line_end
    return f'<?xml version="1.0" encoding="UTF-8"?>{end}{"".join(writer.parts)}{end}'.encode()


class _Scope:
    """The prefixes that are declared around an element, and the names that can be written under them."""

    def __init__(self, known: Mapping[str | None, str]) -> None:
        self.known = known
        self.tags: dict[tuple[str, str | None], str] = {}
        self.attributes: dict[str, str] = {}

    def holds(self, tag: tuple[str, str | None], attributes: list[tuple[str, str]]) -> bool:
        """Return whether the names of an element were written under these prefixes before."""
        return tag in self.tags and all(name in self.attributes for name, _ in attributes)

    def inside(self, node: etree._Element, declared: Mapping[str | None, str]) -> _Scope:
        """Return the scope of an element with these prefixes more, in which its own names can be written."""
        scope = _Scope({**self.known, **declared}) if declared else self
        scope.tags[str(node.tag), node.prefix] = _qualified(str(node.tag), node.prefix)
        for name in map(str, node.attrib):
            scope.attributes[name] = _attribute_name(name, scope.known)
        return scope


class _Writer:
    def __init__(self, form: XmlForm) -> None:
        self.parts: list[str] = []
        self._form = form
        self._text = re.compile("[" + "".join(form.in_text) + "]")
        self._attribute = re.compile("[" + "".join(form.in_attribute) + "]")

    def element(self, node: etree._Element, depth: int, scope: _Scope) -> None:
        """Write an element and all in it; the scope holds what the elements around it declare."""
        if not isinstance(node.tag, str):
            self.parts.append(etree.tostring(node, encoding="unicode", with_tail=False))
            return
        tag = (node.tag, node.prefix)
        attributes: list[tuple[str, str]] = node.items()  # type: ignore[assignment]  # lxml gives str for what was parsed
        declared: Mapping[str | None, str] = {}
        if depth == 0 or not scope.holds(tag, attributes):
            declared = dict(node.nsmap) if depth == 0 else _needed(node, scope.known)
            scope = scope.inside(node, declared)
        name = scope.tags[tag]
        start = f"<{name}"
        for prefix, uri in declared.items():
            start += f' xmlns:{prefix}="{self._in_attribute(uri)}"' if prefix else f' xmlns="{self._in_attribute(uri)}"'
        for attribute, value in attributes:
            start += f' {scope.attributes[attribute]}="{self._in_attribute(value)}"'
        text = node.text or ""
        if not len(node):
            self.parts.append(f"{start}>{self._in_text(text)}</{name}>" if text else start + self._form.empty_end)
            return
        self.parts.append(start + ">")
        children = list(node)
        if (text and not text.isspace()) or any(child.tail and not child.tail.isspace() for child in children):
            self._mixed(text, children, depth, scope)
        else:
            inner = self._form.line_end + _INDENT * (depth + 1)
            for child in children:
                self.parts.append(inner)
                self.element(child, depth + 1, scope)
            self.parts.append(self._form.line_end + _INDENT * depth)
        self.parts.append(f"</{name}>")

    def _mixed(self, text: str, children: list[etree._Element], depth: int, scope: _Scope) -> None:
        self.parts.append(self._in_text(text))
        for child in children:
            self.element(child, depth + 1, scope)
            self.parts.append(self._in_text(child.tail or ""))

    def _in_text(self, text: str) -> str:
        if self._text.search(text):
            text = self._text.sub(lambda found: self._form.in_text[found[0]], text)
        return text.replace("]]>", "]]&gt;")

    def _in_attribute(self, text: str) -> str:
        if not self._attribute.search(text):
            return text
        return self._attribute.sub(lambda found: self._form.in_attribute[found[0]], text)


def _needed(node: etree._Element, known: Mapping[str | None, str]) -> dict[str | None, str]:
    """Return the prefixes that the element itself uses and nothing around it declares."""
    needed: dict[str | None, str] = {}
    tag = str(node.tag)
    namespace = tag[1:].partition("}")[0] if tag[0] == "{" else ""
    if known.get(node.prefix, "") != namespace:
        needed[node.prefix] = namespace
    for attribute in map(str, node.attrib):
        if attribute[0] == "{" and not attribute.startswith("{http://www.w3.org/XML/1998/namespace}"):
            uri = attribute[1:].partition("}")[0]
            if uri not in known.values():
                needed |= {prefix: one for prefix, one in node.nsmap.items() if one == uri and prefix}
    return needed


def _qualified(tag: str, prefix: str | None) -> str:
    local = tag.rpartition("}")[2]
    return f"{prefix}:{local}" if prefix else local


def _attribute_name(name: str, known: Mapping[str | None, str]) -> str:
    if name[0] != "{":
        return name
    uri, _, local = name[1:].partition("}")
    if uri == "http://www.w3.org/XML/1998/namespace":
        return f"xml:{local}"
    return f"{next(prefix for prefix, one in known.items() if one == uri and prefix)}:{local}"
