"""Colouring a view by a fact: every fact in the list, its order, what is not known, and the legend with counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from archrepo.diagrams import twin
from archrepo.errors import RequestFault
from archrepo.findings import Judgement, Report, Verdict
from archrepo.picturing.coloured_views import coloured
from archrepo.picturing.colouring import colourings, find_colouring
from archrepo.picturing.looks import unpainted
from archrepo.views import Box, View
from archrepo.workspace import Workspace, open_workspace

BASE = "https://klein.example/id/"
TOML = f'[workspace]\nname = "Klein"\nbase = "{BASE}"\n\n[files]\nmodel = ["*.ttl"]\n'
HEAD = f"""@prefix : <{BASE}> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix country: <http://publications.europa.eu/resource/authority/country/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
MODEL = """
:a a am:ApplicationComponent ; rdfs:label "A"@nl ; ar:lifecycle ar:PhaseOut ; ar:hosting ar:SaaS ;
    ar:confidentialityClass 3 ; ar:users 5 ; ar:dataLocation country:NLD , country:DEU ;
    ar:cost [ ar:year 2026 ; ar:amountEuro 9000.50 ] , [ ar:year 2026 ; ar:amountEuro 999.50 ] ,
        [ ar:year 2025 ; ar:amountEuro 500000 ] .
:b a am:ApplicationComponent ; rdfs:label "B"@nl ; ar:lifecycle ar:InUse ; ar:confidentialityClass 1 ;
    ar:dataLocation country:NLD ; ar:cost [ ar:year 2026 ; ar:amountEuro 9999 ] .
:c a am:ApplicationComponent ; rdfs:label "C"@nl .
:p a am:BusinessProcess ; rdfs:label "P"@nl .
"""


@pytest.fixture
def klein(tmp_path: Path) -> Workspace:
    (tmp_path / "archrepo.toml").write_text(TOML)
    (tmp_path / "model.ttl").write_text(HEAD + MODEL)
    return open_workspace(tmp_path, date(2026, 11, 22))


def a_view() -> View:
    kinds = {
        "a": "ApplicationComponent",
        "b": "ApplicationComponent",
        "c": "ApplicationComponent",
        "p": "BusinessProcess",
    }
    boxes = tuple(Box(key, kind, key.upper(), NamedNode(BASE + key)) for key, kind in kinds.items())
    return View("v", "V", boxes, (), "generated")


def labels(view: View) -> list[str]:
    return [box.label for box in view.boxes]


def legend(view: View) -> list[str]:
    return [text.nl for _, text in view.colours]


def test_coded_values_stand_in_the_order_of_the_ontology_and_the_unknown_last(klein: Workspace) -> None:
    view = coloured(a_view(), klein, find_colouring(klein, "lifecycle"))

    assert labels(view) == ["A\n▲ Uitfaseren", "B\n● In gebruik", "C\n? niet bekend", "P"]
    assert legend(view) == ["● In gebruik (1)", "▲ Uitfaseren (1)", "? niet bekend (1)"]
    assert [box.style.fill for box in view.boxes] == ["#ffdf9e", "#c9e9d3", "#ffffff", None]
    assert ("Kleur", "levensfase") in view.notes


def test_numbers_on_a_scale_have_words_and_a_sign_that_grows(klein: Workspace) -> None:
    view = coloured(a_view(), klein, find_colouring(klein, "vertrouwelijkheid"), "en")

    assert labels(view) == ["A\n●●● 3 high", "B\n● 1 low", "C\n? not known", "P"]


def test_cost_is_the_sum_of_one_year_and_a_bound_belongs_to_the_higher_class(klein: Workspace) -> None:
    cost = find_colouring(klein, "cost")

    assert labels(coloured(a_view(), klein, cost))[:3] == [
        "A\n€€ €\N{NO-BREAK SPACE}10.000 tot €\N{NO-BREAK SPACE}25.000",
        "B\n€ minder dan €\N{NO-BREAK SPACE}10.000",
        "C\n? niet bekend",
    ]
    assert [box.tip for box in coloured(a_view(), klein, cost).boxes] == [
        "kosten per jaar: €\N{NO-BREAK SPACE}10.000",
        "kosten per jaar: €\N{NO-BREAK SPACE}9.999",
        "kosten per jaar: niet bekend",
        "",
    ]
    assert labels(coloured(a_view(), klein, cost, year=2025))[:2] == [
        "A\n€€€€€ €\N{NO-BREAK SPACE}100.000 of meer",
        "B\n? niet bekend",
    ]


@pytest.mark.parametrize("name", ["cost", "criticality"])
def test_fact_that_no_box_has_is_not_known_of_any_in_label_legend_and_words(klein: Workspace, name: str) -> None:
    view = coloured(a_view(), klein, find_colouring(klein, name), year=2029)

    unknown = [box.label.endswith("? niet bekend") for box in view.boxes]
    assert unknown == ([True, True, True, False] if name == "cost" else [True] * 4)
    assert [words.nl for _, words in view.colours] == [f"? niet bekend ({unknown.count(True)})"]
    assert {box.style.fill for box in view.boxes if box.label.endswith("bekend")} == {view.colours[0][0]}
    assert f"Legenda: ? niet bekend ({unknown.count(True)})." in twin(view, klein.metamodel).sentences


def test_compliance_is_the_gravest_verdict_on_each_element(klein: Workspace) -> None:
    verdicts = [("X-1", "a", Verdict.MET), ("X-2", "a", Verdict.BROKEN), ("X-1", "b", Verdict.EXCEPTED)]
    report = Report((), tuple(Judgement(name, BASE + subject, verdict) for name, subject, verdict in verdicts))

    view = coloured(a_view(), klein, find_colouring(klein, "compliance"), report=report)

    assert [box.tip for box in view.boxes[:2]] == [
        "naleving: voldoet niet (X-2)",
        "naleving: afwijking vastgelegd (X-1)",
    ]
    assert labels(view)[:3] == ["A\n□ voldoet niet", "B\n▲ afwijking vastgelegd", "C\n? niet bekend"]


def test_frame_of_another_kind_keeps_to_the_ground(klein: Workspace) -> None:
    report = Report((), tuple(Judgement("X-1", BASE + one, Verdict.MET) for one in ("a", "p")))
    boxes = (Box("p", "BusinessProcess", "P", NamedNode(BASE + "p")), replace(a_view().boxes[0], parent="p"))

    view = coloured(View("v", "V", boxes, (), "generated"), klein, find_colouring(klein, "compliance"), report=report)

    assert labels(view) == ["P", "A\n● voldoet"]
    assert legend(view) == ["● voldoet (1)"]


def test_compliance_without_a_report_says_what_to_do(klein: Workspace) -> None:
    with pytest.raises(RequestFault, match="result of the check"):
        coloured(a_view(), klein, find_colouring(klein, "naleving"))


def test_any_property_can_be_named_and_several_values_are_told_as_such(klein: Workspace) -> None:
    assert labels(coloured(a_view(), klein, find_colouring(klein, "ar:users")))[:2] == ["A\n◊ 5", "B\n? niet bekend"]
    assert labels(coloured(a_view(), klein, find_colouring(klein, "location")))[0] == "A\n■■ meer dan één waarde"


def test_more_values_than_looks_share_one_that_the_legend_names(tmp_path: Path) -> None:
    number = 12
    turtle = "".join(f':x{n} a am:ApplicationComponent ; rdfs:label "X"@nl ; ar:users {n} .\n' for n in range(number))
    (tmp_path / "archrepo.toml").write_text(TOML)
    (tmp_path / "model.ttl").write_text(HEAD + turtle)
    workspace = open_workspace(tmp_path, date(2026, 11, 22))
    boxes = tuple(Box(f"x{n}", "ApplicationComponent", "X", NamedNode(f"{BASE}x{n}")) for n in range(number))

    view = coloured(View("v", "V", boxes, (), "generated"), workspace, find_colouring(workspace, "ar:users"))

    assert legend(view)[-1] == "… een andere waarde (5)"
    assert len(view.colours) == len({fill for fill, _ in view.colours}) == 8
    assert view.boxes[11].label == "X\n… 11"


def test_colouring_again_leaves_nothing_of_the_first_colour(klein: Workspace) -> None:
    once = coloured(a_view(), klein, find_colouring(klein, "lifecycle"))

    assert (
        coloured(once, klein, find_colouring(klein, "hosting")).boxes
        == coloured(a_view(), klein, find_colouring(klein, "hosting")).boxes
    )
    bare = unpainted(once).boxes
    assert [(box.label, box.style) for box in bare] == [(box.label, box.style) for box in a_view().boxes]


def test_unknown_fact_names_what_there_is(klein: Workspace) -> None:
    with pytest.raises(RequestFault) as fault:
        find_colouring(klein, "smaak")

    assert fault.value.remedy is not None and "lifecycle, hosting, confidentiality" in fault.value.remedy.nl


def test_every_colouring_has_a_name_words_and_a_source(klein: Workspace) -> None:
    offered = colourings(klein)

    assert {"lifecycle", "hosting", "confidentiality", "integrity", "availability", "cost", "compliance"} <= {
        one.name for one in offered
    }
    assert all(one.label.nl and one.label.en for one in offered)
    assert [one.name for one in offered if one.predicate is None] == ["compliance"]
