"""Filings on their way into the database: whoever waits is taken along by the next statement.

One filing alone starts at once. Those that come while a statement is under way wait together, as passengers for the next
boat, and whoever is on the landing stage already may still step in: the busier it is, the more share the cost of one
statement and one commit. Every one is answered after the commit that holds it.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import psycopg
from fastapi import FastAPI
from psycopg import AsyncConnection, AsyncCursor
from psycopg.rows import TupleRow
from psycopg_pool import AsyncConnectionPool

from remedy_api.intake.statement import BEFORE, FILE, Filing, values
from remedy_api.kit.clock import today
from remedy_api.kit.db.arrays import register
from remedy_api.kit.db.engine import driver_url
from remedy_api.kit.errors import NotFound

Pool = AsyncConnectionPool[AsyncConnection[TupleRow]]
CONNECTIONS = 2
"""Connections of one process for filing alone, so that readers of reports never make reporters wait: one writes, one asks
what was there before.
"""
LARGE_AT_ONCE = 4
"""Large envelopes coming in at once: each may hold six megabytes of memory for as long as its sender is slow."""
MOST = 16
"""Filings in one statement."""
ENOUGH = 4
"""Filings with which a statement starts without looking for more: they share most of what can be shared."""
TURNS = 3
"""Turns of the event loop in which a request whose bytes are here comes as far as the desk."""
MOST_BYTES = 4 * 1024 * 1024
"""Bytes of bodies in one statement, unless a single filing brings more."""

_OPTIONS = "-c statement_timeout=30000 -c lock_timeout=10000 -c timezone=UTC -c plan_cache_mode=force_generic_plan"


@dataclass(slots=True)
class _Waiting:
    filing: Filing
    filed_on: asyncio.Future[date | None]


@dataclass(slots=True)
class FilingDesk:
    """Where one process files. `instance` is asked for once: it is fixed at installation. `large`: see `receive`.

    `cursor`: of the writer, kept from statement to statement, as taking it anew costs a third of what one statement does here.
    """

    pool: Pool
    instance: str | None = None
    large: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(LARGE_AT_ONCE))
    waiting: deque[_Waiting] = field(default_factory=deque)
    writer: asyncio.Task[None] | None = None
    cursor: AsyncCursor[TupleRow] | None = None

    async def instance_name(self) -> str:
        """The installation's name in seals and signatures. Raises NotFound before there is one."""
        if self.instance is None:
            async with self.pool.connection() as connection:
                row = await (await connection.execute("SELECT instance FROM programme")).fetchone()
            if row is None:
                raise NotFound
            self.instance = str(row[0])
        return self.instance

    async def file(self, filing: Filing) -> date | None:
        """Store a filing durably, and the day of it; None when it was not taken, `before` says why.

        Raises psycopg.Error; after an OperationalError it may or may not have been stored.
        """
        one = _Waiting(filing, asyncio.get_running_loop().create_future())
        self.waiting.append(one)
        if self.writer is None:
            self.writer = asyncio.create_task(self._write())
        return await one.filed_on

    async def before(self, filing: Filing) -> tuple[Any, ...] | None:
        """What there was before of a filing that was not taken; see `statement.BEFORE`."""
        names = {"idempotency": filing.idempotency, "request": filing.request}
        return await self._query(BEFORE, names | {"room": filing.room, "lookup": filing.envelope.lookup_hash})

    async def _query(self, query: str, names: dict[str, Any]) -> tuple[Any, ...] | None:
        async with self.pool.connection() as connection, connection.cursor(binary=True) as cursor:
            await cursor.execute(query, names)
            return await cursor.fetchone()

    async def _write(self) -> None:
        try:
            while self.waiting:
                await self._let_come()
                group = self._take()
                try:
                    await self._store(group)
                except Exception as error:
                    for one in group:
                        if not one.filed_on.done():
                            one.filed_on.set_exception(error)
        finally:
            self.writer = None

    async def _let_come(self) -> None:
        """Let those come up who are here already, a few turns of the loop at a time, until nobody new did.

        No clock is asked: who is alone loses some microseconds, and nobody waits for somebody who may never come.
        """
        seen = 0
        while seen < len(self.waiting) < ENOUGH:
            seen = len(self.waiting)
            for _ in range(TURNS):
                await asyncio.sleep(0)

    def _take(self) -> list[_Waiting]:
        """The next group, by room, so that two processes never wait for each other in opposite orders.

        Two of the same room never share a group: the statement tells rooms apart by their id alone.
        """
        group: list[_Waiting] = []
        left: list[_Waiting] = []
        rooms: set[bytes] = set()
        size = 0
        while self.waiting and len(group) < MOST and (not group or size < MOST_BYTES):
            one = self.waiting.popleft()
            if one.filing.room in rooms:
                left.append(one)
                continue
            group.append(one)
            rooms.add(one.filing.room)
            size += one.filing.size
        self.waiting.extendleft(reversed(left))
        return sorted(group, key=lambda one: one.filing.room)

    async def _store(self, group: list[_Waiting]) -> None:
        day = today()
        try:
            filed = await _again_if_lost(lambda: self._insert([one.filing for one in group], day))
        except (psycopg.IntegrityError, psycopg.DataError):
            if len(group) == 1:
                raise
            # Somebody's filing is impossible in a way that only the database sees: nobody else's may suffer for it.
            for one in group:
                await self._alone(one, day)
            return
        for one in group:
            if not one.filed_on.done():
                one.filed_on.set_result(day if one.filing.room in filed else None)

    async def _alone(self, one: _Waiting, day: date) -> None:
        try:
            filed = await self._insert([one.filing], day)
        except psycopg.Error as error:
            if not one.filed_on.done():
                one.filed_on.set_exception(error)
            return
        if not one.filed_on.done():
            one.filed_on.set_result(day if filed else None)

    async def _insert(self, filings: list[Filing], day: date) -> set[bytes]:
        if self.cursor is None:
            self.cursor = (await self.pool.getconn()).cursor(binary=True)
        try:
            await self.cursor.execute(FILE, values(filings, day))
            return {room for (room,) in await self.cursor.fetchall()}
        except BaseException:
            await self.give_back()
            raise

    async def give_back(self) -> None:
        """Return the writer's connection, which the pool replaces if it is broken."""
        if self.cursor is not None:
            cursor, self.cursor = self.cursor, None
            await self.pool.putconn(cursor.connection)


async def _again_if_lost(insert: Callable[[], Awaitable[set[bytes]]]) -> set[bytes]:
    try:
        return await insert()
    except psycopg.OperationalError:
        # The database was restarted, or this connection was. Once more is safe, because a filing happens once; if the
        # first had been committed after all, its twin is found by `before`.
        return await insert()


async def _configure(connection: AsyncConnection[TupleRow]) -> None:
    register(connection)


@asynccontextmanager
async def filing_desk(app: FastAPI) -> AsyncIterator[None]:
    """While the app runs: its desk at `app.state.filing_desk`, with connections to the app's own database."""
    url = app.state.engine.url.render_as_string(hide_password=False)
    pool: Pool = AsyncConnectionPool(
        driver_url(url),
        kwargs={"autocommit": True, "prepare_threshold": 0, "options": _OPTIONS},
        configure=_configure,
        min_size=1,
        max_size=CONNECTIONS,
        timeout=10,
        open=False,
    )
    await pool.open()
    desk = app.state.filing_desk = FilingDesk(pool)
    try:
        yield
    finally:
        if desk.writer is None:
            # One that still writes for somebody who was given up on keeps its connection to the end.
            await desk.give_back()
        await pool.close()
