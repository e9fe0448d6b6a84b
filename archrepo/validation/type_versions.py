"""The check on types: each element has a type of the version of ArchiMate that the model follows."""

from __future__ import annotations

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.metamodel import ElementType
from archrepo.turtle.reading import Term
from archrepo.validation.outcome import Fault, Outcome
from archrepo.vocabulary import TYPE
from archrepo.workspace import Workspace


def types_of_version(workspace: Workspace) -> Outcome:
    """Find elements whose type, as it is written, belongs to another version; a pinned reference has its own."""
    version, metamodel = workspace.archimate_version, workspace.metamodel
    faults: list[Fault] = []
    subjects: list[Term] = []
    for subject in workspace.elements:
        if subject in workspace.reference_subjects:
            continue
        subjects.append(subject)
        for cls in workspace.model.objects(subject, TYPE):
            kind = metamodel.types.get(cls) if isinstance(cls, ox.NamedNode) else None
            if kind is not None and kind.languages and version not in kind.languages:
                faults.append(
                    Fault(
                        subject=subject,
                        name=workspace.name_of(subject),
                        location=workspace.locate(subject, TYPE, cls),
                        message=Text(
                            "'{kind}' is geen type van ArchiMate {version}",
                            "'{kind}' is no type of ArchiMate {version}",
                        ).format(kind=kind.label, version=version),
                        remedy=_remedy(workspace, kind, version),
                    )
                )
    return Outcome(tuple(subjects), tuple(faults))


def _remedy(workspace: Workspace, kind: ElementType, version: str) -> Text:
    """Return what to write instead: the type above it that the version has, else those below it."""
    metamodel = workspace.metamodel
    above = metamodel.kind_in(kind, version)
    if above.iri != kind.iri:
        written = f"`am:{above.name} ; am:formerType am:{kind.name}`"
        return Text(
            f"schrijf {written}, of laat archrepo migrate --to {version} het overal doen",
            f"write {written}, or let archrepo migrate --to {version} do it everywhere",
        )
    below = [
        one.name
        for one in metamodel.types.values()
        if one.iri != kind.iri and metamodel.is_below(one.iri, kind.iri) and version in one.languages
    ]
    listed = ", ".join(f"`am:{name}`" for name in below[:4])
    if listed:
        return Text(f"kies een type dat {version} kent: {listed}", f"choose a type that {version} knows: {listed}")
    return Text(
        f"kies een ander type; archrepo migrate --to {version} --dry-run doet een voorstel",
        f"choose another type; archrepo migrate --to {version} --dry-run makes a proposal",
    )
