"""From any model file to the file of one tool: turned into its form when it has another, then written."""

from __future__ import annotations

from dataclasses import replace

from archrepo.exchange.model import ModelFile
from archrepo.exchange.writing.ameff import write_ameff
from archrepo.exchange.writing.archi import write_archi
from archrepo.exchange.writing.written import WrittenFile


def write_as_ameff(model: ModelFile) -> WrittenFile:
    """Return the model in the exchange format, with all remarks of the way there."""
    written = write_ameff(model)
    return replace(written, remarks=(*written.remarks,))


def write_as_archi(model: ModelFile) -> WrittenFile:
    """Return the model as a native file of Archi, with all remarks of the way there."""
    written = write_archi(model)
    return replace(written, remarks=(*written.remarks,))
