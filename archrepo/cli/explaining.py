"""`archrepo explain`: a principle in full."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from archrepo.cli.choosing import unknown_principle
from archrepo.cli.commands import argument, as_of_option, command, format_option, workspace_option
from archrepo.cli.opening import book_for
from archrepo.cli.session import Session
from archrepo.errors import RequestFault
from archrepo.language import Text


@command(
    "explain",
    Text(
        "Leg een principe uit: wat, waarom, hoe te herstellen, hoe af te wijken.\n\n"
        "Zonder ID krijgt u de lijst van alle principes; met een familie, zoals GOV, die van de familie; met een "
        "profiel, zoals audit, die van het profiel met hun gewicht.",
        "Explain a principle: what, why, how to mend, how to deviate.\n\n"
        "Without an ID you get the list of all principles; with a family, such as GOV, that of the family; with a "
        "profile, such as audit, that of the profile with their weights.",
    ),
    "archrepo explain GOV-02",
    "archrepo explain audit",
    "archrepo explain",
)
@argument(
    "identifier",
    metavar="[ID]",
    required=False,
    text=Text("Nummer van het principe, zoals GOV-02.", "Number of the principle, such as GOV-02."),
)
@format_option("text", "json")
@workspace_option
@as_of_option
def explain_command(
    session: Session, identifier: str | None, form: str, workspace: Path | None, as_of: datetime | None
) -> None:
    """Show one principle, or the list of all."""
    from archrepo.profiles import read_profiles
    from archrepo.reporting.json_form import written
    from archrepo.reporting.principle_text import principle_form, principle_list, principle_text, profile_text
    from archrepo.workspace import load_ontology

    book = book_for(session, workspace)
    profiles = read_profiles(book, load_ontology().graph)
    wanted = (identifier or "").casefold()
    asked = [one for one in profiles if wanted in (one.key.casefold(), one.name.nl.casefold(), one.name.en.casefold())]
    family = [
        principle
        for principle in book
        if identifier is None
        or principle.family == identifier.upper()
        or any(principle.id in one.weights for one in asked)
    ]
    if family:
        if form == "json":
            session.say(written([principle_form(found, profiles, session.language) for found in family]))
        elif asked:
            session.say(profile_text(book, asked[0], session.language))
        else:
            session.say(principle_list(family, session.language))
        return
    assert identifier is not None
    principle = book.get(identifier)
    if principle is None and ":" in identifier:
        raise RequestFault(
            Text(f"{identifier} is een begrip, geen principe", f"{identifier} is a term, no principle"),
            remedy=Text(f"zie: archrepo show {identifier}", f"see: archrepo show {identifier}"),
        )
    if principle is None:
        known = {found.id for found in book} | {found.family for found in book}
        raise unknown_principle(identifier.upper(), sorted(known))
    if form == "json":
        session.say(written(principle_form(principle, profiles, session.language)))
        return
    today = as_of.date() if as_of else session.today
    session.say(principle_text(book, principle, session.language, today, profiles))
