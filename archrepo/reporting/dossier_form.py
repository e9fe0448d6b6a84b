"""The report on a procurement as fields: the assessment, `archrepo/assess/1`, with all that the other forms tell."""

from __future__ import annotations

from collections.abc import Callable

from archrepo.language import Language
from archrepo.procurement.dossier.whole import Dossier
from archrepo.reporting.assessment_form import assessment_form
from archrepo.reporting.bid_form import place
from archrepo.reporting.gaps_text import gaps_form


def dossier_form(dossier: Dossier, language: Language, shown_path: Callable[[str], str] = str) -> dict[str, object]:
    """Return the fields of the assessment, and then where it was made from, the gaps, the deviations and the architect.

    What a reader may not see is left out whole: a confined dossier has no gaps, no deviations and no architect.
    """
    source = dossier.provenance
    fields = assessment_form(dossier.assessment, language, shown_path)
    fields["provenance"] = {
        "model": source.model,
        "commit": source.commit,
        "is_changed": source.is_changed,
        "archrepo": source.archrepo,
        "principles_sha256": source.principles,
        "input_sha256": source.input,
        "as_of": source.as_of,
        "files": [{"path": name, "sha256": digest} for name, digest in source.files],
    }
    if dossier.is_confined:
        return fields
    fields["gaps"] = gaps_form(dossier.gaps, dossier.standards, dossier.topics, language, shown_path)
    fields["waivers"] = [
        {
            "principle": one.principle,
            "subject": one.subject,
            "reason": one.reason.in_(language),
            "risk": one.risk.in_(language),
            "measure": one.measure.in_(language),
            "decided_by": one.decided_by.in_(language),
            "decided_on": one.decided_on and one.decided_on.isoformat(),
            "valid_until": one.valid_until.isoformat(),
            **place(one.location, shown_path),
        }
        for one in dossier.waivers
    ]
    fields["architect_verdicts"] = [
        {
            "outcome": one.outcome.in_(language),
            "decided_by": one.decided_by.in_(language),
            "decided_on": one.decided_on,
            "reason": one.reason.in_(language),
            **place(one.location, shown_path),
        }
        for one in dossier.architect_verdicts
    ]
    return fields
