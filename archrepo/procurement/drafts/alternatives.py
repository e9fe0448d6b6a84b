"""What was looked at before buying something new: the kind of alternative and what was found of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from archrepo.errors import RequestFault
from archrepo.language import Language, Text
from archrepo.metamodel import text_of
from archrepo.procurement.drafts.forms import Option, field_of
from archrepo.procurement.drafts.starting import fill_in
from archrepo.procurement.proposals import Proposal
from archrepo.turtle import Unnamed, Value
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import DESCRIPTION, ar
from archrepo.workspace import Workspace

CONSIDERED = ar("alternativeConsidered")
_KIND = ar("alternativeKind")
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Alternative:
    """One alternative: its kind and what was found."""

    kind: Text
    words: Text


def kinds_of_alternatives(workspace: Workspace) -> tuple[Option, ...]:
    """Return the kinds to choose from, by name."""
    return field_of(workspace, _KIND, None).options


def considered(workspace: Workspace, purchase: Subject) -> tuple[Alternative, ...]:
    """Return what was looked at, in the order of the file."""
    model = workspace.model
    found = []
    for node in model.objects(purchase, CONSIDERED):
        kind = model.value(node, _KIND)
        found.append(
            Alternative(
                workspace.name_of(kind) if isinstance(kind, ox.NamedNode) else Text.same(""),
                text_of(model, node, DESCRIPTION) or Text.same(""),
            )
        )
    return tuple(found)


def add_alternative(
    workspace: Workspace,
    laid: Workspace,
    proposal: Proposal,
    purchase: Subject,
    kind: str,
    words: str,
    language: Language,
) -> Path:
    """Write one more alternative and return the file; `laid` is the model with the proposal over it.

    Raises:
        RequestFault: the kind is none of the list, the words are empty or too long, or the file was changed meanwhile.
    """
    plain = words.strip()
    if kind not in {one.iri for one in kinds_of_alternatives(laid)} or not plain or len(plain) > LONGEST:
        raise RequestFault(
            Text("kies een soort en schrijf wat u vond", "choose a kind and write what you found"),
            remedy=Text(f"hoogstens {LONGEST} tekens", f"at most {LONGEST} characters"),
        )
    added = Unnamed(
        ((_KIND, (ox.NamedNode(kind),)), (DESCRIPTION, (ox.Literal(plain, language=language),))),
    )
    kept = [written_again(laid, node) for node in laid.model.objects(purchase, CONSIDERED)]
    return fill_in(workspace, proposal, {CONSIDERED: (*kept, added)})


def written_again(workspace: Workspace, node: Term) -> Value:
    """Return a node as it stands, to be written once more."""
    if not isinstance(node, ox.BlankNode):
        assert isinstance(node, ox.NamedNode | ox.Literal)
        return node
    facts: dict[ox.NamedNode, Sequence[Value]] = {}
    for predicate, values in workspace.model.facts(node).items():
        facts[predicate] = tuple(written_again(workspace, value) for value in values)
    return Unnamed(tuple((predicate, tuple(values)) for predicate, values in facts.items()))
