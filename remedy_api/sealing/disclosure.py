"""Showing an entry of one room at a table, to those whom a consent of the workers names: the event, and what goes beside it.

Whoever reads it learns the place (a hash), the author and the body; not the room, the epoch or the head it came from.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.event import Event
from remedy_api.sealing.event_data import Value
from remedy_api.sealing.format import Header, entry_message, place_of
from remedy_api.sealing.keys import PublicKeys, by_kid, verify_signature
from remedy_api.sealing.lp import lp, sha256
from remedy_api.sealing.recipients import Wrap
from remedy_api.sealing.record import RecordKey
from remedy_api.sealing.seal import Recipient, disclose
from remedy_api.sealing.verified import VerifiedRoom


@dataclass(frozen=True)
class Disclosure:
    """A disclosure ready to be signed and posted: the data of its `disclosed`, the wraps in the order of `to`, and the
    author's signature of the entry.
    """

    data: dict[str, Value]
    wraps: tuple[Wrap, ...]
    signature: bytes


def wraps_hash(wraps: Iterable[Wrap]) -> bytes:
    """What a `disclosed` event says of its wraps: they travel beside it, but nobody puts in others."""
    return sha256(lp(*(lp(wrap.kid, wrap.sealed) for wrap in wraps)))


def make_disclosure(
    *,
    case: VerifiedRoom,
    consent: bytes,
    table: VerifiedRoom,
    key: RecordKey,
    header: Header,
    kind: str,
    to: Sequence[Recipient],
) -> Disclosure:
    """One entry for readers of the table, under the consent with this hash in the workers' room.

    Raises `not-entitled` if that consent is not in force, or names organisations and not all of `to`; `not-a-reader` for
    somebody who does not read the table under this key; `kind-not-allowed` for what is never disclosed.
    """
    readers = sorted(to, key=lambda one: one.reader.fingerprint)
    given = case.consents.get(consent)
    names = {one.reader.fingerprint for one in readers}
    if given is None or (given.data["organisations"] and not names <= set(given.digests("organisations"))):
        raise SealError(Code.NOT_ENTITLED, "consent")
    if not {one.reader for one in readers} <= set(table.latest.readers):
        raise SealError(Code.NOT_A_READER)
    wraps = tuple(
        disclose(key, table.instance, header, kind, table.room, consent, PublicKeys(one.reader.kid, one.kem_public, b""))
        for one in readers
    )
    data: dict[str, Value] = {
        "entry": header.entry.hex(),
        "place": place_of(header.room, header.epoch, header.salt, header.head).hex(),
        "commitment": header.commitment.hex(),
        "body": header.body_hash.hex(),
        "author": header.author.hex(),
        "consent": consent.hex(),
        "to": tuple(one.reader.fingerprint.hex() for one in readers),
        "wraps": wraps_hash(wraps).hex(),
    }
    return Disclosure(data, wraps, header.signature)


def check_wraps(table: VerifiedRoom, event: Event, wraps: Sequence[Wrap]) -> None:
    """Whether these are the wraps that a `disclosed` event names, each for a key of the organisation at its place in `to`.

    Raises `wrong-wraps`.
    """
    to = event.digests("to")
    if len(wraps) != len(to) or wraps_hash(wraps) != event.digests("wraps")[0]:
        raise SealError(Code.WRONG_WRAPS)
    for fingerprint, wrap in zip(to, wraps, strict=True):
        if table.chains[fingerprint].epoch_of(wrap.kid) is None:
            raise SealError(Code.WRONG_WRAPS)


def check_disclosed(
    table: VerifiedRoom,
    digest: bytes,
    wraps: Sequence[Wrap],
    signature: bytes,
    mine: Container[bytes],
    authors: Iterable[PublicKeys] = (),
) -> tuple[Event, Wrap]:
    """The `disclosed` event with this hash and the wrap for one of the kids in `mine`, if the table has the event, these are
    its wraps, and its author signed the entry.

    `authors`: keys of authors who do not read the table, where they are known; the signature of an author nobody knows is
    not judged. Raises `not-announced`, `wrong-wraps`, `not-a-reader`, `wrong-kid`, `bad-signature`.
    """
    at = table.hashes.index(digest) if digest in table.hashes else 0
    event = table.events[at]
    if event.type != "disclosed":
        raise SealError(Code.NOT_ANNOUNCED, "disclosure")
    check_wraps(table, event, wraps)
    own = next((wrap for wrap in wraps if wrap.kid in mine), None)
    if own is None:
        raise SealError(Code.NOT_A_READER)
    (author,) = event.digests("author")
    known = {**table.keys, **by_kid(authors)}
    if author in known:
        place, commitment, body = (event.digests(name)[0] for name in ("place", "commitment", "body"))
        entry = bytes.fromhex(str(event.data["entry"]))
        message = entry_message(table.instance, place, entry, author, commitment, body)
        verify_signature(known[author].sig_public, message, signature)
    return event, own
