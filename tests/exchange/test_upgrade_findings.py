"""Which findings come and go with a newer release of a reference model."""

from __future__ import annotations

from pathlib import Path

from pinned_samples import NEW, edited, upgraded, with_gemma

from archrepo.exchange.releases.comparing import ChangeKind


def test_a_finding_whose_words_only_got_another_name_neither_comes_nor_goes(tmp_path: Path) -> None:
    source = edited(
        NEW,
        tmp_path / "x.archimate",
        ('name="Zaakregistratiecomponent"', 'name="Zakencomponent"'),
        ('name="Besluiten API-standaard"', 'name="Besluitenstandaard"'),
    )

    _, proposal = upgraded(with_gemma(tmp_path / "klein", source=NEW), source)

    assert {one.after for one in proposal.difference.of(ChangeKind.RENAMED)} == {"Zakencomponent", "Besluitenstandaard"}
    assert (proposal.new_findings, proposal.resolved_findings) == ((), ())
