"""The pictures: imported views as they were drawn, and views that questions generate, as a reader asks to see them."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, render_template, request

from archrepo.charts import list_charts, named_chart
from archrepo.errors import ArchrepoError, ConfigurationFault, InputFault, RequestFault
from archrepo.generated_views import names_to_choose, views_of
from archrepo.language import Text
from archrepo.picture_files import FORMS
from archrepo.picturing.seeing import Seeing
from webui.asked import Asked, read_asked
from webui.opened import opened
from webui.pages.charts import chart_file, chart_page
from webui.picture_files import picture_file
from webui.pictures import Picture
from webui.sources import Source, source_of
from webui.words import language

room = Blueprint("views", __name__)
#: The audience of views that stand with the charts; the others are for who designs.
TO_MANAGE = "sturen"


@room.get("/platen")
def views() -> str:
    """List the pictures of the model."""
    known = views_of(opened().workspace)
    return render_template(
        "views.html",
        charts=list_charts(),
        to_manage=[info for info in known.shipped if info.audience == TO_MANAGE],
        to_design=[info for info in known.shipped if info.audience != TO_MANAGE],
        own=known.own,
        faults=known.faults,
        drawn=opened().pictures.drawn_list(language()),
    )


@room.get("/platen/<ref>")
def view(ref: str) -> str | Response | tuple[str, int]:
    """Show one picture with its legend and its twin in words; with an ending such as .svg the picture as a file.

    A view of the user's own whose question is not as it must be gives the list, which tells what is wrong.
    """
    try:
        return _view(ref)
    except (ConfigurationFault, InputFault) as fault:
        if fault.location is None or not fault.location.path.endswith(".rq"):
            raise
        return views(), 422


def _view(ref: str) -> str | Response:
    name, _, form = ref.rpartition(".")
    chart = named_chart(ref)
    if chart is not None:
        return chart_page(chart)
    source = source_of(opened(), ref, request.args, language())
    if source is not None:
        return _page_of(source)
    if form in FORMS:
        charted = named_chart(name)
        if charted is not None:
            return chart_file(charted, form)
        source = source_of(opened(), name, request.args, language())
        if source is not None:
            return _file_of(source, form)
    raise RequestFault(
        Text(f"er is geen plaat '{ref[:80]}'", f"there is no picture '{ref[:80]}'"),
        remedy=Text("kies een plaat uit de lijst", "choose a picture from the list"),
    )


@room.get("/landschap")
def landscape() -> str:
    """Show the applications by domain or department, coloured by a fact."""
    return _page_of(_named("landschap"))


@room.get("/gegevensstromen")
def flows() -> str:
    """Show the flows of data around one application, some steps far."""
    return _page_of(_named("gegevensstromen"))


def _page_of(source: Source) -> str:
    """Return the page of a picture: what can be asked of it, what cannot, and the picture as far as it can be drawn."""
    model, spoken = opened(), language()
    reading = read_asked(request.args, has_middle=source.middle is not None)
    faults: list[ArchrepoError] = list(reading.faults)
    asked, picture = reading.asked, None
    try:
        picture = model.pictures.seen(source, asked, spoken)
    except ArchrepoError as fault:
        faults.append(fault)
        if not asked.is_plain:
            picture, asked = _without_wishes(source, asked, faults)
    wanted = reading.asked if asked == reading.asked else replace(reading.asked, seeing=_unfolded(reading.asked.seeing))
    whole = picture.whole if picture else None
    choices = model.chooser.choices(source, whole, wanted, spoken, has_own=model.pictures.has_own_applications)
    return render_template(
        "picture.html",
        source=source,
        picture=picture,
        asked=reading.asked,
        address=lambda **changes: source.address(replace(wanted, seeing=replace(wanted.seeing, **changes))),
        files=lambda form: source.address(asked, form),
        choices=choices,
        names={one.name: names_to_choose(model.workspace, one, spoken) for one in source.parameters},
        faults=faults,
        forms=FORMS,
        around_focus=_around(asked.seeing),
    )


def _around(seeing: Seeing) -> str:
    """Return the address of the picture around the element of a focus, in the same direction; "" without one."""
    source = source_of(opened(), seeing.focus, request.args, language()) if seeing.focus else None
    if source is None or source.middle is None:
        return ""
    return source.address(Asked(Seeing(hops=seeing.hops or 1, direction=seeing.direction)))


def _unfolded(seeing: Seeing) -> Seeing:
    return replace(seeing, folded=())


def _without_wishes(source: Source, asked: Asked, faults: list[ArchrepoError]) -> tuple[Picture | None, Asked]:
    """Return the picture itself, with only the colours of the page as asked for, since what was asked cannot be."""
    plain = replace(asked, seeing=Seeing())
    try:
        return opened().pictures.seen(source, plain, language()), plain
    except ArchrepoError as fault:
        if fault.text not in [known.text for known in faults]:
            faults.append(fault)
        return None, plain


def _file_of(source: Source, form: str) -> Response:
    """Return a picture as a file, as asked for.

    Raises:
        RequestFault: something asked for cannot be.
        LimitFault: the picture could not be drawn.
    """
    reading = read_asked(request.args, has_middle=source.middle is not None)
    if reading.faults:
        raise reading.faults[0]
    plate = opened().pictures.plate(source, reading.asked, language())
    return picture_file(plate, source.ref, form)


def _named(name: str) -> Source:
    found = source_of(opened(), name, request.args, language())
    assert found is not None, "the view is shipped"
    return found
