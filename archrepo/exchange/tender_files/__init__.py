"""Read tender files (.xlsx, .xlsm, .csv, .docx, .pdf) into rows of text with their places, safely and within limits."""

from archrepo.exchange.tender_files.faults import MOST_BYTES
from archrepo.exchange.tender_files.opening import read_tender_file, tender_file_at

__all__ = ["MOST_BYTES", "read_tender_file", "tender_file_at"]
