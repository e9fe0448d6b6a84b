"""An import ends up in a workspace that reads it, and never takes the place of another model unasked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from archrepo.errors import RequestFault
from archrepo.exchange import ImportOptions, import_model, report_lines
from archrepo.exchange.receiving import covers
from archrepo.workspace import open_workspace

ArchiFile = Callable[..., Path]
A = '<element xsi:type="archimate:Product" name="A" id="a"/>'
B = '<element xsi:type="archimate:Goal" name="B" id="b"/>'


def workspace(folder: Path, *patterns: str) -> Path:
    folder.mkdir()
    listed = ", ".join(f'"{pattern}"' for pattern in patterns)
    (folder / "archrepo.toml").write_text(
        f'[workspace]\nname = "Dorp"\nbase = "https://dorp.example/id/"\n\n[files]\nmodel = [{listed}]\n'
    )
    return folder


def elements(folder: Path) -> list[str]:
    return sorted(iri.value for iri in open_workspace(folder, date(2026, 11, 22)).elements)


def other_model(path: Path, elements: str) -> Path:
    """Give the model in the file another name and id."""
    text = path.read_text().replace('name="Proef" id="m1"', 'name="Ander" id="m2"')
    path.write_text(text)
    return path


def test_an_import_that_the_workspace_would_not_read_is_refused(archi_file: ArchiFile, tmp_path: Path) -> None:
    folder = workspace(tmp_path / "r", "model/**/*.ttl")

    with pytest.raises(RequestFault) as caught:
        import_model([archi_file(A)], folder)

    assert '"model/**/*.ttl"' in caught.value.text.nl
    assert caught.value.remedy is not None
    assert f"--into {folder.as_posix()}/model/model" in caught.value.remedy.nl
    assert '"*.ttl"' in caught.value.remedy.nl
    assert [path.name for path in folder.iterdir()] == ["archrepo.toml"]


def test_the_folder_that_the_refusal_names_takes_the_import(archi_file: ArchiFile, tmp_path: Path) -> None:
    folder = workspace(tmp_path / "r", "model/**/*.ttl")

    report = import_model([archi_file(A)], folder / "model" / "model")

    assert report.workspace == folder.as_posix()
    assert not (folder / "model/model/archrepo.toml").exists()
    assert elements(folder) == ["https://dorp.example/id/a"]


def test_the_base_that_is_asked_for_goes_before_that_of_the_workspace(archi_file: ArchiFile, tmp_path: Path) -> None:
    folder = workspace(tmp_path / "r", "**/*.ttl")

    import_model([archi_file(A)], folder / "in", ImportOptions(base="https://eigen.example/"))

    assert elements(folder) == ["https://eigen.example/a"]


def test_a_folder_that_the_workspace_around_it_does_not_read_becomes_one_of_its_own(
    archi_file: ArchiFile, tmp_path: Path
) -> None:
    folder = workspace(tmp_path / "r", "model/*.ttl")
    (folder / "model").mkdir()

    report = import_model([archi_file(A)], folder / "gemma")

    assert (folder / "gemma/archrepo.toml").is_file()
    assert any("is een eigen werkmap" in line.nl for line in report_lines(report))
    assert elements(folder) == []


def test_another_model_is_not_replaced_unless_asked(archi_file: ArchiFile, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    import_model([archi_file(A)], folder)
    other = other_model(archi_file(B), B)

    with pytest.raises(RequestFault) as caught:
        import_model([other], folder)

    assert "Proef (m1)" in caught.value.text.nl
    assert "Ander (m2)" in caught.value.text.nl
    assert (folder / "business.ttl").is_file()
    import_model([other], folder, ImportOptions(replaces_model=True))
    assert not (folder / "business.ttl").exists()


def test_the_exchange_form_of_a_model_is_the_same_model(
    archi_file: ArchiFile, ameff_file: Callable[..., Path], tmp_path: Path
) -> None:
    import_model([archi_file(A)], tmp_path / "out")
    path = ameff_file('<elements><element identifier="id-a" xsi:type="Product"><name>A</name></element></elements>')
    path.write_text(path.read_text().replace('identifier="m1"', 'identifier="id-m1"'))

    report = import_model([path], tmp_path / "out")

    assert report.is_complete


def test_two_files_that_differ_in_their_ending_get_a_folder_each(
    archi_file: ArchiFile, ameff_file: Callable[..., Path], tmp_path: Path
) -> None:
    exchange = ameff_file('<elements><element identifier="x" xsi:type="Product"><name>A</name></element></elements>')

    report = import_model([archi_file(A), exchange], tmp_path / "both")

    assert [Path(model.folder).name for model in report.models] == ["model.archimate", "model.xml"]
    assert len(elements(tmp_path / "both")) == 2


@pytest.mark.parametrize(
    "pattern",
    ["model/**/*.ttl", "**/*.ttl", "model/*.ttl", "model/a?.ttl", "./model/a1.ttl", "*/[ab]*.ttl", "**", "*.ttl"],
)
def test_a_pattern_covers_what_the_workspace_finds_with_it(pattern: str, tmp_path: Path) -> None:
    paths = ["model/a1.ttl", "model/deep/er/a1.ttl", "a1.ttl", "other/b.ttl", "model/x/a.ttl"]
    for path in paths:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()

    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.glob(pattern) if path.is_file()}

    assert {path for path in paths if covers([pattern], path)} == found
