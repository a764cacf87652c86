"""Sealing entries and epochs. Nothing here opens anything, and nothing here falls back on anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from remedy_api.sealing.box import seal_epoch_previous
from remedy_api.sealing.content import Content, check_kind, encode_content
from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.format import Header, entry_message, join_entry, place_of
from remedy_api.sealing.infos import epoch_info, late_info, organisation_info
from remedy_api.sealing.keys import AccountKeys, PublicKeys, Signed, new_id, new_secret
from remedy_api.sealing.lp import digest_or_empty, exact, sha256
from remedy_api.sealing.recipients import Wrap, wrap_key
from remedy_api.sealing.record import commit_of, record_key
from remedy_api.sealing.statement import Reader, Statement, closed_hash, parse_statement, sort_readers
from remedy_api.sealing.stream import body_hash, seal_stream


@dataclass(frozen=True)
class Recipient:
    """A reader and the KEM key (1216 bytes) its kid stands for."""

    reader: Reader
    kem_public: bytes


@dataclass(frozen=True)
class SealedEntry:
    """An entry ready to be posted, and posted again as it is: a retry never seals anew."""

    header: Header
    body: bytes

    @property
    def raw_header(self) -> bytes:
        """The exact header bytes."""
        return self.header.encode()

    def encode(self) -> bytes:
        """The entry container."""
        return join_entry(self.raw_header, self.body)


@dataclass(frozen=True)
class SealedEpoch:
    """An epoch ready to be announced. `previous` is the key of the epoch before, sealed, or None; `ck`
    stays here.
    """

    ck: bytes = field(repr=False)
    statement: Statement
    signed: Signed
    wraps: tuple[Wrap, ...]
    previous: bytes | None

    @property
    def digest(self) -> bytes:
        """What the `epoch` event names."""
        return sha256(self.signed.body)


def seal_entry(
    *,
    ck: bytes,
    instance: str,
    room: bytes,
    room_kind: str,
    epoch: int,
    author: AccountKeys,
    head: bytes,
    content: Content,
) -> SealedEntry:
    """Seal one entry under a fresh id and salt. `head`: hash of the last event seen. Raises `too-large`
    and others.
    """
    check_kind(content.kind, room_kind, epoch)
    digest_or_empty(head, "head")
    entry, salt = new_id(), new_id()
    key = record_key(ck, salt, instance, room, epoch, entry, author.kid)
    body = seal_stream(key.stream_key, encode_content(content))
    digest, commitment = body_hash(body), key.commitment
    message = entry_message(instance, place_of(room, epoch, salt, head), entry, author.kid, commitment, digest)
    header = Header(
        room=room,
        epoch=epoch,
        entry=entry,
        author=author.kid,
        salt=salt,
        head=head,
        commitment=commitment,
        body_hash=digest,
        body_length=len(body),
        signature=author.sign(message),
    )
    return SealedEntry(header, body)


def wrap_epoch(ck: bytes, statement: Statement, recipients: Sequence[Recipient]) -> tuple[Wrap, ...]:
    """One wrap for each reader of the statement and none besides, in its order. Raises `wrong-wraps`,
    `wrong-kid`.
    """
    kem_by_kid = {item.reader.kid: item.kem_public for item in recipients}
    if len(kem_by_kid) != len(statement.readers):
        raise SealError(Code.WRONG_WRAPS)
    wraps: list[Wrap] = []
    for reader in statement.readers:
        if reader.kid not in kem_by_kid:
            raise SealError(Code.WRONG_WRAPS)
        info = epoch_info(statement.instance, statement.room, statement.epoch, statement.commit, reader.kid)
        wraps.append(Wrap(reader.kid, wrap_key(kem_by_kid[reader.kid], ck, info)))
    return tuple(wraps)


def seal_epoch(
    *,
    instance: str,
    room: bytes,
    kind: str,
    epoch: int,
    before: bytes,
    headers: Sequence[bytes],
    last_event: bytes,
    signer: AccountKeys,
    recipients: Sequence[Recipient],
    previous_key: bytes | None = None,
    ck: bytes | None = None,
) -> SealedEpoch:
    """A new epoch after the statement `before` (empty for epoch 0), closing the one whose `headers` are
    given.

    `previous_key` is the key of the epoch before, where it is handed on; at a table it never is (`malformed`). `ck` is
    given only to re-seal a filing.
    """
    if kind == "table" and previous_key is not None:
        raise SealError(Code.MALFORMED, "previous key")
    secret = new_secret() if ck is None else ck
    statement = Statement(
        instance=instance,
        room=room,
        kind=kind,
        epoch=epoch,
        commit=commit_of(secret),
        previous=sha256(before) if before else b"",
        closed=closed_hash(headers) if before else b"",
        last_event=last_event,
        signer=signer.kid,
        readers=sort_readers(item.reader for item in recipients),
    )
    body = statement.encode()
    # What this device would refuse to read it must not write.
    parse_statement(body)
    previous = None
    if previous_key is not None:
        previous = seal_epoch_previous(secret, instance, room, epoch, previous_key)
    return SealedEpoch(
        secret,
        statement,
        Signed(body, signer.sign(body)),
        wrap_epoch(secret, statement, recipients),
        previous,
    )


def wrap_late(ck: bytes, statement: Statement, admitting: bytes, recipient: Recipient) -> Wrap:
    """The key of an earlier epoch for an organisation admitted later. Raises `wrong-commitment` for
    another key.
    """
    if commit_of(ck) != statement.commit:
        raise SealError(Code.WRONG_COMMITMENT)
    kid = recipient.reader.kid
    info = late_info(statement.instance, statement.room, statement.epoch, statement.commit, admitting, kid)
    return Wrap(kid, wrap_key(recipient.kem_public, ck, info))


def wrap_organisation_secret(
    secret: bytes, instance: str, organisation: bytes, epoch: int, organisation_kid: bytes, member: PublicKeys
) -> Wrap:
    """An organisation secret for one member."""
    info = organisation_info(instance, organisation, epoch, organisation_kid, member.kid)
    return Wrap(member.kid, wrap_key(member.kem_public, exact(secret, 32, "secret"), info))
