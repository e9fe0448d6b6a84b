"""Write what a role answers to the question of a principle: one answer for each role, kept in judgements.ttl."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from archrepo.amending import prefixes
from archrepo.errors import RequestFault
from archrepo.language import Language, Text
from archrepo.metamodel import local_name
from archrepo.principles import Principle, PrincipleBook
from archrepo.procurement.drafts.forms import Option
from archrepo.procurement.proposals import JUDGEMENTS_FILE, Proposal, folder_of
from archrepo.turtle import Value, with_values
from archrepo.turtle.reading import Term
from archrepo.validation.answers import steps_of
from archrepo.vocabulary import (
    ANSWER,
    ANSWERED_BY,
    ANSWERED_ON,
    GRADE,
    LABEL,
    OF_PRINCIPLE,
    REASON,
    SUBJECT,
    TYPE,
    XSD,
)
from archrepo.workspace import Workspace
from archrepo.workspace.saving import save, text_at


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """What was answered on one subject: the IRI of the grade, by which role, on which day, and why."""

    principle: Principle
    subject: ox.NamedNode
    grade: str
    answered_by: ox.NamedNode
    answered_on: date
    reason: str
    language: Language


def scale_of(workspace: Workspace, book: PrincipleBook, principle: Principle) -> tuple[Option, ...]:
    """Return the grades to choose from, best first; none when the principle asks nothing."""
    if principle.question is None:
        return ()
    steps = steps_of(workspace, book.shapes, principle.question)
    return tuple(Option(_iri(step), workspace.name_of(step)) for step in reversed(steps))


def refuse_later(workspace: Workspace, day: date) -> None:
    """Refuse a day that is still to come: what is dated on it does not count yet.

    Raises:
        RequestFault: the day lies after the day of this assessment.
    """
    if day > workspace.as_of:
        raise RequestFault(
            Text("deze dag moet nog komen", "this day is still to come"),
            remedy=Text("kies de dag waarop is geoordeeld", "choose the day on which it was judged"),
        )


def write_answer(workspace: Workspace, book: PrincipleBook, proposal: Proposal, given: NewAnswer) -> None:
    """Write an answer, in place of an earlier one of the same role in the files of this proposal.

    `workspace` has the proposal and its bids over it. An answer elsewhere in the model stays; the latest counts.

    Raises:
        RequestFault: the grade is none of the scale, the day is still to come, or the file was changed meanwhile.
    """
    refuse_later(workspace, given.answered_on)
    if given.grade not in {one.iri for one in scale_of(workspace, book, given.principle)}:
        raise RequestFault(
            Text("kies een antwoord", "choose an answer"),
            remedy=Text("kies een trede van de schaal", "choose a step of the scale"),
        )
    node, path = _place(workspace, proposal, given)
    was = text_at(path)
    name, about = given.principle.name, workspace.name_of(given.subject)
    values: dict[ox.NamedNode, Sequence[Value]] = {
        TYPE: (ANSWER,),
        LABEL: (
            ox.Literal(f"{name.nl}: {about.nl}", language="nl"),
            ox.Literal(f"{name.en}: {about.en}", language="en"),
        ),
        OF_PRINCIPLE: (given.principle.shape,),
        SUBJECT: (given.subject,),
        GRADE: (ox.NamedNode(given.grade),),
        ANSWERED_BY: (given.answered_by,),
        ANSWERED_ON: (ox.Literal(given.answered_on.isoformat(), datatype=ox.NamedNode(XSD + "date")),),
        REASON: (ox.Literal(given.reason, language=given.language),),
    }
    save(workspace.root, path, with_values(was or "", node, values, prefixes(workspace)), was=was)


def _place(workspace: Workspace, proposal: Proposal, given: NewAnswer) -> tuple[ox.NamedNode, Path]:
    """Return the name of the answer and its file: those of an earlier one of this proposal, else new ones."""
    model, own = workspace.model, {path.resolve() for path in proposal.paths}
    for node in model.subjects(SUBJECT, given.subject):
        path = workspace.root / workspace.locate(node, TYPE).path
        if (
            isinstance(node, ox.NamedNode)
            and model.has(node, OF_PRINCIPLE, given.principle.shape)
            and model.has(node, ANSWERED_BY, given.answered_by)
            and path.resolve() in own
        ):
            return node, path
    name = f"antwoord-{given.principle.id.lower()}-{local_name(given.subject)}-{local_name(given.answered_by)}"
    number, node = 1, ox.NamedNode(f"{workspace.base}{name}")
    while model.facts(node):
        number += 1
        node = ox.NamedNode(f"{workspace.base}{name}-{number}")
    return node, folder_of(proposal) / JUDGEMENTS_FILE


def _iri(term: Term) -> str:
    return term.value
