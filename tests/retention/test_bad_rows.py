"""One room that cannot be judged, or one row that makes no sense, keeps no other from its end; the round says that it failed."""

import io
import logging
from collections.abc import Iterator
from datetime import date

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlmodel import Session

from remedy_api.deadlines.retention import rules
from remedy_api.jobs.worker import run_sweep
from remedy_api.kit import clock
from remedy_api.kit.logging import configure
from remedy_api.retention.actions import erasing, tidying
from remedy_api.retention.tasks import ERASE
from remedy_api.settings import Settings
from remedy_api.storage.erased import erased_hash, erased_rooms
from remedy_api.storage.errors import StorageFull
from remedy_api.storage.folder import FolderBlobs
from tests.factories.organisations import Organisation
from tests.factories.people import make_person
from tests.factories.reports import Report, file_report
from tests.fixtures.logs import write_to
from tests.retention.conftest import NOTICE, Days, traces

TWO_YEARS = 731


@pytest.fixture
def reports(intake: TestClient, union: Organisation) -> list[Report]:
    """Three reports that nobody confirms, by the ids of their rooms."""
    return sorted((file_report(intake, union) for _ in range(3)), key=lambda one: one.room)


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What a running server writes to its log."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    configure()
    stream = io.StringIO()
    write_to(stream)
    yield stream
    root.handlers[:], root.level = before


def spoil(engine: Engine, room: bytes) -> None:
    """Its last step is no step any more."""
    with engine.begin() as connection:
        connection.execute(text("UPDATE room_event SET payload = 'spoiled' WHERE room = :room"), {"room": room})


def days_left(engine: Engine) -> dict[bytes, int]:
    with engine.connect() as connection:
        return {bytes(room): left for room, left in connection.execute(text("SELECT room, days_left FROM erasure"))}


def test_a_room_that_cannot_be_judged_is_not_announced_and_the_others_are(
    reports: list[Report], engine: Engine, days: Days, logged: io.StringIO
) -> None:
    spoil(engine, reports[0].room)
    days.jump(TWO_YEARS)
    assert set(days_left(engine)) == {one.room for one in reports[1:]}
    said = logged.getvalue()
    assert "sweep retention.erase failed" in said
    assert "jobs.apart.Incomplete" in said
    for one in reports:
        assert one.room.hex() not in said
        assert "spoiled" not in said


def test_one_that_is_announced_already_does_not_keep_the_others(
    reports: list[Report], engine: Engine, days: Days, logged: io.StringIO
) -> None:
    days.jump(TWO_YEARS)
    spoil(engine, reports[0].room)
    days.go_on(NOTICE)
    assert days_left(engine) == {reports[0].room: 0}
    assert traces(engine, reports[0].room)
    assert traces(engine, reports[1].room, reports[2].room) == []
    assert "sweep retention.erase failed" in logged.getvalue()


def test_a_round_in_which_nothing_is_bad_does_not_fail(reports: list[Report], days: Days, logged: io.StringIO) -> None:
    days.jump(TWO_YEARS)
    days.go_on(1)
    assert "failed" not in logged.getvalue()


def test_what_was_half_erased_is_whole_again(
    reports: list[Report], engine: Engine, settings: Settings, days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The transaction of a room is its own: what failed in it takes nothing of that room away, and nothing from the others. Nor
    does the ledger name it: somebody may hold it from now on, and a restore would erase it.
    """
    days.jump(TWO_YEARS)
    before = traces(engine, reports[1].room)
    erase = erasing.erase_rooms

    def fail(session: Session, rooms: list[bytes], **given: object) -> None:
        erase(session, rooms, **given)  # type: ignore[arg-type]  # handed through as it came
        if reports[1].room in rooms:
            raise ValueError("after all rows of it")

    monkeypatch.setattr(erasing, "erase_rooms", fail)
    days.go_on(NOTICE)
    assert traces(engine, reports[1].room) == before
    assert traces(engine, reports[0].room, reports[2].room) == []
    assert erased_rooms(settings.data_dir) == {erased_hash(reports[number].room) for number in (0, 2)}


def test_what_cannot_be_noted_is_not_erased(
    reports: list[Report], engine: Engine, settings: Settings, days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk: a backup would bring it back."""
    days.jump(TWO_YEARS)
    before = traces(engine, reports[1].room)
    record = FolderBlobs.record_erased

    def full(self: FolderBlobs, *rooms: bytes) -> None:
        if reports[1].room in rooms:
            raise StorageFull
        record(self, *rooms)

    with monkeypatch.context() as patch:
        patch.setattr(FolderBlobs, "record_erased", full)
        days.go_on(NOTICE)
    assert traces(engine, reports[1].room) == before
    assert traces(engine, reports[0].room, reports[2].room) == []
    days.round()
    assert traces(engine, reports[1].room) == []
    assert erased_rooms(settings.data_dir) == {erased_hash(one.room) for one in reports}


def test_a_name_that_cannot_be_erased_does_not_keep_the_others(
    union: Organisation, engine: Engine, days: Days, monkeypatch: pytest.MonkeyPatch, logged: io.StringIO
) -> None:
    people = [make_person(union) for _ in range(3)]
    for one in people:
        assert union.programme.administrator.client.delete(f"/v1/people/{one.user.hex()}").status_code == 204
    conceal = tidying.conceal

    def fail(session: Session, value: str, *, column: str, row: bytes) -> bytes:
        if row == people[1].user:
            raise ValueError(row.hex())
        return conceal(session, value, column=column, row=row)

    monkeypatch.setattr(tidying, "conceal", fail)
    days.jump(1830)
    days.go_on(NOTICE)
    with engine.connect() as connection:
        kept = connection.scalars(text("SELECT person FROM person WHERE closed AND closed_on IS NOT NULL")).all()
    assert [bytes(one) for one in kept] == [people[1].user]
    assert "sweep retention.erase failed" in logged.getvalue()
    assert people[1].user.hex() not in logged.getvalue()


@pytest.mark.parametrize("day", [date.max, date.min])
def test_a_day_that_no_calendar_goes_beyond(reports: list[Report], engine: Engine, days: Days, day: date) -> None:
    """A row says that something was opened on the last day that there is, or on the first: the others go all the same."""
    with engine.begin() as connection:
        given = {"room": reports[0].room, "day": day}
        connection.execute(text("UPDATE room SET opened_on = :day WHERE room = :room"), given)
        connection.execute(text("UPDATE entry SET posted_on = :day WHERE room = :room"), given)
    days.jump(TWO_YEARS)
    days.go_on(NOTICE)
    assert traces(engine, reports[1].room, reports[2].room) == []
    assert bool(traces(engine, reports[0].room)) == (day == date.max)


def test_a_number_of_days_that_no_calendar_holds_is_shown(
    reports: list[Report], union: Organisation, engine: Engine, days: Days
) -> None:
    with engine.begin() as connection:
        row = {"room": reports[0].room, "days": 2**31 - 1}
        connection.execute(text("INSERT INTO erasure VALUES (:room, 'unanswered_report', :days)"), row)
    answer = union.manager.client.get(f"/v1/organisations/{union.hex}/erasures")
    assert [one["erased_on"] for one in answer.json()["items"]] == [date.max.isoformat()]


def test_a_server_in_the_last_year_of_all_goes_on(reports: list[Report], days: Days, logged: io.StringIO) -> None:
    days.now = (date.max - clock.today()).days - 1
    days.turn(days.now)
    assert run_sweep(ERASE, days.context)
    assert "failed" not in logged.getvalue()
    assert rules().notice > 1


def test_a_database_that_is_away_ends_the_round(
    reports: list[Report], days: Days, monkeypatch: pytest.MonkeyPatch, logged: io.StringIO
) -> None:
    """It is not asked once more for every room that there is."""
    days.jump(TWO_YEARS)
    asked = []

    def away(session: Session, room: bytes, *_: object, **__: object) -> bool:
        asked.append(room)
        session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        return False

    monkeypatch.setattr("remedy_api.retention.tasks.erase_if_due", away)
    days.go_on(NOTICE)
    assert len(asked) == 1
    assert "sweep retention.erase failed" in logged.getvalue()
