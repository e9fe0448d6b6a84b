"""Whatever a small model holds, it can be read back from the Turtle that the import writes."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as some
from lxml import etree
from pyoxigraph import Literal, NamedNode
from the_knowledge import shipped_ontology

from archrepo.exchange import ImportOptions, import_model
from archrepo.exchange.identities import local_name
from archrepo.vocabulary import DESCRIPTION, KEY, LABEL
from archrepo.workspace import open_workspace

ONTOLOGY = shipped_ontology()
BASE = "https://proef.example/id/"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}type"
texts = some.text(
    some.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | some.sampled_from("\t\n\r\\\"'"), max_size=12
)
kinds = some.sampled_from(["BusinessProcess", "ApplicationComponent", "Node", "Goal", "Plateau", "Grouping"])
relation_kinds = some.sampled_from(["Serving", "Access", "Flow", "Association", "Aggregation", "Influence"])
ids = some.text(some.characters(codec="ascii", min_codepoint=33, exclude_characters="&<>"), min_size=1, max_size=6)


@some.composite
def models(draw: some.DrawFn) -> etree._Element:
    root = etree.Element("{http://www.archimatetool.com/archimate}model", id="model", name="Proef", version="5.0.0")
    folder = etree.SubElement(root, "folder", id="folder", type="business", name="Alles")
    names = draw(
        some.lists(ids.filter(lambda one: one not in ("model", "folder")), min_size=1, max_size=9, unique=True)
    )
    split = draw(some.integers(1, len(names)))
    for number, name in enumerate(names):
        if number < split:
            node = etree.SubElement(folder, "element", {XSI: f"archimate:{draw(kinds)}", "id": name})
        else:
            kind = draw(relation_kinds)
            ends = {"source": draw(some.sampled_from(names)), "target": draw(some.sampled_from(names[:number]))}
            node = etree.SubElement(folder, "element", {XSI: f"archimate:{kind}Relationship", "id": name, **ends})
            if kind == "Access":
                node.set("accessType", draw(some.sampled_from("0123")))
            if kind == "Influence":
                node.set("strength", draw(some.sampled_from(["", "+", "--"])))
            if kind == "Association" and draw(some.booleans()):
                node.set("directed", "true")
        node.set("name", draw(texts))
        if draw(some.booleans()):
            etree.SubElement(node, "documentation").text = draw(texts)
        for key in draw(some.lists(some.sampled_from(["k", "K", "k ", ""]), max_size=3)):
            etree.SubElement(node, "property", key=key, value=draw(texts))
    return root


def _texts(node: etree._Element) -> tuple[str, str, frozenset[tuple[str, str]]]:
    return (
        node.get("name", ""),
        node.findtext("documentation") or "",
        frozenset((one.get("key", ""), one.get("value", "")) for one in node.iterchildren("property")),
    )


@settings(max_examples=60, deadline=None)
@given(models())
def test_what_goes_in_can_be_read_back_from_the_turtle(root: etree._Element) -> None:
    with TemporaryDirectory() as made:
        source, folder = Path(made) / "m.archimate", Path(made) / "out"
        source.write_bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))

        import_model([source], folder, ImportOptions(base=BASE))

        workspace = open_workspace(folder, date(2026, 11, 22), ontology=ONTOLOGY)
    model = workspace.model
    keys = {subject: value.value for value, subjects in model.with_predicate(KEY).items() for subject in subjects}
    expected = list(etree.fromstring(etree.tostring(root)).iter("element"))
    relations = [node for node in expected if "source" in node.attrib]
    ends = Counter(
        (NamedNode(BASE + local_name(node.get("source", ""))), NamedNode(BASE + local_name(node.get("target", ""))))
        for node in relations
    )
    assert Counter((one.source, one.target) for one in workspace.relations) == ends
    assert Counter(one.kind.name for one in workspace.relations) == Counter(
        node.get(XSI, "")[len("archimate:") : -len("Relationship")] for node in relations
    )
    assert Counter((one.access, one.modifier or "", one.directed) for one in workspace.relations) == Counter(
        (
            {"0": "Write", "1": "Read", "2": "Access", "3": "ReadWrite"}.get(node.get("accessType", "")),
            node.get("strength", ""),
            node.get("directed") == "true",
        )
        for node in relations
    )
    plain = sum(one.node is None for one in workspace.relations)
    for node in expected:
        iri = NamedNode(BASE + local_name(node.get("id", "")))
        name, text, properties = _texts(node)
        if "source" in node.attrib and not name and not text and not properties:
            plain -= 0 if any(one.node == iri for one in workspace.relations) else 1
            continue
        found = frozenset(
            (keys[predicate], value.value)
            for predicate in keys
            for value in model.objects(iri, NamedNode(predicate.value))
        )
        assert [value.value for value in model.objects(iri, LABEL)] == ([name] if name else [])
        assert [value.value for value in model.objects(iri, DESCRIPTION)] == ([text] if text else [])
        assert found == properties
        assert all(isinstance(value, Literal) for value in model.objects(iri, LABEL))
    assert plain == 0
