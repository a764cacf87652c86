"""The guides at the casework door: readable without script in every language, and true to the pages they speak of."""

import re
from html import unescape
from pathlib import Path

from fastapi.testclient import TestClient

from remedy_api.kit.i18n import gettext, languages
from remedy_api.web.pages.keys_guide import GUIDES, TITLE

CLIENT = Path(__file__).parents[2] / "remedy_api" / "web" / "client"


def test_the_guide_in_each_language(casework: TestClient) -> None:
    """Every heading and every step, with an address of its own for each guide, and nothing that runs."""
    for language in languages():
        answer = casework.get(f"/{language.code}/guides/keys")
        assert answer.status_code == 200
        html = unescape(answer.text)
        _ = gettext(language.code)
        assert f'<html lang="{language.code}" dir="{language.direction}">' in html
        assert f"<h1>{_(TITLE)}</h1>" in html
        for guide in GUIDES:
            assert f'href="#{guide.anchor}"' in html
            assert f'<h2 id="{guide.anchor}">{_(guide.title)}</h2>' in html
            for part in guide.parts:
                assert f"<h3>{_(part.heading)}</h3>" in html
                for told in (*part.steps, *part.notes):
                    words = {name: _(word) for name, word in told.names.items()}
                    assert f"<li>{_(told.sentence, **words)}</li>" in html
        assert "<script" not in html
        assert "script-src" not in answer.headers["content-security-policy"]


def test_what_the_guide_calls_by_name_is_on_the_pages() -> None:
    """Each button and heading that a guide names is called so by a page; headings are no steps."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in CLIENT.rglob("*.ts*"))
    sentences = [told for guide in GUIDES for part in guide.parts for told in (*part.steps, *part.notes)]
    named = {word for told in sentences for word in told.names.values()}
    assert len(named) >= 12
    for word in named:
        assert re.search(rf'_\("{re.escape(word)}"[,)]', sources), word


def test_who_leaves_takes_programs_along_and_the_guide_says_so() -> None:
    """As the devices of managers do it; and a program comes back as it came the first time."""
    (leaving,) = (guide for guide in GUIDES if guide.anchor == "member-removed")
    told = {part.heading: [one.sentence for one in part.notes] for part in leaving.parts}
    assert any("Programs" in one and "stop working" in one for one in told["What this does"])
    assert any("program" in one and "invitation" in one for one in told["Good to know"])


def test_only_at_the_door_of_those_who_have_keys(intake: TestClient) -> None:
    """Reporters have no organisation's key to lose."""
    assert intake.get("/en/guides/keys").status_code == 404
