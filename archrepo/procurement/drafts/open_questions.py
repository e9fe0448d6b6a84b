"""The facts of a purchase that keep its verdicts unknown, as the questions of a form."""

from __future__ import annotations

from archrepo.errors import RequestFault
from archrepo.findings import Verdict
from archrepo.procurement.assessment import Assessment
from archrepo.procurement.drafts.forms import Field, field_of
from archrepo.queries import find_term
from archrepo.turtle.reading import Subject
from archrepo.workspace import Workspace


def open_fields(workspace: Workspace, assessment: Assessment, purchase: Subject) -> tuple[Field, ...]:
    """Return the questions that matter now, each once, in the order of the verdicts.

    Asked is what is unknown of the purchase itself and of nothing else, and what fits in one answer.
    """
    found: dict[str, Field] = {}
    for verdict in assessment.verdicts:
        unknown = {one.iri for one in verdict.subjects if one.verdict is Verdict.UNKNOWN}
        if unknown != {assessment.procurement.iri}:
            continue
        for fact in verdict.missing:
            try:
                field = field_of(workspace, find_term(workspace, fact), purchase)
            except RequestFault:
                continue
            if field.kind != "thing" or field.options:
                found.setdefault(field.iri, field)
    return tuple(found.values())
