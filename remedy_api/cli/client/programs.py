"""A program that acts for somebody: its account and keys in a file of its own, a token in place of a passphrase.

The file is made by `join` on the machine that runs the program and never leaves it. It holds the account secret, which opens
everything that its organisation reads, and what the program pinned; so it is readable to its owner alone, and written anew as
a whole whenever something was pinned. The token is kept apart from it: whoever finds one of the two can do nothing with it.
"""

import base64
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from remedy_api.cli.client.codec import b64, key_json
from remedy_api.cli.client.door import Door, Json
from remedy_api.cli.client.joining import accept_for_program, check_confirmations
from remedy_api.cli.client.member import Member, Way
from remedy_api.cli.client.organisations import Link
from remedy_api.cli.errors import Refused
from remedy_api.kit.i18n import _N
from remedy_api.sealing.keys import account_keys, account_proof_message, new_id, new_secret

VERSION = 1


@dataclass
class Program(Member):
    """An account with a token. What it pins is kept in its own file, not with the server."""

    file: Path = field(default_factory=Path)

    def save_vault(self) -> None:
        """Write the file anew, all of it or nothing."""
        kept = {
            "v": VERSION,
            "address": self.door.address,
            "instance": self.instance,
            "user": self.user.hex(),
            "secret": b64(self.secret),
            "vault": self.vault,
        }
        _write(self.file, json.dumps(kept, ensure_ascii=False))

    def looked(self, room: bytes) -> None:
        """Nothing: that a program has read something does not mean that anybody has."""


def join(door: Door, link: Link, *, name: str, language: str, file: Path) -> Program:
    """Accept an invitation with a new account, made here and kept in a new file. Its inviter must confirm it, and makes its
    tokens. Raises Refused where the file is there already.
    """
    if file.exists():
        raise Refused(
            _N("%(path)s is there already. A program keeps its keys; name another file for another program."), path=str(file)
        )
    instance, secret, user = str(door.get("/v1/programme").json()["instance"]), new_secret(), new_id()
    keys = account_keys(secret)
    program = Program(door, instance, keys, secret, Way(user, b"", b""), {"pins": {}, "invitations": {}}, file=file)
    account = {
        "user": user.hex(),
        "name": name,
        "language": language,
        **key_json(keys),
        "proof": b64(keys.sign(account_proof_message(instance, user, keys.kid))),
    }
    # Kept before it is sent: an account whose keys nobody has could never be used.
    program.save_vault()
    accept_for_program(program, link, account)
    return program


def open_program(file: Path, token: str, *, address: str = "") -> Program:
    """A program from its file, acting with a token. `address`: where the door is, if it has moved.

    Confirmations that came meanwhile are checked and pinned. Raises Refused for a file that is none.
    """
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        secret, user = _secret(kept), bytes.fromhex(kept["user"])
        door, instance = Door(address or str(kept["address"]), token=token.strip()), str(kept["instance"])
        vault: dict[str, Any] = dict(kept["vault"])
    except (OSError, ValueError, KeyError, TypeError):
        raise Refused(_N("%(path)s is no file of a program. Make one with remedy program join."), path=str(file)) from None
    program = Program(door, instance, account_keys(secret), secret, Way(user, b"", b""), vault, file=file)
    if program.vault.get("invitations"):
        check_confirmations(program)
    return program


def _secret(kept: Json) -> bytes:
    secret = base64.b64decode(kept["secret"], validate=True)
    if kept["v"] != VERSION or len(secret) != 32:
        raise ValueError
    return secret


def _write(path: Path, text: str) -> None:
    fresh = path.with_name(path.name + ".new")
    try:
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(path)
    except OSError as error:
        raise Refused(_N("%(path)s cannot be written: %(reason)s."), path=str(path), reason=error.strerror or "") from None


def make_token(
    keeper: Member, *, name: str, scopes: list[str], days: int, program: str | None = None, organisation: str | None = None
) -> Json:
    """A new token of hers, proven with the passphrase she came in with: `secret`, shown this once, and what was `made`."""
    body = {
        "name": name,
        "program": program,
        "scopes": scopes,
        "organisation": organisation,
        "days": days,
        "current_auth": b64(keeper.way.auth),
    }
    return keeper.door.send("POST", "/v1/me/tokens", body).json()
