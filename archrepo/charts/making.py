"""From a saved question in `sparql/charts` to a chart: its parameters, its figure and what stands around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from archrepo.charts.answers import Answers
from archrepo.charts.bars import bars
from archrepo.charts.change_load import heat
from archrepo.charts.compliance_matrix import Judge, axes_as_drawn, matrix
from archrepo.charts.contract_calendar import calendar
from archrepo.charts.portfolio import portfolio
from archrepo.charts.supplier_shares import shares
from archrepo.charts.timeline import timeline
from archrepo.charts.treemap import treemap
from archrepo.charts.values import Chart, Figure, Matrix
from archrepo.errors import ConfigurationFault
from archrepo.findings import Report
from archrepo.language import Language, Text
from archrepo.principles import PrincipleBook, book_of
from archrepo.queries import Query, find_query, find_term, saved_queries, with_choices
from archrepo.validation import validate
from archrepo.wording import date_text
from archrepo.workspace import Workspace

_CHARTS = Path(__file__).parent.parent / "sparql" / "charts"
_Made = tuple[Figure | None, tuple[str, ...], tuple[str, ...]]


def list_charts(folder: Path = _CHARTS) -> tuple[Query, ...]:
    """Return the questions of the charts that can be made of any model, in the order of their names."""
    return saved_queries(folder)


def named_chart(name: str, folder: Path = _CHARTS) -> Query | None:
    """Return the question of the chart of that name; None when there is no such chart."""
    return next((query for query in saved_queries(folder) if query.name == name.casefold()), None)


def defaults_of(query: Query) -> dict[str, str]:
    """Return the values that a chart takes when none are given."""
    return {one.name: one.example for one in query.parameters if not one.is_optional}


def build_chart(
    workspace: Workspace,
    name: str,
    parameters: Mapping[str, str] | None = None,
    language: Language = "nl",
    judge: Judge | None = None,
    folder: Path = _CHARTS,
    *,
    version: str = "",
) -> Chart:
    """Return the chart of that name with its words in `language`.

    `version` is the version of the model as the user knows it, "" when nobody knows. `judge` gives the principles and
    the verdicts, and is only called by a chart that counts them; without it such a chart judges the model itself.

    Raises:
        RequestFault: there is no such chart, or a parameter is unknown or wrong.
        ConfigurationFault: the question of the chart is not as it must be.
    """
    query = find_query(name, folder)
    given = {**defaults_of(query), **{key: value for key, value in (parameters or {}).items() if value.strip()}}
    given = with_choices(workspace, query, given)
    answers = Answers(workspace, query, given, language)
    figure, counts, left_out = _made(query, answers, judge or judged_once(workspace))
    told = axes_as_drawn(workspace, given) if isinstance(figure, Matrix) else given
    return Chart(
        key=query.name,
        title=query.title,
        question=query.question,
        formula=_texts(query, "formula"),
        caution=_texts(query, "caution"),
        missing=_texts(query, "missing"),
        notes=_notes(workspace, query, told, language, version),
        figure=figure,
        counts=counts,
        left_out=left_out,
    )


def _made(query: Query, answers: Answers, judge: Judge) -> _Made:
    """Return the figure of the kind that the header of the question names.

    Raises:
        ConfigurationFault: it names no kind that there is.
    """
    kinds: Mapping[str, Callable[[], _Made]] = {
        "timeline": lambda: timeline(answers),
        "treemap": lambda: treemap(answers),
        "bars": lambda: bars(answers),
        "bubbles": lambda: portfolio(answers, lambda: judge()[1]),
        "matrix": lambda: matrix(answers, judge),
        "heat": lambda: heat(answers),
        "calendar": lambda: calendar(answers),
        "shares": lambda: shares(answers),
    }
    kind = query.mark("chart")
    if kind not in kinds:
        names = ", ".join(kinds)
        raise ConfigurationFault(
            Text(
                f"plaat {query.name} zegt niet hoe zij wordt getekend",
                f"chart {query.name} does not say how it is drawn",
            ),
            remedy=Text(f"schrijf in de kop `# chart:` met een van: {names}", f"write `# chart:` with one of: {names}"),
        )
    return kinds[kind]()


def judged_once(workspace: Workspace) -> Judge:
    """Return what gives the principles and the verdicts on a model, judged at the first call and kept."""
    kept: list[tuple[PrincipleBook, Report]] = []

    def judge() -> tuple[PrincipleBook, Report]:
        if not kept:
            book = book_of(workspace)
            kept.append((book, validate(workspace, book)))
        return kept[0]

    return judge


def _texts(query: Query, name: str) -> Text:
    return Text(query.mark(f"{name}@nl"), query.mark(f"{name}@en"))


def _notes(
    workspace: Workspace, query: Query, given: Mapping[str, str], language: Language, version: str
) -> tuple[tuple[str, str], ...]:
    """Return date and version of the model and the parameters, in words."""
    notes = [(Text("Stand", "As of").in_(language), date_text(workspace.as_of).in_(language))]
    if version:
        notes.append((Text("Versie", "Version").in_(language), version))
    for parameter in query.parameters:
        value = given.get(parameter.name, "")
        if value:
            words = workspace.label(find_term(workspace, value), language) if parameter.type == "element" else value
            notes.append((parameter.label.in_(language), words))
    return tuple(notes)
