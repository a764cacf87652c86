"""Vectors of what is sealed: streams, wraps, boxes, entries and whole submissions."""

from __future__ import annotations

from typing import Any

from remedy_api.sealing import box
from remedy_api.sealing.content import Attachment
from remedy_api.sealing.infos import disclosure_info, epoch_info, late_info, organisation_info
from remedy_api.sealing.lp import sha256
from remedy_api.sealing.receipt import RECEIPT, format_code
from remedy_api.sealing.recipients import wrap_key
from remedy_api.sealing.stream import body_hash, seal_stream
from tests.fixtures.sealed_world import INSTANCE, PHOTO, TEXTS, Organisation, file_report, ident, person, receipt, secret
from tests.vectors.making.entries import opened

Made = dict[str, Any]


def streams() -> Made:
    """streams.json"""
    key, full = secret("stream"), 262_144
    made: list[Made] = []
    for size in (0, 1, 4096):
        plain = bytes(index % 251 for index in range(size))
        sealed = seal_stream(key, plain)
        made.append({"name": f"{size} bytes", "key": key, "plaintext": plain, "sealed": sealed, "body_hash": body_hash(sealed)})
    for size in (full - 1, full, full + 1, 2 * full, 3 * full + 5):
        sealed = seal_stream(key, bytes(size))
        made.append(
            {"name": f"{size} zeros", "key": key, "zeros": size, "sealed_hash": sha256(sealed), "body_hash": body_hash(sealed)}
        )
    small = seal_stream(key, b"small")
    refused = [
        ("cut", small[:-1]),
        ("a byte more", small + b"\x00"),
        ("a bit turned", bytes([small[0] ^ 1]) + small[1:]),
        ("less than a tag", small[:15]),
        ("nothing", b""),
    ]
    return {
        "streams": made,
        "refused": [{"name": n, "key": key, "sealed": s, "refused": "cannot-open"} for n, s in refused],
    }


def infos() -> Made:
    """infos.json"""
    room, organisation, commit, kid = ident("room"), ident("organisation"), secret("commit"), person("kid").kid
    epoch = {"instance": INSTANCE, "room": room, "epoch": 1, "commit": commit, "kid": kid}
    late = epoch | {"epoch": 0, "admitting": secret("event")}
    org = {"instance": INSTANCE, "organisation": organisation, "epoch": 2, "organisation_kid": secret("org"), "member": kid}
    disclosure = {
        "instance": INSTANCE,
        "place": secret("place"),
        "entry": ident("entry"),
        "commitment": commit,
        "body_hash": secret("body"),
        "target_room": room,
        "consent": secret("consent"),
        "kid": kid,
    }
    made: list[tuple[str, Made, bytes]] = [
        ("epoch", epoch, epoch_info(**epoch)),
        ("late", late, late_info(**late)),
        ("org", org, organisation_info(**org)),
        ("disclosure", disclosure, disclosure_info(**disclosure)),
    ]
    return {"infos": [{"name": kind, "type": kind, **parts, "info": info} for kind, parts, info in made]}


def wraps() -> Made:
    """wraps.json"""
    mine = person("recipient")
    key, info = secret("key"), b"info of this wrap"
    sealed = wrap_key(mine.kem_public, key, info)
    good = {"kem_seed": mine.kem_seed, "kem_public": mine.kem_public, "info": info, "wrap": sealed}
    turned = {
        "in the ML-KEM ciphertext": 5,
        "in the X25519 share": 1100,
        "in the sealed key": 1130,
        "in the tag": 1167,
    }
    return {
        "wraps": [
            good | {"name": "opens", "key": key},
            good | {"name": "empty info", "info": b"", "wrap": wrap_key(mine.kem_public, key, b""), "key": key},
            good | {"name": "another info", "info": info + b"!", "refused": "cannot-open"},
            good | {"name": "another recipient", "kem_seed": person("other").kem_seed, "refused": "cannot-open"},
            good | {"name": "cut", "wrap": sealed[:-1], "refused": "malformed"},
            good | {"name": "a byte more", "wrap": sealed + b"\x00", "refused": "malformed"},
            *(
                good
                | {
                    "name": f"a bit turned {where}",
                    "wrap": sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :],
                    "refused": "cannot-open",
                }
                for where, at in turned.items()
            ),
        ]
    }


def boxes() -> Made:
    """boxes.json"""
    user, slot, session, room, organisation = (ident(n) for n in ("user", "slot", "session", "room", "organisation"))
    key, account = secret("key"), secret("account")
    vault = b'{"pins":{},"invitations":{}}'
    slot_parts = {"key": key, "instance": INSTANCE, "user": user, "slot_type": "passphrase", "slot": slot}
    session_parts = {"key": key, "instance": INSTANCE, "user": user, "session": session}
    vault_parts = {"account_secret": account, "instance": INSTANCE, "user": user, "version": 3}
    draft_parts = {"account_secret": account, "instance": INSTANCE, "user": user, "draft": "reply:é"}
    org_parts = {"secret": secret("org 1"), "instance": INSTANCE, "organisation": organisation, "epoch": 1}
    epoch_parts = {"ck": secret("ck 2"), "instance": INSTANCE, "room": room, "epoch": 2}
    sealed_slot = box.seal_slot(key, INSTANCE, user, "passphrase", slot, account)
    sealed_vault = box.seal_vault(account, INSTANCE, user, 3, vault)
    good = [
        ("slot", slot_parts, sealed_slot, account),
        ("session", session_parts, box.seal_session(key, INSTANCE, user, session, account), account),
        ("vault", vault_parts, sealed_vault, vault),
        ("draft", draft_parts, box.seal_draft(account, INSTANCE, user, "reply:é", b"half a sentence"), b"half a sentence"),
        (
            "org_prev",
            org_parts,
            box.seal_org_previous(secret("org 1"), INSTANCE, organisation, 1, secret("org 0")),
            secret("org 0"),
        ),
        ("epoch_prev", epoch_parts, box.seal_epoch_previous(secret("ck 2"), INSTANCE, room, 2, secret("ck 1")), secret("ck 1")),
    ]
    made: list[Made] = [
        {"name": kind, "type": kind, **parts, "sealed": sealed, "plaintext": plain} for kind, parts, sealed, plain in good
    ]
    moved: list[tuple[str, str, Made, bytes]] = [
        ("another user", "slot", slot_parts | {"user": ident("x")}, sealed_slot),
        ("another type of slot", "slot", slot_parts | {"slot_type": "recovery"}, sealed_slot),
        ("another slot", "slot", slot_parts | {"slot": ident("x")}, sealed_slot),
        ("another instance", "slot", slot_parts | {"instance": "elsewhere.example"}, sealed_slot),
        ("another key", "slot", slot_parts | {"key": secret("x")}, sealed_slot),
        ("cut", "slot", slot_parts, sealed_slot[:-1]),
        ("only a nonce", "slot", slot_parts, sealed_slot[:12]),
        ("nothing", "slot", slot_parts, b""),
        ("an older vault shown as this version", "vault", vault_parts | {"version": 4}, sealed_vault),
        ("another session", "session", session_parts | {"session": ident("x")}, good[1][2]),
        ("another draft", "draft", draft_parts | {"draft": "reply"}, good[3][2]),
        ("another epoch of the organisation", "org_prev", org_parts | {"epoch": 2}, good[4][2]),
        ("another room", "epoch_prev", epoch_parts | {"room": ident("x")}, good[5][2]),
    ]
    made += [
        {"name": name, "type": kind, **parts, "sealed": sealed, "refused": "cannot-open"} for name, kind, parts, sealed in moved
    ]
    return {"boxes": made}


def submissions() -> Made:
    """submission.json"""
    union, monitor = Organisation("Union of Garment Workers", person("ana")), Organisation("Monitor", person("mo"))
    ours = [union, monitor]
    code = format_code(secret("reporter")[:13], RECEIPT)
    large = Attachment("scan.pdf", "application/pdf", b"%PDF-" + bytes(270_000))
    made: list[Made] = []
    for name, contents, reread in (
        ("three texts, two organisations", TEXTS, False),
        ("with a photo, to be reread", (*TEXTS, PHOTO), True),
    ):
        filing = file_report(ours, by=receipt("reporter"), contents=contents, reread=reread)
        made.append(
            {
                "name": name,
                "instance": INSTANCE,
                "receipt": code,
                "reread": reread,
                "organisations": [{"fingerprint": o.fingerprint, "secret": o.keys[0].secret} for o in ours],
                "submission": filing.encode(),
                "room": filing.prepared.room,
                "proof": filing.proof,
                "opened": [opened(content) for content in contents],
            }
        )
    filing = file_report([union], by=receipt("reporter"), contents=(TEXTS[2], large))
    data = filing.encode()
    follows = {"instance": INSTANCE, "receipt": code, "reread": False, "organisations": made[0]["organisations"][:1]}
    # The one large body is kept short in the file: its zeros, sealed, cannot be; so only its refusals stand here.
    cut = follows | {"submission": data[: -len(large.content)]}
    made.append(cut | {"name": "the body that follows is cut", "refused": "wrong-length"})
    raw = file_report([union], by=receipt("reporter"), contents=TEXTS[2:]).encode()
    kept = follows | {"submission": raw}
    changed = [
        ("another instance", {"instance": "elsewhere.example"}, "foreign-instance"),
        ("a byte more", {"submission": raw + b"\x00"}, "trailing-bytes"),
        ("cut", {"submission": raw[:-1]}, "wrong-length"),
        ("an envelope too long", {"submission": b"\xff\xff\xff\xff" + raw[4:]}, "too-large"),
        ("nothing", {"submission": b""}, "malformed"),
        ("a bit of a body turned", {"submission": raw[:-1] + bytes([raw[-1] ^ 1])}, "wrong-body"),
    ]
    made += [kept | change | {"name": name, "refused": code_} for name, change, code_ in changed]
    return {"submissions": made}
