"""An import replaces only what an import made, and a failed import leaves the folder as it was."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from archrepo.errors import InputFault, RequestFault
from archrepo.exchange import ImportOptions, import_model
from archrepo.exchange.placing import place

ArchiFile = Callable[..., Path]
A = '<element xsi:type="archimate:Product" name="A" id="a"/>'
B = '<element xsi:type="archimate:Goal" name="B" id="b"/>'
VIEW = '<element xsi:type="archimate:ArchimateDiagramModel" name="V" id="v"/>'


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_later_import_removes_the_files_it_no_longer_needs(archi_file: ArchiFile, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    import_model([archi_file(A + B, views=VIEW)], folder)

    report = import_model([archi_file(A)], folder)

    assert report.removed == 3
    assert sorted(content(folder)) == ["archrepo.toml", "business.ttl", "model.ids.tsv", "model.ttl", "model.xml"]


def test_a_later_import_leaves_files_of_others_alone(archi_file: ArchiFile, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    import_model([archi_file(A)], folder)
    (folder / "waivers.ttl").write_text("# van mij\n")
    (folder / "archrepo.toml").write_text('[workspace]\nname = "Mijn"\nbase = "https://mijn.example/id/"\n')

    import_model([archi_file(A + B)], folder)

    assert (folder / "waivers.ttl").read_text() == "# van mij\n"
    assert 'name = "Mijn"' in (folder / "archrepo.toml").read_text()
    assert "https://mijn.example/id/" in (folder / "business.ttl").read_text()


def test_a_file_that_no_import_made_is_never_overwritten(archi_file: ArchiFile, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "business.ttl").write_text("# van mij\n")

    with pytest.raises(RequestFault) as caught:
        import_model([archi_file(A)], folder)

    assert "business.ttl" in caught.value.text.nl
    assert content(folder) == {"business.ttl": b"# van mij\n"}


def test_an_edit_since_the_last_import_is_not_lost_unless_asked(archi_file: ArchiFile, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    import_model([archi_file(A)], folder)
    before = content(folder)["business.ttl"]
    (folder / "business.ttl").write_bytes(before + b"# mijn regel\n")

    with pytest.raises(RequestFault) as caught:
        import_model([archi_file(A)], folder)

    assert "gewijzigd" in caught.value.text.nl
    assert content(folder)["business.ttl"].endswith(b"# mijn regel\n")
    import_model([archi_file(A)], folder, ImportOptions(replaces_edited=True))
    assert content(folder)["business.ttl"] == before


def test_line_ends_that_git_changed_are_no_edit(archi_file: ArchiFile, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    import_model([archi_file(A)], folder)
    before = content(folder)
    (folder / "business.ttl").write_bytes(before["business.ttl"].replace(b"\n", b"\r\n"))

    import_model([archi_file(A)], folder)

    assert content(folder) == before


def test_a_broken_file_leaves_an_earlier_import_byte_for_byte(archi_file: ArchiFile, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    import_model([archi_file(A)], folder)
    before = content(folder)
    broken = tmp_path / "kapot.archimate"
    broken.write_bytes(archi_file(A + B).read_bytes()[:-20])

    with pytest.raises(InputFault):
        import_model([broken], folder)

    assert content(folder) == before


def test_a_broken_second_file_keeps_the_first_one_out_too(archi_file: ArchiFile, tmp_path: Path) -> None:
    broken = tmp_path / "kapot.archimate"
    broken.write_text("<")

    with pytest.raises(InputFault):
        import_model([archi_file(A), broken], tmp_path / "out")

    assert not (tmp_path / "out").exists()


def test_a_file_in_the_place_of_the_folder_is_refused(archi_file: ArchiFile, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")

    with pytest.raises(RequestFault):
        import_model([archi_file(A)], tmp_path / "out")

    assert (tmp_path / "out").read_text() == "x"


def test_ids_that_try_to_leave_the_folder_become_plain_names(archi_file: ArchiFile, tmp_path: Path) -> None:
    views = "".join(
        f'<element xsi:type="archimate:ArchimateDiagramModel" name="V" id="{one}"/>'
        for one in ("../../weg", "A", "a", "..")
    )

    import_model([archi_file(A.replace('"a"', '"p"'), views=views)], tmp_path / "out")

    assert sorted(path.name for path in (tmp_path / "out" / "views").iterdir()) == [
        "A.xml",
        "_2F.._2Fweg.xml",
        "a-2.xml",
        "view.xml",
    ]
    assert not list(tmp_path.parent.glob("weg*"))


def test_a_base_that_is_no_address_is_refused(archi_file: ArchiFile, tmp_path: Path) -> None:
    for base in ("geen adres", "https://x.example", "id/"):
        with pytest.raises(RequestFault):
            import_model([archi_file(A)], tmp_path / "out", ImportOptions(base=base))

    assert not (tmp_path / "out").exists()


def test_a_folder_in_the_place_of_a_file_stops_the_import_before_anything_moves(
    archi_file: ArchiFile, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    import_model([archi_file(A)], folder)
    before = content(folder)
    (folder / "motivation.ttl").mkdir()

    with pytest.raises(RequestFault) as caught:
        import_model([archi_file(A.replace('"A"', '"Anders"') + B)], folder)

    assert "motivation.ttl" in caught.value.text.nl
    assert content(folder) == before


def test_a_language_that_does_not_exist_is_refused(archi_file: ArchiFile, tmp_path: Path) -> None:
    with pytest.raises(RequestFault):
        import_model([archi_file(A)], tmp_path / "out", ImportOptions(language="geen taal"))

    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["n" * 300 + ".png", "/".join(["map"] * 400)])
def test_a_name_that_no_file_can_have_is_refused_before_anything_is_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(RequestFault, match="too long for a file"):
        place({"a.ttl": b"", f"images/{name}": b""}, tmp_path / "new", {}, replaces_edited=False)

    assert not list(tmp_path.iterdir())


def test_a_failure_halfway_brings_every_file_back(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    first = {"a.ttl": b"one", "gone.ttl": b"one", "x/c.ttl": b"one"}
    place(first, folder, {}, replaces_edited=False)
    (folder / "z").write_text("a file where a folder is wanted\n")
    before = content(folder)
    owned = dict.fromkeys(first, "")

    with pytest.raises(RequestFault):
        place({"a.ttl": b"two", "b.ttl": b"two", "z/b.ttl": b"two"}, folder, owned, replaces_edited=True)

    assert content(folder) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_an_import_leaves_what_another_one_prepares_beside_the_folder(tmp_path: Path) -> None:
    other = tmp_path / f".out.importing-{os.getpid()}"
    other.mkdir()
    (other / "a.ttl").write_text("of another import in this process\n")

    place({"a.ttl": b"one"}, tmp_path / "out", {}, replaces_edited=False)

    assert content(other) == {"a.ttl": b"of another import in this process\n"}
    assert content(tmp_path / "out") == {"a.ttl": b"one"}


def test_concepts_that_two_imports_call_alike_are_told(archi_file: ArchiFile, tmp_path: Path) -> None:
    (tmp_path / "archrepo.toml").write_text(
        '[workspace]\nname = "W"\nbase = "https://w.example/id/"\n[files]\nmodel = ["model/**/*.ttl"]\n'
    )
    import_model([archi_file(A + B)], tmp_path / "model" / "one")

    again = import_model([archi_file(A + B)], tmp_path / "model" / "one")
    other = import_model([archi_file(A)], tmp_path / "model" / "two")

    words = "een concept met dezelfde naam staat al in model/one: dat wordt samen één concept"
    assert again.models[0].remarks == ()
    assert [(remark.text.nl, remark.count) for remark in other.models[0].remarks] == [(words, 1)]
