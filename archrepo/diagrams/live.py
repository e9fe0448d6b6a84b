"""Marks in a picture for a page that brings it to life: which boxes a line joins, and a sign that folds a group.

They are attributes and plain links, so the picture works without any script; a file that is saved has none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from archrepo.diagrams.geometry import Rect
from archrepo.diagrams.shapes import n
from archrepo.diagrams.text import clean, escape
from archrepo.language import Text
from archrepo.views import Box, Line

#: The circle that is seen, and the one around it that can be hit: a target of 24 pixels.
_RADIUS, _REACH = 7.0, 12.0
_ARM = 3.5


@dataclass(frozen=True, slots=True)
class Fold:
    """What the sign on a group does: the address it leads to, whether the group is folded now, and the words."""

    href: str
    is_folded: bool
    words: Text


@dataclass(frozen=True, slots=True)
class Live:
    """That a picture gets marks; `fold` gives the sign of a box by its key, None where there is nothing to fold."""

    fold: Callable[[str], Fold | None] = lambda _: None


def box_marks(box: Box) -> str:
    """Return the attributes of a box: its key, and that of the box around it."""
    around = f' data-in="{_safe(box.parent)}"' if box.parent is not None else ""
    return f' data-box="{_safe(box.key)}"{around}'


def line_marks(line: Line) -> str:
    """Return the attributes of a line: its key and those of its two ends."""
    return f' data-line="{_safe(line.key)}" data-from="{_safe(line.source)}" data-to="{_safe(line.target)}"'


def label_marks(line: Line) -> str:
    """Return the attribute of the words on a line: the key of the line."""
    return f' data-label="{_safe(line.key)}"'


def fold_sign(key: str, fold: Fold, rect: Rect, words: str, stop: str) -> str:
    """Return the sign on the left upper corner of a group; `stop` is its attribute for the tab key."""
    x, y = rect.x - 3, rect.y - 3
    arms = f"M{n(x - _ARM)} {n(y)}h{n(2 * _ARM)}"
    if fold.is_folded:
        arms += f"M{n(x)} {n(y - _ARM)}v{n(2 * _ARM)}"
    return (
        f'<a href="{_safe(fold.href)}" data-fold="{_safe(key)}"{stop}><title>{_safe(words)}</title>'
        f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(_REACH)}" fill="#fff" fill-opacity="0"/>'
        f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(_RADIUS)}" fill="#fff" stroke="#444"/>'
        f'<path d="{arms}" fill="none" stroke="#444" stroke-width="1.5"/></a>'
    )


def _safe(text: str) -> str:
    return escape(clean(text))
