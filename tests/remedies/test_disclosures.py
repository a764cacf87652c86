"""Entries of the workers' room are shown at the table: to whom a consent covers, as long as it holds, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, true

from remedy_api.remedies import policy
from remedy_api.remedies.queries import disclosures as disclosure_queries
from remedy_api.sealing import disclosing
from remedy_api.sealing.event_data import Value
from remedy_api.sealing.keys import new_id
from tests.factories import reports
from tests.factories.case_readers import admit as admit_to_case
from tests.factories.case_readers import revoke as revoke_in_case
from tests.factories.cases import Case, keep, open_case, stage, step
from tests.factories.cases import write as write_in_case
from tests.factories.database import contents
from tests.factories.disclosures import body, listed, made, read, send, show
from tests.factories.organisations import Organisation
from tests.factories.people import join, make_organisation
from tests.factories.reports import file_report
from tests.factories.tables import Table, allow, open_table, revoke, seat, take_back
from tests.fixtures.time import Turn
from tests.remedies.test_parties import failures

NOTHING: list[dict[str, Any]] = []


@pytest.fixture
def factory(table: Table) -> Organisation:
    """The company at the table that has to answer."""
    return seat(table, "operator")


def test_what_is_shown_is_read_by_whom_it_is_shown_to_and_nobody_else(table: Table, factory: Organisation) -> None:
    buyer = seat(table, "buyer")
    entry = write_in_case(table.behind, "message", "The payslips of June are false.")
    consent = allow(table.behind, "evidence", factory)
    answer = show(table, entry, consent, factory)
    assert answer.status_code == 201, answer.text
    disclosure = answer.json()["head"]
    assert read(table, factory) == ["The payslips of June are false."]
    (item,) = listed(table, factory)
    assert (item["disclosure"], item["live"]) == (disclosure, True)
    # Nothing says in which room it is, or where.
    for client in (factory.manager.client, buyer.manager.client):
        for path in (table.path, f"{table.path}/events", f"{table.path}/disclosures", f"/v1/tables/{table.hex}"):
            assert table.behind.hex not in client.get(path).text
    assert listed(table, buyer) == NOTHING
    assert body(table, buyer, disclosure).status_code == 404
    assert [one["disclosure"] for one in listed(table, table.founder)] == [disclosure]
    assert body(table, table.founder, disclosure).status_code == 200
    stranger = make_organisation(table.founder.programme, kind="operator")
    assert stranger.manager.client.get(f"{table.path}/disclosures").status_code == 404
    assert body(table, stranger, disclosure).status_code == 404


def test_who_joins_later_reads_nothing_that_was_shown_before(table: Table, factory: Organisation) -> None:
    consent = allow(table.behind, "evidence")
    assert show(table, write_in_case(table.behind), consent, factory).status_code == 201
    late = seat(table, "operator")
    assert (listed(table, late), len(listed(table, factory))) == (NOTHING, 1)
    assert show(table, write_in_case(table.behind), consent, late, factory).status_code == 201
    assert (len(listed(table, late)), len(listed(table, factory))) == (1, 2)


def test_a_consent_taken_back_ends_it_at_the_next_request(table: Table, factory: Organisation) -> None:
    consent = allow(table.behind, "evidence", factory)
    other = allow(table.behind, "evidence")
    disclosure = show(table, write_in_case(table.behind), consent, factory).json()["head"]
    assert show(table, write_in_case(table.behind), other, factory).status_code == 201
    assert len(listed(table, factory)) == 2
    take_back(table.behind, consent)
    assert len(listed(table, factory)) == 1
    answer = body(table, factory, disclosure)
    assert (answer.status_code, answer.text) == (404, body(table, factory, "ab" * 32).text)
    assert [one["live"] for one in listed(table, table.founder)] == [False, True]
    # Another consent does not bring back what rested on this one.
    allow(table.behind, "evidence", factory)
    assert len(listed(table, factory)) == 1


@pytest.mark.parametrize(("days", "live"), [(3, True), (4, False)])
def test_a_consent_that_runs_out_ends_it_on_the_next_day(
    table: Table, factory: Organisation, turn: Turn, days: int, live: bool
) -> None:
    consent = allow(table.behind, "evidence", factory, until=str(reports.today() + timedelta(days=3)))
    disclosure = show(table, write_in_case(table.behind), consent, factory).json()["head"]
    turn(days, factory.manager, table.manager)
    assert body(table, factory, disclosure).status_code == (200 if live else 404)
    assert len(listed(table, factory)) == int(live)
    assert [one["live"] for one in listed(table, table.founder)] == [live]


def test_pages_count_only_what_is_shown(table: Table, factory: Organisation) -> None:
    kept, gone = allow(table.behind, "evidence"), allow(table.behind, "evidence", factory)
    for consent in (kept, gone, kept):
        assert show(table, write_in_case(table.behind), consent, factory).status_code == 201
    take_back(table.behind, gone)
    client = factory.manager.client
    first = client.get(f"{table.path}/disclosures", params={"limit": 1}).json()
    second = client.get(f"{table.path}/disclosures", params={"limit": 1, "after": first["next"]}).json()
    assert (len(first["items"]), len(second["items"]), second["next"]) == (1, 1, None)


@pytest.mark.parametrize(
    ("audience", "content", "named"),
    [
        ("suppliers", "progress", True),
        ("operator", "table", True),
        ("operator", "plan", True),
        ("buyers", "evidence", False),
    ],
)
def test_only_a_consent_that_covers_it(
    table: Table, factory: Organisation, engine: Engine, audience: str, content: str, named: bool
) -> None:
    consent = allow(table.behind, content, *([factory] if named else []), audience=audience)
    entry = write_in_case(table.behind)
    before = contents(engine)
    assert failures(show(table, entry, consent, factory)) == ["disclosure-consent-missing"]
    assert contents(engine) == before


def test_a_consent_covers_all_to_whom_it_is_shown(table: Table, factory: Organisation, engine: Engine) -> None:
    buyer = seat(table, "buyer")
    consent = allow(table.behind, "evidence")
    entry = write_in_case(table.behind)
    before = contents(engine)
    assert failures(show(table, entry, consent, factory, buyer)) == ["disclosure-consent-missing"]
    assert contents(engine) == before
    disclosure, beside = made(table, entry, consent, factory)
    take_back(table.behind, consent)
    before = contents(engine)
    assert failures(send(table, disclosure.data, beside)) == ["disclosure-consent-missing"]
    assert contents(engine) == before


def test_what_never_leaves_the_room_of_the_workers(table: Table, factory: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    # Their own devices refuse it first; the server cannot see what it is, but what it is kept as.
    monkeypatch.setattr(disclosing, "check_disclosed_kind", lambda kind: None)
    consent = allow(table.behind, "evidence", factory)
    risk = keep(table.behind, "risk")
    assert failures(show(table, risk, consent, factory)) == ["never-shown"]


def test_nothing_is_shown_to_a_company_while_the_case_is_not_safe(table: Table, factory: Organisation) -> None:
    consent = allow(table.behind, "evidence", factory)
    entry = write_in_case(table.behind)
    assert step(table.behind, stage("safety", reason="new_danger")).status_code == 201
    assert failures(show(table, entry, consent, factory)) == ["not-safe"]


def test_an_entry_of_another_case_is_not_shown(
    intake: TestClient, table: Table, factory: Organisation, union: Organisation, engine: Engine
) -> None:
    other = open_case(union, file_report(intake, union))
    consent = allow(table.behind, "evidence", factory)
    entry = write_in_case(other)
    disclosure, beside = made(table, write_in_case(table.behind), consent, factory)
    before = contents(engine)
    assert send(table, disclosure.data, beside | {"room": other.hex, "position": 0}).json()["code"] == "disclosure-wrong"
    assert contents(engine) == before
    # Signed as it is, too: neither this case's workers nor the other's consented to it here.
    theirs = allow(other, "evidence", factory)
    disclosure, beside = made(table, entry, theirs, factory, source=other)
    for named in (consent, theirs):
        answer = send(table, disclosure.data | {"consent": named}, beside)
        assert failures(answer) == ["disclosure-consent-missing"]


def test_what_goes_beside_the_event_is_what_was_signed(table: Table, factory: Organisation, engine: Engine) -> None:
    consent = allow(table.behind, "evidence", factory)
    first, second = write_in_case(table.behind), write_in_case(table.behind)
    disclosure, beside = made(table, first, consent, factory)
    _, another = made(table, second, consent, factory)
    before = contents(engine)
    for wrong, code in (
        ([], "not-now"),
        ([beside, beside], "not-now"),
        ([beside | {"position": another["position"]}], "disclosure-wrong"),
        ([beside | {"entry": new_id().hex()}], "disclosure-wrong"),
        ([beside | {"position": 2_000_000_000}], "disclosure-wrong"),
        ([beside | {"room": new_id().hex()}], "disclosure-wrong"),
        ([beside | {"room": table.hex, "position": 0}], "disclosure-wrong"),
        ([beside | {"wraps": another["wraps"]}], "seal-refused"),
        ([beside | {"wraps": beside["wraps"] * 2}], "seal-refused"),
    ):
        assert send(table, disclosure.data, *wrong).json()["code"] == code, wrong
    assert contents(engine) == before
    for member in ("place", "commitment", "body", "author", "entry"):
        said = str(disclosure.data[member])
        changed = disclosure.data | {member: said[:-1] + ("0" if said[-1] != "0" else "1")}
        assert send(table, changed, beside).json()["code"] == "disclosure-wrong", member
    assert contents(engine) == before
    assert send(table, disclosure.data, beside).status_code == 201
    assert send(table, disclosure.data, beside).json()["code"] == "seal-refused"


def test_only_the_workers_side_shows_anything(table: Table, factory: Organisation) -> None:
    consent = allow(table.behind, "evidence", factory)
    disclosure, beside = made(table, write_in_case(table.behind), consent, factory)
    assert send(table, disclosure.data, beside, by=factory).json()["code"] == "not-yours"
    # Who represents the workers at the table, but does not read their room any more, has nothing of it to show.
    other = seat(table, "worker_organisation")
    revoke_in_case(table.behind, other)
    assert send(table, disclosure.data, beside, by=other).json()["code"] == "disclosure-wrong"
    admit_to_case(table.behind, other)
    assert failures(send(table, disclosure.data, beside, by=other)) == ["not-representing", "not-meant"]
    named: dict[str, Value] = {"fingerprint": other.fingerprint.hex(), "role": "representative"}
    assert step(table.behind, ("entrusted", named)).status_code == 201
    # What it did not write itself it shows no more than anybody else's.
    assert failures(send(table, disclosure.data, beside, by=other)) == ["not-meant"]
    entry = write_in_case(table.behind, person=other.manager)
    disclosure, beside = made(table, entry, consent, factory)
    assert send(table, disclosure.data, beside, by=other).status_code == 201


def test_who_was_let_go_reads_nothing_that_was_shown(table: Table, factory: Organisation) -> None:
    consent = allow(table.behind, "evidence", factory)
    disclosure = show(table, write_in_case(table.behind), consent, factory).json()["head"]
    assert body(table, factory, disclosure).status_code == 200
    assert revoke(table, factory).status_code == 201
    assert body(table, factory, disclosure).status_code == 404
    assert factory.manager.client.get(f"{table.path}/disclosures").status_code == 404


def test_a_seat_counts_for_its_own_organisation_alone(table: Table, factory: Organisation) -> None:
    brand = seat(table, "supplier")
    join(factory.manager, brand)
    consent = allow(table.behind, "evidence", factory)
    disclosure = show(table, write_in_case(table.behind), consent, factory).json()["head"]
    assert len(listed(table, factory)) == 1
    assert revoke(table, factory).status_code == 201
    assert listed(table, factory) == []
    assert body(table, factory, disclosure).status_code == 404


def test_one_table_shows_nothing_of_another(case: Case, table: Table, factory: Organisation) -> None:
    second = open_table(case)
    consent = allow(case, "evidence", factory)
    disclosure = show(table, write_in_case(case), consent, factory).json()["head"]
    assert listed(second, table.founder) == NOTHING
    assert body(second, table.founder, disclosure).status_code == 404
    assert factory.manager.client.get(f"{second.path}/disclosures").status_code == 404


def test_a_forgotten_consent_and_a_forgotten_recipient_are_seen(
    table: Table, factory: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the tests above rest on: taken out, they would fail."""
    buyer = seat(table, "buyer")
    consent = allow(table.behind, "evidence", factory)
    assert show(table, write_in_case(table.behind), consent, factory).status_code == 201
    take_back(table.behind, consent)
    assert (listed(table, factory), listed(table, buyer)) == (NOTHING, NOTHING)
    with monkeypatch.context() as patched:
        patched.setattr(policy, "live", lambda today: true())
        assert len(listed(table, factory)) == 1
        assert listed(table, buyer) == NOTHING
    with monkeypatch.context() as patched:
        patched.setattr(disclosure_queries, "visible_disclosures", lambda actor, today: true())
        assert len(listed(table, buyer)) == 1
