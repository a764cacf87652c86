"""The languages of locales/locales.json and the choice among them.

A code is BCP 47 as pages carry it in `<html lang>` and in their path: `en`, `ar`, `zh-Hant`. A language is
*offered* when its catalogue is complete; the others are in preparation and never negotiated.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.core import get_global

LOCALES = Path(__file__).resolve().parents[3] / "locales"
SOURCE = "en"

_RANGE = re.compile(r"([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*|\*)(?:\s*;\s*[qQ]=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?")
_HEADER_LIMIT = 1000
# Norwegians ask for "no" or "nn"; what is written is Bokmål.
_MACRO = {"no": "nb", "nn": "nb"}


@dataclass(frozen=True, slots=True)
class Language:
    """One language: BCP 47 `code`, its name in itself, "ltr" or "rtl", and the code used where a sentence is
    missing.
    """

    code: str
    autonym: str
    direction: str
    offered: bool
    fallback: str | None

    @property
    def locale(self) -> Locale:
        """The CLDR locale, for dates, numbers and plural forms."""
        return Locale.parse(self.code, sep="-")

    @property
    def folder(self) -> str:
        """The folder of its catalogue under locales/, in gettext's spelling (zh_Hant)."""
        return self.code.replace("-", "_")


def _read() -> dict[str, Language]:
    rows = json.loads((LOCALES / "locales.json").read_text(encoding="utf-8"))
    return {
        code: Language(code, row["autonym"], row["direction"], row["state"] == "offered", row["fallback"])
        for code, row in rows.items()
    }


LANGUAGES: dict[str, Language] = _read()
_current: ContextVar[str] = ContextVar("language", default=SOURCE)


def languages() -> tuple[Language, ...]:
    """The languages offered, in the order of locales.json."""
    return tuple(language for language in LANGUAGES.values() if language.offered)


def known(code: str) -> bool:
    """Whether `code` is exactly one of the offered languages (as in the first part of a page's path)."""
    return code in LANGUAGES and LANGUAGES[code].offered


def direction(code: str) -> str:
    """ "ltr" or "rtl" of any known language, offered or in preparation; KeyError for an unknown code."""
    return LANGUAGES[code].direction


def current_language() -> str:
    """The language of the answer being made; `en` outside of a request."""
    return _current.get()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Everything inside answers in this language."""
    token = _current.set(code)
    try:
        yield
    finally:
        _current.reset(token)


def negotiate(header: str | None, default: str = SOURCE) -> str:
    """The offered language that suits an Accept-Language header best, else `default`.

    Never raises, whatever the header holds. Babel's negotiate_locale is not used: it maps zh-TW to a wrong
    language, while Locale.parse fills in the script that a territory implies (zh-TW is zh-Hant), so a script
    is never crossed.
    """
    return _negotiate(header[:_HEADER_LIMIT], default) if header else default


@lru_cache(maxsize=512)
def _negotiate(header: str, default: str) -> str:
    wishes = []
    for place, part in enumerate(header.split(",")):
        match = _RANGE.fullmatch(part.strip())
        if match and (quality := float(match[2] or 1)) > 0:
            wishes.append((-quality, place, match[1]))
    for _, _, wish in sorted(wishes):
        if wish == "*":
            return default
        if found := _closest(wish):
            return found
    return default


def _closest(wish: str) -> str | None:
    """The offered language that a reader of the wish can read: same language, same script.

    A script that is asked for is believed (Locale.parse reads zh-Hant-SG as Hans), and what CLDR does not know loses
    its last subtag until it does (RFC 4647).
    """
    language, _, rest = wish.partition("-")
    script = rest.partition("-")[0]
    if len(script) == 4 and script.isalpha():
        wish = f"{language}-{script}"
    try:
        asked = Locale.parse(wish, sep="-")
    except (ValueError, UnknownLocaleError):
        return _closest(wish.rpartition("-")[0]) if "-" in wish else None
    readable = _readable(asked)
    return next((one.code for one in languages() if _readable(one.locale) == readable), None)


def _readable(locale: Locale) -> tuple[str, str]:
    """Language and script, the script filled in from CLDR's likely subtags: what a reader of it can read."""
    likely = str(get_global("likely_subtags").get(locale.language, ""))
    script = locale.script or next((part for part in likely.split("_") if len(part) == 4), "")
    return _MACRO.get(locale.language, locale.language), script
