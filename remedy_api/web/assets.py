"""The built files of the pages: which hashed names they have, and the fingerprint of the whole bundle.

`static/manifest.json` is written by the browser build. It maps each entry ("client/inbox.tsx", "styles/remedy.css") to its
hashed file and to the files that it will load besides, so that a page can ask for all of them at once.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from remedy_api.web.published import fingerprint, hashes_of, integrity

STATIC = Path(__file__).parent / "static"
MANIFEST = STATIC / "manifest.json"


@dataclass(frozen=True, slots=True)
class File:
    """One built file: its address, and its hash, without which a browser does not take it."""

    address: str
    integrity: str


@dataclass(frozen=True, slots=True)
class Asset:
    """One built entry: its file, and the files that it imports."""

    file: File
    imports: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything built: entries by name, and the fingerprint of all files that a door hands out, sentences and forms too."""

    entries: dict[str, Asset]
    fingerprint: str

    def asset(self, name: str) -> Asset | None:
        """The entry of that name, or None when it was not built."""
        return self.entries.get(name)


def bundle() -> Bundle:
    """The bundle on the disk; read again when a new build replaced it."""
    try:
        changed = tuple((STATIC / name).stat().st_mtime_ns for name in _REPLACED)
    except FileNotFoundError:
        return Bundle({}, "")
    return _read(changed)


# A build puts new files in the place of old ones, the manifest last: each of these then has another time.
_REPLACED = ("manifest.json", "i18n", "forms")


@lru_cache(maxsize=1)
def _read(_changed: tuple[int, ...]) -> Bundle:
    manifest = json.loads(MANIFEST.read_bytes())

    def built(name: str) -> File:
        return File(f"/static/{name}", integrity(manifest["files"][name]))

    entries = {
        name: Asset(built(entry["file"]), tuple(built(each) for each in entry.get("imports", ())))
        for name, entry in manifest["entries"].items()
    }
    return Bundle(entries, fingerprint(hashes_of(STATIC)))
