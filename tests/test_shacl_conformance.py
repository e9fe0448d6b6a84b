"""The W3C suite of SHACL through the validation room, and pySHACL's own misses as reports that reproduce."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
import rdflib
from shacl_misses import NOT_PASSED, PAGE, PREFIXES, PYSHACL, Miss, page
from w3c_shacl import FAILURE, Case, answer, by_pyshacl, cases, validated

from archrepo.vocabulary import SH


@pytest.fixture(scope="module")
def suite(shared: Path) -> list[Case]:
    """All cases, by name."""
    return list(cases(shared))


def test_suite_is_whole(suite: list[Case]) -> None:
    assert len(suite) == 121
    assert sum(case.name.startswith("core/") for case in suite) == 98
    assert sum(case.expected == FAILURE for case in suite) == 7


def test_every_case_but_the_named_ones_gives_exactly_the_expected_results(suite: list[Case]) -> None:
    missed = {case.name for case in suite if answer(case) != case.expected}

    assert missed == set(NOT_PASSED)


def test_pyshacl_misses_exactly_the_cases_that_are_reported(suite: list[Case]) -> None:
    missed = {case.name for case in suite if by_pyshacl(case) != case.expected}

    assert missed == set(PYSHACL)


@pytest.mark.parametrize("name", PYSHACL)
def test_reported_miss_of_pyshacl_reproduces(name: str) -> None:
    miss = PYSHACL[name]

    assert told_by_pyshacl(miss) == miss.got
    assert miss.expected != miss.got


def told_by_pyshacl(miss: Miss) -> str:
    """Return what the few lines of the page print."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        graph = rdflib.Graph().parse(data=PREFIXES + miss.graph, format="turtle")
    report = validated(graph, graph)
    if isinstance(report, str):
        return report
    (result,) = report.objects(None, rdflib.Namespace(SH).result)
    value = report.value(result, rdflib.Namespace(SH).value)
    return value.n3(report.namespace_manager) if value is not None else "None"


def test_page_says_what_the_engines_do(suite: list[Case]) -> None:
    assert PAGE.read_text(encoding="utf-8") == page([case.name for case in suite]), "run tests/shacl_misses.py"
