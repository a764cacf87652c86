"""Who comes to a table: whom the workers consented to, in a role that fits what they are, from their own epoch on."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from remedy_api.rooms.actions import history
from tests.factories import reports
from tests.factories.accounts import b64
from tests.factories.case_readers import admit as admit_to_case
from tests.factories.case_readers import change_readers as change_case
from tests.factories.cases import Case, closed, send_entry, stage, step
from tests.factories.database import contents
from tests.factories.organisations import Organisation, remove
from tests.factories.people import make_organisation, make_person
from tests.factories.reports import opened, verified
from tests.factories.tables import (
    AUDIENCES,
    ROLES,
    Table,
    act,
    admit,
    allow,
    change_readers,
    revoke,
    seal,
    seat,
    take_back,
    write,
)
from tests.fixtures.time import Turn

COMPANIES = ("operator", "supplier", "buyer")


def failures(answer: Any) -> list[str]:
    """The codes of what is missing."""
    assert answer.json()["code"] == "preconditions-missing", answer.text
    return [one["code"] for one in answer.json()["failures"]]


@pytest.mark.parametrize("kind", COMPANIES)
def test_a_company_comes_only_by_a_consent_that_names_it(table: Table, engine: Engine, kind: str) -> None:
    company, other = (make_organisation(table.founder.programme, kind=kind) for _ in range(2))
    before = contents(engine)
    assert failures(admit(table, company)) == ["party-consent-missing"]
    assert contents(engine) == before
    audience = AUDIENCES[kind]
    allow(table.behind, "notice", company, audience=audience)
    allow(table.behind, "table", other, audience=audience)
    assert failures(admit(table, company)) == ["party-consent-missing"]
    consent = allow(table.behind, "table", company, audience=audience)
    take_back(table.behind, consent)
    assert failures(admit(table, company)) == ["party-consent-missing"]
    allow(table.behind, "table", company, audience=audience)
    assert admit(table, company).status_code == 201
    page = table.page(company.manager.client)
    assert (page["case"], page["role"], page["needs"]) == (None, "reader", None)


@pytest.mark.parametrize(("days", "status"), [(3, 201), (4, 409)])
def test_a_consent_holds_through_its_last_day(table: Table, turn: Turn, days: int, status: int) -> None:
    company = make_organisation(table.founder.programme, kind="operator")
    allow(table.behind, "table", company, until=str(reports.today() + timedelta(days=3)))
    turn(days, table.manager)
    assert admit(table, company).status_code == status


@pytest.mark.parametrize("kind", ["monitor", "coordinator", "worker_organisation"])
def test_others_need_no_consent_of_those_they_stand_by(table: Table, kind: str) -> None:
    assert table.page(seat(table, kind).manager.client)["role"] == ROLES[kind]


@pytest.mark.parametrize("kind", ROLES)
def test_a_role_fits_what_an_organisation_is(table: Table, kind: str) -> None:
    newcomer = make_organisation(table.founder.programme, kind=kind)
    if kind in COMPANIES:
        allow(table.behind, "table", newcomer, audience=AUDIENCES[kind])
    if ROLES[kind] == "representative":
        admit_to_case(table.behind, newcomer, role="representative")
    for role in sorted(set(ROLES.values()) - {ROLES[kind]}):
        answer = admit(table, newcomer, role=role)
        assert (answer.status_code, answer.json()["code"]) == (409, "not-for-this-kind"), role
    assert admit(table, newcomer, role=ROLES[kind]).status_code == 201


def test_a_company_stays_out_of_the_room_of_the_workers(table: Table) -> None:
    company = seat(table, "operator")
    named = {"fingerprint": company.fingerprint.hex()}
    answer = change_case(table.behind, [*table.behind.readers, company], ("admitted", named))
    assert answer.json()["code"] == "not-for-this-kind"
    for path in (table.behind.path, f"/v1/cases/{table.behind.hex}", f"{table.behind.path}/entries"):
        assert company.manager.client.get(path).status_code == 404


def test_who_comes_later_reads_from_then_on(table: Table) -> None:
    write(table, words="Before anybody came.")
    company = seat(table, "operator")
    write(table, words="Welcome.")
    view = table.as_reader(company.manager.client)
    assert [one["previous"] for one in view["epochs"]] == [None, None]
    assert set(opened(table, view, company.keys)) == {1}
    verified(table, view)


def test_an_epoch_that_hands_a_key_on_is_refused(table: Table, engine: Engine) -> None:
    monitor = make_organisation(table.founder.programme, kind="monitor")
    before = contents(engine)
    named = {"fingerprint": monitor.fingerprint.hex()}
    answer = change_readers(table, [*table.readers, monitor], ("admitted", named), previous=b64(bytes(60)))
    assert (answer.status_code, answer.json()["code"]) == (422, "seal-refused")
    assert contents(engine) == before


def test_who_represents_makes_an_epoch_at_any_time_and_nobody_else_one_that_changes_nothing(table: Table, engine: Engine) -> None:
    others = [seat(table, kind) for kind in ("operator", "buyer", "monitor")]
    before = contents(engine)
    for acting in others:
        assert change_readers(table, table.readers, acting=acting).json()["code"] == "not-yours"
    assert contents(engine) == before
    for _ in range(2):
        assert change_readers(table, table.readers).status_code == 201


def test_a_reader_whose_key_changed_begins_one_and_not_a_second(table: Table) -> None:
    company = make_organisation(table.founder.programme, kind="operator")
    gone = make_person(company)
    allow(table.behind, "table", company)
    assert admit(table, company, role="duty_bearer").status_code == 201
    remove(company, gone)
    # Until then nobody writes: whoever was let go would still read it.
    head = table.as_reader(table.manager.client)["head"]
    refused = send_entry(table, table.manager.client, seal(table, "message", "Too early.", table.manager, head))
    assert refused.json()["code"] == "stale-epoch"
    assert change_readers(table, table.readers, acting=company).status_code == 201
    assert change_readers(table, table.readers, acting=company).json()["code"] == "not-yours"
    write(table, by=company)
    view = table.as_reader(company.manager.client)
    assert set(opened(table, view, company.keys)) == {1, 2}


def test_a_full_history_takes_nothing_but_what_ends(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    company = seat(table, "operator")
    monkeypatch.setattr(history, "MOST_EVENTS", len(table.as_reader(table.manager.client)["events"]))
    assert act(table, "received", company).json()["code"] == "room-full"
    assert revoke(table, company).status_code == 201


def test_nothing_reaches_a_company_while_the_case_is_not_safe(table: Table, case: Case) -> None:
    company = make_organisation(table.founder.programme, kind="operator")
    allow(case, "table", company)
    assert step(case, stage("safety", reason="new_danger")).status_code == 201
    assert failures(admit(table, company)) == ["not-safe"]
    monitor = make_organisation(table.founder.programme, kind="monitor")
    assert admit(table, monitor).status_code == 201
    assert step(case, closed()).status_code == 201
    assert failures(admit(table, company)) == ["closed", "not-safe"]


def test_who_is_let_go_sees_nothing_any_more(table: Table) -> None:
    company = seat(table, "operator")
    client = company.manager.client
    assert len(client.get(f"/v1/organisations/{company.hex}/tables").json()["items"]) == 1
    assert revoke(table, company).status_code == 201
    for path in (table.path, f"/v1/tables/{table.hex}", f"{table.path}/disclosures"):
        assert client.get(path).status_code == 404
    assert client.get(f"/v1/organisations/{company.hex}/tables").json()["items"] == []
    assert [one["name"] for one in table.page(table.manager.client)["parties"]] == [table.founder.name]


def test_a_company_says_once_that_it_reads(table: Table) -> None:
    company = seat(table, "operator")
    page = table.page(company.manager.client)
    assert (page["needs"], page["needs_on"]) == ("confirm_receipt", str(reports.today()))
    assert act(table, "received", table.founder).json()["code"] == "not-yours"
    assert act(table, "received", company).status_code == 201
    assert act(table, "received", company).json()["code"] == "seal-refused"
    page = table.page(table.manager.client)
    days = {one["name"]: one["received_on"] for one in page["parties"]}
    assert days == {table.founder.name: None, company.name: str(reports.today())}
    assert table.page(company.manager.client)["needs"] is None


def test_the_representatives_see_whose_consent_is_gone(table: Table) -> None:
    company = make_organisation(table.founder.programme, kind="operator")
    consent = allow(table.behind, "table", company)
    assert admit(table, company, role="duty_bearer").status_code == 201

    def told(one: Organisation) -> dict[str, bool | None]:
        return {party["name"]: party["consented"] for party in table.page(one.manager.client)["parties"]}

    assert told(table.founder) == {table.founder.name: None, company.name: True}
    assert set(told(company).values()) == {None}
    take_back(table.behind, consent)
    assert told(table.founder) == {table.founder.name: None, company.name: False}


def test_readers_of_a_table_are_mailed_as_all_others(table: Table) -> None:
    company = seat(table, "operator")
    row = company.manager.client.get(f"/v1/organisations/{company.hex}/tables").json()["items"][0]
    assert row["unseen"]
    assert company.manager.client.post(f"{table.path}/seen").status_code == 204
    write(table)
    row = company.manager.client.get(f"/v1/organisations/{company.hex}/tables").json()["items"][0]
    assert row["unseen"]
