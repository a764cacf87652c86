"""A programme with its administrator, organisations with their managers and members: all of it through the API.

    programme = make_programme(casework, engine)
    union = make_organisation(programme, name="Garment Workers' Union")
    nadia = make_person(union, name="Nadia")            # invited, accepted, confirmed
    nadia.client.get(f"/v1/organisations/{union.hex}/members")

The steps stand alone too (invite, accept, confirm, and next_roster in organisations.py), for tests of what lies between.
"""

import base64
import itertools
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import Engine

from remedy_api.accounts.actions.setup import issue_setup_token
from remedy_api.kit.db.session import transaction
from remedy_api.sealing.keys import new_id
from tests.factories.accounts import Person, b64, browser
from tests.factories.organisations import Organisation, Programme, founding, next_body
from tests.fixtures.addresses import PEOPLE_KEY

_names = itertools.count(1)
TEXTS = {"en": "We keep what you send only as long as your case needs it."}


def make_programme(client: TestClient, engine: Engine, *, languages: tuple[str, ...] = ("en", "ar")) -> Programme:
    """Set the installation up through the one-time link."""
    app, origin = client.app, str(client.base_url).rstrip("/")
    with transaction(engine, people_key=PEOPLE_KEY) as session:
        token = issue_setup_token(session)
    instance = client.get("/v1/programme").json()["instance"]
    administrator = Person(instance, browser(app, origin), name="Ada Minister")  # type: ignore[arg-type]
    programme = {
        "name": "Fair Supply Programme",
        "languages": list(languages),
        "default_language": languages[0],
        "privacy": TEXTS,
        "help": TEXTS,
    }
    sent = {"token": token, "programme": programme, "account": administrator.account()}
    answer = administrator.client.post("/v1/setup", json=sent)
    assert answer.status_code == 201, answer.text
    administrator.session = answer.json()
    return Programme(app, origin, engine, instance, administrator)  # type: ignore[arg-type]


def make_unfounded(
    programme: Programme, *, name: str = "", kind: str = "worker_organisation", accepts_reports: bool | None = None
) -> tuple[bytes, str]:
    """An organisation nobody belongs to yet: its id and name."""
    name = name or f"Workers' Voice {next(_names)}"
    receives = kind in ("worker_organisation", "monitor", "coordinator")
    answer = programme.administrator.client.post(
        "/v1/organisations",
        headers={"Idempotency-Key": new_id().hex()},
        json={
            "name": name,
            "kind": kind,
            "country": "BD",
            "languages": ["en", "bn"],
            "description": {"en": "We stand beside workers."},
            "accepts_reports": receives if accepts_reports is None else accepts_reports,
        },
    )
    assert answer.status_code == 201, answer.text
    return bytes.fromhex(answer.json()["organisation"]), name


def make_organisation(programme: Programme, *, manager: str = "Maya Akter", **fields: Any) -> Organisation:
    """An organisation founded by its first manager."""
    organisation, name = make_unfounded(programme, **fields)
    invitation = invite(programme.administrator, organisation, role="manager")
    first = programme.stranger(name=manager)
    accept(first, programme.administrator, invitation, role="manager", fingerprint=b"")
    made = Organisation(programme, organisation, name, first)
    answer = first.client.put(f"/v1/organisations/{made.hex}/founding", json=founding(made))
    assert answer.status_code == 201, answer.text
    return made


def make_person(organisation: Organisation, *, role: str = "member", inviter: Person | None = None, **fields: Any) -> Person:
    """Somebody new who was invited, accepted and was confirmed."""
    inviter = inviter or organisation.manager
    person = organisation.programme.stranger(**fields)
    invitation = invite(inviter, organisation.organisation, role=role)
    accept(person, inviter, invitation, role=role, fingerprint=organisation.fingerprint)
    answer = confirm(organisation, inviter, invitation, person, role=role)
    assert answer.status_code == 200, answer.text
    return person


def invite(inviter: Person, organisation: bytes, *, role: str = "member") -> bytes:
    """Invite into an organisation; the invitation's id."""
    invitation = new_id()
    answer = inviter.client.post(
        f"/v1/organisations/{organisation.hex()}/invitations",
        headers={"Idempotency-Key": invitation.hex()},
        json={"invitation": invitation.hex(), "role": role},
    )
    assert answer.status_code == 201, answer.text
    return invitation


def accept(
    person: Person, inviter: Person, invitation: bytes, *, role: str = "member", fingerprint: bytes, signed_in: bool = False
) -> None:
    """Accept by the link: with a new account, or `signed_in` with the one there is."""
    mac = person.mac(
        "invitee",
        inviter.invitation_secret(invitation),
        fingerprint=fingerprint,
        invitation=invitation,
        role=role,
        inviter=inviter.kid,
        invitee=person.kid,
    )
    sent: dict[str, Any] = {"mac": b64(mac)} | ({} if signed_in else {"account": person.account()})
    answer = person.client.post(f"/v1/invitations/{invitation.hex()}/acceptance", json=sent)
    assert answer.status_code == (200 if signed_in else 201), answer.text
    if not signed_in:
        person.session = answer.json()


def confirmation(
    organisation: Organisation, inviter: Person, invitation: bytes, person: Person, *, role: str = "member", **changes: Any
) -> dict[str, Any]:
    """A confirmation as JSON. `changes` are fields of the roster."""
    organisation.people[person.kid] = person.keys
    before = organisation.latest
    managers = before.managers | ({person.kid} if role == "manager" else frozenset())
    body = next_body(organisation, inviter.kid, members=before.members | {person.kid}, managers=managers, **changes)
    mac = inviter.mac(
        "inviter",
        inviter.invitation_secret(invitation),
        fingerprint=organisation.fingerprint,
        invitation=invitation,
        role=role,
        inviter=inviter.kid,
        invitee=person.kid,
    )
    return {
        "mac": b64(mac),
        "roster": b64(body),
        "signature": b64(inviter.keys.sign(body)),
        "wraps": [organisation.wrap(person.kid)],
    }


def confirm(organisation: Organisation, inviter: Person, invitation: bytes, person: Person, *, role: str = "member") -> Any:
    """Confirm who accepted; the answer."""
    sent = confirmation(organisation, inviter, invitation, person, role=role)
    answer = inviter.client.post(f"/v1/invitations/{invitation.hex()}/confirmation", json=sent, headers=organisation.tag)
    if answer.status_code == 200:
        organisation.rosters.append(base64.b64decode(sent["roster"]))
    return answer


def join(person: Person, organisation: Organisation) -> None:
    """Somebody with an account becomes a member of another organisation too."""
    inviter = organisation.manager
    invitation = invite(inviter, organisation.organisation)
    accept(person, inviter, invitation, fingerprint=organisation.fingerprint, signed_in=True)
    answer = confirm(organisation, inviter, invitation, person)
    assert answer.status_code == 200, answer.text
