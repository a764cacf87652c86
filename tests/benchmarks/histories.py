"""A history for every case of a world: chained events in the exact form in which devices write them, loaded by COPY.

Only signatures are not made: 64 bytes stand for each. Events come day by day, of one case after the other, as they would in
years of work: no history lies together on disk.
"""

import hashlib
import os
import shutil
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

from remedy_api.kit.db.embedded import Cluster, Postmaster
from remedy_api.kit.db.engine import driver_url
from remedy_api.sealing.event import Event
from remedy_api.sealing.lp import sha256
from tests.factories.organisations import Organisation

SPARE = 6 * 10**9
"""Bytes of the disk that loading leaves free, whatever happens."""
KEY = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'room_event'::regclass AND contype = 'p'
"""
_AT_ONCE = 10_000
_FIRST_DAY = date(2026, 1, 1)
_HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_MARK = {"room": "01" * 16, "prev": "02" * 32}


class _Loading(Cluster):
    """A cluster while it is filled: what is lost if the machine ends is loaded again."""

    def arguments(self) -> list[str]:
        """The product's command with everything off that makes writing safe."""
        settings = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
        settings |= {"wal_level": "minimal", "max_wal_senders": "0", "max_wal_size": "4GB", "checkpoint_timeout": "1h"}
        command = Cluster.arguments(self)
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        return command


@contextmanager
def loading(postmaster: Postmaster) -> Iterator[str]:
    """The address of the same database while nothing of it is safe; afterwards it runs again as the product starts it."""
    usual = postmaster.cluster
    for cluster in (_Loading(usual.root), usual):
        postmaster.stop()
        postmaster.cluster = cluster
        postmaster.start()
        postmaster.wait_ready()
        if cluster is not usual:
            yield driver_url(cluster.url())
    # What the system still holds back is not written while something is measured.
    os.sync()


@dataclass(frozen=True)
class Loaded:
    """What was loaded: rows, seconds (`filling` and `indexing`), and bytes of the table and of its index on disk."""

    rows: int
    filling: float
    indexing: float
    table: int
    index: int

    @property
    def size(self) -> int:
        """Bytes of both."""
        return self.table + self.index


def load(url: str, folder: Path, union: Organisation, cases: int, events: int) -> Loaded:
    """So many events for each of the first cases that `fill` made; other histories of the database stay what they are.

    `folder`: on the disk that must not run full. Constraints are checked while loading, the index is built afterwards from
    the words of the migrations. Raises SystemExit before the disk is full.
    """
    rooms = [sha256(f"case{number}".encode())[:16] for number in range(1, cases + 1)]
    begun = time.perf_counter()
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute(SQL("SET maintenance_work_mem = {}").format(f"{_memory() >> 20}MB"))
        name, words = cursor.execute(KEY).fetchone() or ("", "")
        cursor.execute("CREATE TEMP TABLE others AS SELECT * FROM room_event WHERE room <> ALL (%s)", [rooms])
        cursor.execute(SQL("ALTER TABLE room_event DROP CONSTRAINT {}").format(Identifier(name)))
        # In the transaction that empties the table, rows may be born frozen, and nothing is written twice.
        cursor.execute("TRUNCATE room_event")
        heads = [b""] * cases
        with cursor.copy("COPY room_event (room, seq, payload, signature) FROM STDIN (FORMAT binary, FREEZE)") as copy:
            copy.write(_HEADER)
            for rows in _rows(union, rooms, heads, events):
                copy.write(rows)
                if shutil.disk_usage(folder).free < SPARE:
                    raise SystemExit("the disk is nearly full; nothing was loaded")
            copy.write(b"\xff\xff")
        cursor.execute("INSERT INTO room_event SELECT * FROM others")
        filling = time.perf_counter() - begun
        cursor.execute(SQL("ALTER TABLE room_event ADD CONSTRAINT {} {}").format(Identifier(name), SQL(words)))
        cursor.executemany(
            "UPDATE room SET seq = %s, head = %s WHERE room = %s",
            [(events - 1, bytes.fromhex(head.decode()), room) for room, head in zip(rooms, heads, strict=True)],
        )
        sizes = "SELECT pg_table_size('room_event'), pg_indexes_size('room_event')"
        table, index = cursor.execute(sizes).fetchone() or (0, 0)
        connection.commit()
    return Loaded(cases * events, filling, time.perf_counter() - begun - filling, table, index)


def forget(postmaster: Postmaster) -> None:
    """Put the events out of the system's memory: what is asked for next is read from the disk."""
    with psycopg.connect(driver_url(postmaster.cluster.url())) as connection:
        relations = "SELECT pg_relation_filepath(oid) FROM pg_class WHERE relname IN ('room_event', 'room_event_pkey')"
        for (path,) in connection.execute(relations).fetchall():
            first = postmaster.cluster.data / path
            # A large relation is several files: 123, 123.1, 123.2 …
            for file in (first, *first.parent.glob(f"{first.name}.*")):
                descriptor = os.open(file, os.O_RDONLY)
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
                os.close(descriptor)


def go_ahead(*postmasters: Postmaster) -> bool:
    """Run before everything else on the machine: this process, these servers, and what they start from here on.

    Returns whether the system allows it.
    """
    servers = [postmaster.process.pid for postmaster in postmasters if postmaster.process]
    try:
        for process in (0, *servers):
            os.sched_setscheduler(process, os.SCHED_RR, os.sched_param(1))
    except PermissionError:
        return False
    return True


def _memory() -> int:
    """Bytes for sorting the index: in memory if that is large, not on the disk that is nearly full."""
    return min(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2, 11 << 30)


def _rows(union: Organisation, rooms: list[bytes], heads: list[bytes], events: int) -> Iterator[bytes]:
    """Rows of a binary COPY, many at once. `heads` in the order of `rooms`: the hash of the last event of each so far, in hex."""
    names = [room.hex().encode() for room in rooms]
    for seq in range(events):
        before, middle, after = _form(union, seq, events)
        length = len(before) + 32 + len(middle) + (64 if seq else 0) + len(after)
        number = struct.pack(">iii", 4, seq, length)
        for first in range(0, len(rooms), _AT_ONCE):
            rows: list[bytes] = []
            for place in range(first, min(first + _AT_ONCE, len(rooms))):
                payload = b"".join((before, names[place], middle, heads[place], after))
                heads[place] = head = hashlib.sha256(payload).hexdigest().encode()
                rows += (b"\0\4\0\0\0\x10", rooms[place], number, payload, b"\0\0\0\x40", head)
            yield b"".join(rows)


def _form(union: Organisation, seq: int, events: int) -> tuple[bytes, bytes, bytes]:
    """An event's bytes before its room, between that and the hash of the event before it, and after that."""
    event = Event(
        instance=union.programme.instance,
        room=bytes.fromhex(_MARK["room"]),
        seq=seq,
        prev=bytes.fromhex(_MARK["prev"]) if seq else b"",
        day=_FIRST_DAY + timedelta(300 * seq // events),
        type="recorded" if seq else "founded",
        actor=union.manager.keys.kid,
        roster=sha256(union.rosters[-1]),
        data={"fact": "workers", "values": ("under-10", "10-49")[seq % 2 :][:1]}
        if seq
        else {"kind": "workers", "founder": union.fingerprint.hex()},
    )
    before, _, rest = event.encode().partition(_MARK["room"].encode())
    middle, _, after = rest.partition(_MARK["prev"].encode()) if seq else rest.partition(b'"prev":"')
    return (before, middle, after) if seq else (before, middle + b'"prev":"', after)
