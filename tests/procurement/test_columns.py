"""The columns of a requirement list are recognised by their headings and content; what is not settled is told."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from the_knowledge import shipped_ontology

from archrepo.procurement.requirements.columns import (
    ANSWER,
    NUMBER,
    OBLIGATION,
    POINTS,
    TEXT,
    ColumnMapping,
    RememberedMapping,
    doubles,
    plain,
    propose_mapping,
    rows_of,
    with_choice,
)
from archrepo.procurement.requirements.source_tables import SourceCell, SourceRow, SourceTable
from archrepo.store import Graph
from archrepo.vocabulary import ar

LONG = "De applicatie is voor iedereen te gebruiken"
MUST, WISH = ar("Mandatory").value, ar("Wish").value


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return shipped_ontology().graph


def table(headings: Sequence[str], *rows: Sequence[str]) -> SourceTable:
    def cells(texts: Sequence[str], order: int) -> tuple[SourceCell, ...]:
        return tuple(SourceCell(text, f"Eisen!{chr(65 + column)}{order}") for column, text in enumerate(texts))

    return SourceTable("Eisen", cells(headings, 1), tuple(SourceRow(cells(row, n)) for n, row in enumerate(rows, 2)))


def held(mapping: ColumnMapping) -> list[str]:
    return [one.meaning.rpartition("Column")[2] for one in mapping.columns]


def test_headings_say_what_columns_hold(ontology: Graph) -> None:
    found = propose_mapping(
        table(("Nr.", "Omschrijving", "E/W", "Max punten", "Voldoet (ja/nee)", "Toelichting")), ontology
    )

    assert held(found) == ["Number", "Text", "Obligation", "Weight", "Answer", "Explanation"]


def test_a_sheet_of_wishes_is_a_list_as_well(ontology: Graph) -> None:
    assert held(propose_mapping(table(("Nr", "Wens", "Max. punten")), ontology)) == ["Number", "Text", "Weight"]


def test_a_heading_that_is_not_known_is_left_unsettled_and_told(ontology: Graph) -> None:
    found = propose_mapping(table(("Nr", "Eis", "Bron")), ontology)

    assert [one.heading for one in found.unsettled] == ["Bron"]
    assert found.unsettled[0].why.nl == "de kop is niet bekend"


def test_a_heading_that_fits_two_meanings_is_settled_by_content_or_not_at_all(ontology: Graph) -> None:
    headings = ("Nummer eis", "Type eis", "Omschrijving", "Bewijs bij eis")

    found = propose_mapping(table(headings, ("1", "Eis", LONG, ""), ("2", "Wens", LONG, "")), ontology)

    assert held(found) == ["Number", "Obligation", "Text", ""]


@pytest.mark.parametrize("heading", ["Omschrijving eis of wens", "Eis of wens (omschrijving)"])
def test_a_heading_that_fits_text_and_obligation_is_the_text_where_sentences_stand_in_it(
    ontology: Graph, heading: str
) -> None:
    found = propose_mapping(table(("Nr.", "E/W", heading), ("1", "E", LONG), ("2", "W", LONG)), ontology)

    assert held(found) == ["Number", "Obligation", "Text"]


def test_two_columns_with_one_meaning_leave_the_second_unsettled(ontology: Graph) -> None:
    found = propose_mapping(table(("Eis", "Omschrijving")), ontology)

    assert held(found) == ["Text", ""]


def test_a_column_of_musts_and_wishes_under_the_heading_eis_is_no_text(ontology: Graph) -> None:
    found = propose_mapping(
        table(("Nr", "Eis/wens", "Omschrijving"), ("1", "eis", LONG), ("2", "wens", LONG)), ontology
    )

    assert held(found) == ["Number", "Obligation", "Text"]


def test_headings_below_other_rows_are_found(ontology: Graph) -> None:
    found = propose_mapping(table(("Gemeente", "Versie"), ("Datum", "nu"), ("Nr", "Eis"), ("1", LONG)), ontology)

    assert (found.skipped_rows, held(found)) == (2, ["Number", "Text"])


def test_without_headings_the_content_says_what_columns_hold(ontology: Graph) -> None:
    lines = table((), ("E1", LONG), ("E2", LONG), ("W1", LONG))

    mapping = propose_mapping(lines, ontology)
    rows = rows_of(lines, mapping)

    assert held(mapping) == ["Number", "Text"]
    assert [row.obligation for row in rows] == [MUST, MUST, WISH]


def test_what_was_settled_before_for_the_same_headings_comes_first(ontology: Graph) -> None:
    remembered = RememberedMapping({"nr": NUMBER, "eis": ANSWER, "bron": TEXT})

    assert held(propose_mapping(table(("NR", "Eis:", "Bron")), ontology, [remembered])) == ["Number", "Answer", "Text"]
    assert held(propose_mapping(table(("NR", "Eis:", "Anders")), ontology, [remembered])) == ["Number", "Text", ""]


def test_a_choice_takes_the_meaning_from_the_other_column(ontology: Graph) -> None:
    found = with_choice(propose_mapping(table(("Eis", "Bron")), ontology), 1, TEXT)

    assert held(found) == ["", "Text"]


@pytest.mark.parametrize(
    ("heading", "value", "expected"),
    [
        ("Soort", "KO", MUST),
        ("Soort", "Knock-out", MUST),
        ("Soort", "must have", MUST),
        ("Soort", "Eis", MUST),
        ("Soort", "W", WISH),
        ("Soort", "Could", WISH),
        ("Soort", "Wens", WISH),
        ("Knock-out", "x", MUST),
        ("KO", "ja", MUST),
        ("Soort", "ja", ""),
        ("KO", "nee", ""),
        ("Soort", "misschien", ""),
    ],
)
def test_must_or_wish_is_read_by_the_words_of_the_ontology(
    ontology: Graph, heading: str, value: str, expected: str
) -> None:
    lines = table(("Nr", heading, "Omschrijving"), ("1", value, LONG))
    mapping = propose_mapping(lines, ontology)
    mapping = mapping if mapping.column(OBLIGATION) else with_choice(mapping, 1, OBLIGATION)

    row = rows_of(lines, mapping)[0]

    assert row.obligation == expected
    assert (row.doubt is None) is bool(expected)


@pytest.mark.parametrize(
    ("text", "points"), [("5", "5"), ("2,5 punten", "2.5"), ("1.000 pt.", "1000"), ("n.v.t.", None), ("", None)]
)
def test_points_are_numbers_in_dutch_or_english(ontology: Graph, text: str, points: str | None) -> None:
    lines = table(("Nr", "Eis", "Punten"), ("1", LONG, text))

    assert rows_of(lines, propose_mapping(lines, ontology))[0].points == (Decimal(points) if points else None)


def test_points_without_must_or_wish_are_a_doubt(ontology: Graph) -> None:
    lines = table(("Nr", "Omschrijving", "Soort", "Punten"), ("1", LONG, "", "5"), ("2", LONG, "Eis", ""))

    assert [row.doubt is not None for row in rows_of(lines, propose_mapping(lines, ontology))] == [True, False]


def test_rows_keep_their_place_and_rows_without_text_are_left_out(ontology: Graph) -> None:
    lines = table(("Nr", "Eis"), ("1", LONG), ("2", ""), ("1", "Nog een"))

    rows = rows_of(lines, propose_mapping(lines, ontology))

    assert [(row.number, row.place) for row in rows] == [("1", "Eisen!B2"), ("1", "Eisen!B4")]
    assert doubles(rows) == ("1",)


def test_a_table_without_text_gives_no_rows(ontology: Graph) -> None:
    lines = table(("Punten", "Antwoord"), ("1", "ja"))

    assert rows_of(lines, propose_mapping(lines, ontology)) == ()
    assert propose_mapping(SourceTable("leeg", (), ()), ontology).columns == ()


def test_a_heading_is_compared_without_case_marks_and_line_ends() -> None:
    assert plain(" Max.\nPunten: ") == "max. punten"
    assert POINTS.endswith("ColumnWeight")
