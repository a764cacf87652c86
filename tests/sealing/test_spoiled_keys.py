"""One reader who seals nonsense to the others: they read all the rest, are told whose keys do not open, and can go on."""

from __future__ import annotations

from dataclasses import replace

from remedy_api.audit.new_epoch import check_new_epoch
from remedy_api.sealing.content import Text
from remedy_api.sealing.errors import Code
from remedy_api.sealing.recipients import Wrap
from remedy_api.sealing.unseal import EpochWrap, Spoiled, open_epochs
from tests.fixtures.sealed_world import Organisation, file_report, person, receipt
from tests.fixtures.sealed_world import Room as ReporterRoom
from tests.fixtures.workers_world import WorkersRoom
from tests.sealing.refusals import refused

ANA, MO = person("ana"), person("mo")


def spoiled_room(*, wraps: bool = False, previous: bool = False) -> tuple[WorkersRoom, Organisation, Organisation]:
    """A monitor without a role, let in, opened an epoch that nobody but itself can read."""
    union, monitor = Organisation("Union", ANA), Organisation("Monitor", MO)
    room = WorkersRoom.found(union, ANA)
    room.write(ANA, Text("message", "en", "one"))
    room.admit(ANA, monitor)
    epoch = room.next_epoch(MO, room.recipients([union, monitor]))
    mine = monitor.keys[-1].kid
    if wraps:
        epoch = replace(epoch, wraps=tuple(one if one.kid == mine else Wrap(one.kid, bytes(1168)) for one in epoch.wraps))
    if previous:
        epoch = replace(epoch, previous=bytes(60))
    room.epochs[-1] = epoch
    return room, union, monitor


def opened(room: WorkersRoom, organisation: Organisation) -> tuple[list[int], list[Spoiled]]:
    wraps = [EpochWrap(number, wrap.kid, wrap.sealed) for number, epoch in enumerate(room.epochs) for wrap in epoch.wraps]
    before = {number: epoch.previous for number, epoch in enumerate(room.epochs) if epoch.previous}
    told: list[Spoiled] = []
    return sorted(open_epochs(room.verified(), {key.kid: key for key in organisation.keys}, wraps, before, told)), told


def test_a_wrap_of_nonsense_leaves_one_epoch_without_key() -> None:
    room, union, monitor = spoiled_room(wraps=True)
    assert opened(room, union) == ([0, 1], [Spoiled(2, MO.kid, Code.CANNOT_OPEN)])
    assert opened(room, monitor) == ([0, 1, 2], [])
    with refused(Code.CANNOT_OPEN):
        room.opened_with(union.keys)


def test_a_key_before_of_nonsense_is_asked_only_where_no_wrap_gave_that_key() -> None:
    room, union, _ = spoiled_room(previous=True)
    assert opened(room, union) == ([0, 1, 2], [])
    assert sorted(room.opened_with(union.keys)) == [0, 1, 2]
    late = Organisation("Late", person("li"))
    room.admit(ANA, late)
    assert opened(room, late) == ([2, 3], [Spoiled(1, MO.kid, Code.CANNOT_OPEN)])


def test_only_who_represents_goes_on_without_the_key_before() -> None:
    room, union, monitor = spoiled_room(wraps=True)
    room.say(ANA, "revoked", {"reader": monitor.fingerprint.hex()})
    epoch = room.next_epoch(ANA, room.recipients([union]))
    room.epochs[-1] = replace(epoch, previous=None)
    check_new_epoch(room.verified(), epoch.wraps, None, [])
    assert opened(room, union)[0] == [0, 1, 3]
    # A monitor or a coordinator who lacks the key has somebody to ask.
    for role in ("", "coordinator"):
        room, union, monitor = spoiled_room()
        if role:
            room.say(ANA, "entrusted", {"fingerprint": monitor.fingerprint.hex(), "role": role})
        epoch = room.next_epoch(MO, room.recipients([union, monitor]))
        check_new_epoch(room.verified(), epoch.wraps, epoch.previous, [])
        with refused(Code.MALFORMED):
            check_new_epoch(room.verified(), epoch.wraps, None, [])


def test_in_a_reporters_room_each_epoch_hands_on_the_one_before() -> None:
    union = Organisation("Union", ANA)
    room = ReporterRoom.of(file_report([union], by=receipt("reporter")), [union])
    epoch = room.next_epoch(ANA, room.recipients([union]))
    check_new_epoch(room.verified(), epoch.wraps, epoch.previous, [])
    with refused(Code.MALFORMED):
        check_new_epoch(room.verified(), epoch.wraps, None, [])
