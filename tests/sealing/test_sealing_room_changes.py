"""Readers come and go: who may change them, who reads from when on, and when nothing may be written."""

from __future__ import annotations

from dataclasses import replace

from remedy_api.sealing.content import Text
from remedy_api.sealing.errors import Code
from remedy_api.sealing.event_data import EVENT_DATA
from remedy_api.sealing.format import parse_header
from remedy_api.sealing.recipients import Wrap
from remedy_api.sealing.room import check_current, check_new_entry, verify_headers
from remedy_api.sealing.seal import Recipient
from remedy_api.sealing.statement import Reader
from remedy_api.sealing.unseal import EpochWrap, open_epochs
from tests.fixtures.sealed_world import (
    Organisation,
    Room,
    file_report,
    person,
    receipt,
)
from tests.sealing.refusals import refused

ANA, NEL, ME = person("ana"), person("nel"), receipt("reporter")


def filed() -> tuple[Room, Organisation]:
    union = Organisation("Union", ANA)
    return Room.of(file_report([union], by=ME), [union]), union


def message(text: str = "hello") -> Text:
    return Text("message", "en", text)


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
