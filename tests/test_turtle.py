"""The one reader and writer of Turtle, held against the W3C test suite and random text."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archrepo.errors import InputFault, SyntaxFault
from archrepo.turtle import line_and_column, line_starts, parse, spans, write
from archrepo.turtle.reading import MOST_DEPTH
from archrepo.vocabulary import FIRST, PREFIXES, REST


def w3c_files(shared: Path) -> dict[str, bytes]:
    with tarfile.open(shared / "data/w3c/turtle-tests.tar.xz") as archive:
        return {
            member.name: archive.extractfile(member).read()  # type: ignore[union-attr]  # a regular file
            for member in archive.getmembers()
            if member.isfile() and member.name.endswith(".ttl")
        }


def parses(data: bytes) -> bool:
    try:
        list(ox.parse(data, format=ox.RdfFormat.TURTLE, base_iri="http://base.example/"))
    except (SyntaxError, ValueError):
        return False
    return True


def check_spans(text: str) -> None:
    triples = [
        (quad.subject, quad.predicate, quad.object)
        for quad in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE, base_iri="http://base.example/")
    ]
    found = spans(text)
    assert len(found) == len(triples)
    cells = {subject for subject, predicate, _ in triples if predicate == FIRST}
    names: dict[object, str] = {}
    for (subject, predicate, value), place in zip(triples, found, strict=True):
        for term, span in ((subject, place.subject), (predicate, place.predicate), (value, place.object)):
            written = text[span.start : span.end]
            if isinstance(term, ox.Literal):
                assert written[0] in "\"'+-.0123456789tf", written
                if written[0] in "\"'" and "\\" not in written and "\r" not in written:
                    assert term.value in written
            elif isinstance(term, ox.BlankNode):
                if term in cells:
                    # A cell stands at its element; a list that is a subject stands at its bracket.
                    assert written == "(" or names.setdefault(term, written) == written
                elif written.startswith("_:"):
                    assert term.value == written[2:]
                else:
                    assert written in ("[", "(")
            elif term not in (FIRST, REST) and written.startswith("<") and "\\" not in written:
                assert term.value.endswith(written[1:-1].split("/")[-1].lstrip(".").lstrip("#?"))


def test_every_w3c_turtle_file_gets_one_span_for_each_triple(shared: Path) -> None:
    good = {name: data for name, data in w3c_files(shared).items() if parses(data)}

    assert len(good) > 150
    for name, data in good.items():
        try:
            check_spans(data.decode())
        except AssertionError as fault:
            raise AssertionError(f"{name}: {fault}\n{data.decode()}") from fault


@pytest.mark.parametrize(
    "text",
    [
        ":a :e (1 2 3) , :z .",
        ":a :e ([:x :y] (4 5)) .",
        "((1) 2) :p (7 8) .",
        ":a :b () . () :c :d .",
        "[] :p [ :q [ :r :s ] ; :t [] ] .",
        "[ :x ([:k :l] [] ()) ] :p 1, [:m :n] .",
        ":a a :b ; ; :c 'x'@nl , \"y\"^^:z ; .",
        ':a.b :c "# no comment" . # comment\n:d :e """a "quoted" \n text""" .',
        "_:b1 :p _:b.2 .",
        ':a :b [ :c "d" ] . :e :f ("a"@nl "b" [ :g "h" ] ("i")) , "j" .',
        ':a :b (1 "x" ("y" "z"^^:t [])) .',
        'VERSION "1.2" :a :b "c" , _:d . version \'1.1\' @version "1.2" . _:d :e [] .',
    ],
)
def test_spans_follow_the_order_of_the_parser(text: str) -> None:
    check_spans("@prefix : <http://a.example/> . " + text)


def test_spans_point_at_the_written_words() -> None:
    text = '@prefix : <http://a.example/> .\n:zaak a :App ;\n    :naam "Zaaksysteem"@nl .\n'

    place = spans(text)[1]

    assert text[place.predicate.start : place.predicate.end] == ":naam"
    assert text[place.object.start : place.object.end] == '"Zaaksysteem"@nl'
    assert line_and_column(line_starts(text), place.predicate.start) == (3, 5)


def test_blank_nodes_get_the_same_names_on_every_read() -> None:
    data = b"@prefix : <http://a.example/> . :a :b [ :c [ :d 1 ] ] , (1 2) ."

    assert parse(data, "x.ttl") == parse(data, "x.ttl")


def test_a_syntax_fault_names_line_column_and_the_later_faults_too() -> None:
    data = b"@prefix : <http://a.example/> .\n:a :b ;; .\n:c :d x:y .\n:e :f ; .\n"

    with pytest.raises(SyntaxFault) as caught:
        parse(data, "m.ttl")

    assert str(caught.value.location).startswith("m.ttl:2:")
    assert caught.value.excerpt == ":a :b ;; ."
    assert [other.location.line for other in caught.value.others if other.location] == [3, 4]


def test_a_quote_that_is_never_closed_is_named_where_it_opens() -> None:
    with pytest.raises(SyntaxFault) as caught:
        parse(b'<urn:a> <urn:b> "open@nl .\n<urn:c> <urn:d> 1 .\n', "m.ttl")

    assert "aanhalingsteken" in caught.value.text.nl
    assert str(caught.value.location) == "m.ttl:1:17"


def test_text_that_is_not_utf8_is_refused_with_its_place() -> None:
    with pytest.raises(InputFault) as caught:
        parse("# caf\xe9\n".encode("latin-1"), "m.ttl")

    assert str(caught.value.location) == "m.ttl:1:6"


def test_rdf_12_triple_terms_are_refused_with_words() -> None:
    data = b"@prefix : <http://a.example/> . :a :b <<( :c :d :e )>> ."

    with pytest.raises(InputFault, match=r"RDF 1\.2"):
        parse(data, "m.ttl")


def test_a_column_counts_characters_and_not_bytes() -> None:
    with pytest.raises(InputFault) as caught:
        parse("# één caf".encode() + b"\xe9\n", "m.ttl")

    assert str(caught.value.location) == "m.ttl:1:10"


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    assert parse(b"\xef\xbb\xbf<urn:a> <urn:b> <urn:c> .", "m.ttl") == parse(b"<urn:a> <urn:b> <urn:c> .", "m.ttl")

    with pytest.raises(SyntaxFault) as caught:
        parse(b"\xef\xbb\xbf<urn:a> <urn:b> x:c .", "m.ttl")

    assert str(caught.value.location) == "m.ttl:1:17"
    assert caught.value.excerpt == "<urn:a> <urn:b> x:c ."


@pytest.mark.parametrize(("opening", "closing"), [("[ :p ", " ]"), ("( ", " )"), ("( 1 [ :p ", " ] )")])
def test_deep_brackets_have_places_until_they_are_refused_with_one(opening: str, closing: str) -> None:
    most = MOST_DEPTH // len(closing.split())

    check_spans(f"@prefix : <urn:> .\n:a :b {opening * most} 1 {closing * most} .")

    with pytest.raises(InputFault, match="nested") as caught:
        parse(f"@prefix : <urn:> .\n:a :b {opening * 2000} 1 {closing * 2000} .".encode(), "m.ttl")

    assert caught.value.location is not None
    assert caught.value.location.line == 2


def test_brackets_in_texts_names_and_remarks_nest_nothing() -> None:
    quoted = "".join(
        f":a{number} :b {text} ; :c [ :d :e\\( , <urn:((> ] . # (([\n"
        for number, text in enumerate(['"([\\"(["', "'(['", '"""(["\n(["""', "'''(['(['''"] * (MOST_DEPTH // 2))
    )

    assert len(parse(f"@prefix : <urn:> .\n{quoted}".encode(), "m.ttl")) == 4 * 2 * MOST_DEPTH


@pytest.mark.parametrize("closing", ['"', ""])
def test_a_text_too_long_to_read_is_refused_at_its_place(closing: str) -> None:
    data = b'# long\n<urn:a> <urn:b> "' + b"x" * (17 * 2**20) + closing.encode() + b" .\n"

    with pytest.raises(InputFault, match="16 MB") as caught:
        parse(data, "m.ttl")

    assert str(caught.value.location) == "m.ttl:2:17"


def test_the_line_shown_with_a_fault_ends_where_the_parser_ends_lines() -> None:
    with pytest.raises(SyntaxFault) as caught:
        parse("<urn:a> <urn:b> 'x\u2028y\f\x85' ,\r\n  x:c .".encode(), "m.ttl")

    assert str(caught.value.location) == "m.ttl:2:3"
    assert caught.value.excerpt == "  x:c ."


def test_a_file_that_stops_half_way_shows_its_last_words() -> None:
    with pytest.raises(SyntaxFault) as caught:
        parse(b"<urn:a> <urn:b> <urn:c>\n\n", "m.ttl")

    assert str(caught.value.location) == "m.ttl:1:24"
    assert caught.value.excerpt == "<urn:a> <urn:b> <urn:c>"
    assert caught.value.remedy is not None
    assert "full stop" in caught.value.remedy.en


literals = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30)


@given(st.lists(st.tuples(st.sampled_from(["a", "b.c", "-x", "é", "0a", ""]), literals), max_size=8))
def test_what_is_written_reads_back_the_same(facts: list[tuple[str, str]]) -> None:
    triples = {
        (
            ox.NamedNode("https://x.example/" + name),
            ox.NamedNode("https://x.example/p"),
            ox.Literal(text, language="nl"),
        )
        for name, text in facts
    }

    text = write(triples, {**PREFIXES, "": "https://x.example/"}, title="Proef")

    assert set(parse(text.encode(), "x.ttl")) == triples
    assert write(sorted(triples, key=str, reverse=True), {**PREFIXES, "": "https://x.example/"}, title="Proef") == text
    assert "\r" not in text
