"""`archrepo stats`, `show` and `search`: read the model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from archrepo.cli.commands import argument, command, format_option, workspace_option
from archrepo.cli.opening import open_model
from archrepo.cli.session import Session
from archrepo.errors import RequestFault
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


@command(
    "show",
    Text(
        "Toon alles wat het model over één ding zegt.\n\n"
        "NAAM is de naam, het laatste deel van de IRI, of de hele IRI. Van een begrip, zoals ar:hosting, ziet u wat "
        "het betekent, welke waarden het kent en hoe u het schrijft.",
        "Show everything that the model says of one thing.\n\n"
        "NAME is its name, the last part of its IRI, or the whole IRI. Of a term, such as ar:hosting, you see what it "
        "means, which values it takes and how to write it.",
    ),
    "archrepo show zaaksysteem",
    "archrepo show ar:hosting",
    "archrepo show zaaksysteem --format json",
)
@argument("name", metavar="NAME", text=Text("Naam of IRI.", "Name or IRI."))
@format_option("text", "json")
@workspace_option
def show_command(session: Session, name: str, form: str, workspace: Path | None) -> None:
    """Show the facts and relations of one thing, or what a term of the vocabulary means."""
    from archrepo.element_facts import element_facts
    from archrepo.reporting.json_form import written
    from archrepo.reporting.term import find_vocabulary_term, term_facts, term_form, term_text
    from archrepo.reporting.thing import thing_form, thing_text

    model = open_model(session, workspace)
    term = find_vocabulary_term(model, name) if ":" in name else None
    thing = None
    if term is None:
        try:
            thing = model.find(name)
        except RequestFault:
            term = find_vocabulary_term(model, name)
            if term is None:
                raise
    if term is not None:
        explained = term_facts(model, term)
        if form == "json":
            session.say(written(term_form(model, explained, session.language)))
        else:
            session.say(term_text(model, explained, session.language))
        return
    assert thing is not None
    facts = element_facts(model, thing)
    if form == "json":
        session.say(written(thing_form(model, facts, session.language, session.shown_path)))
    else:
        session.say(thing_text(model, facts, session.language, session.shown_path))


@command(
    "search",
    Text(
        "Zoek in namen en beschrijvingen; ook een deel van een woord telt.",
        "Search names and descriptions; a part of a word counts too.",
    ),
    "archrepo search zaaksysteem",
    "archrepo search subsidie --format json",
)
@argument("words", metavar="TEXT...", nargs=-1, required=True, text=Text("Woorden.", "Words."))
@format_option("text", "json")
@workspace_option
def search_command(session: Session, words: Sequence[str], form: str, workspace: Path | None) -> None:
    """List what has the words in its name or description, best first."""
    from archrepo.metamodel import local_name
    from archrepo.reporting.hits import hits_form, hits_text
    from archrepo.reporting.json_form import written
    from archrepo.search import SearchIndex

    model = open_model(session, workspace)
    hits = SearchIndex(model).find(" ".join(words))
    if form == "json":
        session.say(written(hits_form(model, hits, session.language, session.shown_path)))
        return
    session.say(hits_text(model, hits, session.language, session.shown_path))
    if hits.entries:
        name = local_name(hits.entries[0].iri)
        session.tell(Text(f"Verder: archrepo show {name}", f"Next: archrepo show {name}"))
