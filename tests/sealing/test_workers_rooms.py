"""A workers' room as a whole: what its events add up to, who reads what, and what a lying server gets for it."""

from __future__ import annotations

from dataclasses import replace

from remedy_api.audit.new_epoch import LateWrap, check_first_epoch, check_late_wraps, check_new_epoch
from remedy_api.sealing.content import NEVER_DISCLOSED, WORKERS_KINDS, Attachment, Text, check_kind
from remedy_api.sealing.disclosing import disclose
from remedy_api.sealing.errors import Code
from remedy_api.sealing.event import parse_event
from remedy_api.sealing.keys import PublicKeys
from remedy_api.sealing.record import record_key
from remedy_api.sealing.room import check_current, check_new_entry, verify_header, verify_headers
from remedy_api.sealing.seal import Recipient, wrap_late
from remedy_api.sealing.statement import Reader
from remedy_api.sealing.unseal import EpochWrap, open_entry, open_epochs
from tests.fixtures.sealed_world import INSTANCE, Organisation, ident, person, receipt, secret
from tests.fixtures.workers_world import REPORT, WorkersRoom
from tests.sealing.refusals import refused

ANA, NEL, MO, BEA = (person(name) for name in ("ana", "nel", "mo", "bea"))


def message(text: str = "hello") -> Text:
    return Text("message", "en", text)


def founded() -> tuple[WorkersRoom, Organisation, Organisation]:
    union = Organisation("Union", ANA)
    return WorkersRoom.found(union, ANA), union, Organisation("Second union", NEL)


def test_what_the_events_add_up_to() -> None:
    room, union, second = founded()
    verified = room.verified()
    assert (verified.kind, verified.founder) == ("workers", union.fingerprint)
    assert verified.roles == {union.fingerprint: "representative"}
    assert verified.facts == {"issues": ("wages", "forced-labour"), "site": ()}
    assert verified.linked == (bytes.fromhex(REPORT),)
    assert (verified.stage, verified.suspended, verified.closed) == ("admissibility", False, "")
    room.admit(ANA, second, "coordinator")
    room.say(ANA, "recorded", {"fact": "site", "values": ("0a" * 16,)})
    room.say(ANA, "unlinked", {"report": REPORT})
    room.say(ANA, "linked", {"report": secret("r2").hex()})
    room.say(ANA, "linked", {"report": REPORT})
    room.say(NEL, "kept", {"what": "mandate", "entry": secret("e1").hex()})
    room.say(NEL, "kept", {"what": "mandate", "entry": secret("e2").hex()})
    given = {"audience": "buyer", "content": "status", "organisations": (), "until": "2026-03-31", "way": "written", "entry": ""}
    first, again = room.say(ANA, "consent_given", given), room.say(ANA, "consent_given", given)
    room.say(ANA, "consent_withdrawn", {"consent": first.digest.hex()})
    room.say(NEL, "stage", {"stage": "safety", "reason": "", "entry": ""})
    room.say(NEL, "suspended", {"reason": "court", "review": "", "entry": ""})
    room.say(ANA, "closed", {"outcome": "merged", "reason": "", "into": secret("other").hex(), "entry": ""})
    verified = room.verified()
    assert verified.roles == {union.fingerprint: "representative", second.fingerprint: "coordinator"}
    assert verified.facts["site"] == ("0a" * 16,)
    assert verified.linked == (secret("r2"), bytes.fromhex(REPORT))
    assert verified.kept == {"mandate": secret("e2")}
    assert verified.consents == {again.digest: parse_event(again.payload)}
    assert (verified.stage, verified.suspended, verified.closed) == ("safety", True, "merged")
    room.say(ANA, "reopened", {"reason": "new-facts", "entry": ""})
    room.say(ANA, "resumed")
    verified = room.verified()
    assert (verified.stage, verified.suspended, verified.closed) == ("safety", False, "")


def test_a_newcomer_reads_from_the_beginning_and_a_leaver_no_further() -> None:
    room, union, second = founded()
    first = room.write(ANA, message("before"))
    room.admit(ANA, second, "representative")
    room.write(NEL, message("between"))
    room.revoke(NEL, union)
    room.write(NEL, message("after"))
    verify_headers(room.verified(), [entry.raw_header for entry in room.entries])
    assert sorted(room.opened_with(second.keys)) == [0, 1, 2]
    assert sorted(room.opened_with(union.keys)) == [0, 1]
    ck = room.opened_with(second.keys)[0]
    assert open_entry(ck, INSTANCE, "workers", first.header, first.body) == message("before")
    with refused(Code.FOREIGN_AUTHOR):
        check_new_entry(room.verified(), room.write(ANA, message()).raw_header)


def test_a_removed_member_opens_and_writes_nothing_after() -> None:
    room, union, _ = founded()
    bo = person("bo")
    union.admit(bo)
    held = list(union.keys)
    room.write(bo, message("I am still here"))
    union.remove(bo)
    with refused(Code.STALE_ROSTER):
        check_current(room.verified())
    room.rekey(ANA, [union])
    room.write(ANA, message("she left"))
    assert sorted(room.opened_with(held)) == [0]
    assert sorted(room.opened_with(union.keys)) == [0, 1]
    with refused(Code.FOREIGN_AUTHOR):
        check_new_entry(room.verified(), room.write(bo, message()).raw_header)


def test_a_removed_member_mints_no_epoch_whatever_roster_she_shows() -> None:
    for version in range(3):
        room, union, _ = founded()
        bo = person("bo")
        union.admit(bo)
        union.remove(bo)
        room.next_epoch(bo, room.recipients([union]), roster=union.chain.digests[version])
        with refused(Code.NOT_ENTITLED):
            room.verified()


def test_a_removed_member_founds_no_room_for_the_key_she_never_had() -> None:
    bo, union = person("bo"), Organisation("Union", ANA)
    union.admit(bo)
    named = union.roster_digest
    union.remove(bo)
    room = WorkersRoom.found(union, bo, ())
    with refused(Code.NOT_ENTITLED):
        room.verified()
    assert named != union.roster_digest


def test_later_epochs_have_the_readers_that_the_events_say() -> None:
    for readers in ([], [0], [0, 1, 2]):
        room, union, second = founded()
        stranger = Organisation("Buyer", BEA)
        room.say(ANA, "admitted", {"fingerprint": second.fingerprint.hex()})
        room.organisations += [second, stranger]
        if not readers:
            # A receipt has no business here, whoever lists it.
            mine = receipt("reporter").account
            recipients = [*room.recipients([union, second]), Recipient(Reader(b"", mine.kid), mine.kem_public)]
        else:
            recipients = room.recipients([[union, second, stranger][at] for at in readers])
        room.next_epoch(ANA, recipients)
        with refused(Code.READERS_CHANGED):
            room.verified()


def test_a_newcomer_does_not_sign_its_own_admission() -> None:
    room, union, second = founded()
    room.say(ANA, "admitted", {"fingerprint": second.fingerprint.hex()})
    room.next_epoch(NEL, room.recipients([union, second]), roster=union.roster_digest)
    room.organisations.append(second)
    with refused(Code.NOT_ENTITLED):
        room.verified()


def test_a_reader_without_a_role_may_start_an_epoch_for_a_changed_key() -> None:
    room, union, monitor = founded()
    room.admit(ANA, monitor)
    union.admit(person("bo"))
    union.remove(person("bo"))
    room.rekey(NEL, [union, monitor])
    check_current(room.verified())
    stranger = Organisation("Buyer", BEA)
    room.organisations.append(stranger)
    room.rekey(NEL, [union, monitor, stranger])
    with refused(Code.READERS_CHANGED):
        room.verified()


def test_a_server_that_serves_an_old_epoch_or_a_cut_history() -> None:
    room, union, second = founded()
    room.admit(ANA, second)
    room.write(NEL, message())
    whole = list(room.events), list(room.epochs)
    room.epochs = room.epochs[:1]
    with refused(Code.NOT_ANNOUNCED):
        room.verified()
    room.events, room.epochs = list(whole[0]), list(whole[1])
    del room.events[2]
    with refused(Code.BROKEN_CHAIN):
        room.verified()
    # A tail withheld whole is a room as it once was; but an entry of the later epoch no longer fits.
    room.events, room.epochs = whole[0][:6], whole[1][:1]
    with refused(Code.FOREIGN_EPOCH):
        verify_headers(room.verified(), [entry.raw_header for entry in room.entries])
    # And what was written before the cut was is not writable by the device that goes on in the old epoch: the server
    # itself would find another head.
    with refused(Code.FOREIGN_HEAD):
        verify_header(room.verified(), replace(room.entries[0].header, epoch=0).encode())
    room.events, room.epochs = whole
    epoch = room.epochs[1]
    room.epochs[1] = replace(epoch, wraps=room.epochs[0].wraps)
    with refused(Code.CANNOT_OPEN):
        room.opened_with(union.keys)


def test_entries_of_the_first_epoch_come_from_readers() -> None:
    room, _, second = founded()
    room.organisations.append(second)
    verify_header(room.verified(), room.write(ANA, message()).raw_header)
    with refused(Code.FOREIGN_AUTHOR):
        verify_header(room.verified(), room.write(NEL, message()).raw_header)


def test_kinds_of_entries_by_kind_of_room() -> None:
    kinds = (*WORKERS_KINDS, "attachment")
    assert {"finding", "comment", "interests", "witness", "reprisal", "reprisal_link", "mandate", "reasons"} < set(kinds)
    for epoch in (0, 1, 7):
        for kind in kinds:
            check_kind(kind, "workers", epoch)
        for kind in ("person", "answers", "narrative", "plan", "minute", "poem"):
            with refused(Code.KIND_NOT_ALLOWED):
                check_kind(kind, "workers", epoch)
    for kind in set(kinds) - {"message", "attachment"}:
        for epoch in (0, 1):
            # Whoever reported may say in the conversation, and only there, that she is punished for it.
            if kind == "reprisal" and epoch == 1:
                check_kind(kind, "reporter", epoch)
                continue
            with refused(Code.KIND_NOT_ALLOWED):
                check_kind(kind, "reporter", epoch)
    with refused(Code.UNKNOWN_KIND):
        check_kind("message", "dialogue", 0)
    room, _, _ = founded()
    room.write(ANA, Attachment("a.txt", "text/plain", b"x"))
    with refused(Code.KIND_NOT_ALLOWED):
        room.write(ANA, Text("narrative", "en", "x"))


def test_what_is_never_disclosed() -> None:
    assert {"person", "mandate", "risk", "safe_contact", "witness", "reprisal", "interests", "reprisal_link"} == NEVER_DISCLOSED
    room, union, _ = founded()
    key = union.keys[0]
    to = PublicKeys(key.kid, key.kem_public, b"")
    for kind in sorted(NEVER_DISCLOSED - {"person"}):
        entry = room.write(ANA, Text(kind, "en", "{}"))
        head = entry.header
        opening = record_key(room.epochs[0].ck, head.salt, INSTANCE, room.id, 0, head.entry, ANA.kid)
        with refused(Code.KIND_NOT_ALLOWED):
            disclose(opening, INSTANCE, head, entry.body, ident("target"), secret("consent"), to)


def test_what_the_server_lets_begin() -> None:
    room, union, second = founded()
    check_first_epoch(room.verified(), room.epochs[0].wraps)
    with refused(Code.WRONG_WRAPS):
        check_first_epoch(room.verified(), [*room.epochs[0].wraps, *room.epochs[0].wraps])
    with refused(Code.MALFORMED):
        check_first_epoch(room.verified(), [replace(room.epochs[0].wraps[0], sealed=b"x")])
    union.admit(person("bo"))
    union.remove(person("bo"))
    with refused(Code.STALE_ROSTER):
        check_first_epoch(room.verified(), room.epochs[0].wraps)
    known = len(room.events)
    room.admit(ANA, second)
    epoch = room.epochs[1]
    check_new_epoch(room.verified(), epoch.wraps, epoch.previous, [])
    with refused(Code.MALFORMED):
        check_new_epoch(room.verified(), epoch.wraps, epoch.previous[:-1] if epoch.previous else b"", [])
    check_late_wraps(room.verified(), known, [])
    zero = room.epochs[0]
    late = wrap_late(zero.ck, zero.statement, room.events[known].digest, second.recipient())
    with refused(Code.WRONG_WRAPS):
        check_late_wraps(room.verified(), known, [LateWrap(0, late)])
    with refused(Code.FOREIGN_EPOCH):
        check_first_epoch(room.verified(), room.epochs[1].wraps)
    # A reader does not take one either.
    with refused(Code.WRONG_WRAPS):
        wraps = [EpochWrap(0, late.kid, late.sealed, late=True)]
        open_epochs(room.verified(), {key.kid: key for key in second.keys}, wraps, {})
