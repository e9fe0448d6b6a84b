"""One answer on what a buyer worries about, such as leaving the supplier, from many verdicts."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from archrepo.findings import Verdict
from archrepo.language import Text
from archrepo.principles import PrincipleBook
from archrepo.procurement.assessment import Concern, PrincipleVerdict
from archrepo.procurement.judging.weighing import WORST_FIRST
from archrepo.procurement.requirement_values import RequirementOutcome, RequirementVerdict
from archrepo.vocabulary import ar
from archrepo.workspace import Workspace

_PRINCIPLE, _TOPIC = ar("concernsPrinciple"), ar("concernsTopic")


def concerns_of(
    workspace: Workspace,
    book: PrincipleBook,
    verdicts: Sequence[PrincipleVerdict],
    requirements: Sequence[RequirementVerdict],
) -> tuple[Concern, ...]:
    """Return every concern of the vocabulary, by IRI, with what is found of it here."""
    vocabulary = workspace.ontology.graph
    ids = {principle.shape: principle.id for principle in book}
    found = []
    for node in vocabulary.instances(ar("Concern")):
        linked = vocabulary.objects(node, _PRINCIPLE)
        named = {ids[one] for one in linked if isinstance(one, ox.NamedNode) and one in ids}
        topics = {one.value for one in vocabulary.objects(node, _TOPIC) if not isinstance(one, ox.Literal)}
        principles = tuple(verdict for verdict in verdicts if verdict.principle in named)
        asked = tuple(one for one in requirements if not topics.isdisjoint(one.requirement.topics))
        weighed = [one.verdict for one in principles if one.verdict is not Verdict.NOT_APPLICABLE]
        found.append(
            Concern(
                iri=node.value,
                name=workspace.name_of(node),
                verdict=min(weighed, key=WORST_FIRST.index) if weighed else None,
                summary=_summary(principles, asked),
                principles=principles,
                requirements=asked,
            )
        )
    return tuple(found)


def _summary(principles: Sequence[PrincipleVerdict], requirements: Sequence[RequirementVerdict]) -> Text:
    parts = []
    for verdict in WORST_FIRST:
        names = [one.name for one in principles if one.verdict is verdict]
        if names and verdict is not Verdict.NOT_APPLICABLE:
            parts.append(_part(verdict.word, names))
    for outcome in RequirementOutcome:
        asked = [one.requirement.name for one in requirements if one.outcome is outcome]
        if asked and outcome is not RequirementOutcome.NOT_APPLICABLE:
            word = Text(f"eis {outcome.word.nl}", f"requirement {outcome.word.en}")
            parts.append(_part(word, asked))
    if not parts:
        return Text("hierover is niets gevraagd en niets opgegeven", "nothing was asked or stated on this")
    return Text("; ".join(one.nl for one in parts), "; ".join(one.en for one in parts))


def _part(word: Text, names: Sequence[Text]) -> Text:
    return Text(f"{word.nl}: {', '.join(one.nl for one in names)}", f"{word.en}: {', '.join(one.en for one in names)}")
