"""What every principle says of real models, in numbers; `python tests/corpus/write.py` writes them down.

The corpus is the national reference model GEMMA, the reference model VERA of housing corporations in both of its
formats, and Voorbeeldstad. The numbers stand in a file, so that whoever changes a rule sees in the commit what it does
to real models. `findings.tsv` is what the tests compare with, `docs/reference/corpus.md` the same for people.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from archrepo.exchange import import_model
from archrepo.findings import Report, Severity, Verdict
from archrepo.principles import PrincipleBook, read_book
from archrepo.validation import validate
from archrepo.workspace import Ontology, Workspace, load_ontology, open_workspace

ROOT = Path(__file__).parent.parent.parent
TABLE = ROOT / "tests" / "corpus" / "findings.tsv"
PAGE = ROOT / "docs" / "reference" / "corpus.md"
AS_OF = date(2026, 11, 22)
COMMAND = "python tests/corpus/write.py"
IMPORTED = {
    "GEMMA": "data/gemma/gemma.archimate",
    "VERA (Archi)": "data/vera/vera41.archimate",
    "VERA (exchange)": "data/vera/vera41.xml",
}
OWN = {"Voorbeeldstad": "models/voorbeeldstad"}
CORPORA = (*IMPORTED, *OWN)
COLUMNS = (*(verdict.value for verdict in Verdict), *(severity.value for severity in Severity))


@dataclass(frozen=True, slots=True)
class Tally:
    """What one principle says of one corpus: subjects by verdict, findings by severity."""

    verdicts: Mapping[Verdict, int]
    findings: Mapping[Severity, int]

    @property
    def cells(self) -> tuple[str, ...]:
        """The numbers in the order of COLUMNS."""
        counts = [self.verdicts.get(verdict, 0) for verdict in Verdict]
        return tuple(str(count) for count in (*counts, *(self.findings.get(severity, 0) for severity in Severity)))

    @property
    def applies(self) -> bool:
        """Whether the principle concerns any subject."""
        return any(count for verdict, count in self.verdicts.items() if verdict is not Verdict.NOT_APPLICABLE)

    @property
    def all_findings(self) -> int:
        """The number of findings of any severity."""
        return sum(self.findings.values())


Tallies = Mapping[tuple[str, str], Tally]
"""By principle and corpus, in that order."""


def workspaces(shared: Path, work: Path, ontology: Ontology) -> Iterator[tuple[str, Workspace]]:
    """Yield each corpus with its name; the reference models are imported into folders below `work`."""
    for number, (name, source) in enumerate(IMPORTED.items()):
        folder = work / f"corpus-{number}"
        import_model([shared / source], folder)
        yield name, open_workspace(folder, AS_OF, ontology=ontology)
    for name, source in OWN.items():
        yield name, open_workspace(ROOT / source, AS_OF, ontology=ontology)


def tallies(book: PrincipleBook, reports: Mapping[str, Report]) -> Tallies:
    """Return what each principle says of each corpus, principles by id and corpora in the order given."""
    verdicts: dict[tuple[str, str], Counter[Verdict]] = {}
    findings: dict[tuple[str, str], Counter[Severity]] = {}
    for corpus, report in reports.items():
        for judgement in report.judgements:
            verdicts.setdefault((judgement.principle, corpus), Counter())[judgement.verdict] += 1
        for finding in report.findings:
            findings.setdefault((finding.principle, corpus), Counter())[finding.severity] += 1
    return {
        (principle.id, corpus): Tally(
            verdicts.get((principle.id, corpus), Counter()), findings.get((principle.id, corpus), Counter())
        )
        for principle in book
        for corpus in reports
    }


def table(found: Tallies) -> str:
    """Return the numbers as tab-separated text, one line for each principle and corpus."""
    lines = ["\t".join(("principle", "corpus", *COLUMNS))]
    lines += ["\t".join((principle, corpus, *tally.cells)) for (principle, corpus), tally in found.items()]
    return "\n".join(lines) + "\n"


def page(book: PrincipleBook, found: Tallies) -> str:
    """Return the same numbers in Markdown: first what concerns the reference models, then every principle."""
    return "\n".join(_page(book, found)) + "\n"


def _page(book: PrincipleBook, found: Tallies) -> Iterator[str]:
    yield f"<!-- Made by `{COMMAND}`; do not edit. -->"
    yield ""
    yield "# What the principles find"
    yield ""
    yield (
        f"The {len(book)} principles held against the national reference model GEMMA 5.0.0, the reference model VERA"
        " 4.1 of housing corporations (in Archi's format and in the exchange format), and the invented municipality"
        f" [Voorbeeldstad](../../models/voorbeeldstad/README.md), on {AS_OF}. A test compares these numbers with a"
        " check, so that a change of any of them stands in the commit that causes it."
    )
    yield ""
    yield "| | " + " | ".join(CORPORA) + " |"
    yield "|---|" + "---|" * len(CORPORA)
    yield _row("principles that concern it", (sum(tally.applies for tally in _of(found, name)) for name in CORPORA))
    for verdict in Verdict:
        counts = (sum(tally.verdicts.get(verdict, 0) for tally in _of(found, name)) for name in CORPORA)
        yield _row(f"verdicts: {verdict.word.en}", counts)
    for severity in Severity:
        counts = (sum(tally.findings.get(severity, 0) for tally in _of(found, name)) for name in CORPORA)
        yield _row(f"findings: {severity.word.en}", counts)
    yield ""
    yield "## In the reference models"
    yield ""
    yield "The principles with a finding in a model that was imported: the number of findings."
    yield ""
    yield "| | principle | " + " | ".join(IMPORTED) + " |"
    yield "|---|---|" + "---|" * len(IMPORTED)
    for principle in book:
        listed = [found[principle.id, name].all_findings for name in IMPORTED]
        if any(listed):
            link = f"[{principle.id}](principles/{principle.id}.md)"
            yield f"| {link} | {principle.name.en} | " + " | ".join(str(count or "") for count in listed) + " |"
    yield ""
    yield "## Every principle"
    yield ""
    yield (
        "Subjects met / broken / unknown / excepted; the subjects that a principle does not concern are left out, and"
        " an empty cell means that it concerns none. VERA is shown once: both formats give the same."
    )
    yield ""
    shown = [name for name in CORPORA if name != "VERA (exchange)"]
    yield "| | principle | " + " | ".join(shown) + " |"
    yield "|---|---|" + "---|" * len(shown)
    for principle in book:
        cells = (_cell(found[principle.id, name]) for name in shown)
        yield f"| [{principle.id}](principles/{principle.id}.md) | {principle.name.en} | {' | '.join(cells)} |"


def _row(name: str, counts: Iterable[int]) -> str:
    return f"| {name} | " + " | ".join(f"{count}" for count in counts) + " |"


def _of(found: Tallies, corpus: str) -> Sequence[Tally]:
    return [tally for (_principle, name), tally in found.items() if name == corpus]


def _cell(tally: Tally) -> str:
    if not tally.applies:
        return ""
    shown = (Verdict.MET, Verdict.BROKEN, Verdict.UNKNOWN, Verdict.EXCEPTED)
    return " / ".join(str(tally.verdicts.get(verdict, 0)) for verdict in shown)


def main() -> None:
    """Check the corpus and write both files; print the lines that changed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="the folder with the test data")
    shared = parser.parse_args().shared
    if not (shared / "data").is_dir():
        sys.exit(f"test data not found: expected the folder {shared}/data beside the project")
    book = read_book()
    with tempfile.TemporaryDirectory() as work:
        held = workspaces(shared, Path(work), load_ontology())
        found = tallies(book, {name: validate(workspace, book) for name, workspace in held})
    before = TABLE.read_text(encoding="utf-8") if TABLE.exists() else ""
    after = table(found)
    TABLE.write_text(after, encoding="utf-8", newline="\n")
    PAGE.write_text(page(book, found), encoding="utf-8", newline="\n")
    was, now = before.splitlines(), after.splitlines()
    print(
        "\n".join(
            [*(f"- {line}" for line in was if line not in now), *(f"+ {line}" for line in now if line not in was)]
        )
    )


if __name__ == "__main__":
    main()
