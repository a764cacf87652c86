"""What the job worker does: tasks that actions enqueue, and sweeps that nobody starts."""

from remedy_api.accounts import tasks as accounts
from remedy_api.jobs.sweep import Sweep
from remedy_api.jobs.task import Task

TASKS: tuple[Task, ...] = ()
SWEEPS: tuple[Sweep, ...] = (*accounts.SWEEPS,)
