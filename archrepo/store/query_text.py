"""What can be told of a SPARQL text without running it: its code without words, and whether it asks elsewhere."""

from __future__ import annotations

import re

_NOT_CODE = re.compile(
    r"""\#[^\r\n]* | <[^<>"{}|^`\\\s]*> | \"{3}(?:\\.|"{0,2}[^"\\])*"{3} | '{3}(?:\\.|'{0,2}[^'\\])*'{3}
      | "(?:\\.|[^"\\\r\n])*" | '(?:\\.|[^'\\\r\n])*'""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_ELSEWHERE = re.compile(r"(?<![\w:?$@.-])(?:SERVICE|FROM)(?![\w:.-])", re.IGNORECASE)


def code_of(query: str) -> str:
    """Return a SPARQL text with its escapes written out, and a space for each string, comment and IRI."""
    return _NOT_CODE.sub(" ", _ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16) % 0x110000), query))


def asked_elsewhere(query: str) -> str:
    """Return the keyword with which a SPARQL text asks for data outside the model; empty when it does not.

    Strings, comments, IRIs and names that hold such a word do not count.
    """
    found = _ELSEWHERE.search(code_of(query))
    return found[0].upper() if found else ""
