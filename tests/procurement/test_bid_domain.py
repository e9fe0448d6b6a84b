"""What a bidder states of its website belongs to what it offers, so that nothing of its bid stands alone."""

from __future__ import annotations

from pathlib import Path

from the_knowledge import shipped_book

from archrepo.turtle import parse
from archrepo.vocabulary import ar
from tests.procurement.offers import PURCHASE, SOUTH, town
from tests.procurement.test_bid_workbook import Form


def test_the_domain_of_a_bidder_is_the_one_on_which_the_offer_runs(tmp_path: Path) -> None:
    workspace = town(tmp_path, f"{PURCHASE}\n:inkoop ar:publicWebsite true .\n", zuid=SOUTH)
    form = Form(workspace, shipped_book())
    domain = ar("InternetDomain").value
    asked = next(one for one in form.programme.facts if one.holder == domain and one.kind.value == "number")

    form.fill("Feiten", asked.number, {"F": 95})
    triples = parse(form.read().turtle.encode(), "bod.ttl")

    domains = {subject for subject, _, found in triples if found == ar("InternetDomain")}
    assert len(domains) == 1
    assert {found for _, predicate, found in triples if predicate == ar("onDomain")} == domains
