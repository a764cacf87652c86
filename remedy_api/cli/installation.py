"""Which installation a command is about: its settings, and its database whether the doors are open or not."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from pydantic import ValidationError

from remedy_api.cli.database import Own, start_database
from remedy_api.cli.errors import Refused
from remedy_api.cli.serve.folder import hold_folder, is_held
from remedy_api.kit.db.embedded import Cluster
from remedy_api.kit.i18n import _N, render
from remedy_api.settings import Settings, default_data_dir
from remedy_api.web.demonstration import is_demonstration


def data_option(parser: argparse.ArgumentParser) -> None:
    """`--data DIR`."""
    parser.add_argument("--data", type=Path, metavar="DIR", help=render(_N("folder of the database and of the sealed blobs")))


def settings_of(data: Path | None, **given: object) -> Settings:
    """The settings of the environment, with the data folder and others as they were given. Raises Refused, also for the folder
    of a demonstration.
    """
    settings = checked_settings(data_dir=data or os.environ.get("REMEDY_DATA_DIR") or default_data_dir(), demo=False, **given)
    if is_demonstration(settings.data_dir):
        raise Refused(
            _N(
                "The folder %(folder)s holds a demonstration. Start it with ./remedy serve --demo, throw it away with "
                "./remedy demo remove, or give another folder with --data."
            ),
            folder=str(settings.data_dir),
        )
    return settings


def checked_settings(**given: object) -> Settings:
    """The settings of the environment and those that are given; None stands for nothing given. Raises Refused."""
    try:
        # Checked by Settings itself, member by member: what is wrong there is refused below.
        settings = Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        place = error.errors()[0]["loc"]
        if not place:
            raise Refused(_N("The two doors need two different ports. Give one of them another.")) from None
        name = f"REMEDY_{str(place[0]).upper()}"
        raise Refused(_N("The setting %(name)s has a value that cannot be used. Correct it."), name=name) from None
    # Relative paths mean something else to the database, which works in its own folder.
    return settings.model_copy(update={"data_dir": settings.data_dir.absolute()})


@contextmanager
def database_of(settings: Settings) -> Iterator[str]:
    """Where the database answers, for the length of the block; the one that ships is started for it if nobody serves it.

    Raises Refused.
    """
    if settings.database_url:
        Own(settings.database_url).wait()
        yield settings.database_url
        return
    cluster = Cluster(settings.data_dir)
    if not cluster.data.is_dir():
        raise Refused(
            _N("There is no database in %(folder)s. Name the data folder with --data, or the database in REMEDY_DATABASE_URL."),
            folder=str(settings.data_dir),
        )
    if is_held(settings.data_dir):
        try:
            psycopg.connect(cluster.url(), connect_timeout=10).close()
        except (psycopg.Error, OSError):
            raise Refused(
                _N("Another command is at work in %(folder)s and its database does not answer. Wait until it has ended."),
                folder=str(settings.data_dir),
            ) from None
        yield cluster.url()
        return
    lock = hold_folder(settings.data_dir)
    try:
        database = start_database(settings)
        try:
            database.wait()
            yield database.url
        finally:
            database.stop()
    finally:
        os.close(lock)
