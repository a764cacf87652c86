"""Names and addresses of people: encrypted, each bound to its row and column, and found only by a keyed hash.

The key comes from a file kept off the data disk (session.info["people_key"]): a copied database names nobody. Moving a
ciphertext to another row or column makes it unreadable.
"""

import hashlib
import hmac
import os
from functools import lru_cache
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlmodel import Session

from remedy_api.accounts.addresses import normalised
from remedy_api.sealing.lp import lp

_NONCE = 12


class _Keys(NamedTuple):
    """One key a purpose, each 32 bytes."""

    conceal: bytes
    login: bytes
    lane: bytes
    nobody: bytes


@lru_cache(maxsize=4)
def _derived(people_key: bytes) -> _Keys:
    def derive(purpose: str) -> bytes:
        info = f"remedy/people/{purpose}".encode()
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(people_key)

    return _Keys(derive("conceal"), derive("login"), derive("lane"), derive("nobody"))


def _keys(session: Session) -> _Keys:
    people_key = session.info["people_key"]
    if people_key is None:
        raise RuntimeError("this session was opened without the key for people's names")
    return _derived(people_key)


def conceal(session: Session, text: str, *, column: str, row: bytes) -> bytes:
    """The text encrypted for one `column` ("person.name") of one `row` (its id): nonce ‖ ciphertext."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(_keys(session).conceal).encrypt(nonce, text.encode(), lp("remedy/people", column, row))


def reveal(session: Session, concealed: bytes, *, column: str, row: bytes) -> str:
    """The text again. Raises cryptography's InvalidTag for another key, row or column, or any changed byte."""
    aad = lp("remedy/people", column, row)
    return AESGCM(_keys(session).conceal).decrypt(concealed[:_NONCE], concealed[_NONCE:], aad).decode()


def login_of(session: Session, address: str) -> bytes:
    """The 32 bytes an address is found by. Without the key they say nothing, not even to who can guess addresses."""
    return hmac.digest(_keys(session).login, normalised(address).encode(), "sha256")


def lane_of(session: Session, kind: str, *owner: bytes) -> bytes:
    """The 32 bytes by which a lane of tries is found."""
    return hmac.digest(_keys(session).lane, lp(kind, *owner), "sha256")


def nobody(session: Session, login: bytes, what: str) -> bytes:
    """16 bytes that look drawn at random and are the same each time: what a login without account is answered."""
    return hmac.digest(_keys(session).nobody, lp(what, login), "sha256")[:16]


def hash_of(secret: bytes) -> bytes:
    """What is kept of a token or proof: its SHA-256. All of them are 32 random bytes, so no salt is needed."""
    return hashlib.sha256(secret).digest()
