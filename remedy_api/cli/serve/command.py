"""`remedy serve`: from an empty folder to two open doors, and back to nothing when told to stop."""

import argparse
import asyncio
import os
import sys
from collections.abc import Callable

from remedy_api.app import health
from remedy_api.cli.database import start_database
from remedy_api.cli.demo.folder import claim, demo_settings
from remedy_api.cli.demo.making import demonstrate
from remedy_api.cli.installation import data_option, settings_of
from remedy_api.cli.serve.figures import Figures, series
from remedy_api.cli.serve.folder import hold_folder
from remedy_api.cli.serve.metrics import run_exporter
from remedy_api.cli.serve.prepare import prepare
from remedy_api.cli.serve.sockets import bind
from remedy_api.cli.serve.supervisor import Child, Supervisor
from remedy_api.cli.serve.worker import Work, run_worker
from remedy_api.cli.staging import settle
from remedy_api.jobs.context import JobContext
from remedy_api.jobs.worker import work as work_jobs
from remedy_api.kit import logging as discreet
from remedy_api.kit.db.engine import make_engine
from remedy_api.kit.i18n import _N, current_language, render
from remedy_api.routes import casework_routers
from remedy_api.sealing.self_test import self_test
from remedy_api.settings import Settings
from remedy_api.tasks import SWEEPS, TASKS
from remedy_api.web.demonstration import START


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options; each has an environment variable of the same name too."""
    data_option(parser)
    parser.add_argument("--casework-port", type=int, metavar="PORT", help=render(_N("port of the casework door (8000)")))
    parser.add_argument("--intake-port", type=int, metavar="PORT", help=render(_N("port of the intake door (8001)")))
    parser.add_argument("--workers", type=int, metavar="N", help=render(_N("processes that serve (1)")))
    parser.add_argument(
        "--clock-is-right",
        action="store_true",
        help=render(_N("the clock shows the right time now and was wrong before; all sessions end")),
    )
    parser.add_argument(
        "--demo", action="store_true", help=render(_N("a demonstration with invented people, in a folder of its own"))
    )


def run(options: argparse.Namespace) -> int:
    """Serve until told to stop. Raises Refused, and SealError on a machine that cannot seal."""
    settings = _settings(options)
    # A machine without the KEM could take in reports that it judges by other keys than everybody's: it does not start.
    self_test()
    discreet.configure(settings.log_format)
    lock = hold_folder(settings.data_dir)
    settle(settings.data_dir)
    if settings.demo:
        claim(settings.data_dir)
    # Whatever is written from here on is nobody else's to read.
    os.umask(0o077)
    casework = bind(settings.bind, settings.casework_port, "--casework-port")
    intake = bind(settings.bind, settings.intake_port, "--intake-port")
    metrics = bind(("127.0.0.1",), settings.metrics_port, "REMEDY_METRICS_PORT") if settings.metrics_port else []
    if settings.database_url:
        _say(_N("Connecting to the database of REMEDY_DATABASE_URL …"))
    else:
        _say(_N("Starting the database in %(folder)s …"), folder=str(settings.data_dir))
    database = start_database(settings)
    try:
        database.wait()
        key, notices = prepare(settings, database.url, clock_is_right=options.clock_is_right)
        if settings.demo:
            notices = demonstrate(settings, database.url, key)
    except BaseException:
        database.stop()
        raise
    figures = Figures(series((health, *casework_routers())), settings.workers) if metrics else None
    work = Work(settings, database.url, key, casework, intake, metrics, figures)
    supervisor = Supervisor(database, lock, _children(work), settings.stop_seconds)
    supervisor.start(lambda: _announce(settings, notices))
    _say(_N("Stopped. Nothing was lost."))
    return 0


def _settings(options: argparse.Namespace) -> Settings:
    of = demo_settings if options.demo else settings_of
    return of(options.data, casework_port=options.casework_port, intake_port=options.intake_port, workers=options.workers)


def _children(work: Work) -> list[Child]:
    doors = [Child(f"worker {number + 1}", _worker(work, number)) for number in range(work.settings.workers)]
    others = [Child("job worker", _job_worker(work))]
    if work.figures is not None:
        others.append(Child("metrics", _exporter(work, work.figures)))
    return [*doors, *others]


def _worker(work: Work, number: int) -> Callable[[int], None]:
    return lambda ready: run_worker(work, ready, number)


def _exporter(work: Work, figures: Figures) -> Callable[[int], None]:
    def run_figures(ready: int) -> None:
        for each in (*work.casework, *work.intake):
            each.close()
        run_exporter(figures, work.database_url, work.settings.data_dir, work.metrics, ready)

    return run_figures


def _job_worker(work: Work) -> Callable[[int], None]:
    def run_jobs(ready: int) -> None:
        for each in (*work.casework, *work.intake):
            each.close()
        engine = make_engine(work.database_url, connections=work.settings.database_connections)
        context = JobContext(work.settings, engine, work.people_key)

        def tell() -> None:
            os.write(ready, b"1")
            os.close(ready)

        asyncio.run(work_jobs(context, TASKS, SWEEPS, ready=tell, stop_seconds=float(work.settings.stop_seconds)))
        engine.dispose()

    return run_jobs


def _announce(settings: Settings, notices: list[str]) -> None:
    for notice in notices:
        print(notice)
    _say(_N("Casework, for administrators and representatives: %(address)s"), address=settings.casework[0])
    _say(_N("Reports, for workers: %(address)s"), address=settings.intake[0])
    if settings.demo:
        _say(_N("Begin here: %(address)s"), address=f"{settings.casework[0]}/{current_language()}{START}")


def _say(message: str, **values: str) -> None:
    print(render(message, **values))
    sys.stdout.flush()
