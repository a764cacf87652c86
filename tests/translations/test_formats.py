"""Plural forms and days are the same from the server and in the browser."""

import gettext
import json
import shutil
import subprocess
from datetime import date
from typing import Any

import pytest

from remedy_api.kit.i18n import LANGUAGES, languages
from remedy_api.kit.i18n.extraction import plural_forms
from remedy_api.kit.i18n.formats import day, intl_locale, plural_categories

COUNTS = [*range(125), 199, 200, 202, 1000, 1001, 10_000, 999_999, 1_000_000, 1_000_001, 2_000_000]
DAYS = [date(2026, 11, 24), date(2027, 1, 5), date(2026, 3, 31), date(2026, 8, 9)]


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_form_of_the_catalogue_is_the_form_of_cldr(code: str) -> None:
    rule, header = LANGUAGES[code].locale.plural_form, plural_forms(LANGUAGES[code])
    choose = gettext.c2py(header.split("plural=")[1].rstrip(";"))
    categories = plural_categories(code)
    assert [categories[choose(count)] for count in COUNTS] == [rule(count) for count in COUNTS]
    assert header.startswith(f"nplurals={len(categories)};")


def test_arabic_has_its_six_forms_and_chinese_its_one() -> None:
    assert plural_categories("ar") == ["zero", "one", "two", "few", "many", "other"]
    assert plural_categories("zh-Hant") == ["other"]


def in_javascript(script: str) -> Any:
    """What Node makes of it; Chromium and Node share their Intl. `./remedy test` puts Node on the path."""
    node = shutil.which("node")
    assert node, "run the tests with ./remedy test, which brings Node"
    done = subprocess.run([node, "-e", script], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def test_the_browser_chooses_the_same_forms() -> None:
    codes = {code: [intl_locale(code), plural_categories(code)] for code in LANGUAGES}
    chosen = in_javascript(
        f"const codes = {json.dumps(codes)}, counts = {json.dumps(COUNTS)};"
        "console.log(JSON.stringify(Object.fromEntries(Object.entries(codes).map(([code, [locale, categories]]) =>"
        " [code, counts.map(n => categories.indexOf(new Intl.PluralRules(locale).select(n)))]))))"
    )
    for code in LANGUAGES:
        rule, categories = LANGUAGES[code].locale.plural_form, plural_categories(code)
        assert chosen[code] == [categories.index(rule(count)) for count in COUNTS], code


def test_days_agree_in_the_offered_languages() -> None:
    codes = {language.code: intl_locale(language.code) for language in languages()}
    days = [one.isoformat() for one in DAYS]
    shown = in_javascript(
        f"const codes = {json.dumps(codes)}, days = {json.dumps(days)};"
        "console.log(JSON.stringify(Object.fromEntries(Object.entries(codes).map(([code, locale]) => [code,"
        " days.map(d => new Intl.DateTimeFormat(locale, {dateStyle: 'long', timeZone: 'UTC'}).format(new Date(d)))]))))"
    )
    for code in codes:
        assert shown[code] == [day(one, code) for one in DAYS], code


@pytest.mark.parametrize("code", LANGUAGES)
def test_digits_are_latin_everywhere(code: str) -> None:
    text = day(DAYS[0], code)
    assert all(symbol.isascii() for symbol in text if symbol.isdigit())
    assert "2026" in text
