"""A drawing that is no longer there is told, and keeps nothing else from going out or coming in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from the_knowledge import shipped_ontology

from archrepo.exchange import ImportOptions, import_model, read_model
from archrepo.exchange.exporting import export_model
from archrepo.exchange.model import FileView
from archrepo.exchange.report import report_lines
from archrepo.exchange.writing import format_named
from archrepo.language import Text
from archrepo.workspace import Workspace, open_workspace

ELEMENTS = '<element xsi:type="archimate:Product" name="A" id="a"/>'
VIEWS = "".join(
    f'<element xsi:type="archimate:{kind}" name="{name}" id="{name.lower()}">{box}'
    f"<documentation>over {name}</documentation></element>"
    for name, kind, box in (
        (
            "V",
            "ArchimateDiagramModel",
            '<child id="1" archimateElement="a"><bounds x="1" y="1" width="9" height="9"/></child>',
        ),
        ("S", "SketchModel", ""),
    )
)
AMEFF_BODY = (
    '<elements><element identifier="a" xsi:type="Product"><name xml:lang="nl">A</name></element></elements>'
    '<views><diagrams><view identifier="v" xsi:type="Diagram"><name xml:lang="nl">V</name>'
    '<node identifier="n" elementRef="a" xsi:type="Element" x="1" y="1" w="9" h="9"/></view></diagrams></views>'
)
FORMS = ("archimate", "grafico", "ameff", "csv")


def opened(folder: Path) -> Workspace:
    return open_workspace(folder, date(2026, 11, 22), ontology=shipped_ontology())


@pytest.fixture(params=["archi", "ameff"])
def without_drawings(
    request: pytest.FixtureRequest,
    archi_file: Callable[..., Path],
    ameff_file: Callable[..., Path],
    tmp_path: Path,
) -> Workspace:
    """A model that was imported in one of both formats, of which all drawings were lost."""
    file = archi_file(ELEMENTS, "", VIEWS) if request.param == "archi" else ameff_file(AMEFF_BODY)
    import_model([file], tmp_path / "in")
    for drawing in (tmp_path / "in" / "views").glob("*.xml"):
        drawing.unlink()
    return opened(tmp_path / "in")


@pytest.mark.parametrize("form", FORMS)
def test_every_form_goes_out_and_tells_which_drawing_is_gone(form: str, without_drawings: Workspace) -> None:
    lines = [line.nl for line in export_model(without_drawings, form, "", "nl").lines]

    assert any("de tekening views/v.xml is er niet meer" in line for line in lines), lines


@pytest.mark.parametrize(("form", "ending"), [("archimate", ".archimate"), ("ameff", ".xml")])
def test_a_view_without_its_drawing_goes_out_empty_with_its_name_and_texts(
    form: str, ending: str, without_drawings: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / f"uit{ending}"
    path.write_bytes(export_model(without_drawings, form, "", "nl").written.data)

    views = read_model(path).views

    assert [one.names[0].text for one in views][:1] == ["V"]
    assert all(_is_empty(one) for one in views)


def _is_empty(view: FileView) -> bool:
    root = etree.fromstring(view.drawing)
    return not any(str(one.tag).rpartition("}")[2] in ("child", "node") for one in root.iter())


@pytest.mark.parametrize(("form", "ending"), [("jsonld", ".jsonld"), ("ntriples", ".nt"), ("trig", ".trig")])
def test_statements_of_drawings_do_not_come_in_and_the_report_says_so(
    form: str, ending: str, archi_file: Callable[..., Path], tmp_path: Path
) -> None:
    import_model([archi_file(ELEMENTS, "", VIEWS)], tmp_path / "in", ImportOptions(base="https://proef.example/id/"))
    make = format_named(form).of_workspace
    assert make is not None
    (tmp_path / f"m{ending}").write_bytes(make(opened(tmp_path / "in"), "", "nl").data)

    report = import_model([tmp_path / f"m{ending}"], tmp_path / "again")

    assert not report.is_complete
    assert [(one.count, one.is_loss) for one in report.models[0].remarks] == [(2, True)]
    assert not any(
        line == Text("  alles is overgenomen", "  everything was carried over") for line in report_lines(report)
    )
    assert "ar:drawing " not in (tmp_path / "again" / "views.ttl").read_text("utf-8")
    assert export_model(opened(tmp_path / "again"), "archimate", "", "nl").written.data
