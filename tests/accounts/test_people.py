"""Closing an account: nothing is left to sign in with, and what was signed stays checkable."""

from sqlalchemy import Engine

from tests.factories.database import contents
from tests.factories.organisations import Organisation, remove
from tests.factories.people import accept, confirm, invite, make_person


def test_the_administrator_sees_whose_accounts_there_are(union: Organisation) -> None:
    make_person(union, name="Nadia", email="nadia@example.org")
    rows = {one["name"]: one for one in union.programme.administrator.client.get("/v1/people").json()["items"]}
    assert rows["Nadia"]["email"] == "nadia@example.org"
    assert rows["Nadia"]["organisations"] == [union.hex]
    assert rows["Ada Minister"]["administrator"] is True
    assert set(rows["Nadia"]) == {"user", "name", "email", "administrator", "program", "closed", "organisations"}


def test_nobody_else_sees_or_closes(union: Organisation, engine: Engine) -> None:
    nadia = make_person(union)
    before = contents(engine)
    for person in (union.manager, nadia):
        assert person.client.get("/v1/people").status_code == 403
        assert person.client.delete(f"/v1/people/{nadia.user.hex()}").status_code == 403
    assert union.programme.stranger().client.delete(f"/v1/people/{nadia.user.hex()}").status_code == 401
    assert contents(engine) == before


def test_administrators_are_not_closed(union: Organisation) -> None:
    admin = union.programme.administrator
    refused = admin.client.delete(f"/v1/people/{admin.user.hex()}")
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert admin.client.delete(f"/v1/people/{'0' * 32}").status_code == 404


def test_closed_is_closed(union: Organisation) -> None:
    nadia = make_person(union, name="Nadia", role="manager")
    open_one = invite(nadia, union.organisation)
    admin = union.programme.administrator.client
    assert admin.delete(f"/v1/people/{nadia.user.hex()}").status_code == 204
    assert nadia.client.get("/v1/me").status_code == 401
    assert nadia.sign_in().status_code == 401
    assert union.manager.client.get(f"/v1/invitations/{open_one.hex()}").json()["state"] == "withdrawn"
    (row,) = [one for one in admin.get("/v1/people").json()["items"] if one["name"] == "Nadia"]
    assert (row["closed"], row["email"]) == (True, None)
    members = union.manager.client.get(f"/v1/organisations/{union.hex}/members").json()["items"]
    assert "Nadia" in {one["name"] for one in members}, "signed histories name her"
    keys = union.manager.client.get(f"/v1/organisations/{union.hex}/chain").json()["keys"]
    assert nadia.kid.hex() in {key["kid"] for key in keys}
    remove(union, nadia)


def test_who_lost_everything_comes_back_with_new_keys(union: Organisation) -> None:
    """A member who lost passphrase and recovery code: closed, invited anew, confirmed; visible to all in the roster."""
    lost = make_person(union, email="nadia@example.org")
    admin = union.programme.administrator.client
    assert admin.delete(f"/v1/people/{lost.user.hex()}").status_code == 204
    again = union.programme.stranger(email="nadia@example.org")
    invitation = invite(union.manager, union.organisation)
    accept(again, union.manager, invitation, fingerprint=union.fingerprint)
    assert confirm(union, union.manager, invitation, again).status_code == 200
    remove(union, lost)
    assert again.kid in union.latest.members
    assert lost.kid not in union.latest.members
    assert again.client.get(f"/v1/organisations/{union.hex}/keys").status_code == 200
