"""Vectors of keys, signatures and codes on paper."""

from __future__ import annotations

from typing import Any

from remedy_api.sealing import labels
from remedy_api.sealing.derive import hkdf
from remedy_api.sealing.keys import account_keys, account_proof_message, organisation_keys
from remedy_api.sealing.lp import lp
from remedy_api.sealing.passphrase import (
    recovery_auth,
    recovery_slot_key,
)
from remedy_api.sealing.receipt import (
    ORGANISATION_RECOVERY,
    RECEIPT,
    RECOVERY,
    format_code,
    organisation_recovery_keys,
    receipt_keys,
)
from tests.fixtures.sealed_world import ident, person, secret

Made = dict[str, Any]
# A name with more than ASCII in it, as an installation may well have one.
INSTANCE = "remedy.example/संघ"


def keys() -> Made:
    """keys.json"""
    accounts, organisations = [], []
    for name, raw in (("zeros", bytes(32)), ("ones", b"\xff" * 32), ("from a name", secret("account"))):
        mine, ours = account_keys(raw), organisation_keys(raw)
        proof = mine.sign(account_proof_message(INSTANCE, ident(name), mine.kid))
        accounts.append(
            {
                "name": name,
                "secret": raw,
                "kem_seed": mine.kem_seed,
                "sig_seed": mine.sig_seed,
                "kem_public": mine.kem_public,
                "sig_public": mine.sig_public,
                "kid": mine.kid,
                "instance": INSTANCE,
                "user": ident(name),
                "proof": proof,
            }
        )
        organisations.append(
            {"name": name, "secret": raw, "kem_seed": ours.kem_seed, "kem_public": ours.kem_public, "kid": ours.kid}
        )
    return {
        "accounts": accounts,
        "organisations": organisations,
        "refused": _bad_keys(),
        "signatures": _signatures(),
    }


def _kid(kem: bytes, sig: bytes) -> bytes:
    # Also of keys that kid_of would not take: a refusal must not rest on a wrong kid.
    from remedy_api.sealing.lp import sha256

    return sha256(lp(labels.KID, 0x647A, kem, sig))


def _bad_keys() -> list[Made]:
    good = person("good")
    kem, sig = good.kem_public, good.sig_public
    p = 2**255 - 19
    cases = [
        ("another kid", kem, sig, bytes(32), "wrong-kid"),
        ("KEM key too short", kem[:-1], sig, None, "bad-key"),
        ("ML-KEM coefficient above the modulus", b"\xff\xff\xff" + kem[3:], sig, None, "bad-key"),
        ("X25519 half of order 1", kem[:-32] + bytes(32), sig, None, "bad-key"),
        ("X25519 half of order 2", kem[:-32] + b"\x01" + bytes(31), sig, None, "bad-key"),
        ("signing key too short", kem, sig[:-1], None, "bad-key"),
        ("signing key: the neutral element", kem, b"\x01" + bytes(31), None, "bad-key"),
        ("signing key of order 2", kem, (p - 1).to_bytes(32, "little"), None, "bad-key"),
        ("signing key of order 4", kem, bytes(32), None, "bad-key"),
        ("signing key not canonical", kem, (p + 3).to_bytes(32, "little"), None, "bad-key"),
        ("signing key no point of the curve", kem, b"\x02" + bytes(31), None, "bad-key"),
    ]
    for value in (
        2707385501144840649318225287225658788936804267575313519463743609750303402022,
        55188659117513257062467267217118295137698188065244968500265048394206261417927,
    ):
        cases.append(("signing key of order 8", kem, value.to_bytes(32, "little"), None, "bad-key"))
    return [
        {
            "name": name,
            "kid": _kid(kem_, sig_) if kid is None else kid,
            "kem_public": kem_,
            "sig_public": sig_,
            "refused": code,
        }
        for name, kem_, sig_, kid, code in cases
    ]


def _signatures() -> list[Made]:
    signer = person("signer")
    message, order = b"message", 2**252 + 27742317777372353535851937790883648493
    good = signer.sign(message)
    raised = (int.from_bytes(good[32:], "little") + order).to_bytes(32, "little")
    cases: list[tuple[str, bytes, bytes, str | None]] = [
        ("good", message, good, None),
        ("of nothing", b"", signer.sign(b""), None),
        ("of another message", b"massage", good, "bad-signature"),
        ("one bit less", message, good[:-1] + bytes([good[-1] ^ 1]), "bad-signature"),
        ("S above the order", message, good[:32] + raised, "bad-signature"),
        ("cut", message, good[:-1], "bad-signature"),
        ("a byte more", message, good + b"\x00", "bad-signature"),
        ("zeros", message, bytes(64), "bad-signature"),
    ]
    return [
        {"name": name, "sig_public": signer.sig_public, "message": text, "signature": signature}
        | ({"refused": code} if code else {})
        for name, text, signature, code in cases
    ]


def codes() -> Made:
    """codes.json"""
    made: list[Made] = []
    for name, r in (("zeros", bytes(13)), ("ones", b"\xff" * 13), ("from a name", secret("r")[:13])):
        code = format_code(r, RECEIPT)
        mine = receipt_keys(r, INSTANCE)
        spelled = [code.lower(), code.replace("-", ""), f"  {code.replace('-', ' ')}\n", code.replace("-", "–")]
        spelled += [code.replace("0", "o").replace("1", "l"), code.replace("0", "O").replace("1", "I")]
        made.append(
            {
                "name": f"receipt, {name}",
                "type": "receipt",
                "r": r,
                "code": code,
                "typed": spelled,
                "instance": INSTANCE,
                "account_secret": hkdf(r, lp(labels.RECEIPT, INSTANCE)),
                "lookup": mine.lookup,
                "lookup_hash": mine.lookup_hash,
                "kid": mine.account.kid,
            }
        )
        user = ident(name)
        made.append(
            {
                "name": f"recovery, {name}",
                "type": "recovery",
                "r": r,
                "code": format_code(r, RECOVERY),
                "typed": [],
                "instance": INSTANCE,
                "user": user,
                "auth": recovery_auth(r, INSTANCE, user),
                "wrap": recovery_slot_key(r, INSTANCE, user),
            }
        )
        made.append(
            {
                "name": f"recovery key of an organisation, {name}",
                "type": "org-recovery",
                "r": r,
                "code": format_code(r, ORGANISATION_RECOVERY),
                "typed": [],
                "instance": INSTANCE,
                "account_secret": hkdf(r, lp(labels.ORG_RECOVERY, INSTANCE)),
                "kid": organisation_recovery_keys(r, INSTANCE).kid,
            }
        )
    code = format_code(secret("r")[:13], RECEIPT)
    wrong = ("2" if code[0] != "2" else "3") + code[1:]
    refused = [
        ("nothing", ""),
        ("too short", code[:-1]),
        ("too long", code + "0"),
        ("a symbol that is none", "U" + code[1:]),
        ("one symbol wrong", wrong),
        ("digits of another script", "٠" + code[1:]),
        ("a letter whose upper case is ASCII", "ſ" + code[1:]),
        ("a code of another type", format_code(secret("r")[:13], RECOVERY)),
    ]
    return {
        "codes": made,
        "refused": [{"name": name, "type": "receipt", "typed": typed, "refused": "bad-code"} for name, typed in refused],
    }
