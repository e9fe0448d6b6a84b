"""The page of a folder of pictures stands on its own, and the files have names that a person recognises."""

from __future__ import annotations

from datetime import date

from lxml import etree

from archrepo.places import shipped
from archrepo.reporting.picture_index import Picture, index_page, slugs
from archrepo.workspace import open_workspace


def test_names_come_from_the_titles_and_are_all_different() -> None:
    names = slugs(["Actoren en rollen", "Actoren en Rollen!", "Één plaat", "???", "index", "x" * 300], taken=["index"])

    assert names[:5] == ("actoren-en-rollen", "actoren-en-rollen-2", "een-plaat", "plaat", "index-2")
    assert len(names[5]) <= 80


def test_page_is_well_formed_and_holds_strange_titles_as_text() -> None:
    town = open_workspace(shipped("models") / "voorbeeldstad", date(2026, 11, 22))
    pictures = [Picture("a.svg", '<script>"&', "Waarom <b>?", False), Picture("b.svg", "B", "", True)]

    page = index_page(town, pictures, "nl")

    root = etree.fromstring(page.replace('<meta charset="utf-8">', "").replace('scale=1">', 'scale=1"/>'))
    assert [link.text for link in root.iter("a")] == ['<script>"&', "B"]
    assert "(leeg)" in page
    assert "peildatum 22 november 2026" in page
    assert root.findtext("head/title") == root.findtext("body/main/h1") == "Platen van Voorbeeldstad"
