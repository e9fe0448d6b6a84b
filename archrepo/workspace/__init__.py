"""A workspace: archrepo.toml and its Turtle files, read into one graph that does not change after opening.

Everything that a check, a picture or a page needs to know of the model comes from here: the elements with their
types, the labels, the set of relations, and the place in a file of any triple.
"""

from archrepo.workspace.configuration import Configuration, find_root, read_configuration
from archrepo.workspace.elements import Element
from archrepo.workspace.files import SourceFile, matching_files
from archrepo.workspace.opened import (
    Ontology,
    Workspace,
    collector_paused,
    load_ontology,
    open_workspace,
    with_files,
)

__all__ = [
    "Configuration",
    "Element",
    "Ontology",
    "SourceFile",
    "Workspace",
    "collector_paused",
    "find_root",
    "load_ontology",
    "matching_files",
    "open_workspace",
    "read_configuration",
    "with_files",
]
