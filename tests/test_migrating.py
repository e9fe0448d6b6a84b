"""A model in another version of ArchiMate: what changes, what stays the same answer, and the way back."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from archrepo import metrics
from archrepo.errors import RequestFault
from archrepo.exchange.ameff_view import write_ameff_views
from archrepo.exchange.gathering import gather
from archrepo.exchange.writing import write_model
from archrepo.migrating import listed, plan_migration, told, turned
from archrepo.principles import book_of
from archrepo.queries import ask, saved_queries
from archrepo.validation import check
from archrepo.vocabulary import DOMAIN, FORMER_TYPE, TYPE, am
from archrepo.workspace import Workspace, open_workspace

DAY = date(2026, 9, 1)
VOORBEELDSTAD = Path(__file__).parent.parent / "models" / "voorbeeldstad"
HEAD = (
    "@prefix : <https://n.example/> .\n@prefix am: <https://purl.org/archimate#> .\n"
    "@prefix ar: <https://w3id.org/archrepo/def#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
)


def small(tmp_path: Path, text: str, settings: str = "") -> Workspace:
    (tmp_path / "archrepo.toml").write_text(f'[workspace]\nname = "n"\nbase = "https://n.example/"\n{settings}')
    (tmp_path / "model.ttl").write_text(HEAD + text)
    return open_workspace(tmp_path, DAY)


def texts(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text() for path in sorted(root.rglob("*.*"))}


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    root = tmp_path_factory.mktemp("migrated") / "voorbeeldstad"
    shutil.copytree(VOORBEELDSTAD, root)
    workspace = open_workspace(root, DAY)
    plan_migration(workspace, "4").write(workspace)
    yield open_workspace(root, DAY)


@pytest.fixture(scope="module")
def original() -> Workspace:
    return open_workspace(VOORBEELDSTAD, DAY)


def test_every_element_of_the_example_is_counted_by_what_happens_to_it(original: Workspace) -> None:
    plan = plan_migration(original, "4")

    counts = Counter((one.change, one.old.name, one.new.name) for one in plan.elements if one.change != "unchanged")
    assert counts["removed", "Contract", "BusinessObject"] == 76
    assert counts["removed", "Constraint", "Requirement"] == 317
    assert counts["removed", "Gap", "Assessment"] == 1
    assert counts["merged", "BusinessProcess", "Process"] == 58
    assert counts["renamed", "BusinessRole", "Role"] == 65
    assert sum(counts.values()) == 606
    assert len(plan.elements) == len(original.elements)
    assert not plan.relations


def test_the_migrated_example_has_the_same_findings_and_verdicts(original: Workspace, migrated: Workspace) -> None:
    def judged(workspace: Workspace) -> tuple[object, object]:
        report = check(workspace, book_of(workspace)).report
        findings = sorted((one.principle, str(one.subject), one.message.nl) for one in report.findings)
        return findings, sorted((str(one.principle), str(one.subject), one.verdict.name) for one in report.judgements)

    assert migrated.archimate_version == "4"
    assert judged(migrated) == judged(original)


def test_the_migrated_example_answers_every_saved_question_the_same(original: Workspace, migrated: Workspace) -> None:
    for query in saved_queries():
        if all(parameter.example for parameter in query.parameters):
            given = {parameter.name: parameter.example for parameter in query.parameters}
            answers = [sorted(map(str, ask(each, query, given).rows)) for each in (original, migrated)]
            assert answers[0] == answers[1], query.name
    for figure in (metrics.cost_per_resident, metrics.contracts_ending, metrics.base_registration_use):
        assert figure(original) == figure(migrated)


def test_the_migrated_example_is_exported_byte_for_byte_as_before(original: Workspace, migrated: Workspace) -> None:
    for form in ("ameff", "archimate"):
        assert write_model(gather(migrated), form).data == write_model(gather(original), form).data  # type: ignore[arg-type]


def test_the_way_back_gives_the_same_texts_proposals_included(migrated: Workspace, tmp_path: Path) -> None:
    root = tmp_path / "back"
    shutil.copytree(migrated.root, root)
    workspace = open_workspace(root, DAY)

    plan_migration(workspace, "3.2").write(workspace)

    assert texts(root) == texts(VOORBEELDSTAD)
    assert "am:Contract" not in (migrated.root / "proposals/afvalmeldingen/bids/volbak.ttl").read_text().replace(
        "am:formerType am:Contract", ""
    )


def test_a_workspace_turned_back_has_the_triples_that_it_had(original: Workspace, migrated: Workspace) -> None:
    assert {str(t) for t in turned(migrated).model} == {str(t) for t in original.model}
    assert turned(original) is original


def test_comments_and_order_stay_and_the_old_type_is_kept(tmp_path: Path) -> None:
    text = ':m a am:Model ; am:language "3.2" . # kop\n# twee\n:p a am:BusinessProcess ; # soort\n'
    text += '    rdfs:label "P" .\n'
    workspace = small(tmp_path, text)

    plan_migration(workspace, "4").write(workspace)

    written = (tmp_path / "model.ttl").read_text()
    assert ':m a am:Model ; am:language "4" . # kop\n# twee\n:p a am:Process ; # soort\n' in written
    new = open_workspace(tmp_path, DAY)
    process = new.find("p")
    assert new.model.objects(process, FORMER_TYPE) == (am("BusinessProcess"),)
    assert new.model.objects(process, DOMAIN) == (am("BusinessDomain"),)
    assert new.graph.has(process, TYPE, am("BusinessProcess"))
    assert (new.elements[process].kind.name, new.elements[process].kind.layer) == ("Process", "Business")


def test_a_relation_that_becomes_illegal_is_told_with_place_and_remedy(tmp_path: Path) -> None:
    text = (
        ':m a am:Model ; am:language "3.2" .\n:a a am:ApplicationComponent ; am:realizes :b .\n'
        ":b a am:ApplicationComponent .\n"
        ":path a am:Path ; am:aggregates :node .\n:node a am:Node .\n"
    )

    plan = plan_migration(small(tmp_path, text), "4")

    assert [(one.location.line, one.location.path) for one in plan.relations] == [(6, "model.ttl"), (8, "model.ttl")]
    assert "stroom" in plan.relations[0].remedy.nl
    assert "am:realizes" in plan.relations[1].remedy.en


def test_an_architect_chooses_another_type_for_a_kind_and_for_one_element(tmp_path: Path) -> None:
    text = ':m a am:Model ; am:language "3.2" .\n:a a am:Gap .\n:b a am:Contract .\n'
    text += ":c a am:Contract , am:BusinessObject .\n"
    workspace = small(tmp_path, text)

    plan_migration(workspace, "4", {"Gap": "WorkPackage", "b": "am:Product"}).write(workspace)

    new = open_workspace(tmp_path, DAY)
    assert [one.kind.name for one in new.elements.values()] == ["WorkPackage", "Product", "BusinessObject"]
    plan_migration(new, "3.2").write(new)
    assert set(open_workspace(tmp_path, DAY).model) == set(workspace.model)


@pytest.mark.parametrize("choice", [{"Gap": "Contract"}, {"Gap": "Nothing"}, {"nobody": "Goal"}])
def test_a_choice_that_cannot_be_is_refused(tmp_path: Path, choice: dict[str, str]) -> None:
    with pytest.raises(RequestFault):
        plan_migration(small(tmp_path, ":a a am:Gap .\n"), "4", choice)


def test_a_model_without_a_header_says_its_version_in_the_settings(tmp_path: Path) -> None:
    workspace = small(tmp_path, ":a a am:BusinessRole .\n", "# eigen\n")

    plan_migration(workspace, "4").write(workspace)

    new = open_workspace(tmp_path, DAY)
    assert new.archimate_version == "4"
    assert (tmp_path / "archrepo.toml").read_text().endswith('base = "https://n.example/"\n# eigen\n')
    plan_migration(new, "3.2").write(new)
    assert open_workspace(tmp_path, DAY).archimate_version == "3.2"
    with pytest.raises(RequestFault, match="already"):
        plan_migration(open_workspace(tmp_path, DAY), "3.2")


def test_nothing_is_written_when_a_file_was_changed_meanwhile(tmp_path: Path) -> None:
    workspace = small(tmp_path, ":a a am:BusinessRole .\n")
    plan = plan_migration(workspace, "4")
    (tmp_path / "model.ttl").write_text(HEAD + ":a a am:Goal .\n")
    before = texts(tmp_path)

    with pytest.raises(RequestFault):
        plan.write(workspace)

    assert texts(tmp_path) == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":x a am:Process ; am:domain am:TechnologyDomain .", "TechnologyProcess"),
        (":x a am:Service ; am:realizes :n . :n a am:ApplicationComponent .", "ApplicationService"),
        (":x a am:Event .", "BusinessEvent"),
        (":x a am:Event ; am:domain am:ImplementationMigrationDomain .", "ImplementationEvent"),
        (":x a am:Goal .", "Goal"),
    ],
)
def test_what_was_written_in_4_goes_back_by_domain_neighbours_or_business(
    tmp_path: Path, text: str, expected: str
) -> None:
    workspace = small(tmp_path, ':m a am:Model ; am:language "4" .\n' + text)

    assert turned(workspace).elements[ox.NamedNode("https://n.example/x")].kind.name == expected


def test_a_municipal_term_below_a_type_that_went_keeps_its_place(tmp_path: Path) -> None:
    text = ':m a am:Model ; am:language "4" .\n:f a ar:WebForm .\n:r a :Lease .\n:Lease rdfs:subClassOf am:Contract .\n'
    workspace = small(tmp_path, text)

    assert workspace.elements[ox.NamedNode("https://n.example/r")].kind.name == "BusinessObject"
    assert ox.NamedNode("https://n.example/r") in workspace.instances(am("Contract"))


def test_the_report_is_in_two_languages_and_the_list_has_a_line_an_element(original: Workspace) -> None:
    plan = plan_migration(original, "4")

    assert "  76 Contract -> Bedrijfsobject (vervallen)" in "\n".join(told(plan, "nl"))
    assert "  76 Contract -> Business Object (removed)" in "\n".join(told(plan, "en"))
    lines = list(listed(plan, "en"))
    assert len(lines) == 1 + len(original.elements)
    assert all(line.count("\t") == 6 for line in lines)


def test_views_of_a_model_in_4_go_to_other_tools_with_the_types_of_3(migrated: Workspace) -> None:
    assert b"model" in write_ameff_views(migrated, [])
