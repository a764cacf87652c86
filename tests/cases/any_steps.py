"""One case and everything anybody may try with it, legal or not."""

from datetime import timedelta
from typing import Any

from fastapi.testclient import TestClient
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.cases.rows_anew import STAGES, check_history, made_anew, said_of
from tests.factories.case_readers import change_readers
from tests.factories.cases import STAGES as EARLIER
from tests.factories.cases import Case, Step, acknowledge, advance, closed, consent, open_case, proof, stage, step, write
from tests.factories.findings import finding, go_on, opened, tell_of_plan
from tests.factories.organisations import Organisation
from tests.factories.reports import Report, file_report, today, verified
from tests.factories.steps import by_receipt

OUTCOMES = ("withdrawn", "referred", "not_admissible", "merged", "remedied", "unremedied")
REACHED: set[str] = set()
"""Every stage that some drawn case came to: a test whose cases never move would show nothing."""


class Steps(RuleBasedStateMachine):
    """One case and everything anybody may try with it. It begins in any stage, so that few steps try much."""

    def __init__(self, union: Organisation, others: list[Organisation], intake: TestClient, company: str, begin: str) -> None:
        super().__init__()
        self.union, self.others, self.intake, self.company = union, others, intake, company
        self.reports: list[Report] = [file_report(intake, union) for _ in range(3)]
        acknowledge(union, self.reports[1])
        self.case: Case = open_case(union, self.reports[0])
        self.entries: list[str] = []
        advance(self.case, begin) if begin in EARLIER else go_on(self.case, begin)

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
        reason = "no_finding_needed" if following == "negotiation" else ""
        self.try_steps(stage(following, entry=self.entries[-1], reason=reason))

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

    @rule(outcome=st.sampled_from(OUTCOMES), reason=st.sampled_from(["", "override"]), data=st.data())
    def closes(self, outcome: str, reason: str, data: st.DataObject) -> None:
        self.try_steps(closed(outcome, reason=reason, entry=self.entry(data)))

    def monitor(self) -> Organisation:
        """Who makes findings, or who may not."""
        page = self.case.view(self.union.manager.client)
        named = {one["organisation"] for one in page["readers"] if one["role"] == "monitor"}
        return next((one for one in self.case.readers if one.hex in named), self.union)

    def made(self, data: st.DataObject) -> str:
        """A finding that is there, or none."""
        page = self.case.view(self.union.manager.client)
        return str(data.draw(st.sampled_from([*(one["finding"] for one in page["findings"]), "cd" * 32])))

    @rule(conclusion=st.sampled_from(["substantiated", "not", "true"]), replacing=st.booleans(), data=st.data())
    def finds(self, conclusion: str, replacing: bool, data: st.DataObject) -> None:
        self.entries.append(write(self.case, "finding"))
        self.try_steps(("declared", {"entry": self.entries[-1]}), acting=self.monitor())
        replaces = self.made(data) if replacing else ""
        made = finding(self.entries[-1], conclusion=conclusion, evidence=self.entries[:1], replaces=replaces)
        self.try_steps(made, acting=self.monitor())

    @rule(kind=st.sampled_from(["established", "commented", "contested"]), data=st.data())
    def answers_a_finding(self, kind: str, data: st.DataObject) -> None:
        named = {"finding": self.made(data)}
        if kind == "established":
            self.try_steps((kind, named), acting=self.monitor())
        else:
            self.entries.append(write(self.case, "comment"))
            self.try_steps((kind, named | {"entry": self.entries[-1]}))

    @rule(table=st.sampled_from(["", "ab" * 16]))
    def opens_a_table(self, table: str) -> None:
        self.try_steps(opened(table))
        self.try_steps(consent("buyers", "table"), opened(table))

    @rule(steps=st.integers(0, 1))
    def a_plan_comes_into_force(self, steps: int) -> None:
        tell_of_plan(self.case, steps=steps)

    @rule(fact=st.sampled_from(["satisfaction", "follow_up"]), value=st.sampled_from(["very", "3-months"]))
    def looks_back(self, fact: str, value: str) -> None:
        self.try_steps(("recorded", {"fact": fact, "values": (value,)}))

    @rule()
    def reopens(self) -> None:
        self.try_steps(("reopened", {"reason": "new_facts", "entry": ""}))

    @rule(number=st.integers(0, 2), role=st.sampled_from(["", "representative", "coordinator", "monitor"]))
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
        room = verified(self.case, view)
        assert (page["stage"], page["suspended"], page["outcome"] or "") == (room.stage, room.suspended, room.closed)
        assert (page["reports_total"], page["kept"]) == (len(room.linked), sorted(room.kept))
        assert tuple(page["issues"]) == room.facts["issues"]
        assert {one["consent"] for one in page["consents"]} == {digest.hex() for digest in room.consents}
        assert {bytes.fromhex(one["finding"]): said_of(one) for one in page["findings"]} == {
            digest: (one.established, one.contested, one.comments) for digest, one in room.findings.items()
        }
        assert {one["table"] for one in page["tables"]} == {table.hex() for table in room.tables}
        closings = [event for event in room.events if event.type == "closed"]
        assert page["overridden"] == any(event.data["reason"] == "override" for event in closings)
        names = {one.fingerprint: one.hex for one in (self.union, *self.others, *self.case.readers)}
        roles = {names[one.fingerprint]: room.roles.get(one.fingerprint, "reader") for one in room.latest.readers}
        assert {one["organisation"]: one["role"] for one in page["readers"]} == roles
        stages = check_history(self.case, view)
        assert stages[-1] == page["stage"]
        REACHED.update(stages)
