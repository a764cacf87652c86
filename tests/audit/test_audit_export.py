"""An exported case checked without a server: it holds, or what does not hold is named, code and file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from remedy_api.audit.export import body_file, epoch_file, event_file, header_file
from remedy_api.sealing.content import Text
from remedy_api.sealing.errors import Code
from remedy_api.sealing.head import Head, entries_hash
from remedy_api.sealing.keys import Signed
from tests.audit.spoiled_exports import ANA, BEA, CHAIN, FOUNDER, MO, NEL, SPOILED, Spoiled, World, entries, honest, turned
from tests.fixtures.exports import Files, files_of, verdict_on
from tests.fixtures.sealed_world import INSTANCE, Organisation, Room, file_report, ident, person, receipt, secret
from tests.fixtures.table_world import FAY, TableWorld
from tests.fixtures.workers_world import WorkersRoom
from tests.sealing.refusals import refused


def test_an_intact_export_holds() -> None:
    world = World()
    for exporter, anchor in ((ANA, world.union), (NEL, world.union), (NEL, world.second), (MO, world.monitor)):
        verdict = verdict_on(world.files(exporter), anchor.fingerprint)
        assert not verdict.refusals
        assert verdict.room is not None and verdict.room.head == world.room.head
        assert (len(verdict.headers or ()), verdict.room.stage) == (3, "safety")
        assert verdict.export is not None and len(verdict.export.bodies) == 3


def test_an_export_of_a_report() -> None:
    union = Organisation("Union", ANA)
    room = Room.of(file_report([union], by=receipt("reporter")), [union])
    room.say(ANA, "acknowledged")
    assert not verdict_on(files_of(room, ANA), union.fingerprint).refusals
    room.say(receipt("reporter").account, "withdrawn")
    files = {name: content for name, content in files_of(room, ANA).items() if not name.startswith("bodies/")}
    # What was erased is not in it; that it was there still is.
    verdict = verdict_on(files, union.fingerprint)
    assert not verdict.refusals and len(verdict.headers or ()) == 3


def test_an_export_of_a_table() -> None:
    world = TableWorld()
    world.agreed()
    world.done()
    world.room.write(FAY, Text("reply", "en", "We paid."))
    for exporter, anchor in ((ANA, world.union), (FAY, world.maker), (FAY, world.union)):
        verdict = verdict_on(files_of(world.room, exporter), anchor.fingerprint)
        assert not verdict.refusals
        assert verdict.room is not None and verdict.room.steps["pay"].state == "said"
    assert named(files_of(world.room, ANA), world.maker.fingerprint) == [(Code.WRONG_FINGERPRINT, "head.bin", False)]


def named(files: Files, anchor: bytes = FOUNDER) -> list[tuple[Code, str, bool]]:
    return [(one.code, one.file, one.missing) for one in verdict_on(files, anchor).refusals]


@pytest.mark.parametrize("case", SPOILED, ids=lambda case: case.name)
def test_what_was_spoiled_is_named(case: Spoiled) -> None:
    assert named(case.make())[0] == (case.code, case.file, case.missing)


def test_bodies_do_not_stand_without_their_headers() -> None:
    """Of a room that never closed an epoch nothing else would miss them."""
    union = Organisation("Union", ANA)
    room = WorkersRoom.found(union, ANA)
    entry = room.write(ANA, Text("message", "en", "hello"))
    assert not named(files_of(room, ANA), union.fingerprint)
    smuggled = files_of(room, ANA) | {body_file(ident("x")): b"anything at all"}
    files = {name: content for name, content in smuggled.items() if not name.startswith("headers/")}
    expected = {(Code.WRONG_BODY, body_file(entry.header.entry), False), (Code.WRONG_BODY, body_file(ident("x")), False)}
    assert expected <= set(named(files, union.fingerprint))


@pytest.mark.parametrize("name", [CHAIN, "authors.json"])
def test_lists_too_long_to_be_read_are_not(name: str) -> None:
    """What is parsed takes many times its size in memory."""
    with refused(Code.TOO_LARGE):
        verdict_on(honest() | {name: b"[" + b"[]," * 3_000_000 + b"[]]"}, FOUNDER)


def test_several_spoiled_parts_are_each_named() -> None:
    files = honest() | {name: turned(honest()[name]) for name in entries()} | {"head.sig": bytes(64)}
    assert [(code, file) for code, file, _ in named(files)] == [
        *((Code.WRONG_BODY, name) for name in sorted(entries())),
        (Code.BAD_SIGNATURE, "head.bin"),
    ]


def test_who_is_not_entitled_gets_nothing_in() -> None:
    world = World()
    world.room.say(MO, "recorded", {"fact": "site", "values": ()})
    last = event_file(len(world.room.events) - 1)
    assert named(world.files()) == [(Code.NOT_ENTITLED, last, False)]
    world = World()
    world.room.next_epoch(MO, world.room.recipients([world.second, world.monitor]))
    assert named(world.files()) == [(Code.READERS_CHANGED, epoch_file(4), False)]
    world = World()
    roster = world.union.last
    assert roster is not None
    body = replace(roster, version=roster.version + 1, previous=world.union.roster_digest, signer=BEA.kid).encode()
    world.union.people[BEA.kid] = BEA
    world.union.rosters.append(Signed(body, BEA.sign(body)))
    verdict = verdict_on(world.files(), FOUNDER)
    assert [(one.code, one.file, one.roster) for one in verdict.refusals] == [(Code.NOT_A_MANAGER, CHAIN, 3)]


def test_a_stranger_exports_nothing() -> None:
    world = World()
    assert named(world.files(BEA)) == [(Code.UNKNOWN_SIGNER, "head.bin", False)]
    # Known, but of an organisation that does not read; and a member who left.
    world.room.organisations.append(Organisation("Buyer", BEA))
    assert named(world.files(BEA)) == [(Code.NOT_ENTITLED, "head.bin", False)]
    assert named(world.files(person("bo"))) == [(Code.NOT_ENTITLED, "head.bin", False)]


def test_a_head_over_something_else() -> None:
    world = World()
    last, listed = len(world.room.events) - 1, entries_hash(entry.raw_header for entry in world.room.entries)
    for head, code in (
        (Head("elsewhere.example", world.room.id, last, world.room.head, listed, ANA.kid), Code.FOREIGN_INSTANCE),
        (Head(INSTANCE, ident("x"), last, world.room.head, listed, ANA.kid), Code.FOREIGN_ROOM),
        (Head(INSTANCE, world.room.id, last, secret("x"), listed, ANA.kid), Code.FORKED),
        (Head(INSTANCE, world.room.id, last - 1, world.room.events[-2].digest, listed, ANA.kid), Code.FORKED),
        (Head(INSTANCE, world.room.id, last + 1, secret("x"), listed, ANA.kid), Code.ROLLED_BACK),
    ):
        assert named(world.files(head=head)) == [(code, "head.bin", False)]


def test_entries_of_the_open_epoch_are_neither_cut_off_nor_in_another_order() -> None:
    """The next epoch will list them; until then the exporter's head alone says which there are."""
    world = World()
    for text in ("threat by the foreman", "second"):
        world.room.write(ANA, Text("message", "en", text))
    files = world.files()
    assert not named(files)
    numbers = range(len(world.room.entries))
    *kept, last = world.room.entries
    gone = (header_file(len(kept)), body_file(last.header.entry))
    cut = {name: content for name, content in files.items() if name not in gone}
    assert named(cut) == [(Code.WRONG_CLOSED, "headers/", False)]
    turned_round = files | {header_file(number): files[header_file(len(numbers) - 1 - number)] for number in numbers}
    assert named(turned_round) == [(Code.WRONG_CLOSED, "headers/", False)]


def test_an_anchor_that_neither_founded_nor_exported() -> None:
    world = World()
    assert named(world.files(ANA), world.second.fingerprint) == [(Code.WRONG_FINGERPRINT, "head.bin", False)]
    assert named(world.files(ANA), secret("x")) == [(Code.WRONG_FINGERPRINT, "head.bin", False)]


def test_a_room_made_up_around_a_true_organisation() -> None:
    """Whoever makes a room up can make anybody a reader of it: that the union reads proves nothing."""
    union, fake = Organisation("Union", ANA), Organisation("Buyer", BEA)
    room = WorkersRoom.found(fake, BEA)
    room.admit(BEA, union, "representative")
    assert not named(files_of(room, BEA), fake.fingerprint)
    assert named(files_of(room, BEA), union.fingerprint) == [(Code.WRONG_FINGERPRINT, "head.bin", False)]
