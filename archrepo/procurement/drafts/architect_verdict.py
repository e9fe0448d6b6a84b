"""The verdict of the architect on a purchase as a whole: whether it fits, who said so, on which day, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pyoxigraph as ox

from archrepo.amending import prefixes
from archrepo.findings import Location
from archrepo.language import Language, Text
from archrepo.metamodel import text_of
from archrepo.procurement.drafts.alternatives import written_again
from archrepo.procurement.drafts.answer_file import refuse_later
from archrepo.procurement.drafts.forms import Field, Option, field_of
from archrepo.procurement.drafts.starting import fill_in
from archrepo.procurement.proposals import Proposal
from archrepo.turtle import Unnamed, Value, with_values
from archrepo.turtle.reading import Subject
from archrepo.vocabulary import DECIDED_BY, DECIDED_ON, REASON, TYPE, XSD, ar
from archrepo.workspace import Workspace
from archrepo.workspace.saving import save, text_at

_VERDICT, _OUTCOME, _AUTHORITY = ar("architectureVerdict"), ar("architectureOutcome"), ar("architectureAuthority")
_NOTHING = Text.same("")


@dataclass(frozen=True, slots=True)
class ArchitectVerdict:
    """One verdict as it stands; each part is empty when nothing is said of it."""

    outcome: Text
    decided_by: Text
    decided_on: str
    reason: Text
    location: Location


@dataclass(frozen=True, slots=True)
class NewVerdict:
    """What was decided: the outcome, by which role, on which day, and why."""

    outcome: ox.NamedNode
    decided_by: ox.NamedNode
    decided_on: date
    reason: str
    language: Language


def architect_verdicts(workspace: Workspace, purchase: Subject) -> tuple[ArchitectVerdict, ...]:
    """Return the verdicts on a purchase, in order of the file."""
    model = workspace.model
    found = []
    for node in model.objects(purchase, _VERDICT):
        outcome, by, on = (model.value(node, one) for one in (_OUTCOME, DECIDED_BY, DECIDED_ON))
        found.append(
            ArchitectVerdict(
                workspace.name_of(outcome) if outcome is not None else _NOTHING,
                _who(workspace, by) if by is not None else _NOTHING,
                on.value if isinstance(on, ox.Literal) else "",
                text_of(model, node, REASON) or _NOTHING,
                workspace.locate(purchase, _VERDICT),
            )
        )
    return tuple(found)


def verdict_fields(workspace: Workspace) -> tuple[Field, ...]:
    """Return the questions on a verdict: outcome, role, day and reason.

    To choose from are the roles that may judge architecture; when the model names none, every role.
    """
    true = ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean"))
    options = [Option(one.value, workspace.name_of(one)) for one in workspace.model.subjects(_AUTHORITY, true)]
    roles_asked, by = field_of(workspace, ar("judgedBy"), None), field_of(workspace, DECIDED_BY, None)
    decider = replace(roles_asked, key=by.key, label=by.label, explanation=by.explanation, has_many=False)
    if options:
        decider = replace(
            decider, kind="choice", options=tuple(sorted(options, key=lambda one: one.name.nl.casefold()))
        )
    return (
        replace(
            field_of(workspace, _OUTCOME, None),
            explanation=Text(
                "Past deze inkoop, als geheel, in de architectuur?",
                "Does this purchase as a whole fit the architecture?",
            ),
        ),
        decider,
        field_of(workspace, DECIDED_ON, None),
        replace(
            field_of(workspace, REASON, None),
            label=Text("reden en voorwaarden", "reason and conditions"),
            explanation=Text("Waarom, en wat er nog moet gebeuren.", "Why, and what still has to be done."),
            has_many=False,
        ),
    )


def write_verdict(
    workspace: Workspace, laid: Workspace, proposal: Proposal, purchase: Subject, given: NewVerdict
) -> None:
    """Write a verdict, in place of what was there; `laid` is the model with the proposal over it.

    What else a single earlier verdict says, such as the web address of the advice, stays.

    Raises:
        RequestFault: the day is still to come, or the file was changed meanwhile.
    """
    refuse_later(laid, given.decided_on)
    new: dict[ox.NamedNode, Sequence[Value]] = {
        _OUTCOME: (given.outcome,),
        DECIDED_BY: (given.decided_by,),
        DECIDED_ON: (ox.Literal(given.decided_on.isoformat(), datatype=ox.NamedNode(XSD + "date")),),
        REASON: (ox.Literal(given.reason, language=given.language),),
    }
    present = laid.model.objects(purchase, _VERDICT)
    earlier = present[0] if len(present) == 1 else None
    if isinstance(earlier, ox.NamedNode) and laid.model.facts(earlier):
        path = laid.root / laid.locate(earlier, TYPE).path
        was = text_at(path)
        assert was is not None
        save(laid.root, path, with_values(was, earlier, new, prefixes(laid)), was=was)
        return
    kept = written_again(laid, earlier) if isinstance(earlier, ox.BlankNode) else None
    others = [fact for fact in kept.facts if fact[0] not in new] if isinstance(kept, Unnamed) else []
    facts = [(predicate, tuple(values)) for predicate, values in new.items()]
    fill_in(workspace, proposal, {_VERDICT: (Unnamed((*facts, *others)),)})


def _who(workspace: Workspace, by: object) -> Text:
    if isinstance(by, ox.Literal):
        return Text.same(by.value)
    return workspace.name_of(by) if isinstance(by, ox.NamedNode | ox.BlankNode) else _NOTHING
