"""What a file says otherwise of views is never passed over in silence: names come back, drawings are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from the_knowledge import shipped_ontology

from archrepo.amending import amended
from archrepo.exchange import ImportOptions, import_model
from archrepo.exchange.bringing_back import brought_back
from archrepo.exchange.exporting import export_model
from archrepo.landscape import Choices, Proposal
from archrepo.workspace import Workspace, open_workspace

ELEMENTS = (
    '<element xsi:type="archimate:Product" name="A" id="a"/><element xsi:type="archimate:Product" name="B" id="b"/>'
)
BOX = '<child id="1" archimateElement="a"><bounds x="10" y="20" width="50" height="50"/></child>'
VIEWS = (
    f'<element xsi:type="archimate:ArchimateDiagramModel" name="Overzicht" id="v">{BOX}</element>'
    '<element xsi:type="archimate:ArchimateDiagramModel" name="Tweede" id="w"/>'
)


def opened(folder: Path) -> Workspace:
    return open_workspace(folder, date(2026, 11, 22), ontology=shipped_ontology())


@pytest.fixture
def workspace(archi_file: Callable[..., Path], tmp_path: Path) -> Workspace:
    import_model([archi_file(ELEMENTS, "", VIEWS)], tmp_path / "in", ImportOptions(base="https://proef.example/id/"))
    return opened(tmp_path / "in")


def edited(workspace: Workspace, tmp_path: Path, old: str, new: str) -> Proposal:
    text = export_model(workspace, "archimate", "", "nl").written.data.decode()
    assert old in text, text
    (tmp_path / "then.archimate").write_text(text, "utf-8")
    (tmp_path / "uit.archimate").write_text(text.replace(old, new), "utf-8")
    return brought_back(workspace, tmp_path / "uit.archimate", Choices(since=tmp_path / "then.archimate"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('x="10"', 'x="300"', "1 anders dan in het model ('Overzicht')"),
        ('archimateElement="a"', 'archimateElement="b"', "1 anders dan in het model ('Overzicht')"),
        (
            '<element xsi:type="archimate:ArchimateDiagramModel" name="Tweede"',
            '<element xsi:type="archimate:ArchimateDiagramModel" name="Derde" id="x"/>'
            '<element xsi:type="archimate:ArchimateDiagramModel" name="Tweede"',
            "1 nieuw ('Derde')",
        ),
        ('<element xsi:type="archimate:ArchimateDiagramModel" name="Tweede" id="w"/>', "", "1 weg ('Tweede')"),
    ],
)
def test_a_drawing_that_changed_is_told_and_writes_nothing(
    old: str, new: str, said: str, workspace: Workspace, tmp_path: Path
) -> None:
    proposal = edited(workspace, tmp_path, old, new)

    assert proposal.amendments == ()
    assert any(said in remark.nl and "archrepo import" in remark.nl for remark in proposal.remarks), proposal.remarks


def test_an_untouched_file_says_nothing_of_drawings(workspace: Workspace, tmp_path: Path) -> None:
    proposal = edited(workspace, tmp_path, 'name="A"', 'name="Anders"')

    assert proposal.remarks == ()


def test_a_renamed_view_comes_back_as_its_name_and_nothing_else(workspace: Workspace, tmp_path: Path) -> None:
    proposal = edited(workspace, tmp_path, 'name="Overzicht"', 'name="Overzicht 2027"')

    changes = amended(workspace, proposal.amendments, removed=(), new_file=proposal.new_files).changes

    assert [one.path for one in changes] == ["views.ttl"]
    assert [line for change in changes for line in change.lines() if line.startswith("+ ")] == [
        line for change in changes for line in change.lines() if "Overzicht 2027" in line
    ]
    assert proposal.remarks == ()


def test_a_file_from_which_all_views_went_is_told(workspace: Workspace, tmp_path: Path) -> None:
    text = export_model(workspace, "archimate", "", "nl").written.data.decode()
    (tmp_path / "then.archimate").write_text(text, "utf-8")
    root = etree.fromstring(text.encode())
    for view in root.xpath("//folder[@type='diagrams']/element"):
        view.getparent().remove(view)
    (tmp_path / "uit.archimate").write_bytes(etree.tostring(root, encoding="UTF-8"))

    proposal = brought_back(workspace, tmp_path / "uit.archimate", Choices(since=tmp_path / "then.archimate"))

    assert any("2 weg ('Overzicht', 'Tweede')" in one.nl for one in proposal.remarks), proposal.remarks
