"""Tables in and out: the three of Archi, and a plain list of applications with facts in its columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archrepo.errors import InputFault
from archrepo.exchange import import_model, read_model
from archrepo.exchange.forms.csv_cells import MOST_COLUMNS, table_of, written_table
from archrepo.exchange.model import FileElement, FileRelation, ModelFile, Phrase, Property
from archrepo.exchange.writing import write_model
from archrepo.vocabulary import AM, AR
from archrepo.workspace import open_workspace

PUBLISHED = (
    "gemma/gemma.archimate",
    "softwarecatalogus/softwarecatalogus-grafico.tar.xz",
    "dienstverlening/dienstverlening-grafico.tar.xz",
    "vera/vera41.archimate",
)
ELEMENTS = '"ID","Type","Name","Documentation","Specialization"\r\n'
RELATIONS = '"ID","Type","Name","Documentation","Source","Target","Specialization"\r\n'
PROPERTIES = '"ID","Key","Value"\r\n'
TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]) | st.sampled_from("\t\r\n"), max_size=12)


def saved(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def put(folder: Path, model: ModelFile) -> Path:
    for name, data in write_model(model, "csv").files.items():
        saved(folder / name, data)
    return folder / "elements.csv"


def comparable(concept: FileElement | FileRelation, model: ModelFile) -> FileElement | FileRelation:
    """Return the concept with what a table can hold, its specialization by name."""
    names = {profile.id: profile.name for profile in model.profiles}
    return replace(
        concept,
        profiles=tuple(names[one] for one in concept.profiles),
        foreign=(),
        texts=tuple(text for text in concept.texts if text.text),
    )


@pytest.mark.parametrize("path", PUBLISHED)
def test_elements_relations_and_properties_come_back_from_tables(
    path: str, published: Callable[[str], ModelFile], tmp_path: Path
) -> None:
    model = published(path)

    again = read_model(put(tmp_path, model))

    assert {one.id: comparable(one, again) for one in again.elements} == {
        one.id: comparable(one, model) for one in model.elements
    }
    assert {one.id: comparable(one, again) for one in again.relations} == {
        one.id: comparable(one, model) for one in model.relations
    }
    assert (again.id, again.names, again.texts, again.properties) == (
        *(model.id, model.names, model.texts, model.properties),
    )
    assert write_model(again, "csv").files == write_model(model, "csv").files


def test_what_a_table_cannot_hold_is_counted(published: Callable[[str], ModelFile]) -> None:
    model = published("softwarecatalogus/softwarecatalogus-grafico.tar.xz")

    lost = {remark.text.nl: remark.count for remark in write_model(model, "csv").remarks if remark.is_loss}

    assert lost["view (diagram): een tabel heeft geen tekening"] == 62
    assert lost["afbeelding"] == 13


def test_attributes_travel_under_the_keys_of_archi(tmp_path: Path) -> None:
    saved(
        tmp_path / "stad-elements.csv", ELEMENTS + '"a","ApplicationComponent","A","",""\r\n"j","Junction","","",""\r\n'
    )
    rows = ('"r","AccessRelationship"', '"s","InfluenceRelationship"', '"t","AssociationRelationship"')
    saved(tmp_path / "stad-relations.csv", RELATIONS + "".join(f'{row},"","","a","j",""\r\n' for row in rows))
    saved(
        tmp_path / "stad-properties.csv",
        PROPERTIES + '"r","Access_Type","Read"\r\n"s","Influence_Strength","++"\r\n"t","Directed","true"\r\n'
        '"j","Junction_Type","Or"\r\n"a","Directed","is hier een gewone sleutel"\r\n',
    )

    model = read_model(tmp_path / "stad-relations.csv")

    assert [one.kind for one in model.elements] == ["ApplicationComponent", "OrJunction"]
    access, influence, association = model.relations
    assert (access.access, influence.modifier, association.directed) == ("Read", "++", True)
    assert model.elements[0].properties == (Property("Directed", "is hier een gewone sleutel"),)
    assert model.names == (Phrase("stad"),)


def test_three_tables_named_together_are_one_model(tmp_path: Path) -> None:
    named = [
        saved(tmp_path / "elements.csv", ELEMENTS + '"a","Product","A","",""\r\n'),
        saved(tmp_path / "relations.csv", RELATIONS),
        saved(tmp_path / "properties.csv", PROPERTIES),
    ]

    report = import_model(named, tmp_path / "uit")

    assert len(report.models) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_tables_of_excel_are_read_in_each_encoding_and_with_each_separator(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    text = 'ID,Type,Name,Documentation\nx1,Product,Identiteit één,"Met ""aanhaling"",\nover twee regels"\n'
    shown = text.replace(",", delimiter).encode(encoding)

    element = read_model(saved(tmp_path / "elements.csv", shown)).elements[0]

    assert element.names == (Phrase("Identiteit één"),)
    assert element.texts == (Phrase(f'Met "aanhaling"{delimiter}\nover twee regels'),)


def test_a_guess_about_the_encoding_is_told(tmp_path: Path) -> None:
    path = saved(tmp_path / "elements.csv", "ID;Type;Name\nx;Product;Één\n".encode("cp1252"))

    assert any("Windows-1252" in remark.text.nl for remark in read_model(path).remarks)


def test_formulas_and_leading_zeros_of_excel_are_texts(tmp_path: Path) -> None:
    path = saved(tmp_path / "elements.csv", 'ID;Type;Name\n"=""0123""";Product;" =SOM(A1)"\n')

    element = read_model(path).elements[0]

    assert (element.id, element.names) == ("0123", (Phrase("=SOM(A1)"),))


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=5))
def test_every_text_comes_back_from_a_written_table_and_none_is_a_formula(rows: list[list[str]]) -> None:
    data = written_table([["a", "b"], *rows])

    table = table_of(data, "t.csv")

    assert [[cell.text for cell in row] for row in table.rows] == [row for row in rows if any(row)]
    shown = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in shown for cell in row)


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (ELEMENTS + '"a","Produkt","A","",""\r\n', (2, 5), "geen type"),
        (ELEMENTS + '"a","Product","A","",""\r\n"a","Product","B","",""\r\n', (3, 1), "twee keer"),
        (ELEMENTS + '"a","Product","A","","","meer"\r\n', (2, 25), "meer cellen"),
        (ELEMENTS + '"a","Product","A" x,"",""\r\n', (2, 18), "aanhalingsteken"),
        (ELEMENTS + '"a","Product","nooit gesloten\r\n', (2, 15), "nergens gesloten"),
        (ELEMENTS + '"a","Product","A\r\nB","",""\r\n"c","Weg","","",""\r\n', (4, 5), "geen type"),
        (ELEMENTS + '"a","Product","A\0","",""\r\n', (2, 17), "geen tekst"),
        ("ID;Type;Name\na;Product;\x81\udcff\n".encode("utf-8", "surrogateescape"), (2, 12), "geen tekst"),
        (ELEMENTS + '"a","Product","A\x07","",""\r\n', (2, 17), "geen tekst"),
        (ELEMENTS, (0, 1), "geen elementen"),
    ],
)
def test_a_fault_in_a_table_names_row_and_column(
    tmp_path: Path, content: str | bytes, place: tuple[int, int], words: str
) -> None:
    fault = refused(saved(tmp_path / "elements.csv", content))

    assert fault.location is not None and (fault.location.line, fault.location.column) == place
    assert words in fault.text.nl


@pytest.mark.parametrize(
    ("name", "content", "place", "words"),
    [
        ("properties.csv", PROPERTIES + '"weg","k","v"\r\n', (2, 1), "geen element of relatie"),
        ("properties.csv", PROPERTIES + '"r","Access_Type","Lezen"\r\n', (2, 19), "geen van"),
        ("relations.csv", RELATIONS + '"r","Flowrelatie","","","a","a",""\r\n', (2, 5), "geen type"),
    ],
)
def test_a_fault_in_a_table_beside_it_names_that_table(
    tmp_path: Path, name: str, content: str, place: tuple[int, int], words: str
) -> None:
    elements = saved(tmp_path / "elements.csv", ELEMENTS + '"a","Product","A","",""\r\n')
    saved(tmp_path / "relations.csv", RELATIONS + '"r","AccessRelationship","","","a","a",""\r\n')
    saved(tmp_path / name, content)

    fault = refused(elements)

    assert fault.location is not None and fault.location.path.endswith(name)
    assert (fault.location.line, fault.location.column) == place
    assert words in fault.text.nl


def test_relations_without_their_elements_are_refused(tmp_path: Path) -> None:
    assert "tabel met elementen" in refused(saved(tmp_path / "x-relations.csv", RELATIONS)).text.nl


def test_a_table_with_too_many_columns_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path / "lijst.csv", "naam;x\n" + ";" * (MOST_COLUMNS + 1) + "\n")

    assert f"{MOST_COLUMNS}" in refused(path).text.nl


@pytest.fixture
def listed(tmp_path: Path) -> Callable[[str], ox.Dataset]:
    """A function that imports a plain table and returns the statements of the workspace."""

    def imported(content: str) -> ox.Dataset:
        import_model([saved(tmp_path / "lijst.csv", content)], tmp_path / "uit")
        workspace = open_workspace(tmp_path / "uit", date(2026, 11, 22))
        return ox.Dataset(ox.Quad(*triple) for file in workspace.files for triple in file.triples)

    return imported


def test_a_list_of_applications_becomes_facts(listed: Callable[[str], ox.Dataset]) -> None:
    said = listed(
        "Naam;Omschrijving;Leverancier;levensfase;in gebruik vanaf;bedient;Eigen kolom\n"
        "Zaaksysteem;Zaken;Zaakwerk B.V.;in gebruik;1-2-2013;Vergunningen;x\n"
        "Vergunningen;;zaakwerk b.v.|Docs NV;ar:PhaseOut;;;\n"
    )

    facts = {str(quad.predicate.value).removeprefix(AR).removeprefix(AM): str(quad.object) for quad in said}
    assert facts["serves"].endswith("/vergunningen>")
    assert facts["inUseFrom"] == '"2013-02-01"^^<http://www.w3.org/2001/XMLSchema#date>'
    assert {str(quad.object.value) for quad in said if quad.predicate.value == AR + "lifecycle"} == {
        *(AR + "InUse", AR + "PhaseOut"),
    }
    suppliers = sorted(str(quad.object) for quad in said if quad.predicate.value == AR + "supplier")
    assert [one.rpartition("/")[2] for one in suppliers] == ["docs-nv>", "zaakwerk-b-v>", "zaakwerk-b-v>"]


def test_a_type_in_a_list_may_be_one_of_archimate_or_one_of_our_own(tmp_path: Path) -> None:
    path = saved(tmp_path / "lijst.csv", "naam,type\nBalie,Bedrijfsrol\nZaakwerk,ar:Supplier\nDMS,\n")

    model = read_model(path)

    assert {one.id: one.kind for one in model.elements} == {
        "balie": "BusinessRole",
        "zaakwerk": "BusinessActor",
        "dms": "ApplicationComponent",
    }


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        ("naam;levensfase\nDMS;bijna weg\n", (2, 5), "past niet"),
        ("naam;in gebruik vanaf\nDMS;01/02/2013\n", (2, 5), "in gebruik vanaf"),
        ("naam;bedient\nDMS;Onbekend\n", (2, 5), "in geen rij"),
        ("naam;type\nDMS;Aplicatie\n", (2, 5), "geen type"),
        ("naam;levensfase\n;in gebruik\n", (2, 1), "geen naam"),
        ("naam;code\nA;1\nB;1\n", (3, 3), "twee keer"),
        ("naam;levensfase;ar:lifecycle\nA;;\n", (1, 17), "dezelfde"),
        ("naam;bedient\nA;C\nC;\nc;\n", (2, 3), "kan meer zijn"),
        ("leverancier;status\nA;B\n", (1, 1), "geen kolommen"),
        ("", (0, 1), "leeg"),
    ],
)
def test_a_fault_in_a_plain_table_names_row_and_column(
    tmp_path: Path, content: str, place: tuple[int, int], words: str
) -> None:
    fault = refused(saved(tmp_path / "lijst.csv", content))

    assert fault.location is not None and (fault.location.line, fault.location.column) == place
    assert words in fault.text.nl


def test_a_column_that_is_no_known_fact_is_kept_and_told(tmp_path: Path) -> None:
    model = read_model(saved(tmp_path / "lijst.csv", "naam;kleurtje\nDMS;blauw\n"))

    assert model.elements[0].properties == (Property("kleurtje", "blauw"),)
    assert any("kleurtje" in remark.text.nl for remark in model.remarks)


def refused(path: Path) -> InputFault:
    """Import into a new folder; return the fault, after which nothing was written."""
    with pytest.raises(InputFault) as caught:
        import_model([path], path.parent / "uit")

    assert not (path.parent / "uit").exists()
    assert caught.value.text.nl != caught.value.text.en and caught.value.remedy is not None
    return caught.value


@pytest.mark.parametrize("part", ["relations", "properties"])
def test_a_table_beside_it_without_a_column_is_told(part: str, tmp_path: Path) -> None:
    (tmp_path / "elements.csv").write_text("ID,Type,Name\na,Node,A\n", "utf-8")
    (tmp_path / f"{part}.csv").write_text("ID,Iets,Anders\na,x,y\n", "utf-8")

    with pytest.raises(InputFault, match="this table has no column") as refused:
        read_model(tmp_path / "elements.csv")

    assert refused.value.location is not None and refused.value.location.path.endswith(f"{part}.csv")
