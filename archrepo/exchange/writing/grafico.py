"""Write a model as a coArchi folder: made as the native tree of Archi first, then laid out a file a concept."""

from __future__ import annotations

from dataclasses import replace

from archrepo.exchange.forms.grafico_files import grafico_files
from archrepo.exchange.model import ModelFile
from archrepo.exchange.safe_xml import parse_xml
from archrepo.exchange.writing.converting import write_as_archi
from archrepo.exchange.writing.written import WrittenFile


def write_as_grafico(model: ModelFile) -> WrittenFile:
    """Return the model as the files of a coArchi folder: those of `model/`, and the pictures of `images/`."""
    written = write_as_archi(replace(model, images={}))
    files = grafico_files(parse_xml(written.data, model.path), model.images)
    return WrittenFile(files=files, remarks=written.remarks)
