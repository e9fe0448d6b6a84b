"""What a user gets from `pip install`: a wheel that works without the checkout it was made from."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHIPPED = ("ontology", "shapes", "models", "tests/principles")
# Files that lie beside the code of a package and are needed when it runs.
BESIDE_CODE = ("archrepo/sparql", "archrepo/cli/template", "webui/templates", "webui/static")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = ("pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    subprocess.run([sys.executable, "-m", *build], check=True)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    """The files in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def files_of(folder: str) -> set[str]:
    listed = subprocess.run(["git", "ls-files", "-z", folder], cwd=ROOT, capture_output=True, text=True, check=True)
    return {name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()}


@pytest.mark.parametrize("folder", SHIPPED)
def test_wheel_carries_the_knowledge_of_a_folder(names: set[str], folder: str) -> None:
    expected = {f"archrepo/data/{name}" for name in files_of(folder)}

    assert expected
    assert expected - names == set()


@pytest.mark.parametrize("folder", BESIDE_CODE)
def test_wheel_carries_the_files_beside_the_code(names: set[str], folder: str) -> None:
    expected = files_of(folder)

    assert expected
    assert expected - names == set()


def test_wheel_carries_code_licence_and_facts_only(names: set[str]) -> None:
    code = {name for name in names if ".dist-info/" not in name}

    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    assert {name.split("/")[0] for name in code} == {"archrepo", "webui"}
    assert [name for name in code if name.endswith((".pyc", ".xml")) or "cache" in name] == []


def test_installed_wheel_shows_the_example_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    # The wheel comes before whatever else this Python knows, so also before an editable install of the checkout.
    surroundings = {**os.environ, "PYTHONPATH": str(installed), "LANG": "nl_NL.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""}

    done = subprocess.run(
        [sys.executable, "-m", "archrepo", "demo", "--no-serve", "--as-of", "2026-11-22"],
        cwd=tmp_path,
        env=surroundings,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "Getoetst: " in done.stdout
    assert "Inkoop zaaksysteem: " in done.stdout
    assert str(ROOT) not in done.stdout + done.stderr
    assert (tmp_path / "archrepo-demo/archrepo.toml").is_file()
    assert list((tmp_path / "archrepo-demo/platen").glob("*.svg"))


def test_installed_wheel_reads_its_own_copy_of_the_facts(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    program = "from archrepo.places import shipped; print(shipped('ontology'), shipped('tests/principles'))"

    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert [Path(path).is_relative_to(tmp_path) for path in done.stdout.split()] == [True, True]
