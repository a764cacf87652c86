"""A plan is proposed, answered and in force; steps are said to be done by their owners and verified by the workers."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text

from remedy_api.remedies import guards
from tests.factories import reports
from tests.factories.database import contents
from tests.factories.organisations import Organisation
from tests.factories.tables import Table, act, agree, allow, promise, propose, say_done, seat, verify, write
from tests.fixtures.time import Turn
from tests.remedies.test_parties import failures


@pytest.fixture
def factory(table: Table) -> Organisation:
    """The company at the table that has to answer."""
    return seat(table, "operator")


def step_of(table: Table, client: Any, name: str = "pay") -> dict[str, Any]:
    """A step of the plan in force as somebody sees it."""
    page = table.page(client)
    (plan,) = [one for one in page["plans"] if one["plan"] == page["in_force"]]
    (found,) = [one for one in plan["steps"] if one["step"] == name]
    return dict(found)


def needs(table: Table, *organisations: Organisation) -> list[str | None]:
    """What each has to do, at the table and in its list alike."""
    found = []
    for one in organisations:
        page = table.page(one.manager.client)
        (row,) = one.manager.client.get(f"/v1/organisations/{one.hex}/tables").json()["items"]
        assert (page["needs"], page["needs_on"]) == (row["needs"], row["needs_on"])
        found.append(page["needs"])
    return found


def test_from_the_first_plan_to_the_last_word(table: Table, factory: Organisation) -> None:
    union, today = table.founder, str(reports.today())
    assert act(table, "received", factory).status_code == 201
    assert needs(table, union, factory) == ["propose_plan", None]
    assert propose(table, promise(factory), promise(factory, "sorry", kind="apology", amount="", currency="")).status_code == 201
    assert needs(table, union, factory) == [None, "answer_plan"]
    page = table.page(factory.manager.client)
    assert (page["plans_total"], page["in_force"], page["progress"]) == (1, None, None)
    assert [one["state"] for one in page["plans"][0]["steps"]] == [None, None]
    assert act(table, "accepted", factory, plan=table.plans[-1]).status_code == 201
    page = table.page(factory.manager.client)
    (plan,) = page["plans"]
    assert (page["in_force"], plan["in_force_on"], plan["replaced_on"]) == (table.plans[0], today, None)
    assert {(one["organisation"], one["answer"]) for one in plan["answers"]} == {(union.hex, "accepted"), (factory.hex, "accepted")}
    assert page["progress"] == {
        "promised": {"steps": 2, "amounts": [{"currency": "BDT", "amount": "1200.00"}]},
        "said": {"steps": 0, "amounts": []},
        "verified": {"steps": 0, "amounts": []},
        "overdue": 0,
    }
    assert needs(table, union, factory) == [None, "do_step"]
    case = table.behind.view(union.manager.client)
    assert case["case"] == table.behind.hex

    assert say_done(table, factory).status_code == 201
    pay = step_of(table, union.manager.client)
    assert (pay["state"], pay["said"]["on"], pay["verified"]) == ("said", today, None)
    assert pay["verify_by"] == str(reports.today() + timedelta(days=30))
    assert needs(table, union, factory) == ["verify_step", "do_step"]
    assert verify(table, result="partly", entry=write(table, "reasons")).status_code == 201
    assert say_done(table, factory).status_code == 201
    assert verify(table).status_code == 201
    pay = step_of(table, factory.manager.client)
    assert (pay["state"], pay["verified"]["verdict"], pay["verified"]["asked"]) == ("verified", "verified", "50-249")
    progress = table.page(union.manager.client)["progress"]
    assert (progress["verified"], progress["said"]["steps"]) == (
        {"steps": 1, "amounts": [{"currency": "BDT", "amount": "1200.00"}]},
        0,
    )
    assert say_done(table, factory, "sorry").status_code == 201
    assert act(table, "disputed", step="sorry", entry=write(table, "reasons")).status_code == 201
    sorry = step_of(table, factory.manager.client, "sorry")
    assert (sorry["state"], sorry["said"]["on"], sorry["verified"]["verdict"]) == ("disputed", today, "disputed")
    assert act(table, "step_reopened", step="pay", reason="not_kept", entry="").status_code == 201
    pay = step_of(table, factory.manager.client)
    assert (pay["state"], pay["verified"]["verdict"], pay["said"]["on"]) == ("open", "reopened", today)
    (row,) = union.manager.client.get(f"/v1/organisations/{union.hex}/tables").json()["items"]
    assert (row["plans"], row["steps"], row["said"], row["verified"]) == (1, 2, 0, 0)


def test_the_case_knows_since_when_a_plan_holds_and_what_is_not_verified(
    table: Table, factory: Organisation, engine: Engine
) -> None:
    def told() -> tuple[Any, ...]:
        with engine.connect() as connection:
            return tuple(connection.execute(text("SELECT plan_in_force_on, steps_unverified FROM case_file")).one())

    assert told() == (None, None)
    agree(table, promise(factory), promise(factory, "more"), owners=[factory])
    assert told() == (reports.today(), 2)
    assert say_done(table, factory).status_code == 201
    assert told() == (reports.today(), 2)
    assert verify(table).status_code == 201
    assert told() == (reports.today(), 1)
    # What happens in the case itself leaves it alone.
    allow(table.behind, "facts", factory)
    assert told() == (reports.today(), 1)


def test_the_first_plan_is_the_rights_holders_and_a_company_may_counter(table: Table, factory: Organisation) -> None:
    assert propose(table, promise(factory), by=factory).json()["code"] == "seal-refused"
    assert propose(table, promise(factory)).status_code == 201
    first = table.plans[0]
    assert act(table, "refused", factory, plan=first, entry=write(table, "reasons", by=factory)).status_code == 201
    assert needs(table, table.founder) == ["propose_plan"]
    assert propose(table, promise(factory, amount="800"), by=factory).status_code == 201
    assert needs(table, table.founder, factory) == ["answer_plan", "confirm_receipt"]
    page = table.page(table.manager.client)
    assert [(one["number"], one["organisation"]) for one in page["plans"]] == [(2, factory.hex), (1, table.founder.hex)]
    assert [one["answer"] for one in page["plans"][1]["answers"] if one["organisation"] == factory.hex] == ["refused"]
    assert act(table, "accepted", plan=first).json()["code"] == "seal-refused"
    assert act(table, "accepted", plan=table.plans[1]).status_code == 201
    assert table.page(table.manager.client)["in_force"] == table.plans[1]


def test_a_later_plan_keeps_what_was_said_and_verified(table: Table, factory: Organisation) -> None:
    steps = [promise(factory), promise(factory, "more"), promise(factory, "third")]
    first = agree(table, *steps, owners=[factory])
    for name in ("pay", "more"):
        assert say_done(table, factory, name).status_code == 201
    assert verify(table).status_code == 201
    # Without the verified step, or with another in its place, there is no plan.
    assert propose(table, *steps[1:]).json()["code"] == "seal-refused"
    assert propose(table, promise(factory, amount="1"), *steps[1:]).json()["code"] == "seal-refused"
    second = agree(table, steps[0], steps[1], promise(factory, "third", amount="9"), owners=[factory])
    page = table.page(table.manager.client)
    before = next(one for one in page["plans"] if one["plan"] == first)
    assert (page["in_force"], before["replaced_on"]) == (second, str(reports.today()))
    assert {one["state"] for one in before["steps"]} == {None}
    states = {name: step_of(table, table.manager.client, name)["state"] for name in ("pay", "more", "third")}
    assert states == {"pay": "verified", "more": "said", "third": "open"}
    assert step_of(table, table.manager.client)["verified"]["verdict"] == "verified"


UNKNOWN: list[dict[str, Any]] = [
    {"form": "nonsense"},
    {"kind": "wages"},
    {"currency": "XYZ"},
    # Gold is no wage.
    {"currency": "XAU"},
    {"workers": "17"},
    {"beneficiaries": ("friends",)},
    {"evidence": ("my.word",)},
]


def test_only_known_codes(table: Table, factory: Organisation, engine: Engine) -> None:
    entry = write(table, "plan")
    before = contents(engine)
    for changed in UNKNOWN:
        answer = act(table, "plan", against="", entry=entry, warned="", steps=(promise(factory, **changed),))
        assert (answer.status_code, answer.json()["code"]) == (422, "unknown-code"), changed
    assert contents(engine) == before


def test_what_is_promised_anew_is_promised_for_a_day_to_come(table: Table, factory: Organisation) -> None:
    for day in (reports.today(), reports.today() - timedelta(days=9)):
        assert failures(propose(table, promise(factory, due=str(day)))) == ["due-past"]
    assert propose(table, promise(factory, due=str(reports.today() + timedelta(days=1)))).status_code == 201


def test_what_was_agreed_keeps_its_day(table: Table, factory: Organisation, turn: Turn) -> None:
    due = str(reports.today() + timedelta(days=2))
    agree(table, promise(factory, due=due), owners=[factory])
    turn(3, table.manager, factory.manager)
    pay = step_of(table, table.manager.client)
    assert (pay["overdue"], pay["days_left"]) == (True, -1)
    page = table.page(factory.manager.client)
    assert (page["progress"]["overdue"], page["needs"]) == (1, "confirm_receipt")
    assert failures(propose(table, promise(factory, due=due, amount="2"))) == ["due-past"]
    assert propose(table, promise(factory, due=due), promise(factory, "more")).status_code == 201


def test_what_was_said_waits_thirty_days_for_the_workers(table: Table, factory: Organisation, turn: Turn) -> None:
    agree(table, promise(factory, due=str(reports.today() + timedelta(days=2))), owners=[factory])
    assert say_done(table, factory).status_code == 201
    assert not step_of(table, table.manager.client)["verify_overdue"]
    turn(31, table.manager, factory.manager)
    pay = step_of(table, table.manager.client)
    # It is the workers' turn: the company has missed nothing.
    assert (pay["overdue"], pay["verify_overdue"]) == (False, True)


def test_nobody_buries_the_others_under_plans(table: Table, factory: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "MOST_PLANS", 2)
    assert propose(table, promise(factory, amount="1")).status_code == 201
    for amount in ("2", "3"):
        assert propose(table, promise(factory, amount=amount), by=factory).status_code == 201
    assert failures(propose(table, promise(factory, amount="4"), by=factory)) == ["plans-full"]
    # A company never has the last word: the workers' side is held to no number.
    for amount in ("5", "6"):
        assert propose(table, promise(factory, amount=amount)).status_code == 201


def test_no_more_confirm_than_were_asked(table: Table, factory: Organisation) -> None:
    agree(table, promise(factory), owners=[factory])
    assert say_done(table, factory).status_code == 201
    assert failures(verify(table, asked="10-49", confirmed="50-249")) == ["confirmed-too-many"]
    assert verify(table, asked="17").json()["code"] == "unknown-code"
    assert verify(table, asked="10-49", confirmed="10-49").status_code == 201
    assert act(table, "step_reopened", step="pay", reason="waiting", entry="").json()["code"] == "unknown-code"


def test_what_a_step_names_has_to_be_there(table: Table, factory: Organisation) -> None:
    nothing = "ab" * 32
    assert failures(propose(table, promise(factory), entry=nothing)) == ["entry-missing"]
    agree(table, promise(factory), owners=[factory])
    assert failures(act(table, "said_done", factory, step="pay", entry=nothing)) == ["entry-missing"]
    assert say_done(table, factory).status_code == 201
    assert failures(act(table, "disputed", step="pay", entry=nothing)) == ["entry-missing"]
    assert failures(verify(table, entry=nothing)) == ["entry-missing"]
