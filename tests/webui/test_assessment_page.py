"""The pages on an assessment: what its numbers count stands with them, in both languages."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient


def page_of(client: FlaskClient, path: str) -> str:
    answer = client.get(path)

    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_undecided_mandatory_requirements_stand_in_the_table_of_candidates(client: FlaskClient) -> None:
    page = page_of(client, "/toetsen/zaaksysteem?lang=nl")
    row = page.partition(">Zaaknevel (Nevel Voorbeeld B.V.)</a></th>")[2].partition("</tr>")[0]

    assert re.findall(r"<td[^>]*>([^<]*)</td>", row) == ["0; 24 niet te bepalen", "20", "5", "8", "0", "1"]
    assert "verplichte eisen: voldoet niet" in page
    assert "0; 24 unknown" in page_of(client, "/toetsen/zaaksysteem?lang=en")


def test_the_page_of_the_report_opens_with_the_sentence_of_the_verdict(client: FlaskClient) -> None:
    def lead(path: str) -> str:
        return page_of(client, path).partition('<p class="sum">')[2].partition("</p>")[0]

    assert lead("/toetsen/zaaksysteem/rapport?lang=nl") == lead("/toetsen/zaaksysteem?lang=nl")


@pytest.mark.parametrize("name", ["zaaksysteem", "afvalmeldingen"])
def test_closed_tender_is_not_told_to_be_mended_before_publication(client: FlaskClient, name: str) -> None:
    dutch, english = (page_of(client, f"/toetsen/{name}?lang={language}") for language in ("nl", "en"))
    questions = page_of(client, f"/toetsen/{name}/vragen?lang=nl")

    assert "voordat u publiceert" not in dutch
    assert "De eisen mag u nu niet meer wijzigen." in dutch
    assert "The requirements may not be changed any more." in english
    assert "De eisen mag u nu niet meer wijzigen." in questions
