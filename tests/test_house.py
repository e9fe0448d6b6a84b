"""The rules of the house: rooms, floors, fences, words that may not occur, and documents that stay true."""

from __future__ import annotations

import ast
import re
import runpy
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from the_knowledge import shipped_book, shipped_ontology

from archrepo.reporting.principle_pages import principle_pages
from archrepo.turtle import parse
from archrepo.vocabulary import AM, TYPE

ROOT = Path(__file__).parent.parent
DOORS = ("archrepo/cli/", "archrepo/__main__.py", "webui/")
MOST_LINES = 400
AS_OF = "2026-11-22"
# Each is written so that this file itself does not match.
NAMELESS = re.compile(r"/(utils?|helpers?|common|misc|core|base|services?|managers?|shared)(\.py$|/)")
PROMISES = re.compile(r"\b(TOD[O]|FIXM[E]|XX[X])\b|raise NotImplementedErro[r]")
SKIPPED = re.compile(r"\bmark\.(ski[p]|skipi[f]|xfai[l])|pytest\.(ski[p]|xfai[l]|importorski[p])\(|def _tes[t]_")
MACHINE = re.compile(r"(^|[^a-zA-Z.\w])/(wor[k]|roo[t]|hom[e]|tm[p]|far[m])/")
REGISTRIES = re.compile(r"pypi\.or[g]|pythonhosted\.or[g]|registry\.npmj[s]|deb\.debia[n]|pypi-mor[e]")


@cache
def files() -> tuple[str, ...]:
    """Return the files of the project, as git sees them, without what is ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = listed.stdout.decode().split("\0")
    return tuple(sorted(name for name in set(names) if name and (ROOT / name).is_file()))


def python_files() -> list[str]:
    return [name for name in files() if name.endswith(".py") and name.startswith(("archrepo/", "webui/"))]


def files_of_tests() -> list[str]:
    return [name for name in files() if name.endswith(".py") and name.startswith("tests/")]


@cache
def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def tree_of(name: str) -> ast.Module:
    return ast.parse(text_of(name), name)


def found(pattern: re.Pattern[str], names: list[str]) -> list[str]:
    """Return `file:line: text` of every line that matches."""
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name in names
        for number, line in enumerate(text_of(name).splitlines(), start=1)
        if pattern.search(line)
    ]


def archrepo(*arguments: str) -> str:
    """Return what the command line answers."""
    command = [sys.executable, "-m", "archrepo", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def words_in(name: str) -> Iterator[tuple[int, str]]:
    """Yield the line and text of every string in the code that is neither a docstring nor a name in `__all__`."""
    tree = tree_of(name)
    apart = {
        id(word)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) or (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__")
        for word in ast.walk(node.value)
        if isinstance(node, ast.Assign) or word is node.value
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            yield node.lineno, node.value


def names_in(name: str, words: set[str]) -> list[str]:
    return [f"{name}:{line}: {word!r}" for line, word in words_in(name) if word in words]


# ---------------------------------------------------------------------------------------------- rooms and floors


def test_imports_only_go_down_and_no_fence_is_crossed() -> None:
    program = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_every_library_that_is_installed_is_used_and_the_other_way_round() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    declared = {re.split(r"[<>=]", name)[0].lower().replace("-", "_") for name in project["dependencies"]}
    imported = set()
    for name in python_files():
        for node in ast.walk(tree_of(name)):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.split(".")[0])
    foreign = imported - set(sys.stdlib_module_names) - {"archrepo", "webui"}

    # graphviz-pure is a program, font-source-sans-pro a folder of files; markupsafe and werkzeug come with Flask.
    renamed = {"docx": "python_docx", "pptx": "python_pptx"}
    needed = {renamed.get(name, name) for name in foreign - {"markupsafe", "werkzeug"}}
    assert needed == declared - {"font_source_sans_pro", "graphviz_pure"}


def test_no_file_is_longer_than_400_lines() -> None:
    assert [name for name in python_files() if len(text_of(name).splitlines()) > MOST_LINES] == []


def test_every_room_has_a_name_that_says_what_is_in_it() -> None:
    assert [name for name in python_files() if NAMELESS.search(f"/{name}")] == []


def test_the_document_on_the_architecture_lists_the_rooms_as_they_are() -> None:
    document = text_of("docs/explanation/architecture.md")
    floors = document.split("## Floors")[1].split("## ")[0]

    with_rooms = runpy.run_path(str(ROOT / "docs/rooms.py"))["with_rooms"]
    rooms = {name.split("/")[1].removesuffix(".py") for name in python_files() if name.startswith("archrepo/")}

    assert with_rooms(document) == document, "run python docs/rooms.py"
    assert [room for room in rooms - {"__init__", "__main__", "cli"} if f"`{room}`" not in floors] == []


# ------------------------------------------------------------------------------------------------ what code says


def test_no_promise_is_left_in_the_code() -> None:
    assert found(PROMISES, [*python_files(), *files_of_tests()]) == []


def test_no_error_is_swallowed_whole() -> None:
    bare = [
        f"{name}:{node.lineno}"
        for name in [*python_files(), *files_of_tests()]
        for node in ast.walk(tree_of(name))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or getattr(node.type, "id", "") in {"Exception", "BaseException"})
    ]

    assert bare == []


def test_every_silenced_type_error_says_which_and_why() -> None:
    assert found(re.compile(r"# type: ignore(?!\[[a-z, -]+\]\s+# \w)"), python_files()) == []


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    assert found(SKIPPED, files_of_tests()) == []


def test_below_the_doors_nobody_prints_or_asks_for_the_time_or_the_environment() -> None:
    doorless = re.compile(
        r"(?<![\w.])print\(|\bos\.environ|\bgetenv\(|\bdate\.today\(|\bdatetime\.(utc)?now\(|\btime\.time\("
    )

    assert found(doorless, [name for name in python_files() if not name.startswith(DOORS)]) == []


def test_python_names_no_principle() -> None:
    identifiers = {principle.id for principle in shipped_book()}

    assert [hit for name in python_files() for hit in names_in(name, identifiers)] == []


def test_python_names_no_base_registration() -> None:
    registrations = set(re.findall(r"^ar:([A-Z]{3,}) a ", text_of("ontology/base-registrations.ttl"), re.MULTILINE))

    assert {"BRP", "BAG", "WOZ"} <= registrations
    assert [hit for name in python_files() for hit in names_in(name, registrations)] == []


def test_archimate_types_are_named_in_the_vocabulary_and_in_foreign_formats_only() -> None:
    element_type = f"{AM}ElementType"
    types = {
        subject.value.removeprefix(AM)
        for subject, predicate, value in parse((ROOT / "ontology/archimate.ttl").read_bytes(), "archimate.ttl")
        if predicate == TYPE and value.value == element_type
    }
    named = [name for name in python_files() if name != "archrepo/vocabulary.py" and "/exchange/" not in name]

    assert {"BusinessProcess", "ApplicationComponent"} <= types
    assert [hit for name in named for hit in names_in(name, types - {"Junction"})] == []


def test_every_public_function_and_class_has_a_docstring() -> None:
    missing = []
    for name in python_files():
        tree = tree_of(name)
        holders: list[ast.AST] = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]
        missing += [f"{name}:1: module"] * (ast.get_docstring(tree) is None)
        for holder in holders:
            for node in getattr(holder, "body", ()):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                    is_public = not node.name.startswith("_")
                    if is_public and not getattr(holder, "name", "").startswith("_") and not ast.get_docstring(node):
                        missing.append(f"{name}:{node.lineno}: {node.name}")

    assert missing == []


# --------------------------------------------------------------------------------------------- the project's files


@pytest.mark.parametrize("folder", ["ontology", "shapes", "models"])
def test_every_turtle_file_of_a_folder_holds_triples(folder: str) -> None:
    names = [name for name in files() if name.startswith(f"{folder}/") and name.endswith(".ttl")]

    assert names
    assert [name for name in names if not parse((ROOT / name).read_bytes(), name)] == []


def test_no_principle_hides_its_rule_in_a_nested_property_shape() -> None:
    assert found(re.compile(r"sh:property\s*\["), [name for name in files() if name.startswith("shapes/")]) == []


def texts() -> list[str]:
    return [name for name in files() if not name.endswith((".png", ".ttf", ".woff2", ".ico", ".gz", ".zip", ".xlsx"))]


def test_no_file_names_a_place_on_one_machine() -> None:
    assert found(MACHINE, texts()) == []


def test_no_file_names_a_package_registry() -> None:
    assert found(REGISTRIES, texts()) == []


def test_principle_pages_say_what_the_principles_say() -> None:
    folder = ROOT / "docs/reference/principles"

    written = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}

    again = "run python -m archrepo.reporting.principle_pages docs/reference/principles"
    assert written == principle_pages(shipped_book(), shipped_ontology()), again


def test_readme_shows_a_model_and_a_finding_as_they_are() -> None:
    readme = text_of("README.md")
    (turtle,) = re.findall(r"```turtle\n(.*?)```", readme, re.DOTALL)
    (finding,) = re.findall(r"```text\n(.*?)```", readme, re.DOTALL)
    model = text_of("models/voorbeeldstad/baseline/applications/bedrijfsvoering.ttl")

    answer = archrepo("check", "--workspace", "models/voorbeeldstad", "--as-of", AS_OF, "--lang", "en")

    assert [line for line in turtle.splitlines() if line.rstrip(" .;") not in model] == []
    assert finding in answer


def test_continuous_integration_runs_the_command_of_the_readme() -> None:
    commands = [line for line in text_of("README.md").splitlines() if "-m pytest" in line]

    assert len(commands) == 1
    assert commands[0].startswith("python3 -m venv .venv && ")
    assert "tests=$(grep -m1 -- '-m pytest' README.md)" in text_of(".ci/run")
    assert (ROOT / ".ci/run").stat().st_mode & 0o111


@pytest.mark.parametrize("name", [name for name in files() if name.endswith(".md") and not name.startswith("tests/")])
def test_links_between_documents_lead_somewhere(name: str) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", text_of(name))

    assert [link for link in links if "://" not in link and not (ROOT / name).parent.joinpath(link).exists()] == []


def test_changelog_has_a_place_for_the_next_release() -> None:
    assert "\n## [Unreleased]\n" in text_of("CHANGELOG.md")


def test_licence_is_complete() -> None:
    licence = text_of("LICENSE")

    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    for article in range(1, 16):
        assert re.search(rf"^{article}\.\s?[A-Z]", licence, re.MULTILINE), article
    assert "Appendix" in licence
    assert "LiLiQ-R" in licence
