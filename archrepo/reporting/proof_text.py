"""The proof of principles in words: each gap as a compiler writes it, a line a principle, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from archrepo.errors import source_lines
from archrepo.language import Language, Text
from archrepo.reporting.paint import Paint, plain
from archrepo.validation.principle_form import Gap
from archrepo.validation.proving import Proof

_FAULT = Text("fout", "error")
_REMEDY = Text("remedie", "remedy")
_PROVED = Text("bewezen", "proved")
_UNPROVED = Text("niet bewezen", "not proved")


def gap_lines(
    gap: Gap, language: Language, shown_path: Callable[[str], str] = str, paint: Paint = plain
) -> Iterator[str]:
    """Yield the lines of one gap and an empty line; `shown_path` turns its path into one the reader can open."""
    location = gap.location.shown(shown_path)
    word = f"{_FAULT.in_(language)}[{gap.principle}]"
    yield f"{paint(f'{location}:', 'place')} {paint(word, 'violation')} {gap.message.in_(language)}"
    if gap.excerpt:
        for line in source_lines(gap.excerpt, location):
            yield paint(line, "source")
    yield f"      = {paint(_REMEDY.in_(language), 'remedy')}: {gap.remedy.in_(language)}"
    yield ""


def proof_lines(
    proof: Proof, language: Language, shown_path: Callable[[str], str] = str, paint: Paint = plain
) -> Iterator[str]:
    """Yield what the proof of one principle comes to, after its gaps."""
    for gap in proof.gaps:
        yield from gap_lines(gap, language, shown_path, paint)
    word = (_UNPROVED if proof.gaps else _PROVED).in_(language)
    width = max(len(words.in_(language)) for words in (_PROVED, _UNPROVED))
    came_to = _gaps(len(proof.gaps)) if proof.gaps else _examples(len(proof.examples), proof.findings)
    yield f"{proof.principle.id:<8} {word:<{width}}  {proof.principle.name.in_(language)}: {came_to.in_(language)}"


def proof_summary(proofs: Sequence[Proof], strays: int) -> Text:
    """Return in one sentence how many principles are proved; `strays` are gaps that belong to no principle."""
    total = len(proofs)
    proved = sum(1 for proof in proofs if not proof.gaps)
    gaps = strays + sum(len(proof.gaps) for proof in proofs)
    summary = Text(
        f"{total} principe{'' if total == 1 else 's'}: {proved} bewezen",
        f"{total} principle{'' if total == 1 else 's'}: {proved} proved",
    )
    if total > proved:
        summary = Text(f"{summary.nl}, {total - proved} niet", f"{summary.en}, {total - proved} not")
    if not gaps:
        return Text(f"{summary.nl}.", f"{summary.en}.")
    counted = _gaps(gaps)
    return Text(f"{summary.nl}; {counted.nl}.", f"{summary.en}; {counted.en}.")


def _gaps(number: int) -> Text:
    return Text(
        f"{number} {'gebrek' if number == 1 else 'gebreken'}",
        f"{number} {'gap' if number == 1 else 'gaps'}",
    )


def _examples(number: int, findings: int) -> Text:
    return Text(
        f"{number} {'voorbeeld' if number == 1 else 'voorbeelden'}, "
        f"{findings} {'bevinding' if findings == 1 else 'bevindingen'}",
        f"{number} {'example' if number == 1 else 'examples'}, {findings} {'finding' if findings == 1 else 'findings'}",
    )
