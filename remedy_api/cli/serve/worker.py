"""One worker process: both doors in one event loop, on sockets that the parent bound."""

import asyncio
import os
import signal
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import uvicorn
import uvloop
from fastapi import FastAPI

from remedy_api.app import create_casework_app, create_intake_app
from remedy_api.cli.serve.figures import Figures
from remedy_api.cli.serve.patience import Patient
from remedy_api.kit.db.engine import make_engine
from remedy_api.settings import Settings


@dataclass(frozen=True, slots=True)
class Work:
    """What every worker needs."""

    settings: Settings
    database_url: str = field(repr=False)
    people_key: bytes = field(repr=False)
    casework: Sequence[socket.socket]
    intake: Sequence[socket.socket]
    metrics: Sequence[socket.socket] = ()
    figures: Figures | None = None


class Door(uvicorn.Server):
    """A server that leaves signals alone: two of them share this process, which tells both when to stop."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture nothing."""
        yield


def run_worker(work: Work, ready: int, number: int = 0) -> None:
    """Serve until SIGTERM; then answer what is under way and return. Writes a byte to `ready` when both doors are open.

    `number`: which of the workers it is, from 0.
    """
    engine = make_engine(work.database_url, connections=work.settings.database_connections)
    casework = create_casework_app(work.settings, engine, work.people_key)
    intake = create_intake_app(work.settings, engine, work.people_key)
    if work.figures is not None:
        casework.state.count = work.figures.count(number, "casework")
        intake.state.count = work.figures.count(number, "intake")
    doors = [(_door(casework, work.settings), work.casework), (_door(intake, work.settings), work.intake)]
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(doors, ready))
    engine.dispose()


def _door(app: FastAPI, settings: Settings) -> Door:
    return Door(
        uvicorn.Config(
            app,
            http=Patient,
            ws="none",
            lifespan="on",
            log_config=None,
            # No address of a client is ever written, nor taken from a header.
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=settings.stop_seconds,
        )
    )


async def _serve(doors: list[tuple[Door, Sequence[socket.socket]]], ready: int) -> None:
    def stop() -> None:
        for door, _sockets in doors:
            door.should_exit = True

    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop)
    serving = [asyncio.create_task(door.serve(sockets=list(sockets))) for door, sockets in doors]
    while not all(door.started for door, _sockets in doors):
        if any(task.done() for task in serving):
            stop()
            break
        await asyncio.sleep(0.005)
    else:
        os.write(ready, b"1")
    os.close(ready)
    await asyncio.gather(*serving)
    if not all(door.started for door, _sockets in doors):
        raise SystemExit(1)
