"""The address of a picture is its state: each wish is seen, each mistake is told, and a file shows the same."""

from __future__ import annotations

import io
import re
import time
import zipfile
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from archrepo.diagrams import Artist, LayoutFault
from archrepo.language import Text

LANDSCAPE = "/platen/landschap"
STATES = (
    "?kleur=cost&jaar=2026",
    "?kleur=compliance",
    "?op=2028-01-01",
    "?van=nu&tot=doel-2030",
    "?dicht=*",
    "?rond=zaaksysteem&start=zaaksysteem&hops=1",
    "?kleuren=contrast",
)


def text(client: FlaskClient, address: str) -> str:
    """Return the page at an address, which must be there."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def picture(page: str) -> str:
    """Return the large picture of a page."""
    return page.split('id="plaat"')[1].split("<svg ")[1].split("</svg>")[0]


def notes(page: str) -> str:
    """Return the picture's words without marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", picture(page)).split())


def test_colour_of_the_address_colours_the_picture_and_says_so(client: FlaskClient) -> None:
    page = text(client, f"{LANDSCAPE}?kleur=cost&jaar=2026")

    assert "Kleur: kosten per jaar, 2026" in notes(page)
    assert '<option value="cost" selected>' in page
    assert 'name="jaar"' in page


@pytest.mark.parametrize("address", [f"{LANDSCAPE}?colour=ar:hosting", "/landschap?kleur=ar:hosting"])
def test_older_address_of_a_colour_still_works(client: FlaskClient, address: str) -> None:
    assert '<option value="hosting" selected>' in text(client, address)


def test_day_fades_what_is_not_there_yet_and_is_kept_in_the_form(client: FlaskClient) -> None:
    page = text(client, f"{LANDSCAPE}?op=1-1-2027")

    assert "er nog niet" in notes(page)
    assert 'name="op" value="1-1-2027"' in page
    assert 'data-days="2025-01-01 2031-12-31"' in page


def test_button_of_a_plateau_goes_before_the_day_that_is_typed(client: FlaskClient) -> None:
    assert "Peildatum: 31 december 2030" in notes(text(client, f"{LANDSCAPE}?op=2027-01-01&op=2030-12-31"))


def test_difference_of_two_plateaus_shows_what_is_new_and_gone(client: FlaskClient) -> None:
    page = text(client, f"{LANDSCAPE}?van=nu&tot=doel-2030")

    assert "Wat verandert er tussen" in page
    assert "+ nieuw" in notes(page) and "− vervalt" in notes(page).replace("–", "−")


def test_begin_of_flows_and_begin_of_a_difference_do_not_take_each_others_word(client: FlaskClient) -> None:
    flows = text(client, "/gegevensstromen?van=zaaksysteem&stappen=1")
    difference = text(client, "/gegevensstromen?start=zaaksysteem&hops=1&van=nu&tot=doel-2030")

    assert "Gegevensstromen rond Zaaksysteem" in flows and "Wat verandert er" not in flows
    assert 'name="start" value="zaaksysteem"' in difference and "Wat verandert er" in difference


def test_focus_shows_only_what_is_related_and_counts_the_rest(client: FlaskClient) -> None:
    whole = text(client, "/platen/gegevensstromen?start=zaaksysteem&hops=2")
    near = text(client, "/platen/gegevensstromen?start=zaaksysteem&hops=2&rond=inwonerportaal&stappen=1&richting=uit")

    assert 0 < near.count("data-box=") < whole.count("data-box=")
    assert '<option value="inwonerportaal" selected>' in near
    assert '<option value="uit" selected>' in near


def test_page_of_an_element_leads_to_all_around_it_to_three_steps_far(client: FlaskClient) -> None:
    element = text(client, "/doc/applicatiecomponent/inwonerportaal")
    assert 'href="/platen/inwonerportaal?stappen=1"' in element

    page = text(client, "/platen/inwonerportaal?stappen=1&richting=nodig")

    assert "Waar hangt Inwonerportaal van af?" in page
    assert 'name="stappen"' in page and 'name="rond"' not in page
    assert 'href="/doc/applicatiecomponent/inwonerportaal"' in page


def test_colour_of_the_picture_of_one_element_leaves_what_is_on_it(client: FlaskClient) -> None:
    page = text(client, "/platen/inwonerportaal")
    steps = page.split('name="stappen">')[1].split("</select>")[0]
    assert steps.startswith('<option value="">alles eromheen</option>') and "selected" not in steps

    coloured = text(client, "/platen/inwonerportaal?kleur=hosting&stappen=&richting=beide")

    assert picture(coloured).count("data-box=") == picture(page).count("data-box=")
    assert '<option value="1" selected>' in text(client, "/platen/inwonerportaal?richting=nodig")


def test_group_folds_and_unfolds_by_a_link_that_keeps_the_rest_of_the_state(client: FlaskClient) -> None:
    page = text(client, f"{LANDSCAPE}?kleur=hosting")
    sign = re.search(r'<a href="([^"]+)" data-fold="[^"]+"[^>]*><title>Klap in: Belastingen</title>', page)
    assert sign

    folded = text(client, sign[1].replace("&amp;", "&"))

    assert "kleur=hosting" in sign[1] and "#plaat" in sign[1]
    assert "Klap uit: Belastingen" in folded and "Klap in: Belastingen" not in folded
    assert picture(folded).count("data-box=") < picture(page).count("data-box=")
    back = re.search(r'<a href="([^"]+)" data-fold="[^"]+"[^>]*><title>Klap uit: Belastingen</title>', folded)
    assert back and "dicht" not in back[1]


def test_all_groups_fold_and_each_is_ticked_in_the_list(client: FlaskClient) -> None:
    page = text(client, f"{LANDSCAPE}?dicht=*")

    assert picture(page).count("data-box=") == 8
    assert len(re.findall(r'name="dicht" value="[^"]+" checked', page)) == 8


@pytest.mark.parametrize("state", STATES)
def test_each_state_is_a_page_in_both_languages_and_links_to_the_same_as_a_file(
    client: FlaskClient, state: str
) -> None:
    view = "/platen/gegevensstromen" if "rond" in state else LANDSCAPE
    client.get("/taal/nl")

    for language in ("nl", "en"):
        page = text(client, f"{view}{state}&lang={language}")
        assert 'role="alert"' not in page
        saved = re.search(r'href="([^"]+)">SVG</a>', page)
        assert saved
        drawn = client.get(saved[1].replace("&amp;", "&") + f"&lang={language}").get_data(as_text=True)
        shown = sorted(re.findall(r"<title>([^<]+)</title>", picture(page)))
        assert sorted(re.findall(r"<title>([^<]+)</title>", drawn)) == [
            title for title in shown if not title.startswith(("Klap ", "Fold: ", "Unfold: "))
        ]
        assert "data-box" not in drawn and "data-fold" not in drawn


def test_picture_is_saved_in_each_form_with_its_state(client: FlaskClient) -> None:
    state = "?dicht=*&kleur=hosting"

    assert client.get(f"{LANDSCAPE}.pdf{state}").data.startswith(b"%PDF-")
    assert zipfile.ZipFile(io.BytesIO(client.get(f"{LANDSCAPE}.pptx{state}").data)).testzip() is None
    assert b"<mxfile" in client.get(f"{LANDSCAPE}.drawio{state}").data
    exchange = client.get(f"{LANDSCAPE}.xml{state}")
    assert b"<view " in exchange.data
    assert "attachment" in exchange.headers["Content-Disposition"]


def test_chart_is_saved_but_not_in_forms_that_hold_no_chart(client: FlaskClient) -> None:
    page = text(client, "/platen/kostenkaart?kleuren=print")

    assert 'href="/platen/kostenkaart.pptx?kleuren=print"' in page
    assert "drawio" not in page
    assert client.get("/platen/kostenkaart.pdf?kleuren=print").data.startswith(b"%PDF-")
    assert client.get("/platen/kostenkaart.drawio").status_code == 404


WRONG = (
    ("kleur=paars", "kan een plaat niet gekleurd worden", "cannot be coloured", "lifecycle"),
    ("op=gisteren", "is geen datum", "is no date", "2026-11-22"),
    ("op=01/02/2027", "kan twee dagen zijn", "can be two days", "2027-02-01"),
    ("rond=niets-van-dit", "niets-van-dit", "niets-van-dit", ""),
    ("rond=brp", "staat niet op deze plaat", "not on this view", "element"),
    ("rond=zaaksysteem&stappen=9", "is geen aantal stappen", "is no number of steps", "3"),
    ("rond=zaaksysteem&richting=omhoog", "is geen richting", "is no direction", "beide"),
    ("dicht=niets", "heeft geen groep", "has no group", ", "),
    ("van=nu&tot=nergens", "geen dag, plateau of versie", "no day, plateau or version", "doel-2030"),
    ("tot=doel-2030", "een begin en een eind", "a begin and an end", ""),
    ("van=nu&tot=2030-01-01", "niet van dezelfde soort", "not of the same sort", ""),
    ("van=nu&tot=doel-2030&kleur=cost", "eigen kleuren en dagen", "its own colours and days", ""),
    ("kleur=cost&jaar=gauw", "is geen jaar", "is no year", "1900"),
    ("kleuren=fel", "palet", "palette", "contrast"),
    ("beeld=1,2,3", "is geen deel van de plaat", "is no part of the picture", "0,0,400,300"),
    ("beeld=nan,0,1,1", "is geen deel van de plaat", "is no part of the picture", "0,0,400,300"),
)


@pytest.mark.parametrize(("state", "dutch", "english", "choice"), WRONG)
def test_wrong_wish_is_told_in_both_languages_and_the_picture_is_still_there(
    client: FlaskClient, state: str, dutch: str, english: str, choice: str
) -> None:
    for language, words in (("nl", dutch), ("en", english)):
        page = text(client, f"{LANDSCAPE}?{state}&lang={language}")
        alert = page.split('role="alert"')[1].split("</div>")[0]
        assert words in alert
        assert choice in alert.replace("&#39;", "'")
        assert "data-box=" in picture(page)


def test_every_mistake_of_one_address_is_told_and_what_was_typed_stays_in_the_form(client: FlaskClient) -> None:
    page = text(client, f"{LANDSCAPE}?op=gisteren&beeld=x&van=nu&tot=nergens")

    alert = page.split('role="alert"')[1].split("</div>")[0]
    assert "gisteren" in alert and "deel van de plaat" in alert and "nergens" in alert
    assert 'name="op" value="gisteren"' in page
    assert 'name="tot" value="nergens"' in page


def test_hostile_state_stays_words(client: FlaskClient) -> None:
    bad = '"><script>alert(1)</script>'

    for name in ("kleur", "rond", "dicht", "op", "van", "tot", "kleuren", "beeld", "zoek", "kies", "jaar", "start"):
        answer = client.get(LANDSCAPE, query_string={name: bad, "tot" if name == "van" else "x": bad})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("state", ["", *STATES[:5]])
def test_state_that_was_drawn_before_is_given_within_200_ms(client: FlaskClient, state: str) -> None:
    text(client, f"{LANDSCAPE}{state}")
    times = []
    for _ in range(5):
        started = time.perf_counter()
        text(client, f"{LANDSCAPE}{state}")
        times.append(time.perf_counter() - started)

    assert min(times) < 0.2


def test_wishes_are_a_form_that_needs_no_script(client: FlaskClient) -> None:
    page = text(client, LANDSCAPE)
    form = page.split('<form class="wishes"')[1].split("</form>")[0]

    assert "method" not in form.split(">")[0]
    for name in ("kleur", "op", "dicht", "van", "tot", "kleuren"):
        assert f'name="{name}"' in form
    assert form.count('type="submit"') >= 5


def test_only_what_can_be_done_is_offered(client: FlaskClient) -> None:
    landscape, flows = text(client, LANDSCAPE), text(client, "/gegevensstromen")

    assert 'name="rond"' not in landscape  # it has no lines
    assert 'name="dicht"' in landscape
    assert 'name="rond"' in flows
    assert 'name="plot"' not in landscape and "eigen applicaties erin" not in landscape


def test_language_link_keeps_every_part_of_the_state(client: FlaskClient) -> None:
    page = text(client, f"{LANDSCAPE}?dicht=a&dicht=b&kleur=paars")

    link = re.search(r'href="/taal/en\?terug=([^"]+)"', page)
    assert link and unquote(link[1]).endswith("?dicht=a&dicht=b&kleur=paars")


def test_picture_that_could_not_be_drawn_is_tried_again(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_slow(*_: object, **__: object) -> str:
        raise LayoutFault(Text("dat duurde te lang", "that took too long"))

    address = f"{LANDSCAPE}?op=2029-03-01"
    with monkeypatch.context() as slow:
        slow.setattr(Artist, "draw", too_slow)
        assert "dat duurde te lang" in text(client, address)

    assert "data-box=" in picture(text(client, address))


def test_address_of_a_file_tells_what_is_wrong_with_it(client: FlaskClient) -> None:
    answer = client.get(f"{LANDSCAPE}.svg?op=gisteren")

    assert answer.status_code == 404
    assert "is geen datum" in answer.get_data(as_text=True)
    assert "gisteren" in unquote(answer.request.query_string.decode())


def test_focus_in_a_picture_without_lines_leads_to_the_picture_that_has_them(client: FlaskClient) -> None:
    page = text(client, "/platen/landschap?rond=zaaksysteem&richting=nodig")

    assert "Deze plaat toont geen relaties van dit onderdeel." in page
    assert 'href="/platen/zaaksysteem?stappen=1&amp;richting=nodig"' in page
    assert "Waar hangt Zaaksysteem van af?" not in page
    assert "geen relaties van dit onderdeel" not in text(
        client, "/platen/gegevensstromen?start=zaaksysteem&rond=zaaksysteem"
    )
