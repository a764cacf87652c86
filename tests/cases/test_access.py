"""Who comes into a case and who goes; and that nobody who is let in learns of reports that were not made to him."""

import base64
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import true

from remedy_api.cases.queries import reports as report_queries
from tests.factories import reports
from tests.factories.accounts import Person
from tests.factories.case_readers import admit, change_readers, revoke
from tests.factories.cases import Case, acknowledge, open_case, post, proof, send_entry, step, write
from tests.factories.cases import seal as seal_entry
from tests.factories.organisations import Organisation, remove
from tests.factories.people import make_organisation, make_person
from tests.factories.reports import events, events_json, file_report, verified
from tests.fixtures.time import Turn


@pytest.fixture
def case(intake: TestClient, union: Organisation) -> Case:
    return open_case(union, file_report(intake, union))


def everything(case: Case, organisation: Organisation) -> Iterator[tuple[str, Any]]:
    """Every answer about a case that a member of an organisation can get, with where it came from."""
    client = organisation.manager.client
    room = case.as_reader(client)
    paths = [
        f"/v1/cases/{case.hex}",
        f"/v1/organisations/{organisation.hex}/cases?view=all",
        f"/v1/organisations/{organisation.hex}/cases?view=today",
        f"/v1/organisations/{organisation.hex}/reports",
        f"{case.path}/entries",
        f"{case.path}/events",
        f"{case.path}/case",
    ]
    yield case.path, room
    for path in paths:
        answer = client.get(path)
        yield path, answer.json()
    for one in room["events"]:
        yield "a signed event", json.loads(base64.b64decode(one["payload"]))
    yield "a signed step", step(case, ("resumed", {}), acting=organisation).json()


def leaks(case: Case, organisation: Organisation, secrets: dict[str, str]) -> list[str]:
    """Which secrets stand in any field of any of these answers."""
    return [
        f"{what} in {where}"
        for where, answer in everything(case, organisation)
        for what, secret in secrets.items()
        if secret in json.dumps(answer)
    ]


@pytest.mark.parametrize("kind", ["monitor", "worker_organisation", "coordinator"])
def test_whoever_is_admitted_sees_neither_rooms_nor_days_of_reports_that_he_does_not_read(
    intake: TestClient, union: Organisation, turn: Turn, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    other, day = make_organisation(union.programme, kind=kind), reports.today()
    turn(-20, union.manager)
    report = file_report(intake, union)
    turn(-17, union.manager)
    acknowledge(union, report)
    turn(-5, union.manager, other.manager)
    case = open_case(union, report)
    admit(case, other, role="coordinator" if kind == "coordinator" else "")
    turn(0, union.manager, other.manager)
    secrets = {
        "the room": report.room.hex(),
        "the day of filing": str(day - timedelta(days=20)),
        "the day of acknowledgement": str(day - timedelta(days=17)),
    }
    assert len(leaks(case, union, secrets)) >= 3, "who reads the report is told all of it"
    assert leaks(case, other, secrets) == []
    view = case.view(other.manager.client)
    assert (view["reports"], view["reports_total"], view["submitted_on"]) == ([], 1, None)
    # How long a clock runs is published: its last day would be a day of the report as much as its first.
    (clock,) = view["clocks"]
    assert (clock["clock"], clock["from_day"], clock["due_on"], clock["days_left"]) == ("admissibility", None, None, None)
    assert view["clocks"][0]["overdue"]
    monkeypatch.setattr(report_queries, "visible_reports", lambda actor: true())
    assert leaks(case, other, secrets) != [], "a filter that was removed is seen"


def test_of_two_groups_reports_each_organisation_sees_its_own(intake: TestClient, union: Organisation) -> None:
    """Two unions read one report each; the one that handles the case reads both only if both were made to it."""
    other = make_organisation(union.programme)
    ours, both = file_report(intake, union), file_report(intake, union, other)
    case = open_case(union, ours, both)
    admit(case, other)
    seen = {one["room"] for one in case.view(other.manager.client)["reports"]}
    assert seen == {both.room.hex()}
    assert case.view(other.manager.client)["reports_total"] == 2
    assert other.manager.client.get(f"{ours.path}/case").status_code == 404
    assert other.manager.client.get(f"{both.path}/case").json() == {"case": case.hex}


def test_a_report_tells_of_its_case_only_to_who_reads_that_case(intake: TestClient, union: Organisation) -> None:
    other = make_organisation(union.programme)
    both = file_report(intake, union, other)
    case = open_case(union, both)
    assert other.manager.client.get(f"{both.path}/case").json() == {"case": None}
    (row,) = other.manager.client.get(f"/v1/organisations/{other.hex}/reports").json()["items"]
    assert row["case"] is None
    assert other.manager.client.get(f"/v1/cases/{case.hex}").status_code == 404


def test_strangers_and_administrators_see_nothing(case: Case) -> None:
    other = make_organisation(case.founder.programme)
    for client in (other.manager.client, case.founder.programme.administrator.client):
        for path in (f"/v1/cases/{case.hex}", case.path, f"{case.path}/events"):
            assert client.get(path).status_code == 404
    assert other.manager.client.get(f"/v1/organisations/{other.hex}/cases").json()["items"] == []
    assert other.manager.client.get(f"/v1/organisations/{case.founder.hex}/cases").status_code == 404


@pytest.mark.parametrize("kind", ["buyer", "supplier", "operator"])
def test_no_company_comes_into_the_workers_room(case: Case, kind: str) -> None:
    company = make_organisation(case.founder.programme, kind=kind)
    named = {"fingerprint": company.fingerprint.hex()}
    answer = change_readers(case, [*case.readers, company], ("admitted", named))
    assert (answer.status_code, answer.json()["code"]) == (409, "not-for-this-kind")
    answer = change_readers(case, [*case.readers, company], ("admitted", named), ("entrusted", named | {"role": "representative"}))
    assert answer.status_code == 409
    assert company.manager.client.get(case.path).status_code == 404


@pytest.mark.parametrize(
    ("kind", "role", "code"),
    [
        ("worker_organisation", "representative", 201),
        ("coordinator", "coordinator", 201),
        ("monitor", "representative", 409),
        ("monitor", "coordinator", 409),
        ("worker_organisation", "coordinator", 409),
        ("coordinator", "representative", 409),
    ],
)
def test_roles_go_to_those_whose_role_it_is(case: Case, kind: str, role: str, code: int) -> None:
    other = make_organisation(case.founder.programme, kind=kind)
    named = {"fingerprint": other.fingerprint.hex()}
    answer = change_readers(case, [*case.readers, other], ("admitted", named), ("entrusted", named | {"role": role}))
    assert answer.status_code == code, answer.text
    if code == 201:
        readers = {one["organisation"]: one["role"] for one in case.view(other.manager.client)["readers"]}
        assert readers == {case.founder.hex: "representative", other.hex: role}


def test_handed_over_to_another_representative(case: Case) -> None:
    other = make_organisation(case.founder.programme)
    admit(case, other, role="representative")
    revoke(case, case.founder, by=other)
    assert case.manager.client.get(case.path).status_code == 404
    assert case.manager.client.get(f"/v1/cases/{case.hex}").status_code == 404
    assert case.manager.client.get(f"/v1/organisations/{case.founder.hex}/cases").json()["items"] == []
    answer = step(case, ("recorded", {"fact": "issues", "values": ("hours",)}), acting=other)
    assert answer.status_code == 201
    # Whoever signed before is still needed to check the history, and is known as what he was.
    verified(case, case.as_reader(other.manager.client))
    history = case.view(other.manager.client)["history"]
    assert {one["name"] for one in history} == {case.founder.name, other.name}


def test_who_is_removed_has_lost_room_and_case_at_once(case: Case) -> None:
    monitor = make_organisation(case.founder.programme, kind="monitor")
    admit(case, monitor)
    client = monitor.manager.client
    assert write(case, "message", "I have been there.", person=monitor.manager)
    head = case.as_reader(client)["head"]
    late = seal_entry(case, "message", "Too late.", person=monitor.manager, head=head)
    revoke(case, monitor)
    for path in (case.path, f"{case.path}/entries", f"{case.path}/events", f"/v1/cases/{case.hex}"):
        assert client.get(path).status_code == 404
    assert send_entry(case, client, late).status_code == 404
    assert client.get(f"/v1/organisations/{monitor.hex}/cases").json()["items"] == []
    readers = case.view(case.manager.client)["readers"]
    assert [one["organisation"] for one in readers] == [case.founder.hex]
    verified(case, case.as_reader(case.manager.client))
    # And may be let in again.
    admit(case, monitor)
    assert case.view(client)["role"] == "reader"
    verified(case, case.as_reader(client))


def test_who_reads_changes_with_its_epoch_and_never_without(case: Case) -> None:
    monitor = make_organisation(case.founder.programme, kind="monitor")
    named = {"fingerprint": monitor.fingerprint.hex()}
    assert step(case, ("admitted", named)).json()["code"] == "not-now"
    admit(case, monitor)
    assert step(case, ("revoked", {"reader": monitor.fingerprint.hex()})).json()["code"] == "not-now"
    # Without naming it, the new epoch must keep it.
    assert change_readers(case, [case.founder]).json()["code"] == "seal-refused"


def test_the_last_representative_stays(case: Case) -> None:
    monitor = make_organisation(case.founder.programme, kind="monitor")
    admit(case, monitor)
    gone = ("revoked", {"reader": case.founder.fingerprint.hex()})
    assert change_readers(case, [monitor], gone).status_code in (403, 422)
    assert case.view(case.manager.client)["role"] == "representative"


def test_a_new_epoch_is_due_after_somebody_left_an_organisation(case: Case) -> None:
    leaver = make_person(case.founder)
    assert write(case, "message", "Hello.", person=leaver)
    remove(case.founder, leaver)
    head = case.as_reader(case.manager.client)["head"]
    entry = seal_entry(case, "message", "Among us.", head=head)
    assert send_entry(case, case.manager.client, entry).json()["code"] == "stale-epoch"
    assert leaver.client.get(case.path).status_code in (401, 404)
    # The page can tell: the latest statement names an older key than the organisation's chain.
    assert change_readers(case, case.readers).status_code == 201
    assert write(case, "message", "Among us.")


def test_a_stale_head_is_told_and_signed_again(case: Case) -> None:
    client, before = case.manager.client, case.as_reader(case.manager.client)
    recorded = ("recorded", {"fact": "issues", "values": ("hours",)})
    made = events(case, before, case.manager.keys, case.founder.rosters[-1], recorded)
    assert step(case, ("recorded", {"fact": "workers", "values": ("under-10",)})).status_code == 201
    sent = {"events": events_json(made)}
    assert client.post(f"{case.path}/events", json=sent).status_code == 428
    assert post(case, case.manager, sent, before["head"]).status_code == 412
    answer = post(case, case.manager, sent, case.as_reader(client)["head"])
    assert (answer.status_code, answer.json()["code"]) == (422, "seal-refused")
    assert step(case, recorded).status_code == 201


def test_late_keys_have_no_place_here(case: Case) -> None:
    monitor = make_organisation(case.founder.programme, kind="monitor")
    admit(case, monitor)
    view = case.as_reader(monitor.manager.client)
    assert all(one["previous"] for one in view["epochs"][1:])
    assert view["receipt"] is None
    assert {one["late"] for one in view["wraps"]} == {False}


def colleague(organisation: Organisation, case: Case) -> Person:
    """Somebody else of the same organisation, who sees the same case."""
    person = make_person(organisation)
    assert case.view(person.client)["role"] == "representative"
    return person


def test_a_colleague_takes_over(case: Case) -> None:
    nadia = colleague(case.founder, case)
    assert step(case, ("recorded", {"fact": "issues", "values": ("hours",)}), person=nadia).status_code == 201
    assert case.view(case.manager.client)["history"][0]["person"] == nadia.name


def test_a_proof_names_nobody(intake: TestClient, union: Organisation, case: Case) -> None:
    view = case.as_reader(case.manager.client)
    told = [json.loads(base64.b64decode(one["payload"])) for one in view["events"]]
    (linked,) = [one["data"]["report"] for one in told if one["type"] == "linked"]
    assert linked != proof(file_report(intake, union))
    assert len(bytes.fromhex(linked)) == 32
