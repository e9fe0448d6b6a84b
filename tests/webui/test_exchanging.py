"""In and out: every form can be saved, and a file is shown before anything of it is written."""

from __future__ import annotations

import html
import io
import re
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page

from archrepo.exchange.writing import FORMATS, WrittenFile
from archrepo.workspace.saving import text_at
from webui import create_app, current
from webui.opened import opened

OWN = {"Sec-Fetch-Site": "same-origin"}
TOKEN = re.compile(r'name="gezien" value="([0-9a-f]{64})"')
SEAL = re.compile(r'name="zegel" value="([0-9a-f]{64})"')
#: Where files lie while they are looked at; a page never says it.
PLACE = tempfile.gettempdir()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SMALL = """<?xml version="1.0" encoding="UTF-8"?>
<archimate:model xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:archimate="http://www.archimatetool.com/archimate" name="Klein model" id="klein" version="5.0.0">
  <folder name="Application" id="f" type="application">
    <element xsi:type="archimate:ApplicationComponent" name="Meetstation" id="meet"/>
  </folder>
</archimate:model>
"""
VILLAGE = {
    "archrepo.toml": """[workspace]
name = "Dorp"
base = "https://dorp.example/id/"

[files]
model = ["baseline/**/*.ttl"]
""",
    "baseline/dienstverlening.ttl": """@prefix : <https://dorp.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

:zaaksysteem a am:ApplicationComponent ;
    rdfs:label "Zaaksysteem"@nl , "Case management system"@en ;
    ar:lifecycle ar:InUse ; ar:supplier :maker ;
    am:serves :balie .

:balie a am:BusinessService ; rdfs:label "Balie"@nl , "Counter"@en .

:maker a am:BusinessActor ; rdfs:label "De maker"@nl , "The maker"@en .
""",
    "baseline/kassa.ttl": """@prefix : <https://dorp.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

:kassa a am:ApplicationComponent ; rdfs:label "Kassa"@nl , "Till"@en ; am:flowsTo :zaaksysteem .
""",
}


@pytest.fixture(scope="module")
def village_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The viewer of a model of four things, which may change it and looks at its files at every request."""
    folder = tmp_path_factory.mktemp("village")
    put_back(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(current, "SECONDS_BETWEEN_CHECKS", 0.0)
        yield create_app(folder, as_of=date(2026, 11, 22), may_write=True)


@pytest.fixture
def village(village_app: Flask) -> Iterator[Path]:
    """The folder of that model, which a test may change; afterwards it is as it was."""
    folder: Path = village_app.extensions["archrepo"].root
    yield folder
    put_back(folder)


@pytest.fixture
def writing(village: Path, village_app: Flask) -> FlaskClient:
    """A reader who may change that model."""
    return village_app.test_client()


def put_back(folder: Path) -> None:
    """Make the folder hold the model of four things, and nothing else."""
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        if VILLAGE.get(path.relative_to(folder).as_posix()) != path.read_text("utf-8"):
            path.unlink()
    for path in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        if not any(path.iterdir()):
            path.rmdir()
    for name, text in VILLAGE.items():
        if not (folder / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def looked(client: FlaskClient, name: str, data: bytes) -> tuple[int, str]:
    """Send a file, and return the status and the page.

    The body is made here: that of the test client keeps a large one in a temporary file that it does not close.
    """
    head = f'--b\r\nContent-Disposition: form-data; name="bestand"; filename="{name}"\r\n\r\n'.encode()
    answer = client.post(
        "/uitwisselen/bekijken",
        data=head + data + b"\r\n--b--\r\n",
        content_type="multipart/form-data; boundary=b",
        headers=OWN,
    )
    return answer.status_code, answer.text


def written(client: FlaskClient, page: str, **more: str) -> tuple[int, str]:
    found, seal = TOKEN.search(page), SEAL.search(page)
    assert found is not None and seal is not None
    sent = {"gezien": found[1], "zegel": seal[1], **more}
    answer = client.post("/uitwisselen/schrijven", data=sent, headers=OWN)
    return answer.status_code, answer.text


def test_every_form_can_be_saved_and_reported(client: FlaskClient) -> None:
    page = client.get("/uitwisselen").text

    assert FORMATS[0].name == "xlsx" and page.index("Sla op .xlsx") < page.index("Sla op .archimate")
    for form in FORMATS:
        assert f'href="/uitwisselen/model.{form.name}"' in page
        saved = client.get(f"/uitwisselen/model.{form.name}")
        assert saved.status_code == 200 and len(saved.data) > 10_000
        assert "attachment" in saved.headers["Content-Disposition"]
        if not form.endings:
            assert zipfile.ZipFile(io.BytesIO(saved.data)).testzip() is None
        assert "Verslag" in client.get(f"/uitwisselen/verslag/{form.name}").text
    assert client.get("/uitwisselen/model.exe").status_code == 404
    assert "Out: save the model" in client.get("/uitwisselen?lang=en").text


def test_a_form_is_made_once_until_the_model_changes(writing: FlaskClient, village: Path) -> None:
    def shown() -> WrittenFile:
        writing.get("/uitwisselen/verslag/csv")
        with writing.application.app_context():
            return opened().exports.get(("csv", "", "nl"), pytest.fail).written

    first, again = shown(), shown()
    file = next(path for path in village.rglob("dienstverlening.ttl") if b'"Zaaksysteem"@nl' in path.read_bytes())
    file.write_bytes(file.read_bytes().replace(b'"Zaaksysteem"@nl', b'"Ander systeem"@nl', 1))

    assert first is again
    assert b"Ander systeem" in shown().files["elements.csv"]


def test_a_new_model_is_shown_and_then_written_in_the_folder_that_was_chosen(
    writing: FlaskClient, village: Path
) -> None:
    before = files_of(village)

    status, page = looked(writing, "Klein model.archimate", SMALL.encode())

    assert status == 200 and "Een model dat hier nog niet is." in page and "1 element" in page
    assert PLACE not in page and village.as_posix() not in page
    assert files_of(village) == before
    status, _ = written(writing, page, map="baseline/meten")
    assert status == 303
    assert "Meetstation" in (text_at(village / "baseline/meten/application.ttl") or "")
    assert "Meetstation" in writing.get("/zoeken?q=Meetstation").text


def test_a_model_that_comes_back_changes_only_the_fact_that_was_edited(own_model: Path, writing_app: Flask) -> None:
    writing = writing_app.test_client()
    gone_out = writing.get("/uitwisselen/model.archimate").data
    edited = gone_out.replace(b'name="Zaaksysteem"', b'name="Zaakvoorziening van nu"', 1)
    assert edited != gone_out

    status, page = looked(writing, "terug.archimate", edited)
    before = files_of(own_model)
    done, _ = written(writing, page)

    assert (status, done) == (200, 303) and "Een modelbestand dat uit dit model komt." in page
    changed = [path for path, data in files_of(own_model).items() if before[path] != data]
    assert [Path(path).name for path in changed] == ["dienstverlening.ttl"]
    text = Path(changed[0]).read_bytes()
    assert text == before[changed[0]].replace(b'"Zaaksysteem"@nl', b'"Zaakvoorziening van nu"@nl', 1)


def test_what_was_not_shown_is_shown_before_it_is_written(writing: FlaskClient, village: Path) -> None:
    gone_out = writing.get("/uitwisselen/model.archimate").data
    edited = gone_out.replace(b'name="Zaaksysteem"', b'name="Zaakvoorziening van nu"', 1)
    _, page = looked(writing, "terug.archimate", edited)
    file = next(path for path in (village / "baseline").rglob("*.ttl") if b'"Zaaksysteem"@nl' in path.read_bytes())
    file.write_bytes(file.read_bytes().replace(b'"Case management system"@en', b'"Other system"@en', 1))
    before = files_of(village)

    status, shown = written(writing, page)
    left = files_of(village)
    again, _ = written(writing, shown)

    assert (status, again) == (400, 303)
    assert "Dit is niet meer wat u zag" in shown and "Other system" in shown
    assert left == before
    assert files_of(village) != before


def test_a_fact_that_the_model_file_and_the_model_both_changed_is_chosen_first(
    writing: FlaskClient, village: Path
) -> None:
    gone_out = writing.get("/uitwisselen/model.archimate").data
    file = next(path for path in (village / "baseline").rglob("*.ttl") if b'"Zaaksysteem"@nl' in path.read_bytes())
    changed = file.read_bytes().replace(b'"Zaaksysteem"@nl', b'"Ander systeem"@nl', 1)
    file.write_bytes(changed)

    _, page = looked(writing, "terug.archimate", gone_out.replace(b'name="Zaaksysteem"', b'name="Zaakhulp"', 1))
    refused, _ = written(writing, page, gelijk="")
    found = TOKEN.search(page)
    assert found is not None
    chosen = writing.post("/uitwisselen/bekijken", data={"gezien": found[1], "gelijk": "file"}, headers=OWN).text
    done, _ = written(writing, chosen, gelijk="file")

    assert "het bestand zegt 'Zaakhulp', het model zegt nu 'Ander systeem'" in html.unescape(page)
    assert 'name="gelijk" value="file"' in page and refused == 400
    assert (done, file.read_bytes()) == (303, changed.replace(b'"Ander systeem"@nl', b'"Zaakhulp"@nl'))


def test_an_untouched_workbook_changes_nothing_and_cannot_be_written(writing: FlaskClient, village: Path) -> None:
    workbook = writing.get("/uitwisselen/model.xlsx").data
    before = files_of(village)

    status, page = looked(writing, "landschap.xlsx", workbook)

    assert status == 200 and "Er verandert niets in het model." in page and 'formaction="' not in page
    assert written(writing, page)[0] == 400
    assert files_of(village) == before


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("half.archimate", SMALL.encode()[:300], "houdt hier te vroeg op"),
        ("leeg.xml", b"", "is leeg"),
        ("plaatje.png", b"\x89PNG\r\n\x1a\n", "geen ArchiMate-model"),
        ("bom.xml", b'<!DOCTYPE a [<!ENTITY b "bb">]>' + SMALL.encode()[39:], "DOCTYPE"),
        ("kapot.xlsx", b"PK\x03\x04kapot", ""),
        ("../../../etc/passwd", b"root:x:0:0", "geen ArchiMate-model"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_changes_nothing(
    name: str, data: bytes, words: str, writing: FlaskClient, village: Path
) -> None:
    before = files_of(village)

    status, page = looked(writing, name, data)

    assert status == 400 and 'role="alert"' in page and words in html.unescape(page)
    assert PLACE not in page
    assert files_of(village) == before


def test_a_folder_outside_the_model_or_a_file_that_is_gone_is_refused(writing: FlaskClient, village: Path) -> None:
    before = files_of(village.parent)
    _, page = looked(writing, "klein.archimate", SMALL.encode())

    for folder in ("../buiten", f"{PLACE}/buiten", "."):
        status, refused = written(writing, page, map=folder)
        assert status == 400 and "is geen map in dit model" in html.unescape(refused)
    gone = writing.post("/uitwisselen/schrijven", data={"gezien": "0" * 64}, headers=OWN)
    assert gone.status_code == 400 and "niet meer bewaard" in gone.text
    assert writing.post("/uitwisselen/bekijken", data={}, headers=OWN).status_code == 400
    assert files_of(village.parent) == before


def test_too_large_a_file_gets_a_page_that_says_so(writing: FlaskClient) -> None:
    status, page = looked(writing, "groot.xml", b" " * (33 * 1024 * 1024))

    assert status == 413 and "MB" in page


@pytest.mark.parametrize("folder", [".git/hooks", "baseline/.nieuw", "baseline/a\0b", "baseline/" + "lang" * 100])
def test_a_name_that_is_no_ordinary_folder_is_refused(folder: str, writing: FlaskClient, village: Path) -> None:
    _, page = looked(writing, "klein.archimate", SMALL.encode())
    before = files_of(village)

    status, refused = written(writing, page, map=folder)

    assert status == 400 and 'role="alert"' in refused
    assert files_of(village) == before


def test_who_may_only_read_saves_and_sends_nothing(village: Path) -> None:
    reader = create_app(village, may_write=False).test_client()

    assert 'type="file"' not in reader.get("/uitwisselen").text
    assert looked(reader, "klein.archimate", SMALL.encode())[0] == 403
    other_site = {"Sec-Fetch-Site": "cross-site"}
    assert reader.post("/uitwisselen/schrijven", data={"gezien": "0" * 64}, headers=other_site).status_code == 403


@pytest.mark.browser
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_has_no_barrier_and_fits_a_telephone(language: str, address: str, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{address}/uitwisselen/verslag/ameff?lang={language}")

    found = Axe().run(page, options=RULES)

    assert [violation["id"] for violation in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_model_that_was_imported_before_is_offered_its_own_folder_and_an_unread_folder_is_refused(
    own_model: Path, writing_app: Flask
) -> None:
    writing = writing_app.test_client()
    _, page = looked(writing, "klein.archimate", SMALL.encode())
    status, refused = written(writing, page, map="elders/meten")
    assert status == 400 and "het model leest de map elders/meten niet" in html.unescape(refused)
    assert not (own_model / "elders").exists()

    assert written(writing, page, map="baseline/meten")[0] == 303
    _, again = looked(writing, "klein-nieuw.archimate", SMALL.replace("Meetstation", "Meetpunt").encode())

    assert 'value="baseline/meten"' in again and "Een model dat al in de map baseline/meten staat." in again
    assert "te schrijven" in again and " geschreven, " not in again
