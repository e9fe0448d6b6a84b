"""Reference models as pinned dependencies: pin a release, notice what was edited by hand, and move to the next one.

What a key or a status of the publisher means stands in ontology/reference-releases.ttl and imported-values.ttl.

    release     one release as a value: its parts by lasting identity, with status, folder and demands
    comparing   two releases side by side: what is new, withdrawn, renamed, retyped, moved, of another status
    succession  which part takes the place of which, as far as the release itself says so
    meaning     what the difference means for the model of the municipality, and the edits that follow from it
    pinning     import a release as a read-only folder, with its line in archrepo.lock
    recognizing whether a file holds a release of a pinned model
    guarding    which files of a pinned release were edited by hand
    swapping    put folder, lock and edited files in place, all or none
    upgrading   the whole of an upgrade: read, compare, propose, write
"""

from archrepo.exchange.releases.guarding import edited_by_hand
from archrepo.exchange.releases.pinning import Pinned, PinOptions, pin
from archrepo.exchange.releases.recognizing import is_release_of
from archrepo.exchange.releases.upgrading import Upgrade, upgrade, write_upgrade

__all__ = ["PinOptions", "Pinned", "Upgrade", "edited_by_hand", "is_release_of", "pin", "upgrade", "write_upgrade"]
