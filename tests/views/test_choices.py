"""A value that a view offers no choice for is refused; a choice by another name is the choice."""

from __future__ import annotations

from pathlib import Path

import pytest

from archrepo.errors import RequestFault
from archrepo.findings import Judgement, Report, Verdict
from archrepo.generated_views import build_view, views_of
from archrepo.generated_views.verdicts import with_verdicts
from archrepo.queries import read_query, with_choices
from tests.views.test_own_views import HEADER, workspace


def report() -> Report:
    return Report((), (Judgement("p", "https://x.example/a", Verdict.BROKEN),))


@pytest.mark.parametrize("value", ["ar:hosting", "niets", "am:Capability"])
def test_another_value_is_refused_with_the_choices(tmp_path: Path, value: str) -> None:
    with pytest.raises(RequestFault) as caught:
        build_view(workspace(tmp_path, {}), "landschap", {"by": value})

    assert caught.value.text.nl == f"'{value}' past niet bij by"
    assert caught.value.remedy is not None and "kies uit: ar:domain, am:BusinessFunction" in caught.value.remedy.nl


def test_a_choice_by_another_name_is_the_choice(tmp_path: Path) -> None:
    header = HEADER + '# parameter: x element a "X" "X"\n# choices x: a b\n'
    model = workspace(
        tmp_path, {"views/mijn.rq": f"{header}SELECT ?box WHERE {{ VALUES ?box {{ 1 }} FILTER(?x = ?x) }}"}
    )
    (info,) = views_of(model).own

    assert with_choices(model, info.query, {"x": "B"}) == {"x": "b"}
    assert build_view(model, "mijn", {"x": "B"}) == build_view(model, "mijn", {"x": "b"})


@pytest.mark.parametrize("place", ["VALUES (?judged ?broken) { }", "values(?judged  ?broken){}"])
def test_verdicts_are_filled_in_whatever_the_white_space(tmp_path: Path, place: str) -> None:
    header = HEADER + '# parameter: m element ar:cost "M" "M"\n# verdicts: m = ar:cost\n'
    query = read_query(f"{header}SELECT ?box WHERE {{ {place} }}", "mijn", "mijn.rq")

    filled = with_verdicts(query, {"m": "ar:cost"}, workspace(tmp_path, {}), report)

    assert "{ (<https://x.example/a> 1) }" in filled.text
