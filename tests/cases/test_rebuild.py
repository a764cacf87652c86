"""Random steps, legal and illegal: what the rows say is what the signed history says, and no stage is ever skipped.

The rows are compared with themselves made anew from the first event on, and both with what clients read out of the same
history with code that shares nothing with ours but the protocol.
"""

import base64
from collections.abc import Callable
from datetime import timedelta
from itertools import cycle
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import Engine, text
from sqlmodel import Session

from remedy_api.cases.actions import projecting
from remedy_api.cases.actions.rebuild import rebuild
from remedy_api.sealing.event import parse_event
from tests.factories.case_readers import change_readers
from tests.factories.cases import Case, Step, acknowledge, advance, closed, consent, open_case, proof, stage, step, write
from tests.factories.chain import make_company
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import Report, file_report, today, verified
from tests.factories.steps import by_receipt

TABLES = ("case_file", "case_clock", "case_consent", "case_reader", "case_report", "case_duty_bearer")
STAGES = ("admissibility", "safety", "notification", "fact_finding")
NEEDED: dict[str, set[str]] = {
    "safety": {"mandate"},
    "notification": {"mandate", "risk", "safe_contact"},
    "fact_finding": {"mandate", "risk", "safe_contact"},
}
Legs = Callable[[], "Steps"]
REACHED: set[str] = set()
"""Every stage that some drawn case came to: a test whose cases never move would show nothing."""


def rows(session: Session, case: bytes) -> dict[str, list[str]]:
    """Every row of a case, as text."""
    query = 'SELECT t::text FROM {} t WHERE "case" = :case ORDER BY t::text'
    return {table: list(session.execute(text(query.format(table)), {"case": case}).scalars()) for table in TABLES}


def made_anew(engine: Engine, case: bytes) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The rows of a case, and what they would be if they were made from the history alone; nothing is kept."""
    with Session(engine) as session:
        before = rows(session, case)
        for table in reversed(TABLES):
            session.execute(text(f'DELETE FROM {table} WHERE "case" = :case'), {"case": case})
        rebuild(session, case)
        return before, rows(session, case)


def check_history(case: Case, view: dict[str, Any]) -> list[str]:
    """The stages that were signed, each with what it needed before it, read with no code of the server's."""
    now, kept, moved, gone, stages = "", set[str](), True, False, []
    for one in view["events"]:
        event = parse_event(base64.b64decode(one["payload"]))
        if event.type == "kept":
            kept.add(str(event.data["what"]))
        elif event.type in ("suspended", "resumed"):
            moved = event.type == "resumed"
        elif event.type in ("closed", "reopened"):
            gone = event.type == "closed"
        elif event.type == "stage":
            after = str(event.data["stage"])
            forward = STAGES.index(after) == (STAGES.index(now) + 1 if now else 0)
            back = after == "safety" and now in ("notification", "fact_finding") and event.data["reason"]
            assert forward or back, f"{now} to {after}"
            assert moved and not gone, "it stands still"
            assert kept >= NEEDED.get(after, set())
            now = after
            stages.append(after)
    return stages


class Steps(RuleBasedStateMachine):
    """One case and everything anybody may try with it. It begins in any stage, so that few steps try much."""

    def __init__(self, union: Organisation, others: list[Organisation], intake: TestClient, company: str, begin: str) -> None:
        super().__init__()
        self.union, self.others, self.intake, self.company = union, others, intake, company
        self.reports: list[Report] = [file_report(intake, union) for _ in range(3)]
        acknowledge(union, self.reports[1])
        self.case: Case = open_case(union, self.reports[0])
        self.entries: list[str] = []
        advance(self.case, begin)

    def view(self) -> dict[str, Any]:
        """The room as its representative sees it."""
        return self.case.as_reader(self.union.manager.client)

    def try_steps(self, *steps: Step, acting: Organisation | None = None) -> None:
        """Legal or not: it is taken or told why not."""
        answer = step(self.case, *steps, acting=acting)
        assert answer.status_code in (201, 403, 404, 409, 422), answer.text

    def entry(self, data: st.DataObject) -> str:
        """The digest of an entry that is there, or of none."""
        return str(data.draw(st.sampled_from(["", "ab" * 32, *self.entries])))

    @rule()
    def writes(self) -> None:
        self.entries.append(write(self.case, "message"))

    @rule(what=st.sampled_from(["mandate", "risk", "safe_contact"]))
    def keeps(self, what: str) -> None:
        self.entries.append(write(self.case, what, "{}"))
        self.try_steps(("kept", {"what": what, "entry": self.entries[-1]}))

    @rule(code=st.sampled_from(STAGES), reason=st.sampled_from(["", "new_danger"]), data=st.data())
    def moves(self, code: str, reason: str, data: st.DataObject) -> None:
        self.try_steps(stage(code, entry=self.entry(data), reason=reason))

    @rule()
    def goes_on(self) -> None:
        """The next stage, with everything it could name: so that some cases come far."""
        now = self.case.view(self.union.manager.client)["stage"]
        self.entries.append(write(self.case, "reasons"))
        following = [*STAGES, STAGES[-1]][STAGES.index(now) + 1]
        self.try_steps(stage(following, entry=self.entries[-1]))

    @rule(audience=st.sampled_from(["operator", "buyers", "monitor"]), until=st.sampled_from(["", "2020-01-01", "2999-12-31"]))
    def consents(self, audience: str, until: str) -> None:
        self.try_steps(consent(audience, until=until))

    @rule(data=st.data())
    def withdraws_consent(self, data: st.DataObject) -> None:
        given = [one["consent"] for one in self.case.view(self.union.manager.client)["consents"]]
        self.try_steps(("consent_withdrawn", {"consent": data.draw(st.sampled_from([*given, "cd" * 32]))}))

    @rule(
        fact=st.sampled_from(["issues", "indicators", "workers", "external"]),
        values=st.sampled_from([(), ("wages",), ("under-10",), ("debt_bondage",), ("court",), ("wages", "hours")]),
    )
    def records(self, fact: str, values: tuple[str, ...]) -> None:
        self.try_steps(("recorded", {"fact": fact, "values": values}))

    @rule(involvement=st.sampled_from(["caused", "linked", "nothing"]))
    def names_a_company(self, involvement: str) -> None:
        self.try_steps(("recorded", {"fact": "duty_bearers", "values": (f"{self.company}:{involvement}",)}))

    @rule(number=st.integers(0, 2), kind=st.sampled_from(["linked", "unlinked"]))
    def links(self, number: int, kind: str) -> None:
        self.try_steps((kind, {"report": proof(self.reports[number])}))

    @rule(days=st.sampled_from([None, 1, 60, 400, -400]), reason=st.sampled_from(["waiting", "no_mandate"]))
    def suspends(self, days: int | None, reason: str) -> None:
        review = "" if days is None else str(today() + timedelta(days=days))
        self.try_steps(("suspended", {"reason": reason, "review": review, "entry": ""}))

    @rule()
    def resumes(self) -> None:
        self.try_steps(("resumed", {}))

    @rule(outcome=st.sampled_from(["withdrawn", "referred", "not_admissible", "merged"]), data=st.data())
    def closes(self, outcome: str, data: st.DataObject) -> None:
        self.try_steps(closed(outcome, entry=self.entry(data)))

    @rule()
    def reopens(self) -> None:
        self.try_steps(("reopened", {"reason": "new_facts", "entry": ""}))

    @rule(number=st.integers(0, 2), role=st.sampled_from(["", "representative", "coordinator"]))
    def lets_in(self, number: int, role: str) -> None:
        newcomer = self.others[number]
        named: Step = ("admitted", {"fingerprint": newcomer.fingerprint.hex()})
        entrusted: list[Step] = [("entrusted", {"fingerprint": newcomer.fingerprint.hex(), "role": role})] if role else []
        readers = [*self.case.readers, *([] if newcomer in self.case.readers else [newcomer])]
        answer = change_readers(self.case, readers, named, *entrusted)
        assert answer.status_code in (201, 409, 422), answer.text

    @precondition(lambda self: len(self.case.readers) > 1)
    @rule(data=st.data())
    def lets_go(self, data: st.DataObject) -> None:
        gone = data.draw(st.sampled_from(self.case.readers[1:]))
        left = [one for one in self.case.readers if one is not gone]
        assert change_readers(self.case, left, ("revoked", {"reader": gone.fingerprint.hex()})).status_code == 201

    @precondition(lambda self: len(self.case.readers) > 1)
    @rule(data=st.data())
    def somebody_else_tries(self, data: st.DataObject) -> None:
        other = data.draw(st.sampled_from(self.case.readers[1:]))
        self.try_steps(("recorded", {"fact": "workers", "values": ("10-49",)}), acting=other)
        self.try_steps(("resumed", {}), acting=other)

    @rule(number=st.integers(0, 1))
    def a_reporter_withdraws(self, number: int) -> None:
        assert by_receipt(self.intake, self.reports[number], ("withdrawn", {})).status_code in (201, 409)

    @invariant()
    def the_rows_and_the_page_say_what_the_history_says(self) -> None:
        before, anew = made_anew(self.union.programme.engine, self.case.room)
        assert before == anew
        view, page = self.view(), self.case.view(self.union.manager.client)
        room = verified(self.case, view)  # type: ignore[arg-type]
        assert (page["stage"], page["suspended"], page["outcome"] or "") == (room.stage, room.suspended, room.closed)
        assert (page["reports_total"], page["kept"]) == (len(room.linked), sorted(room.kept))
        assert tuple(page["issues"]) == room.facts["issues"]
        assert {one["consent"] for one in page["consents"]} == {digest.hex() for digest in room.consents}
        names = {one.fingerprint: one.hex for one in (self.union, *self.others)}
        roles = {names[one.fingerprint]: room.roles.get(one.fingerprint, "reader") for one in room.latest.readers}
        assert {one["organisation"]: one["role"] for one in page["readers"]} == roles
        stages = check_history(self.case, view)
        assert stages[-1] == page["stage"]
        REACHED.update(stages)


@pytest.fixture
def legs(union: Organisation, intake: TestClient) -> Legs:
    """A fresh case in the same programme, with whom to let in."""
    others = [make_organisation(union.programme, kind=kind) for kind in ("worker_organisation", "coordinator", "monitor")]
    company = make_company(union.programme.administrator.client)["company"]
    begin = cycle(STAGES)
    return lambda: Steps(union, others, intake, company, next(begin))


def run(legs: Legs, examples: int, steps: int) -> None:
    """So many cases, each with so many steps."""
    drawn = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(legs, settings=drawn)


def test_what_the_rows_say_is_what_was_signed(legs: Legs) -> None:
    run(legs, examples=5, steps=20)


@pytest.mark.long
def test_what_the_rows_say_is_what_was_signed_at_length(legs: Legs) -> None:
    run(legs, examples=120, steps=50)
    assert set(STAGES) == REACHED


def test_a_row_that_says_something_else_is_seen(
    intake: TestClient, union: Organisation, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = open_case(union, file_report(intake, union))
    before, anew = made_anew(engine, case.room)
    assert before == anew
    with engine.begin() as connection:
        connection.execute(text("UPDATE case_file SET stage = 'fact_finding'"))
    before, anew = made_anew(engine, case.room)
    assert before != anew
    with engine.begin() as connection:
        connection.execute(text("UPDATE case_file SET stage = 'admissibility'"))
    # A projection that forgets: the readers of a case are not written any more.
    monkeypatch.setattr(projecting, "_readers", lambda *_: [])
    step(case, ("recorded", {"fact": "issues", "values": ("hours",)}))
    monkeypatch.undo()
    before, anew = made_anew(engine, case.room)
    assert before != anew
