"""Filings that share a statement: each is whole, each gets its own answer, nobody suffers for another."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from remedy_api.intake import filing as desks
from remedy_api.intake.filing import FilingDesk, filing_desk
from remedy_api.intake.statement import Filing
from remedy_api.sealing.keys import new_id, new_secret
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import recipient, sealed, send, today


def filing_of(*organisations: Organisation, key: bytes = b"") -> Filing:
    """A sealed filing as the desk takes it."""
    return Filing(sealed(*organisations)[1].envelope, [], new_secret(), key or new_secret())


def at_desk(engine: Engine, work: Callable[[FilingDesk], Awaitable[Any]]) -> Any:
    """Run something at a desk of its own."""

    async def main() -> Any:
        app: Any = SimpleNamespace(state=SimpleNamespace(engine=engine))
        async with filing_desk(app):
            return await work(app.state.filing_desk)

    return asyncio.run(main())


def file_all(engine: Engine, filings: list[Filing]) -> list[date | BaseException | None]:
    """File these at the same moment; what became of each."""
    return list(at_desk(engine, lambda desk: asyncio.gather(*map(desk.file, filings), return_exceptions=True)))


def count(engine: Engine, table: str) -> int:
    """How many rows there are."""
    with engine.connect() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def test_many_at_once_share_statements(engine: Engine, union: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    values = desks.values
    monkeypatch.setattr(desks, "values", lambda filings, day: (sizes.append(len(filings)), values(filings, day))[1])
    other = make_organisation(union.programme)
    filings = [filing_of(union, other) for _ in range(40)]
    assert file_all(engine, filings) == [today()] * 40
    assert [count(engine, table) for table in ("room", "room_wrap", "entry", "room_reader")] == [40, 200, 120, 80]
    assert max(sizes) > 1
    assert max(sizes) <= desks.MOST


def test_who_is_here_already_is_taken_along(engine: Engine, union: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    values = desks.values
    monkeypatch.setattr(desks, "values", lambda filings, day: (sizes.append(len(filings)), values(filings, day))[1])
    filings = [filing_of(union) for _ in range(2 * desks.ENOUGH - 1)]

    async def work(desk: FilingDesk) -> list[date | None]:
        async def come(number: int) -> date | None:
            for _ in range(number * (desks.TURNS - 1)):
                await asyncio.sleep(0)
            return await desk.file(filings[number])

        return await asyncio.gather(*map(come, range(len(filings))))

    assert at_desk(engine, work) == [today()] * len(filings)
    # One by one they come, and yet the first is not kept waiting for the last.
    assert sizes[0] == desks.ENOUGH
    assert sum(sizes) == len(filings)


def test_each_room_keeps_what_is_its_own(intake: TestClient, engine: Engine, union: Organisation) -> None:
    bodies = [sealed(union)[1] for _ in range(12)]
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda filing: send(intake, filing.encode(), new_id().hex()), bodies))
    assert {answer.status_code for answer in answers} == {201}
    with engine.connect() as connection:
        for filing in bodies:
            rows = connection.execute(
                text("SELECT header, body FROM entry WHERE room = :room ORDER BY position"),
                {"room": filing.prepared.room},
            )
            sent = [(entry.raw_header, entry.body) for entry in filing.prepared.entries]
            assert [(bytes(row.header), bytes(row.body)) for row in rows] == sent


def test_a_stale_one_among_good_ones(engine: Engine, union: Organisation) -> None:
    stale = make_organisation(union.programme)
    filings = [filing_of(union), filing_of(union, stale), filing_of(union)]
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE organisation SET accepts_reports = false WHERE organisation = :one"),
            {"one": stale.organisation},
        )
    assert file_all(engine, filings) == [today(), None, today()]
    assert [count(engine, table) for table in ("room", "entry", "room_reader")] == [2, 6, 2]


def test_twins_and_one_key_for_two(engine: Engine, union: Organisation) -> None:
    twin, key = filing_of(union), new_secret()
    filings = [twin, twin, twin, filing_of(union, key=key), filing_of(union, key=key), filing_of(union)]
    done = file_all(engine, filings)
    assert done[:3].count(today()) == 1
    assert done[3:5].count(today()) == 1
    assert done[5] == today()
    assert [count(engine, table) for table in ("room", "submission", "entry")] == [3, 3, 9]


def test_an_impossible_one_hurts_nobody_else(engine: Engine, union: Organisation) -> None:
    impossible = filing_of(union)
    with engine.begin() as connection:
        # A room of that id without a filing: only the table itself can see it.
        connection.execute(
            text("INSERT INTO room VALUES (:room, 'workers', 'open', now(), 0, 0, :h, 0, :h)"),
            {"room": impossible.room, "h": bytes(32)},
        )
    done = file_all(engine, [filing_of(union), impossible, filing_of(union)])
    assert [done[0], done[2]] == [today(), today()]
    assert isinstance(done[1], psycopg.errors.UniqueViolation)
    assert [count(engine, table) for table in ("submission", "entry")] == [2, 6]


def test_a_lost_connection_is_replaced(engine: Engine, union: Organisation) -> None:
    async def work(desk: FilingDesk) -> list[date | None]:
        first = await desk.file(filing_of(union))
        with engine.begin() as connection:
            ended = connection.execute(
                text(
                    # Of a query only its beginning is kept there.
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
                    "AND datname = current_database() AND query LIKE '%chosen AS MATERIALIZED%'"
                )
            )
            assert list(ended.scalars()) == [True]
        return [first, await desk.file(filing_of(union))]

    assert at_desk(engine, work) == [today(), today()]


def test_no_database_is_told_to_everybody_who_waits(engine: Engine, union: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    filings = [filing_of(union) for _ in range(5)]

    async def gone(*_: Any) -> set[bytes]:
        raise psycopg.OperationalError

    monkeypatch.setattr(FilingDesk, "_insert", gone)
    done = file_all(engine, filings)
    assert {type(one) for one in done} == {psycopg.OperationalError}
    assert count(engine, "room") == 0


def test_one_statement_takes_no_more_than_fits(union: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "MOST_BYTES", 20_000)
    desk = FilingDesk(pool=None)  # type: ignore[arg-type]

    async def taken() -> list[int]:
        loop = asyncio.get_running_loop()
        desk.waiting.extend(desks._Waiting(filing_of(union), loop.create_future()) for _ in range(5))
        return [len(desk._take()) for _ in range(3)]

    assert asyncio.run(taken()) == [2, 2, 1]


def test_readers_are_told_apart(engine: Engine, union: Organisation) -> None:
    other = make_organisation(union.programme)
    one, two = filing_of(union), filing_of(other)
    assert file_all(engine, [one, two]) == [today(), today()]
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT room, organisation FROM room_reader"))
        assert {(bytes(row.room), bytes(row.organisation)) for row in rows} == {
            (one.room, union.organisation),
            (two.room, other.organisation),
        }
    assert recipient(union).reader.kid != recipient(other).reader.kid
