"""From a question and the values a user gives to a View; and the View of one element with all around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pyoxigraph as ox

from archrepo.errors import RequestFault
from archrepo.foreign_queries import Limits
from archrepo.generated_views.furniture import furnished
from archrepo.generated_views.ordering import in_full_order
from archrepo.generated_views.parameters import (
    defaults_of,
    filled_in,
    fitting,
    in_words,
    kinds_in_words,
    refuse_other_kind,
)
from archrepo.generated_views.questions import ViewInfo, find_info, no_such_view, views_of
from archrepo.generated_views.rows import Builder
from archrepo.generated_views.verdicts import Judge, with_verdicts
from archrepo.language import Language, Text
from archrepo.picturing.wishes import COLOUR
from archrepo.queries import ask, find_term, with_choices
from archrepo.turtle.reading import Term
from archrepo.viewpoints import find_viewpoint, restricted, viewpoint_note
from archrepo.views import View
from archrepo.workspace import Workspace
from archrepo.workspace.own_organisation import own_organisation

#: What a view of the user's own may cost: it is drawn while somebody waits.
_LIMITS = Limits(seconds=10, rows=20_000)
_NOTHING = Text("Er is niets om te tonen.", "There is nothing to show.")


def build_view(
    workspace: Workspace,
    name: str,
    parameters: Mapping[str, str] | None = None,
    language: Language = "nl",
    *,
    version: str = "",
    judge: Judge | None = None,
) -> View:
    """Return the view of that name, with labels in `language` and without coordinates.

    A parameter that is left out has the value of its example when that is a term of the vocabulary or a number. Where
    the model holds no element that a parameter asks for, the view is empty and says so. `judge` gives the verdicts on
    the model, and is only called by a view that counts them; without it such a view judges the model itself.

    Raises:
        RequestFault: there is no such view, or a parameter is missing or wrong.
        ConfigurationFault: the question of the view is not as it must be.
        InputFault: the file of a user's own question cannot be read.
        LimitFault: a user's own question takes too long, or gives too much.
    """
    info = find_info(workspace, name)
    if info is None:
        raise no_such_view(name, views_of(workspace).views)
    given = defaults_of(info) | {key: value.strip() for key, value in (parameters or {}).items() if value.strip()}
    given = with_choices(workspace, info.query, given)
    for parameter in info.parameters:
        if given.get(parameter.name) and parameter.kinds:
            refuse_other_kind(workspace, parameter, given[parameter.name])
    missing = [one for one in info.parameters if not one.is_optional and one.name not in given]
    for parameter in missing:
        if parameter.kinds and not fitting(workspace, parameter):
            kinds = kinds_in_words(workspace, parameter)
            why = Text(f"Dit model heeft geen {kinds.nl}.", f"This model has no {kinds.en}.")
            empty = View(info.name, info.title, (), (), "generated", question=info.question, left_out=(_NOTHING, why))
            return furnished(empty, workspace, language, version)
    limits = _LIMITS if info.is_own else None
    known = {f"{one.name}Given": ox.Literal(one.name in given) for one in info.parameters if one.is_optional}
    own = own_organisation(workspace)
    bindings: dict[str, Term] = {"language": ox.Literal(language), "ownOrganisation": own, **known}
    query = with_verdicts(info.query, given, workspace, judge)
    query = replace(query, text=in_full_order(query.text, {*given, *bindings}))
    answer = ask(workspace, query, given, bindings, limits=limits)
    chosen = find_term(workspace, given[COLOUR]) if given.get(COLOUR) else None
    view = _entitled(Builder(workspace, language).build(info, answer, chosen), workspace, info, given, language)
    viewpoint = find_viewpoint(workspace, info.query.mark("viewpoint"))
    if viewpoint is not None:
        view = restricted(replace(view, viewpoint=viewpoint.name), viewpoint, workspace)
        view = replace(view, notes=(*view.notes, viewpoint_note(viewpoint, language)))
    if not view.boxes:
        reason = Text(info.query.mark("empty@nl"), info.query.mark("empty@en"))
        told = [text for text in (_NOTHING, reason) if text.in_(language)]
        view = replace(view, left_out=(*told, *view.left_out))
    return furnished(view, workspace, language, version)


def _entitled(view: View, workspace: Workspace, info: ViewInfo, given: Mapping[str, str], language: Language) -> View:
    """Return the view with its subject in the title and the question, and the given values as notes."""
    words = in_words(workspace, info, given, language)
    title = filled_in(info.query.mark(f"subject-title@{language}"), given, words)
    question = filled_in(info.query.mark(f"subject-question@{language}"), given, words)
    return replace(
        view,
        title=Text.same(title) if title else info.title,
        question=Text.same(question) if question else info.question,
        notes=(*words.values(), *_counted(info, language)),
    )


def _counted(info: ViewInfo, language: Language) -> tuple[tuple[str, str], ...]:
    """Return the note that says how the numbers in the view are counted; none for a view without numbers to explain."""
    told = info.query.mark(f"counted@{language}")
    return ((Text("Zo is het gerekend", "How it is counted").in_(language), told),) if told else ()


def surroundings(workspace: Workspace, element: ox.NamedNode, language: Language = "nl", *, version: str = "") -> View:
    """Return the picture of one element and what it is related to: in, the element, out.

    Raises:
        RequestFault: the element is not in the model.
    """
    if element not in workspace.elements:
        raise RequestFault(
            Text(f"{element.value} is geen element van het model", f"{element.value} is no element of the model"),
            remedy=Text("zoek met: archrepo search TEKST", "search with: archrepo search TEXT"),
        )
    return furnished(Builder(workspace, language).around(element), workspace, language, version)
