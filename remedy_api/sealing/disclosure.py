"""An entry of a workers' room shown at a table: what the event says of it and what goes beside it, and how both are checked.

Whoever reads it learns the place (a hash), the author and the body; not the room, the epoch or the head it came from. Who
shows something stands in `disclosing`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.event import Event
from remedy_api.sealing.event_data import Value
from remedy_api.sealing.format import entry_message
from remedy_api.sealing.keys import PublicKeys, by_kid, verify_signature
from remedy_api.sealing.lp import lp, sha256
from remedy_api.sealing.recipients import Wrap
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
