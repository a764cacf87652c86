"""The search itself can fail: each encoding is planted and found, at every alignment, across the border of two reads."""

from pathlib import Path

import pytest

from tests.journeys.canaries import CHUNK, encodings, search

TEXT = "Kanarie-7431 «стандарт» عامل"


@pytest.mark.parametrize("encoding", list(encodings(TEXT)))
def test_every_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    for number, needle in enumerate(encodings(TEXT)[encoding]):
        (tmp_path / f"{number}.bin").write_bytes(b"x" * (CHUNK - 5) + needle + b"y" * 100)
    hits = search({"narrative": TEXT}, [tmp_path])
    assert {hit.place for hit in hits if hit.encoding == encoding} == {str(p) for p in tmp_path.iterdir()}


@pytest.mark.parametrize("before", [b"", b"a", b"ab", b"abc"])
def test_base64_is_found_at_every_alignment(tmp_path: Path, before: bytes) -> None:
    import base64

    (tmp_path / "mail").write_bytes(base64.b64encode(before + TEXT.encode() + b"after"))
    assert any(hit.encoding == "base64" for hit in search({"narrative": TEXT}, [tmp_path]))


def test_a_file_name_counts(tmp_path: Path) -> None:
    (tmp_path / "photo-kanarie.jpg").write_bytes(b"nothing")
    assert search({"file name": "photo-kanarie"}, [tmp_path])


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(b"GET /healthz 200\n" * 1000)
    assert search({"narrative": TEXT}, [tmp_path]) == []
