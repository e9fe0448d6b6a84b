"""The figures for management that count verdicts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from given_verdicts import verdicts_on
from the_knowledge import shipped_book

from archrepo.charts import build_chart
from archrepo.charts.values import Counts, Matrix, Portfolio
from archrepo.findings import Verdict
from archrepo.principles import PrincipleBook
from archrepo.workspace import Workspace


@pytest.fixture(scope="module")
def book() -> PrincipleBook:
    return shipped_book()


def test_portfolio_counts_the_principles_that_an_application_breaks(town: Workspace, book: PrincipleBook) -> None:
    judge = verdicts_on(
        book,
        ("GOV-02", "a", Verdict.BROKEN),
        ("LCM-01", "a", Verdict.BROKEN),
        ("BIO-05", "a", Verdict.EXCEPTED),
        ("GOV-02", "c", Verdict.MET),
    )

    chart = build_chart(town, "portfolio", {"x": "ar:PrinciplesBroken", "y": "ar:UsersAtWork"}, judge=judge)

    assert isinstance(chart.figure, Portfolio)
    places = {one.name.words: (one.column, one.row) for one in chart.figure.bubbles}
    assert (places["Zaaksysteem"], places["Kaart"]) == ((2, 2), (0, 0))


def test_matrix_counts_verdicts_by_department_and_topic(town: Workspace, book: PrincipleBook) -> None:
    judge = verdicts_on(
        book,
        ("GOV-02", "a", Verdict.BROKEN),
        ("GOV-02", "c", Verdict.MET),
        ("LCM-01", "c", Verdict.UNKNOWN),
        ("LCM-01", "b", Verdict.NOT_APPLICABLE),
        ("LCM-02", "w1", Verdict.EXCEPTED),
    )

    chart = build_chart(town, "naleving", {"by": "ar:domain"}, judge=judge)

    assert isinstance(chart.figure, Matrix)
    assert [part.words for part in chart.figure.columns] == [
        "Sturing en verantwoordelijkheid",
        "Levensloop en verandering",
    ]
    # The case system serves two domains, so it stands with what belongs to none.
    assert [(row.name.words, row.cells) for row in chart.figure.rows] == [
        ("Twee", (Counts(met=1), Counts(unknown=1))),
        ("nergens bij in te delen", (Counts(broken=1), Counts(excepted=1))),
    ]
    assert chart.figure.all == Counts(1, 1, 1, 1)


def test_header_tells_the_axes_as_they_are_drawn(town: Workspace, book: PrincipleBook) -> None:
    judge = verdicts_on(book, ("GOV-02", "a", Verdict.BROKEN), ("LCM-01", "c", Verdict.MET))

    turned = build_chart(town, "naleving", {"by": "ar:domain", "topics": "ar:ByPrinciple"}, judge=judge)
    by_application = build_chart(town, "naleving", {"by": "ar:ByApplication", "topics": "ar:ByPrinciple"}, judge=judge)

    assert turned.notes[1:] == (("Van boven naar onder", "principe"), ("Van links naar rechts", "domein"))
    assert by_application.notes[1:] == (("Van boven naar onder", "applicatie"), ("Van links naar rechts", "onderwerp"))


def test_model_without_elements_has_no_verdicts_to_show(
    opened: Callable[[str], Workspace], book: PrincipleBook
) -> None:
    chart = build_chart(opened(""), "naleving", judge=verdicts_on(book, ("GOV-02", "model", Verdict.MET)))

    assert (chart.figure, chart.counts) == (None, ())


def test_matrix_by_principle_shows_only_what_needs_work_and_says_how_much_is_well(
    town: Workspace, book: PrincipleBook
) -> None:
    judge = verdicts_on(book, ("GOV-02", "a", Verdict.BROKEN), ("LCM-01", "c", Verdict.MET))

    chart = build_chart(town, "naleving", {"by": "ar:domain", "topics": "ar:ByPrinciple"}, judge=judge)

    assert isinstance(chart.figure, Matrix)
    assert [row.name.words.split()[0] for row in chart.figure.rows] == ["GOV-02"]
    assert chart.left_out == ("Principes waar alles in orde is, en die er niet bij staan: 1.",)
