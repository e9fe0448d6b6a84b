"""The side file is read as it was written, merges by line, and says where it is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archrepo.errors import InputFault
from archrepo.positions import SideFile, Spot, parse_side_file, side_file_text
from archrepo.positions.side_file import words_name

HEAD = "# view: landschap by=ar:owner\n"
GOOD = '<https://a.example/zaak> in "Zonder eigenaar"\t12\t30\t164\t78\n'

iris = st.from_regex(r"<https://a\.example/[a-z0-9]{1,8}>", fullmatch=True)
words = st.text(max_size=30).map(words_name)
terms = st.one_of(iris, words)
names = st.lists(st.one_of(terms, terms.map("{{{}}}".format)), min_size=1, max_size=4).map(tuple)
numbers = st.integers(-20_000, 20_000).map(float)
sizes = st.integers(1, 10_000).map(float)
spots = st.builds(Spot, names, numbers, numbers, sizes, sizes, st.booleans())


@given(st.lists(spots, max_size=12, unique_by=lambda spot: spot.box))
def test_what_is_written_is_read(all_spots: list[Spot]) -> None:
    text = side_file_text(SideFile("keten start=:zaak", tuple(all_spots)))

    again = parse_side_file(text.encode(), "p.tsv")

    assert again.view == "keten start=:zaak"
    assert sorted(again.spots, key=repr) == sorted(all_spots, key=repr)
    assert side_file_text(again) == text


def test_one_line_a_box_sorted_by_name() -> None:
    first, second = Spot(("<b:1>",), 1, 2, 3, 4), Spot(("<a:1>", '"x"'), 1.5, -2, 3, 4, True)

    lines = side_file_text(SideFile("v", (first, second))).splitlines()

    assert lines[1] == "# view: v"
    assert lines[3:] == ['<a:1> in "x"\t1.5\t-2\t3\t4\tpin', "<b:1>\t1\t2\t3\t4"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("zaaksysteem\t1\t2\t3\t4", "een vak is <iri>"),
        ("<a:1>\t1\t2\t3", "vier getallen"),
        ("<a:1>\t1\t2\t3\t4\tvast", "vier getallen"),
        ("<a:1>\t1\t2\t3\tbreed", "geen getal"),
        ("<a:1>\tnan\t2\t3\t4", "geen getal"),
        ("<a:1>\t1e9\t2\t3\t4", "geen getal"),
        ("<a:1>\t99999\t2\t3\t4", "tussen -20000 en 20000"),
        ("<a:1>\t1\t2\t0\t4", "tussen 1 en 10000"),
        ("<a:1>\t1\t2\t3\t-4", "tussen 1 en 10000"),
        ("<<<<<<< HEAD", "twee versies"),
        ("=======", "twee versies"),
        (GOOD.strip(), "al op regel 2"),
        ("\x00\x01\t1\t2\t3\t4", "een vak is <iri>"),
    ],
)
def test_wrong_line_is_told_with_its_number(line: str, says: str) -> None:
    with pytest.raises(InputFault) as caught:
        parse_side_file(f"{HEAD}{GOOD}{line}\n".encode(), "views/positions/p.tsv")

    assert says in caught.value.text.nl
    assert caught.value.location is not None
    assert (caught.value.location.path, caught.value.location.line) == ("views/positions/p.tsv", 3)
    assert caught.value.remedy is not None


@given(st.binary(max_size=300))
def test_no_bytes_make_it_crash(data: bytes) -> None:
    try:
        parse_side_file(data, "p.tsv")
    except InputFault as fault:
        assert fault.location is not None


def test_bytes_that_are_no_text_and_a_huge_file_are_refused() -> None:
    with pytest.raises(InputFault) as no_text:
        parse_side_file(b"# view: v\n\xff\xfe", "p.tsv")
    with pytest.raises(InputFault):
        parse_side_file(b"#" * 5_000_000, "p.tsv")

    assert no_text.value.location is not None
    assert no_text.value.location.line == 2


def test_line_ends_and_byte_order_mark_of_windows_are_read() -> None:
    text = "\ufeff" + (HEAD + GOOD).replace("\n", "\r\n")

    assert len(parse_side_file(text.encode(), "p.tsv").spots) == 1
