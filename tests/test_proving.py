"""The proof of a principle says of each gap what it is, where it is and how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from the_knowledge import shipped_ontology

from archrepo.errors import SyntaxFault
from archrepo.places import examples_folder
from archrepo.principles import PrincipleBook, book_in
from archrepo.validation.examples import examples_of, read_examples
from archrepo.validation.proving import Proof, prove, strays

ONTOLOGY = shipped_ontology()
PREFIXES = """\
@prefix : <https://dorp.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix principle: <https://w3id.org/archrepo/principle/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SHAPE = f"""{PREFIXES}
principle:DRP-01 a sh:PropertyShape , ar:Principle ;
    skos:notation "DRP-01" ;
    rdfs:label "Bekende leverancier"@nl , "Known supplier"@en ;
    rdfs:comment "Elke applicatie heeft een leverancier."@nl , "Every component has a supplier."@en ;
    ar:rationale "U moet weten wie u belt."@nl , "You must know whom to call."@en ;
    ar:remedy "schrijf ar:supplier"@nl , "write ar:supplier"@en ;
    ar:mark ar:ToBeChecked ; ar:inForceFrom "2026-01-01"^^xsd:date ;
    dct:source <https://dorp.example/besluit> ;
    ar:sourceText "Besluit, 2026"@nl , "Decision, 2026"@en ;
    sh:targetClass am:ApplicationComponent ;
    ar:applicabilityNeeds ar:lifecycle ;
    ar:appliesWhen [ sh:path ar:lifecycle ; sh:hasValue ar:InUse ] ;
    sh:severity sh:Warning ;
    sh:message "heeft geen leverancier"@nl , "has no supplier"@en ;
    sh:path ar:supplier ; sh:minCount 1 .
"""
GOOD = f"""{PREFIXES}
:kassa a am:ApplicationComponent ; rdfs:label "Kassa"@nl ;
    ar:lifecycle ar:InUse ;
    ar:supplier :maker .
"""
BAD = f"""{PREFIXES}
:kassa a am:ApplicationComponent ; rdfs:label "Kassa"@nl ; # expect: DRP-01
    ar:lifecycle ar:InUse .
"""
UNKNOWN = f"""{PREFIXES}
:kassa a am:ApplicationComponent ; rdfs:label "Kassa"@nl ; # expect-unknown: DRP-01
    ar:supplier :maker .
"""
Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Write a folder with one principle and its examples; an example of None is not written."""

    def write(shape: str = SHAPE, **examples: str | None) -> Path:
        shapes = tmp_path / "shapes"
        home = shapes / "tests" / "DRP-01"
        home.mkdir(parents=True)
        (shapes / "dorp.ttl").write_text(shape, encoding="utf-8")
        for name, text in {"good": GOOD, "bad": BAD, "unknown": UNKNOWN, **examples}.items():
            if text is not None:
                (home / f"{name.replace('_', '-')}.ttl").write_text(text, encoding="utf-8")
        return shapes

    return write


def book_of(shapes: Path) -> PrincipleBook:
    return book_in(shapes, shapes.parent)


def proof_of(shapes: Path, as_of: date = date(2026, 11, 22)) -> Proof:
    book = book_of(shapes)
    (principle,) = book.own
    return prove(book, principle, examples_of(book, principle), ONTOLOGY, as_of)


def gaps(proof: Proof) -> list[str]:
    return [f"{gap.location}: {gap.message.en}" for gap in proof.gaps]


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if part in line)


def test_whole_principle_has_no_gaps(folder: Folder) -> None:
    proof = proof_of(folder())

    assert gaps(proof) == []
    assert proof.examples == ("bad.ttl", "good.ttl", "unknown.ttl")
    assert proof.findings == 2


def test_examples_of_a_shapes_folder_are_not_read_as_shapes(folder: Folder) -> None:
    shapes = folder()
    (shapes / "tests" / "DRP-01" / "old").mkdir()
    (shapes / "tests" / "DRP-01" / "old" / "bad.ttl").write_text(BAD, encoding="utf-8")
    (shapes / "tests" / "loose.ttl").write_text(BAD, encoding="utf-8")

    book = book_of(shapes)

    assert [file.path for file in book.files if "tests" in file.path] == []
    assert [principle.id for principle in book.own] == ["DRP-01"]


def test_folder_of_shapes_may_lie_in_a_folder_called_tests(tmp_path: Path) -> None:
    shapes = tmp_path / "tests" / "shapes"
    shapes.mkdir(parents=True)
    (shapes / "dorp.ttl").write_text(SHAPE, encoding="utf-8")

    assert [principle.id for principle in book_in(shapes, tmp_path).own] == ["DRP-01"]


@pytest.mark.parametrize("name", ["good", "bad", "unknown"])
def test_example_that_is_not_there_is_told_where_the_principle_begins(folder: Folder, name: str) -> None:
    proof = proof_of(folder(**{name: None}))

    assert f"shapes/dorp.ttl:{line_of(SHAPE, 'principle:DRP-01 a')}:1: there is no example {name}.ttl" in gaps(proof)
    assert f"tests/DRP-01/{name}.ttl" in proof.gaps[0].remedy.nl


def test_finding_that_is_not_expected_is_a_gap_at_its_place(folder: Folder) -> None:
    proof = proof_of(folder(bad_more=BAD + ":pomp a am:ApplicationComponent ; ar:lifecycle ar:InUse .\n"))

    place = f"shapes/tests/DRP-01/bad-more.ttl:{len(BAD.splitlines()) + 1}:1"
    assert gaps(proof) == [f"{place}: unexpected finding: pomp: has no supplier"]


def test_expectation_without_a_finding_is_a_gap_at_its_line(folder: Folder) -> None:
    proof = proof_of(folder(bad_other=GOOD.replace(":maker .", ":maker . # expect: DRP-01")))

    line = line_of(GOOD, ":maker .")
    assert gaps(proof) == [f"shapes/tests/DRP-01/bad-other.ttl:{line}:5: expected: broken; found: no finding"]


def test_other_verdict_than_expected_is_one_gap(folder: Folder) -> None:
    proof = proof_of(folder(unknown=UNKNOWN.replace("expect-unknown", "expect")))

    assert [gap.message.en for gap in proof.gaps] == ["expected: broken; found: unknown"]


def test_finding_in_the_good_example_is_a_gap(folder: Folder) -> None:
    proof = proof_of(folder(good=BAD.replace(" # expect: DRP-01", "")))

    assert [gap.message.en for gap in proof.gaps] == [
        "good.ttl has nothing that meets the principle",
        "unexpected finding: Kassa: has no supplier",
    ]


def test_bad_example_that_is_no_near_miss_is_a_gap(folder: Folder) -> None:
    more = "".join(f':a{number} a am:DataObject ; rdfs:label "A"@nl .\n' for number in range(4))
    proof = proof_of(folder(bad=BAD + more))

    assert [gap.message.en for gap in proof.gaps] == ["bad.ttl differs from good.ttl in 5 lines, which is more than 3"]
    assert proof.gaps[0].location.path == "shapes/tests/DRP-01/bad.ttl"


def test_expectation_of_an_unknown_principle_is_told_with_its_line_and_the_nearest_name(folder: Folder) -> None:
    proof = proof_of(folder(bad=BAD.replace("expect: DRP-01", "expect: DPR-01")))

    line = line_of(BAD, "expect")
    assert f"shapes/tests/DRP-01/bad.ttl:{line}:1: there is no principle DPR-01" in gaps(proof)
    assert any(gap.remedy.en == "did you mean DRP-01?" for gap in proof.gaps)


def test_expectation_of_another_principle_is_a_gap(folder: Folder) -> None:
    proof = proof_of(folder(bad_other=BAD.replace("expect: DRP-01", "expect: GOV-02")))

    assert "this example is about DRP-01, not about GOV-02" in [gap.message.en for gap in proof.gaps]


def test_expectation_that_cannot_be_read_is_a_gap(folder: Folder) -> None:
    proof = proof_of(folder(bad_other=BAD.replace("# expect: DRP-01", "# expects DRP-01")))

    assert "this expectation cannot be read" in [gap.message.en for gap in proof.gaps]


@pytest.mark.parametrize(
    ("part", "other", "message", "line"),
    [
        (' , "Known supplier"@en', "", "rdfs:label has no English text", "rdfs:label"),
        ('"schrijf ar:supplier"@nl , ', "", "ar:remedy has no Dutch text", "ar:remedy"),
        ("You must know whom to call.", "U moet weten wie u belt.", "ar:rationale says the same", "ar:rationale"),
        ("https://dorp", "http://dorp", "dct:source is missing or unknown", "principle:DRP-01 a"),
        ("ar:mark ar:ToBeChecked ;", "", "ar:mark is missing or unknown", "principle:DRP-01 a"),
        (' ; ar:inForceFrom "2026-01-01"^^xsd:date', "", "ar:inForceFrom is missing", "principle:DRP-01 a"),
        ('ar:sourceText "Besluit, 2026"@nl , ', "ar:sourceText ", "ar:sourceText has no Dutch text", "ar:sourceText"),
    ],
)
def test_text_that_is_not_whole_is_told_at_its_line(
    folder: Folder, part: str, other: str, message: str, line: str
) -> None:
    shape = SHAPE.replace(part, other)
    assert shape != SHAPE

    found = gaps(proof_of(folder(shape)))

    assert len(found) == 1
    assert found[0].startswith(f"shapes/dorp.ttl:{line_of(shape, line)}:")
    assert message in found[0]


def test_nested_property_shape_is_a_gap(folder: Folder) -> None:
    nested = SHAPE.replace("sh:path ar:supplier ; sh:minCount 1", "sh:property [ sh:path ar:supplier ; sh:minCount 1 ]")
    shape = nested.replace("sh:PropertyShape", "sh:NodeShape")

    found = gaps(proof_of(folder(shape)))

    assert found == [
        f"shapes/dorp.ttl:{line_of(shape, 'sh:property')}:5: "
        "sh:property within a principle: the finding loses name, severity and message"
    ]


@pytest.mark.parametrize("clause", ["MINUS { $this ar:owner ?o }", "VALUES ?a { 1 }"])
def test_question_that_pyshacl_refuses_is_a_gap(folder: Folder, clause: str) -> None:
    query = f'sh:sparql [ sh:select "SELECT $this WHERE {{ $this a ?none . FILTER (false) {clause} }}" ]'
    shape = SHAPE.replace("sh:minCount 1 .", f"sh:minCount 1 ; {query} .")

    found = gaps(proof_of(folder(shape)))

    assert any("other SHACL programs refuse a question with" in gap for gap in found)


def test_rule_that_cannot_be_run_is_told_and_does_not_end_the_proof(folder: Folder) -> None:
    proof = proof_of(folder(SHAPE.replace("sh:minCount 1 .", "sh:minCount 1 ; sh:in 3 .")))

    assert proof.gaps
    assert {gap.location.path for gap in proof.gaps} >= {"shapes/dorp.ttl"}


def test_principle_that_is_not_yet_in_force_says_so(folder: Folder) -> None:
    proof = proof_of(folder(), as_of=date(2025, 1, 1))

    assert "the principle is in force from 2026-01-01 only, and the check is of 2025-01-01" in [
        gap.message.en for gap in proof.gaps
    ]


def test_example_that_is_not_turtle_ends_the_reading_with_its_place(folder: Folder) -> None:
    shapes = folder(bad=BAD.replace("ar:InUse .", "ar:InUse"))

    with pytest.raises(SyntaxFault) as caught:
        read_examples(examples_folder(shapes), shapes.parent)

    assert str(caught.value.location).startswith("shapes/tests/DRP-01/bad.ttl:")


def test_examples_of_no_principle_are_told(folder: Folder) -> None:
    shapes = folder()
    (shapes / "tests" / "DRP-02").mkdir()
    (shapes / "tests" / "DRP-02" / "good.ttl").write_text(GOOD, encoding="utf-8")

    (gap,) = strays(book_of(shapes), read_examples(shapes / "tests", shapes.parent))

    assert (gap.message.nl, gap.remedy.nl) == ("er is geen principe DRP-02", "bedoelt u DRP-01?")
