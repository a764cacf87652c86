"""The ledger of what was erased: durable, without names, and it survives a line that was never finished."""

import errno
import hashlib
import os
import stat
import threading
from pathlib import Path

import pytest

from remedy_api.kit.clock import today
from remedy_api.storage.erased import ERASED, NAME, WITHDRAWN, add_hashes, erased_hash, erased_rooms, parse, record_erased
from remedy_api.storage.folder import open_folder


def test_what_was_recorded_is_known_and_the_file_names_no_room(tmp_path: Path) -> None:
    rooms = [os.urandom(16) for _ in range(3)]
    assert erased_rooms(tmp_path) == frozenset()
    for room in [*rooms, rooms[0]]:
        record_erased(tmp_path, room)
    told = {hashlib.sha256(ERASED + room).digest() for room in rooms}
    assert erased_rooms(tmp_path) == {erased_hash(room) for room in rooms} == told
    content = (tmp_path / NAME).read_bytes()
    assert content.count(b"\n") == 3
    assert all(room.hex().encode() not in content for room in rooms)


def test_nobody_else_reads_it_and_its_time_is_a_day(tmp_path: Path) -> None:
    record_erased(tmp_path, bytes(16))
    found = (tmp_path / NAME).stat()
    assert stat.S_IMODE(found.st_mode) == 0o600
    assert found.st_mtime % 86_400 == 0
    assert found.st_mtime // 86_400 == (today().toordinal() - 719_163)


@pytest.mark.parametrize("torn", [b"", b"a", b"ab" * 20])
def test_an_unfinished_line_counts_for_nothing_and_spoils_nothing(tmp_path: Path, torn: bytes) -> None:
    record_erased(tmp_path, b"1" * 16)
    with (tmp_path / NAME).open("ab") as file:
        file.write(torn)
    record_erased(tmp_path, b"2" * 16)
    assert erased_rooms(tmp_path) == {erased_hash(b"1" * 16), erased_hash(b"2" * 16)}


@pytest.mark.parametrize("other", [b"no ledger\n", b"ab" * 33 + b"\n", b"AB" * 32 + b"\n", b"\x00" * 64])
def test_another_file_is_no_ledger(other: bytes) -> None:
    with pytest.raises(ValueError):
        parse(other)


def test_two_at_once_lose_nothing(tmp_path: Path) -> None:
    rooms = [[os.urandom(16) for _ in range(20)] for _ in range(4)]
    threads = [threading.Thread(target=lambda some=some: [record_erased(tmp_path, room) for room in some]) for some in rooms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert erased_rooms(tmp_path) == {erased_hash(room) for some in rooms for room in some}


def test_a_full_disk_takes_all_of_them_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record_erased(tmp_path, b"1" * 16)
    before = (tmp_path / NAME).read_bytes()
    write, room = os.write, [100]

    def full(handle: int, data: bytes) -> int:
        if not room[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        taken = write(handle, data[: room[0]])
        room[0] -= taken
        return taken

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(OSError, match="No space"):
            record_erased(tmp_path, b"2" * 16, b"3" * 16)
    assert (tmp_path / NAME).read_bytes() == before
    record_erased(tmp_path, b"2" * 16, b"3" * 16)
    assert erased_rooms(tmp_path) == {erased_hash(digit * 16) for digit in (b"1", b"2", b"3")}


def test_many_at_once_in_an_order_that_tells_nothing(tmp_path: Path) -> None:
    hashes = [erased_hash(os.urandom(16)) for _ in range(10)]
    add_hashes(tmp_path, hashes)
    add_hashes(tmp_path, hashes)
    assert (tmp_path / NAME).read_text().splitlines() == sorted(one.hex() for one in hashes)


def test_the_storage_writes_it_into_the_data_folder(tmp_path: Path) -> None:
    open_folder(tmp_path / "blobs").record_erased(b"3" * 16)
    assert erased_rooms(tmp_path) == {erased_hash(b"3" * 16)}
    open_folder(tmp_path / "blobs").record_withdrawn(b"3" * 16)
    assert erased_rooms(tmp_path) == {erased_hash(b"3" * 16), erased_hash(b"3" * 16, WITHDRAWN)}


def test_what_cannot_be_made_durable_is_not_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some disks say only then that they are full."""
    record_erased(tmp_path, b"1" * 16)
    before = (tmp_path / NAME).read_bytes()

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            record_erased(tmp_path, b"2" * 16)
    assert (tmp_path / NAME).read_bytes() == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_root_begins_one_for_the_folders_owner(tmp_path: Path) -> None:
    """A backup by root may be the first to open it; the service must be able to write there afterwards."""
    os.chown(tmp_path, 12_345, 12_346)
    add_hashes(tmp_path, [])
    found = (tmp_path / NAME).stat()
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (12_345, 12_346, 0o600)


def test_no_link_is_followed(tmp_path: Path) -> None:
    """The folder's owner may lay one where root writes."""
    (tmp_path / "elsewhere").touch()
    (tmp_path / NAME).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic"):
        record_erased(tmp_path, b"1" * 16)
    assert (tmp_path / "elsewhere").read_bytes() == b""
