"""Findings as a reader takes them in: unknown verdicts that tell of one gap in one block, any other finding by itself.

A fresh model lacks the same few facts everywhere: a list of one's own gaps is no list of faults. Forms for other
programs keep every finding apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archrepo.findings import Finding, Verdict
from archrepo.language import Text

FEWEST_SUBJECTS = 5
"""From so many subjects on that lack the same for one principle, they are told together."""

FEWEST_PRINCIPLES = 3
"""From so many unknown verdicts on one subject on, they are told together."""
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Block:
    """Findings that are told together, in the order of the report; one alone, or several.

    Several are either on one subject, or by one principle in the same words on several subjects.
    """

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The finding at whose place the block stands."""
        return self.findings[0]

    @property
    def is_one_principle(self) -> bool:
        """Tell whether the block is about several subjects, which lack the same for one principle."""
        return len({finding.subject for finding in self.findings}) > 1

    @property
    def principles(self) -> tuple[str, ...]:
        """The ids of the principles, each once."""
        return tuple(dict.fromkeys(finding.principle for finding in self.findings))

    @property
    def heading(self) -> Text:
        """What stands for the name of the subject: the name itself, or how many subjects there are."""
        if not self.is_one_principle:
            return self.first.label
        return Text(f"{len(self.findings)} onderdelen", f"{len(self.findings)} subjects")

    @property
    def message(self) -> Text:
        """What is wrong; of one subject with many gaps, how many principles can say nothing."""
        if len(self.findings) == 1 or self.is_one_principle:
            return self.first.message
        number = len(self.findings)
        return Text(
            f"over {number} principes is niets te zeggen, want er ontbreken feiten of antwoorden",
            f"nothing can be said on {number} principles, since facts or answers are missing",
        )

    @property
    def remedy(self) -> Text:
        """The remedy, as an example when it is not the same for every subject."""
        if len({finding.remedy for finding in self.findings}) == 1:
            return self.first.remedy
        return Text("voor elk onderdeel, zoals: {remedy}", "for each subject, such as: {remedy}").format(
            remedy=self.first.remedy
        )

    @property
    def names(self) -> Text:
        """The names of the first subjects, and how many others there are."""
        labels = [finding.label for finding in self.findings]
        others = len(labels) - _NAMED
        if others <= 1:
            return Text(_listed([label.nl for label in labels], "en"), _listed([label.en for label in labels], "and"))
        shown = labels[:_NAMED]
        return Text(
            f"{', '.join(label.nl for label in shown)} en {others} andere",
            f"{', '.join(label.en for label in shown)} and {others} others",
        )


def _listed(parts: Sequence[str], last: str) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def blocks_of(findings: Iterable[Finding]) -> tuple[Block, ...]:
    """Return the findings in blocks, each finding in exactly one; a block stands where its first finding stood.

    What many subjects lack for one principle is told of that principle; what is left of a subject, of the subject.
    """
    listed = tuple(findings)
    left = [index for index, finding in enumerate(listed) if finding.verdict is Verdict.UNKNOWN]
    joined: dict[int, tuple[int, ...]] = {}
    for gap, fewest in ((_of_principle, FEWEST_SUBJECTS), (_of_subject, FEWEST_PRINCIPLES)):
        groups: dict[tuple[str, ...], list[int]] = {}
        for index in left:
            groups.setdefault(gap(listed[index]), []).append(index)
        for group in groups.values():
            if len(group) >= fewest:
                joined.update(dict.fromkeys(group, tuple(group)))
        left = [index for index in left if index not in joined]
    return tuple(
        Block(tuple(listed[each] for each in group))
        for index in range(len(listed))
        for group in [joined.get(index, (index,))]
        if group[0] == index
    )


def _of_principle(finding: Finding) -> tuple[str, ...]:
    return finding.principle, finding.severity.value, finding.message.nl, finding.message.en


def _of_subject(finding: Finding) -> tuple[str, ...]:
    return (finding.subject,)
