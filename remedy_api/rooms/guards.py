"""Preconditions of a step in a room's history: what clients would refuse and what only the server can know."""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session, col, select

from remedy_api.accounts.models import Organisation
from remedy_api.keyring.queries import founded_by, latest_roster
from remedy_api.kit.clock import today
from remedy_api.rooms.errors import NotNow, NotYours, StaleRoster, WrongDay
from remedy_api.rooms.models import Room
from remedy_api.rooms.queries import readers_of
from remedy_api.rooms.schemas import EventsPost
from remedy_api.rooms.signers import Signer
from remedy_api.rooms.states import NEXT_STATES, RoomState
from remedy_api.sealing.event import Event

A_DAY = timedelta(days=1)
"""Around the world it is never more than one day earlier or later than here."""
OFFERED = frozenset({"epoch", "acknowledged", "handover_proposed", "consented", "admitted", "withdrawn"})
"""Types of events that may follow the founding here. The protocol knows more."""


def check_signer(session: Session, room: Room, signer: Signer, events: Sequence[Event]) -> None:
    """Every event is the signer's own, under the latest roster of an organisation of his that reads here.

    Raises NotYours, NotNow for a type that is not offered, StaleRoster, WrongDay.
    """
    mine = set(readers_of(session, room.room)) & set(signer.organisations)
    latest = {roster.digest for one in mine if (roster := latest_roster(session, one))}
    for event in events:
        if event.type not in OFFERED:
            raise NotNow
        if event.actor != signer.kid or signer.is_receipt != (not event.roster):
            raise NotYours
        if event.roster and event.roster not in latest:
            raise StaleRoster
        # Reporters are let be: an old phone with a wrong date must never keep anybody from withdrawing or agreeing.
        if event.roster and abs(event.day - today()) > A_DAY:
            raise WrongDay


def check_shape(events: Sequence[Event], post: EventsPost) -> None:
    """What comes together: an admission with its new epoch, an epoch event with its one statement, and a withdrawal with
    nothing. A room that waits for the second half of a step would be stuck if that never came. Raises NotNow.
    """
    types = [event.type for event in events]
    whole = types in (["epoch"], ["admitted", "epoch"]) if "epoch" in types else "admitted" not in types
    if not whole or ("withdrawn" in types and len(types) > 1):
        raise NotNow
    if (post.epoch is not None) != ("epoch" in types) or (post.late_wraps and "admitted" not in types):
        raise NotNow
    if any(len(event.digests("statements")) != 1 for event in events if event.type == "epoch"):
        raise NotNow


def check_steps(session: Session, room: Room, before: Sequence[Event], events: Sequence[Event]) -> RoomState:
    """Whether each step follows from where the room stands; the state after them. Raises NotNow."""
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
