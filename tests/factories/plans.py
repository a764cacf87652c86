"""What the statements of an answer touch in the database: counted in pages, not in seconds."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import Engine, event


@contextmanager
def noted(engine: Engine) -> Iterator[list[tuple[str, object]]]:
    """The SELECTs that run meanwhile."""
    asked: list[tuple[str, object]] = []

    def note(connection: object, cursor: object, statement: str, parameters: object, *_: object) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


@dataclass
class Touched:
    """Pages of the database, bytes of the answer, and the tables that were read from end to end."""

    pages: int = 0
    size: int = 0
    read_whole: set[str] = field(default_factory=set)

    def add(self, plan: dict[str, Any]) -> None:
        """One node of a plan and what is below it; pages are counted at its top alone."""
        if plan["Node Type"] == "Seq Scan":
            self.read_whole.add(plan["Relation Name"])
        for below in plan.get("Plans", ()):
            self.add(below)


def touched(engine: Engine, client: TestClient, path: str) -> Touched:
    """What an answer's statements touch, each explained after it was asked."""
    with noted(engine) as asked:
        answer = client.get(path)
        assert answer.status_code == 200, answer.text
    assert asked
    found = Touched(size=len(answer.content))
    with engine.connect() as connection:
        for statement, parameters in asked:
            explained = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}", parameters)
            plan = explained.scalar_one()
            plan = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]
            found.pages += plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
            found.add(plan)
    return found
