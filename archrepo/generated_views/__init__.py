"""Views made from the model by a question: which boxes and lines, never where they stand.

A view question (a `.rq` file) is a SELECT whose variables say what a row is; `rows` lists them. `?language` holds "nl"
or "en", `?ownOrganisation` whose model it is, and `?nameGiven` whether the user gave a value for the parameter `name`
that may be left out. The questions come with archrepo, or are the user's own: those that archrepo.toml names under
`[files] views`.
"""

from archrepo.generated_views.furniture import furnished
from archrepo.generated_views.making import build_view, surroundings
from archrepo.generated_views.parameters import defaults_of, fitting, kinds_in_words, names_to_choose
from archrepo.generated_views.questions import ViewInfo, ViewList, find_info, list_views, views_of

__all__ = [
    "ViewInfo",
    "ViewList",
    "build_view",
    "defaults_of",
    "find_info",
    "fitting",
    "furnished",
    "kinds_in_words",
    "list_views",
    "names_to_choose",
    "surroundings",
    "views_of",
]
