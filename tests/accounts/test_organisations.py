"""Organisations: added by the administrator, described by their managers, seen by their own."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from tests.factories.accounts import Person
from tests.factories.database import contents
from tests.factories.organisations import Organisation, Programme
from tests.factories.people import make_organisation, make_person, make_unfounded

NEW = {
    "name": "Workers First",
    "kind": "worker_organisation",
    "country": "BD",
    "languages": ["en", "bn"],
    "description": {"en": "Who we are.", "bn": "আমরা কারা।"},
    "accepts_reports": True,
}


def _add(person: Person, sent: dict[str, Any], key: str = "one") -> Any:
    return person.client.post("/v1/organisations", json=sent, headers={"Idempotency-Key": key})


def _patch(person: Person, organisation: str, change: dict[str, Any]) -> Any:
    tag = person.client.get(f"/v1/organisations/{organisation}").headers.get("etag", '"1"')
    return person.client.patch(f"/v1/organisations/{organisation}", json=change, headers={"If-Match": tag})


def test_the_administrator_adds_one_and_belongs_to_nothing(programme: Programme) -> None:
    admin = programme.administrator
    answer = _add(admin, NEW)
    assert answer.status_code == 201
    assert {name: answer.json()[name] for name in NEW} == NEW
    assert answer.json()["founded"] is False
    made = answer.json()["organisation"]
    assert admin.client.get(f"/v1/organisations/{made}").json() == answer.json()
    assert admin.client.get("/v1/me").json()["memberships"] == []
    for path in ("members", "keys"):
        assert admin.client.get(f"/v1/organisations/{made}/{path}").status_code == 403


def test_sent_twice_it_is_added_once(programme: Programme) -> None:
    admin = programme.administrator
    first, again = _add(admin, NEW), _add(admin, NEW)
    assert first.content == again.content
    assert again.headers["idempotency-replayed"] == "true"
    assert _add(admin, NEW | {"name": "Other"}).json()["code"] == "idempotency-key-reused"
    assert _add(admin, NEW, "two").json()["code"] == "organisation-twin"
    assert _add(admin, NEW | {"country": "NL"}, "three").status_code == 201
    missing = admin.client.post("/v1/organisations", json=NEW)
    assert missing.status_code == 422


@pytest.mark.parametrize("kind", ["buyer", "supplier", "operator"])
def test_no_company_receives_reports(programme: Programme, kind: str) -> None:
    admin = programme.administrator
    assert _add(admin, NEW | {"kind": kind}).json()["code"] == "no-company-receives-reports"
    made = _add(admin, NEW | {"kind": kind, "accepts_reports": False}, "two").json()["organisation"]
    assert _patch(admin, made, {"accepts_reports": True}).json()["code"] == "no-company-receives-reports"


@pytest.mark.parametrize(
    "change",
    [
        {"name": " "},
        {"name": "x" * 201},
        {"kind": "bank"},
        {"country": "XX"},
        {"country": "bd"},
        {"languages": []},
        {"languages": ["en", "en"]},
        {"description": {"en": 7}},
        {"description": ["text"]},
        {"description": {"tlh": "text"}},
        {"accepts_reports": "true"},
        {"founded": True},
        {"organisation": "0" * 32},
        {"version": 3},
    ],
)
def test_what_does_not_fit_is_refused(programme: Programme, engine: Engine, change: dict[str, Any]) -> None:
    before = contents(engine)
    assert _add(programme.administrator, NEW | change).status_code == 422
    assert contents(engine) == before


def test_managers_describe_and_administrators_name(union: Organisation) -> None:
    manager, admin = union.manager, union.programme.administrator
    changed = _patch(manager, union.hex, {"description": {"ar": "من نحن"}, "accepts_reports": False})
    assert changed.status_code == 200
    assert (changed.json()["description"], changed.json()["accepts_reports"]) == ({"ar": "من نحن"}, False)
    refused = _patch(manager, union.hex, {"name": "Somebody Else"})
    assert (refused.status_code, "administrator" in refused.json()["detail"]) == (403, True)
    assert _patch(admin, union.hex, {"name": "Somebody Else"}).json()["name"] == "Somebody Else"
    assert _patch(admin, union.hex, {"kind": "monitor"}).status_code == 422
    member = make_person(union)
    assert _patch(member, union.hex, {"description": {}}).status_code == 403


def test_a_stale_change_is_refused(union: Organisation) -> None:
    path, client = f"/v1/organisations/{union.hex}", union.manager.client
    tag = client.get(path).headers["etag"]
    assert client.patch(path, json={"languages": ["ar"]}, headers={"If-Match": tag}).status_code == 200
    assert client.patch(path, json={"languages": ["bn"]}, headers={"If-Match": tag}).status_code == 412
    assert client.patch(path, json={"languages": ["bn"]}).status_code == 428
    assert client.get(path).json()["languages"] == ["ar"]


def test_each_sees_its_own(union: Organisation) -> None:
    other = make_organisation(union.programme)
    listed = [one["organisation"] for one in union.manager.client.get("/v1/organisations").json()["items"]]
    assert listed == [union.hex]
    assert union.manager.client.get(f"/v1/organisations/{other.hex}").status_code == 404
    for path in ("members", "keys", "invitations"):
        assert union.manager.client.get(f"/v1/organisations/{other.hex}/{path}").status_code == 404
    assert _patch(union.manager, other.hex, {"description": {}}).status_code == 404
    everything = union.programme.administrator.client.get("/v1/organisations").json()["items"]
    assert {one["organisation"] for one in everything} == {union.hex, other.hex}


def test_who_belongs_to_two_sees_both(union: Organisation) -> None:
    from tests.factories.people import accept, confirm, invite

    other = make_organisation(union.programme)
    nadia = make_person(union)
    invitation = invite(other.manager, other.organisation)
    accept(nadia, other.manager, invitation, fingerprint=other.fingerprint, signed_in=True)
    assert confirm(other, other.manager, invitation, nadia).status_code == 200
    mine = nadia.client.get("/v1/me").json()["memberships"]
    assert {one["organisation"] for one in mine} == {union.hex, other.hex}
    assert {one["organisation"] for one in nadia.client.get("/v1/organisations").json()["items"]} == {union.hex, other.hex}


def test_members_are_listed_for_members(union: Organisation) -> None:
    nadia = make_person(union, name="Nadia")
    rows = {one["name"]: one for one in nadia.client.get(f"/v1/organisations/{union.hex}/members").json()["items"]}
    assert set(rows) == {"Nadia", "Maya Akter"}
    assert rows["Nadia"]["kid"] == nadia.kid.hex()
    assert (rows["Nadia"]["manager"], rows["Maya Akter"]["manager"]) == (False, True)
    assert union.programme.administrator.client.get(f"/v1/organisations/{union.hex}/members").status_code == 403


def test_lists_come_in_pages(programme: Programme) -> None:
    for number in range(3):
        make_unfounded(programme, name=f"Organisation {number}")
    client, found, after = programme.administrator.client, [], ""
    while True:
        page = client.get(f"/v1/organisations?limit=1{after}").json()
        found += [one["name"] for one in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert found == ["Organisation 0", "Organisation 1", "Organisation 2"]
    assert client.get("/v1/organisations?after=rubbish").status_code == 422
    assert client.get("/v1/organisations?limit=101").status_code == 422


def test_the_intake_door_knows_no_accounts(intake: TestClient, union: Organisation) -> None:
    token = union.manager.client.cookies["__Host-session"]
    for path in ("/v1/me", "/v1/organisations", f"/v1/organisations/{union.hex}/members"):
        assert intake.get(path, headers={"Cookie": f"__Host-session={token}"}).status_code == 404
