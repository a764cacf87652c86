"""What a representative does in a room: read, acknowledge, answer, hand over. Each change is signed here."""

from remedy_api.cli.client.door import Json
from remedy_api.cli.client.member import Member
from remedy_api.cli.client.reports import directory
from remedy_api.cli.client.rooms import (
    OpenRoom,
    epoch_json,
    event_json,
    late_wraps,
    next_epoch,
    next_event,
    open_room,
    whole_history,
    write,
)
from remedy_api.cli.errors import Refused
from remedy_api.kit.i18n import _N
from remedy_api.sealing.content import Content
from remedy_api.sealing.event import Value
from remedy_api.sealing.format import ENTRY_MEDIA_TYPE
from remedy_api.sealing.lp import sha256


def look(member: Member, room: bytes) -> tuple[Json, OpenRoom]:
    """A room, checked and opened with the keys of one's organisations."""
    path = f"/v1/rooms/{room.hex()}"
    answer = member.door.get(path).json()
    whole_history(answer, lambda after: member.door.get(f"{path}/events", after=after).json())
    entries = member.door.pages(f"{path}/entries")
    opened = open_room(member.instance, room, answer, entries, member.my_keys(), member.pins, member.seen(room))
    member.remember_room(opened.room)
    return answer, opened


def acting_roster(member: Member, opened: OpenRoom) -> bytes:
    """The latest roster that names me, of an organisation that reads the room; of several the one that may most."""
    order = {"representative": 0, "coordinator": 1}
    roles = opened.room.roles
    for reader in sorted(opened.room.latest.readers, key=lambda one: order.get(roles.get(one.fingerprint, ""), 2)):
        chain = opened.room.chains.get(reader.fingerprint) if reader.fingerprint else None
        if chain is not None and member.keys.kid in chain.latest.members:
            return chain.digests[-1]
    raise Refused(_N("None of your organisations may read this."))


def send(member: Member, opened: OpenRoom, body: Json) -> None:
    """Add to the room's history, on top of what was seen."""
    member.door.send("POST", f"/v1/rooms/{opened.room.room.hex()}/events", body, match=opened.etag)


def _event(member: Member, opened: OpenRoom, kind: str, data: dict[str, Value]) -> None:
    event = next_event(opened, member.keys, acting_roster(member, opened), kind, data)
    send(member, opened, {"events": [event_json(event)]})


def acknowledge(member: Member, room: bytes) -> None:
    """Tell the reporter, signed, that the report was received."""
    _, opened = current(member, room)
    _event(member, opened, "acknowledged", {})


def current(member: Member, room: bytes) -> tuple[Json, OpenRoom]:
    """The room, after a new epoch if an organisation's key is not the one it was sealed to any more."""
    answer, opened = look(member, room)
    if opened.is_current():
        return answer, opened
    roster = acting_roster(member, opened)
    epoch, event = next_epoch(opened, answer, member.keys, roster, opened.recipients())
    send(member, opened, {"events": [event_json(event)], "epoch": epoch_json(epoch)})
    return look(member, room)


def post(member: Member, room: bytes, content: Content) -> bytes:
    """Seal an entry to everybody who reads the room now, and add it. What events call it by: the hash of its header."""
    _, opened = current(member, room)
    entry = write(opened, member.keys, content)
    # The entry's own id is the key: a repeated request can only be the same entry.
    member.door.post_bytes(f"/v1/rooms/{room.hex()}/entries", entry.encode(), ENTRY_MEDIA_TYPE, entry.header.entry.hex())
    return sha256(entry.raw_header)


def propose_handover(member: Member, opened: OpenRoom, fingerprint: bytes) -> None:
    """Ask the reporter, signed; nothing is shared yet."""
    _event(member, opened, "handover_proposed", {"fingerprint": fingerprint.hex()})


def waiting(opened: OpenRoom) -> bytes | None:
    """The organisation (fingerprint) the reporter agreed to and nobody admitted yet."""
    agreed = None
    for event in opened.room.events:
        if event.type == "consented":
            agreed = event.digests("fingerprint")[0]
        elif event.type == "admitted" and event.digests("fingerprint")[0] == agreed:
            agreed = None
    return agreed


def complete_handover(member: Member, answer: Json, opened: OpenRoom, fingerprint: bytes) -> None:
    """Admit the organisation the reporter agreed to: event, new epoch and the keys so far, in one request."""
    _, organisations = directory(member.door, member.pins)
    found = [item for item in organisations if item.chain.fingerprint == fingerprint]
    if not found:
        raise Refused(_N("The organisation the reporter agreed to does not accept reports any more."))
    newcomer, roster = found[0].recipient, acting_roster(member, opened)
    admitted = next_event(opened, member.keys, roster, "admitted", {"fingerprint": fingerprint.hex()})
    recipients = [*opened.recipients(), newcomer]
    epoch, announced = next_epoch(opened, answer, member.keys, roster, recipients, [admitted])
    body = {
        "events": [event_json(admitted), event_json(announced)],
        "epoch": epoch_json(epoch),
        "late_wraps": late_wraps(opened, admitted.digest, newcomer),
    }
    send(member, opened, body)
