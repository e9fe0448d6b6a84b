"""What someone changed in the Turtle wins over the file that was imported, and takes along all that hangs on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha1
from pathlib import Path

import pytest
from the_knowledge import shipped_ontology

from archrepo.errors import InputFault
from archrepo.exchange import ImportOptions, import_model, read_model
from archrepo.exchange.gathering import gather
from archrepo.exchange.model import FileRelation, ModelFile, Phrase, Property
from archrepo.exchange.releases.pinning import PinOptions, pin
from archrepo.exchange.writing import write_model
from archrepo.vocabulary import AM
from archrepo.workspace import open_workspace

BASE = "https://proef.example/id/"
ONTOLOGY = shipped_ontology()
ELEMENTS = (
    '<element xsi:type="archimate:Product" name="A" id="a"><property key="k" value="1"/></element>'
    '<folder name="In" id="f9"><element xsi:type="archimate:Product" name="B" id="b"><feature name="f" value="1"/>'
    '</element></folder><element xsi:type="archimate:BusinessObject" name="C" id="c"/>'
)
RELATIONS = (
    '<element xsi:type="archimate:AccessRelationship" id="r1" source="a" target="c" accessType="2"/>'
    '<element xsi:type="archimate:AssociationRelationship" id="r2" source="b" target="a"/>'
    '<element xsi:type="archimate:AssociationRelationship" name="over" id="r3" source="c" target="r2"/>'
    '<element xsi:type="archimate:CompositionRelationship" id="r4" source="a" target="b"/>'
)
VIEWS = (
    '<element xsi:type="archimate:ArchimateDiagramModel" name="V" id="v">'
    '<child id="1" archimateElement="a" targetConnections="3"><bounds x="10" y="20" width="50" height="50"/>'
    '<child id="2" archimateElement="b"><bounds x="5" y="5" width="9" height="9"/></child></child>'
    '<child id="4" archimateElement="c"><bounds x="90" y="20" width="50" height="50"/>'
    '<sourceConnection id="3" source="4" target="1" archimateRelationship="r4"/></child></element>'
    '<element xsi:type="archimate:ArchimateDiagramModel" name="W" id="w"/>'
)


class Imported:
    """A small imported workspace, and how to change its files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def edit(self, path: str, old: str, new: str) -> Imported:
        file = self.folder / path
        text = file.read_text("utf-8")
        assert old in text, text
        file.write_text(text.replace(old, new), "utf-8")
        return self

    def without(self, path: str, name: str) -> Imported:
        """Take out the block of one subject."""
        file = self.folder / path
        blocks = file.read_text("utf-8").split("\n\n")
        left = [block for block in blocks if not block.startswith(name + " ")]
        assert len(left) < len(blocks)
        file.write_text("\n\n".join(left), "utf-8")
        return self

    def more(self, text: str) -> Imported:
        """Write a file of one's own beside the import."""
        lines = [f"@prefix : <{BASE}> .", f"@prefix am: <{AM}> ."]
        lines.append("@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .")
        (self.folder / "own.ttl").write_text("\n".join([*lines, text]), "utf-8")
        return self

    def model(self, part: str = "") -> ModelFile:
        return gather(open_workspace(self.folder, date(2026, 11, 22), ontology=ONTOLOGY), part)


@pytest.fixture
def imported(archi_file: Callable[..., Path], tmp_path: Path) -> Imported:
    import_model([archi_file(ELEMENTS, RELATIONS, VIEWS)], tmp_path / "out", ImportOptions(base=BASE))
    return Imported(tmp_path / "out")


def _relation(model: ModelFile, identifier: str) -> FileRelation:
    return next(one for one in model.relations if one.id == identifier)


def test_a_renamed_element_keeps_its_id_its_place_and_its_features(imported: Imported) -> None:
    model = imported.edit("business.ttl", '"B"@nl', '"Beter"@nl').model()

    assert [(one.id, one.names) for one in model.elements][1] == ("b", (Phrase("Beter"),))
    assert model.elements[1].foreign == ('<feature name="f" value="1"/>',)


def test_a_removed_element_takes_its_relations_its_places_and_its_boxes_along(imported: Imported) -> None:
    model = imported.without("business.ttl", ":a").model()

    assert [one.id for one in model.elements] == ["b", "c"]
    assert model.relations == ()
    assert b'"a"' not in model.rest
    assert "'a'" not in str(model.folders)
    view = model.views[0]
    assert view.shows == ("b", "c")
    assert b'archimateElement="a"' not in view.drawing and b"r4" not in view.drawing
    assert b'<bounds x="15" y="25"' in view.drawing
    assert [one.count for one in model.remarks if one.is_loss] == [3]


def test_a_removed_relation_leaves_the_drawing_and_what_ends_in_it_goes_too(imported: Imported) -> None:
    (imported.folder / "relations.ttl").write_text(
        (imported.folder / "relations.ttl").read_text("utf-8").replace("am:target :r2", "am:target :c"), "utf-8"
    )

    model = imported.without("relations.ttl", ":r2").edit("business.ttl", "am:composedOf :b", "am:serves :b").model()

    assert {one.id for one in model.relations} & {"r2", "r4"} == set()
    assert b"sourceConnection" not in model.views[0].drawing
    assert b"targetConnections" not in model.views[0].drawing


def test_new_elements_and_relations_come_last_with_ids_of_their_own(imported: Imported) -> None:
    model = imported.more(
        ':zuil a am:Product ; rdfs:label "Z"@nl ; am:composedOf :a .\n'
        "<https://elders.example/x#1> a am:Goal .\n:n a am:Association ; am:source :a ; am:target :zuil ."
    ).model()

    elsewhere = "id-" + sha1(b"https://elders.example/x#1").hexdigest()
    plain = "id-" + sha1(f"{BASE}zuil|{AM}composedOf|{BASE}a".encode()).hexdigest()
    assert [one.id for one in model.elements] == ["a", "b", "c", *sorted([elsewhere, "zuil"])]
    assert [one.id for one in model.relations] == ["r1", "r2", "r3", "r4", *sorted([plain, "n"])]
    assert next(one for one in model.elements if one.id == "zuil").names == (Phrase("Z"),)


def test_a_relation_of_which_more_is_said_keeps_its_id(imported: Imported) -> None:
    model = (
        imported.edit("business.ttl", "am:composedOf :b", "am:composedOf :c")
        .more(':x a am:Composition ; am:source :a ; am:target :b ; rdfs:label "heeft"@nl .')
        .model()
    )

    found = _relation(model, "r4")
    assert (found.kind, found.source, found.target, found.names) == ("Composition", "a", "b", (Phrase("heeft"),))
    assert model.views[0].drawing.count(b'archimateRelationship="r4"') == 1
    assert sum(one.kind == "Composition" for one in model.relations) == 2


def test_another_access_type_keeps_the_id(imported: Imported) -> None:
    assert _relation(imported.model(), "r1").access == "Access"

    model = imported.without("relations.ttl", ":r1").more(":a am:reads :c .").model()

    assert [one.access for one in model.relations if one.kind == "Access"] == ["Read"]


def test_a_new_property_and_a_new_key_come_behind_the_old_ones(imported: Imported) -> None:
    model = (
        imported.edit("business.ttl", 'prop:k "1"', 'prop:k "2" ; prop:nieuw "3"')
        .edit("properties.ttl", 'ar:key "k"', 'ar:key "sleutel"')
        .model()
    )

    assert model.elements[0].properties == (Property("sleutel", "2"), Property("nieuw", "3"))
    assert [key for key in model.keys if not key.startswith(("ar:", "archrepo:"))] == ["sleutel", "nieuw"]


def test_a_removed_view_leaves_the_rest_and_a_renamed_one_has_its_new_name(imported: Imported) -> None:
    model = imported.without("views.ttl", ":w").edit("views.ttl", '"V"@nl', '"Nieuw"@nl').model()

    assert [(one.id, one.names) for one in model.views] == [("v", (Phrase("Nieuw"),))]
    assert b'id="w"' not in model.rest


def test_a_drawing_that_is_gone_is_told(imported: Imported) -> None:
    (imported.folder / "views" / "v.xml").unlink()

    model = imported.model()

    assert [(one.count, one.is_loss) for one in model.remarks] == [(1, True)]
    assert model.views[0].drawing == b""


def test_a_lock_of_before_is_read_still(imported: Imported) -> None:
    lock = imported.folder / "model.ids.tsv"
    known = ("element", "relation", "view", "model", "file", "#")
    lines = [line for line in lock.read_text("utf-8").splitlines() if line.startswith(known)]
    lines.append(f"property\t{BASE}a\tk\t1\t")
    lines.append(f"property\t{BASE}a\tk\t1\t")
    lock.write_text("\n".join(lines) + "\n", "utf-8")

    model = imported.model()

    assert [one.id for one in model.elements] == ["a", "b", "c"]
    assert model.elements[0].properties == (Property("k", "1"), Property("k", "1"))


def test_two_imports_in_one_workspace_are_gathered_apart_and_together(
    archi_file: Callable[..., Path], ameff_file: Callable[..., Path], tmp_path: Path
) -> None:
    one = archi_file(ELEMENTS, RELATIONS, VIEWS, name="een")
    other = ameff_file(
        '<elements><element identifier="x" xsi:type="Goal"><name xml:lang="nl">X</name></element></elements>', "twee"
    )
    import_model([one, other], tmp_path / "out", ImportOptions(base=BASE))
    both = Imported(tmp_path / "out")

    first, second, whole = both.model("een"), both.model("twee"), both.model()

    assert (first.elements, first.relations, first.rest) == (
        read_model(one).elements,
        read_model(one).relations,
        read_model(one).rest,
    )
    assert (second.elements, second.rest) == (read_model(other).elements, read_model(other).rest)
    assert [found.id for found in whole.elements] == ["a", "b", "c", "x"]
    assert whole.rest == b""


def test_an_import_that_refers_to_another_brings_along_what_it_refers_to(
    archi_file: Callable[..., Path], ameff_file: Callable[..., Path], tmp_path: Path
) -> None:
    one = archi_file(ELEMENTS, name="een")
    other = ameff_file('<elements><element identifier="x" xsi:type="Goal"><name>X</name></element></elements>', "twee")
    import_model([one, other], tmp_path / "out", ImportOptions(base=BASE))

    model = Imported(tmp_path / "out").more(":a am:associatedWith :x .").model("een")

    assert [found.id for found in model.elements] == ["a", "b", "c", "x"]
    assert [(found.source, found.target) for found in model.relations] == [("a", "x")]


def test_a_model_made_by_hand_has_ids_from_its_names(tmp_path: Path) -> None:
    (tmp_path / "archrepo.toml").write_text(f'[workspace]\nname = "Hand"\nbase = "{BASE}"\n', "utf-8")

    model = (
        Imported(tmp_path)
        .more(':a a am:Goal ; rdfs:label "A"@en , "B"@nl ; am:associatedWith :1b .\n:1b a am:Goal .')
        .model()
    )

    made = "id-" + sha1(f"{BASE}1b".encode()).hexdigest()
    assert [one.id for one in model.elements] == sorted(["a", made])
    assert next(one for one in model.elements if one.id == "a").names == (Phrase("B", "nl"), Phrase("A", "en"))
    assert (model.relations[0].source, model.relations[0].target) == ("a", made)
    assert (model.format, model.rest, model.folders) == ("rdf", b"", ())


def test_an_element_of_a_later_version_of_archimate_is_gathered_under_the_type_it_had(tmp_path: Path) -> None:
    (tmp_path / "archrepo.toml").write_text(f'[workspace]\nname = "Hand"\nbase = "{BASE}"\nlanguage = "4"\n', "utf-8")

    model = Imported(tmp_path).more(":a a am:Process ; am:formerType am:TechnologyProcess .").model()

    assert [one.kind for one in model.elements] == ["TechnologyProcess"]


def test_a_pinned_reference_comes_along_only_where_the_own_model_refers_to_it(
    archi_file: Callable[..., Path], tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "archrepo.toml").write_text(f'[workspace]\nname = "Eigen"\nbase = "{BASE}"\n', "utf-8")
    (own / "own.ttl").write_text("", "utf-8")
    pinned = pin(archi_file(ELEMENTS, RELATIONS), own / "norm", PinOptions(name="norm")).reference

    workspace = Imported(own).more(f":mijn a am:Product ; am:specializes <{pinned.base}b> .")

    assert [one.id for one in workspace.model().elements] == ["mijn", "b"]
    assert [(one.source, one.target) for one in workspace.model().relations] == [("mijn", "b")]
    assert [one.id for one in workspace.model(pinned.folder).elements] == ["a", "b", "c"]


def test_an_edited_model_that_goes_out_and_comes_back_says_the_same(imported: Imported, tmp_path: Path) -> None:
    imported.edit("business.ttl", '"B"@nl', '"Beter"@nl').without("relations.ttl", ":r3")
    imported.more(':zuil a am:Product ; rdfs:label "Z"@nl ; am:composedOf :a .')
    before = open_workspace(imported.folder, date(2026, 11, 22), ontology=ONTOLOGY)
    (tmp_path / "m.archimate").write_bytes(write_model(gather(before), "archimate").data)

    import_model([tmp_path / "m.archimate"], tmp_path / "again", ImportOptions(base=BASE))

    after = open_workspace(tmp_path / "again", date(2026, 11, 22), ontology=ONTOLOGY)
    assert set(map(str, after.model)) == set(map(str, before.model))


@pytest.mark.parametrize(
    "line", ["element\tgeen adres\t\t\tz", "foreign\t\t<open>\t\ta", 'foreign\t\t@a b="c"\t\ta', "<<<<<<< HEAD"]
)
def test_a_broken_lock_is_told_and_not_guessed(imported: Imported, line: str) -> None:
    lock = imported.folder / "model.ids.tsv"
    lock.write_text(lock.read_text("utf-8") + line + "\n", "utf-8")

    with pytest.raises(InputFault) as told:
        imported.model()

    assert told.value.location is not None
    assert told.value.location.path == lock.as_posix()


@pytest.mark.parametrize("listing", ["k.x k.99 weg.2 #", "k.1@%FF#%00 k k k", "k.²"])
def test_a_listing_that_fits_nothing_leaves_the_values_as_they_are(imported: Imported, listing: str) -> None:
    lock = imported.folder / "model.ids.tsv"
    lock.write_text(f"{lock.read_text('utf-8')}properties\t\t{listing}\t\ta\n", "utf-8")

    model = imported.model()

    assert {(one.key, one.value) for one in model.elements[0].properties} == {("k", "1")}


def test_without_the_rest_of_the_file_the_model_is_there_still(imported: Imported) -> None:
    (imported.folder / "model.xml").unlink()

    model = imported.model()

    assert [one.id for one in model.elements] == ["a", "b", "c"]
    assert (model.format, model.rest, model.folders) == ("rdf", b"", ())


def test_a_relation_beside_the_import_belongs_to_where_it_starts(
    archi_file: Callable[..., Path], ameff_file: Callable[..., Path], tmp_path: Path
) -> None:
    one = archi_file(ELEMENTS, name="een")
    other = ameff_file('<elements><element identifier="x" xsi:type="Goal"><name>X</name></element></elements>', "twee")
    import_model([one, other], tmp_path / "out", ImportOptions(base=BASE))

    both = Imported(tmp_path / "out").more(':n a am:Flow ; am:source :x ; am:target :a ; rdfs:label "f" .')

    assert both.model("een").relations == ()
    assert [found.id for found in both.model("twee").relations] == ["n"]
