"""Change what a Turtle text says of one subject, and leave every other letter of it alone, comments too.

Forms and commands that change a file a person wrote go through here: the statement of the subject is edited by spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import pyoxigraph as ox

from archrepo.turtle.reading import parse
from archrepo.turtle.spans import outline, tokens
from archrepo.turtle.writing import Names
from archrepo.vocabulary import TYPE

_PREFIX = re.compile(r"^[ \t]*@?prefix[ \t]+([^:\s]*):[ \t]*<([^>]*)>", re.MULTILINE | re.IGNORECASE)
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A node without a name, written between square brackets: its predicates in order, each with its values."""

    facts: tuple[tuple[ox.NamedNode, tuple[Value, ...]], ...]


Value: TypeAlias = ox.NamedNode | ox.Literal | Unnamed


@dataclass(frozen=True, slots=True)
class _Region:
    """One predicate with its values in a text: from the predicate to the end of its last value."""

    predicate: ox.NamedNode
    start: int
    end: int


def with_values(
    text: str,
    subject: ox.NamedNode,
    values: Mapping[ox.NamedNode, Sequence[Value]],
    prefixes: Mapping[str, str],
) -> str:
    """Return the text in which the subject has exactly these values for these predicates; none removes the predicate.

    Predicates that `values` does not name stay as they are, and so does the order. A subject that the text does not
    describe comes behind it as a statement of its own. `prefixes` are declared when the text is empty; in a text with
    statements a name is shortened by the prefixes it declares.

    Raises:
        SyntaxFault: the text is not Turtle.
    """
    if not text.strip():
        header = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(prefixes.items()))
        return f"{header}\n{_statement(Names(prefixes), subject, values)}"
    names = Names(_declared(text))
    statements = _regions(text, subject)
    if not statements:
        return f"{text.rstrip()}\n\n{_statement(names, subject, values)}"
    edits: list[tuple[int, int, str]] = []
    left = {predicate: given for predicate, given in values.items() if given}
    for regions in statements:
        edits += _edits(text, regions, values, left, names)
    if left:
        end = statements[0][-1].end
        added = "".join(f" ;\n{_INDENT}{_pair(names, predicate, given)}" for predicate, given in left.items())
        edits.append((end, end, added))
    for start, end, replacement in sorted(edits, key=lambda edit: (-edit[0], -edit[1])):
        text = text[:start] + replacement + text[end:]
    return text


def _edits(
    text: str,
    regions: Sequence[_Region],
    values: Mapping[ox.NamedNode, Sequence[Value]],
    left: dict[ox.NamedNode, Sequence[Value]],
    names: Names,
) -> Iterator[tuple[int, int, str]]:
    """Yield the edits of one statement; what was put in place is taken out of `left`."""
    kept: list[bool] = []
    for region in regions:
        given = left.pop(region.predicate, None)
        if given:
            yield region.start, region.end, _pair(names, region.predicate, given)
        kept.append(bool(given) or region.predicate not in values)
    if not any(kept) and left:
        # The statement has to keep one predicate to hang the new ones on.
        predicate = next(iter(left))
        yield regions[0].start, regions[0].end, _pair(names, predicate, left.pop(predicate))
        kept[0] = True
    if not any(kept):
        yield _whole(text, regions)
        return
    last = max(index for index, is_kept in enumerate(kept) if is_kept)
    for index, region in enumerate(regions[:last]):
        if not kept[index]:
            yield region.start, regions[index + 1].start, ""
    if last < len(regions) - 1:
        yield regions[last].end, regions[-1].end, ""


def _whole(text: str, regions: Sequence[_Region]) -> tuple[int, int, str]:
    """Return the edit that takes a statement out, from its subject to its full stop."""
    start = max((begin for begin in outline(text).starts if begin <= regions[0].start), default=0)
    end = next(span.end for _, span, token in tokens(text, regions[-1].end) if token == ".")
    return start, end, ""


def _regions(text: str, subject: ox.NamedNode) -> list[list[_Region]]:
    """Return the predicates of each statement on the subject, in the order of the text."""
    triples, outlined = parse(text.encode("utf-8"), ""), outline(text)
    starts: dict[int, tuple[int, ox.NamedNode]] = {}
    for triple, place in zip(triples, outlined.triples, strict=True):
        if triple[0] == subject:
            starts[place.predicate.start] = (place.subject.start, triple[1])
    statements: dict[int, list[_Region]] = {}
    for start, (statement, predicate) in sorted(starts.items()):
        statements.setdefault(statement, []).append(_Region(predicate, start, _end_of_values(text, start)))
    return list(statements.values())


def _end_of_values(text: str, start: int) -> int:
    """Return where the values end of the predicate that begins at `start`."""
    depth = 0
    end = start
    for kind, span, token in tokens(text, start):
        if kind == "mark" and token in "[(":
            depth += 1
        elif kind == "mark" and token in "])":
            depth -= 1
        if depth < 0 or (depth == 0 and kind == "mark" and token in ";."):
            return end
        end = span.end
    return end


def _declared(text: str) -> dict[str, str]:
    """Return the prefixes of a text; one that is declared twice with two meanings is left out."""
    found: dict[str, set[str]] = {}
    for prefix, namespace in _PREFIX.findall(text):
        found.setdefault(prefix, set()).add(namespace)
    return {prefix: next(iter(meant)) for prefix, meant in found.items() if len(meant) == 1}


def _statement(names: Names, subject: ox.NamedNode, values: Mapping[ox.NamedNode, Sequence[Value]]) -> str:
    pairs = [_pair(names, predicate, given) for predicate, given in values.items() if given]
    return f"{names(subject)} " + f" ;\n{_INDENT}".join(pairs) + " .\n" if pairs else ""


def _pair(names: Names, predicate: ox.NamedNode, values: Iterable[Value]) -> str:
    spelled = "a" if predicate == TYPE else names(predicate)
    return f"{spelled} {' , '.join(_value(names, value) for value in values)}"


def _value(names: Names, value: Value) -> str:
    if isinstance(value, Unnamed):
        return f"[ {' ; '.join(_pair(names, predicate, given) for predicate, given in value.facts)} ]"
    return names(value)
