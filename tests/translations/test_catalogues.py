"""The offered languages are complete: no stale template, no missing sentence, no differing value, no markup."""

import re

import pytest
from babel.messages.catalog import Catalog

from remedy_api.kit.i18n import languages
from remedy_api.kit.i18n.checking import _template_faults, _translation_faults, check
from remedy_api.kit.i18n.extraction import extract_template, plural_forms, read_catalogue, written
from remedy_api.kit.i18n.languages import LANGUAGES, SOURCE


def test_everything_is_translated() -> None:
    faults = check()
    assert not faults, "\n".join(faults[:40])


def test_the_template_is_the_same_every_time() -> None:
    assert written(extract_template()) == written(extract_template())


@pytest.mark.parametrize("code", [language.code for language in languages() if language.code != SOURCE])
def test_a_catalogue_is_written_as_it_was_read(code: str) -> None:
    from remedy_api.kit.i18n.catalogues import po_path

    assert po_path(code).read_text(encoding="utf-8") == written(read_catalogue(LANGUAGES[code]))


def catalogue_of(source: str | tuple[str, str], translated: str | tuple[str, ...], *, fuzzy: bool = False) -> list[str]:
    """The faults of one translation into Arabic."""
    catalog = Catalog(locale="ar")
    catalog.mime_headers = [("Plural-Forms", plural_forms(LANGUAGES["ar"]))]
    message = catalog.add(source, translated, flags=["fuzzy"] if fuzzy else [])
    return list(_translation_faults(message, message, catalog))


@pytest.mark.parametrize(
    ("source", "translated"),
    [
        ("Report", ""),
        ("Report", "   "),
        ("%(name)s was removed.", "أُزيل."),
        ("%(name)s was removed.", "أُزيل %(nom)s."),
        ("%(name)s was removed.", "أُزيل %(name)s %(name)s وبقي 3 % منه."),
        ("Report", "<b>شكوى</b>"),
        ("Report", " شكوى"),
        ("Report", "شكوى\u200f"),
        (("%(num)s day", "%(num)s days"), ("يوم", "يومان")),
        (("%(num)s day", "%(num)s days"), ("0", "1", "2", "%(num)s", "%(num)s", "أيام")),
        (("%(num)s day", "%(num)s days"), ("0", "1", "2", "%(num)s", "", "%(num)s")),
    ],
)
def test_a_wrong_translation_is_found(source: str | tuple[str, str], translated: str | tuple[str, ...]) -> None:
    assert catalogue_of(source, translated)


@pytest.mark.parametrize(
    ("source", "translated"),
    [
        ("%(name)s was removed.", "أُزيل %(name)s."),
        ("100 % cotton", "100 % قطن"),
        (("%(num)s day", "%(num)s days"), ("لا أيام", "يوم", "يومان", "%(num)s أيام", "%(num)s يوماً", "%(num)s يوم")),
    ],
)
def test_a_right_translation_passes(source: str | tuple[str, str], translated: str | tuple[str, ...]) -> None:
    assert not catalogue_of(source, translated)


@pytest.mark.parametrize("text", ["Press <b>here</b>.", "Fish &amp; chips", "Hello  you", " Hello", "%(num)d days", "**Stop**"])
def test_a_sentence_that_cannot_be_translated_well_is_found(text: str) -> None:
    catalog = Catalog()
    catalog.add(text)
    assert len(list(_template_faults(catalog))) > 1


def test_every_translation_can_be_filled_in() -> None:
    for language in languages():
        for message in read_catalogue(language):
            forms = [message.id] if isinstance(message.id, str) else message.id
            values = dict.fromkeys(re.findall(r"%\((\w+)\)s", forms[-1]), "x")
            for text in [message.string] if isinstance(message.string, str) else message.string:
                # A value that is missing here raises; the dual says its number in the word.
                assert not values or not text or text % values


def test_a_language_in_preparation_is_not_offered() -> None:
    assert "de" in LANGUAGES
    assert "de" not in {language.code for language in languages()}
