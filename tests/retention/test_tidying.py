"""Invitations that nobody used and the names of accounts closed long ago go without being announced."""

from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlmodel import Session

from remedy_api.accounts.concealment import reveal
from remedy_api.accounts.models import Person
from tests.factories.organisations import Organisation
from tests.factories.people import accept, invite, make_person
from tests.fixtures.addresses import PEOPLE_KEY
from tests.retention.conftest import Days


def invitations(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT state, count(*) AS number FROM invitation GROUP BY state"))
        return {row.state: row.number for row in rows}


def name_of(engine: Engine, person: bytes) -> str:
    with Session(engine, info={"people_key": PEOPLE_KEY}) as session:
        found = session.get_one(Person, person)
        return reveal(session, found.name, column="person.name", row=person)


def test_invitations(casework: TestClient, engine: Engine, union: Organisation, days: Days) -> None:
    make_person(union)
    confirmed = invitations(engine)["confirmed"]
    invite(union.manager, union.organisation)
    stranger = union.programme.stranger()
    accept(stranger, union.manager, invite(union.manager, union.organisation), fingerprint=union.fingerprint)
    assert invitations(engine) == {"confirmed": confirmed, "invited": 1, "accepted": 1}
    days.jump(14 + 29)
    days.go_on(1)
    assert invitations(engine) == {"confirmed": confirmed, "invited": 1, "accepted": 1}
    days.go_on(1)
    assert invitations(engine) == {"confirmed": confirmed}


def test_names_of_closed_accounts(engine: Engine, union: Organisation, days: Days) -> None:
    closed, stays = make_person(union), make_person(union)
    answer = union.programme.administrator.client.delete(f"/v1/people/{closed.user.hex()}")
    assert answer.status_code == 204
    name = name_of(engine, closed.user)
    assert name not in ("", "—")
    days.jump(1826)
    days.round()
    assert name_of(engine, closed.user) == name
    days.go_on(1)
    assert name_of(engine, closed.user) == "—"
    assert name_of(engine, stays.user) != "—"
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT count(*) FROM account_key WHERE person = :person"), {"person": closed.user})
        assert kept.scalar_one() == 1
    days.go_on(1)
    assert name_of(engine, closed.user) == "—"
