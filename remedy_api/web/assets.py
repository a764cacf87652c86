"""The built files of the pages: which hashed names they have, and the fingerprint of the whole bundle.

`static/manifest.json` is written by the browser build. It maps each entry ("client/inbox.tsx", "styles/remedy.css") to its
hashed file and to the files that it will load besides, so that a page can ask for all of them at once.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
MANIFEST = STATIC / "manifest.json"


@dataclass(frozen=True, slots=True)
class Asset:
    """One built entry: its address and the addresses of what it imports."""

    address: str
    imports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything built: entries by name, and the SHA-256 of the manifest, which names every file by its content."""

    entries: dict[str, Asset]
    fingerprint: str

    def asset(self, name: str) -> Asset | None:
        """The entry of that name, or None when it was not built."""
        return self.entries.get(name)


def bundle() -> Bundle:
    """The bundle on the disk; read again when a new build replaced it."""
    try:
        changed = MANIFEST.stat().st_mtime_ns
    except FileNotFoundError:
        return Bundle({}, "")
    return _read(changed)


@lru_cache(maxsize=1)
def _read(_changed: int) -> Bundle:
    raw = MANIFEST.read_bytes()
    entries = {
        name: Asset(_address(entry["file"]), tuple(_address(each) for each in entry.get("imports", ())))
        for name, entry in json.loads(raw)["entries"].items()
    }
    return Bundle(entries, hashlib.sha256(raw).hexdigest())


def _address(file: str) -> str:
    return f"/static/{file}"
