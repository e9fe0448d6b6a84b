"""The views of a workspace with their drawings, without the boxes and lines of what is gone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from lxml import etree
from pyoxigraph import NamedNode

from archrepo.exchange.gathering.describing import Descriptions
from archrepo.exchange.gathering.identifiers import Identifiers
from archrepo.exchange.gathering.kept import Kept
from archrepo.exchange.gathering.remains import read_text
from archrepo.exchange.model import DrawingForm, FileView, ViewForm
from archrepo.exchange.names import AMEFF_NAMESPACE
from archrepo.exchange.remarks import Remarks
from archrepo.exchange.safe_xml import parse_xml
from archrepo.exchange.writing.pruning import prune_ameff_drawing, prune_archi_drawing
from archrepo.language import Text
from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.vocabulary import DRAWING, DRAWING_FORM, SHOWS, VIEWPOINT

_NODE = f"{{{AMEFF_NAMESPACE}}}node"
_FORMS: Mapping[str, ViewForm] = {"diagram": "diagram", "sketch": "sketch", "canvas": "canvas"}
_SHOWN = etree.XPath(".//child/@archimateElement", smart_strings=False)


class Views:
    """Makes the views of one model file."""

    def __init__(
        self, graph: Graph, describe: Descriptions, identifiers: Identifiers, root: Path, remarks: Remarks
    ) -> None:
        """Take what every view needs; no drawing outside `root` is read."""
        self._graph = graph
        self._describe = describe
        self._identifiers = identifiers
        self._root = root.resolve()
        self._remarks = remarks

    def view(self, iri: NamedNode, kept: Kept, folder: Path, gone: Collection[str], in_file: str) -> FileView:
        """Return one view; `in_file` is its id in the import, `gone` are ids there that are no more."""
        described = self._describe(iri, kept, in_file)
        form = self._graph.value(iri, DRAWING_FORM)
        viewpoint = self._graph.value(iri, VIEWPOINT)
        data, shows, drawn_in = self._drawing(iri, folder, gone)
        return FileView(
            self._identifiers[iri],
            _FORMS.get(form.value, "diagram") if form else "diagram",
            viewpoint.value if viewpoint else "",
            described.names,
            described.texts,
            described.properties,
            shows if data else self._shown(iri),
            data,
            drawn_in,
        )

    def _shown(self, iri: Term) -> tuple[str, ...]:
        """Return the ids of what a view without a drawing shows, sorted."""
        return tuple(sorted(self._identifiers.of_missing(one) for one in self._graph.objects(iri, SHOWS)))

    def _drawing(self, iri: Term, folder: Path, gone: Collection[str]) -> tuple[bytes, tuple[str, ...], DrawingForm]:
        stated = self._graph.value(iri, DRAWING)
        if stated is None:
            return b"", (), "archi"
        path = folder / stated.value
        if not path.is_file() or not path.resolve().is_relative_to(self._root):
            self._remarks.loss(
                Text(f"de tekening {stated.value} is er niet meer", f"the drawing {stated.value} is no longer there")
            )
            return b"", (), "archi"
        data = read_text(path)
        root = parse_xml(data, path.as_posix())
        is_ameff = str(root.tag).startswith(f"{{{AMEFF_NAMESPACE}}}")
        if gone:
            before = _parts(root)
            (prune_ameff_drawing if is_ameff else prune_archi_drawing)(root, gone)
            lost = before - _parts(root)
            if lost:
                data = etree.tostring(root, encoding="UTF-8") + b"\n"
            for _ in range(lost):
                self._remarks.change(
                    Text(
                        "vak of lijn van een verwijderd concept: weg uit de tekening",
                        "box or line of a removed concept: gone from the drawing",
                    )
                )
        if is_ameff:
            shown = (str(node.get("elementRef")) for node in root.iter(_NODE) if node.get("elementRef"))
            return data, tuple(dict.fromkeys(shown)), "ameff"
        found = _SHOWN(root)
        assert isinstance(found, list)
        return data, tuple(dict.fromkeys(map(str, found))), "archi"


def _parts(root: etree._Element) -> int:
    return sum(1 for _ in root.iter("child", "sourceConnection", _NODE, f"{{{AMEFF_NAMESPACE}}}connection"))
