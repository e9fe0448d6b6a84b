"""A new waiver as Turtle, put behind what a file already says; what stands there is not rewritten."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from archrepo.amending import free_name
from archrepo.language import Language
from archrepo.metamodel import local_name
from archrepo.principles import Principle
from archrepo.turtle import Triple, write
from archrepo.vocabulary import (
    AR,
    DECIDED_BY,
    DECIDED_ON,
    MEASURE,
    OF_PRINCIPLE,
    PRINCIPLE,
    REASON,
    RISK,
    SUBJECT,
    TYPE,
    VALID_UNTIL,
    WAIVER,
    XSD,
)
from archrepo.workspace import Workspace

_DATE = ox.NamedNode(XSD + "date")
_PREFIX = re.compile(r"^[ \t]*@?prefix[ \t]+([^:\s]*):[ \t]*<([^>]*)>", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided: why, at which risk, with which measure, by which role or body, on which day, until when."""

    reason: str
    risk: str
    measure: str
    decided_by: ox.NamedNode
    decided_on: date
    valid_until: date
    language: Language


def waiver_name(workspace: Workspace, principle: Principle, subject: ox.NamedNode) -> ox.NamedNode:
    """Return a name for a waiver that nothing in the model has yet."""
    return free_name(workspace, f"{workspace.base}afwijking-{principle.id.lower()}-{local_name(subject)}")


def with_waiver(
    text: str, base: str, name: ox.NamedNode, principle: Principle, subject: ox.NamedNode, decision: Decision
) -> str:
    """Return the text of a file with the waiver behind it; prefixes that the file already declares are not repeated."""

    def spoken(words: str) -> ox.Literal:
        return ox.Literal(words, language=decision.language)

    facts: list[Triple] = [
        (name, TYPE, WAIVER),
        (name, OF_PRINCIPLE, principle.shape),
        (name, SUBJECT, subject),
        (name, REASON, spoken(decision.reason)),
        (name, DECIDED_BY, decision.decided_by),
        (name, DECIDED_ON, ox.Literal(decision.decided_on.isoformat(), datatype=_DATE)),
        (name, VALID_UNTIL, ox.Literal(decision.valid_until.isoformat(), datatype=_DATE)),
    ]
    facts += [
        (name, predicate, spoken(words))
        for predicate, words in ((RISK, decision.risk), (MEASURE, decision.measure))
        if words
    ]
    # The last declaration of a prefix counts, and the block comes last.
    declared = dict(_PREFIX.findall(text))
    needed = {"": base, "ar": AR, "principle": PRINCIPLE, "xsd": XSD}
    block = write(facts, needed)
    lines = [
        line for line in block.split("\n") if not (found := _PREFIX.match(line)) or declared.get(found[1]) != found[2]
    ]
    own = "\n".join(lines).strip("\n") + "\n"
    end = "\r\n" if "\r\n" in text else "\n"
    kept = text.rstrip("\r\n") + 2 * end if text.strip() else ""
    return kept + own.replace("\n", end)
