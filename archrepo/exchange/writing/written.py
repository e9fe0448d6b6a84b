"""What a writer of model files gives back: the bytes of a file, or of the files of a folder, and what it must tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from archrepo.exchange.model import Remark


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A model in the form of one format: `data` of a single file, or `files` by path for a folder of files.

    `remarks` tell what the format cannot hold, and what stands in it in another form. `counts` say how many concepts
    of each sort are in it, by the names that `report.counted` gives; a sort without a count is in it whole.
    """

    data: bytes = field(default=b"", repr=False)
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    remarks: tuple[Remark, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
