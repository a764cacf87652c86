"""Rooms beyond the vectors: what a filing founds, and whose keys, statements and entries belong to it."""

from __future__ import annotations

from dataclasses import replace

from remedy_api.sealing.content import Text
from remedy_api.sealing.errors import Code
from remedy_api.sealing.event import Event, sign_event
from remedy_api.sealing.keys import PublicKeys, Signed
from remedy_api.sealing.room import verify_header, verify_room
from remedy_api.sealing.statement import Reader, sort_readers
from tests.fixtures.sealed_world import (
    DAY,
    INSTANCE,
    Organisation,
    Room,
    file_report,
    ident,
    person,
    receipt,
    secret,
)
from tests.sealing.refusals import refused

ANA, NEL, ME = person("ana"), person("nel"), receipt("reporter")


def filed() -> tuple[Room, Organisation]:
    union = Organisation("Union", ANA)
    return Room.of(file_report([union], by=ME), [union]), union


def message(text: str = "hello") -> Text:
    return Text("message", "en", text)


def test_a_room_of_another_id_or_instance() -> None:
    room, union = filed()
    parts = {
        "statements": [epoch.signed for epoch in room.epochs],
        "events": room.events,
        "authors": room.authors,
        "chains": [union.chain],
    }
    assert verify_room(INSTANCE, room.id, **parts).head == room.head  # type: ignore[arg-type]
    with refused(Code.FOREIGN_ROOM):
        verify_room(INSTANCE, ident("x"), **parts)  # type: ignore[arg-type]
    with refused(Code.FOREIGN_INSTANCE):
        verify_room("elsewhere.example", room.id, **parts)  # type: ignore[arg-type]
    with refused(Code.NOT_ANNOUNCED):
        verify_room(INSTANCE, room.id, **(parts | {"events": []}))  # type: ignore[arg-type]


def test_a_room_founded_for_another() -> None:
    room, _ = filed()
    data = {"kind": "reporter", "founder": ANA.kid.hex()}
    room.events[0] = sign_event(ME.account, Event(INSTANCE, room.id, 0, b"", DAY, "founded", ME.account.kid, b"", data))
    with refused(Code.WRONG_FOUNDER):
        room.verified()


def test_rooms_of_other_kinds_have_no_rules_yet() -> None:
    room, _ = filed()
    data = {"kind": "dialogue", "founder": ME.account.kid.hex()}
    room.events[0] = sign_event(ME.account, Event(INSTANCE, room.id, 0, b"", DAY, "founded", ME.account.kid, b"", data))
    with refused(Code.UNKNOWN_KIND):
        room.verified()


def _with_statement(world: Room, at: int, /, **change: object) -> None:
    """One statement of the filing changed, the next made to fit, both signed by the receipt, and announced."""
    for place in range(at, 2):
        old = world.epochs[place]
        more = change if place == at else {"previous": world.epochs[0].digest}
        statement = replace(old.statement, **more)  # type: ignore[arg-type]
        body = statement.encode()
        world.epochs[place] = replace(old, statement=statement, signed=Signed(body, ME.account.sign(body)))
    world.events.pop()
    world.say(ME.account, "epoch", {"statements": tuple(epoch.digest.hex() for epoch in world.epochs)})


def test_statements_of_the_filing_belong_to_it() -> None:
    mine = Reader(b"", ME.account.kid)
    lies: list[tuple[Code, int, dict[str, object]]] = [
        (Code.FOREIGN_INSTANCE, 0, {"instance": "elsewhere.example"}),
        (Code.FOREIGN_ROOM, 1, {"room": ident("x")}),
        (Code.UNKNOWN_KIND, 1, {"kind": "workers"}),
        (Code.FOREIGN_EPOCH, 1, {"epoch": 2}),
        (Code.NOT_ANNOUNCED, 0, {"last_event": secret("x")}),
        (Code.NOT_ANNOUNCED, 0, {"signer": ANA.kid}),
        (Code.NO_READER, 0, {"readers": (mine,)}),
        (Code.READERS_CHANGED, 0, {"readers": (Reader(b"", secret("k")), *filed()[0].epochs[0].statement.readers)}),
        (Code.READERS_CHANGED, 1, {"readers": filed()[0].epochs[0].statement.readers}),
        (Code.BROKEN_CHAIN, 1, {"previous": secret("x")}),
    ]
    for code, at, change in lies:
        room, _ = filed()
        if "readers" in change:
            change["readers"] = sort_readers(change["readers"])  # type: ignore[arg-type]
        _with_statement(room, at, **change)
        with refused(code):
            room.verified()


def test_the_conversation_is_opened_by_the_reporter_alone() -> None:
    room, _ = filed()
    zero, one = room.epochs
    room.events.pop()
    room.say(ME.account, "epoch", {"statements": (zero.digest.hex(),)})
    statement = replace(one.statement, signer=ANA.kid, last_event=room.head)
    body = statement.encode()
    room.epochs[1] = replace(one, statement=statement, signed=Signed(body, ANA.sign(body)))
    room.say(ANA, "epoch", {"statements": (room.epochs[1].digest.hex(),)})
    with refused(Code.WRONG_FOUNDER):
        room.verified()


def test_a_forged_signature_on_a_statement() -> None:
    for at in (0, 1):
        room, _ = filed()
        epoch = room.epochs[at]
        room.epochs[at] = replace(epoch, signed=replace(epoch.signed, signature=ANA.sign(epoch.signed.body)))
        with refused(Code.BAD_SIGNATURE):
            room.verified()


def test_the_keys_of_an_actor_are_given_and_its_own() -> None:
    room, union = filed()
    room.say(ANA, "acknowledged")
    statements = [epoch.signed for epoch in room.epochs]
    chains = [union.chain]
    me = ME.account
    swapped = PublicKeys(me.kid, me.kem_public, ANA.sig_public)
    for authors, code in (([], Code.UNKNOWN_SIGNER), ([swapped], Code.WRONG_KID)):
        with refused(code):
            verify_room(INSTANCE, room.id, statements=statements, events=room.events, authors=authors, chains=chains)


def test_entries_of_another_room_or_of_no_epoch() -> None:
    room, _ = filed()
    other, _ = filed()
    entry = room.write(ANA, message())
    verified = room.verified()
    assert verify_header(verified, entry.raw_header).author == ANA.kid
    with refused(Code.FOREIGN_ROOM):
        verify_header(verified, other.entries[0].raw_header)
    with refused(Code.FOREIGN_EPOCH):
        verify_header(verified, replace(entry.header, epoch=2).encode())
    with refused(Code.BAD_SIGNATURE):
        verify_header(verified, replace(entry.header, commitment=secret("x")).encode())
    with refused(Code.BAD_SIGNATURE):
        verify_header(verified, replace(entry.header, head=b"").encode())
