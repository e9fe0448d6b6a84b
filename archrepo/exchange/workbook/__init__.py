"""The landscape workbook as it comes back: read within limits, and taken apart by its hidden sheet.

Written by `archrepo/reporting/landscape_xlsx.py`; a test writes a workbook there and reads it here.
"""

from archrepo.exchange.workbook.reading import read_landscape

__all__ = ["read_landscape"]
