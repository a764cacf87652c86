"""A whole filing in one data-modifying statement: one round trip, one commit, all of it or nothing.

The statement itself checks what could change between two round trips: that every reader is the latest key of an
organisation that accepts reports, and that neither the room, the receipt nor the sender's key was there before.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

from fastapi import FastAPI
from psycopg import AsyncConnection
from psycopg.rows import TupleRow
from psycopg_pool import AsyncConnectionPool

from remedy_api.kit.db.arrays import Bytes, register
from remedy_api.kit.db.engine import driver_url
from remedy_api.kit.errors import NotFound
from remedy_api.sealing.lp import sha256
from remedy_api.sealing.submission import Envelope

Pool = AsyncConnectionPool[AsyncConnection[TupleRow]]
CONNECTIONS = 6
"""Connections of one worker process for filing alone, so that readers of reports never make reporters wait."""

_OPTIONS = "-c statement_timeout=30000 -c lock_timeout=10000 -c timezone=UTC -c plan_cache_mode=force_generic_plan"

FILE = """
WITH chosen AS MATERIALIZED (
  SELECT e.organisation, c.fingerprint
  FROM unnest(%(fingerprints)b::bytea[], %(kids)b::bytea[]) AS c (fingerprint, kid)
  JOIN organisation_epoch e ON e.kid = c.kid
  JOIN organisation o ON o.organisation = e.organisation AND o.accepts_reports
  JOIN roster r ON r.organisation = e.organisation AND r.version = 0 AND r.digest = c.fingerprint
  WHERE NOT EXISTS (
    SELECT FROM organisation_epoch later WHERE later.organisation = e.organisation AND later.epoch > e.epoch
  )
), filed AS (
  INSERT INTO submission (room, lookup, idempotency, request, proof)
  SELECT %(room)b, %(lookup)b, %(idempotency)b, %(request)b, %(proof)b
  WHERE (SELECT count(*) FROM chosen) = cardinality(%(kids)b::bytea[])
  ON CONFLICT DO NOTHING
  RETURNING room
), in_room AS (
  INSERT INTO room (room, kind, state, opened_on, epoch, seq, head, entries, founder, founder_kem, founder_sig)
  SELECT room, 'reporter', 'submitted', %(day)b::date, 1, 1, %(head)b, cardinality(%(entries)b::bytea[]),
    %(receipt)b, %(receipt_kem)b, %(receipt_sig)b
  FROM filed
), in_epoch AS (
  INSERT INTO room_epoch (room, epoch, statement, signature)
  SELECT room, s.epoch, s.statement, s.signature
  FROM filed, (VALUES
    (0, %(statement_0)b::bytea, %(statement_0_signature)b::bytea),
    (1, %(statement_1)b::bytea, %(statement_1_signature)b::bytea)
  ) AS s (epoch, statement, signature)
), in_wrap AS (
  INSERT INTO room_wrap (room, epoch, kid, wrap, late)
  SELECT room, w.epoch, w.kid, w.wrap, false
  FROM filed, unnest(%(wrap_epochs)b::int[], %(wrap_kids)b::bytea[], %(wraps)b::bytea[]) AS w (epoch, kid, wrap)
), in_event AS (
  INSERT INTO room_event (room, seq, payload, signature)
  SELECT room, v.seq, v.payload, v.signature
  FROM filed, (VALUES
    (0, %(event_0)b::bytea, %(event_0_signature)b::bytea),
    (1, %(event_1)b::bytea, %(event_1_signature)b::bytea)
  ) AS v (seq, payload, signature)
), in_entry AS (
  INSERT INTO entry (room, position, entry, epoch, posted_on, header, body, blob)
  SELECT room, n.place - 1, n.entry, 0, %(day)b::date, n.header, n.body, n.blob
  FROM filed, unnest(%(entries)b::bytea[], %(headers)b::bytea[], %(bodies)b::bytea[], %(blobs)b::bytea[])
    WITH ORDINALITY AS n (entry, header, body, blob, place)
), in_reader AS (
  INSERT INTO room_reader (room, organisation, fingerprint, since, unseen, mailed)
  SELECT room, organisation, fingerprint, %(day)b::date, true, false FROM filed, chosen
)
SELECT count(*) FROM filed
"""

BEFORE = """
SELECT s.idempotency = %(idempotency)b AS same_key, s.request = %(request)b AS same_request,
  s.room, r.opened_on, s.proof
FROM submission s JOIN room r USING (room)
WHERE s.idempotency = %(idempotency)b OR s.room = %(room)b OR s.lookup = %(lookup)b
ORDER BY same_key DESC, same_request DESC LIMIT 1
"""


def filing_values(envelope: Envelope, *, blobs: list[bytes], request: bytes, idempotency: bytes, day: date) -> dict[str, Any]:
    """The values of `FILE`. `blobs`: keys of the bodies that followed, in their order."""
    zero, one = envelope.epochs
    chosen = [reader for reader in zero.statement.readers if reader.fingerprint]
    wraps = [(number, wrap) for number, epoch in enumerate(envelope.epochs) for wrap in epoch.wraps]
    keys = iter(blobs)
    return {
        "room": envelope.room,
        "lookup": envelope.lookup_hash,
        "idempotency": idempotency,
        "request": request,
        "proof": envelope.proof,
        "day": day,
        "head": envelope.events[1].digest,
        "receipt": envelope.receipt.kid,
        "receipt_kem": envelope.receipt.kem_public,
        "receipt_sig": envelope.receipt.sig_public,
        "fingerprints": Bytes(reader.fingerprint for reader in chosen),
        "kids": Bytes(reader.kid for reader in chosen),
        "statement_0": zero.signed.body,
        "statement_0_signature": zero.signed.signature,
        "statement_1": one.signed.body,
        "statement_1_signature": one.signed.signature,
        "event_0": envelope.events[0].payload,
        "event_0_signature": envelope.events[0].signature,
        "event_1": envelope.events[1].payload,
        "event_1_signature": envelope.events[1].signature,
        "wrap_epochs": [number for number, _ in wraps],
        "wrap_kids": Bytes(wrap.kid for _, wrap in wraps),
        "wraps": Bytes(wrap.sealed for _, wrap in wraps),
        "entries": Bytes(entry.header.entry for entry in envelope.entries),
        "headers": Bytes(entry.raw_header for entry in envelope.entries),
        "bodies": Bytes(entry.body for entry in envelope.entries),
        "blobs": Bytes(next(keys) if entry.body is None else None for entry in envelope.entries),
    }


async def instance_of(app: FastAPI) -> str:
    """The installation's name in seals and signatures: fixed at installation, so asked for once. Raises NotFound."""
    known: str | None = getattr(app.state, "instance", None)
    if known is None:
        pool: Pool = app.state.filing_pool
        async with pool.connection() as connection:
            row = await (await connection.execute("SELECT instance FROM programme")).fetchone()
        if row is None:
            raise NotFound
        known = app.state.instance = str(row[0])
    return known


def idempotency_hash(scope: bytes, key: str) -> bytes:
    """What is kept of a sender's key: a hash, apart for every sender that is known (`scope`, else empty)."""
    return sha256(len(scope).to_bytes(4, "big") + scope + key.encode())


async def _configure(connection: AsyncConnection[TupleRow]) -> None:
    register(connection)


@asynccontextmanager
async def filing_pool(app: FastAPI) -> AsyncIterator[None]:
    """While the app runs: connections for filing at `app.state.filing_pool`, to the app's own database."""
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
    app.state.filing_pool = pool
    try:
        yield
    finally:
        await pool.close()
