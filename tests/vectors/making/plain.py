"""Vectors without signatures or sealing: encodings, derivations, passphrases, sizes, words, invitations."""

from __future__ import annotations

from typing import Any

from remedy_api.sealing import labels
from remedy_api.sealing.derive import hkdf
from remedy_api.sealing.invite import Invitation, invite_mac, invite_secret
from remedy_api.sealing.lp import lp, lp_sorted
from remedy_api.sealing.padding import LADDER, attachment_size
from remedy_api.sealing.passphrase import (
    FLOOR,
    auth_key,
    master_key,
    normalise,
    slot_key,
)
from remedy_api.sealing.words import fingerprint_words
from tests.fixtures.sealed_world import ident, person, secret

Made = dict[str, Any]
# A name with more than ASCII in it, as an installation may well have one.
INSTANCE = "remedy.example/संघ"


def _item(value: bytes | str | int) -> Made:
    if isinstance(value, bytes):
        return {"hex": value}
    return {"text": value} if isinstance(value, str) else {"number": value}


def lists() -> Made:
    """lp.json"""
    cases: list[tuple[str, list[bytes | str | int]]] = [
        ("nothing", []),
        ("one empty item", [b""]),
        ("two empty items", ["", b""]),
        ("text, number, bytes", ["remedy/v1/kid", 0x647A, b"\x00\xff"]),
        ("the largest number", [2**53 - 1]),
        ("text beyond the first plane", ["نقابة", "🧵", "\u0000"]),
        ("a list in a list", [lp(b"a", b"b"), lp()]),
    ]
    unsorted = [b"\x02", b"\x01\xff", b"", b"\x01"]
    good = lp(b"a", b"bc")
    return {
        "lists": [{"name": name, "items": [_item(item) for item in items], "lp": lp(*items)} for name, items in cases],
        "sorted": [{"name": "bytewise", "items": unsorted, "lp": lp_sorted(unsorted)}],
        "read": [
            {"name": "two items", "bytes": good, "items": [b"a", b"bc"]},
            {"name": "no byte, no item", "bytes": b"", "items": []},
            {"name": "a cut item", "bytes": good[:-1], "refused": "malformed"},
            {"name": "a cut length", "bytes": good + b"\x00\x00", "refused": "malformed"},
            {"name": "one byte more", "bytes": good + b"\x00", "refused": "malformed"},
            {"name": "a length past the end", "bytes": b"\xff\xff\xff\xff", "refused": "malformed"},
        ],
        "read_sorted": [
            {"name": "sorted", "bytes": lp(b"a", b"b"), "items": [b"a", b"b"]},
            {"name": "not sorted", "bytes": lp(b"b", b"a"), "refused": "not-sorted"},
            {"name": "twins", "bytes": lp(b"a", b"a"), "refused": "twins"},
        ],
    }


def derivations() -> Made:
    """derive.json: each label once, and what is bound by lp."""
    infos: list[tuple[str, bytes, bytes]] = [
        (name, b"", label.encode()) for name, label in sorted(vars(labels).items()) if name.isupper() and isinstance(label, str)
    ]
    bound = lp(labels.RECORD, INSTANCE, ident("room"), 3, ident("entry"), person("author").kid)
    infos += [("record key with its salt", ident("salt"), bound), ("a salt and no info", b"salt", b"")]
    return {
        "hkdf": [
            {"name": name, "secret": secret("ikm"), "salt": salt, "info": info, "out": hkdf(secret("ikm"), info, salt)}
            for name, salt, info in infos
        ]
    }


def passphrases() -> Made:
    """passphrase.json"""
    typed = [
        ("plain", "correct horse battery staple"),
        ("runs and ends", "  correct\t\nhorse  battery\u00a0staple\u3000"),
        ("full width", "ｃｏｒｒｅｃｔ　ｈｏｒｓｅ"),
        ("composed and decomposed", "cafe\u0301 \u212b"),
        ("no white space: zero width", "a\u200bb \ufeffc"),
        ("separators that are none here", "a\x1cb\u180ec"),
        ("Arabic", "نقابة  العمال"),
    ]
    floor = {"memory_kib": FLOOR.memory_kib, "passes": FLOOR.passes, "lanes": FLOOR.lanes}
    user, salt = ident("user"), ident("salt")
    master = master_key(typed[0][1], salt, FLOOR)
    weak = [{"memory_kib": 65_535}, {"passes": 2}, {"lanes": 3}]
    excessive = [{"memory_kib": 1_048_577}, {"passes": 17}, {"lanes": 17}]
    common = {"passphrase": typed[0][1], "salt": salt, "instance": INSTANCE, "user": user}
    return {
        "normalise": [
            *({"name": name, "typed": text, "normalised": normalise(text)} for name, text in typed),
            {"name": "white space only", "typed": " \t\u3000", "refused": "empty-passphrase"},
        ],
        "master": [
            common
            | {
                "name": "at the floor",
                "kdf": floor,
                "master": master,
                "auth": auth_key(master, INSTANCE, user),
                "wrap": slot_key(master, INSTANCE, user),
            },
            *(common | {"name": "below the floor", "kdf": floor | part, "refused": "weak-kdf"} for part in weak),
            *(common | {"name": "above the ceiling", "kdf": floor | part, "refused": "excessive-kdf"} for part in excessive),
        ],
    }


def sizes() -> Made:
    """padding.json"""
    plain = [1, 9, 4095, 4096, 4097, 4300, 16_384, 16_385, 65_536, 65_537, 100_000, 262_144, 262_145, 1_000_000]
    plain += [25 * 1024 * 1024 + 300]
    sealed = [(4112, 4096), (16_400, 16_384), (262_160, 262_144), (278_560, 278_528)]
    refused = [0, 16, 4111, 4113, 2064, 262_159, 262_161, 262_176, 262_177, 278_561]
    return {
        "sizes": [
            {
                "name": str(size),
                "size": size,
                "text": next((step for step in LADDER if size <= step), None),
                "attachment": attachment_size(size),
            }
            for size in plain
        ],
        "sealed": [
            *({"name": str(length), "length": length, "size": size} for length, size in sealed),
            *({"name": str(length), "length": length, "refused": "padding-size"} for length in refused),
        ],
    }


def words() -> Made:
    """words.json"""
    digests = [bytes(32), b"\xff" * 32, bytes(range(32)), secret("fingerprint")]
    return {"words": [{"name": digest.hex()[:8], "digest": digest, "words": list(fingerprint_words(digest))} for digest in digests]}


def invites() -> Made:
    """invites.json"""
    invitation, account_secret = ident("invitation"), secret("inviter")
    link = invite_secret(account_secret, INSTANCE, invitation)
    macs: list[Made] = []
    for fingerprint in (secret("fingerprint"), b""):
        for side in ("invitee", "inviter"):
            for role in ("manager", "member"):
                what = Invitation(INSTANCE, fingerprint, invitation, role, person("inviter").kid, person("invitee").kid)
                macs.append(
                    {
                        "name": f"{side}, {role}, {'founded' if fingerprint else 'not founded'}",
                        "secret": link,
                        "side": side,
                        "instance": INSTANCE,
                        "fingerprint": fingerprint,
                        "invitation": invitation,
                        "role": role,
                        "inviter": what.inviter,
                        "invitee": what.invitee,
                        "mac": invite_mac(link, side, what),
                    }
                )
    return {
        "secrets": [
            {
                "name": "a link's secret",
                "account_secret": account_secret,
                "instance": INSTANCE,
                "invitation": invitation,
                "secret": link,
            }
        ],
        "macs": macs,
    }
