"""Programs of organisations and tokens, all of it through the API.

archive = make_program(union)                                     # invited, joined, confirmed; its keeper is the manager
token = make_token(union.manager, "read-reports", program=archive)
with_token(union.programme, token).get("/v1/me")
"""

from dataclasses import dataclass, field
from typing import Any

from fastapi.testclient import TestClient

from remedy_api.sealing.keys import AccountKeys, account_keys, account_proof_message, new_id, new_secret
from tests.factories.accounts import Person, b64, key_json
from tests.factories.organisations import Organisation, Programme
from tests.factories.people import confirm, invite


@dataclass
class Program:
    """An account of its own, with keys and without anything to sign in with."""

    instance: str
    name: str = "Archive"
    user: bytes = field(default_factory=new_id)
    keys: AccountKeys = field(default_factory=lambda: account_keys(new_secret()))

    @property
    def kid(self) -> bytes:
        return self.keys.kid

    def account(self) -> dict[str, Any]:
        """Its account as JSON, ready to be sent."""
        proof = self.keys.sign(account_proof_message(self.instance, self.user, self.kid))
        return {"user": self.user.hex(), "name": self.name, "language": "en", **key_json(self.keys), "proof": b64(proof)}


def join(program: Program, organisation: Organisation, invitation: bytes, *, role: str = "member") -> Any:
    """Accept an invitation of the organisation's manager for a program; the answer."""
    keeper = organisation.manager
    secret = keeper.invitation_secret(invitation)
    fields = {"fingerprint": organisation.fingerprint, "invitation": invitation, "role": role}
    # The fields are of different types, and mypy takes each for any of the keywords.
    mac = keeper.mac("invitee", secret, inviter=keeper.kid, invitee=program.kid, **fields)  # type: ignore[arg-type]
    sent = {"mac": b64(mac), "program": program.account()}
    return organisation.programme.stranger().client.post(f"/v1/invitations/{invitation.hex()}/acceptance", json=sent)


def make_program(organisation: Organisation, *, name: str = "Archive") -> Program:
    """A program that the organisation's manager answers for, and that she confirmed."""
    program = Program(organisation.programme.instance, name)
    invitation = invite(organisation.manager, organisation.organisation)
    answer = join(program, organisation, invitation)
    assert answer.status_code == 200, answer.text
    # A program stands where the factory asks for a person: it has the same keys.
    answer = confirm(organisation, organisation.manager, invitation, program)  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    return program


def ask_for_token(keeper: Person, *scopes: str, program: Program | None = None, **changes: Any) -> Any:
    """Ask for a token; the answer."""
    sent: dict[str, Any] = {"name": "Nightly", "scopes": list(scopes), "days": 30, "current_auth": b64(keeper.auth())}
    if program is not None:
        sent["program"] = program.user.hex()
    return keeper.client.post("/v1/me/tokens", json=sent | changes)


def make_token(keeper: Person, *scopes: str, program: Program | None = None, **changes: Any) -> str:
    """A token, as its keeper copies it."""
    answer = ask_for_token(keeper, *scopes, program=program, **changes)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["secret"])


def with_token(programme: Programme, token: str) -> TestClient:
    """A program's client: the token, and nothing that a browser would send."""
    return TestClient(programme.app, base_url=programme.origin, headers={"Authorization": f"Bearer {token}"})
