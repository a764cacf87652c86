"""Languages: which there are, which one this answer is in, and the sentences in it.

Marking a sentence:
- `_N("Whole literal sentence with %(name)s.")` where a sentence is declared (errors, notices) and rendered
  later;
- `_ = gettext(language)` then `_("Whole literal sentence with %(name)s.", name=…)` where it is rendered at
  once;
- `_n = ngettext(language)` then `_n("%(num)s report", "%(num)s reports", count)` for counted things.
Templates have `_`, `gettext` and `ngettext` from `install(environment)`.
"""

from .catalogues import _N, gettext, install, ngettext, render
from .languages import (
    LANGUAGES,
    SOURCE,
    Language,
    current_language,
    direction,
    known,
    languages,
    negotiate,
    speaking,
)

__all__ = [
    "LANGUAGES",
    "SOURCE",
    "_N",
    "Language",
    "current_language",
    "direction",
    "gettext",
    "install",
    "known",
    "languages",
    "negotiate",
    "ngettext",
    "render",
    "speaking",
]
