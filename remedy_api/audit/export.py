"""An export: all of a room that proves itself, as files in an archive. PROTOCOL.md, 15. Nothing is judged here.

What is read has one form only: names that are listed there, numbers without a gap, JSON that is written again from what was
understood and compared.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, TypeVar

from remedy_api.audit.archive import Archive
from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.event import MAX_PAYLOAD, SignedEvent
from remedy_api.sealing.format import MAX_BODY, MAX_HEADER
from remedy_api.sealing.keys import SIGNATURE_SIZE, PublicKeys, Signed
from remedy_api.sealing.lp import exact, instance_text
from remedy_api.sealing.statement import MAX_STATEMENT, ROOM_KINDS

MAX_MANIFEST = 4096
MAX_HEAD = 1024
MAX_CHAIN_FILE = 8 * 1024 * 1024
"""A thousand lists of a hundred people, or the keys of four thousand. As parsed JSON a file can take twenty times its size."""
MAX_SUMMARY = 16 * 1024 * 1024
MAX_READ = 512 * 1024 * 1024
"""All files but the bodies together: so much is held in memory."""

MANIFEST, AUTHORS, HEAD, HEAD_SIGNATURE, SUMMARY = "manifest.json", "authors.json", "head.bin", "head.sig", "summary.txt"

_FIXED = {
    MANIFEST: MAX_MANIFEST,
    AUTHORS: MAX_CHAIN_FILE,
    HEAD: MAX_HEAD,
    HEAD_SIGNATURE: SIGNATURE_SIZE,
    SUMMARY: MAX_SUMMARY,
}
_PATTERNS = (
    (re.compile(r"events/[0-9]{6}\.json", re.ASCII), MAX_PAYLOAD),
    (re.compile(r"epochs/[0-9]{6}\.bin", re.ASCII), MAX_STATEMENT),
    (re.compile(r"(events|epochs)/[0-9]{6}\.sig", re.ASCII), SIGNATURE_SIZE),
    (re.compile(r"headers/[0-9]{6}\.bin", re.ASCII), MAX_HEADER),
    (re.compile(r"bodies/[0-9a-f]{32}\.bin", re.ASCII), MAX_BODY),
    (re.compile(r"chains/[0-9a-f]{32}\.json", re.ASCII), MAX_CHAIN_FILE),
)

T = TypeVar("T")
Chain = tuple[tuple[Signed, ...], tuple[PublicKeys, ...]]


class Missing(SealError):
    """A file that must be there is not; `where` is its name."""


@dataclass(frozen=True)
class Manifest:
    """What an export says of itself. Nobody signs it: `exported_on` is just said, the rest is compared with what is."""

    instance: str
    room: bytes
    kind: str
    exported_on: date

    def encode(self) -> bytes:
        """The exact bytes of `manifest.json`."""
        body = {"v": 1, "instance": self.instance, "room": self.room.hex(), "kind": self.kind}
        return _json(body | {"exported_on": self.exported_on.isoformat()})


@dataclass(frozen=True)
class Export:
    """What an export says, understood but not verified. `bodies`: names of files by entry id; `chains` by organisation
    id.
    """

    manifest: Manifest
    head: Signed
    events: tuple[SignedEvent, ...]
    statements: tuple[Signed, ...]
    headers: tuple[bytes, ...]
    bodies: Mapping[bytes, str]
    chains: Mapping[bytes, Chain]
    authors: tuple[PublicKeys, ...]


def limit(name: str) -> int | None:
    """The most bytes that a file of this name may have in an export; None for a name that has no place in one."""
    if name in _FIXED:
        return _FIXED[name]
    return next((most for pattern, most in _PATTERNS if pattern.fullmatch(name)), None)


def event_file(seq: int) -> str:
    """Where an event's payload stands; its signature stands beside it under `.sig`."""
    return f"events/{seq:06}.json"


def epoch_file(epoch: int) -> str:
    """Where a statement stands."""
    return f"epochs/{epoch:06}.bin"


def header_file(number: int) -> str:
    """Where the header of an entry stands, by its place in the server's list."""
    return f"headers/{number:06}.bin"


def chain_file(organisation: bytes) -> str:
    """Where the chain of an organisation stands."""
    return f"chains/{organisation.hex()}.json"


def body_file(entry: bytes) -> str:
    """Where the sealed body of an entry stands."""
    return f"bodies/{entry.hex()}.bin"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _key(key: PublicKeys) -> dict[str, str]:
    return {"kid": key.kid.hex(), "kem_public": _b64(key.kem_public), "sig_public": _b64(key.sig_public)}


def _authors_json(authors: Sequence[PublicKeys]) -> bytes:
    return _json([_key(key) for key in authors])


def _chain_json(chain: Chain) -> bytes:
    rosters, keys = chain
    listed = [{"body": _b64(one.body), "signature": _b64(one.signature)} for one in rosters]
    return _json({"rosters": listed, "keys": [_key(key) for key in keys]})


def export_files(export: Export, bodies: Mapping[bytes, Callable[[], bytes]], summary: str = "") -> dict[str, Callable[[], bytes]]:
    """The files of an export by name, for `archive.write_archive`. `bodies`: sealed bodies by entry id, fetched late;
    they take the place of those that `export` names.
    """
    files: dict[str, bytes] = {
        MANIFEST: export.manifest.encode(),
        AUTHORS: _authors_json(export.authors),
        HEAD: export.head.body,
        HEAD_SIGNATURE: export.head.signature,
    }
    if summary:
        files[SUMMARY] = summary.encode()
    for seq, event in enumerate(export.events):
        files[event_file(seq)], files[f"events/{seq:06}.sig"] = event.payload, event.signature
    for epoch, signed in enumerate(export.statements):
        files[epoch_file(epoch)], files[f"epochs/{epoch:06}.sig"] = signed.body, signed.signature
    files |= {header_file(number): header for number, header in enumerate(export.headers)}
    files |= {chain_file(organisation): _chain_json(chain) for organisation, chain in export.chains.items()}
    ready: dict[str, Callable[[], bytes]] = {name: partial(bytes, content) for name, content in files.items()}
    return ready | {body_file(entry): fetch for entry, fetch in bodies.items()}


def read_export(archive: Archive) -> Export:
    """What an archive says, in the one form of an export. Raises `malformed`, `too-large`, and `Missing`, each with the
    name of the file.
    """
    if sum(file.size for name, file in archive.files.items() if not name.startswith("bodies/")) > MAX_READ:
        raise SealError(Code.TOO_LARGE)
    events = _signed(archive, "events", "json")
    return Export(
        manifest=_parsed(archive, MANIFEST, _manifest, Manifest.encode),
        head=Signed(_file(archive, HEAD), _file(archive, HEAD_SIGNATURE)),
        events=tuple(SignedEvent(one.body, one.signature) for one in events),
        statements=_signed(archive, "epochs", "bin"),
        headers=tuple(archive.read(name) for name in _numbered(archive, "headers", "bin")),
        bodies={bytes.fromhex(name[7:-4]): name for name in archive.files if name.startswith("bodies/")},
        chains={
            bytes.fromhex(name[7:-5]): _parsed(archive, name, _chain, _chain_json)
            for name in archive.files
            if name.startswith("chains/")
        },
        authors=_parsed(archive, AUTHORS, _keys, _authors_json),
    )


def _file(archive: Archive, name: str) -> bytes:
    if name not in archive.files:
        raise Missing(Code.MALFORMED, name)
    return archive.read(name)


def _numbered(archive: Archive, folder: str, ending: str) -> Sequence[str]:
    """The files of a folder from 000000 on. Raises `Missing` (`broken-chain`) where a number is left out."""
    found = sorted(name for name in archive.files if name.startswith(f"{folder}/") and name.endswith(f".{ending}"))
    for number, name in enumerate(found):
        if name != f"{folder}/{number:06}.{ending}":
            raise Missing(Code.BROKEN_CHAIN, f"{folder}/{number:06}.{ending}")
    return found


def _signed(archive: Archive, folder: str, ending: str) -> tuple[Signed, ...]:
    names = _numbered(archive, folder, ending)
    if not names:
        raise Missing(Code.BROKEN_CHAIN, f"{folder}/000000.{ending}")
    if len(_numbered(archive, folder, "sig")) > len(names):
        raise Missing(Code.BROKEN_CHAIN, f"{folder}/{len(names):06}.{ending}")
    return tuple(Signed(archive.read(name), _file(archive, f"{name[: -len(ending)]}sig")) for name in names)


def _parsed(archive: Archive, name: str, understand: Callable[[Any], T], write: Callable[[T], bytes]) -> T:
    """JSON in the one form: written again from what was understood, it must be the same bytes."""
    raw = _file(archive, name)
    try:
        understood = understand(json.loads(raw.decode()))
        if write(understood) == raw:
            return understood
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError, SealError):
        # Whatever is wrong inside, what matters is which file it is.
        pass
    raise SealError(Code.MALFORMED, name)


def _manifest(value: Any) -> Manifest:
    if value["kind"] not in ROOM_KINDS:
        raise SealError(Code.MALFORMED, MANIFEST)
    room = exact(bytes.fromhex(value["room"]), 16, "room")
    return Manifest(instance_text(value["instance"].encode()), room, value["kind"], date.fromisoformat(value["exported_on"]))


def _keys(value: Any) -> tuple[PublicKeys, ...]:
    return tuple(
        PublicKeys(bytes.fromhex(item["kid"]), base64.b64decode(item["kem_public"]), base64.b64decode(item["sig_public"]))
        for item in value
    )


def _chain(value: Any) -> Chain:
    rosters = tuple(Signed(base64.b64decode(item["body"]), base64.b64decode(item["signature"])) for item in value["rosters"])
    return rosters, _keys(value["keys"])
