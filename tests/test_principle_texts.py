"""Every text of a principle can be used as it stands: the remedy shows Turtle that works, the message is one fault."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from the_knowledge import shipped_book, shipped_ontology

from archrepo.language import LANGUAGES, Language
from archrepo.principles import Principle
from archrepo.turtle.reading import Term, Triple, parse
from archrepo.validation.examples import Example
from archrepo.validation.value_types import value_types
from archrepo.vocabulary import PREFIXES, sh
from archrepo.workspace.files import SourceFile

BOOK = shipped_book()
PRINCIPLES = list(BOOK)
ONTOLOGY = shipped_ontology()
USUAL = {**PREFIXES, "bio2": "https://w3id.org/archrepo/bio2/", "": "https://voorbeeldstad.example/id/"}
HEAD = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in USUAL.items())
#: What `...` becomes, behind a prefix and on its own: the reader fills it in, so it is looked up nowhere.
OMITTED = ox.NamedNode("https://voorbeeldstad.example/omitted")
OURS = tuple(USUAL[prefix] for prefix in ("am", "ar", "std", "prop", "country", "bio2"))

_SNIPPET = re.compile(r"`([^`]*)`")
_STRING = re.compile(r'"[^"]*"')
_NAME = re.compile(r"(?<![\w:<])(?:am|ar|std|bio2|dct|rdfs|rdf|country|gemma):[\w.-]*\w")
_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")
_LANGUAGE_OF_PLACEHOLDER = re.compile(r"(Nl|En|InEnglish)$")
_NAMES_WITH_A_CAPITAL = ("DPIA", "FG", "MDTO", "CISO")


def turtle_of(snippet: str) -> str:
    """Return a snippet as statements: a name on its own, what is said of `:it`, or statements with a subject."""
    text = re.sub(r"(?<![\w:])(\w+):\.\.\.", f"{OMITTED}", snippet)
    text = re.sub(r"(?<=\s)\.\.\.(?=\s|$)", f"{OMITTED}", text)
    if " " not in text:
        return f":it {text} {OMITTED} ."
    return f"{text} ." if text.startswith(":") else f":it {text} ."


def parsed(snippet: str) -> list[Triple]:
    """Return the facts of one snippet."""
    return list(parse((HEAD + turtle_of(snippet)).encode(), "remedy.ttl", blank_prefix="r"))


def terms(facts: list[Triple]) -> Iterator[ox.NamedNode]:
    """Iterate over the names in our own namespaces."""
    for fact in facts:
        for term in fact:
            if isinstance(term, ox.NamedNode) and term.value.startswith(OURS):
                yield term


def snippets(principle: Principle, language: Language) -> list[str]:
    """Return what stands between backticks in the remedy."""
    return _SNIPPET.findall(principle.remedy.in_(language))


def names(text: str) -> Counter[str]:
    """Return the names of terms in a text, without those in strings."""
    return Counter(_NAME.findall(_STRING.sub('""', text)))


def messages(principle: Principle) -> Iterator[tuple[str, str]]:
    """Iterate over the messages of a principle and of its parts, Dutch with English."""
    seen: set[Term] = set()
    queue: list[Term] = [principle.shape]
    while queue:
        node = queue.pop()
        if node in seen or isinstance(node, ox.Literal):
            continue
        seen.add(node)
        found = BOOK.shapes.objects(node, sh("message"))
        texts = {text.language: text.value for text in found if isinstance(text, ox.Literal)}
        if texts:
            yield texts["nl"], texts["en"]
        values = (value for some in BOOK.shapes.facts(node).values() for value in some)
        queue += [value for value in values if isinstance(value, ox.BlankNode)]


def questions(principle: Principle) -> str:
    """Return the SPARQL of a principle; empty when it has none."""
    return "\n".join(
        text.value
        for node in BOOK.shapes.objects(principle.shape, sh("sparql"))
        for text in BOOK.shapes.objects(node, sh("select"))
    )


each_principle = pytest.mark.parametrize("principle", PRINCIPLES, ids=lambda principle: principle.id)
each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_language
@each_principle
def test_turtle_of_a_remedy_is_turtle_of_known_terms(principle: Principle, language: Language) -> None:
    for snippet in snippets(principle, language):
        facts = parsed(snippet)

        assert facts, snippet
        unknown = {term.value for term in terms(facts) if not ONTOLOGY.graph.facts(term)}
        assert not unknown, snippet


@each_language
@each_principle
def test_values_in_a_remedy_fit_their_properties(principle: Principle, language: Language) -> None:
    for number, snippet in enumerate(snippets(principle, language)):
        facts = [fact for fact in parsed(snippet) if OMITTED not in fact]
        file = SourceFile.of(f"remedy-{number}.ttl", (HEAD + turtle_of(snippet)).encode(), facts)

        outcome = value_types(Example(principle.id, file).opened(ONTOLOGY))

        assert [fault.message.en for fault in outcome.faults] == [], snippet


@each_principle
def test_remedy_names_the_same_terms_in_both_languages_and_only_between_backticks(principle: Principle) -> None:
    assert names(principle.remedy.nl) == names(principle.remedy.en)
    for language in LANGUAGES:
        text = principle.remedy.in_(language)
        assert not names(_SNIPPET.sub("", text)), text
        assert text.count("`") % 2 == 0, text


@each_language
@each_principle
def test_remedy_is_one_line_that_starts_small_and_has_no_full_stop(principle: Principle, language: Language) -> None:
    text = principle.remedy.in_(language)

    assert re.match(r"[a-zéë]", text), text
    assert not text.endswith("."), text
    assert "\n" not in text


@each_principle
def test_message_reads_after_the_name_of_its_subject(principle: Principle) -> None:
    for pair in messages(principle):
        for text in pair:
            assert re.match(r"[a-zéë{]", text) or text.startswith(_NAMES_WITH_A_CAPITAL), text
            assert not re.search(r"[.!?;,:]$|  |\n", text), text
            assert not re.search(r"\b(ongeldig|illegaal|illegal|invalid)\b", text), text


@each_principle
def test_message_has_the_same_placeholders_in_both_languages_and_the_question_fills_them(principle: Principle) -> None:
    for dutch, english in messages(principle):
        found = [_PLACEHOLDER.findall(text) for text in (dutch, english)]
        plain = [sorted(_LANGUAGE_OF_PLACEHOLDER.sub("", name) for name in some) for some in found]

        assert plain[0] == plain[1], dutch
        projected = re.findall(r"SELECT (.*?) WHERE", questions(principle))[:1]
        for name in {*found[0], *found[1]}:
            assert projected and f"?{name}" in projected[0], name
