"""Many sites with their staff and their cases, told and hidden, for attacks through the doors: rows as they would be, with nothing
sealed in them.

Of every case somebody complained who is among the staff. It began on her day off, and what it is about fits her. A fifth of the
cases is about reprisals, which nobody outside may know; every third is hidden, in one of many ways.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from sqlalchemy import Connection, Engine, text

from remedy_api.cases.states import Issue
from tests.factories import reports as dates
from tests.factories.chain import make_company, make_contract
from tests.reporting.many_shown import CONSENT, PLAN, ROOM, STATES, STEP, TABLE, sites_of
from tests.reporting.review_world import Review
from tests.reporting.test_roster_attack import FITTING, Worker

DAYS = 90
FILE = text(
    'INSERT INTO case_file ("case", handle, profile, stage, stage_since, opened_on, suspended, site, workers_band, issues, '
    "indicators, external, kept, all_withdrawn, follow_up, overridden) VALUES (:room, :hash, :profile, :stage, :opened, :opened, "
    ":suspended, :site, :band, :issues, '{}', '{}', '{}', :withdrawn, '{}', false)"
)
LIMITED = text("INSERT INTO case_consent VALUES (:room, :consent, :audience, :content, :until, :day, :named, 'written')")
SEAT = text(
    "INSERT INTO table_party (\"table\", organisation, role, opened_on) VALUES (:table, :owner, 'duty_bearer', :day)",
)
READER = text(
    "INSERT INTO room_reader (room, organisation, fingerprint, since, unseen, mailed, kind, until) "
    "VALUES (:table, :owner, :print, :day, false, true, 'table', :until)"
)
LINK = text(
    "INSERT INTO supply_link (link, site, company, source, first_seen, last_seen, confidence, standing, version) "
    "VALUES (:link, :site, :company, 'disclosure', '2026-01-01', '2026-06-01', 'medium', 'claimed', 1)"
)

HIDDEN: Mapping[str, dict[str, Any]] = {
    "no consent": {"audiences": ()},
    "facts not consented to": {"contents": ("progress", "finding", "plan")},
    "run out": {"until": -1},
    "for others by name": {"named": True},
    "for a monitor": {"audiences": ("monitor", "coordinator", "authorities")},
    "set aside": {"suspended": True},
    "before safety": {"stage": "safety"},
    "everybody withdrew": {"withdrawn": True},
}
"""Why nothing is shown of a case, and how its rows differ from those of one that is shown."""


@dataclass(frozen=True)
class Planned:
    """One case: where, of whom, why nothing is shown of it ("": it is shown), and the steps of its plan."""

    case: bytes
    site: str
    worker: Worker
    issue: Issue
    hidden: str
    reprisal: bool
    progress: bool
    seat: bool
    steps: tuple[tuple[str, date], ...]

    @property
    def table(self) -> bytes:
        """The id of its table."""
        return sha256(self.case + b"table").digest()[:16]


def link_of(brand: str, site: str) -> bytes:
    """The id of the link between them."""
    return sha256(f"{brand} {site}".encode()).digest()[:16]


@dataclass
class Places:
    """Sites by id with everybody who works there, the brands they stand behind, and the cases."""

    review: Review
    staff: Mapping[str, Sequence[Worker]]
    names: Mapping[str, str]
    brands: Sequence[str]
    behind: Mapping[str, frozenset[str]]
    own: frozenset[str]
    planned: list[Planned]

    def shown(self) -> list[Planned]:
        """The cases that the buyer may know of."""
        return [one for one in self.planned if not one.hidden]

    def at_tables(self) -> list[Planned]:
        """Those that the supplier may know of: it sits at their tables."""
        return [one for one in self.shown() if one.seat]


def places(review: Review, engine: Engine, random: Random, number: int, brands: int) -> Places:
    """So many sites behind so many brands of the buyer, half of them the supplier's own, each with up to four cases."""
    client = review.union.programme.administrator.client
    ids = sites_of(engine, review, number)
    made = [make_company(client)["company"] for _ in range(brands)]
    for brand in made:
        make_contract(client, review.buyer.organisation, {"company": brand})
    # In pairs of which one lacks a few sites of the other: what is left over is what an attacker is after.
    behind = {brand: frozenset(random.sample(ids, random.randint(number // 8, number // 2))) for brand in made}
    for one, other in zip(made[::2], made[1::2], strict=False):
        behind[other] = behind[one] - set(random.sample(sorted(behind[one]), 2))
    own = frozenset(ids[::2])
    staff = {site: everybody(random) for site in ids}
    found = Places(review, staff, {one: f"Works {one}" for one in ids}, made, behind, own, [])
    linked = [(brand, site) for brand in made for site in sorted(behind[brand])]
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE site SET operator = :maker WHERE site = ANY(:own)"),
            {"maker": bytes.fromhex(review.maker["company"]), "own": [bytes.fromhex(one) for one in sorted(own)]},
        )
        connection.execute(
            LINK,
            [
                {
                    "link": link_of(brand, site),
                    "site": bytes.fromhex(site),
                    "company": bytes.fromhex(brand),
                }
                for brand, site in linked
            ],
        )
    reached = sorted(set().union(*behind.values()))
    cases = [one for site in reached for one in (draw(random, found, site) for _ in range(random.randint(0, 4)))]
    add(engine, found, cases)
    return found


def everybody(random: Random) -> list[Worker]:
    """Who works at a site; the days off lie in three months, the last of which is over."""
    days = [dates.today() - timedelta(days=40 + day) for day in range(DAYS)]
    return [Worker(random.choice(days), random.random() < 0.5, random.random() < 0.3) for _ in range(random.randint(25, 250))]


def draw(random: Random, places: Places, site: str, hidden: str | None = None) -> Planned:
    """A case at a site, of one of the staff; hidden in this way, or in any or none."""
    worker, today = random.choice(places.staff[site]), dates.today()
    return Planned(
        random.randbytes(16),
        site,
        worker,
        random.choice([issue for issue, fits in FITTING.items() if fits(worker)]),
        (random.choice(list(HIDDEN)) if random.random() < 1 / 3 else "") if hidden is None else hidden,
        random.random() < 0.2,
        random.random() < 0.8,
        site in places.own and random.random() < 0.7,
        tuple((random.choice(STATES), today + timedelta(days=random.choice([-3, 30]))) for _ in range(random.randint(0, 3))),
    )


def add(engine: Engine, places: Places, cases: Sequence[Planned]) -> None:
    """Write these cases, with their consents, tables, seats and plans."""
    with engine.begin() as connection:
        for one in cases:
            _write(connection, places.review, one)
    places.planned += cases


def _write(connection: Connection, review: Review, one: Planned) -> None:
    how = HIDDEN.get(one.hidden, {})
    digest, table, day = sha256(one.case).digest(), one.table, date(2026, 3, 1)
    row: dict[str, Any] = {"room": one.case, "hash": digest, "table": table, "owner": review.supplier.organisation, "day": day}
    facts = {
        "profile": "reprisal" if one.reprisal else "default",
        "stage": how.get("stage", "implementation"),
        "opened": one.worker.day_off,
        "suspended": how.get("suspended", False),
        "withdrawn": how.get("withdrawn", False),
        "band": "under-10",
        "site": bytes.fromhex(one.site),
        "issues": [one.issue.value],
    }
    connection.execute(ROOM, row | {"kind": "workers"})
    connection.execute(FILE, row | facts)
    contents = how.get("contents", ("facts", *(["progress"] if one.progress else [])))
    for audience in how.get("audiences", ("buyers", "suppliers")):
        for content in contents:
            consent = {"consent": sha256(one.case + f"{audience} {content}".encode()).digest(), "audience": audience}
            until = dates.today() + timedelta(days=how["until"]) if "until" in how else None
            named = [sha256(b"others").digest()] if how.get("named") else []
            one_more = row | consent | {"content": content}
            connection.execute(LIMITED, one_more | {"until": until, "named": named}) if how else connection.execute(
                CONSENT, one_more
            )
    connection.execute(ROOM, row | {"room": table, "kind": "table"})
    connection.execute(TABLE, row)
    # A seat at the table of a hidden case would tell of it, whatever is consented to: who sits there was let in by the workers.
    if one.seat and not one.hidden:
        connection.execute(SEAT, row)
        connection.execute(READER, row | {"print": review.supplier.fingerprint, "until": None})
    if one.steps:
        connection.execute(PLAN, row)
    for place, (state, due) in enumerate(one.steps):
        verdict = state if state in ("verified", "partly", "disputed") else None
        more = {"step": f"s{place}", "place": place, "due": due, "state": state, "verdict": verdict}
        connection.execute(STEP, row | more | {"on": day if verdict else None})
