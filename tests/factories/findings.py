"""What follows the fact-finding: findings of a monitor, tables opened from the case, and a plan as its table would tell of it.

monitor = admit_monitor(case)                            # reads, is entrusted, and has declared its interests
made = find(case, monitor)                               # the hash by which events name the finding
go_on(case, "implementation")                            # every stage up to it, with what each asks for
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import text

from remedy_api.sealing.keys import new_id
from tests.factories import reports as dates
from tests.factories.case_readers import admit
from tests.factories.cases import STAGES, Case, Step, advance, consent, stage, step, write
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation

LATER = ("finding", "negotiation", "implementation", "verification")


def admit_monitor(case: Case, *, declared: bool = True) -> Organisation:
    """A monitor that reads the case and may make findings."""
    monitor = make_organisation(case.founder.programme, kind="monitor")
    admit(case, monitor, role="monitor")
    if declared:
        entry = write(case, "interests", "None.", person=monitor.manager)
        assert step(case, ("declared", {"entry": entry}), acting=monitor).status_code == 201
    return monitor


def finding(
    entry: str, *, conclusion: str = "substantiated", grade: str = "strong", evidence: Sequence[str] = (), replaces: str = ""
) -> Step:
    """A finding as it is signed."""
    return (
        "finding",
        {"entry": entry, "conclusion": conclusion, "grade": grade, "evidence": tuple(evidence), "replaces": replaces},
    )


def find(case: Case, monitor: Organisation, *, replaces: str = "") -> str:
    """A finding with its reasons; the hash of its event."""
    entry = write(case, "finding", "Wages were not paid for three months.", person=monitor.manager)
    answer = step(case, finding(entry, replaces=replaces), acting=monitor)
    assert answer.status_code == 201, answer.text
    return str(case.as_reader(monitor.manager.client)["head"])


def establish(case: Case, monitor: Organisation, made: str) -> None:
    """The monitor stands by its finding."""
    assert step(case, ("established", {"finding": made}), acting=monitor).status_code == 201


def opened(table: str = "") -> Step:
    """The opening of a table as it is signed."""
    return ("table_opened", {"table": table or new_id().hex()})


def open_table(case: Case) -> str:
    """The workers agree that companies are invited, and a table is opened; its id."""
    table = new_id().hex()
    assert step(case, consent("suppliers", "table"), opened(table)).status_code == 201
    return table


def tell_of_plan(case: Case, *, since: date | None = None, steps: int | None = 1) -> None:
    """A plan is in force, with so many steps that are not verified, as the tables of the case write it down; None: not counted."""
    told = {"case": case.room, "since": since or dates.today(), "steps": steps}
    query = 'UPDATE case_file SET plan_in_force_on = :since, steps_unverified = :steps WHERE "case" = :case'
    with case.founder.programme.engine.begin() as connection:
        connection.execute(text(query), told)


def go_on(case: Case, to: str) -> None:
    """Take every step up to the beginning of a stage after the fact-finding."""
    if case.view(case.manager.client)["stage"] in STAGES:
        advance(case, "fact_finding")
        now = ""
    else:
        now = case.view(case.manager.client)["stage"]
    for code in LATER[LATER.index(now) + 1 if now else 0 : LATER.index(to) + 1]:
        if code == "finding":
            monitor = admit_monitor(case)
            establish(case, monitor, find(case, monitor))
        elif code == "negotiation":
            open_table(case)
        elif code == "implementation":
            tell_of_plan(case)
        answer = step(case, stage(code))
        assert answer.status_code == 201, answer.text
