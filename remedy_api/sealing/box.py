"""Sealing under a key one already has: AES-256-GCM with a random nonce, bound to the place by its AAD.

Random nonces are safe here because each of these keys seals few things: a slot, a session, a vault some
thousand times, far below the 2^32 where twelve random bytes could repeat.
"""

from __future__ import annotations

import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from remedy_api.sealing import labels
from remedy_api.sealing.derive import hkdf
from remedy_api.sealing.lp import exact, lp

NONCE_SIZE = 12


def seal_box(key: bytes, aad: bytes, plaintext: bytes) -> bytes:
    """Nonce (12), ciphertext, tag (16)."""
    nonce = secrets.token_bytes(NONCE_SIZE)
    return nonce + AESGCM(exact(key, 32, "key")).encrypt(nonce, plaintext, aad)


def slot_aad(instance: str, user: bytes, slot_type: str, slot: bytes) -> bytes:
    """The account secret in a slot belongs to this user, this type and this slot id."""
    return lp(labels.SLOT, instance, exact(user, 16, "user"), slot_type, exact(slot, 16, "slot"))


def session_aad(instance: str, user: bytes, session: bytes) -> bytes:
    """The account secret between pages belongs to one live session."""
    return lp(labels.SESSION, instance, exact(user, 16, "user"), exact(session, 16, "session"))


def vault_aad(instance: str, user: bytes, version: int) -> bytes:
    """A vault carries its version, so that an older one cannot be shown as the newer."""
    return lp(labels.VAULT, instance, exact(user, 16, "user"), version)


def draft_aad(instance: str, user: bytes, name: str) -> bytes:
    """A draft kept on the device, by its name."""
    return lp(labels.DRAFT, instance, exact(user, 16, "user"), name)


def org_prev_aad(instance: str, organisation: bytes, epoch: int) -> bytes:
    """The organisation secret before `epoch`, sealed under that of `epoch`."""
    return lp(labels.ORG_PREV, instance, exact(organisation, 16, "organisation"), epoch)


def epoch_prev_aad(instance: str, room: bytes, epoch: int) -> bytes:
    """The epoch key before `epoch`, sealed under that of `epoch`."""
    return lp(labels.EPOCH_PREV, instance, exact(room, 16, "room"), epoch)


def seal_slot(key: bytes, instance: str, user: bytes, slot_type: str, slot: bytes, account_secret: bytes) -> bytes:
    """AS in a slot of type `passphrase` or `recovery`: 60 bytes."""
    return seal_box(key, slot_aad(instance, user, slot_type, slot), exact(account_secret, 32, "account secret"))


def seal_session(device_key: bytes, instance: str, user: bytes, session: bytes, account_secret: bytes) -> bytes:
    """AS between pages, under the half of the secret that only the live session gets: 60 bytes."""
    return seal_box(device_key, session_aad(instance, user, session), exact(account_secret, 32, "account secret"))


def seal_vault(account_secret: bytes, instance: str, user: bytes, version: int, plaintext: bytes) -> bytes:
    """The account's own notes (pins, invitations) for the server to keep unread."""
    return seal_box(hkdf(account_secret, labels.VAULT), vault_aad(instance, user, version), plaintext)


def seal_draft(account_secret: bytes, instance: str, user: bytes, name: str, plaintext: bytes) -> bytes:
    """A draft on the device."""
    return seal_box(hkdf(account_secret, labels.DRAFT), draft_aad(instance, user, name), plaintext)


def seal_org_previous(secret: bytes, instance: str, organisation: bytes, epoch: int, before: bytes) -> bytes:
    """The secret of `epoch` - 1 under `secret`, which is that of `epoch`: 60 bytes."""
    return seal_box(hkdf(secret, labels.ORG_PREV), org_prev_aad(instance, organisation, epoch), before)


def seal_epoch_previous(ck: bytes, instance: str, room: bytes, epoch: int, before: bytes) -> bytes:
    """The key of `epoch` - 1 under `ck`, which is that of `epoch`: 60 bytes."""
    return seal_box(hkdf(ck, labels.EPOCH_PREV), epoch_prev_aad(instance, room, epoch), before)
