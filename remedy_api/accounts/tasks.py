"""What is tidied away without anybody asking: ended sessions and tokens, lanes that are full again, devices not seen for long,
keys of creations that nobody will send again.
"""

from datetime import timedelta

from sqlalchemy import delete, or_
from sqlmodel import col

from remedy_api.accounts.models import Device, LoginSession, ProgramToken, SignInLane
from remedy_api.deadlines.retention import What, rule
from remedy_api.jobs.context import JobContext
from remedy_api.jobs.sweep import Sweep
from remedy_api.kit import clock
from remedy_api.kit.http.idempotency import forget_keys


def _tidy(context: JobContext) -> None:
    idle = timedelta(minutes=context.settings.idle_minutes)
    with context.transaction() as session:
        ended = or_(col(LoginSession.ends_at) <= clock.now(), col(LoginSession.seen_at) < clock.now() - idle)
        session.execute(delete(LoginSession).where(ended))
        session.execute(delete(ProgramToken).where(col(ProgramToken.expires_on) < clock.today()))
    with context.transaction() as session:
        session.execute(delete(SignInLane).where(col(SignInLane.full_at) < clock.now()))
    with context.transaction() as session:
        session.execute(delete(Device).where(col(Device.seen_on) < rule(What.DEVICE).latest_start(clock.today())))
    with context.transaction() as session:
        forget_keys(session, rule(What.RETRY_KEY).latest_start(clock.today()))


SWEEPS = (Sweep("accounts.tidy", _tidy, least=120, most=420),)
