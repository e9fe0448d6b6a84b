"""What an amended file of another tool means for the model: as a diff, in words, and for machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archrepo.amending import Amended, amended, told, with_their_relations, without_pointing
from archrepo.landscape import Proposal, conflict_words
from archrepo.language import Language, Text
from archrepo.workspace import Workspace

AMEND_SCHEMA = "archrepo/amend/1"


@dataclass(frozen=True, slots=True)
class Amending:
    """A proposal with what it makes of the files: words for each change, and the reasons not to write it yet."""

    proposal: Proposal
    result: Amended
    words: tuple[Text, ...]
    has_removals: bool
    is_decided: bool

    @property
    def may_be_written(self) -> bool:
        """Tell whether every cell was read, somebody decided on the conflicts, and nothing points to what goes."""
        is_decided = self.is_decided or not self.proposal.conflicts
        return not self.proposal.faults and is_decided and not self.result.pointing


def amending(workspace: Workspace, proposal: Proposal, *, removals: bool, is_decided: bool) -> Amending:
    """Return what the proposal makes of the files; elements whose row is gone go with `removals` only.

    Relations that end in what goes, and values that point to it, go along.
    `is_decided` when it was said who is right in a conflict.

    Raises:
        RequestFault: a new element has no file that the model reads.
        InputFault: a file would say something else than is wanted.
    """
    gone = with_their_relations(workspace, proposal.gone) if removals else ()
    amendments = without_pointing(workspace, proposal.amendments, gone)
    result = amended(workspace, amendments, removed=gone, new_file=proposal.new_files)
    words = told(workspace, amendments, removed=gone, pointing=result.pointing)
    return Amending(proposal, result, words, removals, is_decided)


def diff_lines(amending: Amending) -> Iterator[str]:
    """Yield the change of every file as a unified diff."""
    for change in amending.result.changes:
        yield from change.lines()


def summary_lines(
    workspace: Workspace, amending: Amending, language: Language, *, has_options: bool = True
) -> Iterator[str]:
    """Yield what changes in words, and what stands in the way; nothing that changes is a line too.

    `has_options` where the reader gives options on a command line; elsewhere the choices stand beside the report.
    """
    proposal, files = amending.proposal, len(amending.result.changes)
    if amending.words:
        # What still points to a thing that goes has a line of its own, but is no change.
        count = len(amending.words) - len(amending.result.pointing)
        nl, en = ("bestand", "file") if files == 1 else ("bestanden", "files")
        head = Text(f"Wijzigingen ({count}), in {files} {nl}:", f"Changes ({count}), in {files} {en}:")
        yield from _listed(head, amending.words, language)
    else:
        yield Text("Er verandert niets in het model.", "Nothing changes in the model.").in_(language)
    if proposal.gone and not amending.has_removals:
        option = " (--removals)" if has_options else ""
        head = Text(
            f"Uit het bestand gehaald ({len(proposal.gone)}), blijft in het model tenzij u dat weghaalt{option}:",
            f"Taken out of the file ({len(proposal.gone)}), stays in the model unless you take it out{option}:",
        )
        yield from _listed(head, (workspace.name_of(one) for one in proposal.gone), language)
    if proposal.conflicts:
        count = len(proposal.conflicts)
        head = Text(
            f"Intussen ook in het model veranderd ({count}):", f"Changed in the model meanwhile as well ({count}):"
        )
        yield from _listed(head, map(conflict_words, proposal.conflicts), language)
        if not amending.is_decided:
            option = " (--conflicts)" if has_options else ""
            yield Text(
                f"  = remedie: kies wie gelijk heeft{option}; een derde waarde zet u daarna in de Turtle",
                f"  = remedy: choose who is right{option}; put a third value in Turtle afterwards",
            ).in_(language)
    for holder, link, value in amending.result.pointing:
        place = workspace.locate(holder, link, value)
        where = f"{place.path}:{place.line}"
        yield Text(
            f"{where}: wijst er nog naar, in een feit zonder eigen naam. Haal dat eerst weg in de Turtle; tot dan "
            "wordt er niets geschreven.",
            f"{where}: still points to it, in a fact without a name of its own. Take that out in Turtle first; until "
            "then nothing is written.",
        ).in_(language)
    if proposal.faults:
        yield Text(f"Niet te lezen ({len(proposal.faults)}):", f"Not readable ({len(proposal.faults)}):").in_(language)
        for fault in proposal.faults:
            yield f"  {fault.place}: {fault.text.in_(language)}"
            yield f"      = {Text('remedie', 'remedy').in_(language)}: {fault.remedy.in_(language)}"
    for remark in proposal.remarks:
        yield f"{Text('Let op', 'Mind').in_(language)}: {remark.in_(language)}."


def _listed(head: Text, lines: Iterable[Text], language: Language) -> Iterator[str]:
    yield head.in_(language)
    yield from (f"  {line.in_(language)}" for line in lines)


def amending_form(
    workspace: Workspace, amending: Amending, language: Language, *, is_written: bool
) -> dict[str, object]:
    """Return the amendment as its fields."""
    proposal = amending.proposal
    return {
        "schema": AMEND_SCHEMA,
        "written": is_written,
        "may_be_written": amending.may_be_written,
        "changes": [one.in_(language) for one in amending.words],
        "files": [{"path": one.path, "diff": list(one.lines())} for one in amending.result.changes],
        "new": [{"iri": iri.value, "path": path} for iri, path in sorted(proposal.new_files.items(), key=str)],
        "removed": [{"iri": one.value, "label": workspace.label(one, language)} for one in proposal.gone],
        "removals": amending.has_removals,
        "pointing": [
            {"subject": holder.value, "predicate": link.value, "object": str(value)}
            for holder, link, value in amending.result.pointing
        ],
        "conflicts": [
            {
                "place": one.place,
                "label": one.subject.in_(language),
                "column": one.column.in_(language),
                "exported": one.exported.in_(language) if one.exported is not None else None,
                "file": one.file.in_(language),
                "model": one.model.in_(language),
            }
            for one in proposal.conflicts
        ],
        "faults": [
            {"place": one.place, "message": one.text.in_(language), "remedy": one.remedy.in_(language)}
            for one in proposal.faults
        ],
        "remarks": [one.in_(language) for one in proposal.remarks],
    }
