"""The file of a backup: one form, so that any byte of it that changed is noticed before anything is read from it."""

import io
import tarfile
from datetime import date

import pytest

from remedy_api.cli.backup.archive import Damaged, ForeignKey, Writer, read_archive
from tests.fixtures.figures import Figure

KEY = bytes(range(32))
DAY = date(2026, 11, 26)


def packed(members: dict[str, bytes], key: bytes = KEY) -> bytes:
    """An archive of these members."""
    target = io.BytesIO()
    writer = Writer(target, DAY)
    for name, content in members.items():
        writer.add(name, len(content), [content[:100], content[100:]])
    writer.close({"version": "1", "revision": "abc", "missing": []}, key)
    return target.getvalue()


MEMBERS = {"database/000000": bytes(700), "database/000001": b"", "blobs/" + "ab" * 16: b"sealed" * 100, "erased": b""}


def test_what_was_written_is_read_again() -> None:
    archive = read_archive(io.BytesIO(packed(MEMBERS)))
    assert {name: b"".join(archive.pieces(name)) for name in archive.members} == MEMBERS
    assert archive.day == DAY
    assert archive.about == {"format": 1, "day": "2026-11-26", "version": "1", "revision": "abc", "missing": []}
    archive.check_key(KEY)


def test_any_tool_can_read_it_and_it_tells_no_more_than_the_day() -> None:
    with tarfile.open(fileobj=io.BytesIO(packed(MEMBERS))) as archive:
        found = archive.getmembers()
        assert [each.name for each in found] == [*MEMBERS, "manifest.json", "seal.json"]
        assert {each.mtime % 86_400 for each in found} == {0}
        assert {(each.uid, each.uname, each.mode) for each in found} == {(0, "", 0o600)}
        content = archive.extractfile("blobs/" + "ab" * 16)
        assert content is not None
        assert content.read() == MEMBERS["blobs/" + "ab" * 16]


def test_every_flipped_byte_is_noticed(figure: Figure) -> None:
    whole = packed(MEMBERS)
    for position in range(len(whole)):
        broken = bytearray(whole)
        # Upper case for lower case among them, which some readers of hexadecimal digits take for the same.
        broken[position] ^= (0x01, 0x20, 0x80)[position % 3]
        with pytest.raises((Damaged, ForeignKey)):
            read_archive(io.BytesIO(broken)).check_key(KEY)
    figure("one flipped byte in a backup", f"noticed at each of {len(whole):,} places")


def test_every_shorter_and_every_longer_one_is_noticed() -> None:
    whole = packed(MEMBERS)
    for end in range(0, len(whole), 7):
        with pytest.raises(Damaged):
            read_archive(io.BytesIO(whole[:end]))
    for more in (b"\0", bytes(512), bytes(1024), whole):
        with pytest.raises(Damaged):
            read_archive(io.BytesIO(whole + more))


def test_members_put_in_left_out_or_in_another_order_are_noticed() -> None:
    with tarfile.open(fileobj=io.BytesIO(packed(MEMBERS))) as archive:
        read = {each.name: archive.extractfile(each).read() for each in archive}  # type: ignore[union-attr]
    names = list(read)
    for order in (names[1:], [*names[:2], names[3], names[2], *names[4:]], ["blobs/" + "cd" * 16, *names]):
        target = io.BytesIO()
        writer = Writer(target, DAY)
        for name in order:
            content = read.get(name, b"put in")
            writer.add(name, len(content), [content])
        with pytest.raises(Damaged):
            read_archive(io.BytesIO(target.getvalue() + bytes(1024)))


def test_another_key_and_an_altered_archive_with_hashes_that_fit_are_told_from_damage() -> None:
    with pytest.raises(ForeignKey):
        read_archive(io.BytesIO(packed(MEMBERS, bytes(32)))).check_key(KEY)


def test_a_file_that_changes_while_it_is_read_is_noticed() -> None:
    source = io.BytesIO(packed(MEMBERS))
    archive = read_archive(source)
    member = archive.members["database/000000"]
    source.seek(member.offset + 5)
    source.write(b"x")
    with pytest.raises(Damaged):
        list(archive.pieces("database/000000"))


def test_a_member_that_changes_while_it_is_written_is_refused() -> None:
    with pytest.raises(ValueError):
        Writer(io.BytesIO(), DAY).add("blobs/x", 3, [b"four"])
