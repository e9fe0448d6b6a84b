"""A dossier with a memory equals one without, whatever was edited; and only what changed is judged again."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from the_knowledge import shipped_book

from archrepo.principles import PrincipleBook
from archrepo.procurement import find_proposal
from archrepo.procurement.dossier.whole import Dossier, DossierMemory, dossier_of
from archrepo.procurement.judging.assessing import _Assessing
from archrepo.procurement.judging.layers import Layer
from archrepo.reporting.dossier_files import dossier_file
from archrepo.validation import Check, check
from tests.procurement.offers import NORTH, PREFIXES, PURCHASE, SOUTH, town

EAST = (
    NORTH.replace("noord", "oost").replace("Noord", "Oost").replace("zaakwijzer", "oostwijzer")
    + """:stroom-oost a am:Flow ; rdfs:label "Stroom"@nl ; am:source :oostwijzer ; am:target :oud .
:afspraak-oost a ar:Bogus ; ar:about :stroom-oost , :zaakwijzer .
"""
)
CANDIDATE = PURCHASE.replace("ar:termYears 4 ;", "ar:termYears 4 ; ar:candidate :losse , :zaakwijzer ;") + (
    ':losse a am:ApplicationComponent ; rdfs:label "Losse"@nl ; ar:lifecycle ar:Planned .\n'
    ":zaakwijzer ar:hosting ar:SaaS .\n"
    ':afwijking a ar:Waiver ; ar:ofPrinciple principle:GOV-02 ; ar:subject :dossierlijn ; ar:reason "mag"@nl ;\n'
    '    ar:decidedBy :publiekszaken ; ar:validUntil "2027-01-01"^^xsd:date .\n'
)
PIECES = (
    (" ar:lifecycle ar:Planned ;", " ar:lifecycle ar:InUse ;"),
    ("ar:owner :publiekszaken ;", ""),
    ("ar:claims ar:Yes", "ar:claims ar:No"),
    ("99.8", "98"),
    ("am:serves :verhuizen ;", "am:serves :verhuizen , :klacht ;"),
    ("ar:replaces :oud", "ar:replaces :zaken"),
    (".\n", ".\n# opmerking\n"),
    (" .\n", " ; ar:hosting ar:SaaS .\n"),
    (":zuiderlicht", ":noordzicht"),
    ("ar:offers", "ar:offers :oud ,"),
    ("@nl", "@nl , "),
    ("a ar:Bid", "a ar:Bod"),
    ("ar:bidPriceEuro 6", "ar:bidPriceEuro 7"),
    ("ar:maxPoints 60", "ar:maxPoints 50"),
    ("ar:awardedGrade :goed", "ar:awardedGrade :matig"),
)


@pytest.fixture(scope="module")
def book() -> PrincipleBook:
    return shipped_book()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    town(tmp_path, CANDIDATE, noord=NORTH, oost=EAST, zuid=SOUTH)
    return tmp_path


def _checked(home: Path, book: PrincipleBook) -> Check:
    workspace = town(home, CANDIDATE, noord=NORTH, oost=EAST, zuid=SOUTH)
    return check(workspace, book)


def _made(landscape: Check, memory: DossierMemory | None = None) -> Dossier:
    return dossier_of(landscape, find_proposal(landscape.workspace, "nieuw"), memory=memory)


def _edit(chance: random.Random, home: Path) -> None:
    """Change, break, mend, take away or put back one file of the proposal."""
    proposal = home / "proposals/nieuw"
    texts = {"bids/noord.ttl": NORTH, "bids/oost.ttl": EAST, "bids/zuid.ttl": SOUTH, "procurement.ttl": CANDIDATE}
    name = chance.choice([*texts, "bids/zuid.ttl", "bids/oost.ttl"])
    path, kind = proposal / name, chance.random()
    if kind < 0.15 and name != "procurement.ttl":
        path.unlink(missing_ok=True)
    elif kind < 0.35 or not path.exists():
        path.write_text(PREFIXES + texts[name], encoding="utf-8")
    else:
        text = path.read_text("utf-8")
        old, new = chance.choice(PIECES)
        places = [at for at in range(len(text)) if text.startswith(old, at) and at > len(PREFIXES)]
        if places and (name != "procurement.ttl" or new != "@nl , "):
            at = chance.choice(places)
            path.write_text(text[:at] + new + text[at + len(old) :], encoding="utf-8")


@pytest.mark.parametrize("seed", range(2))
def test_a_dossier_with_a_memory_equals_one_without_after_every_edit(
    home: Path, book: PrincipleBook, seed: int
) -> None:
    chance = random.Random(seed)
    landscape, memory = _checked(home, book), DossierMemory()

    for _ in range(12):
        _edit(chance, home)
        quick, fresh = _made(landscape, memory), _made(landscape)
        assert quick == fresh
        assert repr(quick) == repr(fresh)
        for ending in ("json", "html", "ttl"):
            assert dossier_file(quick, ending, "nl", landscape.workspace.base) == dossier_file(
                fresh, ending, "nl", landscape.workspace.base
            )


def test_only_the_bid_whose_file_changed_is_judged_again(
    home: Path, book: PrincipleBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    landscape, memory = _checked(home, book), DossierMemory()
    _made(landscape, memory)
    judged: list[str] = []
    made = _Assessing._bid

    def counted(self: _Assessing, layer: Layer, *rest: object) -> object:
        judged.append(layer.node.value.rpartition("/")[2])
        return made(self, layer, *rest)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(_Assessing, "_bid", counted)
    path = home / "proposals/nieuw/bids/zuid.ttl"
    path.write_text(path.read_text("utf-8").replace("60500", "61500"), encoding="utf-8")
    dossier = _made(landscape, memory)
    _made(landscape, memory)

    assert judged == ["bod-zuid"]
    assert {one.iri.rpartition("/")[2] for one in dossier.assessment.bids} == {
        "losse",
        "bod-noord",
        "bod-oost",
        "bod-zuid",
    }


def test_another_landscape_is_judged_from_the_start(home: Path, book: PrincipleBook) -> None:
    memory = DossierMemory()
    before = _made(_checked(home, book), memory)
    model = home / "model.ttl"
    landscape = _checked(home, book)
    model.write_text(model.read_text("utf-8").replace('"Verhuizing verwerken"', '"Anders"'), encoding="utf-8")
    changed = landscape.refreshed(landscape.workspace.as_of)

    found = _made(changed, memory)

    assert found == _made(changed)
    assert found != before
