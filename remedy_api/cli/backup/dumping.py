"""The database as PostgreSQL's own tools write it and read it back: one compressed stream of SQL, never a file of its own."""

import os
import subprocess
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from remedy_api.cli.errors import Refused
from remedy_api.kit.db.embedded.cluster import BINARIES
from remedy_api.kit.db.engine import driver_url
from remedy_api.kit.i18n import _N

PART = 16 * 1024 * 1024
"""Bytes of the stream in one member of an archive."""
# Written by the newest pg_dump, unknown to servers before 17.
_NEWER_SETTING = b"SET transaction_timeout = 0;\n"
_WITH_NEWER_SETTING = 17


def dump(url: str, *, snapshot: str | None = None) -> Iterator[bytes]:
    """The database as gzip of SQL, in parts of PART bytes, as `snapshot` sees it. Raises Refused."""
    command = [_program("pg_dump"), "--format=plain", "--compress=gzip:1", "--no-owner", "--no-privileges", "--schema=public"]
    if snapshot is not None:
        command.append(f"--snapshot={snapshot}")
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [*command, f"--dbname={_public(url)}"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            env=_environment(url),
        )
        assert process.stdout is not None
        try:
            while part := process.stdout.read(PART):
                yield part
        finally:
            process.stdout.close()
            if process.poll() is None:
                process.terminate()
            code = process.wait()
        if code != 0:
            raise Refused(_N("The database could not be read: %(reason)s"), reason=_reason(said))


def load(url: str, parts: Iterable[bytes], *, version: int, first: bytes = b"") -> None:
    """Run a dump in one transaction: all of it is there afterwards, or nothing.

    `first`: statements before it, in the same transaction, which leave no schema `public`: a dump makes its own. `version`:
    major version of the server. Raises Refused, and what `parts` raises, before anything is committed.
    """
    command = [_program("psql"), "--no-psqlrc", "--quiet", "--single-transaction", "--file=-", "--set=ON_ERROR_STOP=1"]
    # Of an error its code alone: PostgreSQL quotes rows.
    command += ["--set=VERBOSITY=sqlstate", f"--dbname={_public(url)}"]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said, env=_environment(url))
        assert process.stdin is not None
        try:
            process.stdin.write(first)
            for piece in _fitting(_inflated(parts), version):
                process.stdin.write(piece)
            process.stdin.close()
        except BrokenPipeError:
            # It has stopped at an error, which it says below.
            pass
        except BaseException:
            # The end of its input would commit.
            process.kill()
            process.wait()
            raise
        if process.wait() != 0:
            raise Refused(_N("The database could not be written: %(reason)s"), reason=_reason(said))


def _inflated(parts: Iterable[bytes]) -> Iterator[bytes]:
    reader = zlib.decompressobj(wbits=31)
    for part in parts:
        rest = part
        while rest:
            yield reader.decompress(rest, PART)
            rest = reader.unconsumed_tail
    yield reader.flush()
    if not reader.eof:
        raise zlib.error("the stream is not whole")


def _fitting(pieces: Iterator[bytes], version: int) -> Iterator[bytes]:
    # Only before the first statement of its own: rows can hold anything.
    head = next(pieces, b"")
    yield head if version >= _WITH_NEWER_SETTING else head.replace(_NEWER_SETTING, b"", 1)
    yield from pieces


def _program(name: str) -> str:
    return str(BINARIES / name)


def _public(url: str) -> str:
    """Where to connect, without the password: other people of this machine read command lines."""
    told = {name: str(value) for name, value in conninfo_to_dict(driver_url(url)).items() if name != "password"}
    return make_conninfo("", **told)


def _environment(url: str) -> dict[str, str]:
    password = conninfo_to_dict(driver_url(url)).get("password")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG") or name == "PGPASSFILE"}
    return environment | {"LC_ALL": "C", "PGOPTIONS": "-c timezone=UTC"} | ({"PGPASSWORD": str(password)} if password else {})


def _reason(said: BinaryIO) -> str:
    said.seek(0)
    lines = said.read().decode(errors="replace").strip().splitlines()
    return (lines[0] if lines else Path(BINARIES).name)[:300]
