"""While a case stands still nothing new reaches a company through its tables; what the rights holders write there themselves is
their own choice, and what was agreed goes on.
"""

from datetime import timedelta

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


@pytest.mark.parametrize("by", ["union", "company"])
def test_no_plan(table: Table, factory: Organisation, engine: Engine, by: str) -> None:
    signer = factory if by == "company" else table.founder
    suspend(table)
    entry = write(table, "plan", by=signer)
    before = contents(engine)
    plan = {"against": table.plans[-1], "entry": entry, "warned": "", "steps": (promise(factory, amount="7"),)}
    assert failures(act(table, "plan", signer, **plan)) == ["not-safe"]
    assert contents(engine) == before
    assert step(table.behind, ("resumed", {})).status_code == 201
    assert act(table, "plan", signer, **plan).status_code == 201


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
