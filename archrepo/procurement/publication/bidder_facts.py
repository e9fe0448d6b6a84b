"""The facts that a bidder can state, each with its question and the form of the answer, as the ontology has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.metamodel import text_of
from archrepo.procurement.publication.demand_values import AnswerKind, AskedFact, Choice
from archrepo.procurement.publication.gap_values import Applicable
from archrepo.procurement.publication.reference_words import ReferenceWords
from archrepo.procurement.publication.tender_words import NOTHING
from archrepo.turtle.reading import Term
from archrepo.vocabulary import (
    ALLOWED_KIND,
    APPLICATION_COMPONENT,
    FUNCTIONAL_PROPERTY,
    RANGE,
    RDF,
    SPECIALIZES,
    TYPE,
    XSD,
    ar,
)
from archrepo.workspace import Workspace

_QUESTION = ar("bidderQuestion")
_KINDS = (
    (AnswerKind.YES_NO, (XSD + "boolean",)),
    (AnswerKind.NUMBER, (XSD + "integer", XSD + "decimal", XSD + "duration")),
    (AnswerKind.LINK, (XSD + "anyURI",)),
    (AnswerKind.DATE, (XSD + "date",)),
    (AnswerKind.TEXT, (XSD + "string", RDF + "langString")),
)


class BidderFacts:
    """The facts of one vocabulary; the standards that a bidder may choose from are those that apply to the purchase."""

    def __init__(self, workspace: Workspace, standards: Sequence[Applicable]) -> None:
        """Keep both."""
        self._workspace = workspace
        self._texts = workspace.ontology.graph
        self._standards = standards

    def is_asked(self, property_: ox.NamedNode) -> bool:
        """Tell whether a bidder can know the fact: then there is a question for it."""
        return self._texts.value(property_, _QUESTION) is not None

    def fact(self, property_: ox.NamedNode) -> AskedFact:
        """Return a fact without number, as it is asked."""
        graph = self._texts
        kinds = [one.value for one in (*graph.objects(property_, RANGE), *graph.objects(property_, ALLOWED_KIND))]
        choices = tuple(self._choices(property_))
        kind = next((kind for kind, types in _KINDS if any(one in kinds for one in types)), AnswerKind.LINK)
        holder = graph.value(property_, ar("statedOf")) or APPLICATION_COMPONENT
        named = next((one for one in kinds if one.startswith((XSD, RDF))), XSD + "anyURI")
        return AskedFact(
            number="",
            property=property_.value,
            name=self._workspace.name_of(property_),
            question=text_of(graph, property_, _QUESTION) or NOTHING,
            kind=AnswerKind.CHOICE if choices else kind,
            unit=text_of(graph, property_, ar("answeredIn")) or NOTHING,
            choices=choices,
            is_many=not graph.has(property_, TYPE, FUNCTIONAL_PROPERTY),
            holder=holder.value,
            holder_name=text_of(graph, holder, ar("bidderWord")) or self._workspace.name_of(holder),
            datatype="" if choices else named,
        )

    def _choices(self, property_: ox.NamedNode) -> Iterator[Choice]:
        if property_ == ar("supportsStandard"):
            yield from self._standard_choices()
            return
        found: dict[Term, Text] = {
            one: self._workspace.name_of(one)
            for cls in self._texts.objects(property_, RANGE)
            for one in self._texts.instances(cls)
        }
        for one, name in sorted(found.items(), key=lambda item: (item[1].nl.casefold(), str(item[0]))):
            yield Choice(one.value, name)

    def _standard_choices(self) -> Iterator[Choice]:
        """Yield the standards that apply, each followed by its versions in use."""
        graph, words = self._workspace.graph, ReferenceWords(self._workspace)
        for row in self._standards:
            yield Choice(row.iri, row.name)
            versions = graph.subjects(SPECIALIZES, ox.NamedNode(row.iri))
            current = [(one, self._workspace.name_of(one)) for one in versions if words.is_in_use(one)]
            for one, name in sorted(current, key=lambda item: (item[1].nl.casefold(), str(item[0]))):
                yield Choice(one.value, name)
