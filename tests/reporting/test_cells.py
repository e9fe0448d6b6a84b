"""No cell that is written is taken for a formula, and every text comes back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archrepo.reporting.cells import plain_cell, safe_cell


@pytest.mark.parametrize("text", ["=1+1", "+31 6", "-a", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1"])
def test_a_text_that_begins_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "eis", "5", "-5", "+3,5", "'t Zand", "a=1", "€ 5"])
def test_another_text_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


@given(st.text(alphabet="=+-@'\t\r\n a1", max_size=8))
def test_a_safe_cell_comes_back_as_it_was(text: str) -> None:
    assert not safe_cell(text).startswith(("=", "@", "\t", "\r"))
    assert plain_cell(safe_cell(text)) == text or text.startswith("'")
