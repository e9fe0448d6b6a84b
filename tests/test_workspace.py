"""archrepo.toml and the files it names: what is read, and what is refused in which words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from the_knowledge import shipped_ontology

from archrepo.errors import ConfigurationFault, InputFault, SyntaxFault
from archrepo.procurement import find_proposal
from archrepo.workspace import Workspace, matching_files, open_workspace, read_configuration

ONTOLOGY = shipped_ontology()
HEAD = '[workspace]\nname = "M"\nbase = "https://m.example/id/"\n'
MODEL = "@prefix : <https://m.example/id/> .\n:a a <https://purl.org/archimate#Goal> .\n"


def opened(folder: Path) -> Workspace:
    return open_workspace(folder, date(2026, 11, 22), ontology=ONTOLOGY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace of one file, with a proposal."""
    made = tmp_path / "werkmap"
    (made / "model").mkdir(parents=True)
    (made / "proposals/x").mkdir(parents=True)
    (made / "archrepo.toml").write_text(
        HEAD + '[files]\nmodel = ["model/**/*.ttl"]\nproposals = ["proposals/**/*.ttl"]\n', encoding="utf-8"
    )
    (made / "model/doelen.ttl").write_text(MODEL, encoding="utf-8")
    (made / "proposals/x/x.ttl").write_text(MODEL, encoding="utf-8")
    return made


def fault_of(folder: Path, text: str) -> ConfigurationFault:
    (folder / "archrepo.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationFault) as caught:
        opened(folder)
    return caught.value


def test_a_workspace_behind_a_link_is_the_same_workspace(folder: Path) -> None:
    link = folder.parent / "link"
    link.symlink_to(folder)

    workspace = opened(link)

    assert [file.path for file in workspace.files] == ["model/doelen.ttl"]
    assert workspace.root == folder.resolve()
    assert find_proposal(workspace, str(link / "proposals/x")).paths == (folder.resolve() / "proposals/x/x.ttl",)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("/etc/*.ttl", "begint buiten"),
        ("C:/model/*.ttl", "begint buiten"),
        ("", "is leeg"),
        (".", "is leeg"),
        ("../x", "met .."),
        ("a/**b/*.ttl", "**"),
        ("a\\\\*.ttl", "in plaats van /"),
    ],
)
@pytest.mark.parametrize("key", ["model", "proposals", "shapes"])
def test_a_pattern_that_cannot_name_files_of_the_workspace_is_refused(
    folder: Path, pattern: str, words: str, key: str
) -> None:
    fault = fault_of(folder, HEAD + f'[files]\n{key} = ["{pattern}"]\n')

    assert words in fault.text.nl
    assert str(fault.location) == "archrepo.toml:5:1"


@pytest.mark.parametrize("pattern", ["modle/**/*.ttl", "model/*.tll", "waivers.ttl"])
def test_a_pattern_of_the_model_that_matches_nothing_is_named(folder: Path, pattern: str) -> None:
    fault = fault_of(folder, HEAD + f'[files]\nmodel = ["model/*.ttl", "{pattern}"]\n')

    assert fault.text.nl == f"geen bestand past bij '{pattern}' onder [files] model"


def test_a_folder_that_is_still_empty_is_a_workspace(folder: Path) -> None:
    (folder / "model/doelen.ttl").unlink()

    assert opened(folder).files == ()


def test_a_folder_without_patterns_may_be_empty_too(tmp_path: Path) -> None:
    (tmp_path / "archrepo.toml").write_text(HEAD, encoding="utf-8")

    assert opened(tmp_path).files == ()


def test_hidden_folders_and_files_are_no_part_of_the_model_unless_named(folder: Path) -> None:
    for name in (".git/a.ttl", ".venv/lib/b.ttl", "model/.#doelen.ttl"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("geen Turtle", encoding="utf-8")

    found = matching_files(folder, ["./model/*.ttl", "**/*.ttl"])
    named = matching_files(folder, [".git/*.ttl"])

    assert [path.name for path in found] == ["doelen.ttl", "x.ttl"]
    assert [path.name for path in named] == ["a.ttl"]


def test_a_link_to_nothing_is_named(folder: Path) -> None:
    (folder / "model/weg.ttl").symlink_to(folder / "model/verdwenen.ttl")

    with pytest.raises(InputFault, match="leads nowhere") as caught:
        opened(folder)

    assert str(caught.value.location) == "model/weg.ttl"


@pytest.mark.parametrize(
    ("text", "words", "remedy", "place"),
    [
        (HEAD + '[file]\nmodel = ["x"]\n', "'file' is onbekend", "bedoelt u files?", ":4:1"),
        (HEAD + '[files]\nmodels = ["x"]\n', "[files] 'models' is onbekend", "bedoelt u model?", ":5:1"),
        (HEAD + 'nmae = "x"\n', "[workspace] 'nmae' is onbekend", "bedoelt u name?", ":4:1"),
        ('[workspace]\nname = 3\nbase = "x"\n', "geen tekst maar een getal", 'name = "..."', ":2:1"),
        ('[workspace]\nname = ["x"]\nbase = "x"\n', "geen tekst maar een lijst", 'name = "..."', ":2:1"),
        ('[workspace]\nname = "x"\n', "heeft geen base", 'base = "..."', ""),
        ("workspace = 3\n", "geen tabel maar een getal", "[workspace]", ":1:1"),
        (HEAD + '[files]\nmodel = "x"\n', "geen lijst van patronen", "model = [", ":5:1"),
        ('[workspace]\nname = "x\n', "geen geldige TOML", "voorbeeld", ":2:10"),
        ("[workspace\n", "geen geldige TOML", "voorbeeld", ":1:11"),
    ],
)
def test_a_fault_in_the_configuration_is_told_with_its_place_and_the_way_out(
    folder: Path, text: str, words: str, remedy: str, place: str
) -> None:
    fault = fault_of(folder, text)

    assert words in fault.text.nl
    assert fault.remedy is not None
    assert remedy in fault.remedy.nl
    assert str(fault.location) == "archrepo.toml" + place


def test_byte_order_marks_are_passed_over(folder: Path) -> None:
    for name in ("archrepo.toml", "model/doelen.ttl"):
        (folder / name).write_bytes(b"\xef\xbb\xbf" + (folder / name).read_bytes())

    workspace = opened(folder)

    assert workspace.name == "M"
    assert str(workspace.locate(workspace.find("a"))) == "model/doelen.ttl:2:1"
    assert workspace.files[0].text == MODEL


def test_a_configuration_that_is_not_utf8_is_refused_with_its_line(folder: Path) -> None:
    (folder / "archrepo.toml").write_bytes(b'[workspace]\nname = "\xe9"\n')

    with pytest.raises(ConfigurationFault, match="UTF-8") as caught:
        read_configuration(folder)

    assert str(caught.value.location) == "archrepo.toml:2:1"


def test_all_broken_files_are_told_at_once(folder: Path) -> None:
    for name in ("b", "c"):
        (folder / f"model/{name}.ttl").write_text("x:a x:b x:c .\nx:d x:e x:f .\n", encoding="utf-8")

    with pytest.raises(SyntaxFault) as caught:
        opened(folder)

    places = [str(fault.location) for fault in (caught.value, *caught.value.others)]
    assert [place.rsplit(":", 1)[0] for place in places] == [
        "model/b.ttl:1",
        "model/b.ttl:2",
        "model/c.ttl:1",
        "model/c.ttl:2",
    ]
