"""The rooms of the viewer, one blueprint each; a page reads the request, asks the core one thing, and renders."""

from flask import Blueprint

from webui.pages import (
    asking,
    assessments,
    clarifying,
    effects,
    elements,
    home,
    operations,
    principles,
    procuring,
    quality,
    questions,
    registers,
    reporting,
    search,
    steering,
    tender_files,
    views,
    waivers,
)

ROOMS: tuple[Blueprint, ...] = (
    home.room,
    search.room,
    elements.room,
    views.room,
    principles.room,
    quality.room,
    procuring.room,
    asking.room,
    tender_files.room,
    assessments.room,
    clarifying.room,
    effects.room,
    reporting.room,
    waivers.room,
    steering.room,
    registers.room,
    questions.room,
    operations.room,
)
