"""The rows of a view question come in one order only, whatever the question says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from archrepo.generated_views import ViewInfo, build_view, list_views
from archrepo.generated_views.ordering import has_order, in_full_order
from tests.views.test_own_views import HEADER, workspace


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT ?a ?b WHERE { ?a ?p ?b } ORDER BY ?b", "SELECT ?a ?b WHERE { ?a ?p ?b } ORDER BY ?b ?a"),
        (
            "SELECT $a (COUNT(?b) AS ?n) { ?a ?p ?b } GROUP BY ?a order by DESC(?n) # ?a\nLIMIT 3",
            "SELECT $a (COUNT(?b) AS ?n) { ?a ?p ?b } GROUP BY ?a order by DESC(?n) ?a ?n # ?a\nLIMIT 3",
        ),
        (
            "SELECT * { ?a ?p ?b . FILTER(?b = ?start) } ORDER BY (STR(?a))",
            "SELECT * { ?a ?p ?b . FILTER(?b = ?start) } ORDER BY (STR(?a)) ?a ?p ?b",
        ),
        ("SELECT ?a { { SELECT ?a { ?a ?p ?b } ORDER BY ?b } }", None),
        ("# order by nothing\nSELECT ?a { ?a ?p 'ORDER BY ?a', <urn:ORDER-BY> }", None),
    ],
)
def test_an_order_of_the_question_itself_gets_all_that_is_selected(text: str, expected: str | None) -> None:
    assert has_order(text) == (expected is not None)
    assert in_full_order(text, {"start"}) == (expected or text)


@pytest.mark.parametrize("info", list_views(), ids=lambda info: info.name)
def test_shipped_questions_have_an_order(info: ViewInfo) -> None:
    assert has_order(info.query.text)


@pytest.mark.parametrize(
    "body",
    [
        "SELECT ?box WHERE { ?box a ?kind }",
        "SELECT ?box WHERE { { SELECT ?box WHERE { ?box a ?kind } ORDER BY ?kind } }",
        "# order by chance\nSELECT ?box WHERE { ?box a ?kind }",
        "SELECT ?box WHERE { ?box a ?kind } ORDER BY (1 = 1)",
    ],
)
def test_boxes_stand_in_the_order_of_their_names_where_the_question_does_not_choose(tmp_path: Path, body: str) -> None:
    kinds = "VALUES ?kind { <https://purl.org/archimate#ApplicationComponent> }"
    model = workspace(tmp_path, {"views/mijn.rq": f"{HEADER}{body.replace('?box a ?kind', kinds + ' ?box a ?kind')}\n"})

    assert [box.label for box in build_view(model, "mijn").boxes] == ["A", "B"]
