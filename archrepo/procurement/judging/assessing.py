"""Assess one proposal: lay it over the landscape, each bid apart, judge all of them, and tell the difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

import pyoxigraph as ox

from archrepo.findings import Finding, Report
from archrepo.language import Text
from archrepo.metamodel import text_of
from archrepo.principles import PrincipleBook
from archrepo.procurement.assessment import (
    Assessment,
    BidAssessment,
    BidThing,
    Impact,
    ProcurementFacts,
    Touched,
    bid_summary,
    summary,
)
from archrepo.procurement.award.costs import cost_of, residents_of
from archrepo.procurement.award.ranking import award_of
from archrepo.procurement.award.scores import Award
from archrepo.procurement.bids.offered_facts import stated_facts
from archrepo.procurement.bids.own_facts import with_own_facts_apart
from archrepo.procurement.judging.concerns import concerns_of
from archrepo.procurement.judging.effects import impact_of
from archrepo.procurement.judging.human_questions import principle_questions, quality_questions
from archrepo.procurement.judging.layers import Layer, Layers, layers_of
from archrepo.procurement.judging.remembering import Found, Ground
from archrepo.procurement.judging.requirement_verdicts import requirement_verdicts
from archrepo.procurement.judging.supported_standards import SupportedStandards, standards_table
from archrepo.procurement.judging.weighing import Weighing
from archrepo.procurement.proposals import Proposal
from archrepo.procurement.requirement_values import RequirementVerdict
from archrepo.procurement.tender import Judgement, Tender
from archrepo.procurement.tender_reading import read_bid, read_candidate, read_judgements, read_tender
from archrepo.profiles import Profile, read_profiles
from archrepo.turtle.reading import Subject, Term
from archrepo.validation import Check, check
from archrepo.validation.literals import value_of
from archrepo.vocabulary import DESCRIPTION, RELATION_SOURCE, RELATIONSHIP, TYPE, ar
from archrepo.waivers import Waiver, read_waivers
from archrepo.workspace import Workspace, collector_paused

PROFILE = "procurement"
"""The key of the profile whose weights count when the caller chooses none."""


def assess(
    workspace: Workspace,
    book: PrincipleBook,
    proposal: Proposal,
    *,
    before: Check | None = None,
    profile: Profile | None = None,
) -> Assessment:
    """Return the assessment of a proposal against the principles and the existing landscape.

    Each bid is judged on landscape, purchase and that bid alone. `before` is the check of the landscape, when the
    caller has it already. With a `profile` only its principles are told; without one all are, weighed by the one for
    procurement. A file in `bids` that is not one bid on it is told, and the rest is assessed without it. Nothing is
    changed.

    Raises:
        SyntaxFault: a file of the proposal is not Turtle.
        InputFault: the proposal holds no procurement or more than one.
    """
    return assess_layers(layers_of(before or check(workspace, book), proposal), profile)[0]


def assess_layers(layers: Layers, profile: Profile | None = None) -> tuple[Assessment, tuple[Waiver, ...]]:
    """Return the assessment of what was laid over the landscape, and the deviations that its files record, by place.

    The layers are used up by it: what else is asked of the purchase has to be asked before.
    """
    book, ontology = layers.landscape.book, layers.landscape.workspace.ontology
    weights = profile or next((one for one in read_profiles(book, ontology.graph) if one.key == PROFILE), None)
    assessing = _Assessing(layers, weights, is_choice=profile is not None)
    assessment = assessing.assessment()
    return assessment, assessing.waivers


class _Assessing:
    def __init__(self, layers: Layers, weights: Profile | None, *, is_choice: bool) -> None:
        self._layers = layers
        self._weights = weights
        self._is_choice = is_choice
        self._landscape = layers.landscape
        self._procurement = layers.procurement
        self._tender = read_tender(layers.purchase.workspace, layers.procurement)
        self._judgements = {one.location: one for one in self._tender.judgements}
        self._known = {file.path for file in layers.landscape.workspace.files}
        self._waivers = {one.location: one for one in read_waivers(layers.purchase.workspace)}

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """The deviations in the files of the proposal, as far as they were laid over the landscape, by place."""
        own = (one for one in self._waivers.values() if one.location.path not in self._known)
        return tuple(sorted(own, key=lambda one: one.location))

    def assessment(self) -> Assessment:
        purchase, members = self._layers.purchase, self._layers.members
        weighing = self._weighing(purchase, members)
        own = weighing.verdicts()
        questions = principle_questions(weighing.judge, purchase.report, members, "")
        added = {subject.value for subject in members}
        added.update(one.value for candidate in self._layers.candidates for one in self._layers.members_of(candidate))
        new, resolved = _difference(self._landscape.report, purchase.report, added)
        impacts = [self._impact(purchase, {self._procurement: members})]
        bids = []
        grounds = tuple(self._layers.grounds())
        for ground in grounds:
            found = self._layers.memory.found(
                ground, self._weights, partial(self._on, ground), is_choice=self._is_choice
            )
            self._waivers.update((one.location, one) for one in found.waivers)
            self._judgements.update((one.location, one) for one in found.judgements)
            bids.append(found.assessment)
            impacts.append(found.assessment.impact)
        self._layers.memory.keep_only([ground.node for ground in grounds])
        tender = replace(
            self._tender,
            bids=tuple(one.bid for one in bids if one.is_formal),
            judgements=tuple(sorted(self._judgements.values(), key=lambda one: one.location)),
        )
        bids, awards = _awarded(tender, self._layers.purchase.workspace, bids)
        awards = tuple(_without(award, len(self._layers.unread)) for award in awards)
        return Assessment(
            procurement=_facts(purchase.workspace, self._procurement),
            summary=summary(own),
            verdicts=own,
            bids=tuple(bids),
            new_findings=_united([new, *(one.new_findings for one in bids)]),
            resolved_findings=_united([resolved, *(one.resolved_findings for one in bids)]),
            impact=_together(impacts),
            as_of=purchase.workspace.as_of.isoformat(),
            tender=tender,
            awards=awards,
            questions=questions,
            profile=self._weights.key if self._weights is not None and self._is_choice else "",
            unread=self._layers.unread,
        )

    def _weighing(self, checked: Check, members: Sequence[Subject]) -> Weighing:
        return Weighing(checked.judge, checked.report, members, self._weights, is_choice=self._is_choice)

    def _impact(self, checked: Check, groups: dict[Subject, tuple[Subject, ...]]) -> Impact:
        return impact_of(self._landscape.workspace, checked.workspace, groups)

    def _on(self, ground: Ground) -> Found:
        # One bid makes some hundred thousand objects that last; between bids the collector may look around.
        with collector_paused():
            layer = self._layers.lay(ground)
            waivers = read_waivers(layer.check.workspace)
            judgements = read_judgements(layer.check.workspace, self._procurement)
            return Found(self._bid(layer, waivers, judgements), waivers, judgements)

    def _bid(self, layer: Layer, waivers: Sequence[Waiver], judgements: tuple[Judgement, ...]) -> BidAssessment:
        workspace, report = layer.check.workspace, layer.check.report
        weighing = self._weighing(layer.check, layer.members)
        verdicts = weighing.verdicts()
        if layer.is_bid:
            verdicts = with_own_facts_apart(workspace, verdicts)
        bid = read_bid(workspace, layer.node) if layer.is_bid else read_candidate(workspace, layer.node)
        supported = SupportedStandards(workspace, layer.offered)
        requirements = requirement_verdicts(
            workspace, bid, self._tender.requirements, set(layer.members), waivers, supported
        )
        new, resolved = _difference(self._landscape.report, report, {one.value for one in layer.added})
        questions = list(principle_questions(weighing.judge, report, layer.members, layer.node.value))
        if layer.is_bid:
            questions += quality_questions(replace(self._tender, judgements=judgements), bid)
        return BidAssessment(
            iri=layer.node.value,
            name=workspace.name_of(layer.node),
            summary=bid_summary(verdicts, requirements),
            verdicts=verdicts,
            bid=bid,
            requirements=requirements,
            standards=standards_table(workspace, self._references(workspace, layer), supported, layer.node),
            concerns=concerns_of(workspace, layer.check.book, verdicts, requirements),
            impact=self._impact(
                layer.check, {self._procurement: self._layers.members, layer.node: tuple(layer.members)}
            ),
            new_findings=new,
            resolved_findings=resolved,
            questions=tuple(questions),
            facts=stated_facts(workspace, bid),
            things=tuple(_things(workspace, layer.members)),
            left_out=layer.left_out,
            of_rivals=layer.of_rivals,
        )

    def _references(self, workspace: Workspace, layer: Layer) -> Iterable[Term]:
        yield from (ox.NamedNode(one) for one in self._tender.reference_components)
        for component in layer.offered:
            yield from workspace.model.objects(component, ar("referenceComponent"))


def _things(workspace: Workspace, members: Iterable[Subject]) -> Iterator[BidThing]:
    relations = workspace.model.subclasses(RELATIONSHIP)
    for one in members:
        if isinstance(one, ox.NamedNode):
            kinds = workspace.model.objects(one, TYPE)
            has_ends = workspace.model.value(one, RELATION_SOURCE) is not None
            yield BidThing(one.value, workspace.name_of(one), has_ends or any(kind in relations for kind in kinds))


def _awarded(
    tender: Tender, purchase: Workspace, bids: Sequence[BidAssessment]
) -> tuple[list[BidAssessment], tuple[Award, ...]]:
    """Return the bids with their cost and score, and the outcome of the award method; no bids give no award."""
    formal = [one for one in bids if one.is_formal]
    residents = residents_of(purchase)
    awards: tuple[Award, ...] = ()
    if formal and tender.criteria:
        awards = tuple(_award(tender, formal, lot) for lot in tender.lots or ("",))
    scored = [
        replace(
            one,
            cost=cost_of(tender, one.bid, residents),
            score=next((score for award in awards if (score := award.of(one.iri)) is not None), None),
        )
        for one in bids
    ]
    return scored, awards


def _without(award: Award, unread: int) -> Award:
    """Return the award that says how many bids could not be read, and so have no place in it."""
    if not unread:
        return award
    dutch = "1 inschrijving is" if unread == 1 else f"{unread} inschrijvingen zijn"
    english = "1 bid" if unread == 1 else f"{unread} bids"
    told = Text(
        f"Let op: {dutch} niet te lezen en {'telt' if unread == 1 else 'tellen'} niet mee in deze rangorde.",
        f"Mind: {english} cannot be read and {'is' if unread == 1 else 'are'} not in this ranking.",
    )
    return replace(award, summary=Text(f"{award.summary.nl} {told.nl}", f"{award.summary.en} {told.en}"))


def _award(tender: Tender, bids: Sequence[BidAssessment], lot: str) -> Award:
    """Return the outcome for one lot, or for the whole; a requirement of another lot puts no bid out of this one."""

    def counts(found: RequirementVerdict) -> bool:
        return not lot or not found.requirement.lots or lot in found.requirement.lots

    knocked_out = {one.iri: [found.knock_out_reason for found in one.knock_outs if counts(found)] for one in bids}
    undecided = {one.iri for one in bids if any(map(counts, one.undecided_knock_outs))}
    return award_of(tender, knocked_out, lot, undecided)


def _together(impacts: Sequence[Impact]) -> Impact:
    """Return the effects of all bids: what one touches is touched; what all leave behind is left behind."""
    bids = impacts[1:] or impacts

    def any_of(lists: Iterable[tuple[Touched, ...]]) -> tuple[Touched, ...]:
        return _sorted(dict.fromkeys(one for found in lists for one in found))

    taken_over = any_of(one.taken_over for one in bids)
    kept = [one.unsupported for one in bids if one.replaced] or [one.unsupported for one in bids]
    return Impact(
        touched=any_of(one.touched for one in impacts),
        replaced=any_of(one.replaced for one in bids),
        successors=any_of(one.successors for one in bids),
        to_move=tuple(one for one in any_of(found.to_move for found in bids) if one not in taken_over),
        taken_over=taken_over,
        unsupported=_sorted(one for one in dict.fromkeys(kept[0]) if all(one in found for found in kept)),
        contracts=any_of(one.contracts for one in bids),
    )


def _sorted(found: Iterable[Touched]) -> tuple[Touched, ...]:
    return tuple(sorted(found, key=lambda one: (one.name.nl.casefold(), one.how.nl, one.iri)))


def _united(lists: Iterable[tuple[Finding, ...]]) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(finding for found in lists for finding in found))


def _difference(before: Report, after: Report, added: set[str]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the findings that appear and those that go in the existing landscape; the purchase's own are left out."""
    old, new = {finding.identity for finding in before.findings}, {finding.identity for finding in after.findings}
    return (
        tuple(finding for finding in after.findings if finding.identity not in old and finding.subject not in added),
        tuple(finding for finding in before.findings if finding.identity not in new),
    )


def _facts(after: Workspace, procurement: Subject) -> ProcurementFacts:
    model = after.model

    def text(name: str) -> str:
        value = model.value(procurement, ar(name))
        return value.value if isinstance(value, ox.Literal) else ""

    amount = model.value(procurement, ar("estimatedValueEuro"))
    value = value_of(amount) if isinstance(amount, ox.Literal) else None
    return ProcurementFacts(
        iri=procurement.value,
        name=after.name_of(procurement),
        description=text_of(model, procurement, DESCRIPTION) or Text.same(""),
        estimated_value_euro=value if isinstance(value, Decimal) else None,
        procedure=text("procedure"),
        publication_date=text("publicationDate"),
        location=after.locate(procurement, TYPE),
    )
