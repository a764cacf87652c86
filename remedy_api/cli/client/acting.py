"""Several things done in a room at once: texts are sealed, and the events that name them signed, on top of one look at the room."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from remedy_api.cli.client.casework import acting_roster, current, send
from remedy_api.cli.client.member import Member
from remedy_api.cli.client.rooms import OpenRoom, Said, event_json, next_events, write
from remedy_api.sealing.content import Content
from remedy_api.sealing.format import ENTRY_MEDIA_TYPE
from remedy_api.sealing.lp import sha256

Says = Callable[[list[str]], Sequence[Said]]
"""What is said of the entries that were just written, given the hashes by which events name them."""


@dataclass(frozen=True)
class Done:
    """What was added: hashes of headers of entries, and hashes of events, as hex in their order."""

    entries: list[str]
    events: list[str]


def act(member: Member, room: bytes, contents: Sequence[Content] = (), says: Says | None = None) -> Done:
    """Write these entries, then sign and add what is said of them, all or none. Raises the server's refusal."""
    _, opened = current(member, room)
    entries = [seal(member, opened, content) for content in contents]
    said = says(entries) if says is not None else ()
    if not said:
        return Done(entries, [])
    events = next_events(opened, member.keys, acting_roster(member, opened), said)
    send(member, opened, {"events": [event_json(event) for event in events]})
    return Done(entries, [event.digest.hex() for event in events])


def seal(member: Member, opened: OpenRoom, content: Content) -> str:
    """Seal an entry to everybody who reads the room as it was opened, and add it; the hash of its header."""
    entry = write(opened, member.keys, content)
    path = f"/v1/rooms/{opened.room.room.hex()}/entries"
    # The entry's own id is the key: a repeated request can only be the same entry.
    member.door.post_bytes(path, entry.encode(), ENTRY_MEDIA_TYPE, entry.header.entry.hex())
    return sha256(entry.raw_header).hex()
