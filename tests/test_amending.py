"""Amending a workspace: the files say what was wanted, nothing else changes, and nothing is lost silently."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from the_knowledge import shipped_ontology

from archrepo.amending import Amendment, amended, amendments_between, told, write
from archrepo.errors import InputFault, RequestFault
from archrepo.places import shipped
from archrepo.turtle import Triple, Unnamed, Value
from archrepo.vocabulary import LABEL, TYPE, XSD, am, ar
from archrepo.workspace import Ontology, Workspace, open_workspace

AS_OF = date(2026, 11, 22)
BASE = "https://v.example/id/"
CONFIGURATION = '[workspace]\nname = "Proef"\nbase = "https://v.example/id/"\n[files]\nmodel = ["model/**/*.ttl"]\n'
PREFIXES = """@prefix : <https://v.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
ONE = f"""# Systemen
{PREFIXES}
# het oude systeem
:oud a am:ApplicationComponent ;   # nog
    rdfs:label "Oud"@nl ;
    ar:supportsStandard
        :s1 ,   # de eerste
        :s2 ,   # de tweede
        :s3 ;   # de derde
    ar:cost [ ar:year 2026 ; ar:amountEuro 10 ] , [ ar:year 2027 ; ar:amountEuro 20 ] .

:nieuw a am:ApplicationComponent ;
    rdfs:label "Nieuw"@nl ;
    ar:replaces :oud .
"""
TWO = f"""{PREFIXES}
:oud ar:supportsStandard :s4 ; ar:owner :iemand .
:iemand a am:BusinessActor ; rdfs:label "Iemand"@nl .
:stroom a am:Flow ; am:source :oud ; am:target :nieuw .
"""


def named(name: str) -> ox.NamedNode:
    return ox.NamedNode(BASE + name)


OLD, NEW, SOMEONE, FLOW = named("oud"), named("nieuw"), named("iemand"), named("stroom")
STANDARD = ar("supportsStandard")


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return shipped_ontology()


@pytest.fixture
def model(tmp_path: Path, ontology: Ontology) -> Workspace:
    (tmp_path / "model").mkdir()
    (tmp_path / "archrepo.toml").write_text(CONFIGURATION)
    (tmp_path / "model" / "een.ttl").write_text(ONE)
    (tmp_path / "model" / "twee.ttl").write_text(TWO)
    return open_workspace(tmp_path, AS_OF, ontology=ontology)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Workspace:
    root = tmp_path_factory.mktemp("town") / "voorbeeldstad"
    shutil.copytree(shipped("models") / "voorbeeldstad", root)
    return open_workspace(root, AS_OF, ontology=ontology)


def reopened(workspace: Workspace) -> Workspace:
    return open_workspace(workspace.root, AS_OF, ontology=workspace.ontology)


def test_a_value_goes_from_the_file_it_stands_in_and_takes_its_comment_along(model: Workspace) -> None:
    kept = [named("s1"), named("s2"), named("s4")]
    result = amended(model, [Amendment(OLD, {STANDARD: kept})])

    (change,) = result.changes
    assert change.path == "model/een.ttl"
    assert change.after == ONE.replace(":s2 ,   # de tweede\n        :s3 ;   # de derde", ":s2 ;   # de tweede")


def test_a_new_value_goes_behind_its_fellows_and_leaves_their_comments(model: Workspace) -> None:
    values = [*model.model.objects(OLD, STANDARD), named("s5")]
    (change,) = amended(model, [Amendment(OLD, {STANDARD: tuple(values)})]).changes  # type: ignore[arg-type]

    assert change.after == ONE.replace(":s3 ;   # de derde", ":s3 ,   # de derde\n        :s5 ;")


def test_a_new_fact_goes_to_the_file_that_gives_the_type(model: Workspace) -> None:
    (change,) = amended(model, [Amendment(OLD, {ar("lifecycle"): (ar("PhaseOut"),)})]).changes

    assert change.path == "model/een.ttl"
    assert change.after == ONE.replace("ar:amountEuro 20 ] .", "ar:amountEuro 20 ] ;\n    ar:lifecycle ar:PhaseOut .")


def test_a_fact_that_stands_elsewhere_changes_there(model: Workspace) -> None:
    (change,) = amended(model, [Amendment(OLD, {ar("owner"): (NEW,)})]).changes

    assert change.path == "model/twee.ttl"
    assert change.after == TWO.replace("ar:owner :iemand", "ar:owner :nieuw")


def test_a_text_takes_the_place_of_the_one_in_its_language(model: Workspace) -> None:
    path = model.root / "model" / "een.ttl"
    path.write_text(ONE.replace('"Oud"@nl', '"Oud"@nl , "Old"@en'))
    changed = reopened(model)
    names = (ox.Literal("Old", language="en"), ox.Literal("Ouder", language="nl"))
    (change,) = amended(changed, [Amendment(OLD, {LABEL: names})]).changes

    assert change.after == ONE.replace('"Oud"@nl', '"Ouder"@nl , "Old"@en')


def test_nothing_new_changes_no_file(model: Workspace) -> None:
    everything = {predicate: tuple(values) for predicate, values in model.model.facts(OLD).items()}

    assert amended(model, [Amendment(OLD, everything)]).changes == ()  # type: ignore[arg-type]


def test_a_composed_fact_can_come_and_another_can_go(model: Workspace) -> None:
    first, _ = model.model.objects(OLD, ar("cost"))
    assert isinstance(first, ox.BlankNode)
    year = ox.Literal("2028", datatype=ox.NamedNode(XSD + "integer"))
    values: tuple[Value, ...] = (first, Unnamed(((ar("year"), (year,)),)))
    (change,) = amended(model, [Amendment(OLD, {ar("cost"): values})]).changes

    old = "[ ar:year 2026 ; ar:amountEuro 10 ] , [ ar:year 2027 ; ar:amountEuro 20 ] ."
    assert change.after == ONE.replace(old, "[ ar:year 2026 ; ar:amountEuro 10 ] , [ ar:year 2028 ] .")


def test_a_subject_that_goes_takes_its_facts_and_what_points_to_it_is_told(model: Workspace) -> None:
    result = amended(model, [], removed=[OLD])
    write(model, result.changes)

    after = reopened(model)
    assert result.pointing == ((NEW, ar("replaces"), OLD), (FLOW, am("source"), OLD))
    assert not after.model.facts(OLD)
    assert len(after.model) == len(model.model) - 13
    words = "\n".join(one.nl for one in told(model, [], removed=[OLD], pointing=result.pointing))
    assert words == ("Oud gaat weg\n  Nieuw wijst er nog naar met 'vervangt'\n  stroom wijst er nog naar met 'bron'")


def test_what_no_longer_points_to_a_subject_that_goes_is_not_told(model: Workspace) -> None:
    result = amended(model, [Amendment(NEW, {ar("replaces"): ()})], removed=[OLD, FLOW])

    assert result.pointing == ()


def test_a_new_subject_needs_a_file_that_the_model_reads(model: Workspace) -> None:
    new = Amendment(named("vers"), {TYPE: (am("ApplicationComponent"),), LABEL: (ox.Literal("Vers", language="nl"),)})

    for path in ("", "elders.ttl", "model/../buiten.ttl", "/etc/x.ttl"):
        with pytest.raises(RequestFault):
            amended(model, [new], new_file=path)
    (change,) = amended(model, [new], new_file="model/vers.ttl").changes
    assert change.before is None
    assert change.after.endswith('\n:vers a am:ApplicationComponent ;\n    rdfs:label "Vers"@nl .\n')
    assert [one.nl for one in told(model, [new])] == ["nieuw: Vers (Applicatiecomponent)"]


def test_a_file_on_disk_that_the_model_does_not_hold_is_not_written_over(model: Workspace) -> None:
    (model.root / "model" / "los.ttl").write_text("")
    new = Amendment(named("vers"), {TYPE: (am("ApplicationComponent"),)})

    with pytest.raises(RequestFault):
        amended(model, [new], new_file="model/los.ttl")


def test_a_new_name_reaches_every_file_and_its_comments_stay(model: Workspace) -> None:
    result = amended(model, [Amendment(OLD, {ar("lifecycle"): (ar("PhaseOut"),)})], names={OLD: named("oudste")})
    write(model, result.changes)

    after = reopened(model)
    assert not after.model.facts(OLD)
    assert after.model.objects(FLOW, am("source")) == (named("oudste"),)
    assert after.model.objects(NEW, ar("replaces")) == (named("oudste"),)
    assert "# het oude systeem\n:oudste a am:ApplicationComponent ;   # nog" in result.changes[0].after


def test_a_name_in_use_is_refused(model: Workspace) -> None:
    with pytest.raises(RequestFault):
        amended(model, [], names={OLD: NEW})
    with pytest.raises(RequestFault):
        amended(model, [], names={OLD: named("x"), SOMEONE: named("x")})


def test_two_names_can_be_swapped(model: Workspace) -> None:
    write(model, amended(model, [], names={OLD: NEW, NEW: OLD}).changes)

    assert reopened(model).model.objects(OLD, ar("replaces")) == (NEW,)


def test_a_prefix_that_changes_its_meaning_is_no_trap(model: Workspace) -> None:
    (model.root / "model" / "een.ttl").write_text(ONE + "@prefix : <https://ander.example/> .\n:x ar:owner :y .\n")
    changed = reopened(model)
    (change,) = amended(changed, [Amendment(OLD, {ar("owner"): (SOMEONE, NEW)})]).changes

    assert f"<{NEW.value}>" not in change.after or change.path == "model/een.ttl"
    assert change.path == "model/twee.ttl"


def test_a_text_that_would_say_something_else_is_refused(model: Workspace) -> None:
    late = "@prefix\nar: <https://ander.example/> .\n:laat a :Ding .\n"
    (model.root / "model" / "een.ttl").write_text(ONE + late)
    changed = reopened(model)

    with pytest.raises(InputFault, match="nothing was written"):
        amended(changed, [Amendment(named("laat"), {ar("lifecycle"): (ar("PhaseOut"),)})])


def test_windows_line_ends_and_a_byte_order_mark_stay(model: Workspace) -> None:
    path = model.root / "model" / "een.ttl"
    path.write_bytes(b"\xef\xbb\xbf" + ONE.replace("\n", "\r\n").encode())
    changed = reopened(model)
    values = (*changed.model.objects(OLD, STANDARD), named("s5"))
    result = amended(changed, [Amendment(OLD, {STANDARD: values, ar("lifecycle"): (ar("InUse"),)})])  # type: ignore[dict-item]
    write(changed, result.changes)

    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf#") and data.count(b"\n") == data.count(b"\r\n") == ONE.count("\n") + 2


def test_nothing_is_written_when_one_file_changed_meanwhile(model: Workspace) -> None:
    changes = amended(model, [], names={OLD: named("oudste")}).changes
    (model.root / "model" / "twee.ttl").write_text(TWO + "# iemand anders\n")

    with pytest.raises(RequestFault):
        write(model, changes)
    assert (model.root / "model" / "een.ttl").read_text() == ONE


def test_words_say_what_was_and_what_becomes(model: Workspace) -> None:
    amendments = [
        Amendment(OLD, {ar("owner"): (NEW,), STANDARD: tuple(model.model.objects(OLD, STANDARD))[:3]}),  # type: ignore[dict-item]
        Amendment(NEW, {LABEL: (ox.Literal("Nieuwer", language="nl"),)}),
    ]

    assert [one.nl for one in told(model, amendments)] == [
        "Oud: 'eigenaar' wordt Nieuw; was Iemand",
        "Oud: bij 'ondersteunt standaard' vervalt s4",
        "Nieuw: 'naam' wordt 'Nieuwer'@nl; was 'Nieuw'@nl",
    ]


def ground(workspace: Workspace) -> list[Triple]:
    return sorted({one for one in workspace.model if not any(isinstance(term, ox.BlankNode) for term in one)}, key=str)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_triples_go_and_come_and_the_rest_of_the_town_stays(town: Workspace, data: st.DataObject) -> None:
    everything = ground(town)
    gone = data.draw(st.lists(st.sampled_from(everything), max_size=12, unique=True))
    mixed = data.draw(st.lists(st.tuples(*[st.sampled_from(everything)] * 3), max_size=8))
    come = [(one[0], two[1], three[2]) for one, two, three in mixed]
    amendments = amendments_between(town, gone, come)
    result = amended(town, amendments)

    wanted = (set(everything) - set(gone)) | set(come)
    texts = {one.path: one.after.encode() for one in result.changes}
    assert set(_ground_of(town, texts)) == wanted
    assert bool(result.changes) == (wanted != set(everything))
    for change in result.changes:
        before = change.before or ""
        lost = set(before.splitlines()) - set(change.after.splitlines())
        assert all(not line.startswith("#") for line in lost)


def _ground_of(workspace: Workspace, texts: dict[str, bytes]) -> Iterator[Triple]:
    from archrepo.turtle import parse

    for file in workspace.files:
        triples = parse(texts[file.path], file.path) if file.path in texts else file.triples
        yield from (one for one in triples if not any(isinstance(term, ox.BlankNode) for term in one))


def test_nodes_without_a_name_that_all_refer_to_each_other_are_refused_at_once(model: Workspace) -> None:
    facts = " ".join(f"_:b{one} rdfs:seeAlso _:b{other} ." for one in range(12) for other in range(12) if one != other)
    path = model.root / "model" / "knoop.ttl"
    path.write_text(f'{PREFIXES}:knoop a am:Node ; rdfs:label "Knoop"@nl ; rdfs:seeAlso _:b0 . {facts}\n')
    tangled = open_workspace(model.root, AS_OF)

    with pytest.raises(InputFault):
        amended(tangled, [Amendment(named("knoop"), {LABEL: (ox.Literal("Anders", language="nl"),)})])
