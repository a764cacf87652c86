"""Work that may wait is done once its transaction has committed, leaves no trace, and tells nobody its arguments."""

import asyncio
import io
import logging
from collections.abc import Iterator
from threading import Event

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from remedy_api.jobs.context import JobContext
from remedy_api.jobs.sweep import Sweep
from remedy_api.jobs.task import Task, enqueue
from remedy_api.jobs.worker import _sweep, run_sweep, work
from remedy_api.kit.logging import configure
from remedy_api.settings import Settings
from remedy_api.tasks import SWEEPS
from tests.fixtures.logs import write_to

ID = "c0ffee" * 5 + "00"


@pytest.fixture
def context(settings: Settings, engine: Engine) -> JobContext:
    """What jobs of these tests may use."""
    return JobContext(settings, engine, bytes(32))


@pytest.fixture
def logged(capsys: pytest.CaptureFixture[str]) -> Iterator[io.StringIO]:
    """Everything that is written to the log, formatted as in a running server."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    configure()
    stream = io.StringIO()
    write_to(stream)
    root.setLevel(logging.DEBUG)
    for name in ("procrastinate", "psycopg"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield stream
    root.handlers[:], root.level = before


def waiting(engine: Engine) -> int:
    """How many jobs are in the database, in any state."""
    with engine.connect() as connection:
        return connection.scalar(text("SELECT count(*) FROM procrastinate_jobs"))


def test_a_job_is_done_with_its_ids_and_leaves_nothing(context: JobContext, session: Session) -> None:
    done: list[str] = []
    task = Task("tests.tell", lambda context, *, thing: done.append(thing))
    enqueue(session, task, thing=ID)
    session.commit()
    assert waiting(context.engine) == 1
    asyncio.run(work(context, [task], [], until_empty=True))
    assert done == [ID]
    assert waiting(context.engine) == 0
    with context.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM procrastinate_events")) == 0


def test_a_job_of_a_transaction_that_was_rolled_back_is_never_done(context: JobContext, session: Session) -> None:
    enqueue(session, Task("tests.tell", lambda context: None))
    session.rollback()
    assert waiting(context.engine) == 0


@pytest.mark.parametrize("argument", ["Anna", "anna@example.org", "", "C0FFEE", "0" * 65])
def test_an_argument_that_is_no_id_is_refused(session: Session, argument: str) -> None:
    with pytest.raises(ValueError, match="ids in hex"):
        enqueue(session, Task("tests.tell", lambda context: None), thing=argument)


def test_one_that_fails_waits_for_its_next_try_and_others_go_on(context: JobContext, session: Session) -> None:
    done: list[str] = []

    def fail(context: JobContext, *, thing: str) -> None:
        raise RuntimeError(thing)

    poison, good = Task("tests.poison", fail), Task("tests.good", lambda context, *, thing: done.append(thing))
    enqueue(session, poison, thing=ID)
    enqueue(session, good, thing=ID)
    session.commit()
    asyncio.run(work(context, [poison, good], [], until_empty=True))
    assert done == [ID]
    with context.engine.connect() as connection:
        left = connection.execute(text("SELECT task_name, attempts, scheduled_at > now() FROM procrastinate_jobs")).all()
    assert left == [("tests.poison", 1, True)]


def test_no_log_line_holds_an_argument(context: JobContext, session: Session, logged: io.StringIO) -> None:
    def fail(context: JobContext, *, thing: str) -> None:
        raise RuntimeError(f"about {thing}")

    task = Task("tests.poison", fail, tries=1)
    enqueue(session, task, thing=ID)
    session.commit()
    asyncio.run(work(context, [task], [], until_empty=True))
    said = logged.getvalue()
    assert "RuntimeError" in said
    assert ID not in said
    # The control: what is ours to say is there, so the line was written and the id would have been seen.
    logging.getLogger("remedy.tests").warning("control %s", ID)
    assert ID in logged.getvalue()


def test_a_sweep_runs_in_one_process_at_a_time(context: JobContext) -> None:
    begun, go_on = Event(), Event()

    def slow(context: JobContext) -> None:
        begun.set()
        go_on.wait(10)

    sweep = Sweep("tests.slow", slow, 1, 2)

    async def both() -> tuple[bool, bool]:
        first = asyncio.create_task(asyncio.to_thread(run_sweep, sweep, context))
        await asyncio.to_thread(begun.wait, 10)
        second = await asyncio.to_thread(run_sweep, sweep, context)
        go_on.set()
        return await first, second

    assert asyncio.run(both()) == (True, False)


def test_a_sweep_that_fails_frees_its_turn(context: JobContext) -> None:
    def fail(context: JobContext) -> None:
        raise RuntimeError

    assert run_sweep(Sweep("tests.failing", fail, 1, 2), context)
    assert run_sweep(Sweep("tests.failing", fail, 1, 2), context)


def test_moments_between_rounds_are_random() -> None:
    waits = {Sweep("tests.any", lambda context: None, 60, 600).wait() for _ in range(50)}
    assert len(waits) == 50
    assert all(60 <= wait <= 600 for wait in waits)


def test_the_first_round_of_a_process_comes_soon_where_that_is_said(context: JobContext) -> None:
    rounds: list[int] = []
    done = Event()

    def note(context: JobContext) -> None:
        rounds.append(1)
        done.set()

    async def start() -> None:
        sweep = asyncio.create_task(_sweep(Sweep("tests.soon", note, 3600, 3600, first=0.2), context))
        assert await asyncio.to_thread(done.wait, 10)
        sweep.cancel()

    asyncio.run(start())
    assert rounds == [1]
    waits = {Sweep("tests.soon", note, 3600, 7200, first=600).wait_first() for _ in range(50)}
    assert len(waits) == 50
    assert all(300 <= wait <= 600 for wait in waits)
    assert 3600 <= Sweep("tests.late", note, 3600, 7200).wait_first() <= 7200


def test_whatever_looks_by_the_hour_looks_soon_after_a_start() -> None:
    """A machine that is on for an hour or two each day erases like any other."""
    assert all(sweep.first is not None and sweep.first <= 1800 for sweep in SWEEPS if sweep.most >= 3600)
    assert any(sweep.most >= 3600 for sweep in SWEEPS)
