"""`archrepo procurement gaps`: what to mend in a tender before it is published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from archrepo.cli.checking import FAIL_ON, FINDINGS, is_failure
from archrepo.cli.commands import argument, as_of_option, command, format_option, workspace_option
from archrepo.cli.opening import open_model
from archrepo.cli.session import Session
from archrepo.language import Text


@command(
    "gaps",
    Text(
        "Toon wat aan de aanbestedingsstukken ontbreekt of niet klopt, voordat u publiceert.\n\n"
        "Per gat: waarom het telt, een eis om over te nemen en een vraag voor de nota van inlichtingen. Noemt u ook "
        "BESTANDEN (.docx, .xlsx, .csv of .pdf), dan worden die doorzocht op plekken die nog niet zijn ingevuld.",
        "Show what is missing or not right in the tender documents, before you publish.\n\n"
        "For each gap: why it counts, a requirement to paste and a question for the clarification note. With FILES "
        "(.docx, .xlsx, .csv or .pdf) those are searched for places that are not filled in yet.",
    ),
    "archrepo procurement gaps zaaksysteem --fail-on never",
    "archrepo procurement gaps zaaksysteem --format json --fail-on never",
)
@argument("proposal", metavar="PROPOSAL", text=Text("Naam, map of bestand.", "Name, folder or file."))
@argument(
    "files",
    metavar="[FILES]...",
    nargs=-1,
    type=click.Path(path_type=Path),
    text=Text("Aanbestedingsstukken.", "Tender documents."),
)
@format_option("text", "json")
@FAIL_ON
@workspace_option
@as_of_option
def gaps_command(
    session: Session,
    proposal: str,
    files: Sequence[Path],
    form: str,
    fail_on: str,
    workspace: Path | None,
    as_of: datetime | None,
) -> int:
    """Return 1 when a gap weighs as much as `fail_on`, else 0."""
    from archrepo.exchange.tender_files import tender_file_at
    from archrepo.principles import book_of
    from archrepo.procurement import find_proposal
    from archrepo.procurement.publication.gaps import (
        document_gaps,
        gaps_of,
        publication_report,
        standards_of,
        topics_of,
    )
    from archrepo.procurement.publication.stages import standing_of
    from archrepo.procurement.tender_reading import tender_of
    from archrepo.reporting.gaps_text import gaps_form, gaps_text
    from archrepo.reporting.json_form import written

    model = open_model(session, workspace, as_of)
    book = book_of(model)
    whole, tender = tender_of(model, find_proposal(model, proposal))
    report = publication_report(whole, book)
    read = [tender_file_at(path) for path in files]
    names = [text for one in tender.documents for text in (one.name.nl, one.name.en)]
    gaps = (*gaps_of(whole, book, tender, report), *document_gaps(whole, book, read, names))
    standards, topics = standards_of(whole, tender, report), topics_of(whole, tender, report)
    if form == "json":
        session.say(written(gaps_form(gaps, standards, topics, session.language, session.shown_path)))
    else:
        standing = standing_of(tender, model.as_of)
        session.say(gaps_text(gaps, standards, topics, standing, session.language, session.shown_path))
        session.tell(
            Text(
                f"Verder: archrepo procurement requirements {proposal} -o eisen.xlsx",
                f"Next: archrepo procurement requirements {proposal} -o requirements.xlsx",
            )
        )
    return FINDINGS if is_failure([gap.severity for gap in gaps], fail_on) else 0
