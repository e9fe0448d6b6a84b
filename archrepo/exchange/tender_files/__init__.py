"""Read tender files (.xlsx, .xlsm, .csv, .docx, .pdf) into rows of text with their places, safely and within limits."""

from archrepo.exchange.tender_files.opening import read_tender_file

__all__ = ["read_tender_file"]
