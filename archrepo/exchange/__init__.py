"""In and out of other tools: read model files of Archi and the ArchiMate exchange format, and stored drawings.

One file a format; all formats become one frozen value (`model.ModelFile`), and that becomes a folder of Turtle.
"""

from archrepo.exchange.import_options import ImportOptions
from archrepo.exchange.importing import import_model, read_model
from archrepo.exchange.report import ImportReport, ModelReport, report_lines

__all__ = ["ImportOptions", "ImportReport", "ModelReport", "import_model", "read_model", "report_lines"]
