"""A check that can be repeated after an edit: only what the edit can touch is judged again.

What an edit can touch follows from the rules themselves: the predicates on the paths of a shape, walked back to the
subjects that come past a changed triple; the names in the text of a question; and, for a check in Python, the
surroundings of the edit. The result equals a check from the start; a test compares the two over random edits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cached_property, partial
from pathlib import Path

import pyoxigraph as ox

from archrepo.errors import ArchrepoError
from archrepo.findings import Finding, Judgement, Report
from archrepo.principles import Principle, PrincipleBook, book_of, is_current
from archrepo.turtle.reading import Term
from archrepo.validation.anew import ANEW
from archrepo.validation.checks import FACTS, LOCAL, TELLS_PLACES
from archrepo.validation.edit import Edit
from archrepo.validation.judging import RULE_FAULTS, Judge, not_run
from archrepo.validation.rules import Rule
from archrepo.validation.verdicts import RowsBySubject, Verdicts
from archrepo.vocabulary import RUN, SUBCLASS_OF
from archrepo.waivers import read_waivers, weighed, with_known_principles
from archrepo.workspace import Workspace, collector_paused, open_workspace
from archrepo.workspace.renewal import Change, renewed
from archrepo.workspace.window import window_on, with_parts


class Check:
    """One workspace held against one book, with what a repetition needs."""

    def __init__(
        self,
        judge: Judge,
        verdicts: Mapping[str, Verdicts],
        faults: tuple[ArchrepoError, ...],
        only: Collection[str] | None,
    ) -> None:
        """Keep the verdicts by the id of their principle; `check` and `after` make one."""
        self._judge = judge
        self._verdicts = verdicts
        self._only = only
        self.faults = faults
        """What is wrong with rules of the workspace's own that could not be run; the report says nothing of them."""

    @property
    def workspace(self) -> Workspace:
        """The workspace that was checked."""
        return self._judge.workspace

    @property
    def judge(self) -> Judge:
        """Who judged; it has the rules prepared."""
        return self._judge

    @property
    def book(self) -> PrincipleBook:
        """The principles that it was held against."""
        return self._judge.book

    @cached_property
    def report(self) -> Report:
        """The findings by place and the judgements by principle and subject, with the waivers weighed in.

        What is wrong within a pinned reference is its keeper's work, and stands in `of_references` instead.

        Raises:
            ConfigurationFault: a waiver lacks a part, or names a principle that does not exist.
        """
        return self._parted[0]

    @property
    def of_references(self) -> Report:
        """As `report`, of what only the pinned references describe."""
        return self._parted[1]

    @cached_property
    def _parted(self) -> tuple[Report, Report]:
        whole = self._whole_report()
        theirs = {subject.value for subject in self.workspace.reference_subjects}
        if not theirs:
            return whole, Report((), ())
        parts: tuple[tuple[list[Finding], list[Judgement]], ...] = (([], []), ([], []))
        for finding in whole.findings:
            parts[self.workspace.reference_of(finding.location.path) is not None][0].append(finding)
        for judgement in whole.judgements:
            parts[judgement.subject in theirs][1].append(judgement)
        own, others = (Report(tuple(findings), tuple(judgements)) for findings, judgements in parts)
        return own, others

    def _whole_report(self) -> Report:
        findings = [
            placed.finding
            for verdicts in self._verdicts.values()
            for listed in verdicts.findings.values()
            for placed in listed
        ]
        judgements = {identifier: verdicts.in_order for identifier, verdicts in self._verdicts.items()}
        ids = {principle.shape.value: principle.id for principle in self.book}
        waivers = with_known_principles(self.workspace, read_waivers(self.workspace), ids)
        return weighed(self.workspace, waivers, findings, judgements)

    def after(self, workspace: Workspace, change: Change) -> Check:
        """Return the check of the workspace that came from this one by `change`.

        A rule of the workspace's own that could not be run is not tried again: that waits for a change of the rule.

        Raises:
            ConfigurationFault: a shipped rule cannot be run.
        """
        judge = Judge(workspace, self.book, before=self._judge)
        edit = Edit(self.workspace, workspace, change)
        held = [principle for principle in self.book if principle.id in self._verdicts]
        with collector_paused():
            verdicts, faults = judge.tried(held, partial(_again, judge, self._verdicts, edit))
        return Check(judge, verdicts, (*self.faults, *faults), self._only)

    def ready_for_edits(self) -> Check:
        """Make now what the first repetition would have to make.

        That is who points at whom, where statements begin, what stands in which order, and what the questions read.
        """
        with collector_paused():
            list(self.workspace.model.incoming(RUN))
            for at_end in (self.workspace.relations.outgoing, self.workspace.relations.incoming):
                at_end(RUN)
            for graph in (self.workspace.model, self.workspace.graph):
                assert graph.ranks is not None
                assert graph.predicates is not None
            for principle in self.book:
                self._judge.read_questions(principle)
            for file in self.workspace.files:
                self.workspace.places_of(file).prepare()
        return self

    def refreshed(self, as_of: date) -> Check:
        """Return the check of the workspace as it stands on disk now, for the date `as_of`.

        Only what an edit can touch is done again, unless the date, archrepo.toml or an own principle changed.

        Raises:
            ArchrepoError: a file cannot be read, or a shipped rule cannot be run; this check stays good.
        """
        found = renewed(self.workspace, as_of)
        if found is None or not is_current(self.book, self.workspace):
            return open_check(self.workspace.root, as_of, only=self._only)
        return self.after(*found)


def open_check(root: Path, as_of: date, *, only: Collection[str] | None = None) -> Check:
    """Return the check of the workspace in `root` against its principles.

    Raises:
        ArchrepoError: a file cannot be read, or a shipped rule cannot be run.
    """
    workspace = open_workspace(root, as_of)
    return check(workspace, book_of(workspace), only=only).ready_for_edits()


def check(workspace: Workspace, book: PrincipleBook, *, only: Collection[str] | None = None) -> Check:
    """Return the check of a workspace; `only` names the ids of the principles to hold it against, None means all.

    The check of a book in which a rule of the workspace's own cannot be run has its fault.

    Raises:
        ConfigurationFault: a shipped rule cannot be run.
    """
    judge = Judge(workspace, book)
    chosen = (principle for principle in book if only is None or principle.id in only)
    with collector_paused():
        verdicts, faults = judge.tried(chosen, judge.verdicts)
    return Check(judge, verdicts, faults, only)


def _again(judge: Judge, old: Mapping[str, Verdicts], edit: Edit, principle: Principle) -> Verdicts:
    """Return the verdicts after an edit.

    Raises:
        ConfigurationFault: the principle's rule cannot be run.
    """
    try:
        return _repeated(judge, principle, old[principle.id], edit)
    except RULE_FAULTS as fault:
        raise not_run(principle, fault, judge.book) from fault


def _repeated(judge: Judge, principle: Principle, old: Verdicts, edit: Edit) -> Verdicts:
    """Return the verdicts after an edit.

    Raises:
        ValueError: one of RULE_FAULTS.
    """
    if principle.check is not None:
        return _check_repeated(judge, principle, old, edit)
    if not judge.is_in_force(principle):
        return judge.verdicts(principle)
    rule = judge.rule(principle)
    if rule.reads is None or SUBCLASS_OF in edit.by_predicate:
        return _relocated(old, edit) if edit.is_nothing else judge.verdicts(principle)
    subjects: Iterable[Term] = old.judgements
    if edit.touches(read.predicate for read in rule.target_reads):
        subjects = judge.subjects(principle)
    rows, asked_anew = _rows(judge, rule, old, edit)
    affected = edit.subjects_of(rule.reads)
    affected.update(dict.fromkeys(asked_anew))
    affected.update(dict.fromkeys(_told_at_other_facts(old, edit)))
    if subjects is not old.judgements:
        affected.update((subject, None) for subject in subjects if subject not in old.judgements)
    if edit.renamed:
        affected.update(
            (subject, None)
            for subject, listed in old.findings.items()
            if any(not placed.names.isdisjoint(edit.renamed) for placed in listed)
        )
    if not affected and subjects is old.judgements:
        return _relocated(old, edit)
    fresh = judge.on(principle, [subject for subject in subjects if subject in affected], rows)
    kept = _relocated(old, edit)
    return Verdicts(
        {subject: fresh.judgements.get(subject) or kept.judgements[subject] for subject in subjects},
        {
            subject: listed
            for subject in subjects
            if (listed := (fresh if subject in fresh.judgements else kept).findings.get(subject, ()))
        },
        fresh.rows,
    )


def _rows(judge: Judge, rule: Rule, old: Verdicts, edit: Edit) -> tuple[RowsBySubject, Iterable[Term]]:
    """Return the answers of the questions that still stand, and the subjects about which they may differ now."""
    if not old.rows:
        return old.rows, ()
    reached = edit.asked_anew(rule.questions)
    asked_anew = None if reached is None else [subject for subject in reached if subject in old.rows]
    if asked_anew is not None and not asked_anew:
        return old.rows, ()
    if asked_anew is not None and judge.can_ask_about(asked_anew):
        gone = frozenset(asked_anew)
        return {subject: rows for subject, rows in old.rows.items() if subject not in gone}, asked_anew
    rows = {**dict.fromkeys(old.rows, ()), **judge.rows(rule)}
    return rows, [subject for subject in rows if old.rows.get(subject, ()) != rows[subject]]


def _told_at_other_facts(old: Verdicts, edit: Edit) -> Iterable[Term]:
    """Yield the subjects of which a question names the property that they are about, where that changed."""
    for subject in old.findings:
        listed = old.rows.get(subject, ())
        if any(isinstance(named := row.get("path"), ox.NamedNode) and edit.touches((named,)) for row in listed):
            yield subject


def _check_repeated(judge: Judge, principle: Principle, old: Verdicts, edit: Edit) -> Verdicts:
    is_told_elsewhere = principle.check in TELLS_PLACES and bool(old.findings) and bool(edit.change.files)
    stays = not is_told_elsewhere and not edit.moves_any(old)
    if edit.is_nothing and stays:
        return old
    if (
        stays
        and principle.check is not None
        and principle.check in FACTS
        and edit.keeps_relations
        and not edit.touches(FACTS[principle.check])
    ):
        return old
    if not judge.is_in_force(principle):
        return judge.verdicts(principle)
    reached = ANEW.get(principle.check or "")
    subjects = None if reached is None or edit.reaches_everything else reached(edit, old)
    if subjects is not None:
        return _with(old, subjects, judge.by_check(principle, window_on(judge.workspace, subjects)))
    around = edit.surroundings if principle.check in LOCAL else None
    if around is None:
        return judge.by_check(principle, judge.workspace, old.judgements)
    # What a check says of a subject may name another one, so every subject with a finding is looked at again.
    found = (subject for subject in old.findings if not isinstance(subject, ox.Literal))
    subjects = with_parts(judge.workspace.model, (*around, *found))
    return _with(old, subjects, judge.by_check(principle, window_on(judge.workspace, subjects)))


def _with(old: Verdicts, subjects: Iterable[Term], fresh: Verdicts) -> Verdicts:
    """Return the verdicts of which those on some subjects were made anew; one that is no subject now has none."""
    judgements, findings = dict(old.judgements), dict(old.findings)
    for subject in subjects:
        judgements.pop(subject, None)
        findings.pop(subject, None)
    return Verdicts({**judgements, **fresh.judgements}, {**findings, **fresh.findings}, {})


def _relocated(old: Verdicts, edit: Edit) -> Verdicts:
    """Return the same verdicts, with the findings where they stand now."""
    moved = {
        subject: tuple(placed.relocated(edit.after) for placed in listed)
        for subject, listed in old.findings.items()
        if edit.moves(subject, listed)
    }
    return Verdicts(old.judgements, {**old.findings, **moved}, old.rows) if moved else old
