"""Every page answers in both languages, and says what it must."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from archrepo.language import Text
from archrepo.queries import Column, Table
from archrepo.turtle import parse
from archrepo.workspace import open_workspace
from webui import create_app
from webui.tables import as_csv

PAGES = (
    "/",
    "/zoeken",
    "/zoeken?q=zaak",
    "/zoeken?q=zaak&soort=ApplicationComponent&eigenaar=publiekszaken",
    "/zoeken?q=qqqq",
    "/doc/applicatiecomponent/zaaksysteem",
    "/platen",
    "/platen/lagen",
    "/platen/plateaus",
    "/landschap",
    "/gegevensstromen?van=zaaksysteem&stappen=1",
    "/principes",
    "/principes/CON-07",
    "/kwaliteit",
    "/kwaliteit?ernst=violation",
    "/kwaliteit?profiel=audit",
    "/kwaliteit/naleving",
    "/kwaliteit/naleving?profiel=audit",
    "/kwaliteit/ontbreekt",
    "/kwaliteit/ontbreekt?rol=SecurityOfficer&profiel=audit",
    "/toetsen",
    "/toetsen/zaaksysteem",
    "/afwijkingen",
    "/afwijkingen?jaar=2025",
    "/vragen",
    "/vragen/C17?year=2026",
    "/vragen/C13?component=inwonerportaal",
    "/sturen",
    "/contracten",
    "/basisregistraties",
    "/basisregistraties/BRP",
    "/toegankelijkheid",
)
TEMPLATES = Path(__file__).parents[2] / "webui" / "templates"
MODEL = Path(__file__).parents[2] / "models" / "voorbeeldstad"


def text(client: FlaskClient, address: str) -> str:
    """Return the page at an address, which must be there."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("language", "search"), [("nl", "Zoek in het model"), ("en", "Search the model")])
def test_page_is_there_in_its_language(client: FlaskClient, address: str, language: str, search: str) -> None:
    glue = "&" if "?" in address else "?"

    page = text(client, f"{address}{glue}lang={language}")

    assert f'<html lang="{language}">' in page
    assert search in page
    assert page.count("<h1") == 1


@pytest.mark.parametrize("address", PAGES)
def test_page_has_no_style_or_script_of_its_own(client: FlaskClient, address: str) -> None:
    page = text(client, address)

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|javascript:", page)
    assert re.findall(r"<script[^>]*>", page) == ['<script type="module" src="/static/viewer.js">']


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.name)
def test_template_has_no_words_outside_the_two_languages(template: Path) -> None:
    source = template.read_text()
    bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", source, flags=re.DOTALL)
    bare = re.sub(r"<svg.*?</svg>|<code>.*?</code>|<[^>]*>", " ", bare, flags=re.DOTALL)

    words = set(re.findall(r"[A-Za-z]{3,}", bare))

    # The name of the product on the page without a model, and two names of file forms.
    assert words <= {"archrepo", "SVG", "PNG"}


def test_every_answer_carries_the_security_headers(client: FlaskClient) -> None:
    for address in ("/", "/static/viewer.css", "/static/viewer.js", "/bestaat-niet", "/doc/x/zaaksysteem.svg"):
        with client.get(address) as answer:
            headers = answer.headers

        assert headers["Content-Security-Policy"] == (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
            "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_name_of_a_thing_leads_to_the_document_about_it(client: FlaskClient) -> None:
    answer = client.get("/id/wat-dan-ook/zaaksysteem")

    assert answer.status_code == 303
    assert answer.headers["Location"] == "/doc/applicatiecomponent/zaaksysteem"


def test_element_page_reads_relations_as_sentences(client: FlaskClient) -> None:
    page = re.sub(r"<[^>]+>|\s+", " ", text(client, "/doc/applicatiecomponent/zaaksysteem"))
    page = re.sub(r"\s+", " ", page)

    assert "Zaaksysteem bedient 4 Behandelen van bezwaar en beroep Bedrijfsproces" in page
    assert re.search(r"Zaaksysteem wordt bediend door \d+ [^.]*Cloudplatform Noord \(Nederland\)", page)


def test_element_page_tells_where_it_is_written(client: FlaskClient) -> None:
    page = text(client, "/doc/applicatiecomponent/zaaksysteem")

    place = re.search(r"baseline/applications/dienstverlening\.ttl:(\d+)", page)
    assert place
    file = Path(__file__).parents[2] / "models/voorbeeldstad/baseline/applications/dienstverlening.ttl"
    assert file.read_text().splitlines()[int(place[1]) - 1].startswith(":zaaksysteem ")


def test_element_page_leads_to_the_questions_about_it(client: FlaskClient) -> None:
    page = text(client, "/doc/applicatiecomponent/zaaksysteem")

    address = re.search(r'href="(/vragen/C13\?[^"]+)"', page)
    assert address
    assert "Digitoegankelijk" in text(client, address[1])


def test_element_as_turtle_is_turtle_that_names_it(client: FlaskClient) -> None:
    answer = client.get("/doc/applicatiecomponent/zaaksysteem.ttl")

    assert answer.mimetype == "text/turtle"
    about = {triple[0].value for triple in parse(answer.data, "zaaksysteem.ttl")}
    assert "https://voorbeeldstad.example/id/zaaksysteem" in about


def test_element_as_data_and_as_picture(client: FlaskClient) -> None:
    assert client.get("/doc/applicatiecomponent/zaaksysteem.json").get_json()["label"]["nl"] == "Zaaksysteem"
    assert client.get("/doc/applicatiecomponent/zaaksysteem.svg").data.startswith(b"<svg ")
    assert client.get("/platen/landschap.png").data.startswith(b"\x89PNG")


@pytest.mark.parametrize("address", ["/doc/applicatiecomponent/zaaksystem", "/platen/zaaksystem", "/zaaksystem"])
def test_unknown_name_gets_the_nearest_ones(client: FlaskClient, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 404
    assert '<a href="/doc/applicatiecomponent/zaaksysteem">Zaaksysteem</a>' in answer.get_data(as_text=True)


@pytest.mark.parametrize("address", ["/principes/ABC-99", "/vragen/C99", "/toetsen/niets", "/basisregistraties/XYZ"])
def test_unknown_address_says_what_to_do(client: FlaskClient, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 404
    assert "Wat u kunt doen" in answer.get_data(as_text=True)


def test_search_finds_part_of_a_compound_word(client: FlaskClient) -> None:
    assert "Basisregistratie" in text(client, "/zoeken?q=registratie")


def test_search_without_hits_asks_what_was_meant(client: FlaskClient) -> None:
    page = text(client, "/zoeken?q=zaaksisteem")

    assert "Niets gevonden" in page
    assert "Bedoelde u?" in page
    assert ">Zaaksysteem</a>" in page


def test_search_as_data_counts_like_the_page(client: FlaskClient) -> None:
    data = client.get("/zoeken.json?q=zaak").get_json()

    assert f"{data['total']} onderdelen gevonden" in text(client, "/zoeken?q=zaak")
    assert len(data["hits"]) == min(25, data["total"])


def test_filter_on_severity_keeps_only_that_severity(client: FlaskClient) -> None:
    page = text(client, "/kwaliteit?ernst=violation")

    assert "finding s-violation" in page
    assert "finding s-warning" not in page


def test_principle_page_shows_the_rule_itself(client: FlaskClient) -> None:
    page = text(client, "/principes/CON-07")

    assert "OPTIONAL { $this ar:exitPlan ?plan }" in page


def test_first_management_page_has_no_archimate_words(client: FlaskClient) -> None:
    page = re.sub(r"<[^>]+>", " ", text(client, "/sturen"))

    assert not re.search(r"ArchiMate|applicatiecomponent|business|plateau|werkpakket", page, re.IGNORECASE)


def test_assessment_shows_verdict_evidence_and_remedy(client: FlaskClient) -> None:
    page = text(client, "/toetsen/zaaksysteem")

    assert 'class="sum"' in page
    assert "Waar het op rust" in page
    assert "Remedie" in page
    assert "proposals/zaaksysteem/" in page


def test_answer_as_file_has_the_rows_of_the_page(client: FlaskClient) -> None:
    answer = client.get("/vragen/C17.csv?year=2026")

    assert answer.mimetype == "text/csv"
    assert answer.get_data(as_text=True).startswith("\ufeffDomein;Applicaties;")


def test_wrong_parameter_is_told_with_a_remedy(client: FlaskClient) -> None:
    page = text(client, "/vragen/C17?year=ooit")

    assert 'role="alert"' in page


@pytest.mark.parametrize("back", ["https://elders.example/", "//elders.example/", "/\\elders.example"])
def test_language_link_never_leads_to_another_site(client: FlaskClient, back: str) -> None:
    answer = client.get("/taal/en", query_string={"terug": back})

    assert answer.headers["Location"] == "/"


def test_language_choice_is_remembered(client: FlaskClient) -> None:
    answer = client.get("/taal/en?terug=/principes")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/principes")
    assert '<html lang="en">' in text(client, "/principes")


def test_server_tells_its_health(client: FlaskClient) -> None:
    assert client.get("/healthz").data == b"ok\n"
    assert client.get("/readyz").data == b"ok\n"


def test_too_large_a_request_is_refused(client: FlaskClient) -> None:
    assert client.post("/zoeken", data=b"x" * 2_000_000).status_code in (403, 405, 413)


def test_viewer_of_one_computer_answers_to_no_other_name() -> None:
    client = create_app(MODEL, only_hosts=("127.0.0.1", "localhost")).test_client()

    assert client.get("/healthz", headers={"Host": "localhost:8000"}).status_code == 200
    assert client.get("/healthz", headers={"Host": "elders.example"}).status_code == 400


def test_words_that_a_spreadsheet_would_run_are_made_harmless() -> None:
    table = Table(
        Text.same(""), Text.same(""), (Column("a", Text.same("a")),), ((ox.Literal("=1+2"),), (ox.Literal("-3"),))
    )

    lines = as_csv(open_workspace(MODEL, date(2026, 11, 22)), table, "nl").splitlines()

    assert lines[1:] == ["'=1+2", "-3"]


def test_municipality_brings_its_own_theme(small_model: Path) -> None:
    client = create_app(small_model).test_client()
    assert client.get("/thema.css").data == b""

    (small_model / "theme.css").write_text(":root { --utrecht-link-color: #123456 }")

    with client.get("/thema.css") as answer:
        assert (answer.mimetype, answer.data) == ("text/css", b":root { --utrecht-link-color: #123456 }")


@pytest.mark.parametrize(
    "address",
    [
        "/gegevensstromen?van=niets",
        "/gegevensstromen?van=zaaksysteem&stappen=-1",
        "/gegevensstromen?van=zaaksysteem&stappen=veel",
        "/landschap?by=niets",
        "/contracten?maanden=x",
        "/vragen/C19?months=99999999999999999999999",
        "/zoeken?pagina=-3",
        "/zoeken?pagina=99999999999999999999",
        "/kwaliteit?principe=niets&pagina=x",
    ],
)
def test_strange_parameter_gives_a_page_and_no_crash(client: FlaskClient, address: str) -> None:
    assert "<h1" in text(client, address)


def test_compliance_is_shown_by_profile_family_and_owner_with_the_five_counts(client: FlaskClient) -> None:
    page = text(client, "/kwaliteit/naleving?profiel=audit")

    for caption in ("Naleving per profiel", "Naleving per onderwerp", "Naleving per eigenaar"):
        table = page.split(f">{caption}</caption>")[1].split("</table>")[0]
        for word in ("gewogen", "ongewogen", "voldoet", "voldoet niet", "niet te bepalen", "afwijking vastgelegd"):
            assert word in table
        assert table.count('<th scope="row">') >= 4
    assert re.search(r"<strong>\d+%</strong> gewogen, <strong>\d+%</strong> ongewogen", page)
    assert "gewogen, <strong>" not in text(client, "/kwaliteit/naleving")


def test_compliance_says_how_many_verdicts_do_not_count_and_leads_to_what_is_missing(client: FlaskClient) -> None:
    page = text(client, "/kwaliteit/naleving?profiel=audit")

    assert re.search(r"\d+ oordelen zijn niet te bepalen en tellen niet mee", page)
    assert 'href="/kwaliteit/ontbreekt?profiel=audit"' in page


def test_waivers_belong_to_the_door_of_quality(client: FlaskClient) -> None:
    page = text(client, "/afwijkingen")

    assert '<a href="/kwaliteit" aria-current="page">' in page
    assert '<a href="/afwijkingen" aria-current="page">' in page
    assert '<a href="/afwijkingen">' in text(client, "/kwaliteit")


def test_findings_of_a_profile_are_fewer_than_all(client: FlaskClient) -> None:
    def count(address: str) -> int:
        found = re.search(r'role="status">(\d+) bevindingen', text(client, address))
        assert found is not None
        return int(found[1])

    assert 0 < count("/kwaliteit?profiel=procurement") < count("/kwaliteit") == count("/kwaliteit?profiel=niets")
    assert 'class="chosen"' in text(client, "/kwaliteit?profiel=procurement")
    assert 'class="chosen"' not in text(client, "/kwaliteit?profiel=niets")


def test_missing_facts_stand_with_who_knows_them_and_link_to_the_subject(client: FlaskClient) -> None:
    page = text(client, "/kwaliteit/ontbreekt?rol=CISO")

    assert page.count("<h2 ") == 1
    assert "<code>ar:internetFacing true</code>" in page
    assert re.search(r'<th scope="row"><a href="/doc/applicatiecomponent/[^"]+">', page)
    assert client.get("/kwaliteit/ontbreekt?rol=burgemeester").status_code == 404
    assert "niets te vragen" in text(client, "/kwaliteit/ontbreekt?rol=CommunicationsAdviser")


def test_missing_facts_download_with_the_same_choice(client: FlaskClient) -> None:
    answer = client.get("/kwaliteit/ontbreekt.csv?rol=SecurityOfficer&profiel=audit")
    rows = answer.get_data(as_text=True).removeprefix("\ufeff").splitlines()

    assert answer.mimetype == "text/csv"
    assert rows[0].startswith("wie weet het;wat ontbreekt;")
    assert len(rows) > 1
    assert all(row.startswith("CISO;") for row in rows[1:])


def test_hostile_label_stays_words_in_the_worklist_and_its_download(small_model: Path, small_text: str) -> None:
    hostile = small_text.replace('"Kassa"@nl', '"=1+1<script>alert(1)</script>"@nl').replace(
        "am:serves :balie", "<https://w3id.org/archrepo/def#lifecycle> <https://w3id.org/archrepo/def#InUse>"
    )
    (small_model / "model.ttl").write_text(hostile)
    own = create_app(small_model, as_of=date(2026, 11, 22)).test_client()

    page = own.get("/kwaliteit/ontbreekt").get_data(as_text=True)
    file = own.get("/kwaliteit/ontbreekt.csv").get_data(as_text=True)

    assert "&lt;script&gt;alert" in page
    assert "<script>alert" not in page
    assert ";'=1+1<script>" in file
    assert ";=1+1" not in file


def test_deviations_of_a_year_are_told_for_the_annual_report(client: FlaskClient) -> None:
    page = text(client, "/afwijkingen?jaar=2026")
    file = client.get("/afwijkingen/2026.md?lang=en")

    assert "Leg uit: afwijkingen van open standaarden in 2026" in page
    assert "<dt>Waarom</dt>" in page
    assert file.mimetype == "text/markdown"
    assert file.get_data(as_text=True).startswith("## Explained: deviations from open standards in 2026")
    for wrong in ("/afwijkingen?jaar=vorig", "/afwijkingen/9999.md", "/afwijkingen/x.md"):
        assert client.get(wrong).status_code == 404


def test_profile_that_names_an_unknown_principle_is_told_with_its_line(small_model: Path) -> None:
    (small_model / "shapes" / "profiles").mkdir(parents=True)
    (small_model / "shapes" / "profiles" / "eigen.ttl").write_text(
        "<https://w3id.org/archrepo/profile/audit> <https://w3id.org/archrepo/def#weighs>\n"
        "    <https://w3id.org/archrepo/principle/GOV-99> .\n"
    )

    answer = create_app(small_model, as_of=date(2026, 11, 22)).test_client().get("/kwaliteit")

    assert answer.status_code >= 500
    assert "shapes/profiles/eigen.ttl:2" in answer.get_data(as_text=True)
