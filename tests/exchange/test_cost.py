"""An import stays light: it loads no second RDF library, and takes no more than a few times a bare parse."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
IMPORT = (
    "import sys; from pathlib import Path; from archrepo.exchange import import_model;"
    "import_model([Path(sys.argv[1])], Path(sys.argv[2]));"
    "print(sorted({name.split('.')[0] for name in sys.modules}))"
)


def test_an_import_loads_no_rdflib_no_flask_and_no_click(shared: Path, tmp_path: Path) -> None:
    source = shared / "data" / "vera" / "vera41.archimate"

    done = subprocess.run(
        [sys.executable, "-c", IMPORT, str(source), str(tmp_path / "out")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert "lxml" in done.stdout
    for name in ("rdflib", "pyshacl", "flask", "click", "rich", "zipfile", "tempfile"):
        assert f"'{name}'" not in done.stdout


def test_an_import_takes_at_most_eight_times_a_bare_parse(shared: Path, tmp_path: Path) -> None:
    source = shared / "data" / "gemma" / "gemma.archimate"
    parse = "import sys; from lxml import etree; etree.parse(sys.argv[1])"

    bare = min(seconds("-c", parse, str(source)) for _ in range(3))
    whole = min(seconds("-c", IMPORT, str(source), str(tmp_path / f"out{number}")) for number in range(3))

    assert whole <= 8 * bare, f"{whole:.2f} s against {bare:.2f} s"


def seconds(*arguments: str) -> float:
    """Return how long Python takes for this, from its start to its end."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - start
