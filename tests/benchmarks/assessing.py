"""What assessing a tender costs: 5 bids of 120 requirements, as the number of bids grows, beside a cold check for each.

    python tests/benchmarks/assessing.py [--gemma DIR] [--rounds N] [--bids N ...] [--requirements N]

DIR is a folder of Turtle that `archrepo import` made of GEMMA; with it the landscape is GEMMA and Voorbeeldstad
together, without it Voorbeeldstad alone. Times are CPU seconds of this process; of several rounds the best counts.
"""

from __future__ import annotations

import argparse
import gc
import math
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from archrepo.places import shipped
from archrepo.principles import PrincipleBook, book_of
from archrepo.procurement import assess, find_proposal
from archrepo.procurement.proposals import Proposal
from archrepo.validation import check
from archrepo.workspace import Workspace, open_workspace, with_files

AS_OF = date(2026, 11, 22)
PREFIXES = """
@prefix : <https://voorbeeldstad.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix country: <http://publications.europa.eu/resource/authority/country/> .
@prefix gemma: <https://gemmaonline.nl/index.php/GEMMA/id-> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix std: <https://w3id.org/archrepo/standard/> .
"""
ASKED = (
    "ar:asksStandard std:tls",
    "ar:topic ar:TopicAvailability ; ar:minimumValue 99.5 ; ar:unit ar:Percent",
    "ar:topic ar:TopicExit",
    "ar:topic ar:NormDocumentation",
    "ar:asksStandard std:ipv6",
)
REFERENCE = "gemma:a97b6545-d5a7-485d-9b13-3ce22db5b9cf"


def purchase(requirements: int) -> str:
    """Return a purchase with that many requirements."""
    listed = " , ".join(f":eis-maat-{number}" for number in range(requirements))
    head = (
        ':inkoop-maat a ar:Procurement ; rdfs:label "Meting"@nl ; ar:owner :publiekszaken ;'
        f" ar:estimatedValueEuro 480000 ; ar:referenceComponent {REFERENCE} ; ar:requirement {listed} .\n"
    )
    rows = (
        f':eis-maat-{number} a am:Requirement ; rdfs:label "Eis {number}"@nl ; ar:section "{number}" ;'
        f" ar:obligation ar:{'Mandatory' if number % 3 else 'Wish'} ; {ASKED[number % len(ASKED)]} .\n"
        for number in range(requirements)
    )
    return PREFIXES + head + "".join(rows)


def bid(index: int, requirements: int) -> str:
    """Return one bid that answers every requirement, with a product, a contract and a supplier of its own."""
    answers = ["Yes" if (number + index) % 29 else "No" for number in range(requirements)]
    claims = " ,\n    ".join(
        f"[ a ar:Claim ; ar:onRequirement :eis-maat-{number} ; ar:claims ar:{answers[number]} ;"
        f' ar:claimText "toelichting {number}" ; ar:evidenceDocument "bijlage-{number}.pdf" ]'
        for number in range(requirements)
    )
    return (
        f'{PREFIXES}:bod-{index} a ar:Bid ; rdfs:label "Inschrijving {index}"@nl ; ar:ofProcurement :inkoop-maat ;\n'
        f"    ar:bidder :lev-{index} ; ar:offers :product-{index} ; ar:offersContract :concept-{index} ;\n"
        f"    ar:bidPriceEuro {400000 + index} ; ar:claim {claims} .\n"
        f':lev-{index} a ar:Supplier ; rdfs:label "Leverancier {index}"@nl .\n'
        f':concept-{index} a am:Contract ; rdfs:label "Concept {index}"@nl ; ar:contractType ar:SLA ;'
        f" ar:availabilityPercent 99.{index % 10} ; ar:exitClause true ; ar:covers :product-{index} .\n"
        f':product-{index} a am:ApplicationComponent ; rdfs:label "Product {index}"@nl ; ar:owner :publiekszaken ;'
        f" ar:lifecycle ar:Planned ; ar:supplier :lev-{index} ; ar:hosting ar:SaaS ; ar:dataLocation country:DEU ;"
        f" ar:supportsStandard std:tls , std:ipv6 ; ar:referenceComponent {REFERENCE} ;"
        " am:serves :behandelen-klacht ; am:flowsTo :e-depot ; ar:replaces :zaaksysteem .\n"
    )


def landscape(folder: Path, gemma: Path | None, bids: int, requirements: int) -> Path:
    """Make the workspace with a tender of that many bids; return its folder."""
    shutil.copytree(shipped("models") / "voorbeeldstad", folder)
    model = '"baseline/**/*.ttl", "target/**/*.ttl", "waivers.ttl"'
    if gemma is not None:
        shutil.copytree(gemma, folder / "gemma", ignore=lambda _, names: [one for one in names if ".ttl" not in one])
        model += ', "gemma/*.ttl"'
    else:
        model += ', "reference/**/*.ttl"'
    (folder / "archrepo.toml").write_text(
        f'[workspace]\nname = "M"\nbase = "https://voorbeeldstad.example/id/"\n[files]\nmodel = [{model}]\n'
        'proposals = ["proposals/**/*.ttl"]\n',
        encoding="utf-8",
    )
    home = folder / "proposals/maat"
    (home / "bids").mkdir(parents=True)
    (home / "procurement.ttl").write_text(purchase(requirements), encoding="utf-8")
    for index in range(bids):
        (home / f"bids/b{index:03}.ttl").write_text(bid(index, requirements), encoding="utf-8")
    return folder


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Return the fewest CPU seconds that the work takes."""
    best = math.inf
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def cold(workspace: Workspace, book: PrincipleBook, proposal: Proposal) -> None:
    """Check landscape, purchase and the first bid from the start, as one would without the renewal."""
    whole = with_files(workspace, [*proposal.paths, proposal.bid_paths[0]])
    whole.prepare()
    assert check(whole, book).report.judgements


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gemma", type=Path)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--bids", type=int, nargs="+", default=[5, 10, 50])
    parser.add_argument("--requirements", type=int, default=120)
    options = parser.parse_args(arguments)
    print("| what | seconds | a bid | beside a cold check |")
    print("|---|---|---|---|")
    found: list[tuple[int, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        home = landscape(Path(folder) / "m", options.gemma, max(options.bids), options.requirements)
        workspace = open_workspace(home, AS_OF)
        book = book_of(workspace)
        before = check(workspace, book)
        assert before.report.judgements
        whole = find_proposal(workspace, "maat")
        once = seconds(lambda: cold(workspace, book, whole), options.rounds)
        print(f"| a cold check of landscape, purchase and one bid | {once:.2f} | | |")
        for count in options.bids:
            part = Proposal(whole.name, whole.root, whole.paths, whole.bid_paths[:count])
            took = seconds(lambda part=part: assess(workspace, book, part, before=before), options.rounds)  # type: ignore[misc]
            found.append((count, took))
            beside, what = took / (once * count), f"{count} bids of {options.requirements} requirements"
            print(f"| {what} | {took:.2f} | {took / count:.2f} | {beside:.2f} |")
    if len(found) > 1:
        (few, first), (many, last) = found[0], found[-1]
        print(f"grows with the power {math.log(last / first) / math.log(many / few):.2f} from {few} to {many} bids")


if __name__ == "__main__":
    main()
