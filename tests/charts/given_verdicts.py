"""Verdicts as a test gives them, in the place of those that a check of the model would give."""

from __future__ import annotations

from collections.abc import Callable

from archrepo.findings import Judgement, Report, Verdict
from archrepo.principles import PrincipleBook


def verdicts_on(book: PrincipleBook, *rows: tuple[str, str, Verdict]) -> Callable[[], tuple[PrincipleBook, Report]]:
    """What judges a model with these verdicts, the subject by its local name."""
    judged = tuple(Judgement(principle, f"https://x.example/{name}", verdict) for principle, name, verdict in rows)
    return lambda: (book, Report((), judged))
