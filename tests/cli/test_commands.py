"""Each command but `check`, on the example municipality: what it answers, in words and as fields."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

from the_command import AS_OF, ROOT, Run

VERDICTS = {"met", "broken", "unknown", "not_applicable", "excepted"}


def test_stats_of_gemma_are_those_of_the_source(run: Run, gemma_folder: Path) -> None:
    found = json.loads(run("stats", "--format", "json", cwd=gemma_folder).stdout)

    assert list(found) == ["elements", "relations", "views", "sketches", "triples", "by_type", "by_relation"]
    assert (found["elements"], found["relations"], found["views"], found["sketches"]) == (3006, 6257, 357, 1)
    assert sum(found["by_type"].values()) == 3006
    assert sum(found["by_relation"].values()) == 6257


def test_stats_in_words_give_the_same_numbers(run: Run, town: Path) -> None:
    fields = json.loads(run("stats", "--format", "json", cwd=town).stdout)
    words = run("stats", "--lang", "en", cwd=town).stdout

    assert f"{fields['elements']:>7} elements" in words
    assert f"{fields['by_relation']['Flow']:>7} Flow" in words


def test_show_tells_facts_relations_and_place(run: Run, town: Path) -> None:
    words = run("show", "zaaksysteem", cwd=town).stdout
    fields = json.loads(run("show", "zaaksysteem", "--format", "json", cwd=town).stdout)

    assert words.startswith("Zaaksysteem  (Applicatiecomponent)\nhttps://voorbeeldstad.example/id/zaaksysteem\n")
    assert "staat in baseline/applications/dienstverlening.ttl:" in words
    assert "  leverancier: Zaakwerk Voorbeeld B.V." in words
    assert "\n  bedient\n    " in words
    line = (town / fields["path"]).read_text().splitlines()[fields["line"] - 1]
    assert line.startswith(":zaaksysteem a ")
    assert {relation["outgoing"] for relation in fields["relations"]} == {True, False}


def test_show_and_explain_of_a_term_lead_to_its_meaning(run: Run, town: Path) -> None:
    shown = run("show", "ar:hosting", cwd=town)
    explained = run("explain", "ar:hosting", cwd=town)

    assert shown.returncode == 0
    assert "  ar:SaaS " in shown.stdout
    assert explained.returncode == 2
    assert "archrepo show ar:hosting" in explained.stderr


def test_search_finds_a_part_of_a_word_and_suggests_when_it_finds_nothing(run: Run, town: Path) -> None:
    found = run("search", "subsidie", cwd=town)
    nothing = json.loads(run("search", "zaaksisteem", "--format", "json", cwd=town).stdout)

    assert "Subsidiesysteem" in found.stdout
    assert "Verder: archrepo show" in found.stderr
    assert nothing["total"] == 0
    assert "Zaaksysteem" in [one["label"] for one in nothing["suggestions"]]


def test_ask_gives_the_same_rows_in_every_form(run: Run, town: Path) -> None:
    text = run("ask", "C17", "year=2026", cwd=town).stdout
    table = run("ask", "c17", "year=2026", "--format", "csv", cwd=town).stdout.splitlines()
    fields = json.loads(run("ask", "C17", "year=2026", "--format", "json", cwd=town).stdout)

    assert table[0] == "Domein,Applicaties,Kosten in euro,Euro per inwoner"
    assert len(table) - 1 == len(fields["rows"]) > 0
    assert text.splitlines()[-1] == f"{len(fields['rows'])} rijen."
    assert fields["rows"][0]["domain"]["text"] in text


def test_ask_reads_a_question_from_a_file(run: Run, town: Path, tmp_path: Path) -> None:
    shutil.copyfile(ROOT / "archrepo/sparql/tables/C15.rq", tmp_path / "mijn.rq")

    found = run("ask", str(tmp_path / "mijn.rq"), cwd=town)

    assert found.returncode == 0
    assert found.stdout == run("ask", "C15", cwd=town).stdout


def test_ask_names_a_value_that_is_missing_or_unknown(run: Run, town: Path) -> None:
    assert "year" in run("ask", "C17", cwd=town).stderr
    assert "kent 'jaar' niet" in run("ask", "C17", "year=2026", "jaar=2026", cwd=town).stderr
    assert "'jaar' is geen naam met een waarde" in run("ask", "C17", "jaar", cwd=town).stderr


def test_csv_is_safe_to_open_in_a_spreadsheet(run: Run, hamlet: Path) -> None:
    path = hamlet / "model" / "applications.ttl"
    path.write_text(path.read_text() + ':x a am:Node ; rdfs:label "=HYPERLINK(1)"@nl .\n')

    found = run("ask", "SELECT ?x WHERE { ?x a am:Node }", "--format", "csv", cwd=hamlet).stdout

    assert found == "x\n'=HYPERLINK(1)\n"


def test_assess_has_exactly_the_fields_of_the_contract(in_town: Run, town: Path) -> None:
    found = json.loads(
        in_town("assess", "zaaksysteem", "--as-of", AS_OF, "--format", "json", "--fail-on", "never").stdout
    )

    assert list(found) == ["schema", "procurement", "bids", "unread_bids", "impact", "awards", "questions"]
    assert found["schema"] == "archrepo/assess/1"
    assert found["bids"]
    for bid in found["bids"]:
        assert {"id", "label", "verdicts", "score"} <= set(bid)
        assert set(bid["score"]) == VERDICTS
        for verdict in bid["verdicts"]:
            assert {"principle", "verdict", "evidence", "missing", "remedy"} <= set(verdict)
            assert verdict["verdict"] in VERDICTS
            for evidence in verdict["evidence"]:
                assert (town / evidence["path"]).is_file()


def test_assess_in_words_names_every_broken_principle_with_its_remedy(in_town: Run) -> None:
    words = in_town("assess", "zaaksysteem", "--as-of", AS_OF, "--fail-on", "never", "--turtle").stdout
    fields = json.loads(
        in_town("assess", "zaaksysteem", "--as-of", AS_OF, "--format", "json", "--fail-on", "never").stdout
    )

    broken = [
        verdict
        for part in (fields["procurement"], *fields["bids"])
        for verdict in part["verdicts"]
        if verdict["verdict"] == "broken"
    ]
    assert broken
    for verdict in broken:
        assert f"voldoet niet[{verdict['principle']}]" in words
        assert f"= remedie: {verdict['remedy']}" in words


def test_assess_takes_the_folder_from_outside_the_workspace(run: Run, in_town: Run, town: Path) -> None:
    by_name = in_town("assess", "zaaksysteem", "--as-of", AS_OF)
    by_folder = run("assess", "voorbeeldstad/proposals/zaaksysteem", "--as-of", AS_OF, cwd=town.parent)

    from_outside = re.sub(r"\b(proposals|baseline|target)/(?=\S+\.ttl)", r"voorbeeldstad/\1/", by_name.stdout)
    assert by_folder.stdout == from_outside


def test_waivers_tell_which_have_ended(run: Run, town: Path) -> None:
    now = json.loads(run("waivers", "--as-of", AS_OF, "--format", "json", cwd=town).stdout)
    later = run("waivers", "--as-of", "2029-01-01", cwd=town).stdout

    assert [one["expired"] for one in now["waivers"]].count(True) == 1
    assert later.count("VERLOPEN op") == len(now["waivers"])


def test_waivers_of_a_year_give_the_text_for_the_annual_report(run: Run, town: Path) -> None:
    asked = ("waivers", "--year", "2026", "--as-of", AS_OF)

    words = run(*asked, cwd=town).stdout
    page = run(*asked, "--format", "markdown", "--lang", "en", cwd=town).stdout
    fields = json.loads(run(*asked, "--format", "json", cwd=town).stdout)

    assert words.startswith("Leg uit: afwijkingen van open standaarden in 2026\n")
    assert page.startswith("## Explained: deviations from open standards in 2026\n")
    explained = fields["annual_report"]
    assert explained["year"] == 2026
    assert {one["iri"] for one in explained["decided"]} <= {one["iri"] for one in fields["waivers"]}
    assert run("waivers", "--year", "vorig", cwd=town).returncode == 2
    assert "--year 2026" in run("waivers", "--as-of", AS_OF, cwd=town).stderr


def test_init_makes_a_model_that_can_be_checked_and_keeps_what_is_there(run: Run, tmp_path: Path) -> None:
    assert run("init", "dorp", "--name", 'Dorp "aan zee"').returncode == 0
    first = tmp_path / "dorp" / "model" / "applications.ttl"
    first.write_text(first.read_text() + "# van mij\n")

    again = run("init", "dorp")

    assert again.returncode == 0
    assert "was er al   model/applications.ttl" in again.stdout
    assert first.read_text().endswith("# van mij\n")
    checked = run("check", "--workspace", "dorp")
    assert checked.returncode == 0, checked.stdout
    assert 'name = "Dorp \\"aan zee\\""' in (tmp_path / "dorp" / "archrepo.toml").read_text()


def test_init_refuses_a_base_that_is_no_beginning_of_names(run: Run, tmp_path: Path) -> None:
    found = run("init", "dorp", "--base", "dorp")

    assert found.returncode == 2
    assert not (tmp_path / "dorp").exists()


def test_doctor_finds_this_installation_whole(run: Run) -> None:
    found = run("doctor")

    assert found.returncode == 0, found.stdout
    assert "Deze installatie is compleet." in found.stdout


def test_demo_leaves_a_copy_with_pictures(run: Run, tmp_path: Path) -> None:
    first = run("demo", "--no-serve", "--into", "kopie", "--as-of", AS_OF)

    assert first.returncode == 0, first.stderr
    assert "Het model van Voorbeeldstad staat in kopie." in first.stdout
    assert "Inkoop zaaksysteem: Van 4 inschrijvingen: 2 halen alle verplichte eisen" in first.stdout
    assert list((tmp_path / "kopie" / "platen").glob("*.svg"))
    places = re.findall(r"\(([^()]+):\d+:\d+\)\n", first.stdout)
    assert places
    assert all((tmp_path / place).is_file() for place in places)


def test_demo_uses_the_copy_that_is_there(run: Run, small_copy: Path) -> None:
    found = run("demo", "--no-serve", "--into", "buurtschap", "--as-of", AS_OF, cwd=small_copy.parent)

    assert found.returncode == 0, found.stderr
    assert found.stdout.startswith("Uw kopie staat al in buurtschap.\n")
    assert list((small_copy / "platen").glob("*.svg"))


def test_demo_does_not_take_another_workspace_for_its_copy(run: Run, hamlet: Path) -> None:
    found = run("demo", "--no-serve", "--into", str(hamlet))

    assert found.returncode == 2
    assert "is de werkmap van Buurtschap, geen kopie van Voorbeeldstad" in found.stderr
    assert not (hamlet / "platen").exists()


def test_demo_does_not_touch_a_folder_with_something_else(run: Run, tmp_path: Path) -> None:
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "brief.txt").write_text("x")

    found = run("demo", "--no-serve", "--into", "vol")

    assert found.returncode == 2
    assert [path.name for path in (tmp_path / "vol").iterdir()] == ["brief.txt"]


def test_demo_gives_a_copy_that_the_user_may_change_even_when_the_original_is_read_only(tmp_path: Path) -> None:
    from archrepo.cli.demo import _copy
    from archrepo.cli.session import Session

    original = tmp_path / "installed" / "voorbeeldstad" / "baseline"
    original.mkdir(parents=True)
    (original.parent / "archrepo.toml").write_text("")
    (original / "a.ttl").write_text("")
    for path in (original / "a.ttl", original, original.parent):
        path.chmod(0o555)

    _copy(Session("nl", date.fromisoformat(AS_OF), tmp_path), original.parent, tmp_path / "kopie")

    copied = list((tmp_path / "kopie").rglob("*"))
    assert len(copied) == 3
    assert all(path.stat().st_mode & 0o200 for path in (tmp_path / "kopie", *copied))


def test_missing_lists_what_is_unknown_by_who_knows_it(in_town: Run) -> None:
    check = json.loads(in_town("check", "--format", "json", "--fail-on", "never", "--as-of", AS_OF).stdout)
    unknown = {(one["principle"], one["subject"]) for one in check["findings"] if one["verdict"] == "unknown"}

    fields = json.loads(in_town("missing", "--as-of", AS_OF, "--format", "json").stdout)
    words = in_town("missing", "--as-of", AS_OF).stdout

    assert fields["schema"] == "archrepo/missing/1"
    listed = {
        (principle, subject["subject"])
        for informant in fields["informants"]
        for fact in informant["facts"]
        for subject in fact["subjects"]
        for principle in subject["principles"]
    }
    assert listed == unknown
    for informant in fields["informants"]:
        assert informant["id"] != "-", "a fact that nobody is named for"
        assert f"{informant['name']} ({informant['count']})" in words


def test_missing_can_be_asked_of_one_role_in_every_form(run: Run, town: Path) -> None:
    asked = ("missing", "--asked-of", "CISO", "--as-of", AS_OF)

    rows = run(*asked, "--format", "csv", cwd=town).stdout.splitlines()
    page = run(*asked, "--format", "markdown", "--lang", "en", cwd=town).stdout
    nothing = run("missing", "--asked-of", "Communications adviser", "--profile", "target", cwd=town)
    nobody = run("missing", "--asked-of", "burgemeester", cwd=town)

    assert rows[0].startswith("wie weet het,wat ontbreekt,")
    assert all(row.startswith("CISO,") for row in rows[1:])
    assert "## CISO" in page
    assert nothing.returncode == 0
    assert nobody.returncode == 2
