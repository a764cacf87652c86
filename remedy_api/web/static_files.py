"""The built files, packed for the way: scripts, sheets and sentences shrink to a third, which an old telephone notices.

Only files that are the same for everybody are packed. Answers with anything of a person never are: how well they pack
would tell about what is in them.
"""

import gzip
import os
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

_PACKED = frozenset({".js", ".css", ".json", ".txt"})
_WORTH = 1000
"""Bytes below which packing saves nothing."""


class PackedStatic(StaticFiles):
    """Static files that go out as gzip to whoever takes it."""

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """The file, packed if that is worth it; a part of a file goes as it is."""
        answer = super().file_response(full_path, stat_result, scope, status_code)
        answer.headers["Vary"] = "Accept-Encoding"
        asked = Headers(scope=scope)
        suits = Path(full_path).suffix in _PACKED and stat_result.st_size >= _WORTH and "range" not in asked
        if answer.status_code != 200 or not suits or not _takes_gzip(asked.get("accept-encoding", "")):
            return answer
        kept = {name: value for name, value in answer.headers.items() if name not in ("content-length", "accept-ranges", "etag")}
        # The same file in another form: the tag says so by being weak.
        named = {"content-encoding": "gzip", "etag": f"W/{answer.headers['etag']}"}
        return Response(_pack(os.fspath(full_path), stat_result.st_mtime_ns), headers=kept | named)


def _takes_gzip(accepted: str) -> bool:
    for part in accepted.lower().split(","):
        coding, _, parameter = part.partition(";")
        if coding.strip() == "gzip":
            return parameter.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


@lru_cache(maxsize=128)
def _pack(path: str, _changed: int) -> bytes:
    return gzip.compress(Path(path).read_bytes(), 9, mtime=0)
