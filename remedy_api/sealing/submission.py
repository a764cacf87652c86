"""A submission as bytes: everything a filing consists of, in one request, stored whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from remedy_api.sealing import labels
from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.event import Event, SignedEvent, pae, parse_event
from remedy_api.sealing.format import MAX_HEADER, MAX_INLINE_BODY, Header, parse_header
from remedy_api.sealing.keys import SIGNATURE_SIZE, PublicKeys, Signed, public_keys, verify_signature
from remedy_api.sealing.lp import exact, fields, lp, read_lp, sha256
from remedy_api.sealing.recipients import WRAP_SIZE, Wrap
from remedy_api.sealing.statement import Statement, closed_hash, parse_statement
from remedy_api.sealing.stream import body_hash

SUBMISSION_MEDIA_TYPE = "application/vnd.remedy.submission.v1"

MAX_ORGANISATIONS = 8
MAX_ENTRIES = 24
MAX_ENVELOPE = MAX_ENTRIES * (MAX_INLINE_BODY + MAX_HEADER) + 131_072
MAX_SUBMISSION = 27 * 1024 * 1024


@dataclass(frozen=True)
class FiledEntry:
    """One entry of a filing. `body` is None when it follows after the envelope (`header.body_length`
    bytes).
    """

    header: Header
    raw_header: bytes
    body: bytes | None


@dataclass(frozen=True)
class FiledEpoch:
    """A statement as signed, understood, with its wraps in the order of its readers."""

    statement: Statement
    signed: Signed
    wraps: tuple[Wrap, ...]


@dataclass(frozen=True)
class Envelope:
    """A parsed filing. `lookup_hash` is what the server keeps of the receipt; `receipt` are its public
    keys.
    """

    epochs: tuple[FiledEpoch, FiledEpoch]
    events: tuple[SignedEvent, SignedEvent]
    founded: Event
    announced: Event
    receipt: PublicKeys
    lookup_hash: bytes
    entries: tuple[FiledEntry, ...]

    @property
    def room(self) -> bytes:
        """The id of the room it founds."""
        return self.epochs[0].statement.room

    @property
    def proof(self) -> bytes:
        """Proof of filing: the hash of statement 1. It names nobody."""
        return sha256(self.epochs[1].signed.body)

    @property
    def following(self) -> tuple[FiledEntry, ...]:
        """The entries whose bodies follow after the envelope, in order."""
        return tuple(entry for entry in self.entries if entry.body is None)

    def encode(self) -> bytes:
        """The exact bytes of the envelope, without its length prefix."""
        zero, one = self.epochs
        founded, announced = self.events
        return lp(
            labels.SUBMISSION,
            zero.signed.body,
            zero.signed.signature,
            _encode_wraps(zero.wraps),
            one.signed.body,
            one.signed.signature,
            _encode_wraps(one.wraps),
            founded.payload,
            founded.signature,
            announced.payload,
            announced.signature,
            self.receipt.kem_public,
            self.receipt.sig_public,
            self.lookup_hash,
            lp(*(lp(entry.raw_header, entry.body or b"") for entry in self.entries)),
        )


def _encode_wraps(wraps: tuple[Wrap, ...]) -> bytes:
    return lp(*(lp(wrap.kid, wrap.sealed) for wrap in wraps))


def envelope_length(prefix: bytes) -> int:
    """The length of the envelope from the first four bytes of a request. Raises `malformed` or
    `too-large`.
    """
    length = int.from_bytes(exact(prefix, 4, "envelope length"), "big")
    if length > MAX_ENVELOPE:
        raise SealError(Code.TOO_LARGE, "envelope")
    return length


def _pair(item: bytes, where: str) -> tuple[bytes, bytes]:
    parts = read_lp(item)
    if len(parts) != 2:
        raise SealError(Code.MALFORMED, where)
    return parts[0], parts[1]


def _epoch(statement: bytes, signature: bytes, wraps: bytes) -> FiledEpoch:
    parsed = parse_statement(statement)
    pairs = [_pair(item, "wrap") for item in read_lp(wraps, MAX_ORGANISATIONS + 1)]
    if [kid for kid, _ in pairs] != [reader.kid for reader in parsed.readers]:
        # One wrap for each reader and none for anybody else, in the order of the statement.
        raise SealError(Code.WRONG_WRAPS)
    return FiledEpoch(
        parsed,
        Signed(statement, exact(signature, SIGNATURE_SIZE, "signature")),
        tuple(Wrap(kid, exact(sealed, WRAP_SIZE, "wrap")) for kid, sealed in pairs),
    )


def _entry(item: bytes) -> FiledEntry:
    raw, body = _pair(item, "entry")
    header = parse_header(raw)
    if header.body_length > MAX_INLINE_BODY:
        if body:
            raise SealError(Code.WRONG_LENGTH, "a large body follows after the envelope")
        return FiledEntry(header, raw, None)
    if len(body) != header.body_length:
        raise SealError(Code.WRONG_LENGTH, "body")
    if body_hash(body) != header.body_hash:
        raise SealError(Code.WRONG_BODY)
    return FiledEntry(header, raw, body)


def parse_envelope(data: bytes) -> Envelope:
    """Strictly; whether its parts belong together is `check_filing`'s question. No signature is checked
    here.
    """
    if len(data) > MAX_ENVELOPE:
        raise SealError(Code.TOO_LARGE, "envelope")
    items = fields(data, labels.SUBMISSION, 14)
    entries = tuple(_entry(item) for item in read_lp(items[13], MAX_ENTRIES))
    zero, one = _epoch(*items[0:3]), _epoch(*items[3:6])
    events = (
        SignedEvent(items[6], exact(items[7], SIGNATURE_SIZE, "signature")),
        SignedEvent(items[8], exact(items[9], SIGNATURE_SIZE, "signature")),
    )
    founded = parse_event(events[0].payload)
    announced = parse_event(events[1].payload)
    signing_key = exact(items[11], 32, "signing key")
    receipt = public_keys(zero.statement.signer, items[10], signing_key, signature_follows=True)
    return Envelope((zero, one), events, founded, announced, receipt, exact(items[12], 32, "lookup"), entries)


def _check_statements(envelope: Envelope, instance: str) -> None:
    zero, one = envelope.epochs
    founder = envelope.receipt.kid
    for number, statement in enumerate((zero.statement, one.statement)):
        if statement.instance != instance:
            raise SealError(Code.FOREIGN_INSTANCE)
        if statement.kind != "reporter":
            raise SealError(Code.UNKNOWN_KIND)
        if statement.room != envelope.room:
            raise SealError(Code.FOREIGN_ROOM)
        if statement.epoch != number:
            raise SealError(Code.FOREIGN_EPOCH)
        if statement.signer != founder:
            raise SealError(Code.WRONG_FOUNDER)
        if statement.last_event != envelope.events[0].digest:
            raise SealError(Code.NOT_ANNOUNCED)
    if one.statement.previous != sha256(zero.signed.body):
        raise SealError(Code.BROKEN_CHAIN, "statement 1")
    if one.statement.closed != closed_hash(entry.raw_header for entry in envelope.entries):
        raise SealError(Code.WRONG_CLOSED)
    chosen = {reader for reader in zero.statement.readers if reader.fingerprint}
    receipts = {reader.kid for reader in zero.statement.readers if not reader.fingerprint}
    if not chosen:
        raise SealError(Code.NO_READER)
    if len(chosen) > MAX_ORGANISATIONS:
        raise SealError(Code.TOO_LARGE, "readers")
    conversation = {(reader.fingerprint, reader.kid) for reader in one.statement.readers}
    if receipts - {founder} or conversation != {(r.fingerprint, r.kid) for r in chosen} | {(b"", founder)}:
        raise SealError(Code.READERS_CHANGED)


def _check_events(envelope: Envelope, instance: str) -> None:
    founder = envelope.receipt.kid
    for event in (envelope.founded, envelope.announced):
        if event.instance != instance:
            raise SealError(Code.FOREIGN_INSTANCE)
        if event.room != envelope.room:
            raise SealError(Code.FOREIGN_ROOM)
        if event.actor != founder or event.roster:
            raise SealError(Code.WRONG_FOUNDER)
    founded, announced = envelope.founded, envelope.announced
    if founded.type != "founded" or announced.type != "epoch":
        raise SealError(Code.WRONG_EVENT)
    if founded.data["kind"] != "reporter" or founded.digests("founder") != (founder,):
        raise SealError(Code.WRONG_FOUNDER)
    if announced.seq != 1 or announced.prev != envelope.events[0].digest:
        raise SealError(Code.BROKEN_CHAIN, "event 1")
    if announced.digests("statements") != tuple(sha256(epoch.signed.body) for epoch in envelope.epochs):
        raise SealError(Code.NOT_ANNOUNCED)


def check_filing(envelope: Envelope, instance: str) -> None:
    """Whether the parts belong together and the receipt signed them.

    One signature is enough here: event 1 names event 0 and both statements by hash, statement 1 the exact
    headers, each header its body. The readers verify every signature; whoever files a bad one only harms
    his own report.
    """
    _check_statements(envelope, instance)
    _check_events(envelope, instance)
    if not envelope.entries:
        raise SealError(Code.WRONG_ENTRIES)
    for entry in envelope.entries:
        if entry.header.room != envelope.room:
            raise SealError(Code.FOREIGN_ROOM)
        if entry.header.epoch != 0:
            raise SealError(Code.FOREIGN_EPOCH)
        if entry.header.author != envelope.receipt.kid:
            raise SealError(Code.FOREIGN_AUTHOR)
        if entry.header.head not in (b"", envelope.events[0].digest):
            raise SealError(Code.FOREIGN_HEAD)
    if len({entry.header.entry for entry in envelope.entries}) != len(envelope.entries):
        raise SealError(Code.TWINS, "entries")
    announced = envelope.events[1]
    verify_signature(envelope.receipt.sig_public, pae(announced.payload), announced.signature)


def read_submission(data: bytes, instance: str) -> tuple[Envelope, tuple[bytes, ...]]:
    """A whole submission with the bodies that follow, everything checked; a server streams the same
    steps.
    """
    if len(data) > MAX_SUBMISSION:
        raise SealError(Code.TOO_LARGE, "submission")
    at = 4 + envelope_length(data[:4])
    if at > len(data):
        raise SealError(Code.WRONG_LENGTH, "envelope")
    envelope = parse_envelope(data[4:at])
    check_filing(envelope, instance)
    bodies: list[bytes] = []
    for entry in envelope.following:
        body = data[at : at + entry.header.body_length]
        if len(body) != entry.header.body_length:
            raise SealError(Code.WRONG_LENGTH, "body")
        if body_hash(body) != entry.header.body_hash:
            raise SealError(Code.WRONG_BODY)
        bodies.append(body)
        at += len(body)
    if at != len(data):
        raise SealError(Code.TRAILING_BYTES, "submission")
    return envelope, tuple(bodies)
