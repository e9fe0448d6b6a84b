"""Steps 4 to 9 of a procurement: verdict, questions, explanations, files, and bids that stay apart."""

from __future__ import annotations

import html
import io
import re
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

OWN = {"Sec-Fetch-Site": "same-origin"}
BLIND = re.compile(r'<option value="([0-9a-f]{64})"')
CASES = "/toetsen/zaaksysteem"
WASTE = "/toetsen/afvalmeldingen"
BIDDERS = {
    "bod-bakmelder": ("Bakmelder", "bakmelder"),
    "bod-volbak": ("Volbak", "volbak"),
}


@pytest.fixture(scope="module")
def waste(app: Flask) -> FlaskClient:
    """A reader of the small procurement; its dossier is made once for the module."""
    return app.test_client()


@pytest.fixture
def writing(own_model: Path, writing_app: Flask) -> FlaskClient:
    """A reader who may change a copy of Voorbeeldstad."""
    return writing_app.test_client()


def words(data: bytes) -> str:
    """Return the text of a file; of an office file that of all its parts."""
    if not data.startswith(b"PK"):
        return data.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.mark.parametrize("slug", BIDDERS)
@pytest.mark.parametrize(
    "tail", ["", "/rapport.html", "/rapport.docx", "/rapport.xlsx", "/rapport.json", "/rapport.ttl"]
)
def test_a_bid_apart_says_nothing_of_another(waste: FlaskClient, slug: str, tail: str) -> None:
    answer = waste.get(f"{WASTE}/inschrijvingen/{slug}{tail}")
    others = [name for other, names in BIDDERS.items() if other != slug for name in names]

    assert answer.status_code == 200
    assert any(name in words(answer.data) for name in BIDDERS[slug])
    assert [name for name in others if name in words(answer.data)] == []


def test_without_names_no_bidder_is_named_or_linked(waste: FlaskClient) -> None:
    page = waste.get(f"{WASTE}/inschrijvingen?blind=1").text

    assert "Inschrijver A" in page
    assert [name for names in BIDDERS.values() for name in names if name in page] == []
    assert "bod-" not in page


def test_the_verdict_begins_with_the_outcome_of_the_bids(waste: FlaskClient) -> None:
    page = waste.get("/toetsen/zaaksysteem").text
    first = re.search(r'<p class="sum">(.*?)</p>', page)

    assert first and first[1].startswith("Van 4 inschrijvingen: ")
    assert not re.search(r"[A-Z]{3}-\d\d", first[1])


def test_the_first_page_leads_to_a_new_purchase_when_it_can_be_saved(waste: FlaskClient, writing: FlaskClient) -> None:
    assert 'href="/toetsen/nieuw"' in writing.get("/").text
    assert 'href="/toetsen/nieuw"' not in waste.get("/").text


def test_effects_speak_plainly_and_fold_the_relations(waste: FlaskClient) -> None:
    page = waste.get("/toetsen/zaaksysteem/gevolgen").text
    listed = page[page.index("Wat wordt geraakt</h2>") :]
    plain = re.sub(r"<details.*?</details>", "", listed, flags=re.DOTALL)

    assert "Voor de architect: alle relaties" in listed
    assert 'class="kind"' not in plain
    assert not re.search(r"heeft als eigenaar|vult .* in|Bedrijfsobject", plain, re.IGNORECASE)


def test_a_small_amount_keeps_its_cents(waste: FlaskClient) -> None:
    assert re.search(r"€\N{NO-BREAK SPACE}\d{1,2},\d\d", waste.get("/toetsen/zaaksysteem/gevolgen").text)


def test_every_step_is_a_link_and_the_present_one_is_marked(waste: FlaskClient) -> None:
    for address in (
        "/stap/1",
        "/stap/2",
        "/eisen",
        "",
        "/vragen",
        "/uitleg",
        "/gevolgen",
        "/rapport",
        "/inschrijvingen",
    ):
        page = waste.get(f"{WASTE}{address}").text
        steps = re.search(r'<nav class="steps".*?</nav>', page, re.DOTALL)

        assert steps is not None, address
        assert steps[0].count("<li>") == 9
        assert f'href="{WASTE}{address}" aria-current="step"' in steps[0]
        assert steps[0].count("aria-current") == 1


def test_the_verdict_of_the_purchase_speaks_without_terms_of_the_vocabulary(waste: FlaskClient) -> None:
    page = waste.get(WASTE).text
    own = page.split('id="zelf"')[1].split('id="k-1"')[0]
    plain = re.sub(r"<details class=\"inner\"><summary>Voor de architect.*?</details>", "", own, flags=re.DOTALL)

    assert "Wat u eerder had kunnen doen" in own
    assert re.search(r"\bar:[a-zA-Z]", plain) is None


def test_a_missing_requirement_is_taken_over_and_no_longer_missing(writing: FlaskClient) -> None:
    address = "/toetsen/parkeren"
    writing.post("/toetsen/nieuw", data={"titel": "Parkeren"}, headers=OWN)
    writing.post(f"{address}/eisen/feiten", data={"estimatedValueEuro": "90.000"}, headers=OWN)
    writing.post(f"{address}/stap/2", data={"sendsEmail": "ja", "buysSoftware": "ja"}, headers=OWN)
    before = writing.get(address).text
    offered = re.search(r'name="tekst" hidden[^>]*>([^<]*DKIM[^<]*)</textarea>', before)
    assert offered is not None
    answer = writing.post(f"{address}/eisen/tekst", data={"tekst": html.unescape(offered[1])}, headers=OWN)
    assert answer.location is not None
    writing.post(answer.location, data={"doe": "bewaar"}, headers=OWN)
    after = writing.get(address).text

    assert "vraagt niet om de verplichte standaard DKIM" in before
    assert "vraagt niet om de verplichte standaard" not in after


def test_questions_can_be_pasted_and_downloaded(waste: FlaskClient) -> None:
    page = waste.get(f"{WASTE}/vragen")
    text = waste.get(f"{WASTE}/vragen.txt")
    word = waste.get(f"{WASTE}/vragen.docx")

    assert page.status_code == 200
    assert text.text.startswith("Vragen voor de nota van inlichtingen: Inkoop afvalmeldingen\n")
    assert text.headers["Content-Disposition"].startswith('attachment; filename="vragen-afvalmeldingen.txt"')
    assert text.headers["X-Content-Type-Options"] == "nosniff"
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(word.data)).namelist()
    assert waste.get(f"{WASTE}/vragen.exe").status_code == 404


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("pdf", "application/pdf"),
        ("html", "text/html; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("json", "application/json"),
        ("ttl", "text/turtle; charset=utf-8"),
    ],
)
def test_the_report_is_a_file_to_save(waste: FlaskClient, ending: str, kind: str) -> None:
    answer = waste.get(f"{WASTE}/rapport.{ending}")

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="toets-afvalmeldingen.{ending}"')


def test_the_programme_of_requirements_comes_as_a_workbook(waste: FlaskClient) -> None:
    answer = waste.get(f"{WASTE}/programma.xlsx")

    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
    assert waste.get(f"{WASTE}/programma.pdf").status_code == 404


@pytest.mark.parametrize("path", ["/inschrijvingen/bod-niemand", "/inschrijvingen/..%2F..", "/rapport.exe"])
def test_what_is_not_there_is_told(waste: FlaskClient, path: str) -> None:
    assert waste.get(WASTE + path).status_code == 404


@pytest.mark.parametrize("name", ["..", "%2e%2e", "zaaksysteem%2Fbids"])
def test_an_address_never_means_another_folder(waste: FlaskClient, name: str) -> None:
    assert waste.get(f"/toetsen/{name}/rapport").status_code == 404


def test_a_deviation_is_recorded_and_no_longer_broken(writing: FlaskClient, own_model: Path) -> None:
    page = writing.get(f"{WASTE}/uitleg").text
    choice = re.search(r'<option value="([A-Z]+-\d+\|[^"]+)"', page)
    assert choice is not None
    given = {"afwijking": choice[1], "reason": "Kan <b>nu</b> niet", "risk": "Klein", "decidedBy": "Architect"}
    without_end = writing.post(f"{WASTE}/uitleg", data=given, headers=OWN)
    in_the_past = writing.post(f"{WASTE}/uitleg", data=given | {"validUntil": "2020-01-01"}, headers=OWN)
    answer = writing.post(f"{WASTE}/uitleg", data=given | {"validUntil": "2027-06-30"}, headers=OWN)
    after = writing.get(f"{WASTE}/uitleg").text
    written = (own_model / "proposals/afvalmeldingen/waivers.ttl").read_text(encoding="utf-8")

    assert without_end.status_code == 400
    assert "Er is nog niets vastgelegd." in without_end.text
    assert in_the_past.status_code == 400
    assert answer.status_code == 303
    assert "a ar:Waiver" in written
    assert f'value="{choice[1]}"' not in after
    assert "Kan &lt;b&gt;nu&lt;/b&gt; niet" in after


def test_a_judgement_is_recorded_without_names_and_counts(writing: FlaskClient, own_model: Path) -> None:
    page = writing.get(f"{WASTE}/inschrijvingen?blind=1").text
    grade = re.search(r'<option value="([^"|]+\|[^"]+)">', page)
    assert grade is not None
    given = {
        "blind": "1",
        "inschrijving": BLIND.findall(page)[0],
        "cijfer": grade[1],
        "judgedBy": "Architect",
        "judgedOn": "2026-11-20",
        "reason": "Duidelijk",
    }
    answer = writing.post(f"{WASTE}/inschrijvingen/oordeel", data=given, headers=OWN)
    refused = writing.post(f"{WASTE}/inschrijvingen/oordeel", data=given | {"inschrijving": "0"}, headers=OWN)
    written = (own_model / "proposals/afvalmeldingen/judgements.ttl").read_text(encoding="utf-8")

    assert answer.location == f"{WASTE}/inschrijvingen?klaar=oordeel&blind=1"
    assert refused.status_code == 400
    assert '"Duidelijk"@nl' in written


def test_a_filled_workbook_becomes_a_bid_once(writing: FlaskClient, own_model: Path) -> None:
    workbook = writing.get(f"{WASTE}/programma.xlsx").data

    def send(**more: str) -> int:
        form = {"inschrijver": "Nieuw & <Co>", "prijs": "30.000", **more}
        file = {"bestand": (io.BytesIO(workbook), "antwoord.xlsx")}
        return writing.post(f"{WASTE}/inschrijvingen", data={**form, **file}, headers=OWN).status_code

    first, second, replaced, wrong = send(), send(), send(vervang="ja"), send(prijs="gratis")

    assert (first in (200, 303), second, replaced in (200, 303), wrong) == (True, 400, True, 400)
    assert (own_model / "proposals/afvalmeldingen/bids/nieuw-co.ttl").is_file()
    assert "Nieuw &amp; &lt;Co&gt;" in writing.get(f"{WASTE}/inschrijvingen").text


def test_what_was_typed_of_a_bid_that_is_refused_stays_in_the_form(writing: FlaskClient) -> None:
    given = {"inschrijver": "Nieuw & <Co>", "prijs": "30.000", "ontvangen": "03/04/2027"}
    file = {"bestand": (io.BytesIO(writing.get(f"{WASTE}/programma.xlsx").data), "antwoord.xlsx")}
    answer = writing.post(f"{WASTE}/inschrijvingen", data={**given, **file}, headers=OWN)

    assert answer.status_code == 400
    assert "kan twee dagen zijn" in answer.text and "schrijf 2027-04-03 of 2027-03-04" in answer.text
    assert [value for value in given.values() if f'value="{html.escape(value)}"' not in answer.text] == []


def test_no_day_is_asked_in_the_form_of_the_browser(writing: FlaskClient) -> None:
    for step in ("/inschrijvingen", "/inschrijvingen/bod-volbak/overnemen", "/uitleg"):
        page = writing.get(WASTE + step).text

        assert 'type="date"' not in page
        assert 'class="day" type="text"' in page and "zoals 18-1-2027" in page


def test_hostile_words_of_a_bidder_stay_words(writing: FlaskClient, own_model: Path) -> None:
    path = own_model / "proposals/afvalmeldingen/bids/volbak.ttl"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'"[^"\n]*Volbak[^"\n]*"', '"<script>alert(1)</script>Volbak"', text), encoding="utf-8")

    for step in (
        "",
        "/inschrijvingen",
        "/inschrijvingen?blind=1",
        "/inschrijvingen/bod-volbak",
        "/gevolgen",
        "/uitleg",
    ):
        assert "<script>alert" not in writing.get(WASTE + step).text
    assert "&lt;script&gt;alert" in writing.get(f"{WASTE}/inschrijvingen").text
    assert "<script>alert" not in writing.get(f"{WASTE}/rapport.html").text


def test_an_answer_that_does_not_count_stands_on_the_page_of_its_own_bid_only(
    writing: FlaskClient, own_model: Path
) -> None:
    path = own_model / "proposals/afvalmeldingen/bids/volbak.ttl"
    refused = (
        '\n:bod-volbak ar:refusedAnswer [ a ar:RefusedAnswer ; ar:questionNumber "F-003" ;\n'
        '    ar:answeredText "<b>soms</b>" ; ar:refusalReason "dit laat de vraag open"@nl ; ar:readAt "Feiten!F4" ] .\n'
    )
    not_its_own = '\n:functie-burgerzaken ar:note "van ons" .\n'
    path.write_text(path.read_text(encoding="utf-8") + refused + not_its_own, encoding="utf-8")

    own, other = (writing.get(f"{WASTE}/inschrijvingen/{slug}").text for slug in ("bod-volbak", "bod-bakmelder"))

    assert "het antwoord op F-003 (&#39;&lt;b&gt;soms&lt;/b&gt;&#39;) telt niet mee: dit laat de vraag open" in own
    assert '<code class="place">Feiten!F4</code>' in own
    assert "niet overgenomen: wat de inschrijving zegt van Burgerzaken" in own
    assert "F-003" not in other and "telt niet mee" not in other and "niet overgenomen" not in other


def test_taking_over_is_shown_first_and_written_on_request_only(writing: FlaskClient, own_model: Path) -> None:
    address = f"{WASTE}/inschrijvingen/bod-volbak/overnemen"
    before = sorted(own_model.rglob("*.ttl"))
    preview = writing.get(address)
    untouched = sorted(own_model.rglob("*.ttl"))
    seen = re.search(r'name="gezien" value="([0-9a-f]+)"', preview.text)
    assert seen is not None
    unseen = writing.post(address, headers=OWN)
    still_untouched = sorted(own_model.rglob("*.ttl"))
    answer = writing.post(address, data={"gezien": seen[1]}, headers=OWN)

    assert preview.status_code == 200
    assert (unseen.status_code, still_untouched) == (400, before)
    assert "<ins>" in preview.text
    assert untouched == before
    assert answer.status_code == 303
    assert "ar:awardedBid :bod-volbak" in (own_model / "proposals/afvalmeldingen/procurement.ttl").read_text("utf-8")


def test_a_procurement_in_a_single_file_is_shown_and_not_written_beside(writing: FlaskClient, own_model: Path) -> None:
    single = own_model / "proposals/los.ttl"
    single.write_text(
        "@prefix ar: <https://w3id.org/archrepo/def#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        '<https://voorbeeldstad.example/id/los> a ar:Procurement ; rdfs:label "Los"@nl , "Loose"@en .\n',
        encoding="utf-8",
    )
    page = writing.get("/toetsen/los/uitleg")
    choice = re.search(r'<option value="([A-Z]+-\d+\|[^"]+)"', page.text)
    assert choice is not None
    given = {"afwijking": choice[1], "reason": "Nu niet", "decidedBy": "Architect", "validUntil": "2027-06-30"}
    answer = writing.post("/toetsen/los/uitleg", data=given, headers=OWN)

    assert page.status_code == 200
    assert answer.status_code == 400
    assert "deze inkoop is één bestand" in answer.text


def test_a_viewer_that_only_reads_shows_every_step_and_saves_nothing(waste: FlaskClient) -> None:
    for address in ("/uitleg", "/inschrijvingen", "/inschrijvingen/oordeel", "/eisen/gunning", "/eisen/bekeken"):
        assert waste.post(f"{WASTE}{address}", headers=OWN).status_code == 403

    assert "<button" not in waste.get(f"{WASTE}/uitleg").text.split("<main")[1]
