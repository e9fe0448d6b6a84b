"""The picture of what a purchase does to the landscape: with words, to be saved and linked, or the reason why not."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient


def page_of(client: FlaskClient, path: str) -> str:
    answer = client.get(path)

    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_picture_tells_what_happens_in_words_with_its_day_and_can_be_saved(client: FlaskClient) -> None:
    page = page_of(client, "/toetsen/zaaksysteem/gevolgen?lang=nl")

    assert "▼ wordt vervangen" in page
    assert "22 november 2026" in page
    assert 'href="/toetsen/zaaksysteem/gevolgen.pptx"' in page
    assert 'id="plaat"' in page


@pytest.mark.parametrize(("form", "start"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_picture_is_given_as_a_file(client: FlaskClient, form: str, start: bytes) -> None:
    assert client.get(f"/toetsen/zaaksysteem/gevolgen.{form}").data.startswith(start)


def test_a_purchase_without_such_a_picture_says_why(client: FlaskClient) -> None:
    page = page_of(client, "/toetsen/afvalmeldingen/gevolgen?lang=nl")

    assert "Hier staat geen plaat" in page
    assert client.get("/toetsen/afvalmeldingen/gevolgen.svg").status_code == 404


def test_a_reference_component_is_no_application_that_will_work_with_it(client: FlaskClient) -> None:
    page = page_of(client, "/toetsen/afvalmeldingen/gevolgen?lang=nl")
    groups = page.partition("Applicaties die ermee gaan werken")[2].partition("</ul>")[0]

    assert "Meldingensysteem" in groups
    assert "Afvalinzamelingcomponent" not in groups


def test_a_contract_is_no_data_that_goes_into_it(client: FlaskClient) -> None:
    page = page_of(client, "/toetsen/zaaksysteem/gevolgen?lang=nl")
    _, _, rest = page.partition("Gegevens die erin komen")
    data = rest.partition("</ul>")[0]

    assert "Zaak" in data
    assert "SLA" not in data and "erwerkersovereenkomst" not in data


def test_effects_say_by_which_candidates_a_flow_is_taken_over(client: FlaskClient) -> None:
    dutch = page_of(client, "/toetsen/zaaksysteem/gevolgen?lang=nl")
    english = page_of(client, "/toetsen/zaaksysteem/gevolgen?lang=en")
    rows = dutch.partition("systemen zonder opvolger")[2].partition("</table>")[0]

    assert "stroom wordt overgenomen door minstens één kandidaat" in dutch
    assert "Gegevensstromen die minstens één kandidaat overneemt" in dutch
    assert "(door Zaakhaven (Voorbeeldhaven B.V.); niet door Snelzaak (Snelzaak Voorbeeld Inc.)" in dutch
    assert [rows.count(f'<td class="num">{count}</td>') for count in (9, 1, 11, 3)] == [1, 1, 1, 1]
    assert "by at least one candidate" in english


def test_after_the_term_a_remedy_is_told_as_what_could_have_been_done(client: FlaskClient) -> None:
    page = page_of(client, "/toetsen/zaaksysteem?lang=nl")

    assert "De eisen mag u nu niet meer wijzigen." in page
    assert "Wat u eerder had kunnen doen:" in page and "Wat u kunt doen:" not in page
