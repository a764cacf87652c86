"""Vectors of rosters: chains that hold, and chains nobody may accept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from remedy_api.sealing import labels
from remedy_api.sealing.keys import Signed, organisation_keys
from remedy_api.sealing.lp import lp, sha256
from remedy_api.sealing.roster import Roster
from remedy_api.sealing.words import fingerprint_words
from tests.fixtures.sealed_world import INSTANCE, Organisation, ident, person, secret

Made = dict[str, Any]


def _chain(name: str, organisation: Organisation, **more: Any) -> Made:
    return {
        "name": name,
        "instance": INSTANCE,
        "organisation": organisation.id,
        "rosters": [{"body": item.body, "signature": item.signature} for item in organisation.rosters],
        "keys": _keys(),
    } | more


def _keys() -> list[Made]:
    people = [person(name) for name in ("ana", "recovery of Union of Garment Workers", "bo", "cy", "dora", "mallory")]
    return [{"kid": key.kid, "kem_public": key.kem_public, "sig_public": key.sig_public} for key in people]


def _grown() -> Organisation:
    union = Organisation("Union of Garment Workers", person("ana"))
    union.admit(person("bo"))
    union.admit(person("cy"), manager=True)
    union.remove(person("bo"))
    return union


def rosters() -> Made:
    """rosters.json"""
    union = _grown()
    pin = union.chain.pin
    expected = {
        "fingerprint": pin.fingerprint,
        "words": list(fingerprint_words(pin.fingerprint)),
        "version": pin.version,
        "digest": pin.digest,
        "epoch": 1,
        "kid": union.keys[-1].kid,
    }
    pinned = {"fingerprint": pin.fingerprint, "version": 1, "digest": sha256(union.rosters[1].body)}
    good = _chain("four rosters", union, expected=expected)
    cases = [
        good,
        good | {"name": "pinned at version 1", "pin": pinned},
        good | {"name": "with the printed fingerprint", "fingerprint": pin.fingerprint},
        good | {"name": "another fingerprint", "fingerprint": secret("other"), "refused": "wrong-fingerprint"},
        good
        | {
            "name": "pinned with another fingerprint",
            "pin": pinned | {"fingerprint": secret("other")},
            "refused": "wrong-fingerprint",
        },
        good
        | {
            "name": "an old roster replayed",
            "rosters": good["rosters"][:2],
            "pin": {"fingerprint": pin.fingerprint, "version": 3, "digest": pin.digest},
            "refused": "rolled-back",
        },
        good | {"name": "another past", "pin": pinned | {"digest": secret("other")}, "refused": "forked"},
        good | {"name": "no roster", "rosters": [], "refused": "no-roster"},
        good | {"name": "the first one missing", "rosters": good["rosters"][1:], "refused": "broken-chain"},
        good
        | {
            "name": "one in the middle missing",
            "rosters": good["rosters"][:1] + good["rosters"][2:],
            "refused": "broken-chain",
        },
        good | {"name": "another instance", "instance": "elsewhere.example", "refused": "foreign-instance"},
        good | {"name": "another organisation", "organisation": ident("x"), "refused": "foreign-organisation"},
        good | {"name": "the signer's keys missing", "keys": good["keys"][1:], "refused": "unknown-signer"},
        good | {"name": "keys under a wrong kid", "keys": _swapped(good["keys"]), "refused": "wrong-kid"},
    ]
    for name, code, change in _bad_successors():
        cases.append(_bad(name, code, change))
    cases += _bad_firsts()
    return {"chains": [_short(case, good) for case in cases]}


def _short(case: Made, first: Made) -> Made:
    """Without what a refused case does not have, and without keys where they are those of the first case."""
    left_out = {"expected"} if "refused" in case else set()
    if case is not first and case["keys"] == first["keys"]:
        left_out |= {"keys"}
    return {name: value for name, value in case.items() if name not in left_out}


def _swapped(keys: list[Made]) -> list[Made]:
    return [keys[0] | {"sig_public": keys[1]["sig_public"]}, *keys[1:]]


Change = Callable[[Organisation, Roster], Roster]


def _bad_successors() -> list[tuple[str, str, Change]]:
    stranger = person("mallory").kid
    old = organisation_keys(secret("Union of Garment Workers 0")).kid
    new = organisation_keys(secret("fresh")).kid
    return [
        ("version skipped", "broken-chain", lambda o, r: replace(r, version=r.version + 1)),
        ("another roster before", "broken-chain", lambda o, r: replace(r, previous=secret("other"))),
        ("signed by a member", "not-a-manager", lambda o, r: replace(r, signer=person("dora").kid)),
        ("signed by a stranger", "not-a-manager", lambda o, r: replace(r, signer=stranger)),
        (
            "signed by the manager it adds",
            "not-a-manager",
            lambda o, r: replace(r, signer=stranger, members=r.members | {stranger}, managers=r.managers | {stranger}),
        ),
        (
            "a removal without a new key",
            "epoch-not-raised",
            lambda o, r: replace(r, members=r.members - {person("dora").kid}),
        ),
        ("two epochs at once", "epoch-jump", lambda o, r: replace(r, epoch=r.epoch + 2, kid=new)),
        ("an epoch back", "epoch-jump", lambda o, r: replace(r, epoch=r.epoch - 1, kid=old)),
        ("same epoch, another key", "key-changed", lambda o, r: replace(r, kid=new)),
        ("next epoch, same key", "key-not-changed", lambda o, r: replace(r, epoch=r.epoch + 1)),
        ("a key that was given up", "key-not-changed", lambda o, r: replace(r, epoch=r.epoch + 1, kid=old)),
        ("another instance in the middle", "foreign-instance", lambda o, r: replace(r, instance="x.example")),
        (
            "another organisation in the middle",
            "foreign-organisation",
            lambda o, r: replace(r, organisation=ident("x")),
        ),
        ("no manager left", "no-manager", lambda o, r: replace(r, managers=frozenset())),
        (
            "a manager who is no member",
            "manager-not-member",
            lambda o, r: replace(r, managers=r.managers | {stranger}),
        ),
    ]


def _bad(name: str, code: str, change: Change) -> Made:
    union = _grown()
    union.admit(person("dora"))
    assert union.last is not None
    same = replace(union.last, version=union.last.version + 1, previous=union.roster_digest, signer=person("ana").kid)
    roster = change(union, same)
    union.people[person("mallory").kid] = person("mallory")
    signer = next(key for key in union.people.values() if key.kid == roster.signer)
    body = roster.encode()
    union.rosters.append(Signed(body, signer.sign(body)))
    return _chain(name, union, refused=code)


def _bad_firsts() -> list[Made]:
    made: list[Made] = []

    def add(name: str, code: str, body: bytes, signature: bytes | None = None) -> None:
        union = Organisation("Union of Garment Workers", person("ana"))
        union.rosters[0] = Signed(body, person("ana").sign(body) if signature is None else signature)
        made.append(_chain(name, union, refused=code))

    first = Organisation("Union of Garment Workers", person("ana")).last
    assert first is not None
    good = first.encode()
    add("an altered signature", "bad-signature", good, bytes(64))
    add("a cut signature", "bad-signature", good, person("ana").sign(good)[:-1])
    add("a byte more", "malformed", good + b"\x00")
    add("an item more", "trailing-bytes", good + lp(b""))
    add("an item less", "malformed", good[: -4 - len(lp(*sorted(first.managers)))])
    add("another label", "wrong-label", lp("remedy/v2/roster") + good[4 + len(labels.ROSTER) :])
    add("no instance", "malformed", replace(first, instance="").encode())
    add("an instance that is too long", "too-large", replace(first, instance="x" * 257).encode())
    add("an epoch above 0", "broken-chain", replace(first, epoch=1).encode())
    add("a hash before the first", "broken-chain", replace(first, previous=secret("x")).encode())
    add("a short kid", "malformed", replace(first, kid=first.kid[1:]).encode())
    backwards = lp(*sorted(first.members, reverse=True))
    twice = lp(*sorted([*first.members, min(first.members)]))
    forward = lp(*sorted(first.members))
    add("members not sorted", "not-sorted", good.replace(forward, backwards, 1))
    head = good[: good.index(forward) - 4]
    add("a member twice", "twins", head + lp(twice, forward))
    add("signed by none of its own managers", "not-a-manager", replace(first, signer=secret("x")).encode())
    return made
