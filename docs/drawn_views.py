"""Write the page on drawn views: what Archi can say of a drawing, how often two models say it, and how it is drawn.

python docs/drawn_views.py FOLDER, the folder with the test data
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

PAGE = Path(__file__).parent / "reference" / "drawn-views.md"
MODELS = {"GEMMA": "gemma/gemma.archimate", "VERA": "vera/vera41.archimate"}
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_VIEWS = ("ArchimateDiagramModel", "SketchModel", "CanvasModel")
_NOT_LOOKS = {"id", "name", "source", "target", "targetConnections", "archimateElement", "archimateRelationship", _TYPE}

#: What a box, a line or a view can say, by the name in the file, and what is done with it.
DRAWN = {
    "bounds": "place and size, relative to the box around it; -1 is the size that Archi gives by itself",
    "bendpoint": "bends, weighed between both ends as Archi does",
    "content": "the words of a note or a sticky note",
    "fillColor": "fill; where it is absent that of the type",
    "fontColor": "colour of the words; where it is absent black, or white on a dark fill",
    "lineColor": "colour of the border or line",
    "lineWidth": "1, 2 or 3 pixels",
    "alpha": "opacity of the fill",
    "font": "family (in SVG), size, bold, italic, underlined, struck through; a PNG or PDF has Source Sans Pro",
    "textAlignment": "left, centre, right",
    "textPosition": "top, middle or bottom of a box; source, middle or target of a line",
    "type": "the second figure of a box; dashes and heads of a line that is no relation",
    "borderType": "dog ear, rectangle or none for a note; tab or rectangle for a group",
    "model": "the view that a box leads to, with a link",
    "imagePath": "the image itself, when it came in the file (PNG, JPEG, GIF, at most 4 MB)",
    "imagePosition": "nine places in the box, or the whole box",
    "feature labelExpression": "composed of name, documentation, properties, far ends and conditions",
    "feature gradient": "from the fill to white, from each of four sides",
    "feature lineAlpha": "opacity of the border",
    "feature lineStyle": "solid, dashed, dotted or none",
    "feature deriveElementLineColor": "a border in the colour of the fill times 0.7, unless it says false",
    "feature iconColor": "colour of the icon",
    "feature iconVisible": "no icon",
    "feature nameVisible": "no words on a line",
    "viewpoint": "kept with the view; it changes nothing in the picture, as in Archi",
}
NOT_DRAWN = {
    "background": "the paper of a sketch is white",
    "connectionRouterType": "lines of the router for right angles run straight between their bends",
    "property": "properties of a view or a box are kept in the drawing and not shown, as in Archi",
    "documentation": "kept, and shown beside the picture",
    "hintContent": "hints of a canvas are kept and not shown",
    "locked": "kept; a picture cannot be moved anyway",
    "notes": "notes of a canvas are kept and not shown",
}

HEAD = """\
<!-- Made by `python docs/drawn_views.py FOLDER`; do not edit. -->

# Drawn views

A view that an architect drew is drawn as the tool drew it. An import loses nothing: the drawing itself is kept
as it came. This is what the files of Archi can say of a drawing, how often two national models say it, and what
is done with it. A test counts again and fails when a file says something that is not listed here.
"""
FOOT = """\
## As Archi does it

* Words stand where Archi has them: beside the icon at the top, 4 pixels from the border (5 in a note), lines 1.33
  times the letters apart. Archi lets words that do not fit run out of the box or cuts them. Here they first go
  below the icon, then stand closer, then get smaller, at least 6 pixels, and at last end in an ellipsis; the
  whole label is in the title of the box.
* Words on a line stand in the middle of the middle segment, or 14 pixels from an end and 4 beside the line; the
  line leaves them free.
* A relation between a box and one that lies in it is not drawn, whatever its kind; the table beside the picture
  has it.
* Heads are as large as in Archi: a diamond of 20 by 12 pixels, a triangle of 7 by 6 (hollow 10 by 14), a ball of 6.
* The tab of a group is half as wide as the group, of a grouping five sevenths, and wider where its name is.
* What Archi lets a user set for all his models is as it comes: derived borders, no rounded bends, no jumps where
  lines cross."""


def counted(file: Path) -> Counter[str]:
    """Return how often each thing is said in the views of a model, by its name in the file."""
    counts: Counter[str] = Counter()
    for view in etree.parse(str(file)).getroot().iter("element"):
        if view.get(_TYPE, "").rpartition(":")[2] not in _VIEWS:
            continue
        for node in view.iter():
            if node.tag in ("element", "child", "sourceConnection"):
                counts.update(str(name) for name in node.attrib if name not in _NOT_LOOKS)
            elif node.tag == "feature":
                counts[f"feature {node.get('name')}"] += 1
            elif isinstance(node.tag, str):
                counts[node.tag] += 1
    return counts


def page(data: Path) -> str:
    """Return the page, counted in the models of the folder."""
    return "\n".join(_lines({name: counted(data / path) for name, path in MODELS.items()})) + "\n"


def _lines(counts: dict[str, Counter[str]]) -> Iterator[str]:
    yield HEAD
    for title, listed in (("Drawn", DRAWN), ("Kept, and not drawn", NOT_DRAWN)):
        yield f"## {title}"
        yield ""
        yield f"| in the file | {' | '.join(counts)} | what is done with it |"
        yield f"|---|{'---|' * len(counts)}---|"
        for name, words in listed.items():
            yield f"| `{name}` | {' | '.join(str(each[name] or '') for each in counts.values())} | {words} |"
        yield ""
    yield FOOT


if __name__ == "__main__":
    PAGE.write_text(page(Path(sys.argv[1])), encoding="utf-8", newline="\n")
