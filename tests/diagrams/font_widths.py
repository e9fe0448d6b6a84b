"""Write the table of widths in archrepo/diagrams/font.py anew from the fonts themselves.

Run it with the folder that holds LiberationSans-Regular.ttf and LiberationSans-Bold.ttf; Source Sans Pro is read from
its package. The product never reads a font to measure text: it has the table.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from archrepo.lettering import STAND_INS, font_files

TABLE = Path(__file__).parents[2] / "archrepo" / "diagrams" / "font.py"
UNITS = 2048
_ON_A_LINE = 21
#: What labels are written with: Latin, accents, Greek, Cyrillic, and the signs of text, money, mathematics and lists.
_PARTS = (
    range(0x20, 0x7F),
    range(0xA0, 0x250),
    range(0x2C6, 0x2DE),
    range(0x384, 0x3CF),
    range(0x400, 0x460),
    range(0x490, 0x492),
    range(0x1E80, 0x1E86),
    range(0x2010, 0x2060),
    range(0x2070, 0x20C0),
    range(0x2100, 0x2320),
    range(0x25A0, 0x27C0),
)


@dataclass(frozen=True, slots=True)
class Face:
    """The widths of one font in units of 1/2048 em, rounded up: by character, and of the box for what it lacks."""

    widths: dict[int, int]
    missing: int


def read_face(path: Path, stand_ins: Mapping[str, str] = STAND_INS) -> Face:
    """Return the widths of a TrueType font, from its tables `head`, `hhea`, `hmtx` and `cmap`.

    A sign that the font lacks is as wide as what is drawn in its place.
    """
    data = path.read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * index) for index in range(count))
    tables = {tag.decode(): start for tag, _, start, _ in records}
    em = struct.unpack_from(">H", data, tables["head"] + 18)[0]
    measured = struct.unpack_from(">H", data, tables["hhea"] + 34)[0]

    def width(glyph: int) -> int:
        units = struct.unpack_from(">H", data, tables["hmtx"] + 4 * min(glyph, measured - 1))[0]
        return -(-units * UNITS // em)

    glyphs = _glyphs(data, tables["cmap"])
    widths = {code: width(glyph) for code, glyph in glyphs.items() if glyph}
    for sign, drawn in stand_ins.items():
        if ord(sign) not in widths and all(ord(each) in widths for each in drawn):
            widths[ord(sign)] = sum(widths[ord(each)] for each in drawn)
    return Face(widths, width(0))


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """Return the glyph of each character of the basic plane, from the Unicode subtable of format 4."""
    for index in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        platform, encoding, start = struct.unpack_from(">HHL", data, cmap + 4 + 8 * index)
        if (platform, encoding) in ((3, 1), (0, 3)) and struct.unpack_from(">H", data, cmap + start)[0] == 4:
            return _format_4(data, cmap + start)
    raise ValueError("no Unicode table of format 4")


def _format_4(data: bytes, start: int) -> dict[int, int]:
    twice = struct.unpack_from(">H", data, start + 6)[0]
    many = f">{twice // 2}H"
    ends = struct.unpack_from(many, data, start + 14)
    begins = struct.unpack_from(many, data, start + 16 + twice)
    deltas = struct.unpack_from(many, data, start + 16 + 2 * twice)
    offsets_at = start + 16 + 3 * twice
    offsets = struct.unpack_from(many, data, offsets_at)
    glyphs: dict[int, int] = {}
    for index, (begin, end, delta, offset) in enumerate(zip(begins, ends, deltas, offsets, strict=True)):
        for code in range(begin, min(end, 0xFFFD) + 1):
            glyph = code
            if offset:
                glyph = struct.unpack_from(">H", data, offsets_at + 2 * index + offset + 2 * (code - begin))[0]
            glyphs[code] = (glyph + delta) & 0xFFFF if glyph or not offset else 0
    return glyphs


def widest(faces: list[Face], codes: set[int]) -> dict[int, int]:
    """Return the width of each character in the font where it, or the box that stands for it, is widest."""
    return {code: max(face.widths.get(code, face.missing) for face in faces) for code in sorted(codes)}


def table(widths: dict[int, int]) -> str:
    """Return the widths as lines: the first character of a run in hexadecimal, and the widths from there on."""
    runs: list[tuple[int, list[int]]] = []
    for code, wide in widths.items():
        if runs and code == runs[-1][0] + len(runs[-1][1]) and len(runs[-1][1]) < _ON_A_LINE:
            runs[-1][1].append(wide)
        else:
            runs.append((code, [wide]))
    return "".join(f"{first:04x} {' '.join(map(str, run))}\n" for first, run in runs)


def main(folder: Path) -> None:
    """Replace both tables in font.py."""
    text = TABLE.read_text(encoding="utf-8")
    for name, liberation, (upright, italic) in (
        ("_REGULAR", "LiberationSans-Regular.ttf", font_files()[0::2]),
        ("_BOLD", "LiberationSans-Bold.ttf", font_files()[1::2]),
    ):
        # What only the italic lacks is drawn upright.
        faces = [read_face(folder / liberation), read_face(upright), replace(read_face(italic), missing=0)]
        codes = {code for face in faces for code in face.widths if any(code in part for part in _PARTS)}
        before, rest = text.split(f'{name}: Final = """\\\n', 1)
        text = f'{before}{name}: Final = """\\\n{table(widest(faces, codes))}"""{rest.split(chr(34) * 3, 1)[1]}'
    TABLE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
