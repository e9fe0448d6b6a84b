"""A newer release of a pinned model that arrives in the viewer: what is left to decide stays on the page."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from tests.exchange.pinned_samples import NEW, with_gemma
from webui import create_app

OWN = {"Sec-Fetch-Site": "same-origin"}
HIDDEN = re.compile(r'name="(gezien|zegel)" value="([0-9a-f]{64})"')


def test_what_people_must_decide_still_stands_there_after_writing(tmp_path: Path) -> None:
    folder = with_gemma(tmp_path / "klein")
    viewer = create_app(folder, as_of=date(2026, 11, 22), may_write=True).test_client()
    with NEW.open("rb") as release:
        shown = viewer.post("/uitwisselen/bekijken", data={"bestand": (release, NEW.name)}, headers=OWN)

    written = viewer.post("/uitwisselen/schrijven", data=dict(HIDDEN.findall(shown.text)), headers=OWN)
    page = viewer.get(written.headers["Location"]).text

    assert "Een uitgave van een vastgezet referentiemodel." in shown.text
    assert written.status_code == 303
    assert "Te beslissen (2)" in page
    assert "Zaken API-standaard" in page.split("Te beslissen")[1]
    assert "Te beslissen" not in viewer.get("/uitwisselen?klaar=" + "0" * 64).text
