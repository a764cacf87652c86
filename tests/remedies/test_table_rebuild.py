"""Random steps, legal and illegal: what the rows say is what the signed history says, made anew step by step and read by the
protocol's own walk alike.
"""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text

from remedy_api.kit.db.session import transaction
from remedy_api.remedies.actions.rebuild import rebuild
from tests.factories import reports
from tests.factories.cases import Step
from tests.factories.organisations import Organisation
from tests.factories.tables import (
    Table,
    act,
    admit,
    agree,
    change_readers,
    promise,
    propose,
    revoke,
    say_done,
    seat,
    verify,
    write,
)
from tests.fixtures.addresses import PEOPLE_KEY
from tests.remedies.test_table_races import check

ROWS = ("table_party", "remedy_plan", "remedy_acceptance", "remedy_step", "case_file")
NAMES = ("pay", "more", "third")


def rows(engine: Engine) -> dict[str, list[str]]:
    """Every row of these tables."""
    with engine.connect() as connection:
        return {name: list(connection.scalars(text(f"SELECT t::text FROM {name} t ORDER BY t::text")).all()) for name in ROWS}


def made_anew(engine: Engine, table: Table) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The rows as they are, and as the history makes them."""
    before = rows(engine)
    with transaction(engine, people_key=PEOPLE_KEY) as session:
        rebuild(session, table.room)
    return before, rows(engine)


class Steps:
    """Draws one act after another at a table; what is refused is refused."""

    def __init__(self, table: Table, companies: list[Organisation], seed: int) -> None:
        self.table = table
        self.companies = companies
        # Drawn, and the same each time.
        self.random = random.Random(seed)
        self.taken: list[str] = []

    def some_plan(self, by: Organisation) -> Any:
        """A plan of one to three steps, often one that carries what was agreed before."""
        chosen = self.random.sample(NAMES, self.random.randint(1, 3))
        due = str(reports.today() + timedelta(days=60))
        amount = self.random.choice(("5", "5", "5", "7.50"))
        steps = [promise(self.companies[len(name) % 2], name, due=due, amount=amount) for name in chosen]
        return propose(self.table, *steps, by=by)

    def answer(self, by: Organisation) -> Any:
        """Accept the latest plan, or now and then refuse it."""
        if not self.table.plans:
            return None
        plan = self.table.plans[-1]
        if self.random.random() < 0.2:
            return act(self.table, "refused", by, plan=plan, entry=write(self.table, "reasons", by=by))
        return act(self.table, "accepted", by, plan=plan)

    def answers(self, here: list[Organisation]) -> Any:
        """Everybody who may answers, in some order; the last answer that was taken."""
        found = [self.answer(by) for by in self.random.sample(here, self.random.randint(1, len(here)))]
        return next((one for one in found if one is not None and one.status_code == 201), found[0])

    def readers(self, by: Organisation) -> Any:
        """A company goes, or comes back."""
        one = self.companies[1]
        if one in self.table.readers:
            return revoke(self.table, one)
        return admit(self.table, one, role="duty_bearer")

    def several(self) -> Any:
        """One request with an answer now and then, a plan, and an owner who is let go: several plans may hold with it."""
        one, left = self.companies[1], [reader for reader in self.table.readers if reader is not self.companies[1]]
        if not self.table.plans or one not in self.table.readers:
            return None
        latest, entry = self.table.plans[-1], write(self.table, "plan")
        steps = (promise(one, self.random.choice(NAMES), amount=self.random.choice(("5", "6"))),)
        answers: list[Step] = [("accepted", {"plan": latest})] if self.random.random() < 0.5 else []
        plan: Step = ("plan", {"against": latest, "entry": entry, "warned": "", "steps": steps})
        gone: Step = ("revoked", {"reader": one.fingerprint.hex()})
        answer = change_readers(self.table, left, *answers, plan, gone)
        if answer.status_code == 201:
            self.table.plans.append(self.table.page(self.table.manager.client)["plans"][0]["plan"])
        return answer

    def once(self) -> None:
        """One act by somebody."""
        here = [self.table.founder, *(one for one in self.companies if one in self.table.readers)]
        by, name = self.random.choice(here), self.random.choice(NAMES)
        acts: dict[str, tuple[int, Callable[[], Any]]] = {
            "plan": (2, lambda: self.some_plan(by)),
            "answer": (5, lambda: self.answers(here)),
            "said_done": (4, lambda: say_done(self.table, by, name)),
            "verified": (4, lambda: verify(self.table, name, self.random.choice(("verified", "partly")), by=by)),
            "disputed": (1, lambda: act(self.table, "disputed", by, step=name, entry=write(self.table, "reasons", by=by))),
            "step_reopened": (1, lambda: act(self.table, "step_reopened", by, step=name, reason="mistake", entry="")),
            "received": (1, lambda: act(self.table, "received", by)),
            "readers": (1, lambda: self.readers(by)),
            "several": (1, self.several),
        }
        kind = self.random.choices(list(acts), [weight for weight, _ in acts.values()])[0]
        answer = acts[kind][1]()
        assert answer is None or answer.status_code < 500
        if answer is not None and answer.status_code == 201:
            self.taken.append(kind)


KINDS = {"plan", "answer", "said_done", "verified", "disputed", "step_reopened", "received", "readers", "several"}
TAKEN: dict[int, set[str]] = {}
"""What was taken in each of the long runs so far."""


def run(table: Table, engine: Engine, *, seed: int, steps: int) -> list[str]:
    """So many steps, the rows compared after some of them; which were taken."""
    companies = [seat(table, "operator"), seat(table, "supplier")]
    agree(table, *(promise(companies[len(name) % 2], name, amount="5") for name in NAMES), owners=companies)
    drawn = Steps(table, companies, seed)
    for number in range(steps):
        drawn.once()
        if number % 8 == 7:
            check(table, engine)
    before, anew = made_anew(engine, table)
    assert before == anew
    return drawn.taken


@pytest.mark.parametrize("seed", [3, 8])
def test_what_the_rows_say_is_what_was_signed(table: Table, engine: Engine, seed: int) -> None:
    assert len(set(run(table, engine, seed=seed, steps=32))) >= 4


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_what_the_rows_say_is_what_was_signed_at_length(table: Table, engine: Engine, seed: int) -> None:
    TAKEN[seed] = set(run(table, engine, seed=seed, steps=120))
    # One table may lose its owners early; all of them together do everything.
    assert len(TAKEN[seed]) >= 4
    assert len(TAKEN) < 20 or set.union(*TAKEN.values()) == KINDS


def test_a_row_that_says_something_else_is_seen(table: Table, engine: Engine) -> None:
    factory = seat(table, "operator")
    assert propose(table, promise(factory)).status_code == 201
    assert act(table, "accepted", factory, plan=table.plans[-1]).status_code == 201
    assert say_done(table, factory).status_code == 201
    before, anew = made_anew(engine, table)
    assert before == anew
    with engine.begin() as connection:
        connection.execute(text("UPDATE remedy_step SET state = 'verified', verdict = 'verified', verified_on = said_on"))
    before, anew = made_anew(engine, table)
    assert before != anew
    check(table, engine)
