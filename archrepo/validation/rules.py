"""A principle made ready to run: its shapes compiled, its paths read, its questions written out.

Nothing here depends on a model, so that a rule is prepared once and then held against every state of a workspace.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.metamodel import text_of
from archrepo.principles import Principle
from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.validation.paths import Path, read_path
from archrepo.validation.questions import can_be_asked_once, questions
from archrepo.validation.shapes import Compiler, Shape
from archrepo.vocabulary import sh


@dataclass(frozen=True, slots=True)
class Part:
    """One member of a rule "all of these" that has words of its own for its failing."""

    shape: Shape
    message: Text


@dataclass(frozen=True, slots=True)
class Rule:
    """One principle, ready to run.

    `core` is the compiled shape, None when the reference engine must run it; `questions` are the texts of its SPARQL
    constraints; `parts` the members of its sh:and that say themselves what is wrong. `path` is the property that the
    principle is about, when that is a single one.
    """

    principle: Principle
    applies: Shape | None
    needed_first: tuple[Path, ...]
    needed: tuple[Path, ...]
    core: Shape | None
    parts: tuple[Part, ...]
    questions: tuple[str, ...]
    path: ox.NamedNode | None


def prepare(shapes: Graph, compiler: Compiler, principle: Principle) -> Rule:
    """Return the principle ready to run.

    Raises:
        ShapeFault: a shape of it is not well-formed.
        PathFault: a needed fact is not a property path.
    """
    asked = tuple(text for _node, text in questions(shapes, principle.shape))
    is_beyond = compiler.needs_reference(principle.shape) or not all(map(can_be_asked_once, asked))
    applies = principle.applies_when
    return Rule(
        principle=principle,
        applies=compiler.shape(applies) if applies is not None else None,
        needed_first=_paths(shapes, principle.applicability_needs),
        needed=_paths(shapes, principle.needs),
        core=None if is_beyond else compiler.shape(principle.shape),
        parts=() if is_beyond else tuple(_parts(shapes, compiler, principle)),
        questions=asked,
        path=compiler.path(principle.shape),
    )


def _paths(shapes: Graph, needs: Iterable[Term]) -> tuple[Path, ...]:
    return tuple(read_path(shapes, need) for need in needs)


def _parts(shapes: Graph, compiler: Compiler, principle: Principle) -> Iterable[Part]:
    if shapes.value(principle.shape, sh("path")) is not None:
        return
    for head in shapes.objects(principle.shape, sh("and")):
        for member in shapes.members(head):
            message = text_of(shapes, member, sh("message"))
            if message is not None:
                yield Part(compiler.shape(member), message)
