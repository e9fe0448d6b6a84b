"""Beginning a procurement and filling it in: forms from the vocabulary, files that are changed and never lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from the_knowledge import shipped_ontology

from archrepo.errors import ConfigurationFault, RequestFault, SyntaxFault
from archrepo.procurement import find_proposal
from archrepo.procurement.drafts.forms import Field, answers, field_of, form_steps
from archrepo.procurement.drafts.starting import fill_in, slug_of, start
from archrepo.procurement.proposals import procurement_of
from archrepo.procurement.tender_reading import read_tender
from archrepo.procurement.typed_values import day_of, number_of
from archrepo.vocabulary import ar
from archrepo.workspace import Ontology, Workspace, open_workspace, with_files
from archrepo.workspace.saving import NewText, save, save_all, text_at

AS_OF = date(2026, 11, 22)
MODEL = """
@prefix : <https://m.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:publiekszaken a ar:Department ; rdfs:label "Publiekszaken"@nl .
:oud a am:ApplicationComponent ; rdfs:label "Oud systeem"@nl ; ar:owner :publiekszaken .
"""
TOML = '[workspace]\nname = "M"\nbase = "https://m.example/id/"\n[files]\nmodel = ["model.ttl"]\n'


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return shipped_ontology()


@pytest.fixture
def workspace(tmp_path: Path, ontology: Ontology) -> Workspace:
    (tmp_path / "archrepo.toml").write_text(TOML + 'proposals = ["proposals/**/*.ttl"]\n', encoding="utf-8")
    (tmp_path / "model.ttl").write_text(MODEL, encoding="utf-8")
    return open_workspace(tmp_path, AS_OF, ontology=ontology)


def question(workspace: Workspace, key: str) -> Field:
    return field_of(workspace, ar(key), None)


def test_a_started_procurement_is_found_by_its_name(workspace: Workspace) -> None:
    started = start(workspace, "Zaaksysteem & archief", "nl")

    assert started.name == "zaaksysteem-archief"
    assert [path.name for path in find_proposal(workspace, started.name).paths] == ["procurement.ttl"]


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ("Publiek", "bedoelt u: Publiekszaken?"),
        ("Publieksaken", "bedoelt u: Publiekszaken?"),
        ("Oud systeem", "kies een"),
    ],
)
def test_a_thing_of_another_kind_is_no_answer_and_the_nearest_that_fits_is_named(
    workspace: Workspace, typed: str, remedy: str
) -> None:
    with pytest.raises(RequestFault) as refused:
        answers(workspace, question(workspace, "owner"), [typed], "nl")

    assert remedy in (refused.value.remedy or refused.value.text).nl


def test_a_second_procurement_of_the_same_name_is_refused(workspace: Workspace) -> None:
    start(workspace, "Zaaksysteem", "nl")
    with pytest.raises(RequestFault) as refused:
        start(workspace, "zaaksysteem!", "nl")

    assert "er is al een inkoop 'zaaksysteem'" in refused.value.text.nl


def test_a_purchase_that_the_model_has_planned_keeps_its_name(workspace: Workspace) -> None:
    path = workspace.root / "model.ttl"
    path.write_text(MODEL + ":inkoop-zaaksysteem a ar:Procurement .\n", encoding="utf-8")
    planned = open_workspace(workspace.root, AS_OF, ontology=workspace.ontology)
    started = start(planned, "Zaaksysteem", "nl")

    assert started.iri == "https://m.example/id/inkoop-zaaksysteem-2"


@pytest.mark.parametrize("title", ["", "  ", "!!!", "../..", "漢字"])
def test_a_title_without_letters_is_refused_and_nothing_is_made(workspace: Workspace, title: str) -> None:
    with pytest.raises(RequestFault):
        start(workspace, title, "nl")

    assert not (workspace.root / "proposals").exists()


def test_a_workspace_without_a_folder_for_procurements_says_what_to_write(tmp_path: Path, ontology: Ontology) -> None:
    (tmp_path / "archrepo.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "model.ttl").write_text(MODEL, encoding="utf-8")
    with pytest.raises(ConfigurationFault) as refused:
        start(open_workspace(tmp_path, AS_OF, ontology=ontology), "Zaaksysteem", "nl")

    assert refused.value.remedy is not None
    assert 'proposals = ["proposals/**/*.ttl"]' in refused.value.remedy.nl


def test_what_is_filled_in_comes_back_in_the_form_and_in_the_tender(workspace: Workspace) -> None:
    proposal = find_proposal(workspace, start(workspace, "Zaaksysteem", "nl").name)
    given = {
        "estimatedValueEuro": ["480.000"],
        "publicationDate": ["18-1-2027"],
        "owner": ["Publiekszaken"],
        "procedureKind": [ar("EuropeanOpen").value],
        "processesPersonalData": ["ja"],
        "usesBaseRegistration": [ar("BRP").value, ar("BAG").value],
        "replaces": ["Oud systeem"],
    }
    values = {ar(key): answers(workspace, question(workspace, key), raw, "nl") for key, raw in given.items()}
    fill_in(workspace, proposal, values)
    after = with_files(workspace, proposal.paths)
    node = procurement_of(workspace, after, proposal)
    tender = read_tender(after, node)
    shown = {field.key: field.values for step in form_steps(after, node) for field in step.fields}

    assert tender.estimated_value_euro == Decimal(480000)
    assert tender.publication_date == date(2027, 1, 18)
    assert tender.procedure.nl == "Europees openbaar"
    assert shown["processesPersonalData"] == ("ja",)
    assert shown["owner"] == ("https://m.example/id/publiekszaken",)
    assert set(shown["usesBaseRegistration"]) == {ar("BRP").value, ar("BAG").value}


def test_filling_in_leaves_what_a_person_wrote(workspace: Workspace) -> None:
    started = start(workspace, "Zaaksysteem", "nl")
    own = started.path.read_text(encoding="utf-8") + "\n# een eigen opmerking\n:iets ar:owner :publiekszaken .\n"
    started.path.write_text(own, encoding="utf-8")
    fill_in(workspace, find_proposal(workspace, started.name), {ar("termYears"): (ox.Literal(4),)})

    assert started.path.read_text(encoding="utf-8").endswith("# een eigen opmerking\n:iets ar:owner :publiekszaken .\n")
    assert "ar:termYears 4" in started.path.read_text(encoding="utf-8")


def test_an_emptied_answer_goes_out_of_the_file(workspace: Workspace) -> None:
    started = start(workspace, "Zaaksysteem", "nl")
    proposal = find_proposal(workspace, started.name)
    before = started.path.read_text(encoding="utf-8")
    fill_in(workspace, proposal, {ar("termYears"): (ox.Literal(4),)})
    fill_in(workspace, proposal, {ar("termYears"): ()})

    assert started.path.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("key", "raw"),
    [
        ("estimatedValueEuro", "veel"),
        ("publicationDate", "31-2-2027"),
        ("processesPersonalData", "misschien"),
        ("procedureKind", "Iets anders"),
        ("owner", "Niemand"),
        ("tenderTitle", "x" * 5000),
    ],
)
def test_an_answer_that_does_not_fit_names_its_question(workspace: Workspace, key: str, raw: str) -> None:
    field = question(workspace, key)
    with pytest.raises(RequestFault) as refused:
        answers(workspace, field, [raw], "nl")

    assert refused.value.text.nl.startswith(f"{field.label.nl}: ")
    assert refused.value.remedy is not None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("480.000", "480000"),
        ("480.000,50", "480000.50"),
        ("99,5", "99.5"),
        ("99.5", "99.5"),
        ("€ 1.000", "1000"),
        ("€ 1.000,-", "1000"),
    ],
)
def test_numbers_are_read_the_dutch_way(text: str, number: str) -> None:
    assert number_of(text) == Decimal(number)


def test_an_amount_of_money_in_a_form_that_can_be_two_is_refused(workspace: Workspace) -> None:
    field = field_of(workspace, ar("ceilingEuro"), None)
    (plain,) = answers(workspace, field, ["410.000"], "nl")
    with pytest.raises(RequestFault) as refused:
        answers(workspace, field, ["410,000"], "nl")

    assert isinstance(plain, ox.Literal)
    assert plain.value == "410000"
    assert "kan twee bedragen zijn: 410 of 410.000" in refused.value.text.nl


@pytest.mark.parametrize("text", ["1.2.3", "12,", "1e9", "NaN", "1,000,000", ""])
def test_what_is_no_number_is_none(text: str) -> None:
    assert number_of(text) is None


def test_dates_are_read_both_ways() -> None:
    assert day_of("18-1-2027") == day_of("2027-01-18") == date(2027, 1, 18)
    assert day_of("2027-02-30") is None


def test_every_question_of_the_steps_has_words_in_two_languages(workspace: Workspace) -> None:
    fields = [field for step in form_steps(workspace, None) for field in step.fields]

    assert [field.key for field in fields if not field.label.nl or not field.explanation.en] == []
    assert all(field.options for field in fields if field.kind == "choice")


def test_a_file_that_changed_meanwhile_is_not_overwritten(workspace: Workspace) -> None:
    path = workspace.root / "model.ttl"
    with pytest.raises(RequestFault):
        save(workspace.root, path, MODEL + "# nieuw\n", was=MODEL + "# van een ander\n")

    assert text_at(path) == MODEL


def test_what_is_no_turtle_is_not_saved(workspace: Workspace) -> None:
    with pytest.raises(SyntaxFault):
        save(workspace.root, workspace.root / "model.ttl", ":a :b", was=MODEL)

    assert text_at(workspace.root / "model.ttl") == MODEL
    assert [path.name for path in workspace.root.iterdir() if path.name.startswith(".")] == []


def test_nothing_is_saved_outside_the_workspace(workspace: Workspace) -> None:
    outside = workspace.root.parent / "buiten.ttl"
    with pytest.raises(RequestFault):
        save(workspace.root, outside, MODEL, was=None)

    assert not outside.exists()


def test_names_of_folders_hold_small_letters_and_digits() -> None:
    assert slug_of("Één Zaaksysteem (2027)") == "een-zaaksysteem-2027"


def test_of_several_files_all_are_written_or_none(workspace: Workspace) -> None:
    first, new, changed = (workspace.root / name for name in ("model.ttl", "nieuw.ttl", "ander.ttl"))
    changed.write_text(MODEL, encoding="utf-8")
    texts = [NewText(first, MODEL + "# a\n", MODEL), NewText(new, MODEL, None), NewText(changed, MODEL, "anders")]
    with pytest.raises(RequestFault):
        save_all(workspace.root, texts)
    kept = (text_at(first), text_at(new))
    save_all(workspace.root, texts[:2])

    assert kept == (MODEL, None)
    assert (text_at(first), text_at(new)) == (MODEL + "# a\n", MODEL)
