"""Accounts as a device makes them: keys drawn, secrets sealed, and only the proofs sent.

The stretching of the passphrase is left out: the server never sees it, and a tenth of a second each would add up.
"""

import base64
import hashlib
import itertools
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

from remedy_api.sealing import passphrase as passphrases
from remedy_api.sealing.box import seal_slot, seal_vault
from remedy_api.sealing.invite import Invitation, invite_mac, invite_secret
from remedy_api.sealing.keys import AccountKeys, account_keys, account_proof_message, new_id, new_secret
from remedy_api.sealing.receipt import new_r

KDF = {"name": "argon2id", "memory_kib": 65_536, "passes": 3, "lanes": 4}
_numbers = itertools.count(1)


def b64(raw: bytes) -> str:
    """Bytes as JSON carries keys."""
    return base64.b64encode(raw).decode()


def browser(app: FastAPI, origin: str) -> TestClient:
    """A browser of its own, with no cookie yet."""
    return TestClient(app, base_url=origin, headers={"Origin": origin})


def key_json(keys: Any) -> dict[str, str]:
    """Public keys as JSON carries them."""
    return {"kid": keys.kid.hex(), "kem_public": b64(keys.kem_public), "sig_public": b64(keys.sig_public)}


@dataclass
class Person:
    """Somebody with a browser of her own. `r` is her recovery code; `invitations` are the links she gave out, by id."""

    instance: str
    client: TestClient
    name: str = "Amina Rahman"
    email: str = ""
    passphrase: str = "correct horse battery staple"
    language: str = "en"
    user: bytes = field(default_factory=new_id)
    secret: bytes = field(default_factory=new_secret)
    r: bytes = field(default_factory=new_r)
    keys: AccountKeys = field(init=False)
    session: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.keys = account_keys(self.secret)
        self.email = self.email or f"person-{next(_numbers)}@example.org"

    @property
    def kid(self) -> bytes:
        return self.keys.kid

    def auth(self, passphrase: str | None = None) -> bytes:
        """What her device sends for her passphrase, or for another one."""
        typed = self.passphrase if passphrase is None else passphrase
        return passphrases.auth_key(hashlib.sha256(typed.encode()).digest(), self.instance, self.user)

    def recovery_auth(self, r: bytes | None = None) -> bytes:
        """What her device sends for her recovery code, or for another one."""
        return passphrases.recovery_auth(self.r if r is None else r, self.instance, self.user)

    def passphrase_slot(self, passphrase: str | None = None) -> dict[str, Any]:
        """A fresh passphrase slot as JSON."""
        slot, typed = new_id(), self.passphrase if passphrase is None else passphrase
        key = passphrases.slot_key(hashlib.sha256(typed.encode()).digest(), self.instance, self.user)
        return {
            "slot": slot.hex(),
            "type": "passphrase",
            "salt": b64(new_id()),
            "kdf": KDF,
            "auth": b64(self.auth(typed)),
            "sealed": b64(seal_slot(key, self.instance, self.user, "passphrase", slot, self.secret)),
        }

    def recovery_slot(self, r: bytes | None = None) -> dict[str, Any]:
        """A fresh recovery slot as JSON."""
        slot, code = new_id(), self.r if r is None else r
        key = passphrases.recovery_slot_key(code, self.instance, self.user)
        return {
            "slot": slot.hex(),
            "type": "recovery",
            "salt": None,
            "kdf": None,
            "auth": b64(self.recovery_auth(code)),
            "sealed": b64(seal_slot(key, self.instance, self.user, "recovery", slot, self.secret)),
        }

    def vault(self, version: int, plaintext: bytes = b'{"pins":{},"invitations":{}}') -> dict[str, Any]:
        """A version of her vault as JSON."""
        return {"version": version, "sealed": b64(seal_vault(self.secret, self.instance, self.user, version, plaintext))}

    def account(self) -> dict[str, Any]:
        """Her account as JSON, ready to be sent."""
        proof = self.keys.sign(account_proof_message(self.instance, self.user, self.kid))
        return {
            "user": self.user.hex(),
            "name": self.name,
            "email": self.email,
            "language": self.language,
            **key_json(self.keys),
            "proof": b64(proof),
            "passphrase": self.passphrase_slot(),
            "recovery": self.recovery_slot(),
            "vault": self.vault(0),
        }

    def sign_in(self, passphrase: str | None = None) -> Any:
        """Sign in the way a browser does; the answer."""
        asked = self.client.post("/v1/sign-in/parameters", json={"login": self.email})
        assert asked.status_code == 200, asked.text
        answer = self.client.post("/v1/sign-in", json={"user": asked.json()["user"], "auth": b64(self.auth(passphrase))})
        if answer.status_code == 201:
            self.session = answer.json()
        return answer

    def elsewhere(self) -> "Person":
        """The same person in another browser, not signed in there."""
        other = browser(self.client.app, str(self.client.base_url).rstrip("/"))  # type: ignore[arg-type]
        copy = Person(self.instance, other, self.name, self.email, self.passphrase, self.language, self.user, self.secret, self.r)
        return copy

    def invitation_secret(self, invitation: bytes) -> bytes:
        """The secret of a link that she gives out."""
        return invite_secret(self.secret, self.instance, invitation)

    def mac(
        self, side: str, secret: bytes, *, fingerprint: bytes, invitation: bytes, role: str, inviter: bytes, invitee: bytes
    ) -> bytes:
        """One side's MAC over an invitation."""
        over = Invitation(self.instance, fingerprint, invitation, role, inviter, invitee)  # type: ignore[arg-type]
        return invite_mac(secret, side, over)  # type: ignore[arg-type]
