"""What a model file says otherwise of drawings than the model: told only, for a drawing comes with an import."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from archrepo.exchange.equality import same_view
from archrepo.exchange.model import DrawingForm, FileView, ModelFile
from archrepo.exchange.remarks import Remarks
from archrepo.exchange.writing.converting import in_form
from archrepo.language import Text

#: So many names fit in a remark.
_MOST_NAMED: Final = 5


def drawing_remarks(own: ModelFile, file: ModelFile) -> tuple[Text, ...]:
    """Return a remark for the views that are new in the file, gone from it, and other than in the model; () when none.

    A name or a text of a view is no drawing. A file of a form without views tells nothing of them.
    """
    if file.format == "csv" or not (own.views or file.views):
        return ()
    form: DrawingForm = "ameff" if file.format == "ameff" else "archi"
    was = {_plain(one.id): one for one in in_form(own, form, Remarks(own.path)).views}
    now = {_plain(one.id): one for one in in_form(file, form, Remarks(file.path)).views}
    found = (
        (Text("nieuw", "new"), [one for key, one in now.items() if key not in was]),
        (Text("weg", "gone"), [one for key, one in was.items() if key not in now]),
        (
            Text("anders dan in het model", "other than in the model"),
            [one for key, one in now.items() if key in was and not same_view(was[key], one)],
        ),
    )
    told = [_told(word, views) for word, views in found if views]
    if not told:
        return ()
    return (
        Text(
            "tekeningen gaan niet mee terug. Van de views in het bestand: {nl}. Wat op die tekeningen veranderde, komt "
            "niet in het model. Is het model uit zo'n bestand geïmporteerd, dan komen de tekeningen mee met een nieuwe "
            "import in dezelfde map: archrepo import BESTAND --into MAP",
            "drawings do not come back. Of the views in the file: {en}. What changed on those drawings does not come "
            "into the model. When the model was imported from such a file, the drawings come along with a new import "
            "into the same folder: archrepo import FILE --into FOLDER",
        ).format(nl="; ".join(one.nl for one in told), en="; ".join(one.en for one in told)),
    )


def _told(word: Text, views: Iterable[FileView]) -> Text:
    names = [one.names[0].text if one.names else one.id for one in views]
    shown = ", ".join(f"'{name}'" for name in names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else "")
    return Text(f"{len(names)} {word.nl} ({shown})", f"{len(names)} {word.en} ({shown})")


def _plain(identifier: str) -> str:
    return identifier.removeprefix("id-")
