"""A model that Archi wrote in both formats is the same model, apart from what Archi changes on export."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from archrepo.exchange import read_model
from archrepo.exchange.model import (
    FileElement,
    FileRelation,
    ModelFile,
    Phrase,
    Property,
)


@pytest.fixture(scope="module")
def native(shared: Path) -> ModelFile:
    return read_model(shared / "data" / "vera" / "vera41.archimate")


@pytest.fixture(scope="module")
def exchange(shared: Path) -> ModelFile:
    return read_model(shared / "data" / "vera" / "vera41.xml")


def _id(identifier: str) -> str:
    """Archi puts "id-" before ids that begin with a digit, trims texts and drops properties without a key."""
    return f"id-{identifier}" if identifier[:1].isdigit() else identifier


def _phrases(phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    return tuple(Phrase(" ".join(one.text.split()), one.language) for one in phrases if one.text.strip())


def _properties(properties: tuple[Property, ...]) -> tuple[Property, ...]:
    return tuple(Property(one.key, " ".join(one.value.split())) for one in properties if one.key)


def _element(one: FileElement) -> FileElement:
    return replace(
        one,
        id=_id(one.id),
        names=_phrases(one.names),
        texts=_phrases(one.texts),
        properties=_properties(one.properties),
    )


def _relation(one: FileRelation) -> FileRelation:
    return replace(
        one,
        id=_id(one.id),
        source=_id(one.source),
        target=_id(one.target),
        names=_phrases(one.names),
        texts=_phrases(one.texts),
        properties=_properties(one.properties),
    )


def test_both_formats_hold_the_same_elements(native: ModelFile, exchange: ModelFile) -> None:
    assert {one.id: one for one in map(_element, exchange.elements)} == {
        one.id: one for one in map(_element, native.elements)
    }


def test_both_formats_hold_the_same_relations(native: ModelFile, exchange: ModelFile) -> None:
    assert {one.id: one for one in map(_relation, exchange.relations)} == {
        one.id: one for one in map(_relation, native.relations)
    }


def test_both_formats_show_the_same_elements_in_each_view(native: ModelFile, exchange: ModelFile) -> None:
    assert {_id(view.id): frozenset(map(_id, view.shows)) for view in exchange.views} == {
        _id(view.id): frozenset(map(_id, view.shows)) for view in native.views
    }
