"""Colours of the terminal, for who has one and wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archrepo.cli.session import Session

if TYPE_CHECKING:
    from archrepo.reporting.paint import Paint, Role


def paint_for(session: Session) -> Paint:
    """Return how texts are painted: not at all without a terminal or with NO_COLOR."""
    from archrepo.reporting.paint import plain

    return _paint if session.has_colour else plain


def _paint(text: str, role: Role) -> str:
    colours = {"violation": "red", "warning": "yellow", "info": "cyan", "remedy": "green", "source": "bright_black"}
    return click.style(text, fg=colours.get(role), bold=role != "source")
