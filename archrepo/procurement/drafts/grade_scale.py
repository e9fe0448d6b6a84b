"""A scale of grades as a person writes it, one line a grade: `10: uitstekend = 100`, and as the model states it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox

from archrepo.errors import RequestFault
from archrepo.language import Language, Text
from archrepo.procurement.drafts.award_values import Facts, number_literal, unused, with_words
from archrepo.procurement.tender import Grade
from archrepo.procurement.typed_values import number_of
from archrepo.vocabulary import LABEL, RANGE, TYPE, ar
from archrepo.workspace import Workspace

USUAL = "10 = 100\n8 = 80\n6 = 60\n2 = 20\n0 = 0"
"""The scale that a new award method begins with."""

_HUNDRED = Decimal(100)
_REMEDY = Text(
    "schrijf elk cijfer op een eigen regel, met zijn deel van de punten in procent, zoals `8: goed = 80`",
    "write each grade on a line of its own, with its share of the points in percent, such as `8: good = 80`",
)


@dataclass(frozen=True, slots=True)
class GradeLine:
    """One grade as it was written: its name and the share of the points that it earns, in percent."""

    name: str
    percent: Decimal


@dataclass(frozen=True, slots=True)
class NewScale:
    """A scale as it is to be: its grades in order, what changes of each, and the present grades that go."""

    grades: tuple[ox.NamedNode, ...]
    facts: Mapping[ox.NamedNode, Facts]
    gone: tuple[Grade, ...]


def scale_text(grades: Sequence[Grade], language: Language) -> str:
    """Return the grades as lines to change; no grades give an empty text."""
    return "\n".join(f"{one.name.in_(language)} = {one.percent.normalize():f}" for one in grades)


def grade_lines(text: str) -> tuple[GradeLine, ...]:
    """Return the grades that a person wrote, from high to low; an empty text gives none.

    Raises:
        RequestFault: a line is no `name = percent`, there is one grade only, or two have one name or one share.
    """
    found = []
    for line in filter(None, (one.strip() for one in text.splitlines())):
        name, equals, share = (part.strip() for part in line.rpartition("="))
        percent = number_of(share.removesuffix("%").strip())
        if not equals or not name or percent is None or not 0 <= percent <= _HUNDRED:
            raise RequestFault(
                Text(
                    f"'{line[:80]}' is geen cijfer met een deel van 0 tot en met 100 procent",
                    f"'{line[:80]}' is no grade with a share of 0 to 100 percent",
                ),
                remedy=_REMEDY,
            )
        found.append(GradeLine(name, percent))
    names, shares = {one.name.casefold() for one in found}, {one.percent for one in found}
    if len(found) == 1:
        raise RequestFault(Text("één cijfer is geen schaal", "one grade is no scale"), remedy=_REMEDY)
    if len(names) < len(found) or len(shares) < len(found):
        raise RequestFault(
            Text(
                "twee cijfers hebben dezelfde naam of hetzelfde deel van de punten",
                "two grades have the same name or the same share of the points",
            ),
            remedy=Text(
                "geef elk cijfer een eigen naam en een eigen deel", "give each grade a name and a share of its own"
            ),
        )
    return tuple(sorted(found, key=lambda one: -one.percent))


def new_scale(
    workspace: Workspace,
    present: Sequence[Grade],
    lines: Sequence[GradeLine],
    stem: str,
    language: Language,
    *,
    taken: Collection[ox.NamedNode] = (),
    is_for_wishes: bool = False,
) -> NewScale:
    """Return what becomes of the present grades: one of the same name, else of the same share, stays the same grade.

    `taken` are names that other new nodes have. A new grade for wishes that is called as an answer, such as partly,
    is the share that this answer earns.
    """
    answers = _answers(workspace, language) if is_for_wishes else {}
    kept: dict[GradeLine, Grade] = {}
    for is_same in (_has_name, _has_share):
        for line in lines:
            found = next((one for one in present if one not in kept.values() and is_same(one, line, language)), None)
            if line not in kept and found is not None:
                kept[line] = found
    nodes: list[ox.NamedNode] = []
    facts: dict[ox.NamedNode, Facts] = {}
    for line in lines:
        grade = kept.get(line)
        node = ox.NamedNode(grade.iri) if grade else unused(workspace, f"{stem}-{line.name}", (*taken, *nodes))
        nodes.append(node)
        facts[node] = {
            TYPE: (ar("AwardGrade"),),
            LABEL: with_words(workspace, node, LABEL, line.name, language),
            ar("pointsPercent"): (number_literal(line.percent),),
        }
        if grade is None and line.name.casefold() in answers:
            facts[node] = {**facts[node], ar("forAnswer"): (answers[line.name.casefold()],)}
    return NewScale(tuple(nodes), facts, tuple(one for one in present if one not in kept.values()))


def _answers(workspace: Workspace, language: Language) -> dict[str, ox.NamedNode]:
    """Return the answers that a bidder can give to a wish, by their name."""
    vocabulary = workspace.ontology.graph
    found = [one for kind in vocabulary.objects(ar("forAnswer"), RANGE) for one in vocabulary.instances(kind)]
    return {workspace.name_of(one).in_(language).casefold(): one for one in found if isinstance(one, ox.NamedNode)}


def _has_name(grade: Grade, line: GradeLine, language: Language) -> bool:
    return grade.name.in_(language).casefold() == line.name.casefold()


def _has_share(grade: Grade, line: GradeLine, _language: Language) -> bool:
    return grade.percent == line.percent
