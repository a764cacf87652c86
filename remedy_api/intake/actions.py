"""Filing a report: the one write of the intake that has to be fast, and durable before it is answered."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import psycopg

from remedy_api.intake.filing import BEFORE, FILE, Pool, filing_values, idempotency_hash
from remedy_api.intake.receive import Received
from remedy_api.kit.http.idempotency import KeyReused
from remedy_api.rooms.errors import RoomTaken, StaleRoster


@dataclass(frozen=True, slots=True)
class FiledReport:
    """What the sender is told. `again`: it had been filed by the same request before."""

    room: bytes
    filed_on: date
    proof: bytes
    again: bool = False


async def file_report(pool: Pool, received: Received, *, scope: bytes, key: str, day: date) -> FiledReport:
    """Store a received submission whole, once, however often it is sent. Its blobs are kept or discarded here.

    `scope`: whose idempotency key it is (empty for reporters, whom nothing tells apart). Enqueues nothing and writes no
    time: a sweep finds what is new. Raises StaleRoster, RoomTaken, KeyReused, StorageFull.
    """
    try:
        values = filing_values(
            received.envelope,
            blobs=await received.keep(),
            request=received.request,
            idempotency=idempotency_hash(scope, key),
            day=day,
        )
        filed = await _insert(pool, values)
    except psycopg.OperationalError:
        # Whether it was committed is unknown: the blobs stay, and the sweep removes them if no row names them.
        raise
    except BaseException:
        await received.discard()
        raise
    if filed.again:
        await received.discard()
    return filed


async def _insert(pool: Pool, values: dict[str, Any]) -> FiledReport:
    try:
        return await _insert_once(pool, values)
    except psycopg.OperationalError:
        # The database was restarted, or this connection was: once more is safe, because a filing happens once.
        return await _insert_once(pool, values)


async def _insert_once(pool: Pool, values: dict[str, Any]) -> FiledReport:
    async with pool.connection() as connection, connection.cursor(binary=True) as cursor:
        try:
            await cursor.execute(FILE, values)
        except psycopg.errors.UniqueViolation as error:
            raise RoomTaken from error
        row = await cursor.fetchone()
        if row is not None and row[0]:
            return FiledReport(values["room"], values["day"], values["proof"])
        await cursor.execute(BEFORE, values)
        return _answer_again(await cursor.fetchone())


def _answer_again(row: tuple[Any, ...] | None) -> FiledReport:
    """Why nothing was inserted: it was there before, something else was, or the readers are not the latest."""
    if row is None:
        raise StaleRoster
    same_key, same_request, room, filed_on, proof = row
    if same_request:
        return FiledReport(room, filed_on, proof, again=True)
    raise KeyReused if same_key else RoomTaken
