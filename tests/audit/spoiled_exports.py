"""Exports spoiled one way at a time, and what must be named of each."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from remedy_api.audit.export import body_file, chain_file, epoch_file, event_file, export_files, header_file
from remedy_api.sealing.content import Text
from remedy_api.sealing.errors import Code
from remedy_api.sealing.format import parse_header
from remedy_api.sealing.keys import AccountKeys, PublicKeys
from tests.fixtures.exports import Files, export_of, files_of
from tests.fixtures.sealed_world import Organisation, ident, person
from tests.fixtures.workers_world import WorkersRoom

ANA, NEL, MO, BEA = (person(name) for name in ("ana", "nel", "mo", "bea"))
NOBODY = bytes(16)


class World:
    """A case of a union, shared with a second one and a monitor; somebody left; entries in every epoch."""

    def __init__(self) -> None:
        self.union, self.second = Organisation("Union", ANA), Organisation("Second union", NEL)
        self.monitor = Organisation("Monitor", MO)
        self.room = WorkersRoom.found(self.union, ANA)
        self.room.write(ANA, Text("reasons", "en", "Wages were kept back."))
        self.room.admit(ANA, self.second, "representative")
        self.room.write(NEL, Text("message", "en", "We take part."))
        self.room.admit(NEL, self.monitor)
        self.union.admit(person("bo"))
        self.union.remove(person("bo"))
        self.room.rekey(ANA, self.room.reading)
        self.room.write(MO, Text("message", "en", "We visited."))
        self.room.say(NEL, "stage", {"stage": "safety", "reason": "", "entry": ""})

    def files(self, exporter: AccountKeys = ANA, **more: object) -> Files:
        return files_of(self.room, exporter, **more)  # type: ignore[arg-type]


@cache
def honest() -> Files:
    return World().files()


FOUNDER = Organisation("Union", ANA).fingerprint


CHAIN, KID, KIND = chain_file(ident("Union")), ANA.kid.hex().encode(), b"workers"
FOUNDER = Organisation("Union", ANA).fingerprint


def pair(seq: int) -> tuple[str, str]:
    """The two files of an event."""
    return event_file(seq), event_file(seq).replace("json", "sig")


def events() -> int:
    """How many events there are."""
    return sum(name.startswith("events/") for name in honest()) // 2


def entries() -> list[str]:
    """The files of bodies, in the order of the headers."""
    return [body_file(parse_header(honest()[header_file(number)]).entry) for number in range(3)]


def without(*names: str) -> Files:
    """Files left out."""
    return {name: content for name, content in honest().items() if name not in names}


def changed(name: str, change: Callable[[bytes], bytes]) -> Files:
    """One file with another content."""
    return honest() | {name: change(honest()[name])}


def put(name: str, old: bytes, new: bytes) -> Files:
    """One file with some bytes replaced."""
    assert old in honest()[name]
    return changed(name, lambda raw: raw.replace(old, new, 1))


def turned(data: bytes) -> bytes:
    """The last bit turned."""
    return data[:-1] + bytes([data[-1] ^ 1])


def moved(*pairs: tuple[str, str]) -> Files:
    """Contents under other names."""
    return honest() | {to: honest()[name] for name, to in pairs}


def renumbered(gone: int) -> Files:
    """An event left out and the hole closed."""
    files = moved(*(names for seq in range(gone + 1, events()) for names in zip(pair(seq), pair(seq - 1), strict=True)))
    return {name: content for name, content in files.items() if name not in pair(events() - 1)}


def swapped(one: int, other: int) -> Files:
    """Two events in each other's place."""
    return moved(*zip(pair(one) + pair(other), pair(other) + pair(one), strict=True))


def foreign_event(seq: int) -> Files:
    """An event of another case of the same people."""
    files = World().files()
    return honest() | {name: files[name] for name in pair(seq)}


def first_entry_withheld() -> Files:
    """Of a closed epoch, with the hole closed."""
    files = moved((header_file(1), header_file(0)), (header_file(2), header_file(1)))
    return {name: content for name, content in files.items() if name not in (header_file(2), entries()[0])}


def statement_added() -> Files:
    """The last statement once more, as the next."""
    return moved((epoch_file(3), epoch_file(4)), ("epochs/000003.sig", "epochs/000004.sig"))


def room_said() -> bytes:
    """The room of the manifest, in its digits."""
    return str(json.loads(honest()["manifest.json"])["room"]).encode()


def strange_author() -> Files:
    """Somebody's keys under another kid."""
    export = replace(export_of(World().room, ANA), authors=(PublicKeys(BEA.kid, ANA.kem_public, ANA.sig_public),))
    return honest() | {"authors.json": export_files(export, {})["authors.json"]()}


class Spoiled(NamedTuple):
    """An export and the first thing that must be named of it."""

    name: str
    make: Callable[[], Files]
    code: Code
    file: str
    missing: bool = False


LAST = events() - 1

SPOILED = [
    Spoiled("the first event missing", lambda: without(*pair(0)), Code.BROKEN_CHAIN, event_file(0), True),
    Spoiled("an event in the middle missing", lambda: without(*pair(4)), Code.BROKEN_CHAIN, event_file(4), True),
    Spoiled("an event missing, the others renumbered", lambda: renumbered(4), Code.BROKEN_CHAIN, event_file(4)),
    Spoiled("two events in another order", lambda: swapped(3, 4), Code.BROKEN_CHAIN, event_file(3)),
    Spoiled("an event altered", lambda: put(event_file(7), b'"day":"2026', b'"day":"2027'), Code.BAD_SIGNATURE, event_file(7)),
    Spoiled("an event altered beyond its form", lambda: changed(event_file(7), turned), Code.MALFORMED, event_file(7)),
    Spoiled("a signature altered", lambda: changed(pair(7)[1], turned), Code.BAD_SIGNATURE, event_file(7)),
    Spoiled("a signature missing", lambda: without(pair(7)[1]), Code.BROKEN_CHAIN, pair(7)[1], True),
    Spoiled("the last signature missing", lambda: without(pair(LAST)[1]), Code.MALFORMED, pair(LAST)[1], True),
    Spoiled(
        "a signature without event", lambda: without(event_file(events() - 1)), Code.BROKEN_CHAIN, event_file(events() - 1), True
    ),
    Spoiled("an event of another case", lambda: foreign_event(5), Code.FOREIGN_ROOM, event_file(5)),
    Spoiled("a statement altered", lambda: changed(epoch_file(1), turned), Code.NOT_ANNOUNCED, event_file(8)),
    Spoiled("a statement missing", lambda: without(epoch_file(1), "epochs/000001.sig"), Code.BROKEN_CHAIN, epoch_file(1), True),
    Spoiled(
        "a statement nobody announced",
        lambda: moved((epoch_file(3), epoch_file(4)), ("epochs/000003.sig", "epochs/000004.sig")),
        Code.NOT_ANNOUNCED,
        epoch_file(4),
    ),
    Spoiled("a statement's signature altered", lambda: changed("epochs/000001.sig", turned), Code.BAD_SIGNATURE, epoch_file(1)),
    Spoiled("the last event cut off", lambda: without(*pair(LAST)), Code.ROLLED_BACK, "head.bin"),
    Spoiled("a header altered", lambda: changed(header_file(1), turned), Code.BAD_SIGNATURE, header_file(1)),
    Spoiled("a header missing", lambda: without(header_file(1)), Code.BROKEN_CHAIN, header_file(1), True),
    Spoiled("an entry of a closed epoch withheld", first_entry_withheld, Code.WRONG_CLOSED, epoch_file(1)),
    Spoiled("an entry twice", lambda: moved((header_file(0), header_file(3))), Code.TWINS, "headers/"),
    Spoiled("a body altered", lambda: changed(entries()[1], turned), Code.WRONG_BODY, entries()[1]),
    Spoiled("a body cut", lambda: changed(entries()[1], lambda raw: raw[:-1]), Code.WRONG_LENGTH, entries()[1]),
    Spoiled("a body of no entry", lambda: honest() | {body_file(NOBODY): bytes(4112)}, Code.WRONG_BODY, body_file(NOBODY)),
    Spoiled("a chain missing", lambda: without(CHAIN), Code.UNKNOWN_SIGNER, event_file(0)),
    Spoiled(
        "a chain under another organisation",
        lambda: without(CHAIN) | {chain_file(NOBODY): honest()[CHAIN]},
        Code.FOREIGN_ORGANISATION,
        chain_file(NOBODY),
    ),
    Spoiled("a chain with a member more", lambda: changed(CHAIN, lambda raw: raw[:-1] + b',"name":"x"}'), Code.MALFORMED, CHAIN),
    Spoiled("a chain in capitals", lambda: put(CHAIN, KID, KID.upper()), Code.MALFORMED, CHAIN),
    Spoiled("the head altered", lambda: changed("head.bin", turned), Code.UNKNOWN_SIGNER, "head.bin"),
    Spoiled("the head's signature altered", lambda: changed("head.sig", turned), Code.BAD_SIGNATURE, "head.bin"),
    Spoiled("the head missing", lambda: without("head.bin"), Code.MALFORMED, "head.bin", True),
    Spoiled("no manifest", lambda: without("manifest.json"), Code.MALFORMED, "manifest.json", True),
    Spoiled("no list of authors", lambda: without("authors.json"), Code.MALFORMED, "authors.json", True),
    Spoiled(
        "a manifest of another room",
        lambda: changed("manifest.json", lambda raw: raw.replace(room_said(), b"0" * 32)),
        Code.FOREIGN_ROOM,
        event_file(0),
    ),
    Spoiled(
        "a manifest of another installation",
        lambda: put("manifest.json", b"remedy.", b"elsewhere."),
        Code.FOREIGN_INSTANCE,
        chain_file(min(ident(name) for name in ("Union", "Second union", "Monitor"))),
    ),
    Spoiled("a manifest of another kind", lambda: put("manifest.json", KIND, b"reporter"), Code.UNKNOWN_KIND, "manifest.json"),
    Spoiled("a manifest of no kind", lambda: put("manifest.json", KIND, b"lounge"), Code.MALFORMED, "manifest.json"),
    Spoiled("a manifest with a space", lambda: put("manifest.json", b",", b", "), Code.MALFORMED, "manifest.json"),
    Spoiled("a manifest of another version", lambda: put("manifest.json", b'"v":1', b'"v":2'), Code.MALFORMED, "manifest.json"),
    Spoiled("a manifest of version true", lambda: put("manifest.json", b'"v":1', b'"v":true'), Code.MALFORMED, "manifest.json"),
    Spoiled("a manifest of no day", lambda: put("manifest.json", b"-03-", b"-13-"), Code.MALFORMED, "manifest.json"),
    Spoiled("a manifest that is no object", lambda: changed("manifest.json", lambda raw: b"[]"), Code.MALFORMED, "manifest.json"),
    Spoiled("keys that are not theirs", strange_author, Code.WRONG_KID, "authors.json"),
]
