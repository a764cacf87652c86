"""Keys of accounts, organisations and receipts: derived from one secret each, known by their kid.

A kid is the hash of both public keys, whole, so a key given with its kid needs no other proof of
belonging to it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from remedy_api.sealing import labels
from remedy_api.sealing.derive import hkdf
from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.lp import exact, lp, sha256
from remedy_api.sealing.recipients import KEM_ID, KEM_PUBLIC_SIZE, kem_public, kem_public_bytes
from remedy_api.sealing.signing_key import check_signing_key, check_strong

SIGNATURE_SIZE = 64


@dataclass(frozen=True)
class PublicKeys:
    """The public half: kid (32 bytes), KEM key (1216), signing key (32, or empty for an organisation)."""

    kid: bytes
    kem_public: bytes
    sig_public: bytes


@dataclass(frozen=True)
class AccountKeys(PublicKeys):
    """The keys of an account, a receipt or a printed recovery key, with their secrets (never printed or
    compared).
    """

    kem_seed: bytes = field(repr=False, compare=False)
    sig_seed: bytes = field(repr=False, compare=False)

    def sign(self, message: bytes) -> bytes:
        """Ed25519 over exactly these bytes: 64 bytes."""
        return Ed25519PrivateKey.from_private_bytes(self.sig_seed).sign(message)


@dataclass(frozen=True)
class OrganisationKeys(PublicKeys):
    """The keys of one epoch of an organisation. They sign nothing: people sign."""

    secret: bytes = field(repr=False, compare=False)
    kem_seed: bytes = field(repr=False, compare=False)


@dataclass(frozen=True)
class Signed:
    """Exact bytes and the Ed25519 signature (64 bytes) over them."""

    body: bytes
    signature: bytes


def kid_of(kem_public_key: bytes, sig_public: bytes = b"") -> bytes:
    """The kid of a pair of public keys; an organisation has an empty signing key. Raises `bad-key` on
    sizes.
    """
    if len(kem_public_key) != KEM_PUBLIC_SIZE or len(sig_public) not in (0, 32):
        raise SealError(Code.BAD_KEY, "size")
    return sha256(lp(labels.KID, KEM_ID, kem_public_key, sig_public))


def public_keys(kid: bytes, kem_public_key: bytes, sig_public: bytes = b"", *, signature_follows: bool = False) -> PublicKeys:
    """Keys as they come from elsewhere, checked: usable, and the ones of that kid. Raises `bad-key`,
    `wrong-kid`.

    `signature_follows`: the caller verifies a signature under the signing key next, which only a point of
    the curve survives; so that need not be computed twice.
    """
    if kid_of(kem_public_key, sig_public) != kid:
        raise SealError(Code.WRONG_KID)
    kem_public(kem_public_key)
    if sig_public:
        (check_strong if signature_follows else check_signing_key)(sig_public)
    return PublicKeys(kid, kem_public_key, sig_public)


def by_kid(keys: Iterable[PublicKeys]) -> dict[bytes, PublicKeys]:
    """Keys by kid, each checked once more, so that a lookup by kid can be trusted."""
    return {key.kid: public_keys(key.kid, key.kem_public, key.sig_public) for key in keys}


def verify_signature(sig_public: bytes, message: bytes, signature: bytes) -> None:
    """Raises `bad-key` or `bad-signature`; returns nothing, so that no caller can forget to look at the
    answer.
    """
    check_strong(sig_public)
    try:
        Ed25519PublicKey.from_public_bytes(sig_public).verify(signature, message)
    except InvalidSignature:
        raise SealError(Code.BAD_SIGNATURE) from None


def new_secret() -> bytes:
    """32 random bytes: an account secret, an organisation secret, or the key of an epoch."""
    return secrets.token_bytes(32)


def new_id() -> bytes:
    """16 random bytes: a room, an entry, a salt, a user, a slot, an organisation, an invitation."""
    return secrets.token_bytes(16)


def account_keys(secret: bytes) -> AccountKeys:
    """The keys of an account secret (or of what serves as one: a receipt, a printed recovery key)."""
    exact(secret, 32, "account secret")
    kem_seed, sig_seed = hkdf(secret, labels.ID_KEM), hkdf(secret, labels.ID_SIG)
    kem = kem_public_bytes(kem_seed)
    sig = Ed25519PrivateKey.from_private_bytes(sig_seed).public_key().public_bytes_raw()
    return AccountKeys(kid_of(kem, sig), kem, sig, kem_seed=kem_seed, sig_seed=sig_seed)


def organisation_keys(secret: bytes) -> OrganisationKeys:
    """The keys of one organisation secret."""
    exact(secret, 32, "organisation secret")
    kem_seed = hkdf(secret, labels.ORG_KEM)
    kem = kem_public_bytes(kem_seed)
    return OrganisationKeys(kid_of(kem), kem, b"", secret=secret, kem_seed=kem_seed)


def account_proof_message(instance: str, user: bytes, kid: bytes) -> bytes:
    """What an account signs to show that it holds the keys it registers under a user id."""
    return lp(labels.ACCOUNT, instance, exact(user, 16, "user"), exact(kid, 32, "kid"))


def verify_account_proof(instance: str, user: bytes, keys: PublicKeys, proof: bytes) -> None:
    """Raises `bad-key`, `wrong-kid` or `bad-signature`: nobody registers keys he does not hold."""
    checked = public_keys(keys.kid, keys.kem_public, keys.sig_public)
    verify_signature(checked.sig_public, account_proof_message(instance, user, checked.kid), proof)
