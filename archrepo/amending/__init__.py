"""Change facts of an opened workspace: what its Turtle files become, shown as a diff before anything is written.

A change is said in subjects and values; where they stand is found here. Each value is taken out of the file it stands
in, a new one goes where the subject says the same kind of thing already, else to the file that gives its type. The rest
of the text stays letter for letter. The new texts are parsed and compared with the old: other triples may not differ.

    amended(workspace, [Amendment(system, {LABEL: (name,)})]).changes   # texts, with .lines() as a unified diff
    write(workspace, changes)                                           # all files or none
"""

from archrepo.amending.changes import FileChange, free_name, prefixes, write
from archrepo.amending.letting_go import with_their_relations, without_pointing
from archrepo.amending.making import Amended, Amendment, amended, amendments_between
from archrepo.amending.telling import told

__all__ = [
    "Amended",
    "Amendment",
    "FileChange",
    "amended",
    "amendments_between",
    "free_name",
    "prefixes",
    "told",
    "with_their_relations",
    "without_pointing",
    "write",
]
