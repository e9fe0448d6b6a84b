"""What a file that comes back lets point to nothing is told, and not written."""

from __future__ import annotations

from pathlib import Path

import pytest

from archrepo.exchange.bringing_back import brought_back
from archrepo.exchange.gathering import gather
from archrepo.exchange.placing import place
from archrepo.exchange.writing import write_model
from archrepo.landscape import Proposal
from tests.exchange.test_third_state import NEW, WITHOUT_ARCHIVE, Exported, exported_to

NEW_LINK = ('"Zaaksysteem"@nl ;', '"Zaaksysteem"@nl ; am:serves :archief ;')
OTHER = ':ander a am:ApplicationComponent ; rdfs:label "Ander"@nl ; am:serves :zaaksysteem .\n'


@pytest.fixture
def exported(tmp_path: Path) -> Exported:
    return exported_to(tmp_path, "archimate")


def faults(proposal: Proposal) -> list[tuple[str, str]]:
    return [(one.place, one.text.nl) for one in proposal.faults]


def test_a_new_relation_to_what_left_the_model_is_told(exported: Exported) -> None:
    exported.file_says(NEW_LINK)
    exported.model_says(*WITHOUT_ARCHIVE)

    assert faults(exported.back()) == [
        (
            f"{exported.path.name}: Zaaksysteem",
            "wijst met 'bedient' naar Archief, dat niet (meer) in het model staat",
        )
    ]


def test_what_comes_back_whole_may_be_pointed_to(exported: Exported) -> None:
    exported.file_says(NEW_LINK, ("ar:users 3", "ar:users 4"))
    exported.model_says(*WITHOUT_ARCHIVE)

    assert exported.back().faults != () and exported.back("workbook").faults == ()


def test_a_value_between_brackets_and_one_of_a_property_are_told_too(exported: Exported) -> None:
    exported.file_says((NEW_LINK[0], f"{NEW_LINK[0]} ar:replaces :nergens ;"), ("1200", "1200 ; ar:reviewedBy :niets"))

    assert [text for _, text in faults(exported.back())] == [
        "wijst met 'kosten' naar niets, dat niet (meer) in het model staat",
        "wijst met 'vervangt' naar nergens, dat niet (meer) in het model staat",
    ]


def test_a_new_relation_between_new_elements_is_fine(exported: Exported) -> None:
    exported.file_says((NEW_LINK[0], f"{NEW_LINK[0]} am:serves :nieuw ;"), (":archief a ", NEW + ":archief a "))

    assert exported.back().faults == ()


def test_a_folder_that_misses_the_file_of_an_element_says_so_once(exported: Exported) -> None:
    exported.model_says((":archief a ", OTHER + ":archief a "))
    files = write_model(gather(exported.opened()), "grafico").files
    left = {name: data for name, data in files.items() if b'id="zaaksysteem"' not in data}
    assert len(left) == len(files) - 1
    place(left, exported.root / "folder", {}, replaces_edited=False)

    proposal = brought_back(exported.opened(), exported.root / "folder")

    assert (proposal.amendments, dict(proposal.new_files)) == ((), {})
    (fault,) = proposal.faults
    assert fault.text.nl.startswith("'Zaaksysteem' (zaaksysteem) staat niet in het bestand, maar 3 relatie(s)")
