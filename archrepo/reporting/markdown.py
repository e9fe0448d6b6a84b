"""Words of the model put into Markdown as words: whatever somebody wrote there, it stays text."""

from __future__ import annotations

import re

# The signs that begin something anywhere in a line, and those that do so at its beginning; HTML begins with `<`, a
# character reference with `&`, and a link without brackets with `://` or `www.`.
_SIGNS = re.compile(r"([\\`*_\[\]|~])")
_OPENING = re.compile(r"^(\d*)([.)#>+=-])")


def one_line(text: str) -> str:
    """Return a text on one line, without characters that a terminal or a page would act on."""
    words = " ".join(text.split())
    return "".join(character for character in words if character.isprintable() or character == "\u200d")


def escaped(text: str) -> str:
    """Return a text as Markdown that shows exactly that text, on one line."""
    words = one_line(text).replace("&", "&amp;").replace("<", "&lt;")
    return _OPENING.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", words)).replace("://", "&#58;//").replace("www.", "www&#46;")


def with_code(text: str) -> str:
    """Return a text of our own for a cell of a table: what stands between back quotes stays code."""
    parts = one_line(text).split("`")
    if len(parts) % 2 == 0:
        return escaped(text)
    parts[::2] = [escaped(part) if part.strip() else part for part in parts[::2]]
    parts[::2] = [f" {part.strip()} " if part.strip() else part for part in parts[::2]]
    parts[1::2] = [f"`{part}`" for part in (code.replace("|", "\\|") for code in parts[1::2])]
    return "".join(parts).strip()
