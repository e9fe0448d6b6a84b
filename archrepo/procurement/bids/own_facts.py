"""What the municipality itself still states of an offer; no bidder can, so it does not count against a bid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pyoxigraph as ox

from archrepo.findings import Verdict
from archrepo.procurement.assessment import PrincipleVerdict
from archrepo.vocabulary import ASKED_OF, PREFIXES, PRINCIPLE, ar
from archrepo.workspace import Workspace

_OPEN = (Verdict.BROKEN, Verdict.UNKNOWN)


def with_own_facts_apart(workspace: Workspace, verdicts: Iterable[PrincipleVerdict]) -> tuple[PrincipleVerdict, ...]:
    """Return the verdicts on a bid in the same order, marked where only the municipality can mend them.

    That is so when the texts say that the principle tells of its own facts (ar:OwnFacts), or when every fact without
    which the verdict is unknown is asked of others than the supplier and no bidder is asked for it.
    """
    vocabulary = workspace.ontology.graph
    own = {
        principle.value
        for text in vocabulary.subjects(ar("tells"), ar("OwnFacts"))
        for principle in vocabulary.objects(text, ar("forPrinciple"))
    }

    def is_own(fact: str) -> bool:
        prefix, _, name = fact.partition(":")
        property_ = ox.NamedNode(PREFIXES.get(prefix, "urn:") + name)
        informants = list(vocabulary.objects(property_, ASKED_OF))
        is_asked = vocabulary.value(property_, ar("bidderQuestion")) is not None
        return bool(informants) and ar("SupplierContact") not in informants and not is_asked

    def marked(verdict: PrincipleVerdict) -> bool:
        if verdict.verdict not in _OPEN:
            return False
        is_lacking = verdict.verdict is Verdict.UNKNOWN and bool(verdict.missing) and all(map(is_own, verdict.missing))
        return PRINCIPLE + verdict.principle in own or is_lacking

    return tuple(replace(one, is_for_municipality=True) if marked(one) else one for one in verdicts)
