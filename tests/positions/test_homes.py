"""Each view with its values has a file of its own, and the page of a drawing is found by its title."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from archrepo.exchange.drawio_places import Page, ShapePlace
from archrepo.language import Text
from archrepo.places import shipped
from archrepo.positions import home_around, home_made
from archrepo.positions.moving import Moves, page_of, passed_over
from archrepo.queries import Parameter, ParameterType
from archrepo.views import View
from archrepo.workspace import Workspace, open_workspace


@pytest.fixture(scope="module")
def town() -> Workspace:
    return open_workspace(shipped("models") / "voorbeeldstad", date(2026, 11, 22))


def name(town: Workspace, kind: ParameterType, **values: str) -> str:
    parameters = [Parameter(each, kind, "", Text.same(each)) for each in values]
    return home_made(town, "landschap", parameters, values).path.name


def test_names_of_plain_values_are_the_values(town: Workspace) -> None:
    assert name(town, "text", by="ar:owner") == "landschap--by=ar-owner.tsv"
    assert name(town, "text", by="2028-01-01") == "landschap--by=2028-01-01.tsv"
    assert name(town, "element", by="dso-lv") == "landschap--by=dso-lv.tsv"
    assert home_around(town, town.find("zaaksysteem")).path.name == "around--zaaksysteem.tsv"


def test_no_two_values_share_a_file(town: Workspace) -> None:
    values = ["a b", "a-b", "a/b", "a b ", "ar:b", "ar-b", ":a-b", "<a-b>", "é", "è", "a--b", "-a", "a"]
    names = {value.strip(): name(town, "text", by=value) for value in values}

    assert not [(one, other) for one, other in combinations(names, 2) if names[one] == names[other]]
    assert name(town, "text", by="a--by2=b") != name(town, "text", by="a", by2="b")


def _page(title: str) -> Page:
    return Page(title, (ShapePlace("", "", "", 0, 0, 1, 1, None),))


def test_page_is_found_by_its_title_however_it_is_written() -> None:
    view = View("v", "Keten\u202e  van\nzaken", (), (), "generated")

    found = page_of([_page("Anders"), _page("Keten van zaken"), _page("Keten  van zaken")], view, "nl")

    assert (found.number, found.others) == (2, 1)
    assert [each.nl for each in passed_over(found, Moves({}, (), 3))] == [
        "2 bladen heten zo; gelezen is blad 2, het eerste daarvan",
        "overgeslagen: 3 vormen in de tekening staan voor niets op deze plaat",
    ]
    assert passed_over(page_of([_page("x")], view, "nl"), Moves({}, (), 0)) == ()
