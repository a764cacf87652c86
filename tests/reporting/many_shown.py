"""Very many cases that are shown or not, with plans and steps: rows as they would be, with nothing sealed in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from sqlalchemy import Connection, Engine, text

from tests.factories import reports as dates
from tests.reporting.review_world import Review

STATES = ("open", "said", "verified", "partly", "disputed")
ROOM = text(
    "INSERT INTO room (room, kind, state, opened_on, epoch, seq, head, entries, founder) "
    "VALUES (:room, :kind, 'open', :day, 0, 1, :hash, 0, :hash)"
)
FILE = text(
    'INSERT INTO case_file ("case", handle, profile, stage, stage_since, opened_on, suspended, site, issues, indicators, external, '
    "kept, all_withdrawn, follow_up, overridden) "
    "VALUES (:room, :hash, 'default', 'implementation', :day, :day, false, :site, '{wages}', '{}', '{}', '{}', false, '{}', false)"
)
CONSENT = text("INSERT INTO case_consent VALUES (:room, :consent, :audience, :content, NULL, :day, '{}', 'written')")
TABLE = text('INSERT INTO case_table ("table", "case", opened_on) VALUES (:table, :room, :day)')
PLAN = text(
    'INSERT INTO remedy_plan ("table", plan, number, organisation, entry, warned, proposed_on, in_force_on) '
    "VALUES (:table, :hash, 1, :owner, :hash, false, :day, :day)"
)
STEP = text(
    'INSERT INTO remedy_step ("table", plan, step, place, form, kind, owner, due_on, beneficiaries, evidence, state, verdict, '
    "verified_on) "
    "VALUES (:table, :hash, :step, :place, 'compensation', 'pay_wages', :owner, :due, '{}', '{}', :state, :verdict, :on)"
)


@dataclass(frozen=True)
class Planned:
    """What one case should count for."""

    case: bytes
    site: str
    progress: bool
    steps: tuple[tuple[str, date], ...]


def draw(random: Random, sites: Sequence[str], number: int) -> list[Planned]:
    """Cases at random sites; the progress of most is consented to, and most have steps."""
    today = dates.today()
    return [
        Planned(
            sha256(f"shown {one}".encode()).digest()[:16],
            random.choice(sites),
            random.random() < 0.8,
            tuple((random.choice(STATES), today + timedelta(days=random.choice([-3, 30]))) for _ in range(random.randint(0, 3))),
        )
        for one in range(number)
    ]


def fill(engine: Engine, review: Review, planned: Sequence[Planned], *, audience: str = "buyers") -> None:
    """Write them, released to this audience."""
    with engine.begin() as connection:
        for one in planned:
            _write(connection, review, one, audience)


def _write(connection: Connection, review: Review, one: Planned, audience: str) -> None:
    digest, table = sha256(one.case).digest(), sha256(one.case + b"table").digest()[:16]
    row: dict[str, Any] = {"day": date(2026, 3, 1), "hash": digest, "table": table, "owner": review.supplier.organisation}
    connection.execute(ROOM, row | {"room": one.case, "kind": "workers"})
    connection.execute(FILE, row | {"room": one.case, "site": bytes.fromhex(one.site)})
    for content in ("facts", *(["progress"] if one.progress else [])):
        consent = sha256(one.case + content.encode()).digest()
        connection.execute(CONSENT, row | {"room": one.case, "consent": consent, "audience": audience, "content": content})
    if one.steps:
        connection.execute(ROOM, row | {"room": table, "kind": "table"})
        connection.execute(TABLE, row | {"room": one.case})
        connection.execute(PLAN, row)
    for place, (state, due) in enumerate(one.steps):
        verdict = state if state in ("verified", "partly", "disputed") else None
        more = {"step": f"s{place}", "place": place, "due": due, "state": state, "verdict": verdict}
        connection.execute(STEP, row | more | {"on": row["day"] if verdict else None})


def sites_of(engine: Engine, review: Review, number: int) -> list[str]:
    """So many sites more, delivering to nobody yet; their ids."""
    ids = [sha256(f"site {one}".encode()).digest()[:16] for one in range(number)]
    query = text(
        "INSERT INTO site (site, name, native_name, address, country, open_for_filing, version, activities, status, source) "
        "VALUES (:site, :name, '', '', 'BD', false, 1, '{}', 'open', 'import')"
    )
    with engine.begin() as connection:
        connection.execute(query, [{"site": one, "name": f"Works {one.hex()}"} for one in ids])
    return [one.hex() for one in ids]
