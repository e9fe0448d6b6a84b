"""`archrepo procurement`: the steps of a procurement, each a command below it."""

from __future__ import annotations

from archrepo.cli.commands import PROCUREMENT, Door, language_option
from archrepo.language import Text

procurement_command = Door(
    "procurement",
    commands=PROCUREMENT,
    text=Text(
        "De stappen van een inkoop: van eisen tot gunning.\n\nUitleg: archrepo procurement OPDRACHT --help",
        "The steps of a procurement: from requirements to award.\n\nHelp: archrepo procurement COMMAND --help",
    ),
    examples=["archrepo procurement read zaaksysteem eisenlijst.csv --preview"],
    params=[language_option()],
)
