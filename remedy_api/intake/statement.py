"""Filings in one data-modifying statement: one round trip, one commit, each of them whole or not at all.

The statement itself checks what could change between two round trips: that every reader is the latest key of an
organisation that accepts reports, and that neither the room, the receipt nor the sender's key was there before. It takes
several filings at once, because most of its cost is the same for one and for ten.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from remedy_api.kit.db.arrays import Bytes, Ints
from remedy_api.sealing.submission import Envelope

FILE = """
WITH chosen AS MATERIALIZED (
  SELECT c.room, e.organisation, c.fingerprint
  FROM unnest(%(chosen_room)b::bytea[], %(fingerprint)b::bytea[], %(kid)b::bytea[]) AS c (room, fingerprint, kid)
  JOIN organisation_epoch e ON e.kid = c.kid
  JOIN organisation o ON o.organisation = e.organisation AND o.accepts_reports
  JOIN roster r ON r.organisation = e.organisation AND r.version = 0 AND r.digest = c.fingerprint
  WHERE NOT EXISTS (
    SELECT FROM organisation_epoch later WHERE later.organisation = e.organisation AND later.epoch > e.epoch
  )
), filed AS (
  INSERT INTO submission (room, lookup, idempotency, request, proof)
  SELECT f.room, f.lookup, f.idempotency, f.request, f.proof
  FROM unnest(
    %(room)b::bytea[], %(lookup)b::bytea[], %(idempotency)b::bytea[], %(request)b::bytea[], %(proof)b::bytea[],
    %(readers)b::int[]
  ) AS f (room, lookup, idempotency, request, proof, readers)
  WHERE (SELECT count(*) FROM chosen WHERE chosen.room = f.room) = f.readers
  ON CONFLICT DO NOTHING
  RETURNING room
), in_room AS (
  INSERT INTO room (room, kind, state, opened_on, epoch, seq, head, entries, founder, founder_kem, founder_sig)
  SELECT room, 'reporter', 'submitted', %(day)b::date, 1, 1, r.head, r.entries, r.founder, r.kem, r.sig
  FROM filed JOIN unnest(
    %(room)b::bytea[], %(head)b::bytea[], %(entries)b::int[], %(founder)b::bytea[], %(founder_kem)b::bytea[],
    %(founder_sig)b::bytea[]
  ) AS r (room, head, entries, founder, kem, sig) USING (room)
), in_epoch AS (
  INSERT INTO room_epoch (room, epoch, statement, signature)
  SELECT room, s.epoch, s.statement, s.signature
  FROM filed JOIN unnest(
    %(epoch_room)b::bytea[], %(epoch)b::int[], %(statement)b::bytea[], %(statement_signature)b::bytea[]
  ) AS s (room, epoch, statement, signature) USING (room)
), in_wrap AS (
  INSERT INTO room_wrap (room, epoch, kid, wrap, late)
  SELECT room, w.epoch, w.kid, w.wrap, false
  FROM filed JOIN unnest(
    %(wrap_room)b::bytea[], %(wrap_epoch)b::int[], %(wrap_kid)b::bytea[], %(wrap)b::bytea[]
  ) AS w (room, epoch, kid, wrap) USING (room)
), in_event AS (
  INSERT INTO room_event (room, seq, payload, signature)
  SELECT room, v.seq, v.payload, v.signature
  FROM filed JOIN unnest(
    %(event_room)b::bytea[], %(seq)b::int[], %(payload)b::bytea[], %(event_signature)b::bytea[]
  ) AS v (room, seq, payload, signature) USING (room)
), in_entry AS (
  INSERT INTO entry (room, position, entry, epoch, posted_on, header, body, blob)
  SELECT room, n.position, n.entry, 0, %(day)b::date, n.header, n.body, n.blob
  FROM filed JOIN unnest(
    %(entry_room)b::bytea[], %(position)b::int[], %(entry)b::bytea[], %(header)b::bytea[], %(body)b::bytea[],
    %(blob)b::bytea[]
  ) AS n (room, position, entry, header, body, blob) USING (room)
), in_reader AS (
  INSERT INTO room_reader (room, organisation, kind, fingerprint, since, unseen, mailed)
  SELECT room, chosen.organisation, 'reporter', chosen.fingerprint, %(day)b::date, true, false
  FROM filed JOIN chosen USING (room)
)
SELECT room FROM filed
"""

BEFORE = """
SELECT s.idempotency = %(idempotency)b AS same_key, s.request = %(request)b AS same_request,
  s.room, r.opened_on, s.proof
FROM submission s JOIN room r USING (room)
WHERE s.idempotency = %(idempotency)b OR s.room = %(room)b OR s.lookup = %(lookup)b
ORDER BY same_key DESC, same_request DESC LIMIT 1
"""
"""What was there before when a filing was not taken. No row: its readers are not the latest."""


@dataclass(frozen=True, slots=True)
class Filing:
    """A filing as it goes into the statement. `blobs`: keys of the bodies that followed the envelope, in their order."""

    envelope: Envelope
    blobs: Sequence[bytes]
    request: bytes
    idempotency: bytes

    @property
    def room(self) -> bytes:
        """The id of the room it founds."""
        return self.envelope.room

    @property
    def size(self) -> int:
        """Bytes of the bodies that it brings into the database."""
        return sum(len(entry.body or b"") for entry in self.envelope.entries)


def values(filings: Sequence[Filing], day: date) -> dict[str, Any]:
    """The values of `FILE` for filings of different rooms."""
    heads = [(one.room, one.envelope) for one in filings]
    chosen = [(room, reader) for room, sent in heads for reader in sent.epochs[0].statement.readers if reader.fingerprint]
    epochs = [(room, number, epoch) for room, sent in heads for number, epoch in enumerate(sent.epochs)]
    wraps = [(room, number, wrap) for room, number, epoch in epochs for wrap in epoch.wraps]
    events = [(room, number, event) for room, sent in heads for number, event in enumerate(sent.events)]
    entries = [(room, number, entry) for room, sent in heads for number, entry in enumerate(sent.entries)]
    keys = iter([key for one in filings for key in one.blobs])
    counts = {room: 0 for room, _ in heads}
    for room, _ in chosen:
        counts[room] += 1
    return {
        "day": day,
        "room": Bytes(room for room, _ in heads),
        "lookup": Bytes(sent.lookup_hash for _, sent in heads),
        "idempotency": Bytes(one.idempotency for one in filings),
        "request": Bytes(one.request for one in filings),
        "proof": Bytes(sent.proof for _, sent in heads),
        "readers": Ints(counts.values()),
        "head": Bytes(sent.events[1].digest for _, sent in heads),
        "entries": Ints(len(sent.entries) for _, sent in heads),
        "founder": Bytes(sent.receipt.kid for _, sent in heads),
        "founder_kem": Bytes(sent.receipt.kem_public for _, sent in heads),
        "founder_sig": Bytes(sent.receipt.sig_public for _, sent in heads),
        "chosen_room": Bytes(room for room, _ in chosen),
        "fingerprint": Bytes(reader.fingerprint for _, reader in chosen),
        "kid": Bytes(reader.kid for _, reader in chosen),
        "epoch_room": Bytes(room for room, _, _ in epochs),
        "epoch": Ints(number for _, number, _ in epochs),
        "statement": Bytes(epoch.signed.body for _, _, epoch in epochs),
        "statement_signature": Bytes(epoch.signed.signature for _, _, epoch in epochs),
        "wrap_room": Bytes(room for room, _, _ in wraps),
        "wrap_epoch": Ints(number for _, number, _ in wraps),
        "wrap_kid": Bytes(wrap.kid for _, _, wrap in wraps),
        "wrap": Bytes(wrap.sealed for _, _, wrap in wraps),
        "event_room": Bytes(room for room, _, _ in events),
        "seq": Ints(number for _, number, _ in events),
        "payload": Bytes(event.payload for _, _, event in events),
        "event_signature": Bytes(event.signature for _, _, event in events),
        "entry_room": Bytes(room for room, _, _ in entries),
        "position": Ints(number for _, number, _ in entries),
        "entry": Bytes(entry.header.entry for _, _, entry in entries),
        "header": Bytes(entry.raw_header for _, _, entry in entries),
        "body": Bytes(entry.body for _, _, entry in entries),
        "blob": Bytes(next(keys) if entry.body is None else None for _, _, entry in entries),
    }
