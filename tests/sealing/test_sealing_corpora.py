"""The primitives under the protocol, judged by public vectors and by a second construction of HPKE."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cryptography_vectors
import pytest
from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.recipients import kem_private, kem_public, kem_public_bytes, wrap_key
from remedy_api.sealing.unseal import open_box, open_wrap
from tests.sealing.reference_hpke import key_schedule, open_by_hand, x_wing_decapsulate

CORPORA = Path(__file__).parent.parent / "corpora"
HPKE: list[dict[str, Any]] = json.loads((CORPORA / "hpke-pq-647a.json").read_text("utf-8"))
KDFS = {1: KDF.HKDF_SHA256, 17: KDF.SHAKE256}
GOOD = kem_public_bytes(bytes(32))


def wycheproof(name: str) -> list[Any]:
    """All cases of a file, as parameters."""
    groups = json.loads((CORPORA / f"wycheproof-{name}_test.json").read_text("utf-8"))["testGroups"]
    return [pytest.param(case, id=f"tcId {case['tcId']}") for group in groups for case in group["tests"]]


def unhex(case: dict[str, Any], *names: str) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(case[name]) for name in names)


def test_the_official_vectors_are_the_packages_own() -> None:
    path = Path(cryptography_vectors.__file__).parent / "HPKE" / "hpke-pq-test-vectors.json"
    official = [case for case in json.loads(path.read_text("utf-8")) if case["kem_id"] == 0x647A]
    assert [(c["pkRm"], c["encryptions"][0]) for c in official] == [(c["pkRm"], c["encryptions"][0]) for c in HPKE]


@pytest.mark.parametrize("case", HPKE, ids=lambda case: f"kdf {case['kdf_id']}")
def test_hpke_official(case: dict[str, Any]) -> None:
    seed, public, info, enc = unhex(case, "skRm", "pkRm", "info", "enc")
    first = case["encryptions"][0]
    ct, pt, aad = unhex(first, "ct", "pt", "aad")
    assert kem_public_bytes(seed) == public
    suite = Suite(KEM.MLKEM768_X25519, KDFS[case["kdf_id"]], AEAD.CHACHA20_POLY1305)
    assert openssl.hpke._decrypt_with_aad(suite, enc + ct, kem_private(seed), info, aad) == pt


def test_the_reference_agrees_with_the_official_vectors() -> None:
    (case,) = (case for case in HPKE if case["kdf_id"] == 1)
    seed, enc, info, shared, key, nonce = unhex(case, "skRm", "enc", "info", "shared_secret", "key", "base_nonce")
    assert x_wing_decapsulate(seed, enc) == shared
    assert key_schedule(shared, info, case["aead_id"]) == (key, nonce)


@pytest.mark.parametrize("seed", [bytes(32), b"\xff" * 32, bytes(range(32))])
def test_wraps_open_by_hand(seed: bytes) -> None:
    wrap = wrap_key(kem_public_bytes(seed), b"k" * 32, b"some info")
    assert open_by_hand(seed, wrap, b"some info") == b"k" * 32 == open_wrap(seed, wrap, b"some info")


@pytest.mark.parametrize("case", wycheproof("mlkem_768"))
def test_mlkem(case: dict[str, Any]) -> None:
    seed, ciphertext = unhex(case, "seed", "c")
    if case["result"] == "invalid":
        with pytest.raises(ValueError):
            MLKEM768PrivateKey.from_seed_bytes(seed).decapsulate(ciphertext)
        return
    private = MLKEM768PrivateKey.from_seed_bytes(seed)
    assert private.public_key().public_bytes_raw().hex() == case["ek"]
    assert private.decapsulate(ciphertext).hex() == case["K"]


@pytest.mark.parametrize("case", wycheproof("mlkem_768_encaps"))
def test_mlkem_keys_nobody_may_seal_to(case: dict[str, Any]) -> None:
    (ek,) = unhex(case, "ek")
    public = ek + GOOD[1184:]
    if case["result"] == "valid":
        kem_public(public)
        return
    with pytest.raises(SealError) as refusal:
        wrap_key(public, bytes(32), b"")
    assert refusal.value.code == Code.BAD_KEY


@pytest.mark.parametrize("case", wycheproof("x25519"))
def test_x25519(case: dict[str, Any]) -> None:
    public, private = unhex(case, "public", "private")
    mine = X25519PrivateKey.from_private_bytes(private)
    if "ZeroSharedSecret" in case["flags"]:
        with pytest.raises(SealError) as refusal:
            kem_public(GOOD[:1184] + public)
        assert refusal.value.code == Code.BAD_KEY
        return
    kem_public(GOOD[:1184] + public)
    assert mine.exchange(X25519PublicKey.from_public_bytes(public)).hex() == case["shared"]


@pytest.mark.parametrize("case", wycheproof("aes_gcm"))
def test_aes_gcm(case: dict[str, Any]) -> None:
    key, nonce, aad, text, sealed, tag = unhex(case, "key", "iv", "aad", "msg", "ct", "tag")
    if case["result"] == "valid":
        assert open_box(key, aad, nonce + sealed + tag) == text
        return
    with pytest.raises(SealError) as refusal:
        open_box(key, aad, nonce + sealed + tag)
    assert refusal.value.code == Code.CANNOT_OPEN
