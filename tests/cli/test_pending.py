"""A room in which nothing can be written: somebody was slipped in, or it was withdrawn. It is said, and it can still be read."""

from __future__ import annotations

import pytest

from remedy_api.cli.client import cases, casework
from remedy_api.cli.errors import Refused
from remedy_api.sealing.content import Text
from tests.cli.lying_door import asking
from tests.fixtures.sealed_world import Organisation, Room, file_report, person, receipt
from tests.fixtures.workers_world import WorkersRoom

ANA, MO, EVE = person("ana"), person("mo"), person("eve")
LETTER = Text("message", "en", "where the witness lives")


def shared() -> tuple[WorkersRoom, Organisation, Organisation]:
    union, monitor = Organisation("Union", ANA), Organisation("Monitor", MO)
    room = WorkersRoom.found(union, ANA)
    room.admit(ANA, monitor)
    return room, union, monitor


def test_nobody_is_let_in_whom_this_person_did_not_choose() -> None:
    room, union, _ = shared()
    evil = Organisation("Evil", EVE)
    room.say(ANA, "admitted", {"fingerprint": evil.fingerprint.hex()})
    room.organisations.append(evil)
    member, door = asking(room, ANA, union)
    for act in (
        lambda: casework.post(member, room.id, LETTER),
        lambda: casework.current(member, room.id),
        lambda: cases.remove(member, room.id, evil.fingerprint),
    ):
        with pytest.raises(Refused) as stop:
            act()
        assert stop.value.code == 3 and "let in" in str(stop.value)
    # It is shown, so that she can tell somebody.
    _, opened = casework.look(member, room.id)
    assert opened.room.next_readers - {reader.name for reader in opened.room.latest.readers} == {evil.fingerprint}
    assert not door.posted


def test_a_withdrawn_report_takes_nothing_more() -> None:
    union, mine = Organisation("Union", ANA), receipt("mine")
    room = Room.of(file_report([union], by=mine), [union])
    room.say(mine.account, "withdrawn")
    member, door = asking(room, ANA, union)
    with pytest.raises(Refused) as stop:
        casework.post(member, room.id, LETTER)
    assert "was withdrawn" in str(stop.value) and not door.posted
