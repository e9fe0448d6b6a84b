"""Colour as an option: a text is written once, and a door that knows its reader's screen may paint the parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

Role = Literal["violation", "warning", "info", "heading", "place", "source", "remedy"]
Paint = Callable[[str, Role], str]


def plain(text: str, role: Role) -> str:
    """Return the text as it is."""
    return text
