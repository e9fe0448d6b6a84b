"""A small municipality with a pinned reference model, and a newer release of that model."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from the_knowledge import shipped_book, shipped_ontology

from archrepo.exchange.releases import Pinned, PinOptions, Upgrade, pin, upgrade
from archrepo.workspace import Workspace, open_workspace

FILES = Path(__file__).parent.parent / "transcripts" / "files"
OLD, NEW = FILES / "gemma-2026-06.archimate", FILES / "gemma-2026-12.archimate"
HEAD = """@prefix : <https://klein.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix gemma: <https://gemmaonline.nl/index.php/GEMMA/id-> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

"""
APPLICATIONS = """:zaken a am:ApplicationComponent ; rdfs:label "Zaaksysteem"@nl ; ar:lifecycle ar:InUse ;
    ar:referenceComponent gemma:rc-zaken ; ar:supportsStandard gemma:sv-zaken-1 .

:plannen a am:ApplicationComponent ; rdfs:label "Planmaker"@nl ; ar:lifecycle ar:InUse ;
    ar:referenceComponent gemma:rc-wro .  # bestemmingsplannen

:beperkingen a am:ApplicationComponent ; rdfs:label "Beperkingenregister"@nl ; ar:lifecycle ar:InUse ;
    ar:referenceComponent gemma:rc-wkpb .

:kennis a am:ApplicationComponent ; rdfs:label "Kennisbank"@nl ; ar:lifecycle ar:Ended ;
    ar:referenceComponent gemma:rc-kennis .
"""
APPLICATIONS_FILE = "model/applications.ttl"


def municipality(folder: Path, applications: str = APPLICATIONS) -> Path:
    """Return the folder of a workspace with these applications and nothing pinned."""
    (folder / "model").mkdir(parents=True)
    (folder / "archrepo.toml").write_text(
        '[workspace]\nname = "Klein"\nbase = "https://klein.example/id/"\n\n[files]\nmodel = ["model/**/*.ttl"]\n'
        'proposals = ["proposals/**/*.ttl"]\n',
        encoding="utf-8",
    )
    (folder / APPLICATIONS_FILE).write_text(HEAD + applications, encoding="utf-8")
    return folder


def with_gemma(folder: Path, applications: str = APPLICATIONS, *, source: Path = OLD) -> Path:
    """Return the folder of a workspace with these applications and a pinned reference model."""
    municipality(folder, applications)
    pinned(folder, source)
    return folder


def pinned(folder: Path, source: Path = OLD, **options: str | bool) -> Pinned:
    """Pin the model in the file as `gemma`, and return what was done."""
    return pin(source, folder / "reference/gemma", PinOptions(**options))  # type: ignore[arg-type]  # by name


def opened(folder: Path) -> Workspace:
    """Return the workspace as it stands."""
    return open_workspace(folder, date(2026, 11, 22), ontology=shipped_ontology())


def upgraded(folder: Path, source: Path = NEW, *, release: str = "") -> tuple[Workspace, Upgrade]:
    """Return the workspace, and its upgrade to the release in the file; nothing is written."""
    workspace = opened(folder)
    return workspace, upgrade(workspace, shipped_book(), "gemma", source, release=release)


def edited(source: Path, into: Path, *changes: tuple[str, str]) -> Path:
    """Return a copy of a model file in which texts are replaced; each has to be there."""
    shutil.copyfile(source, into)
    text = into.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    into.write_text(text, encoding="utf-8")
    return into


def everything(folder: Path) -> dict[str, bytes]:
    """Return every file below the folder with its content, hidden ones and empty folders too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.rglob("*"))
    }
