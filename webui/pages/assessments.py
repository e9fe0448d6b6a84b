"""The list of procurements, and the verdict on one: sentence, evidence, gaps and text to paste."""

from __future__ import annotations

from flask import Blueprint, render_template

from archrepo.language import Text
from archrepo.procurement import list_proposals
from archrepo.procurement.drafts.answerable import form_places, names_to_write
from archrepo.procurement.drafts.architect_verdict import architect_verdicts
from archrepo.procurement.drafts.open_questions import open_fields
from archrepo.procurement.judging.headline import headline
from webui.opened import dossier_named, opened
from webui.pages.procuring import draft_of

room = Blueprint("assessments", __name__)
_REQUIREMENTS = ("/eisen#inlezen", Text("eisen", "requirements"))
_AWARD = ("/eisen#gunning", Text("zo wordt gegund", "how the contract is awarded"))
_PEOPLE = ("/oordelen#vragen", Text("wat mensen beoordelen", "what people judge"))
#: Where the third step asks for a property that is no question of the first two.
_PLACES = {
    "alternativeConsidered": ("/eisen#bekeken", Text("wat u hebt bekeken", "what you looked at")),
    "requirement": _REQUIREMENTS,
    "asksMeasure": _REQUIREMENTS,
    "asksStandard": _REQUIREMENTS,
    "topic": _REQUIREMENTS,
    "awardCriterion": _AWARD,
    "priceFormula": _AWARD,
    "tieRule": _AWARD,
    "totalPoints": _AWARD,
    "architectureVerdict": ("/oordelen#architect", Text("oordeel van de architect", "verdict of the architect")),
}


@room.get("/toetsen")
def assessments() -> str:
    """List the proposals in the folder of the model."""
    return render_template("assessments.html", proposals=list_proposals(opened().workspace))


@room.get("/toetsen/<name>")
def assessment(name: str) -> str:
    """Show one assessment: the sentence, the bids side by side, and each verdict with its evidence."""
    dossier = dossier_named(name)
    steps = opened().form_steps
    draft = draft_of(name)
    asked = {field.key: field.label for field in open_fields(draft.workspace, dossier.assessment, draft.purchase)}
    places = {
        verdict.principle: [
            *((f"/stap/{place.step}#v-{place.key}", place.label) for place in form_places(steps, verdict)),
            *(
                (f"/eisen#v-{one}", asked[one])
                for one in dict.fromkeys(fact.removeprefix("ar:") for fact in verdict.missing)
                if one in asked and not any(field.key == one for step in steps for field in step.fields)
            ),
            *dict.fromkeys(_PLACES[one] for one in names_to_write(verdict) if one in _PLACES),
            *([_PEOPLE] if _asks_people(verdict.principle) else ()),
        ]
        for verdict in dossier.assessment.verdicts
    }
    return render_template(
        "assessment.html",
        dossier=dossier,
        headline=headline(dossier.assessment),
        places=places,
        architects=architect_verdicts(draft.workspace, draft.purchase),
    )


def _asks_people(principle: str) -> bool:
    found = opened().book.get(principle)
    return found is not None and found.question is not None
