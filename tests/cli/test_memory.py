"""What a device has seen of a room stays in its owner's vault: a server that later shows less, or another past, is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from remedy_api.cli.client.member import ROOMS_REMEMBERED, Member, Way
from remedy_api.sealing.errors import Code
from remedy_api.sealing.unseal import open_vault
from tests.fixtures.sealed_world import INSTANCE, Organisation, ident, person, secret
from tests.fixtures.workers_world import WorkersRoom
from tests.sealing.refusals import refused

ANA = person("ana")


@dataclass
class Kept:
    """A door that keeps vaults."""

    sent: list[dict[str, Any]] = field(default_factory=list)

    def send(self, method: str, path: str, body: dict[str, Any], *, match: str | None = None) -> None:
        assert (method, path) == ("PUT", "/v1/me/vault")
        self.sent.append(body)


def member() -> tuple[Member, Kept]:
    door = Kept()
    return Member(door, INSTANCE, ANA, secret("ana"), Way(ident("ana"), b"", b""), {"pins": {}}, 1), door  # type: ignore[arg-type]


def test_a_room_that_shrank_or_has_another_past() -> None:
    mine, door = member()
    union = Organisation("Union", ANA)
    room = WorkersRoom.found(union, ANA, room=ident("room"))
    before = list(room.events)
    mine.remember_room(room.verified())
    mine.remember_room(room.verified())
    assert len(door.sent) == 1, "nothing new, nothing saved"
    room.say(ANA, "resumed")
    mine.remember_room(room.verified())
    assert len(door.sent) == 2
    room.events = before
    with refused(Code.ROLLED_BACK):
        mine.remember_room(room.verified())
    room.say(ANA, "suspended", {"reason": "court", "review": "", "entry": ""})
    with refused(Code.FORKED):
        mine.remember_room(room.verified())
    # Another room of the same id, made up from the beginning.
    with refused(Code.FORKED):
        other = WorkersRoom.found(union, ANA, (), room=ident("room"))
        for _ in before:
            other.say(ANA, "resumed")
        mine.remember_room(other.verified())
    assert len(door.sent) == 2


def test_what_was_known_of_an_organisation_counts_for_what_comes_after() -> None:
    """A removed member and a server that helps her let nobody in behind the back of a device that saw her go."""
    mine, _ = member()
    union, evil, bo = Organisation("Union", ANA), Organisation("Evil", person("eve")), person("bo")
    union.admit(bo)
    room = WorkersRoom.found(union, ANA)
    named = union.roster_digest
    union.remove(bo)
    mine.remember_room(room.verified())
    assert mine.vault["rooms"][room.id.hex()]["rosters"] == {union.fingerprint.hex(): 2}
    room.say(bo, "admitted", {"fingerprint": evil.fingerprint.hex()}, named)
    room.organisations.append(evil)
    # To whoever had not seen the newer list it may have come first; to this device it did not.
    assert room.verified().admissions
    with refused(Code.ROSTER_WENT_BACK):
        room.verified(mine.seen(room.id))


def test_what_was_known_only_grows() -> None:
    mine, door = member()
    union = Organisation("Union", ANA)
    room = WorkersRoom.found(union, ANA)
    mine.remember_room(room.verified())
    assert mine.vault["rooms"][room.id.hex()]["rosters"] == {}
    mine.vault["rooms"][room.id.hex()] |= {"rosters": {secret("other").hex(): 4}, "later": "x"}
    union.admit(person("bo"))
    mine.remember_room(room.verified())
    assert mine.vault["rooms"][room.id.hex()]["rosters"] == {union.fingerprint.hex(): 1, secret("other").hex(): 4}
    assert mine.vault["rooms"][room.id.hex()]["later"] == "x" and len(door.sent) == 2


def test_the_vault_stays_small() -> None:
    mine, door = member()
    mine.vault["rooms"] = {
        f"{number:032x}": {"seq": 999_999, "hash": "f" * 64, "rosters": {f"{at:064x}": 99 for at in range(8)}}
        for number in range(ROOMS_REMEMBERED)
    }
    mine.vault["pins"]["kept"] = {}
    room = WorkersRoom.found(Organisation("Union", ANA), ANA)
    mine.remember_room(room.verified())
    rooms = list(mine.vault["rooms"])
    assert (len(rooms), rooms[-1]) == (ROOMS_REMEMBERED, room.id.hex())
    assert f"{0:032x}" not in rooms and "kept" in mine.vault["pins"]
    from remedy_api.cli.client.codec import unb64

    sealed = unb64(door.sent[-1]["sealed"])
    assert len(sealed) < 30_000
    assert room.id.hex().encode() in open_vault(secret("ana"), INSTANCE, ident("ana"), 2, sealed)
