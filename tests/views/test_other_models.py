"""Views of models that say less, or say it in one language: what is there is shown, and nothing is guessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from archrepo.cli.pictures import find_view
from archrepo.errors import RequestFault
from archrepo.generated_views import build_view
from archrepo.picturing.seeing import Seeing, seen
from archrepo.views import View
from archrepo.workspace import Workspace, open_workspace

MODEL = """@prefix : <https://x.example/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:oud a am:ApplicationComponent ; rdfs:label "Oud systeem"@nl ; ar:lifecycle ar:InUse .
:nieuw a am:ApplicationComponent ; rdfs:label "Nieuw systeem"@nl , "New system"@en ; ar:lifecycle ar:Planned .
:weg a am:ApplicationComponent ; rdfs:label "Al weg"@nl ; ar:lifecycle ar:Ended ; ar:outOfUse "2024-12-31"^^xsd:date .
:nu a am:Plateau ; rdfs:label "Nu"@nl ; ar:date "2026-01-01"^^xsd:date ; am:aggregates :oud .
:straks a am:Plateau ; rdfs:label "Straks"@nl ; ar:date "2028-01-01"^^xsd:date ; am:aggregates :nieuw .
:leverancier a ar:Supplier ; rdfs:label "Leverancier B.V."@nl .
:contract a am:Contract ; rdfs:label "Contract"@nl ; ar:party :leverancier ; ar:covers :oud , :nieuw .
:gegevens a am:DataObject ; rdfs:label "Gegevens"@nl , "Data"@en ; ar:owner :afdeling ; ar:steward :beheerder .
:afdeling a ar:Department ; rdfs:label "Afdeling"@nl . :beheerder a am:BusinessRole ; rdfs:label "Beheerder"@nl .
"""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("model")
    (folder / "archrepo.toml").write_text('[workspace]\nname = "Proef"\nbase = "https://x.example/"\n', "utf-8")
    (folder / "model.ttl").write_text(MODEL, "utf-8")
    return open_workspace(folder, date(2026, 11, 22))


def labels(view: View) -> dict[str, str | None]:
    names = {box.key: box.label.split("\n")[0] for box in view.boxes}
    return {names[box.key]: names.get(box.parent or "") for box in view.boxes}


def test_plateaus_without_an_order_of_their_own_follow_each_other_by_date(model: Workspace) -> None:
    view = build_view(model, "plateaus")

    assert labels(view) == {"Nu": None, "Straks": None, "Nieuw systeem": "Straks", "Oud systeem": "Straks"}
    assert not view.lines


def test_what_has_only_a_dutch_name_is_told_in_an_english_picture(model: Workspace) -> None:
    covered = build_view(model, "organisaties", {"organisation": "leverancier"}, "en")
    watched = build_view(model, "informatie", {}, "en")

    told = [box.label for box in (*covered.boxes, *watched.boxes)]
    assert any("covers Oud systeem" in label and "covers New system" in label for label in told)
    assert any("watched by beheerder" in label for label in told)


def test_between_plateaus_what_ended_before_both_is_on_neither_side(model: Workspace) -> None:
    view = seen(
        model, lambda one: build_view(one, "landschap", {"by": "ar:owner"}), Seeing(between=("nu", "straks")), "nl"
    )

    assert "Al weg" not in labels(view)


def test_own_applications_are_refused_where_no_component_stands(model: Workspace) -> None:
    with pytest.raises(RequestFault, match="no reference components"):
        seen(model, lambda one: build_view(one, "landschap"), Seeing(is_plotted=True), "nl")


def test_a_title_that_three_drawings_have_asks_for_an_id(shared: Path, tmp_path: Path) -> None:
    from archrepo.exchange import import_model

    import_model([shared / "data/vera/vera41.archimate"], tmp_path / "vera")
    vera = open_workspace(tmp_path / "vera", date(2026, 11, 22))

    with pytest.raises(RequestFault, match="3 views are called 'Overeenkomsten'") as refused:
        find_view(vera, "Overeenkomsten", {}, "nl")

    assert refused.value.remedy is not None
    identifier = refused.value.remedy.nl.rpartition(" ")[2]
    assert find_view(vera, identifier, {}, "nl").title == "Overeenkomsten"


def test_an_element_of_another_kind_is_refused_with_one_that_fits(model: Workspace) -> None:
    with pytest.raises(RequestFault, match="'straks' is no ") as refused:
        build_view(model, "gegevensstromen", {"start": "straks"})
    assert refused.value.remedy is not None


def test_a_landscape_tells_what_is_used_without_support_or_after_its_end(tmp_path: Path) -> None:
    (tmp_path / "archrepo.toml").write_text('[workspace]\nname = "Proef"\nbase = "https://x.example/"\n', "utf-8")
    head = MODEL.partition(":oud")[0]
    (tmp_path / "model.ttl").write_text(
        f"""{head}
        :a a am:ApplicationComponent ; rdfs:label "A"@nl ; ar:lifecycle ar:InUse ;
            ar:endOfSupport "2026-01-01"^^xsd:date .
        :b a am:ApplicationComponent ; rdfs:label "B"@nl ; ar:lifecycle ar:InUse ; ar:outOfUse "2026-01-01"^^xsd:date .
        """,
        "utf-8",
    )

    told = build_view(open_workspace(tmp_path, date(2026, 11, 22)), "landschap").left_out

    assert [text.nl.rpartition(" ")[2] for text in told] == ["1.", "1."]
    assert not build_view(open_workspace(tmp_path, date(2025, 11, 22)), "landschap").left_out
