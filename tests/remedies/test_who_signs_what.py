"""Every type of event tried by every role, in every state of a step: who is let through stands in one table, made here from the
product's words. Above all: nothing that a company signs touches what the workers verified.
"""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, text

from remedy_api.sealing.event_data import EVENTS_OF
from tests.factories.cases import write as write_in_case
from tests.factories.disclosures import made, send
from tests.factories.organisations import Organisation
from tests.factories.tables import Table, act, agree, allow, promise, say_done, seat, verify, write

WORD = """
SELECT step, verdict, verified_on, asked, confirmed, verified_entry, state = 'verified'
FROM remedy_step WHERE state IS NOT NULL ORDER BY step
"""
"""What the workers said last of each step, and whether that is that it was verified."""
STATES = ("open", "said", "partly", "disputed", "verified")

MAY = {
    "duty_bearer": {"plan", "accepted", "refused", "said_done", "received"},
    # It has to answer for something here, though for no step: it may propose, and says nothing of what others owe.
    "another_duty_bearer": {"plan", "received"},
    "buyer": {"received"},
    "monitor": {"received"},
    "coordinator": {"received"},
}
"""What each may sign. The rest is the representatives' alone."""


@pytest.fixture
def parties(table: Table) -> dict[str, Organisation]:
    """One organisation in every role but the founder's, who represents the workers."""
    kinds = {
        "duty_bearer": "operator",
        "another_duty_bearer": "supplier",
        "buyer": "buyer",
        "monitor": "monitor",
        "coordinator": "coordinator",
    }
    return {role: seat(table, kind) for role, kind in kinds.items()}


def steps_in_every_state(table: Table, owner: Organisation) -> None:
    """A plan in force whose steps have come to each state."""
    agree(table, *(promise(owner, state) for state in STATES), owners=[owner])
    for state in STATES[1:]:
        assert say_done(table, owner, state).status_code == 201
    assert verify(table, "partly", "partly").status_code == 201
    assert verify(table, "verified").status_code == 201
    assert act(table, "disputed", step="disputed", entry=write(table, "reasons")).status_code == 201


def attempts(table: Table, owner: Organisation) -> dict[str, list[Callable[[Organisation], Any]]]:
    """Ways to sign each type of event that would be in order if the right one signed it; steps in every state they can be in."""
    consent = allow(table.behind, "evidence", owner)
    disclosure, beside = made(table, write_in_case(table.behind), consent, owner)
    entries: dict[bytes, str] = {}

    def entry(by: Organisation) -> str:
        if by.organisation not in entries:
            entries[by.organisation] = write(table, "reasons", by=by)
        return entries[by.organisation]

    def each(kind: str, **data: Any) -> list[Callable[[Organisation], Any]]:
        return [lambda by, state=state: act(table, kind, by, step=state, **data) for state in STATES]  # type: ignore[misc]

    def plan(by: Organisation, **changes: Any) -> Any:
        steps = tuple(promise(owner, state, **(changes if state == "verified" else {})) for state in STATES)
        return act(table, "plan", by, against=table.plans[-1], entry=entry(by), warned="", steps=steps)

    named = {"fingerprint": owner.fingerprint.hex()}
    judged = {"asked": "10-49", "confirmed": "under-10", "entry": ""}
    return {
        "received": [lambda by: act(table, "received", by)],
        "disclosed": [lambda by: send(table, disclosure.data, beside, by=by)],
        "plan": [plan],
        "plan that changes what was verified": [lambda by: plan(by, amount="1"), lambda by: plan(by, evidence=())],
        "accepted": [lambda by: act(table, "accepted", by, plan=table.plans[-1])],
        "refused": [lambda by: act(table, "refused", by, plan=table.plans[-1], entry=entry(by))],
        "said_done": [
            lambda by, state=state: act(table, "said_done", by, step=state, entry=entry(by))  # type: ignore[misc]
            for state in STATES
        ],
        "verified": [*each("verified", result="verified", **judged), *each("verified", result="partly", **judged)],
        "disputed": [
            lambda by, state=state: act(table, "disputed", by, step=state, entry=entry(by))  # type: ignore[misc]
            for state in STATES
        ],
        "step_reopened": each("step_reopened", reason="mistake", entry=""),
        "entrusted": [lambda by: act(table, "entrusted", by, **named, role="duty_bearer")],
        "admitted": [lambda by: act(table, "admitted", by, **named)],
        "revoked": [lambda by: act(table, "revoked", by, reader=owner.fingerprint.hex())],
    }


def rows(engine: Engine, query: str) -> list[Any]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_no_company_and_no_bystander_changes_what_the_workers_verified(
    table: Table, parties: dict[str, Organisation], engine: Engine
) -> None:
    owner = parties["duty_bearer"]
    steps_in_every_state(table, owner)
    ways = attempts(table, owner)
    assert set(ways) - {"plan that changes what was verified"} == EVENTS_OF["table"] - {"epoch"}, "a type of event is not tried"
    word = rows(engine, WORD)
    assert [row[0] for row in word] == sorted(STATES)
    passed: dict[str, set[str]] = {}
    for role in MAY:
        passed[role] = set()
        for kind, acts in ways.items():
            for attempt in acts:
                answer = attempt(parties[role])
                if answer.status_code == 201:
                    passed[role].add(kind)
                    table.plans += [answer.json()["head"]] if kind == "plan" else []
                elif kind not in MAY[role]:
                    assert answer.json()["code"] in ("not-yours", "not-now", "seal-refused"), (role, kind, answer.text)
                assert rows(engine, WORD) == word, f"{role} changed it by {kind}"
    # What each came through with is what it may, and the duty bearer came through with something.
    for role, kinds in passed.items():
        assert kinds <= MAY[role], role
    assert {"plan", "said_done", "received"} <= passed["duty_bearer"]
    assert passed["buyer"] == passed["monitor"] == passed["coordinator"] == {"received"}
