"""Accounts of programs: invited and confirmed like anybody's, kept by whoever invited them, and without a way to sign in."""

import pytest
from sqlalchemy import Engine, text

from tests.factories.accounts import b64
from tests.factories.organisations import Organisation, next_roster, post_roster
from tests.factories.people import confirm, invite, make_person
from tests.factories.programs import Program, join, make_program, make_token, with_token


@pytest.fixture
def archive(union: Organisation) -> Program:
    return make_program(union)


def test_programs_are_listed_to_their_keeper(union: Organisation, archive: Program) -> None:
    (item,) = union.manager.client.get("/v1/me/programs").json()["items"]
    assert item == {"user": archive.user.hex(), "name": "Archive", "kid": archive.kid.hex(), "organisations": [union.hex]}
    assert make_person(union).client.get("/v1/me/programs").json()["items"] == []


def test_everybody_in_the_organisation_sees_that_it_is_a_program(union: Organisation, archive: Program) -> None:
    members = make_person(union).client.get(f"/v1/organisations/{union.hex}/members").json()["items"]
    assert {one["name"]: one["program"] for one in members}["Archive"] is True
    assert sum(one["program"] for one in members) == 1
    people = union.programme.administrator.client.get("/v1/people").json()["items"]
    assert {one["name"]: one["program"] for one in people}["Archive"] is True


def test_a_program_waits_to_be_confirmed(union: Organisation) -> None:
    program = Program(union.programme.instance)
    invitation = invite(union.manager, union.organisation)
    assert join(program, union, invitation).status_code == 200
    client = with_token(union.programme, make_token(union.manager, "read-cases", program=program))
    assert client.get(f"/v1/organisations/{union.hex}/cases").status_code == 404
    waiting = union.manager.client.get(f"/v1/organisations/{union.hex}/invitations").json()["items"]
    (item,) = [one for one in waiting if one["invitation"] == invitation.hex()]
    assert (item["invitee"]["name"], item["invitee"]["program"]) == ("Archive", True)
    # A program stands where the factory asks for a person: it has the same keys.
    assert confirm(union, union.manager, invitation, program).status_code == 200  # type: ignore[arg-type]
    assert client.get(f"/v1/organisations/{union.hex}/cases").status_code == 200


def test_a_program_is_no_manager(union: Organisation, archive: Program) -> None:
    program = Program(union.programme.instance)
    invitation = invite(union.manager, union.organisation, role="manager")
    assert join(program, union, invitation, role="manager").status_code == 403
    promoted = next_roster(union, union.manager.keys, managers=union.latest.managers | {archive.kid})
    answer = post_roster(union, union.manager, promoted)
    assert (answer.status_code, answer.json()["code"]) == (422, "programs-manage-nothing")


def test_a_program_cannot_sign_in_or_be_told_anything(union: Organisation, archive: Program, engine: Engine) -> None:
    sent = {"user": archive.user.hex(), "auth": b64(bytes(32))}
    assert union.programme.stranger().client.post("/v1/sign-in", json=sent).status_code == 401
    assert union.programme.stranger().client.post("/v1/recovery", json=sent).status_code == 401
    with engine.connect() as connection:
        query = text("SELECT login, email, vault, notices, administrator FROM person WHERE keeper IS NOT NULL")
        assert connection.execute(query).all() == [(None, None, None, False, False)]
        slots = text("SELECT count(*) FROM slot JOIN person USING (person) WHERE keeper IS NOT NULL")
        assert connection.execute(slots).scalar_one() == 0


def test_an_account_comes_in_by_one_way(union: Organisation) -> None:
    somebody, program = union.programme.stranger(), Program(union.programme.instance)
    path = f"/v1/invitations/{invite(union.manager, union.organisation).hex()}/acceptance"
    both = {"mac": b64(bytes(32)), "program": program.account(), "account": somebody.account()}
    assert somebody.client.post(path, json=both).json()["code"] == "account-needed"
    sent = {"mac": b64(bytes(32)), "program": program.account()}
    assert union.manager.client.post(path, json=sent).json()["code"] == "account-not-wanted"
    forged = program.account() | {"proof": b64(bytes(64))}
    assert somebody.client.post(path, json=sent | {"program": forged}).json()["code"] == "seal-refused"
