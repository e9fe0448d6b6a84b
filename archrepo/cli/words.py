"""What click itself says, in the language of the user: words for values, remarks in the help, and its refusals."""

from __future__ import annotations

import re

import click

from archrepo.language import Language, Text

#: The words for values as the code has them, with what a Dutch reader sees; the text of the help uses the same words.
_DUTCH_METAVARS = {
    "DATE": "DATUM",
    "DIR": "MAP",
    "FACT": "FEIT",
    "FILE": "BESTAND",
    "FROM": "VAN",
    "GROUP": "GROEP",
    "NAME": "NAAM",
    "NUMBER": "GETAL",
    "PATH": "PAD",
    "PROPOSAL": "VOORSTEL",
    "QUESTION": "VRAAG",
    "RELATION": "RELATIE",
    "SECONDS": "SECONDEN",
    "SUBJECT": "ONDERWERP",
    "TAG": "TAAL",
    "TEXT": "TEKST",
    "TO": "TOT",
    "VALUE": "WAARDE",
    "VERSION": "VERSIE",
    "VIEW": "PLAAT",
    "WHO": "WIE",
    "YEAR": "JAAR",
}
_WORD = re.compile(r"\b[A-Z]+\b")
_NUMBER = re.compile(r"\b(INTEGER|FLOAT)( RANGE)?\b")
_RANGE = re.compile(r"(\S+)<=x<=(\S+?)(?=[\];.]|$)")

_CLICK_WORDS = (
    (r"^no such option:? ('[^']*')\.?", r"optie \1 bestaat niet;"),
    (r"^no such command:? ('[^']*')\.?", r"opdracht \1 bestaat niet;"),
    (r"^missing argument (.+)", r"\1 ontbreekt"),
    (r"^missing option (.+)", r"optie \1 ontbreekt"),
    (r"^missing command", r"noem een opdracht"),
    (r"^option (\S+) requires an argument", r"optie \1 heeft een waarde nodig"),
    (r"^option (\S+) does not take a value", r"optie \1 krijgt geen waarde"),
    (r"^got unexpected extra arguments? \((.+)\)", r"te veel argumenten: \1"),
    (r"^invalid value for (.+?): ", r"verkeerde waarde voor \1: "),
    (r"(\S+) is not one of (.+)$", r"\1 is geen van \2"),
    (r"(\S+) does not match the formats? (\S+)$", r"\1 is geen datum als 2026-11-22"),
    (r"(\S+) is not a valid integer( range)?", r"\1 is geen geheel getal"),
    (r"(?:[Ff]ile|[Dd]irectory|[Pp]ath) ('[^']*') is a directory$", r"\1 is een map"),
    (r"(?:[Ff]ile|[Dd]irectory|[Pp]ath) ('[^']*') is a file$", r"\1 is een bestand"),
    (r"(?:[Ff]ile|[Dd]irectory|[Pp]ath) ('[^']*') does not exist$", r"\1 bestaat niet"),
    (r"(\S+) is not in the range (\S+)<=x<=(\S+)$", r"\1 ligt niet tussen \2 en \3"),
    (r"[Dd]id you mean one of: (.+?)\?", r"bedoelt u \1?"),
    (r"[Dd]id you mean (.+?)\?", r"bedoelt u \1?"),
    (r"\(possible options: (.+)\)", r"(wel: \1)"),
)


def metavar_in(word: str, language: Language) -> str:
    """Return the word for a value, such as `[NAME=VALUE...]`, in that language."""
    word = _NUMBER.sub("NUMBER", word)
    return word if language == "en" else _WORD.sub(lambda found: _DUTCH_METAVARS.get(found[0], found[0]), word)


def remarks_in(text: str, language: Language) -> str:
    """Return a line of the help with click's own remarks, such as `[required]`, in that language."""
    text = _RANGE.sub(r"\1 – \2", text)
    return text if language == "en" else text.replace("required]", "verplicht]")


def in_words(error: click.ClickException) -> Text:
    """Return what click has against the arguments, in both languages."""
    english = error.format_message().rstrip(".")
    english = english[:1].lower() + english[1:]
    dutch = english
    for pattern, words in _CLICK_WORDS:
        dutch = re.sub(pattern, words, dutch)
    return Text(dutch.rstrip(";"), _RANGE.sub(r"\1 – \2", english))
