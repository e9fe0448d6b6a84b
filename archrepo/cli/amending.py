"""`archrepo amend`: take over in the model what people changed in a file that was exported from it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archrepo.cli.commands import argument, as_of_option, command, format_option, option, workspace_option
from archrepo.cli.opening import open_model
from archrepo.cli.session import Session
from archrepo.errors import RequestFault
from archrepo.language import Text

if TYPE_CHECKING:
    from archrepo.landscape import Side

_SIDES: dict[str, Side] = {"file": "workbook", "model": "model"}


@command(
    "amend",
    Text(
        "Neem over wat in een geëxporteerd bestand is veranderd.\n\n"
        "Zonder --write ziet u alleen wat er in de bestanden zou veranderen, als diff en in woorden. Wat in het "
        "bestand niet is aangeraakt, verandert niet. Is hetzelfde feit intussen ook in het model veranderd, dan ziet u "
        "beide waarden en kiest u zelf. Met --write staat alles in de bestanden, of niets.\n\n"
        "Dat geldt voor een werkmap en voor een modelbestand (.archimate, .xml of een map van coArchi). Raakt een "
        "ander programma kwijt wat er bij de export stond, dan zegt het verslag dat, en geldt overal het "
        "bestand. Geef dan met --since ook het bestand van toen.",
        "Take over what was changed in an exported file.\n\n"
        "Without --write you only see what would change in the files, as a diff and in words. What was not touched in "
        "the file does not change. When the same fact changed in the model meanwhile, you see both values and "
        "choose. With --write everything stands in the files, or nothing.\n\n"
        "This holds for a workbook and for a model file (.archimate, .xml or a folder of coArchi). When another "
        "program loses what the export said, the report says so, and the file holds everywhere. Then give the file of "
        "then with --since too.",
    ),
    "archrepo amend landschap.xlsx",
    "archrepo amend landschap.xlsx --write",
    "archrepo amend gemeente.archimate --since gemeente-bij-export.archimate",
)
@argument(
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    text=Text("Het rekenblad of het modelbestand.", "The workbook or model file."),
)
@option("--write", is_flag=True, text=Text("Schrijf de wijziging in de bestanden.", "Write the change to the files."))
@option(
    "--removals",
    is_flag=True,
    text=Text("Haal weg wat niet meer in het bestand staat.", "Take out what is no longer in the file."),
)
@option(
    "--conflicts",
    "right",
    type=click.Choice(list(_SIDES)),
    text=Text("Wie er gelijk heeft als beide veranderden.", "Who is right where both changed."),
)
@option(
    "--into",
    metavar="FILE",
    default="",
    text=Text(
        "Bestand voor nieuwe elementen (standaard: waar de meeste van uzelf van die soort staan).",
        "File for new elements (default: where most of your own of that kind stand).",
    ),
)
@option(
    "--since",
    metavar="FILE",
    type=click.Path(path_type=Path),
    text=Text(
        "Het modelbestand zoals het was geëxporteerd of geïmporteerd, voor als het dat zelf niet meer zegt.",
        "The model file as it was exported or imported, for when it no longer says that itself.",
    ),
)
@format_option("text", "json")
@workspace_option
@as_of_option
def amend_command(
    session: Session,
    file: Path,
    write: bool,
    removals: bool,
    right: str | None,
    into: str,
    since: Path | None,
    form: str,
    workspace: Path | None,
    as_of: datetime | None,
) -> int:
    """Show what the file changes, and write it when asked; 1 when something stands in the way."""
    from archrepo.amending import write as write_changes
    from archrepo.exchange.taking_over import proposal_of
    from archrepo.landscape import Choices
    from archrepo.reporting.amendment_text import amending, amending_form, diff_lines, summary_lines
    from archrepo.reporting.json_form import written

    model = open_model(session, workspace, as_of)
    proposal = proposal_of(model, file, Choices(_SIDES.get(right or "", ""), into, removals, since))
    found = amending(model, proposal, removals=removals, is_decided=right is not None)
    is_written = write and found.may_be_written
    if is_written:
        write_changes(model, found.result.changes)
    if form == "json":
        session.say(written(amending_form(model, found, session.language, is_written=is_written)))
    else:
        if not is_written:
            session.say(diff_lines(found))
            session.say("")
        session.say(summary_lines(model, found, session.language))
    if write and not is_written:
        raise RequestFault(
            Text("er is niets geschreven: eerst moet weg wat hierboven staat", "nothing was written: see above"),
            remedy=Text(
                "verbeter die waarden in het bestand; is iets ook in het model veranderd, kies dan met --conflicts",
                "mend those values in the file; when something changed in the model too, choose with --conflicts",
            ),
        )
    changed = ", ".join(session.shown(model.root / one.path) for one in found.result.changes)
    if is_written and changed:
        session.tell(Text(f"Geschreven: {changed}.", f"Written: {changed}."))
        session.tell(Text("Verder: git diff, en daarna archrepo check", "Next: git diff, and then archrepo check"))
        session.tell(
            Text(
                "Exporteer opnieuw voordat u in het andere programma verdergaat: dit bestand is verwerkt",
                "Export again before you go on in the other program: this file was taken over",
            )
        )
    elif changed and found.may_be_written:
        session.tell(Text("Verder: dezelfde opdracht met --write", "Next: the same command with --write"))
    return int(not found.may_be_written)
