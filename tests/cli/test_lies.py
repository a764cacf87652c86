"""A server that lies to the command line: what it is told ends in a refusal by name, and nothing is sent."""

from __future__ import annotations

from remedy_api.cli.client import casework
from remedy_api.cli.receipt import look
from remedy_api.sealing.content import Text
from remedy_api.sealing.errors import Code
from tests.cli.lying_door import LyingDoor, asking
from tests.fixtures.sealed_world import Organisation, Room, file_report, ident, person, receipt
from tests.fixtures.workers_world import WorkersRoom
from tests.sealing.refusals import refused

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
