"""Preconditions of a step in a room's history: what clients would refuse and what only the server can know."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlmodel import Session, col, select

from remedy_api.accounts.models import Organisation
from remedy_api.accounts.states import RECEIVERS, OrganisationKind
from remedy_api.keyring.queries import founded_by, latest_roster
from remedy_api.kit.clock import now
from remedy_api.rooms.errors import NotForThisKind, NotNow, NotYours, PersonNeeded, StaleRoster, WrongDay
from remedy_api.rooms.models import Room
from remedy_api.rooms.queries import readers_of
from remedy_api.rooms.schemas import EventsPost
from remedy_api.rooms.signers import Signer
from remedy_api.rooms.states import NEXT_STATES, RoomKind, RoomState
from remedy_api.sealing.event import Event
from remedy_api.sealing.event_data import EVENTS_OF
from remedy_api.sealing.room import VerifiedRoom

MIDNIGHT = timedelta(minutes=15)
"""How far a device's clock may be from the server's: only that close to midnight may the days of the two differ."""
OFFERED: Mapping[str, frozenset[str]] = {
    RoomKind.REPORTER: frozenset({"epoch", "acknowledged", "handover_proposed", "consented", "admitted", "withdrawn"}),
    RoomKind.WORKERS: EVENTS_OF["workers"],
    RoomKind.TABLE: EVENTS_OF["table"],
}
"""Types of events that may follow the founding here, by kind of room. The protocol knows more."""
BY_PROGRAMS = frozenset({"epoch", "acknowledged", "received", "said_done"})
"""Types of events that a program may sign. All others decide something: what workers want, allow or verify, a person says."""
ADMITTED: Mapping[str, frozenset[OrganisationKind]] = {
    RoomKind.WORKERS: RECEIVERS,
    RoomKind.TABLE: frozenset(OrganisationKind),
}
"""Which kinds of organisations can come to read a room. A company never comes into the workers' room."""
ENTRUSTED: Mapping[str, frozenset[OrganisationKind]] = {
    "representative": frozenset({OrganisationKind.WORKER_ORGANISATION}),
    "coordinator": frozenset({OrganisationKind.COORDINATOR}),
    "monitor": frozenset({OrganisationKind.MONITOR}),
    "duty_bearer": frozenset({OrganisationKind.SUPPLIER, OrganisationKind.OPERATOR}),
    "buyer": frozenset({OrganisationKind.BUYER}),
}
"""Which kinds of organisations a role can be given to. Which roles there are in a room says the protocol."""


def check_signer(session: Session, room: Room, signer: Signer, events: Sequence[Event]) -> tuple[bytes, ...]:
    """Every event is the signer's own, under the latest roster of an organisation of his that reads here: which, for each
    event; the receipt acts for none.

    Raises NotYours, NotNow for a type that is not offered, PersonNeeded, StaleRoster, WrongDay.
    """
    if signer.program and any(event.type not in BY_PROGRAMS for event in events):
        raise PersonNeeded
    if any(event.type not in OFFERED[room.kind] for event in events):
        raise NotNow
    mine = set(readers_of(session, room.room)) & set(signer.organisations)
    return check_rosters(session, signer, events, mine)


def check_rosters(session: Session, signer: Signer, events: Sequence[Event], mine: Iterable[bytes]) -> tuple[bytes, ...]:
    """The same for organisations that are known to be the signer's. Raises NotYours, StaleRoster, WrongDay."""
    latest = {roster.digest: one for one in mine if (roster := latest_roster(session, one))}
    instant = now()
    days = {(instant - MIDNIGHT).date(), (instant + MIDNIGHT).date()}
    for event in events:
        if event.actor != signer.kid or signer.is_receipt != (not event.roster):
            raise NotYours
        if event.roster and event.roster not in latest:
            raise StaleRoster
        # Reporters are let be: an old phone with a wrong date must never keep anybody from withdrawing or agreeing.
        if event.roster and event.day not in days:
            raise WrongDay
    return tuple(latest.get(event.roster, b"") for event in events)


def check_order(events: Sequence[Event], known: int) -> None:
    """Whether no step of an organisation is dated before the one that came before it; `known` events were there.

    Reporters are let be here as well, and nobody has to wait for what their devices think of the day. Raises WrongDay.
    """
    last = next((event.day for event in reversed(events[:known]) if event.roster), date.min)
    for event in events[known:]:
        if event.roster and event.day < last:
            raise WrongDay
        last = event.day if event.roster else last


def check_epoch(room: Room, verified: VerifiedRoom, events: Sequence[Event], post: EventsPost) -> None:
    """Whether a workers' room needs the epoch that is posted for it: somebody comes or goes, a reader has a newer key, or
    the key before it is given up, which only who represents the workers may say (`check_new_epoch`). Whoever only reads
    would otherwise make a room longer and longer for everybody. Of a table the protocol itself says so.

    `verified` is the room as it would be. Raises NotNow.
    """
    if room.kind != RoomKind.WORKERS or post.epoch is None or post.epoch.previous is None:
        return
    changing = any(event.type in ("admitted", "revoked") for event in events)
    older = any(verified.chains[one.fingerprint].latest.kid != one.kid for one in verified.statements[-2].readers)
    if not (changing or older):
        raise NotNow


def check_shape(room: Room, events: Sequence[Event], post: EventsPost) -> None:
    """What comes together: who reads changes with its new epoch, an epoch event comes with its one statement, and a
    withdrawal with nothing. A room that waits for the second half of a step would be stuck if that never came.

    Raises NotNow.
    """
    types = [event.type for event in events]
    changing = not {"admitted", "revoked"}.isdisjoint(types)
    if room.kind == RoomKind.REPORTER:
        whole = types in (["epoch"], ["admitted", "epoch"]) if "epoch" in types else not changing
    else:
        # The epoch closes what was said before it, so that it names everybody who reads from there on.
        whole = "epoch" not in types[:-1] and (types[-1] == "epoch" or not changing)
    if not whole or ("withdrawn" in types and len(types) > 1):
        raise NotNow
    if (post.epoch is not None) != ("epoch" in types) or (post.late_wraps and "admitted" not in types):
        raise NotNow
    if len(post.disclosures) != types.count("disclosed"):
        raise NotNow
    if any(len(event.digests("statements")) != 1 for event in events if event.type == "epoch"):
        raise NotNow


def check_steps(session: Session, room: Room, before: Sequence[Event], events: Sequence[Event]) -> RoomState:
    """Whether each step follows from where the room stands; the state after them. Raises NotNow, NotForThisKind."""
    if room.kind != RoomKind.REPORTER:
        _check_kinds(session, room, events)
        return RoomState(room.state)
    state, known = RoomState(room.state), list(before)
    for event in events:
        if event.type in ("acknowledged", "withdrawn"):
            wanted = RoomState(event.type)
            if wanted not in NEXT_STATES[state]:
                raise NotNow
            state = wanted
        elif event.type == "handover_proposed":
            _check_proposal(session, room, event)
        elif event.type in ("consented", "admitted"):
            _check_open(known, event)
        known.append(event)
    return state


def _check_kinds(session: Session, room: Room, events: Sequence[Event]) -> None:
    """What an organisation is, no client can know: a company never comes into the workers' room, and a role only to those
    whose role it is.
    """
    named = {one for event in events if event.type in ("admitted", "entrusted") for one in event.digests("fingerprint")}
    organisations = founded_by(session, named)
    kinds_of = select(Organisation.organisation, Organisation.kind).where(
        col(Organisation.organisation).in_(list(organisations.values()))
    )
    kinds = dict(session.exec(kinds_of).all()) if named else {}
    for event in events:
        if event.type in ("admitted", "entrusted"):
            kind = kinds.get(organisations.get(event.digests("fingerprint")[0], b""))
            allowed = ADMITTED[room.kind] if event.type == "admitted" else ENTRUSTED[str(event.data["role"])]
            if kind is None or kind not in allowed:
                raise NotForThisKind


def _check_proposal(session: Session, room: Room, event: Event) -> None:
    organisation = founded_by(session, event.digests("fingerprint")).get(event.digests("fingerprint")[0])
    accepts = select(Organisation.accepts_reports).where(col(Organisation.organisation) == organisation)
    if organisation in readers_of(session, room.room) or not session.exec(accepts).one_or_none():
        raise NotNow


def _check_open(known: Sequence[Event], event: Event) -> None:
    """A consent answers a proposal, an admission follows a consent; each is used up by an admission."""
    needed = "handover_proposed" if event.type == "consented" else "consented"
    for earlier in reversed(known):
        if "fingerprint" in earlier.data and earlier.data["fingerprint"] == event.data["fingerprint"]:
            if earlier.type == needed:
                return
            break
    raise NotNow
