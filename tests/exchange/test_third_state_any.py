"""Whatever a model becomes after its export, an untouched file changes nothing, and an edited one is no conflict."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from archrepo.exchange import ImportOptions, import_model
from archrepo.exchange.bringing_back import brought_back
from archrepo.exchange.carried import STATE, stated
from archrepo.exchange.gathering import gather
from archrepo.exchange.writing import write_model
from archrepo.turtle import Triple, write
from archrepo.workspace import Workspace, open_workspace
from tests.exchange.test_facts_any import BASE, DAY, ENDINGS, ONTOLOGY, workspaces


def opened(root: Path, triples: list[Triple]) -> Workspace:
    root.mkdir(exist_ok=True)
    (root / "archrepo.toml").write_text(
        f'[workspace]\nname = "Proef"\nbase = "{BASE}"\n\n[files]\nmodel = ["*.ttl"]\n', encoding="utf-8"
    )
    (root / "model.ttl").write_text(write(triples, {"": BASE}), encoding="utf-8", newline="")
    return open_workspace(root, DAY, ontology=ONTOLOGY)


@pytest.mark.parametrize("name", sorted(ENDINGS))
@settings(max_examples=15, deadline=None)
@given(workspaces(), workspaces())
def test_a_model_may_become_any_other_while_the_file_is_away(
    name: str, exported: list[Triple], later: list[Triple]
) -> None:
    with TemporaryDirectory() as made:
        path = Path(made) / f"model{ENDINGS[name]}"
        workspace = opened(Path(made) / "in", exported)
        path.write_bytes(write_model(gather(workspace), name).data)

        untouched = brought_back(workspace, path)
        proposal = brought_back(opened(Path(made) / "in", later), path)

    assert (untouched.amendments, untouched.gone, untouched.conflicts, untouched.remarks) == ((), (), (), ())
    assert (proposal.amendments, proposal.gone, proposal.conflicts) == ((), (), ())


@pytest.mark.parametrize("name", sorted(ENDINGS))
@settings(max_examples=15, deadline=None)
@given(workspaces(), workspaces())
def test_a_file_may_become_any_other_while_the_model_stays(
    name: str, exported: list[Triple], later: list[Triple]
) -> None:
    with TemporaryDirectory() as made:
        path = Path(made) / f"model{ENDINGS[name]}"
        changed = gather(opened(Path(made) / "in", later))
        workspace = opened(Path(made) / "in", exported)
        state = stated(gather(workspace).properties, STATE)
        of_later = stated(changed.properties, STATE)
        path.write_bytes(write_model(changed, name).data.replace(of_later.encode(), state.encode()))

        proposal = brought_back(workspace, path)

    assert proposal.conflicts == ()
    assert not any("na de export" in one.nl for one in proposal.remarks)


@pytest.mark.parametrize("name", sorted(ENDINGS))
@settings(max_examples=8, deadline=None)
@given(workspaces())
def test_an_import_says_nothing_of_the_state_and_exports_it_again(name: str, triples: list[Triple]) -> None:
    with TemporaryDirectory() as made:
        path = Path(made) / f"model{ENDINGS[name]}"
        model = gather(opened(Path(made) / "in", triples))
        path.write_bytes(write_model(model, name).data)
        import_model([path], Path(made) / "out", ImportOptions())
        back = open_workspace(Path(made) / "out", DAY, ontology=ONTOLOGY)
        again = gather(back)
        said = "".join(file.data.decode() for file in back.files)

    assert stated(again.properties, STATE) == stated(model.properties, STATE)
    assert "state" not in said
