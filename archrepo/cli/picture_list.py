"""`archrepo draw --list`: what there is to draw, in groups, with the question of each picture and its values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from archrepo.errors import RequestFault
from archrepo.language import Language, Text

if TYPE_CHECKING:
    from archrepo.generated_views import ViewInfo
    from archrepo.queries import Parameter, Query
    from archrepo.workspace import Workspace

_MADE = Text("Gemaakt uit het model", "Made from the model")
_CHARTS = Text("Om op te sturen", "To manage by")
_OWN = Text("Uw eigen vragen", "Your own questions")
_DRAWN = Text("Getekend door architecten", "Drawn by architects")

_WIDTH = 120


@dataclass(frozen=True, slots=True)
class _Entry:
    """One picture of the list: the name to draw it by, what it shows, and a line for each value it takes."""

    name: str
    words: str
    values: tuple[tuple[str, str], ...] = ()

    def has(self, wanted: str) -> bool:
        return wanted.casefold() in f"{self.name} {self.words}".casefold()


def picture_list(workspace: Workspace, language: Language, wanted: str = "") -> Iterator[str]:
    """Yield the groups with their pictures; of those only the ones with `wanted` in their name, title or question.

    Raises:
        RequestFault: no picture has the wanted words.
    """
    from archrepo.charts import defaults_of as usual_of
    from archrepo.charts import list_charts
    from archrepo.generated_views import defaults_of, views_of

    known = views_of(workspace)
    charts = [_made(workspace, query, usual_of(query), language) for query in list_charts()]
    groups = (
        (_CHARTS, charts),
        (_MADE, [_made(workspace, info, defaults_of(info), language) for info in known.shipped]),
        (_OWN, [_made(workspace, info, defaults_of(info), language) for info in known.own]),
        (_DRAWN, _drawn(workspace, language)),
    )
    kept = [(title, [entry for entry in entries if entry.has(wanted)]) for title, entries in groups]
    if wanted and not any(entries for _, entries in kept):
        raise RequestFault(
            Text(
                f"geen plaat heeft '{wanted}' in haar naam of vraag", f"no picture has '{wanted}' in name or question"
            ),
            remedy=Text("zie alle platen met: archrepo draw --list", "see all with: archrepo draw --list"),
        )
    width = max((len(entry.name) for _, entries in kept for entry in entries), default=0)
    for title, entries in kept:
        if entries:
            yield f"{title.in_(language)} ({len(entries)})"
            for entry in entries:
                yield from _lines(entry, width)
            yield ""


def list_faults(workspace: Workspace, language: Language) -> Iterator[str]:
    """Yield what is wrong with the user's own questions, each with its place and remedy."""
    from archrepo.generated_views import views_of

    for fault in views_of(workspace).faults:
        yield from fault.lines(language)


def _lines(entry: _Entry, width: int) -> Iterator[str]:
    yield f"  {entry.name:<{width}}  {entry.words}".rstrip()
    for value, words in entry.values:
        yield from wrap(
            f"{value}  {words}",
            _WIDTH,
            initial_indent=" " * (width + 6),
            subsequent_indent=" " * (width + 10),
            break_long_words=False,
        )


def _made(workspace: Workspace, info: ViewInfo | Query, defaults: Mapping[str, str], language: Language) -> _Entry:
    title, question = info.title.in_(language), info.question.in_(language)
    values = tuple(
        (_value(one, defaults.get(one.name, "…")), _choice(workspace, one, language)) for one in info.parameters
    )
    return _Entry(info.name, f"{title}. {question}", values)


def _value(parameter: Parameter, default: str) -> str:
    """Return how a value is written: `name=…` must be given, `[name=1]` may be left out."""
    written = f"{parameter.name}={default}"
    return f"[{written}]" if parameter.is_optional or default != "…" else written


def _choice(workspace: Workspace, parameter: Parameter, language: Language) -> str:
    """Return what a value means, and what may be chosen for it."""
    from archrepo.generated_views import kinds_in_words
    from archrepo.queries import find_term

    label = parameter.label.in_(language)
    if parameter.choices:
        named = (f"{name} ({workspace.label(find_term(workspace, name), language)})" for name in parameter.choices)
        return f"{label}: {', '.join(named)}"
    kinds = kinds_in_words(workspace, parameter).in_(language)
    return f"{label}: {kinds}" if kinds else label


def _drawn(workspace: Workspace, language: Language) -> Sequence[_Entry]:
    """Return the stored drawings, sorted by title."""
    from archrepo.exchange.drawings import Drawings
    from archrepo.metamodel import local_name

    entries = [_Entry(local_name(iri), workspace.label(iri, language)) for iri in Drawings(workspace, language)]
    return sorted(entries, key=lambda entry: (entry.words.casefold(), entry.name))
