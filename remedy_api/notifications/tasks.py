"""When notices are looked for and sent."""

from remedy_api.jobs.context import JobContext
from remedy_api.jobs.sweep import Sweep
from remedy_api.jobs.task import Task
from remedy_api.notifications.actions import collect, enqueue_waiting, send_notice


def _send(context: JobContext, *, person: str) -> None:
    send_notice(context, person=bytes.fromhex(person))


SEND = Task("notifications.send", _send, tries=12)


def _look(context: JobContext) -> None:
    if context.settings.smtp_url is None:
        return
    with context.transaction() as session:
        collect(session)
        enqueue_waiting(session, SEND, within=context.settings.notice_minutes * 60)


LOOK = Sweep("notifications.look", _look, least=60, most=900)

TASKS = (SEND,)
SWEEPS = (LOOK,)
