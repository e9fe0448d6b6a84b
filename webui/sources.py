"""Which picture an address means: made from a question, drawn by an architect, or all around one element."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pyoxigraph as ox
from werkzeug.datastructures import MultiDict

from archrepo.generated_views import ViewInfo, build_view, defaults_of, find_info, fitting, furnished, surroundings
from archrepo.language import Language, Text
from archrepo.picturing.wishes import COLOUR
from archrepo.queries import Parameter
from archrepo.views import View
from archrepo.workspace import Workspace
from webui.asked import Asked, own_values

if TYPE_CHECKING:
    from webui.current import OpenedModel

Make = Callable[[Workspace], View]


@dataclass(frozen=True, slots=True)
class Source:
    """A picture before anything is asked of it: its reference, its own values, and how it is made of a model.

    Two sources with the same reference and values are the same picture. `middle` is the element it is about.
    """

    ref: str
    values: tuple[tuple[str, str], ...]
    #: The question itself where it is the user's own, and may change while the model does not.
    text: str
    title: Text = field(compare=False)
    make: Make = field(compare=False)
    question: Text = field(default=Text.same(""), compare=False)
    parameters: tuple[Parameter, ...] = field(default=(), compare=False)
    is_drawn: bool = field(default=False, compare=False)
    is_coloured: bool = field(default=False, compare=False)
    middle: ox.NamedNode | None = field(default=None, compare=False)

    @property
    def address_plain(self) -> str:
        """Return the address of this picture itself."""
        return self.address(Asked())

    def address(self, asked: Asked, form: str = "") -> str:
        """Return the address of this picture as asked for; `form` is the ending of a file."""
        path = f"/platen/{quote(self.ref, safe='~')}{f'.{form}' if form else ''}"
        words = urlencode([*self.values, *asked.words()])
        return f"{path}?{words}" if words else path


def source_of(model: OpenedModel, ref: str, arguments: MultiDict[str, str], language: Language) -> Source | None:
    """Return the picture of that reference; a value of its own that is not given is one that fits this model.

    Raises:
        ConfigurationFault: it is made from a question of the user's own that is not as it must be.
    """
    info = find_info(model.workspace, ref)
    if info is not None:
        return _made(model, info, arguments, language)
    thing = model.addresses.thing(ref)
    if thing is None:
        return None
    version = model.revision.words.in_(language) if model.revision else ""
    title = model.workspace.name_of(thing)
    if thing in model.pictures.drawings(language):

        def drawn(workspace: Workspace) -> View:
            drawing = model.pictures.drawings_of(workspace, language).view(thing)
            return furnished(drawing, workspace, language, version)

        return Source(ref, (), "", title, drawn, is_drawn=True)
    if thing not in model.workspace.elements:
        return None

    def around(workspace: Workspace) -> View:
        return surroundings(workspace, thing, language, version=version)

    question = Text("Waarmee hangt {name} samen?", "What is {name} related to?").format(name=title)
    return Source(ref, (), "", title, around, question, middle=thing)


def _made(model: OpenedModel, info: ViewInfo, arguments: MultiDict[str, str], language: Language) -> Source:
    given = own_values(info.parameters, arguments)
    own = tuple(one for one in info.parameters if one.name != COLOUR)
    given = defaults_of(info) | given
    filled = {
        one.name: given.get(one.name) or ("" if one.is_optional else fitting(model.workspace, one)) for one in own
    }
    version = model.revision.words.in_(language) if model.revision else ""

    def made(workspace: Workspace) -> View:
        judge = (lambda: model.quality.report) if workspace is model.workspace else None
        return build_view(workspace, info.name, filled, language, version=version, judge=judge)

    return Source(
        info.name,
        tuple((name, value) for name, value in filled.items() if value),
        info.query.text if info.is_own else "",
        info.title,
        made,
        info.question,
        own,
        is_coloured=len(own) < len(info.parameters),
    )
