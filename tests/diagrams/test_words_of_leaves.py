"""What lines say is not lost when many leaves are gathered: it stands in the leaf, on the line, or is told."""

from __future__ import annotations

from archrepo.diagrams import Notation
from archrepo.diagrams.preparation import CROWDED, MOST_WORDS, gather_leaves
from archrepo.metamodel import Metamodel
from archrepo.views import GROUP, Box, Line, View

MANY = range(CROWDED + 1)


def star(labels: list[str], both_ways: bool = False) -> View:
    boxes = [Box("hub", "ApplicationComponent", "Magazijn")]
    boxes += [Box(f"b{i}", "ApplicationComponent", f"Applicatie {i}") for i in range(len(labels))]
    lines = [Line(f"l{i}", "Flow", "hub", f"b{i}", label=label) for i, label in enumerate(labels)]
    if both_ways:
        lines += [Line(f"r{i}", "Flow", f"b{i}", "hub", label=label) for i, label in enumerate(labels)]
    return View("v", "Proef", tuple(boxes), tuple(lines), "generated")


def gathered(view: View, metamodel: Metamodel) -> View:
    return gather_leaves(view, Notation.of(metamodel), "nl")


def test_each_leaf_says_what_its_own_line_said(metamodel: Metamodel) -> None:
    view = gathered(star([f"Gegevens {i}\nStUF" for i in MANY]), metamodel)

    assert [box.label for box in view.boxes if box.kind != GROUP][1:3] == [
        "Applicatie 0\nGegevens 0\nStUF",
        "Applicatie 1\nGegevens 1\nStUF",
    ]
    assert [line.label for line in view.lines] == [""]
    assert view.left_out == ()


def test_joined_words_stand_one_after_the_other(metamodel: Metamodel) -> None:
    view = gathered(star(["• Adressen\nBAG\n• Percelen", *(f"Gegevens {i}" for i in MANY)]), metamodel)

    assert "Applicatie 0\nAdressen, BAG; Percelen" in {box.label for box in view.boxes}


def test_words_that_all_leaves_share_stay_on_the_line(metamodel: Metamodel) -> None:
    view = gathered(star(["Adressen" for _ in MANY]), metamodel)

    assert [line.label for line in view.lines] == ["Adressen"]
    assert {"\n" in box.label for box in view.boxes} == {False}


def test_words_that_are_too_long_or_of_two_lines_are_told_to_be_in_the_table(metamodel: Metamodel) -> None:
    long = gathered(star(["x" * (MOST_WORDS + 1), *(f"Gegevens {i}" for i in MANY)]), metamodel)
    both = gathered(star([f"Gegevens {i}" for i in MANY], both_ways=True), metamodel)

    assert [text.nl for text in long.left_out] == ["De woorden bij een lijn staan niet op de plaat, wel in de tabel."]
    assert [text.en for text in both.left_out] == [
        f"The words of {2 * len(MANY)} lines are left out of the picture; they stand in the table."
    ]
    assert {line.label for line in both.lines} == {""}


def test_lines_without_words_leave_nothing_out(metamodel: Metamodel) -> None:
    view = gathered(star(["", "", *(f"Gegevens {i}" for i in MANY)]), metamodel)

    assert view.left_out == ()
    assert "Applicatie 0" in {box.label for box in view.boxes}
