"""`remedy backup`: everything but the key, in one file, while the doors stay open.

The database is read as of one moment. Files are never changed and are there before a row names them, so they are copied
after it: what is gone by then was erased, and the ledger, copied last, says so.
"""

import argparse
import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO

import psycopg

from remedy_api.cli.backup.archive import Writer, beginning
from remedy_api.cli.backup.dumping import dump
from remedy_api.cli.errors import Refused
from remedy_api.cli.installation import data_option, database_of, settings_of
from remedy_api.cli.staging import sync_folder
from remedy_api.cli.terminal import say, tell
from remedy_api.kit.clock import today
from remedy_api.kit.db.engine import driver_url
from remedy_api.kit.i18n import _N, render
from remedy_api.kit.people_key import KeyMissing, KeyWrong, default_file, is_handed_over, read_key
from remedy_api.settings import Settings
from remedy_api.storage.blobs import Blobs
from remedy_api.storage.erased import NAME as LEDGER
from remedy_api.storage.erased import WITHDRAWN, add_hashes, erased_hash, erased_rooms
from remedy_api.storage.errors import BlobMissing, StorageAway
from remedy_api.storage.opening import open_blobs

LAST = "backup.last"
"""A file in the data folder with the day of the last backup, for `remedy doctor`."""
_PIECE = 1 << 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to, and of which installation."""
    data_option(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help=render(_N("The file to write; it must not be there yet.")))


def run(options: argparse.Namespace) -> int:
    """0 when the backup is whole; 1 when files were missing that the database names. Raises Refused."""
    settings = settings_of(options.data)
    os.umask(0o077)
    with _new_file(options.file) as target, database_of(settings) as url:
        missing, key_file = _write(settings, url, target)
    _note(settings.data_dir)
    say(render(_N("Backup written: %(file)s, %(size)s kB."), file=str(options.file), size=options.file.stat().st_size // 1000))
    _tell_of_key(key_file)
    if missing:
        tell(
            _N("Files that the database names are missing: their attachments cannot be read any more. Number of files: %(count)s."),
            count=missing,
        )
    return 1 if missing else 0


def _tell_of_key(file: Path) -> None:
    if is_handed_over(file):
        tell(
            _N(
                "The key is not in it, and without the key it cannot be restored. Keep a copy elsewhere of the file that "
                "LoadCredential names in the unit."
            )
        )
    else:
        tell(
            _N("The key in %(file)s is not in it, and without the key it cannot be restored. Keep a copy of the key elsewhere."),
            file=str(file),
        )


def _note(folder: Path) -> None:
    # Backed up by root, the folder is still somebody else's: no link of theirs leads anywhere, and the new file is handed to
    # them, who write here next time.
    (folder / LAST).unlink(missing_ok=True)
    file = os.open(folder / LAST, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        os.write(file, today().isoformat().encode() + b"\n")
        if os.geteuid() == 0:
            os.fchown(file, folder.stat().st_uid, folder.stat().st_gid)
    finally:
        os.close(file)


def _write(settings: Settings, url: str, target: BinaryIO) -> tuple[int, Path]:
    """Write the archive; how many files the database names that are not there, and where the key lies. Raises Refused."""
    archive = Writer(target, today())
    with _snapshot(url) as (connection, name):
        about = _about(connection)
        key_file = settings.key_file or default_file(bytes.fromhex(about["installation"]))
        key = _key(key_file, bytes.fromhex(about["key_check"]))
        for number, part in enumerate(dump(url, snapshot=name)):
            archive.add(f"database/{number:06}", len(part), [part])
        blobs = [key for (key,) in connection.execute("SELECT blob FROM entry WHERE blob IS NOT NULL ORDER BY blob")]
        withdrawn = [room for (room,) in connection.execute("SELECT room FROM room WHERE state = 'withdrawn'")]
    absent = _add_blobs(archive, open_blobs(settings), blobs)
    missing = _still_named(url, absent)
    try:
        ledger = erased_rooms(settings.data_dir) | {erased_hash(room, WITHDRAWN) for room in withdrawn}
        add_hashes(settings.data_dir, ledger)
    except ValueError:
        raise Refused(_N("The file %(file)s is no ledger of what was erased."), file=str(settings.data_dir / LEDGER)) from None
    content = b"".join(one.hex().encode() + b"\n" for one in sorted(ledger))
    archive.add(LEDGER, len(content), [content])
    archive.close({**about, "missing": sorted(key.hex() for key in missing)}, key)
    return len(missing), key_file


@contextmanager
def _snapshot(url: str) -> Iterator[tuple[psycopg.Connection, str]]:
    """A transaction that sees one moment, and the name under which others see the same."""
    with psycopg.connect(driver_url(url)) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        yield connection, str(row[0])


def _about(connection: psycopg.Connection) -> dict[str, Any]:
    try:
        with connection.transaction():
            revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            row = connection.execute("SELECT installation, key_check FROM installation").fetchone()
            instance = connection.execute("SELECT instance FROM programme").fetchone()
    except psycopg.errors.UndefinedTable:
        revision = row = instance = None
    if revision is None or row is None:
        raise Refused(_N("Nothing was set up in this database yet, so there is nothing to back up."))
    return {
        "version": version("remedy"),
        "revision": revision[0],
        "postgres": connection.info.server_version // 10000,
        "instance": instance[0] if instance else None,
        "installation": row[0].hex(),
        "key_check": row[1].hex(),
    }


def _key(path: Path, check: bytes) -> bytes:
    try:
        return read_key(path, check)
    except KeyMissing:
        raise Refused(_N("The key file %(file)s is not there; it seals the backup. Put it back first."), file=str(path)) from None
    except KeyWrong:
        raise Refused(
            _N("The file %(file)s does not hold this programme's key for people's names and addresses. Put the right one back."),
            file=str(path),
        ) from None
    except OSError as error:
        raise Refused(_N("%(path)s cannot be read: %(reason)s."), path=str(path), reason=error.strerror or "") from None


def _add_blobs(archive: Writer, blobs: Blobs, keys: list[bytes]) -> list[bytes]:
    """Copy sealed files; those that are not there."""
    absent = []
    for key in keys:
        try:
            content, size = blobs.open(key)
        except BlobMissing:
            absent.append(key)
            continue
        except StorageAway as away:
            raise Refused(away.message) from None
        with content:
            archive.add(f"blobs/{key.hex()}", size, _pieces(content))
    return absent


def _pieces(content: BinaryIO) -> Iterator[bytes]:
    while piece := content.read(_PIECE):
        yield piece


def _still_named(url: str, keys: list[bytes]) -> list[bytes]:
    """Those of these files that a row names now: the others were erased while the backup was made."""
    with psycopg.connect(driver_url(url)) as connection:
        return [key for (key,) in connection.execute("SELECT blob FROM entry WHERE blob = ANY(%s)", (keys,))]


@contextmanager
def _new_file(path: Path) -> Iterator[BinaryIO]:
    """A file that is there whole, durable and private, under its name, or not at all. Raises Refused."""
    if path.exists():
        raise Refused(_N("%(path)s is there already. Name another file."), path=str(path))
    working = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(working, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            yield target
            target.flush()
            moment = beginning(today())
            os.utime(target.fileno(), (moment, moment))
            os.fsync(target.fileno())
        working.rename(path)
        sync_folder(path.parent)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Refused(_N("The disk is full, so no backup was made. Make room and try again.")) from None
        raise Refused(
            _N("%(path)s cannot be written: %(reason)s."), path=str(error.filename or path), reason=error.strerror or ""
        ) from None
    finally:
        working.unlink(missing_ok=True)
