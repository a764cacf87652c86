"""Nothing is erased early, however the clock jumps: days count when they come one after the other."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from remedy_api.deadlines import watching
from remedy_api.deadlines.watching import Looked
from remedy_api.kit import clock
from remedy_api.retention.actions import announcing
from tests.factories.organisations import Organisation
from tests.factories.reports import Report, file_report
from tests.retention.conftest import NOTICE, Days, traces

TWO_YEARS = 731


@pytest.fixture
def report(intake: TestClient, union: Organisation) -> Report:
    """A report that nobody confirms."""
    return file_report(intake, union)


def test_a_clock_that_jumps_ahead_erases_nothing(report: Report, engine: Engine, days: Days) -> None:
    for _ in range(2 * NOTICE):
        days.jump(400)
    assert days.left() == {"unanswered_report": NOTICE}
    assert traces(engine, report.room)
    # Mended, nothing is left of it.
    days.jump(-days.now)
    assert days.left() == {}
    days.go_on(NOTICE + 1)
    assert traces(engine, report.room)


def test_a_jump_on_the_eve_erases_nothing_on_the_eve(report: Report, engine: Engine, days: Days) -> None:
    days.jump(TWO_YEARS - 1)
    days.go_on(NOTICE - 1)
    (left,) = days.left().values()
    assert left > 0
    days.jump(3000)
    for _ in range(3):
        days.round()
    assert traces(engine, report.room)


def test_to_and_fro_makes_no_day_pass(report: Report, engine: Engine, days: Days) -> None:
    days.jump(TWO_YEARS)
    for _ in range(NOTICE + 1):
        days.jump(2)
        days.jump(-2)
    assert days.left() == {"unanswered_report": NOTICE}
    assert traces(engine, report.room)


def test_many_rounds_on_one_day_are_one_day(report: Report, days: Days) -> None:
    days.jump(TWO_YEARS)
    days.go_on(1)
    before = days.left()
    for _ in range(NOTICE):
        days.round()
    assert days.left() == before == {"unanswered_report": NOTICE - 1}


def test_days_on_which_nobody_looked_are_waited_for(report: Report, engine: Engine, days: Days) -> None:
    days.jump(TWO_YEARS)
    days.go_on(NOTICE - 1)
    days.jump(20)
    assert days.left() == {"unanswered_report": 1}
    days.go_on(1)
    assert traces(engine, report.room) == []


def test_two_clocks_that_disagree_erase_nothing(
    report: Report, engine: Engine, days: Days, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    days.jump(TWO_YEARS)
    days.go_on(NOTICE - 1)
    with monkeypatch.context() as patch:
        patch.setattr(watching, "database_day", lambda session: clock.today() - timedelta(days=2))
        days.go_on(2)
    assert traces(engine, report.room)
    assert "more than a day apart" in caplog.text
    days.go_on(2)
    assert traces(engine, report.room) == []


def test_a_job_that_trusts_the_date_is_caught(report: Report, engine: Engine, days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault planted: every look is steady and a day has passed, whatever the clock did."""
    monkeypatch.setattr("remedy_api.retention.tasks.look", lambda session: Looked(clock.today(), passed=True, steady=True))
    for _ in range(2 * NOTICE):
        days.jump(400)
    assert traces(engine, report.room) == []


def test_who_reads_it_is_told_once(report: Report, union: Organisation, engine: Engine, days: Days) -> None:
    union.manager.client.post(f"{report.path}/seen")

    def unseen() -> bool:
        (row,) = union.manager.client.get(f"/v1/organisations/{union.hex}/reports").json()["items"]
        return bool(row["unseen"])

    assert not unseen()
    days.jump(TWO_YEARS)
    union.manager.sign_in()
    assert unseen()
    assert union.manager.client.post(f"{report.path}/seen").status_code == 204
    days.go_on(1)
    union.manager.sign_in()
    assert not unseen()


def test_an_announcement_is_for_the_whole_notice(report: Report, days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report whose time was over long ago waits as long as one whose time ends just now."""
    days.jump(TWO_YEARS + 500)
    assert days.left() == {"unanswered_report": NOTICE}
    assert announcing.rules().notice == NOTICE
