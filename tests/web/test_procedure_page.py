"""The published procedure at both doors: what the profile says, in every language, readable without any script."""

from datetime import date
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from fastapi.testclient import TestClient

from remedy_api.cases.procedure import RIGHTS, SOURCES, STAGE_NAMES, STARTS
from remedy_api.cases.profile import profile
from remedy_api.deadlines.calendars import Calendar
from remedy_api.kit.i18n import gettext, languages, ngettext, speaking
from remedy_api.web.pages.procedure import FAST_PATH, FAST_TITLE, KINDS, PATH, TITLE, counting, reopening, step


@pytest.mark.parametrize(("name", "path", "title"), [("default", PATH, TITLE), ("reprisal", FAST_PATH, FAST_TITLE)])
@pytest.mark.parametrize("door", ["casework", "intake"])
def test_each_stage_in_each_language(door: str, name: str, path: str, title: str, casework: TestClient, intake: TestClient) -> None:
    """Name, days, who acts, each right and each source; the footer of every page leads here, and each procedure to the other."""
    client, published = {"casework": casework, "intake": intake}[door], profile(name)
    for language in languages():
        answer = client.get(f"/{language.code}{path}")
        assert answer.status_code == 200
        html, _, _n = unescape(answer.text), gettext(language.code), ngettext(language.code)
        assert f'<html lang="{language.code}" dir="{language.direction}">' in html
        assert f"<h1>{_(title)}</h1>" in html
        for place, rule in enumerate(published.stages, 1):
            assert f"{place}. {_(STAGE_NAMES[rule.stage])}</h2>" in html
            for code in rule.rights:
                assert f"<li>{_(RIGHTS[code])}</li>" in html
            for code in rule.sources:
                assert _(SOURCES[code]) in html
            for kind in rule.who:
                assert _(KINDS[kind]) in html
            if rule.clock:
                assert f"<dd>{_n('%(num)s day', '%(num)s days', rule.clock.days)}</dd>" in html
                assert f"<dd>{_(STARTS[rule.clock.start])}</dd>" in html
        with speaking(language.code):
            assert reopening(published) in html
        assert "<script" not in html
        assert "script-src" not in answer.headers["content-security-policy"]
        for linked in (PATH, FAST_PATH):
            assert linked == path or f'href="/{language.code}{linked}">' in html
        assert f'href="/{language.code}/procedure"' in client.get(f"/{language.code}/help").text


def test_when_something_is_kept_for_longer_than_published(casework: TestClient, intake: TestClient) -> None:
    """Beside the numbers of days, at both doors: they are days on which the server ran (tests/retention/test_days_off.py)."""
    for client in (casework, intake):
        for language in languages():
            html = unescape(client.get(f"/{language.code}{PATH}").text)
            kept = html[html.index('id="kept"') :].split('<dl class="rules">')[0]
            said = "Days on which this server was off do not count: then it goes later than is written here."
            assert gettext(language.code)(said) in kept


def test_a_stage_without_a_clock_says_so() -> None:
    """Safety takes the time it needs, and the steps of a plan have days of their own."""
    without = {rule.stage: step(rule).time for rule in profile().stages if rule.clock is None}
    assert without == {
        "safety": ["No fixed time: nothing goes on before it is safe."],
        "notification": ["No fixed time: nothing goes on before it is safe."],
        "implementation": ["Each step of the plan has its own last day."],
    }


def test_how_days_are_counted_is_what_the_calendar_does() -> None:
    """Every day, or working days with the days that are free; the time zone by its name."""
    every = counting(Calendar(ZoneInfo("UTC")))
    assert every[0] == "Every day counts, also at weekends and on holidays."
    assert any("time zone UTC" in each for each in every)
    feast = date(2026, 12, 16)
    working = counting(Calendar(ZoneInfo("Asia/Dhaka"), working=True, weekend=frozenset({4, 5}), holidays=frozenset({feast})))
    assert working[0] == "Only working days count. Days that do not count: Friday and Saturday, and holidays."
    assert "Holidays: 16 December 2026." in working or "Holidays: December 16, 2026." in working
    assert any("time zone Asia/Dhaka" in each for each in working)
    # The example of the page: the day on which a step begins is not counted.
    assert Calendar(ZoneInfo("UTC")).due(date(2026, 11, 1), 7) == date(2026, 11, 8)
