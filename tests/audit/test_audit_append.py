"""What the server lets grow: the checks of clients, and what only the server can know (that nothing came in between)."""

from __future__ import annotations

from dataclasses import replace

from remedy_api.audit.append import History, LateWrap, NewEpoch, check_append
from remedy_api.audit.chain import verify_links
from remedy_api.sealing.content import Text
from remedy_api.sealing.errors import Code
from remedy_api.sealing.event import SignedEvent
from remedy_api.sealing.keys import by_kid
from remedy_api.sealing.room import VerifiedRoom
from tests.fixtures.sealed_world import INSTANCE, Organisation, Room, file_report, ident, person, receipt, secret
from tests.sealing.refusals import refused

ANA, ME = person("ana"), receipt("reporter")


def filed() -> tuple[Room, Organisation, Organisation]:
    union = Organisation("Union", ANA)
    return Room.of(file_report([union], by=ME), [union]), union, Organisation("Network", person("nel"))


def history(room: Room, *more: Organisation) -> History:
    return History(
        room.instance,
        room.id,
        tuple(epoch.signed for epoch in room.epochs),
        tuple(room.events),
        room.authors,
        tuple(organisation.chain for organisation in (*room.organisations, *more)),
    )


def handed_over(**change: object) -> VerifiedRoom:
    """A hand-over as one request, with one part changed."""
    room, _, network = filed()
    room.say(ANA, "handover_proposed", {"fingerprint": network.fingerprint.hex()})
    room.say(ME.account, "consented", {"fingerprint": network.fingerprint.hex(), "purpose": "handover"})
    room.write(ANA, Text("message", "en", "They know your region."))
    before, known = history(room, network), len(room.events)
    headers = [entry.raw_header for entry in room.entries if entry.header.epoch == 1]
    room.say(ANA, "admitted", {"fingerprint": network.fingerprint.hex()})
    admitted = room.events[-1].digest
    room.next_epoch(ANA, room.recipients([*room.organisations, network]))
    sealed = room.epochs[-1]
    from remedy_api.sealing.seal import wrap_late

    late = [LateWrap(n, wrap_late(e.ck, e.statement, admitted, network.recipient())) for n, e in enumerate(room.epochs[:2])]
    parts: dict[str, object] = {
        "events": room.events[known:],
        "epoch": NewEpoch(sealed.signed, sealed.wraps, sealed.previous),
        "late_wraps": late,
        "headers": headers,
    }
    for name, change_part in change.items():
        parts[name] = change_part(parts[name])  # type: ignore[operator]
    return check_append(before, **parts)  # type: ignore[arg-type]


def test_a_hand_over() -> None:
    room = handed_over()
    assert room.latest.epoch == 2
    assert [event.type for event in room.events[-2:]] == ["admitted", "epoch"]


def test_a_hand_over_with_a_part_that_does_not_belong() -> None:
    lies = [
        (Code.WRONG_CLOSED, {"headers": lambda h: []}),
        (Code.WRONG_CLOSED, {"headers": lambda h: [*h, b"an entry that came in between"]}),
        (Code.WRONG_WRAPS, {"epoch": lambda e: replace(e, wraps=e.wraps[:-1])}),
        (Code.WRONG_WRAPS, {"epoch": lambda e: replace(e, wraps=e.wraps[::-1])}),
        (Code.MALFORMED, {"epoch": lambda e: replace(e, wraps=(replace(e.wraps[0], sealed=b"x"), *e.wraps[1:]))}),
        (Code.MALFORMED, {"epoch": lambda e: replace(e, previous=None)}),
        (Code.MALFORMED, {"epoch": lambda e: replace(e, previous=bytes(59))}),
        (Code.NOT_ANNOUNCED, {"epoch": lambda e: None}),
        (Code.NOT_ANNOUNCED, {"events": lambda e: e[:-1]}),
        (Code.BROKEN_CHAIN, {"events": lambda e: e[1:]}),
        (Code.WRONG_WRAPS, {"late_wraps": lambda w: [w[0], w[0]]}),
        (Code.WRONG_WRAPS, {"late_wraps": lambda w: [replace(w[0], epoch=2)]}),
        (Code.WRONG_WRAPS, {"late_wraps": lambda w: [replace(w[0], epoch=-1)]}),
        (Code.WRONG_WRAPS, {"late_wraps": lambda w: [replace(w[0], wrap=replace(w[0].wrap, kid=secret("x")))]}),
        (Code.MALFORMED, {"late_wraps": lambda w: [replace(w[0], wrap=replace(w[0].wrap, sealed=b"x"))]}),
    ]
    for code, change in lies:
        with refused(code):
            handed_over(**change)


def test_late_wraps_come_with_an_admission_only() -> None:
    room, _, network = filed()
    room.hand_over(ANA, network)
    before = history(room)
    event = room.say(ANA, "acknowledged")
    with refused(Code.WRONG_WRAPS):
        check_append(before, [event], None, [LateWrap(0, room.late[0][2])], [])
    assert check_append(before, [event], None, [], []).events[-1].type == "acknowledged"


def test_who_signed_before_somebody_else_wrote_signs_again() -> None:
    room, _, _ = filed()
    mine = room.say(ANA, "acknowledged")
    room.events.pop()
    room.say(ME.account, "withdrawn")
    with refused(Code.BROKEN_CHAIN):
        check_append(history(room), [mine], None, [], [])


def test_what_is_new_rests_on_the_latest_roster() -> None:
    room, union, _ = filed()
    before = union.roster_digest
    union.admit(person("bo"))
    event = room.say(ANA, "acknowledged", roster=before)
    room.events.pop()
    with refused(Code.STALE_ROSTER):
        check_append(history(room), [event], None, [], [])


def test_an_epoch_for_a_key_given_up_is_not_stored() -> None:
    room, union, _ = filed()
    union.admit(person("bo"))
    before = history(room)
    old = room.recipients([union])
    union.remove(person("bo"))
    sealed = room.next_epoch(ANA, old)
    epoch = NewEpoch(sealed.signed, sealed.wraps, sealed.previous)
    with refused(Code.STALE_ROSTER):
        check_append(replace(before, chains=(union.chain,)), room.events[-1:], epoch, [], [])


def test_nothing_follows_a_withdrawal() -> None:
    room, _, _ = filed()
    room.say(ME.account, "withdrawn")
    before = history(room)
    event = room.say(ANA, "acknowledged")
    with refused(Code.AFTER_WITHDRAWAL):
        check_append(before, [event], None, [], [])


def test_links_of_a_chain() -> None:
    room, _, network = filed()
    room.hand_over(ANA, network)
    keys = by_kid(room.authors)
    events = room.events
    assert len(verify_links(INSTANCE, room.id, events, keys)) == len(events)
    # A tail withheld from everybody cannot be seen from inside a chain.
    assert len(verify_links(INSTANCE, room.id, events[:-1], keys)) == len(events) - 1
    altered = SignedEvent(events[0].payload.replace(b"2026-03-09", b"2026-03-10"), events[0].signature)
    lies = [
        (Code.BROKEN_CHAIN, events[1:]),
        (Code.BROKEN_CHAIN, [events[0], *events[2:]]),
        (Code.BROKEN_CHAIN, [events[0], events[2], events[1], *events[3:]]),
        (Code.BAD_SIGNATURE, [altered, *events[1:]]),
    ]
    for code, lied in lies:
        with refused(code):
            verify_links(INSTANCE, room.id, lied, keys)
    with refused(Code.FOREIGN_ROOM):
        verify_links(INSTANCE, ident("x"), events, keys)
    with refused(Code.FOREIGN_INSTANCE):
        verify_links("elsewhere.example", room.id, events, keys)
    with refused(Code.UNKNOWN_SIGNER):
        verify_links(INSTANCE, room.id, events, {})
