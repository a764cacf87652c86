"""What the server lets begin: the checks of clients, and what only it can know (that nothing came in between)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from remedy_api.audit.new_epoch import LateWrap, check_late_wraps, check_new_epoch
from remedy_api.sealing.content import Text
from remedy_api.sealing.errors import Code
from remedy_api.sealing.seal import wrap_late
from tests.fixtures.sealed_world import Organisation, Room, file_report, person, receipt, secret
from tests.sealing.refusals import refused

ANA, ME = person("ana"), receipt("reporter")


def filed() -> tuple[Room, Organisation, Organisation]:
    union = Organisation("Union", ANA)
    return Room.of(file_report([union], by=ME), [union]), union, Organisation("Network", person("nel"))


def _as_is(part: Any) -> Any:
    return part


def hand_over(name: str = "", change: Callable[[Any], Any] = _as_is) -> None:
    """A hand-over as one request, with one part changed, judged as the server judges it."""
    room, _, network = filed()
    room.say(ME.account, "consented", {"fingerprint": network.fingerprint.hex(), "purpose": "handover"})
    room.write(ANA, Text("message", "en", "They know your region."))
    known = len(room.events)
    admitted = room.say(ANA, "admitted", {"fingerprint": network.fingerprint.hex()})
    room.organisations.append(network)
    sealed = room.next_epoch(ANA, room.recipients(room.organisations))
    late = [
        LateWrap(number, wrap_late(epoch.ck, epoch.statement, admitted.digest, network.recipient()))
        for number, epoch in enumerate(room.epochs[:2])
    ]
    parts: dict[str, Any] = {
        "wraps": sealed.wraps,
        "previous": sealed.previous,
        "headers": [entry.raw_header for entry in room.entries if entry.header.epoch == 1],
        "late": late,
    }
    if name:
        parts[name] = change(parts[name])
    verified = room.verified()
    check_new_epoch(verified, parts["wraps"], parts["previous"], parts["headers"])
    check_late_wraps(verified, known, parts["late"])


def test_a_hand_over() -> None:
    hand_over()


@pytest.mark.parametrize(
    ("code", "name", "change"),
    [
        (Code.WRONG_CLOSED, "headers", lambda h: []),
        (Code.WRONG_CLOSED, "headers", lambda h: [*h, b"an entry that came in between"]),
        (Code.WRONG_WRAPS, "wraps", lambda w: w[:-1]),
        (Code.WRONG_WRAPS, "wraps", lambda w: w[::-1]),
        (Code.WRONG_WRAPS, "wraps", lambda w: (*w, w[0])),
        (Code.MALFORMED, "wraps", lambda w: (replace(w[0], sealed=b"x"), *w[1:])),
        (Code.MALFORMED, "previous", lambda p: None),
        (Code.MALFORMED, "previous", lambda p: p[:-1]),
        (Code.WRONG_WRAPS, "late", lambda w: [w[0], w[0]]),
        (Code.WRONG_WRAPS, "late", lambda w: [replace(w[0], epoch=2)]),
        (Code.WRONG_WRAPS, "late", lambda w: [replace(w[0], epoch=-1)]),
        (Code.WRONG_WRAPS, "late", lambda w: [replace(w[0], wrap=replace(w[0].wrap, kid=secret("x")))]),
        (Code.MALFORMED, "late", lambda w: [replace(w[0], wrap=replace(w[0].wrap, sealed=b"x"))]),
    ],
)
def test_a_hand_over_with_a_part_that_does_not_belong(code: Code, name: str, change: Callable[[Any], Any]) -> None:
    with refused(code):
        hand_over(name, change)


def test_earlier_keys_come_with_an_admission_only() -> None:
    room, _, network = filed()
    room.hand_over(ANA, network)
    known = len(room.events)
    room.say(ANA, "acknowledged")
    check_late_wraps(room.verified(), known, [])
    with refused(Code.WRONG_WRAPS):
        check_late_wraps(room.verified(), known, [LateWrap(0, room.late[0][2])])


def test_an_epoch_for_a_key_given_up_does_not_begin() -> None:
    room, union, _ = filed()
    union.admit(person("bo"))
    old = room.recipients([union])
    union.remove(person("bo"))
    sealed = room.next_epoch(ANA, old)
    with refused(Code.STALE_ROSTER):
        check_new_epoch(room.verified(), sealed.wraps, sealed.previous, [])
