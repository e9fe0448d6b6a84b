"""A model file that comes back is compared with what was exported: what the Turtle said since then stays."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from the_knowledge import shipped_ontology

from archrepo.amending import amended, told
from archrepo.exchange.bringing_back import brought_back
from archrepo.exchange.carried import STATE
from archrepo.exchange.gathering import gather
from archrepo.exchange.placing import place
from archrepo.exchange.writing import write_model
from archrepo.landscape import Choices, Proposal, conflict_words
from archrepo.landscape.comparing import Side
from archrepo.reporting.amendment_text import amending
from archrepo.workspace import Workspace, open_workspace

ONTOLOGY = shipped_ontology()
DAY = date(2026, 11, 22)
BASE = "https://proef.example/id/"
TURTLE = f"""@prefix : <{BASE}> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

:m a am:Model ; rdfs:label "Proef"@nl ; am:language "3.2" .

:zaaksysteem a am:ApplicationComponent ; rdfs:label "Zaaksysteem"@nl ;
    ar:users 410 ; ar:inUseFrom "2016-05-01"^^xsd:date ;
    ar:cost [ ar:year 2026 ; ar:amountEuro 1200 ] ;
    ar:owner :beheer .

:beheer a ar:Department ; rdfs:label "Beheer"@nl .
:zaakwerk a ar:Supplier ; rdfs:label "Zaakwerk"@nl .
:levert a am:Flow ; am:source :zaaksysteem ; am:target :archief ; rdfs:label "stukken"@nl .
:archief a am:ApplicationComponent ; rdfs:label "Archief"@nl ; ar:users 3 .
:vw a ar:Processing ; rdfs:label "Verwerking"@nl ; ar:inComponent :zaaksysteem ; ar:profiling false .
"""
NEW = ':nieuw a am:ApplicationComponent ; rdfs:label "Nieuw"@nl ; ar:users 5 .\n'
ARCHIVE = ':archief a am:ApplicationComponent ; rdfs:label "Archief"@nl ; ar:users 3 .\n'
FLOW = ':levert a am:Flow ; am:source :zaaksysteem ; am:target :archief ; rdfs:label "stukken"@nl .\n'
WITHOUT_ARCHIVE = ((ARCHIVE, ""), (FLOW, ""))

Edit = tuple[str, str]


@dataclass(frozen=True)
class Exported:
    """A workspace and the file that was exported from it."""

    root: Path
    form: str

    @property
    def path(self) -> Path:
        return self.root / f"model.{'archimate' if self.form == 'archimate' else 'xml'}"

    def opened(self) -> Workspace:
        return open_workspace(self.root, DAY, ontology=ONTOLOGY)

    def of_model(self, *edits: Edit) -> bytes:
        """The file that an export makes of the Turtle with these edits; the Turtle stays as it was."""
        turtle = (self.root / "model.ttl").read_bytes()
        self.model_says(*edits)
        data = write_model(gather(self.opened()), self.form).data
        (self.root / "model.ttl").write_bytes(turtle)
        return data

    def file_says(self, *edits: Edit) -> None:
        """Change the file as its reader would in Archi: what was exported stays in it."""
        state = state_of(self.path.read_bytes())
        changed = self.of_model(*edits)
        self.path.write_bytes(changed.replace(state_of(changed), state))

    def model_says(self, *edits: Edit) -> None:
        text = (self.root / "model.ttl").read_text(encoding="utf-8")
        for old, new in edits:
            assert old in text
            text = text.replace(old, new)
        (self.root / "model.ttl").write_text(text, encoding="utf-8", newline="")

    def back(self, right: Side = "", removals: bool = False) -> Proposal:
        return brought_back(self.opened(), self.path, Choices(right, removals=removals))

    def words(self, right: Side = "", removals: bool = False) -> list[str]:
        workspace, proposal = self.opened(), self.back(right, removals)
        gone = proposal.gone if removals else ()
        return [one.nl for one in told(workspace, proposal.amendments, removed=gone)]

    def turtle(self, right: Side = "", removals: bool = False) -> str:
        """The Turtle after writing what the file means."""
        proposal = self.back(right, removals)
        gone = proposal.gone if removals else ()
        changes = amended(self.opened(), proposal.amendments, removed=gone, new_file=proposal.new_files).changes
        return changes[0].after or "" if changes else (self.root / "model.ttl").read_text(encoding="utf-8")


def state_of(data: bytes) -> bytes:
    found = re.search(rb"2:[A-Za-z0-9+/=]{20,}", data)
    assert found is not None
    return found[0]


def exported_to(root: Path, form: str) -> Exported:
    """Make the workspace in the folder, and export it."""
    (root / "archrepo.toml").write_text(f'[workspace]\nname = "P"\nbase = "{BASE}"\n\n[files]\nmodel = ["*.ttl"]\n')
    (root / "model.ttl").write_text(TURTLE, encoding="utf-8", newline="")
    made = Exported(root, form)
    made.path.write_bytes(made.of_model())
    return made


@pytest.fixture(params=["archimate", "ameff"])
def exported(request: pytest.FixtureRequest, tmp_path: Path) -> Exported:
    return exported_to(tmp_path, request.param)


def conflicts(proposal: Proposal) -> list[str]:
    return [conflict_words(one).nl for one in proposal.conflicts]


STAYS = "na de export is het model zelf op {} plaats(en) veranderd: dat blijft"


def test_what_only_the_model_changed_stays(exported: Exported) -> None:
    exported.model_says(("ar:users 410", "ar:users 512"), ("ar:profiling false", "ar:profiling true"))

    proposal = exported.back()

    assert (proposal.amendments, proposal.gone, proposal.conflicts) == ((), (), ())
    assert [one.nl for one in proposal.remarks] == [STAYS.format(2)]


def test_what_only_the_file_changed_is_taken_over(exported: Exported) -> None:
    exported.file_says(("ar:users 410", "ar:users 512"), ("ar:profiling false", "ar:profiling true"))

    assert exported.words() == [
        "Zaaksysteem: 'aantal gebruikers' wordt '512'; was '410'",
        "Verwerking: 'profilering' wordt 'ja'; was 'nee'",
    ]
    assert exported.back().remarks == ()


def test_different_facts_of_one_element_go_together(exported: Exported) -> None:
    exported.model_says(("ar:users 410", "ar:users 512"), ("1200", "1300"))
    exported.file_says(("ar:users 512", "ar:users 410"), ("1300", "1200"), ("2016-05-01", "2017-05-01"))

    proposal = exported.back()

    assert exported.words() == ["Zaaksysteem: 'in gebruik vanaf' wordt '1 mei 2017'; was '1 mei 2016'"]
    assert [one.nl for one in proposal.remarks] == [STAYS.format(1)]
    assert "512" in exported.turtle() and "1300" in exported.turtle()


def test_the_same_change_on_both_sides_is_none(exported: Exported) -> None:
    exported.model_says(("ar:users 410", "ar:users 512"))
    exported.file_says()

    proposal = exported.back()

    assert (proposal.amendments, proposal.conflicts, proposal.remarks) == ((), (), ())


def test_one_fact_that_both_changed_is_decided_by_a_person(exported: Exported) -> None:
    exported.file_says(("ar:users 410", "ar:users 512"))
    exported.model_says(("ar:users 410", "ar:users 600"))
    where = f"{exported.path.name}: Zaaksysteem, aantal gebruikers"

    assert conflicts(exported.back()) == [f"{where}: het bestand zegt '512', het model zegt nu '600'"]
    assert exported.words() == exported.words("model") == []
    assert exported.words("workbook") == ["Zaaksysteem: 'aantal gebruikers' wordt '512'; was '600'"]
    undecided = amending(exported.opened(), exported.back(), removals=False, is_decided=False)
    assert not undecided.may_be_written


def test_an_edit_between_brackets_on_both_sides_shows_both(exported: Exported) -> None:
    exported.file_says(("1200", "1300"))
    exported.model_says(("1200", "1400"))

    (conflict,) = exported.back().conflicts

    assert (conflict.file.nl, conflict.model.nl) == (
        "[ ar:amountEuro 1300 ; ar:year 2026 ]",
        "[ ar:amountEuro 1400 ; ar:year 2026 ]",
    )


def test_a_relation_of_its_own_has_three_states_too(exported: Exported) -> None:
    exported.file_says(('"stukken"', '"dossiers"'))
    exported.model_says(("am:target :archief", "am:target :zaaksysteem"))

    assert exported.words() == ["stukken: 'naam' wordt 'dossiers'@nl; was 'stukken'@nl"]
    assert "am:target :zaaksysteem" in exported.turtle()


def test_a_link_that_both_moved_is_a_conflict(exported: Exported) -> None:
    exported.file_says(("ar:owner :beheer", "ar:owner :zaakwerk"))
    exported.model_says(("ar:owner :beheer", "ar:owner :archief"))

    assert conflicts(exported.back()) == [
        f"{exported.path.name}: Zaaksysteem, eigenaar: het bestand zegt 'Zaakwerk', het model zegt nu 'Archief'"
    ]


def test_relations_of_one_element_are_facts_of_their_own(exported: Exported) -> None:
    serves = ("ar:owner :beheer .", "ar:owner :beheer ; am:serves :beheer .")
    exported.file_says(serves)
    exported.model_says(("ar:owner :beheer .", "ar:owner :beheer ; am:serves :zaakwerk ."))

    assert exported.words() == ["Zaaksysteem: bij 'bedient' komt Beheer"]
    assert "am:serves :zaakwerk" in exported.turtle()


def test_languages_of_a_text_are_facts_of_their_own(exported: Exported) -> None:
    exported.file_says(('"Archief"@nl', '"Depot"@nl'))
    exported.model_says(('"Archief"@nl', '"Archief"@nl , "Archive"@en'))

    assert exported.words() == ["Archief: 'naam' wordt 'Depot'@nl; was 'Archief'@nl"]


def test_a_name_in_a_conflict_has_its_language(exported: Exported) -> None:
    exported.file_says(('"Archief"@nl', '"Depot"@nl'))
    exported.model_says(('"Archief"@nl', '"Kelder"@nl'))

    assert conflicts(exported.back()) == [
        f"{exported.path.name}: Kelder, naam (nl): het bestand zegt 'Depot', het model zegt nu 'Kelder'"
    ]


def test_what_the_model_got_since_is_not_missing_from_the_file(exported: Exported) -> None:
    exported.model_says((ARCHIVE, ARCHIVE + NEW))

    proposal = exported.back()

    assert (proposal.amendments, proposal.gone) == ((), ())
    assert [one.nl for one in proposal.remarks] == [STAYS.format(1)]


def test_what_the_file_got_is_new(exported: Exported) -> None:
    exported.file_says((ARCHIVE, ARCHIVE + NEW))
    exported.model_says(("ar:users 410", "ar:users 512"))

    assert exported.words() == ["nieuw: Nieuw (Applicatiecomponent)"]


def test_what_both_got_is_asked_only_where_it_differs(exported: Exported) -> None:
    exported.file_says((ARCHIVE, ARCHIVE + NEW.replace("users 5", "users 5 ; ar:owner :beheer")))
    exported.model_says((ARCHIVE, ARCHIVE + NEW.replace("users 5", 'users 6 ; ar:exitPlan "weg"@nl')))

    assert exported.words() == ["Nieuw: bij 'eigenaar' komt Beheer"]
    assert [(one.file.nl, one.model.nl) for one in exported.back().conflicts] == [("5", "6")]


def test_what_left_the_file_goes_when_the_model_left_it_alone(exported: Exported) -> None:
    exported.file_says(*WITHOUT_ARCHIVE)

    assert sorted(one.value for one in exported.back().gone) == [f"{BASE}archief", f"{BASE}levert"]
    assert ":archief a " not in exported.turtle(removals=True)


def test_what_left_the_file_stays_when_the_model_changed_it(exported: Exported) -> None:
    exported.file_says(*WITHOUT_ARCHIVE)
    exported.model_says(("ar:users 3", "ar:users 4"))

    proposal = exported.back()

    assert proposal.gone == ()
    assert [one.nl for one in proposal.remarks] == [
        "niet meer in het bestand, maar na de export in het model veranderd, en daarom gebleven: Archief, stukken"
    ]
    assert f"{BASE}archief" in {one.value for one in exported.back("workbook").gone}


LINKED = ('"Zaaksysteem"@nl ;', '"Zaaksysteem"@nl ; am:serves :archief , :beheer ; ar:replaces :archief , :zaakwerk ;')
UNLINKED = (LINKED[1], LINKED[0].replace(" ;", " ; am:serves :beheer ; ar:replaces :zaakwerk ;"))


@pytest.mark.parametrize("changed", [False, True])
def test_what_points_to_an_element_that_stays_stays_too(exported: Exported, changed: bool) -> None:
    exported.model_says(LINKED)
    exported.path.write_bytes(exported.of_model())
    exported.file_says(*WITHOUT_ARCHIVE, UNLINKED, ("ar:users 410", "ar:users 411"))
    if changed:
        exported.model_says(("ar:users 3", "ar:users 4"))

    assert exported.words() == ["Zaaksysteem: 'aantal gebruikers' wordt '411'; was '410'"]
    assert LINKED[1] in exported.turtle() and FLOW in exported.turtle()
    removed = exported.turtle(removals=True)
    assert (":archief" in removed) == (FLOW in removed) == changed


def test_what_left_the_model_does_not_come_back_with_an_old_file(exported: Exported) -> None:
    exported.model_says(*WITHOUT_ARCHIVE)

    proposal = exported.back()

    assert (proposal.amendments, proposal.new_files, proposal.conflicts) == ((), {}, ())
    assert [one.nl for one in proposal.remarks] == [STAYS.format(2)]


def test_what_left_the_model_and_changed_in_the_file_is_asked(exported: Exported) -> None:
    exported.file_says(("ar:users 3", "ar:users 4"))
    exported.model_says(*WITHOUT_ARCHIVE)

    assert conflicts(exported.back()) == [
        f"{exported.path.name}: Archief is intussen uit het model gehaald, en in het bestand veranderde aantal "
        "gebruikers: daar staat nu '4'"
    ]
    assert exported.words("model") == []
    assert exported.words("workbook") == ["nieuw: Archief (Applicatiecomponent)"]
    assert 'rdfs:label "Archief"@nl' in exported.turtle("workbook")


def test_a_fact_that_one_side_took_out_goes_and_one_that_both_touched_is_asked(exported: Exported) -> None:
    exported.file_says(("ar:users 410 ; ", ""))

    assert exported.words() == ["Zaaksysteem: bij 'aantal gebruikers' vervalt '410'"]
    exported.model_says(("ar:users 410", "ar:users 411"))
    assert conflicts(exported.back()) == [
        f"{exported.path.name}: Zaaksysteem, aantal gebruikers: het bestand zegt niets, het model zegt nu '411'"
    ]


def test_bringing_back_twice_changes_nothing_more(exported: Exported) -> None:
    exported.file_says(("ar:users 410", "ar:users 512"), (ARCHIVE, ARCHIVE + NEW))
    (exported.root / "model.ttl").write_text(exported.turtle(), encoding="utf-8", newline="")

    again = exported.back()

    assert (again.amendments, again.gone, again.remarks) == ((), (), ())


@pytest.mark.parametrize("damage", ["cut", "other", "empty"])
def test_a_file_that_lost_what_was_exported_wins_everywhere_and_says_so(exported: Exported, damage: str) -> None:
    data = exported.path.read_bytes()
    state = state_of(data)
    other = b"2:" + bytes(reversed(state[2:]))
    exported.path.write_bytes(data.replace(state, {"cut": state[:-16], "other": other, "empty": b""}[damage]))
    exported.model_says(("ar:users 410", "ar:users 512"))

    (remark,) = exported.back().remarks

    assert remark.nl.startswith(f"de eigenschap {STATE} van het model is beschadigd: daarom is niet te zien")
    assert remark.en.endswith("archrepo amend FILE --since FILE-OF-THEN")
    assert exported.words() == ["Zaaksysteem: 'aantal gebruikers' wordt '410'; was '512'"]


def test_a_file_of_before_this_property_wins_everywhere_and_says_so(exported: Exported) -> None:
    text = exported.path.read_text(encoding="utf-8")
    text = re.sub(r'<property key="archrepo:state"[^>]*/>', "", text)
    text = re.sub(r'<property propertyDefinitionRef="[^"]*">\s*<value[^>]*>2:[^<]*</value>\s*</property>', "", text)
    exported.path.write_text(text, encoding="utf-8", newline="")
    exported.model_says(("ar:users 410", "ar:users 512"))

    assert exported.back().remarks[0].en.startswith(f"the model misses the property {STATE}: so it cannot be seen")
    assert exported.words() == ["Zaaksysteem: 'aantal gebruikers' wordt '410'; was '512'"]


def test_a_folder_of_coarchi_and_its_zip_have_three_states(
    exported: Exported, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("coarchi") / "model"
    files = write_model(gather(exported.opened()), "grafico").files
    place(files, folder, {}, replaces_edited=False)
    with zipfile.ZipFile(folder.parent / "model.zip", "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    exported.model_says(("ar:users 410", "ar:users 512"))

    for path in (folder, folder.parent / "model.zip"):
        proposal = brought_back(exported.opened(), path)
        assert (proposal.amendments, [one.nl for one in proposal.remarks]) == ((), [STAYS.format(1)])
