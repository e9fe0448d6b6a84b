"""The language of a page before a reader chose one: that of the viewer, or that of the browser."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from webui import create_app

AS_OF = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("preferred", "cookie", "expected"),
    [("en-GB,en;q=0.9", "", "en"), ("de,nl;q=0.5,en;q=0.3", "", "nl"), ("fr", "", "nl"), ("en", "nl", "nl")],
)
def test_language_without_a_choice_is_that_of_the_browser(
    app: Flask, preferred: str, cookie: str, expected: str
) -> None:
    client = app.test_client()
    if cookie:
        client.set_cookie("taal", cookie)

    page = client.get("/", headers={"Accept-Language": preferred}).get_data(as_text=True)

    assert f'<html lang="{expected}"' in page


def test_viewer_started_in_a_language_opens_in_it(small_model: Path) -> None:
    client = create_app(small_model, as_of=AS_OF, language="en").test_client()

    page = client.get("/", headers={"Accept-Language": "nl"}).get_data(as_text=True)

    assert '<html lang="en"' in page
