"""What an opened workspace knows: types, versions, and the place of what stands in several files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from the_knowledge import shipped_book, shipped_ontology

from archrepo.errors import ConfigurationFault
from archrepo.validation import validate
from archrepo.workspace import Workspace, open_workspace

ONTOLOGY = shipped_ontology()
HEADER = """@prefix : <https://m.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def opened(folder: Path, **files: str) -> Workspace:
    (folder / "archrepo.toml").write_text('[workspace]\nname = "M"\nbase = "https://m.example/id/"\n', encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.ttl").write_text(HEADER + text, encoding="utf-8")
    return open_workspace(folder, date(2026, 11, 22), ontology=ONTOLOGY)


def test_a_thing_in_two_files_stands_where_its_type_is_written(tmp_path: Path) -> None:
    workspace = opened(tmp_path, a=":x ar:users 5 .", b=":x a am:ApplicationComponent .")

    assert str(workspace.locate(workspace.find("x"))) == "b.ttl:5:1"


def test_a_class_of_the_model_itself_counts_as_the_type_it_is_declared_under(tmp_path: Path) -> None:
    classes = ":Sensor rdfs:subClassOf :Ding . :Ding rdfs:subClassOf am:Device . "
    text = classes + ":s a :Sensor ; am:realizes :g . :g a am:Goal ."
    workspace = opened(tmp_path, a=text)

    assert workspace.elements[workspace.find("s")].kind.name == "Device"
    wrong = opened(tmp_path, a=text.replace("am:realizes :g", "am:composedOf :g"))
    assert [finding.principle for finding in validate(wrong, shipped_book(), only={"MOD-03"}).findings] == ["MOD-03"]


def test_an_unknown_version_of_archimate_is_refused_with_its_place(tmp_path: Path) -> None:
    workspace = opened(tmp_path, a=':m a am:Model ; am:language "5" . :a a am:Goal ; am:realizes :a .')

    with pytest.raises(ConfigurationFault) as caught:
        validate(workspace, shipped_book(), only={"MOD-03"})

    assert str(caught.value.location) == "a.ttl:5:17"


def test_archimate_4_has_a_table_of_its_own(tmp_path: Path) -> None:
    text = ":a a am:ApplicationComponent ; am:realizes :b . :b a am:ApplicationComponent ."
    old = opened(tmp_path, a=text)
    new = opened(tmp_path, a=text + ' :m a am:Model ; am:language "4" .')

    assert not validate(old, shipped_book(), only={"MOD-03"}).findings
    assert validate(new, shipped_book(), only={"MOD-03"}).findings


def test_the_source_line_of_a_place_is_the_line_of_the_file(tmp_path: Path) -> None:
    workspace = opened(tmp_path, a=":x a am:Goal .\n:y a am:Goal .")

    assert workspace.source_line(workspace.locate(workspace.find("y"))) == ":y a am:Goal ."


def test_subject_that_opens_its_file_without_any_prefix_has_a_place(tmp_path: Path) -> None:
    (tmp_path / "archrepo.toml").write_text('[workspace]\nname = "M"\nbase = "https://m.example/id/"\n')
    (tmp_path / "model.ttl").write_text("<https://m.example/id/a> a <https://purl.org/archimate#Node> .\n")
    found = open_workspace(tmp_path, date(2026, 11, 22))

    assert str(found.locate(found.find("a"))) == "model.ttl:1:1"
