"""A sentence in the two languages of the product, kept side by side so that neither can be forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["nl", "en"]

LANGUAGES: tuple[Language, ...] = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence, name or label in Dutch and in English."""

    nl: str
    en: str

    def in_(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.nl if language == "nl" else self.en

    def format(self, **values: object) -> Text:
        """Return the text with `{name}` filled in; a value that is itself a Text is filled in per language."""
        dutch = {key: value.nl if isinstance(value, Text) else value for key, value in values.items()}
        english = {key: value.en if isinstance(value, Text) else value for key, value in values.items()}
        return Text(self.nl.format_map(dutch), self.en.format_map(english))

    @classmethod
    def same(cls, value: str) -> Text:
        """Return a text that reads the same in both languages, such as a name or a number."""
        return cls(value, value)
