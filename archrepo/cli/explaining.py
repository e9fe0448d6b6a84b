"""`archrepo explain`: a principle in full."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from archrepo.cli.checking import unknown_principle
from archrepo.cli.commands import argument, as_of_option, command, workspace_option
from archrepo.cli.opening import book_for
from archrepo.cli.session import Session
from archrepo.language import Text


@command(
    "explain",
    Text(
        "Leg een principe uit: wat, waarom, hoe te herstellen, hoe af te wijken.\n\n"
        "Zonder ID krijgt u de lijst van alle principes.",
        "Explain a principle: what, why, how to mend, how to deviate.\n\n"
        "Without an ID you get the list of all principles.",
    ),
    "archrepo explain GOV-02",
    "archrepo explain",
)
@argument(
    "identifier",
    metavar="ID",
    required=False,
    text=Text("Nummer van het principe, zoals GOV-02.", "Number of the principle, such as GOV-02."),
)
@workspace_option
@as_of_option
def explain_command(session: Session, identifier: str | None, workspace: Path | None, as_of: datetime | None) -> None:
    """Show one principle, or the list of all."""
    from archrepo.reporting.principle_text import principle_list, principle_text

    book = book_for(session, workspace)
    if identifier is None:
        session.say(principle_list(book, session.language))
        return
    principle = book.get(identifier)
    if principle is None:
        raise unknown_principle(identifier, [found.id for found in book])
    today = as_of.date() if as_of else session.today
    session.say(principle_text(book, principle, session.language, today))
