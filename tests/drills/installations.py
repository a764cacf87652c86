"""Installations of a drill, in this process: a data folder that is held and served, reports in it, and what it all holds."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import psycopg
from fastapi.testclient import TestClient
from sqlalchemy import text

from remedy_api.app import create_intake_app
from remedy_api.cli.database import start_database
from remedy_api.cli.installation import settings_of
from remedy_api.cli.main import main
from remedy_api.cli.serve.folder import hold_folder
from remedy_api.cli.serve.prepare import prepare
from remedy_api.cli.staging import settle
from remedy_api.kit.clock import today
from remedy_api.kit.db.engine import driver_url, make_engine
from remedy_api.sealing.content import Attachment, Content
from remedy_api.sealing.filing import seal_submission
from remedy_api.sealing.receipt import new_r, receipt_keys
from remedy_api.sealing.submission import SUBMISSION_MEDIA_TYPE
from remedy_api.settings import Settings
from tests.benchmarks.sealed import CONTENTS
from tests.benchmarks.world import World, make_world
from tests.fixtures.addresses import INTAKE

# Made anew or ended with every restore and every start.
_PASSING = ("login_session", "setup_link", "alembic_version")


@dataclass(slots=True)
class Served:
    """An installation while it is served: its folder is held, its database answers."""

    settings: Settings
    url: str
    key: bytes
    client: TestClient
    rooms: list[bytes] = field(default_factory=list)

    def file(self, world: World, *sizes: int) -> bytes:
        """File a report with attachments of these sizes; its room."""
        files = [Attachment("payslip.jpg", "image/jpeg", os.urandom(size)) for size in sizes]
        contents: Sequence[Content] = (*CONTENTS, *files)
        receipt = receipt_keys(new_r(), world.instance)
        filing = seal_submission(
            instance=world.instance, day=today(), receipt=receipt, organisations=world.recipients, contents=contents
        )
        headers = {"Content-Type": SUBMISSION_MEDIA_TYPE, "Idempotency-Key": os.urandom(16).hex()}
        answer = self.client.post("/v1/submissions", content=filing.encode(), headers=headers)
        assert answer.status_code == 201, answer.text
        self.rooms.append(bytes.fromhex(answer.json()["room"]))
        return self.rooms[-1]


class Serving:
    """`with Serving(folder, key_file) as served:`, what `remedy serve` does without its processes."""

    def __init__(self, folder: Path, key_file: Path, url: str | None = None) -> None:
        self.settings = settings_of(folder, key_file=key_file, database_url=url, intake_origins=(INTAKE,))

    def __enter__(self) -> Served:
        self.lock = hold_folder(self.settings.data_dir)
        try:
            settle(self.settings.data_dir)
            self.database = start_database(self.settings)
            self.database.wait()
        except BaseException:
            os.close(self.lock)
            raise
        key, _notices = prepare(self.settings, self.database.url)
        self.engine = make_engine(self.database.url, connections=4)
        self.client = TestClient(create_intake_app(self.settings, self.engine, key), base_url=INTAKE, headers={"Origin": INTAKE})
        # Filing has connections of its own, made when the door opens.
        self.client.__enter__()
        return Served(self.settings, self.database.url, key, self.client)

    def __exit__(self, *_: object) -> None:
        self.client.__exit__()
        self.engine.dispose()
        self.database.stop()
        os.close(self.lock)

    def begin(self) -> World:
        """Organisations to file with, in an installation that has nothing yet."""
        with self.engine.begin() as connection:
            connection.execute(text("TRUNCATE setup_link, programme"))
        return make_world(self.engine)


def held(served: Served) -> dict[str, str]:
    """What it holds: a hash of the rows of every table, and one of every sealed file."""
    with psycopg.connect(driver_url(served.url)) as connection:
        names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
        tables = [name for (name,) in names if name not in _PASSING and not name.startswith("procrastinate")]
        rows = {name: _rows(connection, name) for name in tables}
    return rows | {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files(served.settings.data_dir).items()}


def _rows(connection: psycopg.Connection, table: str) -> str:
    row = connection.execute(f"SELECT md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) FROM {table} t").fetchone()
    assert row is not None
    return str(row[0])


def files(folder: Path) -> dict[str, Path]:
    """Sealed files by their key in hex, unfinished ones included."""
    found = (path for path in (folder / "blobs").rglob("*") if path.is_file())
    return {(path.parent.name + path.name): path for path in found}


def named(served: Served) -> set[str]:
    """The files that rows name."""
    with psycopg.connect(driver_url(served.url)) as connection:
        return {key.hex() for (key,) in connection.execute("SELECT blob FROM entry WHERE blob IS NOT NULL")}


def remedy(command: str, folder: Path, *arguments: str | Path) -> int:
    """A command of the command line on a data folder, in this process; its exit code."""
    before = os.umask(0o022)
    try:
        return main([command, "--data", str(folder), *map(str, arguments)])
    finally:
        os.umask(before)


class Original(NamedTuple):
    """An installation with three reports and its backup: the folder, what it held then, and the rooms in it."""

    folder: Path
    key_file: Path
    backup: Path
    held: dict[str, str]
    rooms: list[bytes]
    world: World


def whole(served: Served, expected: dict[str, str]) -> None:
    """It holds exactly this, and no file that no row names, nor the other way round."""
    assert held(served) == expected
    assert set(files(served.settings.data_dir)) == named(served)
