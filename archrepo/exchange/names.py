"""Names that the file formats use for ArchiMate types, now and in older versions.

These are facts of the formats, not of the language: which types exist stands in the ontology.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from archrepo.exchange.model import AccessType

ARCHI_NAMESPACES: Final = (
    "http://www.archimatetool.com/archimate",
    # Archi 1 to 3 wrote this one.
    "http://www.bolton.ac.uk/archimate",
)
AMEFF_NAMESPACE: Final = "http://www.opengroup.org/xsd/archimate/3.0/"
#: The exchange format for ArchiMate 2.1 has another structure, also for its views.
AMEFF_2_NAMESPACE: Final = "http://www.opengroup.org/xsd/archimate"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
XML: Final = "http://www.w3.org/XML/1998/namespace"

#: Property under which the publisher of the national model keeps the lasting identity of a concept.
#: Source: GEMMA release of 2026-06-30; Archi file ids change between releases, this value does not.
OBJECT_ID_KEY: Final = "Object ID"

#: Types of ArchiMate 2 under their name in ArchiMate 3. Source: ArchiMate 3.2 specification, appendix E, 2022.
ELEMENTS_OF_ARCHIMATE_2: Final = {
    "InfrastructureService": "TechnologyService",
    "InfrastructureFunction": "TechnologyFunction",
    "InfrastructureInterface": "TechnologyInterface",
    "Network": "CommunicationNetwork",
    "CommunicationPath": "Path",
}
RELATIONS_OF_ARCHIMATE_2: Final = {
    "UsedBy": "Serving",
    "Realisation": "Realization",
    "Specialisation": "Specialization",
}

#: Source: the ecore model of Archi 5: 0 is the default and is not written to the file.
ARCHI_ACCESS_TYPES: Final[Mapping[str, AccessType]] = {
    "": "Write",
    "0": "Write",
    "1": "Read",
    "2": "Access",
    "3": "ReadWrite",
}
