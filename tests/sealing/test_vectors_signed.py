"""Vectors of both sides: rosters, statements, events and headers; what one signed or spoiled, the other judges alike."""

from __future__ import annotations

import json

import pytest

from remedy_api.sealing.event import pae, parse_event, sign_event
from remedy_api.sealing.format import parse_header, place_of
from remedy_api.sealing.keys import PublicKeys, Signed, account_keys, verify_signature
from remedy_api.sealing.lp import sha256
from remedy_api.sealing.roster import Pin, verify_chain
from remedy_api.sealing.statement import closed_hash, parse_statement
from remedy_api.sealing.words import fingerprint_words
from tests.sealing.vector_files import SIDES, Case, cases, judged, raw, vectors


def _first_keys(case: Case) -> list[Case]:
    if "keys" in case:
        return list(case["keys"])
    for side in SIDES:
        chains = vectors(side, "rosters")["chains"]
        if any(chain is case for chain in chains):
            return list(chains[0]["keys"])
    raise AssertionError("a case of no file")


@pytest.mark.parametrize("case", cases("rosters", "chains"))
def test_rosters(case: Case) -> None:
    pin = case.get("pin")
    with judged(case):
        chain = verify_chain(
            case["instance"],
            bytes.fromhex(case["organisation"]),
            [Signed(*raw(roster, "body", "signature")) for roster in case["rosters"]],
            [PublicKeys(*raw(key, "kid", "kem_public", "sig_public")) for key in _first_keys(case)],
            pin=Pin(bytes.fromhex(pin["fingerprint"]), pin["version"], bytes.fromhex(pin["digest"])) if pin else None,
            fingerprint=bytes.fromhex(case["fingerprint"]) if "fingerprint" in case else None,
        )
        assert {
            "fingerprint": chain.fingerprint.hex(),
            "words": list(fingerprint_words(chain.fingerprint)),
            "version": chain.latest.version,
            "digest": chain.pin.digest.hex(),
            "epoch": chain.latest.epoch,
            "kid": chain.latest.kid.hex(),
        } == case["expected"]


@pytest.mark.parametrize("case", cases("statements", "statements"))
def test_statements(case: Case) -> None:
    (body,) = raw(case, "body")
    with judged(case):
        statement = parse_statement(body)
        assert statement.encode() == body
        assert sha256(body).hex() == case["hash"]
        for name in ("room", "commit", "previous", "closed", "last_event", "signer"):
            assert getattr(statement, name).hex() == case[name], name
        for name in ("instance", "kind", "epoch"):
            assert getattr(statement, name) == case[name], name
        assert [{"fingerprint": reader.fingerprint.hex(), "kid": reader.kid.hex()} for reader in statement.readers] == case[
            "readers"
        ]


@pytest.mark.parametrize("case", cases("statements", "closed"))
def test_closed(case: Case) -> None:
    assert closed_hash(bytes.fromhex(header) for header in case["headers"]).hex() == case["closed"]


@pytest.mark.parametrize("case", cases("events", "events"))
def test_events(case: Case) -> None:
    (payload,) = raw(case, "payload")
    with judged(case):
        event = parse_event(payload)
        assert event.encode() == payload
        assert json.loads(payload) == case["event"]
        assert pae(payload).hex() == case["pae"]
        assert sha256(payload).hex() == case["hash"]
        keys = account_keys(bytes.fromhex(case["account_secret"]))
        assert sign_event(keys, event).signature.hex() == case["signature"]
        verify_signature(keys.sig_public, pae(payload), bytes.fromhex(case["signature"]))


@pytest.mark.parametrize("case", cases("headers", "headers"))
def test_headers(case: Case) -> None:
    (header,) = raw(case, "header")
    with judged(case):
        parsed = parse_header(header)
        assert parsed.encode() == header
        for name in ("room", "entry", "author", "salt", "head", "commitment", "body_hash", "signature"):
            assert getattr(parsed, name).hex() == case[name], name
        assert (parsed.epoch, parsed.body_length) == (case["epoch"], case["body_length"])
        assert place_of(parsed.room, parsed.epoch, parsed.salt, parsed.head).hex() == case["place"]
