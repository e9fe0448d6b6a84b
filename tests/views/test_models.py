"""Each view shows something of a municipality and of the national model, or says why not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from archrepo.generated_views import build_view, find_info, fitting, list_views, surroundings
from archrepo.language import LANGUAGES, Language
from archrepo.views import View, things_in
from archrepo.workspace import Workspace, open_workspace

ROOT = Path(__file__).parent.parent.parent
NAMES = [info.name for info in list_views()]
AS_OF = date(2026, 11, 22)


def opened(folder: Path) -> Workspace:
    workspace = open_workspace(folder, AS_OF)
    workspace.prepare()
    # The first question loads the triples into the engine, which no view has to answer for.
    workspace.graph.sparql("SELECT ?x WHERE { ?x a <https://x.example/nothing> }")
    return workspace


@pytest.fixture(scope="module")
def voorbeeldstad() -> Workspace:
    return opened(ROOT / "models" / "voorbeeldstad")


@pytest.fixture(scope="module")
def gemma(gemma_folder: Path) -> Workspace:
    return opened(gemma_folder)


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("nothing")
    (folder / "archrepo.toml").write_text('[workspace]\nname = "Leeg"\nbase = "https://x.example/"\n', encoding="utf-8")
    return opened(folder)


def made(workspace: Workspace, name: str, language: Language = "nl") -> View:
    """Return a view with values that fit the model, as the pages make it."""
    info = find_info(workspace, name)
    assert info is not None
    values = {one.name: fitting(workspace, one) for one in info.parameters if not one.is_optional}
    return build_view(workspace, name, values, language)


def test_there_are_at_least_twelve_views_each_with_words_in_both_languages() -> None:
    assert len(NAMES) >= 12
    for info in list_views():
        texts = [info.title, info.question, *(parameter.label for parameter in info.parameters)]
        assert all(text.nl and text.en for text in texts), info.name
        assert info.audience in ("sturen", "architectuur")
        assert "empty@nl" in dict(info.query.marks) or any(not one.is_optional for one in info.parameters), info.name


@pytest.mark.parametrize("name", NAMES)
def test_a_view_of_a_municipality_shows_something(voorbeeldstad: Workspace, name: str) -> None:
    view = made(voorbeeldstad, name)

    assert view.boxes


@pytest.mark.parametrize("name", NAMES)
def test_a_view_of_the_national_model_shows_something_or_says_why_not(gemma: Workspace, name: str) -> None:
    view = made(gemma, name)

    assert view.boxes or len(view.left_out) > 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_view_of_nothing_says_why(nothing: Workspace, name: str, language: Language) -> None:
    view = made(nothing, name, language)

    words = [text.in_(language) for text in view.left_out]
    assert view.boxes == ()
    assert words[0] == {"nl": "Er is niets om te tonen.", "en": "There is nothing to show."}[language]
    assert len(words) > 1


@pytest.mark.parametrize("name", NAMES)
def test_a_view_tells_its_day_its_values_and_how_much_it_shows(voorbeeldstad: Workspace, name: str) -> None:
    view = made(voorbeeldstad, name)

    notes = dict(view.notes)
    assert notes["Stand"] == "22 november 2026"
    boxes = [box for box in view.boxes if box.kind != "Group"]
    number = things_in(boxes)
    apart = f" in {len(boxes)} vakken" if number < len(boxes) else ""
    assert notes["Op de plaat"].startswith(f"{number} onderdelen{apart}")
    assert notes["Op de plaat"].endswith(f", {len(view.lines)} lijnen") == bool(view.lines)


@pytest.mark.parametrize(
    ("name", "values", "title", "question"),
    [
        (
            "gegevensstromen",
            {"start": "zaaksysteem"},
            "Gegevensstromen rond Zaaksysteem",
            "Welke gegevens gaan er rond Zaaksysteem van waar naar waar, met welke standaard en afspraak?",
        ),
        ("landschap", {"by": "ar:owner"}, "Applicatielandschap per eigenaar", ""),
        ("basisregistraties", {}, "Gebruik van basisregistraties", ""),
        ("basisregistraties", {"register": "ar:BAG"}, "Gebruik van de basisregistratie Adressen en Gebouwen (BAG)", ""),
        ("motivatie", {"goal": "doel-open"}, "Waarom en hoe: Open over wat we doen", ""),
    ],
)
def test_title_and_question_name_the_subject(
    voorbeeldstad: Workspace, name: str, values: dict[str, str], title: str, question: str
) -> None:
    view = build_view(voorbeeldstad, name, values)

    assert not isinstance(view.title, str) and view.title.nl == title
    assert not isinstance(view.question, str) and view.question.nl == (question or view.question.nl)
    assert "{" not in view.question.nl


def test_version_of_the_model_is_told_when_the_door_knows_it(voorbeeldstad: Workspace) -> None:
    zaaksysteem = voorbeeldstad.find("zaaksysteem")

    assert dict(build_view(voorbeeldstad, "proeven", version="3f2c1ab").notes)["Versie"] == "3f2c1ab"
    assert dict(surroundings(voorbeeldstad, zaaksysteem, version="3f2c1ab").notes)["Versie"] == "3f2c1ab"
    assert "Versie" not in dict(build_view(voorbeeldstad, "proeven").notes)


@pytest.mark.parametrize("name", NAMES)
def test_the_rows_of_a_view_are_put_in_order_by_all_that_they_hold(name: str) -> None:
    (text,) = (info.query.text for info in list_views() if info.name == name)
    projected = re.search(r"^SELECT ((?:\?\w+ )+)WHERE", text, re.MULTILINE)

    assert projected is not None
    assert set(projected[1].split()) <= set(text[text.rindex("ORDER BY") :].split())


def test_another_run_gives_the_same_views(voorbeeldstad: Workspace) -> None:
    program = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from archrepo.generated_views import build_view, list_views\n"
        "from archrepo.workspace import open_workspace\n"
        f"model = open_workspace(Path({str(ROOT / 'models' / 'voorbeeldstad')!r}), date(2026, 11, 22))\n"
        "for info in list_views():\n"
        "    given = {one.name: one.example for one in info.parameters if not one.is_optional}\n"
        "    print(build_view(model, info.name, given))\n"
    )
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)

    views = [
        build_view(voorbeeldstad, info.name, {one.name: one.example for one in info.parameters if not one.is_optional})
        for info in list_views()
    ]
    assert run.stdout == "".join(f"{view}\n" for view in views) != ""


def test_a_box_carries_the_description_of_its_element(voorbeeldstad: Workspace) -> None:
    tips = {box.label.split("\n")[0]: box.tip for box in made(voorbeeldstad, "capabilities").boxes}

    assert tips["Mensen ondersteunen"] == "Wie het niet alleen redt, krijgt hulp die past."
