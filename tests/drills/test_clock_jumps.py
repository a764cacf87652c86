"""Clocks that jump while a server runs, and that are wrong when it starts: no session, no consent lives longer for it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlmodel import Session

from remedy_api.cli.errors import Refused
from remedy_api.cli.serve.prepare import _check_clock
from remedy_api.kit import clock
from remedy_api.settings import Settings
from tests.factories import reports as dates
from tests.factories.cases import Case, advance, open_case, step
from tests.factories.organisations import Organisation
from tests.factories.reports import file_report
from tests.fixtures.figures import Figure
from tests.fixtures.time import Hands, Turn

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NEVER = datetime.min.replace(tzinfo=UTC)


@pytest.fixture
def case(intake: TestClient, union: Organisation) -> Case:
    """A case of which the workers show facts to everybody, until the day after tomorrow."""
    found = open_case(union, file_report(intake, union))
    advance(found, "notification")
    until = (dates.today() + 2 * DAY).isoformat()
    given = {"audience": "public", "content": "facts", "organisations": (), "until": until, "way": "written", "entry": ""}
    assert step(found, ("consent_given", given)).status_code == 201
    return found


@pytest.fixture
def shown(intake: TestClient, case: Case) -> Callable[[], bool]:
    """Whether everybody is shown the case."""
    return lambda: bool(intake.get("/v1/register").json()["items"])


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """The fault planted: from here on this process follows whatever the clock shows."""
    return lambda: monkeypatch.setattr(clock, "_at_least", lambda: NEVER)


def signed_in(union: Organisation) -> bool:
    """Whether the manager's session lives."""
    return union.manager.client.get("/v1/me").status_code == 200


@pytest.mark.parametrize("back", [6 * HOUR, 30 * DAY, 9000 * DAY])
def test_a_clock_set_back_gives_no_session_more_time(
    union: Organisation, settings: Settings, hands: Hands, back: timedelta, trusting: Callable[[], None], figure: Figure
) -> None:
    assert signed_in(union)
    idle = timedelta(minutes=settings.idle_minutes)
    hands(idle - timedelta(minutes=1), -back)
    assert signed_in(union)
    hands(2 * idle + clock.SLACK, -back)
    assert not signed_in(union)
    hands(settings.session_hours * HOUR + clock.SLACK, -back)
    assert not signed_in(union)
    figure(f"clock set back by {back // HOUR:,} hours", "an idle session and the longest one end when they would have")
    trusting()
    assert signed_in(union)


def test_a_clock_set_back_gives_no_consent_more_time(shown: Callable[[], bool], hands: Hands, trusting: Callable[[], None]) -> None:
    assert shown()
    hands(1 * DAY, -20 * DAY)
    assert shown()
    hands(3 * DAY + clock.SLACK, -20 * DAY)
    assert not shown()
    hands(400 * DAY, -9000 * DAY)
    assert not shown()
    trusting()
    assert shown()


def test_a_clock_that_jumps_ahead_and_back_gives_neither_more_time(
    union: Organisation, shown: Callable[[], bool], hands: Hands
) -> None:
    hands(HOUR / 60, 4000 * DAY)
    assert not shown() and not signed_in(union)
    # Mended: each lives as long as it was given, and not a minute longer.
    hands(HOUR / 30, HOUR / 30)
    assert shown()
    hands(3 * DAY + clock.SLACK, 3 * DAY)
    assert not shown() and not signed_in(union)


def test_small_corrections_are_followed(hands: Hands) -> None:
    """Who keeps a clock right moves it by seconds, also backwards."""
    hands(HOUR, HOUR - timedelta(minutes=2))
    assert abs(clock.now() - (datetime.now(UTC) + HOUR - timedelta(minutes=2))) < timedelta(seconds=5)


def start(engine: Engine, *, is_right: bool = False) -> None:
    """What a start asks of the clock."""
    with Session(engine) as session:
        _check_clock(session, is_right)
        session.commit()


def test_a_server_does_not_start_in_its_own_past(union: Organisation, engine: Engine, turn: Turn) -> None:
    start(engine)
    turn(-1)
    with pytest.raises(Refused, match="--clock-is-right"):
        start(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM login_session")).scalar_one() > 0
    start(engine, is_right=True)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM login_session")).scalar_one() == 0
    start(engine)


def test_the_day_on_which_the_job_looked_is_enough(engine: Engine, turn: Turn) -> None:
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO retention_watch VALUES (1, :day, ARRAY[:day ::date])"), {"day": clock.today()})
    turn(1)
    start(engine)
    turn(-1)
    with pytest.raises(Refused):
        start(engine)
    start(engine, is_right=True)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT looked_on, passed FROM retention_watch")).one() == (clock.today(), [])
    start(engine)
