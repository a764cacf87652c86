"""Filing a submission: event 0, statement 0, the entries, statement 1, event 1, all signed by the
receipt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from remedy_api.sealing.content import Content
from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.event import Event, SignedEvent, parse_event, sign_event
from remedy_api.sealing.format import MAX_INLINE_BODY
from remedy_api.sealing.keys import new_id, new_secret
from remedy_api.sealing.receipt import ReceiptKeys
from remedy_api.sealing.seal import Recipient, SealedEntry, SealedEpoch, seal_entry, seal_epoch
from remedy_api.sealing.statement import Reader
from remedy_api.sealing.submission import (
    MAX_SUBMISSION,
    Envelope,
    FiledEntry,
    FiledEpoch,
    check_filing,
    parse_envelope,
)

KIND = "reporter"


@dataclass(frozen=True)
class Prepared:
    """All of a filing that does not depend on the organisations' keys; it survives a changed roster.

    `keys` are the keys of epochs 0 and 1. `reread`: the reporter's receipt opens epoch 0 too.
    """

    instance: str
    room: bytes
    day: date
    receipt: ReceiptKeys
    reread: bool
    founded: SignedEvent
    entries: tuple[SealedEntry, ...]
    keys: tuple[bytes, bytes] = field(repr=False)


@dataclass(frozen=True)
class Filing:
    """A filing as it will be sent. Kept until the server said yes: `rewrap` starts from its prepared."""

    prepared: Prepared
    organisations: tuple[Recipient, ...]
    envelope: Envelope = field(repr=False)

    @property
    def proof(self) -> bytes:
        """Proof of filing; `rewrap` gives another."""
        return self.envelope.proof

    def encode(self) -> bytes:
        """The request's body. Raises `too-large`."""
        envelope = self.envelope.encode()
        bodies = (entry.body for entry in self.prepared.entries if len(entry.body) > MAX_INLINE_BODY)
        data = b"".join((len(envelope).to_bytes(4, "big"), envelope, *bodies))
        if len(data) > MAX_SUBMISSION:
            raise SealError(Code.TOO_LARGE, "submission")
        return data


def _founded(instance: str, room: bytes, day: date, receipt: ReceiptKeys) -> SignedEvent:
    founder = receipt.account.kid
    data = {"kind": KIND, "founder": founder.hex()}
    return sign_event(receipt.account, Event(instance, room, 0, b"", day, "founded", founder, b"", data))


def seal_submission(
    *,
    instance: str,
    day: date,
    receipt: ReceiptKeys,
    organisations: Sequence[Recipient],
    contents: Sequence[Content],
    reread: bool = False,
) -> Filing:
    """Seal a report to the organisations chosen. Draws a room, keys and entries; `rewrap` keeps them."""
    room, keys = new_id(), (new_secret(), new_secret())
    founded = _founded(instance, room, day, receipt)
    entries = tuple(
        seal_entry(
            ck=keys[0],
            instance=instance,
            room=room,
            room_kind=KIND,
            epoch=0,
            author=receipt.account,
            head=founded.digest,
            content=content,
        )
        for content in contents
    )
    return _close(Prepared(instance, room, day, receipt, reread, founded, entries, keys), tuple(organisations))


def rewrap(filing: Filing, organisations: Sequence[Recipient]) -> Filing:
    """The same filing for new keys of the same organisations. Raises `readers-changed` for any other."""
    before = {item.reader.fingerprint for item in filing.organisations}
    if {item.reader.fingerprint for item in organisations} != before:
        raise SealError(Code.READERS_CHANGED)
    return _close(filing.prepared, tuple(organisations))


def _epoch(prepared: Prepared, epoch: int, before: bytes, recipients: Sequence[Recipient]) -> SealedEpoch:
    return seal_epoch(
        instance=prepared.instance,
        room=prepared.room,
        kind=KIND,
        epoch=epoch,
        before=before,
        headers=[entry.raw_header for entry in prepared.entries],
        last_event=prepared.founded.digest,
        signer=prepared.receipt.account,
        recipients=recipients,
        ck=prepared.keys[epoch],
    )


def _close(prepared: Prepared, organisations: tuple[Recipient, ...]) -> Filing:
    account = prepared.receipt.account
    everyone = (*organisations, Recipient(Reader(b"", account.kid), account.kem_public))
    zero = _epoch(prepared, 0, b"", everyone if prepared.reread else organisations)
    one = _epoch(prepared, 1, zero.signed.body, everyone)
    data = {"statements": (zero.digest.hex(), one.digest.hex())}
    announcement = Event(
        prepared.instance, prepared.room, 1, prepared.founded.digest, prepared.day, "epoch", account.kid, b"", data
    )
    announced = sign_event(account, announcement)
    built = Envelope(
        epochs=(_filed(zero), _filed(one)),
        events=(prepared.founded, announced),
        founded=parse_event(prepared.founded.payload),
        announced=announcement,
        receipt=account,
        lookup_hash=prepared.receipt.lookup_hash,
        entries=tuple(
            FiledEntry(entry.header, entry.raw_header, None if len(entry.body) > MAX_INLINE_BODY else entry.body)
            for entry in prepared.entries
        ),
    )
    # Read back what the server will read: a filing that it must refuse is refused here, before anything is sent.
    envelope = parse_envelope(built.encode())
    check_filing(envelope, prepared.instance)
    return Filing(prepared, organisations, envelope)


def _filed(epoch: SealedEpoch) -> FiledEpoch:
    return FiledEpoch(epoch.statement, epoch.signed, epoch.wraps)
