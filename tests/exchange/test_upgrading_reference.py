"""What a newer release means for a small municipality, and that an upgrade is written whole or not at all."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path

import pytest
from pinned_samples import APPLICATIONS, APPLICATIONS_FILE, NEW, OLD, edited, everything, opened, upgraded, with_gemma

from archrepo.errors import ArchrepoError, ConfigurationFault, InputFault, RequestFault
from archrepo.exchange.releases import Upgrade, edited_by_hand, write_upgrade
from archrepo.exchange.releases.comparing import ChangeKind
from archrepo.exchange.releases.form import upgrade_form
from archrepo.exchange.releases.telling import markdown_lines, sections, text_lines
from archrepo.vocabulary import GEMMA
from archrepo.workspace import Workspace
from archrepo.workspace.references import REFERENCES, read_references

K = ChangeKind
Proposed = tuple[Workspace, Upgrade]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return with_gemma(tmp_path / "klein")


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same folder for all tests that write nothing in it."""
    return with_gemma(tmp_path_factory.mktemp("klein") / "klein")


@pytest.fixture(scope="module")
def proposed(untouched: Path) -> Proposed:
    """The workspace and its upgrade to the next release, for tests that only read it."""
    return upgraded(untouched)


def parts(proposal: Upgrade) -> set[tuple[ChangeKind, str]]:
    return {(one.kind, one.part.value.removeprefix(GEMMA)) for one in proposal.difference.parts}


def test_every_change_is_found_by_lasting_identity_though_all_file_ids_differ(
    proposed: Proposed,
) -> None:
    _, proposal = proposed

    assert parts(proposal) == {
        (K.NEW, "rc-besluit"),
        (K.WITHDRAWN, "rc-wro"),
        (K.WITHDRAWN, "rc-wkpb"),
        (K.RENAMED, "rc-kennis"),
        (K.STATUS, "sv-zaken-1"),
        (K.STATUS, "sv-zaken-2"),
        (K.REWORDED, "rc-omgeving"),
    }
    assert [one.part.value for one in proposal.difference.parts if one.is_retiring] == [f"{GEMMA}sv-zaken-1"]
    (demand,) = proposal.difference.demands
    assert (demand.before, demand.after, demand.is_binding) == ("Aanbevolen", "Verplicht", True)
    assert [(view.name.nl, view.came, view.went) for view in proposal.difference.views] == [
        ("Fysieke leefomgeving", (), ("WRO-component", "Wkpb-component")),
        ("Zaakgericht werken", ("Besluitvormingcomponent",), ()),
    ]
    assert (proposal.difference.relations_came, proposal.difference.relations_went) == (0, 0)


def test_the_meaning_names_who_refers_to_what_ends(proposed: Proposed) -> None:
    _, proposal = proposed

    told = [
        (one.name.nl, one.link.nl, one.change.kind, one.is_decision, one.is_proposed)
        for one in proposal.meaning.mentions
    ]
    assert told == [
        ("Zaaksysteem", "ondersteunt standaard", K.STATUS, True, False),
        ("Planmaker", "referentiecomponent", K.WITHDRAWN, False, True),
        ("Beperkingenregister", "referentiecomponent", K.WITHDRAWN, True, False),
        ("Kennisbank", "referentiecomponent", K.RENAMED, False, False),
    ]
    places = [str(one.location) for one in proposal.meaning.mentions]
    assert places[0] == f"{APPLICATIONS_FILE}:8:64"
    assert [part.name.nl for part in proposal.meaning.mentions[0].alternatives] == ["Zaken API-standaard 2.0"]


def test_a_standard_that_becomes_mandatory_is_told_for_each_application(proposed: Proposed) -> None:
    _, proposal = proposed

    assert [(one.name.nl, one.change.standard_name.nl, one.is_supported) for one in proposal.meaning.demands] == [
        ("Zaaksysteem", "Besluiten API-standaard", False)
    ]


@pytest.mark.parametrize(
    ("supported", "expected"),
    [("", None), ("ar:supportsStandard gemma:st-zaken", False), ("ar:supportsStandard gemma:st-besluiten", True)],
)
def test_support_is_known_only_where_somebody_wrote_it_down(
    tmp_path: Path, supported: str, expected: bool | None
) -> None:
    said = (
        f":zaken a am:ApplicationComponent ; rdfs:label 'Z'@nl ; ar:referenceComponent gemma:rc-zaken ; {supported} ."
    )
    _, proposal = upgraded(with_gemma(tmp_path / "klein", said))

    assert [one.is_supported for one in proposal.meaning.demands] == [expected]


def test_what_is_no_longer_in_use_is_asked_nothing(tmp_path: Path) -> None:
    said = APPLICATIONS.replace("ar:InUse", "ar:Ended")
    _, proposal = upgraded(with_gemma(tmp_path / "klein", said))

    assert proposal.meaning.demands == ()
    assert proposal.meaning.views == ()


def test_only_the_link_to_the_withdrawn_component_is_edited(untouched: Path, proposed: Proposed) -> None:
    before = (untouched / APPLICATIONS_FILE).read_text(encoding="utf-8")
    _, proposal = proposed

    (change,) = proposal.changes
    assert change.path == APPLICATIONS_FILE
    assert change.after == before.replace("gemma:rc-wro .", "gemma:rc-omgeving .")


@pytest.mark.parametrize("word", ["rc-wro", "id-rc-wro", f"{GEMMA}rc-wro", "WRO-component", "wro-component"])
def test_a_successor_counts_in_every_way_a_publisher_may_name_it(untouched: Path, tmp_path: Path, word: str) -> None:
    source = edited(NEW, tmp_path / "x.archimate", ('value="rc-wro"', f'value="{word}"'))

    assert len(upgraded(untouched, source)[1].changes) == 1


@pytest.mark.parametrize("word", ["rc-bestaat-niet", "WRO", ""])
def test_a_successor_that_is_not_named_for_sure_is_a_decision(untouched: Path, tmp_path: Path, word: str) -> None:
    source = edited(NEW, tmp_path / "x.archimate", ('value="rc-wro"', f'value="{word}"'))

    _, proposal = upgraded(untouched, source)

    assert proposal.changes == ()
    assert [one.name.nl for one in proposal.meaning.mentions if one.is_decision] == [
        "Zaaksysteem",
        "Planmaker",
        "Beperkingenregister",
    ]


def test_two_successors_are_a_decision(untouched: Path, tmp_path: Path) -> None:
    again = '<property key="Object ID" value="rc-besluit"/><property key="Vervangt" value="rc-wro"/>'
    source = edited(NEW, tmp_path / "x.archimate", ('<property key="Object ID" value="rc-besluit"/>', again))

    assert upgraded(untouched, source)[1].changes == ()


def test_a_claim_that_a_product_supports_a_standard_is_never_edited(tmp_path: Path) -> None:
    source = edited(
        NEW,
        tmp_path / "x.archimate",
        ('<property key="Object ID" value="sv-zaken-1"/>', '<property key="Object ID" value="sv-zaken-3"/>'),
        ('value="rc-wro"', 'value="x"'),
        ('value="sv-zaken-2"/>', 'value="sv-zaken-2"/><property key="Vervangt" value="sv-zaken-1"/>'),
        ('name="Zaken API-standaard 1.0"', 'name="Zaken API-standaard 3.0"'),
    )

    _, proposal = upgraded(with_gemma(tmp_path / "klein"), source)

    assert proposal.changes == ()
    (mention,) = (one for one in proposal.meaning.mentions if one.name.nl == "Zaaksysteem")
    assert mention.change.kind is K.WITHDRAWN
    assert mention.is_decision
    assert mention.successor is not None
    assert mention.successor.name.nl == "Zaken API-standaard 2.0"


def test_a_part_that_loses_its_identity_to_a_double_keeps_its_links(folder: Path, tmp_path: Path) -> None:
    source = edited(NEW, tmp_path / "x.archimate", ('value="rc-besluit"', 'value="rc-zaken"'))

    workspace, proposal = upgraded(folder, source)

    (change,) = proposal.difference.of(K.READDRESSED)
    assert change.part.value == f"{GEMMA}rc-zaken"
    assert change.after.endswith("/n1")
    assert f"<{change.after}>" in proposal.changes[0].after
    assert [one.change.standard_name.nl for one in proposal.meaning.demands] == ["Besluiten API-standaard"]
    write_upgrade(workspace, proposal)
    assert upgraded(folder, source)[1].is_nothing
    # The double is mended in the next release: the link goes back to the lasting identity.
    back = upgraded(folder, NEW)[1]
    assert [one.kind for one in back.difference.parts if one.name.nl == "Zaakregistratiecomponent"] == [K.READDRESSED]
    assert "gemma:rc-zaken" in back.changes[0].after


def test_a_proposal_that_refers_to_what_ends_is_a_decision_and_stays_as_it_is(folder: Path) -> None:
    home = folder / "proposals/plannen"
    home.mkdir(parents=True)
    said = "@prefix ar: <https://w3id.org/archrepo/def#> .\n<urn:x> ar:referenceComponent <" + GEMMA + "rc-wro> .\n"
    (home / "plannen.ttl").write_text(said, encoding="utf-8")

    _, proposal = upgraded(folder)

    (mention,) = (one for one in proposal.meaning.mentions if one.location.path.startswith("proposals/"))
    assert mention.is_decision
    assert [change.path for change in proposal.changes] == [APPLICATIONS_FILE]


def test_findings_that_come_are_those_of_the_own_model(proposed: Proposed) -> None:
    _, proposal = proposed

    assert {(found.principle, found.label.nl) for found in proposal.new_findings} == {
        ("STD-03", "Zaaksysteem"),
        ("STD-04", "Zaaksysteem"),
        ("MOD-05", "Beperkingenregister"),
    }


def test_a_part_of_another_type_in_another_folder_is_told_with_both(untouched: Path, tmp_path: Path) -> None:
    element = '<element xsi:type="archimate:ApplicationComponent" name="Zaakregistratiecomponent"'
    source = edited(
        OLD,
        tmp_path / "x.archimate",
        (element, element.replace("ApplicationComponent", "ApplicationService")),
        ('<folder name="Standaarden" id="f-std">', '<folder name="Standaarden en versies" id="f-new">'),
    )

    workspace, proposal = upgraded(untouched, source)

    assert [(one.before, one.after) for one in proposal.difference.of(K.RETYPED)] == [
        ("ApplicationComponent", "ApplicationService")
    ]
    assert {(one.before, one.after) for one in proposal.difference.of(K.MOVED)} == {
        ("Motivation / Standaarden", "Motivation / Standaarden en versies")
    }
    lines = list(text_lines(sections(workspace, proposal), "nl"))
    told = (
        "Zaakregistratiecomponent was Applicatiecomponent, is nu Applicatieservice; u verwijst ernaar bij Zaaksysteem"
    )
    assert f"    {told}" in lines


def test_a_folder_with_another_name_moves_nothing(untouched: Path, tmp_path: Path) -> None:
    source = edited(OLD, tmp_path / "x.archimate", ('name="Standaarden"', 'name="Alle standaarden"'))

    assert upgraded(untouched, source)[1].is_nothing


def test_the_same_release_changes_nothing(folder: Path) -> None:
    workspace, proposal = upgraded(folder, OLD)
    before = everything(folder)

    assert proposal.is_nothing
    write_upgrade(workspace, proposal)
    assert everything(folder) == before


def test_writing_gives_what_was_proposed_and_the_next_upgrade_nothing(folder: Path) -> None:
    workspace, proposal = upgraded(folder)
    (folder / "reference/gemma/notitie.md").write_text("van ons", encoding="utf-8")

    write_upgrade(workspace, proposal)

    (reference,) = read_references(folder)
    assert reference == proposal.reference
    assert (reference.release, reference.source) == ("2026-12-31", "gemma-2026-12.archimate")
    assert edited_by_hand(folder, reference) == ()
    assert (folder / APPLICATIONS_FILE).read_text(encoding="utf-8") == proposal.changes[0].after
    assert (folder / "reference/gemma/notitie.md").read_text(encoding="utf-8") == "van ons"
    assert sorted(path.name for path in (folder / "reference").iterdir()) == ["gemma"]
    assert upgraded(folder)[1].is_nothing
    assert opened(folder).label(opened(folder).find(f"{GEMMA}rc-kennis")) == "Kennisbankcomponent"


@pytest.mark.parametrize("step", ["rename", "replace", "mkdir", "write_bytes"])
def test_an_upgrade_that_fails_at_any_step_changes_nothing(
    folder: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, proposal = upgraded(folder)
    before = everything(folder)
    real = getattr(Path, step)

    for failing in count(1):
        calls = count(1)

        def sometimes(
            self: Path, *rest: object, failing: int = failing, calls: count[int] = calls, **names: object
        ) -> object:
            if next(calls) == failing:
                raise OSError(28, "No space left on device")
            return real(self, *rest, **names)

        with monkeypatch.context() as patched:
            patched.setattr(Path, step, sometimes)
            try:
                write_upgrade(workspace, proposal)
            except RequestFault as fault:
                assert fault.remedy is not None
            else:
                break
        assert everything(folder) == before, f"{step} {failing}"
    assert failing > 1
    assert everything(folder) != before


def test_an_own_file_that_changed_meanwhile_stops_the_upgrade(folder: Path) -> None:
    workspace, proposal = upgraded(folder)
    with (folder / APPLICATIONS_FILE).open("a", encoding="utf-8") as file:
        file.write("# collega\n")
    before = everything(folder)

    with pytest.raises(RequestFault, match="meanwhile"):
        write_upgrade(workspace, proposal)

    assert everything(folder) == before


def test_a_lock_that_cannot_be_written_stops_the_upgrade(folder: Path) -> None:
    workspace, proposal = upgraded(folder)
    (folder / REFERENCES).unlink()
    (folder / REFERENCES).mkdir()
    before = everything(folder)

    with pytest.raises(RequestFault):
        write_upgrade(workspace, proposal)

    assert everything(folder) == before


@pytest.mark.parametrize("kept", [0, 1, 100, 1000, 3000])
def test_a_file_that_was_cut_off_is_refused_and_changes_nothing(untouched: Path, tmp_path: Path, kept: int) -> None:
    source = tmp_path / "x.archimate"
    source.write_bytes(NEW.read_bytes()[:kept])
    before = everything(untouched)

    with pytest.raises(InputFault):
        upgraded(untouched, source)

    assert everything(untouched) == before


def test_another_model_is_refused(untouched: Path, tmp_path: Path) -> None:
    source = edited(
        NEW,
        tmp_path / "x.archimate",
        ('name="GEMMA"', 'name="ROSA"'),
        ('"gemma-model"', '"rosa"'),
        ('"id-gemma"', '"r"'),
    )

    with pytest.raises(RequestFault) as caught:
        upgraded(untouched, source)

    assert caught.value.text.nl == "x.archimate is een ander model: ROSA; gemma is GEMMA 2026-06-30"


def test_a_reference_that_was_edited_by_hand_is_restored_first(folder: Path) -> None:
    (folder / "reference/gemma/model.ttl").write_text("", encoding="utf-8")

    with pytest.raises(ConfigurationFault, match="edited by hand"):
        upgraded(folder)


def test_a_name_that_is_not_pinned_is_told_with_those_that_are(folder: Path) -> None:
    from archrepo.exchange.releases import upgrade
    from archrepo.principles import book_of

    workspace = opened(folder)
    with pytest.raises(ArchrepoError) as caught:
        upgrade(workspace, book_of(workspace), "vera", NEW)

    assert caught.value.remedy is not None
    assert caught.value.remedy.nl == "kies uit: gemma"


def test_the_report_is_the_same_in_every_form(proposed: Proposed) -> None:
    workspace, proposal = proposed
    told = sections(workspace, proposal)

    english = "\n".join(text_lines(told, "en"))
    assert (
        "Zaken API-standaard 1.0 now has status End of support; other versions: Zaken API-standaard 2.0 (In use)"
        in (english)
    )
    markdown = list(markdown_lines(told, "nl"))
    assert [line for line in markdown if line.startswith("# ")] == ["# GEMMA 2026-06-30 -> GEMMA 2026-12-31"]
    assert "```diff" in markdown
    form = json.loads(json.dumps(upgrade_form(proposal, "nl")))
    assert form["schema"] == "archrepo/upgrade/1"
    assert len(form["changes"]) == len(proposal.difference.parts)
    assert form["edits"][0]["path"] == APPLICATIONS_FILE
    assert [one["is_decision"] for one in form["own"]["mentions"]] == [True, False, True, False]


def test_a_model_that_refers_to_nothing_is_told_so(tmp_path: Path) -> None:
    said = ':x a am:ApplicationComponent ; rdfs:label "X"@nl .'
    workspace, proposal = upgraded(with_gemma(tmp_path / "klein", said))

    lines = list(text_lines(sections(workspace, proposal, is_whole=False), "nl"))

    assert lines[-1] == "  Uw model verwijst naar niets van wat er verandert."
