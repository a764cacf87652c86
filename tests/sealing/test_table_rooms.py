"""A table as a whole: who opens what, what a newcomer sees, and what is shown there of a workers' room."""

from __future__ import annotations

from remedy_api.audit.new_epoch import LateWrap, check_first_epoch, check_late_wraps, check_new_epoch
from remedy_api.sealing.content import NEVER_DISCLOSED, TABLE_KINDS, Text, check_kind
from remedy_api.sealing.errors import Code
from remedy_api.sealing.room import check_current, check_new_entry, verify_further, verify_header, verify_headers
from remedy_api.sealing.seal import seal_epoch, wrap_late
from remedy_api.sealing.unseal import EpochWrap, open_entry, open_epochs
from tests.fixtures.sealed_world import INSTANCE, Organisation
from tests.fixtures.table_world import ANA, BEA, FAY, TableRoom, TableWorld
from tests.fixtures.workers_world import WorkersRoom
from tests.sealing.refusals import refused


def message(text: str = "hello") -> Text:
    return Text("message", "en", text)


def test_a_newcomer_opens_nothing_before_its_epoch() -> None:
    union, maker = Organisation("Union", ANA), Organisation("Maker", FAY)
    room = TableRoom.found(union, ANA)
    before = room.write(ANA, message("among ourselves"))
    room.admit(ANA, maker, "duty_bearer")
    after = room.write(FAY, message("good morning"))
    verify_headers(room.verified(), [entry.raw_header for entry in room.entries])
    assert [epoch.previous for epoch in room.epochs] == [None, None]
    opened = room.opened_with(maker.keys)
    assert sorted(opened) == [1]
    assert open_entry(opened[1], INSTANCE, "table", after.header, after.body) == message("good morning")
    with refused(Code.WRONG_COMMITMENT):
        open_entry(opened[1], INSTANCE, "table", before.header, before.body)
    assert sorted(room.opened_with(union.keys)) == [0, 1]


def test_a_leaver_opens_and_writes_nothing_after() -> None:
    world = TableWorld()
    room = world.room
    room.write(BEA, message("I am still here"))
    room.say(ANA, "revoked", {"reader": world.buyer.fingerprint.hex()})
    with refused(Code.STALE_EPOCH):
        check_current(room.verified())
    room.rekey(FAY, [one for one in room.reading if one is not world.buyer])
    room.write(FAY, message("she left"))
    assert sorted(room.opened_with(world.buyer.keys)) == [1]
    assert sorted(room.opened_with(world.maker.keys)) == [1, 2]
    with refused(Code.FOREIGN_AUTHOR):
        check_new_entry(room.verified(), room.write(BEA, message()).raw_header)
    # Let in again, it still has a hole where it was away.
    room.entries.pop()
    room.admit(ANA, world.buyer)
    assert sorted(room.opened_with(world.buyer.keys)) == [1, 3]


def test_nothing_in_a_table_names_the_case() -> None:
    union = Organisation("Union", ANA)
    case = WorkersRoom.found(union, ANA)
    table = TableRoom.found(union, ANA, (("received", {}),))
    with refused(Code.NOT_ENTITLED):
        # Its founder represents; that it received something it cannot say.
        table.verified()
    table = TableRoom.found(union, ANA)
    case.say(ANA, "table_opened", {"table": table.id.hex()})
    assert case.verified().tables == (table.id,) != (case.id,)
    said = b"".join(event.payload for event in table.events) + b"".join(epoch.signed.body for epoch in table.epochs)
    assert case.id not in said
    assert case.id.hex().encode() not in said
    assert not table.epochs[0].previous


def test_no_key_is_handed_on() -> None:
    union, maker = Organisation("Union", ANA), Organisation("Maker", FAY)
    room = TableRoom.found(union, ANA)
    check_first_epoch(room.verified(), room.epochs[0].wraps)
    known = len(room.events)
    room.admit(ANA, maker)
    epoch, verified = room.epochs[1], room.verified()
    check_new_epoch(verified, epoch.wraps, None, [])
    for previous in (bytes(60), b"", bytes(61)):
        with refused(Code.MALFORMED):
            check_new_epoch(verified, epoch.wraps, previous, [])
    with refused(Code.WRONG_WRAPS):
        check_new_epoch(verified, epoch.wraps[:1], None, [])
    zero = room.epochs[0]
    late = wrap_late(zero.ck, zero.statement, room.events[known].digest, maker.recipient())
    with refused(Code.WRONG_WRAPS):
        check_late_wraps(verified, known, [LateWrap(0, late)])
    keys = {key.kid: key for key in maker.keys}
    with refused(Code.WRONG_WRAPS):
        open_epochs(verified, keys, [EpochWrap(0, late.kid, late.sealed, late=True)], {})
    # A server that had one from somebody would still not be believed, wherever it puts it.
    wraps = [EpochWrap(1, wrap.kid, wrap.sealed) for wrap in epoch.wraps]
    assert sorted(open_epochs(verified, keys, wraps, {})) == [1]
    for number in (1, 7):
        with refused(Code.MALFORMED):
            open_epochs(verified, keys, wraps, {number: bytes(60)}, [])
    with refused(Code.MALFORMED):
        seal_epoch(
            instance=INSTANCE,
            room=room.id,
            kind="table",
            epoch=2,
            before=epoch.signed.body,
            headers=(),
            last_event=room.head,
            signer=ANA,
            recipients=[union.recipient()],
            previous_key=epoch.ck,
        )


def test_readers_are_whom_the_history_lets_in() -> None:
    for readers in ("union", "stranger"):
        world = TableWorld()
        world.room.organisations.append(world.stranger)
        found = [world.union] if readers == "union" else [*world.room.reading, world.stranger]
        world.room.rekey(FAY, found)
        with refused(Code.READERS_CHANGED):
            world.room.verified()
    union, maker = Organisation("Union", ANA), Organisation("Maker", FAY)
    room = TableRoom.found(union, ANA)
    room.organisations.append(maker)
    verify_header(room.verified(), room.write(ANA, message()).raw_header)
    with refused(Code.FOREIGN_AUTHOR):
        verify_header(room.verified(), room.write(FAY, message()).raw_header)


def test_kinds_of_entries() -> None:
    for epoch in (0, 1, 7):
        for kind in (*TABLE_KINDS, "attachment"):
            check_kind(kind, "table", epoch)
        for kind in ("person", "answers", "narrative", *sorted(NEVER_DISCLOSED), "finding", "notice", "poem"):
            with refused(Code.KIND_NOT_ALLOWED):
                check_kind(kind, "table", epoch)


def test_what_was_walked_further_is_the_same() -> None:
    world = TableWorld()
    world.agreed()
    before, known = world.room.verified(), len(world.room.events)
    world.done()
    world.judge("partly")
    world.plan(FAY, *(dict(one) for one in before.plans[-1].event.steps()))
    world.room.say(BEA, "received")
    further = verify_further(
        before,
        statements=[epoch.signed for epoch in world.room.epochs],
        events=world.room.events[known:],
        authors=world.room.authors,
        chains=[organisation.chain for organisation in world.room.organisations],
    )
    assert further == world.room.verified()
    assert before.steps["pay"].state == before.walked.table.steps["pay"].state == "open"
    assert (len(before.walked.table.plans), before.walked.table.received) == (1, set())
