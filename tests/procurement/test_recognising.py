"""What a requirement asks is recognised by name, abbreviation, number and address; what is unsure stays apart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archrepo.procurement.requirements.phrases import Phrases, tokens_of
from archrepo.procurement.requirements.recognising import Kind, Match, Recogniser
from archrepo.workspace import open_workspace

MODEL = """\
@prefix am: <https://purl.org/archimate#> .
@prefix prop: <https://w3id.org/archrepo/property/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <https://dorp.example/id/> .
:zaken a am:Constraint ; rdfs:label "Zaken API-standaard"@nl ; prop:Afkorting "Zaken API" ;
    prop:URL "https://zaken.example/api/" .
:zaken-1 a am:Constraint ; rdfs:label "Zaken API-standaard v1.x"@nl ; am:specializes :zaken ;
    prop:Versieaanduiding "v1.x" .
:bg a am:Constraint ; rdfs:label "StUF BG"@nl .
:bg-310 a am:Constraint ; rdfs:label "StUF BG 3.10"@nl ; am:specializes :bg ; prop:Versieaanduiding "3.10" .
:peil a am:Constraint ; rdfs:label "Peil"@nl .
:ab a am:Constraint ; rdfs:label "Aanduiding begrippen"@nl ; prop:Afkorting "AB" .
:ab-2 a am:Constraint ; rdfs:label "Afspraken beheer"@nl ; prop:Afkorting "AB" .
"""


@pytest.fixture(scope="module")
def recogniser(tmp_path_factory: pytest.TempPathFactory) -> Recogniser:
    folder = tmp_path_factory.mktemp("dorp")
    (folder / "archrepo.toml").write_text(
        '[workspace]\nname = "Dorp"\nbase = "https://dorp.example/id/"\n\n[files]\nmodel = ["*.ttl"]\n'
    )
    (folder / "model.ttl").write_text(MODEL)
    return Recogniser(open_workspace(Path(folder), date(2026, 11, 22)))


def names(matches: Iterable[Match], kind: Kind = Kind.STANDARD) -> list[str]:
    return [match.term.rpartition("/")[2].rpartition("#")[2] for match in matches if match.kind is kind]


@pytest.mark.parametrize(
    ("text", "kind", "sure", "doubtful"),
    [
        ("Dagelijks wordt een back-up gemaakt.", Kind.TOPIC, ["TopicBackUp"], []),
        ("Back-up en restore worden getest.", Kind.TOPIC, ["TopicBackUp"], []),
        ("Inloggen met multi-factor authenticatie.", Kind.TOPIC, ["NormSecurityPrivacy"], []),
        ("De maximale uitvalduur is een dag.", Kind.TOPIC, ["TopicOutageDuration"], []),
        ("Data mag Nederland niet verlaten.", Kind.TOPIC, [], ["TopicDataLocation"]),
        ("Alle handelingen worden gelogd.", Kind.MEASURE, [], ["8.15.01"]),
        ("Er is een audit trail van elke wijziging.", Kind.MEASURE, ["8.15.01"], []),
    ],
)
def test_common_words_of_a_tender_are_known(
    recogniser: Recogniser, text: str, kind: Kind, sure: list[str], doubtful: list[str]
) -> None:
    found = recogniser.recognise(text)

    assert (names(found.sure, kind), names(found.doubtful, kind)) == (sure, doubtful)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Verbindingen gebruiken TLS.", ["tls"]),
        ("Verbindingen gebruiken TLS 1.3 of hoger.", ["tls"]),
        ("TLS-verbindingen en HTTPS", ["tls", "https-hsts"]),
        ("Verbindingen met TLS 1.0 mogen.", ["tls-1.0"]),
        ("TLS1.0", ["tls-1.0"]),
        ("TLS versie 1.1", ["tls-1.1"]),
        ("TLS 1.1, 1.2 en 1.3", ["tls-1.1", "tls"]),
        ("StUF 2.04", ["stuf-2.04"]),
        ("StUF-BG 3.10", ["bg-310"]),
        ("StUF BG", ["bg"]),
        ("WCAG 2.0 AA", ["wcag-2.0"]),
        ("WCAG 2.1 niveau AA", ["digitoegankelijk"]),
        ("EN 301 549", ["digitoegankelijk"]),
        ("ISO 27001:2013", ["iso-27001-2013"]),
        ("NEN-ISO/IEC 27001", ["iso-27001-27002"]),
        ("PDF/A-2", ["pdf"]),
        ("REST-API Design Rules 2.0", ["rest-api-design-rules-2"]),
        ("REST API Design Rules", ["rest-api-design-rules"]),
        ("de Zaken API", ["zaken"]),
        ("Zaken API 1.5", ["zaken-1"]),
        ("zie https://zaken.example/api", ["zaken"]),
        ("zie https://www.forumstandaardisatie.nl/open-standaarden/tls.", ["tls"]),
        ("SPF, DKIM en DMARC", ["spf", "dkim", "dmarc"]),
        ("een security.txt", ["security-txt"]),
        ("Federated Service Connectivity", ["fsc"]),
        ("pijplijnTLSx en HTLS", []),
        ("een tls-verbinding", []),
        ("een peil van het water", []),
    ],
)
def test_a_standard_is_recognised_as_what_is_written(recogniser: Recogniser, text: str, expected: list[str]) -> None:
    assert names(recogniser.recognise(text).sure) == expected


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("documenten in PDF", ["pdf"], "iets anders"),
        ("het platform Haven", ["haven"], "iets anders"),
        ("met OAuth 2.0", ["oauth-nlgov"], "iets anders"),
        ("TLS 0.9", ["tls"], "versie 0.9 is niet bekend"),
        ("TLS 1.0 is niet toegestaan", ["tls-1.0"], "'niet' staat erbij"),
        ("geen TLS 1.1", ["tls-1.1"], "'geen' staat erbij"),
        ("volgens AB", ["ab", "ab-2"], "meer dan één"),
        ("volgens Peil", ["peil"], "iets anders"),
    ],
)
def test_an_unsure_match_is_left_to_a_person(recogniser: Recogniser, text: str, expected: list[str], why: str) -> None:
    found = recogniser.recognise(text)

    assert names(found.sure) == []
    assert names(found.doubtful) == expected
    assert all(why in match.why.nl for match in found.doubtful if match.kind is Kind.STANDARD)


def test_a_denial_in_another_sentence_says_nothing_of_this_one(recogniser: Recogniser) -> None:
    assert names(recogniser.recognise("Wachtwoorden verlopen niet. TLS wordt gebruikt.").sure) == ["tls"]


@pytest.mark.parametrize(
    ("text", "sure", "doubtful"),
    [
        ("BIO2 5.22.02", ["5.22.02"], []),
        ("BIO2-maatregel 5.22.2", ["5.22.02"], []),
        ("Baseline Informatiebeveiliging Overheid: 5.01.01 en 5.01.02", ["5.01.01", "5.01.02"], []),
        ("maatregel 5.22.02", [], ["5.22.02"]),
        ("BIO2", [], []),
        ("BIO 99.1", [], []),
        ("5.22.02", [], []),
    ],
)
def test_measures_are_recognised_by_number(
    recogniser: Recogniser, text: str, sure: list[str], doubtful: list[str]
) -> None:
    found = recogniser.recognise(text)

    assert names(found.sure, Kind.MEASURE) == sure
    assert names(found.doubtful, Kind.MEASURE) == doubtful


def test_a_number_of_a_control_stands_for_its_measures(recogniser: Recogniser) -> None:
    found = names(recogniser.recognise("Voldoet aan BIO 8.15.").sure, Kind.MEASURE)

    assert found and all(name.startswith("8.15.") for name in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Het beschikbaarheidspercentage per maand", ["TopicAvailability"]),
        ("De leverancier levert een exitplan", ["TopicExit"]),
        ("een verwerkersovereenkomst", ["TopicProcessorAgreement"]),
        ("The processing agreement", ["TopicProcessorAgreement"]),
        ("Zaken API", ["TopicApi"]),
        ("Hersteltijd (RTO) na een calamiteit", ["TopicRecoveryTime"]),
    ],
)
def test_topics_are_recognised_by_words_that_may_go_on(recogniser: Recogniser, text: str, expected: list[str]) -> None:
    assert names(recogniser.recognise(text).sure, Kind.TOPIC) == expected


def test_a_doubtful_topic_is_left_out_where_a_sure_one_stands(recogniser: Recogniser) -> None:
    assert names(recogniser.recognise("storing").doubtful, Kind.TOPIC) == ["TopicOutageDuration"]
    assert names(recogniser.recognise("beschikbaarheid bij een storing").doubtful, Kind.TOPIC) == []


def test_registers_evidence_and_terms_are_recognised(recogniser: Recogniser) -> None:
    found = recogniser.recognise(
        "Gegevens uit de BRP; mailtest van internet.nl; GIBIT 2023; ICT-kwaliteitsnormen 2024-1."
    )

    assert names(found.sure, Kind.REGISTRATION) == ["BRP"]
    assert names(found.sure, Kind.EVIDENCE) == ["InternetNlMailTest"]
    assert names(found.sure, Kind.TERMS) == ["Gibit2023"]
    assert names(found.sure, Kind.NORMS) == ["quality-norms-2024-1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("beschikbaarheid minstens 99,5 %", [("99.5", "Percent", "AtLeast")]),
        ("uptime 99.9% of hoger", [("99.9", "Percent", "AtLeast")]),
        ("binnen 4 uur", [("4", "Hour", "AtMost")]),
        ("niet meer dan 30 minuten", [("30", "Minute", "AtMost")]),
        ("niet minder dan 2 dagen", [("2", "Day", "AtLeast")]),
        ("maximaal € 500.000", [("500000", "Euro", "AtMost")]),
        ("hoogstens 1,5 miljoen euro", [("1500000.0", "Euro", "AtMost")]),
        ("een RTO van 4 uur", [("4", "Hour", "")]),
        ("een RTO van 4 uur en een RPO van 1 uur", []),
        ("artikel 4.2 van de wet", []),
        ("bereikbaar van 8.30 tot 17.00 uur", []),
        ("binnen 3 werkdagen", []),
        ("binnen acht (8) uur", [("8", "Hour", "AtMost")]),
        ("binnen 8 (acht) uur", [("8", "Hour", "AtMost")]),
        ("uiterlijk na zes maanden", [("6", "Month", "AtMost")]),
        ("een RTO van twaalf uur", [("12", "Hour", "")]),
        ("binnen één dag", [("1", "Day", "AtMost")]),
        ("elk uur een dag", []),
        ("binnen 4 uur opgelost; uitvalduur 8 uur", [("4", "Hour", "AtMost"), ("8", "Hour", "")]),
        ("binnen 4 uur; ten minste 99,5 %", [("4", "Hour", "AtMost"), ("99.5", "Percent", "AtLeast")]),
    ],
)
def test_quantities_have_a_unit_and_a_limit(
    recogniser: Recogniser, text: str, expected: list[tuple[str, str, str]]
) -> None:
    found = recogniser.recognise(text).quantities

    assert [(str(one.value), one.unit.rpartition("#")[2], one.limit.rpartition("#")[2]) for one in found] == expected
    assert all(text[one.start : one.end] == one.text for one in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("binnen 3 werkdagen", ("3 werkdagen",)),
        ("binnen vijf (5) werkdagen", ("vijf (5) werkdagen",)),
        ("bewaard voor 7 jaar", ("7 jaar",)),
        ("op een werkdag, binnen 4 uur", ()),
    ],
)
def test_a_number_with_a_unit_that_cannot_be_compared_is_told(
    recogniser: Recogniser, text: str, expected: tuple[str, ...]
) -> None:
    assert recogniser.recognise(text).unread == expected


def test_a_quantity_is_shown_with_the_comma_of_a_dutch_reader(recogniser: Recogniser) -> None:
    (found,) = recogniser.recognise("minimaal 99,5%").quantities

    assert (found.shown.nl, found.shown.en) == ("99,5", "99.5")


WORDS = (
    "TLS",
    "1.0",
    "en",
    "niet",
    "BIO2",
    "5.22.02",
    "PDF/A",
    "binnen",
    "4",
    "uur",
    ".",
    ";",
    "é",
    "API",
    "99,5",
    "%",
    "-",
)


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=20).map(" ".join))
def test_every_match_stands_in_the_text_and_no_term_twice(recogniser: Recogniser, text: str) -> None:
    found = recogniser.recognise(text)

    for match in (*found.sure, *found.doubtful):
        assert text[match.start : match.end] == match.matched
    terms = [(match.kind, match.term) for match in (*found.sure, *found.doubtful)]
    assert len(terms) == len(set(terms))
    assert recogniser.recognise(text) == found


@given(st.text(alphabet=st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1, max_size=4), st.booleans())
def test_a_name_inside_a_longer_word_is_no_name(recogniser: Recogniser, glued: str, before: bool) -> None:
    text = f"{glued}DMARC" if before else f"DMARC{glued}"
    is_part = glued[-1 if before else 0].isalpha()

    assert (names(recogniser.recognise(text).sure) == []) or not is_part


@given(st.lists(st.text(alphabet="ab 1-", max_size=8), max_size=8), st.text(alphabet="ab 1-", max_size=30))
def test_all_names_are_found_at_once_the_longest_first(known: list[str], text: str) -> None:
    phrases: Phrases[str] = Phrases()
    for name in known:
        phrases.add(name, name)
    tokens = tokens_of(text)
    whole = [token.folded for token in tokens]

    hits = list(phrases.longest(tokens))

    for hit, following in pairwise(hits):
        assert hit.after <= following.first
    for hit in hits:
        words = [[token.folded for token in tokens_of(name)] for name in known]
        longest = max(len(word) for word in words if word and whole[hit.first : hit.first + len(word)] == word)
        assert hit.after - hit.first == longest
