"""Write a model file in the form of another tool: the same model always gives the same bytes.

A file that was read is filled back into what remained of it, so order, folders and metadata are those of the author.
For another format the model is turned into that format first, and what it cannot hold is told.
"""

from archrepo.exchange.writing.formats import FORMATS, FileFormat, format_named, write_model
from archrepo.exchange.writing.report import export_lines
from archrepo.exchange.writing.written import WrittenFile

__all__ = ["FORMATS", "FileFormat", "WrittenFile", "export_lines", "format_named", "write_model"]
