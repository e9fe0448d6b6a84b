"""Show the stored drawings of a workspace as views: places from the drawing, names and types from the model.

A drawing knows concepts by the ids of the file it came from; the lock file beside it says which those are here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from archrepo.errors import RequestFault
from archrepo.exchange.ameff_drawing import read_ameff_drawing
from archrepo.exchange.archi_drawing import read_archi_drawing
from archrepo.exchange.label_expressions import compose
from archrepo.exchange.lock import read_lock
from archrepo.exchange.model import AccessType
from archrepo.exchange.names import AMEFF_NAMESPACE
from archrepo.exchange.pictures import read_picture
from archrepo.exchange.refusals import fault
from archrepo.exchange.safe_xml import parse_xml
from archrepo.exchange.shown import ShownElement, ShownRelation, ShownView
from archrepo.language import Language, Text
from archrepo.turtle.reading import Term
from archrepo.views import View
from archrepo.vocabulary import DESCRIPTION, DRAWING, KEY, LABEL, TYPE, VIEW, ar
from archrepo.workspace import Workspace

_SPECIALIZATION = ar("specialization")
_EXPRESSIONS: Mapping[str, NamedNode] = {"documentation": DESCRIPTION, "specialization": _SPECIALIZATION}
_FAR_END = re.compile("[a-z]+:(source|target)")
_ACCESS_TYPES: Mapping[str, AccessType] = {
    "Read": "Read",
    "Write": "Write",
    "ReadWrite": "ReadWrite",
    "Access": "Access",
}


class Drawings:
    """The stored drawings of one workspace in one language; what it looks up it keeps, so use one for many views."""

    def __init__(self, workspace: Workspace, language: Language) -> None:
        """Find out which views have a drawing, and where."""
        self._workspace = workspace
        self._language = language
        self._root = workspace.root.resolve()
        self._folders: dict[Path, _Folder] = {}
        self._drawings: dict[Term, tuple[Path, str]] = {}
        for file in workspace.files:
            folder = (workspace.root / file.path).parent
            for subject, predicate, value in file.triples:
                if predicate == DRAWING and isinstance(value, Literal):
                    self._drawings.setdefault(subject, (folder, value.value))

    def __iter__(self) -> Iterator[NamedNode]:
        """Iterate over the views that have a drawing, in the order of the files."""
        return (view for view in self._drawings if isinstance(view, NamedNode))

    def __contains__(self, view: Term) -> bool:
        """Tell whether the view has a drawing."""
        return view in self._drawings

    def view(self, iri: NamedNode) -> View:
        """Return the drawing of the view.

        Raises:
            RequestFault: the view has no drawing.
            InputFault: the drawing is missing, lies outside the workspace, or is not XML.
        """
        if iri not in self._drawings:
            raise RequestFault(
                Text(f"{iri.value} heeft geen tekening", f"{iri.value} has no drawing"),
                remedy=Text(
                    "kies een view die met ar:drawing naar een tekening wijst", "choose a view with an ar:drawing"
                ),
            )
        folder, path = self._drawings[iri]
        root = parse_xml(self._read(folder, path), path)
        if folder not in self._folders:
            self._folders[folder] = _Folder(self._workspace, folder, self._language)
        read = read_ameff_drawing if str(root.tag).startswith(f"{{{AMEFF_NAMESPACE}}}") else read_archi_drawing
        view = read(root, self._folders[folder], key=iri.value, title=self._workspace.label(iri, self._language))
        description = self._workspace.model.value(iri, DESCRIPTION)
        text = description.value if isinstance(description, Literal) else ""
        return replace(view, iri=iri, description=text)

    def _read(self, folder: Path, path: str) -> bytes:
        file = folder / path
        if not file.resolve().is_relative_to(self._root) or not file.is_file():
            raise fault(
                path,
                Text("deze tekening staat niet in de werkmap", "this drawing is not in the workspace"),
                Text(
                    "importeer het model opnieuw, of verbeter ar:drawing",
                    "import the model again, or correct ar:drawing",
                ),
            )
        return file.read_bytes()


class _Folder:
    """The concepts behind the file ids of one imported folder, as the workspace has them now."""

    def __init__(self, workspace: Workspace, folder: Path, language: Language) -> None:
        self._workspace = workspace
        self._language = language
        self._concepts = read_lock(folder).concepts()
        self._elements: dict[str, ShownElement | None] = {}
        self._relations: dict[str, ShownRelation | None] = {}
        self._keys: dict[str, NamedNode] | None = None
        self._folder = folder
        self._pictures: dict[str, tuple[bytes, str] | None] = {}

    def element(self, identifier: str) -> ShownElement | None:
        if identifier not in self._elements:
            self._elements[identifier] = self._element(identifier)
        return self._elements[identifier]

    def _iri(self, identifier: str) -> NamedNode | None:
        found = self._concepts.get(identifier)
        return NamedNode(found[0]) if found and not found[1] else None

    def _element(self, identifier: str) -> ShownElement | None:
        iri = self._iri(identifier)
        element = self._workspace.elements.get(iri) if iri else None
        if iri is None or element is None:
            return None
        special = self._workspace.model.value(iri, _SPECIALIZATION)
        name = element.kind.drawn_as
        return ShownElement(
            iri,
            "Junction" if name.endswith("Junction") else name,
            self._workspace.label(iri, self._language),
            name.startswith("Or") and name.endswith("Junction"),
            special.value if special else "",
        )

    def relation(self, identifier: str) -> ShownRelation | None:
        if identifier not in self._relations:
            self._relations[identifier] = self._relation(identifier)
        return self._relations[identifier]

    def _relation(self, identifier: str) -> ShownRelation | None:
        found = self._concepts.get(identifier)
        if found is None:
            return None
        subject, predicate, value = found
        if predicate:
            written = self._workspace.metamodel.predicates.get(NamedNode(predicate))
            if written is None or not self._holds(subject, predicate, value):
                return None
            access = _ACCESS_TYPES.get(written.access or "")
            return ShownRelation(None, written.kind.name, "", access, written.directed)
        node = NamedNode(subject)
        relation = self._workspace.relations.by_node.get(node)
        if relation is None:
            return None
        has_name = self._workspace.model.objects(node, LABEL)
        return ShownRelation(
            node,
            relation.kind.name,
            self._workspace.label(node, self._language) if has_name else "",
            _ACCESS_TYPES.get(relation.access or ""),
            relation.directed,
            relation.modifier or "",
        )

    def _holds(self, subject: str, predicate: str, value: str) -> bool:
        """Tell whether the model still has the relation, as a plain triple or as a node made of it later."""
        triple = (NamedNode(subject), NamedNode(predicate), NamedNode(value))
        return self._workspace.model.has(*triple) or self._workspace.graph.has(*triple)

    def view(self, identifier: str) -> ShownView | None:
        iri = self._iri(identifier)
        if iri is None or not self._workspace.model.has(iri, TYPE, VIEW):
            return None
        return ShownView(iri.value, self._workspace.label(iri, self._language))

    def expression(self, template: str, name: str, subject: NamedNode | None) -> str | None:
        """Return the composed label; None when the template asks for what only its own tool knows."""
        composed = compose(template, lambda prefix, expression: self._expressed(prefix, expression, name, subject))
        return composed.strip() if composed is not None else None

    def _expressed(self, prefix: str, expression: str, name: str, iri: NamedNode | None) -> str | None:
        if prefix and not _FAR_END.fullmatch(prefix):
            return None
        if expression == "name" and not prefix:
            return name
        subject = self._referred(prefix, iri) if prefix and iri else iri
        if subject is None:
            return ""
        if expression == "name":
            return self._workspace.label(subject, self._language)
        if expression.startswith("property:"):
            predicate = self._predicate(expression.removeprefix("property:"))
        else:
            predicate = _EXPRESSIONS.get(expression)
            if predicate is None:
                return None
        value = self._workspace.model.value(subject, predicate) if predicate else None
        return value.value if value else ""

    def _referred(self, prefix: str, iri: NamedNode) -> NamedNode | None:
        """Return the far end of the first relation of that type; None when there is none."""
        kind, _, end = prefix.partition(":")
        relations = self._workspace.relations
        for relation in relations.incoming(iri) if end == "source" else relations.outgoing(iri):
            far = relation.source if end == "source" else relation.target
            if relation.kind.name.lower() == kind and isinstance(far, NamedNode):
                return far
        return None

    def _predicate(self, key: str) -> NamedNode | None:
        if self._keys is None:
            self._keys = {
                value.value: subjects[0]
                for value, subjects in self._workspace.model.with_predicate(KEY).items()
                if isinstance(subjects[0], NamedNode)
            }
        return self._keys.get(key)

    def picture(self, path: str) -> tuple[bytes, str] | None:
        """Return an image that the import put beside the drawings, by the path that the drawing states."""
        if path not in self._pictures:
            self._pictures[path] = read_picture(self._folder, path)
        return self._pictures[path]

    def missing(self) -> str:
        return Text("(niet meer in het model)", "(no longer in the model)").in_(self._language)
