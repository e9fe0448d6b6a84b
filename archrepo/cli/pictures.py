"""Which picture a user means, what there is to draw, and a picture ready to be written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from archrepo.cli.opening import nearest_names
from archrepo.cli.view_values import complete
from archrepo.errors import RequestFault
from archrepo.language import Language, Text

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from archrepo.exchange.drawings import Drawings
    from archrepo.views import View
    from archrepo.workspace import Workspace


def version_of(workspace: Workspace, language: Language) -> str:
    """Return the version of the model as git knows it; "" when it does not."""
    from archrepo.workspace.revision import revision_of

    revision = revision_of(workspace.root)
    return revision.words.in_(language) if revision else ""


def find_view(
    workspace: Workspace, name: str, values: Mapping[str, str], language: Language, version: str = ""
) -> View:
    """Return the view that the user means: made from a question, stored with the model, or around an element.

    Raises:
        RequestFault: there is no view or element of that name; the words list the nearest.
        ConfigurationFault: it is a view of the user's own, and its question is not as it must be.
    """
    from archrepo.charts import list_charts
    from archrepo.exchange.drawings import Drawings
    from archrepo.generated_views import build_view, find_info, furnished, surroundings, views_of
    from archrepo.metamodel import local_name

    info = find_info(workspace, name)
    if info is not None:
        given = complete(workspace, info, values)
        return build_view(workspace, info.name, given, language, version=version)
    if values:
        raise RequestFault(
            Text(f"'{name}' is een plaat zonder waarden", f"'{name}' is a view without values"),
            remedy=Text(f"laat {min(values)}=... weg", f"leave {min(values)}=... out"),
        )
    drawings = Drawings(workspace, language)
    meant = [iri for iri in drawings if name in (iri.value, local_name(iri))]
    meant = meant or [iri for iri in drawings if name.casefold() == workspace.label(iri, language).casefold()]
    if len(meant) > 1:
        keys = ", ".join(sorted(local_name(iri) for iri in meant))
        raise RequestFault(
            Text(f"{len(meant)} platen heten '{name}'", f"{len(meant)} views are called '{name}'"),
            remedy=Text(f"kies er een met zijn id: {keys}", f"choose one by its id: {keys}"),
        )
    if meant:
        return furnished(drawings.view(meant[0]), workspace, language, version)
    try:
        found = workspace.find(name)
        if found not in workspace.elements:
            raise _no_picture(workspace, found, name, language)
        return surroundings(workspace, found, language, version=version)
    except RequestFault as fault:
        made = [one.name for one in views_of(workspace).views]
        charts = [query.name for query in list_charts()]
        near = nearest_names(name, [*made, *charts, *(workspace.label(iri, language) for iri in drawings)])
        if not near:
            raise
        names = ", ".join(near)
        raise RequestFault(
            Text(f"er is geen plaat of element '{name}'", f"there is no view or element '{name}'"),
            remedy=Text(f"bedoelt u: {names}?", f"did you mean: {names}?"),
        ) from fault


def _no_picture(workspace: Workspace, thing: NamedNode, name: str, language: Language) -> RequestFault:
    """Return the fault for what is no part of the landscape, such as a procurement, with what to draw instead."""
    from pyoxigraph import NamedNode

    from archrepo.element_facts import kind_name
    from archrepo.metamodel import local_name

    facts = workspace.graph.facts(thing)
    named = [one for values in facts.values() for one in values if isinstance(one, NamedNode)]
    names = ", ".join(dict.fromkeys(local_name(one) for one in named if one in workspace.elements))
    kind = kind_name(workspace, thing)
    beside = Text(
        "de gevolgen van een inkoop staan in de viewer bij Inkoop", "the viewer has the effects of a purchase"
    )
    drawn = Text(f"teken een onderdeel dat het noemt: {names}", f"draw a part that it names: {names}")
    return RequestFault(
        Text(
            f"'{name}' is een {kind.nl}; daarvan is geen plaat", f"'{name}' is a {kind.en}; there is no picture of it"
        ),
        remedy=Text(f"{drawn.nl}; {beside.nl}", f"{drawn.en}; {beside.en}") if names else beside,
    )


def by_title(workspace: Workspace, drawings: Drawings, language: Language) -> list[tuple[str, NamedNode]]:
    """Return the stored drawings with their titles, sorted by title."""
    titled = [(workspace.label(iri, language), iri) for iri in drawings]
    return sorted(titled, key=lambda one: (one[0].casefold(), one[1].value))
