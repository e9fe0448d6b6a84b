"""A composed label is what its author would see in Archi, or it is not composed at all."""

from __future__ import annotations

import pytest

from archrepo.exchange.label_expressions import compose

FACTS = {
    ("", "name"): "Zaak: $1",
    ("", "property:ID"): "P01",
    ("", "property:leeg"): "",
    ("aggregation:source", "name"): "Domein",
}


def label(template: str) -> str | None:
    return compose(template, lambda prefix, expression: FACTS.get((prefix, expression)))


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("Vaste tekst", "Vaste tekst"),
        ("${property:ID} - ${name}", "P01 - Zaak: $1"),
        ("${name}\n($aggregation:source{name})", "Zaak: $1\n(Domein)"),
        ("${if:${property:ID}:ID ${property:ID}}", "ID P01"),
        ("${if:${property:leeg}:vol:leeg}", "leeg"),
        ("${if:${property:leeg}:vol}", ""),
        ("${if:${name}:${name}}", "Zaak: $1"),
        ("${nvl:${property:leeg}:${property:ID}}", "P01"),
        ("kost $5", "kost $5"),
    ],
)
def test_a_known_template_is_filled(template: str, expected: str) -> None:
    assert label(template) == expected


@pytest.mark.parametrize(
    "template", ["${wordwrap:12:${name}}", "$model{name}", "${name", "${properties}", "${name}" * 101, "\ue0007\ue001"]
)
def test_a_template_with_something_unknown_is_not_composed(template: str) -> None:
    assert label(template) is None
