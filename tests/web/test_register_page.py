"""The public register as a page, at both doors and in every language: readable without any script, and with no name and no day."""

import re
from html import unescape
from random import Random

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from remedy_api.cases.labels import STAGES
from remedy_api.kit.i18n import gettext, languages
from remedy_api.web.pages.register import LIMIT, PATH, TITLE
from tests.factories.organisations import Organisation
from tests.reporting.many_shown import draw, fill
from tests.reporting.review_world import A_DAY, Review, facts, make_review


@pytest.fixture
def review(intake: TestClient, union: Organisation) -> Review:
    """A site, and companies behind it."""
    return make_review(intake, union)


def read(client: TestClient, language: str, query: str = "") -> str:
    """The page in a language."""
    answer = client.get(f"/{language}{PATH}{query}")
    assert answer.status_code == 200
    return unescape(answer.text)


def test_in_every_language_at_both_doors(review: Review, casework: TestClient, intake: TestClient) -> None:
    for language in languages():
        assert gettext(language.code)("Nothing is released at present.") in read(intake, language.code)
    facts(review.case(), audience="public")
    for language in languages():
        _ = gettext(language.code)
        for door in (casework, intake):
            html = read(door, language.code)
            assert f"<h1>{_(TITLE)}</h1>" in html and f'dir="{language.direction}"' in html
            assert len(re.findall(r'<section aria-labelledby="case-\d+">', html)) == 1
            assert _(STAGES["notification"]) in html and _("Wages") in html
            assert "<script" not in html and not A_DAY.search(html)
            assert not any(name in html for name in ("Sunrise", "Maker", "Brand", review.union.name))
            assert f'href="/{language.code}{PATH}"' in html


def test_page_after_page(review: Review, intake: TestClient, engine: Engine) -> None:
    fill(engine, review, draw(Random(9), [review.site["site"]], LIMIT + 3), audience="public")
    first = read(intake, "en")
    assert first.count("<section") == LIMIT
    following = re.search(r'href="(\?after=[0-9a-f]{32})"', first)
    assert following is not None
    rest = read(intake, "en", following[1])
    assert rest.count("<section") == 3 and "?after=" not in rest
    assert intake.get(f"/en{PATH}?after=x").status_code == 422
