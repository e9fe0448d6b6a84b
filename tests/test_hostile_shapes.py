"""A broken or hostile shapes file of a workspace: a clear error at its place, within its time, and nothing changed."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from test_own_principles import HEADER, PRINCIPLE
from the_knowledge import shipped_ontology

from archrepo.errors import ArchrepoError, ConfigurationFault, LimitFault, SyntaxFault
from archrepo.findings import Report
from archrepo.principles import book_of
from archrepo.validation import check, validate
from archrepo.validation.judging import Judge
from archrepo.workspace import Workspace, open_workspace

RDF_PREFIX = "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
DAY = date(2026, 11, 22)
ONTOLOGY = shipped_ontology()
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
ENDLESS_SECONDS = 30
"""Far more than the one second that a rule gets here, far less than what its work would take."""

MODEL = """
:kort a am:ApplicationComponent ; rdfs:label "Kort"@nl .
:lang a am:ApplicationComponent ; rdfs:label "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"@nl .
"""


AMPLE = "[limits]\nrule_seconds = 60\n"
"""Enough for a rule that ends, also on a machine that is busy."""


def workspace(folder: Path, rule: str, model: str = MODEL, toml: str = "[limits]\nrule_seconds = 1\n") -> Workspace:
    folder.mkdir(exist_ok=True)
    text = f'[workspace]\nname = "M"\nbase = "https://m.example/id/"\n{toml}'
    (folder / "archrepo.toml").write_text(text, encoding="utf-8")
    (folder / "model.ttl").write_text(HEADER + model, encoding="utf-8")
    (folder / "shapes").mkdir(exist_ok=True)
    (folder / "shapes/eigen.ttl").write_text(RDF_PREFIX + HEADER + PRINCIPLE.replace("RULE", rule), encoding="utf-8")
    return open_workspace(folder, DAY, ontology=ONTOLOGY)


def judged(opened: Workspace) -> Report:
    return validate(opened, book_of(opened), only={"EIGEN-01"})


def place(fault: ArchrepoError, folder: Path) -> str:
    """Return the line of the shapes file that a fault points at."""
    assert fault.location is not None
    assert fault.location.path == "shapes/eigen.ttl"
    lines = (folder / "shapes/eigen.ttl").read_text(encoding="utf-8").split("\n")
    return lines[fault.location.line - 1]


def asked(query: str) -> str:
    return f'sh:sparql [\n  sh:select """{query}""" ]'


BOUND = "$this a <https://purl.org/archimate#ApplicationComponent> ."
COMPONENT = """:maxFoo 10 .
:MaxFoo a sh:ConstraintComponent ; sh:parameter [ sh:path :maxFoo ] ;
    sh:nodeValidator [ a sh:SPARQLSelectValidator ;
        sh:select "SELECT $this WHERE { QUERY }" ]"""

BROKEN = {
    "a shape within itself": ("sh:node principle:EIGEN-01", "verwijst naar zichzelf", "principle:EIGEN-01 a"),
    "shapes that lead to each other": (
        "sh:node :a .\n:a sh:path rdfs:label ; sh:node :b .\n:b sh:not :c .\n:c sh:or ( :a )",
        "verwijst naar zichzelf, over",
        ":a sh:path",
    ),
    "a circle in a rule for the reference engine": (
        f"sh:not [ {asked('SELECT $this { ?this ?p ?o }')} ] ; sh:node :a .\n"
        ":a sh:property [ sh:path rdfs:label ; sh:node :a ]",
        "verwijst naar zichzelf",
        ":a sh:property",
    ),
    "SERVICE": (
        asked(f"SELECT $this {{ {BOUND} SERVICE <http://x.example/> {{ ?a ?b ?c }} }}"),
        "SERVICE",
        "sh:select",
    ),
    "FROM": (asked(f"SELECT $this FROM <http://x.example/> {{ {BOUND} }}"), "FROM", "sh:select"),
    "INSERT": (asked(f"INSERT {{ $this a <urn:x> }} WHERE {{ {BOUND} }}"), "INSERT verandert", "sh:select"),
    "DELETE": (asked("DELETE WHERE { ?a ?b ?c }"), "DELETE verandert", "sh:select"),
    "LOAD": (asked("LOAD <file:///etc/passwd>"), "LOAD verandert", "sh:select"),
    "an ASK for a SELECT": (asked(f"ASK {{ {BOUND} }}"), "begint met ASK", "sh:select"),
    "a CONSTRUCT for a SELECT": (asked(f"CONSTRUCT {{ $this a <urn:x> }} {{ {BOUND} }}"), "CONSTRUCT", "sh:select"),
    "a question without $this": (
        asked(f"SELECT ?name {{ {BOUND} $this {LABEL} ?name }}"),
        "geeft $this niet",
        "sh:select",
    ),
    "VALUES": (asked(f"SELECT $this {{ {BOUND} VALUES ?a {{ 1 }} }}"), "VALUES", "sh:select"),
    "MINUS": (asked(f"SELECT $this {{ {BOUND} MINUS {{ $this {LABEL} ?name }} }}"), "MINUS", "sh:select"),
    "an escaped MINUS": (
        asked(f"SELECT $this {{ {BOUND} M\\\\u0049NUS {{ $this {LABEL} ?n }} }}"),
        "MINUS",
        "sh:select",
    ),
    "names in no order": (
        asked(f"SELECT $this (GROUP_CONCAT(?n) AS ?all) {{ {BOUND} $this {LABEL} ?n }} GROUP BY $this ORDER BY $this"),
        "GROUP_CONCAT zonder vaste volgorde",
        "sh:select",
    ),
    "an unknown prefix": (
        asked(f"SELECT $this {{ {BOUND}\n $this zzz:label ?name }}"),
        "voorvoegsel `zzz:`",
        "sh:select",
    ),
    "half a question": (asked(f"SELECT $this {{ {BOUND}\n FILTER ( }}"), "op regel 2", "sh:select"),
    "another $this": (asked("SELECT $this { BIND (1 AS $this) }"), "`AS ?this`", "sh:select"),
    "a question of the shapes": (
        asked("SELECT $this { GRAPH $shapesGraph { $this ?p ?o } }"),
        "$shapesGraph",
        "sh:select",
    ),
    "a path that rdflib does not know": (
        f"sh:not [ {asked('SELECT $this { $this !(^<urn:a>|<urn:b>) ?x }')} ]",
        "het toetsprogramma weigert haar",
        "principle:EIGEN-01 a",
    ),
    "an inner SELECT": (
        asked(f"SELECT $this {{ {BOUND} {{ SELECT ?a {{ ?a ?b ?c }} }} }}"),
        "geeft $this niet",
        "sh:select",
    ),
    "a prefix that holds a question": (
        asked(f"SELECT $this {{ {BOUND} }}").replace(" ]", " ; sh:prefixes :p ]")
        + ' .\n:p sh:declare [ sh:prefix "p" ; sh:namespace "x:> SELECT ?this FROM <http://x.example" ]',
        "FROM",
        "sh:select",
    ),
    "SERVICE on an inner shape": (
        f"sh:not [ {asked('SELECT $this { SERVICE <http://x.example/> { $this ?b ?c } }')} ]",
        "SERVICE",
        "sh:select",
    ),
    "FROM in a component": (
        COMPONENT.replace("QUERY }", "?a ?b ?c }").replace("WHERE", "FROM <file:///etc/passwd>"),
        "FROM",
        "sh:select",
    ),
    "SERVICE in a component": (
        COMPONENT.replace("QUERY", "SERVICE <http://x.example/> { ?a ?b ?c }"),
        "SERVICE",
        "sh:select",
    ),
    "a component that sets its parameter": (COMPONENT.replace("QUERY", "BIND (1 AS ?maxFoo)"), "maxFoo", "sh:select"),
    "a list without an end": (
        "sh:path rdfs:label ; sh:in _:l .\n_:l rdf:first 1 ;\n rdf:rest _:l",
        "geen einde",
        "_:l rdf:first",
    ),
    "a list with two ends": (
        "sh:path rdfs:label ; sh:in _:l .\n_:l rdf:first 1 ; rdf:rest () , ( 2 )",
        "lijst",
        "_:l rdf:first",
    ),
    "no list": ("sh:path rdfs:label ;\n  sh:in 3", "sh:in 3: hier is een lijst", "sh:in 3"),
    "a path in a circle": (
        "sh:path _:p ; sh:minCount 1 .\n_:p sh:inversePath _:p",
        "bevat zichzelf",
        "_:p sh:inversePath",
    ),
    "no path": ("sh:path [ sh:wrongPath rdfs:label ] ; sh:minCount 1", "geen pad", "sh:path"),
    "no number": (
        "sh:path rdfs:label ;\n  sh:minCount 'veel'",
        "sh:minCount veel: hier is een geheel getal",
        "sh:minCount",
    ),
    "no regular expression": ("sh:path rdfs:label ;\n  sh:pattern '(a'", "geen reguliere expressie", "sh:pattern"),
    "an unknown term": ("sh:path rdfs:label ;\n  sh:mincount 1", "sh:mincount", "sh:mincount"),
    "a script": ("sh:js [ sh:jsFunctionName 'f' ]", "sh:js", "sh:js"),
}


@pytest.mark.parametrize(("rule", "words", "line"), BROKEN.values(), ids=BROKEN)
def test_broken_rule_is_told_at_its_place_and_is_no_finding(tmp_path: Path, rule: str, words: str, line: str) -> None:
    opened = workspace(tmp_path, rule, toml=AMPLE)

    with pytest.raises(ConfigurationFault) as caught:
        judged(opened)

    assert words in caught.value.text.nl
    assert "EIGEN-01" in caught.value.text.en
    assert caught.value.text.nl != caught.value.text.en
    assert caught.value.remedy is not None
    assert line in place(caught.value, tmp_path)


CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i ."
ANYTHING = "(<urn:x>|!<urn:x>)*"
ENDLESS = {
    "a cross product that is counted": asked(
        f"SELECT $this (COUNT(*) AS ?n) {{ {BOUND} {CROSS} FILTER (?a != ?d && ?e != ?h) }} GROUP BY $this"
    ),
    "a cross product that is listed": asked(
        f"SELECT $this ?a ?d {{ {BOUND} {CROSS} FILTER (STRLEN(CONCAT(STR(?a), STR(?d), STR(?g))) < 3) }}"
    ),
    "a path over everything": asked(
        f"SELECT $this {{ {BOUND} $this {ANYTHING} ?x . ?y {ANYTHING} ?z . ?z {ANYTHING} ?q . FILTER (?q = ?no) }}"
    ),
    "a cross product for the reference engine": "sh:not [ "
    + asked(f"SELECT $this {{ $this ?p ?o . {CROSS} FILTER (?a = ?i) }}")
    + " ]",
    "a cross product in a component": COMPONENT.replace("QUERY", f"$this ?p ?o . {CROSS} FILTER (?a = ?i)"),
    "a pattern that backtracks": "sh:path rdfs:label ; sh:pattern '^(a+)+$'",
    "a pattern in the condition": "sh:path rdfs:label ; sh:maxCount 1 ;\n"
    "ar:appliesWhen [ sh:path rdfs:label ; sh:pattern '^(a|aa)+$' ]",
    "a path of paths": "sh:path _:p0 ; sh:maxCount 1 .\n"
    + " .\n".join(f"_:p{n} sh:alternativePath ( _:p{n + 1} _:p{n + 1} )" for n in range(40))
    + " .\n_:p40 sh:inversePath rdfs:label",
    "a shape of shapes": "sh:not _:s0 .\n"
    + " .\n".join(f"_:s{n} sh:and ( _:s{n + 1} _:s{n + 1} )" for n in range(40))
    + " .\n_:s40 sh:nodeKind sh:IRI",
}


@pytest.mark.parametrize("rule", ENDLESS.values(), ids=ENDLESS)
def test_rule_that_never_ends_is_ended_with_the_limit_in_words(tmp_path: Path, rule: str) -> None:
    opened = workspace(tmp_path, rule)
    book = book_of(opened)
    begin = time.monotonic()

    with pytest.raises(LimitFault) as caught:
        validate(opened, book, only={"EIGEN-01"})

    assert time.monotonic() - begin < ENDLESS_SECONDS
    assert "EIGEN-01 is na 1 seconden" in caught.value.text.nl
    assert "after 1 seconds" in caught.value.text.en
    assert caught.value.remedy is not None
    assert "rule_seconds = 4" in caught.value.remedy.nl
    assert place(caught.value, tmp_path).startswith("principle:EIGEN-01 a")


def test_syntax_error_in_a_shapes_file_is_told_at_its_place(tmp_path: Path) -> None:
    opened = workspace(tmp_path, "sh:path rdfs:label ; sh:maxLength ")

    with pytest.raises(SyntaxFault) as caught:
        judged(opened)

    assert "sh:maxLength" in place(caught.value, tmp_path)


@pytest.mark.parametrize(
    "rule",
    [
        "sh:not :s0 . " + " ".join(f":s{n} sh:not :s{n + 1} ." for n in range(5000)) + " :s5000 sh:nodeKind sh:IRI",
        "sh:path _:p0 ; sh:minCount 1 . "
        + " ".join(f"_:p{n} sh:inversePath _:p{n + 1} ." for n in range(5000))
        + " _:p5000 sh:inversePath rdfs:label",
        asked("SELECT $this { $this ?p ?o FILTER (" + "(" * 20000 + "?o = 1" + ")" * 20000 + ") }"),
    ],
    ids=["shapes", "paths", "brackets"],
)
def test_rule_that_is_nested_too_deep_is_told_in_words(tmp_path: Path, rule: str) -> None:
    opened = workspace(tmp_path, rule, toml=AMPLE)

    with pytest.raises(ArchrepoError) as caught:
        judged(opened)

    assert "te diep genest" in caught.value.text.nl
    assert caught.value.location is not None
    assert caught.value.location.path == "shapes/eigen.ttl"


def test_rule_that_takes_all_memory_is_ended(tmp_path: Path) -> None:
    rows = f"{{ SELECT $this ?a {{ {BOUND} {CROSS} }} ORDER BY ?a }}"
    everything = f"SELECT $this (GROUP_CONCAT(STR(?a)) AS ?all) {{ {rows} }} GROUP BY $this"
    opened = workspace(tmp_path, asked(everything), toml="[limits]\nrule_seconds = 3\n")

    with pytest.raises((LimitFault, ConfigurationFault)) as caught:
        judged(opened)

    assert "EIGEN-01" in caught.value.text.en


def test_huge_list_of_values_is_a_rule_like_any_other(tmp_path: Path) -> None:
    values = " ".join(f'"v{number}"@nl' for number in range(50_000))
    opened = workspace(tmp_path, f'sh:path rdfs:label ; sh:in ( {values} "Kort"@nl )', toml=AMPLE)

    (found,) = judged(opened).findings

    assert found.subject == "https://m.example/id/lang"


def test_rule_about_many_subjects_gives_what_it_gives_without_a_limit(tmp_path: Path) -> None:
    model = "".join(
        f':c{number} a am:ApplicationComponent ; rdfs:label "Naam {number}"@nl .\n' for number in range(3000)
    )
    opened = workspace(tmp_path, "sh:path rdfs:label ; sh:maxLength 8", model, AMPLE)
    book = book_of(opened)
    guarded = check(opened, book, only={"EIGEN-01"})
    free = Judge(opened, book)
    free._is_guarded = True
    principle = book.get("EIGEN-01")
    assert principle is not None

    judgements, findings = free.judge(principle)

    assert len(findings) == 2000
    assert guarded.report.findings == tuple(sorted(findings, key=lambda found: found.location))
    assert set(guarded.report.judgements) == set(judgements)


def test_hostile_rule_changes_neither_graph_nor_files(tmp_path: Path) -> None:
    opened = workspace(tmp_path, ENDLESS["a cross product in a component"])
    files = {path: path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()}
    triples = list(opened.graph)

    with pytest.raises(LimitFault):
        judged(opened)

    assert list(opened.graph) == triples
    assert {path: path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()} == files


@pytest.mark.parametrize("value", ["0", "-1", "3601", "1.5", "true", '"20"'])
def test_time_limit_that_is_no_number_of_seconds_is_refused_at_its_line(tmp_path: Path, value: str) -> None:
    with pytest.raises(ConfigurationFault) as caught:
        workspace(tmp_path, "sh:path rdfs:label ; sh:maxLength 10", toml=f"[limits]\nrule_seconds = {value}\n")

    assert caught.value.location is not None
    assert (caught.value.location.path, caught.value.location.line) == ("archrepo.toml", 5)
    assert "rule_seconds = 15" in caught.value.remedy.nl  # type: ignore[union-attr]  # it has one


@pytest.mark.parametrize(
    ("own", "name"),
    [
        (
            "<https://w3id.org/archrepo/shapes> sh:declare [ sh:prefix 'am' ; sh:namespace 'http://evil.example/' ]",
            "shapes",
        ),
        (":C a sh:ConstraintComponent ; sh:parameter [ sh:path skos:notation ]", "skos:notation"),
        (":C a sh:ConstraintComponent ; sh:parameter [ sh:path sh:minCount ]", "sh:minCount"),
    ],
)
def test_own_file_may_not_change_what_shipped_principles_mean(tmp_path: Path, own: str, name: str) -> None:
    opened = workspace(tmp_path, f"sh:path rdfs:label ; sh:maxLength 10 .\n{own}")

    with pytest.raises(ConfigurationFault) as caught:
        book_of(opened)

    assert name in caught.value.text.nl
    assert place(caught.value, tmp_path) == f"{own} ."
