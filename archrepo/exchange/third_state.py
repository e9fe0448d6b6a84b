"""What a model said when a file of it was exported: as the file itself says, or as a copy of then tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from archrepo.errors import RequestFault
from archrepo.exchange.carried import STATE
from archrepo.exchange.facts.export_state import ExportState, state_in, state_of
from archrepo.exchange.facts.spelled import Spelled
from archrepo.exchange.model import ModelFile
from archrepo.findings import Location
from archrepo.language import Text


@dataclass(frozen=True, slots=True)
class Exported:
    """The state of then, None when nothing tells it; its `values` are known from a copy only."""

    state: ExportState | None
    values: Spelled | None = None
    remarks: tuple[Text, ...] = ()


def exported(model: ModelFile, since: ModelFile | None, spelled: Callable[[ModelFile], Spelled]) -> Exported:
    """Return what the file says of its export, or the copy `since` that was kept of it.

    Without both there is a remark with what helps.

    Raises:
        RequestFault: the copy is not the one that the file was edited from.
    """
    stated = _stated(model)
    state = state_in(stated) if stated else None
    if since is not None:
        values = spelled(since)
        of_values, of_since = state_of(values), state_in(_stated(since) or "")
        if of_since is not None and of_since != of_values:
            _refuse(since, Text("is na de export zelf veranderd", "was changed after the export itself"))
        if state is not None and state != of_values:
            _refuse(since, Text("is niet de export van dit bestand", "is not the export of this file"))
        return Exported(of_values, values)
    if state is not None:
        return Exported(state)
    why = Text(f"het model mist de eigenschap {STATE}", f"the model misses the property {STATE}")
    if stated is not None:
        why = Text(
            f"de eigenschap {STATE} van het model is beschadigd", f"the property {STATE} of the model is damaged"
        )
    remark = Text(
        "{why}: daarom is niet te zien wat na de export in de Turtle is veranderd, en geldt overal het bestand. "
        "Kijk de wijzigingen na, of geef het bestand zoals het was geëxporteerd of geïmporteerd erbij. "
        "Werkt u in de viewer, vraag dat dan uw architect: archrepo amend BESTAND --since BESTAND-VAN-TOEN",
        "{why}: so it cannot be seen what changed in Turtle after the export, and the file holds everywhere. "
        "Look the changes over, or add the file as it was exported or imported. "
        "When you work in the viewer, ask your architect: archrepo amend FILE --since FILE-OF-THEN",
    )
    return Exported(None, None, (remark.format(why=why),))


def _stated(model: ModelFile) -> str | None:
    """Return the property of the export; None without one, and "" for several."""
    found = [one.value for one in model.properties if one.key == STATE]
    return (found[0] if len(found) == 1 else "") if found else None


def _refuse(since: ModelFile, why: Text) -> None:
    raise RequestFault(
        Text("{path} {why}", "{path} {why}").format(path=Text.same(since.path), why=why),
        location=Location(since.path, 0, 0, 0, 0),
        remedy=Text(
            "kies met --since het bestand zoals het uit archrepo kwam, vóór de eerste wijziging",
            "choose with --since the file as it came from archrepo, before its first edit",
        ),
    )
