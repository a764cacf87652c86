"""Vectors of a table: one that holds, with what was shown there, and every lie about it."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from remedy_api.sealing.lp import lp, sha256
from tests.fixtures.sealed_world import Organisation
from tests.vectors.making.entries import opened
from tests.vectors.making.rooms import lied, material
from tests.vectors.making.table_lies import LIES
from tests.vectors.making.table_world import FINDING, SAID, World

Made = dict[str, Any]


def _plan(plan: bytes, organisation: bytes, accepted: list[bytes], refused: Sequence[bytes] = (), in_force_by: bytes = b"") -> Made:
    return {
        "plan": plan,
        "organisation": organisation,
        "accepted": accepted,
        "refused": list(refused),
        "in_force_by": in_force_by,
    }


def _table(world: World) -> Made:
    """What the events add up to, as README.md writes it: said here by hand, not computed by the code under test."""
    union, ally, maker, dyer = (one.fingerprint for one in (world.union, world.ally, world.maker, world.dyer))
    return {
        "roles": {
            union.hex(): "representative",
            ally.hex(): "representative",
            maker.hex(): "duty_bearer",
            dyer.hex(): "duty_bearer",
        },
        "received": world.names(world.maker, world.buyer),
        "plans": [
            _plan(world.first, ally, accepted=[ally], refused=[dyer]),
            _plan(world.second, maker, accepted=sorted((union, maker)), in_force_by=world.settled),
            _plan(world.third, union, accepted=[union]),
        ],
        "in_force": world.second,
        "steps": {
            "pay": {"state": "verified", "said": world.said_pay, "verified": world.judged_pay},
            "mend": {"state": "open", "said": world.said_mend, "verified": world.judged_mend},
        },
        "disclosures": [{"event": world.shown, "organisation": union}],
    }


def rooms() -> Made:
    """table.json"""
    honest = World()
    room, cks = honest.room, {str(number): epoch.ck for number, epoch in enumerate(honest.room.epochs)}

    def reader(organisation: Organisation, *epochs: int) -> Made:
        keys = organisation.keys[0]
        return {"kem_seed": keys.kem_seed, "kid": keys.kid, "epochs": {str(epoch): cks[str(epoch)] for epoch in epochs}}

    shown = {
        "event": honest.shown,
        "wraps": [{"kid": wrap.kid, "wrap": wrap.sealed} for wrap in honest.made.wraps],
        "signature": honest.made.signature,
        "body": honest.finding.body,
        "opened": opened(FINDING),
    }
    made: list[Made] = [
        {
            "name": "agreed, said, verified, shown, and a newcomer's hole",
            "instance": room.instance,
            "room": room.id,
            "material": material(room),
            "readers": [
                reader(honest.union, 0, 1, 2),
                reader(honest.maker, 1, 2),
                # Let go: what it had it keeps.
                reader(honest.buyer, 1),
                reader(honest.dyer, 1, 2),
            ],
            "expected": {
                "head": room.head,
                "epochs": 3,
                "withdrawn": False,
                "entries": sha256(b"".join(lp(sha256(entry.raw_header)) for entry in room.entries)),
                "opened": [opened(content) | {"epoch": epoch} for epoch, content in SAID],
                "table": _table(honest),
            },
            "disclosed": [shown | {"reader": 1}, shown | {"reader": 2}],
        }
    ]
    made.append(_gone_on(honest, made[0]))
    for name, code, lie in LIES:
        world = deepcopy(honest)
        lie(world)
        told = lied(name, code, world.room, made[0]) | {"disclosed": []}
        if code == "wrong-wraps":
            told["material"]["wraps"] = material(world.room)["wraps"]
        if code in ("wrong-wraps", "malformed"):
            told["readers"] = [made[0]["readers"][1]]
        made.append(told)
    made += [_shown_otherwise(shown, *one) for one in _otherwise(honest, shown)]
    return {"rooms": made}


def _gone_on(honest: World, first: Made) -> Made:
    """The same table, some time later."""
    world = deepcopy(honest)
    world.go_on()
    room, union, dyer = world.room, world.union.fingerprint, world.dyer.fingerprint
    table = _table(world)
    table["roles"].pop(world.maker.fingerprint.hex())
    table["plans"].append(_plan(world.fourth, union, accepted=sorted((union, dyer)), in_force_by=world.settled_again))
    table["in_force"] = world.fourth
    table["steps"] = {"pay": table["steps"]["pay"], "dye": {"state": "open", "said": b"", "verified": b""}}
    table["disclosures"].append({"event": world.shown_again, "organisation": union})
    keys = [{str(number): room.epochs[number].ck for number in epochs} for epochs in (range(5), range(1, 4), (1,), range(1, 5))]
    shown = {
        "event": world.shown_again,
        "wraps": [{"kid": wrap.kid, "wrap": wrap.sealed} for wrap in world.made.wraps],
        "signature": world.made.signature,
        "body": world.finding.body,
        "opened": opened(FINDING),
        "reader": 1,
    }
    return {
        "name": "new keys, shown again, and a verified step of one who was let go",
        "material": material(room),
        "readers": [one | {"epochs": epochs} for one, epochs in zip(first["readers"], keys, strict=True)],
        "expected": first["expected"] | {"head": room.head, "epochs": 5, "table": table},
        "disclosed": [*first["disclosed"], shown],
    }


def _shown_otherwise(shown: Made, name: str, code: str, change: Made) -> Made:
    """The honest table, with something else beside the event that shows an entry."""
    return {"name": name, "material": {}, "disclosed": [shown | {"reader": 1} | change], "refused": code}


def _otherwise(world: World, shown: Made) -> list[tuple[str, str, Made]]:
    body, wraps = shown["body"], shown["wraps"]
    spoiled = [wraps[0] | {"wrap": bytes(1168)}, *wraps[1:]]
    return [
        ("shown to somebody else", "not-a-reader", {"reader": 3}),
        ("a wrap left out of what is shown", "wrong-wraps", {"wraps": wraps[:1]}),
        ("wraps of what is shown in another order", "wrong-wraps", {"wraps": wraps[::-1]}),
        ("a spoiled wrap of what is shown", "wrong-wraps", {"wraps": spoiled}),
        ("another signature under what is shown", "bad-signature", {"signature": bytes(64)}),
        ("another body of what is shown", "wrong-body", {"body": bytes([body[0] ^ 1]) + body[1:]}),
        ("shown by an event that shows nothing", "not-announced", {"event": world.first}),
    ]
