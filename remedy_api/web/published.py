"""The list of everything a page can load, by hash, as it is published: lines of `sha256sum`, in the order of the paths.

    cd remedy_api/web/static && sha256sum --check FILE

does by hand what `remedy verify-bundle` does with a door. The SHA-256 of the list itself is the fingerprint on every page.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

_LINE = re.compile(r"([0-9a-f]{64})  ((?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*)")


def hashes_of(static: Path) -> dict[str, str]:
    """SHA-256 in hex of every file in a folder of built files, by its path from there, in the order of the list."""
    files = sorted((path.relative_to(static).as_posix(), path) for path in static.rglob("*") if path.is_file())
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files}


def as_text(hashes: Mapping[str, str]) -> str:
    """The list as it is published."""
    return "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes))


def from_text(text: str) -> dict[str, str]:
    """The hashes of a published list. Raises ValueError if it is not exactly what `as_text` writes."""
    found = {}
    for line in text.splitlines():
        if (match := _LINE.fullmatch(line)) is None:
            raise ValueError(line[:80])
        found[match[2]] = match[1]
    if not found or as_text(found) != text:
        raise ValueError("not in order, or a file twice")
    return found


def fingerprint(hashes: Mapping[str, str]) -> str:
    """The SHA-256 of the list, in hex."""
    return hashlib.sha256(as_text(hashes).encode()).hexdigest()


def integrity(digest: str) -> str:
    """A hash in hex as the attribute `integrity` writes it."""
    return f"sha256-{base64.b64encode(bytes.fromhex(digest)).decode()}"
