"""A file that cannot be read gives one clear fault in two languages, and leaves the target as it was."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from archrepo.errors import ArchrepoError, InputFault, RequestFault
from archrepo.exchange import import_model
from archrepo.exchange.refusals import MOST_BYTES

ELEMENT = '<element xsi:type="archimate:Product" name="A" id="a"/>'
BOMB = (
    '<?xml version="1.0"?>\n<!DOCTYPE model [\n<!ENTITY a "ha">\n'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">\n' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>\n<model>&i;</model>"
)
OUTSIDE = '<?xml version="1.0"?>\n<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n<m>&x;</m>'


def refused(path: Path, folder: Path) -> ArchrepoError:
    """Import the file over a folder with content; return the fault and hold it to what every fault must have."""
    folder.mkdir()
    (folder / "eigen.ttl").write_text("# van mij\n")

    with pytest.raises(ArchrepoError) as caught:
        import_model([path], folder)

    fault = caught.value
    assert [one.name for one in folder.parent.iterdir() if one.name.startswith(".")] == []
    assert [one.name for one in folder.iterdir()] == ["eigen.ttl"]
    assert fault.text.nl and fault.text.en and fault.text.nl != fault.text.en
    assert fault.remedy is not None and fault.remedy.nl and fault.remedy.en
    assert fault.location is not None and fault.location.path == path.as_posix()
    return fault


def written(tmp_path: Path, content: str | bytes, name: str = "m.archimate") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_truncated_file_is_named_with_its_line_and_column(archi_file: Callable[..., Path], tmp_path: Path) -> None:
    whole = archi_file(ELEMENT).read_bytes()
    path = written(tmp_path, whole[: whole.index(b'id="a"') + 3])

    fault = refused(path, tmp_path / "out")

    assert isinstance(fault, InputFault)
    assert fault.location is not None and (fault.location.line, fault.location.column > 1) == (3, True)
    assert "te vroeg" in fault.text.nl


def test_a_wrong_tag_is_named_with_its_line_and_column(tmp_path: Path) -> None:
    fault = refused(written(tmp_path, "<model>\n  <a>\n  </b>\n</model>"), tmp_path / "out")

    assert fault.location is not None and (fault.location.line, fault.location.column) == (3, 7)


@pytest.mark.parametrize("content", [BOMB, OUTSIDE, f"\n<!-- {'-x' * 40} -->" + BOMB.split("?>")[1]])
def test_a_document_type_is_refused_before_any_entity_is_read(tmp_path: Path, content: str) -> None:
    fault = refused(written(tmp_path, content), tmp_path / "out")

    assert isinstance(fault, InputFault)
    assert "DOCTYPE" in fault.text.nl


def test_an_entity_bomb_in_another_encoding_is_refused_too(tmp_path: Path) -> None:
    content = BOMB.replace('version="1.0"', 'version="1.0" encoding="UTF-16"').encode("utf-16")

    assert isinstance(refused(written(tmp_path, content), tmp_path / "out"), InputFault)


def test_a_zip_bomb_is_refused_without_unpacking_it(tmp_path: Path) -> None:
    path = tmp_path / "m.archimate"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("model.xml", b" " * 30_000_000)

    fault = refused(path, tmp_path / "out")

    assert isinstance(fault, InputFault)
    assert "200 keer" in fault.text.nl


def test_a_zip_that_lies_about_its_size_is_refused(archi_file: Callable[..., Path], tmp_path: Path) -> None:
    path = tmp_path / "leugen.archimate"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("model.xml", b" " * 1_000_000)
    data = path.read_bytes().replace((1_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))

    assert isinstance(refused(written(tmp_path, data), tmp_path / "out"), InputFault)


def test_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    assert "zip" in refused(written(tmp_path, b"PK\x03\x04kapot"), tmp_path / "out").text.nl


def test_a_zip_packed_in_an_uncommon_way_is_refused(archi_file: Callable[..., Path], tmp_path: Path) -> None:
    path = tmp_path / "m.archimate"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.write(archi_file(ELEMENT), "model.xml")

    assert "zip" in refused(path, tmp_path / "out").text.nl


def test_a_zip_without_a_model_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.archimate"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("iets.txt", "x")

    assert "model.xml" in refused(path, tmp_path / "out").text.nl


def test_a_model_without_elements_is_an_error(archi_file: Callable[..., Path], tmp_path: Path) -> None:
    fault = refused(archi_file(""), tmp_path / "out")

    assert isinstance(fault, InputFault)
    assert "geen elementen" in fault.text.nl


def test_a_file_of_300_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "groot.archimate"
    with path.open("wb") as stream:
        stream.truncate(300_000_000)

    fault = refused(path, tmp_path / "out")

    assert isinstance(fault, InputFault)
    assert "300 MB" in fault.text.nl and f"{MOST_BYTES // 1_000_000} MB" in fault.text.nl


def test_a_file_of_archimate_2_without_elements_is_refused_like_any_other(tmp_path: Path) -> None:
    content = '<model xmlns="http://www.opengroup.org/xsd/archimate" identifier="m"><name>M</name></model>'

    fault = refused(written(tmp_path, content, "oud.xml"), tmp_path / "out")

    assert isinstance(fault, InputFault)
    assert "geen elementen" in fault.text.nl


@pytest.mark.parametrize("content", [b"", b"  \n", b"hallo", b"<html/>", b"\x00\x01\x02", b"\xff\xfe"])
def test_something_else_than_a_model_is_refused(tmp_path: Path, content: bytes) -> None:
    assert isinstance(refused(written(tmp_path, content), tmp_path / "out"), InputFault)


def test_a_text_larger_than_can_be_read_safely_is_refused(archi_file: Callable[..., Path], tmp_path: Path) -> None:
    element = (
        f'<element xsi:type="archimate:Product" id="a"><documentation>{"x" * 10_500_000}</documentation></element>'
    )

    assert "veilig" in refused(archi_file(element), tmp_path / "out").text.nl


def test_the_same_id_twice_is_refused(archi_file: Callable[..., Path], tmp_path: Path) -> None:
    assert "twee keer" in refused(archi_file(ELEMENT + ELEMENT), tmp_path / "out").text.nl


def test_a_file_that_is_not_there_is_a_fault_of_the_request(tmp_path: Path) -> None:
    with pytest.raises(RequestFault) as caught:
        import_model([tmp_path / "weg.archimate"], tmp_path / "out")

    assert "bestaat niet" in caught.value.text.nl
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("declared", "words"), [(' encoding="UTF-8"', "zegt dat het dat is"), ("", "zegt niet welke")])
def test_text_in_another_encoding_is_named_with_its_place(
    declared: str, words: str, archi_file: Callable[..., Path], tmp_path: Path
) -> None:
    text = archi_file(ELEMENT.replace('"A"', '"Caf\u00e9"')).read_text("utf-8")
    assert ' encoding="UTF-8"' in text
    path = written(tmp_path, text.replace(' encoding="UTF-8"', declared).encode("latin-1"), "latin.archimate")

    fault = refused(path, tmp_path / "out")

    assert words in fault.text.nl and fault.remedy is not None and "windows-1252" in fault.remedy.nl
    line = next(number for number, line in enumerate(text.splitlines(), 1) if "Caf" in line)
    assert fault.location is not None
    assert (fault.location.line, fault.location.column) == (line, text.splitlines()[line - 1].index("\u00e9") + 1)


def test_an_id_that_occurs_twice_is_named_where_it_stands_again(
    archi_file: Callable[..., Path], tmp_path: Path
) -> None:
    path = archi_file(f"{ELEMENT}\n\n{ELEMENT}")

    fault = refused(path, tmp_path / "out")

    lines = [number for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if 'id="a"' in line]
    assert fault.location is not None and fault.location.line == lines[1]


def test_a_document_of_word_is_called_so_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "brief.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")

    assert "document van Word" in refused(path, tmp_path / "out").text.nl


def test_a_picture_with_a_path_that_leads_outside_is_told(archi_file: Callable[..., Path], tmp_path: Path) -> None:
    path = tmp_path / "zip.archimate"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("model.xml", archi_file(ELEMENT).read_bytes())
        archive.writestr("images/../../kwaad.png", b"x")

    report = import_model([path], tmp_path / "out")

    (told,) = [one.text.nl for one in report.models[0].remarks if one.is_loss]
    assert "'images/../../kwaad.png'" in told and not report.is_complete
