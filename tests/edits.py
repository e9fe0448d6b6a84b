"""Random one-line edits of Turtle files that stay Turtle: for tests that compare an update with a fresh start."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from archrepo.vocabulary import PREFIXES

_ATTRIBUTE = re.compile(r"^(\s+)(ar|am|rdfs|dct|prop):[\w-]+ .*;\s*$")
_STATEMENT = re.compile(r"^:[\w-]+ a ")


LINES = ("drop", "double", "value", "label", "comment")
"""The kinds of edit that touch one line."""

STATEMENTS = ("insert", "move", "remove", "blank")
"""The kinds of edit that add, move or take away a whole statement."""


def write_small(folder: Path, files: Mapping[str, str | None]) -> None:
    """Write the files of a small workspace, with prefixes; None takes a file away."""
    folder.mkdir(exist_ok=True)
    (folder / "archrepo.toml").write_text('[workspace]\nname = "X"\nbase = "https://x.example/id/"\n', encoding="utf-8")
    prefixes = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    for name, text in files.items():
        path = folder / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"{prefixes}@prefix : <https://x.example/id/> .\n{text}", encoding="utf-8", newline="")


SERVICE = ':s a am:BusinessService ; rdfs:label "Dienst"@nl .\n'
PAIR = SERVICE + ':u a am:ApplicationComponent ; rdfs:label "U"@nl .\n:s am:serves :u .\n'
NODE = ":r a am:Serving ; am:source :s ; am:target :u .\n"
SHARED = ':c ar:cost _:k ; rdfs:seeAlso _:k .\n_:k ar:amountEuro "tien" .\n'
COST = ':c ar:cost [ ar:amountEuro "tien" ; rdfs:comment "bel jan@voorbeeld.nl" ] .\n'
FLOW = ":a a am:ApplicationComponent .\n:r a am:Flow ; am:source :a ; am:target {} .\n" + PAIR
MODEL = ':m a am:Model ; am:language "{}" .\n:x a am:Representation ; am:realizes :k .\n:k a am:Contract .\n'

STATES: Mapping[str, Sequence[Mapping[str, str | None]]] = {
    "two labels that change places": (
        {"a.ttl": ':s a am:BusinessService ; rdfs:label "Een"@nl ; rdfs:label "Twee"@nl .\n'},
        {"a.ttl": ':s a am:BusinessService ; rdfs:label "Twee"@nl ; rdfs:label "Een"@nl .\n'},
    ),
    "two sources of a relation that change places": (
        {"a.ttl": ":a a am:Capability .\n:r a am:Flow ; am:source :s , :a ; am:target :u .\n" + PAIR},
        {"a.ttl": ":a a am:Capability .\n:r a am:Flow ; am:source :a , :s ; am:target :u .\n" + PAIR},
    ),
    "two statements that change places": (
        {"a.ttl": SERVICE + ":t a am:BusinessProcess .\n"},
        {"a.ttl": ":t a am:BusinessProcess .\n" + SERVICE},
    ),
    "the node beside a plain relation": (
        {"a.ttl": PAIR + NODE},
        {"a.ttl": PAIR + ":r rdfs:label 'weg' .\n"},
        {"a.ttl": PAIR + NODE},
        {"a.ttl": PAIR},
    ),
    "another name while a thing without a name has a fault": (
        {"a.ttl": SERVICE + COST},
        {"a.ttl": SERVICE.replace("Dienst", "Anders") + COST},
        {"a.ttl": SERVICE + COST + ":c rdfs:label 'C' .\n"},
    ),
    "another version of ArchiMate": (
        {"a.ttl": MODEL.format("3.2")},
        {"a.ttl": MODEL.format("4")},
        {"a.ttl": MODEL.format("3.2")},
    ),
    "the same statement in a file before it": (
        {"b.ttl": SERVICE, "c.ttl": ":z a am:BusinessProcess .\n"},
        {"a.ttl": SERVICE},
        {"a.ttl": "# boven\n" + SERVICE},
        {"b.ttl": None},
        {"a.ttl": ":s rdfs:comment 'x' .\n", "b.ttl": SERVICE},
        {"a.ttl": ":s ar:owner :s .\n"},
        {"a.ttl": None},
    ),
    "a predicate that appears earlier": (
        {"a.ttl": ':a rdfs:comment "x" .\n:b rdfs:label "y" .\n' + SHARED},
        {"a.ttl": ':a rdfs:seeAlso "x" .\n:b rdfs:label "y" .\n' + SHARED},
        {"a.ttl": ':a skos:note "x" .\n:b rdfs:label "y" .\n' + SHARED},
    ),
    "two holders that change places": (
        {"a.ttl": ':a ar:cost _:x .\n:b ar:cost _:x .\n_:x ar:amountEuro "tien" .\n'},
        {"a.ttl": ':b ar:cost _:x .\n:a ar:cost _:x .\n_:x ar:amountEuro "tien" .\n'},
    ),
    "a fact of the vocabulary that the model calls otherwise": (
        {"a.ttl": PAIR + ":u ar:lifecycle ar:InUse .\n"},
        {
            "a.ttl": PAIR
            + ':u ar:lifecycle ar:InUse .\nar:hosting rdfs:label "Huis"@nl .\nar:owner rdfs:label "Baas"@nl .\n'
        },
    ),
    "a relation with another end": ({"a.ttl": FLOW.format(":u")}, {"a.ttl": FLOW.format(":s")}),
    "two values of which the first moves down": (
        {
            "a.ttl": PAIR + ":u ar:contractEnd '2027-01-01'^^xsd:date ; ar:hosting ar:SaaS .\n",
            "b.ttl": ":u ar:hosting ar:OnPremises .\n",
        },
        {"a.ttl": "# boven\n" + PAIR + ":u ar:hosting ar:SaaS .\n"},
        {"a.ttl": "# boven\n# boven\n" + PAIR + ":u ar:hosting ar:SaaS .\n"},
    ),
    "two namesakes of which one moves down": (
        {"a.ttl": SERVICE, "b.ttl": SERVICE.replace(":s", ":t")},
        {"b.ttl": "# boven\n" + SERVICE.replace(":s", ":t")},
    ),
    "a name that two of a kind come to share and no longer share": (
        {"a.ttl": SERVICE, "b.ttl": ':t a am:BusinessService ; rdfs:label "Ander"@nl .\n'},
        {"b.ttl": SERVICE.replace(":s", ":t")},
        {"b.ttl": SERVICE.replace(":s", ":t") + SERVICE.replace(":s", ":v")},
        {"b.ttl": SERVICE.replace(":s", ":t").replace("Service", "Process")},
        {"b.ttl": ':t a am:BusinessService , am:BusinessProcess ; rdfs:label "Dienst"@nl , "Ander"@nl .\n'},
        {"a.ttl": 'am:BusinessService rdfs:label "Soort"@nl .\n' + SERVICE},
        {"b.ttl": ""},
    ),
    "an element that a relation or a record names and no longer names": (
        {"a.ttl": PAIR},
        {"a.ttl": PAIR.replace(":s am:serves :u .", "")},
        {"a.ttl": PAIR.replace(":s am:serves :u .", ":i a ar:Procurement ; ar:requirement :u .")},
        {"a.ttl": PAIR.replace(":s am:serves :u .", NODE)},
        {"a.ttl": PAIR.replace(":s am:serves :u .", NODE.replace(":u", ":w"))},
    ),
    "relations of which nothing describes the source": (
        {"a.ttl": PAIR + NODE + ":q a am:Flow ; am:source :w ; am:target :u .\n"},
        {"a.ttl": NODE + ":q a am:Flow ; am:source :w ; am:target :u .\n"},
        {"a.ttl": ":q a am:Serving ; am:source :w , :s ; am:target :u .\n" + NODE},
        {"a.ttl": NODE + ":q a am:Serving ; am:source :w ; am:target :u .\n"},
        {"a.ttl": PAIR + NODE},
    ),
    "a statement that moves past others": (
        {"a.ttl": PAIR + NODE + SERVICE.replace(":s", ":t") + SERVICE.replace(":s", ":v")},
        {"a.ttl": NODE + SERVICE.replace(":s", ":t") + SERVICE.replace(":s", ":v") + PAIR},
        {"a.ttl": SERVICE.replace(":s", ":v") + NODE + SERVICE.replace(":s", ":t") + PAIR},
    ),
    "a statement that stands twice": (
        {"a.ttl": SERVICE + PAIR + ":u ar:hosting ar:SaaS .\n:u ar:hosting ar:SaaS .\n"},
        {"a.ttl": SERVICE + PAIR + ":u ar:hosting ar:SaaS .\n:u ar:hosting ar:OnPremises .\n"},
        {"a.ttl": SERVICE.replace("Dienst", "Anders") + PAIR + ":u ar:hosting ar:SaaS .\n"},
    ),
    "a property of one's own that is described and is not": (
        {"a.ttl": PAIR + ":u :eigen 1 .\n"},
        {"a.ttl": PAIR + ':u :eigen 1 .\n:eigen a rdf:Property ; rdfs:label "Eigen"@nl ; rdfs:comment "x" .\n'},
        {"a.ttl": PAIR + ':u :eigen 1 .\n:eigen a rdf:Property ; rdfs:label "Anders"@nl .\n'},
        {"a.ttl": PAIR + ":u :eigen 1 .\n"},
    ),
    "statements and directives without a space between them": (
        {"a.ttl": PAIR + ":u :naam 'a'.PREFIX p: <urn:p#>\np:x rdfs:label 'x'.p:y rdfs:label 'y' .\n"},
        {"a.ttl": PAIR + ":u :naam 'b'.PREFIX p: <urn:p#>\np:x rdfs:label 'z'.p:y rdfs:label 'y' .\n"},
        {"a.ttl": PAIR + ":u :naam 'b'.@prefix p: <urn:q#> .\np:x rdfs:label 'z'.p:y rdfs:label 'y' .\n"},
        {"a.ttl": PAIR + ':u :naam """\n:s a :k .\n# """ .\n'},
        {"a.ttl": PAIR + ':u :naam """\n:s a :m .\n# """ .\n'},
    ),
    "a prefix that means something else": (
        {"a.ttl": "@prefix p: <urn:a#> .\np:x rdfs:label 'x' .\n" + PAIR},
        {"a.ttl": "@prefix p: <urn:b#> .\np:x rdfs:label 'x' .\n" + PAIR},
        {"a.ttl": "@prefix p: <urn:b#> .\np:x rdfs:label 'x' .\n" + PAIR + "@prefix : <urn:c#> .\n" + SERVICE},
        {"a.ttl": "@base <urn:b> .\n<#x> rdfs:label 'x' .\n" + PAIR.replace("\n", "\r\n")},
        {"a.ttl": "@base <urn:c> .\n<#x> rdfs:label 'x' .\n" + PAIR.replace("\n", "\r\n")},
        {"a.ttl": ""},
        {"a.ttl": PAIR},
    ),
}
"""Small workspaces with what happens to them, by what that is: each state holds the files that differ."""


def random_edit(folder: Path, chance: random.Random, kinds: Sequence[str] = (*LINES, *STATEMENTS)) -> str:
    """Change one file below the folder by one edit of these kinds and return what was done; it stays Turtle."""
    files = sorted(folder.rglob("*.ttl"))
    while True:
        path = chance.choice(files)
        before = path.read_text(encoding="utf-8")
        kind, after = _edited(before, chance, kinds)
        if after == before:
            continue
        try:
            list(ox.parse(after.encode(), format=ox.RdfFormat.TURTLE))
        except SyntaxError:
            continue
        path.write_text(after, encoding="utf-8", newline="")
        return f"{kind} in {path.relative_to(folder)}"


def _edited(text: str, chance: random.Random, kinds: Sequence[str]) -> tuple[str, str]:
    lines = text.split("\n")
    attributes = [index for index, line in enumerate(lines) if _ATTRIBUTE.match(line)]
    statements = [index for index, line in enumerate(lines) if _STATEMENT.match(line)]
    kind = chance.choice(kinds)
    if kind == "comment":
        lines.insert(chance.randrange(len(lines)), "# an edit")
    elif kind == "blank" and statements:
        lines.insert(chance.choice(statements), ":made-up ar:cost [ ar:amountEuro 10 ] .")
    elif kind == "insert" and statements:
        number = chance.randrange(1000)
        lines.insert(
            chance.choice(statements),
            f':new-{number} a am:ApplicationComponent ; rdfs:label "Nieuw {number}"@nl ; ar:lifecycle ar:InUse .',
        )
    elif kind in ("move", "remove") and len(statements) > 1:
        index = chance.randrange(len(statements) - 1)
        piece = lines[statements[index] : statements[index + 1]]
        del lines[statements[index] : statements[index + 1]]
        if kind == "move":
            lines += piece
    elif attributes:
        index = chance.choice(attributes)
        line = lines[index]
        if kind == "drop":
            del lines[index]
        elif kind == "double":
            lines.insert(index, line)
        elif kind == "label":
            lines.insert(index, '    rdfs:label "Veranderd"@nl ;')
        else:
            lines[index] = re.sub(r"ar:(InUse|SaaS|Critical|Residents|Phone)|true|2027|\b3\b(?![.\d])", _other, line)
    return kind, "\n".join(lines)


def _other(found: re.Match[str]) -> str:
    return {
        "ar:InUse": "ar:Planned",
        "ar:SaaS": "ar:OnPremises",
        "ar:Critical": "ar:Supporting",
        "ar:Residents": "ar:Staff",
        "ar:Phone": "ar:Website",
        "true": "false",
        "2027": "2025",
        "3": "1",
    }[found[0]]
