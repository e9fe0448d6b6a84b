"""What may be wrong with a rule itself, in words that a user understands, and where in the shapes it is wrong."""

from __future__ import annotations

import pyoxigraph as ox

from archrepo.errors import ConfigurationFault
from archrepo.findings import Location
from archrepo.language import Text
from archrepo.principles import Principle, PrincipleBook
from archrepo.turtle.reading import Subject, Term
from archrepo.workspace.file_places import FilePlaces

_EXAMPLE = Text(
    "verbeter de regel; zie shapes/README.md voor een voorbeeld", "mend the rule; shapes/README.md has an example"
)


class RuleFault(ValueError):
    """A rule that cannot be run: why, what to do, and the node and property of the shapes where it is wrong."""

    def __init__(
        self,
        text: Text,
        remedy: Text | None = None,
        *,
        node: Term | None = None,
        predicate: ox.NamedNode | None = None,
    ) -> None:
        """Keep the words and the place; without a node the rule as a whole is meant."""
        super().__init__(text.en)
        self.text = text
        self.remedy = remedy
        self.node = node
        self.predicate = predicate

    def at(self, node: Term, predicate: ox.NamedNode | None = None) -> RuleFault:
        """Return the fault with this place, unless it has one already."""
        if self.node is None:
            self.node, self.predicate = node, predicate
        return self


class ShapeFault(RuleFault):
    """A shape is not well-formed."""


class PathFault(RuleFault):
    """A node of the shapes is not a SHACL path."""


class QuestionFault(RuleFault):
    """A question in SPARQL cannot be run."""


class ScaleFault(RuleFault):
    """The scale of a question to people does not fit the question."""


def not_run(principle: Principle, fault: Exception, book: PrincipleBook | None = None) -> ConfigurationFault:
    """Return the fault that tells a user that a principle's rule cannot be run.

    It stands where the rule is wrong when the `book` is given, else where the principle begins.
    """
    text, remedy = Text.same(str(fault)), _EXAMPLE
    if isinstance(fault, RuleFault):
        text, remedy = fault.text, fault.remedy or _EXAMPLE
    elif isinstance(fault, RecursionError):
        text = Text("de regel is te diep genest", "the rule is nested too deep")
    location, excerpt = principle.location, None
    if book is not None:
        location, excerpt = place_in(book, principle, fault if isinstance(fault, RuleFault) else None)
    return ConfigurationFault(
        Text(
            f"de regel van principe {principle.id} kan niet worden uitgevoerd: {text.nl}",
            f"the rule of principle {principle.id} cannot be run: {text.en}",
        ),
        location=location,
        remedy=remedy,
        excerpt=excerpt,
    )


def place_in(book: PrincipleBook, principle: Principle, fault: RuleFault | None) -> tuple[Location, str | None]:
    """Return where a rule is wrong, and the line that stands there; by default where the principle begins."""
    wanted: list[tuple[Subject, ox.NamedNode | None]] = [(principle.shape, None)]
    if fault is not None and isinstance(fault.node, (ox.NamedNode, ox.BlankNode)):
        wanted = [(fault.node, fault.predicate), (fault.node, None), *wanted]
    for node, predicate in wanted:
        for file in book.files:
            if node in file.subjects:
                location = FilePlaces(file).find(node, predicate, None)
                if location is not None and location.line:
                    return location, file.text.split("\n")[location.line - 1].rstrip("\r")
    return principle.location, None
