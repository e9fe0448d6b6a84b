"""Real models: each number of each principle is the one that is written down, and real defects are found.

What GEMMA's defects are is counted here in its own file, without archrepo, and then looked for in the report.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree
from the_knowledge import shipped_book, shipped_ontology
from write import COMMAND, IMPORTED, PAGE, TABLE, Tallies, page, table, tallies, workspaces

from archrepo.findings import Finding, Report, Severity, Verdict
from archrepo.validation import validate

BOOK = shipped_book()
IRI = "https://gemmaonline.nl/index.php/GEMMA/id-"
XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


@pytest.fixture(scope="module")
def reports(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    """The report on each corpus."""
    held = workspaces(shared, tmp_path_factory.mktemp("corpus"), shipped_ontology())
    return {name: validate(workspace, BOOK) for name, workspace in held}


@pytest.fixture(scope="module")
def found(reports: dict[str, Report]) -> Tallies:
    """The numbers of each corpus."""
    return tallies(BOOK, reports)


@pytest.fixture(scope="module")
def gemma(reports: dict[str, Report]) -> Report:
    """The report on GEMMA."""
    return reports["GEMMA"]


def findings(report: Report, principle: str) -> list[Finding]:
    return [finding for finding in report.findings if finding.principle == principle]


def names(report: Report, principle: str, words: str = "") -> list[str]:
    """The names of the subjects of those findings of a principle that hold the words, sorted."""
    return sorted(found.label.nl for found in findings(report, principle) if words in found.message.en)


# --------------------------------------------------------------------------------------------- as it is written down


def test_every_number_is_the_one_that_is_written_down(found: Tallies) -> None:
    written = set(TABLE.read_text(encoding="utf-8").splitlines())

    now = set(table(found).splitlines())

    assert sorted(written ^ now) == [], f"run {COMMAND}, and say in the commit why a number changed"


def test_the_page_shows_the_same_numbers(found: Tallies) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(BOOK, found), f"run {COMMAND}"


def test_both_formats_of_one_model_give_the_same_numbers(found: Tallies) -> None:
    archi, exchange = (name for name in IMPORTED if name.startswith("VERA"))

    for principle in BOOK:
        assert found[principle.id, archi] == found[principle.id, exchange], principle.id


# ---------------------------------------------------------------------------------------------------- who is silent


def test_no_rule_about_the_landscape_of_a_municipality_speaks_of_a_reference_model(reports: dict[str, Report]) -> None:
    for name in IMPORTED:
        families = {
            principle.family for finding in reports[name].findings if (principle := BOOK.get(finding.principle))
        }

        assert families == {"MOD"}, name


def test_of_a_reference_model_no_fact_is_asked_that_only_a_municipality_has(reports: dict[str, Report]) -> None:
    for name in IMPORTED:
        unknown = {found.principle for found in reports[name].judgements if found.verdict is Verdict.UNKNOWN}

        assert unknown == set(), name


def test_no_fault_of_somebody_elses_reference_model_weighs_as_an_error(reports: dict[str, Report]) -> None:
    for name in IMPORTED:
        assert reports[name].count(Severity.VIOLATION) == 0, name


@pytest.mark.parametrize("name", IMPORTED)
@pytest.mark.parametrize(
    "principle",
    [
        pytest.param("MOD-03", id="relation that ArchiMate forbids"),
        pytest.param("MOD-05", id="reference to nothing"),
        pytest.param("MOD-10", id="personal data"),
        pytest.param("MOD-11", id="value that does not fit"),
        pytest.param("MOD-12", id="relation without an end"),
    ],
)
def test_a_sound_reference_model_has_no(reports: dict[str, Report], name: str, principle: str) -> None:
    assert names(reports[name], principle) == []


def test_the_relation_rules_did_look_at_every_relation_of_gemma(gemma: Report) -> None:
    assert gemma.verdicts("MOD-03")[Verdict.MET] == gemma.verdicts("MOD-12")[Verdict.MET] > 4000


# ------------------------------------------------------------------------------------------ the real defects of GEMMA


@dataclass(frozen=True)
class Source:
    """GEMMA as its own file tells it: elements by file id, and relations as triples of kind, source and target."""

    elements: dict[str, etree._Element]
    relations: list[tuple[str, str, str, str]]

    def value(self, element: str, key: str) -> str | None:
        for entry in self.elements[element].findall("property"):
            if entry.get("key") == key:
                return entry.get("value") or ""
        return None

    def of_type(self, name: str) -> list[str]:
        return [element for element in self.elements if self.value(element, "GEMMA type") == name]

    def names(self, elements: list[str]) -> list[str]:
        return sorted(self.elements[element].get("name", "").strip() for element in elements)

    def versions(self, standard: str) -> list[str]:
        return [
            source
            for kind, source, target, _role in self.relations
            if kind == "SpecializationRelationship"
            and target == standard
            and self.value(source, "GEMMA type") == "Standaardversie"
        ]


@pytest.fixture(scope="module")
def source(shared: Path) -> Source:
    """GEMMA, read without archrepo."""
    elements: dict[str, etree._Element] = {}
    relations: list[tuple[str, str, str, str]] = []
    for element in etree.parse(shared / "data/gemma/gemma.archimate").iter("element"):
        kind = (element.get(XSI_TYPE) or "").removeprefix("archimate:")
        if element.get("source"):
            roles = [
                entry.get("value") for entry in element.findall("property") if entry.get("key") == "Verbindingsrol"
            ]
            ends = (element.get("source") or "", element.get("target") or "")
            relations.append((kind, *ends, (roles[0] if roles else "") or ""))
        elif kind not in ("ArchimateDiagramModel", "SketchModel", "CanvasModel"):
            elements[element.get("id") or ""] = element
    return Source(elements, relations)


def test_two_pairs_of_principles_with_one_id_are_found(gemma: Report, source: Source) -> None:
    keys = Counter(source.value(element, "ID") for element in source.of_type("Principe"))
    double = {key for key, count in keys.items() if key and count > 1}

    said = [finding.message.en.split("the same key ")[1].split()[0] for finding in findings(gemma, "MOD-01")]

    assert double == {"GAP19", "GAP20"}
    assert Counter(said) == {"GAP19": 2, "GAP20": 2}


def test_standards_in_use_of_which_no_version_is_in_use_are_found(gemma: Report, source: Source) -> None:
    without = [
        standard
        for standard in source.of_type("Standaard")
        if "In gebruik" in (source.value(standard, "GEMMA status"), source.value(standard, "Status"))
        and (versions := source.versions(standard))
        and not any(source.value(version, "Status") == "In gebruik" for version in versions)
    ]

    assert len(without) == 9
    assert "Verwerkingenlogging API-standaard" in source.names(without)
    assert names(gemma, "MOD-06", "no version of it is in use") == source.names(without)


def test_standards_without_a_version_are_found(gemma: Report, source: Source) -> None:
    without = [standard for standard in source.of_type("Standaard") if not source.versions(standard)]

    assert len(without) == 6
    assert names(gemma, "MOD-13", "a standard without a version") == source.names(without)


def test_versions_without_a_standard_are_found(gemma: Report, source: Source) -> None:
    homes = {start for kind, start, _end, _role in source.relations if kind == "SpecializationRelationship"}
    without = [version for version in source.of_type("Standaardversie") if version not in homes]

    assert len(without) == 2
    assert names(gemma, "MOD-13", "a version without a standard") == source.names(without)


def test_components_that_ask_for_a_standard_whose_support_has_ended_are_found(gemma: Report, source: Source) -> None:
    ended = {
        element
        for element in source.elements
        if "Einde ondersteuning" in (source.value(element, "GEMMA status"), source.value(element, "Status"))
    }
    asked = [
        (source.names([start])[0], role)
        for _kind, start, end, role in source.relations
        if role and end in ended and start in source.elements
    ]

    said = [
        (finding.label.nl, "Verplicht" if "(Verplicht)" in finding.message.nl else "Aanbevolen", finding.severity)
        for finding in findings(gemma, "MOD-14")
    ]

    assert len(asked) == 9
    assert sorted((name, role) for name, role, _weight in said) == sorted(asked)
    assert {role: weight for _name, role, weight in said} == {
        "Verplicht": Severity.WARNING,
        "Aanbevolen": Severity.INFO,
    }


def test_the_one_application_service_without_a_type_is_found(gemma: Report, source: Source) -> None:
    empty = [element for element in source.elements if source.value(element, "GEMMA type") == ""]

    (finding,) = [found for found in findings(gemma, "MOD-02") if found.label.nl == "Coördineren van releases"]

    assert source.names(empty) == ["Coördineren van releases"]
    assert finding.severity is Severity.WARNING


def test_reference_components_without_an_application_service_are_found(gemma: Report, source: Source) -> None:
    serving = {
        start
        for _kind, start, end, _role in source.relations
        if end in source.elements and source.elements[end].get(XSI_TYPE) == "archimate:ApplicationService"
    }
    without = [component for component in source.of_type("Referentiecomponent") if component not in serving]

    assert len(without) == 4
    assert names(gemma, "MOD-04", "no application service") == source.names(without)


def test_elements_that_share_name_and_kind_are_found(gemma: Report, source: Source) -> None:
    kinds = Counter((element.get(XSI_TYPE), element.get("name", "").strip()) for element in source.elements.values())
    double = sorted(name for (_kind, name), count in kinds.items() for _ in range(count) if count > 1 and name)

    assert names(gemma, "MOD-08", "the same name") == double


def test_elements_without_any_relation_are_found(gemma: Report, source: Source) -> None:
    joined = {end for _kind, start, stop, _role in source.relations for end in (start, stop)}
    alone = [element for element in source.elements if element not in joined]

    assert len(alone) == 96
    assert names(gemma, "MOD-15") == source.names(alone)


def test_every_finding_in_gemma_is_of_something_that_gemma_published(gemma: Report) -> None:
    assert [finding.subject for finding in gemma.findings if not finding.subject.startswith(IRI)] == []
