"""A check that is repeated after an edit equals one from the start, over random edits of the example municipality."""

from __future__ import annotations

import random
import shutil
from collections.abc import Collection
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from edits import SERVICE, STATES, random_edit, write_small
from the_knowledge import shipped_book, shipped_ontology

from archrepo.errors import ArchrepoError, SyntaxFault
from archrepo.places import shipped
from archrepo.principles import PrincipleBook, book_of
from archrepo.relations import SHAPE_OF_A_RELATION
from archrepo.store import Graph
from archrepo.validation import Check, Judge, check, open_check
from archrepo.validation.checks import CHECKS, FACTS
from archrepo.vocabulary import LABEL, NOTATION, OBJECT_PROPERTY, PREF_LABEL, TYPE
from archrepo.workspace import Workspace, open_workspace
from archrepo.workspace.renewal import renewed

AS_OF = date(2026, 11, 22)
ONTOLOGY = shipped_ontology()
BOOK = shipped_book()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(shipped("models") / "voorbeeldstad", tmp_path / "model")
    return tmp_path / "model"


def opened(folder: Path, book: PrincipleBook = BOOK, only: Collection[str] | None = None) -> Check:
    return check(open_workspace(folder, AS_OF, ontology=ONTOLOGY), book, only=only)


def after(before: Check, what: str) -> Check:
    found = renewed(before.workspace, AS_OF)
    assert found is not None, what
    return before.after(*found)


def assert_same(repeated: Check, fresh: Check, what: str) -> None:
    ours, theirs = repeated.report, fresh.report
    assert ours.judgements == theirs.judgements, (what, set(ours.judgements) ^ set(theirs.judgements))
    assert ours.findings == theirs.findings, (what, set(ours.findings) ^ set(theirs.findings))


@pytest.mark.parametrize("seed", range(1))
def test_repeated_check_equals_one_from_the_start(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    current = opened(folder)
    compared = 0
    for _ in range(6):
        what = f"seed {seed}: {random_edit(folder, chance)}"
        current = after(current, what)
        try:
            fresh = opened(folder)
            expected = fresh.report
        except ArchrepoError as fault:
            with pytest.raises(type(fault)):
                current.report  # noqa: B018  # making the report is what fails
            continue
        assert expected
        assert_same(current, fresh, what)
        compared += 1
    assert compared


@pytest.mark.parametrize("what", STATES)
def test_repeated_check_of_a_small_workspace_equals_one_from_the_start(tmp_path: Path, what: str) -> None:
    first, *further = STATES[what]
    write_small(tmp_path, first)
    only = {principle.id for principle in BOOK if principle.family in ("MOD", "CON")}
    current = opened(tmp_path, only=only)
    for files in further:
        write_small(tmp_path, files)

        current = after(current, what)
        assert_same(current, opened(tmp_path, only=only), what)


OWN = (
    "<https://x.example/own> sh:declare"
    ' [ sh:prefix "am" ; sh:namespace "https://purl.org/archimate#"^^xsd:anyURI ] ,'
    ' [ sh:prefix "x" ; sh:namespace "https://x.example/id/"^^xsd:anyURI ] .\n'
    ':own a sh:NodeShape , ar:Principle ; skos:notation "X-01" ; rdfs:label "x"@nl ; rdfs:comment "x"@nl ;\n'
    '    ar:rationale "x"@nl ; ar:remedy "x"@nl ; sh:message "m {{?value}}"@nl ; sh:severity sh:Violation ;\n'
    "    sh:targetClass am:BusinessService ; {} .\n"
)
ASKED = (
    "sh:sparql [ sh:prefixes <https://x.example/own> ;"
    ' sh:select """SELECT {} WHERE {{ $this a am:BusinessService . {} }}""" ]'
)
RULES = {
    "every predicate but one": ASKED.format("$this ?value", "$this !x:r ?value FILTER (STR(?value) = '1')"),
    "a prefix in a comment": ASKED.format("$this", "# PREFIX x: <urn:no>\n $this x:q 1"),
    "a select within": ASKED.format(
        "$this",
        "?k x:t ?p . { SELECT $this ?o WHERE { $this a am:BusinessService ; ?p ?o FILTER (STR(?o) = '1') } }",
    ),
    "a list": ASKED.format("$this", "$this x:list ( 1 2 )"),
    "another place than what is asked": ASKED.format("$this (x:q AS ?path)", ""),
    "a constraint on an inner shape": (
        'sh:property [ sh:path :q ; sh:sparql [ sh:select "SELECT $this ?value WHERE { $this $PATH ?value }" ] ]'
    ),
    "a closed shape": "sh:closed true ; sh:ignoredProperties ( rdf:type rdfs:label :list )",
    "an inverse and repeated path": (
        "sh:property [ sh:path ( [ sh:inversePath :t ] [ sh:zeroOrMorePath :q ] ) ; sh:maxCount 1 ]"
    ),
    "parts that may not overlap": (
        "sh:property [ sh:path [ sh:alternativePath ( :q :list ) ] ; sh:qualifiedValueShape [ sh:class :K ] ;"
        " sh:qualifiedMaxCount 0 ; sh:qualifiedValueShapesDisjoint true ] ,"
        " [ sh:path :q ; sh:qualifiedValueShape [ sh:path :r ; sh:minCount 1 ] ; sh:qualifiedMinCount 1 ]"
    ),
}


@pytest.mark.parametrize("what", RULES)
def test_repeated_check_with_a_rule_of_ones_own_equals_one_from_the_start(tmp_path: Path, what: str) -> None:
    base = SERVICE + ":k :t :tq .\n:s :list :l .\n:l rdf:first 1 .\n:m rdf:first 2 .\n:z :t :s .\n"
    write_small(tmp_path, {"a.ttl": base, "shapes/own.ttl": OWN.format(RULES[what])})
    workspace = open_workspace(tmp_path, AS_OF, ontology=ONTOLOGY)
    book = book_of(workspace)
    current = check(workspace, book, only={"X-01"})
    for more in (
        ":s :q 1 .\n",
        "",
        ":l rdf:rest :m .\n:m rdf:rest rdf:nil .\n",
        ":z :q :y .\n",
        ":s :q :w .\n:w a :L ; :r 1 .\n",
        ":s :q :w .\n:w a :L ; :r 1 .\n:L rdfs:subClassOf :K .\n",
    ):
        write_small(tmp_path, {"a.ttl": base + more})

        current = after(current, what)
        fresh = check(open_workspace(tmp_path, AS_OF, ontology=ONTOLOGY), book, only={"X-01"})
        assert_same(current, fresh, f"{what}: {more}")


def test_other_date_rules_or_patterns_are_a_fresh_start_and_a_broken_rule_leaves_the_check_good(tmp_path: Path) -> None:
    rule = OWN.format("sh:property [ sh:path :q ; sh:minCount 1 ]")
    write_small(tmp_path, {"a.ttl": SERVICE, "b.ttl": SERVICE.replace(":s", ":t"), "shapes/own.ttl": rule})
    first = open_check(tmp_path, AS_OF, only={"X-01"})
    toml = (tmp_path / "archrepo.toml").read_text(encoding="utf-8")

    assert len(first.report.findings) == 2
    assert first.refreshed(date(2027, 1, 1)).workspace.as_of == date(2027, 1, 1)
    (tmp_path / "archrepo.toml").write_text(f'{toml}[files]\nmodel = ["a.ttl"]\n', encoding="utf-8")
    assert len(first.refreshed(AS_OF).report.findings) == 1
    (tmp_path / "archrepo.toml").write_text(toml, encoding="utf-8")
    write_small(tmp_path, {"shapes/own.ttl": rule.replace("minCount 1", "minCount 0")})
    assert first.refreshed(AS_OF).report.findings == ()
    write_small(tmp_path, {"shapes/own.ttl": rule + '"'})
    with pytest.raises(SyntaxFault):
        first.refreshed(AS_OF)
    write_small(tmp_path, {"shapes/own.ttl": rule, "a.ttl": SERVICE + ":s :q 1 .\n"})
    again = first.refreshed(AS_OF)
    assert [finding.subject for finding in again.report.findings] == ["https://x.example/id/t"]
    assert len(first.report.findings) == 2


@pytest.mark.parametrize("name", FACTS)
def test_check_reads_no_other_facts_than_it_lists(name: str) -> None:
    workspace = opened_judge().workspace
    listed = {*FACTS[name], LABEL, PREF_LABEL, NOTATION}
    of_records = workspace.ontology.graph.with_predicate(TYPE).get(OBJECT_PROPERTY, ())
    left_alone = {*listed, *of_records, *SHAPE_OF_A_RELATION, *workspace.metamodel.predicates}
    texts = {triple[1] for triple in workspace.model if isinstance(triple[2], ox.Literal)} - left_alone
    assert texts
    bare = Workspace(
        workspace.configuration,
        workspace.files,
        workspace.ontology,
        AS_OF,
        Graph(triple for triple in workspace.model if triple[1] not in texts),
    )

    assert CHECKS[name](bare) == CHECKS[name](workspace)


def test_edit_in_words_only_moves_the_findings(folder: Path) -> None:
    path = folder / "baseline" / "services.ttl"
    first = opened(folder)
    path.write_text("# boven\n" + path.read_text(encoding="utf-8"), encoding="utf-8")

    again = after(first, "comment")

    moved = {
        finding.location.line for finding in again.report.findings if finding.location.path.endswith("/services.ttl")
    }
    was = {
        finding.location.line for finding in first.report.findings if finding.location.path.endswith("/services.ttl")
    }
    assert moved == {line + 1 for line in was}
    assert_same(again, opened(folder), "comment")


def test_new_name_is_seen_in_every_finding_that_uses_it(folder: Path) -> None:
    path = folder / "baseline" / "services.ttl"
    first = opened(folder)
    text = path.read_text(encoding="utf-8")
    assert "Een subsidie aanvragen" in text
    path.write_text(text.replace("Een subsidie aanvragen", "Subsidie vragen"), encoding="utf-8")

    again = after(first, "name")

    assert any("Subsidie vragen" in finding.label.nl for finding in again.report.findings)
    assert_same(again, opened(folder), "name")


def test_waiver_that_is_taken_away_leaves_the_breach(folder: Path) -> None:
    first = opened(folder)
    text = (folder / "waivers.ttl").read_text(encoding="utf-8")
    (folder / "waivers.ttl").write_text(text[: text.index(":afwijking")], encoding="utf-8")

    assert_same(after(first, "waivers"), opened(folder), "waivers")


def test_no_shipped_rule_waits_for_the_reference_engine() -> None:
    judge = opened_judge()

    beyond = [principle.id for principle in BOOK if judge.rule(principle).core is None]

    assert beyond == []


def test_every_edit_asks_no_shipped_question_again() -> None:
    judge = opened_judge()

    always = [
        principle.id
        for principle in BOOK
        if any(asked.footprint.is_everything for asked in judge.rule(principle).questions)
    ]

    assert always == []


def opened_judge() -> Judge:
    return Judge(open_workspace(shipped("models") / "voorbeeldstad", AS_OF, ontology=ONTOLOGY), BOOK)
