"""Posting an entry."""

from datetime import date

from sqlmodel import Session

from remedy_api.accounts.queries import instance_of
from remedy_api.rooms.actions.news import tell_readers
from remedy_api.rooms.chains import walk
from remedy_api.rooms.errors import EntryTaken, NotYours, RoomFull, RoomWithdrawn, StaleEpoch, StaleRoster, refusals
from remedy_api.rooms.models import Entry, Room
from remedy_api.rooms.queries import entry_of
from remedy_api.rooms.receiving import ReceivedEntry
from remedy_api.rooms.schemas import EntryPosted
from remedy_api.rooms.shares import check_entry_share
from remedy_api.rooms.signers import Signer
from remedy_api.rooms.states import RoomState
from remedy_api.sealing.room import check_new_entry

MOST_ENTRIES = 2000
"""Entries of one room: a lost receipt must not fill the disk, and a new epoch hashes all headers of the one before."""


def post_entry(session: Session, room: Room, signer: Signer, *, received: ReceivedEntry, day: date) -> EntryPosted:
    """Store an entry of the latest epoch under the next position and flag it as new.

    Raises NotYours, StaleEpoch (a new epoch has begun, or must because a reader's key changed), RoomWithdrawn,
    RoomFull, KeptBack, ShareSpent, EntryTaken, StorageFull, SealRefused. When it raises, the caller discards what was received.
    """
    if room.state == RoomState.WITHDRAWN:
        raise RoomWithdrawn
    if room.entries >= MOST_ENTRIES:
        raise RoomFull
    if received.header.author != signer.kid:
        raise NotYours
    check_entry_share(session, room, signer, day, most=MOST_ENTRIES)
    try:
        with refusals():
            check_new_entry(walk(session, room, instance_of(session)), received.raw_header)
    except StaleRoster as error:
        # For a writer it is the same step: first a new epoch, then this entry sealed anew.
        raise StaleEpoch from error
    if entry_of(session, room, received.header.entry) is not None:
        raise EntryTaken
    position = room.entries
    session.add(
        Entry(
            room=room.room,
            position=position,
            entry=received.header.entry,
            epoch=received.header.epoch,
            posted_on=day,
            header=received.raw_header,
            body=received.body,
            blob=received.blob.keep() if received.blob else None,
        )
    )
    room.entries += 1
    session.add(room)
    tell_readers(session, room, besides=signer.organisations)
    session.flush()
    return EntryPosted(entry=received.header.entry, position=position)
