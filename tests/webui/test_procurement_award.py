"""The award method as a form: price, criteria with parts and grades, what decides a tie, and what does not add up."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

OWN = {"Sec-Fetch-Site": "same-origin"}
AR = "https://w3id.org/archrepo/def#"
ID = "https://voorbeeldstad.example/id/"
NEW = "/toetsen/parkeren/eisen/gunning"
WORKED = "/toetsen/zaaksysteem/eisen/gunning"
PARTS = "criterium-zaak-"


@pytest.fixture
def writing(own_model: Path, writing_app: Flask) -> FlaskClient:
    """A reader who may change a copy of Voorbeeldstad, with a purchase that was just begun."""
    client = writing_app.test_client()
    client.post("/toetsen/nieuw", data={"titel": "Parkeren"}, headers=OWN)
    return client


@pytest.fixture
def new_file(own_model: Path) -> Path:
    """The file of that purchase."""
    return own_model / "proposals/parkeren/procurement.ttl"


@pytest.fixture
def worked_file(own_model: Path) -> Path:
    """The file of the purchase of a case management system, whose criteria have parts."""
    return own_model / "proposals/zaaksysteem/procurement.ttl"


def form_of(page: str) -> dict[str, str]:
    """Return what the form sends when nothing is changed."""
    forms = [one for one in html.fromstring(page).forms if (one.get("action") or "").endswith("/eisen/gunning")]
    return {key: value for key, value in forms[0].form_values() if key != "doe"}


def sent(client: FlaskClient, address: str, **changes: str) -> tuple[int, str]:
    """Send the form with some answers changed; an underscore in a name stands for a hyphen."""
    form = form_of(client.get(address).text)
    answer = client.post(
        address, data=form | {key.replace("_", "-"): value for key, value in changes.items()}, headers=OWN
    )
    return answer.status_code, answer.text


def fault_at(page: str, key: str) -> str:
    """Return the words of the fault that stands beside a question; empty when it has none."""
    found = html.fromstring(page).xpath(f"//*[@id='f-{key}']")
    return found[0].text_content() if found else ""


SIMPLE = {
    "punten_prijs": "40",
    "priceFormula": f"{AR}LinearToLowest",
    "ceilingEuro": "100.000",
    "naam_nieuw_1": "Gemak",
    "punten_nieuw_1": "60",
    "minimum_nieuw_1": "20",
    "decidesTie": f"{AR}TieByQuality",
    "tieRule": "De meeste kwaliteit wint",
}


def test_a_form_that_changes_nothing_leaves_the_file_letter_for_letter(writing: FlaskClient, worked_file: Path) -> None:
    was = worked_file.read_bytes()
    status, _ = sent(writing, WORKED)

    assert status == 303
    assert worked_file.read_bytes() == was


def test_the_award_is_said_in_one_form_and_read_back(writing: FlaskClient, new_file: Path) -> None:
    status, _ = sent(writing, NEW, **SIMPLE)
    written = new_file.read_text(encoding="utf-8")
    again = form_of(writing.get(NEW).text)
    shown = writing.get("/toetsen/parkeren/eisen?klaar=gunning").text

    assert status == 303
    assert "ar:totalPoints 100" in written
    assert "ar:ceilingEuro 100000" in written
    assert "ar:minimumPoints 20" in written
    assert 'rdfs:label "Gemak"@nl' in written
    assert written.count("a ar:AwardGrade") == 5
    assert again["punten-criterium-parkeren-gemak"] == "60"
    assert again["tredes"].splitlines()[1] == "8 = 80"
    assert "De manier van gunnen is bewaard." in shown
    assert "Gemak" in shown


def test_a_change_of_a_colleague_is_not_saved_over_and_a_second_save_is_meant(
    writing: FlaskClient, new_file: Path
) -> None:
    form = form_of(writing.get(NEW).text) | {key.replace("_", "-"): value for key, value in SIMPLE.items()}
    theirs = new_file.read_text(encoding="utf-8") + "# van een collega\n"
    new_file.write_text(theirs, encoding="utf-8")

    refused = writing.post(NEW, data=form, headers=OWN)
    kept = new_file.read_text(encoding="utf-8")
    again = writing.post(NEW, data=form_of(refused.text), headers=OWN)

    assert refused.status_code == 400
    assert "iemand anders heeft deze inkoop gewijzigd" in refused.text
    assert form_of(refused.text)["naam-nieuw-1"] == "Gemak"
    assert kept == theirs
    assert again.status_code == 303
    assert "# van een collega" in new_file.read_text(encoding="utf-8")


def test_the_page_tells_that_bids_came_in(writing: FlaskClient) -> None:
    words = "Er zijn al inschrijvingen binnen"

    assert (words in writing.get(WORKED).text, words in writing.get(NEW).text) == (True, False)


def test_criteria_can_be_added_one_after_the_other(writing: FlaskClient, new_file: Path) -> None:
    form = form_of(writing.get(NEW).text) | {"naam-nieuw-1": "Gemak", "punten-nieuw-1": "60"}
    more = writing.post(NEW, data={**form, "doe": "rij"}, headers=OWN)
    form = form_of(more.text) | {"naam-nieuw-2": "Invoering", "punten-nieuw-2": "40"}
    saved = writing.post(NEW, data=form, headers=OWN)
    written = new_file.read_text(encoding="utf-8")

    assert more.status_code == 200
    assert form["naam-nieuw-1"] == "Gemak"
    assert saved.status_code == 303
    assert written.count("a ar:AwardCriterion") == 2
    assert "PriceCriterion" not in written


def test_points_that_do_not_add_up_are_refused_beside_the_total(writing: FlaskClient, new_file: Path) -> None:
    was = new_file.read_bytes()
    status, page = sent(writing, NEW, **{**SIMPLE, "punten_prijs": "30"})

    assert status == 400
    assert "prijs 30 + Gemak 60 = 90 van 100 punten" in fault_at(page, "totaal")
    assert 'href="#v-totaal"' in page
    assert form_of(page)["naam-nieuw-1"] == "Gemak"
    assert new_file.read_bytes() == was


def test_parts_that_do_not_add_up_are_refused_beside_their_criterion(writing: FlaskClient) -> None:
    status, page = sent(writing, WORKED, **{f"punten_{PARTS}gebruik": "20"})

    assert status == 400
    assert "= 65 van 60 punten" in fault_at(page, f"punten-{PARTS}kwaliteit")


def test_wishes_count_as_a_part_of_their_criterion(writing: FlaskClient) -> None:
    status, page = sent(writing, WORKED, **{f"punten_{PARTS}wensen": "10", f"punten_{PARTS}gebruik": "20"})

    assert status == 400
    assert "wensen 15 = 15 van 10 punten" in fault_at(page, f"punten-{PARTS}wensen")


@pytest.mark.parametrize(
    ("changes", "key", "words"),
    [
        ({"minimum_nieuw_1": "61"}, "minimum-nieuw-1", "het minimum is meer dan"),
        ({"minimum_nieuw_1": "-1"}, "minimum-nieuw-1", "het minimum is minder dan 0 punten"),
        ({"naam_nieuw_1": ""}, "naam-nieuw-1", "dit is nodig"),
        ({"punten_nieuw_1": "veel"}, "punten-nieuw-1", "dit antwoord past niet"),
        ({"punten_prijs": ""}, "punten-prijs", "prijs is meer dan 0 punten waard"),
        ({"priceFormula": f"{AR}LinearBetweenAmounts"}, "floorEuro", "heeft dit bedrag nodig"),
        ({"floorEuro": "100000"}, "floorEuro", "de bodem is niet lager"),
        ({"tredes": "goed"}, "tredes", "is geen cijfer met een deel"),
        ({"tredes": "goed = 100\nbest = 100"}, "tredes", "hetzelfde deel van de punten"),
        ({"tredes": "goed = 100"}, "tredes", "één cijfer is geen schaal"),
        ({"tredes": ""}, "tredes", "er zijn geen cijfers om te geven"),
        ({"tredes_nieuw_1": "goed = 101\nslecht = 0"}, "tredes-nieuw-1", "0 tot en met 100 procent"),
    ],
)
def test_what_does_not_fit_is_told_beside_its_question(
    writing: FlaskClient, new_file: Path, changes: dict[str, str], key: str, words: str
) -> None:
    was = new_file.read_bytes()
    status, page = sent(writing, NEW, **{**SIMPLE, **changes})

    assert status == 400
    assert words in fault_at(page, key)
    assert f'href="#v-{key}"' in page
    assert new_file.read_bytes() == was


def test_a_changed_criterion_keeps_its_comments_and_what_the_form_does_not_ask(
    writing: FlaskClient, worked_file: Path
) -> None:
    text = worked_file.read_text(encoding="utf-8")
    own = text.replace(
        'rdfs:label "Aanpak van de invoering"@nl',
        'rdfs:comment "Eigen woord"@nl ;   # blijft\n    rdfs:label "Aanpak van de invoering"@nl',
    )
    worked_file.write_text(own, encoding="utf-8")
    status, _ = sent(
        writing,
        WORKED,
        **{f"punten_{PARTS}invoering": "25", f"punten_{PARTS}gebruik": "10", f"naam_{PARTS}gebruik": "Gemak"},
    )
    written = worked_file.read_text(encoding="utf-8")

    assert status == 303
    assert written == own.replace(
        "ar:maxPoints 20 ; ar:minimumPoints 8", "ar:maxPoints 25 ; ar:minimumPoints 8"
    ).replace(
        "ar:maxPoints 15 ; ar:underCriterion :criterium-zaak-kwaliteit .\n\n:criterium-zaak-samen",
        "ar:maxPoints 10 ; ar:underCriterion :criterium-zaak-kwaliteit .\n\n:criterium-zaak-samen",
    ).replace(
        '"Gemak in gebruik, gezien in een demonstratie"@nl , "Ease of use, as seen in a demonstration"@en',
        '"Gemak"@nl , "Ease of use, as seen in a demonstration"@en',
    )


def test_a_grade_keeps_its_name_in_the_model_when_its_words_change(writing: FlaskClient, worked_file: Path) -> None:
    scale = "10: uitmuntend = 100\n8: goed = 75\n6: voldoende = 60\n2: onvoldoende = 20\n0: slecht = 0"
    status, _ = sent(writing, WORKED, tredes=scale)
    written = worked_file.read_text(encoding="utf-8")

    assert status == 303
    assert "ar:awardGrade :trede-zaak-10 , :trede-zaak-8 , :trede-zaak-6 , :trede-zaak-2 , :trede-zaak-0 ;" in written
    assert '"10: uitmuntend"@nl , "10: excellent"@en' in written
    assert "ar:pointsPercent 75" in written


def test_a_grade_that_was_given_and_a_criterion_that_was_judged_stay(writing: FlaskClient, worked_file: Path) -> None:
    was = worked_file.read_bytes()
    scale, page = sent(writing, WORKED, tredes="uitstekend = 99\nslecht = 1")
    judged, other = sent(writing, WORKED, **{f"weg_{PARTS}invoering": "ja"})

    assert (scale, judged) == (400, 400)
    assert "een beoordelaar gaf al" in fault_at(page, "tredes")
    assert "horen bij dit criterium" in fault_at(other, f"weg-{PARTS}invoering")
    assert worked_file.read_bytes() == was


def test_a_grade_that_was_given_to_a_bid_that_cannot_be_read_stays(writing: FlaskClient, worked_file: Path) -> None:
    for bid in (worked_file.parent / "bids").glob("*.ttl"):
        bid.write_text(f"{bid.read_text(encoding='utf-8')}\n:half a\n", encoding="utf-8")
    _, page = sent(writing, WORKED, tredes="uitstekend = 99\nslecht = 1")
    _, other = sent(writing, WORKED, **{f"weg_{PARTS}invoering": "ja"})

    assert "een beoordelaar gaf al" in fault_at(page, "tredes")
    assert "0 oordelen" not in fault_at(other, f"weg-{PARTS}invoering")
    assert "horen bij dit criterium" in fault_at(other, f"weg-{PARTS}invoering")


def test_a_criterion_is_taken_away_with_its_own_grades(writing: FlaskClient, new_file: Path) -> None:
    sent(writing, NEW, **{**SIMPLE, "tredes_nieuw_1": "goed = 100\nslecht = 0"})
    both = new_file.read_text(encoding="utf-8")
    status, _ = sent(writing, NEW, weg_criterium_parkeren_gemak="ja", naam_nieuw_1="Plan", punten_nieuw_1="60")
    written = new_file.read_text(encoding="utf-8")

    assert ":trede-parkeren-gemak-goed a ar:AwardGrade" in both
    assert status == 303
    assert "gemak" not in written.casefold()
    assert ":criterium-parkeren-plan a ar:AwardCriterion" in written


def test_price_goes_when_everything_on_it_is_empty(writing: FlaskClient, new_file: Path) -> None:
    sent(writing, NEW, **SIMPLE)
    keys = ("naam_prijs", "punten_prijs", "priceFormula", "scoringFormula", "ceilingEuro")
    status, _ = sent(writing, NEW, **dict.fromkeys(keys, ""), punten_criterium_parkeren_gemak="100")
    written = new_file.read_text(encoding="utf-8")

    assert status == 303
    assert "PriceCriterion" not in written
    assert written.count("ar:awardCriterion") == 1


def test_a_new_grade_for_wishes_is_what_that_answer_earns(writing: FlaskClient, own_model: Path) -> None:
    scale = "ja = 100\ndeels = 50\nnee = 0"
    status, _ = sent(writing, "/toetsen/afvalmeldingen/eisen/gunning", tredes_criterium_afval_wensen=scale)
    written = (own_model / "proposals/afvalmeldingen/procurement.ttl").read_text(encoding="utf-8")

    assert status == 303
    assert "ar:forAnswer ar:Partly" in written
    assert written.count("ar:forAnswer") == 3


def test_a_total_that_holds_without_being_stated_stays_unstated(writing: FlaskClient, worked_file: Path) -> None:
    unstated = worked_file.read_text(encoding="utf-8").replace(" ar:totalPoints 100 ;", "")
    worked_file.write_text(unstated, encoding="utf-8")
    status, _ = sent(writing, WORKED)

    assert status == 303
    assert worked_file.read_text(encoding="utf-8") == unstated


def test_grades_with_long_names_of_two_criteria_stay_apart(writing: FlaskClient, new_file: Path) -> None:
    long = "Een heel lang criterium over de samenwerking met de leverancier in de jaren"
    scale = 'goed "echt" = 100\nslecht\\n = 0'
    first = {"naam-nieuw-1": f"{long} een", "punten-nieuw-1": "50", "tredes-nieuw-1": scale}
    second = {"naam-nieuw-2": f"{long} twee", "punten-nieuw-2": "50", "tredes-nieuw-2": scale}
    form = form_of(writing.post(NEW, data={"rijen": "1", "doe": "rij"}, headers=OWN).text)
    answer = writing.post(NEW, data={**form, **first, **second, "totaal": "100", "tredes": ""}, headers=OWN)
    written = new_file.read_text(encoding="utf-8")
    again = form_of(writing.get(NEW).text)

    assert answer.status_code == 303
    assert written.count("a ar:AwardGrade") == 4
    assert [value for key, value in again.items() if key.startswith("tredes-criterium")] == [scale, scale]


def test_points_are_added_up_without_saving(writing: FlaskClient, new_file: Path) -> None:
    was = new_file.read_bytes()
    status, page = sent(writing, NEW, **SIMPLE, doe="tel")

    assert status == 200
    assert "prijs 40 + Gemak 60 = 100 van 100 punten in totaal" in page
    assert new_file.read_bytes() == was


def test_a_criterion_is_no_part_of_itself(writing: FlaskClient) -> None:
    status, page = sent(writing, WORKED, **{f"deelvan_{PARTS}kwaliteit": f"{ID}{PARTS}gebruik"})

    assert status == 400
    assert "een deel van zichzelf" in fault_at(page, f"deelvan-{PARTS}gebruik")


def test_english_words_come_beside_the_dutch_ones(writing: FlaskClient, worked_file: Path) -> None:
    status, _ = sent(writing, f"{WORKED}?lang=en", **{f"naam_{PARTS}samenwerking": "Working together"})
    written = worked_file.read_text(encoding="utf-8")

    assert status == 303
    assert 'rdfs:label "Samenwerking na de invoering"@nl , "Working together"@en' in written


def test_criteria_of_lots_are_shown_and_not_asked(writing: FlaskClient, new_file: Path) -> None:
    purchase = new_file.read_text(encoding="utf-8").split(" a ar:Procurement")[0].split()[-1]
    with new_file.open("a", encoding="utf-8") as file:
        file.write(
            f"\n{purchase} ar:lot :perceel .\n:perceel a ar:Lot ; ar:awardCriterion :een .\n"
            ":een a ar:AwardCriterion ; ar:maxPoints 100 .\n"
        )
    page = writing.get(NEW).text

    assert "past niet in een formulier" in page
    assert 'name="punten-prijs"' not in page
    assert writing.post(NEW, data={"punten-prijs": "1"}, headers=OWN).status_code == 303


def test_a_reader_sees_the_method_and_cannot_save_it(client: FlaskClient) -> None:
    page = client.get(WORKED).text

    assert "alleen om te lezen" in page
    assert "Bewaar de manier van gunnen" not in page
    assert client.post(WORKED, data={}, headers=OWN).status_code == 403


def test_a_grade_of_two_scales_cannot_become_two_grades(writing: FlaskClient, new_file: Path) -> None:
    sent(writing, NEW, **SIMPLE)
    was = new_file.read_text(encoding="utf-8")
    grades = [line.split()[0] for line in was.splitlines() if " a ar:AwardGrade" in line]
    shared = was + f"\n:criterium-parkeren-gemak ar:awardGrade {' , '.join(grades)} .\n"
    new_file.write_text(shared, encoding="utf-8")
    scale = form_of(writing.get(NEW).text)["tredes"]
    own = "tredes_criterium_parkeren_gemak"

    refused, page = sent(writing, NEW, **{own: scale.replace("8 = 80", "8 = 75")})
    kept = new_file.read_text(encoding="utf-8")
    both = scale.replace("8 = 80", "8 = 75")
    saved, _ = sent(writing, NEW, tredes=both, **{own: both})

    assert (refused, kept) == (400, shared)
    assert "twee schalen delen het cijfer" in page
    assert saved == 303
