"""Write the requirements that were read, and how their columns were mapped, as Turtle that people like to read.

The same file and the same decisions always give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

import pyoxigraph as ox

from archrepo.procurement.proposals import READING_FILE, requirements_file
from archrepo.procurement.requirements.columns import RememberedMapping, plain
from archrepo.procurement.requirements.decisions import NOT_MEANT, Decision, number_text
from archrepo.procurement.requirements.reading import ASKED, MappedTable, ReadRequirement, stem_of
from archrepo.procurement.requirements.source_tables import SourceDocument
from archrepo.turtle.reading import Term, parse
from archrepo.turtle.writing import Names, quoted
from archrepo.vocabulary import BIO2, PREFIXES, ar

_USED: Final = ("am", "ar", "dct", "gemma", "rdfs", "std", "xsd")
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s")
_LONGEST_LABEL: Final = 90
_HEADER: Final = """\
# Eisen, gelezen uit {file}.
#
# Opnieuw lezen (archrepo procurement read) vernieuwt tekst, plaats en herkenning; wat mensen bevestigden, afwezen
# (ar:notMeant) of aan een eis toevoegden, blijft staan. Opmerkingen met # blijven niet.
"""
_READING: Final = """\
# Hoe de kolommen van gelezen bestanden zijn ingedeeld, onthouden voor de volgende keer.
"""


def requirements_text(
    base: str,
    procurement: str,
    document: SourceDocument,
    requirements: Sequence[ReadRequirement],
    decision_of: Mapping[str, Decision],
    *,
    in_document: str = "",
) -> str:
    """Return the Turtle of the requirements; `decision_of` is by name, `in_document` the IRI of the tender document."""
    names = _names(base)
    stem = stem_of(document.file_name)
    parts = [_HEADER.format(file=document.file_name.replace("\n", " ")), "\n", *_prefixes(base), "\n"]
    if requirements:
        listed = [names(ox.NamedNode(base + one.name)) for one in requirements]
        parts.append(f"{names(ox.NamedNode(procurement))} ar:requirement\n{_wrapped(listed)} .\n\n")
    source = names(ox.NamedNode(f"{base}bron-{stem}"))
    parts.append(
        f"{source} a ar:SourceFile ;\n    ar:fileName {quoted(document.file_name)} ;\n"
        f"    ar:sha256 {quoted(document.sha256)} .\n"
    )
    for (table, chapter), group in groupby(requirements, key=lambda one: (one.table, one.row.chapter)):
        heading = " / ".join(" ".join(part.split()) for part in (table, chapter) if part)
        parts.append(f"\n# {heading}\n")
        for one in group:
            lines = [
                f"rdfs:label {quoted(label_of(one.row.text))}@nl",
                f"dct:description {quoted(one.row.text)}@nl",
                *_facts(one, decision_of.get(one.name, Decision()), names, in_document),
                f"ar:readFrom {source} ; ar:readAt {quoted(one.row.place)}",
            ]
            subject = names(ox.NamedNode(base + one.name))
            parts.append(f"\n{subject} a am:Requirement ;\n    " + " ;\n    ".join(lines) + " .\n")
    return _checked("".join(parts), requirements_file(stem))


def label_of(text: str) -> str:
    """Return the first sentence of a requirement, cut between words when it is long, as its name."""
    first = _SENTENCE.split(" ".join(text.split()))[0].rstrip(".;")
    if len(first) <= _LONGEST_LABEL:
        return first
    cut = first[:_LONGEST_LABEL].rpartition(" ")[0] or first[:_LONGEST_LABEL]
    return f"{cut.rstrip(' ,;:')} ..."


def _facts(one: ReadRequirement, decision: Decision, names: Names, in_document: str) -> Iterator[str]:
    row = one.row
    about = []
    if row.number:
        about.append(f"ar:section {quoted(row.number)}")
    if row.obligation:
        about.append(f"ar:obligation {names(ox.NamedNode(row.obligation))}")
    if row.points is not None:
        about.append(f"ar:maxPoints {number_text(row.points)}")
    if in_document:
        about.append(f"ar:inDocument {names(ox.NamedNode(in_document))}")
    if about:
        yield " ; ".join(about)
    for kind in ASKED:
        predicate = ar(kind.value)
        terms = [match.term for match in one.sure if match.kind is kind]
        wanted = dict.fromkeys((*terms, *decision.added.get(predicate, ())))
        values = sorted(names(ox.NamedNode(term)) for term in wanted if term not in decision.not_meant)
        if values:
            yield f"{names(predicate)} {' , '.join(values)}"
    if decision.not_meant:
        yield f"{names(NOT_MEANT)} {' , '.join(sorted(names(ox.NamedNode(term)) for term in decision.not_meant))}"
    own: dict[ox.NamedNode, list[Term]] = {}
    for predicate, value in decision.facts:
        own.setdefault(predicate, []).append(value)
    for predicate in sorted(own, key=names):
        yield f"{names(predicate)} {' , '.join(sorted(map(names, own[predicate])))}"


def reading_text(base: str, before: Sequence[RememberedMapping], tables: Sequence[MappedTable]) -> str:
    """Return the Turtle of the mappings that are remembered: those of before, renewed by those of the used tables.

    Tables without headings, or with the same one twice, are not remembered.
    """
    by_headings = {tuple(sorted(one.meanings)): dict(one.meanings) for one in before}
    for one in tables:
        columns = [column for column in one.mapping.columns if column.heading]
        if one.is_used and columns:
            meanings = {plain(column.heading): column.meaning for column in columns}
            if len(columns) == len(meanings):
                by_headings[tuple(sorted(meanings))] = meanings
    names = _names(base)

    def held(meaning: str) -> str:
        return f" ; ar:holds {names(ox.NamedNode(meaning))}" if meaning else ""

    parts = [_READING, "\n", *_prefixes(base)]
    for order, headings in enumerate(sorted(by_headings), 1):
        columns_text = " ,\n".join(
            f"        [ a ar:MappedColumn ; ar:columnHeading {quoted(heading)}{held(by_headings[headings][heading])} ]"
            for heading in headings
        )
        subject = names(ox.NamedNode(f"{base}kolomindeling-{order}"))
        parts.append(
            f"\n{subject} a ar:ColumnMapping ;\n"
            f'    rdfs:label "Kolomindeling {order}"@nl , "Column mapping {order}"@en ;\n'
            f"    ar:mappedColumn\n{columns_text} .\n"
        )
    return _checked("".join(parts), READING_FILE)


def _names(base: str) -> Names:
    return Names({"": base, "bio2": BIO2, **{prefix: PREFIXES[prefix] for prefix in _USED}})


def _prefixes(base: str) -> Iterator[str]:
    yield f"@prefix : <{base}> .\n"
    for prefix, namespace in sorted({"bio2": BIO2, **{one: PREFIXES[one] for one in _USED}}.items()):
        yield f"@prefix {prefix}: <{namespace}> .\n"


def _wrapped(listed: Sequence[str]) -> str:
    """Return a list of names over lines that are pleasant to read."""
    lines, line = [], "   "
    for order, name in enumerate(listed):
        part = f" {name}" + (" ," if order + 1 < len(listed) else "")
        if len(line) + len(part) > 118 and line.strip():
            lines.append(line)
            line = "   "
        line += part
    return "\n".join([*lines, line])


def _checked(text: str, path: str) -> str:
    """Return the text after it was read back, so that no broken file ever replaces a good one."""
    parse(text.encode("utf-8"), path)
    return text
