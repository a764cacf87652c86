"""What ends without being announced: invitations that nobody used, and the names of accounts closed long ago."""

from datetime import date

from sqlalchemy import delete
from sqlmodel import Session, col, select

from remedy_api.accounts.concealment import conceal
from remedy_api.accounts.models import Invitation, Person
from remedy_api.accounts.states import InvitationState
from remedy_api.deadlines.retention import What, rule

NOBODY = "—"
"""What is shown for somebody whose name was erased; her public keys stay, because signed histories are checked with them."""


def drop_invitations(session: Session, today: date) -> None:
    """Erase invitations that came to nothing. Those that were confirmed prove to the invitee's device who let her in."""
    # Kept through the day on which it would otherwise go.
    over = col(Invitation.expires_on) < rule(What.INVITATION).latest_start(today)
    session.exec(delete(Invitation).where(over, col(Invitation.state) != InvitationState.CONFIRMED))


def drop_names(session: Session, today: date) -> None:
    """Erase the names of accounts that were closed long ago, and with them the day on which they were."""
    over = col(Person.closed_on) <= rule(What.CLOSED_ACCOUNT).latest_start(today)
    query = select(Person).where(Person.closed, over).with_for_update(skip_locked=True)
    for person in session.exec(query):
        if person.closed_on is not None and rule(What.CLOSED_ACCOUNT).erased_on(person.closed_on) <= today:
            person.name = conceal(session, NOBODY, column="person.name", row=person.person)
            person.closed_on = None
    session.flush()
