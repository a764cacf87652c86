"""Rooms beyond the vectors: what a filing founds, what a later epoch may change, and when nothing may be written."""

from __future__ import annotations

from dataclasses import replace

from remedy_api.sealing.content import Text
from remedy_api.sealing.errors import Code
from remedy_api.sealing.event import EVENT_DATA, Event, sign_event
from remedy_api.sealing.format import parse_header
from remedy_api.sealing.keys import PublicKeys, Signed
from remedy_api.sealing.recipients import Wrap
from remedy_api.sealing.room import check_current, check_new_entry, verify_header, verify_headers, verify_room
from remedy_api.sealing.seal import Recipient
from remedy_api.sealing.statement import Reader, sort_readers
from remedy_api.sealing.unseal import EpochWrap, open_epochs
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
    data = {"kind": "table", "founder": ME.account.kid.hex()}
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


def test_the_reporter_lets_an_organisation_go_and_it_reads_no_further() -> None:
    room, union = filed()
    network = Organisation("Network", NEL)
    room.hand_over(ANA, network)
    room.say(ME.account, "revoked", {"reader": union.fingerprint.hex()})
    with refused(Code.STALE_EPOCH):
        check_current(room.verified())
    with refused(Code.STALE_EPOCH):
        check_new_entry(room.verified(), room.write(NEL, message()).raw_header)
    room.entries.pop()
    room.next_epoch(NEL, room.recipients([network]))
    verified = room.verified()
    check_current(verified)
    assert {reader.name for reader in verified.latest.readers} == {network.fingerprint, ME.account.kid}
    check_new_entry(verified, room.write(NEL, message()).raw_header)
    with refused(Code.FOREIGN_AUTHOR):
        check_new_entry(verified, room.write(ANA, message()).raw_header)
    wraps = [EpochWrap(n, w.kid, w.sealed) for n, e in enumerate(room.epochs) for w in e.wraps]
    previous = {n: e.previous for n, e in enumerate(room.epochs) if e.previous}
    kid = union.keys[0].kid
    assert sorted(open_epochs(verified, {kid: union.keys[0]}, wraps, previous)) == [0, 1, 2]


def test_a_lost_receipt_is_cut_off() -> None:
    room, union = filed()
    me = ME.account
    room.say(ANA, "revoked", {"reader": me.kid.hex()})
    room.next_epoch(ANA, [union.recipient()])
    check_current(room.verified())
    room.write(me, message("I found this paper"))
    with refused(Code.FOREIGN_AUTHOR):
        verify_headers(room.verified(), [entry.raw_header for entry in room.entries])
    room.entries.pop()
    room.next_epoch(ANA, [union.recipient(), Recipient(Reader(b"", me.kid), me.kem_public)])
    with refused(Code.READERS_CHANGED):
        room.verified()


def test_a_reporter_cannot_cut_off_its_own_paper_alone() -> None:
    room, _ = filed()
    room.say(ME.account, "revoked", {"reader": ME.account.kid.hex()})
    with refused(Code.NOT_ENTITLED):
        room.verified()


def test_a_consent_admits_once() -> None:
    room, union = filed()
    network = Organisation("Network", NEL)
    room.hand_over(ANA, network)
    room.say(ME.account, "revoked", {"reader": network.fingerprint.hex()})
    room.next_epoch(ANA, room.recipients([union]))
    check_current(room.verified())
    room.say(ANA, "admitted", {"fingerprint": network.fingerprint.hex()})
    with refused(Code.NOT_ENTITLED):
        room.verified()


def test_the_reporter_admits_without_asking_anybody() -> None:
    room, union = filed()
    network = Organisation("Network", NEL)
    room.say(ME.account, "admitted", {"fingerprint": network.fingerprint.hex()})
    room.organisations.append(network)
    room.next_epoch(ME.account, room.recipients([union, network]))
    assert network.fingerprint in room.verified().admissions


def test_an_organisation_that_reads_only_from_now_on_cannot_sign_its_own_admission() -> None:
    room, union = filed()
    network = Organisation("Network", NEL)
    room.say(ME.account, "admitted", {"fingerprint": network.fingerprint.hex()})
    room.organisations.append(network)
    room.next_epoch(NEL, room.recipients([union, network]))
    with refused(Code.UNKNOWN_ROSTER):
        room.verified()


def test_a_new_key_comes_with_a_new_epoch_before_anything_is_written() -> None:
    room, union = filed()
    union.admit(person("bo"))
    union.remove(person("bo"))
    with refused(Code.STALE_ROSTER):
        check_current(room.verified())
    room.next_epoch(ANA, room.recipients([union]))
    check_current(room.verified())


def test_a_member_who_joined_after_the_change_may_make_the_epoch() -> None:
    room, union = filed()
    union.admit(person("bo"))
    union.remove(person("bo"))
    union.admit(person("cy"))
    room.next_epoch(person("cy"), room.recipients([union]))
    check_current(room.verified())
    check_new_entry(room.verified(), room.write(person("cy"), message()).raw_header)


def test_a_removed_member_mints_no_epoch_whatever_roster_she_shows() -> None:
    for version in range(3):
        room, union = filed()
        bo = person("bo")
        union.admit(bo)
        union.remove(bo)
        room.next_epoch(bo, room.recipients([union]), roster=union.chain.digests[version])
        # Not named, or named for the old key only.
        with refused(Code.NOT_ENTITLED):
            room.verified()


def test_a_removed_member_writes_nothing_that_counts() -> None:
    room, union = filed()
    bo = person("bo")
    union.admit(bo)
    check_new_entry(room.verified(), room.write(bo, message()).raw_header)
    union.remove(bo)
    room.next_epoch(ANA, room.recipients([union]))
    with refused(Code.FOREIGN_AUTHOR):
        check_new_entry(room.verified(), room.write(bo, message()).raw_header)


def test_nothing_is_written_after_a_withdrawal() -> None:
    room, _ = filed()
    room.say(ME.account, "withdrawn")
    verified = room.verified()
    assert verified.withdrawn
    with refused(Code.AFTER_WITHDRAWAL):
        check_current(verified)
    assert len(verify_headers(verified, [entry.raw_header for entry in room.entries])) == 3


def test_entries_of_an_older_epoch_are_not_added_any_more() -> None:
    room, _ = filed()
    entry = room.write(ANA, message(), epoch=1)
    room.entries.pop()
    room.hand_over(ANA, Organisation("Network", NEL))
    with refused(Code.STALE_EPOCH):
        check_new_entry(room.verified(), entry.raw_header)


def test_a_wrap_that_does_not_open_ends_everything() -> None:
    room, union = filed()
    wraps = [EpochWrap(n, w.kid, w.sealed) for n, e in enumerate(room.epochs) for w in e.wraps]
    kid, key = union.keys[0].kid, union.keys[0]
    assert sorted(open_epochs(room.verified(), {kid: key}, wraps, {})) == [0, 1]
    spoiled = [replace(w, wrap=bytes(1168)) if (w.epoch, w.kid) == (1, kid) else w for w in wraps]
    with refused(Code.CANNOT_OPEN):
        open_epochs(room.verified(), {kid: key}, spoiled, {})
    with refused(Code.FOREIGN_EPOCH):
        open_epochs(room.verified(), {kid: key}, [EpochWrap(2, kid, wraps[0].wrap)], {})
    with refused(Code.NOT_A_READER):
        open_epochs(room.verified(), {kid: key}, [EpochWrap(0, kid, wraps[0].wrap, late=True)], {})


def test_every_type_of_event_is_described() -> None:
    room, _ = filed()
    assert {event.type for event in room.verified().events} <= set(EVENT_DATA)
    assert parse_header(room.entries[0].raw_header).epoch == 0
    assert isinstance(room.epochs[0].wraps[0], Wrap)
