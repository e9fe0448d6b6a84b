"""Make one workspace of two: files copied as they are, only names that would fall together written otherwise."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from glob import escape
from pathlib import Path, PurePosixPath

import pyoxigraph as ox

from archrepo.amending import amended
from archrepo.errors import InputFault, RequestFault
from archrepo.findings import Location
from archrepo.language import Language, Text
from archrepo.merging.apart import Names, names_of, refuse_double_principles, taken_by_both
from archrepo.merging.decisions import Decided, decisions_text
from archrepo.merging.duplicates import Duplicate, find_duplicates
from archrepo.merging.places import POSITIONS, merged_places
from archrepo.merging.sides import Shared, Side, shared_by, sides_of
from archrepo.turtle import Triple
from archrepo.turtle.reading import under_names
from archrepo.workspace import Workspace, matching_files, open_workspace
from archrepo.workspace.configuration import CONFIGURATION
from archrepo.workspace.references import REFERENCES, references_text
from archrepo.workspace.saving import put

DECISIONS = "merging.tsv"
ORIGINS = "origins.ttl"
_KEPT_SETTINGS = "archrepo.toml.before-merging"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a merge would do: both sides, what they share, the names, and what may be the same."""

    one: Side
    other: Side
    shared: Shared
    names: Names
    duplicates: tuple[Duplicate, ...]
    decided: tuple[Decided, ...]

    @property
    def undecided(self) -> tuple[Duplicate, ...]:
        """Return what may be the same and of which nobody decided, in the order of the duplicates."""
        known = {(each.one, each.other) for each in self.decided}
        return tuple(found for found in self.duplicates if (found.one, found.other) not in known)

    def decisions(self, language: Language) -> str:
        """Return the file of decisions, those taken filled in."""
        return decisions_text(self.duplicates, self.decided, language)


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged workspace, and how many triples the first, the second and both together have."""

    plan: Plan
    workspace: Workspace
    triples: tuple[int, int, int]


def plan_merge(one: Workspace, other: Workspace, decided: Iterable[Decided] = ()) -> Plan:
    """Return what a merge of two workspaces would do; nothing is written.

    Raises:
        RequestFault: the two cannot go together, or a decision is about something that is not there.
    """
    first, second = sides_of(one, other)
    refuse_double_principles(first, second)
    shared = shared_by(first, second)
    taken = tuple(decided)
    names = names_of(first, second, shared, taken)
    return Plan(first, second, shared, names, find_duplicates(first, second, taken_by_both(first, second)), taken)


def write_merge(plan: Plan, into: Path, base: str, language: Language) -> Merged:
    """Write the merged workspace to a folder that is not there or empty, whole or not at all, and open it.

    Raises:
        RequestFault: the folder holds something.
        InputFault: the merged model would not say what both say.
        OSError: the system refuses a file.
    """
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise RequestFault(
            Text(f"{into} is niet leeg", f"{into} is not empty"),
            remedy=Text("geef met --into een nieuwe map", "name a new folder with --into"),
        )
    into.parent.mkdir(parents=True, exist_ok=True)
    making = into.parent / f".{into.name}.merging"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir()
    try:
        for name, data in _contents(plan, base, language):
            path = making / name
            path.parent.mkdir(parents=True, exist_ok=True)
            put(path, data)
        _prove(plan, open_workspace(making, plan.one.workspace.as_of))
        if into.exists():
            into.rmdir()
        making.rename(into)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    merged = open_workspace(into, plan.one.workspace.as_of)
    counts = (len(plan.one.workspace.model), len(plan.other.workspace.model), len(merged.model))
    return Merged(plan, merged, counts)


def _contents(plan: Plan, base: str, language: Language) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the bytes of every file of the merged workspace."""
    sides = (plan.one, plan.other)
    changed = {change.path: change.after for change in amended(plan.other.workspace, (), names=plan.names.all).changes}
    views = _own_views(plan)
    for side in sides:
        for name, path in _files(side):
            if side is plan.other and any(name == one or name.startswith(f"{one}/") for one in plan.shared.left_out):
                continue
            if name.startswith(f"{POSITIONS}/"):
                continue
            data = path.read_bytes()
            if side is plan.other and name in changed:
                data = changed[name].encode("utf-8")
            if side is plan.other and name in views:
                name = views[name]
            name = _KEPT_SETTINGS if name == CONFIGURATION else name
            yield f"{side.folder}/{name}", data
    yield from merged_places(plan.one, plan.other, plan.names.all)
    yield CONFIGURATION, _settings(plan, base).encode("utf-8")
    references = _references(plan)
    if references:
        yield REFERENCES, references.encode("utf-8")
    yield ORIGINS, _origins(plan, base).encode("utf-8")
    yield DECISIONS, plan.decisions(language).encode("utf-8")


def _files(side: Side) -> Iterator[tuple[str, Path]]:
    """Yield every file of a side by its path there, without what begins with a dot, the lock, and links."""
    root = side.workspace.root.resolve()
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        is_hidden = any(part.startswith(".") for part in name.split("/"))
        if path.is_file() and not path.is_symlink() and not is_hidden and name not in (REFERENCES, DECISIONS):
            yield name, path


def _own_views(plan: Plan) -> dict[str, str]:
    """Return by its path a new path for each question of the second whose name the first uses for another one."""
    paths = [
        {path.relative_to(root).as_posix(): path for path in matching_files(root, side.workspace.configuration.views)}
        for side in (plan.one, plan.other)
        for root in (side.workspace.root.resolve(),)
    ]
    names = {path.stem for path in paths[0].values()}
    return {
        name: (PurePosixPath(name).parent / f"{path.stem}-{plan.other.folder}{path.suffix}").as_posix()
        for name, path in paths[1].items()
        if path.stem in names
    }


def _settings(plan: Plan, base: str) -> str:
    lines = ["[workspace]", f"name = {_quoted(f'{plan.one.name} + {plan.other.name}')}", f"base = {_quoted(base)}"]
    if plan.one.workspace.configuration.language != "3.2":
        lines.append(f"language = {_quoted(plan.one.workspace.configuration.language)}")
    lines += ["", "[files]"]
    for key, extra in (
        ("model", ["*.ttl"]),
        ("proposals", []),
        ("shapes", ["shapes/**/*.ttl"]),
        ("views", ["views/**/*.rq"]),
    ):
        patterns = [pattern for side in (plan.one, plan.other) for pattern in _patterns(side, key, plan)]
        lines.append(f"{key} = [{', '.join(map(_quoted, [*patterns, *extra]))}]")
    seconds = max(side.workspace.configuration.rule_seconds for side in (plan.one, plan.other))
    return "\n".join([*lines, "", "[limits]", f"rule_seconds = {seconds}", ""])


def _patterns(side: Side, key: str, plan: Plan) -> Iterator[str]:
    """Yield the patterns of a side within its folder; those whose files all stand in the other are left out."""
    configuration = side.workspace.configuration
    root = configuration.root.resolve()
    patterns: tuple[str, ...] = getattr(configuration, key)
    for pattern in patterns:
        found = {path.relative_to(root).as_posix() for path in matching_files(root, [pattern])}
        left = plan.shared.left_out if side is plan.other else frozenset()
        if found and all(any(name == one or name.startswith(f"{one}/") for one in left) for name in found):
            continue
        yield f"{escape(side.folder)}/{pattern}"


def _references(plan: Plan) -> str:
    ours = [
        replace(reference, folder=f"{side.folder}/{reference.folder}")
        for side in (plan.one, plan.other)
        for reference in side.workspace.configuration.references
        if side is plan.one or reference.folder not in plan.shared.references
    ]
    return references_text(ours)


def _origins(plan: Plan, base: str) -> str:
    """Return the Turtle that says which part came from which organisation."""
    lines = [
        "# Which part of this model came from which organisation.",
        "",
        f"@prefix : <{base}> .",
        "@prefix ar: <https://w3id.org/archrepo/def#> .",
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .",
    ]
    for side in (plan.one, plan.other):
        organisation = plan.names.all.get(side.organisation, side.organisation) if side.organisation else None
        name = json.dumps(side.name, ensure_ascii=False)
        lines += [
            "",
            f":origin-{side.folder} a ar:Origin ;",
            f"    rdfs:label {name}@nl , {name}@en ;",
            *([f"    ar:originOrganisation <{organisation.value}> ;"] if organisation is not None else []),
            f'    ar:originFolder "{side.folder}" ;',
            f'    ar:originBase "{side.workspace.base}"^^xsd:anyURI .',
        ]
    return "\n".join([*lines, ""])


def _prove(plan: Plan, merged: Workspace) -> None:
    """Hold the merged model against both: every triple with names is there, and so are those of nodes without a name.

    Raises:
        InputFault: something is missing; the words say how much.
    """
    there = {triple for triple in merged.model if _is_named(triple)}
    lost = [
        triple
        for side, names in ((plan.one, {}), (plan.other, plan.names.all))
        for triple in side.workspace.model
        if _is_named(triple) and under_names(triple, names) not in there
    ]
    if lost:
        raise InputFault(
            Text(
                f"{len(lost)} feiten zouden niet meegaan, zoals {lost[0][0].value}; er is niets geschreven",
                f"{len(lost)} facts would be lost, such as {lost[0][0].value}; nothing was written",
            ),
            location=Location(CONFIGURATION, 0, 0, 0, 0),
            remedy=Text("meld dit als fout", "report this as a fault"),
        )


def _is_named(triple: Triple) -> bool:
    return not isinstance(triple[0], ox.BlankNode) and not isinstance(triple[2], ox.BlankNode)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
