"""From one major version of PostgreSQL to the next: what an older one wrote is read with its own programs."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from remedy_api.cli.backup.dumping import dump, load
from remedy_api.cli.database import Shipped, explained
from remedy_api.cli.errors import Refused
from remedy_api.kit.db.embedded import Cluster, Postmaster
from remedy_api.kit.db.embedded.cluster import BINARIES, MAJOR
from remedy_api.kit.db.engine import driver_url
from remedy_api.kit.i18n import _N

# Beside our own in the wheel, of Debian, of Red Hat, of Arch and of the BSDs and Macs.
_PLACES = (
    str(BINARIES.parents[1] / "pginstall*" / "bin"),
    "/usr/lib/postgresql/{major}/bin",
    "/usr/pgsql-{major}/bin",
    "/usr/lib64/pgsql/postgresql-{major}/bin",
    "/opt/postgresql/{major}/bin",
    "/usr/local/pgsql/bin",
)


def programs_of(major: str, given: Path | None) -> Path:
    """The folder with the programs of this major version. Raises Refused when there is none on this machine."""
    if given is not None and _major_of(given) != major:
        raise Refused(_N("There are no programs of PostgreSQL %(major)s in %(folder)s."), major=major, folder=str(given))
    for folder in [given] if given is not None else _candidates(major):
        if _major_of(folder) == major:
            return folder
    raise Refused(
        _N(
            "The database was made by PostgreSQL %(major)s, whose programs are not on this machine. Install them (on Debian: "
            "apt-get install postgresql-%(major)s), or name their folder with --programs, or restore a backup of the old version."
        ),
        major=major,
    )


def _candidates(major: str) -> Iterator[Path]:
    for place in _PLACES:
        path = Path(place.format(major=major))
        yield from sorted(path.parents[1].glob(f"{path.parts[-2]}/{path.parts[-1]}"))


def _major_of(folder: Path) -> str | None:
    try:
        said = subprocess.run([str(folder / "postgres"), "--version"], capture_output=True, text=True, check=False, timeout=30)
    except OSError:
        return None
    found = re.search(r"\(PostgreSQL\) (\d+)", said.stdout)
    return found[1] if found else None


def carry_over(old: Cluster, made: Path) -> int:
    """Write what the old cluster holds into a fresh one in `made`; how many rows were found to be the same. Raises Refused."""
    with _started(old) as source:
        database = Shipped(made, 20)
        try:
            database.wait()
            load(database.url, dump(source), version=int(MAJOR), first=b"DROP SCHEMA public;\n")
            before, after = _content(source), _content(database.url)
        finally:
            database.stop()
    if before != after:
        raise Refused(_N("The new database does not hold what the old one holds, so nothing was changed. Please tell us."))
    return sum(rows for rows, _hash in after.values())


@contextmanager
def _started(cluster: Cluster) -> Iterator[str]:
    postmaster = Postmaster(cluster)
    with explained(cluster.root):
        postmaster.start()
        postmaster.wait_ready()
    try:
        yield cluster.url()
    finally:
        postmaster.stop()


def _content(url: str) -> dict[str, tuple[int, str]]:
    """How many rows each table has, and a hash over the hashes of all of them, whatever their order."""
    counted = sql.SQL("SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)::text FROM {} t")
    with psycopg.connect(driver_url(url)) as connection:
        names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        found = {}
        for (name,) in names:
            row = connection.execute(counted.format(sql.Identifier(name))).fetchone()
            assert row is not None
            found[name] = (int(row[0]), str(row[1]))
        return found
