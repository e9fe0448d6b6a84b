"""A pinned reference is read along and never edited: lock, refusals, hand edits, and whose findings are whose."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest
from pinned_samples import APPLICATIONS, NEW, OLD, edited, everything, municipality, opened, pinned, with_gemma

from archrepo.errors import ArchrepoError, ConfigurationFault, InputFault, RequestFault
from archrepo.exchange import import_model
from archrepo.exchange.releases import edited_by_hand
from archrepo.principles import book_of
from archrepo.validation import check
from archrepo.vocabulary import GEMMA
from archrepo.workspace.references import REFERENCES, read_references, references_text
from archrepo.workspace.saving import save


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return with_gemma(tmp_path / "klein")


def test_the_lock_says_which_release_of_which_file_it_is(folder: Path) -> None:
    table = tomllib.loads((folder / REFERENCES).read_text(encoding="utf-8"))["gemma"]

    assert (table["model"], table["release"], table["format"]) == ("GEMMA", "2026-06-30", "archi")
    assert (table["source"], table["folder"]) == ("gemma-2026-06.archimate", "reference/gemma")
    assert table["sha256"] == hashlib.sha256(OLD.read_bytes()).hexdigest()
    assert (table["elements"], table["relations"], table["views"]) == (9, 5, 2)
    assert list(table) == sorted(table)


def test_the_workspace_reads_the_reference_without_a_pattern_for_it(folder: Path) -> None:
    workspace = opened(folder)

    assert workspace.configuration.model == ("model/**/*.ttl",)
    assert workspace.label(workspace.find(f"{GEMMA}rc-zaken")) == "Zaakregistratiecomponent"
    assert {subject.value for subject in workspace.reference_subjects} > {f"{GEMMA}rc-zaken", f"{GEMMA}st-zaken"}
    assert not any(subject.value.startswith(workspace.base) for subject in workspace.reference_subjects)


def test_a_release_that_is_given_goes_before_what_the_file_says(tmp_path: Path) -> None:
    reference = pinned(municipality(tmp_path / "klein"), release="5.0.0").reference

    assert reference.release == "5.0.0"
    assert reference.title.nl == "GEMMA 5.0.0"


def test_a_file_without_a_release_is_known_by_its_digest(tmp_path: Path) -> None:
    source = edited(OLD, tmp_path / "x.archimate", ('<property key="Release" value="2026-06-30"/>', ""))

    reference = pinned(municipality(tmp_path / "klein"), source).reference

    assert reference.release == ""
    assert reference.title.nl == f"GEMMA (zonder uitgave, {reference.sha256[:8]})"


def test_pinning_the_same_file_again_changes_nothing(folder: Path) -> None:
    before = everything(folder)

    pinned(folder)

    assert everything(folder) == before


def test_another_release_does_not_come_in_by_import(folder: Path) -> None:
    before = everything(folder)

    with pytest.raises(RequestFault) as caught:
        pinned(folder, NEW)

    assert caught.value.text.nl == "gemma staat al vast op GEMMA 2026-06-30; dit bestand is GEMMA 2026-12-31"
    assert caught.value.remedy is not None
    assert "archrepo upgrade gemma" in caught.value.remedy.nl
    assert everything(folder) == before


def test_an_edited_a_removed_and_an_added_file_are_told_with_their_place(folder: Path) -> None:
    home = folder / "reference/gemma"
    (reference,) = read_references(folder)
    assert edited_by_hand(folder, reference) == ()
    with (home / "motivation.ttl").open("a", encoding="utf-8") as file:
        file.write("# extra\n")
    (home / "own.ttl").write_text("", encoding="utf-8")
    (home / "README.md").write_text("mag wel", encoding="utf-8")
    drawing = next(path for path in sorted((home / "views").iterdir()))
    drawing.unlink()

    faults = edited_by_hand(folder, reference)

    places = [str(fault.location) for fault in faults]
    assert places == [
        "reference/gemma/motivation.ttl",
        f"reference/gemma/views/{drawing.name}",
        "reference/gemma/own.ttl",
    ]
    assert [fault.text.en.rsplit(") ", 1)[1] for fault in faults] == [
        "was edited by hand",
        "is missing",
        "does not belong to it",
    ]
    assert all(fault.remedy is not None and "--replace-edited" in fault.remedy.nl for fault in faults)


def test_line_ends_that_git_changes_are_no_edit(folder: Path) -> None:
    for path in (folder / "reference/gemma").rglob("*.ttl"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (reference,) = read_references(folder)

    assert edited_by_hand(folder, reference) == ()


def test_an_edited_lock_of_ids_is_told(folder: Path) -> None:
    ids = folder / "reference/gemma/model.ids.tsv"
    ids.write_text(ids.read_text(encoding="utf-8") + "element\tx\t\t\ty\n", encoding="utf-8")
    (reference,) = read_references(folder)

    (fault,) = edited_by_hand(folder, reference)

    assert str(fault.location) == "reference/gemma/model.ids.tsv"


def test_replacing_what_was_edited_restores_the_release(folder: Path) -> None:
    before = everything(folder)
    (folder / "reference/gemma/model.ttl").write_text("", encoding="utf-8")
    with pytest.raises(ConfigurationFault):
        pinned(folder)

    pinned(folder, replaces_edited=True)

    assert everything(folder) == before


def test_the_local_layer_cannot_write_into_the_reference(folder: Path) -> None:
    path = folder / "reference/gemma/model.ttl"
    was = path.read_text(encoding="utf-8")

    with pytest.raises(RequestFault) as caught:
        save(folder, path, was + "# x\n", was=was)

    assert caught.value.text.nl == "dit bestand hoort bij het vastgezette referentiemodel gemma"
    assert path.read_text(encoding="utf-8") == was


@pytest.mark.parametrize("inner", ["", "/oud"])
def test_a_plain_import_does_not_touch_the_reference(folder: Path, inner: str) -> None:
    before = everything(folder)

    with pytest.raises(RequestFault, match="pinned reference model"):
        import_model([NEW], folder / f"reference/gemma{inner}")

    assert everything(folder) == before


def test_findings_in_the_reference_are_not_the_work_list(folder: Path) -> None:
    workspace = opened(folder)
    checked = check(workspace, book_of(workspace))

    assert checked.report.findings
    assert not any(found.location.path.startswith("reference/") for found in checked.report.findings)
    assert checked.of_references.findings
    assert all(found.location.path.startswith("reference/gemma/") for found in checked.of_references.findings)
    theirs = {subject.value for subject in workspace.reference_subjects}
    assert not theirs & {judgement.subject for judgement in checked.report.judgements}


def test_a_fact_of_ones_own_on_a_part_of_the_reference_is_ones_own_work(tmp_path: Path) -> None:
    said = APPLICATIONS + "\ngemma:rc-zaken ar:owner :nobody .\n"
    workspace = opened(with_gemma(tmp_path / "klein", said))

    report = check(workspace, book_of(workspace), only={"MOD-05"}).report

    assert [(found.location.path, found.subject) for found in report.findings] == [
        ("model/applications.ttl", f"{GEMMA}rc-zaken")
    ]


def test_a_name_that_the_reference_has_too_is_no_second_of_its_kind(tmp_path: Path) -> None:
    same = APPLICATIONS + (
        '\n:z a am:ApplicationComponent ; rdfs:label "Zaakregistratiecomponent"@nl .\n'
        '\n:p a am:ApplicationComponent ; rdfs:label "Planmaker"@nl .\n'
    )
    workspace = opened(with_gemma(tmp_path / "klein", same))

    report = check(workspace, book_of(workspace), only={"MOD-08"}).report

    assert {found.label.nl for found in report.findings} == {"Planmaker"}


@pytest.mark.parametrize(
    ("into", "words"),
    [
        (".", "een referentiemodel krijgt een eigen map binnen de werkmap"),
        ("..", "ligt niet in een werkmap"),
        ("reference", "gemma staat al vast in de map reference/gemma"),
        ("reference/gemma/oud", "gemma staat al vast in de map reference/gemma"),
        ("elders/gemma", "gemma staat al vast in de map reference/gemma"),
    ],
)
def test_a_folder_that_cannot_be_is_refused(folder: Path, into: str, words: str) -> None:
    from archrepo.exchange.releases import pin

    before = everything(folder)

    with pytest.raises(RequestFault) as caught:
        pin(OLD, folder / into)

    assert words in caught.value.text.nl
    assert everything(folder) == before


def test_a_file_in_the_way_is_not_overwritten(tmp_path: Path) -> None:
    folder = municipality(tmp_path / "klein")
    (folder / "reference/gemma").mkdir(parents=True)
    (folder / "reference/gemma/model.ttl").write_text("# van mij\n", encoding="utf-8")

    with pytest.raises(RequestFault) as caught:
        pinned(folder)

    assert str(caught.value.location) == "reference/gemma/model.ttl"
    assert not (folder / REFERENCES).exists()


def test_what_is_no_turtle_stays_beside_the_release(folder: Path) -> None:
    note = folder / "reference/gemma/README.md"
    note.write_text("Onze notitie", encoding="utf-8")

    pinned(folder)

    assert note.read_text(encoding="utf-8") == "Onze notitie"


@pytest.mark.parametrize("content", [b"", b"<x", b"\xff\xfe", b"PK\x03\x04"])
def test_a_broken_file_leaves_no_trace(tmp_path: Path, content: bytes) -> None:
    folder = municipality(tmp_path / "klein")
    source = tmp_path / "x.archimate"
    source.write_bytes(content)
    before = everything(folder)

    with pytest.raises(InputFault):
        pinned(folder, source)

    assert everything(folder) == before


@pytest.mark.parametrize(
    "text",
    ["[gemma", "[gemma]\nfolder = 3\n", 'gemma = "x"\n', "[gemma]\n", "\xff"],
)
def test_a_lock_that_nobody_wrote_is_told(folder: Path, text: str) -> None:
    (folder / REFERENCES).write_text(text, encoding="latin-1")

    with pytest.raises(ArchrepoError) as caught:
        opened(folder)

    assert str(caught.value.location) == REFERENCES


def test_a_lock_that_points_outside_is_refused(folder: Path) -> None:
    lock = folder / REFERENCES
    lock.write_text(lock.read_text(encoding="utf-8").replace('"reference/gemma"', '"../gemma"'), encoding="utf-8")

    with pytest.raises(ConfigurationFault, match="outside"):
        opened(folder)


def test_the_lock_reads_back_as_it_was_written(folder: Path) -> None:
    references = read_references(folder)

    assert references_text(references) == (folder / REFERENCES).read_text(encoding="utf-8")
    assert references_text(()) == ""
