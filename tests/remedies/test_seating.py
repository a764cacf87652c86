"""A company reads a table for as long as the workers' consent that it sits there, and not a request longer."""

from datetime import timedelta

import pytest

from tests.factories import reports
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.tables import Table, act, admit, allow, open_table, take_back
from tests.fixtures.time import Turn


@pytest.fixture
def company(table: Table) -> Organisation:
    """A company that nobody has consented to yet."""
    return make_organisation(table.founder.programme, kind="operator")


def answers(table: Table, company: Organisation) -> set[int]:
    """What every way to read a table answers a company."""
    paths = (table.path, f"{table.path}/entries", f"{table.path}/events", f"{table.path}/disclosures", f"/v1/tables/{table.hex}")
    return {company.manager.client.get(path).status_code for path in paths}


def listed(company: Organisation) -> int:
    """How many tables a company is listed."""
    return len(company.manager.client.get(f"/v1/organisations/{company.hex}/tables").json()["items"])


def test_a_consent_taken_back_closes_the_table_at_the_next_request(table: Table, company: Organisation) -> None:
    consent = allow(table.behind, "table", company)
    assert admit(table, company, role="duty_bearer").status_code == 201
    assert (answers(table, company), listed(company)) == ({200}, 1)
    take_back(table.behind, consent)
    assert (answers(table, company), listed(company)) == ({404}, 0)
    assert company.manager.client.post(f"{table.path}/seen", json={}).status_code == 404
    assert answers(table, table.founder) == {200}
    allow(table.behind, "table", company)
    assert (answers(table, company), listed(company)) == ({200}, 1)
    assert act(table, "received", company).status_code == 201


def test_another_consent_holds_the_seat(table: Table, company: Organisation) -> None:
    consents = [allow(table.behind, "table", company), allow(table.behind, "table")]
    assert admit(table, company, role="duty_bearer").status_code == 201
    take_back(table.behind, consents[0])
    assert answers(table, company) == {200}
    take_back(table.behind, consents[1])
    assert answers(table, company) == {404}


@pytest.mark.parametrize(("days", "status"), [(3, 200), (4, 404)])
def test_a_consent_that_runs_out_closes_it_on_the_next_day(
    table: Table, company: Organisation, turn: Turn, days: int, status: int
) -> None:
    allow(table.behind, "table", company, until=str(reports.today() + timedelta(days=3)))
    assert admit(table, company, role="duty_bearer").status_code == 201
    turn(days, company.manager, table.manager)
    assert answers(table, company) == {status}


def test_nobody_is_told_that_something_is_new_where_he_reads_no_longer(table: Table, company: Organisation) -> None:
    consent = allow(table.behind, "table", company)
    assert admit(table, company, role="duty_bearer").status_code == 201
    company.manager.client.post(f"{table.path}/seen", json={})
    take_back(table.behind, consent)
    other = make_organisation(table.founder.programme, kind="monitor")
    assert admit(table, other, role="monitor").status_code == 201
    allow(table.behind, "table", company)
    assert company.manager.client.get(f"/v1/organisations/{company.hex}/tables").json()["items"][0]["unseen"] is False


def test_every_table_of_a_case_follows(table: Table, company: Organisation) -> None:
    second = open_table(table.behind)
    consent = allow(table.behind, "table", company)
    for one in (table, second):
        assert admit(one, company, role="duty_bearer").status_code == 201
    take_back(table.behind, consent)
    assert [answers(one, company) for one in (table, second)] == [{404}, {404}]


def test_who_says_the_suppliers_does_not_mean_the_employer(table: Table, company: Organisation) -> None:
    allow(table.behind, "table", audience="suppliers")
    assert admit(table, company).status_code == 409
    supplier = make_organisation(table.founder.programme, kind="supplier")
    assert admit(table, supplier).status_code == 201
    # Named, it is meant: one company may supply from a site that it runs itself.
    allow(table.behind, "table", company, audience="suppliers")
    assert admit(table, company).status_code == 201
