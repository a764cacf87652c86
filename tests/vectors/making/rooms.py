"""Vectors of whole rooms: one that holds, and every lie about it."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from remedy_api.sealing.content import Text
from tests.fixtures.sealed_world import TEXTS, Organisation, Room, file_report, person, receipt
from tests.vectors.making.entries import opened
from tests.vectors.making.lies import LIES

Made = dict[str, Any]


def _message(text: str) -> Text:
    return Text("message", "en", text)


def world() -> tuple[Room, Organisation, Organisation]:
    """A room with a history: acknowledged, answered, handed on to a second organisation, which then
    changed its key.
    """
    union, network = Organisation("Union of Garment Workers", person("ana")), Organisation("Network", person("nel"))
    room = Room.of(file_report([union], by=receipt("reporter")), [union])
    room.say(person("ana"), "acknowledged")
    room.write(person("ana"), _message("We received your report."))
    room.write(receipt("reporter").account, _message("Thank you."))
    room.hand_over(person("ana"), network)
    room.write(person("nel"), _message("We take over from here."))
    network.admit(person("noor"))
    network.remove(person("noor"))
    room.next_epoch(person("nel"), room.recipients([union, network]))
    room.write(person("nel"), _message("Noor left; we changed our key."))
    return room, union, network


def material(room: Room) -> Made:
    """What a server would answer, in the form of README.md."""
    mine = [{"kid": key.kid, "kem_public": key.kem_public, "sig_public": key.sig_public} for key in room.receipt]
    return {
        "receipt": mine[0] if mine else None,
        "epochs": [
            {
                "epoch": number,
                "statement": epoch.signed.body,
                "signature": epoch.signed.signature,
                "previous": epoch.previous,
            }
            for number, epoch in enumerate(room.epochs)
        ],
        "wraps": [
            *(
                {"epoch": number, "kid": wrap.kid, "wrap": wrap.sealed, "late": None}
                for number, epoch in enumerate(room.epochs)
                for wrap in epoch.wraps
            ),
            *({"epoch": epoch, "kid": wrap.kid, "wrap": wrap.sealed, "late": admitting} for epoch, admitting, wrap in room.late),
        ],
        "events": [{"payload": event.payload, "signature": event.signature} for event in room.events],
        "authors": [{"kid": key.kid, "kem_public": key.kem_public, "sig_public": key.sig_public} for key in room.authors],
        "chains": [
            {
                "organisation": organisation.id,
                "rosters": [{"body": r.body, "signature": r.signature} for r in organisation.rosters],
                "keys": [
                    {"kid": key.kid, "kem_public": key.kem_public, "sig_public": key.sig_public} for key in organisation.public
                ],
            }
            for organisation in room.organisations
        ],
        "entries": [{"header": entry.raw_header, "body": entry.body} for entry in room.entries],
    }


def rooms() -> Made:
    """rooms.json"""
    honest = world()
    room, union, network = deepcopy(honest)
    cks = {str(number): epoch.ck for number, epoch in enumerate(room.epochs)}
    said = [_message(text) for text in ("We received your report.", "Thank you.")]
    said += [_message("We take over from here."), _message("Noor left; we changed our key.")]
    epochs = [0, 0, 0, 1, 1, 2, 3]
    everything = [opened(content) | {"epoch": epoch} for content, epoch in zip((*TEXTS, *said), epochs, strict=True)]
    reporter = receipt("reporter").account
    readers = [
        {"kem_seed": union.keys[0].kem_seed, "kid": union.keys[0].kid, "epochs": cks},
        {"kem_seed": network.keys[0].kem_seed, "kid": network.keys[0].kid, "epochs": {k: cks[k] for k in ("0", "1", "2")}},
        # The key before is not lost with a new one; the new one alone opens its own epoch and what that one hands on.
        {"kem_seed": network.keys[1].kem_seed, "kid": network.keys[1].kid, "epochs": {k: cks[k] for k in ("1", "2", "3")}},
        {"kem_seed": reporter.kem_seed, "kid": reporter.kid, "epochs": {k: cks[k] for k in ("1", "2", "3")}},
    ]
    expected = {"head": room.head, "epochs": 4, "withdrawn": False, "opened": everything}
    made: list[Made] = [
        {
            "name": "acknowledged, answered, handed on, re-keyed",
            "instance": room.instance,
            "room": room.id,
            "material": material(room),
            "readers": readers,
            "expected": expected,
        }
    ]
    for name, code, lie in LIES:
        room, union, network = deepcopy(honest)
        lie(room, union, network)
        made.append(lied(name, code, room, made[0]))
    return {"rooms": made}


def lied(name: str, code: str, room: Room, honest: Made) -> Made:
    """Only what differs from the honest room, and bodies only where opening is what must fail: else
    megabytes.
    """
    opening = code in ("cannot-open", "wrong-commitment")
    told = material(room)
    if not opening:
        told["entries"] = [entry | {"body": b""} for entry in told["entries"]]
        told["wraps"] = honest["material"]["wraps"]
        bare = [entry | {"body": b""} for entry in honest["material"]["entries"]]
        if told["entries"] == bare:
            told["entries"] = honest["material"]["entries"]
    differs = {part: value for part, value in told.items() if value != honest["material"][part]}
    return {"name": name, "material": differs, "readers": honest["readers"][:1] if opening else [], "refused": code}
