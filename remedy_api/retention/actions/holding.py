"""Holding a case, and letting it go again."""

from datetime import date

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col

from remedy_api.access.actor import Actor
from remedy_api.cases.queries.files import case_of, readers_of_case
from remedy_api.cases.states import Role
from remedy_api.retention.models import CaseHold, Erasure
from remedy_api.retention.policy import can_hold
from remedy_api.retention.states import HOLDING, HoldReason
from remedy_api.rooms.actions.news import tell_readers
from remedy_api.rooms.models import Room
from remedy_api.rooms.queries import room_of


def hold(session: Session, actor: Actor, case: bytes, *, reason: HoldReason, day: date) -> None:
    """Hold a case for those of the actor's organisations that may; held already, it has the new reason. An announcement is
    taken back. Everybody else who reads the case is told that something is new. Raises NotFound, Forbidden.
    """
    room, mine = _holders(session, actor, case)
    rows = [{"case": case, "organisation": one, "person": actor.person, "reason": reason.value, "since": day} for one in mine]
    put = insert(CaseHold).values(rows)
    changed = {name: put.excluded[name] for name in ("person", "reason", "since")}
    session.exec(put.on_conflict_do_update(index_elements=["case", "organisation"], set_=changed))
    session.exec(delete(Erasure).where(col(Erasure.room) == case))
    tell_readers(session, room, besides=actor.organisations)


def let_go(session: Session, actor: Actor, case: bytes) -> None:
    """Lift what the actor's organisations hold; harmless when they hold nothing. If the case's time is over, it is announced
    anew by the next round. Raises NotFound, Forbidden.
    """
    room, mine = _holders(session, actor, case)
    lifted = delete(CaseHold).where(col(CaseHold.case) == case, col(CaseHold.organisation).in_(mine))
    # A DELETE answers with a cursor, which counts; the type that SQLAlchemy states for it is wider.
    if session.execute(lifted).rowcount:  # type: ignore[attr-defined]
        tell_readers(session, room, besides=actor.organisations)


def _holders(session: Session, actor: Actor, case: bytes) -> tuple[Room, list[bytes]]:
    # The room's lock: whoever erases has it too, so a hold comes before an erasure or finds nothing.
    room = room_of(session, actor, case, lock=True)
    case_of(session, actor, case)
    mine = [reader for reader, _ in readers_of_case(session, case) if reader.organisation in actor.organisations]
    can_hold(frozenset(Role(reader.role) for reader in mine)).enforce()
    return room, [reader.organisation for reader in mine if reader.role in HOLDING]
