"""`archrepo ask`: put a question to the model."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

import click

from archrepo.cli.commands import argument, as_of_option, command, format_option, option, workspace_option
from archrepo.cli.opening import open_model, values_given
from archrepo.cli.session import Session
from archrepo.errors import ConfigurationFault, InputFault, RequestFault
from archrepo.language import Text

if TYPE_CHECKING:
    from archrepo.queries import Query, Table
    from archrepo.workspace import Workspace

_OWN_SPARQL = "sparql"
#: How the names of questions end that did not come with archrepo.
_FOREIGN = (_OWN_SPARQL, ".rq")


@command(
    "ask",
    Text(
        "Stel het model een vraag; het antwoord is een tabel.\n\n"
        "VRAAG is de naam van een bewaarde vraag, een .rq-bestand, of SPARQL (een SELECT). Waarden die de vraag nodig "
        "heeft, geeft u erachter: year=2026.",
        "Put a question to the model; the answer is a table.\n\n"
        "QUESTION is the name of a saved question, a .rq file, or SPARQL (a SELECT). Values that the question needs "
        "come behind it: year=2026.",
    ),
    "archrepo ask --list",
    "archrepo ask C17 year=2026",
    "archrepo ask 'SELECT ?x WHERE { ?x a am:Plateau }' --format csv",
)
@argument(
    "question",
    metavar="QUESTION",
    required=False,
    text=Text("Naam, .rq-bestand of SPARQL.", "Name, .rq file or SPARQL."),
)
@argument(
    "values", metavar="[NAME=VALUE...]", nargs=-1, text=Text("Waarden voor de vraag.", "Values for the question.")
)
@option("--list", "lists", is_flag=True, text=Text("Toon de bewaarde vragen.", "Show the saved questions."))
@option(
    "--limit",
    "seconds",
    metavar="SECONDS",
    type=click.IntRange(1, 86_400),
    default=30,
    text=Text(
        "Hoe lang uw eigen SPARQL mag duren (standaard: 30).", "How long your own SPARQL may take (default: 30)."
    ),
)
@format_option("text", "csv", "json")
@workspace_option
@as_of_option
def ask_command(
    session: Session,
    question: str | None,
    values: Sequence[str],
    lists: bool,
    seconds: int,
    form: str,
    workspace: Path | None,
    as_of: datetime | None,
) -> None:
    """Answer a question, or list the saved ones."""
    from archrepo.queries import saved_queries
    from archrepo.reporting.json_form import written
    from archrepo.reporting.table import question_list, table_csv, table_form, table_text

    if lists or question is None:
        session.say(question_list(saved_queries(), session.language))
        session.tell(Text("Verder: archrepo ask NAAM", "Next: archrepo ask NAME"))
        return
    model = open_model(session, workspace, as_of)
    table = _answer(model, _query(model, question), values_given(values), seconds)
    if form == "json":
        session.say(written(table_form(model, table, session.language)))
    elif form == "csv":
        session.say(table_csv(model, table, session.language))
    else:
        session.say(table_text(model, table, session.language))


def _answer(workspace: Workspace, query: Query, values: Mapping[str, str], seconds: int) -> Table:
    """Return the answer; a question of the user's own has limits, and its faults stand where the user wrote it."""
    from archrepo.foreign_queries import Limits
    from archrepo.queries import ask

    if not query.name.endswith(_FOREIGN):
        return ask(workspace, query, values)
    try:
        return ask(workspace, query, values, limits=Limits(seconds, more_time="--limit"))
    except ConfigurationFault as fault:
        said = fault.remedy.en if fault.remedy else ""
        place = re.match(r"error at (\d+):(\d+): (.*)", said, re.DOTALL)
        # The line of prefixes that `_query` puts before SPARQL on the command line is not the user's.
        before = 1 if query.name == _OWN_SPARQL else 0
        where = f"{int(place[1]) - before}:{place[2]}" if place else "?"
        if query.name != _OWN_SPARQL:
            where = f"{query.name}:{where}"
        words = shorten(place[3] if place else said, 90, placeholder=" ...")
        raise RequestFault(
            Text(f"de vraag is geen SPARQL: op {where}: {words}", f"the question is not SPARQL: at {where}: {words}"),
            remedy=Text("verbeter de vraag op die regel en kolom", "mend the question at that line and column"),
        ) from fault


def _query(workspace: Workspace, question: str) -> Query:
    """Return the question that the user means: a file, SPARQL as it stands, or a saved one.

    Raises:
        RequestFault: there is no such file or saved question.
        InputFault: the file is not UTF-8.
    """
    from archrepo.queries import Query, find_query, read_query
    from archrepo.vocabulary import PREFIXES

    if question.endswith(".rq"):
        path = Path(question)
        if not path.is_file():
            raise RequestFault(
                Text(f"{question} bestaat niet", f"{question} does not exist"),
                remedy=Text("zie de bewaarde vragen met: archrepo ask --list", "see: archrepo ask --list"),
            )
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as fault:
            raise InputFault(
                Text(f"{question} is geen UTF-8-tekst", f"{question} is not UTF-8 text"),
                remedy=Text("sla het bestand op als UTF-8", "save the file as UTF-8"),
            ) from fault
        return read_query(text, path.name)
    if "{" not in question:
        return find_query(question)
    prefixes = {"": workspace.base, **PREFIXES}
    prologue = " ".join(f"PREFIX {prefix}: <{namespace}>" for prefix, namespace in prefixes.items())
    nothing = Text.same("")
    return Query(_OWN_SPARQL, nothing, nothing, "", (), (), f"{prologue}\n{question}")
