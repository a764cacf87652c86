"""Whether an export holds: by the very checks that clients run, against one fingerprint somebody has on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from remedy_api.audit.archive import Archive
from remedy_api.audit.export import (
    AUTHORS,
    HEAD,
    MANIFEST,
    Export,
    Missing,
    body_file,
    chain_file,
    epoch_file,
    event_file,
    header_file,
    read_export,
)
from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.format import Header
from remedy_api.sealing.head import Head, entries_hash, parse_head
from remedy_api.sealing.keys import by_kid, verify_signature
from remedy_api.sealing.room import VerifiedRoom, verify_headers, verify_room
from remedy_api.sealing.roster import VerifiedChain, verify_chain
from remedy_api.sealing.stream import BodyHash

HEADERS = "headers/"
"""The file of a refusal that concerns the headers of entries together."""

_FILES: dict[str, Callable[[int], str]] = {"event": event_file, "epoch": epoch_file, "entry": header_file}


@dataclass(frozen=True)
class Refusal:
    """What does not hold: the protocol's code, the file concerned (empty: the archive as a whole), and whether that
    file is not there. `roster`: which one of a chain, where that is known.
    """

    code: Code
    file: str
    missing: bool = False
    roster: int | None = None


@dataclass
class Verdict:
    """What came of it. `room`, `head` and `headers` are there as far as they held; without `refusals` all did."""

    refusals: list[Refusal] = field(default_factory=list)
    export: Export | None = None
    room: VerifiedRoom | None = None
    headers: tuple[Header, ...] | None = None
    head: Head | None = None

    @contextmanager
    def noting(self, file: str) -> Iterator[None]:
        """A refusal from inside is noted, with the file that it names itself, or else this one."""
        try:
            yield
        except SealError as refusal:
            what, number = refusal.place or ("", 0)
            place = _FILES[what](number) if what in _FILES else file or refusal.where
            roster = number if what == "roster" else None
            self.refusals.append(Refusal(refusal.code, place, isinstance(refusal, Missing), roster))


def verify_export(archive: Archive, is_anchor: Callable[[bytes], bool]) -> Verdict:
    """Check everything an export says. `is_anchor`: whether a fingerprint (32 bytes) is the one that somebody has on
    paper.

    What hangs on something that was refused is not looked at any more; what does not, is.
    """
    verdict = Verdict()
    with verdict.noting(""):
        verdict.export = read_export(archive)
    export = verdict.export
    if export is None:
        return verdict
    chains = _chains(verdict, export)
    with verdict.noting(AUTHORS):
        by_kid(export.authors)
    if not verdict.refusals:
        with verdict.noting(MANIFEST):
            verdict.room = _room(export, chains)
    if verdict.room is not None:
        with verdict.noting(HEADERS):
            verdict.headers = verify_headers(verdict.room, export.headers)
        _bodies(verdict, archive, export)
        with verdict.noting(HEAD):
            verdict.head = _head(export, verdict.room)
            _anchored(verdict.room, verdict.head, is_anchor)
    if verdict.head is not None and verdict.headers is not None:
        with verdict.noting(HEADERS):
            if verdict.head.entries != entries_hash(export.headers):
                # Of an epoch that is still open nothing else says which entries there were, nor in which order.
                raise SealError(Code.WRONG_CLOSED)
    return verdict


def _chains(verdict: Verdict, export: Export) -> list[VerifiedChain]:
    found: list[VerifiedChain] = []
    for organisation, (rosters, keys) in sorted(export.chains.items()):
        with verdict.noting(chain_file(organisation)):
            found.append(verify_chain(export.manifest.instance, organisation, rosters, keys))
    return found


def _room(export: Export, chains: list[VerifiedChain]) -> VerifiedRoom:
    said = export.manifest
    room = verify_room(
        said.instance, said.room, statements=export.statements, events=export.events, authors=export.authors, chains=chains
    )
    if room.kind != said.kind:
        raise SealError(Code.UNKNOWN_KIND, MANIFEST)
    return room


def _bodies(verdict: Verdict, archive: Archive, export: Export) -> None:
    if verdict.headers is None:
        return
    by_entry = {header.entry: header for header in verdict.headers}
    for entry, name in sorted(export.bodies.items()):
        with verdict.noting(body_file(entry)):
            # Without any header left, every body is one of no entry.
            if entry not in by_entry:
                raise SealError(Code.WRONG_BODY, name)
            _body(archive, name, by_entry[entry])


def _body(archive: Archive, name: str, header: Header) -> None:
    if archive.files[name].size != header.body_length:
        raise SealError(Code.WRONG_LENGTH, name)
    running = BodyHash()
    for piece in archive.pieces(name):
        running.update(piece)
    if running.digest() != header.body_hash:
        raise SealError(Code.WRONG_BODY, name)


def acting_now(room: VerifiedRoom, account: bytes) -> set[bytes]:
    """The readers of the statement in force (fingerprints) whose latest roster names this account."""
    names = {reader.fingerprint for reader in room.latest.readers if reader.fingerprint}
    return {name for name in names if account in room.chains[name].latest.members}


def _head(export: Export, room: VerifiedRoom) -> Head:
    head = parse_head(export.head.body)
    if head.instance != room.instance:
        raise SealError(Code.FOREIGN_INSTANCE, HEAD)
    if head.room != room.room:
        raise SealError(Code.FOREIGN_ROOM, HEAD)
    if head.exporter not in room.keys:
        raise SealError(Code.UNKNOWN_SIGNER, HEAD)
    verify_signature(room.keys[head.exporter].sig_public, export.head.body, export.head.signature)
    if not acting_now(room, head.exporter):
        raise SealError(Code.NOT_ENTITLED, HEAD)
    if head.seq >= len(room.events):
        # Its end was cut off after it was exported.
        raise SealError(Code.ROLLED_BACK, HEAD)
    if head.seq != len(room.events) - 1 or head.digest != room.head:
        raise SealError(Code.FORKED, HEAD)
    return head


def _anchored(room: VerifiedRoom, head: Head, is_anchor: Callable[[bytes], bool]) -> None:
    """The anchor must have founded the room, or export it: that somebody was made a reader says nothing about him, for
    whoever makes rooms up can do that to anybody.
    """
    vouching = acting_now(room, head.exporter) | ({room.founder} if room.kind in ("workers", "table") else set())
    if not any(map(is_anchor, vouching)):
        raise SealError(Code.WRONG_FINGERPRINT, HEAD)
