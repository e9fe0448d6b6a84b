"""`archrepo assess`: hold a procurement proposal against the model and its principles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from archrepo.cli.checking import FAIL_ON, FINDINGS, is_failure
from archrepo.cli.commands import argument, as_of_option, command, format_option, workspace_option
from archrepo.cli.opening import open_model
from archrepo.cli.painting import paint_for
from archrepo.cli.session import Session
from archrepo.findings import Severity, Verdict
from archrepo.language import Text

if TYPE_CHECKING:
    from archrepo.procurement import Assessment


@command(
    "assess",
    Text(
        "Toets een voorgenomen inkoop: past zij bij de principes en bij het landschap?\n\n"
        "VOORSTEL is de naam van een voorstel uit archrepo.toml, of de map of het bestand ervan. Per principe ziet u "
        "het oordeel, het bewijs, wat er nog ontbreekt en wat u kunt doen. De exitcode is 1 zodra iets niet voldoet.",
        "Assess a purchase: does it fit the principles and the landscape?\n\n"
        "PROPOSAL is the name of a proposal of archrepo.toml, or its folder or file. For each principle you see the "
        "verdict, the evidence, what is still missing and what to do. The exit code is 1 when something is broken.",
    ),
    "archrepo assess zaaksysteem --fail-on never",
    "archrepo assess zaaksysteem --format json --fail-on never",
)
@argument("proposal", metavar="PROPOSAL", text=Text("Naam, map of bestand.", "Name, folder or file."))
@format_option("text", "json")
@FAIL_ON
@workspace_option
@as_of_option
def assess_command(
    session: Session, proposal: str, form: str, fail_on: str, workspace: Path | None, as_of: datetime | None
) -> int:
    """Return 1 when a principle as heavy as `fail_on` is broken, else 0."""
    from archrepo.principles import book_of
    from archrepo.procurement import assess, find_proposal
    from archrepo.reporting.assessment_form import assessment_form
    from archrepo.reporting.assessment_text import assessment_text
    from archrepo.reporting.json_form import written
    from archrepo.workspace import find_root

    if workspace is None and Path(proposal).exists():
        workspace = find_root(Path(proposal))
    model = open_model(session, workspace, as_of)
    assessment = assess(model, book_of(model), find_proposal(model, proposal))
    if form == "json":
        session.say(written(assessment_form(assessment, session.language, session.shown_path)))
    else:
        session.say(assessment_text(assessment, session.language, session.shown_path, paint_for(session)))
        first = next(broken_principles(assessment), None)
        if first is not None:
            session.tell(Text(f"Verder: archrepo explain {first[0]}", f"Next: archrepo explain {first[0]}"))
    severities = [severity for _, severity in broken_principles(assessment)]
    return FINDINGS if is_failure(severities, fail_on) else 0


def broken_principles(assessment: Assessment) -> Iterator[tuple[str, Severity]]:
    """Yield the broken principles with their severity: of the purchase itself, then of each candidate."""
    for verdicts in (assessment.verdicts, *(bid.verdicts for bid in assessment.bids)):
        for verdict in verdicts:
            if verdict.verdict is Verdict.BROKEN:
                yield verdict.principle, verdict.severity
