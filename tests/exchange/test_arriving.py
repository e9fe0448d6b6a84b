"""What a file that arrives is to a workspace, and that it is taken over as what it is."""

from __future__ import annotations

from pathlib import Path

from pinned_samples import NEW, OLD, edited, opened, with_gemma

from archrepo.exchange.arriving import Arrival, arrival_of
from archrepo.exchange.exporting import export_model
from archrepo.exchange.taking_over import preview_of, take_over
from archrepo.landscape import Choices
from archrepo.principles import book_of
from archrepo.workspace.references import read_references


def test_a_newer_release_of_a_pinned_model_is_known_by_identity_or_name_and_written(tmp_path: Path) -> None:
    folder = with_gemma(tmp_path / "klein")
    workspace = opened(folder)
    renamed = edited(NEW, tmp_path / "a.archimate", ('name="GEMMA"', 'name="GEMMA 3"'))
    unknown = edited(NEW, tmp_path / "b.archimate", ('value="gemma-model"', 'value="anders"'))
    another = edited(renamed, tmp_path / "c.archimate", ('value="gemma-model"', 'value="anders"'))

    preview = preview_of(workspace, book_of(workspace), NEW, Choices(), "nl")
    found = [arrival_of(workspace, path) for path in (renamed, unknown, another)]
    take_over(workspace, preview, NEW)

    assert preview.arrival == Arrival("release", "gemma") and preview.may_be_written
    assert found == [Arrival("release", "gemma"), Arrival("release", "gemma"), Arrival("new")]
    assert [one.release for one in read_references(folder)] == ["2026-12-31"]


def test_what_left_the_workspace_is_its_own_though_it_is_called_like_the_reference_model(tmp_path: Path) -> None:
    folder = with_gemma(tmp_path / "klein")
    text = (folder / "archrepo.toml").read_text("utf-8").replace('name = "Klein"', 'name = "GEMMA"')
    (folder / "archrepo.toml").write_text(text, "utf-8")
    workspace = opened(folder)
    out = tmp_path / "uit.archimate"
    out.write_bytes(export_model(workspace, "archimate", "", "nl").written.data)

    assert arrival_of(workspace, out) == Arrival("own")
    assert arrival_of(workspace, OLD) == Arrival("release", "gemma")
