"""The report of an import says in two languages what came over, and names everything that did not."""

from __future__ import annotations

from dataclasses import replace

from archrepo.exchange.model import Remark
from archrepo.exchange.report import Count, ImportReport, ModelReport, counts, report_lines
from archrepo.findings import Location
from archrepo.language import Text


def report(*remarks: Remark, written: int = 1) -> ImportReport:
    model = ModelReport(
        source="m.archimate",
        format="archi",
        name="Proef",
        folder="out",
        elements=(Count("Product", 1, written),),
        relations=(),
        views=(Count("sketch", 1, 1),),
        properties=Count("properties", 2, 2),
        profiles=0,
        images=0,
        plain_relations=0,
        remarks=remarks,
    )
    return ImportReport((model,), written=5, unchanged=0, removed=0)


def lines(found: ImportReport) -> list[str]:
    return [line.nl for line in report_lines(found)]


def test_a_whole_import_says_so() -> None:
    found = lines(report())

    assert "  alles is overgenomen" in found
    assert "  1 element" in found and "  1 schets" in found and "  2 eigenschappen" in found


def test_what_is_not_carried_over_is_named_with_its_place_and_number() -> None:
    lost = Remark(Text("onderdeel x", "part x"), 3, True, Location("m.archimate", 7, 1, 7, 1))

    found = report(lost)

    assert not found.is_complete
    assert "  niet overgenomen: 3x onderdeel x (m.archimate:7:1)" in lines(found)
    assert "  not carried over: 3x part x (m.archimate:7:1)" in [line.en for line in report_lines(found)]
    assert "  alles is overgenomen" not in lines(found)


def test_a_difference_between_in_and_out_is_shown() -> None:
    found = report(written=0)

    assert not found.is_complete
    assert "    Product: 1 gelezen, 0 overgenomen" in lines(found)


def test_a_remark_that_is_no_loss_leaves_the_import_whole() -> None:
    found = report(Remark(Text("hernoemd", "renamed"), 1, False))

    assert found.is_complete
    assert "  let op: 1x hernoemd" in lines(found)


def test_an_endless_row_of_remarks_is_cut_with_the_number_left() -> None:
    found = lines(report(*(Remark(Text(f"n{number}", f"n{number}"), 1, True) for number in range(60))))

    assert "  en nog 10 andere opmerkingen" in found
    assert len(found) < 70


def test_types_are_counted_on_both_sides_and_sorted() -> None:
    assert counts(["b", "a", "b"], {"b": 1, "c": 1}) == (Count("a", 1, 0), Count("b", 2, 1), Count("c", 0, 1))


def test_types_are_called_what_their_reader_calls_them() -> None:
    found = report()
    named = replace(found.models[0], elements=counts(["Product"], {"Product": 1}, {"Product": Text("Ding", "Thing")}))
    of_names = replace(found, models=(replace(named, profiles=1),))

    assert "    1 Ding" in lines(of_names)
    assert "    1 Thing" in [line.en for line in report_lines(of_names)]
    assert any("1 specialisatie," in line for line in lines(of_names))
