"""Collect what a reader must say about a file: the same remark many times becomes one, with a count."""

from __future__ import annotations

from archrepo.exchange.model import Remark
from archrepo.findings import Location
from archrepo.language import Text


class Remarks:
    """A growing list of remarks about one file, in order of first occurrence."""

    def __init__(self, path: str) -> None:
        """Start without remarks about the file `path`."""
        self._path = path
        self._found: dict[Text, tuple[int, bool, int]] = {}

    def loss(self, text: Text, line: int = 0) -> None:
        """Note that something of the file is not carried over."""
        self._add(text, True, line)

    def change(self, text: Text, line: int = 0) -> None:
        """Note that something is carried over, but in another form, or that the file itself is at fault."""
        self._add(text, False, line)

    def _add(self, text: Text, is_loss: bool, line: int) -> None:
        count, _, first = self._found.get(text, (0, is_loss, line))
        self._found[text] = (count + 1, is_loss, first)

    def all(self) -> tuple[Remark, ...]:
        """Return the remarks in order of first occurrence."""
        return tuple(
            Remark(text, count, is_loss, Location(self._path, line, 1, line, 1) if line else None)
            for text, (count, is_loss, line) in self._found.items()
        )
