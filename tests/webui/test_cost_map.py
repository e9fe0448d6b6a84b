"""The cost map: what a header or box cannot say stands in the list, and every mark of the list is in the picture."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize("by", ["ar:domain", "ar:supplier", "ar:hosting", "ar:owner"])
def test_each_mark_of_the_list_of_a_cost_map_is_in_the_picture(client: FlaskClient, by: str) -> None:
    page = client.get(f"/platen/kostenkaart?by={by}").get_data(as_text=True)

    for frame in ("for-wide", "for-narrow"):
        svg = page.split(f'class="{frame}"')[1].split("<svg ")[1].split("</svg>")[0]
        texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
        marks = Counter(found[1] for text in texts if (found := re.fullmatch(r"(\d+|[A-Z])(?: \S)?", text)))
        numbers = sorted(int(mark) for mark in marks if mark.isdigit())
        assert numbers == list(range(1, len(numbers) + 1))
        assert set(marks.values()) == {2}
