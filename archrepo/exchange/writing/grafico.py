"""Write a model as a coArchi folder: made as the native tree of Archi first, then laid out a file a concept."""

from __future__ import annotations

from dataclasses import replace

from archrepo.exchange.forms.grafico_files import grafico_files
from archrepo.exchange.model import ModelFile
from archrepo.exchange.remarks import Remarks
from archrepo.exchange.safe_xml import parse_xml
from archrepo.exchange.writing.converting import write_as_archi
from archrepo.exchange.writing.written import WrittenFile
from archrepo.language import Text


def write_as_grafico(model: ModelFile) -> WrittenFile:
    """Return the model as the files of a coArchi folder: those of `model/`, and the pictures of `images/`.

    The order of a file is told to be lost where it is another than that in which the folder is read; the order of a
    model that came from no file was nobody's choice.
    """
    written = write_as_archi(replace(model, images={}))
    made = grafico_files(parse_xml(written.data, model.path), model.images)
    remarks = Remarks(model.path)
    for _ in range(made.reordered if model.rest else 0):
        remarks.loss(
            Text(
                "volgorde van wat in een map naast elkaar staat; een map van coArchi heeft die van de bestandsnamen",
                "order of what stands in a folder; a folder of coArchi has that of the file names",
            )
        )
    counts = {**written.counts, "images": len(model.images)}
    return WrittenFile(files=made.files, remarks=(*written.remarks, *remarks.all()), counts=counts)
