"""In and out: the model in the form of other tools to save, and a file of them that is shown before it is written."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, abort, current_app, redirect, render_template, request
from werkzeug.wrappers import Response

from archrepo.errors import ArchrepoError, RequestFault
from archrepo.exchange.arriving import parts_of
from archrepo.exchange.exporting import export_model
from archrepo.exchange.releases.telling import Section
from archrepo.exchange.taking_over import Preview, preview_of, take_over
from archrepo.exchange.writing import FORMATS, WrittenFile, format_named
from archrepo.landscape import Choices, Side
from archrepo.language import Text
from archrepo.procurement.drafts.starting import slug_of
from webui.downloads import download
from webui.kept import Kept
from webui.opened import opened
from webui.words import language, t

room = Blueprint("exchanging", __name__)

#: Twice the national model.
MOST_BYTES_OF_A_FILE = 32 * 1024 * 1024
_MOST_LISTS_LEFT = 20
_MOST_BYTES_KEPT = 3 * MOST_BYTES_OF_A_FILE
_ZIP = "application/zip"
_ANY_FILE = "application/octet-stream"
_SIDES: Mapping[str, Side] = {"file": "workbook", "model": "model"}

Sent = tuple[str, bytes]


@room.get("/uitwisselen")
def exchange() -> str:
    """Show in which forms the model can be saved, and where a file comes in."""
    return _shown()


@room.get("/uitwisselen/model.<form>")
def save(form: str) -> Response | tuple[str, int]:
    """Give the model in one form; a folder of files comes as a zip."""
    if form not in {one.name for one in FORMATS}:
        abort(404)
    try:
        _, written = _written(form)
    except ArchrepoError as fault:
        return _shown(fault=fault), 400
    wanted, stem = format_named(form), opened().workspace.name
    if written.files:
        return download(_zipped(written.files), _ZIP, f"{stem} {form}.zip")
    return download(written.data, _ANY_FILE, f"{stem}{wanted.endings[0]}")


@room.get("/uitwisselen/verslag/<form>")
def report(form: str) -> str:
    """Tell what goes along in one form, and what that form cannot hold."""
    if form not in {one.name for one in FORMATS}:
        abort(404)
    try:
        lines, _ = _written(form)
    except ArchrepoError as fault:
        return _shown(fault=fault)
    return _shown(report=(format_named(form).title, lines))


@room.post("/uitwisselen/bekijken")
def look() -> str | tuple[str, int]:
    """Show what a file would change; nothing is written."""
    request.max_content_length = MOST_BYTES_OF_A_FILE
    try:
        token, sent = _sent()
        with _on_disk(sent) as path:
            preview = _previewed(token, path)
    except ArchrepoError as fault:
        return _shown(fault=fault), 400
    return _shown(preview=preview, token=token, name=sent[0])


@room.get("/uitwisselen/bekijken")
@room.get("/uitwisselen/schrijven")
def start_again() -> Response:
    """Lead who comes back to what was shown, for example in the other language, to where a file is chosen."""
    return redirect("/uitwisselen", 303)


@room.post("/uitwisselen/schrijven")
def write_what_was_shown() -> Response | tuple[str, int]:
    """Write what was shown; what is not as it was shown is shown first."""
    token = request.form.get("gezien", "")
    try:
        sent = _uploads().get(token, _gone)
        with _on_disk(sent) as path:
            preview = _previewed(token, path)
            if not preview.may_be_written or request.form.get("zegel", "") != preview.seal:
                is_other = preview.may_be_written
                return _shown(preview=preview, token=token, name=sent[0], is_other=is_other), 400
            take_over(opened().workspace, preview, path)
    except ArchrepoError as fault:
        return _shown(fault=fault), 400
    _left().get(preview.seal, lambda: tuple(one for one in preview.sections if one.is_asking))
    return redirect(f"/uitwisselen?klaar={preview.seal}", 303)


def _previewed(token: str, path: Path) -> Preview:
    """Return what the file would change here, with the choices of this request.

    A change of own files is kept for who agrees to it; writing it refuses when a file is not as it was.
    """
    folder = request.form.get("map", "")
    choices = Choices(
        right=_SIDES.get(request.form.get("gelijk", ""), ""),
        removals=request.form.get("weg") == "1",
    )
    model = opened()
    return model.previews.get(
        (token, folder, choices, language()),
        lambda: preview_of(model.workspace, model.book, path, choices, language(), folder),
        lambda made: made.amending is not None,
    )


def _left() -> Kept[str, tuple[Section, ...]]:
    """Return what people still have to decide after what was written, by the seal of that."""
    kept: Kept[str, tuple[Section, ...]] = current_app.extensions.setdefault(
        "archrepo.left", Kept(_MOST_LISTS_LEFT, lambda _: 1)
    )
    return kept


def _sent() -> tuple[str, Sent]:
    """Return the file of this request and the token under which it is kept.

    Raises:
        RequestFault: there is no file, or the one that was shown is kept no longer.
    """
    token = request.form.get("gezien", "")
    sent = request.files.get("bestand")
    if (sent is None or not sent.filename) and token:
        return token, _uploads().get(token, _gone)
    if sent is None or not sent.filename:
        raise RequestFault(
            Text("er is geen bestand gekozen", "no file was chosen"),
            remedy=Text("kies een werkmap of een modelbestand", "choose a workbook or a model file"),
        )
    found = _name(sent.filename), sent.read()
    token = sha256(found[0].encode() + b"\0" + found[1]).hexdigest()
    return token, _uploads().get(token, lambda: found)


def _name(sent: str) -> str:
    """Return the name of a file that was sent, without what a disk may not take; its ending stays."""
    stem, dot, ending = sent.replace("\\", "/").rpartition("/")[2].rpartition(".")
    if not dot:
        return slug_of(ending)[-120:] or "bestand"
    return f"{slug_of(stem) or 'bestand'}.{slug_of(ending)}"[-120:]


def _gone() -> Sent:
    raise RequestFault(
        Text("dit bestand is niet meer bewaard", "this file is kept no longer"),
        remedy=Text("kies het bestand opnieuw", "choose the file again"),
    )


def _uploads() -> Kept[str, Sent]:
    kept: Kept[str, Sent] = current_app.extensions.setdefault(
        "archrepo.uploads", Kept(_MOST_BYTES_KEPT, lambda sent: len(sent[1]))
    )
    return kept


@contextmanager
def _on_disk(sent: Sent) -> Iterator[Path]:
    """Give the file as one on disk; a fault names it as its sender knows it, not by where it lies here."""
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / sent[0]
        path.write_bytes(sent[1])
        try:
            yield path
        except ArchrepoError as fault:
            if fault.location is not None:
                fault.location = fault.location.shown(lambda shown: shown.removeprefix(f"{path.parent.as_posix()}/"))
            raise


def _written(form: str) -> tuple[tuple[str, ...], WrittenFile]:
    """Return the model in a form, with the report in words; made once for each version of the model."""
    model, part = opened(), request.args.get("deel", "")
    if part not in parts_of(model.workspace):
        part = ""
    key = form, part, language()
    made = model.exports.get(key, lambda: export_model(model.workspace, *key))
    return tuple(line.in_(language()) for line in made.lines), made.written


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            # Without a date of its own the same model gives the same bytes.
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _shown(
    *,
    fault: ArchrepoError | None = None,
    preview: Preview | None = None,
    token: str = "",
    name: str = "",
    is_other: bool = False,
    report: tuple[Text, tuple[str, ...]] | None = None,
) -> str:
    done = request.args.get("klaar", "")
    return render_template(
        "exchange.html",
        formats=FORMATS,
        parts=parts_of(opened().workspace),
        part=request.args.get("deel", ""),
        fault=fault,
        preview=preview,
        token=token,
        name=name,
        is_other=is_other,
        report=report,
        said=t(
            "Het staat in het model. De architect ziet met git diff wat er in de bestanden veranderde. Dit bestand is "
            "verwerkt: gaat u in het andere programma verder, sla het model dan hier eerst opnieuw op.",
            "It is in the model. With git diff the architect sees what changed in the files. This file was taken over: "
            "when you go on in the other program, save the model here again first.",
        )
        if done
        else "",
        left=_left().get(done, lambda: (), bool),
        most=MOST_BYTES_OF_A_FILE // 2**20,
    )
