"""Two models become one: files as they are, nothing lost, nothing made one without a decision."""

from __future__ import annotations

import codecs
import csv
import io
import shutil
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from archrepo.errors import InputFault, RequestFault
from archrepo.exchange.releases import PinOptions, pin
from archrepo.language import Text
from archrepo.merging import Merged, decisions_in, plan_merge, read_decisions, told, told_plan, write_merge
from archrepo.merging.duplicates import SAME_IRI, SAME_NAME
from archrepo.metrics import cost_per_resident
from archrepo.positions import parse_side_file
from archrepo.principles import book_of
from archrepo.validation import check
from archrepo.vocabulary import CONTRACT, TYPE, WAIVER, ar
from archrepo.workspace import Workspace, load_ontology, matching_files, open_workspace

DAY = date(2026, 9, 1)
ROOT = Path(__file__).parent.parent
BASE = "https://nieuwstad.example/id/"
DIJKDORP = "https://dijkdorp.example/id/"
STAD = "https://voorbeeldstad.example/id/"
COLUMNS = ["besluit", "soort", "naam", "naam van de ander", "waarom", "de een", "de ander"]
DIJK_FOR_BOTH_EN = "Own principles that now hold for both: 1\n  Dijkdorp: DIJK-01 Each application has a supplier"
HEAD = (
    "@prefix : <https://n.example/> .\n@prefix am: <https://purl.org/archimate#> .\n"
    "@prefix ar: <https://w3id.org/archrepo/def#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
)


@pytest.fixture(scope="module")
def stad() -> Workspace:
    return open_workspace(ROOT / "models" / "voorbeeldstad", DAY)


@pytest.fixture(scope="module")
def dorp() -> Workspace:
    return open_workspace(ROOT / "tests" / "samples" / "dijkdorp", DAY)


@pytest.fixture(scope="module")
def merged(stad: Workspace, dorp: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Merged:
    return write_merge(plan_merge(stad, dorp), tmp_path_factory.mktemp("merge") / "nieuwstad", BASE, "nl")


def small(folder: Path, text: str, settings: str = "", further: Mapping[str, str] | None = None) -> Workspace:
    folder.mkdir(parents=True)
    (folder / "archrepo.toml").write_text(
        f'[workspace]\nname = "{folder.name}"\nbase = "https://n.example/"\n{settings}'
    )
    for name, content in {"model.ttl": HEAD + text, **(further or {})}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    return open_workspace(folder, DAY)


def n(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"https://n.example/{name}")


def named(workspace: Workspace) -> set[str]:
    return {str(t) for t in workspace.model if not any(isinstance(term, ox.BlankNode) for term in t)}


def test_every_triple_of_both_is_in_the_result_and_counted(merged: Merged, stad: Workspace, dorp: Workspace) -> None:
    assert named(stad) | named(dorp) <= named(merged.workspace)
    origins = [t for t in merged.workspace.model if t[0].value.startswith(BASE)]
    assert merged.triples == (len(stad.model), len(dorp.model), len(stad.model) + len(dorp.model) + len(origins))
    kinds = [Counter(one.kind.name for one in each.elements.values()) for each in (stad, dorp, merged.workspace)]
    assert kinds[0] + kinds[1] == kinds[2]
    assert len(merged.workspace.relations) == len(stad.relations) + len(dorp.relations)
    assert len(merged.workspace.model.instances(WAIVER)) == 4


def test_every_file_is_there_with_the_bytes_that_it_had(merged: Merged, stad: Workspace, dorp: Workspace) -> None:
    for workspace, folder in ((stad, "voorbeeldstad"), (dorp, "dijkdorp")):
        for path in workspace.root.rglob("*"):
            name = path.relative_to(workspace.root).as_posix()
            if path.is_file() and not name.startswith("views/positions"):
                new = "archrepo.toml.before-merging" if name == "archrepo.toml" else name
                assert (merged.workspace.root / folder / new).read_bytes() == path.read_bytes(), name


def test_proposals_principles_and_views_of_both_are_found(merged: Merged) -> None:
    configuration = merged.workspace.configuration
    proposals = [
        path.relative_to(merged.workspace.root) for path in matching_files(configuration.root, configuration.proposals)
    ]
    assert {path.parts[0] for path in proposals} == {"voorbeeldstad", "dijkdorp"}
    assert "DIJK-01" in {principle.id for principle in book_of(merged.workspace)}
    assert [path.stem for path in matching_files(configuration.root, configuration.views)] == ["leverancier-stopt"]


def test_origin_is_said_once_for_each_side(merged: Merged) -> None:
    model = merged.workspace.model
    origins = model.instances(ar("Origin"))
    assert {model.value(one, ar("originOrganisation")) for one in origins} == {
        ox.NamedNode(f"{STAD}gemeente"),
        ox.NamedNode(f"{DIJKDORP}gemeente"),
    }
    assert merged.workspace.locate(ox.NamedNode(f"{DIJKDORP}zaken")).path.startswith("dijkdorp/")
    report = check(merged.workspace, book_of(merged.workspace), only={"MOD-05", "MOD-11"}).report
    assert not [one for one in report.findings if one.location.path == "origins.ttl"]


def test_duplicates_are_proposed_with_reasons_and_stay_apart(merged: Merged) -> None:
    found = {
        (one.one.value.removeprefix(STAD), one.other.value.removeprefix(DIJKDORP)): one
        for one in merged.plan.duplicates
    }

    assert found["zaaksysteem", "zaken"].reasons == (SAME_NAME, Text("zelfde leverancier", "same supplier"))
    assert [each.en for each in found["zaaktypecatalogus", "typen"].reasons] == [
        "same supplier",
        "same reference component",
    ]
    assert found["zaakwerk", "zaakwerk"].reasons == (SAME_NAME,)
    assert ("kern", "dijkregister") not in found
    assert {f"{STAD}zaaksysteem", f"{DIJKDORP}zaken"} <= {one.value for one in merged.workspace.elements}


def test_what_is_a_sign_of_the_same_is_read_from_the_ontology(tmp_path: Path) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(ROOT / "ontology", folder)
    signs = folder / "municipal-merging.ttl"
    text = signs.read_text("utf-8").replace("ar:referenceComponent ar:signOfSameness ar:SameThing .", "")
    signs.write_text(text.replace("ar:supplier ar:signOfSameness", "ar:owner ar:signOfSameness"), "utf-8")
    facts = (
        ':{0} a am:ApplicationComponent ; rdfs:label "{0}"@nl ; ar:owner :{1} .\n'
        ':{1} a am:BusinessActor ; rdfs:label "Beheer"@nl .\n'
    )
    roots = [small(tmp_path / name, facts.format(name, f"beheer-{name}")).root for name in ("een", "twee")]
    one, other = (open_workspace(root, DAY, ontology=load_ontology(folder)) for root in roots)

    found = {each.one: each.reasons for each in plan_merge(one, other).duplicates}

    assert found == {n("beheer-een"): (SAME_NAME,), n("een"): (Text("zelfde eigenaar", "same owner"),)}


def test_decisions_are_applied_and_those_without_one_stay_apart(
    stad: Workspace, dorp: Workspace, tmp_path: Path
) -> None:
    lines = plan_merge(stad, dorp).decisions("nl").splitlines()
    text = "\n".join(
        f"{'zelfde' if 'zaakwerk' in line else 'anders' if 'typen' in line else ''}{line}"
        if line.startswith("\t")
        else line
        for line in lines
    )
    decided = read_decisions(text, "besluiten.tsv")

    done = write_merge(plan_merge(stad, dorp, decided), tmp_path / "nieuw", BASE, "nl")

    model = done.workspace.model
    assert not model.facts(ox.NamedNode(f"{DIJKDORP}zaakwerk"))
    assert model.has(ox.NamedNode(f"{DIJKDORP}contract-zaken"), ar("party"), ox.NamedNode(f"{STAD}zaakwerk"))
    assert model.facts(ox.NamedNode(f"{DIJKDORP}typen"))
    assert "# Doet hetzelfde werk" in (tmp_path / "nieuw/dijkdorp/model/applications.ttl").read_text()
    assert read_decisions((tmp_path / "nieuw/merging.tsv").read_text(), "merging.tsv") == decided
    assert "Misschien hetzelfde: 5" in "\n".join(told(done, "nl"))


def test_the_report_names_the_principles_of_one_that_now_hold_for_both(merged: Merged, stad: Workspace) -> None:
    line = "Dijkdorp: DIJK-01 Elke applicatie heeft een leverancier (dijkdorp/shapes/own.ttl)"

    found = [list(told(merged, "nl")), list(told_plan(merged.plan, "nl"))]

    for lines in found:
        assert lines[lines.index("Eigen principes die nu voor beide gelden: 1") + 1].strip() == line
    assert DIJK_FOR_BOTH_EN in "\n".join(told_plan(merged.plan, "en"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("sign", ["\t", ";", ","])
def test_decisions_that_a_spreadsheet_saved_are_read(encoding: str, sign: str) -> None:
    cells = ["zelfde", "Applicatie", "Caf\u00e9, bar; en zo", "Caf\u00e9", "zelfde naam", n("a").value, n("b").value]
    out = io.StringIO()
    rows = [["# Wat misschien hetzelfde is."], COLUMNS, ["", *cells[1:]], cells]
    csv.writer(out, delimiter=sign, lineterminator="\r\n").writerows(rows)
    mark = codecs.BOM_UTF16_LE if encoding == "utf-16-le" else b""

    found = read_decisions(decisions_in(mark + out.getvalue().encode(encoding), "d.csv"), "d.csv")

    assert [(one.one, one.other, one.decision) for one in found] == [(n("a"), n("b"), "same")]


def test_decisions_in_another_encoding_are_refused_with_how_to_save_them() -> None:
    with pytest.raises(InputFault) as caught:
        decisions_in("# kop\nzelfde\tCaf\u00e9".encode("cp1252"), "d.txt")

    assert caught.value.location is not None and caught.value.location.line == 2
    assert caught.value.remedy is not None and "CSV UTF-8" in caught.value.remedy.nl


def test_the_report_tells_contracts_functions_departments_and_cost(merged: Merged) -> None:
    dutch, english = "\n".join(told(merged, "nl")), "\n".join(told(merged, "en"))

    assert "Dijkdorp: Overeenkomst zaken, loopt af 31 december 2028" in dutch
    assert "Suppliers with a contract of both: 1" in english
    assert "Functions with applications of both: 1 of 22" in english
    assert "Dijkdorp: Publiekszaken (14), Ruimte en wonen (9)" in dutch
    figures = [cost_per_resident(each).value for each in (merged.plan.other.workspace, merged.workspace)]
    assert [figure.en for figure in figures if figure] == ["€6.00", "€51.25"]
    assert "51,25" in dutch


def test_kept_places_of_both_stand_side_by_side(stad: Workspace, tmp_path: Path) -> None:
    name = "views/positions/landschap--by=ar-domain.tsv"
    places = (ROOT / "tests/samples/dijkdorp" / name).read_text()
    one = small(tmp_path / "een", ":a a am:Goal .\n", further={name: places})
    other = small(
        tmp_path / "twee", ":b a am:Goal .\n", further={name: places.replace("dijkdorp.example", "o.example")}
    )

    write_merge(plan_merge(one, other), tmp_path / "samen", BASE, "nl")

    first = parse_side_file(places.encode(), name)
    both = parse_side_file((tmp_path / "samen" / name).read_bytes(), name)
    assert set(first.spots) <= set(both.spots)
    assert len(both.spots) > len(first.spots)


def test_one_name_for_two_things_is_kept_apart_in_every_file(tmp_path: Path) -> None:
    text = (
        ':app a am:ApplicationComponent ; rdfs:label "{}"@nl ; am:serves :werk . # {}\n:werk a am:BusinessProcess .\n'
    )
    settings = '\n[files]\nmodel = ["model.ttl"]\nproposals = ["plan/*.ttl"]\n'
    further = {"plan/p.ttl": HEAD + ":inkoop a ar:Procurement ; ar:replaces :app .\n"}
    one = small(tmp_path / "een", text.format("Kern", "kern"), settings)
    other = small(tmp_path / "twee", text.format("Rand", "rand"), settings, further)

    done = write_merge(plan_merge(one, other), tmp_path / "samen", BASE, "nl")

    assert {one.value for one in done.workspace.elements} == {
        n(x).value for x in ("app", "werk", "twee-app", "twee-werk")
    }
    assert (
        ':twee-app a am:ApplicationComponent ; rdfs:label "Rand"@nl ; am:serves :twee-werk . # rand'
        in (tmp_path / "samen/twee/model.ttl").read_text()
    )
    assert "ar:replaces :twee-app" in (tmp_path / "samen/twee/plan/p.ttl").read_text()
    assert [one.reasons for one in done.plan.duplicates] == [(SAME_IRI,), (SAME_IRI,)]
    assert "https://n.example/app -> https://n.example/twee-app" in "\n".join(told_plan(done.plan, "nl"))


def test_one_name_for_one_thing_stays_when_a_person_says_so(tmp_path: Path) -> None:
    one = small(tmp_path / "een", ":app a am:ApplicationComponent .\n")
    other = small(tmp_path / "twee", ":app a am:ApplicationComponent .\n")
    decided = read_decisions(f"same\tx\tapp\tapp\tiri\t{n('app').value}\t{n('app').value}\n", "d.tsv")

    done = write_merge(plan_merge(one, other, decided), tmp_path / "samen", BASE, "en")

    assert [str(one.value) for one in done.workspace.elements] == [n("app").value]


def test_a_reference_that_both_pinned_is_there_once(tmp_path: Path) -> None:
    sides = []
    for name in ("een", "twee"):
        workspace = small(tmp_path / name, f":{name} a am:Goal .\n", '\n[files]\nmodel = ["model.ttl"]\n')
        source = tmp_path / "model.archimate"
        shutil.copyfile(ROOT / "tests/transcripts/files/model.archimate", source)
        pin(source, workspace.root / "reference" / "gemma", PinOptions(base=f"https://{name}.example/"))
        sides.append(open_workspace(tmp_path / name, DAY))

    done = write_merge(plan_merge(*sides), tmp_path / "samen", BASE, "nl")

    assert [one.folder for one in done.workspace.configuration.references] == ["een/reference/gemma"]
    assert not (tmp_path / "samen/twee/reference").exists()
    assert len(done.workspace.elements) == len(sides[0].elements) + 1
    assert "staat er één keer in" in "\n".join(told(done, "nl"))


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("misschien\ta\tb\tc\td\thttps://a.example/1\thttps://a.example/2", "besluit"),
        ("zelfde\ta\tb", "besluit"),
        ("zelfde\ta\tb\tc\td\tgeen iri\thttps://a.example/2", "IRI"),
    ],
)
def test_a_decision_that_cannot_be_read_is_refused_with_its_line(line: str, word: str) -> None:
    with pytest.raises(InputFault) as caught:
        read_decisions(f"# kop\n{line}\n", "d.tsv")

    assert word in caught.value.text.nl
    assert caught.value.location is not None
    assert caught.value.location.line == 2


def test_two_that_cannot_go_together_are_refused(tmp_path: Path, stad: Workspace) -> None:
    old = small(tmp_path / "een", ':m a am:Model ; am:language "3.2" .\n')
    new = small(tmp_path / "twee", ':m a am:Model ; am:language "4" .\n')
    unknown = read_decisions("zelfde\ta\tb\tc\td\thttps://a.example/1\thttps://a.example/2\n", "d.tsv")

    with pytest.raises(RequestFault, match="follows ArchiMate"):
        plan_merge(old, new)
    with pytest.raises(RequestFault, match="twice"):
        plan_merge(stad, stad)
    with pytest.raises(RequestFault, match="is not in"):
        plan_merge(old, small(tmp_path / "drie", ":x a am:Goal .\n"), unknown)


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    one, other = small(tmp_path / "een", ":a a am:Goal .\n"), small(tmp_path / "twee", ":b a am:Goal .\n")
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "iets.txt").write_text("x")

    with pytest.raises(RequestFault):
        write_merge(plan_merge(one, other), tmp_path / "vol", BASE, "nl")

    assert [path.name for path in (tmp_path / "vol").iterdir()] == ["iets.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["een", "twee", "vol"]


def test_the_same_merge_gives_the_same_bytes(dorp: Workspace, tmp_path: Path) -> None:
    other = small(tmp_path / "twee", ":b a am:Goal .\n")
    for name in ("a", "b"):
        write_merge(plan_merge(dorp, other), tmp_path / name, BASE, "nl")

    files = [
        {p.relative_to(tmp_path / x).as_posix(): p.read_bytes() for p in (tmp_path / x).rglob("*") if p.is_file()}
        for x in "ab"
    ]
    assert files[0] == files[1]
    assert len(list(open_workspace(tmp_path / "a", DAY).model.subjects(TYPE, CONTRACT))) == 2
