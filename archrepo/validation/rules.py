"""A principle made ready to run: its shapes compiled, its paths read, its questions written out.

Nothing here depends on a model, so that a rule is prepared once and then held against every state of a workspace.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.metamodel import text_of
from archrepo.principles import Principle
from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.validation.answers import ANSWER_READS
from archrepo.validation.certainty import Need, read_need
from archrepo.validation.faults import RuleFault
from archrepo.validation.footprint import Footprint, footprint
from archrepo.validation.once import can_be_asked_once
from archrepo.validation.paths import Read
from archrepo.validation.questions import check_questions, questions
from archrepo.validation.reach import Reach, reaches
from archrepo.validation.shapes import Compiler, Shape
from archrepo.validation.targets import target_reads
from archrepo.vocabulary import APPLICABILITY_NEEDS, NEEDS, sh


@dataclass(frozen=True, slots=True)
class Part:
    """One member of a rule "all of these" that has words of its own for its failing."""

    shape: Shape
    message: Text


@dataclass(frozen=True)
class Asked:
    """A question with its prefixes, and what it reads."""

    text: str

    @cached_property
    def footprint(self) -> Footprint:
        """The predicates that the question reads."""
        return footprint(self.text)

    @cached_property
    def reaches(self) -> tuple[Reach, ...] | None:
        """The triples that the question reads, with the way back to its subjects; None when that is not sure."""
        return reaches(self.text)


@dataclass(frozen=True, slots=True)
class Rule:
    """One principle, ready to run.

    `core` is the compiled shape, None when the reference engine must run it; `questions` are its SPARQL constraints;
    `parts` the members of its sh:and that say themselves what is
    wrong. `path` is the property that the principle is about, when that is a single one. `reads` are the predicates
    that decide on a single subject, None when any may.
    """

    principle: Principle
    applies: Shape | None
    needed_first: tuple[Need, ...]
    needed: tuple[Need, ...]
    core: Shape | None
    parts: tuple[Part, ...]
    questions: tuple[Asked, ...]
    path: ox.NamedNode | None
    target_reads: tuple[Read, ...]
    reads: tuple[Read, ...] | None


def prepare(shapes: Graph, compiler: Compiler, principle: Principle) -> Rule:
    """Return the principle ready to run.

    Raises:
        RuleFault: a shape of it is not well-formed, or a needed fact is not a property path.
    """
    asked = tuple(text for _node, text in questions(shapes, principle.shape))
    is_beyond = goes_beyond(compiler, principle.shape, asked)
    applies = compiler.shape(principle.applies_when) if principle.applies_when is not None else None
    needed_first = _needed(shapes, principle, APPLICABILITY_NEEDS)
    needed = _needed(shapes, principle, NEEDS)
    core = None if is_beyond else compiler.shape(principle.shape)
    return Rule(
        principle=principle,
        applies=applies,
        needed_first=needed_first,
        needed=needed,
        core=core,
        parts=() if is_beyond else tuple(_parts(shapes, compiler, principle)),
        questions=tuple(map(Asked, asked)),
        path=compiler.path(principle.shape),
        target_reads=target_reads(shapes, principle.shape),
        reads=_reads(principle, core, applies, (*needed_first, *needed)),
    )


def goes_beyond(compiler: Compiler, shape: Term, asked: Iterable[str]) -> bool:
    """Tell whether the reference engine must run a shape; `asked` are the texts of its questions.

    Raises:
        ShapeFault: the shape refers to itself, or uses a term of SHACL that neither engine here runs.
    """
    return bool(compiler.beyond(shape)) or not all(map(can_be_asked_once, asked))


def look_through(shapes: Graph, compiler: Compiler, shape: Term) -> None:
    """Refuse a shape with a question that may not be asked, before anything is asked.

    Raises:
        RuleFault: there is one, or the shape is not well-formed.
    """
    for node in shapes.objects(shape, sh("sparql")):
        check_questions(shapes, node)
    for node, filled_in in compiler.beyond(shape).items():
        check_questions(shapes, node, filled_in)


def _reads(
    principle: Principle, core: Shape | None, applies: Shape | None, needed: Iterable[Need]
) -> tuple[Read, ...] | None:
    if core is None or core.reads is None or (applies is not None and applies.reads is None):
        return None
    reads = [*core.reads, *(read for need in needed for read in need.path.reads)]
    if applies is not None and applies.reads is not None:
        reads += applies.reads
    if principle.question is not None:
        reads += ANSWER_READS
    return tuple(reads)


def _needed(shapes: Graph, principle: Principle, needs: ox.NamedNode) -> tuple[Need, ...]:
    try:
        return tuple(read_need(shapes, need) for need in shapes.objects(principle.shape, needs))
    except RuleFault as fault:
        raise fault.at(principle.shape, needs) from None


def _parts(shapes: Graph, compiler: Compiler, principle: Principle) -> Iterable[Part]:
    if shapes.value(principle.shape, sh("path")) is not None:
        return
    for head in shapes.objects(principle.shape, sh("and")):
        for member in shapes.members(head):
            message = text_of(shapes, member, sh("message"))
            if message is not None:
                yield Part(compiler.shape(member), message)
