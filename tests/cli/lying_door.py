"""A door behind which a server tells of rooms whatever a test wants, and a member who asks there."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from remedy_api.cli.client.member import Member, Way
from remedy_api.cli.client.trust import pin_json
from remedy_api.sealing.keys import AccountKeys, OrganisationKeys, PublicKeys
from tests.fixtures.sealed_world import INSTANCE, Organisation, Room, ident, secret

Json = dict[str, Any]


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _key(key: PublicKeys | AccountKeys) -> Json:
    return {"kid": key.kid.hex(), "kem_public": _b64(key.kem_public), "sig_public": _b64(key.sig_public)}


def chain_json(organisation: Organisation) -> Json:
    """A chain as it comes with a room."""
    return {
        "name": organisation.name,
        "kind": "worker_organisation",
        "rosters": [{"body": _b64(one.body), "signature": _b64(one.signature)} for one in organisation.rosters],
        "keys": [_key(one) for one in organisation.people.values()],
        "epochs": [
            {"epoch": number, "kid": key.kid.hex(), "kem_public": _b64(key.kem_public), "previous": None}
            for number, key in enumerate(organisation.keys)
        ],
    }


def room_json(room: Room) -> Json:
    """A room as a server answers."""
    return {
        "room": room.id.hex(),
        "receipt": _key(room.receipt[0]) if room.receipt else None,
        "head": room.head.hex(),
        "events_next": None,
        "epochs": [
            {
                "epoch": number,
                "statement": _b64(epoch.signed.body),
                "signature": _b64(epoch.signed.signature),
                "previous": _b64(epoch.previous) if epoch.previous else None,
            }
            for number, epoch in enumerate(room.epochs)
        ],
        "wraps": [
            {"epoch": number, "kid": wrap.kid.hex(), "wrap": _b64(wrap.sealed), "late": False}
            for number, epoch in enumerate(room.epochs)
            for wrap in epoch.wraps
        ],
        "events": [{"payload": _b64(event.payload), "signature": _b64(event.signature)} for event in room.events],
        "authors": [],
        "chains": {one.id.hex(): chain_json(one) for one in room.organisations},
    }


@dataclass
class LyingDoor:
    """Answers every room with `shown`; keeps what is posted."""

    shown: Room
    posted: list[tuple[str, Any]] = field(default_factory=list)

    def get(self, path: str, **asked: object) -> SimpleNamespace:
        if path == "/v1/programme":
            return SimpleNamespace(json=lambda: {"instance": INSTANCE})
        return SimpleNamespace(json=lambda: room_json(self.shown))

    def pages(self, path: str) -> list[Json]:
        return [{"header": _b64(entry.raw_header), "body": _b64(entry.body)} for entry in self.shown.entries]

    def send(self, method: str, path: str, body: Any, *, match: str | None = None) -> SimpleNamespace:
        if path == "/v1/receipts/room":
            return SimpleNamespace(json=lambda: room_json(self.shown))
        if path == "/v1/receipts/entries/list":
            return SimpleNamespace(json=lambda: {"items": self.pages(path), "next": None})
        if path != "/v1/me/vault":
            self.posted.append((path, body))
        return SimpleNamespace(json=dict)

    def post_bytes(self, path: str, data: bytes, *more: str) -> None:
        self.posted.append((path, data))


class Asking(Member):
    """A member whose organisations' keys need no server."""

    mine: list[OrganisationKeys]

    def my_keys(self) -> dict[bytes, AccountKeys | OrganisationKeys]:
        return {keys.kid: keys for keys in self.mine}


def asking(shown: Room, account: AccountKeys, mine: Organisation) -> tuple[Asking, LyingDoor]:
    """Somebody of an organisation, which she has pinned, before a door that shows this room."""
    door = LyingDoor(shown)
    vault = {"pins": {mine.id.hex(): pin_json(mine.chain.pin)}}
    # The lying door answers what a door answers; it is none by its type.
    found = Asking(door, INSTANCE, account, secret("vault"), Way(ident("user"), b"", b""), vault)  # type: ignore[arg-type]
    found.mine = mine.keys
    return found, door
