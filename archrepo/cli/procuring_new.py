"""`archrepo procurement new`: begin a procurement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from archrepo.cli.commands import argument, command, option, workspace_option
from archrepo.cli.opening import open_model
from archrepo.cli.session import Session
from archrepo.errors import RequestFault
from archrepo.language import Text

if TYPE_CHECKING:
    from archrepo.procurement.drafts.forms import Field


@command(
    "new",
    Text(
        "Begin een inkoop: maak de map en het eerste bestand.\n\n"
        "Antwoorden geeft u mee met --set VRAAG=ANTWOORD, zo vaak als nodig; wat u weglaat, vult u later in. "
        "Met --questions ziet u alle vragen.",
        "Begin a procurement: make its folder and first file.\n\n"
        "Give answers with --set QUESTION=ANSWER, as often as needed; what you leave out you fill in later. "
        "With --questions you see all questions.",
    ),
    "archrepo procurement new Parkeervergunningen --set estimatedValueEuro=90000 --set sendsEmail=ja",
    "archrepo procurement new --questions",
)
@argument("title", metavar="TITLE", required=False, default="", text=Text("De titel.", "The title."))
@option(
    "--set",
    "pairs",
    metavar="QUESTION=ANSWER",
    multiple=True,
    text=Text("Een antwoord, zoals hosting=SaaS.", "An answer, such as hosting=SaaS."),
)
@option("--questions", is_flag=True, text=Text("Toon de vragen.", "Show the questions."))
@workspace_option
def new_command(session: Session, title: str, pairs: Sequence[str], questions: bool, workspace: Path | None) -> None:
    """Make the folder of a procurement, or list the questions."""
    import pyoxigraph as ox

    from archrepo.procurement import find_proposal
    from archrepo.procurement.drafts.forms import answers, form_steps
    from archrepo.procurement.drafts.starting import fill_in, start

    model = open_model(session, workspace, None)
    fields = {field.key: field for step in form_steps(model, None) for field in step.fields}
    if questions:
        for step in form_steps(model, None):
            session.say(f"{step.number}. {step.label.in_(session.language)}")
            session.say(line for field in step.fields for line in _question(field, session))
        return
    given: dict[str, list[str]] = {}
    for pair in pairs:
        key, _, answer = pair.partition("=")
        given.setdefault(_field(fields, key.strip()).key, []).append(answer)
    values = {
        ox.NamedNode(fields[key].iri): answers(model, fields[key], raw, session.language) for key, raw in given.items()
    }
    started = start(model, title, session.language)
    if values:
        fill_in(model, find_proposal(model, started.name), values)
    session.say(
        Text(
            f"Inkoop '{started.name}' begonnen in {session.shown(started.path)}.",
            f"Procurement '{started.name}' begun in {session.shown(started.path)}.",
        )
    )
    session.tell(Text("Verder:", "Next:"))
    session.tell(
        [
            f"  archrepo procurement read {started.name} eisen.csv --preview",
            f"  archrepo assess {started.name}",
            "  archrepo serve",
        ]
    )


def _field(fields: Mapping[str, Field], name: str) -> Field:
    """Return the question of that name or label.

    Raises:
        RequestFault: no question is called so; the words list the nearest.
    """
    from difflib import get_close_matches

    if name in fields:
        return fields[name]
    labels = {label.casefold(): field for field in fields.values() for label in (field.label.nl, field.label.en)}
    found = labels.get(name.casefold())
    if found is not None:
        return found
    near = ", ".join(get_close_matches(name, [*fields, *labels], n=3, cutoff=0.4))
    raise RequestFault(
        Text(f"geen vraag heet '{name}'", f"no question is called '{name}'"),
        remedy=Text(f"bedoelt u: {near}?", f"did you mean: {near}?")
        if near
        else Text("bekijk de vragen met --questions", "see the questions with --questions"),
    )


def _question(field: Field, session: Session) -> Iterator[str]:
    language = session.language
    yield f"   {field.key:<24} {field.label.in_(language)}"
    if field.kind == "choice":
        names = ", ".join(option.name.in_(language) for option in field.options[:8])
        more = len(field.options) - 8
        if more > 0:
            names += Text(f" en nog {more}", f" and {more} more").in_(language)
        yield f"   {'':<24} {names}"
