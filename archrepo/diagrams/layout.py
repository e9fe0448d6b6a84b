from __future__ import annotations
from archrepo.views import View


def place(view: View, setter: object) -> View:
    raise NotImplementedError
