"""When two model files say the same: the written definition of equality, as code.

The definition in words is in docs/reference/equality.md. Order counts where an author sees it: of properties, names,
folders and what is in them, boxes and lines. White space between elements of XML, the order of attributes and the
form of the file do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from lxml import etree

from archrepo.exchange.model import (
    DrawingForm,
    FileElement,
    FileRelation,
    FileView,
    Folder,
    ModelFile,
    Phrase,
    Property,
)
from archrepo.exchange.names import AMEFF_NAMESPACE
from archrepo.exchange.remarks import Remarks
from archrepo.exchange.writing.converting import in_form
from archrepo.exchange.writing.xml_forms import parsed
from archrepo.language import Text

_NS = f"{{{AMEFF_NAMESPACE}}}"
#: Parts of a view that its fields say, and attributes that other parts of a drawing say.
_SAID: Final = frozenset({"documentation", "property", *(_NS + one for one in ("name", "documentation", "properties"))})
_REDUNDANT: Final = frozenset({"targetConnections"})
_LINES: Final = frozenset({"sourceConnection", _NS + "connection"})
_SAID_OF_VIEW: Final = frozenset({"name", "viewpoint", "viewpointRef"})
#: A colour that one cannot see through, which is so too when nothing is stated.
_OPAQUE: Final = "100"
_LONGEST: Final = 60

_Fields = Mapping[str, object]
#: Name and kind of each profile, by id.
_Profiles = Mapping[str, tuple[str, str]]


def differences(one: ModelFile, other: ModelFile, *, as_far_as: DrawingForm | None = None) -> tuple[Text, ...]:
    """Return what the second model says otherwise than the first, a line a field; () when they are equal.

    Models in different forms are compared as far as the exchange format can tell; `as_far_as` asks for the same of
    models in one form: only what that format can hold counts.
    """
    form: DrawingForm | None = as_far_as or (None if _form(one) == _form(other) else "ameff")
    if form is not None:
        one, other = (in_form(model, form, Remarks(model.path), anew=True) for model in (one, other))
    return tuple(_differences(one, other))


def same_view(one: FileView, other: FileView) -> bool:
    """Tell whether two views in one form are drawn alike, under the same viewpoint and with the same properties.

    Their names and texts may differ.
    """
    if one == other:
        return True
    fields = ((one.form, one.viewpoint, _properties(one.properties)) for one in (one, other))
    return len(set(fields)) == 1 and _drawing(one) == _drawing(other)


def _form(model: ModelFile) -> str:
    return "ameff" if model.format == "ameff" else "archi"


def _differences(one: ModelFile, other: ModelFile) -> Iterator[Text]:
    yield from _compared(Text("het model", "the model"), _model(one), _model(other))
    profiles, of_other = _profiles(one), _profiles(other)
    for kind, (first, second) in (
        (Text("element", "element"), (_by_id(one.elements), _by_id(other.elements))),
        (Text("relatie", "relation"), (_by_id(one.relations), _by_id(other.relations))),
        (Text("view", "view"), (_by_id(one.views), _by_id(other.views))),
    ):
        for identifier in first:
            what = Text(f"{kind.nl} {identifier}", f"{kind.en} {identifier}")
            if identifier in second:
                was, now = first[identifier], second[identifier]
                if was != now or profiles != of_other:
                    yield from _compared(what, _said(was, profiles), _said(now, of_other))
            else:
                yield Text(f"{what.nl} ontbreekt", f"{what.en} is missing")
        for identifier in second:
            if identifier not in first:
                yield Text(f"{kind.nl} {identifier} is erbij gekomen", f"{kind.en} {identifier} was added")
    yield from _compared(Text("mappen", "folders"), _folders(one.folders), _folders(other.folders))


def _profiles(model: ModelFile) -> _Profiles:
    return {profile.id: (profile.name, profile.kind) for profile in model.profiles}


def _said(one: FileElement | FileRelation | FileView, profiles: _Profiles) -> _Fields:
    """Return the fields of one concept; the profiles of its model are needed to look up its specializations."""
    fields: dict[str, object] = {
        "names": _phrases(one.names),
        "documentation": _phrases(one.texts),
        "properties": _properties(one.properties),
    }
    if isinstance(one, FileView):
        return fields | {"form": one.form, "viewpoint": one.viewpoint, **_drawing(one)}
    fields |= {
        "type": one.kind,
        "specializations": tuple(profiles.get(profile, profile) for profile in one.profiles),
        "other parts": one.foreign,
    }
    if isinstance(one, FileRelation):
        fields |= {
            "source": one.source,
            "target": one.target,
            "access": one.access,
            "strength": one.modifier,
            "direction": one.directed,
        }
    return fields


def _by_id(
    concepts: Iterable[FileElement | FileRelation | FileView],
) -> dict[str, FileElement | FileRelation | FileView]:
    return {one.id: one for one in concepts}


def _model(model: ModelFile) -> _Fields:
    return {
        "id": model.id,
        "names": _phrases(model.names),
        "documentation": _phrases(model.texts),
        "properties": _properties(model.properties),
        "data types": {key: kind for key, kind in model.keys.items() if kind != "string"},
        "specializations": sorted((one.name, one.kind, one.image) for one in model.profiles),
        "images": dict(model.images),
    }


def _phrases(phrases: Sequence[Phrase]) -> tuple[tuple[str, str], ...]:
    """Return texts with their languages; an empty text says nothing."""
    return tuple((one.text, one.language) for one in phrases if one.text)


def _properties(properties: Sequence[Property]) -> tuple[tuple[str, str, str], ...]:
    return tuple((one.key, one.value, one.language) for one in properties)


def _folders(folders: Sequence[Folder]) -> _Fields:
    """Return each folder under the path of its ids, and the members in order."""
    found: dict[str, object] = {"top": tuple(folder.id for folder in folders)}
    waiting = [(folder, folder.id) for folder in folders]
    while waiting:
        folder, path = waiting.pop()
        found[path] = (
            folder.kind,
            _phrases(folder.names),
            _phrases(folder.texts),
            _properties(folder.properties),
            tuple(member.id if isinstance(member, Folder) else member for member in folder.members),
        )
        waiting += [(one, f"{path}/{one.id}") for one in folder.members if isinstance(one, Folder)]
    return found


def _drawing(view: FileView) -> _Fields:
    """Return every part of the drawing in order: tag, attributes and text, under the id of the box or line it is in."""
    found: dict[str, list[object]] = {}
    root = parsed(view.drawing)
    waiting = [(root, _name(root), "")]
    while waiting:
        node, name, around = waiting.pop()
        is_view = not around
        tag = str(node.tag)
        key = "drawing" if is_view else around if name == tag else f"drawing {name}"
        left_out = _REDUNDANT | _SAID_OF_VIEW if is_view else _REDUNDANT
        attributes = sorted(
            (name, value)
            for name, value in node.items()
            if name not in left_out and not (name == "a" and value == _OPAQUE)
        )
        inside = [
            (part, part.tag, _name(part))
            for part in node
            if isinstance(part.tag, str) and not (is_view and part.tag in _SAID)
        ]
        text = node.text or ""
        parts = found.setdefault(key, [])
        parts.append((tag, tuple(attributes), text if text.strip() or len(node) == 0 else ""))
        # The order of boxes is that in which they lie on top of each other; lines have none.
        boxes = [name for _, tag, name in inside if tag not in _LINES]
        parts.append((*boxes, *sorted(name for _, tag, name in inside if tag in _LINES)))
        waiting += [(part, name, key) for part, _, name in reversed(inside)]
    return {key: tuple(parts) for key, parts in found.items()}


def _name(part: etree._Element) -> str:
    return part.get("id") or part.get("identifier") or str(part.tag)


def _compared(what: Text, one: _Fields, other: _Fields) -> Iterator[Text]:
    for name in dict.fromkeys((*one, *other)):
        first, second = one.get(name), other.get(name)
        if first != second:
            was, now = map(_short, _first_difference(first, second))
            yield Text(f"{what.nl}: {name}: was {was}, is {now}", f"{what.en}: {name}: was {was}, is {now}")


def _first_difference(one: object, other: object) -> tuple[object, object]:
    """Return the first parts in which two lists of equal length differ, at any depth; else both whole."""
    while isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        one, other = next(pair for pair in zip(one, other, strict=True) if pair[0] != pair[1])
    return one, other


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
