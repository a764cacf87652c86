"""Entries of a workers' room are shown at a table: what comes beside the signed events is compared with them and kept.

Whether the workers allow it is asked by who follows rooms; here only whether it is what was signed.
"""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from remedy_api.keyring.queries import founded_by
from remedy_api.rooms.errors import DisclosureWrong, StaleRoster, refusals
from remedy_api.rooms.models import Disclosure, DisclosureWrap, Entry, Room, RoomReader
from remedy_api.rooms.schemas import DisclosurePost
from remedy_api.rooms.states import RoomKind
from remedy_api.sealing.disclosure import check_wraps
from remedy_api.sealing.event import Event
from remedy_api.sealing.format import parse_header, place_of
from remedy_api.sealing.recipients import Wrap
from remedy_api.sealing.room import VerifiedRoom


def keep_disclosures(
    session: Session, room: Room, verified: VerifiedRoom, known: int, acting: Sequence[bytes], sent: Sequence[DisclosurePost]
) -> None:
    """Keep what comes with the new `disclosed` events, which are those after the first `known`, in their order; `acting`
    says of each new event for which organisation it was signed.

    Raises DisclosureWrong for an entry that this organisation does not read in a workers' room or that is not the one that
    was signed, SealRefused, StaleRoster.
    """
    new = zip(verified.events[known:], verified.hashes[known:], acting, strict=True)
    disclosed = [one for one in new if one[0].type == "disclosed"]
    for (event, digest, organisation), post in zip(disclosed, sent, strict=True):
        _check_source(session, event, organisation, post)
        wraps = [Wrap(one.kid, one.wrap) for one in post.wraps]
        with refusals():
            check_wraps(verified, event, wraps)
        _keep(session, room, verified, event, digest, post)


def _check_source(session: Session, event: Event, organisation: bytes, post: DisclosurePost) -> None:
    query = (
        select(Entry.header)
        .join(RoomReader, col(RoomReader.room) == Entry.room)
        .where(
            Entry.room == post.room,
            Entry.position == post.position,
            RoomReader.organisation == organisation,
            RoomReader.kind == RoomKind.WORKERS,
        )
    )
    raw = session.exec(query).one_or_none()
    if raw is None or not _is_signed(raw, event, post):
        raise DisclosureWrong


def _is_signed(raw: bytes, event: Event, post: DisclosurePost) -> bool:
    """Whether the event says of the entry with this header what the header says."""
    header = parse_header(raw)
    place = place_of(header.room, header.epoch, header.salt, header.head)
    said = (
        bytes.fromhex(str(event.data["entry"])),
        *(event.digests(name)[0] for name in ("place", "commitment", "body", "author")),
    )
    return post.entry == header.entry and said == (header.entry, place, header.commitment, header.body_hash, header.author)


def _keep(session: Session, room: Room, verified: VerifiedRoom, event: Event, digest: bytes, post: DisclosurePost) -> None:
    to = event.digests("to")
    organisations = founded_by(session, to)
    session.add(
        Disclosure(
            room=room.room,
            seq=event.seq,
            digest=digest,
            source=post.room,
            position=post.position,
            consent=event.digests("consent")[0],
        )
    )
    session.flush()
    for place, (fingerprint, wrap) in enumerate(zip(to, post.wraps, strict=True)):
        # A key that the organisation has given up may be known to somebody it has let go.
        if verified.chains[fingerprint].latest.kid != wrap.kid:
            raise StaleRoster
        session.add(
            DisclosureWrap(
                room=room.room,
                seq=event.seq,
                place=place,
                organisation=organisations[fingerprint],
                kid=wrap.kid,
                wrap=wrap.wrap,
            )
        )
    session.flush()
