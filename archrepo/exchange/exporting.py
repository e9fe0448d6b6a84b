"""Export a model: a workspace, or one imported folder of it, in the form of another tool, with a report in words."""

from __future__ import annotations

from dataclasses import dataclass

from archrepo.exchange.gathering import gather
from archrepo.exchange.writing import WrittenFile, export_lines, format_named, write_model
from archrepo.language import Language, Text
from archrepo.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Export:
    """What goes out, and the lines that tell what went along."""

    written: WrittenFile
    lines: tuple[Text, ...]


def export_model(workspace: Workspace, form: str, folder: str, language: Language) -> Export:
    """Return the model in the format with that name; `folder` is the imported one to keep to, "" for the whole model.

    Raises:
        RequestFault: there is no such format, or nothing was imported into that folder.
        InputFault: a file that an import wrote is no longer what it was.
    """
    of_workspace = format_named(form).of_workspace
    if of_workspace is not None:
        written = of_workspace(workspace, folder, language)
        return Export(written, export_lines(None, written))
    model = gather(workspace, folder)
    written = write_model(model, form)
    return Export(written, export_lines(model, written))
