"""A stored drawing becomes a view with absolute places; names and types come from the model as it is now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from archrepo.errors import InputFault, RequestFault
from archrepo.exchange import ImportOptions, import_model
from archrepo.exchange.drawings import Drawings
from archrepo.views import Box, Style, View, boxes_by_key
from archrepo.vocabulary import GEMMA
from archrepo.workspace import Workspace, open_workspace

BASE = "https://proef.example/id/"
ELEMENTS = "".join(
    f'<element xsi:type="archimate:BusinessProcess" name="{one.upper()}" id="{one}">'
    f'<property key="Code" value="{one}1"/></element>'
    for one in "abc"
)
RELATIONS = (
    '<element xsi:type="archimate:TriggeringRelationship" id="r1" name="dan" source="a" target="b"/>'
    '<element xsi:type="archimate:CompositionRelationship" id="r2" source="a" target="c"/>'
    '<element xsi:type="archimate:AssociationRelationship" id="r3" source="c" target="r1" directed="true"/>'
)
ArchiFile = Callable[..., Path]


def opened(path: Path) -> Workspace:
    folder = path.parent / "workspace"
    import_model([path], folder, ImportOptions(base=BASE))
    return open_workspace(folder, date(2026, 11, 22))


def drawn(archi_file: ArchiFile, children: str, form: str = "archimate:ArchimateDiagramModel") -> View:
    view = f'<element xsi:type="{form}" name="Plaat" id="v">{children}</element>'
    return Drawings(opened(archi_file(ELEMENTS, RELATIONS, view)), "nl").view(NamedNode(BASE + "v"))


def child(key: str, more: str = "", inside: str = "", kind: str = "DiagramObject") -> str:
    return f'<child xsi:type="archimate:{kind}" id="{key}" {more}>{inside}</child>'


def line(key: str, source: str, target: str, more: str = "", inside: str = "") -> str:
    ends = f'source="{source}" target="{target}"'
    return f'<sourceConnection xsi:type="archimate:Connection" id="{key}" {ends} {more}>{inside}</sourceConnection>'


def place(box: Box) -> tuple[float | None, float | None, float | None, float | None]:
    return (box.x, box.y, box.w, box.h)


def test_a_view_of_the_national_model_has_the_places_that_a_hand_computes(gemma: Workspace) -> None:
    view = Drawings(gemma, "nl").view(NamedNode(GEMMA + "0fc76a64-de2c-49d1-a33b-fe7e76149dc8"))

    outer, inner, person = view.boxes
    assert [box.label for box in view.boxes] == [
        "Gemeentebegrafenissen",
        "Gemeentebegrafenis",
        "NatuurlijkPersoon\n(RSGB Model)",
    ]
    assert place(outer) == (10, 10, 281, 121)
    # Stored as 50, 50 in a parent at 10, 10.
    assert place(inner) == (60, 60, 181, 61)
    assert place(person) == (390, 50, 181, 61)
    (has,) = view.lines
    # Centres 150.5, 90.5 and 480.5, 80.5; offsets 140, -10 and -190, 0, then 190, -10 and -140, 0.
    assert has.bendpoints == ((290.5, 80.5), (340.5, 80.5))
    assert (has.kind, has.label, has.directed) == ("Association", "heeft", True)
    assert [one.kind for one in view.nested] == ["Aggregation"]
    assert (view.x, view.y, view.width, view.height) == (10, 10, 561, 121)
    assert outer.style == Style(
        fill="#fafafa", outline_share=0.7, font="Segoe UI", font_size=12, bold=True, align="left", position="top"
    )


def test_every_view_of_the_national_model_can_be_shown_whole(gemma: Workspace) -> None:
    views = [view for drawings in [Drawings(gemma, "nl")] for view in map(drawings.view, drawings)]

    assert len(views) == 358
    assert sum(len(view.boxes) for view in views) == 15193
    assert [view.left_out for view in views if view.left_out] == []
    assert sum(len(view.lines) + len(view.nested) for view in views) == 13548
    for view in views:
        boxes = boxes_by_key(view)
        ends = {*boxes, *(one.key for one in (*view.lines, *view.nested))}
        assert all(box.parent is None or box.parent in boxes for box in view.boxes)
        assert all({one.source, one.target} <= ends for one in view.lines)


def test_default_sizes_and_negative_places_are_kept(archi_file: ArchiFile) -> None:
    bounds = '<bounds x="-30" y="-5" width="-1" height="-1"/>'
    note = child("n", 'content="Let op"', '<bounds x="200"/>', "Note")

    view = drawn(archi_file, child("k", 'archimateElement="a"', bounds) + note)

    assert [place(box) for box in view.boxes] == [(-30, -5, 120, 55), (200, 0, 185, 80)]
    assert (view.x, view.y, view.width, view.height) == (-30, -5, 415, 85)


def test_a_relation_inside_its_parent_is_nested_and_not_drawn(archi_file: ArchiFile) -> None:
    inner = child("kc", 'archimateElement="c"', '<bounds x="5" y="6" width="10" height="10"/>')
    outer = child(
        "ka",
        'archimateElement="a"',
        line("l2", "ka", "kc", 'archimateRelationship="r2"')
        + line("l1", "ka", "kb", 'archimateRelationship="r1"')
        + '<bounds x="10" y="10" width="100" height="100"/>'
        + inner,
    )

    view = drawn(archi_file, outer + child("kb", 'archimateElement="b"', '<bounds x="300"/>'))

    assert [(one.kind, one.label) for one in view.lines] == [("Triggering", "dan")]
    assert [one.kind for one in view.nested] == ["Composition"]
    assert place(view.boxes[1]) == (15, 16, 10, 10)
    assert view.boxes[1].parent == "ka"


def test_a_line_to_a_line_bends_from_the_middle_of_that_line(archi_file: ArchiFile) -> None:
    boxes = (
        child("ka", 'archimateElement="a"', line("l1", "ka", "kb", 'archimateRelationship="r1"')
              + '<bounds x="0" y="0" width="100" height="50"/>')
        + child("kb", 'archimateElement="b"', '<bounds x="200" y="0" width="100" height="50"/>')
        + child("kc", 'archimateElement="c"', line("l3", "kc", "l1", 'archimateRelationship="r3"',
                '<bendpoint startX="0" startY="-50" endX="0" endY="50"/>')
                + '<bounds x="100" y="200" width="100" height="50"/>')
    )  # fmt: skip

    view = drawn(archi_file, boxes)

    found = {one.key: one for one in view.lines}
    assert (found["l3"].source, found["l3"].target, found["l3"].directed) == ("kc", "l1", True)
    # Half of (150, 225 - 50) and half of the middle of l1 (150, 25 + 50).
    assert found["l3"].bendpoints == ((150, 125),)


def test_a_ring_of_lines_that_end_in_each_other_is_left_out(archi_file: ArchiFile) -> None:
    lines = line("l1", "k", "l2") + line("l2", "l3", "l1") + line("l3", "l3", "l3") + line("l4", "k", "k")

    view = drawn(archi_file, child("k", 'archimateElement="a"', lines))

    assert [one.key for one in view.lines] == ["l4"]
    assert [one.en for one in view.left_out] == ["3 lines without a relation or without both ends in the model"]


def test_colours_fonts_and_positions_are_read(archi_file: ArchiFile) -> None:
    font = "1|Segoe UI|9.0|3|WINDOWS|1|-12|0|0|0|700|1|1|1|1|0|0|0|0|Segoe UI"
    looks = (
        f'archimateElement="a" type="1" fillColor="#FF0000" alpha="51" lineColor="#00FF00" fontColor="#0000FF" '
        f'font="{font}" textAlignment="4" textPosition="2"'
    )
    features = '<feature name="lineAlpha" value="0"/><feature name="deriveElementLineColor" value="false"/>'

    view = drawn(archi_file, child("k", looks, features))

    assert view.boxes[0].figure == 1
    assert view.boxes[0].style == Style(
        fill="#ff0000", fill_opacity=0.2, line="#00ff00", line_opacity=0, text="#0000ff", font="Segoe UI",
        font_size=9, bold=True, italic=True, underline=True, strikeout=True, align="right", position="bottom",
    )  # fmt: skip


def test_groups_notes_images_and_references_are_boxes_of_their_own_kind(archi_file: ArchiFile) -> None:
    children = (
        child("g", 'name="Groep"', child("n", 'content="Tekst" borderType="2"', kind="Note"), "Group")
        + child("i", 'imagePath="images/x.png"', kind="DiagramModelImage")
        + child("w", 'model="v"', kind="DiagramModelReference")
    )

    view = drawn(archi_file, children)

    assert [(box.kind, box.label) for box in view.boxes] == [
        ("Group", "Groep"),
        ("Note", "Tekst"),
        ("Image", ""),
        ("ViewReference", "Plaat"),
    ]
    assert view.boxes[1].style.border == "none"
    assert view.boxes[2].image == "images/x.png"
    assert view.boxes[3].target_view == BASE + "v"


def test_a_sketch_and_a_canvas_can_be_shown_too(archi_file: ArchiFile) -> None:
    sketch = drawn(
        archi_file,
        child("s", 'name="Sticky" content="Idee"', kind="SketchModelSticky")
        + child("p", 'name="Bob"', line("l", "p", "s", 'name="denkt" type="2"'), "SketchModelActor"),
        "archimate:SketchModel",
    )

    assert [(box.kind, box.label, box.figure) for box in sketch.boxes] == [("Sticky", "Idee", 0), ("Sticky", "Bob", 1)]
    assert [(one.kind, one.label, one.style.line_style) for one in sketch.lines] == [("Connection", "denkt", "dashed")]


def test_a_renamed_element_is_shown_under_its_new_name(archi_file: ArchiFile) -> None:
    view = '<element xsi:type="archimate:ArchimateDiagramModel" name="Plaat" id="v">{}</element>'
    root = opened(archi_file(ELEMENTS, RELATIONS, view.format(child("k", 'archimateElement="a"')))).root
    text = (root / "business.ttl").read_text("utf-8")
    (root / "business.ttl").write_text(text.replace('"A"@nl', '"Nieuw"@nl'), "utf-8")

    found = Drawings(open_workspace(root, date(2026, 11, 22)), "nl").view(NamedNode(BASE + "v"))

    assert [box.label for box in found.boxes] == ["Nieuw"]


def test_an_element_that_left_the_model_is_shown_as_missing(archi_file: ArchiFile) -> None:
    view = drawn(archi_file, child("k", 'archimateElement="weg"'))

    assert [(box.kind, box.element) for box in view.boxes] == [("Note", None)]
    assert [one.en for one in view.left_out] == ["1 boxes of elements that are no longer in the model"]


def test_a_composed_label_is_filled_from_the_model(archi_file: ArchiFile) -> None:
    template = '<feature name="labelExpression" value="${property:Code} - ${name}"/>'

    view = drawn(archi_file, child("k", 'archimateElement="a"', template))

    assert view.boxes[0].label == "a1 - A"


def test_a_drawing_outside_the_workspace_is_not_read(archi_file: ArchiFile) -> None:
    view = '<element xsi:type="archimate:ArchimateDiagramModel" name="Plaat" id="v"/>'
    root = opened(archi_file(ELEMENTS, RELATIONS, view)).root
    text = (root / "views.ttl").read_text("utf-8")
    (root / "views.ttl").write_text(text.replace("views/v.xml", "../model.archimate"), "utf-8")
    workspace = open_workspace(root, date(2026, 11, 22))

    with pytest.raises(InputFault):
        Drawings(workspace, "nl").view(NamedNode(BASE + "v"))
    with pytest.raises(RequestFault):
        Drawings(workspace, "nl").view(NamedNode(BASE + "a"))


def test_both_formats_draw_the_same_boxes_at_the_same_places(shared: Path, tmp_path: Path) -> None:
    found: list[dict[str, list[tuple[str, str, float, float, float | None, float | None]]]] = []
    for name in ("vera41.archimate", "vera41.xml"):
        folder = tmp_path / name.replace(".", "-")
        import_model([shared / "data" / "vera" / name], folder)
        drawings = Drawings(open_workspace(folder, date(2026, 11, 22)), "nl")
        found.append({iri.value.rpartition("/")[2].removeprefix("id-"): shapes(drawings.view(iri)) for iri in drawings})

    assert len(found[0]) == 67
    assert found[0] == found[1]


def shapes(view: View) -> list[tuple[str, str, float, float, float | None, float | None]]:
    """Return the boxes with places from their own corner: Archi moves a view with negative places on export."""
    left = min(box.x or 0 for box in view.boxes)
    top = min(box.y or 0 for box in view.boxes)
    return [
        (box.kind, " ".join(box.label.split()), (box.x or 0) - left, (box.y or 0) - top, box.w, box.h)
        for box in view.boxes
    ]
