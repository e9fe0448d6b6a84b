"""The way to what stops when a part fails: found from where a manager looks, and told in those words."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

HEADING = "Wat valt uit als dit uitvalt?"


@pytest.mark.parametrize("path", ["/sturen", "/platen", "/vragen"])
def test_way_in_stands_where_a_manager_looks(client: FlaskClient, path: str) -> None:
    page = client.get(path).get_data(as_text=True)

    assert HEADING in page
    assert 'href="/uitval"' in page


def test_page_lets_choose_an_application_a_supplier_and_a_location(client: FlaskClient) -> None:
    page = client.get("/uitval").get_data(as_text=True)

    for part in ("zaaksysteem", "netwerkplein", "datacentrum"):
        assert f'href="/platen/{part}?stappen=3&amp;richting=geraakt#plaat"' in page


@pytest.mark.parametrize("part", ["zaaksysteem", "netwerkplein", "datacentrum"])
def test_picture_shows_what_needs_the_part_and_asks_it_in_those_words(client: FlaskClient, part: str) -> None:
    answer = client.get(f"/uitval?van={part}", follow_redirects=True)
    page = answer.get_data(as_text=True)

    assert answer.status_code == 200
    assert "Wat valt er uit als" in page
    assert page.count('data-box="') > 1 or page.count("<tr>") > 2


def test_an_unknown_part_is_told_with_the_way_out(client: FlaskClient) -> None:
    page = client.get("/uitval?van=qqqqq").get_data(as_text=True)

    assert "niets in het model heet" in page
