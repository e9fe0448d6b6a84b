"""What follows for one thing from ArchiMate's derivation rules, in sentences that name their two premises.

Kept apart from what the model states: a derived relation is nobody's statement, and it goes when a premise goes.
"""

from __future__ import annotations

from dataclasses import dataclass

from archrepo.derivation import DerivedRelation, Ends
from archrepo.language import Text
from archrepo.turtle.reading import Term
from archrepo.workspace import Workspace


@dataclass(frozen=True, slots=True)
class DerivedSentence:
    """One derived relation of a thing: the verb, the other end, the rule, and the two relations it rests on."""

    verb: Text
    is_outgoing: bool
    other: Term
    other_name: Text
    rule: str
    because: tuple[Text, Text]


def derived_sentences(workspace: Workspace, iri: Term) -> tuple[DerivedSentence, ...]:
    """Return the derived relations of `iri`, sorted by verb and name; none for what is no element."""
    found = [_sentence(workspace, iri, derived) for derived in workspace.derived_relations.get(iri, ())]
    return tuple(sorted(found, key=lambda one: (not one.is_outgoing, one.verb.nl, one.other_name.nl, one.rule)))


def _sentence(workspace: Workspace, iri: Term, derived: DerivedRelation) -> DerivedSentence:
    is_outgoing = derived.source == iri
    metamodel = workspace.metamodel
    predicate = derived.kind.predicate
    other = derived.target if is_outgoing else derived.source
    first, second = derived.premises
    return DerivedSentence(
        verb=metamodel.sentence(predicate) if is_outgoing else metamodel.inverse_sentence(predicate),
        is_outgoing=is_outgoing,
        other=other,
        other_name=workspace.name_of(other),
        rule=derived.rule,
        because=(_premise(workspace, first), _premise(workspace, second)),
    )


def _premise(workspace: Workspace, ends: Ends) -> Text:
    source, kind, target = ends
    verb = workspace.metamodel.sentence(workspace.metamodel.relation_types[kind].predicate)
    return Text("{source} {verb} {target}", "{source} {verb} {target}").format(
        source=workspace.name_of(source), verb=verb, target=workspace.name_of(target)
    )
