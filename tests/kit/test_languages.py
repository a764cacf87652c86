"""Which language an answer is in."""

import importlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remedy_api.kit.i18n import LANGUAGES, current_language, direction, known, languages, negotiate, speaking
from remedy_api.kit.i18n.languages import LOCALES


@pytest.fixture
def all_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every language were complete."""
    # The package offers a function of the same name, so the module is asked for by its path.
    module = importlib.import_module("remedy_api.kit.i18n.languages")
    monkeypatch.setattr(module, "languages", lambda: tuple(LANGUAGES.values()))
    module._negotiate.cache_clear()
    monkeypatch.setattr(module, "_negotiate", module._negotiate.__wrapped__)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "en"),
        ("", "en"),
        ("fr", "fr"),
        ("fr-CA", "fr"),
        ("FR-be", "fr"),
        ("nl-BE,nl;q=0.9,en;q=0.8", "nl"),
        ("de, es;q=0.5, ar;q=0.7", "ar"),
        ("en;q=0, fr;q=0.1", "fr"),
        ("*", "en"),
        ("xx, *;q=0.1", "en"),
        ("zh-TW", "en"),
        ("ar-x-private", "ar"),
        ("es-419", "es"),
        (";;;,q=1,fr;q=2", "en"),
        ("fr" + ",fr" * 5000, "fr"),
        ("\x00\xff", "en"),
    ],
)
def test_the_best_of_the_offered_is_chosen(header: str | None, language: str) -> None:
    assert negotiate(header) == language


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh-TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-Hant-SG", "zh-Hant"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-Hans-TW", "zh-Hans"),
        ("no", "nb"),
        ("nn-NO", "nb"),
        ("tl", "fil"),
        ("in", "id"),
        ("ur-IN", "ur"),
        ("ms-MY", "ms"),
        ("de-AT-1996", "de"),
    ],
)
@pytest.mark.usefixtures("all_offered")
def test_scripts_are_never_crossed(header: str, language: str) -> None:
    assert negotiate(header) == language


@given(st.text(max_size=60))
def test_no_header_breaks_the_choice(header: str) -> None:
    assert known(negotiate(header))


def test_the_default_is_the_callers() -> None:
    assert negotiate("xx", default="nl") == "nl"


def test_every_language_of_the_product_is_listed_in_its_own_words() -> None:
    wanted = "en nl de fr es ca nb sv da hu pl zh-Hans zh-Hant ms id fil vi th ne my bn hi ta km lo ur ar sw uk"
    assert set(LANGUAGES) == set(wanted.split())
    for code, language in LANGUAGES.items():
        assert language.autonym
        assert (
            direction(code)
            == ("rtl" if code in ("ar", "ur") else "ltr")
            == language.locale.text_direction.lower().replace(" ", "")[:3]
        )
        assert language.fallback is None or language.fallback in LANGUAGES


def test_offered_is_what_the_file_says() -> None:
    rows = json.loads((LOCALES / "locales.json").read_text(encoding="utf-8"))
    assert [language.code for language in languages()] == [code for code, row in rows.items() if row["state"] == "offered"]
    assert {language.code for language in languages()} >= {"en", "nl", "fr", "es", "ar"}


def test_a_language_is_spoken_until_the_block_ends() -> None:
    with speaking("ar"):
        assert current_language() == "ar"
        with speaking("fr"):
            assert current_language() == "fr"
        assert current_language() == "ar"
    assert current_language() == "en"
