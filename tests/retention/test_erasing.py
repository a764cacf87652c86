"""What ends is erased whole: each row, each file, and nothing that belongs to anybody else."""

from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from remedy_api.cases.queries.files import handle_of
from remedy_api.jobs.worker import run_sweep
from remedy_api.retention.actions import erasing
from remedy_api.rooms.models import RoomPastReader
from remedy_api.rooms.tasks import ORPHANS
from remedy_api.settings import Settings
from remedy_api.storage.erased import erased_hash, erased_rooms
from remedy_api.storage.folder import FolderBlobs
from tests.factories import reports
from tests.factories.cases import Case, acknowledge, closed, open_case, step, write
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import CONTENTS, Report, answer_by_receipt, attachment, file_report, verified
from tests.factories.steps import by_receipt
from tests.factories.tables import Table, open_table, seat
from tests.retention.conftest import NOTICE, Days, traces

FIVE_YEARS = 1826


def blobs(settings: Settings) -> list[Path]:
    """Every file of sealed bytes."""
    return sorted(path for path in settings.blob_dir.rglob("*") if path.is_file())


def world(intake: TestClient, union: Organisation) -> tuple[Case, list[Report], Table]:
    """A case with two reports, one with a file, and a table at which somebody sits; not closed."""
    filed = [file_report(intake, union, contents=[*CONTENTS, attachment(400_000)]), file_report(intake, union)]
    case = open_case(union, *filed)
    table = open_table(case)
    seat(table, "operator")
    return case, filed, table


def close(case: Case, outcome: str = "referred") -> None:
    """The case ends."""
    answer = step(case, closed(outcome, entry=write(case, "reasons", "Elsewhere."), reason="other_channel"))
    assert answer.status_code == 201, answer.text


def test_a_closed_case_goes_whole_after_five_years(
    intake: TestClient, engine: Engine, settings: Settings, union: Organisation, published_days: Days
) -> None:
    days, other = published_days, make_organisation(union.programme)
    stays = open_case(other, file_report(intake, other, contents=[*CONTENTS, attachment(300_000)]))
    case, filed, table = world(intake, union)
    ids = [case.room, table.room, *(one.room for one in filed)]
    kept = traces(engine, stays.room)
    close(case)
    assert len(blobs(settings)) == 2
    days.jump(FIVE_YEARS - 31)
    days.go_on(2)
    assert days.left() == {"closed_case": 30}
    days.go_on(29)
    assert days.left() == {"closed_case": 1}
    assert traces(engine, *ids)
    days.go_on(1)
    assert traces(engine, *ids) == []
    assert len(blobs(settings)) == 1
    assert {erased_hash(one) for one in ids} == erased_rooms(settings.data_dir)
    # The answer to the request that opened it was forgotten after a week.
    assert traces(engine, stays.room) == [one for one in kept if one != "idempotency_key.body"] != kept
    other.manager.sign_in()
    assert stays.view(other.manager.client)["stage"] == "admissibility"
    union.manager.sign_in()
    assert union.manager.client.get(f"/v1/cases/{case.hex}").status_code == 404
    assert union.manager.client.get(f"/v1/organisations/{union.hex}/cases").json()["items"] == []
    assert intake.post("/v1/receipts/room", json=filed[0].lookup).status_code == 404
    verified(stays, stays.as_reader(other.manager.client))


def test_the_search_for_traces_finds_what_is_left(
    intake: TestClient, engine: Engine, union: Organisation, days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table that is forgotten: whoever once read the room still stands there."""
    report = file_report(intake, union)
    with engine.begin() as connection:
        row = {"room": report.room, "organisation": union.organisation}
        connection.execute(text("ALTER TABLE room_past_reader DROP CONSTRAINT room_past_reader_room_fkey"))
        connection.execute(text("INSERT INTO room_past_reader VALUES (:room, :organisation)"), row)
    monkeypatch.setattr(erasing, "_OF_ROOMS", tuple(one for one in erasing._OF_ROOMS if one is not RoomPastReader))
    try:
        days.jump(731)
        days.go_on(NOTICE)
        assert traces(engine, report.room) == ["room_past_reader.room"]
    finally:
        with engine.begin() as connection:
            connection.execute(text("DELETE FROM room_past_reader"))
            connection.execute(
                text("ALTER TABLE room_past_reader ADD CONSTRAINT room_past_reader_room_fkey FOREIGN KEY (room) REFERENCES room")
            )


def test_a_withdrawn_report_goes_after_a_month_and_nobody_is_told(
    intake: TestClient, engine: Engine, union: Organisation, days: Days
) -> None:
    report = file_report(intake, union)
    assert by_receipt(intake, report, ("withdrawn", {})).status_code == 201
    union.manager.client.post(f"{report.path}/seen")
    days.go_on(1)
    assert days.left() == {}
    days.jump(31 - NOTICE - 1)
    assert days.left() == {"withdrawn_report": NOTICE}
    with engine.connect() as connection:
        assert connection.execute(text("SELECT unseen FROM room_reader")).scalar_one() is False
    days.go_on(NOTICE - 1)
    assert traces(engine, report.room)
    days.go_on(1)
    assert traces(engine, report.room) == []


@pytest.mark.parametrize("said", [date.max, date(9998, 1, 1), date(1999, 1, 1)])
def test_a_day_that_a_device_made_up_ends_nothing_early_late_or_for_others(
    intake: TestClient, engine: Engine, union: Organisation, days: Days, monkeypatch: pytest.MonkeyPatch, said: date
) -> None:
    """Nobody judges the day on a reporter's device. One that cannot be counted from would end the round of everybody's."""
    report, other = file_report(intake, union), file_report(intake, union)
    with monkeypatch.context() as wrong:
        wrong.setattr(reports, "today", lambda: said)
        assert by_receipt(intake, report, ("withdrawn", {})).status_code == 201
    assert by_receipt(intake, other, ("withdrawn", {})).status_code == 201
    days.go_on(1)
    assert days.left() == {}
    days.jump(31 - NOTICE - 1)
    days.go_on(NOTICE - 1)
    assert traces(engine, report.room) and traces(engine, other.room)
    days.go_on(1)
    assert traces(engine, report.room) == [] and traces(engine, other.room) == []


def test_a_report_that_a_case_rests_on_stays_as_long_as_the_case(
    intake: TestClient, engine: Engine, union: Organisation, days: Days
) -> None:
    first, second = file_report(intake, union), file_report(intake, union)
    case = open_case(union, first, second)
    assert by_receipt(intake, first, ("withdrawn", {})).status_code == 201
    days.jump(4000)
    days.go_on(NOTICE + 1)
    assert days.left() == {}
    assert traces(engine, first.room) and traces(engine, case.room)


@pytest.mark.parametrize(("answered", "years"), [(False, 2), (True, 3)])
def test_a_quiet_report_goes_after_years_and_one_that_is_written_in_begins_anew(
    intake: TestClient, engine: Engine, union: Organisation, days: Days, answered: bool, years: int
) -> None:
    report, written = file_report(intake, union), file_report(intake, union)
    if answered:
        acknowledge(union, report), acknowledge(union, written)
    ends = years * 365 + 1
    days.jump(ends - 9)
    answer_by_receipt(intake, written, "Is anybody there?")
    days.jump(9)
    assert len(days.left()) == 1
    days.go_on(NOTICE)
    assert traces(engine, report.room) == []
    assert traces(engine, written.room)
    days.jump(ends - 9)
    days.go_on(NOTICE + 1)
    assert traces(engine, written.room) == []


def test_a_case_that_was_merged_waits_for_the_other(intake: TestClient, engine: Engine, union: Organisation, days: Days) -> None:
    first, second = (open_case(union, file_report(intake, union)) for _ in range(2))
    into = handle_of(second.room).hex()
    assert step(first, closed("merged", into=into)).status_code == 201
    days.jump(FIVE_YEARS + 200)
    days.go_on(NOTICE + 1)
    assert traces(engine, first.room)
    union.manager.sign_in()
    close(second)
    days.jump(FIVE_YEARS)
    days.go_on(NOTICE + 1)
    assert traces(engine, second.room) == []
    # Its own five years are over, and it is announced like everything else.
    assert traces(engine, first.room)
    days.go_on(NOTICE + 1)
    assert traces(engine, first.room) == []


def test_somebody_at_work_in_it_is_waited_for(intake: TestClient, engine: Engine, union: Organisation, days: Days) -> None:
    report = file_report(intake, union)
    days.jump(731)
    days.go_on(NOTICE - 1)
    with engine.connect() as connection, connection.begin():
        connection.execute(text("SELECT 1 FROM room WHERE room = :room FOR UPDATE"), {"room": report.room})
        days.go_on(1)
        assert days.left() == {"unanswered_report": 0}
        assert traces(engine, report.room)
    days.round()
    assert traces(engine, report.room) == []


def test_a_file_that_cannot_be_removed_is_left_to_the_sweep(
    intake: TestClient, engine: Engine, settings: Settings, union: Organisation, days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = file_report(intake, union, contents=[*CONTENTS, attachment(300_000)])

    def fail(self: FolderBlobs, keys: object) -> None:
        raise OSError(5, "Input/output error")

    days.jump(731)
    with monkeypatch.context() as patch:
        patch.setattr(FolderBlobs, "delete", fail)
        days.go_on(NOTICE)
    assert traces(engine, report.room) == []
    assert len(blobs(settings)) == 1
    days.go_on(3)
    run_sweep(ORPHANS, days.context)
    assert blobs(settings) == []
