"""Filing a report: the one write of the intake that has to be fast, and durable before it is answered."""

import asyncio
from dataclasses import dataclass
from datetime import date

import psycopg

from remedy_api.intake.filing import FilingDesk
from remedy_api.intake.receive import Received
from remedy_api.intake.statement import Filing
from remedy_api.kit.http.idempotency import KeyReused
from remedy_api.rooms.errors import RoomTaken, StaleRoster
from remedy_api.sealing.lp import lp, sha256


@dataclass(frozen=True, slots=True)
class FiledReport:
    """What the sender is told. `again`: it had been filed by the same request before."""

    room: bytes
    filed_on: date
    proof: bytes
    again: bool = False


async def file_report(desk: FilingDesk, received: Received, *, scope: bytes, key: str) -> FiledReport:
    """Store a received submission whole, once, however often it is sent. Its blobs are kept or discarded here.

    `scope`: whose idempotency key it is (empty for reporters, whom nothing tells apart). Enqueues nothing and writes no
    time: a sweep finds what is new. Raises StaleRoster, RoomTaken, KeyReused, StorageFull.
    """
    try:
        blobs = await received.keep()
        filing = Filing(received.envelope, blobs, received.request, sha256(lp(scope, key)))
        filed = await _file(desk, filing)
    except (psycopg.OperationalError, asyncio.CancelledError):
        # Whether it was committed is unknown: the blobs stay, and the sweep removes them if no row names them.
        raise
    except BaseException:
        await received.discard()
        raise
    if filed.again:
        await received.discard()
    return filed


async def _file(desk: FilingDesk, filing: Filing) -> FiledReport:
    try:
        day = await desk.file(filing)
    except psycopg.errors.UniqueViolation as error:
        raise RoomTaken from error
    if day is not None:
        return FiledReport(filing.room, day, filing.envelope.proof)
    before = await desk.before(filing)
    if before is None:
        raise StaleRoster
    same_key, same_request, room, filed_on, proof = before
    if same_request:
        return FiledReport(room, filed_on, proof, again=True)
    raise KeyReused if same_key else RoomTaken
