"""What a question of a rule may not say, so that a faulty one is told apart from a model that breaks the rule.

SHACL rules out MINUS, VALUES and SERVICE, and an inner SELECT or an AS that loses what an engine fills in: two engines
would give two answers. FROM and all that changes data are ruled out because a rule reads this model, and only that.
Source: SHACL (W3C Recommendation, 2017), sections 5.2 and 5.3, and the appendix on pre-binding.
"""

from __future__ import annotations

import re

import pyoxigraph as ox

from archrepo.errors import LimitFault, RequestFault
from archrepo.language import Text
from archrepo.store import Graph, code_of
from archrepo.validation.faults import QuestionFault

_KEYWORD = re.compile(r"(?<![\w:?$@.-])(SERVICE|FROM|MINUS|VALUES)(?![\w:.-])", re.IGNORECASE)
_PROLOGUE = re.compile(r"\s*(?:PREFIX\s+[\w.-]*:\s*|BASE\s+)*", re.IGNORECASE)
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
_INNER_SELECT = re.compile(r"\{\s*SELECT\b([^{]*)\{", re.IGNORECASE)
_ASSIGNED = re.compile(r"\bAS\s+[?$](\w+)", re.IGNORECASE)
_JOINED = re.compile(r"\bGROUP_CONCAT\b", re.IGNORECASE)
_ORDERED = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)
_SHAPES_GRAPH = re.compile(r"[?$]shapesGraph\b")
_PLACE = re.compile(r"error at (\d+):(\d+): ", re.ASCII)

_WAYS_OUT = {
    "SERVICE": Text("haal de gegevens eerst binnen als Turtle", "bring the data in as Turtle first"),
    "FROM": Text("haal de gegevens eerst binnen als Turtle", "bring the data in as Turtle first"),
    "MINUS": Text("schrijf FILTER NOT EXISTS { ... }", "write FILTER NOT EXISTS { ... }"),
    "VALUES": Text("schrijf FILTER (?x IN ( ... )), of UNION", "write FILTER (?x IN ( ... )), or UNION"),
}
_NO_SELECT = Text("schrijf: SELECT $this WHERE { ... }", "write: SELECT $this WHERE { ... }")


def refuse(text: str, filled_in: frozenset[str], *, is_ask: bool = False) -> None:
    """Refuse a text that no rule may hold; `filled_in` are the variables that an engine fills in, without their sign.

    Raises:
        QuestionFault: the text says what a rule may not say.
    """
    plain = code_of(text)
    form = _form(plain)
    if form in _UPDATES:
        raise QuestionFault(
            Text(f"{form} verandert gegevens; een regel leest alleen", f"{form} changes data; a rule only reads"),
            _NO_SELECT,
        )
    wanted = "ASK" if is_ask else "SELECT"
    if form and form != wanted:
        raise QuestionFault(
            Text(
                f"de vraag begint met {form}, niet met {wanted}", f"the question begins with {form}, not with {wanted}"
            ),
            Text("schrijf: ASK { ... }", "write: ASK { ... }") if is_ask else _NO_SELECT,
        )
    found = _KEYWORD.search(plain)
    if found:
        keyword = found[1].upper()
        raise QuestionFault(
            Text(
                f"{keyword} mag niet in de vraag van een regel", f"{keyword} is not allowed in the question of a rule"
            ),
            _WAYS_OUT[keyword],
        )
    if _SHAPES_GRAPH.search(plain):
        raise QuestionFault(
            Text("$shapesGraph wordt hier niet ondersteund", "$shapesGraph is not supported here"),
            Text("stel de vraag aan het model zelf", "put the question to the model itself"),
        )
    for name in _ASSIGNED.findall(plain):
        if name in filled_in:
            raise QuestionFault(
                Text(f"`AS ?{name}` geeft ${name} een andere waarde", f"`AS ?{name}` gives ${name} another value"),
                Text("kies een andere naam voor die uitkomst", "choose another name for that result"),
            )
    if not _joins_in_order(plain):
        raise QuestionFault(
            Text(
                "GROUP_CONCAT zonder vaste volgorde zet dezelfde namen elke keer anders achter elkaar",
                "GROUP_CONCAT without an order strings the same names together in another way each time",
            ),
            Text(
                "zet de rijen eerst op volgorde: { SELECT $this ?naam { ... } ORDER BY ?naam }",
                "put the rows in order first: { SELECT $this ?name { ... } ORDER BY ?name }",
            ),
        )
    for projection in _INNER_SELECT.findall(plain):
        if not re.search(r"[?$]this\b", projection):
            raise QuestionFault(
                Text("een SELECT binnen de vraag geeft $this niet door", "a SELECT within the question loses $this"),
                Text("noem $this achter elke SELECT", "name $this behind every SELECT"),
            )


def _joins_in_order(plain: str) -> bool:
    """Tell whether what each GROUP_CONCAT strings together comes from an inner SELECT that has an order."""
    return all(
        any(
            _depth(plain, order.start()) > _depth(plain, joined.start())
            for order in _ORDERED.finditer(plain, joined.end())
        )
        for joined in _JOINED.finditer(plain)
    )


def _depth(plain: str, position: int) -> int:
    return plain.count("{", 0, position) - plain.count("}", 0, position)


def _form(plain: str) -> str:
    """Return the word with which a text begins, behind its prefixes; empty when it begins with something else."""
    prologue = _PROLOGUE.match(plain)
    word = re.compile(r"[A-Za-z]+").match(plain, prologue.end() if prologue else 0)
    return word[0].upper() if word else ""


def check_grammar(text: str, *, lines_before: int = 0, is_ask: bool = False) -> None:
    """Refuse a text that is no SPARQL, or that does not give $this.

    `lines_before` is how many lines stand before those that its author wrote.

    Raises:
        QuestionFault: it is so; the words name the line within the question.
    """
    try:
        if is_ask:
            ox.Store().query(text)
            return
        columns = Graph().sparql(text).columns
    except SyntaxError as fault:
        raise not_sparql(text, fault, lines_before) from fault
    except (RuntimeError, TypeError, RequestFault) as fault:
        raise not_answered(fault) from fault
    if "this" not in columns:
        raise without_this()


def without_this() -> QuestionFault:
    """Return the fault of a question that does not say which subjects its rows are about."""
    return QuestionFault(
        Text("de vraag geeft $this niet", "the query does not project $this"),
        Text("zet $this achter SELECT", "put $this behind SELECT"),
    )


def not_answered(fault: Exception) -> QuestionFault:
    """Return the fault of a question that the engine knows but cannot answer."""
    if isinstance(fault, (RequestFault, LimitFault)):
        return QuestionFault(fault.text, fault.remedy)
    return QuestionFault(
        Text(
            f"het zoekprogramma kan de vraag niet beantwoorden: {fault}",
            f"the engine cannot answer the question: {fault}",
        ),
        Text("schrijf de vraag anders", "write the question in another way"),
    )


def not_sparql(text: str, fault: SyntaxError, lines_before: int = 0) -> QuestionFault:
    """Return the fault of a text that breaks the grammar of SPARQL, with the line and column within the question."""
    place = _PLACE.match(str(fault.msg))
    if not place:
        return QuestionFault(Text(f"dit is geen SPARQL: {fault.msg}", f"this is no SPARQL: {fault.msg}"))
    line, column = int(place[1]), int(place[2])
    lines = text.split("\n")
    before = lines[line - 1][: column - 1] if line <= len(lines) else ""
    where = Text(
        f"op regel {line - lines_before}, kolom {column} van de vraag",
        f"on line {line - lines_before}, column {column} of the question",
    )
    prefix = re.search(r"([A-Za-z][\w.-]*)?:[\w.%-]*$", before)
    if prefix and "Prefix not found" in fault.msg:
        name = prefix[1] or ""
        return QuestionFault(
            Text("{where} is het voorvoegsel `{name}:` onbekend", "{where} the prefix `{name}:` is unknown").format(
                where=where, name=name
            ),
            Text(
                "wijs met sh:prefixes naar een lijst van voorvoegsels, of schrijf het adres voluit tussen < en >",
                "point with sh:prefixes to a list of prefixes, or write the whole address between < and >",
            ),
        )
    word = before[-20:].strip()
    return QuestionFault(
        Text("{where}, achter `{word}`, is dit geen SPARQL", "{where}, behind `{word}`, this is no SPARQL").format(
            where=where, word=word
        )
        if word
        else Text("{where} is dit geen SPARQL", "{where} this is no SPARQL").format(where=where),
        Text("verbeter de vraag op die plaats", "mend the question at that place"),
    )
