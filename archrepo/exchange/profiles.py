"""Which specialization of a model a name means: names are unique within one type only, and not even there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archrepo.exchange.model import Profile

_RELATIONSHIP = "Relationship"


class ProfileNames:
    """The specializations of one model, by id and by name."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        """Index the profiles; of two with the same name and type the first one counts."""
        self._by_id: dict[str, str] = {}
        self._by_name: dict[tuple[str, str], str] = {}
        for profile in profiles:
            self._by_id[profile.id] = profile.name
            self._by_name.setdefault((profile.name, profile.kind.removesuffix(_RELATIONSHIP)), profile.id)
            self._by_name.setdefault((profile.name, ""), profile.id)

    def name(self, identifier: str) -> str | None:
        """Return the name of a profile; None when there is none with that id."""
        return self._by_id.get(identifier)

    def ids(self, names: Sequence[str], kind: str) -> tuple[str, ...]:
        """Return the profiles that these names mean at a concept of this type, by name; unknown ones are left out."""
        found = (self._by_name.get((name, kind)) or self._by_name.get((name, "")) for name in sorted(set(names)))
        return tuple(identifier for identifier in found if identifier)
