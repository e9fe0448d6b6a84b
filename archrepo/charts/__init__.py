"""Figures for management that are read as a picture: each comes from one saved question, which states its formula."""

from __future__ import annotations

from archrepo.charts.making import build_chart, defaults_of, judged_once, list_charts, named_chart
from archrepo.charts.values import Chart, Figure

__all__ = ["Chart", "Figure", "build_chart", "defaults_of", "judged_once", "list_charts", "named_chart"]
