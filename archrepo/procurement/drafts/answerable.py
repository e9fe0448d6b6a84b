"""Where a person answers what a verdict wants: the questions of the form that its remedy writes down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archrepo.language import Text
from archrepo.procurement.assessment import PrincipleVerdict
from archrepo.procurement.drafts.forms import Step

_PROPERTY = re.compile(r"\bar:([a-z]\w*)")


@dataclass(frozen=True, slots=True)
class FormPlace:
    """A question of the form: its step, its key and its name."""

    step: int
    key: str
    label: Text


def names_to_write(verdict: PrincipleVerdict) -> tuple[str, ...]:
    """Return the names of the properties that the remedy and the missing facts of a verdict name, each once."""
    found = [*verdict.missing, *_PROPERTY.findall(verdict.remedy.nl)]
    return tuple(dict.fromkeys(name.removeprefix("ar:") for name in found))


def form_places(steps: Sequence[Step], verdict: PrincipleVerdict) -> tuple[FormPlace, ...]:
    """Return the questions that can change a verdict, in the order of the form; none when the form asks none."""
    wanted = set(names_to_write(verdict))
    return tuple(
        FormPlace(step.number, field.key, field.label) for step in steps for field in step.fields if field.key in wanted
    )
