"""An insider edits the database by hand, a hundred times: each edit is found by the first member who looks, on her own device."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg
import pytest
from playwright.sync_api import BrowserContext
from psycopg import sql

from remedy_api.cli.client import cases
from remedy_api.cli.client.casework import look, post
from remedy_api.cli.client.member import Member
from remedy_api.cli.client.reports import directory
from remedy_api.cli.client.rooms import contents
from remedy_api.cli.errors import Refused
from remedy_api.kit.db.embedded import Cluster
from remedy_api.sealing.content import Text
from remedy_api.sealing.errors import SealError
from tests.browser.casework_cases import report, site
from tests.browser.casework_world import MONITOR, UNION, World, begin
from tests.drills.figures import note
from tests.fixtures.server import Server

pytestmark = pytest.mark.long
TABLES = ("room", "room_event", "room_epoch", "entry", "roster", "account_key", "case_file")
STAGES = ("safety", "notification", "fact_finding", "implementation")
Edit = Callable[["Insider"], None]


@dataclass
class Insider:
    """Somebody who may write everything in the database. `case` is what he edits, `other` another one."""

    connection: psycopg.Connection
    case: bytes
    other: bytes
    random: random.Random

    def ask(self, query: str, *values: object) -> list[tuple[object, ...]]:
        return self.connection.execute(query, values).fetchall()

    def do(self, statement: str, *values: object) -> None:
        """Raises AssertionError when the statement changes nothing: then it is no edit."""
        assert self.connection.execute(statement, values).rowcount > 0, statement

    def some(self, table: str, column: str) -> tuple[bytes, object]:
        """A row of the case: where it stands, and what it holds."""
        place = {"room_event": "seq", "room_epoch": "epoch", "entry": "position"}[table]
        rows = self.connection.execute(
            sql.SQL("SELECT {}, {} FROM {} WHERE room = %s").format(*map(sql.Identifier, (place, column, table))), (self.case,)
        ).fetchall()
        at, held = self.random.choice(rows)
        return held, at

    def flip(self, table: str, column: str) -> None:
        """One bit of a row of the case."""
        held, at = self.some(table, column)
        place = {"room_event": "seq", "room_epoch": "epoch", "entry": "position"}[table]
        query = sql.SQL("UPDATE {} SET {} = %s WHERE room = %s AND {} = %s").format(*map(sql.Identifier, (table, column, place)))
        assert self.connection.execute(query, (flipped(held, self.random), self.case, at)).rowcount == 1


def flipped(held: bytes, chance: random.Random) -> bytes:
    """The same with one bit changed."""
    where = chance.randrange(len(held))
    return held[:where] + bytes([held[where] ^ 1 << chance.randrange(8)]) + held[where + 1 :]


def last_event(one: Insider) -> None:
    """The latest step never was, and the room's row agrees."""
    (seq,), (head,) = (
        one.ask("SELECT seq FROM room WHERE room = %s", one.case),
        one.ask("SELECT head FROM room WHERE room = %s", one.other),
    )
    one.do("DELETE FROM room_event WHERE room = %s AND seq = %s", one.case, seq[0])
    one.do("UPDATE room SET seq = seq - 1, head = %s WHERE room = %s", head[0], one.case)


def swapped(one: Insider) -> None:
    """Two steps in each other's place."""
    (count,) = one.ask("SELECT count(*) FROM room_event WHERE room = %s", one.case)
    at = one.random.randrange(1, int(str(count[0])) - 1)
    one.do(
        "UPDATE room_event a SET payload = b.payload, signature = b.signature FROM room_event b "
        "WHERE a.room = %s AND b.room = a.room AND a.seq IN (%s, %s) AND b.seq = %s + %s - a.seq",
        *(one.case, at, at + 1, at, at + 1),
    )


def foreign(table: str, columns: str) -> Edit:
    """A row of another case in the place of one of this one."""
    place = {"room_event": "seq", "entry": "position", "room_epoch": "epoch"}[table]
    first, second = columns.split()

    def edit(one: Insider) -> None:
        one.do(
            f"UPDATE {table} a SET {first} = b.{first}, {second} = b.{second} FROM {table} b "
            f"WHERE a.room = %s AND b.room = %s AND a.{place} = b.{place} AND a.{place} = "
            f"(SELECT max({place}) FROM {table} WHERE room = %s)",
            *(one.case, one.other, one.other),
        )

    return edit


def gone(table: str, order: str) -> Edit:
    """A row that never was: the first, or one in between."""
    place = {"room_event": "seq", "room_epoch": "epoch", "entry": "position"}[table]

    def edit(one: Insider) -> None:
        rows = one.ask(f"SELECT {place} FROM {table} WHERE room = %s ORDER BY {place}", one.case)
        at = rows[0] if order == "first" else one.random.choice(rows[1:-1] or rows[:1])
        one.do(f"DELETE FROM {table} WHERE room = %s AND {place} = %s", one.case, at[0])

    return edit


def bodies(one: Insider) -> None:
    """Two entries with each other's text."""
    rows = one.ask("SELECT position FROM entry WHERE room = %s AND body IS NOT NULL ORDER BY position", one.case)
    first, second = one.random.sample([row[0] for row in rows], 2)
    one.do(
        "UPDATE entry a SET body = b.body FROM entry b WHERE a.room = %s AND b.room = a.room AND a.position IN (%s, %s) "
        "AND b.position IN (%s, %s) AND a.position <> b.position",
        *(one.case, first, second, first, second),
    )


def roster(column: str) -> Edit:
    """One bit of who the members of the organisation are, and were."""

    def edit(one: Insider) -> None:
        query = f"SELECT r.organisation, version, {column} FROM roster r JOIN room_reader USING (organisation) WHERE room = %s"
        organisation, version, held = one.random.choice(one.ask(query, one.case))
        assert isinstance(held, bytes)
        changed = flipped(held, one.random)
        one.do(f"UPDATE roster SET {column} = %s WHERE organisation = %s AND version = %s", changed, organisation, version)

    return edit


def somebodys_key(one: Insider) -> None:
    """Another key in the name of a member who wrote here."""
    query = "SELECT k.kid, sig_public FROM account_key k JOIN roster_name USING (kid) JOIN room_reader r "
    query += "ON r.organisation = roster_name.organisation WHERE room = %s"
    kid, held = one.random.choice(one.ask(query, one.case))
    assert isinstance(held, bytes)
    one.do("UPDATE account_key SET sig_public = %s WHERE kid = %s", flipped(held, one.random), kid)


def says(column: str, *values: object) -> Edit:
    """The case's row says something else than was signed."""

    def edit(one: Insider) -> None:
        one.do(f'UPDATE case_file SET {column} = %s WHERE "case" = %s', one.random.choice(values), one.case)

    return edit


EDITS: dict[str, Edit] = {
    "a bit of a step": lambda one: one.flip("room_event", "payload"),
    "a bit of its signature": lambda one: one.flip("room_event", "signature"),
    "the first step gone": gone("room_event", "first"),
    "a step gone": gone("room_event", "between"),
    "the latest step gone": last_event,
    "two steps swapped": swapped,
    "a step of another case": foreign("room_event", "payload signature"),
    "a bit of an epoch": lambda one: one.flip("room_epoch", "statement"),
    "a bit of its signature too": lambda one: one.flip("room_epoch", "signature"),
    "an epoch of another case": foreign("room_epoch", "statement signature"),
    "a bit of an entry's header": lambda one: one.flip("entry", "header"),
    "a bit of an entry's body": lambda one: one.flip("entry", "body"),
    "bodies swapped": bodies,
    "an entry gone": gone("entry", "between"),
    "the first entry gone": gone("entry", "first"),
    "an entry of another case": foreign("entry", "header body"),
    "a bit of a roster": roster("body"),
    "a bit of a roster's signature": roster("signature"),
    "somebody's key": somebodys_key,
    "another stage": says("stage", *STAGES),
    "other issues": says("issues", ["hours"], ["wages", "hours"], []),
    "other workers": says("workers_band", "under-10", "1000-plus"),
    "set aside": says("suspended", True),
}


@pytest.fixture(scope="module")
def world(server: Server) -> World:
    def nobody(**_: object) -> BrowserContext:
        raise AssertionError("no browser is needed here")

    return begin(server, nobody)


@pytest.fixture(scope="module")
def place(world: World) -> str:
    return site(world)


def open_case(world: World, sita: Member, place: str) -> bytes:
    """A case with notes, two epochs and two readers."""
    room = report(world, [UNION], "They keep our papers.")
    union = bytes.fromhex(world.organisations[UNION])
    facts = {"issues": ("wages",), "site": (place,), "workers": ("10-49",)}
    case = bytes.fromhex(cases.open_case(sita, union, [bytes.fromhex(room)], facts))
    for text in ("One.", "Two.", "Three."):
        post(sita, case, Text("message", "en", text))
    for values in (("forced_labour",), ("wages",)):
        cases.say(sita, case, [("recorded", {"fact": "issues", "values": values})])
    # What was written before somebody is let in is closed with it: of that nothing can be left out. What follows can be withheld
    # until the next epoch begins, see SECURITY.md.
    _, known = directory(sita.door, sita.pins)
    cases.admit(sita, case, next(one for one in known if one.name == MONITOR), "")
    return case


def told(member: Member, case: bytes) -> list[object]:
    """What she learns of a case, everything checked. Raises whatever stops her."""
    _, _, opened = cases.checked(member, case)
    found = contents(opened, lambda entry: member.door.get(f"/v1/rooms/{case.hex()}/entries/{entry}/body").content)
    return [content for _, content in found]


@pytest.fixture
def insider(world: World, server: Server, place: str) -> Iterator[tuple[Member, Insider]]:
    sita = world.members["Sita"]
    case, other = open_case(world, sita, place), open_case(world, sita, place)
    told(sita, case)
    with psycopg.connect(Cluster(server.data).url(), autocommit=True) as connection:
        # Nothing of the database's own keeps him from it: what must hold can be dropped by whoever owns the tables.
        query = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype IN ('f', 'c') AND conrelid <> 0"
        for table, name in connection.execute(f"{query} AND connamespace = 'public'::regnamespace").fetchall():
            connection.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        yield sita, Insider(connection, case, other, random.Random(11))


def held(one: Insider, number: int) -> str:
    """One edit; its name."""
    name = list(EDITS)[number % len(EDITS)]
    EDITS[name](one)
    return name


def put_back(connection: psycopg.Connection, tables: dict[str, list[tuple[object, ...]]]) -> None:
    """All rows as they were."""
    with connection.transaction():
        for table, rows in tables.items():
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
            with connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))) as copy:
                for row in rows:
                    copy.write_row(row)


def drill(sita: Member, one: Insider, edits: int) -> dict[str, str]:
    """So many edits, each by itself; what stopped her, by the name of the edit. Whatever does not is missing."""
    before = told(sita, one.case)
    rows = {table: one.ask(f"SELECT * FROM {table}") for table in TABLES}
    found = {}
    for number in range(edits):
        name = held(one, number)
        try:
            told(sita, one.case)
        except (SealError, Refused) as stop:
            found[f"{number} {name}"] = str(stop)
        put_back(one.connection, rows)
        assert told(sita, one.case) == before, "what was put back is not what was there"
    return found


def test_each_kind_of_edit_is_found(insider: tuple[Member, Insider]) -> None:
    sita, one = insider
    found = drill(sita, one, len(EDITS))
    assert [name for number, name in enumerate(EDITS) if f"{number} {name}" not in found] == []


def test_a_hundred_edits_are_found(insider: tuple[Member, Insider]) -> None:
    sita, one = insider
    found = drill(sita, one, 100)
    assert len(found) == 100
    note("SQL edits by an insider", f"100 of {len(EDITS)} kinds: 100 stopped the first member who looked")


def test_a_look_that_checks_nothing_is_seen(insider: tuple[Member, Insider], monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: without the comparison of what is said with what was signed, edits of the case's row go unseen."""
    sita, one = insider
    monkeypatch.setattr(cases, "differences", lambda *_: [])
    EDITS["another stage"](one)
    assert told(sita, one.case)
    look(sita, one.case)
