"""Days as people read them, and the plural forms of counts, the same from the server and in the browser.

Digits are Latin everywhere and the calendar is the Gregorian one. Babel knows no other digits, browsers would use native
ones for some languages, and a receipt, a day or a count must look the same on paper, in a mail and on the page. The
browser gets the same choice as a locale to hand to Intl: `intl_locale("ar")` is "ar-u-ca-gregory-nu-latn".
"""

from datetime import date

from babel.dates import format_date
from babel.plural import PluralRule

from .languages import LANGUAGES, current_language


def intl_locale(code: str) -> str:
    """The locale for the browser's Intl objects that keeps Latin digits and the Gregorian calendar."""
    return f"{code}-u-ca-gregory-nu-latn"


def day(value: date, code: str | None = None) -> str:
    """A day in words: "24 November 2026". In the browser: `{dateStyle: "long", timeZone: "UTC"}`. Counts stand without
    separators in both.
    """
    return format_date(value, "long", LANGUAGES[code or current_language()].locale)


def plural_categories(code: str) -> list[str]:
    """CLDR's plural categories of a language in the order of its catalogue's forms, "other" last.

    The index of what `Intl.PluralRules` selects is the index of the form.
    """
    rule: PluralRule = LANGUAGES[code].locale.plural_form
    order = ("zero", "one", "two", "few", "many")
    return [*(tag for tag in order if tag in rule.tags), "other"]
