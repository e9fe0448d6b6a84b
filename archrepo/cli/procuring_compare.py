"""`archrepo procurement compare`: the bids side by side."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from archrepo.cli.assessing import told_unread
from archrepo.cli.commands import argument, as_of_option, command, format_option, option, workspace_option
from archrepo.cli.opening import open_model
from archrepo.cli.session import Session
from archrepo.language import Text


@command(
    "compare",
    Text(
        "Zet de inschrijvingen naast elkaar: principes, eisen, standaarden, feiten, kosten en punten.\n\n"
        "Met --blind heten de inschrijvers A, B en zo verder, in een volgorde die niets over hen zegt.",
        "Put the bids side by side: principles, requirements, standards, facts, cost and points.\n\n"
        "With --blind the bidders are called A, B and so on, in an order that says nothing of them.",
    ),
    "archrepo procurement compare zaaksysteem --differences",
    "archrepo procurement compare zaaksysteem --blind --without-prices --format csv",
)
@argument("proposal", metavar="PROPOSAL", text=Text("Naam of map van het voorstel.", "Name or folder of the proposal."))
@option("--blind", is_flag=True, text=Text("Noem de inschrijvers A, B enz.", "Call the bidders A, B and so on."))
@option("--without-prices", is_flag=True, text=Text("Toon bij --blind geen prijs.", "With --blind, show no prices."))
@option("--differences", is_flag=True, text=Text("Alleen waarin zij verschillen.", "Only what they differ in."))
@format_option("text", "json", "csv")
@workspace_option
@as_of_option
def compare_command(
    session: Session,
    proposal: str,
    blind: bool,
    without_prices: bool,
    differences: bool,
    form: str,
    workspace: Path | None,
    as_of: datetime | None,
) -> int:
    """Say the bids side by side; return 0, or more when a bid could not be read."""
    from archrepo.principles import book_of
    from archrepo.procurement import assess, find_proposal
    from archrepo.procurement.dossier.comparing import compare_bids
    from archrepo.procurement.dossier.confidential import blinded
    from archrepo.reporting.comparison_forms import comparison_csv, comparison_form, comparison_text
    from archrepo.reporting.json_form import written

    model = open_model(session, workspace, as_of)
    assessment = assess(model, book_of(model), find_proposal(model, proposal))
    if blind:
        assessment = blinded(assessment, hides_prices=without_prices)
    comparison = compare_bids(assessment)
    code = told_unread(session, assessment.unread, is_confined=blind)
    if form == "json":
        session.say(written(comparison_form(comparison, session.language)))
    elif form == "csv":
        session.say(comparison_csv(comparison, session.language).rstrip("\n"))
    else:
        session.say(comparison_text(comparison, session.language, only_differences=differences))
    return code
