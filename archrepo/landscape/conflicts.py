"""A fact that a file that came back and the model both changed, and how that reads."""

from __future__ import annotations

from dataclasses import dataclass

from archrepo.language import Text


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact that the file and the model changed to different values; an empty text is no value.

    `exported` is None when the file does not keep what it said then; `is_gone` when the model has nothing of the
    subject any more.
    """

    place: str
    subject: Text
    column: Text
    exported: Text | None
    file: Text
    model: Text
    is_gone: bool = False


def conflict_words(conflict: Conflict) -> Text:
    """Return a conflict as a sentence with all three values, or two when it is not known what was exported."""
    words = Text(
        "{place}: {subject}, {column}: het bestand zegt {file}, het model zegt nu {model}",
        "{place}: {subject}, {column}: the file says {file}, the model now says {model}",
    )
    if conflict.is_gone:
        words = Text(
            "{place}: {subject} is intussen uit het model gehaald, en in het bestand veranderde {column}: daar staat "
            "nu {file}",
            "{place}: {subject} was taken out of the model meanwhile, and {column} changed in the file: it now says "
            "{file}",
        )
    said = words.format(
        place=conflict.place,
        subject=conflict.subject,
        column=conflict.column,
        file=_quoted(conflict.file),
        model=_quoted(conflict.model),
    )
    if conflict.exported is None:
        return said
    then = Text("{said}; bij de export stond er {exported}", "{said}; at the export it said {exported}")
    return then.format(said=said, exported=_quoted(conflict.exported))


def _quoted(value: Text) -> Text:
    if not value.nl and not value.en:
        return Text("niets", "nothing")
    return Text(f"'{value.nl}'", f"'{value.en}'")
