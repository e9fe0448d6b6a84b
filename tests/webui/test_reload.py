"""The viewer follows the files, and never serves a broken model."""

from __future__ import annotations

import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archrepo.procurement import find_proposal
from webui import create_app, current

AS_OF = date(2026, 11, 22)


@pytest.fixture
def small(small_model: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A reader of the small model, whose viewer looks at the files at every request."""
    monkeypatch.setattr(current, "SECONDS_BETWEEN_CHECKS", 0.0)
    return create_app(small_model, as_of=AS_OF).test_client()


def body(client: FlaskClient, address: str) -> str:
    """Return what stands at an address, whatever the code."""
    return client.get(address).get_data(as_text=True)


def test_changed_file_shows_at_the_next_request(small: FlaskClient, small_model: Path, small_text: str) -> None:
    assert "<h1>Kassa</h1>" in body(small, "/doc/applicatiecomponent/kassa")

    (small_model / "model.ttl").write_text(small_text.replace('"Kassa"', '"Kassasysteem"'))

    assert "<h1>Kassasysteem</h1>" in body(small, "/doc/applicatiecomponent/kassa")


def test_new_file_shows_at_the_next_request(small: FlaskClient, small_model: Path, small_text: str) -> None:
    assert small.get("/doc/locatie/stadhuis").status_code == 404

    (small_model / "meer.ttl").write_text(
        small_text.split("\n\n")[0] + '\n:stadhuis a am:Location ; rdfs:label "Stadhuis"@nl .'
    )

    assert "<h1>Stadhuis</h1>" in body(small, "/doc/locatie/stadhuis")


def test_broken_model_leaves_the_last_good_one_with_a_red_bar(
    small: FlaskClient, small_model: Path, small_text: str
) -> None:
    body(small, "/")

    (small_model / "model.ttl").write_text(small_text.replace('"Kassa"@nl ,', '"Kassa"@nl ;;,'))
    page = body(small, "/doc/applicatiecomponent/kassa")

    assert "<h1>Kassa</h1>" in page
    assert 'class="red-bar" role="alert"' in page
    assert "model.ttl:6" in page
    assert "last good version" in body(small, "/readyz")


def test_mended_model_takes_the_red_bar_away(small: FlaskClient, small_model: Path, small_text: str) -> None:
    body(small, "/")
    (small_model / "model.ttl").write_text("dit is geen Turtle")
    assert "red-bar" in body(small, "/")

    (small_model / "model.ttl").write_text(small_text.replace('"Balie"', '"Loket"'))

    page = body(small, "/doc/bedrijfsservice/balie")
    assert "red-bar" not in page
    assert "<h1>Loket</h1>" in page


def test_broken_configuration_leaves_the_last_good_model(small: FlaskClient, small_model: Path) -> None:
    body(small, "/")

    (small_model / "archrepo.toml").write_text("[workspace")

    page = body(small, "/")
    assert "red-bar" in page
    assert "archrepo.toml" in page


def test_model_that_was_never_good_gives_a_page_that_says_where(
    small: FlaskClient, small_model: Path, small_text: str
) -> None:
    (small_model / "model.ttl").write_text(small_text + "\n:los")

    answer = small.get("/")

    assert answer.status_code == 503
    assert "Het model kan niet worden geopend" in answer.get_data(as_text=True)
    assert "model.ttl:" in answer.get_data(as_text=True)
    assert small.get("/readyz").status_code == 503


def test_a_broken_proposal_is_told_apart_from_a_broken_model(own_model: Path) -> None:
    (own_model / "proposals/zaaksysteem/extra.ttl").write_text("<urn:x> a ", encoding="utf-8")
    client = create_app(own_model, as_of=date(2026, 11, 22)).test_client()

    answer = client.get("/toetsen/zaaksysteem")

    text = answer.get_data(as_text=True)
    assert answer.status_code == 503
    assert "Dit voorstel kan niet worden gelezen" in text
    assert "proposals/zaaksysteem/extra.ttl:1" in text
    assert client.get("/").status_code == 200


def test_two_viewers_in_one_process_keep_their_own_model(app: Flask, small: FlaskClient) -> None:
    assert "Voorbeeldstad</h1>" in body(app.test_client(), "/")
    assert "<h1>Klein</h1>" in body(small, "/")


def commit(folder: Path, message: str) -> None:
    """Write down all that lies in a folder as a commit of it."""
    author = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    for words in (["init", "-q"], ["add", "."], [*author, "commit", "-q", "--allow-empty", "-m", message]):
        subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)


def test_commit_is_followed_by_the_version_and_by_a_difference(
    small: FlaskClient, small_model: Path, small_text: str
) -> None:
    commit(small_model, "eerste")
    (small_model / "model.ttl").write_text(small_text.replace('"Kassa"', '"Kassasysteem"'))
    commit(small_model, "tweede")
    address = "/platen/kassa?van=HEAD~1&tot=HEAD"
    assert "~ gewijzigd" in body(small, address)
    before = body(small, "/")

    commit(small_model, "zonder wijziging")

    assert "~ gewijzigd" not in body(small, address) and "~ gewijzigd" in body(
        small, "/platen/kassa?van=HEAD~2&tot=HEAD"
    )
    (small_model / "model.ttl").write_text(small_text.replace('"Kassa"', '"Kassabalie"'))
    assert "nog niet zijn vastgelegd" in body(small, "/") and "nog niet zijn vastgelegd" not in before
    commit(small_model, "derde")
    assert "nog niet zijn vastgelegd" not in body(small, "/") and "derde" in body(small, "/")


def test_the_cover_of_a_dossier_follows_a_commit(own_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "SECONDS_BETWEEN_CHECKS", 0.0)
    viewer = current.Current(own_model, AS_OF)

    def cover() -> tuple[str, bool]:
        model = viewer.get().model
        found = model.dossier(find_proposal(model.workspace, "zaaksysteem")).provenance
        return found.commit, found.is_changed

    commit(own_model, "eerste")
    first = cover()
    path = own_model / "proposals/zaaksysteem/procurement.ttl"
    path.write_text(path.read_text(encoding="utf-8") + "# meer\n", encoding="utf-8")
    changed = cover()
    commit(own_model, "tweede")
    second = cover()

    assert (first[1], changed, second[1]) == (False, (first[0], True), False)
    assert second[0] != first[0] != ""


def test_difference_of_a_branch_that_moves_is_drawn_again(
    small: FlaskClient, small_model: Path, small_text: str
) -> None:
    commit(small_model, "eerste")
    (small_model / "model.ttl").write_text(small_text.replace('"Kassa"', '"Kassasysteem"'))
    commit(small_model, "tweede")
    address = "/platen/kassa?van=eerder&tot=HEAD"
    for place, is_changed in (("HEAD~1", True), ("HEAD", False)):
        subprocess.run(["git", "-C", str(small_model), "branch", "-f", "eerder", place], check=True)

        assert ("~ gewijzigd" in body(small, address)) == is_changed


def test_hostile_words_stay_words(small: FlaskClient, small_model: Path, small_text: str) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    (small_model / "model.ttl").write_text(small_text.replace('"Kassa"', f'"{hostile}"'))

    pages = [
        body(small, address)
        for address in (
            "/",
            "/zoeken?q=script",
            "/doc/applicatiecomponent/kassa",
            "/doc/bedrijfsservice/balie",
            "/kwaliteit",
        )
    ]

    assert not any("<script>alert" in page or "<img" in page for page in pages)
    assert "&lt;script&gt;alert(1)" in pages[2]


def test_hostile_address_is_not_followed(small: FlaskClient, small_model: Path, small_text: str) -> None:
    (small_model / "model.ttl").write_text(
        small_text.replace(":kassa a", ":kassa rdfs:seeAlso <javascript:alert(1)> ; a")
    )

    assert 'href="javascript' not in body(small, "/doc/applicatiecomponent/kassa")


def test_hostile_search_is_only_a_question(small: FlaskClient) -> None:
    for words in ('" OR 1=1 --', "*", "NEAR(", "<b>", "a" * 5000, "\x00", "%F0%9F%98%80"):
        answer = small.get("/zoeken", query_string={"q": words})

        assert answer.status_code == 200, words
        assert "<b>" not in answer.get_data(as_text=True)


def test_readers_at_once_all_get_a_whole_version(small: FlaskClient, small_model: Path, small_text: str) -> None:
    viewer = small.application

    def read(number: int) -> tuple[int, bool]:
        if number % 10 == 0:
            written = small_model / f"model.{number}"
            written.write_text(small_text.replace('"Kassa"', f'"Kassa {number}"'))
            written.replace(small_model / "model.ttl")
        answer = viewer.test_client().get("/doc/applicatiecomponent/kassa")
        return answer.status_code, "<h1>Kassa" in answer.get_data(as_text=True)

    with ThreadPoolExecutor(8) as readers:
        answers = set(readers.map(read, range(1, 60)))

    assert answers == {(200, True)}


def test_a_change_of_a_proposal_does_not_open_the_model_again(own_model: Path) -> None:
    app = create_app(own_model, as_of=AS_OF, may_write=True)
    client, served = app.test_client(), app.extensions["archrepo"]
    client.get("/toetsen")
    model = served.get().model
    client.post("/toetsen/nieuw", data={"titel": "Parkeren"}, headers={"Sec-Fetch-Site": "same-origin"})
    time.sleep(2 * current.SECONDS_BETWEEN_CHECKS)

    assert "Parkeren" in body(client, "/toetsen/parkeren")
    assert served.get().model is model
