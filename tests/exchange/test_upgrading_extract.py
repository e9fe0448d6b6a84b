"""An upgrade in a workspace that also has a copy of facts of the reference model among its own files."""

from __future__ import annotations

from pathlib import Path

from pinned_samples import APPLICATIONS_FILE, HEAD, OLD, edited, upgraded, with_gemma

from archrepo.exchange.releases import write_upgrade

COPY = """gemma:rc-wro a am:ApplicationComponent ; rdfs:label "WRO-component"@nl .
gemma:wro-zaken a am:Serving ; am:source gemma:rc-wro ; am:target gemma:rc-zaken .
"""


def test_what_the_reference_model_says_itself_is_no_edit_of_one_s_own(tmp_path: Path) -> None:
    relation = (
        '<element xsi:type="archimate:ServingRelationship" id="r9" source="c2" target="c1">'
        '<property key="Object ID" value="wro-zaken"/><property key="Soort" value="a"/></element>\n    '
        '<element xsi:type="archimate:ServingRelationship" id="r5"'
    )
    old = edited(OLD, tmp_path / "old.archimate", (relation.partition("\n    ")[2], relation))
    folder = with_gemma(tmp_path / "klein", source=old)
    (folder / "model/copy.ttl").write_text(HEAD + COPY, encoding="utf-8")

    workspace, proposal = upgraded(folder)
    write_upgrade(workspace, proposal)

    assert [change.path for change in proposal.changes] == [APPLICATIONS_FILE]
    told = {(one.location.path, one.is_proposed) for one in proposal.meaning.mentions if one.change.part == one.subject}
    assert told == {("model/copy.ttl", False)}
    assert (folder / "model/copy.ttl").read_text(encoding="utf-8") == HEAD + COPY
    assert "gemma:rc-omgeving" in (folder / APPLICATIONS_FILE).read_text(encoding="utf-8")
