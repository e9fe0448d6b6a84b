"""The pages show the views by audience, the user's own among them, and tell what is wrong with one."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from archrepo.generated_views import list_views
from tests.views.test_own_views import BODY, HEADER, workspace
from webui import create_app


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("own")
    workspace(
        folder,
        {
            "views/mijn.rq": HEADER + BODY,
            "views/stuk.rq": HEADER.replace("nested", "rond"),
            "views/leeg.rq": HEADER + "SELECT",
        },
    )
    app = create_app(folder, as_of=date(2026, 11, 22))
    app.testing = True
    return app.test_client()


def test_pictures_are_listed_by_audience_with_counts(client: FlaskClient) -> None:
    page = client.get("/platen").get_data(as_text=True)

    heads = re.findall(r'<h2 id="\w+">([^<]+) <span class="count">(\d+)</span>', page)
    assert [title for title, _ in heads] == ["Om op te sturen", "Om mee te ontwerpen"]
    assert sum(int(count) for _, count in heads) == page.count('class="tile"')
    for info in list_views():
        assert f'href="/platen/{info.name}"' in page


def test_own_view_is_in_the_list_and_has_a_page(reader: FlaskClient) -> None:
    listed = reader.get("/platen").get_data(as_text=True)
    page = reader.get("/platen/mijn")

    assert "Uw eigen vragen" in listed and "Mijn systemen" in listed
    assert page.status_code == 200
    assert "<svg" in page.get_data(as_text=True)


def test_list_tells_what_is_wrong_with_an_own_question(reader: FlaskClient) -> None:
    page = reader.get("/platen").get_data(as_text=True)

    assert "views/stuk.rq:5:1" in page
    assert "kies uit: graph, flow, nested, layers" in page


@pytest.mark.parametrize("name", ["stuk", "leeg"])
def test_page_of_a_broken_question_tells_the_fault_and_not_that_the_model_is_broken(
    reader: FlaskClient, name: str
) -> None:
    page = reader.get(f"/platen/{name}")

    assert page.status_code in (200, 422)
    assert f"views/{name}.rq:" in page.get_data(as_text=True)


@pytest.mark.parametrize("name", [info.name for info in list_views()])
def test_every_made_view_has_a_page_on_a_model_that_has_nothing_for_it(reader: FlaskClient, name: str) -> None:
    assert reader.get(f"/platen/{name}").status_code == 200
