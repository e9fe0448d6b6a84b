"""Compliance: met / (met + broken), what is left out told apart, plain and by the weights of a profile."""

from __future__ import annotations

from datetime import date

import pytest
from the_knowledge import shipped_book, shipped_ontology

from archrepo.compliance import Compliance, measured
from archrepo.findings import Judgement, Report, Verdict
from archrepo.language import Text
from archrepo.profiles import Profile, Weight
from archrepo.quality import Choice, Quality
from archrepo.reporting.compliance_text import compliance_form, compliance_lines, places_text, unplaced_text
from archrepo.workspace import Workspace, open_workspace

BOOK = shipped_book()
ONTOLOGY = shipped_ontology()
BASE = "https://m.example/id/"
MODEL = """@prefix : <https://m.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:zorg a ar:Department ; rdfs:label "Zorg"@nl , "Care"@en .
:a a am:ApplicationComponent ; rdfs:label "A"@nl ; ar:owner :zorg .
:b a am:ApplicationComponent ; rdfs:label "B"@nl .
"""
HEAVY, LIGHT = Weight(Text("zwaar", "heavy"), 3), Weight(Text("licht", "light"), 1)
PROFILE = Profile("p", Text("Proef", "Trial"), Text("", ""), {"BIO-01": LIGHT, "GOV-02": HEAVY, "GOV-04": LIGHT})
SAID = (
    ("GOV-02", "a", Verdict.MET),
    ("GOV-02", "b", Verdict.BROKEN),
    ("GOV-04", "a", Verdict.MET),
    ("GOV-04", "b", Verdict.EXCEPTED),
    ("BIO-01", "a", Verdict.UNKNOWN),
    ("BIO-01", "b", Verdict.NOT_APPLICABLE),
    ("AVG-01", "a", Verdict.BROKEN),
)
REPORT = Report((), tuple(Judgement(principle, BASE + name, verdict) for principle, name, verdict in SAID))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Two components, one of which has an owner."""
    folder = tmp_path_factory.mktemp("m")
    (folder / "archrepo.toml").write_text(f'[workspace]\nname = "M"\nbase = "{BASE}"\n')
    (folder / "model.ttl").write_text(MODEL)
    return open_workspace(folder, date(2026, 11, 22), ontology=ONTOLOGY)


@pytest.fixture(scope="module")
def compliance(workspace: Workspace) -> Compliance:
    """The compliance with the trial profile."""
    return measured(workspace, BOOK, REPORT, PROFILE)


def test_unknown_excepted_and_not_applicable_are_outside_the_percentage(compliance: Compliance) -> None:
    assert compliance.total.counts == {
        Verdict.MET: 2,
        Verdict.BROKEN: 1,
        Verdict.UNKNOWN: 1,
        Verdict.EXCEPTED: 1,
        Verdict.NOT_APPLICABLE: 1,
    }
    assert (compliance.total.judged, compliance.total.percentage) == (3, 66)


def test_weighted_compliance_is_the_mean_over_principles_by_weight(compliance: Compliance) -> None:
    # GOV-02 has 1 of 2 at weight 3, GOV-04 has 1 of 1 at weight 1; BIO-01 was not judged and does not count.
    assert compliance.total.weighted == (3 * 50 + 100) // 4


def test_principle_outside_the_profile_does_not_count(workspace: Workspace) -> None:
    everything = measured(workspace, BOOK, REPORT)

    assert everything.total.counts[Verdict.BROKEN] == 2
    assert everything.total.weighted is None
    assert everything.profile is None


def test_families_and_owners_add_up_to_the_total(compliance: Compliance) -> None:
    for parts in (compliance.families, compliance.owners):
        for verdict in Verdict:
            assert sum(part.counts[verdict] for part in parts) == compliance.total.counts[verdict]
    assert [family.key for family in compliance.families] == ["GOV", "BIO"]
    assert [(owner.name.en, owner.percentage, owner.weighted) for owner in compliance.owners] == [
        ("Care", 100, 100),
        ("no owner", 0, 0),
    ]


def test_group_without_a_judged_subject_has_no_percentage(compliance: Compliance) -> None:
    (bio,) = (family for family in compliance.families if family.key == "BIO")

    assert (bio.percentage, bio.weighted) == (None, None)


def test_report_without_judgements_is_told_as_such(workspace: Workspace) -> None:
    empty = measured(workspace, BOOK, Report((), ()), PROFILE)

    assert [line.nl for line in compliance_lines(empty)] == ["Profiel Proef: er is nog niets te beoordelen."]
    assert empty.families == empty.owners == ()


def test_closing_words_give_both_percentages_and_what_they_leave_out(compliance: Compliance) -> None:
    assert [line.en for line in compliance_lines(compliance)] == [
        "Profile Trial: weighted compliance 62%, plain 66% (2 of 3).",
        "Counted apart: 1× unknown, 1× excepted, 1× not applicable.",
    ]


def test_fields_carry_weights_families_and_owners(compliance: Compliance) -> None:
    form = compliance_form(compliance, "en")

    assert form["weights"] == {"BIO-01": 1, "GOV-02": 3, "GOV-04": 1}
    assert (form["compliance"], form["weighted_compliance"], form["unknown"]) == (66, 62, 1)
    families = form["families"]
    assert isinstance(families, list)
    assert [family["id"] for family in families] == ["GOV", "BIO"]


def test_all_met_is_the_only_hundred_percent(workspace: Workspace) -> None:
    many = [Judgement("GOV-02", f"{BASE}x{number}", Verdict.MET) for number in range(999)]
    report = Report((), (*many, Judgement("GOV-02", BASE + "b", Verdict.BROKEN)))

    total = measured(workspace, BOOK, report, PROFILE).total

    assert (total.percentage, total.weighted) == (99, 99)


def test_findings_are_chosen_by_profile(workspace: Workspace) -> None:
    from archrepo.validation import validate

    quality = Quality(workspace, BOOK, validate(workspace, BOOK))

    for tally in quality.choose(Choice()).profiles:
        chosen = quality.choose(Choice(profile=tally.key))
        assert chosen.total == tally.count
        assert all(quality.profiles[tally.key].weight_of(block.first.principle) for block in chosen.blocks)
    assert quality.choose(Choice(profile="niets")).total == quality.choose(Choice()).total
    assert quality.compliance("audit").total.key == "audit"
    assert quality.compliance("niets").profile is None


def test_place_of_a_principle_is_told_with_its_weight() -> None:
    governed = BOOK.get("GOV-02")
    assert governed is not None

    assert places_text([PROFILE], governed).nl == "Proef (p): zwaar"
    assert places_text([], governed).en.startswith("in no profile")
    assert unplaced_text([governed]).nl.startswith("Principe GOV-02 staat in geen enkel profiel")
    assert unplaced_text([governed, governed]).en.startswith("These principles stand in no profile: GOV-02, GOV-02")
