"""`archrepo stats`, `show` and `search`: read the model."""

from __future__ import annotations

from pathlib import Path

from archrepo.cli.commands import command, format_option, workspace_option
from archrepo.cli.opening import open_model
from archrepo.cli.session import Session
from archrepo.language import Text


@command(
    "stats",
    Text(
        "Toon hoeveel het model bevat: elementen, relaties, platen en triples.",
        "Show how much the model holds: elements, relations, views and triples.",
    ),
    "archrepo stats",
    "archrepo stats --format json",
)
@format_option("text", "json")
@workspace_option
def stats_command(session: Session, form: str, workspace: Path | None) -> None:
    """Count what the model holds."""
    from archrepo.reporting.json_form import statistics_form, written
    from archrepo.reporting.statistics import statistics
    from archrepo.reporting.statistics_text import statistics_text

    found = statistics(open_model(session, workspace))
    if form == "json":
        session.say(written(statistics_form(found)))
    else:
        session.say(statistics_text(found, session.language))
