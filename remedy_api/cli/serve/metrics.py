"""Figures in the text format of Prometheus, on a loopback port of their own and never at a door; off unless a port is named.

Besides requests (see figures.py) it tells of work that is late, of connections, and of room on the disk. Not how many mails or
jobs wait: a notice begins to wait some minutes after a report came in. And of the disk no bytes: a report takes a size of its own.
"""

import math
import os
import shutil
import socket
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import uvicorn
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from remedy_api.cli.serve.figures import CLASSES, LIMITS, Counted, Figures
from remedy_api.kit.db.engine import make_engine
from remedy_api.kit.readiness import missing

TYPE = "text/plain; version=0.0.4; charset=utf-8"
_STEP = 0.05
_LATE = text(
    "SELECT task_name, count(*) FILTER (WHERE scheduled_at < now() - interval '15 minutes'), count(*) FILTER (WHERE attempts > 0) "
    "FROM procrastinate_jobs WHERE status IN ('todo', 'doing') GROUP BY task_name ORDER BY task_name"
)
_CONNECTIONS = text(
    "SELECT coalesce(state, 'other'), count(*) FROM pg_stat_activity WHERE datname = current_database() GROUP BY 1 ORDER BY 1"
)


class Exporter:
    """The app: `GET /metrics` and `GET /ready`, for whoever reaches the port."""

    def __init__(self, figures: Figures, engine: Engine, folder: Path) -> None:
        self.figures = figures
        self.engine = engine
        self.folder = folder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            request = Request(scope)
            # A page in somebody's browser can reach this port, by a name of its own that leads here.
            here = request.headers.get("host", "").rpartition(":")[0] in ("127.0.0.1", "localhost")
            answer = self._answer(request.url.path) if here else PlainTextResponse("", 421)
            await answer(scope, receive, send)

    def _answer(self, path: str) -> Response:
        if path == "/metrics":
            return Response("".join(f"{line}\n" for line in self.lines()), media_type=TYPE)
        if path == "/ready":
            found = self.not_ready()
            return PlainTextResponse("not ready: " + ", ".join(found) if found else "ready", 503 if found else 200)
        return PlainTextResponse("", 404)

    def not_ready(self) -> tuple[str, ...]:
        """What keeps the service from its work: of "database", "tables", "disk"."""
        try:
            with self.engine.connect() as connection:
                return missing(connection, self.folder)
        except SQLAlchemyError:
            return ("database",)

    def lines(self) -> Iterator[str]:
        """All figures."""
        yield from requests(list(self.figures.all()))
        yield from self._database()
        usage = shutil.disk_usage(self.folder)
        free = math.floor(usage.free / usage.total / _STEP) * _STEP
        yield from _one(
            "remedy_disk_free_ratio", "gauge", "Free part of the disk, rounded down to twentieths", [("", f"{free:.2f}")]
        )
        ready = self.not_ready()
        states = [(_labels(part=part), str(int(part not in ready))) for part in ("database", "tables", "disk")]
        yield from _one("remedy_ready", "gauge", "Whether this part is fit for work", states)

    def _database(self) -> Iterator[str]:
        try:
            with self.engine.connect() as connection:
                jobs = connection.execute(_LATE).all()
                connections = connection.execute(_CONNECTIONS).all()
                most = connection.scalar(text("SELECT setting FROM pg_settings WHERE name = 'max_connections'"))
        except SQLAlchemyError:
            return
        late = [(_labels(task=task), str(number)) for task, number, _ in jobs]
        tried = [(_labels(task=task), str(number)) for task, _, number in jobs]
        yield from _one("remedy_jobs_late", "gauge", "Jobs that should have been done a quarter of an hour ago", late)
        yield from _one("remedy_jobs_failing", "gauge", "Jobs that failed at least once and are tried again", tried)
        open_ = [(_labels(state=state), str(number)) for state, number in connections]
        yield from _one("remedy_database_connections", "gauge", "Connections to the database", open_)
        yield from _one("remedy_database_connections_most", "gauge", "Most connections it allows", [("", str(most))])


def requests(counted: Sequence[Counted]) -> Iterator[str]:
    """Requests by route and class of status, and how long they took."""
    named = [(one, _labels(**one.series._asdict())) for one in counted]
    answers = [
        (f'{labels[:-1]},status="{number}xx"}}', str(of))
        for one, labels in named
        for number, of in zip(CLASSES, one.statuses, strict=True)
        if of
    ]
    yield from _one("remedy_requests_total", "counter", "Answers by door, route and class of status", answers)
    timed = [(one, labels) for one, labels in named if any(one.durations)]
    if not timed:
        return
    yield "# HELP remedy_request_seconds How long answers took"
    yield "# TYPE remedy_request_seconds histogram"
    for one, labels in timed:
        total = 0
        for limit, number in zip([*map(str, LIMITS), "+Inf"], one.durations, strict=True):
            total += number
            yield f'remedy_request_seconds_bucket{labels[:-1]},le="{limit}"}} {total}'
        yield f"remedy_request_seconds_sum{labels} {one.milliseconds / 1000}"
        yield f"remedy_request_seconds_count{labels} {total}"


def _labels(**of: str) -> str:
    inside = ",".join('{}="{}"'.format(name, value.replace("\\", "\\\\").replace('"', '\\"')) for name, value in of.items())
    return f"{{{inside}}}"


def _one(name: str, kind: str, what: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f"# HELP {name} {what}"
    yield f"# TYPE {name} {kind}"
    for labels, number in rows:
        yield f"{name}{labels} {number}"


def run_exporter(figures: Figures, url: str, folder: Path, sockets: Sequence[socket.socket], ready: int) -> None:
    """Serve the figures until SIGTERM. Writes a byte to `ready` once the port answers."""
    engine = make_engine(url, connections=1)
    config = uvicorn.Config(
        Exporter(figures, engine, folder), log_config=None, access_log=False, server_header=False, ws="none", lifespan="off"
    )
    server = uvicorn.Server(config)
    # The sockets listen already: whoever asks now is answered in a moment.
    os.write(ready, b"1")
    os.close(ready)
    server.run(sockets=list(sockets))
    engine.dispose()
