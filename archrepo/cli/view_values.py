"""The values of a view that is made from a question: which must be given, and a command that gives them."""

from __future__ import annotations

from collections.abc import Mapping
from shlex import quote
from typing import TYPE_CHECKING

from archrepo.errors import RequestFault
from archrepo.language import Text

if TYPE_CHECKING:
    from archrepo.generated_views import ViewInfo
    from archrepo.workspace import Workspace


def complete(workspace: Workspace, info: ViewInfo, values: Mapping[str, str]) -> Mapping[str, str]:
    """Return the values themselves when the view can be made with them, or tell itself that there is nothing to make.

    Raises:
        RequestFault: one is missing or unknown; the words give a whole command for this model.
    """
    from archrepo.generated_views import defaults_of, fitting

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
    fits = {one.name: fitting(workspace, one) for one in missing}
    if missing and all(fits.values()):
        given = [f"{name}={quote(value)}" for name, value in values.items() if value.strip()]
        example = " ".join([*given, *(f"{one.name}={quote(fits[one.name])}" for one in missing)])
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
