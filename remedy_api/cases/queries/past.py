"""The latest events of a case with who signed them: a walk along the end of the history, however long it is."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from remedy_api.access.actor import Actor
from remedy_api.accounts.models import Organisation
from remedy_api.accounts.queries.people import names_by_kid
from remedy_api.cases.schemas import HistoryItem
from remedy_api.keyring.models import Roster
from remedy_api.kit.pagination import at_most
from remedy_api.rooms.models import RoomEvent
from remedy_api.sealing.event import Event, parse_event

LATEST = 10
MOST_BYTES = 5_000
"""Of signed payloads together: events that record long lists are told in fewer, and the page of a case stays small."""


def latest_events(session: Session, actor: Actor, case: bytes) -> list[HistoryItem]:
    """The latest events of a case that the actor reads, newest first, at most ten. Colleagues carry their names: who works
    at another organisation is that organisation's to tell.
    """
    query = select(RoomEvent.payload).where(RoomEvent.room == case).order_by(col(RoomEvent.seq).desc()).limit(at_most(LATEST))
    events = [parse_event(payload) for payload in _few(session.exec(query))]
    signers = _organisations(session, {event.roster for event in events})
    colleagues = {event.actor for event in events if signers[event.roster][0] in actor.organisations}
    names = names_by_kid(session, colleagues) if colleagues else {}
    found = []
    for event in events:
        organisation, name = signers[event.roster]
        person = names.get(event.actor) if organisation in actor.organisations else None
        found.append(_item(event, organisation, name, person))
    return found


def _few(payloads: Iterable[bytes]) -> list[bytes]:
    kept: list[bytes] = []
    size = 0
    for payload in payloads:
        size += len(payload)
        if kept and size > MOST_BYTES:
            break
        kept.append(payload)
    return kept


def _organisations(session: Session, rosters: Iterable[bytes]) -> dict[bytes, tuple[bytes, str]]:
    query = (
        select(Roster.digest, Organisation.organisation, Organisation.name)
        .join(Organisation, col(Organisation.organisation) == Roster.organisation)
        .where(col(Roster.digest).in_(list(rosters)))
    )
    return {digest: (organisation, name) for digest, organisation, name in session.exec(query)}


def _item(event: Event, organisation: bytes, name: str, person: str | None) -> HistoryItem:
    return HistoryItem(
        seq=event.seq,
        day=event.day,
        type=event.type,
        data={key: value if isinstance(value, str) else list(event.texts(key)) for key, value in event.data.items()},
        organisation=organisation,
        name=name,
        person=person,
    )
