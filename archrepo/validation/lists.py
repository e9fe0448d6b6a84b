"""RDF lists of a shapes graph, read strictly: a list that is broken or bites its own tail is a fault of the rule."""

from __future__ import annotations

from archrepo.language import Text
from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.validation.faults import ShapeFault
from archrepo.vocabulary import FIRST, NIL, REST


def members(shapes: Graph, head: Term) -> tuple[Term, ...]:
    """Return the members of a list, in order.

    Raises:
        ShapeFault: the term is no list, or the list has no end or several.
    """
    found: list[Term] = []
    seen: set[Term] = set()
    cell = head
    while cell != NIL:
        firsts, rests = shapes.objects(cell, FIRST), shapes.objects(cell, REST)
        if cell in seen:
            raise ShapeFault(
                Text(
                    "deze lijst heeft geen einde: zij verwijst naar zichzelf",
                    "this list has no end: it leads to itself",
                ),
                Text("schrijf de lijst tussen ( en )", "write the list between ( and )"),
                node=cell,
            )
        if len(firsts) != 1 or len(rests) != 1:
            raise ShapeFault(
                Text("hier is een lijst tussen ( en ) nodig", "a list between ( and ) is needed here"),
                Text("schrijf bijvoorbeeld ( ex:een ex:ander )", "write for example ( ex:one ex:other )"),
                node=cell if firsts or rests else None,
            )
        seen.add(cell)
        found.append(firsts[0])
        cell = rests[0]
    return tuple(found)
