"""After the award: the chosen bid as a change of the model that a person can read before it is made.

The statements of the bid come over letter for letter, without the claims and prices that belong to the tender. The
change is text first: what each file would be. Nothing is written here but by `write`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import PurePosixPath

import pyoxigraph as ox

from archrepo.amending import FileChange, prefixes
from archrepo.amending import write as write_changes
from archrepo.errors import RequestFault
from archrepo.findings import Finding, newly_found
from archrepo.language import Text
from archrepo.metamodel import local_name
from archrepo.principles import PrincipleBook
from archrepo.procurement.assessment import Assessment
from archrepo.procurement.bids.chosen_bid import chosen_bid, reasons_to_wait, said_of_bid
from archrepo.procurement.judging.assessing import assess
from archrepo.procurement.proposals import Proposal
from archrepo.procurement.tender import Bid, Tender
from archrepo.procurement.typed_values import why_no_day
from archrepo.turtle import Unnamed, Value, outline, parse, renamed, with_values
from archrepo.turtle.reading import Subject, Term
from archrepo.validation import Check, check
from archrepo.vocabulary import CONTRACT, CONTRACT_LINK, FUNCTIONAL_PROPERTY, LABEL, SUBJECT, TYPE, WAIVER, XSD, ar
from archrepo.workspace import SourceFile, Workspace, matching_files
from archrepo.workspace.files import parsed
from archrepo.workspace.renewal import Change, overlaid

_TARGET = "target"
_MONTHS_IN_YEAR = 12


@dataclass(frozen=True, slots=True)
class Adoption:
    """What adopting a bid changes: the files, the days of the contract, and the findings that come and go.

    `warnings` say why to wait. `unproven` are the facts that the bidder only claims, by name: what to ask for first.
    """

    bid: Text
    changes: tuple[FileChange, ...]
    starts: date
    ends: date
    replaced: tuple[Text, ...]
    unproven: tuple[Text, ...]
    new_findings: tuple[Finding, ...]
    resolved_findings: tuple[Finding, ...]
    warnings: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What a person decides on adopting; None takes what the bid or the tender says.

    `place` is the planned element that the product fills in; `into` the new file, relative to the workspace.
    """

    starts: date | None = None
    ends: date | None = None
    place: ox.NamedNode | None = None
    into: str | None = None


def adopt(
    workspace: Workspace,
    book: PrincipleBook,
    proposal: Proposal,
    name: str,
    terms: Terms,
    *,
    before: Check | None = None,
    assessment: Assessment | None = None,
) -> Adoption:
    """Return the change that makes the bid of that name part of the model.

    `before` checks the workspace and `assessment` tells of the proposal, when the caller has them already.

    Raises:
        RequestFault: there is no such bid or more than one, it offers nothing or says what is not for a bidder to say,
            the model has one of its names already, or the contract would end before it begins.
        InputFault: the purchase or the file of this bid cannot be read.
    """
    before = before or check(workspace, book)
    chosen = chosen_bid(workspace, proposal, name)
    after, node, tender, bid = chosen.after, chosen.procurement, chosen.tender, chosen.bid
    starts, ends = _days(workspace, after, tender, bid, terms)
    path = terms.into or _usual_path(workspace, proposal)
    plan = _Plan(workspace, after, bid, tender, terms, starts, ends)
    changes = [FileChange(path, _present(workspace, path), plan.new_file(chosen.file)), *plan.changes_in_place()]
    chosen.refuse_what_is_not_its_own()
    purchase = after.locate(node, TYPE).path
    assert isinstance(node, ox.NamedNode)
    changes.append(plan.changed(purchase, node, {ar("awardedBid"): (ox.NamedNode(bid.iri),)}))
    kept = tuple(change for change in changes if change.before != change.after)
    then = before.after(*_with_texts(workspace, kept)).report
    return Adoption(
        bid=bid.name,
        changes=kept,
        starts=starts,
        ends=ends,
        replaced=tuple(
            after.name_of(old) for one in bid.offered for old in after.model.objects(ox.NamedNode(one), ar("replaces"))
        ),
        unproven=tuple(
            dict.fromkeys(
                after.name_of(ox.NamedNode(claim.fact or claim.requirement))
                for claim in bid.claims
                if not claim.has_evidence and (claim.fact or claim.requirement)
            )
        ),
        new_findings=newly_found(then.findings, before.report.findings),
        resolved_findings=newly_found(before.report.findings, then.findings),
        warnings=reasons_to_wait(assessment or assess(workspace, book, proposal, before=before), bid.iri),
    )


def write(workspace: Workspace, adoption: Adoption) -> None:
    """Write every file of the change, or none, as `archrepo.amending.write` does."""
    write_changes(workspace, adoption.changes)


class _Plan:
    """What goes where: the statements of the bid to a new file, its product to a planned element when that is named."""

    def __init__(
        self, workspace: Workspace, after: Workspace, bid: Bid, tender: Tender, terms: Terms, starts: date, ends: date
    ) -> None:
        self.workspace, self.after, self.bid, self.tender = workspace, after, bid, tender
        self.terms, self.starts, self.ends = terms, starts, ends
        if not bid.offered:
            raise RequestFault(
                Text("deze inschrijving noemt geen product", "this bid names no product"),
                location=bid.location,
                remedy=Text("schrijf `ar:offers :product`", "write `ar:offers :product`"),
            )
        self.product = ox.NamedNode(bid.offered[0])
        self.contract = ox.NamedNode(bid.contract or f"{workspace.base}contract-{local_name(self.product)}")

    def new_file(self, file: SourceFile) -> str:
        """Return the file with the statements of the bid, the dates of the contract filled in."""
        left_out = said_of_bid(file, ox.NamedNode(self.bid.iri))
        if self.terms.place is not None:
            left_out.add(self.product)
        kept = list(_statements(file, left_out))
        for subject in dict.fromkeys(subject for subject, _ in kept):
            if self.workspace.model.facts(subject):
                raise RequestFault(
                    Text(
                        f"het model kent {self.after.name_of(subject).nl} al",
                        f"the model has {self.after.name_of(subject).en} already",
                    ),
                    location=self.workspace.locate(subject),
                    remedy=Text(
                        "haal het uit de inschrijving, of kies met --as het onderdeel dat het invult",
                        "take it out of the bid, or choose with --as the part that it fills in",
                    ),
                )
        deviations = list(self._waivers({self.product, *(subject for subject, _ in kept)}))
        head = file.text[: outline(file.text).directives_end].strip()
        title = f"# {' '.join(f'Gegund in {self.tender.name.nl}: {self.bid.name.nl}'.split()).removesuffix('.')}.\n\n"
        text = title + "\n\n".join([_without_comments(head), *(statement for _, statement in kept)]) + "\n"
        for waiver in deviations:
            text = with_values(text, waiver, self._said_of(waiver), prefixes(self.workspace))
        text = self._renamed(text)
        if self.terms.place is None:
            text = with_values(text, self.product, self._planned(self.product), prefixes(self.workspace))
        return with_values(text, self.contract, self._contract_values(), prefixes(self.workspace))

    def _waivers(self, adopted: set[Subject]) -> Iterator[ox.NamedNode]:
        """Yield the deviations of the proposal that hold for what is adopted; they have to go along with it."""
        model = self.after.model
        for waiver in model.instances(WAIVER):
            is_new = not self.workspace.model.facts(waiver)
            if is_new and isinstance(waiver, ox.NamedNode) and adopted & set(model.objects(waiver, SUBJECT)):
                yield waiver

    def _said_of(self, subject: ox.NamedNode) -> dict[ox.NamedNode, tuple[Value, ...]]:
        """Return what the proposal says of a thing, to be written with the prefixes of another file."""
        facts = self.after.model.facts(subject)
        return {predicate: tuple(self._value(one) for one in given) for predicate, given in facts.items()}

    def changes_in_place(self) -> Iterator[FileChange]:
        """Yield the change of the planned element that the product fills in, when a person named one."""
        place = self.terms.place
        if place is None:
            return
        if not self.workspace.model.facts(place):
            raise RequestFault(
                Text("het onderdeel achter --as staat niet in het model", "what is behind --as is not in the model"),
                remedy=Text("zoek het op met: archrepo search TEKST", "look it up with: archrepo search TEXT"),
            )
        vocabulary = self.after.ontology.graph
        values: dict[ox.NamedNode, tuple[Value, ...]] = {}
        for predicate, given in self.after.model.facts(self.product).items():
            own = self.workspace.model.objects(place, predicate)
            takes_over = predicate == LABEL or vocabulary.is_instance(predicate, FUNCTIONAL_PROPERTY)
            terms = tuple(given) if takes_over else tuple(dict.fromkeys([*own, *given]))
            if terms != own:
                values[predicate] = tuple(self._value(term) for term in terms)
        values |= self._planned(place)
        yield self.changed(self.workspace.locate(place, TYPE).path, place, values)

    def changed(self, path: str, subject: ox.NamedNode, values: Mapping[ox.NamedNode, tuple[Value, ...]]) -> FileChange:
        before = _present(self.after, path)
        assert before is not None
        return FileChange(path, before, with_values(before, subject, values, prefixes(self.workspace)))

    def _planned(self, product: ox.NamedNode) -> dict[ox.NamedNode, tuple[Value, ...]]:
        values: dict[ox.NamedNode, tuple[Value, ...]] = {
            CONTRACT_LINK: tuple(dict.fromkeys([*self._given(product, CONTRACT_LINK), self.contract])),
        }
        if not self._given(product, ar("lifecycle")):
            values[ar("lifecycle")] = (ar("Planned"),)
        if not self._given(product, ar("inUseFrom")):
            values[ar("inUseFrom")] = (_day(self.starts),)
        return values

    def _contract_values(self) -> dict[ox.NamedNode, tuple[Value, ...]]:
        """Return what the contract needs and the bid does not say yet; its days always, as those were decided."""
        usual: dict[ox.NamedNode, tuple[Value, ...]] = {
            TYPE: (CONTRACT,),
            LABEL: (
                ox.Literal(f"Contract {self.after.name_of(self.product).nl}", language="nl"),
                ox.Literal(f"Contract {self.after.name_of(self.product).en}", language="en"),
            ),
            ar("contractType"): (ar("SLA"),),
            ar("covers"): (self.terms.place or self.product,),
            ar("party"): (ox.NamedNode(self.bid.bidder),) if self.bid.bidder else (),
            ar("annualValueEuro"): self._yearly_price(),
        }
        values = {
            predicate: given
            for predicate, given in usual.items()
            if given and not self.after.model.objects(self.contract, predicate)
        }
        return {**values, ar("starts"): (_day(self.starts),), ar("ends"): (_day(self.ends),)}

    def _yearly_price(self) -> tuple[Value, ...]:
        price, years = self.bid.price_euro, self.tender.term_years
        if price is None or not years:
            return ()
        yearly = (price / years).quantize(Decimal(1), ROUND_HALF_UP)
        return (ox.Literal(str(yearly), datatype=ox.NamedNode(XSD + "integer")),)

    def _given(self, product: ox.NamedNode, predicate: ox.NamedNode) -> tuple[Value, ...]:
        both = (*self.workspace.model.objects(product, predicate), *self.after.model.objects(self.product, predicate))
        return tuple(self._value(term) for term in dict.fromkeys(both))

    def _value(self, term: Term) -> Value:
        if not isinstance(term, ox.BlankNode):
            return term
        facts = self.after.model.facts(term)
        return Unnamed(tuple((key, tuple(self._value(one) for one in values)) for key, values in facts.items()))

    def _renamed(self, text: str) -> str:
        """Return the text in which the planned element stands wherever the product did."""
        place = self.terms.place
        if place is None:
            return text
        return renamed(text, parse(text.encode("utf-8"), ""), {self.product: place})


def _statements(file: SourceFile, left_out: set[Subject]) -> Iterator[tuple[Subject, str]]:
    """Yield every statement of a file with its subject, without the comments before it."""
    outlined = outline(file.text)
    ends = [*outlined.starts[1:], len(file.text)]
    for start, end, first in zip(outlined.starts, ends, outlined.firsts, strict=True):
        subject = file.triples[first][0]
        if subject not in left_out:
            yield subject, _without_comments(file.text[start:end].rstrip())


def _without_comments(text: str) -> str:
    """Return a text without the lines at its end that are comments: they belong to the statement that follows."""
    lines = text.splitlines()
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    return "\n".join(lines)


def _days(workspace: Workspace, after: Workspace, tender: Tender, bid: Bid, terms: Terms) -> tuple[date, date]:
    contract = ox.NamedNode(bid.contract) if bid.contract else None

    def stated(name: str) -> date | None:
        value = after.model.value(contract, ar(name)) if contract is not None else None
        if contract is None or not isinstance(value, ox.Literal):
            return None
        try:
            return date.fromisoformat(value.value)
        except ValueError as fault:
            why, remedy = why_no_day(value.value)
            raise RequestFault(why, location=after.locate(contract, ar(name)), remedy=remedy) from fault

    starts = terms.starts or stated("starts") or tender.award_date or workspace.as_of
    months = int((tender.term_years or Decimal(1)) * _MONTHS_IN_YEAR)
    ends = terms.ends or stated("ends") or _months_later(starts, months) - timedelta(days=1)
    if ends <= starts:
        raise RequestFault(
            Text(f"het contract eindigt op {ends}, voor het begint", f"the contract ends on {ends}, before it begins"),
            remedy=Text("geef --starts en --ends op", "state --starts and --ends"),
        )
    return starts, ends


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * _MONTHS_IN_YEAR + day.month - 1 + months, _MONTHS_IN_YEAR)
    following = date(year + (month == _MONTHS_IN_YEAR - 1), (month + 1) % _MONTHS_IN_YEAR + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))


def _usual_path(workspace: Workspace, proposal: Proposal) -> str:
    """Return where a new file belongs: in the folder of the target model, else in the first folder of the model."""
    folders = [PurePosixPath(pattern).parts[0] for pattern in workspace.configuration.model if "/" in pattern]
    folder = _TARGET if _TARGET in folders else next(iter(folders), "")
    return str(PurePosixPath(folder, f"adopted-{proposal.name}.ttl"))


def _present(workspace: Workspace, path: str) -> str | None:
    file = workspace.root / path
    return file.read_bytes().decode("utf-8") if file.is_file() else None


def _with_texts(workspace: Workspace, changes: Iterable[FileChange]) -> tuple[Workspace, Change]:
    """Return the workspace as it would be after the changes of its own files, and what changed in it."""
    texts = {change.path: change.after for change in changes}
    proposals = {
        path.relative_to(workspace.root.resolve()).as_posix()
        for path in matching_files(workspace.root, workspace.configuration.proposals)
    }
    known = {file.path: file for file in workspace.files}
    names = [*known, *(path for path in texts if path not in {*known, *proposals})]
    contents = ((name, texts.get(name, ""), None if name in texts else known[name]) for name in names)
    files = parsed((name, text.encode("utf-8"), file) for name, text, file in contents)
    return overlaid(workspace, files, without=names)


def _day(day: date) -> ox.Literal:
    return ox.Literal(day.isoformat(), datatype=ox.NamedNode(XSD + "date"))
