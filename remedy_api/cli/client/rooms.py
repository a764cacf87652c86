"""A room on one's own device: checked from its first event on, opened, answered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from remedy_api.cli.client.codec import b64, key_from, signed_from, unb64, unhex, wrap_json
from remedy_api.cli.client.door import Json
from remedy_api.cli.client.trust import chains_from, latest_kem, organisation_kems
from remedy_api.cli.errors import Refused
from remedy_api.kit.clock import today
from remedy_api.kit.i18n import _N
from remedy_api.sealing.content import Content
from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.event import Event, SignedEvent, Value, sign_event
from remedy_api.sealing.format import Header, parse_header
from remedy_api.sealing.keys import AccountKeys, OrganisationKeys, PublicKeys
from remedy_api.sealing.room import Seen, VerifiedRoom, check_current, verify_headers, verify_room
from remedy_api.sealing.roster import Pin
from remedy_api.sealing.seal import Recipient, SealedEntry, SealedEpoch, seal_entry, seal_epoch, wrap_late
from remedy_api.sealing.statement import Reader
from remedy_api.sealing.unseal import EpochWrap, Spoiled, open_entry, open_epochs

Keys = Mapping[bytes, AccountKeys | OrganisationKeys]
Said = tuple[str, Mapping[str, Value]]
"""The type of an event and its data."""


@dataclass(frozen=True)
class OpenRoom:
    """A checked room, the epoch keys one's own keys open, and who is who."""

    room: VerifiedRoom
    epochs: Mapping[int, bytes] = field(repr=False)
    names: Mapping[bytes, str]
    kems: Mapping[bytes, bytes]
    receipt: PublicKeys | None
    headers: tuple[bytes, ...]
    entries: tuple[Json, ...]
    etag: str
    spoiled: tuple[Spoiled, ...] = ()

    def spoilers(self) -> list[str]:
        """Who made keys here that do not open: the names of their organisations."""
        found = {self._organisation_of(one.signer) for one in self.spoiled}
        return sorted(found)

    def _organisation_of(self, account: bytes) -> str:
        chains = self.room.chains.items()
        named = (print_ for print_, chain in chains if any(account in roster.members for roster in chain.rosters))
        return next((self.names[print_] for print_ in named if print_ in self.names), account.hex())

    def recipients(self) -> list[Recipient]:
        """Who reads from the next epoch on, each organisation under its latest key.

        An honest server takes an admission with its epoch only. One that shows an admission still waiting for its epoch
        would have this device let somebody in whom its owner never chose: that is a stop.
        """
        wanted = self.room.next_readers
        if wanted - {reader.name for reader in self.room.latest.readers}:
            raise Refused(
                _N("Stopped: somebody was let in here without new keys. Nothing was sent. Please tell your help contact."), code=3
            )
        found = []
        for reader in self.room.latest.readers:
            if reader.name not in wanted:
                continue
            if reader.fingerprint:
                chain = self.room.chains[reader.fingerprint]
                found.append(Recipient(Reader(reader.fingerprint, chain.latest.kid), latest_kem(chain, self.kems)))
            elif self.receipt is not None:
                found.append(Recipient(reader, self.receipt.kem_public))
        return found

    def is_current(self) -> bool:
        """Whether the readers are those that must read, every organisation under its latest key."""
        return not self.room.revoking and {item.reader for item in self.recipients()} == set(self.room.latest.readers)


def whole_history(answer: Json, page: Callable[[str], Json]) -> None:
    """Put all events into a server's answer: it brings the first, `page(after)` gives those that follow."""
    while answer.get("events_next"):
        more = page(str(answer["events_next"]))
        answer["events"] += more["items"]
        answer["events_next"] = more["next"]


def open_room(
    instance: str,
    room: bytes,
    answer: Json,
    entries: list[Json],
    keys: Keys,
    pins: Mapping[str, Pin],
    seen: Seen | None = None,
) -> OpenRoom:
    """Check everything the server said of a room; raises the first refusal. Nothing is opened before all of it held.

    `room`: the one that was asked for, whatever the answer calls itself (`foreign-room`). `seen`: how far this account has
    seen it before.
    """
    named = chains_from(instance, answer["chains"], pins)
    receipt = key_from(answer["receipt"]) if answer["receipt"] else None
    verified = verify_room(
        instance,
        room,
        statements=[signed_from(item["statement"], item["signature"]) for item in answer["epochs"]],
        events=[SignedEvent(unb64(item["payload"]), unb64(item["signature"])) for item in answer["events"]],
        authors=[*([receipt] if receipt else []), *map(key_from, answer["authors"])],
        chains=[chain for _, chain in named.values()],
        seen=seen,
    )
    raw = tuple(unb64(item["header"]) for item in entries)
    verify_headers(verified, raw)
    wraps = [EpochWrap(item["epoch"], unhex(item["kid"]), unb64(item["wrap"]), item["late"]) for item in answer["wraps"]]
    previous = {item["epoch"]: unb64(item["previous"]) for item in answer["epochs"] if item["previous"]}
    spoiled: list[Spoiled] = []
    opened = open_epochs(verified, keys, wraps, previous, spoiled)
    names = {fingerprint: name for fingerprint, (name, _) in named.items()}
    kems = organisation_kems(answer["chains"].values())
    return OpenRoom(verified, opened, names, kems, receipt, raw, tuple(entries), f'"{answer["head"]}"', tuple(spoiled))


def contents(opened: OpenRoom, body: Callable[[str], bytes]) -> list[tuple[Header, Content | None]]:
    """Every entry with its content, or None where none of one's keys opens its epoch. `body` fetches one by its id."""
    found: list[tuple[Header, Content | None]] = []
    for item, raw in zip(opened.entries, opened.headers, strict=True):
        header = parse_header(raw)
        if header.epoch not in opened.epochs:
            found.append((header, None))
            continue
        sealed = unb64(item["body"]) if item["body"] is not None else body(header.entry.hex())
        ck = opened.epochs[header.epoch]
        found.append((header, open_entry(ck, opened.room.instance, opened.room.kind, header, sealed)))
    return found


def next_event(
    opened: OpenRoom, author: AccountKeys, roster: bytes, kind: str, data: Mapping[str, Value], step: int = 0, prev: bytes = b""
) -> SignedEvent:
    """The next event of a room (or the one `step` after it, then `prev` is the hash before), signed here."""
    room = opened.room
    seq = len(room.events) + step
    event = Event(room.instance, room.room, seq, prev or room.head, today(), kind, author.kid, roster, data)
    return sign_event(author, event)


def next_events(opened: OpenRoom, author: AccountKeys, roster: bytes, said: Sequence[Said]) -> list[SignedEvent]:
    """Several events, one after the other, signed here."""
    signed: list[SignedEvent] = []
    for step, (kind, data) in enumerate(said):
        signed.append(next_event(opened, author, roster, kind, data, step, signed[-1].digest if signed else b""))
    return signed


def _represents(room: VerifiedRoom, roster: bytes) -> bool:
    return any(
        role == "representative" and room.chains[fingerprint].digests[-1] == roster for fingerprint, role in room.roles.items()
    )


def next_epoch(
    opened: OpenRoom,
    answer: Json,
    author: AccountKeys,
    roster: bytes,
    recipients: list[Recipient],
    before: Sequence[SignedEvent] = (),
) -> tuple[SealedEpoch, SignedEvent]:
    """A new epoch for `recipients` and the event that announces it, after those of `before`. Raises `not-a-reader` for who
    lacks the key to hand on and does not represent the workers.
    """
    room = opened.room
    last = len(room.statements) - 1
    # What was filed is not handed on to whoever finds the paper; a workers' room is read from its beginning, a table never.
    handed_on = room.kind == "workers" or (room.kind == "reporter" and last >= 1)
    if handed_on and last not in opened.epochs and not _represents(room, roster):
        raise SealError(Code.NOT_A_READER)
    head = before[-1].digest if before else room.head
    epoch = seal_epoch(
        instance=room.instance,
        room=room.room,
        kind=room.kind,
        epoch=last + 1,
        before=unb64(answer["epochs"][-1]["statement"]),
        headers=[raw for raw in opened.headers if parse_header(raw).epoch == last],
        last_event=head,
        signer=author,
        recipients=recipients,
        # Somebody who represents the workers goes on without a key that was spoiled.
        previous_key=opened.epochs.get(last) if handed_on else None,
    )
    data = {"statements": (epoch.digest.hex(),)}
    return epoch, next_event(opened, author, roster, "epoch", data, len(before), head)


def epoch_json(epoch: SealedEpoch) -> Json:
    """A new epoch as the server takes it."""
    return {
        "statement": b64(epoch.signed.body),
        "signature": b64(epoch.signed.signature),
        "wraps": [wrap_json(wrap) for wrap in epoch.wraps],
        "previous": None if epoch.previous is None else b64(epoch.previous),
    }


def event_json(event: SignedEvent) -> Json:
    """A signed event as the server takes it."""
    return {"payload": b64(event.payload), "signature": b64(event.signature)}


def late_wraps(opened: OpenRoom, admitting: bytes, newcomer: Recipient) -> list[Json]:
    """The keys of all epochs so far for an organisation that was just admitted."""
    return [
        {"epoch": epoch, **wrap_json(wrap_late(ck, opened.room.statements[epoch], admitting, newcomer))}
        for epoch, ck in sorted(opened.epochs.items())
    ]


def write(opened: OpenRoom, author: AccountKeys, content: Content) -> SealedEntry:
    """Seal one entry into the epoch of now. Raises `stale-epoch`, `stale-roster` where none may be; a reporter's room that
    was withdrawn is refused with a sentence.
    """
    if opened.room.withdrawn:
        raise Refused(_N("This report was withdrawn. Nothing can be added to it."))
    check_current(opened.room)
    room, epoch = opened.room, opened.room.latest.epoch
    if epoch not in opened.epochs:
        raise SealError(Code.NOT_A_READER)
    return seal_entry(
        ck=opened.epochs[epoch],
        instance=room.instance,
        room=room.room,
        room_kind=room.kind,
        epoch=epoch,
        author=author,
        head=room.head,
        content=content,
    )
