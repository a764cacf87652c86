"""Looks for planted words in everything a machine keeps, in ten encodings.

A canary is a string that only an authorised reader may ever see in clear. `search` reads whole folders and single files as bytes,
so it needs no knowledge of their format; what compresses (a dump, long values of a table) must be unpacked by the caller first.
"""

import base64
import html
import json
import quopri
import urllib.parse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

CHUNK = 1 << 20
"""How much of a file is read at once, bytes."""


@dataclass(frozen=True)
class Hit:
    """One canary found: its name, the encoding it was found in, and where."""

    name: str
    encoding: str
    place: str


def _base64_cores(raw: bytes, alphabet: bytes | None = None) -> list[bytes]:
    """The parts of a base64 text that do not depend on what stands before and after: one for each of three alignments."""
    cores = []
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + raw, altchars=alphabet)
        first = (0, 2, 3)[shift]  # symbols touched by the padding in front
        whole = (shift + len(raw)) * 8 // 6  # symbols that carry only our bits
        cores.append(encoded[first:whole])
    return cores


def encodings(canary: str) -> dict[str, list[bytes]]:
    """The ten ways a canary is looked for: encoding name → byte strings, any of which betrays it."""
    raw = canary.encode()
    return {
        "utf-8": [raw],
        "utf-16-le": [canary.encode("utf-16-le")],
        "utf-16-be": [canary.encode("utf-16-be")],
        "base64": _base64_cores(raw),
        "base64url": _base64_cores(raw, b"-_"),
        "hex": [raw.hex().encode(), raw.hex().upper().encode()],
        "percent": [
            urllib.parse.quote(canary, safe="").encode(),
            urllib.parse.quote_plus(canary).encode(),
            "".join(f"%{byte:02x}" for byte in raw).encode(),
        ],
        "json": [json.dumps(canary)[1:-1].encode(), "".join(f"\\u{ord(c):04x}" for c in canary if ord(c) < 0x10000).encode()],
        "html": [html.escape(canary).encode(), "".join(f"&#{ord(c)};" for c in canary).encode()],
        "quoted-printable": [quopri.encodestring(raw, quotetabs=True)[:60].rstrip(b"=\n"), raw[::-1]],
    }


def _files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        if place.is_file():
            yield place
        else:
            yield from (path for path in sorted(place.rglob("*")) if path.is_file() and not path.is_symlink())


def search(canaries: dict[str, str], places: Iterable[Path]) -> list[Hit]:
    """Every hit of every canary (name → text) in the files and folders named, file names included."""
    needles = [
        (name, encoding, needle)
        for name, text in canaries.items()
        for encoding, variants in encodings(text).items()
        for needle in dict.fromkeys(variants)
        if len(needle) >= 6  # shorter ones would be found by chance
    ]
    overlap = max(len(needle) for _, _, needle in needles)
    hits = set()
    for path in _files(places):
        hits.update(Hit(name, encoding, f"{path} (its name)") for name, encoding, n in needles if n in str(path).encode())
        try:
            stream = path.open("rb")
        except (FileNotFoundError, PermissionError):  # a socket or a file that went away meanwhile
            continue
        with stream:
            tail = b""
            while block := stream.read(CHUNK):
                window = tail + block
                hits.update(Hit(name, encoding, str(path)) for name, encoding, needle in needles if needle in window)
                tail = window[-overlap:]
    return sorted(hits, key=lambda hit: (hit.name, hit.place, hit.encoding))
