"""The one form of an archive: nothing unpacked, nothing hidden, nothing that could be another byte."""

from __future__ import annotations

import io
import zipfile
from zlib import crc32

import pytest

from remedy_api.audit import archive
from remedy_api.audit.export import event_file, read_export
from remedy_api.audit.verifying import verify_export
from remedy_api.sealing.errors import Code, SealError
from tests.audit.spoiled_exports import FOUNDER, honest, room_said
from tests.fixtures.exports import opened, packed
from tests.fixtures.figures import Figure
from tests.fixtures.sealed_world import INSTANCE
from tests.sealing.refusals import refused


@pytest.mark.parametrize(
    "name",
    ["../evil", "events/0.json", "events/000000.txt", "bodies/../x.bin", "other.bin", "events/", "/etc/passwd"],
)
def test_a_name_that_has_no_place_in_an_export(name: str) -> None:
    with refused(Code.MALFORMED):
        opened(packed(honest() | {name: b"x"}))


def test_a_name_of_other_letters() -> None:
    with refused(Code.MALFORMED):
        opened(packed(honest()).replace(b"authors.json", "éthors.json".encode()))


def test_files_larger_than_they_can_be() -> None:
    for name, size in (("head.sig", 65), ("manifest.json", 4097), (event_file(0), 16_385), ("headers/000000.bin", 513)):
        with pytest.raises(SealError) as refusal:
            opened(packed(honest() | {name: bytes(size)}))
        assert (refusal.value.code, refusal.value.where) == (Code.TOO_LARGE, name)


def test_one_flipped_byte_anywhere_is_found(figure: Figure) -> None:
    """Every byte of everything small, and a sample of the sealed bodies: nothing in an archive can be another one."""
    data = packed(honest())
    bodies = sum(len(content) for name, content in honest().items() if name.startswith("bodies/"))
    assert len(data) - bodies < 120_000
    step = 97
    places = [*range(0, len(data), step), *range(200), *range(len(data) - 400, len(data))]
    for at in places:
        spoilt = bytearray(data)
        spoilt[at] ^= 1 << (at % 8)
        try:
            read = opened(bytes(spoilt))
        except SealError:
            continue
        assert verify_export(read, lambda fingerprint: fingerprint == FOUNDER).refusals, at
    figure("one flipped byte in the archive of a case", f"found at each of {len(set(places)):,} places tried")


@pytest.mark.parametrize(("was", "put", "file"), [(b"plain", b"plaim", "summary.txt"), (b'-03-09"}', b'-03-08"}', "manifest.json")])
def test_what_nobody_signed_does_not_change_by_itself(was: bytes, put: bytes, file: str) -> None:
    """The summary and the day of the export rest on the checksum alone."""
    data = packed(honest())
    assert data.count(was) == 1
    with pytest.raises(SealError) as refusal:
        opened(data.replace(was, put))
    assert (refusal.value.code, refusal.value.where) == (Code.MALFORMED, file)


@pytest.mark.parametrize("put", [b"", b"x", b"PK\x05\x06" + bytes(18), b"PK\x03\x04"])
def test_nothing_before_between_or_after(put: bytes) -> None:
    data = packed(honest())
    if put:
        for other in (put + data, data + put, data[:-22] + put + data[-22:]):
            with pytest.raises(SealError):
                opened(other)
    for end in (0, 1, 22, len(data) // 2, len(data) - 1):
        with pytest.raises(SealError):
            opened(data[:end])


def test_an_ordinary_zip_program_reads_it() -> None:
    with zipfile.ZipFile(io.BytesIO(packed(honest()))) as ordinary:
        assert ordinary.testzip() is None
        assert {name: ordinary.read(name) for name in ordinary.namelist()} == honest()
    # But what such a program makes has times and other things in it: another form.
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as ordinary:
        for name, content in sorted(honest().items()):
            ordinary.writestr(name, content)
    with refused(Code.MALFORMED):
        opened(made.getvalue())


def test_files_out_of_order_or_twice() -> None:
    def joined(*parts: dict[str, bytes]) -> bytes:
        local, listed, at = b"", {}, 0
        for part in parts:
            for name, content in part.items():
                file = archive.Stored(at + 30 + len(name), len(content), crc32(content))
                local += archive._local(name.encode(), file) + content
                at = len(local)
                listed[name.encode()] = file
        return local + archive._directory(listed, at)

    with refused(Code.TWINS):
        opened(joined({"head.sig": bytes(64)}, {"head.sig": bytes(64)}))
    with refused(Code.NOT_SORTED):
        opened(joined({"manifest.json": b"{}"}, {"head.sig": bytes(64)}))
    assert list(opened(joined({"head.sig": bytes(64)}, {"manifest.json": b"{}"})).files) == ["head.sig", "manifest.json"]


def test_what_is_read_is_what_was_written() -> None:
    export = read_export(opened(packed(honest())))
    assert (export.manifest.kind, len(export.chains), export.authors) == ("workers", 3, ())
    assert [export.manifest.instance, export.manifest.room] == [INSTANCE, bytes.fromhex(room_said().decode())]
