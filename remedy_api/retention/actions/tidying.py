"""What ends without being announced: invitations that nobody used, and the names of accounts closed long ago."""

from sqlalchemy import delete
from sqlmodel import Session, col, select

from remedy_api.accounts.concealment import conceal
from remedy_api.accounts.models import Invitation, Person
from remedy_api.accounts.states import InvitationState
from remedy_api.deadlines.retention import What, rule
from remedy_api.deadlines.watching import steady_day
from remedy_api.jobs.apart import Apart

NOBODY = "—"
"""What is shown for somebody whose name was erased; her public keys stay, because signed histories are checked with them."""


def drop_invitations(session: Session) -> None:
    """Erase invitations that came to nothing. Those that were confirmed prove to the invitee's device who let her in."""
    if day := steady_day(session, What.INVITATION):
        # Kept through the day on which it would otherwise go.
        over = col(Invitation.expires_on) < rule(What.INVITATION).latest_start(day)
        session.exec(delete(Invitation).where(over, col(Invitation.state) != InvitationState.CONFIRMED))


def drop_names(session: Session, apart: Apart) -> None:
    """Erase the names of accounts that were closed long ago, and with them the day on which they were."""
    if (day := steady_day(session, What.CLOSED_ACCOUNT)) is None:
        return
    over = col(Person.closed_on) <= rule(What.CLOSED_ACCOUNT).latest_start(day)
    query = select(Person).where(Person.closed, over).with_for_update(skip_locked=True)
    for person in session.exec(query).all():
        with apart.one(), session.begin_nested():
            if person.closed_on is not None and rule(What.CLOSED_ACCOUNT).erased_on(person.closed_on) <= day:
                person.name = conceal(session, NOBODY, column="person.name", row=person.person)
                person.closed_on = None
