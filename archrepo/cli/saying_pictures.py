"""A picture that could not be laid out, given in words instead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from archrepo.cli.session import Session
from archrepo.errors import LimitFault
from archrepo.language import Text

if TYPE_CHECKING:
    from archrepo.diagrams import Twin
    from archrepo.views import View
    from archrepo.workspace import Workspace


def say_in_words(session: Session, model: Workspace, view: View, fault: LimitFault) -> int:
    """Tell why there is no picture, write what it would show to stdout, and return the exit code."""
    from archrepo.diagrams import twin

    session.complain(fault)
    session.say(words_of(twin(view, model.metamodel, session.language)))
    session.tell(
        Text(
            "Er is geen plaat gemaakt. Wat erop zou staan, staat hierboven in woorden.",
            "No picture was made. What it would show stands above in words.",
        )
    )
    return fault.exit_code


def words_of(words: Twin) -> Iterator[str]:
    """Iterate over the lines of a picture in words: title, sentences and the rows of its tables that have any."""
    yield words.title
    yield from words.sentences
    for table in (words.boxes, words.lines):
        if table.rows:
            yield ""
            yield f"{table.caption}:"
            yield " | ".join(table.headings)
            for row in table.rows:
                yield " | ".join(cell.words for cell in row)
