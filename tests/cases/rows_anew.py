"""The rows of a case beside what they would be if they were made from its history alone, and what that history says."""

import base64
from typing import Any

from sqlalchemy import Engine, text
from sqlmodel import Session

from remedy_api.cases.actions.rebuild import rebuild
from remedy_api.sealing.event import parse_event
from tests.factories.cases import STAGES as EARLIER
from tests.factories.cases import Case
from tests.factories.findings import LATER

TABLES = (
    "case_file",
    "case_clock",
    "case_consent",
    "case_reader",
    "case_report",
    "case_duty_bearer",
    "case_finding",
    "case_table",
)
STAGES = (*EARLIER, *LATER)
NEEDED: dict[str, set[str]] = {
    "safety": {"mandate"},
    "notification": {"mandate", "risk", "safe_contact"},
    "fact_finding": {"mandate", "risk", "safe_contact"},
}
BACK = {"negotiation": "finding", "verification": "implementation"}


def rows(session: Session, case: bytes) -> dict[str, list[str]]:
    """Every row of a case, as text."""
    # What the case's tables say of its plans stands in no history of its own.
    query = """SELECT (to_jsonb(t) - 'plan_in_force_on' - 'steps_unverified')::text AS row FROM {} t
        WHERE "case" = :case ORDER BY row"""
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
            back = (after == "safety" and now not in ("", "admissibility", "safety")) or BACK.get(now) == after
            back = back and bool(event.data["reason"])
            assert forward or back, f"{now} to {after}"
            assert moved and not gone, "it stands still"
            assert kept >= NEEDED.get(after, set())
            now = after
            stages.append(after)
    return stages


def said_of(one: dict[str, Any]) -> tuple[bool, bytes | None, tuple[bytes, ...]]:
    """How a finding stands, from its row on the page."""
    contested = bytes.fromhex(one["contested"]) if one["contested"] else None
    return one["state"] == "established", contested, tuple(bytes.fromhex(entry) for entry in one["comments"])
