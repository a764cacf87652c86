"""The database behind the doors: the one that ships, started here, or one that the operator runs."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn, Protocol

import psycopg

from remedy_api.cli.errors import Refused
from remedy_api.kit.db.embedded import Cluster, ClusterFailed, OtherMajor, Postmaster
from remedy_api.kit.db.embedded.cluster import MAJOR
from remedy_api.kit.db.embedded.owner import ACCOUNT, NoAccount, NoName, OutOfReach
from remedy_api.kit.db.engine import OLDEST, driver_url, make_engine
from remedy_api.kit.db.revisions import is_newest
from remedy_api.kit.i18n import _N
from remedy_api.kit.logging import describe
from remedy_api.settings import Settings

ASIDE = "remedy_before"
"""The schema in which a restore keeps the former tables of an operator's database until the new ones are complete."""


class Database(Protocol):
    """A database that is up, or on its way."""

    @property
    def url(self) -> str:
        """Where it answers."""
        ...

    def wait(self) -> None:
        """Wait until it answers. Raises Refused."""
        ...

    def revive(self) -> bool:
        """Start it again if it was ours and has ended; whether it had. Raises Refused."""
        ...

    def stop(self) -> None:
        """End it, if it is ours."""
        ...


class Own:
    """A PostgreSQL of the operator's."""

    def __init__(self, url: str) -> None:
        self.url = url

    def wait(self) -> None:
        if self.answers():
            raise Refused(_N("A restore of this database did not end. Run it again: it puts the former tables back first."))

    def answers(self) -> bool:
        """Whether a restore has set its tables aside and never ended. Raises Refused unless it answers and is new enough."""
        try:
            with psycopg.connect(driver_url(self.url), connect_timeout=10) as connection:
                version = connection.info.server_version // 10000
                row = connection.execute("SELECT to_regnamespace(%s) IS NOT NULL", (ASIDE,)).fetchone()
        except (psycopg.Error, ValueError):
            raise Refused(
                _N("The database of REMEDY_DATABASE_URL does not answer. Check the address and that PostgreSQL is running.")
            ) from None
        if version < OLDEST:
            raise Refused(
                _N("The database of REMEDY_DATABASE_URL is PostgreSQL %(found)s. Upgrade it to %(oldest)s or later."),
                found=version,
                oldest=OLDEST,
            )
        return bool(row and row[0])

    def revive(self) -> bool:
        return False

    def stop(self) -> None:
        return


class Shipped:
    """The PostgreSQL that comes with the program, in the data folder; started at once, without waiting."""

    def __init__(self, data_dir: Path, connections: int) -> None:
        self.cluster = Cluster(data_dir, connections=connections)
        self.postmaster = Postmaster(self.cluster)
        with explained(data_dir):
            self.postmaster.start()

    @property
    def url(self) -> str:
        return self.cluster.url()

    def wait(self) -> None:
        with explained(self.cluster.root):
            self.postmaster.wait_ready()

    def revive(self) -> bool:
        if self.postmaster.running():
            return False
        with explained(self.cluster.root):
            self.postmaster.start()
            self.postmaster.wait_ready()
        return True

    def stop(self) -> None:
        self.postmaster.stop()


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """What keeps a database of ours from starting, as one sentence. Raises Refused."""
    try:
        yield
    except NoAccount:
        raise Refused(
            _N("PostgreSQL does not run as root and no account %(account)s could be made for it. Start Remedy as another user."),
            account=ACCOUNT,
        ) from None
    except NoName:
        raise Refused(
            _N(
                "The account that runs this has no name on this machine, and PostgreSQL makes no database for it. "
                "Under systemd with DynamicUser, install libnss-systemd; otherwise start Remedy as another user."
            )
        ) from None
    except OutOfReach as error:
        raise Refused(
            _N(
                "The database's account %(account)s cannot reach %(folder)s. "
                "Give another folder with --data, or start Remedy as another user."
            ),
            account=ACCOUNT,
            folder=str(error),
        ) from None
    except OtherMajor as error:
        raise Refused(
            _N("The database in %(folder)s was made by PostgreSQL %(found)s; this is %(ours)s. Run: remedy upgrade"),
            folder=str(folder),
            found=str(error),
            ours=MAJOR,
        ) from None
    except ClusterFailed as error:
        raise Refused(_N("The database in %(folder)s does not start: %(reason)s"), folder=str(folder), reason=error.said) from None
    except OSError as error:
        raise Refused(
            _N(
                "The database in %(folder)s cannot be started: %(reason)s. Check who may write there and that the disk is not full."
            ),
            folder=str(error.filename or folder),
            reason=error.strerror or type(error).__name__,
        ) from None


def start_database(settings: Settings) -> Database:
    """Start the database of these settings without waiting for it. Raises Refused."""
    if settings.database_url:
        return Own(settings.database_url)
    # Two pools a worker (the doors share one, filing has its own), the job worker's, and a few for whoever looks in.
    return Shipped(settings.data_dir, (settings.workers + 1) * 3 * settings.database_connections + 20)


def bring_up_to_date(url: str) -> bool:
    """Bring the tables to this version; whether there was anything to do. Raises Refused.

    In a child, so that Alembic stays out of the memory of everything that is forked later.
    """
    engine = make_engine(url, connections=1)
    newest = is_newest(engine)
    engine.dispose()
    if newest:
        return False
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        _upgrade_and_exit(url)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code == _NEWER:
        raise Refused(_N("This database was made by a newer Remedy. Start that version, or restore a backup of this one."))
    if code != 0:
        raise Refused(_N("The tables could not be brought to this version. The lines above say why; nothing was lost."))
    return True


_NEWER = 3


def _upgrade_and_exit(url: str) -> NoReturn:
    code = 0
    try:
        from remedy_api.kit.db.migrate import DatabaseNewer, upgrade

        try:
            upgrade(make_engine(url, connections=1))
        except DatabaseNewer:
            code = _NEWER
    except BaseException as error:
        print(describe(error), file=sys.stderr, flush=True)
        code = 1
    os._exit(code)
