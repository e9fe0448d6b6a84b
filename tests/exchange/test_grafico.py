"""A coArchi folder is read as the model it is, packed or not, and written back file for file."""

from __future__ import annotations

import functools
import io
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from the_knowledge import shipped_ontology

from archrepo.errors import ArchrepoError, InputFault
from archrepo.exchange import import_model, read_model
from archrepo.exchange.forms.folder_files import tar_files
from archrepo.exchange.forms.grafico_files import grafico_files
from archrepo.exchange.gathering import gather
from archrepo.exchange.model import ModelFile, concepts
from archrepo.exchange.writing import write_model
from archrepo.workspace import open_workspace

PUBLISHED = (
    ("gemma/gemma-grafico.tar.xz", (3006, 6257, 358, 0)),
    ("softwarecatalogus/softwarecatalogus-grafico.tar.xz", (901, 1593, 62, 13)),
    ("dienstverlening/dienstverlening-grafico.tar.xz", (86, 110, 20, 0)),
)
XML = 'xmlns:archimate="http://www.archimatetool.com/archimate" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
MODEL = f'<archimate:ArchimateModel {XML} name="Proef" id="m1" version="5.0.0" purpose="Waarom&#xA;dit"/>'
FILES = {
    "model/folder.xml": MODEL,
    "model/business/folder.xml": f'<archimate:Folder {XML} name="Business" id="f1" type="business"/>',
    "model/business/Product_b.xml": f'<archimate:Product {XML} name="B" id="b"/>',
    "model/business/Product_a.xml": f'<archimate:Product {XML} name="A" id="a" documentation="Eén&#xD;&#xA;twee"/>',
    "model/relations/folder.xml": f'<archimate:Folder {XML} name="Relations" id="f2" type="relations"/>',
    "model/relations/FlowRelationship_r.xml": (
        f'<archimate:FlowRelationship {XML} id="r"><source href="Product_a.xml#a"/>'
        f'<target href="Product_b.xml#b"/></archimate:FlowRelationship>'
    ),
}

Published = Callable[[str], ModelFile]
Packed = Callable[[str], Mapping[str, bytes]]


@pytest.fixture(scope="session")
def packed(shared: Path) -> Packed:
    """A function that gives the files in a published folder by path, sorted; each folder is unpacked once."""
    return functools.cache(lambda path: dict(sorted(tar_files(shared / "data" / path).items())))


def laid_out(folder: Path, files: Mapping[str, str | bytes] = FILES) -> Path:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def zipped(path: Path, files: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def counts(model: ModelFile) -> tuple[int, int, int, int]:
    return len(model.elements), len(model.relations), len(model.views), len(model.images)


@pytest.mark.parametrize(("path", "expected"), PUBLISHED)
def test_a_published_folder_is_written_back_byte_for_byte(
    path: str, expected: tuple[int, int, int, int], published: Published, packed: Packed
) -> None:
    model = published(path)

    written = write_model(model, "grafico")

    assert counts(model) == expected
    assert written.remarks == ()
    assert written.files == packed(path)


@pytest.mark.parametrize(("path", "expected"), PUBLISHED)
def test_a_published_folder_comes_back_byte_for_byte_from_the_workspace_it_became(
    path: str, expected: tuple[int, int, int, int], packed: Packed, shared: Path, tmp_path: Path
) -> None:
    import_model([shared / "data" / path], tmp_path / "model")

    model = gather(open_workspace(tmp_path / "model", date(2026, 11, 22), ontology=shipped_ontology()))

    assert counts(model) == expected
    assert write_model(model, "grafico").files == packed(path)


def test_the_published_folder_and_the_native_file_of_gemma_hold_the_same_model(published: Published) -> None:
    folder = published("gemma/gemma-grafico.tar.xz")
    native = published("gemma/gemma.archimate")

    assert {one.id: one for one in folder.elements} == {one.id: one for one in native.elements}
    assert {one.id: one for one in folder.relations} == {one.id: one for one in native.relations}
    assert {one.id: (one.names, one.texts, one.properties, one.shows) for one in folder.views} == {
        one.id: (one.names, one.texts, one.properties, one.shows) for one in native.views
    }
    assert (folder.names, folder.texts, folder.properties) == (native.names, native.texts, native.properties)
    assert folder.keys == native.keys


def test_the_drawings_of_gemma_differ_in_the_two_connections_that_the_native_file_lacks(
    published: Published,
) -> None:
    def drawn(model: ModelFile) -> dict[str, int]:
        return {view.id: view.drawing.count(b"<sourceConnection ") for view in model.views}

    folder = drawn(published("gemma/gemma-grafico.tar.xz"))
    native = drawn(published("gemma/gemma.archimate"))

    assert sum(folder.values()) - sum(native.values()) == 2
    assert len([view for view in folder if folder[view] != native[view]]) <= 2


def test_what_stands_beside_each_other_is_ordered_by_file_name(tmp_path: Path) -> None:
    model = read_model(laid_out(tmp_path))

    assert [one.id for one in model.elements] == ["a", "b"]
    assert [one.text for one in (*model.texts, *model.elements[0].texts)] == ["Waarom\ndit", "Eén\r\ntwee"]
    assert (model.relations[0].source, model.relations[0].target) == ("a", "b")


def test_an_order_that_the_folder_cannot_keep_is_told(published: Published, tmp_path: Path) -> None:
    written = write_model(published("vera/vera41.archimate"), "grafico")

    again = read_model(laid_out(tmp_path, written.files))

    assert [(remark.is_loss, remark.text.nl[:8]) for remark in written.remarks] == [(True, "volgorde")]
    assert write_model(again, "grafico").remarks == ()
    assert write_model(again, "grafico").files == written.files


def test_the_folder_may_be_packed_below_a_folder_of_its_own(tmp_path: Path) -> None:
    path = zipped(tmp_path / "hoofdtak.zip", {f"repo-main/{name}": data for name, data in FILES.items()})

    assert [one.id for one in concepts(read_model(path))] == ["a", "b", "r"]


def test_a_plain_tar_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "model.tar"
    with tarfile.open(path, "w") as archive:
        archive.add(laid_out(tmp_path / "repo"), ".")

    assert [one.id for one in concepts(read_model(path))] == ["a", "b", "r"]


def test_files_of_git_and_of_the_system_are_no_part_of_the_model(tmp_path: Path) -> None:
    folder = laid_out(tmp_path, {**FILES, ".git/config": "x", "README.md": "x", "model/business/.DS_Store.xml": "x"})

    assert counts(read_model(folder)) == (2, 1, 0, 0)


def test_a_canvas_keeps_its_blocks_and_pictures(tmp_path: Path) -> None:
    canvas = (
        "<canvas:CanvasModel\n"
        '    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"\n'
        '    xmlns:archimate="http://www.archimatetool.com/archimate"\n'
        '    xmlns:canvas="http://www.archimatetool.com/archimate/canvas"\n'
        '    name="Doek"\n    id="v">\n'
        '  <children\n      xsi:type="canvas:CanvasModelBlock"\n      id="c1"\n      imagePath="images/p.png"\n'
        '      imagePosition="4"\n      content="Blok&#xA;twee">\n'
        '    <bounds\n        x="12"\n        y="12"\n        width="120"\n        height="55"/>\n'
        '    <children\n        xsi:type="canvas:CanvasModelSticky"\n        id="c2"\n        content="Kaart"\n'
        '        notes="Let &lt;op">\n'
        '      <bounds\n          x="5"\n          y="6"\n          width="60"\n          height="30"/>\n'
        "    </children>\n  </children>\n</canvas:CanvasModel>\n"
    )
    path = "model/diagrams/CanvasModel_v.xml"
    folder = {"model/diagrams/folder.xml": f'<archimate:Folder {XML} name="Views" id="f3" type="diagrams"/>'}
    model = read_model(laid_out(tmp_path, {**FILES, **folder, path: canvas, "images/p.png": b"\x89PNG"}))

    written = write_model(model, "grafico")

    assert [view.form for view in model.views] == ["canvas"]
    assert written.files[path].decode() == canvas
    assert written.files["images/p.png"] == b"\x89PNG"


def test_an_id_that_leads_out_of_the_folder_gives_a_safe_file_name() -> None:
    root = etree.fromstring(
        f'<archimate:model {XML} id="m"><folder name="x" id="../../x" type=""><element xsi:type="archimate:Product" '
        'id="../../../weg"/><element xsi:type="archimate:Product" id="A"/><element xsi:type="archimate:Product" '
        'id="a"/></folder></archimate:model>'
    )

    paths = list(grafico_files(root, {}).files)

    assert not any(".." in path.split("/") for path in paths)
    assert len({path.lower() for path in paths}) == len(paths) == 5


@pytest.mark.parametrize(
    ("damage", "place", "words"),
    [
        ({"model/business/Product_a.xml": "<a"}, "model/business/Product_a.xml", "te vroeg"),
        ({"model/business/Product_a.xml": f"<archimate:Product {XML}/>"}, "model/business/Product_a.xml", "geen id"),
        ({"model/business/Product_a.xml": "<html/>"}, "model/business/Product_a.xml", "geen onderdeel"),
        ({"model/x/Product_c.xml": FILES["model/business/Product_a.xml"]}, "model/x/folder.xml", "geen folder.xml"),
        ({"model/folder.xml": FILES["model/business/Product_a.xml"]}, "model/folder.xml", "geen onderdeel"),
        ({"model/business/Product_a.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}, "Product_a.xml", "DOCTYPE"),
        ({"model/business/Product_a.xml": b"\xff\xfe\xff"}, "model/business/Product_a.xml", ""),
    ],
)
def test_a_damaged_file_in_the_folder_is_named(
    tmp_path: Path, damage: Mapping[str, str | bytes], place: str, words: str
) -> None:
    fault = refused(laid_out(tmp_path / "repo", {**FILES, **damage}), tmp_path)

    assert fault.location is not None and fault.location.path.endswith(place)
    assert words in fault.text.nl


def test_a_link_in_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder = laid_out(tmp_path / "repo")
    (tmp_path / "geheim.xml").write_text(FILES["model/business/Product_a.xml"])
    (folder / "model/business/Product_c.xml").symlink_to(tmp_path / "geheim.xml")

    assert "koppeling" in refused(folder, tmp_path).text.nl


@pytest.mark.parametrize("name", ["../model/business/Product_c.xml", "/model/x.xml", "model/../../x.xml"])
def test_a_path_that_leads_out_of_the_archive_is_refused(tmp_path: Path, name: str) -> None:
    fault = refused(zipped(tmp_path / "m.zip", {**FILES, name: "x"}), tmp_path)

    assert "naar buiten" in fault.text.nl


def test_a_link_in_a_tar_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        archive.add(laid_out(tmp_path / "repo"), ".")
        link = tarfile.TarInfo("model/business/Product_c.xml")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(link)

    assert "koppeling" in refused(path, tmp_path).text.nl


def test_a_tar_bomb_is_stopped_in_time(tmp_path: Path) -> None:
    path = tmp_path / "m.tar.xz"
    with tarfile.open(path, "w:xz", preset=1) as archive:
        large = tarfile.TarInfo("model/folder.xml")
        large.size = 320_000_000
        archive.addfile(large, _Zeros())

    assert "grens" in refused(path, tmp_path).text.nl


@pytest.mark.parametrize("kind", ["gz", "bz2", "xz"])
def test_a_damaged_archive_is_refused(tmp_path: Path, kind: str) -> None:
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode=f"w:{kind}") as archive:  # type: ignore[call-overload]  # one of three modes
        archive.add(laid_out(tmp_path / "repo"), ".")
    path = tmp_path / f"m.tar.{kind}"
    path.write_bytes(whole.getvalue()[: len(whole.getvalue()) // 2])

    assert "beschadigd" in refused(path, tmp_path).text.nl


def test_a_zip_with_too_many_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archrepo.exchange.forms.folder_files.MOST_FILES", 50)
    images = {f"images/{number}": "" for number in range(51 - len(FILES))}
    path = zipped(tmp_path / "m.zip", {**FILES, **images})

    assert "meer dan 50 bestanden" in refused(path, tmp_path).text.nl
    assert len(read_model(zipped(path, {**FILES, **dict(list(images.items())[1:])})).elements) == 2


def test_a_folder_without_a_model_is_a_fault_of_the_request(tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()

    with pytest.raises(ArchrepoError) as caught:
        read_model(tmp_path / "leeg")

    assert "zonder coArchi-model" in caught.value.text.nl and caught.value.remedy is not None


class _Zeros(io.RawIOBase):
    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # Buffer is of 3.12
        buffer[:] = bytes(len(buffer))
        return len(buffer)


def refused(path: Path, beside: Path) -> InputFault:
    """Import into a new folder; return the fault, after which nothing was written."""
    with pytest.raises(InputFault) as caught:
        import_model([path], beside / "uit")

    assert not (beside / "uit").exists()
    assert caught.value.text.nl and caught.value.remedy is not None and caught.value.remedy.en
    return caught.value
