"""Write what an assessor gives a bid for a criterion: one judgement for each role, kept in judgements.ttl."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from archrepo.amending import prefixes
from archrepo.errors import RequestFault
from archrepo.language import Language, Text
from archrepo.metamodel import local_name
from archrepo.procurement.award.quality import graded_criteria
from archrepo.procurement.drafts.answer_file import refuse_later
from archrepo.procurement.proposals import JUDGEMENTS_FILE, Proposal, folder_of
from archrepo.procurement.tender import Criterion, Grade, Tender
from archrepo.turtle import Value, with_values
from archrepo.vocabulary import LABEL, REASON, TYPE, XSD, ar
from archrepo.workspace import Workspace
from archrepo.workspace.saving import save, text_at


@dataclass(frozen=True, slots=True)
class NewJudgement:
    """What was given: the IRIs of criterion, bid and grade, by which role, on which day, and why."""

    criterion: str
    bid: str
    grade: str
    judged_by: ox.NamedNode
    judged_on: date
    reason: str
    language: Language


def grades_of(tender: Tender, criterion: Criterion) -> tuple[Grade, ...]:
    """Return the grades that can be given for a criterion, in order of the file."""
    return tuple(one for one in criterion.grades or tender.grades if not one.answer)


def write_judgement(workspace: Workspace, proposal: Proposal, tender: Tender, given: NewJudgement) -> None:
    """Write a judgement, in place of an earlier one of the same role; `workspace` has proposal and bids over it.

    Raises:
        RequestFault: criterion, bid and grade do not belong together, the day is still to come, or the file was
            changed meanwhile.
    """
    refuse_later(workspace, given.judged_on)
    criterion = next((one for one in graded_criteria(tender) if one.iri == given.criterion), None)
    bid = next((one for one in tender.bids if one.iri == given.bid), None)
    grades = grades_of(tender, criterion) if criterion else ()
    if criterion is None or bid is None or given.grade not in {one.iri for one in grades}:
        raise RequestFault(
            Text("kies een criterium, een inschrijving en een cijfer", "choose a criterion, a bid and a grade"),
            remedy=Text("alle drie staan in de lijsten", "all three stand in the lists"),
        )
    node, path = _place(workspace, proposal, given)
    was = text_at(path)
    values: dict[ox.NamedNode, Sequence[Value]] = {
        TYPE: (ar("Judgement"),),
        LABEL: (
            ox.Literal(f"{criterion.name.nl}: {bid.name.nl}", language="nl"),
            ox.Literal(f"{criterion.name.en}: {bid.name.en}", language="en"),
        ),
        ar("ofBid"): (ox.NamedNode(given.bid),),
        ar("onCriterion"): (ox.NamedNode(given.criterion),),
        ar("awardedGrade"): (ox.NamedNode(given.grade),),
        ar("judgedBy"): (given.judged_by,),
        ar("judgedOn"): (ox.Literal(given.judged_on.isoformat(), datatype=ox.NamedNode(XSD + "date")),),
        REASON: (ox.Literal(given.reason, language=given.language),),
    }
    save(workspace.root, path, with_values(was or "", node, values, prefixes(workspace)), was=was)


def _place(workspace: Workspace, proposal: Proposal, given: NewJudgement) -> tuple[ox.NamedNode, Path]:
    """Return the name of the judgement and its file: those of an earlier one outside the bids, else new ones."""
    own = {path.resolve() for path in proposal.paths}
    for earlier in _earlier(workspace, given):
        path = workspace.root / workspace.locate(earlier, TYPE).path
        if path.resolve() in own:
            return earlier, path
    parts = (given.bid, given.criterion, given.judged_by.value)
    name = "oordeel-" + "-".join(local_name(ox.NamedNode(part)) for part in parts)
    number, node = 1, ox.NamedNode(f"{workspace.base}{name}")
    while workspace.model.facts(node):
        number += 1
        node = ox.NamedNode(f"{workspace.base}{name}-{number}")
    return node, folder_of(proposal) / JUDGEMENTS_FILE


def _earlier(workspace: Workspace, given: NewJudgement) -> Iterator[ox.NamedNode]:
    model = workspace.model
    for node in model.instances(ar("Judgement")):
        if (
            isinstance(node, ox.NamedNode)
            and model.has(node, ar("onCriterion"), ox.NamedNode(given.criterion))
            and model.has(node, ar("ofBid"), ox.NamedNode(given.bid))
            and model.has(node, ar("judgedBy"), given.judged_by)
        ):
            yield node
