"""A history that was verified is not verified again, and what is remembered never says more than all of it would."""

from dataclasses import fields

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlmodel import Session

from remedy_api.accounts.queries import instance_of
from remedy_api.rooms import chains, walks
from remedy_api.rooms.models import Room
from remedy_api.rooms.walks import Walks
from remedy_api.sealing import event as sealing_event
from remedy_api.sealing.room import VerifiedRoom, verify_further
from tests.factories.case_readers import admit, revoke
from tests.factories.cases import Case, open_case, step, write
from tests.factories.organisations import Organisation, remove
from tests.factories.people import make_organisation, make_person
from tests.factories.reports import file_report


@pytest.fixture(autouse=True)
def remembered(monkeypatch: pytest.MonkeyPatch) -> Walks:
    """What the process remembers, empty at the beginning of each test."""
    fresh = Walks()
    monkeypatch.setattr(chains, "WALKS", fresh)
    return fresh


@pytest.fixture
def case(intake: TestClient, union: Organisation) -> Case:
    return open_case(union, file_report(intake, union))


def walked(engine: Engine, case: Case) -> VerifiedRoom:
    """The room as the server walks it now."""
    with Session(engine) as session:
        return chains.walk(session, session.get_one(Room, case.room), instance_of(session))


def afresh(engine: Engine, case: Case, monkeypatch: pytest.MonkeyPatch) -> VerifiedRoom:
    """The same, from the first event on."""
    with monkeypatch.context() as patch:
        patch.setattr(chains, "WALKS", Walks())
        return walked(engine, case)


def recorded(case: Case, band: str = "under-10") -> int:
    """One more step; the answer's status."""
    return int(step(case, ("recorded", {"fact": "workers", "values": (band,)})).status_code)


def test_only_what_is_new_is_verified(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    assert recorded(case) == 201
    counted: list[bytes] = []
    real = sealing_event.verify_signature
    monkeypatch.setattr(sealing_event, "verify_signature", lambda *given: (counted.append(given[1]), real(*given))[1])
    assert recorded(case) == 201
    assert len(counted) == 1
    counted.clear()
    write(case)
    assert counted == []


def test_walking_on_ends_where_walking_all_of_it_ends(case: Case, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monitor = make_organisation(case.founder.programme, kind="monitor")
    for change in (
        lambda: recorded(case),
        lambda: admit(case, monitor),
        lambda: remove(monitor, make_person(monitor)),
        lambda: revoke(case, monitor),
        lambda: admit(case, monitor),
        lambda: make_person(case.founder),
        lambda: recorded(case, "10-49"),
    ):
        change()
        assert walked(engine, case) == afresh(engine, case, monkeypatch)


def test_a_refused_step_leaves_nothing_behind(case: Case, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert recorded(case) == 201
    assert step(case, ("stage", {"stage": "fact_finding", "reason": "", "entry": ""})).status_code == 409
    assert step(case, ("stage", {"stage": "notification", "reason": "", "entry": ""})).status_code == 409
    assert walked(engine, case).stage == "admissibility"
    assert recorded(case) == 201
    assert walked(engine, case) == afresh(engine, case, monkeypatch)


def test_a_chain_with_another_past_is_walked_anew(case: Case, engine: Engine) -> None:
    before = walked(engine, case)
    other = make_organisation(case.founder.programme)
    with Session(engine) as session:
        (foreign,) = chains.verified_chains(session, instance_of(session), [other.organisation])
    for given in ([foreign], []):
        assert verify_further(before, statements=[], events=[], authors=[], chains=given) is None


def test_rooms_are_forgotten_oldest_first(
    intake: TestClient, union: Organisation, engine: Engine, remembered: Walks, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [open_case(union, file_report(intake, union)) for _ in range(3)]
    monkeypatch.setattr(walks, "MOST_EVENTS", 20)
    for one in cases:
        walked(engine, one)
    kept = [room for _, room in remembered.found]
    assert cases[-1].room in kept
    assert cases[0].room not in kept
    assert remembered.events == sum(len(known[0].events) for known in remembered.found.values()) <= 20


def test_another_head_is_another_history(case: Case, engine: Engine, remembered: Walks) -> None:
    now = walked(engine, case)
    assert remembered.get(now.instance, case.room, now.head) is now
    assert remembered.get(now.instance, case.room, bytes(32)) is None
    assert remembered.get("elsewhere", case.room, now.head) is None
    with engine.begin() as connection:
        connection.execute(text("UPDATE room SET head = :head"), {"head": bytes(32)})
    assert walked(engine, case) == now, "not found by that head, so walked from the beginning"


def test_walking_on_shares_nothing_that_changes(case: Case, engine: Engine) -> None:
    """A field that is added to a walk and forgotten in `onward` would let a refused step change what is remembered."""
    walk = walked(engine, case).walked
    onward = walk.onward(walk.keys, walk.chains)
    for one, other in ((walk, onward), (walk.case, onward.case)):
        for field in fields(one):
            before, after = getattr(one, field.name), getattr(other, field.name)
            assert before == after
            if isinstance(before, dict | list | set) and field.name not in ("keys", "chains"):
                assert before is not after, field.name
    assert walk.case is not onward.case
