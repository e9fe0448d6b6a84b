"""A copy of then tells what was exported, or imported, when the file itself does not; a part is compared by itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from the_knowledge import shipped_ontology

from archrepo.errors import RequestFault
from archrepo.exchange import ImportOptions, import_model
from archrepo.exchange.bringing_back import brought_back
from archrepo.exchange.gathering import gather
from archrepo.exchange.taking_over import proposal_of
from archrepo.exchange.writing import write_model
from archrepo.landscape import Choices, conflict_words
from archrepo.workspace import Workspace, open_workspace
from tests.exchange.test_third_state import BASE, DAY, Exported, exported_to, state_of

ONTOLOGY = shipped_ontology()
ARCHI = """<?xml version="1.0" encoding="UTF-8"?>
<archimate:model xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:archimate="http://www.archimatetool.com/archimate" name="Van Archi" id="id-archi" version="5.0.0">
  <folder name="Application" id="f1" type="application">
    <element xsi:type="archimate:ApplicationComponent" name="Een" id="een"/>
    <element xsi:type="archimate:ApplicationComponent" name="Twee" id="twee"/>
  </folder>
  <folder name="Relations" id="f2" type="relations">
    <element xsi:type="archimate:ServingRelationship" id="r1" source="een" target="twee"/>
  </folder>
</archimate:model>
"""  # noqa: E501
HEADER = f"""@prefix : <{BASE}> .
@prefix am: <https://purl.org/archimate#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


@pytest.fixture
def exported(tmp_path: Path) -> Exported:
    return exported_to(tmp_path, "archimate")


def imported(root: Path, beside: str) -> tuple[Workspace, Path, Path]:
    """A workspace with a file of its own and one import; also the file of then and the copy that is edited."""
    (root / "archrepo.toml").write_text(
        f'[workspace]\nname = "P"\nbase = "{BASE}"\n\n[files]\nmodel = ["**/*.ttl"]\n', encoding="utf-8"
    )
    (root / "own.ttl").write_text(HEADER + beside, encoding="utf-8")
    then, edited = root / "then.archimate", root / "edited.archimate"
    then.write_text(ARCHI, encoding="utf-8")
    shutil.copy(then, edited)
    import_model([then], root / "part", ImportOptions())
    return open_workspace(root, DAY, ontology=ONTOLOGY), then, edited


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")


OWN = ':eigen a am:ApplicationComponent ; rdfs:label "Eigen"@nl .\n'
OWN_MODEL = ':m a am:Model ; rdfs:label "Geheel"@nl .\n'


@pytest.mark.parametrize("beside", [OWN, OWN_MODEL + OWN])
def test_the_file_of_one_imported_folder_says_nothing_of_the_rest(tmp_path: Path, beside: str) -> None:
    workspace, then, edited = imported(tmp_path, beside)
    edited.write_bytes(write_model(gather(workspace, "part"), "archimate").data)
    edit(edited, 'name="Een"', 'name="Eerste"')

    proposal = brought_back(workspace, edited, Choices(removals=True))

    assert edited.read_bytes() == then.read_bytes().replace(b'name="Een"', b'name="Eerste"')
    assert proposal.gone == ()
    assert [one.subject.value.rpartition("/")[2] for one in proposal.amendments] == ["een"]


def test_a_file_of_the_whole_still_tells_what_left_the_part(tmp_path: Path) -> None:
    workspace, _, edited = imported(tmp_path, OWN)
    edited.write_bytes(write_model(gather(workspace), "archimate").data)
    text = edited.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines(keepends=True) if 'id="twee"' not in line and 'id="r1"' not in line]
    edited.write_text("".join(lines), encoding="utf-8", newline="")

    gone = brought_back(workspace, edited, Choices(removals=True)).gone

    assert [one.value.rpartition("/")[2] for one in gone] == ["twee"]


def test_an_imported_file_and_its_copy_are_three_states(tmp_path: Path) -> None:
    _, then, edited = imported(tmp_path, OWN)
    (changed,) = (one for one in (tmp_path / "part").glob("*.ttl") if '"Twee"' in one.read_text(encoding="utf-8"))
    edit(changed, '"Twee"', '"Tweede"')
    edit(edited, 'name="Een"', 'name="Eerste"')
    workspace = open_workspace(tmp_path, DAY, ontology=ONTOLOGY)

    alone, both = brought_back(workspace, edited), brought_back(workspace, edited, Choices(since=then))

    assert len(alone.amendments) == 2 and "--since" in alone.remarks[0].nl
    assert [one.subject.value.rpartition("/")[2] for one in both.amendments] == ["een"]
    assert (both.conflicts, len(both.remarks)) == ((), 1)


def test_a_conflict_shows_what_the_copy_says(exported: Exported) -> None:
    then = exported.root / "then.archimate"
    shutil.copy(exported.path, then)
    exported.file_says(("ar:users 410", "ar:users 512"))
    exported.model_says(("ar:users 410", "ar:users 600"))
    edit(exported.path, state_of(exported.path.read_bytes()).decode(), "2:AAAA")

    (conflict,) = brought_back(exported.opened(), exported.path, Choices(since=then)).conflicts

    assert (conflict.exported is not None, conflict.exported and conflict.exported.nl) == (True, "410")
    assert conflict_words(conflict).nl.endswith("bij de export stond er '410'")


def test_a_copy_that_is_not_what_the_file_was_edited_from_is_refused(exported: Exported) -> None:
    then = exported.root / "then.archimate"
    changed = exported.of_model(("ar:users 410", "ar:users 512"))
    then.write_bytes(changed)
    with pytest.raises(RequestFault, match="not the export of this file"):
        brought_back(exported.opened(), exported.path, Choices(since=then))
    then.write_bytes(changed.replace(state_of(changed), state_of(exported.path.read_bytes())))
    with pytest.raises(RequestFault, match="changed after the export itself"):
        brought_back(exported.opened(), exported.path, Choices(since=then))
    then.write_bytes(changed.replace(BASE.encode(), b"https://elders.example/id/"))
    with pytest.raises(RequestFault, match="comes from another model"):
        brought_back(exported.opened(), exported.path, Choices(since=then))


def test_a_workbook_has_no_copy_of_then(exported: Exported) -> None:
    with pytest.raises(RequestFault, match="--since is for a model file"):
        proposal_of(exported.opened(), exported.root / "landscape.xlsx", Choices(since=exported.path))
