"""What a person types in a cell, and what a stranger may have put there."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from archrepo.procurement.bids.cell_values import is_iri, is_web_address


@pytest.mark.parametrize(
    "text",
    ["https://x.nl/%zz", "https://[::1", "https://x.nl\n", "https://x\x00y", "https://a b", "javascript:alert(1)", ""],
)
def test_what_is_no_whole_web_address_is_told_and_ends_no_reading(text: str) -> None:
    assert not is_web_address(text)


@pytest.mark.parametrize("text", ["https://x.nl", "https://x.nl/é?a=b#c", "http://gemeente.example/a%20b"])
def test_a_web_address_can_be_the_name_of_a_thing(text: str) -> None:
    assert is_web_address(text)
    assert ox.NamedNode(text).value == text


@pytest.mark.parametrize("text", ["", "geen iri", "a: b", "https://w3id.org/archrepo/def#<script>"])
def test_a_hidden_sheet_that_was_changed_gives_no_iri(text: str) -> None:
    assert not is_iri(text)
