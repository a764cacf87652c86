"""Whoever no longer represents the workers in the case has nothing of theirs left at its tables; and no table is left alone."""

from typing import Any

import pytest
from sqlalchemy import Engine, text, true

from remedy_api.remedies import policy
from remedy_api.sealing.event_data import EVENTS_OF
from tests.factories.case_readers import admit as admit_to_case
from tests.factories.case_readers import change_readers as change_case
from tests.factories.case_readers import revoke as revoke_in_case
from tests.factories.cases import Case, closed, step
from tests.factories.cases import write as write_in_case
from tests.factories.database import contents
from tests.factories.disclosures import body, listed, made, send, show
from tests.factories.organisations import Organisation, remove
from tests.factories.people import join, make_organisation, make_person
from tests.factories.tables import Table, act, admit, agree, allow, change_readers, promise, propose, say_done, seat, verify, write
from tests.remedies.test_parties import failures

READER = {"epoch", "received", "said_done"}
"""What a table asks no role of the representatives for."""


@pytest.fixture
def factory(table: Table) -> Organisation:
    """The company at the table that has to answer."""
    return seat(table, "operator")


@pytest.fixture
def former(table: Table, factory: Organisation) -> Organisation:
    """Another union that represented the workers in the case and at the table, and does so in the case no longer."""
    other = seat(table, "worker_organisation")
    agree(table, promise(factory), promise(factory, "more"), promise(factory, "third"), owners=[factory])
    for name in ("pay", "more"):
        assert say_done(table, factory, name).status_code == 201
    assert verify(table, "more").status_code == 201
    revoke_in_case(table.behind, other)
    return other


def entrust(case: Case, one: Organisation) -> Any:
    """Somebody who reads a case comes to represent the workers there; the answer."""
    return step(case, ("entrusted", {"fingerprint": one.fingerprint.hex(), "role": "representative"}))


def leave(case: Case, one: Organisation, *, by: Organisation | None = None) -> Any:
    """Somebody is let go from the case; the answer."""
    left = [reader for reader in case.readers if reader is not one]
    return change_case(case, left, ("revoked", {"reader": one.fingerprint.hex()}), acting=by)


def attempts(table: Table, factory: Organisation, by: Organisation) -> dict[str, Any]:
    """What the representatives sign, each event in order but for who signs it."""
    monitor = make_organisation(table.founder.programme, kind="monitor")
    named, reasons = {"fingerprint": monitor.fingerprint.hex()}, write(table, "reasons", by=by)
    steps = tuple(promise(factory, name) for name in ("pay", "more", "third"))
    latest = table.plans[-1]
    assert propose(table, *(promise(factory, name) for name in ("pay", "more", "third", "last")), by=factory).status_code == 201
    consent = allow(table.behind, "evidence", factory)
    disclosure, beside = made(table, write_in_case(table.behind), consent, factory)
    assert latest != table.plans[-1]
    return {
        "admitted": lambda: change_readers(table, [*table.readers, monitor], ("admitted", named), acting=by),
        "entrusted": lambda: act(table, "entrusted", by, fingerprint=factory.fingerprint.hex(), role="duty_bearer"),
        "revoked": lambda: change_readers(
            table,
            [one for one in table.readers if one is not factory],
            ("revoked", {"reader": factory.fingerprint.hex()}),
            acting=by,
        ),
        "disclosed": lambda: send(table, disclosure.data, beside, by=by),
        "plan": lambda: act(table, "plan", by, against=table.plans[-1], entry=reasons, warned="", steps=steps),
        "accepted": lambda: act(table, "accepted", by, plan=table.plans[-1]),
        "refused": lambda: act(table, "refused", by, plan=table.plans[-1], entry=reasons),
        "verified": lambda: verify(table, by=by),
        "disputed": lambda: act(table, "disputed", by, step="pay", entry=reasons),
        "step_reopened": lambda: act(table, "step_reopened", by, step="more", reason="mistake", entry=""),
    }


def test_nothing_that_representatives_sign_is_taken_from_a_former_one(
    table: Table, factory: Organisation, former: Organisation, engine: Engine
) -> None:
    ways = attempts(table, factory, former)
    assert set(ways) == EVENTS_OF["table"] - READER, "a type of event is not tried"
    before = contents(engine)
    for kind, attempt in ways.items():
        answer = attempt()
        # What it does not read in the workers' room it cannot show in any case.
        wanted = "disclosure-wrong" if kind == "disclosed" else "preconditions-missing"
        assert answer.json()["code"] == wanted, (kind, answer.text)
        if kind != "disclosed":
            assert "not-representing" in failures(answer), kind
    assert contents(engine) == before
    # It may still say what anybody may who sits there, and who represents the workers lets it go.
    write(table, by=former)
    ours = attempts(table, factory, table.founder)
    assert ours["verified"]().status_code == 201
    assert change_readers(table, [table.founder, factory], ("revoked", {"reader": former.fingerprint.hex()})).status_code == 201


def test_keys_begun_for_nothing_are_not_a_former_ones(table: Table, factory: Organisation, former: Organisation) -> None:
    assert failures(change_readers(table, table.readers, acting=former)) == ["not-representing"]
    assert change_readers(table, table.readers).status_code == 201
    # Where one is due it may be anybody's, above all when somebody was just let go elsewhere.
    remove(factory, make_person(factory))
    assert change_readers(table, table.readers, acting=former).status_code == 201


def test_a_role_in_the_case_is_enough_and_needed(table: Table, former: Organisation, factory: Organisation) -> None:
    admit_to_case(table.behind, former)
    assert failures(act(table, "disputed", former, step="pay", entry=write(table, "reasons", by=former))) == ["not-representing"]
    assert entrust(table.behind, former).status_code == 201
    assert act(table, "disputed", former, step="pay", entry=write(table, "reasons", by=former)).status_code == 201


def test_what_only_representatives_read_is_not_read_by_a_former_one(
    table: Table, factory: Organisation, former: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    consent = allow(table.behind, "evidence", factory)
    disclosure = show(table, write_in_case(table.behind), consent, factory).json()["head"]
    assert [one["disclosure"] for one in listed(table, table.founder)] == [disclosure]
    assert listed(table, former) == []
    assert body(table, former, disclosure).status_code == 404
    pages = [table.page(one.manager.client) for one in (table.founder, former)]
    assert [page["represents"] for page in pages] == [True, False]
    told = [{one["name"]: (one["consented"], one["represents"]) for one in page["parties"]} for page in pages]
    assert told[0] == {table.founder.name: (None, True), factory.name: (True, None), former.name: (None, False)}
    assert set(told[1].values()) == {(None, None)}
    assert [page["needs"] for page in pages] == ["verify_step", None]
    for one, wanted in ((table.founder, "verify_step"), (former, None)):
        (row,) = one.manager.client.get(f"/v1/organisations/{one.hex}/tables").json()["items"]
        assert row["needs"] == wanted
    # Taken out, it would be seen.
    monkeypatch.setattr(policy, "represents", lambda: true())
    assert [one["disclosure"] for one in listed(table, former)] == [disclosure]


def test_when_a_role_changes_what_is_needed_follows(
    table: Table, factory: Organisation, former: Organisation, engine: Engine
) -> None:
    def needed() -> list[bool]:
        query = text("SELECT needs_on IS NOT NULL FROM table_party WHERE organisation = :one")
        with engine.connect() as connection:
            return list(connection.execute(query, {"one": former.organisation}).scalars())

    assert needed() == [False]
    admit_to_case(table.behind, former, role="representative")
    assert needed() == [True]
    revoke_in_case(table.behind, former)
    assert needed() == [False]


def test_only_who_represents_in_the_case_comes_to_represent_at_its_table(table: Table, engine: Engine) -> None:
    other = make_organisation(table.founder.programme)
    before = contents(engine)
    assert failures(admit(table, other, role="representative")) == ["represents-nobody"]
    assert contents(engine) == before
    admit_to_case(table.behind, other)
    assert failures(admit(table, other, role="representative")) == ["represents-nobody"]
    assert admit(table, other).status_code == 201
    assert entrust(table.behind, other).status_code == 201
    assert act(table, "entrusted", fingerprint=other.fingerprint.hex(), role="representative").status_code == 201


def test_the_last_representative_of_a_table_stays_in_the_case(table: Table, factory: Organisation, engine: Engine) -> None:
    """Who represents the workers in the case alone is not yet at the table; who is there may not go before somebody else is."""
    case, other = table.behind, make_organisation(table.founder.programme)
    admit_to_case(case, other, role="representative")
    before = contents(engine)
    assert failures(leave(case, table.founder, by=other)) == ["table-left-alone"]
    assert contents(engine) == before
    # Who else reads the case goes as ever.
    monitor = make_organisation(table.founder.programme, kind="monitor")
    admit_to_case(case, monitor)
    assert leave(case, monitor, by=other).status_code == 201
    assert admit(table, other, role="representative").status_code == 201
    assert leave(case, table.founder, by=other).status_code == 201


def test_a_table_without_a_company_keeps_nobody(table: Table) -> None:
    """Who opened one, and sits there alone, can be let go from the case as if there were none."""
    case, other = table.behind, make_organisation(table.founder.programme)
    admit_to_case(case, other, role="representative")
    assert leave(case, table.founder, by=other).status_code == 201


def test_a_table_that_the_company_has_left_keeps_nobody(table: Table, factory: Organisation) -> None:
    case, other = table.behind, make_organisation(table.founder.programme)
    admit_to_case(case, other, role="representative")
    assert failures(leave(case, table.founder, by=other)) == ["table-left-alone"]
    assert change_readers(table, [table.founder], ("revoked", {"reader": factory.fingerprint.hex()})).status_code == 201
    assert leave(case, table.founder, by=other).status_code == 201


def test_who_represents_a_table_alone_stays_there(table: Table, former: Organisation, engine: Engine) -> None:
    """The protocol counts the former one, who can do nothing any more. Who acts for somebody else there, too, could go."""
    join(table.manager, seat(table, "monitor"))
    before = contents(engine)
    left = [one for one in table.readers if one is not table.founder]
    assert failures(change_readers(table, left, ("revoked", {"reader": table.founder.fingerprint.hex()}))) == ["table-left-alone"]
    assert contents(engine) == before


def test_a_closed_case_keeps_nobody(table: Table) -> None:
    case, other = table.behind, make_organisation(table.founder.programme)
    admit_to_case(case, other, role="representative")
    assert step(case, closed()).status_code == 201
    assert leave(case, table.founder, by=other).status_code == 201


def test_what_only_a_former_one_agreed_to_comes_into_force_by_no_company(
    table: Table, factory: Organisation, former: Organisation
) -> None:
    """The plan of a union that is let go stands there still; whoever represents the workers now has to want it, too."""
    other = seat(table, "worker_organisation")
    steps = tuple(promise(factory, name) for name in ("more", "new"))
    assert propose(table, *steps, by=other).status_code == 201
    latest = table.plans[-1]
    revoke_in_case(table.behind, other)
    assert failures(act(table, "accepted", factory, plan=latest)) == ["not-representing"]
    assert table.page(table.manager.client)["in_force"] != latest
    assert act(table, "accepted", plan=latest).status_code == 201
    assert act(table, "accepted", factory, plan=latest).status_code == 201
    assert table.page(table.manager.client)["in_force"] == latest
