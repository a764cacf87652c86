"""Confirming: the inviter's roster, wrap and the membership come together, or nothing does."""

from typing import Any

import pytest
from sqlalchemy import Engine

from tests.factories.accounts import Person, b64
from tests.factories.database import contents
from tests.factories.organisations import Organisation, next_body
from tests.factories.people import accept, confirm, confirmation, invite, make_organisation, make_person


@pytest.fixture
def waiting(union: Organisation) -> tuple[Person, bytes]:
    """Somebody who accepted, and by which invitation."""
    nadia = union.programme.stranger(name="Nadia")
    invitation = invite(union.manager, union.organisation)
    accept(nadia, union.manager, invitation, fingerprint=union.fingerprint)
    return nadia, invitation


def _post(union: Organisation, person: Person, invitation: bytes, sent: dict[str, Any], **headers: str) -> Any:
    path = f"/v1/invitations/{invitation.hex()}/confirmation"
    return person.client.post(path, json=sent, headers=union.tag | headers)


def test_confirmed_a_member_reads(union: Organisation, waiting: tuple[Person, bytes]) -> None:
    nadia, invitation = waiting
    assert nadia.client.get(f"/v1/organisations/{union.hex}/keys").status_code == 404
    assert confirm(union, union.manager, invitation, nadia).status_code == 200
    assert len(nadia.client.get(f"/v1/organisations/{union.hex}/keys").json()["wraps"]) == 1
    assert confirm(union, union.manager, invitation, nadia).json()["code"] == "invitation-ended"


def test_only_the_inviter_confirms(union: Organisation, waiting: tuple[Person, bytes], engine: Engine) -> None:
    """Only her device can check that who accepted holds the secret of the link."""
    nadia, invitation = waiting
    second, member = make_person(union, role="manager"), make_person(union)
    other = make_organisation(union.programme)
    before = contents(engine)
    for person, status in [
        (second, 403),
        (member, 403),
        (other.manager, 404),
        (nadia, 404),
        (union.programme.administrator, 403),
        (union.programme.stranger(), 401),
    ]:
        sent = confirmation(union, person, invitation, nadia)
        assert _post(union, person, invitation, sent).status_code == status
    assert contents(engine) == before


def test_the_roster_adds_who_accepted_and_nothing_else(union: Organisation, waiting: tuple[Person, bytes], engine: Engine) -> None:
    nadia, invitation = waiting
    member = make_person(union)
    manager, latest = union.manager, union.latest
    stranger = union.programme.stranger()
    union.people[stranger.kid] = stranger.keys
    good = confirmation(union, manager, invitation, nadia)

    def roster(**changes: Any) -> dict[str, Any]:
        body = next_body(union, changes.pop("signer", manager.kid), **changes)
        return {"roster": b64(body), "signature": b64(manager.keys.sign(body))}

    with_her = latest.members | {nadia.kid}
    refused = {
        "nobody new": roster(),
        "somebody else": roster(members=latest.members | {stranger.kid}),
        "one more": roster(members=with_her | {stranger.kid}),
        "one leaves": roster(members=with_her - {member.kid}),
        "raised to manager": roster(members=with_her, managers=latest.managers | {nadia.kid}),
        "another raised": roster(members=with_her, managers=latest.managers | {member.kid}),
        "a new key": roster(members=with_her, epoch=latest.epoch + 1, kid=bytes(32)),
        "signed as another": roster(members=with_her, signer=member.kid),
        "another signature": {"signature": b64(bytes(64))},
        "no wrap": {"wraps": []},
        "a wrap for another": {"wraps": [union.wrap(member.kid)]},
        "one wrap more": {"wraps": [union.wrap(nadia.kid), union.wrap(stranger.kid)]},
        "mac too short": {"mac": b64(bytes(31))},
        "a field more": {"role": "manager"},
    }
    before = contents(engine)
    for name, change in refused.items():
        answer = _post(union, manager, invitation, good | change)
        assert answer.status_code in (403, 422), (name, answer.text)
        assert contents(engine) == before, name
    assert confirm(union, manager, invitation, nadia).status_code == 200


def test_who_has_not_accepted_is_not_confirmed(union: Organisation) -> None:
    nadia = union.programme.stranger()
    invitation = invite(union.manager, union.organisation)
    assert confirm(union, union.manager, invitation, nadia).json()["code"] == "invitation-ended"


def test_path_and_body_belong_together(union: Organisation, waiting: tuple[Person, bytes], engine: Engine) -> None:
    """The confirmation of one person sent to the invitation of another."""
    nadia, invitation = waiting
    lena = union.programme.stranger(name="Lena")
    second = invite(union.manager, union.organisation)
    accept(lena, union.manager, second, fingerprint=union.fingerprint)
    before = contents(engine)
    sent = confirmation(union, union.manager, invitation, nadia)
    answer = _post(union, union.manager, second, sent)
    assert (answer.status_code, answer.json()["code"]) == (422, "roster-names-others")
    assert contents(engine) == before


@pytest.mark.parametrize(("tag", "status"), [('"' + "0" * 64 + '"', 412), ("", 428)])
def test_which_roster_it_follows_must_be_said(union: Organisation, waiting: tuple[Person, bytes], tag: str, status: int) -> None:
    nadia, invitation = waiting
    sent = confirmation(union, union.manager, invitation, nadia)
    assert _post(union, union.manager, invitation, sent, **{"If-Match": tag}).status_code == status


def test_an_invited_manager_manages(union: Organisation) -> None:
    second = make_person(union, role="manager")
    assert second.client.get(f"/v1/organisations/{union.hex}/invitations").status_code == 200
    third = make_person(union, inviter=second)
    assert third.client.get("/v1/me").json()["memberships"][0]["manager"] is False
