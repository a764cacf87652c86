"""Invitations: who makes them, who accepts, how they end, and that half a member is none."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from remedy_api.accounts.states import NEXT_STATES, InvitationState, state_on
from remedy_api.kit import clock
from remedy_api.sealing.keys import new_id
from tests.factories.accounts import Person, b64
from tests.factories.database import contents
from tests.factories.organisations import Organisation, Programme
from tests.factories.people import accept, confirm, invite, make_organisation, make_person, make_unfounded


def _invite(person: Person, organisation: bytes | str, **fields: Any) -> Any:
    organisation = organisation if isinstance(organisation, str) else organisation.hex()
    sent = {"invitation": new_id().hex(), "role": "member"} | fields
    headers = {"Idempotency-Key": sent["invitation"]}
    return person.client.post(f"/v1/organisations/{organisation}/invitations", json=sent, headers=headers)


def _accept(person: Person, invitation: bytes, **fields: Any) -> Any:
    sent = {"mac": b64(bytes(32))} | fields
    return person.client.post(f"/v1/invitations/{invitation.hex()}/acceptance", json=sent)


def _state(union: Organisation, invitation: bytes) -> str:
    return union.programme.stranger().client.get(f"/v1/invitations/{invitation.hex()}").json()["state"]


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The clock; change its one element to turn it."""
    hands = [datetime.now(UTC)]
    monkeypatch.setattr(clock, "now", lambda: hands[0])
    return hands


def test_the_table_of_states_ends_where_it_should() -> None:
    ended = {state for state, after in NEXT_STATES.items() if not after}
    assert ended == {InvitationState.CONFIRMED, InvitationState.WITHDRAWN, InvitationState.EXPIRED}
    assert [state for state, after in NEXT_STATES.items() if InvitationState.CONFIRMED in after] == ["accepted"]
    day = datetime(2026, 3, 9, tzinfo=UTC).date()
    for state in InvitationState:
        assert state_on(day, state, day) == state, "it holds through its last day"
    assert state_on(day + timedelta(days=1), InvitationState.INVITED, day) == "expired"
    assert state_on(day + timedelta(days=1), InvitationState.CONFIRMED, day) == "confirmed"


def test_the_whole_way(union: Organisation) -> None:
    manager = union.manager
    invitation = invite(manager, union.organisation)
    assert _state(union, invitation) == "invited"
    view = union.programme.stranger().client.get(f"/v1/invitations/{invitation.hex()}").json()
    assert view["organisation"]["organisation"] == union.hex
    assert view["inviter"]["kid"] == manager.kid.hex()
    assert view["chain"]["fingerprint"] == union.fingerprint.hex()
    assert view["inviter_mac"] is None

    nadia = union.programme.stranger(name="Nadia")
    accept(nadia, manager, invitation, fingerprint=union.fingerprint)
    assert _state(union, invitation) == "accepted"
    (listed,) = [
        one
        for one in manager.client.get(f"/v1/organisations/{union.hex}/invitations").json()["items"]
        if one["invitation"] == invitation.hex()
    ]
    assert (listed["invitee"]["name"], listed["invitee"]["kid"]) == ("Nadia", nadia.kid.hex())
    secret = manager.invitation_secret(invitation)
    over = {
        "fingerprint": union.fingerprint,
        "invitation": invitation,
        "role": "member",
        "inviter": manager.kid,
        "invitee": nadia.kid,
    }
    assert listed["invitee_mac"] == b64(nadia.mac("invitee", secret, **over))

    assert confirm(union, manager, invitation, nadia).status_code == 200
    view = nadia.client.get(f"/v1/invitations/{invitation.hex()}").json()
    assert (view["state"], view["inviter_mac"]) == ("confirmed", b64(manager.mac("inviter", secret, **over)))


def test_half_a_member_is_none(union: Organisation, engine: Engine) -> None:
    """The peer's fault: somebody unconfirmed acts. Accepted is not confirmed, on any route of the organisation."""
    nadia = union.programme.stranger()
    invitation = invite(union.manager, union.organisation, role="manager")
    accept(nadia, union.manager, invitation, role="manager", fingerprint=union.fingerprint)
    (mine,) = nadia.client.get("/v1/me").json()["memberships"]
    assert (mine["state"], mine["permissions"]) == ("accepted", [])
    before = contents(engine)
    base = f"/v1/organisations/{union.hex}"
    for path in ("", "/members", "/keys", "/invitations", "/reports"):
        assert nadia.client.get(base + path).status_code == 404, path
    assert nadia.client.get(base + "/chain").status_code == 403
    assert nadia.client.patch(base, json={"description": {}}, headers={"If-Match": '"2"'}).status_code == 404
    assert _invite(nadia, union.organisation).status_code == 404
    assert confirm(union, nadia, invitation, nadia, role="manager").status_code in (403, 404)
    assert nadia.client.delete(f"/v1/invitations/{invitation.hex()}").status_code in (403, 404)
    assert contents(engine) == before


def test_only_managers_invite(union: Organisation) -> None:
    other = make_organisation(union.programme)
    member = make_person(union)
    assert _invite(member, union.organisation).status_code == 403
    assert _invite(other.manager, union.organisation).status_code == 404
    assert _invite(union.programme.stranger(), union.organisation).status_code == 401
    refused = _invite(union.programme.administrator, union.organisation, role="manager")
    assert (refused.status_code, "managers of its own" in refused.json()["detail"]) == (403, True)


def test_the_administrator_invites_the_first_manager(programme: Programme) -> None:
    organisation, _ = make_unfounded(programme)
    assert _invite(programme.administrator, organisation, role="member").status_code == 403
    assert _invite(programme.administrator, organisation, role="manager").status_code == 201


def test_an_id_serves_once(union: Organisation) -> None:
    invitation = new_id().hex()
    assert _invite(union.manager, union.organisation, invitation=invitation).status_code == 201
    again = _invite(union.manager, union.organisation, invitation=invitation)
    assert again.headers["idempotency-replayed"] == "true"
    sent = {"invitation": invitation, "role": "manager"}
    other = union.manager.client.post(f"/v1/organisations/{union.hex}/invitations", json=sent, headers={"Idempotency-Key": "other"})
    assert (other.status_code, other.json()["code"]) == (409, "invitation-twin")


@pytest.mark.parametrize(
    "fields",
    [{"role": "administrator"}, {"invitation": "0"}, {"state": "confirmed"}, {"expires_on": "2099-01-01"}],
)
def test_what_does_not_fit_is_refused(union: Organisation, fields: dict[str, Any]) -> None:
    sent = {"invitation": new_id().hex(), "role": "member"} | fields
    path = f"/v1/organisations/{union.hex}/invitations"
    assert union.manager.client.post(path, json=sent, headers={"Idempotency-Key": "k"}).status_code == 422


def test_it_serves_one_person(union: Organisation) -> None:
    invitation = invite(union.manager, union.organisation)
    accept(union.programme.stranger(), union.manager, invitation, fingerprint=union.fingerprint)
    second = union.programme.stranger()
    answer = _accept(second, invitation, account=second.account())
    assert (answer.status_code, answer.json()["code"]) == (409, "invitation-ended")
    assert second.sign_in().status_code == 401, "no account was left behind"


def test_withdrawn_it_serves_nobody(union: Organisation) -> None:
    invitation = invite(union.manager, union.organisation)
    assert union.manager.client.delete(f"/v1/invitations/{invitation.hex()}").status_code == 204
    assert _state(union, invitation) == "withdrawn"
    late = union.programme.stranger()
    assert _accept(late, invitation, account=late.account()).json()["code"] == "invitation-ended"
    assert union.manager.client.delete(f"/v1/invitations/{invitation.hex()}").status_code == 409


def test_withdrawn_after_acceptance_it_confirms_nobody(union: Organisation) -> None:
    invitation = invite(union.manager, union.organisation)
    nadia = union.programme.stranger()
    accept(nadia, union.manager, invitation, fingerprint=union.fingerprint)
    assert union.manager.client.delete(f"/v1/invitations/{invitation.hex()}").status_code == 204
    assert confirm(union, union.manager, invitation, nadia).json()["code"] == "invitation-ended"
    assert nadia.client.get("/v1/me").json()["memberships"] == []


def test_only_its_keepers_withdraw(union: Organisation) -> None:
    invitation = invite(union.manager, union.organisation)
    other, member = make_organisation(union.programme), make_person(union)
    path = f"/v1/invitations/{invitation.hex()}"
    assert union.programme.stranger().client.delete(path).status_code == 401
    assert other.manager.client.delete(path).status_code == 404
    assert member.client.delete(path).status_code == 403
    assert union.programme.administrator.client.delete(path).status_code == 403
    second = make_person(union, role="manager")
    assert second.client.delete(path).status_code == 204


def test_expired_it_serves_nobody(union: Organisation, hands: list[datetime]) -> None:
    open_one, accepted = invite(union.manager, union.organisation), invite(union.manager, union.organisation)
    nadia = union.programme.stranger()
    accept(nadia, union.manager, accepted, fingerprint=union.fingerprint)
    hands[0] += timedelta(days=14)
    assert _state(union, open_one) == _state(union, accepted).replace("accepted", "invited") == "invited"
    hands[0] += timedelta(days=1)
    assert _state(union, open_one) == _state(union, accepted) == "expired"
    late = union.programme.stranger()
    assert _accept(late, open_one, account=late.account()).json()["code"] == "invitation-ended"
    assert union.manager.sign_in().status_code == 201
    assert confirm(union, union.manager, accepted, nadia).json()["code"] == "invitation-ended"
    assert nadia.sign_in().status_code == 201
    assert nadia.client.get("/v1/me").json()["memberships"] == []
    # A new one works for the same person, though the old one still says that she accepted.
    again = invite(union.manager, union.organisation)
    accept(nadia, union.manager, again, fingerprint=union.fingerprint, signed_in=True)
    assert confirm(union, union.manager, again, nadia).status_code == 200


def test_signed_in_people_accept_as_themselves(union: Organisation) -> None:
    other = make_organisation(union.programme)
    nadia = make_person(union)
    invitation = invite(other.manager, other.organisation)
    assert _accept(nadia, invitation, account=nadia.account()).json()["code"] == "account-not-wanted"
    accept(nadia, other.manager, invitation, fingerprint=other.fingerprint, signed_in=True)
    second = invite(other.manager, other.organisation)
    assert _accept(nadia, second).json()["code"] == "already-member"
    own = invite(union.manager, union.organisation)
    assert _accept(nadia, own).json()["code"] == "already-member"
    nobody = union.programme.stranger()
    assert _accept(nobody, own).json()["code"] == "account-needed"


def test_an_unknown_invitation_is_nothing(union: Organisation) -> None:
    nadia = union.programme.stranger()
    for invitation in (new_id(), bytes(16)):
        assert nadia.client.get(f"/v1/invitations/{invitation.hex()}").status_code == 404
        assert _accept(nadia, invitation, account=nadia.account()).status_code == 404
    assert nadia.client.get("/v1/invitations/xyz").status_code == 422
    assert nadia.sign_in().status_code == 401


def test_an_account_must_hold_its_keys(union: Organisation, engine: Engine) -> None:
    """Public keys of somebody else, unusable keys, and proofs for another user or installation are refused."""
    invitation = invite(union.manager, union.organisation)
    nadia, other = union.programme.stranger(), union.manager
    elsewhere = Person("other instance", nadia.client, user=nadia.user, secret=nadia.secret)
    account = nadia.account()
    before = contents(engine)
    small_order = b64((1).to_bytes(32, "little"))
    for change in [
        {"proof": b64(bytes(64))},
        {"proof": elsewhere.account()["proof"]},
        {"user": new_id().hex()},
        {name: other.account()[name] for name in ("kid", "kem_public", "sig_public")},
        {"kid": other.kid.hex()},
        {"kem_public": b64(bytes(1216))},
        {"kem_public": b64(b"\xff" * 1216)},
        {"sig_public": small_order},
    ]:
        answer = _accept(nadia, invitation, account=account | change)
        assert (answer.status_code, answer.json()["code"]) == (422, "seal-refused"), change
    assert contents(engine) == before
    codes = [_accept(nadia, invitation, account=account | {"proof": b64(bytes(64))}).status_code for _ in range(3)]
    assert codes[-1] == 429, "an invitation does not serve to try addresses without end"


@pytest.mark.parametrize(
    "change",
    [
        {"administrator": True},
        {"closed": False},
        {"email": "nobody"},
        {"name": ""},
        {"language": "tlh"},
        {"kem_public": "AAAA"},
        {"user": "x"},
        {"passphrase": None},
        {"vault": {"version": -1, "sealed": "A" * 40}},
    ],
)
def test_an_account_of_another_shape_is_refused(union: Organisation, change: dict[str, Any]) -> None:
    invitation = invite(union.manager, union.organisation)
    nadia = union.programme.stranger()
    assert _accept(nadia, invitation, account=nadia.account() | change).status_code == 422
    account = nadia.account()
    swapped = account | {"passphrase": account["recovery"], "recovery": account["passphrase"]}
    assert _accept(nadia, invitation, account=swapped).status_code == 422
    assert _accept(nadia, invitation, account=account).status_code == 201


def test_an_account_made_twice_is_a_twin(union: Organisation) -> None:
    nadia = make_person(union)
    invitation = invite(union.manager, union.organisation)
    again = union.programme.stranger(user=nadia.user, secret=nadia.secret)
    assert _accept(again, invitation, account=again.account()).json()["code"] == "account-twin"
    again = union.programme.stranger(secret=nadia.secret)
    assert _accept(again, invitation, account=again.account()).json()["code"] == "account-twin"
