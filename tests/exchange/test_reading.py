"""What a small file says comes over as it is said; what has no place in the model is reported."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from archrepo.exchange import ImportOptions, import_model, read_model
from archrepo.exchange.lock import read_lock
from archrepo.vocabulary import AM, AR, DESCRIPTION, KEY, LABEL, PROP, TYPE
from archrepo.workspace import Workspace, open_workspace

BASE = "https://proef.example/id/"
A = '<element xsi:type="archimate:BusinessProcess" name="A" id="a"/>'
B = '<element xsi:type="archimate:BusinessObject" name="B" id="b"/>'

ArchiFile = Callable[..., Path]


def relation(kind: str, identifier: str, source: str = "a", target: str = "b", more: str = "") -> str:
    ends = f'source="{source}" target="{target}"'
    return f'<element xsi:type="archimate:{kind}Relationship" id="{identifier}" {ends} {more}/>'


def imported(path: Path) -> Workspace:
    folder = path.parent / "workspace"
    import_model([path], folder, ImportOptions(base=BASE))
    return open_workspace(folder, date(2026, 11, 22))


def iri(name: str) -> NamedNode:
    return NamedNode(BASE + name)


def test_a_relation_without_anything_to_say_is_one_triple(archi_file: ArchiFile) -> None:
    workspace = imported(archi_file(A + B, relation("Association", "r")))

    assert workspace.model.has(iri("a"), NamedNode(AM + "associatedWith"), iri("b"))
    assert [one.node for one in workspace.relations] == [None]
    assert read_lock(workspace.root).concepts()["r"] == (BASE + "a", AM + "associatedWith", BASE + "b")


def test_a_relation_that_ends_in_a_relation_keeps_both(archi_file: ArchiFile) -> None:
    relations = relation("Flow", "r1") + relation("Association", "r2", "a", "r1")

    workspace = imported(archi_file(A + B, relations))

    found = {one.kind.name: one for one in workspace.relations}
    assert found["Flow"].node == iri("r1")
    assert found["Association"].target == iri("r1")
    assert len(workspace.relations) == 2


def test_two_relations_of_one_type_between_the_same_ends_stay_two(archi_file: ArchiFile) -> None:
    relations = relation("Access", "r1") + relation("Access", "r2", more='accessType="1"')

    workspace = imported(archi_file(A + B, relations))

    assert sorted((one.node.value, one.access) for one in workspace.relations if one.node) == [
        (BASE + "r1", "Write"),
        (BASE + "r2", "Read"),
    ]


@pytest.mark.parametrize(
    ("stated", "access", "predicate"),
    [
        ("", "Write", "writes"),
        ('accessType="0"', "Write", "writes"),
        ('accessType="1"', "Read", "reads"),
        ('accessType="2"', "Access", "accesses"),
        ('accessType="3"', "ReadWrite", "readsWrites"),
    ],
)
def test_the_access_type_of_archi_comes_over(archi_file: ArchiFile, stated: str, access: str, predicate: str) -> None:
    workspace = imported(archi_file(A + B, relation("Access", "r", more=stated)))

    (found,) = workspace.relations
    assert (found.access, found.predicate.value) == (access, AM + predicate)


def test_no_access_type_in_an_exchange_file_is_not_the_same_as_access(ameff_file: Callable[..., Path]) -> None:
    body = (
        '<elements><element identifier="a" xsi:type="BusinessProcess"><name>A</name></element>'
        '<element identifier="b" xsi:type="BusinessObject"><name>B</name></element>'
        '<element identifier="c" xsi:type="BusinessObject"><name>C</name></element></elements>'
        '<relationships><relationship identifier="r1" xsi:type="Access" source="a" target="b"/>'
        '<relationship identifier="r2" xsi:type="Access" source="a" target="c" accessType="Access"/></relationships>'
    )

    workspace = imported(ameff_file(body))

    assert {one.target: one.access for one in workspace.relations} == {iri("b"): None, iri("c"): "Access"}


def test_texts_keep_carriage_returns_tabs_and_spaces(archi_file: ArchiFile) -> None:
    text = "<documentation> regel 1&#13;&#10;\tregel 2  &#13;</documentation>"

    workspace = imported(archi_file(f'<element xsi:type="archimate:Product" name=" A  b " id="a">{text}</element>'))

    assert workspace.model.value(iri("a"), DESCRIPTION) == Literal(" regel 1\r\n\tregel 2  \r", language="nl")
    assert workspace.model.value(iri("a"), LABEL) == Literal(" A  b ", language="nl")
    assert b"\r" not in (workspace.root / "business.ttl").read_bytes()


def test_a_key_that_occurs_twice_keeps_its_order_and_doubles_in_the_lock_file(archi_file: ArchiFile) -> None:
    pairs = [("k", "2"), ("k", "1"), ("k", "2"), ("", "x\ty\n")]
    inside = "".join(f'<property key="{key}" value="{value}"/>' for key, value in pairs).replace("\n", "&#10;")

    workspace = imported(
        archi_file(f'<element xsi:type="archimate:Product" id="a">{inside}</element>'.replace("\t", "&#9;"))
    )

    rows = [row for row in read_lock(workspace.root).rows if row[0] == "properties"]
    assert [(row[2], row[4]) for row in rows] == [("k.1 k k.1 key", "a")]
    assert set(workspace.model.objects(iri("a"), NamedNode(PROP + "k"))) == {Literal("1"), Literal("2")}


def test_keys_that_look_alike_get_predicates_of_their_own(archi_file: ArchiFile) -> None:
    inside = '<property key="GEMMA type" value="1"/><property key="GEMMA-type" value="2"/>'

    workspace = imported(archi_file(f'<element xsi:type="archimate:Product" id="a">{inside}</element>'))

    keys = {
        subject.value: value.value
        for value, subjects in workspace.model.with_predicate(KEY).items()
        for subject in subjects
    }
    assert keys == {PROP + "GEMMA-type": "GEMMA type", PROP + "GEMMA-type-2": "GEMMA-type"}
    assert workspace.model.value(iri("a"), NamedNode(PROP + "GEMMA-type-2")) == Literal("2")


def test_junctions_are_and_unless_they_say_or(archi_file: ArchiFile) -> None:
    elements = (
        '<element xsi:type="archimate:Junction" id="j1"/><element xsi:type="archimate:Junction" id="j2" type="or"/>'
    )

    workspace = imported(archi_file(elements))

    assert [element.kind.name for element in workspace.elements.values()] == ["AndJunction", "OrJunction"]


def test_a_profile_becomes_a_specialization_that_is_declared(archi_file: ArchiFile) -> None:
    element = '<element xsi:type="archimate:Product" name="A" id="a" profiles="p1"/>'
    profile = '<profile name="Dienst" id="p1" conceptType="Product"/>'

    workspace = imported(archi_file(element, rest=profile))

    assert workspace.model.value(iri("a"), NamedNode(AR + "specialization")) == Literal("Dienst")
    assert workspace.model.has(iri("p1"), TYPE, NamedNode(AR + "Profile"))


def test_names_of_archimate_2_are_renamed_and_reported(archi_file: ArchiFile) -> None:
    elements = '<element xsi:type="archimate:InfrastructureService" name="S" id="s"/>' + A
    path = archi_file(elements, relation("UsedBy", "r", "s", "a"))

    workspace = imported(path)

    assert workspace.elements[iri("s")].kind.name == "TechnologyService"
    assert [one.kind.name for one in workspace.relations] == ["Serving"]
    remarks = [remark.text.en for remark in read_model(path).remarks]
    assert "UsedBy (ArchiMate 2) is carried over as Serving" in remarks


def test_an_unknown_type_is_kept_and_reported(archi_file: ArchiFile, tmp_path: Path) -> None:
    path = archi_file('<element xsi:type="archimate:Toverstaf" name="T" id="t"/>')

    report = import_model([path], tmp_path / "out", ImportOptions(base=BASE))

    workspace = open_workspace(tmp_path / "out", date(2026, 11, 22))
    assert workspace.model.has(iri("t"), TYPE, NamedNode(AM + "Toverstaf"))
    assert any("Toverstaf" in remark.text.nl for remark in report.models[0].remarks)


def test_a_dangling_relation_is_kept_and_reported(archi_file: ArchiFile, tmp_path: Path) -> None:
    path = archi_file(A, relation("Flow", "r", "a", "weg"))

    report = import_model([path], tmp_path / "out", ImportOptions(base=BASE))

    workspace = open_workspace(tmp_path / "out", date(2026, 11, 22))
    assert [one.target for one in workspace.relations] == [iri("weg")]
    assert [remark.count for remark in report.models[0].remarks] == [1]


def test_a_feature_and_an_unknown_attribute_of_a_concept_are_kept_in_the_lock_file(
    archi_file: ArchiFile, tmp_path: Path
) -> None:
    path = archi_file('<element xsi:type="archimate:Product" id="a" x="&quot;"><feature name="f" value="1"/></element>')

    report = import_model([path], tmp_path / "out")

    rows = [row for row in read_lock(tmp_path / "out").rows if row[0] == "foreign"]
    assert [(row[2], row[4]) for row in rows] == [('@x="&quot;"', "a"), ('<feature name="f" value="1"/>', "a")]
    assert report.is_complete


def test_an_object_id_that_occurs_twice_identifies_nothing_and_is_reported(
    archi_file: ArchiFile, tmp_path: Path
) -> None:
    inside = '<property key="Object ID" value="x1"/>'
    elements = "".join(f'<element xsi:type="archimate:Product" id="{one}">{inside}</element>' for one in "ab")

    report = import_model([archi_file(elements)], tmp_path / "out", ImportOptions(base=BASE))

    workspace = open_workspace(tmp_path / "out", date(2026, 11, 22))
    assert set(workspace.elements) == {iri("a"), iri("b")}
    assert "Object ID x1" in report.models[0].remarks[0].text.en


def test_all_languages_of_an_exchange_file_come_over(ameff_file: Callable[..., Path]) -> None:
    body = (
        '<elements><element identifier="a" xsi:type="Product"><name xml:lang="nl">Paspoort</name>'
        '<name xml:lang="en">Passport</name><name>Pas</name></element></elements>'
    )

    workspace = imported(ameff_file(body))

    assert set(workspace.model.objects(iri("a"), LABEL)) == {
        Literal("Paspoort", language="nl"),
        Literal("Passport", language="en"),
        Literal("Pas", language="nl"),
    }


def test_the_zip_form_of_archi_brings_its_pictures(archi_file: ArchiFile, tmp_path: Path) -> None:
    packed = tmp_path / "met-plaatjes.archimate"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(archi_file(A), "model.xml")
        archive.writestr("images/logo.png", b"\x89PNG")
        archive.writestr("images/../../weg.png", b"kwaad")

    report = import_model([packed], tmp_path / "out")

    assert (tmp_path / "out" / "images" / "logo.png").read_bytes() == b"\x89PNG"
    assert report.models[0].images == 1
    assert not list(tmp_path.rglob("weg.png"))


def test_two_files_each_get_a_folder_and_share_their_predicates(archi_file: ArchiFile, tmp_path: Path) -> None:
    element = '<element xsi:type="archimate:Product" id="{}"><property key="{}" value="1"/></element>'
    one = archi_file(element.format("a", "k-1"), name="een")
    two = archi_file(element.format("b", "k 1"), name="twee")

    import_model([one, two], tmp_path / "out", ImportOptions(base=BASE))

    workspace = open_workspace(tmp_path / "out", date(2026, 11, 22))
    assert workspace.model.has(iri("a"), NamedNode(PROP + "k-1-2"), Literal("1"))
    assert workspace.model.has(iri("b"), NamedNode(PROP + "k-1"), Literal("1"))


def test_the_rest_of_the_file_keeps_folders_and_order_without_the_concepts(archi_file: ArchiFile) -> None:
    workspace = imported(archi_file(A + B, rest="<purpose>Doel</purpose>"))

    rest = (workspace.root / "model.xml").read_text("utf-8")
    assert '<folder name="Business" id="f1" type="business"><element id="a"/><element id="b"/></folder>' in rest
    assert "<purpose>Doel</purpose>" in rest


def test_the_rest_of_an_exchange_file_keeps_what_the_model_has_no_place_for(ameff_file: Callable[..., Path]) -> None:
    kept = (
        '<organizations><item><label xml:lang="nl">Map</label><item identifierRef="a"/></item></organizations>',
        '<propertyDefinitions><propertyDefinition identifier="p1" type="number"><name>Aantal</name>'
        "</propertyDefinition></propertyDefinitions>",
        '<viewpoints><viewpoint identifier="vp1"><name>Eigen</name></viewpoint></viewpoints>',
    )
    element = (
        '<elements><element identifier="a" xsi:type="Product"><name>A</name><properties>'
        '<property propertyDefinitionRef="p1"><value>3</value></property></properties></element></elements>'
    )

    workspace = imported(ameff_file(element + kept[0] + kept[1] + f"<views>{kept[2]}</views>"))

    rest = (workspace.root / "model.xml").read_text("utf-8")
    assert all(part in rest for part in kept)
    assert '<elements><element identifier="a"/></elements>' in rest
    predicate = NamedNode(PROP + "Aantal")
    assert workspace.model.value(iri("a"), predicate) == Literal("3")
    assert workspace.model.value(predicate, NamedNode(AR + "dataType")) == Literal("number")


def test_a_concept_outside_the_folders_is_reported_as_not_carried_over(archi_file: ArchiFile, tmp_path: Path) -> None:
    path = archi_file(A + "<iets/>", rest='<element xsi:type="archimate:Product" name="los" id="los"/>')

    report = import_model([path], tmp_path / "out")

    assert [(remark.text.en, remark.is_loss) for remark in report.models[0].remarks] == [
        ("unknown part iets in a folder: stands in model.xml only", False),
        ("concept outside the folders", True),
    ]


def test_a_model_without_name_and_id_still_becomes_a_workspace(archi_file: ArchiFile, tmp_path: Path) -> None:
    path = archi_file(A)
    path.write_text(path.read_text("utf-8").replace('name="Proef" id="m1"', 'name="" id=""'), "utf-8")

    import_model([path], tmp_path / "out")

    assert open_workspace(tmp_path / "out", date(2026, 11, 22)).name == "model"
