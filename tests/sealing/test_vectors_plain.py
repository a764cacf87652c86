"""Vectors of both sides: encodings, derivations, keys, codes, passphrases, sizes, words, invitations."""

from __future__ import annotations

import pytest

from remedy_api.sealing.derive import hkdf
from remedy_api.sealing.invite import Invitation, check_invite_mac, invite_mac, invite_secret
from remedy_api.sealing.keys import (
    PublicKeys,
    account_keys,
    account_proof_message,
    kid_of,
    organisation_keys,
    public_keys,
    verify_account_proof,
    verify_signature,
)
from remedy_api.sealing.lp import lp, lp_sorted, read_lp, read_sorted
from remedy_api.sealing.padding import LADDER, attachment_size, ladder, plain_size
from remedy_api.sealing.passphrase import (
    Kdf,
    auth_key,
    master_key,
    normalise,
    recovery_auth,
    recovery_slot_key,
    slot_key,
)
from remedy_api.sealing.receipt import (
    ORGANISATION_RECOVERY,
    RECEIPT,
    RECOVERY,
    format_code,
    organisation_recovery_keys,
    parse_code,
    receipt_keys,
)
from remedy_api.sealing.words import fingerprint_words
from tests.sealing.vector_files import Case, cases, judged, raw

CHECK_LABELS = {"receipt": RECEIPT, "recovery": RECOVERY, "org-recovery": ORGANISATION_RECOVERY}


@pytest.mark.parametrize("case", cases("lp", "lists"))
def test_lp(case: Case) -> None:
    items = [bytes.fromhex(item["hex"]) if "hex" in item else item.get("text", item.get("number")) for item in case["items"]]
    assert lp(*items).hex() == case["lp"]


@pytest.mark.parametrize("case", cases("lp", "sorted"))
def test_lp_sorted(case: Case) -> None:
    assert lp_sorted(bytes.fromhex(item) for item in case["items"]).hex() == case["lp"]


@pytest.mark.parametrize("case", cases("lp", "read"))
def test_read_lp(case: Case) -> None:
    with judged(case):
        assert [item.hex() for item in read_lp(bytes.fromhex(case["bytes"]))] == case["items"]


@pytest.mark.parametrize("case", cases("lp", "read_sorted"))
def test_read_sorted(case: Case) -> None:
    with judged(case):
        assert [item.hex() for item in read_sorted(bytes.fromhex(case["bytes"]))] == case["items"]


@pytest.mark.parametrize("case", cases("derive", "hkdf"))
def test_hkdf(case: Case) -> None:
    secret, salt, info, out = raw(case, "secret", "salt", "info", "out")
    assert hkdf(secret, info, salt) == out


@pytest.mark.parametrize("case", cases("keys", "accounts"))
def test_account_keys(case: Case) -> None:
    keys = account_keys(bytes.fromhex(case["secret"]))
    for name in ("kem_seed", "sig_seed", "kem_public", "sig_public", "kid"):
        assert getattr(keys, name).hex() == case[name], name
    user, proof = raw(case, "user", "proof")
    assert keys.sign(account_proof_message(case["instance"], user, keys.kid)) == proof
    verify_account_proof(case["instance"], user, keys, proof)


@pytest.mark.parametrize("case", cases("keys", "organisations"))
def test_organisation_keys(case: Case) -> None:
    keys = organisation_keys(bytes.fromhex(case["secret"]))
    assert keys.kem_seed.hex() == case["kem_seed"]
    assert keys.kem_public.hex() == case["kem_public"]
    assert keys.kid.hex() == case["kid"] == kid_of(keys.kem_public).hex()


@pytest.mark.parametrize("case", cases("keys", "refused"))
def test_keys_refused(case: Case) -> None:
    with judged(case):
        public_keys(*raw(case, "kid", "kem_public", "sig_public"))


@pytest.mark.parametrize("case", cases("keys", "signatures"))
def test_signatures(case: Case) -> None:
    with judged(case):
        verify_signature(*raw(case, "sig_public", "message", "signature"))


@pytest.mark.parametrize("case", cases("codes", "codes"))
def test_codes(case: Case) -> None:
    label, (r,) = CHECK_LABELS[case["type"]], raw(case, "r")
    assert format_code(r, label) == case["code"]
    for typed in (case["code"], *case["typed"]):
        assert parse_code(typed, label) == r
    if case["type"] == "receipt":
        keys = receipt_keys(r, case["instance"])
        assert keys.account == account_keys(bytes.fromhex(case["account_secret"]))
        assert (keys.account.kid.hex(), keys.lookup.hex(), keys.lookup_hash.hex()) == (
            case["kid"],
            case["lookup"],
            case["lookup_hash"],
        )
    elif case["type"] == "recovery":
        user = bytes.fromhex(case["user"])
        assert recovery_auth(r, case["instance"], user).hex() == case["auth"]
        assert recovery_slot_key(r, case["instance"], user).hex() == case["wrap"]
    else:
        assert organisation_recovery_keys(r, case["instance"]).kid.hex() == case["kid"]


@pytest.mark.parametrize("case", cases("codes", "refused"))
def test_codes_refused(case: Case) -> None:
    with judged(case):
        parse_code(case["typed"], CHECK_LABELS[case["type"]])


@pytest.mark.parametrize("case", cases("passphrase", "normalise"))
def test_normalise(case: Case) -> None:
    with judged(case):
        assert normalise(case["typed"]) == case["normalised"]


@pytest.mark.parametrize("case", cases("passphrase", "master"))
def test_master_key(case: Case) -> None:
    salt, user = raw(case, "salt", "user")
    with judged(case):
        master = master_key(case["passphrase"], salt, Kdf(**case["kdf"]))
        assert master.hex() == case["master"]
        assert auth_key(master, case["instance"], user).hex() == case["auth"]
        assert slot_key(master, case["instance"], user).hex() == case["wrap"]


@pytest.mark.parametrize("case", cases("padding", "sizes"))
def test_sizes(case: Case) -> None:
    assert attachment_size(case["size"]) == case["attachment"]
    if case["text"] is None:
        assert case["size"] > LADDER[-1]
    else:
        assert ladder(case["size"]) == case["text"]


@pytest.mark.parametrize("case", cases("padding", "sealed"))
def test_sealed_sizes(case: Case) -> None:
    with judged(case):
        assert plain_size(case["length"]) == case["size"]


@pytest.mark.parametrize("case", cases("words", "words"))
def test_words(case: Case) -> None:
    assert list(fingerprint_words(bytes.fromhex(case["digest"]))) == case["words"]


@pytest.mark.parametrize("case", cases("invites", "secrets"))
def test_invite_secret(case: Case) -> None:
    account_secret, invitation, secret = raw(case, "account_secret", "invitation", "secret")
    assert invite_secret(account_secret, case["instance"], invitation) == secret


@pytest.mark.parametrize("case", cases("invites", "macs"))
def test_invite_macs(case: Case) -> None:
    fingerprint, invitation, inviter, invitee = raw(case, "fingerprint", "invitation", "inviter", "invitee")
    what = Invitation(case["instance"], fingerprint, invitation, case["role"], inviter, invitee)
    secret, mac = raw(case, "secret", "mac")
    assert invite_mac(secret, case["side"], what) == mac
    check_invite_mac(secret, case["side"], what, mac)


def test_public_keys_compare_by_value() -> None:
    keys = account_keys(bytes(32))
    assert public_keys(keys.kid, keys.kem_public, keys.sig_public) == PublicKeys(keys.kid, keys.kem_public, keys.sig_public)
