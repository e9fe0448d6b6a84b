"""Places are read from draw.io files as people have them: plain, packed, nested, and hostile."""

from __future__ import annotations

import base64
import zlib
from pathlib import Path
from urllib.parse import quote

import pytest

from archrepo.errors import ArchrepoError, InputFault
from archrepo.exchange.drawio_places import MOST_BYTES, read_drawio_places

MODEL = """<mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>
<object label="Groep" type="Group" id="b0"><mxCell vertex="1" parent="1"><mxGeometry x="10" y="20" width="300" height="200" as="geometry"/></mxCell></object>
<UserObject label="Zaak" type="ApplicationComponent" iri="https://a.example/zaak" id="b1"><mxCell vertex="1" parent="b0"><mxGeometry x="5" y="6" width="120" height="60" as="geometry"/></mxCell></UserObject>
<mxCell id="note" value="eigen notitie" vertex="1" parent="1"><mxGeometry x="1" y="1" width="9" height="9" as="geometry"/></mxCell>
<object label="" type="Flow" iri="https://a.example/f" id="l0"><mxCell edge="1" parent="1" source="b1" target="b0"><mxGeometry relative="1" as="geometry"/></mxCell></object>
</root></mxGraphModel>"""  # noqa: E501 - draw.io writes long lines


def read(tmp_path: Path, text: str | bytes) -> object:
    file = tmp_path / "plaat.drawio"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_drawio_places(file)


def packed(text: str) -> str:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return base64.b64encode(packer.compress(quote(text, safe="").encode()) + packer.flush()).decode()


@pytest.mark.parametrize("inside", [MODEL, packed(MODEL)], ids=["plain", "packed"])
def test_shapes_are_read_with_their_place_on_the_page(tmp_path: Path, inside: str) -> None:
    pages = read_drawio_places(_file(tmp_path, f'<mxfile><diagram name="Keten">{inside}</diagram></mxfile>'))

    group, case = pages[0].shapes
    assert pages[0].name == "Keten"
    assert (group.iri, group.label, group.x, group.y, group.around) == ("", "Groep", 10, 20, None)
    assert (case.iri, case.x, case.y, case.w, case.around) == ("https://a.example/zaak", 15, 26, 120, 0)


def _file(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "plaat.drawio"
    file.write_text(text)
    return file


@pytest.mark.parametrize(
    "text",
    [
        "",
        "geen xml",
        "<svg/>",
        "<mxfile><diagram>niet gepakt!</diagram></mxfile>",
        f"<mxfile><diagram>{packed('<svg/>')}</diagram></mxfile>",
        '<!DOCTYPE mxfile [<!ENTITY a SYSTEM "file:///etc/passwd">]><mxfile><diagram>&a;</diagram></mxfile>',
        f"<mxfile><diagram>{packed('<!DOCTYPE a []>' + MODEL)}</diagram></mxfile>",
        f"<mxfile><diagram>{packed(' ' * (MOST_BYTES + 9))}</diagram></mxfile>",
        "<mxfile><diagram>" + MODEL.replace('x="5"', 'x="nan"') + "</diagram></mxfile>",
        "<mxfile><diagram>" + MODEL.replace('x="5"', 'x="1e300"') + "</diagram></mxfile>",
    ],
    ids=lambda text: text[:30],
)
def test_what_is_no_safe_drawing_is_refused_with_words(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputFault) as caught:
        read(tmp_path, text)

    assert caught.value.remedy is not None


def test_a_ring_of_parents_ends(tmp_path: Path) -> None:
    ring = MODEL.replace('vertex="1" parent="1"><mxGeometry x="10"', 'vertex="1" parent="b1"><mxGeometry x="10"')

    assert read(tmp_path, ring)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchrepoError):
        read_drawio_places(tmp_path / "weg.drawio")
