"""A principle may weigh one breach otherwise than another; its examples show which weighs how much."""

from __future__ import annotations

from pathlib import Path

import pytest
from the_knowledge import shipped_book, shipped_ontology

from archrepo.findings import Severity
from archrepo.places import examples_folder
from archrepo.validation import validate
from archrepo.validation.examples import EXAMPLE_DATE, read_examples

ROOT = Path(__file__).parent.parent
BOOK = shipped_book()
ONTOLOGY = shipped_ontology()
EXAMPLES = read_examples(examples_folder(ROOT / "shapes"), ROOT)


def told(principle: str, name: str) -> tuple[Severity, str]:
    """Return the severity and the Dutch message of the one finding on an example of a principle."""
    (example,) = (one for one in EXAMPLES[principle] if one.name == name)
    report = validate(example.opened(ONTOLOGY, EXAMPLE_DATE), BOOK)
    (finding,) = (finding for finding in report.findings if finding.principle == principle)
    return finding.severity, finding.message.nl


@pytest.mark.parametrize(
    ("principle", "name", "severity"),
    [
        ("STD-04", "bad.ttl", Severity.VIOLATION),
        ("STD-04", "bad-new-on-unsupported.ttl", Severity.VIOLATION),
        ("STD-04", "bad-unsupported-in-use.ttl", Severity.WARNING),
        ("STD-04", "bad-flow-on-unsupported.ttl", Severity.WARNING),
        ("AVG-05", "bad.ttl", Severity.VIOLATION),
        ("AVG-05", "bad-two-criteria.ttl", Severity.VIOLATION),
        ("AVG-05", "bad-after-start.ttl", Severity.VIOLATION),
        ("AVG-05", "bad-one-criterion.ttl", Severity.INFO),
        ("CON-07", "bad-critical.ttl", Severity.VIOLATION),
        ("CON-07", "bad-notice-too-long.ttl", Severity.WARNING),
        ("LCM-01", "bad.ttl", Severity.VIOLATION),
        ("LCM-01", "bad-coming-year.ttl", Severity.WARNING),
        ("LCM-01", "bad-last-day.ttl", Severity.WARNING),
        ("LCM-07", "bad.ttl", Severity.VIOLATION),
        ("LCM-07", "bad-no-hypothesis.ttl", Severity.WARNING),
    ],
)
def test_breach_weighs_as_its_kind(principle: str, name: str, severity: Severity) -> None:
    assert told(principle, name)[0] is severity


@pytest.mark.parametrize(
    ("principle", "name", "message"),
    [
        (
            "GOV-02",
            "bad-supplier.ttl",
            "heeft een eigenaar die in dit model niet bij de gemeente hoort: Voorbeeld Magazijnen",
        ),
        ("AVG-05", "bad-on-list.ttl", "een DPIA is nodig (AP-lijst: Locatiegegevens) en niet vastgesteld"),
        (
            "AVG-05",
            "bad-two-criteria.ttl",
            "(Beoordelen of scores geven + Gevoelige of zeer persoonlijke gegevens) en niet vastgesteld",
        ),
        ("AVG-12", "bad-shorter-than-list.ttl", "korter dan P7Y, wat de selectielijst vraagt (resultaat 8.1.7)"),
        ("CON-07", "bad-silent-on-switching.ttl", "valt onder SLA zaaksysteem, waarin overstappen niet is geregeld"),
        ("CON-07", "bad-switching-too-long-with-reason.ttl", "waarin overstappen 216 dagen duurt"),
        ("INK-12", "bad.ttl", "te weinig tijd: de inschrijftermijn duurt 39 dagen, er zijn minstens 40 dagen nodig"),
        (
            "INK-12",
            "bad-one-day.ttl",
            "te weinig tijd: de inschrijftermijn duurt 1 dag, er zijn minstens 40 dagen nodig",
        ),
        (
            "LCM-01",
            "bad-last-day.ttl",
            "verliest op 2026-11-22 de ondersteuning, en gaat niet voor die tijd uit gebruik",
        ),
    ],
)
def test_breach_says_what_it_rests_on(principle: str, name: str, message: str) -> None:
    assert told(principle, name)[1].endswith(message)
