"""The cases of the W3C suite of SHACL that are not passed, each with its reason, and the page that tells of them.

`python tests/shacl_misses.py` writes the page; a test holds it to what the engines do.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import w3c_shacl

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/explanation/shacl-conformance.md"

PREFIXES = """@prefix ex: <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@dataclass(frozen=True)
class Miss:
    """A case that pySHACL misses, as a report to its makers: what is wrong, and the smallest graph that shows it.

    `expected` and `got` say what a validation of the graph against itself should print and prints: the values of the
    results, or the error.
    """

    title: str
    explanation: str
    graph: str
    expected: str
    got: str
    here: str


NOT_PASSED = {
    "sparql/pre-binding/shapesGraph-001": "The variable `$shapesGraph` is optional in the standard (section 5.3.1). "
    "archrepo asks no question of the shapes graph; a rule that does is refused, with its file and line.",
}

PYSHACL = {
    "core/property/uniqueLang-002": Miss(
        title='`sh:uniqueLang "1"^^xsd:boolean` is taken for `true`, and gives a result',
        explanation="Section 4.4.5 gives a result only when the value of `sh:uniqueLang` is the term `true`; another "
        "way to write it leaves the constraint without effect. `UniqueLangConstraintComponent` looks at the Python "
        "value, which is the same for both.",
        graph="""ex:shape a sh:NodeShape ; sh:targetNode ex:item ;
    sh:property [ sh:path ex:name ; sh:uniqueLang "1"^^xsd:boolean ] .
ex:item ex:name "one"@en , "other"@en .""",
        expected="no result",
        got="None",
        here="The fast engine compares the term, and passes the case.",
    ),
    "core/property/datatype-001": Miss(
        title="a result holds another literal than the data",
        explanation="rdflib writes literals anew when it reads them (`rdflib.NORMALIZE_LITERALS`), so `sh:value` is "
        "not the value node. Whoever looks the value up in the data does not find it.",
        graph="""ex:shape a sh:NodeShape ; sh:targetNode ex:item ;
    sh:property [ sh:path ex:day ; sh:datatype xsd:date ] .
ex:item ex:day "2011-01-01"^^xsd:dateTime .""",
        expected='"2011-01-01"^^xsd:dateTime',
        got='"2011-01-01T00:00:00"^^xsd:dateTime',
        here="archrepo reads the graphs for pySHACL without that rewriting, and passes the case either way.",
    ),
    "core/property/or-datatypes-001": Miss(
        title="an ill-formed boolean is reported as `false`",
        explanation='The same cause as the case before: `"none"^^xsd:boolean` becomes `"false"^^xsd:boolean`, so the '
        "report names a value that nobody wrote and that is not wrong.",
        graph="""ex:shape a sh:NodeShape ; sh:targetNode ex:item ;
    sh:property [ sh:path ex:is ; sh:datatype xsd:boolean ] .
ex:item ex:is "none"^^xsd:boolean .""",
        expected='"none"^^xsd:boolean',
        got='"false"^^xsd:boolean',
        here="As in the case before.",
    ),
    "sparql/node/prefixes-001": Miss(
        title="prefixes of an imported ontology are unknown",
        explanation="Section 5.2.1 takes the declarations of what `sh:prefixes` names and of all that this imports "
        "(`sh:prefixes/owl:imports*/sh:declare`). `SPARQLQueryHelper.collect_prefixes` does not follow `owl:imports`; "
        "rdflib then raises a bare `Exception`. The case passes when the data graph happens to bind the same prefix, "
        "as the Turtle file of the suite does; here the graphs of the suite are read from N-Triples.",
        graph="""ex:base sh:declare [ sh:prefix "my" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .
ex:prefixes owl:imports ex:base .
ex:shape a sh:NodeShape ; sh:targetNode ex:item ;
    sh:sparql [ sh:prefixes ex:prefixes ; sh:select "SELECT $this ?value WHERE { $this my:name ?value }" ] .
ex:item ex:name "one" .""",
        expected='"one"',
        got="Exception: Unknown namespace prefix : my",
        here="archrepo follows `owl:imports` itself, and hands pySHACL the prefixes that it finds.",
    ),
    "sparql/pre-binding/shapesGraph-001": Miss(
        title="`$shapesGraph` is not supported",
        explanation="Optional in the standard (section 5.3.1), and refused with a clear error. Named here because the "
        "suite counts it; no report is needed.",
        graph="""ex:shape a sh:NodeShape ; sh:targetNode ex:item ; ex:limit 1 ;
    sh:sparql [ sh:select "SELECT $this WHERE { GRAPH $shapesGraph { $currentShape ?p 1 } }" ] .""",
        expected="ex:item",
        got="NotImplementedError: SPARQL Constraint text has $shapesGraph in it, but Shapes Graph is not currently "
        "supported.",
        here="archrepo misses it as well: a rule with it is refused, with its file and line.",
    ),
}


def page(names: list[str]) -> str:
    """Return the page, for a suite of cases with these names."""
    folders = Counter(name.rpartition("/")[0] for name in names)
    ours = Counter(name.rpartition("/")[0] for name in NOT_PASSED)
    theirs = Counter(name.rpartition("/")[0] for name in PYSHACL)
    rows = [
        f"| {folder} | {count} | {count - ours[folder]} | {count - theirs[folder]} |"
        for folder, count in folders.items()
    ]
    total = f"| all | {len(names)} | {len(names) - len(NOT_PASSED)} | {len(names) - len(PYSHACL)} |"
    versions = f"pySHACL {version('pyshacl')}, rdflib {version('rdflib')}"
    parts = [
        INTRODUCTION.format(versions=versions),
        "\n".join(["| folder | cases | archrepo | pySHACL |", "|---|---|---|---|", *rows, total]),
        "## What archrepo does not pass",
        "\n".join(f"* **{name}**. {reason}" for name, reason in NOT_PASSED.items()),
        REPORTS.format(versions=versions, prefixes=PREFIXES),
    ]
    for name, miss in PYSHACL.items():
        parts.append(
            f"### {name}: {miss.title}\n\n{miss.explanation}\n\n```turtle\n{miss.graph}\n```\n\n"
            f"* expected: `{miss.expected}`\n* got: `{miss.got}`\n* here: {miss.here}"
        )
    return "\n\n".join(parts) + "\n"


INTRODUCTION = """# SHACL: what the standard asks and what we answer

Every case of the W3C test suite, core and SPARQL, goes through the validation room by the way that a principle takes:
SHACL core in the fast engine, a question asked once over the whole model, and pySHACL for shapes that go beyond the
two. A case passes when every result is as the suite says: focus node, path, value, constraint component, severity and
the shape where it has a name; and when a case that must fail does fail, with an error and without a result. The second
column is pySHACL itself, without anything of ours around it ({versions}).

`tests/test_shacl_conformance.py` holds this page to what the engines do: a case that is missed and not named here
makes it fail, and so does a case that is named here and passes. `python tests/shacl_misses.py` writes the page."""

REPORTS = """## What pySHACL does not pass

Each is written so that it can be sent to its makers ({versions}). Put these prefixes before the graph and hold the
graph against itself; what these lines print is what was got.

```turtle
{prefixes}```

```python
import pyshacl, rdflib

graph = rdflib.Graph().parse("graph.ttl")
conforms, report, text = pyshacl.validate(graph, shacl_graph=graph)
for result in report.objects(None, rdflib.SH.result):
    print(report.value(result, rdflib.SH.value))
```"""


if __name__ == "__main__":
    PAGE.write_text(page([case.name for case in w3c_shacl.cases(ROOT.parent / "shared")]), encoding="utf-8")
