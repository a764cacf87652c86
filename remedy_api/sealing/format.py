"""Entries as bytes: the header that everybody may read, and the containers in which an entry travels."""

from __future__ import annotations

from dataclasses import dataclass

from remedy_api.sealing import labels
from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.keys import SIGNATURE_SIZE
from remedy_api.sealing.lp import digest_or_empty, exact, fields, lp, number, sha256
from remedy_api.sealing.padding import plain_size

ENTRY_MEDIA_TYPE = "application/vnd.remedy.entry.v1"
RECEIPT_ENTRY_MEDIA_TYPE = "application/vnd.remedy.receipt-entry.v1"

MAX_HEADER = 512
MAX_INLINE_BODY = 262_160
"""The sealed size of the largest text. Larger bodies are attachments and live as blobs."""
MAX_BODY = 27 * 1024 * 1024
LOOKUP_SIZE = 32


@dataclass(frozen=True)
class Header:
    """What is known of an entry without opening it. Ids and salt 16 bytes, digests and kids 32, signature
    64.

    `head` is the hash of the last event its author had seen, or empty. `body_length` counts sealed bytes.
    """

    room: bytes
    epoch: int
    entry: bytes
    author: bytes
    salt: bytes
    head: bytes
    commitment: bytes
    body_hash: bytes
    body_length: int
    signature: bytes

    def encode(self) -> bytes:
        """The exact bytes that `closed` lists cover by their hash."""
        return lp(
            labels.HEADER,
            self.room,
            self.epoch,
            self.entry,
            self.author,
            self.salt,
            self.head,
            self.commitment,
            self.body_hash,
            self.body_length,
            self.signature,
        )


def place_of(room: bytes, epoch: int, salt: bytes, head: bytes) -> bytes:
    """Where an entry stands, as a hash: a disclosure can prove the place without naming it."""
    return sha256(lp(labels.PLACE, room, epoch, salt, head))


def entry_message(instance: str, place: bytes, entry: bytes, author: bytes, commitment: bytes, body_hash: bytes) -> bytes:
    """What the author of an entry signs."""
    return lp(labels.ENTRY, instance, place, entry, author, commitment, body_hash)


def parse_header(data: bytes) -> Header:
    """Strictly: sizes, no trailing bytes, a body length that the padding can give. The signature is not
    checked.
    """
    if len(data) > MAX_HEADER:
        raise SealError(Code.TOO_LARGE, "header")
    room, epoch, entry, author, salt, head, commitment, body_hash, length, signature = fields(data, labels.HEADER, 10)
    header = Header(
        room=exact(room, 16, "room"),
        epoch=number(epoch, "epoch"),
        entry=exact(entry, 16, "entry"),
        author=exact(author, 32, "author"),
        salt=exact(salt, 16, "salt"),
        head=digest_or_empty(head, "head"),
        commitment=exact(commitment, 32, "commitment"),
        body_hash=exact(body_hash, 32, "body hash"),
        body_length=number(length, "body length"),
        signature=exact(signature, SIGNATURE_SIZE, "signature"),
    )
    if header.body_length > MAX_BODY:
        raise SealError(Code.TOO_LARGE, "body")
    plain_size(header.body_length)
    return header


def join_entry(header: bytes, body: bytes) -> bytes:
    """The entry container: u32be length of the header, header, body."""
    return len(header).to_bytes(4, "big") + header + body


def header_length(prefix: bytes) -> int:
    """The length of the header from the first four bytes of a container. Raises `malformed` or
    `too-large`.
    """
    length = int.from_bytes(exact(prefix, 4, "header length"), "big")
    if length > MAX_HEADER:
        raise SealError(Code.TOO_LARGE, "header")
    return length


def split_entry(data: bytes) -> tuple[Header, bytes, bytes]:
    """Header, its exact bytes, and the body of a container. Raises `malformed`, `wrong-length`,
    `trailing-bytes`.
    """
    end = 4 + header_length(data[:4])
    raw, body = data[4:end], data[end:]
    header = parse_header(raw)
    if len(body) > header.body_length:
        raise SealError(Code.TRAILING_BYTES, "body")
    if len(body) < header.body_length:
        raise SealError(Code.WRONG_LENGTH, "body")
    return header, raw, body


def split_receipt_entry(data: bytes) -> tuple[bytes, Header, bytes, bytes]:
    """What a receipt posts: its 32-byte lookup, then an entry container."""
    return (exact(data[:LOOKUP_SIZE], LOOKUP_SIZE, "lookup"), *split_entry(data[LOOKUP_SIZE:]))
