"""A text that is spliced gives what a parse of the whole text gives: triples, and the places of every one."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pyoxigraph as ox
import pytest

from archrepo.errors import ArchrepoError
from archrepo.turtle import Triple, outline, parse
from archrepo.turtle.spans import cuts
from archrepo.turtle.splicing import splice
from archrepo.workspace.file_places import FilePlaces
from archrepo.workspace.files import SourceFile

HEAD = "@prefix : <https://x.example/> .\n@prefix p: <urn:p#> .\n"
PIECES = (
    ':a p:x "tekst" .\n',
    ':b p:x """lang\n:c p:y 1 .\n""" ; p:y 1.5 , 2 .\n',
    ":c p:y :a , :b ; .\n",
    "# een opmerking met \" ' <x> \u2028 en \u0085 @prefix\n",
    ":d p:x 'é😀'@nl-BE ; p:z \"3\"^^p:t .\n",
    ":e p:y [ p:x 1 ; p:y ( 1 :a ) ] .\n",
    "[] p:x 1 .\n",
    "_:k p:x 1 . :f p:y _:k .\n",
    ":g p:x true . :g p:x true .\r\n",
    "@prefix p: <urn:q#> .\n",
    "PREFIX q: <urn:q#>\n",
    "@base <urn:base> .\n",
    "<https://x.example/a> a p:K ;\n    p:x 1e5 .\n",
    ":h p:y :a\\-b , p:c.d .",
    "\n\n",
)
CHARACTERS = "\n.;,\"'#<>[]()_:@ a1\r\\"


def edited(text: str, chance: random.Random, pieces: Sequence[str] = PIECES) -> str:
    start = chance.randrange(len(HEAD) if chance.random() < 0.9 else 1, len(text) + 1)
    end = min(len(text), start + chance.choice((0, 0, 1, 3, 30)))
    new = chance.choice(("", chance.choice(CHARACTERS), chance.choice(pieces), f"\n{chance.choice(pieces)}"))
    return text[:start] + new + text[end:]


def has_blank(triple: Triple) -> bool:
    return isinstance(triple[0], ox.BlankNode) or isinstance(triple[2], ox.BlankNode)


def triples_of(text: str) -> tuple[Triple, ...] | None:
    try:
        return tuple(parse(text.encode(), "x.ttl"))
    except ArchrepoError:
        return None


@pytest.mark.parametrize("seed", range(5))
def test_spliced_text_gives_what_a_parse_of_the_whole_gives(seed: int) -> None:
    chance = random.Random(seed)
    spliced = 0
    for _ in range(60):
        old = HEAD + "".join(chance.choices(PIECES[: chance.choice((5, len(PIECES)))], k=chance.randrange(1, 8)))
        before, new = triples_of(old), ""
        for _ in range(8):
            new = edited(old, chance)
            after = triples_of(new)
            if before is None or after is None or new == old:
                continue
            known = cuts(old)
            if known is None:
                continue
            whole = outline(old)
            assert set(known.starts) <= set(whole.starts)
            assert known.directives_end == whole.directives_end
            cut = splice(old, new, known, before)
            if cut is not None and not any(map(has_blank, before[cut.first : cut.last])):
                spliced += 1
                assert (*before[: cut.first], *cut.triples, *before[cut.last :]) == after, (old, new)
                assert new[: cut.start] == old[: cut.start]
                assert new[cut.end + cut.shift :] == old[cut.end :]
    assert spliced > 10


@pytest.mark.parametrize("seed", range(4))
def test_places_after_sixty_edits_equal_those_found_anew(seed: int) -> None:
    chance = random.Random(seed)
    text = HEAD + "".join(chance.choices(PIECES[:5], k=12))
    places = FilePlaces(SourceFile.of("x.ttl", text.encode(), parse(text.encode(), "x.ttl")))
    taken_over = 0
    for _ in range(60):
        new = edited(text, chance, PIECES[:5])
        if new == text or triples_of(new) is None:
            continue
        data = new.encode()
        fresh = SourceFile.of("x.ttl", data, parse(data, "x.ttl"))
        found = places.edited(data)
        taken_over += found is not None
        places = found[1] if found is not None else FilePlaces(fresh)
        text = new

        assert places.file == fresh
        anew = FilePlaces(fresh)
        for subject, predicate, value in fresh.triples:
            assert places.find(subject, predicate, value) == anew.find(subject, predicate, value), text
            assert places.find(subject, predicate, None) == anew.find(subject, predicate, None), text
            assert places.find(subject, None, None) == anew.find(subject, None, None), text
            assert places.statement(subject) == anew.statement(subject), text
    assert taken_over
