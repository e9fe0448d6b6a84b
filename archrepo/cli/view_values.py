"""The values of a view that is made from a question: which must be given, and a command that gives them."""

from __future__ import annotations

from collections.abc import Mapping
from shlex import quote
from typing import TYPE_CHECKING

from archrepo.errors import RequestFault
from archrepo.language import Text

if TYPE_CHECKING:
    from archrepo.generated_views import ViewInfo
    from archrepo.queries import Parameter
    from archrepo.workspace import Workspace


def defaults_of(info: ViewInfo) -> dict[str, str]:
    """Return the values that a view takes when none are given: numbers and terms of the vocabulary."""
    return {one.name: one.example for one in info.parameters if one.type == "integer" or one.example.startswith("ar:")}


def complete(workspace: Workspace, info: ViewInfo, values: Mapping[str, str]) -> Mapping[str, str]:
    """Return the values themselves when the view can be made with them.

    Raises:
        RequestFault: one is missing or unknown; the words give a whole command for this model.
    """
    known = [one.name for one in info.parameters]
    strange = sorted(set(values) - set(known))
    if strange:
        names = ", ".join(known)
        raise RequestFault(
            Text(f"plaat {info.name} kent '{strange[0]}' niet", f"view {info.name} does not know '{strange[0]}'"),
            remedy=Text(f"kies uit: {names}", f"choose from: {names}")
            if known
            else Text(f"laat {strange[0]}=... weg", f"leave {strange[0]}=... out"),
        )
    defaults = defaults_of(info)
    needed = [one for one in info.parameters if not one.is_optional and one.name not in defaults]
    missing = [one for one in needed if not values.get(one.name, "").strip()]
    if missing:
        given = [f"{name}={quote(value)}" for name, value in values.items() if value.strip()]
        example = " ".join([*given, *(f"{one.name}={quote(_fitting(workspace, one))}" for one in missing)])
        first = missing[0]
        raise RequestFault(
            Text(
                f"plaat {info.name} heeft een waarde nodig: {first.name} ({first.label.nl.lower()})",
                f"view {info.name} needs a value: {first.name} ({first.label.en.lower()})",
            ),
            remedy=Text(
                f"schrijf bijvoorbeeld: archrepo draw {info.name} {example}",
                f"write for example: archrepo draw {info.name} {example}",
            ),
        )
    return values


def _fitting(workspace: Workspace, parameter: Parameter) -> str:
    """Return an element of this model that fits the parameter: its example, else the one with the most relations.

    What fits is told by the parameter's label: "Proces" asks for a Bedrijfsproces.
    """
    from archrepo.metamodel import local_name

    if _is_name(workspace, parameter.example):
        return parameter.example
    word = parameter.label.nl.split()[0].casefold()
    fitting = [one for one in workspace.elements.values() if word in one.kind.label.nl.casefold()]
    if not fitting:
        return parameter.example
    relations = workspace.relations
    best = max(fitting, key=lambda one: len(relations.outgoing(one.iri)) + len(relations.incoming(one.iri)))
    label = workspace.label(best.iri, "nl")
    return label if _is_name(workspace, label) else local_name(best.iri)


def _is_name(workspace: Workspace, name: str) -> bool:
    try:
        workspace.find(name)
    except RequestFault:
        return False
    return True
