"""What every template may use: the words, the addresses of things, and the state of the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

import pyoxigraph as ox
from flask import g, request

from archrepo.errors import ArchrepoError
from archrepo.findings import Severity, Verdict
from archrepo.language import Text
from archrepo.procurement.award.arithmetic import points_figure
from archrepo.procurement.publication.fact_words import fact_words
from archrepo.queries import find_term
from archrepo.turtle.reading import Term
from archrepo.wording import euro_text, value_text
from webui.guard import may_write
from webui.opened import opened, served
from webui.words import DUTCH_NAMES, language, t

_SYMBOLS = {
    Verdict.MET: "✓",
    Verdict.BROKEN: "✗",
    Verdict.UNKNOWN: "?",
    Verdict.NOT_APPLICABLE: "–",
    Verdict.EXCEPTED: "≈",
}
_SEVERITY_SYMBOLS = {Severity.VIOLATION: "✗", Severity.WARNING: "!", Severity.INFO: "i"}


def globals_of_templates() -> Mapping[str, Callable[..., object]]:
    """Return the functions that templates may call."""
    return {
        "t": t,
        "language": language,
        "page_of": page_of,
        "name_of": name_of,
        "model": lambda: opened(),
        "fault_of_newer": fault_of_newer,
        "is_newest": is_newest,
        "is_opened": is_opened,
        "symbol": symbol,
        "with_query": with_query,
        "address_here": address_here,
        "verdicts": lambda: tuple(Verdict),
        "turtle_of": lambda principle: opened().book.turtle(principle),
        "kind_of": kind_of,
        "cell_words": lambda cell: value_text(opened().workspace, cell).in_(language()),
        "page_of_cell": lambda cell: None if isinstance(cell, ox.Literal) else page_of(cell),
        "is_number": is_number,
        "given_dutch": given_dutch,
        "name_of_term": lambda name: opened().workspace.name_of(find_term(opened().workspace, name)),
        "fact_words": lambda fact: fact_words(opened().workspace, fact),
        "may_write": may_write,
        "most_mb": lambda: (request.max_content_length or 0) // 2**20,
        "euro": lambda amount: euro_text(amount).in_(language()),
        "points": lambda amount: points_figure(amount).in_(language()),
    }


def page_of(thing: Term | str) -> str | None:
    """Return the address of the page about a thing, given as a term or an IRI; None when it has none."""
    if isinstance(thing, str):
        if ":" not in thing:
            return None
        thing = ox.NamedNode(thing)
    return opened().addresses.page(thing)


def name_of(thing: Term | str) -> Text:
    """Return the name of a thing, given as a term or an IRI."""
    return opened().workspace.name_of(ox.NamedNode(thing) if isinstance(thing, str) else thing)


def kind_of(thing: Term) -> str:
    """Return the layer of an element in lower case, for its colour; empty for anything else."""
    element = opened().workspace.elements.get(thing)
    return element.kind.layer.lower() if element else ""


def is_number(cell: Term | None) -> bool:
    """Tell whether a cell of a table holds a number, which stands to the right."""
    return isinstance(cell, ox.Literal) and cell.value.replace(".", "", 1).lstrip("-").isdigit()


def given_dutch(name: str) -> str:
    """Return the value that the address gives a parameter under its Dutch name, or nothing."""
    return request.args.get(DUTCH_NAMES.get(name, name), "")


def is_opened() -> bool:
    """Tell whether there is a model to tell about; a fault page has none."""
    try:
        served()
    except ArchrepoError:
        return False
    return True


def fault_of_newer() -> ArchrepoError | None:
    """Return what keeps a newer version of the model away, or None; also None when there is no version at all."""
    return served().fault if is_opened() else None


def is_newest() -> bool:
    """Tell whether the model that is shown is the one on disk; its fault is then that of a rule of its own."""
    return served().is_newest


def symbol(value: Verdict | Severity) -> str:
    """Return the sign that stands beside the colour of a verdict or a severity."""
    return _SYMBOLS[value] if isinstance(value, Verdict) else _SEVERITY_SYMBOLS[value]


def with_query(**changes: object) -> str:
    """Return the address of this page with some parameters changed; an empty value leaves the parameter out."""
    values = {key: found for key, found in request.args.lists() if key != "lang"}
    values.update({key: [str(value)] for key, value in changes.items()})
    kept = [(key, value) for key, found in values.items() for value in found if value]
    return f"{request.path}?{urlencode(kept)}" if kept else request.path


def address_here() -> str:
    """Return path and parameters of this page, without the language."""
    return with_query() if "language" in g else "/"
