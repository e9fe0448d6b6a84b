"""Write Turtle in the house form: fixed prefix header, one block a subject, sorted, stable in git.

A node without a name that one other node refers to stands between brackets where it is referred to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

import pyoxigraph as ox

from archrepo.turtle.reading import Subject, Term, Triple
from archrepo.vocabulary import LABEL, TYPE, XSD

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_\-])?\Z")
_ESCAPE = re.compile(r'[\\"\n\r\t\b\f\x00-\x1f\x7f]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_INTEGER = re.compile(r"[+-]?[0-9]+\Z")
_DECIMAL = re.compile(r"[+-]?[0-9]*\.[0-9]+\Z")
_STRING = XSD + "string"
_LINES = " ;\n    "
#: Half of what the reader takes.
_MOST_NESTED = 50

Facts: TypeAlias = dict[ox.NamedNode, set[Term]]


class Names:
    """Shorten terms with the prefixes; remembers what it shortened."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._by_length = sorted(prefixes.items(), key=lambda item: -len(item[1]))
        self._short: dict[Term, str] = {}

    def __call__(self, term: Term) -> str:
        found = self._short.get(term)
        if found is None:
            found = self._short[term] = self._spell(term)
        return found

    def _spell(self, term: Term) -> str:
        if isinstance(term, ox.Literal):
            return self._literal(term)
        if isinstance(term, ox.BlankNode):
            return str(term)
        iri = term.value
        for prefix, namespace in self._by_length:
            if iri.startswith(namespace):
                local = iri[len(namespace) :]
                return f"{prefix}:{local}" if not local or _LOCAL.match(local) else f"<{iri}>"
        return f"<{iri}>"

    def _literal(self, literal: ox.Literal) -> str:
        value = literal.value
        if literal.language:
            return f"{quoted(value)}@{literal.language}"
        datatype = literal.datatype.value
        if datatype == _STRING:
            return quoted(value)
        plain = (
            (datatype == XSD + "boolean" and value in ("true", "false"))
            or (datatype == XSD + "integer" and _INTEGER.match(value))
            or (datatype == XSD + "decimal" and _DECIMAL.match(value))
        )
        return value if plain else f"{quoted(value)}^^{self(literal.datatype)}"


def quoted(value: str) -> str:
    """Return the text between double quotes with every control character escaped, so git cannot change it."""
    return '"' + _ESCAPE.sub(lambda found: _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}", value) + '"'


def write(triples: Iterable[Triple], prefixes: Mapping[str, str], *, title: str = "") -> str:
    """Return a Turtle document: `title` as comment lines, the prefixes, then the subjects sorted by IRI.

    Within a subject come its types, its labels, and the other predicates by name; values are sorted too. The same
    set of triples and prefixes always gives the same text.
    """
    names = Names(prefixes)
    subjects: dict[Subject, Facts] = {}
    for subject, predicate, value in triples:
        subjects.setdefault(subject, {}).setdefault(predicate, set()).add(value)
    nested = _nested(subjects)
    parts = [f"# {line}\n" if line else "#\n" for line in title.splitlines()]
    if parts:
        parts.append("\n")
    parts += [f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(prefixes.items())]
    for subject in sorted(subjects.keys() - nested.keys(), key=str):
        parts.append(f"\n{names(subject)} {_facts(names, subjects[subject], nested, _LINES)} .\n")
    return "".join(parts)


def _nested(subjects: Mapping[Subject, Facts]) -> Mapping[Term, Facts]:
    """Return the nodes without a name that one node refers to once, with their facts; not those in a circle.

    What would stand within too many brackets to be read again keeps its label.
    """
    if not any(isinstance(subject, ox.BlankNode) for subject in subjects):
        return {}
    holders: dict[Term, list[Subject]] = {}
    for subject, facts in subjects.items():
        for values in facts.values():
            for value in values:
                if isinstance(value, ox.BlankNode):
                    holders.setdefault(value, []).append(subject)
    single = {node: held[0] for node, held in holders.items() if len(held) == 1 and node in subjects}
    below: dict[Subject, list[ox.BlankNode]] = {}
    for node, holder in single.items():
        if isinstance(node, ox.BlankNode):
            below.setdefault(holder, []).append(node)
    found: dict[Term, Facts] = {}
    queue: list[tuple[Subject, int]] = [(subject, 0) for subject in subjects if subject not in single]
    while queue:
        holder, depth = queue.pop()
        for node in below.get(holder, ()):
            if depth < _MOST_NESTED:
                found[node] = subjects[node]
            queue.append((node, depth + 1 if depth < _MOST_NESTED else 0))
    return found


def _facts(names: Names, facts: Facts, nested: Mapping[Term, Facts], separator: str) -> str:
    types = facts.get(TYPE)
    spelled = {predicate: names(predicate) for predicate in facts if predicate != TYPE}
    order = sorted(spelled, key=spelled.__getitem__)
    if LABEL in spelled:
        order.remove(LABEL)
        order.insert(0, LABEL)
    lines = [f"a {_values(names, types, nested)}"] if types else []
    lines += [f"{spelled[predicate]} {_values(names, facts[predicate], nested)}" for predicate in order]
    return separator.join(lines)


def _values(names: Names, values: set[Term], nested: Mapping[Term, Facts]) -> str:
    if len(values) == 1:
        (value,) = values
        return _value(names, value, nested)
    return " , ".join(sorted(_value(names, value, nested) for value in values))


def _value(names: Names, value: Term, nested: Mapping[Term, Facts]) -> str:
    facts = nested.get(value) if nested else None
    return names(value) if facts is None else f"[ {_facts(names, facts, nested, ' ; ')} ]"
