"""The national model, native and as a coArchi folder, brought to a release of which every change is known."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from next_release import NextRelease
from pinned_samples import opened, upgraded, with_gemma

from archrepo.exchange.releases import Upgrade, edited_by_hand, write_upgrade
from archrepo.exchange.releases.comparing import ChangeKind
from archrepo.exchange.releases.telling import sections, text_lines
from archrepo.vocabulary import GEMMA, ar
from archrepo.workspace.references import read_references

K = ChangeKind
FILLS = ar("referenceComponent")
KENNIS, WRO, WKPB = (
    "61317842-5a62-4e32-9f9e-34e377436929",
    "11f3dab1-1915-459d-a3da-fa9447173c14",
    "a28ce566-8955-4c8b-bc98-7d44e1b4d86e",
)
OMGEVING, VERGUNNING, DOCUMENT = (
    "482b112b-dc5e-49b6-879c-a22f22cb6941",
    "0777c4b6-e7c5-4d42-9fe8-9b98e6bca8a6",
    "25ee9ea7-be66-4bdd-b40c-191777a88b35",
)
CMIS_1, PEPPOL, ZAKEN, BESLUITEN = (
    "bfaa81f1-8db0-11e3-67ab-0050568a6153",
    "e0787641-9e88-11e5-11ba-005056a85f9c",
    "3a597286-4edc-47ed-b19a-14d7497db340",
    "da7824d9-7f39-4024-a825-d3962be261e9",
)
VERKIEZING, ZAAKTYPE, SIEM, TEST, LOGGING = (
    "7b27736a-da81-47ce-90fc-c768876129bc",
    "3ef9cdd9-631c-4d3e-88c3-f756423d6314",
    "90b5871c-727f-40dd-b36f-ed229386ae57",
    "7b28b8ab-c787-4471-8ba1-03efc235c8ef",
    "a034eeb4-e7e3-4eed-8420-13b406260a39",
)
NEW_STANDARD = "00000000-1111-2222-3333-444444444444"
FILLED = {
    "Documentopslag": (DOCUMENT, (CMIS_1, "c1f8dec1-8db0-11e3-67ab-0050568a6153")),
    "Grootboek": ("45d49c0d-ef2c-48fa-9ebf-9b5b84678445", (PEPPOL,)),
    "Burgerzaken": ("6a282e83-5d30-4815-a0c5-ad7538f7e5f6", ()),
    "Servicebus": ("8c2cf498-380a-4fc1-b8ce-becf802d6371", ()),
    "WOZ": ("61131a7a-acaa-4d5d-b245-c2745366d8b5", ()),
    "Planmaker": (WRO, ()),
    "Beperkingen": (WKPB, ()),
    "Kennisbank": (KENNIS, ()),
    "Vergunningen": (VERGUNNING, ("9ee2936a-01e8-4d54-8ec6-43ae374f1313",)),
    "Logboek": (LOGGING, ()),
}


def landscape() -> str:
    """Return the Turtle of ten applications."""
    blocks = []
    for name, (component, supported) in FILLED.items():
        supports = "".join(f" ; ar:supportsStandard gemma:{one}" for one in supported)
        blocks.append(
            f':{name.lower()} a am:ApplicationComponent ; rdfs:label "{name}"@nl ; ar:lifecycle ar:InUse ;\n'
            f"    ar:referenceComponent gemma:{component}{supports} .\n"
        )
    return "\n".join(blocks)


def next_release(source: Path, folder: Path) -> Path:
    """Write the release after this one, with the changes that the tests know; only the double leaves other ids."""
    release = NextRelease.of(source)
    release.set_release("2026-12-31")
    release.rename(KENNIS, "Kennisbankcomponent")
    release.withdraw(WRO)
    release.set(OMGEVING, "Vervangt", WRO)
    release.withdraw(WKPB)
    release.set(CMIS_1, "Status", "Einde ondersteuning")
    release.set(PEPPOL, "GEMMA status", "Teruggetrokken")
    release.add_standard(NEW_STANDARD, "Besluitvorming API-standaard", BESLUITEN)
    release.add_demand(VERGUNNING, NEW_STANDARD, "Verplicht")
    release.add_demand(DOCUMENT, ZAKEN, "Verplicht")
    release.move(VERKIEZING, ZAAKTYPE)
    release.set(SIEM, "BBN", "BBN 3")
    release.set(TEST, "Object ID", LOGGING)
    return release.write(folder, has_other_ids=True)


@pytest.fixture(scope="module")
def native(shared: Path) -> Path:
    return shared / "data/gemma/gemma.archimate"


@pytest.fixture(scope="module")
def grafico(shared: Path) -> Path:
    return shared / "data/gemma/gemma-grafico.tar.xz"


@pytest.fixture(scope="module")
def folder(native: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A municipality with ten applications and the whole of GEMMA."""
    return with_gemma(tmp_path_factory.mktemp("zee") / "zee", landscape(), source=native)


@pytest.fixture(scope="module", params=["native", "grafico"])
def proposal(request: pytest.FixtureRequest, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Upgrade:
    """The upgrade to the next release, made of the native file and of the coArchi folder."""
    source = next_release(request.getfixturevalue(request.param), tmp_path_factory.mktemp("next"))
    return upgraded(folder, source)[1]


def test_native_file_and_coarchi_folder_are_the_same_release(folder: Path, grafico: Path) -> None:
    assert upgraded(folder, grafico)[1].difference.is_nothing


def test_every_change_is_found_and_nothing_else(proposal: Upgrade) -> None:
    found = {(one.kind, one.part.value.removeprefix(GEMMA)) for one in proposal.difference.parts}

    assert found == {
        (K.NEW, NEW_STANDARD),
        (K.WITHDRAWN, WRO),
        (K.WITHDRAWN, WKPB),
        (K.READDRESSED, TEST),
        (K.READDRESSED, LOGGING),
        (K.RENAMED, KENNIS),
        (K.STATUS, CMIS_1),
        (K.STATUS, PEPPOL),
        (K.REWORDED, OMGEVING),
        (K.REWORDED, SIEM),
        (K.MOVED, VERKIEZING),
    }
    assert (proposal.pinned.release, proposal.reference.release) == ("2026-06-30", "2026-12-31")
    assert (proposal.reference.elements, proposal.difference.relations_came) == (3005, 2)


def test_the_meaning_for_ten_applications_is_what_was_meant(proposal: Upgrade) -> None:
    decisions = {(one.name.nl, one.change.kind) for one in proposal.meaning.mentions if one.is_decision}
    demands = {
        (one.name.nl, one.change.standard_name.nl, one.is_supported)
        for one in proposal.meaning.demands
        if one.change.is_binding and not one.change.was_binding
    }

    assert decisions == {("Documentopslag", K.STATUS), ("Grootboek", K.STATUS), ("Beperkingen", K.WITHDRAWN)}
    assert {one.name.nl for one in proposal.meaning.mentions if one.is_proposed} == {"Planmaker", "Logboek"}
    assert demands == {
        ("Documentopslag", "Zaken API-standaard", False),
        ("Vergunningen", "Besluitvorming API-standaard", False),
    }
    assert len(proposal.meaning.views) == len(proposal.difference.views) == 20
    assert {(one.principle, one.label.nl) for one in proposal.new_findings} == {
        ("STD-03", "Documentopslag"),
        ("STD-03", "Vergunningen"),
        ("STD-04", "Documentopslag"),
        ("MOD-05", "Beperkingen"),
    }


def test_the_edit_touches_two_lines(proposal: Upgrade) -> None:
    (change,) = proposal.changes

    lines = [line for line in change.lines() if line.startswith(("+ ", "- "))]
    assert [line.strip("+- ;.") for line in lines][0:2] == [
        f"ar:referenceComponent gemma:{WRO}",
        f"ar:referenceComponent gemma:{OMGEVING}",
    ]
    assert len(lines) == 4


def test_the_upgrade_is_written_and_the_next_one_has_nothing_to_do(
    folder: Path, proposal: Upgrade, tmp_path: Path
) -> None:
    copy = tmp_path / "zee"
    shutil.copytree(folder, copy)

    write_upgrade(opened(copy), proposal)

    (reference,) = read_references(copy)
    assert edited_by_hand(copy, reference) == ()
    after = opened(copy)
    assert after.label(after.find(f"{GEMMA}{KENNIS}")) == "Kennisbankcomponent"
    assert f"{GEMMA}{OMGEVING}" in {one.value for one in after.model.objects(after.find("planmaker"), FILLS)}
    report = "\n".join(text_lines(sections(after, proposal, is_whole=False), "en"))
    assert "Technische logging component gets a passing address" in report
