"""No cell that is written is taken for a formula, and no text loses a letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archrepo.reporting.cells import safe_cell


@pytest.mark.parametrize("text", ["=1+1", "+31 6", "-a", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1"])
def test_a_text_that_begins_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "eis", "5", "-5", "+3,5", "'t Zand", "a=1", "€ 5"])
def test_another_text_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


@given(st.text(alphabet="=+-@'\t\r\n a1", max_size=8))
def test_no_cell_begins_a_formula_and_none_loses_a_letter(text: str) -> None:
    safe = safe_cell(text)

    assert not safe.startswith(("=", "@", "\t", "\r"))
    assert safe in (text, f"'{text}")
