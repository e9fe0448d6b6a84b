"""What a search found, as lines to read and as fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from archrepo.language import Language, Text
from archrepo.metamodel import local_name
from archrepo.search import Entry, Hits
from archrepo.workspace import Workspace


def hits_text(
    workspace: Workspace, hits: Hits, language: Language, shown_path: Callable[[str], str] = str
) -> Iterator[str]:
    """Yield one line a hit, best first, and a sentence that states the result."""
    for entry in hits.entries:
        yield _line(workspace, entry, language, shown_path)
    yield _sentence(hits).in_(language)
    if hits.suggestions:
        yield Text("Bedoelde u:", "Did you mean:").in_(language)
    for entry in hits.suggestions:
        yield _line(workspace, entry, language, shown_path)


def _line(workspace: Workspace, entry: Entry, language: Language, shown_path: Callable[[str], str]) -> str:
    location = workspace.locate(entry.iri)
    place = location.shown(shown_path)
    return f"{place}: {entry.name.in_(language)} ({entry.kind_name.in_(language)}), {local_name(entry.iri)}"


def _sentence(hits: Hits) -> Text:
    if not hits.total:
        return Text(f"Niets gevonden met '{hits.query}'.", f"Nothing found with '{hits.query}'.")
    if hits.total == 1:
        return Text(f"1 ding met '{hits.query}'.", f"1 thing with '{hits.query}'.")
    shown = len(hits.entries)
    first = Text("", "") if shown == hits.total else Text(f"De eerste {shown} van ", f"The first {shown} of ")
    return Text(
        f"{first.nl}{hits.total} dingen met '{hits.query}'.", f"{first.en}{hits.total} things with '{hits.query}'."
    )


def hits_form(
    workspace: Workspace, hits: Hits, language: Language, shown_path: Callable[[str], str] = str
) -> dict[str, object]:
    """Return the same as fields; `suggestions` is filled only when nothing was found."""
    return {
        "schema": "archrepo/search/1",
        "query": hits.query,
        "total": hits.total,
        "hits": [_form(workspace, entry, language, shown_path) for entry in hits.entries],
        "suggestions": [_form(workspace, entry, language, shown_path) for entry in hits.suggestions],
    }


def _form(
    workspace: Workspace, entry: Entry, language: Language, shown_path: Callable[[str], str]
) -> dict[str, object]:
    location = workspace.locate(entry.iri)
    return {
        "iri": entry.iri.value,
        "name": local_name(entry.iri),
        "label": entry.name.in_(language),
        "kind": entry.kind_name.in_(language),
        "path": shown_path(location.path),
        "line": location.line,
    }
