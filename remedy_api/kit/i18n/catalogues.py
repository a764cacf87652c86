"""The sentences of each language, from locales/<folder>/LC_MESSAGES/messages.po.

A compiled .mo is used when it is as new as its .po; otherwise the .po is compiled in memory, so a catalogue
is never stale. A sentence that a catalogue lacks comes from the language's fallback and at last stands as it
is written in the code, in English.
"""

import io
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from babel.support import NullTranslations, Translations

from .languages import LANGUAGES, LOCALES, SOURCE, current_language

DOMAIN = "messages"


class Environment(Protocol):
    """What `install` needs of a Jinja environment that has the extension jinja2.ext.i18n."""

    def install_gettext_callables(self, gettext: Callable[..., str], ngettext: Callable[..., str], newstyle: bool) -> None: ...


def _N(message: str) -> str:
    """Mark a whole sentence for translation where it is declared; it is rendered later, in the reader's
    language.
    """
    return message


def po_path(code: str) -> Path:
    """Where the catalogue of a language lies."""
    return LOCALES / LANGUAGES[code].folder / "LC_MESSAGES" / f"{DOMAIN}.po"


def _compiled(path: Path, folder: str) -> io.BytesIO:
    """A catalogue as it would be compiled to a file."""
    # Imported here: a server whose catalogues are compiled never needs them, and every worker would hold them.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    stream = io.BytesIO()
    with path.open("rb") as po:
        write_mo(stream, read_po(po, locale=folder, domain=DOMAIN))
    stream.seek(0)
    return stream


@lru_cache(maxsize=64)
def translations(code: str) -> NullTranslations:
    """The catalogue of a language with its fallbacks behind it; the source language has none."""
    language = LANGUAGES[code]
    path = po_path(code)
    found: NullTranslations = NullTranslations()
    if code != SOURCE and path.exists():
        compiled = path.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
            stream = io.BytesIO(compiled.read_bytes())
        else:
            stream = _compiled(path, language.folder)
        found = Translations(stream, domain=DOMAIN)
    if language.fallback and language.fallback != SOURCE:
        found.add_fallback(translations(language.fallback))
    return found


def gettext(code: str | None = None) -> Callable[..., str]:
    """The translator into a language (the current one by default): `_("Sentence with %(name)s.", name=…)`.

    Values are filled in only when some are given, so a sentence without values may hold a lone per cent sign.
    """

    def translate(message: str, /, **values: Any) -> str:
        found = translations(code or current_language()).gettext(message)
        return found % values if values else found

    return translate


def ngettext(code: str | None = None) -> Callable[..., str]:
    """The translator of counted sentences: `_n("%(num)s report", "%(num)s reports", count)`; `num` is filled
    in.
    """

    def translate(singular: str, plural: str, num: int, /, **values: Any) -> str:
        found = translations(code or current_language()).ngettext(singular, plural, num)
        return found % {"num": num, **values}

    return translate


def render(message: str, /, **values: Any) -> str:
    """A sentence declared with `_N`, in the current language, its values filled in."""
    return gettext()(message, **values)


def install(environment: Environment) -> None:
    """Give a Jinja environment `_`, `gettext`, `ngettext` and `{% trans %}` in the language of the answer
    being made.
    """

    def plain(message: str) -> str:
        return translations(current_language()).gettext(message)

    def counted(singular: str, plural: str, num: int) -> str:
        return translations(current_language()).ngettext(singular, plural, num)

    environment.install_gettext_callables(plain, counted, newstyle=True)
