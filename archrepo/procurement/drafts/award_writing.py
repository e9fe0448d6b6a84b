"""Write the award method as it was answered: only what changes, each node in the file that it stands in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import pyoxigraph as ox

from archrepo.amending import prefixes
from archrepo.errors import RequestFault
from archrepo.language import Language, Text
from archrepo.procurement.drafts.award_answers import Answers, GivenCriterion, given_criteria, has_price
from archrepo.procurement.drafts.award_form import (
    CEILING,
    FLOOR,
    FORMULA,
    FORMULA_TEXT,
    NAME,
    POINTS,
    PRICE,
    SCALE,
    TIE,
    TIE_TEXT,
    TOTAL,
    AwardForm,
    key_of,
)
from archrepo.procurement.drafts.award_values import (
    Facts,
    changed,
    named_in_judgements,
    number_in,
    number_literal,
    unused,
    with_words,
    words_in,
)
from archrepo.procurement.drafts.grade_scale import grade_lines, new_scale
from archrepo.procurement.proposals import Proposal
from archrepo.procurement.tender import Grade, Tender
from archrepo.turtle import Value, with_values
from archrepo.vocabulary import LABEL, TYPE, ar
from archrepo.workspace import Workspace
from archrepo.workspace.saving import NewText, save_all, text_at

_PRICE_NAME = {"nl": "Prijs", "en": "Price"}


def write_award(
    workspace: Workspace,
    proposal: Proposal,
    tender: Tender,
    form: AwardForm,
    answers: Answers,
    removed: Collection[str],
    language: Language,
) -> None:
    """Write what was answered, by the key of its question; `removed` are the keys of the criteria that go.

    What the form does not ask stays as it is, comments too; so do the words in the other language.

    Raises:
        RequestFault: a scale of grades cannot be read, two scales say otherwise of a grade that they share, or a file
            was changed meanwhile.
    """
    writing = _Writing(workspace, proposal, tender, form, answers, removed, language)
    home = workspace.root / tender.location.path
    texts: dict[Path, tuple[str, str]] = {}
    known = prefixes(workspace)
    for node, facts in writing.facts().items():
        difference = changed(workspace, node, facts)
        if not difference:
            continue
        is_new = not workspace.model.facts(node)
        path = home if is_new else workspace.root / workspace.locate(node, TYPE).path
        was = text_at(path)
        assert was is not None
        before, text = texts.get(path, (was, was))
        texts[path] = before, with_values(text, node, difference, known)
    save_all(workspace.root, [NewText(path, text, was) for path, (was, text) in texts.items()])


class _Writing:
    """Gathers what the files say afterwards of the purchase, its criteria and its grades, in the order of the page."""

    def __init__(
        self,
        workspace: Workspace,
        proposal: Proposal,
        tender: Tender,
        form: AwardForm,
        answers: Answers,
        removed: Collection[str],
        language: Language,
    ) -> None:
        self._workspace = workspace
        self._proposal = proposal
        self._tender = tender
        self._form = form
        self._answers = answers
        self._language = language
        self._given = given_criteria(form, answers, removed)
        self._found: dict[ox.NamedNode, Facts] = {}
        self._gone: list[Grade] = []
        self._used: set[ox.NamedNode] = set()

    def facts(self) -> dict[ox.NamedNode, Facts]:
        purchase = ox.NamedNode(self._tender.iri)
        self._found[purchase] = {}
        tops = [node for node in (self._price(), *map(self._quality, self._given)) if node is not None]
        general = self._scale(purchase, SCALE, self._tender.grades, f"trede-{self._proposal.name}")
        kept = {one.form.iri for one in self._given}
        for criterion in self._tender.criteria:
            if not criterion.is_price and criterion.iri not in kept:
                self._take_away(ox.NamedNode(criterion.iri))
                self._gone.extend(criterion.grades)
        self._found[purchase] = {
            ar("awardCriterion"): self._listed(purchase, tops),
            ar("totalPoints"): self._total(purchase) if tops else (),
            ar("awardGrade"): general,
            ar("decidesTie"): self._answers.get(TIE, ()),
            ar(TIE_TEXT): self._words(purchase, TIE_TEXT),
        }
        judged = {*named_in_judgements(self._workspace, ar("awardedGrade"))}
        for grade in self._gone:
            node = ox.NamedNode(grade.iri)
            if node not in self._used and grade.iri not in judged:
                self._take_away(node)
        return self._found

    def _total(self, purchase: ox.NamedNode) -> Sequence[Value]:
        """Return the total that is stated; one that held without being stated stays unstated."""
        given = self._answers.get(TOTAL, ())
        is_stated = self._workspace.model.value(purchase, ar("totalPoints")) is not None
        is_as_it_was = bool(self._tender.criteria) and number_in(given) == self._tender.total_points
        return given if is_stated or not is_as_it_was else ()

    def _price(self) -> ox.NamedNode | None:
        iri = self._form.price.iri
        if not has_price(self._answers):
            if iri:
                self._take_away(ox.NamedNode(iri))
            return None
        node = ox.NamedNode(iri) if iri else self._new(f"criterium-{self._proposal.name}-prijs")
        name = words_in(self._answers.get(key_of(NAME, PRICE), ())) or _PRICE_NAME[self._language]
        self._found[node] = {
            TYPE: self._types(node),
            LABEL: with_words(self._workspace, node, LABEL, name, self._language),
            ar("criterionKind"): (ar("PriceCriterion"),),
            ar("maxPoints"): self._answers.get(key_of(POINTS, PRICE), ()),
            ar(FORMULA): self._answers.get(FORMULA, ()),
            ar(FORMULA_TEXT): self._words(node, FORMULA_TEXT),
            ar(CEILING): self._answers.get(CEILING, ()),
            ar(FLOOR): self._answers.get(FLOOR, ()),
        }
        return node

    def _quality(self, given: GivenCriterion) -> ox.NamedNode | None:
        """Note what is said of a criterion and return it; None when it is a part of another."""
        form = given.form
        node = ox.NamedNode(form.iri) if form.iri else self._new(f"criterium-{self._proposal.name}-{given.name}")
        self._found[node] = {}
        present = next((one.grades for one in self._tender.criteria if one.iri == form.iri), ())
        assert given.points is not None
        self._found[node] = {
            TYPE: self._types(node),
            LABEL: with_words(self._workspace, node, LABEL, given.name, self._language),
            ar("criterionKind"): (ar("QualityCriterion"),),
            ar("maxPoints"): (number_literal(given.points),),
            ar("minimumPoints"): () if given.minimum is None else (number_literal(given.minimum),),
            ar("underCriterion"): (ox.NamedNode(given.parent),) if given.parent else (),
            ar("awardGrade"): self._scale(
                node,
                key_of(SCALE, form.key),
                present,
                f"trede-{self._proposal.name}-{given.name}",
                is_for_wishes=form.wishes > 0,
            ),
        }
        return None if given.parent else node

    def _types(self, node: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        present = [one for one in self._workspace.model.objects(node, TYPE) if isinstance(one, ox.NamedNode)]
        return tuple(dict.fromkeys((*present, ar("AwardCriterion"))))

    def _scale(
        self, node: ox.NamedNode, key: str, present: tuple[Grade, ...], stem: str, *, is_for_wishes: bool = False
    ) -> tuple[ox.NamedNode, ...]:
        """Note what is said of the grades of a scale and return them, with those that state no share yet."""
        lines = grade_lines(words_in(self._answers.get(key, ())))
        scale = new_scale(
            self._workspace, present, lines, stem, self._language, taken=self._found, is_for_wishes=is_for_wishes
        )
        for grade, facts in scale.facts.items():
            if self._found.get(grade, facts) != facts:
                raise _shared(self._workspace.name_of(grade))
        self._found.update(scale.facts)
        self._gone.extend(scale.gone)
        known = {one.iri for one in present}
        unread = [
            one
            for one in self._workspace.model.objects(node, ar("awardGrade"))
            if isinstance(one, ox.NamedNode) and one.value not in known
        ]
        self._used.update(scale.grades, unread)
        return (*scale.grades, *unread)

    def _listed(self, purchase: ox.NamedNode, tops: list[ox.NamedNode]) -> tuple[ox.NamedNode, ...]:
        """Return the criteria that the purchase names: the present ones that stay one of its own, then the new ones."""
        present = [one for one in self._workspace.model.objects(purchase, ar("awardCriterion")) if one in tops]
        return tuple(one for one in dict.fromkeys([*present, *tops]) if isinstance(one, ox.NamedNode))

    def _words(self, node: ox.NamedNode, key: str) -> tuple[ox.Literal, ...]:
        words = words_in(self._answers.get(key, ()))
        found = with_words(self._workspace, node, ar(key), words, self._language)
        return tuple(one for one in found if isinstance(one, ox.Literal))

    def _take_away(self, node: ox.NamedNode) -> None:
        self._found[node] = dict.fromkeys(self._workspace.model.facts(node), ())

    def _new(self, stem: str) -> ox.NamedNode:
        return unused(self._workspace, stem, self._found)


def _shared(grade: Text) -> RequestFault:
    return RequestFault(
        Text("twee schalen delen het cijfer '{name}'", "two scales share the grade '{name}'").format(name=grade),
        remedy=Text(
            "geef het in beide schalen dezelfde naam en hetzelfde deel van de punten",
            "give it the same name and the same share of the points in both scales",
        ),
    )
