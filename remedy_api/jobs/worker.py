"""The job worker: does what was enqueued and runs the sweeps, until it is told to stop."""

import asyncio
import logging
import signal
from collections.abc import Callable, Mapping, Sequence

import procrastinate
from procrastinate.jobs import DeleteJobCondition, Status
from sqlalchemy import text

from remedy_api.jobs.context import JobContext
from remedy_api.jobs.sweep import Sweep
from remedy_api.jobs.task import QUEUE, Task
from remedy_api.kit.db.engine import driver_url

log = logging.getLogger("remedy.jobs")
_STALLED_EVERY = 60.0
_AT_ONCE = 2


async def work(
    context: JobContext,
    tasks: Sequence[Task],
    sweeps: Sequence[Sweep],
    *,
    ready: Callable[[], None] = lambda: None,
    until_empty: bool = False,
    stop_seconds: float = 30.0,
) -> None:
    """Work until SIGTERM, then finish what is being done. `until_empty`: return when nothing waits, and run no sweep."""
    connector = procrastinate.PsycopgConnector(
        conninfo=driver_url(context.engine.url.render_as_string(hide_password=False)), min_size=1, max_size=4
    )
    queue = procrastinate.App(connector=connector)
    for task in tasks:
        _register(queue, task, context)
    async with queue.open_async():
        ready()
        worker = asyncio.create_task(
            queue.run_worker_async(
                queues=[QUEUE],
                wait=not until_empty,
                concurrency=_AT_ONCE,
                # A finished job says who was told of what, and when: no trace of it stays.
                delete_jobs=DeleteJobCondition.ALWAYS,
                install_signal_handlers=False,
                shutdown_graceful_timeout=stop_seconds,
            )
        )
        rounds = [] if until_empty else [asyncio.create_task(_sweep(each, context)) for each in sweeps]
        rounds += [] if until_empty else [asyncio.create_task(_retry_stalled(queue, {task.name: task.tries for task in tasks}))]
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, worker.cancel)
        try:
            await worker
        except asyncio.CancelledError:
            log.debug("told to stop")
        finally:
            for each in rounds:
                each.cancel()
            await asyncio.gather(*rounds, return_exceptions=True)


def _register(queue: procrastinate.App, task: Task, context: JobContext) -> None:
    def run(**ids: str) -> None:
        task.run(context, **ids)

    # The library counts the tries after the first, and takes none for any number.
    again = procrastinate.RetryStrategy(max_attempts=task.tries - 1, wait=5, exponential_wait=2) if task.tries > 1 else False
    queue.task(name=task.name, queue=QUEUE, retry=again)(run)


async def _sweep(sweep: Sweep, context: JobContext) -> None:
    await asyncio.sleep(sweep.wait_first())
    while True:
        # A round that was begun is finished before the process ends: it is short, and half of it helps nobody.
        await asyncio.shield(asyncio.to_thread(run_sweep, sweep, context))
        await asyncio.sleep(sweep.wait())


def run_sweep(sweep: Sweep, context: JobContext) -> bool:
    """One round, unless another process is at it; whether it ran. A failure is logged and waits for the next round."""
    name = {"name": f"sweep {sweep.name}"}
    try:
        with context.engine.connect() as connection:
            if not connection.scalar(text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))"), name):
                return False
            connection.commit()
            try:
                sweep.run(context)
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(hashtextextended(:name, 0))"), name)
                connection.commit()
    except Exception:
        log.exception("sweep %s failed", sweep.name)
    return True


async def _retry_stalled(queue: procrastinate.App, tries: Mapping[str, int]) -> None:
    """Jobs of a worker that was killed wait for nobody else: put them back. One that has ended its worker each time is given
    up: as often as it is tried again it would end everybody else's work.
    """
    while True:
        try:
            for job in await queue.job_manager.get_stalled_jobs(queue=QUEUE):
                if job.attempts + 1 < tries.get(job.task_name, 1):
                    await queue.job_manager.retry_job(job)
                else:
                    log.error("a job of %s is given up: its worker ended each time", job.task_name)
                    await queue.job_manager.finish_job(job, Status.FAILED, delete_job=True)
        except procrastinate.exceptions.ConnectorException:
            log.warning("the database did not answer")
        await asyncio.sleep(_STALLED_EVERY)
