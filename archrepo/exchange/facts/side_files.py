"""What lies beside the Turtle and no other tool has a place for: it stays where it is, and that is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from archrepo.exchange.model import ModelFile, Remark
from archrepo.language import Text

#: Where the places of boxes in generated views are kept.
PLACES_FOLDER: Final = "views/positions"
_QUESTIONS: Final = "views"


def kept_places(model: ModelFile, root: Path) -> ModelFile:
    """Return the model with a remark for the generated views that do not travel: their places, and their questions."""
    told: list[Remark] = []
    places = sum(1 for _ in (root / PLACES_FOLDER).glob("*.tsv"))
    if places:
        told.append(
            Remark(
                Text(
                    "gemaakte view met vastgehouden plaatsen: blijft in de werkmap, in views/positions",
                    "generated view with kept places: stays in the workspace, in views/positions",
                ),
                places,
                is_loss=True,
            )
        )
    questions = sum(1 for _ in (root / _QUESTIONS).glob("*.rq"))
    if questions:
        told.append(
            Remark(
                Text("eigen vraag voor een view: blijft in de werkmap", "own question of a view: stays here"),
                questions,
                is_loss=True,
            )
        )
    return replace(model, remarks=(*model.remarks, *told)) if told else model
