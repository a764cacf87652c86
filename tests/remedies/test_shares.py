"""No company fills a table: so much in a day, and never the last of it. The workers' side is held to neither."""

from typing import Any

import pytest
from sqlalchemy import Engine

from remedy_api.rooms import shares
from remedy_api.rooms.actions import entries, history
from tests.factories.cases import send_entry
from tests.factories.database import contents
from tests.factories.organisations import Organisation, remove
from tests.factories.people import join, make_person
from tests.factories.tables import Table, act, agree, change_readers, promise, propose, say_done, seal, seat, verify, write
from tests.fixtures.time import Turn


@pytest.fixture
def factory(table: Table) -> Organisation:
    """The company at the table that has to answer."""
    return seat(table, "operator")


def say(table: Table, by: Organisation) -> Any:
    """A message; the answer."""
    person = by.manager
    head = person.client.get(table.path).json()["head"]
    return send_entry(table, person.client, seal(table, "message", "Once more.", person, head))


def refused(answer: Any, code: str, status: int) -> None:
    """Whether it was, with a sentence of its own."""
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert "table" in answer.json()["detail"]


def test_so_many_entries_a_day(
    table: Table, factory: Organisation, engine: Engine, monkeypatch: pytest.MonkeyPatch, turn: Turn
) -> None:
    brand = seat(table, "supplier")
    monkeypatch.setattr(shares, "ENTRIES_A_DAY", 3)
    for _ in range(3):
        assert say(table, factory).status_code == 201
    before = contents(engine)
    answer = say(table, factory)
    refused(answer, "share-spent", 429)
    assert 0 < int(answer.headers["Retry-After"]) <= 86_400
    assert contents(engine) == before
    # A colleague of theirs has no share of his own; another company, and the workers' side, have.
    assert say(table, brand).status_code == 201
    for _ in range(5):
        assert say(table, table.founder).status_code == 201
    turn(1, factory.manager)
    assert say(table, factory).status_code == 201


def test_a_colleague_has_no_share_of_his_own(table: Table, factory: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    colleague = make_person(factory)
    monkeypatch.setattr(shares, "ENTRIES_A_DAY", 1)
    assert say(table, factory).status_code == 201
    head = colleague.client.get(table.path).json()["head"]
    refused(send_entry(table, colleague.client, seal(table, "message", "Again.", colleague, head)), "share-spent", 429)


def test_who_acts_for_the_workers_side_too_writes_for_it(
    table: Table, factory: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    join(table.manager, factory)
    monkeypatch.setattr(shares, "ENTRIES_A_DAY", 0)
    assert say(table, table.founder).status_code == 201
    refused(say(table, factory), "share-spent", 429)


def test_so_many_steps_a_day(table: Table, factory: Organisation, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    agree(table, promise(factory), promise(factory, "more"), owners=[factory])
    monkeypatch.setattr(shares, "EVENTS_A_DAY", 2)
    assert say_done(table, factory).status_code == 201
    report = write(table, "report", by=factory)
    before = contents(engine)
    refused(act(table, "said_done", factory, step="more", entry=report), "share-spent", 429)
    assert contents(engine) == before
    for amount in ("5", "6", "7"):
        assert propose(table, promise(factory), promise(factory, "more", amount=amount)).status_code == 201
    assert verify(table).status_code == 201


def test_so_many_epochs_a_day(table: Table, factory: Organisation, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A company that changes its key again and again makes the others open epochs all day."""
    monkeypatch.setattr(shares, "EPOCHS_A_DAY", 1)
    remove(factory, make_person(factory))
    assert change_readers(table, table.readers, acting=factory).status_code == 201
    remove(factory, make_person(factory))
    before = contents(engine)
    refused(change_readers(table, table.readers, acting=factory), "share-spent", 429)
    assert contents(engine) == before
    # Nobody is kept from going on: the workers' side begins it.
    assert change_readers(table, table.readers).status_code == 201
    assert say(table, factory).status_code == 201


def test_the_last_of_it_is_the_workers(table: Table, factory: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    brand = seat(table, "supplier")
    monkeypatch.setattr(entries, "MOST_ENTRIES", 5)
    for one in (factory, factory, brand, brand):
        assert say(table, one).status_code == 201
    refused(say(table, factory), "kept-back", 409)
    assert say(table, table.founder).status_code == 201
    assert say(table, table.founder).json()["code"] == "room-full"
    number = len(table.as_reader(table.manager.client)["events"])
    monkeypatch.setattr(history, "MOST_EVENTS", number + 1)
    refused(act(table, "received", factory), "kept-back", 409)
    assert act(table, "entrusted", fingerprint=factory.fingerprint.hex(), role="duty_bearer").status_code == 201


def test_one_company_leaves_the_others_a_voice(
    table: Table, factory: Organisation, engine: Engine, monkeypatch: pytest.MonkeyPatch, turn: Turn
) -> None:
    """However many days it takes: what is left to companies is never one company's."""
    brand, colleague = seat(table, "supplier"), make_person(factory)
    monkeypatch.setattr(entries, "MOST_ENTRIES", 8)
    for _ in range(2):
        assert say(table, factory).status_code == 201
        turn(1, factory.manager, brand.manager, colleague, table.manager)
    assert say(table, factory).status_code == 201
    before = contents(engine)
    refused(say(table, factory), "kept-back", 409)
    assert contents(engine) == before
    # Nor under a colleague's name.
    head = colleague.client.get(table.path).json()["head"]
    refused(send_entry(table, colleague.client, seal(table, "message", "Again.", colleague, head)), "kept-back", 409)
    for _ in range(3):
        assert say(table, brand).status_code == 201
    assert say(table, table.founder).status_code == 201


def test_nor_its_steps(table: Table, factory: Organisation, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    brand = seat(table, "supplier")
    agree(table, promise(factory), promise(brand, "more"), promise(factory, "last"), owners=[factory, brand])
    assert say_done(table, factory).status_code == 201
    events = table.as_reader(table.manager.client)["events"]
    # The plan accepted, and a step done: two of the factory, in a table that holds three quarters of these for companies.
    monkeypatch.setattr(shares, "TOGETHER", 3 * len(events))
    monkeypatch.setattr(history, "MOST_EVENTS", 4 * 2 * len(events))
    report = write(table, "report", by=factory)
    before = contents(engine)
    refused(act(table, "said_done", factory, step="last", entry=report), "kept-back", 409)
    assert contents(engine) == before
    assert say_done(table, brand, "more").status_code == 201
    assert verify(table).status_code == 201
