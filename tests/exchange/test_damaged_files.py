"""Whatever damage a file has, it is imported or refused with a clear fault; it never breaks the program."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as some
from the_knowledge import shipped_ontology

from archrepo.errors import ArchrepoError
from archrepo.exchange import ImportOptions, import_model
from archrepo.exchange.drawings import Drawings
from archrepo.workspace import open_workspace

ONTOLOGY = shipped_ontology()
WHOLE = (
    '<archimate:model xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:archimate="http://www.archimatetool.com/archimate" name="Proef" id="m" version="5.0.0">'
    '<folder name="F" id="f" type="business"><element xsi:type="archimate:Product" name="A" id="a" profiles="p"/>'
    '<element xsi:type="archimate:AccessRelationship" id="r" source="a" target="a" accessType="1"/>'
    '<element xsi:type="archimate:ArchimateDiagramModel" name="V" id="v"><child xsi:type="archimate:DiagramObject" '
    'id="k" archimateElement="a" font="1|Arial|9.0|1" fillColor="#ffffff" alpha="9" textAlignment="1">'
    '<bounds x="1" y="2" width="3" height="4"/><feature name="labelExpression" value="${name}"/>'
    '<sourceConnection xsi:type="archimate:Connection" id="l" source="k" target="k" archimateRelationship="r">'
    '<bendpoint startX="1" endY="2"/></sourceConnection></child></element></folder>'
    '<profile name="P" id="p" conceptType="Product"/></archimate:model>'
)
STARTS = tuple(at + 2 for at in range(len(WHOLE)) if WHOLE.startswith('="', at))
VALUES = (
    "",
    "x",
    "a b",
    "nan",
    "1e999",
    "-99999999999",
    "..",
    "%",
    "é",
    "1|2|x|y",
    "a&#9;b&#10;c",
    "archimate:Foo Bar",
    "l",
)


@some.composite
def damaged(draw: some.DrawFn) -> bytes:
    text = WHOLE
    for start in sorted(draw(some.lists(some.sampled_from(STARTS), max_size=3, unique=True)), reverse=True):
        text = text[:start] + draw(some.sampled_from(VALUES)) + text[text.index('"', start) :]
    data = text.encode()
    if draw(some.booleans()):
        place = draw(some.integers(0, len(data)))
        data = data[:place] + draw(some.binary(max_size=4)) + data[place + draw(some.integers(0, 40)) :]
    return data


@settings(max_examples=120, deadline=None)
@given(damaged())
def test_a_damaged_file_is_imported_or_refused_in_words(data: bytes) -> None:
    with TemporaryDirectory() as made:
        source, folder = Path(made) / "m.archimate", Path(made) / "out"
        source.write_bytes(data)
        try:
            import_model([source], folder, ImportOptions(base="https://proef.example/id/"))
        except ArchrepoError as fault:
            assert fault.text.nl and fault.remedy is not None
            assert not folder.exists()
        else:
            drawings = Drawings(open_workspace(folder, date(2026, 11, 22), ontology=ONTOLOGY), "nl")
            assert all(view.boxes is not None for view in map(drawings.view, drawings))
