"""Vectors of both sides: whole rooms, honest ones read to the last entry, and every lie stopped by its name."""

from __future__ import annotations

from itertools import product

import pytest

from remedy_api.sealing.disclosure import check_disclosed
from remedy_api.sealing.event import SignedEvent
from remedy_api.sealing.head import entries_hash
from remedy_api.sealing.keys import OrganisationKeys, PublicKeys, Signed
from remedy_api.sealing.recipients import Wrap
from remedy_api.sealing.room import Seen, VerifiedRoom, verify_headers, verify_room
from remedy_api.sealing.roster import verify_chain
from remedy_api.sealing.unseal import EpochWrap, open_at_table, open_entry, open_epochs
from tests.sealing.test_vectors_sealed import told
from tests.sealing.vector_files import FOLDER, SIDES, Case, cases, judged, raw, vectors

FILES = ("rooms", "workers", "table")


def _whole(case: Case) -> Case:
    """The case with what it leaves out because it is as in the first case of its file."""
    for side, file in product(SIDES, FILES):
        if not (FOLDER / side / f"{file}.json").exists():
            continue
        rooms = vectors(side, file)["rooms"]
        if any(one is case for one in rooms):
            return rooms[0] | case | {"material": rooms[0]["material"] | case["material"]}
    raise AssertionError("a case of no file")


def _keys(found: list[Case]) -> list[PublicKeys]:
    return [PublicKeys(*raw(key, "kid", "kem_public", "sig_public")) for key in found]


def _reader_keys(reader: Case) -> OrganisationKeys:
    kid, seed = raw(reader, "kid", "kem_seed")
    return OrganisationKeys(kid, b"", b"", secret=b"", kem_seed=seed)


def _seen(seen: Case) -> Seen:
    rosters = {bytes.fromhex(fingerprint): version for fingerprint, version in seen["rosters"].items()}
    return Seen(seen["seq"], bytes.fromhex(seen["hash"]), rosters)


def _walk(case: Case) -> None:
    material, instance = case["material"], case["instance"]
    chains = [
        verify_chain(
            instance,
            bytes.fromhex(chain["organisation"]),
            [Signed(*raw(roster, "body", "signature")) for roster in chain["rosters"]],
            _keys(chain["keys"]),
        )
        for chain in material["chains"]
    ]
    room = verify_room(
        instance,
        bytes.fromhex(case["room"]),
        statements=[Signed(*raw(epoch, "statement", "signature")) for epoch in material["epochs"]],
        events=[SignedEvent(*raw(event, "payload", "signature")) for event in material["events"]],
        authors=_keys([*material["authors"], *([material["receipt"]] if material["receipt"] else [])]),
        chains=chains,
        seen=_seen(case["seen"]) if "seen" in case else None,
    )
    entries = [raw(entry, "header", "body") for entry in material["entries"]]
    headers = verify_headers(room, [header for header, _ in entries])
    previous = {epoch["epoch"]: bytes.fromhex(epoch["previous"]) for epoch in material["epochs"] if epoch["previous"]}
    for reader in case["readers"]:
        keys = _reader_keys(reader)
        wraps = [EpochWrap(wrap["epoch"], *raw(wrap, "kid", "wrap"), late=wrap["late"] is not None) for wrap in material["wraps"]]
        opened = open_epochs(room, {keys.kid: keys}, wraps, previous)
        assert {str(epoch): ck.hex() for epoch, ck in sorted(opened.items())} == reader["epochs"]
        said = [
            told(open_entry(opened[header.epoch], instance, room.kind, header, body)) | {"epoch": header.epoch}
            for header, (_, body) in zip(headers, entries, strict=True)
            if header.epoch in opened
        ]
        assert said == [entry for entry in case["expected"]["opened"] if entry["epoch"] in opened]
    for shown in case.get("disclosed", ()):
        _shown(room, shown, _reader_keys(case["readers"][shown["reader"]]))
    assert {"head": room.head.hex(), "epochs": len(room.statements), "withdrawn": room.withdrawn} == {
        name: case["expected"][name] for name in ("head", "epochs", "withdrawn")
    }
    if "entries" in case["expected"]:
        assert entries_hash(header for header, _ in entries).hex() == case["expected"]["entries"]
    if "case" in case["expected"]:
        assert _case(room) == case["expected"]["case"]
    if "table" in case["expected"]:
        assert _table(room) == case["expected"]["table"]


def _shown(room: VerifiedRoom, shown: Case, keys: OrganisationKeys) -> None:
    digest, signature, body = raw(shown, "event", "signature", "body")
    wraps = [Wrap(*raw(wrap, "kid", "wrap")) for wrap in shown["wraps"]]
    authors = _keys(shown.get("authors", []))
    event, own = check_disclosed(room, digest, wraps, signature, {keys.kid}, authors)
    assert told(open_at_table(keys, room, event, own, body)) == shown["opened"]


def _case(room: VerifiedRoom) -> Case:
    return {
        "roles": {fingerprint.hex(): role for fingerprint, role in room.roles.items()},
        "facts": {fact: list(values) for fact, values in room.facts.items()},
        "linked": [report.hex() for report in room.linked],
        "kept": {what: entry.hex() for what, entry in room.kept.items()},
        "consents": sorted(consent.hex() for consent in room.consents),
        "stage": room.stage,
        "suspended": room.suspended,
        "closed": room.closed,
        "declared": {fingerprint.hex(): entry.hex() for fingerprint, entry in room.declared.items()},
        "findings": [
            {
                "finding": digest.hex(),
                "organisation": finding.organisation.hex(),
                "established": finding.established,
                "contested": (finding.contested or b"").hex(),
                "comments": [entry.hex() for entry in finding.comments],
            }
            for digest, finding in room.findings.items()
        ],
        "tables": [table.hex() for table in room.tables],
    }


def _table(room: VerifiedRoom) -> Case:
    events = dict(zip(map(id, room.events), room.hashes, strict=True))
    return {
        "roles": {fingerprint.hex(): role for fingerprint, role in room.roles.items()},
        "received": sorted(fingerprint.hex() for fingerprint in room.received),
        "plans": [
            {
                "plan": plan.digest.hex(),
                "organisation": plan.organisation.hex(),
                "accepted": sorted(fingerprint.hex() for fingerprint in plan.accepted),
                "refused": sorted(fingerprint.hex() for fingerprint in plan.refused),
                "in_force_by": plan.in_force_by.digest.hex() if plan.in_force_by else "",
            }
            for plan in room.plans
        ],
        "in_force": room.in_force.hex(),
        "steps": {
            name: {"state": step.state, "said": (step.said or b"").hex(), "verified": (step.verified or b"").hex()}
            for name, step in room.steps.items()
        },
        "disclosures": [{"event": events[id(event)].hex(), "organisation": who.hex()} for event, who in room.disclosures],
    }


@pytest.mark.parametrize("case", cases("rooms", "rooms"))
def test_rooms(case: Case) -> None:
    with judged(case):
        _walk(_whole(case))


@pytest.mark.parametrize("case", cases("table", "rooms"))
def test_tables(case: Case) -> None:
    with judged(case):
        _walk(_whole(case))


@pytest.mark.parametrize("case", cases("workers", "rooms"))
def test_workers_rooms(case: Case) -> None:
    with judged(case):
        _walk(_whole(case))
