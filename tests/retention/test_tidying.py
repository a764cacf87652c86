"""What goes by a date alone, without being announced: only when days have come one after the other for long enough."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlmodel import Session

from remedy_api.accounts import tasks as accounts
from remedy_api.accounts.concealment import reveal
from remedy_api.accounts.models import Person
from remedy_api.deadlines import watching
from remedy_api.deadlines.retention import What
from remedy_api.jobs.worker import run_sweep
from remedy_api.kit import clock
from remedy_api.rooms.tasks import ORPHANS
from remedy_api.settings import Settings
from remedy_api.storage.folder import open_folder
from tests.factories.organisations import Organisation
from tests.factories.people import accept, invite, make_person
from tests.factories.programs import make_program, make_token
from tests.fixtures.addresses import PEOPLE_KEY
from tests.retention.conftest import NOTICE, Days

FIVE_YEARS = 1826


def invitations(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT state, count(*) AS number FROM invitation GROUP BY state"))
        return {row.state: row.number for row in rows}


def number(engine: Engine, table: str) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def name_of(engine: Engine, person: bytes) -> str:
    with Session(engine, info={"people_key": PEOPLE_KEY}) as session:
        found = session.get_one(Person, person)
        return reveal(session, found.name, column="person.name", row=person)


def close(union: Organisation, person: bytes) -> None:
    assert union.programme.administrator.client.delete(f"/v1/people/{person.hex()}").status_code == 204


def test_invitations(casework: TestClient, engine: Engine, union: Organisation, days: Days) -> None:
    make_person(union)
    confirmed = invitations(engine)["confirmed"]
    invite(union.manager, union.organisation)
    stranger = union.programme.stranger()
    accept(stranger, union.manager, invite(union.manager, union.organisation), fingerprint=union.fingerprint)
    assert invitations(engine) == {"confirmed": confirmed, "invited": 1, "accepted": 1}
    days.jump(14 + 29 - NOTICE)
    days.go_on(NOTICE + 1)
    assert invitations(engine) == {"confirmed": confirmed, "invited": 1, "accepted": 1}
    days.go_on(1)
    assert invitations(engine) == {"confirmed": confirmed}


def test_names_of_closed_accounts(engine: Engine, union: Organisation, days: Days) -> None:
    closed, stays = make_person(union), make_person(union)
    close(union, closed.user)
    name = name_of(engine, closed.user)
    assert name not in ("", "—")
    days.jump(FIVE_YEARS - NOTICE)
    days.go_on(NOTICE)
    days.round()
    assert name_of(engine, closed.user) == name
    days.go_on(1)
    assert name_of(engine, closed.user) == "—"
    assert name_of(engine, stays.user) != "—"
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT count(*) FROM account_key WHERE person = :person"), {"person": closed.user})
        assert kept.scalar_one() == 1
    days.go_on(1)
    assert name_of(engine, closed.user) == "—"


@pytest.fixture
def left(engine: Engine, settings: Settings, union: Organisation, days: Days) -> Callable[[], list[str]]:
    """What there still is of all that goes by a date; all of it is there, and the days have come one by one."""
    closed = make_person(union)
    make_token(union.manager, "read-cases", program=make_program(union))
    close(union, closed.user)
    invite(union.manager, union.organisation)
    before = {table: number(engine, table) for table in ("invitation", "program_token", "device", "idempotency_key")}
    days.go_on(NOTICE)
    open_folder(settings.blob_dir).begin().keep()

    def found() -> list[str]:
        there = [table for table, then in before.items() if then and number(engine, table) == then]
        there += ["name"] if name_of(engine, closed.user) != "—" else []
        return there + (["file"] if any(settings.blob_dir.glob("[0-9a-f][0-9a-f]/*")) else [])

    return found


ALL = ["invitation", "program_token", "device", "idempotency_key", "name", "file"]


def come_by(days: Days) -> None:
    """Every job but the one that looks at the clock, which comes by every few hours alone."""
    for sweep in (*accounts.SWEEPS, ORPHANS):
        assert run_sweep(sweep, days.context)


def test_a_clock_that_jumps_takes_nothing_with_it(left: Callable[[], list[str]], days: Days) -> None:
    """Not in the minutes before the job looks, not in its round, and not until as many days have passed as each waits for."""
    assert left() == ALL
    days.turn(days.now + 4000)
    come_by(days)
    assert left() == ALL
    days.jump(4000)
    come_by(days)
    days.round()
    come_by(days)
    assert left() == ALL
    days.go_on(1)
    come_by(days)
    assert left() == [one for one in ALL if one != "program_token"]
    days.go_on(1)
    come_by(days)
    assert left() == ["invitation", "device", "idempotency_key", "name"]
    days.go_on(NOTICE - 3)
    come_by(days)
    assert left() == ["invitation", "device", "idempotency_key", "name"]
    days.go_on(1)
    come_by(days)
    assert left() == []


def test_every_jump_is_waited_for(left: Callable[[], list[str]], days: Days) -> None:
    days.jump(4000)
    days.go_on(NOTICE - 1)
    days.jump(-4000)
    days.go_on(NOTICE - 1)
    days.jump(4000)
    days.go_on(NOTICE - 1)
    assert "name" in left() and "invitation" in left()
    days.go_on(1)
    assert "name" not in left() and "invitation" not in left()


def test_two_clocks_that_disagree_take_nothing_with_them(
    left: Callable[[], list[str]], days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody set this machine's clock ahead on the day on which the job had looked by both."""
    days.jump(4000)
    days.go_on(NOTICE - 1)
    with monkeypatch.context() as patch:
        patch.setattr(watching, "database_day", lambda session: clock.today() - timedelta(days=2))
        days.go_on(NOTICE)
        come_by(days)
    assert "name" in left() and "invitation" in left()


def test_who_asks_the_date_alone_is_caught(left: Callable[[], list[str]], days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault planted: whatever day the clock shows is believed."""

    def believed(_: Session, __: What) -> object:
        return clock.today()

    for module in ("accounts.tasks", "rooms.tasks", "retention.actions.tidying"):
        monkeypatch.setattr(f"remedy_api.{module}.steady_day", believed)
    days.jump(4000)
    come_by(days)
    days.round()
    assert left() == []
