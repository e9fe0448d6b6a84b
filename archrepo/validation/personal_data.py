"""The check that no text of the model holds a personal datum: a citizen service number, a person's e-mail or telephone.

What such a datum looks like stands in the vocabulary (`ar:PersonalDataPattern`), so that a form is added without code.
The patterns take 60 ms on all texts of GEMMA; so one search over all texts at once picks the few to try.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.turtle.reading import Subject, Term
from archrepo.validation.outcome import Fault, Outcome, holder_of
from archrepo.vocabulary import AR, RDF, XSD, ar
from archrepo.workspace import Workspace

_TRUE = ox.Literal(True)
_TEXTS = (XSD + "string", RDF + "langString")
_AS_NINE = bytes.maketrans(b"012345678", b"999999999")
_AT = re.compile(rb"@")
#: The look behind stands after the first digit: so the search still jumps from digit to digit.
_NINE_DIGITS = re.compile(rb"9(?<![\w-]9)(?:[ .-]?9){8}")
#: What the digits of a citizen service number are multiplied by; the sum is then a multiple of 11.
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


@dataclass(frozen=True, slots=True)
class _Form:
    """One form of a personal datum: its name, its pattern and whether its digits must meet the eleven test."""

    name: Text
    pattern: re.Pattern[str]
    has_eleven_test: bool

    def find(self, text: str) -> str | None:
        """Return the first datum of this form in a text, or None."""
        if "@" in self.pattern.pattern and "@" not in text:
            return None
        for found in self.pattern.finditer(text):
            if not self.has_eleven_test or _meets_eleven_test(found[0]):
                return found[0]
        return None


def personal_data(workspace: Workspace) -> Outcome:
    """Look for personal data in every literal of the model, the numbers of the municipal vocabulary left out."""
    forms = _forms(workspace)
    subjects: dict[Term, None] = dict.fromkeys(workspace.elements)
    faults: list[Fault] = []
    for subject, predicate, value in _suspects(workspace, forms):
        if value.datatype.value in _TEXTS or not predicate.value.startswith(AR):
            holder = holder_of(workspace, subject)
            subjects[holder] = None
            for form in forms:
                datum = form.find(value.value)
                if datum is not None:
                    faults.append(
                        Fault(
                            subject=holder,
                            name=workspace.name_of(holder),
                            location=workspace.locate(subject, predicate, value),
                            message=Text(
                                "bevat iets dat op een {form} lijkt: {datum}",
                                "holds something that looks like a {form}: {datum}",
                            ).format(form=form.name, datum=f"{datum[:2]}…"),
                        )
                    )
    return Outcome(tuple(subjects), tuple(faults))


def _forms(workspace: Workspace) -> list[_Form]:
    vocabulary = workspace.ontology.graph
    return [
        _Form(
            name=workspace.name_of(node),
            pattern=re.compile(pattern.value, re.IGNORECASE),
            has_eleven_test=vocabulary.has(node, ar("meetsElevenTest"), _TRUE),
        )
        for node in vocabulary.instances(ar("PersonalDataPattern"))
        for pattern in vocabulary.objects(node, ar("pattern"))
    ]


def _suspects(workspace: Workspace, forms: Sequence[_Form]) -> Iterator[tuple[Subject, ox.NamedNode, ox.Literal]]:
    """Yield the facts whose text holds one of the forms."""
    model = workspace.model
    # Texts alone at first: a list of all facts wakes Python's garbage collector, which takes ten times as long.
    texts = [
        value.value
        for _, facts in model.described()
        for values in facts.values()
        for value in values
        if type(value) is ox.Literal
    ]
    picked = {number for number in _with_traces(texts) if any(form.find(texts[number]) for form in forms)}
    if not picked:
        return
    number = 0
    for subject, facts in model.described():
        for predicate, values in facts.items():
            for value in values:
                if isinstance(value, ox.Literal):
                    if number in picked:
                        yield subject, predicate, value
                    number += 1


def _with_traces(texts: Sequence[str]) -> set[int]:
    """Return which texts have an @, or nine digits with at most one sign between each two, not within a word."""
    # One byte a character, so that a place in the whole is a place in a text.
    whole = "\n".join(texts).encode("latin-1", "replace").translate(_AS_NINE)
    ends = list(accumulate(map((1).__add__, map(len, texts))))
    places = [found.start() for traces in (_NINE_DIGITS, _AT) for found in traces.finditer(whole)]
    return {bisect_right(ends, place) for place in places}


def _meets_eleven_test(datum: str) -> bool:
    digits = [int(sign) for sign in datum if sign.isdecimal()]
    return any(digits) and sum(map(int.__mul__, digits, _WEIGHTS)) % 11 == 0
