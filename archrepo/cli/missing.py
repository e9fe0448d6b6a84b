"""`archrepo missing`: which facts are missing, and who knows them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from archrepo.cli.checking import PROFILE, told_faults
from archrepo.cli.commands import as_of_option, command, format_option, option, workspace_option
from archrepo.cli.opening import open_model
from archrepo.cli.session import Session
from archrepo.language import Text


@command(
    "missing",
    Text(
        "Toon welke feiten ontbreken en wie ze weet: een werklijst per rol.\n\n"
        "Elk feit dat hier staat, maakt een oordeel van 'niet te bepalen' af. Met --format csv wordt het een lijst "
        "voor een rekenblad.",
        "Show which facts are missing and who knows them: a worklist by role.\n\n"
        "Each fact that stands here completes an 'unknown' verdict. With --format csv it becomes a list for a "
        "spreadsheet.",
    ),
    "archrepo missing",
    "archrepo missing --asked-of CISO --format markdown",
    "archrepo missing --profile audit --format csv",
)
@option(
    "--asked-of",
    "role",
    metavar="ROLE",
    text=Text("Alleen wat deze rol weet, zoals CISO.", "Only what this role knows, such as CISO."),
)
@PROFILE
@format_option("text", "json", "csv", "markdown")
@workspace_option
@as_of_option
def missing_command(
    session: Session, role: str | None, profile: str | None, form: str, workspace: Path | None, as_of: datetime | None
) -> int:
    """List the missing facts by who knows them; return 0, or more when an own rule could not be run."""
    from archrepo.missing_facts import asked_of, missing_facts
    from archrepo.principles import book_of
    from archrepo.profiles import find_profile, read_profiles
    from archrepo.reporting.json_form import written
    from archrepo.reporting.missing_text import missing_form, missing_markdown, missing_rows, missing_text
    from archrepo.reporting.table import rows_csv
    from archrepo.validation import check

    model = open_model(session, workspace, as_of)
    book = book_of(model)
    chosen = find_profile(read_profiles(book, model.ontology.graph), profile) if profile is not None else None
    checked = check(model, book, only=set(chosen.weights) if chosen else None)
    worklist = missing_facts(model, book, checked.report)
    if role is not None:
        worklist = asked_of(model, worklist, role)
    language, shown = session.language, session.shown_path
    if form == "json":
        session.say(written(missing_form(worklist, model.as_of, language, shown)))
    elif form == "csv":
        session.say(rows_csv(missing_rows(worklist, language, shown)))
    elif role is not None and not worklist:
        session.say(Text("Aan deze rol is nu niets te vragen.", "There is nothing to ask this role now."))
    elif form == "markdown":
        session.say(missing_markdown(worklist, language, shown))
    else:
        session.say(missing_text(worklist, language, shown))
    return told_faults(session, checked)
