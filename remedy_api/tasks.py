"""What the job worker does: tasks that actions enqueue, and sweeps that nobody starts."""

from remedy_api.accounts import tasks as accounts
from remedy_api.jobs.sweep import Sweep
from remedy_api.jobs.task import Task
from remedy_api.notifications import tasks as notifications
from remedy_api.retention import tasks as retention
from remedy_api.rooms import tasks as rooms

TASKS: tuple[Task, ...] = (*notifications.TASKS,)
SWEEPS: tuple[Sweep, ...] = (*accounts.SWEEPS, *notifications.SWEEPS, *rooms.SWEEPS, *retention.SWEEPS)
