"""A room as a client may believe it: every event, statement and header checked from the first on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from remedy_api.sealing.epoch_rules import apply_statement
from remedy_api.sealing.errors import Code, SealError, placed
from remedy_api.sealing.event import Event, SignedEvent, verify_link
from remedy_api.sealing.format import Header, entry_message, parse_header, place_of
from remedy_api.sealing.keys import PublicKeys, Signed, by_kid, verify_signature
from remedy_api.sealing.lp import sha256
from remedy_api.sealing.rights import apply_event, check_founded
from remedy_api.sealing.roster import VerifiedChain
from remedy_api.sealing.statement import closed_hash
from remedy_api.sealing.verified import VerifiedRoom as VerifiedRoom
from remedy_api.sealing.verified import verified_of
from remedy_api.sealing.walk import Walk, acts_in


@dataclass(frozen=True)
class Seen:
    """How far somebody has seen a room: the number and hash of its last event, and, by fingerprint, the latest version of
    each chain that came with it.
    """

    seq: int
    digest: bytes
    rosters: Mapping[bytes, int] = field(default_factory=dict)


def seen_of(room: VerifiedRoom) -> Seen:
    """What to remember of a room that held."""
    rosters = {fingerprint: chain.latest.version for fingerprint, chain in room.chains.items() if chain.latest.version > 0}
    return Seen(len(room.events) - 1, room.head, rosters)


def verify_room(
    instance: str,
    room: bytes,
    *,
    statements: Sequence[Signed],
    events: Sequence[SignedEvent],
    authors: Iterable[PublicKeys],
    chains: Iterable[VerifiedChain],
    seen: Seen | None = None,
) -> VerifiedRoom:
    """Walk the history from event 0. Raises the refusal of PROTOCOL.md, section 5, that comes first.

    `authors` are the keys of actors (the receipt's among them); each is checked against its kid. `seen`: how far this
    person has seen the room (`rolled-back`, `forked`): what comes after must not rest on a roster older than was known then.
    """
    if not events or not statements:
        raise SealError(Code.NOT_ANNOUNCED, "empty room")
    by_fingerprint = {chain.fingerprint: chain for chain in chains}
    walk = Walk(instance, room, _keys(by_fingerprint, authors), by_fingerprint)
    verified = _walk_on(walk, (), (), events, statements, seen)
    if seen is not None:
        check_seen(verified, seen)
    return verified


def verify_further(
    before: VerifiedRoom,
    *,
    statements: Sequence[Signed],
    events: Sequence[SignedEvent],
    authors: Iterable[PublicKeys],
    chains: Iterable[VerifiedChain],
) -> VerifiedRoom | None:
    """Walk on from where a verification of the same room ended: the same as `verify_room` of everything, in less time.

    `statements` are all of the room's, `events` only those that follow; `authors` and `chains` as for `verify_room`. None
    if a chain is no continuation of the one that the events before were checked with: then all has to be walked anew.
    """
    by_fingerprint = {chain.fingerprint: chain for chain in chains}
    for fingerprint, known in before.chains.items():
        chain = by_fingerprint.get(fingerprint)
        # What was right under a beginning of a chain is right under all of it: rosters are only ever added.
        if chain is None or chain.digests[: len(known.digests)] != known.digests:
            return None
    walk = before.walked.onward(_keys(by_fingerprint, authors), by_fingerprint)
    return _walk_on(walk, before.events, before.hashes, events, statements)


def _keys(chains: Mapping[bytes, VerifiedChain], authors: Iterable[PublicKeys]) -> Mapping[bytes, PublicKeys]:
    keys = {kid: key for chain in chains.values() for kid, key in chain.keys.items()}
    return keys | by_kid(authors)


def _walk_on(
    walk: Walk,
    understood: tuple[Event, ...],
    hashes: tuple[bytes, ...],
    events: Sequence[SignedEvent],
    statements: Sequence[Signed],
    seen: Seen | None = None,
) -> VerifiedRoom:
    new: list[Event] = []
    head = hashes[-1] if hashes else b""
    for seq, signed in enumerate(events, len(understood)):
        with placed("event", seq):
            event = verify_link(signed, walk.instance, walk.room, seq, head, walk.keys)
            if seq == 0:
                check_founded(walk, event)
            else:
                apply_event(walk, event, signed.digest)
            if event.type == "epoch":
                _announce(walk, event, statements)
        new.append(event)
        head = signed.digest
        if seen is not None and seq == seen.seq:
            # Whoever was removed by then signs nothing any more, whatever the server lets him.
            walk.raise_used(seen.rosters)
    if len(walk.statements) != len(statements):
        with placed("epoch", len(walk.statements)):
            raise SealError(Code.NOT_ANNOUNCED, "statement without event")
    return verified_of(walk, (*understood, *new), (*hashes, *(signed.digest for signed in events)))


def _announce(walk: Walk, event: Event, statements: Sequence[Signed]) -> None:
    for digest in event.digests("statements"):
        place = len(walk.statements)
        if place >= len(statements) or sha256(statements[place].body) != digest:
            raise SealError(Code.NOT_ANNOUNCED)
        with placed("epoch", place):
            apply_statement(walk, statements[place], statements[place - 1].body if place else b"", event)


def verify_header(room: VerifiedRoom, raw: bytes) -> Header:
    """An entry's header, if its author could write it there and did. The body is checked when it is
    opened.
    """
    header = parse_header(raw)
    if header.room != room.room:
        raise SealError(Code.FOREIGN_ROOM)
    if header.epoch >= len(room.statements):
        raise SealError(Code.FOREIGN_EPOCH)
    if header.head and header.head not in room.hashes:
        raise SealError(Code.FOREIGN_HEAD)
    if room.kind == "reporter" and header.epoch == 0:
        # What was filed comes from the reporter alone, who need not be able to read it again.
        entitled = header.author == room.founder
    else:
        entitled = bool(acts_in(room.statements[header.epoch], header.author, room.chains))
    if not entitled:
        raise SealError(Code.FOREIGN_AUTHOR)
    if header.author not in room.keys:
        raise SealError(Code.UNKNOWN_SIGNER)
    place = place_of(header.room, header.epoch, header.salt, header.head)
    message = entry_message(room.instance, place, header.entry, header.author, header.commitment, header.body_hash)
    verify_signature(room.keys[header.author].sig_public, message, header.signature)
    return header


def verify_headers(room: VerifiedRoom, raws: Iterable[bytes]) -> tuple[Header, ...]:
    """All headers of a room: each alone, no id twice, and of every closed epoch exactly those its closing
    listed.
    """
    headers: list[Header] = []
    by_epoch: defaultdict[int, list[bytes]] = defaultdict(list)
    for number, raw in enumerate(raws):
        with placed("entry", number):
            header = verify_header(room, raw)
        headers.append(header)
        by_epoch[header.epoch].append(raw)
    if len({header.entry for header in headers}) != len(headers):
        raise SealError(Code.TWINS, "entries")
    for statement in room.statements[1:]:
        with placed("epoch", statement.epoch):
            if closed_hash(by_epoch[statement.epoch - 1]) != statement.closed:
                raise SealError(Code.WRONG_CLOSED)
    return tuple(headers)


def check_current(room: VerifiedRoom) -> None:
    """Before any write: whether the statement in force is still what it says.

    Raises `after-withdrawal`; `stale-epoch` while a revocation waits and `stale-roster` when an
    organisation has a newer key: then a new epoch comes first.
    """
    if room.withdrawn:
        raise SealError(Code.AFTER_WITHDRAWAL)
    if room.revoking:
        raise SealError(Code.STALE_EPOCH)
    for reader in room.latest.readers:
        if reader.fingerprint and room.chains[reader.fingerprint].latest.kid != reader.kid:
            raise SealError(Code.STALE_ROSTER)


def check_new_entry(room: VerifiedRoom, raw: bytes) -> Header:
    """Whether an entry with this header may be added now. Raises `stale-epoch` for any epoch but the
    latest.
    """
    check_current(room)
    header = verify_header(room, raw)
    if header.epoch != room.latest.epoch:
        raise SealError(Code.STALE_EPOCH)
    return header


def check_seen(room: VerifiedRoom, seen: Seen) -> None:
    """Whether a room still has what was seen of it: that event with that hash. Raises `rolled-back`, `forked`."""
    if seen.seq >= len(room.hashes):
        raise SealError(Code.ROLLED_BACK, "history")
    if room.hashes[seen.seq] != seen.digest:
        raise SealError(Code.FORKED, "history")
