"""The worklist of missing facts: to read, as Markdown, as rows for a spreadsheet and as fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from textwrap import wrap

from archrepo.blocks import FEWEST_SUBJECTS
from archrepo.language import Language, Text
from archrepo.missing_facts import Informant, Lacking
from archrepo.reporting.markdown import escaped, one_line, with_code

_COLUMNS = (
    Text("wie weet het", "who knows"),
    Text("wat ontbreekt", "what is missing"),
    Text("eigenschap of vraag", "property or question"),
    Text("onderdeel", "subject"),
    Text("eigenaar", "owner"),
    Text("schrijf", "write"),
    Text("principes", "principles"),
    Text("bestand", "file"),
    Text("regel", "line"),
)
_WIDTH = 100
_WRITE = Text("schrijf", "write")
NOTHING = Text("Er ontbreekt niets: elk oordeel is te bepalen.", "Nothing is missing: every verdict can be given.")


def count_text(worklist: Sequence[Informant]) -> Text:
    """Return how much is asked, and of how many roles."""
    if not worklist:
        return NOTHING
    asked = {(fact.key, subject.subject) for one in worklist for fact in one.facts for subject in fact.subjects}
    facts, roles = len(asked), len(worklist)
    return Text(
        f"{_number(facts, 'feit ontbreekt', 'feiten ontbreken')}; {_number(roles, 'rol weet', 'rollen weten')} het.",
        f"{_number(facts, 'fact is', 'facts are')} missing; {_number(roles, 'role knows', 'roles know')}.",
    )


def _number(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def missing_text(
    worklist: Sequence[Informant], language: Language, shown_path: Callable[[str], str] = str
) -> Iterator[str]:
    """Yield what each role is asked, fact by fact, and the sentence that counts it.

    Subjects of one owner that lack it for the same principles stand together, each with its name and line.
    """
    for informant in worklist:
        yield f"{informant.name.in_(language)} ({informant.count})"
        for fact in informant.facts:
            yield f"  {one_line(fact.name.in_(language))}"
            yield f"    {_WRITE.in_(language)}: {fact.write.in_(language)}"
            for subjects in _alike(fact.subjects):
                yield from _subject_lines(subjects, language, shown_path)
        yield ""
    yield count_text(worklist).in_(language)


def _alike(subjects: Sequence[Lacking]) -> Iterator[tuple[Lacking, ...]]:
    """Yield the subjects in groups of one owner, file and set of principles; few of a kind come one by one."""
    kinds: dict[tuple[Text, str, tuple[str, ...]], list[Lacking]] = {}
    for subject in subjects:
        kinds.setdefault((subject.owner, subject.location.path, subject.principles), []).append(subject)
    for found in kinds.values():
        if len(found) < FEWEST_SUBJECTS:
            yield from ((subject,) for subject in found)
        else:
            yield tuple(found)


def _subject_lines(
    subjects: tuple[Lacking, ...], language: Language, shown_path: Callable[[str], str]
) -> Iterator[str]:
    first, number = subjects[0], len(subjects)
    owner, principles = one_line(first.owner.in_(language)), ", ".join(first.principles)
    if number == 1:
        yield f"    - {one_line(first.label.in_(language))} ({owner}), {principles}"
        yield f"      {_place(first, shown_path)}"
        return
    yield f"    - {Text(f'{number} onderdelen', f'{number} subjects').in_(language)} ({owner}), {principles}"
    names = ", ".join(f"{one_line(one.label.in_(language))} ({one.location.line})" for one in subjects)
    text = f"{shown_path(first.location.path)}: {names}"
    indent = " " * 6
    yield from wrap(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _place(subject: Lacking, shown_path: Callable[[str], str]) -> str:
    return str(subject.location.shown(shown_path))


def missing_markdown(
    worklist: Sequence[Informant], language: Language, shown_path: Callable[[str], str] = str
) -> Iterator[str]:
    """Yield a heading and a table for each role, to send on or to put in a page; what is alike shares a row."""
    yield count_text(worklist).in_(language)
    headings = [_COLUMNS[index].in_(language) for index in (1, 3, 4, 5, 6, 7)]
    for informant in worklist:
        yield ""
        yield f"## {escaped(informant.name.in_(language))}"
        yield ""
        yield f"| {' | '.join(headings)} |"
        yield "|---" * len(headings) + "|"
        for fact in informant.facts:
            for subjects in _alike(fact.subjects):
                first, *others = subjects
                lines = "".join(f", {one.location.line}" for one in others)
                cells = (
                    escaped(fact.name.in_(language)),
                    ", ".join(escaped(one.label.in_(language)) for one in subjects),
                    escaped(first.owner.in_(language)),
                    with_code(fact.write.in_(language)),
                    ", ".join(first.principles),
                    f"`{_place(first, shown_path)}`{lines}",
                )
                yield f"| {' | '.join(cells)} |"


def missing_rows(
    worklist: Sequence[Informant], language: Language, shown_path: Callable[[str], str] = str
) -> Iterator[Sequence[str]]:
    """Yield the headings and a row for each fact that a subject lacks."""
    yield [column.in_(language) for column in _COLUMNS]
    for informant in worklist:
        for fact in informant.facts:
            for subject in fact.subjects:
                yield [
                    informant.name.in_(language),
                    one_line(fact.name.in_(language)),
                    fact.key,
                    one_line(subject.label.in_(language)),
                    one_line(subject.owner.in_(language)),
                    fact.write.in_(language).replace("`", ""),
                    ", ".join(subject.principles),
                    shown_path(subject.location.path),
                    str(subject.location.line),
                ]


def missing_form(
    worklist: Sequence[Informant], as_of: date, language: Language, shown_path: Callable[[str], str] = str
) -> dict[str, object]:
    """Return the worklist as fields."""
    return {
        "schema": "archrepo/missing/1",
        "as_of": as_of.isoformat(),
        "informants": [
            {
                "id": informant.key,
                "name": informant.name.in_(language),
                "count": informant.count,
                "facts": [
                    {
                        "fact": fact.key,
                        "name": fact.name.in_(language),
                        "write": fact.write.in_(language),
                        "subjects": [
                            {
                                "subject": subject.subject,
                                "label": subject.label.in_(language),
                                "owner": subject.owner.in_(language),
                                "principles": list(subject.principles),
                                "path": shown_path(subject.location.path),
                                "line": subject.location.line,
                            }
                            for subject in fact.subjects
                        ],
                    }
                    for fact in informant.facts
                ],
            }
            for informant in worklist
        ],
    }
