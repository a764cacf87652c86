"""Who is told that something is new, and that each is told once."""

import random
from collections.abc import Iterable

from sqlalchemy import text, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from remedy_api.accounts.models import Membership, Person
from remedy_api.accounts.queries.people import email_of
from remedy_api.accounts.states import MembershipState
from remedy_api.jobs.context import JobContext
from remedy_api.jobs.task import Task, enqueue
from remedy_api.notifications.channels import NobodyThere, NotDelivered, Unknown, deliver
from remedy_api.notifications.messages import notice
from remedy_api.notifications.models import Notice
from remedy_api.rooms.models import RoomReader

_random = random.SystemRandom()
_ENQUEUED = text("SELECT args ->> 'person' FROM procrastinate_jobs WHERE task_name = :name")


def collect(session: Session) -> None:
    """Note one notice for every member of the organisations that have something new and were not told yet."""
    told = update(RoomReader).where(col(RoomReader.unseen), ~col(RoomReader.mailed)).values(mailed=True)
    organisations = set(session.exec(told.returning(col(RoomReader.organisation))).scalars())
    members = (
        select(Membership.person)
        .join(Person, col(Person.person) == Membership.person)
        .where(
            col(Membership.organisation).in_(organisations),
            Membership.state == MembershipState.CONFIRMED,
            Person.notices,
            ~col(Person.closed),
        )
        .distinct()
    )
    people = [{"person": person} for person in session.exec(members)]
    if people:
        session.exec(insert(Notice).values(people).on_conflict_do_nothing())


def enqueue_waiting(session: Session, task: Task, *, within: float) -> None:
    """A job for each notice that has none, due at a random moment within so many seconds: when a mail goes out says
    nothing about when a report came in, and two members of one organisation are not told together.
    """
    enqueued = set(session.scalars(_ENQUEUED, {"name": task.name}))
    for person in _waiting(session):
        if person.hex() not in enqueued:
            enqueue(session, task, wait=_random.uniform(0, within), person=person.hex())


def _waiting(session: Session) -> Iterable[bytes]:
    return session.exec(select(Notice.person).order_by(col(Notice.person))).all()


def send_notice(context: JobContext, *, person: bytes) -> None:
    """Tell one person, at most once. Raises NotDelivered for another try.

    The notice is struck out after the mail server has agreed and before it gets the mail. Whatever ends this process in
    between loses one mail, which the next news makes good; the other order would send it twice.
    """
    settings = context.settings
    if settings.smtp_url is None:
        return
    with context.transaction() as session:
        # Held until the server has agreed: a second job for the same person finds nothing and ends.
        waiting = select(Notice).where(Notice.person == person).with_for_update(skip_locked=True)
        found = session.exec(waiting).one_or_none()
        if found is None:
            return
        session.delete(found)
        account = session.get_one(Person, person)
        address = email_of(session, account)
        if address is None or not account.notices:
            return
        message = notice(to=address, sender=settings.mail_from, language=account.language, address=settings.casework[0] + "/")
        try:
            with deliver(settings.smtp_url, message) as delivery:
                session.commit()
                delivery.send()
        except NobodyThere:
            return
        except Unknown:
            return
        except NotDelivered:
            session.rollback()
            session.exec(insert(Notice).values(person=person).on_conflict_do_nothing())
            session.commit()
            raise
