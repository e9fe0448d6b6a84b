"""`archrepo check`: what it says of a model, where, and how it is limited to what was asked."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from the_command import AS_OF, ROOT, Run

FINDING_FIELDS = [
    "path", "line", "column", "end_line", "end_column", "severity", "verdict",
    "principle", "subject", "label", "message", "remedy", "waiver", "asked_of",
]  # fmt: skip


def checked(in_town: Run, *arguments: str) -> dict[str, list[dict[str, object]]]:
    found = in_town("check", "--format", "json", "--fail-on", "never", "--as-of", AS_OF, *arguments)
    assert found.returncode == 0, found.stderr
    answer: dict[str, list[dict[str, object]]] = json.loads(found.stdout)
    return answer


def test_finding_is_written_as_a_compiler_writes_it(run: Run, hamlet: Path) -> None:
    found = run("check", "--select", "GOV-02", "--as-of", AS_OF, cwd=hamlet)

    lines = found.stdout.splitlines()
    assert lines[0] == "model/applications.ttl:6:1: fout[GOV-02] Zaaksysteem: heeft geen eigenaar"
    assert lines[1] == "    6 | :zaaksysteem a am:ApplicationComponent ;"
    assert lines[2] == "      | ^^^^^^^^^^^^ ar:owner ontbreekt"
    assert lines[3].startswith("      = remedie: schrijf één regel bij het element: `ar:owner :afdeling-burgerzaken`")
    assert lines[4] == "      = uitleg: archrepo explain GOV-02"
    assert lines[-2] == "1 fout."
    assert lines[-1] == "1 principe, 2 oordelen: 1× voldoet, 1× voldoet niet."


def test_english_is_spoken_when_asked_for(run: Run, hamlet: Path) -> None:
    by_option = run("check", "--select", "GOV-02", "--lang", "en", "--as-of", AS_OF, cwd=hamlet).stdout
    by_locale = run("check", "--select", "GOV-02", "--as-of", AS_OF, cwd=hamlet, environment={"LANG": "en_GB.UTF-8"})

    assert "error[GOV-02] Case system: has no owner" in by_option
    assert "= remedy: " in by_option
    assert by_locale.stdout == by_option


def test_times_and_owners_in_a_message_are_in_the_language_of_the_reader(in_town: Run) -> None:
    check = ("check", "--select", "CON-01,GOV-02", "--as-of", AS_OF)
    dutch, english = (in_town(*check, "--lang", language).stdout for language in ("nl", "en"))

    assert "de hersteltijd (8 uur) is meer dan" in dutch
    assert "the recovery time (8 hours) is more than" in english
    assert "2 eigenaren: Bestuur, communicatie en griffie; Mens, recht en facilitair" in dutch
    assert "2 owners: Executive, communication and council clerk; People, legal and facilities" in english


def test_option_for_the_language_outweighs_the_locale(run: Run, hamlet: Path) -> None:
    found = run("stats", "--lang=nl", cwd=hamlet, environment={"LC_ALL": "en_GB.UTF-8"})

    assert "elementen" in found.stdout


def test_time_and_hint_stand_on_stderr_only(run: Run, hamlet: Path) -> None:
    found = run("check", cwd=hamlet)

    assert " s)" in found.stderr
    assert "Verder: archrepo explain GOV-02" in found.stderr
    assert "Verder:" not in found.stdout


def test_many_unknown_verdicts_lead_to_the_worklist_of_missing_facts(run: Run, hamlet: Path) -> None:
    whole = run("check", "--profile", "audit", "--as-of", AS_OF, cwd=hamlet)
    part = run("check", "--select", "BIO", "--as-of", AS_OF, cwd=hamlet)

    assert "Wat ontbreekt en wie het weet: archrepo missing --profile audit" in whole.stderr
    assert "archrepo missing --profile" not in part.stderr
    assert "Wat ontbreekt en wie het weet" not in part.stderr


def test_workspace_folder_may_be_named_as_a_path(run: Run, hamlet: Path) -> None:
    found = run("check", "buurtschap", "--select", "GOV-02", cwd=hamlet.parent)

    assert found.stdout.startswith("buurtschap/model/applications.ttl:6:1: fout[GOV-02]")


def test_workspace_is_found_upwards_and_places_are_shown_from_here(run: Run, hamlet: Path) -> None:
    found = run("check", "--select", "GOV-02", cwd=hamlet / "model")

    assert found.stdout.startswith("applications.ttl:6:1: fout[GOV-02]")


def test_path_limits_the_whole_report(in_town: Run) -> None:
    whole = checked(in_town)
    part = checked(in_town, "baseline/applications/belastingen.ttl", "waivers.ttl")

    paths = {finding["path"] for finding in part["findings"]}
    assert paths <= {"baseline/applications/belastingen.ttl", "waivers.ttl"}
    assert "waivers.ttl" in paths
    assert part["findings"] == [one for one in whole["findings"] if one["path"] in paths]
    every = {str(one["id"]): one for one in whole["principles"]}
    assert part["principles"]
    for one in part["principles"]:
        for verdict in ("met", "broken", "unknown", "excepted"):
            assert one[verdict] <= every[str(one["id"])][verdict]  # type: ignore[operator]  # counts
    counted = sum(int(str(one[verdict])) for one in part["principles"] for verdict in ("broken", "unknown", "excepted"))
    assert counted == len({(one["principle"], one["subject"]) for one in part["findings"]})


def test_summary_of_a_clean_path_names_no_faults_of_other_files(run: Run, hamlet: Path) -> None:
    (hamlet / "model" / "schoon.ttl").write_text(
        "@prefix : <https://buurtschap.example/id/> .\n@prefix am: <https://purl.org/archimate#> .\n"
        "@prefix ar: <https://w3id.org/archrepo/def#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        ':k a am:ApplicationComponent ; rdfs:label "K"@nl ; ar:lifecycle ar:InUse ; ar:owner :burgerzaken .\n'
    )

    found = run("check", "model/schoon.ttl", "--select", "GOV-02", cwd=hamlet)

    assert found.returncode == 0
    assert found.stdout.splitlines() == ["Geen bevindingen.", "1 principe, 1 oordeel: 1× voldoet."]


def test_lighter_findings_are_hidden_on_request_and_counted(in_town: Run) -> None:
    every = checked(in_town)["findings"]
    heavy = [one for one in every if one["severity"] == "violation"]

    shown = in_town("check", "--least", "violation", "--as-of", AS_OF, "--fail-on", "info")

    assert 0 < len(heavy) < len(every)
    assert checked(in_town, "--least", "violation")["findings"] == heavy
    assert (
        shown.stdout.splitlines()[-1] == f"{len(every) - len(heavy)} lichtere bevindingen zijn niet getoond (--least)."
    )
    assert shown.returncode == 1


def test_empty_selection_is_refused(run: Run, hamlet: Path) -> None:
    for nothing in ("", " , "):
        found = run("check", "--select", nothing, cwd=hamlet)

        assert found.returncode == 2
        assert "--select noemt geen enkel principe" in found.stderr
        assert "--select GOV,AVG-05" in found.stderr


def test_very_long_label_leaves_the_finding_readable(run: Run, hamlet: Path) -> None:
    path = hamlet / "model" / "applications.ttl"
    path.write_text(path.read_text().replace('"Zaaksysteem"@nl', f'"{"Zaaksysteem " * 500}"@nl'))

    text = run("check", "--as-of", AS_OF, cwd=hamlet).stdout

    assert "Zaaksysteem Zaaksysteem" in text
    assert "…: " in text
    assert max(map(len, text.splitlines())) < 600


def test_path_outside_the_model_is_refused(run: Run, hamlet: Path) -> None:
    (hamlet / "leesmij.md").write_text("hallo")

    found = run("check", "leesmij.md", cwd=hamlet)

    assert found.returncode == 2
    assert "leesmij.md hoort niet bij het model" in found.stderr
    assert "remedie: kijk in archrepo.toml" in found.stderr


def test_select_takes_families_and_ids_in_any_case(in_town: Run) -> None:
    found = checked(in_town, "--select", "gov,avg-05", "--select", "A11Y")

    ids = [one["id"] for one in found["principles"]]
    assert {one.partition("-")[0] for one in ids} == {"A11Y", "AVG", "GOV"}
    assert [one for one in ids if one.startswith("AVG")] == ["AVG-05"]
    assert {"A11Y-01", "A11Y-03", "GOV-02", "GOV-04"} <= set(ids)


def test_unknown_principle_is_named_with_the_nearest(run: Run, hamlet: Path) -> None:
    found = run("check", "--select", "GOV-22", cwd=hamlet)

    assert found.returncode == 2
    assert "er is geen principe GOV-22" in found.stderr
    assert "bedoelt u: GOV-02" in found.stderr


def test_json_has_exactly_the_fields_of_the_contract(in_town: Run) -> None:
    found = checked(in_town)

    assert list(found) == ["schema", "model", "findings", "principles", "summary"]
    assert found["schema"] == "archrepo/check/1"
    assert found["findings"]
    for finding in found["findings"]:
        assert list(finding) == FINDING_FIELDS
        assert finding["severity"] in ("violation", "warning", "info")
        assert finding["verdict"] in ("broken", "unknown", "excepted")
    for principle in found["principles"]:
        assert list(principle) == ["id", "met", "broken", "unknown", "not_applicable", "excepted"]
    assert list(found["summary"]) == ["violation", "warning", "info", "elements", "relations", "triples", "seconds"]


def test_check_by_profile_looks_at_its_principles_and_ends_with_the_compliance(in_town: Run) -> None:
    everything = checked(in_town)
    found = checked(in_town, "--profile", "audit")
    profile = found["profile"]

    assert {one["id"] for one in found["principles"]} == set(profile["weights"])
    assert set(profile["weights"]) < {one["id"] for one in everything["principles"]}
    assert 0 < profile["weighted_compliance"] < 100
    assert profile["met"] == sum(one["met"] for one in found["principles"])
    assert profile["broken"] == sum(one["broken"] for one in profile["owners"])
    words = in_town("check", "--profile", "audit", "--fail-on", "never", "--as-of", AS_OF).stdout
    assert f"Profiel Audit en verantwoording: gewogen naleving {profile['weighted_compliance']}%, ongewogen " in words
    assert "Apart geteld: " in words.splitlines()[-1]


def test_unknown_profile_and_choice_outside_a_profile_are_refused(run: Run, town: Path) -> None:
    unknown = run("check", "--profile", "aanbesteding", cwd=town)
    outside = run("check", "--profile", "procurement", "--select", "LCM-02", cwd=town)

    assert (unknown.returncode, outside.returncode) == (2, 2)
    assert "kies uit: audit, baseline, procurement, target" in unknown.stderr
    assert "geen van deze principes staat in profiel procurement" in outside.stderr


def test_own_principle_without_a_profile_is_told_and_a_faulty_profile_refused(run: Run, hamlet: Path) -> None:
    (hamlet / "shapes" / "profiles").mkdir(parents=True)
    own = (ROOT / "shapes/gov.ttl").read_text().split("principle:GOV-03")[0].replace("GOV-0", "EIG-0")
    (hamlet / "shapes" / "eigen.ttl").write_text(own)
    prefixes = "".join(
        f"@prefix {name}: <https://w3id.org/archrepo/{path}> .\n"
        for name, path in (("ar", "def#"), ("principle", "principle/"), ("profile", "profile/"))
    )
    profiles = hamlet / "shapes" / "profiles" / "eigen.ttl"

    told = run("check", "--as-of", AS_OF, cwd=hamlet).stderr
    assert "Deze principes staan in geen enkel profiel: EIG-01, EIG-02" in told
    assert "in geen enkel profiel" in run("explain", "EIG-02", cwd=hamlet).stdout

    profiles.write_text(prefixes + "profile:audit ar:weighs principle:EIG-01 , principle:EIG-02 .\n")
    assert "geen enkel profiel" not in run("check", "--as-of", AS_OF, cwd=hamlet).stderr
    assert "(audit): weegt mee" in run("explain", "EIG-02", cwd=hamlet).stdout

    profiles.write_text(prefixes + "profile:audit ar:weighs principle:EIG-03 .\n")
    found = run("check", cwd=hamlet)
    assert found.returncode == 2
    assert found.stderr.startswith("shapes/profiles/eigen.ttl:4:25: fout: profiel audit noemt principe EIG-03")


def test_json_points_at_the_text_that_it_names(in_town: Run, town: Path) -> None:
    for finding in checked(in_town, "--select", "LCM-01")["findings"]:
        if finding["verdict"] == "broken":
            line = (town / str(finding["path"])).read_text().splitlines()[int(str(finding["line"])) - 1]
            start, end = int(str(finding["column"])) - 1, int(str(finding["end_column"])) - 1
            assert line[start:end] == "ar:endOfSupport"


def test_two_checks_of_the_same_files_give_the_same_bytes(run: Run, town: Path) -> None:
    first = run("check", "--as-of", AS_OF, "--lang", "nl", cwd=town, environment={"PYTHONHASHSEED": "1"})
    second = run("check", "--as-of", AS_OF, "--lang", "nl", cwd=town, environment={"PYTHONHASHSEED": "2"})

    assert first.stdout == second.stdout


def test_waiver_that_ended_is_a_finding_and_one_in_force_excepts(in_town: Run) -> None:
    before = checked(in_town, "--as-of", "2026-09-01")["findings"]
    after = checked(in_town)["findings"]

    excepted = {str(one["subject"]).rsplit("/", 1)[1] for one in before if one["verdict"] == "excepted"}
    expired = {str(one["subject"]).rsplit("/", 1)[1] for one in after if one["path"] == "waivers.ttl"}
    assert "meldingensysteem" in excepted
    assert "meldingensysteem" in expired
    assert all(one["waiver"] for one in before if one["verdict"] == "excepted")


def test_check_changes_no_file(run: Run, hamlet: Path) -> None:
    before = {path: path.read_bytes() for path in hamlet.rglob("*") if path.is_file()}

    run("check", cwd=hamlet)

    assert {path: path.read_bytes() for path in hamlet.rglob("*") if path.is_file()} == before


def test_every_form_of_the_report_has_all_findings(in_town: Run) -> None:
    findings = checked(in_town)["findings"]
    number = len(findings)
    unknown = Counter(found["subject"] for found in findings if found["verdict"] == "unknown")
    blocks = [each for each in unknown.values() if each >= 3]
    together = sum(blocks)
    assert together
    fewer = {"markdown": 1 - together + len(blocks), "text": -together}

    for form, mark in (
        ("sarif", '"ruleId"'),
        ("gitlab", '"check_name"'),
        ("github", ",title="),
        ("markdown", "\n| "),
        ("text", "archrepo explain "),
    ):
        found = in_town("check", "--format", form, "--as-of", AS_OF)

        assert found.returncode == 1
        assert found.stdout.count(mark) == number + fewer.get(form, 0), form
