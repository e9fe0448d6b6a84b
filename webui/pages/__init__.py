"""The rooms of the viewer, one blueprint each; a page reads the request, asks the core one thing, and renders."""

from flask import Blueprint

from webui.pages import elements, home, operations, principles, quality, questions, search, views, waivers

ROOMS: tuple[Blueprint, ...] = (
    home.room,
    search.room,
    elements.room,
    views.room,
    principles.room,
    quality.room,
    waivers.room,
    questions.room,
    operations.room,
)
