"""From any model file to the file of one tool: turned into its form when it has another, then written."""

from __future__ import annotations

from dataclasses import replace

from archrepo.exchange.languages import in_all_languages, in_one_language
from archrepo.exchange.model import DrawingForm, ModelFile
from archrepo.exchange.remarks import Remarks
from archrepo.exchange.writing.ameff import write_ameff
from archrepo.exchange.writing.archi import write_archi
from archrepo.exchange.writing.as_ameff import as_ameff
from archrepo.exchange.writing.as_archi import as_archi
from archrepo.exchange.writing.empty_drawings import with_drawings
from archrepo.exchange.writing.report import counted
from archrepo.exchange.writing.written import WrittenFile


def write_as_ameff(model: ModelFile) -> WrittenFile:
    """Return the model in the exchange format, with all remarks of the way there."""
    remarks = Remarks(model.path)
    made = in_form(model, "ameff", remarks)
    written = write_ameff(made)
    return replace(written, remarks=(*remarks.all(), *written.remarks), counts=counted(made))


def write_as_archi(model: ModelFile) -> WrittenFile:
    """Return the model as a native file of Archi, with all remarks of the way there."""
    remarks = Remarks(model.path)
    made = in_form(model, "archi", remarks)
    written = write_archi(made)
    return replace(written, remarks=(*remarks.all(), *written.remarks), counts=counted(made))


def in_form(model: ModelFile, form: DrawingForm, remarks: Remarks, *, anew: bool = False) -> ModelFile:
    """Return the model itself when it has the form already, else turned into it; `anew` turns it in any case.

    A view without a drawing gets an empty one.
    """
    model = with_drawings(model)
    if model.format != form or not model.rest or anew:
        return as_ameff(model, remarks) if form == "ameff" else as_archi(model, remarks)
    model = in_all_languages(model) if form == "ameff" else in_one_language(model)
    if all(view.drawn_in == form for view in model.views):
        return model
    # Only drawings are in another form: what remained of the file stays the frame.
    made = as_ameff(model, remarks) if form == "ameff" else as_archi(model, remarks)
    return replace(model, views=made.views)
