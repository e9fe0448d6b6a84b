"""A user makes a view by writing a question in the workspace; a wrong one says where and how to mend it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from archrepo.errors import ArchrepoError, ConfigurationFault, LimitFault, RequestFault
from archrepo.generated_views import build_view, find_info, fitting, views_of
from archrepo.workspace import Workspace, open_workspace

HEADER = """# title@nl: Mijn systemen
# title@en: My systems
# question@nl: Welke systemen zijn er?
# question@en: Which systems are there?
# arrangement: nested
"""
BODY = """
PREFIX am: <https://purl.org/archimate#>
SELECT ?box WHERE { ?box a am:ApplicationComponent } ORDER BY ?box
"""
MODEL = """
@prefix : <https://x.example/> .
@prefix am: <https://purl.org/archimate#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:a a am:ApplicationComponent ; rdfs:label "A"@nl .
:b a am:ApplicationComponent ; rdfs:label "B"@nl ; am:flowsTo :a .
:p a am:BusinessProcess ; rdfs:label "P"@nl .
"""


def workspace(folder: Path, views: dict[str, str], files: str = "") -> Workspace:
    (folder / "archrepo.toml").write_text(
        f'[workspace]\nname = "Proef"\nbase = "https://x.example/"\n[files]\nmodel = ["*.ttl"]\n{files}',
        encoding="utf-8",
    )
    (folder / "model.ttl").write_text(MODEL, encoding="utf-8")
    for name, text in views.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return open_workspace(folder, date(2026, 11, 22))


def test_a_question_in_the_views_folder_is_a_view(tmp_path: Path) -> None:
    model = workspace(tmp_path, {"views/mijn.rq": HEADER + BODY})

    assert [info.name for info in views_of(model).own] == ["mijn"]
    assert [box.label for box in build_view(model, "mijn").boxes] == ["A", "B"]
    assert build_view(model, "MIJN", language="en").title.en == "My systems"  # type: ignore[union-attr]  # a title is a Text


def test_archrepo_toml_says_where_the_views_are(tmp_path: Path) -> None:
    model = workspace(tmp_path, {"platen/mijn.rq": HEADER + BODY, "views/ander.rq": "x"}, 'views = ["platen/*.rq"]\n')

    found = views_of(model)

    assert ([info.name for info in found.own], found.faults) == (["mijn"], ())


@pytest.mark.parametrize(
    ("text", "line", "words", "remedy"),
    [
        (HEADER.replace("# title@en: My systems\n", "") + BODY, 1, "title@en", "# title@en: ..."),
        (HEADER.replace("nested", "net") + BODY, 5, "'arrangement' kan niet 'net' zijn", "nested"),
        (HEADER.replace("# arrangement: nested\n", "") + BODY, 1, "zegt niet hoe zij staat", "# arrangement: flow"),
        (HEADER + "# viewpoint: applicaton-usage\n" + BODY, 6, "'viewpoint' kan niet", "application-usage"),
        (HEADER + "# audience: iedereen\n" + BODY, 6, "'audience' kan niet", "sturen"),
        (HEADER + '# parameter: op text a "X" "X"\n' + BODY, 6, "niet naar 'op' vragen", "een andere naam"),
        (HEADER + "# verdicts: x=ar:A\n" + BODY, 6, "'x=ar:A' noemt geen waarde", "# verdicts: parameter=waarde"),
        (
            HEADER + '# parameter: x text a "X" "X"\n# verdicts: x=a\n' + BODY,
            7,
            "heeft er geen plaats voor",
            "VALUES (?judged ?broken) { }",
        ),
        (HEADER + "# parameter: start thing x\n" + BODY, 6, "niet te lezen", "# parameter: naam element"),
        (
            HEADER + '# parameter: a element x "X" "X"\n# kinds a: foo:Bar\n' + BODY,
            7,
            "'foo:Bar'",
            "am:BusinessProcess",
        ),
    ],
)
def test_a_wrong_header_is_told_with_file_line_and_remedy(
    tmp_path: Path, text: str, line: int, words: str, remedy: str
) -> None:
    found = views_of(workspace(tmp_path, {"views/mijn.rq": text, "views/goed.rq": HEADER + BODY}))

    (fault,) = found.faults
    assert fault.location is not None and fault.remedy is not None
    assert (fault.location.path, fault.location.line) == ("views/mijn.rq", line)
    assert words in fault.text.nl
    assert remedy in fault.remedy.nl
    assert [info.name for info in found.own] == ["goed"]


def test_a_wrong_view_that_is_asked_for_by_name_tells_its_fault(tmp_path: Path) -> None:
    model = workspace(tmp_path, {"views/mijn.rq": BODY})

    with pytest.raises(ConfigurationFault):
        find_info(model, "mijn")


def test_sparql_that_cannot_be_read_is_told_at_its_line(tmp_path: Path) -> None:
    model = workspace(tmp_path, {"views/mijn.rq": HEADER + "\nSELECT ?box WHERE { ?box a }\n"})

    with pytest.raises(ConfigurationFault) as caught:
        build_view(model, "mijn")

    assert caught.value.location is not None
    assert (caught.value.location.path, caught.value.location.line) == ("views/mijn.rq", 7)


def test_a_question_without_boxes_is_told_where_it_selects(tmp_path: Path) -> None:
    model = workspace(tmp_path, {"views/mijn.rq": HEADER + "\nSELECT ?thing WHERE { ?thing ?p ?o }\n"})

    with pytest.raises(ConfigurationFault) as caught:
        build_view(model, "mijn")

    assert caught.value.location is not None and caught.value.location.line == 6
    assert "?box" in caught.value.text.nl


@pytest.mark.parametrize("place", ['"1.0"', "1.5", '"veel"', "true"])
def test_a_place_that_is_no_whole_number_is_told_where_it_is_selected(tmp_path: Path, place: str) -> None:
    body = f"SELECT ?box ?fact ?factPlace\nWHERE {{ ?box ?p ?fact BIND({place} AS ?factPlace) }}"
    model = workspace(tmp_path, {"views/mijn.rq": f"{HEADER}{body}\n"})

    with pytest.raises(ConfigurationFault) as caught:
        build_view(model, "mijn")

    fault = caught.value
    assert fault.location is not None and fault.remedy is not None
    assert (fault.location.path, fault.location.line) == ("views/mijn.rq", 6)
    assert f"?factPlace is '{place.strip(chr(34))}'" in fault.text.nl
    assert "BIND(1 AS ?factPlace)" in fault.remedy.nl


def test_the_name_of_another_view_is_refused(tmp_path: Path) -> None:
    found = views_of(
        workspace(tmp_path, dict.fromkeys(("views/landschap.rq", "views/a.rq", "views/b/a.rq"), HEADER + BODY))
    )

    assert [info.name for info in found.own] == ["a"]
    assert [fault.text.nl for fault in found.faults] == [
        "de naam 'a' is al van een plaat van het bestand views/a.rq",
        "de naam 'landschap' is al van een plaat van archrepo zelf",
    ]


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    model = workspace(tmp_path, {"views/mijn.rq": HEADER})
    (tmp_path / "views" / "mijn.rq").write_bytes(b"\xff\xfe\x00")

    (fault,) = views_of(model).faults

    assert "UTF-8" in fault.text.nl


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("SELECT ?box WHERE { SERVICE <http://x.example/> { ?box ?p ?o } }", RequestFault),
        ("SELECT ?box FROM <file:///etc/passwd> WHERE { ?box ?p ?o }", RequestFault),
        ("SELECT ?box WHERE { ?a ?b ?box . ?c ?d ?e . ?f ?g ?h . ?i ?j ?k }", LimitFault),
    ],
)
def test_an_own_view_gets_no_other_data_and_no_endless_time(
    tmp_path: Path, body: str, kind: type[ArchrepoError]
) -> None:
    model = workspace(tmp_path, {"views/mijn.rq": f"{HEADER}\n{body}\n"})

    with pytest.raises(kind):
        build_view(model, "mijn")


def test_boxes_in_a_ring_are_drawn_and_the_ring_is_cut(tmp_path: Path) -> None:
    ring = "SELECT ?box ?parent WHERE { VALUES (?box ?parent) { (<https://x.example/a> <https://x.example/b>) "
    ring += "(<https://x.example/b> <https://x.example/p>) (<https://x.example/p> <https://x.example/a>) } }"
    model = workspace(tmp_path, {"views/mijn.rq": f"{HEADER}\n{ring}\n"})

    boxes = build_view(model, "mijn").boxes

    assert sorted(box.label for box in boxes) == ["A", "B", "P"]
    assert sum(box.parent is None for box in boxes) == 1


@pytest.mark.parametrize("example", ["Dorps werk", "foo:bar", "a<b>", "é", '"'])
def test_any_words_may_be_the_example_of_a_parameter(tmp_path: Path, example: str) -> None:
    written = example.replace('"', '\\"')
    header = f'{HEADER}# parameter: start element "{written}" "Rond" "Around"\n# kinds start: am:ApplicationComponent\n'
    model = workspace(tmp_path, {"views/mijn.rq": header + BODY})
    info = find_info(model, "mijn")

    assert info is not None and fitting(model, info.parameters[0]) == "A"
