"""Poison in the queue: jobs that fail every time, that nobody knows any more, or that end their worker. All others are done."""

import asyncio
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing

import psycopg
import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from remedy_api.jobs import worker
from remedy_api.jobs.context import JobContext
from remedy_api.jobs.sweep import Sweep
from remedy_api.jobs.task import QUEUE, Task, enqueue
from remedy_api.jobs.worker import work
from remedy_api.kit.db.engine import driver_url, make_engine
from remedy_api.settings import Settings
from tests.fixtures.figures import Figure

GOOD, BAD = 100, 40
TRIES = 3


@pytest.fixture
def context(settings: Settings, engine: Engine) -> JobContext:
    """What jobs of these tests may use."""
    return JobContext(settings, engine, bytes(32))


def waiting(engine: Engine) -> dict[str, int]:
    """How many jobs there are of each task, in any state."""
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT task_name, count(*) AS number FROM procrastinate_jobs GROUP BY 1"))
        return {row.task_name: row.number for row in rows}


def due_now(engine: Engine) -> None:
    """Let waiting jobs be due."""
    with engine.begin() as connection:
        connection.execute(text("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'"))


def test_jobs_that_fail_are_given_up_and_all_others_are_done(
    context: JobContext, session: Session, engine: Engine, figure: Figure
) -> None:
    done: list[str] = []
    tried: list[str] = []

    def fail(context: JobContext, *, thing: str) -> None:
        tried.append(thing)
        raise RuntimeError(thing)

    poison = Task("tests.poison", fail, tries=TRIES)
    good = Task("tests.good", lambda context, *, thing: done.append(thing))
    gone = Task("tests.of-an-older-version", lambda context: None)
    names = [f"{number:032x}" for number in range(GOOD)]
    for place, name in enumerate(names):
        if place < BAD:
            enqueue(session, poison, thing=name)
        if place % 10 == 0:
            enqueue(session, gone)
        enqueue(session, good, thing=name)
    session.commit()
    asyncio.run(work(context, [poison, good], [], until_empty=True))
    assert sorted(done) == names
    assert len(tried) == BAD
    for _ in range(TRIES + 1):
        due_now(engine)
        asyncio.run(work(context, [poison, good], [], until_empty=True))
    assert len(tried) == BAD * TRIES
    assert waiting(engine) == {}
    figure(f"{BAD} jobs that always fail among {GOOD} others", f"given up after {TRIES} tries each; all {len(done)} others done")


@pytest.fixture
def forked(engine: Engine, settings: Settings) -> Iterator[Callable[[list[Task]], int]]:
    """A job worker as a process of its own; gives its exit code. Whoever is silent for a second counts as ended."""
    url = engine.url.render_as_string(hide_password=False)

    def run(tasks: list[Task]) -> int:
        child = os.fork()
        if child == 0:
            own = make_engine(url, connections=2)
            stop = Sweep("tests.stop", lambda context: os._exit(0), 6, 6)
            worker._STALLED_EVERY = 0.2
            asyncio.run(work(JobContext(settings, own, bytes(32)), tasks, [stop]))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        with closing(psycopg.connect(driver_url(url), autocommit=True)) as connection:
            connection.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
        return os.waitstatus_to_exitcode(status)

    yield run


def test_a_job_that_ends_its_worker_is_given_up(
    session: Session, engine: Engine, forked: Callable[[list[Task]], int], figure: Figure
) -> None:
    def kill(context: JobContext) -> None:
        os._exit(9)

    def note(context: JobContext, *, thing: str) -> None:
        with context.transaction() as own:
            own.execute(
                text("INSERT INTO sign_in_lane VALUES (sha256(CAST(:thing AS bytea)), now()) ON CONFLICT DO NOTHING"),
                {"thing": thing.encode()},
            )

    killer, good = Task("tests.killer", kill, tries=TRIES), Task("tests.good", note)
    enqueue(session, killer)
    for number in range(20):
        enqueue(session, good, thing=f"{number:032x}")
    session.commit()
    began, codes = time.monotonic(), []
    while not codes or codes[-1] == 9:
        codes.append(forked([killer, good]))
        assert len(codes) <= TRIES + 1, codes
        assert time.monotonic() - began < 120
    assert codes.count(9) == TRIES
    # What was done when its worker was stopped is looked at once more.
    while waiting(engine):
        assert forked([killer, good]) == 0
        assert time.monotonic() - began < 180
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM sign_in_lane")).scalar_one() == 20
    assert waiting(engine) == {}
    figure("a job that kills its worker, among 20 others", f"given up after {codes.count(9)} workers; all 20 others done")


def test_its_giving_up_says_no_argument(caplog: pytest.LogCaptureFixture) -> None:
    """What is logged of it is the name of a task."""
    logging.getLogger("remedy.jobs").error("a job of %s is given up: its worker ended each time", "notifications.send")
    assert QUEUE in caplog.text
