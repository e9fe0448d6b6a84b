"""A workspace goes out as JSON-LD, N-Triples or TriG and comes back as the same statements."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from the_knowledge import shipped_ontology

from archrepo.errors import InputFault, RequestFault
from archrepo.exchange import import_model
from archrepo.exchange.forms.rdf_dividing import divided, file_graph
from archrepo.exchange.forms.rdf_naming import stable_names
from archrepo.exchange.forms.rdf_reading import form_of, read_statements
from archrepo.exchange.writing import format_named
from archrepo.metamodel import Metamodel
from archrepo.turtle import Triple
from archrepo.vocabulary import DRAWING
from archrepo.workspace import Workspace, open_workspace

VOORBEELDSTAD = Path(__file__).parents[2] / "models" / "voorbeeldstad"
ENDINGS = {"jsonld": ".jsonld", "ntriples": ".nt", "trig": ".trig"}
TODAY = date(2026, 11, 22)
ONE = b'<https://x.example/a> <https://x.example/p> "x" .\n'
NODES = st.integers(0, 4).map(lambda number: ox.BlankNode(f"k{number}"))
NAMES = st.integers(0, 2).map(lambda number: ox.NamedNode(f"https://x.example/{number}"))
LITERALS = st.builds(ox.Literal, st.text(st.characters(codec="utf-8"), max_size=4))
TRIPLES = st.lists(st.tuples(NODES | NAMES, NAMES, NODES | NAMES | LITERALS), min_size=1, max_size=12)


@pytest.fixture(scope="module")
def city() -> Workspace:
    return open_workspace(VOORBEELDSTAD, TODAY, ontology=shipped_ontology())


@pytest.fixture(scope="module")
def metamodel() -> Metamodel:
    return shipped_ontology().metamodel


def written(workspace: Workspace, form: str, folder: str = "") -> bytes:
    make = format_named(form).of_workspace
    assert make is not None
    return make(workspace, folder, "nl").data


def saved(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def statements(triples: object) -> ox.Dataset:
    found = ox.Dataset(ox.Quad(*triple) for triple in triples)  # type: ignore[attr-defined]  # any iterable of triples
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return found


def all_of(workspace: Workspace) -> ox.Dataset:
    return statements(triple for file in workspace.files for triple in file.triples)


@pytest.mark.parametrize("form", ENDINGS)
def test_a_whole_workspace_comes_back_as_the_same_statements(form: str, city: Workspace, tmp_path: Path) -> None:
    data = written(city, form)

    report = import_model([saved(tmp_path / f"stad{ENDINGS[form]}", data)], tmp_path / "uit")
    again = open_workspace(tmp_path / "uit", TODAY, ontology=shipped_ontology())

    assert all_of(again) == all_of(city)
    assert again.configuration.base == city.configuration.base
    assert report.models[0].properties.read == report.models[0].properties.written == len(all_of(city))
    assert written(again, form) == data


def test_the_national_model_comes_back_as_the_same_statements_but_for_its_drawings(
    gemma: Workspace, tmp_path: Path
) -> None:
    import_model([saved(tmp_path / "gemma.jsonld", written(gemma, "jsonld"))], tmp_path / "uit")

    said = (triple for file in gemma.files for triple in file.triples if triple[1] != DRAWING)
    assert all_of(open_workspace(tmp_path / "uit", TODAY, ontology=shipped_ontology())) == statements(said)


def test_trig_brings_the_files_back_as_they_were_divided(city: Workspace, tmp_path: Path) -> None:
    import_model([saved(tmp_path / "stad.trig", written(city, "trig"))], tmp_path / "uit")
    again = open_workspace(tmp_path / "uit", TODAY, ontology=shipped_ontology())

    assert [file.path for file in again.files] == [file.path for file in city.files if file.triples]
    assert all(
        statements(one.triples) == statements(other.triples)
        for one, other in zip(again.files, (file for file in city.files if file.triples), strict=True)
    )


def test_one_folder_may_go_alone(city: Workspace) -> None:
    whole, part = written(city, "ntriples"), written(city, "ntriples", "target")

    assert 0 < len(part) < len(whole)
    assert set(part.split(b"\n")) < set(whole.split(b"\n")) or b"_:" in part


def test_the_context_of_json_ld_stands_in_the_file_and_names_our_prefixes(city: Workspace) -> None:
    read = json.loads(written(city, "jsonld"))

    assert read["@context"]["@base"] == city.configuration.base
    assert read["@context"]["ar"] == "https://w3id.org/archrepo/def#"
    assert any(node["@id"] == "zaaksysteem" for node in read["@graph"])


def test_statements_without_files_are_divided_by_what_things_are(tmp_path: Path) -> None:
    text = (
        "@prefix am: <https://purl.org/archimate#> . @prefix : <https://x.example/id/> .\n"
        ":a a am:ApplicationComponent ; :says [ :more [ :deep 1 ] ] . :b a am:BusinessActor . :f a am:Flow ;\n"
        "am:source :a ; am:target :b . :m a am:Model . [] :about :a .\n"
    )

    import_model([saved(tmp_path / "x.trig", text)], tmp_path / "uit")

    assert sorted(path.name for path in (tmp_path / "uit").glob("*.ttl")) == [
        *("application.ttl", "business.ttl", "model.ttl", "other.ttl", "relations.ttl")
    ]
    assert "deep" in (tmp_path / "uit" / "application.ttl").read_text("utf-8")


def test_a_second_import_replaces_its_own_files_only(tmp_path: Path) -> None:
    path = saved(tmp_path / "x.nt", ONE)
    import_model([path], tmp_path / "uit")
    (tmp_path / "uit" / "eigen.ttl").write_text("# van mij\n")

    saved(path, ONE.replace(b'"x"', b'"y"'))
    report = import_model([path], tmp_path / "uit")

    assert report.written == 2
    assert (tmp_path / "uit" / "eigen.ttl").read_text() == "# van mij\n"
    assert '"y"' in (tmp_path / "uit" / "other.ttl").read_text("utf-8")


def test_a_file_that_was_edited_is_not_replaced_unasked(tmp_path: Path) -> None:
    path = saved(tmp_path / "x.nt", ONE)
    import_model([path], tmp_path / "uit")
    (tmp_path / "uit" / "other.ttl").write_text("# anders\n")

    with pytest.raises(RequestFault) as caught:
        import_model([saved(path, ONE.replace(b'"x"', b'"y"'))], tmp_path / "uit")

    assert "gewijzigd" in caught.value.text.nl


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b'\xef\xbb\xbf{"@id": "https://x.example/a"}', ox.RdfFormat.JSON_LD),
        (b'[{"@id": "https://x.example/a"}]', ox.RdfFormat.JSON_LD),
        (b"# een opmerking\n@prefix a: <https://x.example/> .", ox.RdfFormat.TRIG),
        (b"PREFIX a: <https://x.example/>\n", ox.RdfFormat.TRIG),
        (b"<https://x.example/g> { }", ox.RdfFormat.TRIG),
        (ONE, ox.RdfFormat.TRIG),
        (b"<urn:a> <urn:b> <urn:c> <urn:g> .\n", ox.RdfFormat.N_QUADS),
        (b"<archimate:model> <folder/></archimate:model>", None),
        (b"<?xml version='1.0'?><model/>", None),
        (b"naam;levensfase\n", None),
        (b"", None),
    ],
)
def test_the_form_follows_from_how_the_file_begins(data: bytes, form: ox.RdfFormat | None) -> None:
    assert form_of(data) == form


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (b'{"@id": "https://x.example/a", "https://x.example/p": \n "x"', (2, 5), "klopt hier niet"),
        (b'{"@context": "https://x.example/context.jsonld", "@id": "https://x.example/a"}', (1, 1), "niets opgehaald"),
        (b'{"naam": "zonder context"}', (0, 1), "geen enkele uitspraak"),
        (ONE + b"<https://x.example/a> <https://x.example/p> .\n", (2, 45), "klopt hier niet"),
        (b"@prefix a: <https://x.example/> .\na:b a:c <<( a:b a:c 1 )>> .\n", (0, 1), "RDF 1.2"),
        (b'@prefix a: <https://x.example/> .\na:b a:c "x"@nl--ltr .\n', (0, 1), "RDF 1.2"),
        (b"@prefix a: <https://x.example/> .\na:b a:c " + b"[ a:d " * 200 + b"]" * 200 + b" .", (2, 609), "haken"),
        (ONE + b"\xff", (2, 1), "UTF-8"),
        (b"[" * 50 + b"{" + b'"a":[' * 200_000, (1, 1), ""),
    ],
)
def test_a_broken_file_is_named_with_its_place_and_nothing_is_written(
    tmp_path: Path, content: bytes, place: tuple[int, int], words: str
) -> None:
    path = saved(tmp_path / "x.rdf", content)

    with pytest.raises(InputFault) as caught:
        import_model([path], tmp_path / "uit")

    assert not (tmp_path / "uit").exists()
    assert words in caught.value.text.nl
    assert caught.value.location is not None and caught.value.remedy is not None
    if words:
        assert (caught.value.location.line, caught.value.location.column) == place


def test_model_files_and_rdf_do_not_go_in_one_import(tmp_path: Path) -> None:
    paths = [saved(tmp_path / "x.nt", ONE), saved(tmp_path / "y.csv", b"naam;code\nA;1\n")]

    with pytest.raises(RequestFault) as caught:
        import_model(paths, tmp_path / "uit")

    assert "y.csv" in caught.value.text.nl and not (tmp_path / "uit").exists()


@pytest.mark.parametrize(
    "path", ["../weg.ttl", "/etc/weg.ttl", "a/../../weg.ttl", ".git/config.ttl", "a\\weg.ttl", "c:weg.ttl", "weg.py"]
)
def test_a_graph_cannot_name_a_file_outside_the_folder(path: str, tmp_path: Path, metamodel: Metamodel) -> None:
    text = f"{file_graph(path)} {{ {ONE.decode()} }}"

    paths = list(divided(read_statements(saved(tmp_path / "x.trig", text)), metamodel))

    assert len(paths) == 1 and "/" not in paths[0] and "\\" not in paths[0] and ":" not in paths[0]
    assert paths[0].endswith(".ttl") and not paths[0].startswith(".")


def test_graphs_whose_paths_differ_in_capitals_only_get_a_file_each(tmp_path: Path, metamodel: Metamodel) -> None:
    text = "".join(f"{file_graph(path)} {{ {ONE.decode()} }}\n" for path in ("a.ttl", "A.ttl"))

    assert len(divided(read_statements(saved(tmp_path / "x.trig", text)), metamodel)) == 2


def test_a_node_without_a_name_stays_in_one_file(tmp_path: Path, metamodel: Metamodel) -> None:
    text = (
        "<https://x.example/g> { <https://x.example/a> <https://x.example/p> _:n . }\n"
        '<https://x.example/h> { <https://x.example/b> <https://x.example/p> _:n . _:n <https://x.example/q> "x" . }\n'
    )

    files = divided(read_statements(saved(tmp_path / "x.trig", text)), metamodel)

    assert [len(triples) for triples in files.values()] == [3]


@given(TRIPLES)
@settings(deadline=None)
def test_naming_nodes_keeps_what_is_said(triples: list[Triple]) -> None:
    names: Mapping[object, ox.BlankNode] = dict(stable_names(triples).items())

    renamed = [(names.get(one, one), predicate, names.get(other, other)) for one, predicate, other in triples]

    assert statements(renamed) == statements(triples)


@given(st.permutations(range(4)))
def test_names_of_nodes_do_not_depend_on_their_order_or_old_names(order: list[int]) -> None:
    def tree(number: int) -> list[Triple]:
        above, below = ox.BlankNode(f"a{order[number]}"), ox.BlankNode(f"b{order[number]}")
        holder, predicate = ox.NamedNode(f"https://x.example/{number % 2}"), ox.NamedNode("https://x.example/p")
        return [(holder, predicate, above), (above, predicate, below), (below, predicate, ox.Literal("x"))]

    def named(triples: list[Triple]) -> set[str]:
        names: Mapping[object, ox.BlankNode] = dict(stable_names(triples).items())
        return {f"{names.get(one, one)} {predicate} {names.get(other, other)}" for one, predicate, other in triples}

    forward = [triple for number in range(4) for triple in tree(number)]
    shuffled = [triple for number in order for triple in tree(number)]

    assert named(forward) == named(shuffled)
