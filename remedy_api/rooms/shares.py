"""How much one company may do at a table in a day, and what is kept back for the workers' side: nobody fills a table, or makes so
many epochs that the others do nothing but open them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from remedy_api.accounts.models import Organisation
from remedy_api.accounts.states import COMPANIES
from remedy_api.keyring.models import RosterName
from remedy_api.kit.clock import now
from remedy_api.rooms.errors import KeptBack, ShareSpent
from remedy_api.rooms.models import Entry, Room
from remedy_api.rooms.queries import readers_of
from remedy_api.rooms.signers import Signer
from remedy_api.rooms.states import RoomKind
from remedy_api.sealing.format import parse_header
from remedy_api.sealing.room import VerifiedRoom

ENTRIES_A_DAY = 100
EVENTS_A_DAY = 60
EPOCHS_A_DAY = 4
"""What one company may add to one table in a day. An epoch is due when somebody has left it, and others can begin it too."""
KEPT = 4
"""One part of so many of what a table holds is never taken by companies."""
TOGETHER = 2
"""One company alone takes one part of so many of what is left to companies: the others keep a voice, however long it writes."""


def check_entry_share(session: Session, room: Room, signer: Signer, day: date, *, most: int) -> None:
    """Whether somebody may add an entry to a room that holds at most so many. Raises KeptBack, ShareSpent."""
    if room.kind != RoomKind.TABLE:
        return
    mine = set(readers_of(session, room.room)) & set(signer.organisations)
    companies = _companies(session, mine)
    # Who acts for the workers' side, too, writes for it.
    if mine - companies:
        return
    together = most - most // KEPT
    if room.entries >= together:
        raise KeptBack
    alone = together // TOGETHER
    # Who wrote how much in all is counted only where one could have written too much.
    if room.entries >= alone:
        written = _written(session, room.room, companies)
        if all(written[one] >= alone for one in companies):
            raise KeptBack
    written = _written(session, room.room, companies, Entry.posted_on == day)
    if all(written[one] >= ENTRIES_A_DAY for one in companies):
        raise _spent()


def check_event_share(
    session: Session, room: Room, verified: VerifiedRoom, known: int, acting: Sequence[bytes], *, most: int
) -> None:
    """The same for events of a table, those after the first `known`; `acting` says for which organisation each was signed."""
    companies = _companies(session, set(acting)) if room.kind == RoomKind.TABLE else set()
    if not companies:
        return
    together = most - most // KEPT
    if len(verified.events) > together:
        raise KeptBack
    organisations = {digest: one.rosters[0].organisation for one in verified.chains.values() for digest in one.digests}
    alone = Counter(organisations[event.roster] for event in verified.events)
    if any(alone[one] > together // TOGETHER for one in companies):
        raise KeptBack
    days = {event.day for event in verified.events[known:]}
    signed: Counter[tuple[bytes, date, bool]] = Counter()
    for event in reversed(verified.events):
        # No organisation dates an event before one that is there.
        if event.day < min(days):
            break
        signed[organisations[event.roster], event.day, event.type == "epoch"] += 1
    for one in companies:
        for day in days:
            epochs, others = signed[one, day, True], signed[one, day, False]
            if epochs > EPOCHS_A_DAY or epochs + others > EVENTS_A_DAY:
                raise _spent()


def _companies(session: Session, organisations: Iterable[bytes]) -> set[bytes]:
    query = select(Organisation.organisation).where(
        col(Organisation.organisation).in_(list(organisations)), col(Organisation.kind).in_(list(COMPANIES))
    )
    return set(session.exec(query))


def _written(session: Session, room: bytes, companies: Iterable[bytes], *of: ColumnElement[bool] | bool) -> Counter[bytes]:
    """How many of these entries people of each company wrote."""
    headers = session.exec(select(Entry.header).where(Entry.room == room, *of))
    authors = Counter(parse_header(raw).author for raw in headers)
    query = select(RosterName.organisation, RosterName.kid)
    query = query.where(col(RosterName.organisation).in_(list(companies)), col(RosterName.kid).in_(list(authors)))
    written: Counter[bytes] = Counter()
    for organisation, kid in session.exec(query):
        written[organisation] += authors[kid]
    return written


def _spent() -> ShareSpent:
    midnight = datetime.combine(now().date() + timedelta(days=1), time(), UTC)
    return ShareSpent(int((midnight - now()).total_seconds()) + 1)
