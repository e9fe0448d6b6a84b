"""`archrepo waivers`: the register of deviations, and the paragraph on them for the annual report."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from archrepo.cli.checking import told_faults
from archrepo.cli.commands import as_of_option, command, format_option, option, workspace_option
from archrepo.cli.opening import open_model
from archrepo.cli.session import Session
from archrepo.language import Text


@command(
    "waivers",
    Text(
        "Toon het register van afwijkingen: waarvan, waarom, wie besloot, en tot wanneer.\n\n"
        "Met --year krijgt u de tekst voor het jaarverslag over dat jaar: van welke verplichte standaarden is "
        "afgeweken, waarom, en tot wanneer.",
        "Show the register of waivers: from what, why, who decided, and until when.\n\n"
        "With --year you get the text for the annual report on that year: from which mandatory standards was "
        "deviated, why, and until when.",
    ),
    "archrepo waivers",
    "archrepo waivers --year 2026 --format markdown",
    "archrepo waivers --as-of 2027-06-30 --format json",
)
@option(
    "--year",
    metavar="YEAR",
    type=click.IntRange(1900, 2999),
    text=Text("De tekst voor het jaarverslag over dit jaar.", "The text for the annual report on this year."),
)
@format_option("text", "json", "markdown")
@workspace_option
@as_of_option
def waivers_command(
    session: Session, year: int | None, form: str, workspace: Path | None, as_of: datetime | None
) -> int:
    """List the waivers, or explain those of a year; return 0, or more when an own rule could not be run."""
    from archrepo.principles import book_of
    from archrepo.reporting.annual_report import (
        annual_report,
        annual_report_form,
        annual_report_markdown,
        annual_report_text,
        published_principles,
    )
    from archrepo.reporting.json_form import written
    from archrepo.reporting.waiver_register import register_form, register_markdown, register_text
    from archrepo.validation import check
    from archrepo.waivers import read_waivers

    model = open_model(session, workspace, as_of)
    waivers = read_waivers(model)
    language, shown = session.language, session.shown_path
    explained, code = None, 0
    if year is not None:
        book = book_of(model)
        only = {principle.id for principle in published_principles(book)}
        checked = check(model, book, only=only)
        explained = annual_report(model, book, checked.report, waivers, year)
        code = told_faults(session, checked)
    if form == "json":
        fields = register_form(model, waivers, language, shown)
        if explained is not None:
            fields["annual_report"] = annual_report_form(explained, language, shown)
        session.say(written(fields))
    elif explained is not None:
        as_text = annual_report_markdown if form == "markdown" else annual_report_text
        session.say(as_text(model, explained, language))
    elif form == "markdown":
        session.say(register_markdown(model, waivers, language, shown))
    else:
        session.say(register_text(model, waivers, language, shown))
        if waivers:
            this_year = model.as_of.year
            session.tell(
                Text(
                    f"Tekst voor het jaarverslag: archrepo waivers --year {this_year}",
                    f"Text for the annual report: archrepo waivers --year {this_year}",
                )
            )
    return code
