"""`archrepo test` proves a municipality's own principle as the shipped ones are proved."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from the_command import AS_OF, ROOT, Run
from the_knowledge import shipped_book, shipped_ontology

from archrepo.language import LANGUAGES
from archrepo.reporting.principle_sheet import sheet_of

SHAPE = """\
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix principle: <https://w3id.org/archrepo/principle/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

principle:BRT-01 a sh:PropertyShape , ar:Principle ;
    skos:notation "BRT-01" ;
    rdfs:label "Bekende leverancier"@nl , "Known supplier"@en ;
    rdfs:comment "Elke applicatie heeft een leverancier."@nl , "Every component has a supplier."@en ;
    ar:rationale "U moet weten wie u belt."@nl , "You must know whom to call."@en ;
    ar:remedy "schrijf ar:supplier"@nl , "write ar:supplier"@en ;
    ar:mark ar:ToBeChecked ; ar:inForceFrom "2026-01-01"^^xsd:date ;
    dct:source <https://buurtschap.example/besluit> ;
    ar:sourceText "Besluit, 2026"@nl , "Decision, 2026"@en ;
    sh:targetClass am:ApplicationComponent ;
    sh:severity sh:Warning ;
    sh:message "heeft geen leverancier"@nl , "has no supplier"@en ;
    sh:path ar:supplier ; sh:minCount 1 .
"""
GOOD = """\
@prefix : <https://buurtschap.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

:kassa a am:ApplicationComponent ; rdfs:label "Kassa"@nl ;
    ar:supplier :maker .
"""
BAD = GOOD.replace('"Kassa"@nl ;\n    ar:supplier :maker .', '"Kassa"@nl . # expect: BRT-01')


@pytest.fixture
def shapes(hamlet: Path) -> Path:
    """The shapes folder of a model with one principle of its own and its two examples."""
    folder = hamlet / "shapes"
    (folder / "tests" / "BRT-01").mkdir(parents=True)
    (folder / "eigen.ttl").write_text(SHAPE, encoding="utf-8")
    (folder / "tests" / "BRT-01" / "good.ttl").write_text(GOOD, encoding="utf-8")
    (folder / "tests" / "BRT-01" / "bad.ttl").write_text(BAD, encoding="utf-8")
    return folder


def test_own_principle_is_proved_in_both_languages(run: Run, hamlet: Path, shapes: Path) -> None:
    dutch = run("test", cwd=hamlet)
    english = run("test", "--lang", "en", cwd=hamlet)

    assert (dutch.returncode, english.returncode) == (0, 0), dutch.stdout + dutch.stderr
    assert dutch.stdout == (
        "BRT-01   bewezen       Bekende leverancier: 2 voorbeelden, 1 bevinding\n1 principe: 1 bewezen.\n"
    )
    assert english.stdout == "BRT-01   proved      Known supplier: 2 examples, 1 finding\n1 principle: 1 proved.\n"


def test_examples_are_neither_model_nor_shapes(run: Run, hamlet: Path, shapes: Path) -> None:
    (hamlet / "archrepo.toml").write_text('[workspace]\nname = "B"\nbase = "https://buurtschap.example/id/"\n')

    found = run("check", "--select", "BRT-01", cwd=hamlet)

    assert "Kassa" not in found.stdout
    assert "Zaaksysteem: heeft geen leverancier" in found.stdout


def test_gap_is_told_with_file_line_and_remedy(run: Run, hamlet: Path, shapes: Path) -> None:
    (shapes / "tests" / "BRT-01" / "bad.ttl").write_text(BAD.replace("# expect: BRT-01", ""), encoding="utf-8")

    found = run("test", cwd=hamlet)

    assert found.returncode == 1
    assert "shapes/tests/BRT-01/bad.ttl:6:1: fout[BRT-01] onverwachte bevinding: Kassa: heeft geen leverancier\n" in (
        found.stdout
    )
    assert "      = remedie: verander het voorbeeld of de regel, of zet hier `# expect: BRT-01`\n" in found.stdout
    assert found.stdout.endswith(
        "BRT-01   niet bewezen  Bekende leverancier: 2 gebreken\n1 principe: 0 bewezen, 1 niet; 2 gebreken.\n"
    )


def test_principle_without_examples_is_not_proved(run: Run, hamlet: Path, shapes: Path) -> None:
    shutil.rmtree(shapes / "tests")

    found = run("test", "--lang", "en", cwd=hamlet)

    assert found.returncode == 1
    assert "shapes/eigen.ttl:10:1: error[BRT-01] there is no example good.ttl\n" in found.stdout
    assert "= remedy: make shapes/tests/BRT-01/bad.ttl: an example that just fails it\n" in found.stdout


def test_folder_of_shapes_and_folder_of_examples_can_be_named(run: Run, hamlet: Path, shapes: Path) -> None:
    elsewhere = hamlet.parent / "voorbeelden"
    shutil.move(shapes / "tests", elsewhere)

    found = run("test", "shapes", "--fixtures", str(elsewhere), cwd=hamlet)

    assert found.returncode == 0, found.stdout + found.stderr
    assert found.stdout.startswith("BRT-01   bewezen")


def test_folder_of_shapes_needs_no_model_around_it(run: Run, tmp_path: Path, shapes: Path) -> None:
    alone = Path(shutil.copytree(shapes, tmp_path / "principes"))

    found = run("test", alone.name, cwd=tmp_path)

    assert found.returncode == 0, found.stdout + found.stderr


def test_examples_of_no_principle_are_a_gap(run: Run, hamlet: Path, shapes: Path) -> None:
    shutil.copytree(shapes / "tests" / "BRT-01", shapes / "tests" / "BRT-10")

    found = run("test", cwd=hamlet)

    assert found.returncode == 1
    assert "shapes/tests/BRT-10/bad.ttl: fout[BRT-10] er is geen principe BRT-10\n" in found.stdout
    assert "= remedie: bedoelt u BRT-01?\n" in found.stdout


def test_unknown_principle_in_an_expectation_is_told_at_its_line(run: Run, hamlet: Path, shapes: Path) -> None:
    (shapes / "tests" / "BRT-01" / "bad.ttl").write_text(BAD.replace("BRT-01", "BTR-01"), encoding="utf-8")

    found = run("test", cwd=hamlet)

    assert found.returncode == 1
    assert "shapes/tests/BRT-01/bad.ttl:6:1: fout[BRT-01] er is geen principe BTR-01\n" in found.stdout


@pytest.mark.parametrize("path", ["eigen.ttl", "tests/BRT-01/bad.ttl"])
def test_file_that_is_not_turtle_is_told_at_its_place(run: Run, hamlet: Path, shapes: Path, path: str) -> None:
    (shapes / path).write_text("@prefix : <https://x.example/> .\n:a :b ;;\n  onbekend .\n", encoding="utf-8")

    found = run("test", cwd=hamlet)

    assert found.returncode == 3
    assert found.stdout == ""
    assert found.stderr.startswith(f"shapes/{path}:2:7: fout: ")
    assert "Traceback" not in found.stderr


def test_folder_that_is_not_there_or_empty_is_a_wrong_request(run: Run, hamlet: Path, shapes: Path) -> None:
    (hamlet / "leeg").mkdir()

    for arguments, words in (
        (["nergens"], "nergens is geen map"),
        (["leeg"], "in leeg staat geen principe"),
        (["--fixtures", "nergens"], "nergens is geen map"),
        (["--fixtures", "leeg"], "in leeg staat geen voorbeeld"),
        (["shapes", "--select", "GOV-02"], "--select noemt geen principe uit deze map"),
    ):
        found = run("test", *arguments, cwd=hamlet)

        assert (found.returncode, found.stdout) == (2, ""), arguments
        assert found.stderr.startswith(f"fout: {words}\n")
        assert "= remedie: " in found.stderr


def test_shipped_principles_are_proved_from_a_checkout(run: Run) -> None:
    found = run("test", "shapes", "--select", "GOV-02,GOV-05", cwd=ROOT)

    assert found.returncode == 0, found.stdout + found.stderr
    assert found.stdout.endswith("2 principes: 2 bewezen.\n")


def test_copy_of_the_catalogue_takes_the_place_of_the_shipped_one(run: Run, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "shapes", tmp_path / "shapes")
    shutil.copytree(ROOT / "tests" / "principles" / "GOV-02", tmp_path / "tests" / "principles" / "GOV-02")
    (tmp_path / "tests" / "principles" / "GOV-02" / "good.ttl").unlink()

    found = run("test", "shapes", "--select", "GOV-02", "--lang", "en", cwd=tmp_path)

    assert found.returncode == 1
    assert "there is no example good.ttl" in found.stdout


@pytest.mark.parametrize(
    ("identifier", "way"), [("AVG-05", "core"), ("REG-03", "SPARQL"), ("DIE-09", "a person"), ("MOD-03", "Python")]
)
def test_page_of_a_principle_shows_what_the_command_prints(run: Run, tmp_path: Path, identifier: str, way: str) -> None:
    book, ontology = shipped_book(), shipped_ontology()
    principle = book.get(identifier)
    assert principle is not None, way
    sheet = sheet_of(book, principle, ontology)
    bad = sheet.example("bad.ttl")
    assert bad is not None
    (tmp_path / bad.path).parent.mkdir(parents=True)
    (tmp_path / bad.path).write_text("\n".join(bad.lines) + "\n", encoding="utf-8")
    (tmp_path / "archrepo.toml").write_text(
        '[workspace]\nname = "V"\nbase = "https://voorbeeldstad.example/id/"\n', encoding="utf-8"
    )

    for language in LANGUAGES:
        found = run("check", "--select", identifier, "--as-of", AS_OF, "--lang", language)

        assert found.stdout.splitlines() == list(sheet.output[language])


def test_model_without_principles_of_its_own_proves_one_of_the_shipped(run: Run, hamlet: Path) -> None:
    found = run("test", "--select", "GOV-02", cwd=hamlet)

    assert found.returncode == 0, found.stdout + found.stderr
    assert found.stdout.startswith("GOV-02   bewezen")
