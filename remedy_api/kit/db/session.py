"""One transaction a request: committed before the answer leaves, rolled back when anything fails."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Engine, event
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool


@contextmanager
def transaction(engine: Engine, *, people_key: bytes | None = None) -> Iterator[Session]:
    """A session that commits at the end of the block, or rolls back when it raises.

    `session.info["people_key"]` is the key for people's names and addresses; jobs that touch none of them go without.
    """
    with Session(engine, expire_on_commit=False, info={"people_key": people_key}) as session:
        yield session
        session.commit()


async def get_session(request: Request) -> AsyncIterator[Session]:
    """The session of a request. What an endpoint raises rolls it back.

    A request waits here, without a thread, until one of the pool's connections is free for it. Otherwise requests that
    hold a thread would wait for connections of requests that wait for a thread.
    """
    state = request.app.state
    async with state.turns:
        session = Session(state.engine, expire_on_commit=False, info={"people_key": state.people_key})
        try:
            yield session
            await run_in_threadpool(_commit, session)
        except BaseException:
            await run_in_threadpool(session.close)
            raise


def _commit(session: Session) -> None:
    with session:
        session.commit()


@asynccontextmanager
async def away(request: Request, session: Session) -> AsyncIterator[None]:
    """Without connection and without a turn inside the block: while a body comes in slowly, nobody waits for this request.

    What was done before is committed.
    """
    await run_in_threadpool(session.commit)
    turns: asyncio.Semaphore = request.app.state.turns
    turns.release()
    try:
        yield
    finally:
        await turns.acquire()


def before_commit(session: Session, act: Callable[[], None]) -> None:
    """Do something once, as the last thing before this transaction commits: all its rows are written, and what is raised rolls it
    back. If it never commits, it is never done.
    """
    transaction, pending = session.get_transaction(), [act]

    def committing(_: Session) -> None:
        # A savepoint that ends says so, too, and a session may go on after a rollback.
        if pending and session.get_transaction() is transaction and not session.in_nested_transaction():
            session.flush()
            pending.pop()()

    event.listen(session, "before_commit", committing)


# Function scope: FastAPI ends the block, and with it commits, before it sends the answer. Nobody is told of something
# that a crash could still undo.
DbSession = Annotated[Session, Depends(get_session, scope="function")]
