"""What is tidied away without anybody asking: ended sessions and tokens, lanes that are full again, devices not seen for long,
keys of creations that nobody will send again.
"""

from datetime import timedelta

from sqlalchemy import delete, or_
from sqlmodel import Session, col

from remedy_api.accounts.models import Device, LoginSession, ProgramToken, SignInLane
from remedy_api.deadlines.retention import What, rule
from remedy_api.deadlines.watching import steady_day
from remedy_api.jobs.apart import Apart
from remedy_api.jobs.context import JobContext
from remedy_api.jobs.sweep import Sweep
from remedy_api.kit import clock
from remedy_api.kit.http.idempotency import forget_keys


def _tidy(context: JobContext) -> None:
    apart = Apart()
    for part in (_sessions, _tokens, _lanes, _devices, _keys):
        with apart.one(), context.transaction() as session:
            part(session, context)
    apart.end()


def _sessions(session: Session, context: JobContext) -> None:
    # By the date alone: whoever is signed out by a clock that jumped signs in again.
    idle = timedelta(minutes=context.settings.idle_minutes)
    session.execute(
        delete(LoginSession).where(or_(col(LoginSession.ends_at) <= clock.now(), col(LoginSession.seen_at) < clock.now() - idle))
    )


def _tokens(session: Session, _: JobContext) -> None:
    if day := steady_day(session, What.ENDED):
        session.execute(delete(ProgramToken).where(col(ProgramToken.expires_on) < day))


def _lanes(session: Session, _: JobContext) -> None:
    # A lane that is full is the same as none.
    session.execute(delete(SignInLane).where(col(SignInLane.full_at) < clock.now()))


def _devices(session: Session, _: JobContext) -> None:
    if day := steady_day(session, What.DEVICE):
        session.execute(delete(Device).where(col(Device.seen_on) < rule(What.DEVICE).latest_start(day)))


def _keys(session: Session, _: JobContext) -> None:
    if day := steady_day(session, What.RETRY_KEY):
        forget_keys(session, rule(What.RETRY_KEY).latest_start(day))


SWEEPS = (Sweep("accounts.tidy", _tidy, least=120, most=420),)
