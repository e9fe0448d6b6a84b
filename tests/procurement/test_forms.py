"""What a person types in a form is read the Dutch way and the plain way."""

from __future__ import annotations

from decimal import Decimal

import pytest

from archrepo.errors import RequestFault
from archrepo.procurement.drafts.forms import price_of


@pytest.mark.parametrize(
    ("typed", "euro"),
    [("410000", "410000"), ("410.000", "410000"), ("410.000,50", "410000.50"), ("€ 99,5", "99.5"), ("0", "0")],
)
def test_a_price_is_read_as_a_dutch_reader_means_it(typed: str, euro: str) -> None:
    assert price_of(typed) == Decimal(euro)


def test_no_price_typed_is_no_price() -> None:
    assert price_of(" ") is None


@pytest.mark.parametrize("typed", ["-1", "veel", "NaN", "1e9", "410,000.00"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(RequestFault, match="no price"):
        price_of(typed)
