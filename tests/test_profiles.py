"""Profiles: the shipped ones place every principle, and a workspace adds, extends and mistypes its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from the_knowledge import shipped_book, shipped_ontology

from archrepo.errors import ConfigurationFault, RequestFault
from archrepo.principles import PrincipleBook, book_of
from archrepo.profiles import Profile, find_profile, read_profiles, without_profile
from archrepo.workspace import open_workspace

ONTOLOGY = shipped_ontology()
BOOK = shipped_book()
SHIPPED = read_profiles(BOOK, ONTOLOGY.graph)
HEADER = """@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix principle: <https://w3id.org/archrepo/principle/> .
@prefix profile: <https://w3id.org/archrepo/profile/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
NAMES = 'rdfs:label "Dorp"@nl , "Village"@en ; rdfs:comment "Wat het dorp telt."@nl , "What the village counts."@en'
OWN_PRINCIPLE = """principle:DRP-01 a sh:PropertyShape , ar:Principle ;
    rdfs:label "Bekend"@nl , "Known"@en ; rdfs:comment "Het is bekend."@nl , "It is known."@en ;
    ar:rationale "Daarom."@nl , "Therefore."@en ; ar:remedy "Noem het."@nl , "Name it."@en ;
    sh:message "is onbekend"@nl , "is unknown"@en ; sh:targetClass am:Node ; sh:path rdfs:label ; sh:minCount 1 .
"""


def own(folder: Path, text: str) -> tuple[PrincipleBook, tuple[Profile, ...]]:
    (folder / "archrepo.toml").write_text(
        '[workspace]\nname = "D"\nbase = "https://dorp.example/id/"\n[files]\nmodel = ["model/*.ttl"]\n'
    )
    (folder / "model").mkdir()
    (folder / "shapes" / "profiles").mkdir(parents=True)
    (folder / "shapes" / "profiles" / "dorp.ttl").write_text(HEADER + text)
    book = book_of(open_workspace(folder, date(2026, 11, 22), ontology=ONTOLOGY))
    return book, read_profiles(book, ONTOLOGY.graph)


def test_four_profiles_are_shipped_with_names_in_two_languages() -> None:
    assert [profile.key for profile in SHIPPED] == ["audit", "baseline", "procurement", "target"]
    for profile in SHIPPED:
        assert profile.name.nl != profile.name.en
        assert profile.purpose.nl != profile.purpose.en


def test_every_shipped_principle_stands_in_a_profile() -> None:
    assert [principle.id for principle in without_profile(BOOK, SHIPPED)] == []


def test_every_shipped_profile_uses_the_three_weights_and_no_principle_twice() -> None:
    for profile in SHIPPED:
        assert {weight.number for weight in profile.weights.values()} == {1, 2, 3}
        assert list(profile.weights) == [principle.id for principle in BOOK if principle.id in profile.weights]


def test_profile_is_found_by_key_and_by_name_in_each_language() -> None:
    for name in ("audit", "AUDIT", "audit en verantwoording", "Audit and accountability"):
        assert find_profile(SHIPPED, name).key == "audit"
    with pytest.raises(RequestFault) as caught:
        find_profile(SHIPPED, "aanbesteding")
    assert caught.value.remedy is not None
    assert "procurement" in caught.value.remedy.nl


def test_workspace_adds_a_profile_of_its_own(tmp_path: Path) -> None:
    _, found = own(tmp_path, f"profile:dorp a ar:PrincipleProfile ; {NAMES} ; ar:weighsHeavily principle:GOV-02 .")

    assert [profile.key for profile in found] == ["audit", "baseline", "dorp", "procurement", "target"]
    assert {key: weight.number for key, weight in find_profile(found, "dorp").weights.items()} == {"GOV-02": 3}


def test_workspace_extends_a_shipped_profile_and_changes_a_weight_in_it(tmp_path: Path) -> None:
    assert find_profile(SHIPPED, "audit").weight_of("BIO-01") == 3

    _, found = own(
        tmp_path, OWN_PRINCIPLE + "profile:audit ar:weighs principle:DRP-01 ; ar:weighsLightly principle:BIO-01 ."
    )

    audit = find_profile(found, "audit")
    assert (audit.weight_of("DRP-01"), audit.weight_of("BIO-01"), audit.weight_of("AVG-01")) == (2, 1, 3)
    assert len(audit.weights) == len(find_profile(SHIPPED, "audit").weights) + 1


def test_own_principle_in_no_profile_is_told(tmp_path: Path) -> None:
    book, found = own(tmp_path, OWN_PRINCIPLE)

    assert [principle.id for principle in without_profile(book, found)] == ["DRP-01"]


def test_deactivated_principle_may_keep_its_place(tmp_path: Path) -> None:
    text = OWN_PRINCIPLE.replace("sh:minCount 1", "sh:minCount 1 ; sh:deactivated true")

    _, found = own(tmp_path, text + "profile:audit ar:weighs principle:DRP-01 .")

    assert find_profile(found, "audit").weight_of("DRP-01") == 0


@pytest.mark.parametrize(
    ("text", "said", "remedy", "line"),
    [
        ("profile:audit ar:weighs principle:GOV-99 .", "GOV-99", "GOV-0", 7),
        ("profile:audit\n    ar:weighs principle:GOV-02 ,\n        principle:BIO-77 .", "BIO-77", "BIO-0", 9),
        ('profile:audit ar:weighs "GOV-02" .', "GOV-02", "GOV-02", 7),
        ("profile:audti ar:weighs principle:GOV-02 .", "audti", "profile:audit", 7),
        ("profile:audit ar:weighsHeavely principle:GOV-02 .", "ar:weighsHeavely", "ar:weighsHeavily", 7),
        (f"profile:d a ar:PrincipleProfile ; {NAMES.split(';')[0]} .", "rdfs:comment", "rdfs:comment", 7),
        (
            f"profile:d a ar:PrincipleProfile ; {NAMES} ;\n"
            "    ar:weighs principle:GOV-02 ; ar:weighsLightly principle:GOV-02 .",
            "GOV-02 twee keer",
            "één van beide",
            8,
        ),
        (f"<https://dorp.example/id/audit> a ar:PrincipleProfile ; {NAMES} .", "audit", "eigen naam", 7),
    ],
)
def test_faulty_profile_is_refused_with_its_place_and_what_to_do(
    tmp_path: Path, text: str, said: str, remedy: str, line: int
) -> None:
    with pytest.raises(ConfigurationFault) as caught:
        own(tmp_path, text)

    assert said in caught.value.text.nl
    assert caught.value.remedy is not None
    assert remedy in caught.value.remedy.nl
    assert caught.value.location is not None
    assert (caught.value.location.path, caught.value.location.line) == ("shapes/profiles/dorp.ttl", line)
    assert caught.value.excerpt
