"""While a case stands still nothing new reaches a company through its tables; what the rights holders write there themselves is
their own choice, and what was agreed goes on.
"""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.factories import reports
from tests.factories.cases import stage, step
from tests.factories.cases import write as write_in_case
from tests.factories.database import contents
from tests.factories.disclosures import made, send
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.tables import Table, act, admit, agree, allow, promise, propose, say_done, seat, verify, write
from tests.remedies.test_parties import failures


@pytest.fixture
def factory(table: Table) -> Organisation:
    """The company at the table that has to answer, with a plan in force."""
    company = seat(table, "operator")
    agree(table, promise(company), owners=[company])
    return company


def suspend(table: Table) -> None:
    """The case behind a table stands still."""
    review = str(reports.today() + timedelta(days=30))
    answer = step(table.behind, ("suspended", {"reason": "new_danger", "review": review, "entry": ""}))
    assert answer.status_code == 201, answer.text


def changed_plan(table: Table, by: Organisation, factory: Organisation) -> dict[str, Any]:
    """A plan that asks for another amount."""
    entry = write(table, "plan", by=by)
    return {"against": table.plans[-1], "entry": entry, "warned": "", "steps": (promise(factory, amount="7"),)}


def test_no_plan_of_the_workers(table: Table, factory: Organisation, engine: Engine) -> None:
    suspend(table)
    plan = changed_plan(table, table.founder, factory)
    before = contents(engine)
    assert failures(act(table, "plan", table.founder, **plan)) == ["not-safe"]
    assert contents(engine) == before
    assert step(table.behind, ("resumed", {})).status_code == 201
    assert act(table, "plan", table.founder, **plan).status_code == 201


def test_a_company_cannot_tell_by_a_plan_of_its_own(table: Table, factory: Organisation) -> None:
    """Were it refused while the case stands still, an employer could ask every minute whether it does."""
    without = {"against": table.plans[-1], "entry": "ab" * 32, "warned": "", "steps": (promise(factory, amount="7"),)}
    before = act(table, "plan", factory, **without)
    suspend(table)
    assert act(table, "plan", factory, **without).content == before.content
    assert act(table, "plan", factory, **changed_plan(table, factory, factory)).status_code == 201


def test_nothing_shown(table: Table, factory: Organisation, engine: Engine) -> None:
    consent = allow(table.behind, "evidence", factory)
    entry = write_in_case(table.behind)
    suspend(table)
    disclosure, beside = made(table, entry, consent, factory)
    before = contents(engine)
    assert failures(send(table, disclosure.data, beside)) == ["not-safe"]
    assert contents(engine) == before


@pytest.mark.parametrize(("kind", "status"), [("operator", 409), ("buyer", 409), ("monitor", 201)])
def test_no_company_comes(table: Table, factory: Organisation, kind: str, status: int) -> None:
    newcomer = make_organisation(table.founder.programme, kind=kind)
    if kind != "monitor":
        allow(table.behind, "table", newcomer, audience={"operator": "operator", "buyer": "buyers"}[kind])
    suspend(table)
    answer = admit(table, newcomer)
    assert answer.status_code == status
    if status == 409:
        assert failures(answer) == ["not-safe"]


def test_what_was_agreed_goes_on_and_everybody_may_write(table: Table, factory: Organisation) -> None:
    suspend(table)
    write(table, words="We wait until it is safe.")
    write(table, by=factory)
    assert say_done(table, factory).status_code == 201
    assert verify(table).status_code == 201


def test_no_plan_before_it_is_safe_again(table: Table, factory: Organisation) -> None:
    assert step(table.behind, stage("safety", reason="new_danger")).status_code == 201
    assert failures(propose(table, promise(factory, amount="7"))) == ["not-safe"]
