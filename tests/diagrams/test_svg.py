"""The SVG writer: safe, whole, the same every time, and no word outside its box."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pyoxigraph import NamedNode
from the_knowledge import shipped_ontology

from archrepo.diagrams import Artist, draw, twin
from archrepo.diagrams.text import Typesetter
from archrepo.language import Language, Text
from archrepo.lettering import png_of
from archrepo.metamodel import Metamodel
from archrepo.views import Box, Line, Style, View

HOSTILE = {
    "ten thousand letters": "Zaakafhandelcomponent" * 500,
    "ten thousand words": "zaak " * 2000,
    "markup": "</text><script>alert(1)</script>&amp;<![CDATA[x]]>",
    "attribute": '" onload="alert(1)',
    "right to left": "שלום \u202eabc\u202c مرحبا بالعالم",
    "emoji": "👩‍👩‍👧‍👦🏛️" * 30,
    "control": "a\x00b\x07c\x1bd\x7fe\x85f\ufffeg\ud800h",
    "combining": "Z̸̢̛͇a̶l̷g̵o" * 20,
    "line ends": "een\r\ntwee\rdrie\n\n\nvier" * 10,
    "blanks": " \t  \u2028 ",
    "ideographs": "地方自治体情報システム" * 10,
}
VIEW = View(
    "v",
    Text("Zaken", "Cases"),
    (
        Box("a", "ApplicationComponent", "Zaaksysteem", NamedNode("https://x.example/id/zaak"), x=0, y=0, w=120, h=55),
        Box("b", "BusinessProcess", "Behandelen", x=240, y=0, w=120, h=55),
    ),
    (Line("l", "Serving", "a", "b", label="bij een aanvraag"),),
    "drawn",
    question=Text("Wie helpt wie?", "Who helps whom?"),
)
ELEMENTS = {"a", "desc", "g", "path", "svg", "text", "title", "tspan"}


@pytest.mark.parametrize("label", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("size", [(120, 55), (30, 200), (9, 9), (400, 16), (600, 400)])
def test_hostile_label_stays_in_its_box_and_is_no_markup(
    metamodel: Metamodel, text_outside: Callable[[View, str], list[str]], label: str, size: tuple[int, int]
) -> None:
    box = Box("a", "Node", label, x=10, y=20, w=size[0], h=size[1])
    other = Box("b", "Goal", label, x=900, y=20, w=size[0], h=size[1])
    view = View("v", label, (box, other), (Line("l", "Flow", "a", "b", label=label),), "drawn", question=label)

    svg = draw(view, metamodel)

    assert text_outside(view, svg) == []
    assert {etree.QName(found).localname for found in etree.fromstring(svg.encode()).iter()} <= ELEMENTS


@given(st.text(max_size=80), st.floats(1, 300), st.floats(1, 200), st.booleans())
@settings(max_examples=150, deadline=None)
def test_no_text_makes_the_picture_invalid_or_leaves_its_box(
    label: str, width: float, height: float, bold: bool
) -> None:
    setter = Typesetter("nl")

    block = setter.fit(label.replace("\n", " "), width, height, 12.0, bold=bold)

    assert block.height <= height + 0.01
    assert all(setter.width(line, bold=bold) * block.size <= width + 0.01 or len(line) <= 1 for line in block.lines)


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_label_gives_valid_xml(label: str) -> None:
    view = View("v", label, (Box(label, "Node", label, x=0, y=0, w=120, h=55),), (), "drawn")

    svg = draw(view, load_ontology_once())

    etree.fromstring(svg.encode())


_ONTOLOGY = shipped_ontology()


def load_ontology_once() -> Metamodel:
    return _ONTOLOGY.metamodel


def test_long_dutch_words_break_where_the_language_allows() -> None:
    lines = Typesetter("nl").lines("Vergunningencomponent", 80, 12)

    assert len(lines) == 2
    assert lines[0] in {"Vergun-", "Vergunnin-", "Vergunningen-", "Vergunningencom-"}
    assert lines[0].removesuffix("-") + lines[1] == "Vergunningencomponent"


def test_cut_label_ends_in_an_ellipsis_and_is_whole_in_the_title(metamodel: Metamodel) -> None:
    label = "Een heel lange naam die nooit in dit vak past"
    view = View("v", "t", (Box("a", "Node", label, x=0, y=0, w=50, h=20),), (), "drawn")

    svg = draw(view, metamodel, framed=False)

    assert "…<" in svg
    assert f"<title>{label} (Node)</title>" in svg


def test_picture_has_title_and_description(metamodel: Metamodel) -> None:
    root = etree.fromstring(draw(VIEW, metamodel).encode())

    title, description = root[0], root[1]
    assert title.text == "Zaken"
    assert description.text == "Plaat met 2 onderdelen, 1 lijn. Wie helpt wie?"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


def test_picture_speaks_english_when_asked(metamodel: Metamodel) -> None:
    svg = draw(VIEW, metamodel, "en")

    assert "Who helps whom?" in svg and "Legend" in svg and "Wie helpt wie?" not in svg


def test_same_view_gives_the_same_bytes(metamodel: Metamodel) -> None:
    assert draw(VIEW, metamodel) == draw(VIEW, metamodel)


def test_one_artist_draws_a_view_the_same_whatever_it_drew_before(metamodel: Metamodel) -> None:
    artist = Artist(metamodel)
    artist.draw(View("w", "Ander", (Box("q", "Node", "Iets anders", x=0, y=0, w=50, h=50),), (), "drawn"))

    assert artist.draw(VIEW) == draw(VIEW, metamodel)


def test_nothing_in_the_picture_needs_a_style_a_script_or_the_network(metamodel: Metamodel) -> None:
    svg = draw(VIEW, metamodel, link=lambda element: "/id/zaak")

    assert not re.search(r"\bstyle=|<style|<script|\bon[a-z]+=|data-|url\(|xlink", svg)
    assert re.findall(r'https?://[^" ]+', svg) == ["http://www.w3.org/2000/svg"]


def test_legend_names_only_what_is_in_the_picture(metamodel: Metamodel) -> None:
    svg = draw(VIEW, metamodel)

    legend = svg[svg.index("Legenda") :]
    assert re.findall(r'font-size="11">([^<]+)<', legend) == ["Bedrijfsproces", "Applicatiecomponent", "Bediening"]


def test_legend_of_a_generated_view_has_plain_words_and_the_names_of_archimate_in_the_title(
    metamodel: Metamodel,
) -> None:
    svg = draw(replace(VIEW, kind="generated"), metamodel)

    legend = svg[svg.index("Legenda") :]
    assert re.findall(r'font-size="11">([^<]+)<', legend) == ["Werkproces", "Applicatie", "Bedient"]
    assert re.findall("<title>([^<]+)<", legend) == [
        "ArchiMate: Bedrijfsproces",
        "ArchiMate: Applicatiecomponent",
        "ArchiMate: Bediening",
    ]


def test_sample_in_the_legend_has_the_fill_that_all_its_boxes_have_and_none_where_they_differ(
    metamodel: Metamodel,
) -> None:
    def sample(*fills: str) -> str:
        boxes = tuple(
            Box(fill, "Node", "x", x=0, y=place * 60.0, w=120, h=55, style=Style(fill=fill))
            for place, fill in enumerate(fills)
        )
        svg = draw(View("v", "t", boxes, (), "drawn"), metamodel)
        return re.findall('fill="(#[0-9a-f]+)"', svg[svg.index("Legenda") :])[0]

    assert sample("#112233") == "#112233"
    assert sample("#112233", "#445566") == "#ffffff"


@pytest.mark.parametrize(("language", "words"), [("nl", "Stand: 22 november 2026"), ("en", "Stand: 22 November 2026")])
def test_days_above_a_picture_are_written_as_people_write_them(
    metamodel: Metamodel, language: Language, words: str
) -> None:
    view = replace(VIEW, notes=(("Stand", "2026-11-22"),))

    assert words in draw(view, metamodel, language)
    assert f"{words}." in twin(view, metamodel, language).sentences


def test_element_leads_to_its_page(metamodel: Metamodel) -> None:
    svg = draw(VIEW, metamodel, link=lambda element: f"/doc/{element.value.rsplit('/', 1)[-1]}?a=1&b=2")

    assert '<a id="a" href="/doc/zaak?a=1&amp;b=2">' in svg


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", " javascript:x", "vbscript:x"])
def test_link_that_is_no_address_is_left_out(metamodel: Metamodel, href: str) -> None:
    assert "<a " not in draw(VIEW, metamodel, link=lambda element: href)


def test_large_picture_is_one_stop_for_the_tab_key(metamodel: Metamodel) -> None:
    boxes = tuple(
        Box(f"b{i}", "Node", str(i), NamedNode(f"https://x.example/{i}"), x=0, y=i * 60.0, w=100, h=50)
        for i in range(41)
    )

    root = etree.fromstring(draw(View("v", "t", boxes, (), "drawn"), metamodel, link=lambda e: "/x").encode())

    assert root.get("tabindex") == "0"
    assert {link.get("tabindex") for link in root.iter("{*}a")} == {"-1"}


def test_words_on_a_dark_fill_are_white(metamodel: Metamodel) -> None:
    dark = Box("a", "Node", "Donker", x=0, y=0, w=120, h=55, style=Style(fill="#003366"))

    svg = draw(View("v", "t", (dark,), (), "drawn"), metamodel, framed=False)

    assert re.search(r'<text[^>]*fill="#ffffff"[^>]*>Donker', svg)


def test_ids_are_those_of_the_view_and_can_be_kept_apart(metamodel: Metamodel) -> None:
    svg = draw(VIEW, metamodel, id_prefix="p1-")

    assert {"p1-a", "p1-b", "p1-l", "p1-title", "p1-desc"} == set(re.findall(r'\bid="([^"]+)"', svg))


@pytest.mark.parametrize("label", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_label_becomes_a_png_too(metamodel: Metamodel, label: str) -> None:
    boxes = (Box("a", "Node", label, x=0, y=0, w=160, h=60), Box("b", "Note", label, x=400, y=0, w=160, h=60))
    view = View("v", label, boxes, (Line("l", "Flow", "a", "b", label=label),), "drawn", question=label)

    assert png_of(draw(view, metamodel)).startswith(b"\x89PNG")


def test_letters_from_right_to_left_turn_nothing_around_them(metamodel: Metamodel) -> None:
    boxes = (
        Box("a", "Node", "שלום 12", x=0, y=0, w=160, h=60, tip="مرحبا"),
        Box("b", "Node", "Gewoon", x=300, y=0, w=160, h=60),
    )

    svg = draw(View("v", "t", boxes, (Line("l", "Flow", "a", "b"),), "drawn"), metamodel)

    assert "<title>\u2068שלום 12\u2069 (Node) · \u2068مرحبا\u2069</title>" in svg
    assert "<title>Stroom: \u2068שלום 12\u2069 → Gewoon</title>" in svg
    assert ">שלום 12</text>" in svg or ">שלום 12</tspan>" in svg


@pytest.mark.parametrize("mark", ["\u200b", "\u2060", "\u00ad", "\ufeff", "\u202e", "\u2067", "\u061c", "\ufffe"])
def test_marks_without_width_are_left_out_of_every_word(metamodel: Metamodel, mark: str) -> None:
    box = Box("a", "Node", f"Zaak{mark}systeem", x=0, y=0, w=160, h=60)

    svg = draw(View("v", f"T{mark}itel", (box,), (), "drawn"), metamodel)

    assert mark not in svg and ">Zaaksysteem<" in svg and ">Titel<" in svg


def test_ten_thousand_letters_are_whole_in_the_title_and_quickly_set(metamodel: Metamodel) -> None:
    label = "Zaakafhandelcomponent" * 500
    started = time.process_time()

    svg = draw(View("v", "t", (Box("a", "Node", label, x=0, y=0, w=160, h=60),), (), "drawn"), metamodel)

    assert f"<title>{label} (Node)</title>" in svg
    assert time.process_time() - started < 0.5
