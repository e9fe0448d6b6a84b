"""A file is put on disk whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from archrepo.workspace.saving import put


def test_a_new_file_may_be_read_by_all_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    put(tmp_path / "toets.pdf", b"whole")

    assert [path.name for path in tmp_path.iterdir()] == ["toets.pdf"]
    assert (tmp_path / "toets.pdf").read_bytes() == b"whole"
    assert (tmp_path / "toets.pdf").stat().st_mode & 0o777 == 0o644


def test_a_file_that_is_replaced_keeps_who_may_read_it(tmp_path: Path) -> None:
    secret = tmp_path / "waivers.ttl"
    secret.write_bytes(b"before")
    secret.chmod(0o600)

    put(secret, b"after")

    assert secret.read_bytes() == b"after"
    assert secret.stat().st_mode & 0o777 == 0o600


def test_what_cannot_be_put_in_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "toets.pdf").mkdir()

    with pytest.raises(OSError, match=r"toets\.pdf"):
        put(tmp_path / "toets.pdf", b"whole")

    assert [path.name for path in tmp_path.iterdir()] == ["toets.pdf"]
