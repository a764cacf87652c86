"""Vectors of a workers' room: one that holds, and every lie about it."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from remedy_api.sealing.lp import lp, sha256
from tests.fixtures.sealed_world import Organisation
from tests.fixtures.workers_world import REPORT
from tests.vectors.making.entries import opened
from tests.vectors.making.rooms import lied, material
from tests.vectors.making.workers_lies import LIES
from tests.vectors.making.workers_world import SAID, TABLE, World

Made = dict[str, Any]


def _case(world: World) -> Made:
    """What the events add up to, as README.md writes it: said here by hand, not computed by the code under test."""
    return {
        "roles": {world.second.fingerprint.hex(): "representative", world.monitor.fingerprint.hex(): "monitor"},
        "facts": {"issues": ["wages", "forced-labour"], "site": []},
        "linked": [REPORT],
        "kept": {"mandate": sha256(world.room.entries[2].raw_header)},
        "consents": [world.consent],
        "stage": "safety",
        "suspended": True,
        "closed": "",
        "declared": {world.monitor.fingerprint.hex(): sha256(world.room.entries[3].raw_header)},
        "findings": [_finding(world, world.finding, established=True), _finding(world, world.draft, established=False)],
        "tables": [TABLE],
    }


def _finding(world: World, finding: bytes, *, established: bool) -> Made:
    entry = sha256(world.room.entries[3].raw_header)
    return {
        "finding": finding,
        "organisation": world.monitor.fingerprint,
        "established": established,
        "contested": b"" if established else entry,
        "comments": [entry] if established else [],
    }


def rooms() -> Made:
    """workers.json"""
    honest = World()
    room, cks = honest.room, {str(number): epoch.ck for number, epoch in enumerate(honest.room.epochs)}

    def reader(organisation: Organisation, key: int, *epochs: int) -> Made:
        keys = organisation.keys[key]
        return {"kem_seed": keys.kem_seed, "kid": keys.kid, "epochs": {str(epoch): cks[str(epoch)] for epoch in epochs}}

    made: list[Made] = [
        {
            "name": "founded, shared, re-keyed, handed on",
            "instance": room.instance,
            "room": room.id,
            "material": material(room),
            "readers": [
                # What bo took along opens nothing that came after he left.
                reader(honest.union, 0, 0, 1, 2),
                reader(honest.union, 1, 0, 1, 2, 3),
                reader(honest.second, 0, 0, 1, 2, 3, 4),
                reader(honest.monitor, 0, 0, 1, 2, 3, 4),
            ],
            "expected": {
                "head": room.head,
                "epochs": 5,
                "withdrawn": False,
                "entries": sha256(b"".join(lp(sha256(entry.raw_header)) for entry in room.entries)),
                "opened": [opened(content) | {"epoch": epoch} for epoch, _, _, content in SAID],
                "case": _case(honest),
            },
        }
    ]
    for name, code, lie in LIES:
        world = deepcopy(honest)
        lie(world)
        told = lied(name, code, world.room, made[0])
        if world.seen is not None:
            told["seen"] = world.seen
        if code == "wrong-wraps":
            told["material"]["wraps"] = material(world.room)["wraps"]
            told["readers"] = [made[0]["readers"][3]]
        made.append(told)
    return {"rooms": made}
