"""Write the pages and pictures of the notation from the metamodel and the palettes.

python docs/notation.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from archrepo.diagrams import Artist, Notation, notation_sheet, shapes
from archrepo.diagrams.palettes import PALETTES
from archrepo.language import LANGUAGES, Language, Text
from archrepo.metamodel import Metamodel
from archrepo.views import Line
from archrepo.workspace import load_ontology

DOCS = Path(__file__).parent
CORNERS = {
    shapes.square: Text("recht", "square"),
    shapes.rounded: Text("rond", "rounded"),
    shapes.cut: Text("afgesneden", "cut"),
    shapes.tab: Text("met een tab", "with a tab"),
    shapes.oval: Text("cirkel", "circle"),
}
ENDS = {
    "none": Text("", ""),
    "diamond": Text("dichte ruit", "filled diamond"),
    "open diamond": Text("open ruit", "open diamond"),
    "ball": Text("bolletje", "ball"),
    "triangle": Text("dichte pijl", "filled arrow"),
    "hollow triangle": Text("holle pijl", "hollow arrow"),
    "arrow": Text("open pijl", "open arrow"),
    "half arrow": Text("halve pijl", "half arrow"),
}
DASHES = {"": Text("doorgetrokken", "solid"), "2 2": Text("stippel", "dotted"), "6 3": Text("streepjes", "dashed")}


def name_of(stem: str, ending: str, language: Language) -> str:
    """Return the name of a file in a language; Dutch has the plain name."""
    return f"{stem}{'' if language == 'nl' else f'.{language}'}.{ending}"


def files() -> dict[Path, str]:
    """Return every page and picture of the notation, under its path."""
    metamodel = load_ontology().metamodel
    made = {}
    for language in LANGUAGES:
        picture = Artist(metamodel, language).draw(notation_sheet(metamodel, language), framed=False)
        made[DOCS / "pictures" / name_of("notation", "svg", language)] = picture
        made[DOCS / "reference" / name_of("notation", "md", language)] = page(metamodel, language)
    return made


def page(metamodel: Metamodel, language: Language) -> str:
    """Return the page: the sheet, the types, the relations and the palettes."""
    return "\n".join(_lines(metamodel, language)) + "\n"


def _lines(metamodel: Metamodel, language: Language) -> Iterator[str]:
    def say(dutch: str, english: str) -> str:
        return Text(dutch, english).in_(language)

    notation = Notation.of(metamodel)
    other = next(each for each in LANGUAGES if each != language)
    yield "<!-- Made by `python docs/notation.py`; do not edit. -->"
    yield ""
    yield say("# De notatie van de platen", "# The notation of the pictures")
    yield ""
    yield f"[{say('In English', 'In het Nederlands')}]({name_of('notation', 'md', other)})"
    yield ""
    yield say(
        "Elke vorm en elke lijn staat een keer op dit blad. De vormen zijn die van ArchiMate 3.2 en 4; de "
        "kleuren zijn die van Archi, want de standaard schrijft geen kleuren voor.",
        "Every shape and every line stands once on this sheet. The shapes are those of ArchiMate 3.2 and 4; "
        "the colours are those of Archi, since the standard prescribes none.",
    )
    yield ""
    alt = say("Alle vormen en lijnen, per laag", "All shapes and lines, by layer")
    yield f"![{alt}](../pictures/{name_of('notation', 'svg', language)})"
    yield ""
    yield say("## Onderdelen", "## Elements")
    yield ""
    yield say(
        "Onder een gemaakte plaat staat in de legenda de gewone naam; de naam uit ArchiMate ziet u bij de aanwijzer.",
        "Under a generated view the legend has the plain name; the name of ArchiMate is shown at the pointer.",
    )
    yield ""
    yield say("| soort | gewone naam | hoeken |", "| type | plain name | corners |")
    yield "|---|---|---|"
    for kind in metamodel.types.values():
        look = notation.box(kind.name)
        plain = look.plain.in_(language) if look.plain else ""
        yield f"| {kind.label.in_(language)} | {plain} | {CORNERS[look.outline].in_(language)} |"
    yield ""
    yield say("## Relaties", "## Relations")
    yield ""
    yield say(
        "| relatie | in gewone woorden | lijn | begin | eind |", "| relation | in plain words | line | start | end |"
    )
    yield "|---|---|---|---|---|"
    for name, line in notation.lines.items():
        cells = [line.label, line.verb(Line("", name, "", "")), DASHES[line.dash], ENDS[line.source], ENDS[line.target]]
        yield f"| {' | '.join(cell.in_(language) for cell in cells)} |"
    yield ""
    yield say(
        "Toegang heeft een open pijl naar wie leest en naar wat beschreven wordt. Invloed heeft een teken op "
        "de lijn (+, ++, -, --). Een gerichte associatie eindigt in een halve pijl. Een lijn die een junctie "
        "in gaat, heeft daar geen pijl.",
        "Access has an open arrow to who reads and to what is written. Influence has a sign on the line (+, "
        "++, -, --). A directed association ends in half an arrow. A line that enters a junction has no arrow"
        " there.",
    )
    yield ""
    yield say("## Kleuren", "## Colours")
    yield ""
    yield say("Kies met `archrepo draw --palette`:", "Choose with `archrepo draw --palette`:")
    yield ""
    for palette in PALETTES.values():
        yield f"* `{palette.name}`: {palette.label.in_(language)}"
    yield ""
    yield say(
        "Letters steken op elke vulling ten minste 4,5 op 1 af en lijnen 3 op 1; bij hoog contrast en in "
        "zwart-wit is dat 7 op 1 voor letters, en heeft elk onderdeel, waar plaats is, de letter van zijn "
        "laag: S, B, A, T, P, M of I. Wat een kleur betekent, staat er altijd ook met een teken en in woorden.",
        "Words stand out from every fill by at least 4.5 to 1 and lines by 3 to 1; in high contrast and in "
        "black and white that is 7 to 1 for words, and every element with room has the letter of its layer: S, B, A, T,"
        " P, M or I. What a colour means is also there as a sign and in words, always.",
    )


if __name__ == "__main__":
    for path, text in files().items():
        path.write_text(text, encoding="utf-8", newline="\n")
