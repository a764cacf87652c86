"""A server that lies to the command line: what it is told ends in a refusal by name, and nothing is sent."""

from __future__ import annotations

import pytest

from remedy_api.cli.client import casework
from remedy_api.cli.client.cases import remove
from remedy_api.cli.client.rooms import next_epoch, write
from remedy_api.cli.errors import Refused
from remedy_api.cli.receipt import look
from remedy_api.sealing.content import Text
from remedy_api.sealing.errors import Code
from tests.cli.lying_door import LyingDoor, asking
from tests.fixtures.sealed_world import Organisation, Room, file_report, ident, person, receipt
from tests.fixtures.workers_world import WorkersRoom
from tests.sealing.refusals import refused
from tests.sealing.test_spoiled_keys import spoiled_room

ANA, EVE = person("ana"), person("eve")
LETTER = Text("message", "en", "where the witness lives")


def test_another_room_than_the_one_asked_for() -> None:
    """A room that the server made up, with the union let in: what is written into it the server reads."""
    union, evil = Organisation("Union", ANA), Organisation("Evil", EVE)
    true, made_up = WorkersRoom.found(union, ANA), WorkersRoom.found(evil, EVE)
    made_up.admit(EVE, union)
    member, door = asking(made_up, ANA, union)
    with refused(Code.FOREIGN_ROOM):
        casework.post(member, true.id, LETTER)
    assert not door.posted and "rooms" not in member.vault
    door.shown = true
    casework.post(member, true.id, LETTER)
    assert [path for path, _ in door.posted] == [f"/v1/rooms/{true.id.hex()}/entries"]


def test_other_organisations_are_trusted_on_first_sight_once() -> None:
    """Whoever stood in a room that held is known from then on: another list under the same id is refused."""
    union, monitor = Organisation("Union", ANA), Organisation("Monitor", person("mo"))
    room = WorkersRoom.found(union, ANA)
    room.admit(ANA, monitor)
    member, door = asking(room, ANA, union)
    casework.look(member, room.id)
    assert set(member.vault["pins"]) == {union.id.hex(), monitor.id.hex()}
    fake = Organisation("Monitor", EVE)
    other = WorkersRoom.found(union, ANA, room=ident("other"))
    other.admit(ANA, fake)
    door.shown = other
    with refused(Code.WRONG_FINGERPRINT):
        casework.look(member, other.id)
    assert not door.posted


def test_a_report_that_another_receipt_founded() -> None:
    union, mine, other = Organisation("Union", ANA), receipt("mine"), receipt("other")
    door = LyingDoor(Room.of(file_report([union], by=other), [union]))
    with refused(Code.WRONG_FOUNDER):
        look(door, mine)  # type: ignore[arg-type]
    door.shown = Room.of(file_report([union], by=mine), [union])
    look(door, mine)  # type: ignore[arg-type]


def test_a_case_shown_to_a_receipt() -> None:
    union = Organisation("Union", ANA)
    door = LyingDoor(WorkersRoom.found(union, ANA))
    with refused(Code.WRONG_FOUNDER):
        look(door, receipt("mine"))  # type: ignore[arg-type]


def test_nothing_is_sealed_to_whom_a_revocation_waits_for() -> None:
    union, monitor = Organisation("Union", ANA), Organisation("Monitor", person("mo"))
    room = WorkersRoom.found(union, ANA)
    room.admit(ANA, monitor)
    room.say(ANA, "revoked", {"reader": monitor.fingerprint.hex()})
    member, door = asking(room, ANA, union)
    _, opened = casework.look(member, room.id)
    assert opened.room.revoking and not opened.is_current()
    assert [item.reader.fingerprint for item in opened.recipients()] == [union.fingerprint]
    with refused(Code.STALE_EPOCH):
        write(opened, ANA, LETTER)
    # A post makes the new epoch first, without the monitor; this server takes it and goes on as if it had not.
    with refused(Code.STALE_EPOCH):
        casework.post(member, room.id, LETTER)
    ((path, body),) = door.posted
    assert path.endswith("/events")
    assert [wrap["kid"] for wrap in body["epoch"]["wraps"]] == [union.keys[-1].kid.hex()]


def test_nothing_is_sealed_under_a_key_given_up() -> None:
    union, bo = Organisation("Union", ANA), person("bo")
    union.admit(bo)
    room = WorkersRoom.found(union, ANA)
    union.remove(bo)
    member, _ = asking(room, ANA, union)
    _, opened = casework.look(member, room.id)
    assert not opened.is_current()
    with refused(Code.STALE_ROSTER):
        write(opened, ANA, LETTER)


def test_no_key_is_made_for_somebody_let_in_meanwhile() -> None:
    """An honest server takes an admission only with its epoch; one that waits was slipped in."""
    union, evil, bo = Organisation("Union", ANA), Organisation("Evil", EVE), person("bo")
    union.admit(bo)
    room = WorkersRoom.found(union, ANA)
    room.say(bo, "admitted", {"fingerprint": evil.fingerprint.hex()})
    room.organisations.append(evil)
    union.remove(bo)
    member, door = asking(room, ANA, union)
    with pytest.raises(Refused, match="let in"):
        casework.post(member, room.id, LETTER)
    assert not door.posted


def test_keys_of_nonsense_lock_nobody_out_of_the_rest() -> None:
    """What a monitor without a role could post to lock the union out of its own case."""
    room, union, monitor = spoiled_room(wraps=True)
    member, door = asking(room, ANA, union)
    _, opened = casework.look(member, room.id)
    assert (sorted(opened.epochs), opened.spoilers()) == ([0, 1], ["Monitor"])
    with refused(Code.NOT_A_READER):
        casework.post(member, room.id, LETTER)
    assert not door.posted
    remove(member, room.id, monitor.fingerprint)
    ((_, body),) = door.posted
    assert body["epoch"]["previous"] is None
    theirs, there = asking(room, person("mo"), monitor)
    theirs.mine = []
    with refused(Code.NOT_A_READER):
        answer, seen = casework.look(theirs, room.id)
        next_epoch(seen, answer, person("mo"), monitor.roster_digest, seen.recipients())
    assert not there.posted
