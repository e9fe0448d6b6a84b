"""An import stays light: it loads no second RDF library and nothing of the doors."""

from __future__ import annotations

import subprocess
import sys
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
