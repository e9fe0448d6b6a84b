"""How large or small a whole number may be that a question asks for."""

from __future__ import annotations

from archrepo.errors import RequestFault
from archrepo.language import Text


def check_within(name: str, value: str, bounds: str) -> None:
    """Let a number pass that lies within bounds such as "1 16"; no bounds let every value pass.

    Raises:
        RequestFault: the number is smaller than the first or larger than the last of the bounds.
    """
    if not bounds:
        return
    least, most = map(int, bounds.split())
    if least <= int(value) <= most:
        return
    written = value.strip()[:20]
    raise RequestFault(
        Text(f"{name}={written} kan niet", f"{name}={written} cannot be"),
        remedy=Text(
            f"geef een heel getal van {least} tot en met {most}", f"give a whole number from {least} up to {most}"
        ),
    )
