"""One word for one thing: the glossary covers the product's words, and its bound terms are used in every translation."""

import csv
import re

import pytest

from remedy_api.kit.i18n import languages
from remedy_api.kit.i18n.extraction import read_catalogue
from remedy_api.kit.i18n.languages import LANGUAGES, LOCALES, SOURCE

ROWS = list(csv.DictReader((LOCALES / "glossary.csv").open(encoding="utf-8", newline="")))
BOUND = [row for row in ROWS if row["bound"] == "yes"]
WORDS = (
    "rights holder, worker organisation, mandate, monitor, coordinator, buyer, supplier, operator, duty bearer, "
    "operator of the server, site, submission, case, workers' room, remedy table, entry, disclosure, procedure profile, "
    "remedy plan, step, finding, reprisal, receipt, report, consent"
)


def test_every_word_of_the_product_has_its_word_in_every_language() -> None:
    terms = {row["term"] for row in ROWS}
    assert set(WORDS.split(", ")) <= terms
    for row in ROWS:
        for language in languages():
            assert language.code == SOURCE or row[language.code].strip(), row["term"]


@pytest.mark.parametrize("row", BOUND, ids=lambda row: row["term"])
def test_a_bound_term_is_never_replaced_by_another(row: dict[str, str]) -> None:
    term = re.compile(rf"\b{re.escape(row['term'])}s?\b", re.IGNORECASE)
    for code in (language.code for language in languages() if language.code != SOURCE):
        words = [word.casefold() for word in row[code].split("|")]
        for message in read_catalogue(LANGUAGES[code]):
            source = message.id if isinstance(message.id, str) else message.id[0]
            if source and term.search(source):
                text = message.string if isinstance(message.string, str) else message.string[-1]
                if not text:
                    continue  # what is missing is found by another test
                assert any(word in text.casefold() for word in words), f"{code}: {source!r} says {text!r}, not {row[code]!r}"
