"""Work that may wait: a task is enqueued in the caller's own transaction and done once that has committed.

A room declares it in its tasks.py and tasks.py at the top lists it:

    def _send(context: JobContext, *, notice: str) -> None: …
    SEND = Task("notifications.send", _send)

and an action says `enqueue(session, SEND, notice=notice.hex())`. Arguments are ids in hex and nothing else: they stand in
the database until the job is done. Nothing of intake may be enqueued, because a job's row tells the moment.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import Session

_ARGUMENT = re.compile(r"[0-9a-f]{1,64}")
QUEUE = "remedy"


@dataclass(frozen=True, slots=True)
class Task:
    """A named function of (context, **ids). It may run twice and must bear it. `tries`: how often before it is given up;
    waits between them grow from ten seconds.
    """

    name: str
    run: Callable[..., None]
    tries: int = 8


# The driver's own way of enqueueing opens a connection of its own; this joins the caller's transaction.
_DEFER = text(
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(:queue, :name, 0, NULL, :once, "
    "jsonb_object(CAST(:names AS text[]), CAST(:values AS text[])), "
    "now() + make_interval(secs => :wait))::procrastinate_job_to_defer_v1])"
)


def enqueue(session: Session, task: Task, *, once: str | None = None, wait: float = 0, **ids: str) -> None:
    """Ask for the task after this transaction, `wait` seconds later. Raises ValueError for an argument that is no id in hex.

    `once`: with this key, a second one raises IntegrityError while the first still waits.
    """
    if not all(_ARGUMENT.fullmatch(value) for value in ids.values()):
        raise ValueError("a job's arguments are ids in hex")
    session.execute(
        _DEFER,
        {"queue": QUEUE, "name": task.name, "once": once, "names": list(ids), "values": list(ids.values()), "wait": wait},
    )
