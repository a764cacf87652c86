"""Everybody and everything the matrix asks about, made through the API."""

from collections.abc import Callable
from dataclasses import dataclass, field

from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from tests.factories.accounts import Person
from tests.factories.cases import open_case
from tests.factories.chain import make_buyer, make_company, make_contract, make_link, make_site
from tests.factories.organisations import Organisation, Programme, remove
from tests.factories.people import accept, invite, make_organisation, make_person, make_programme
from tests.factories.programs import ask_for_token
from tests.factories.reports import Report, file_report
from tests.factories.tables import open_table

FORGETTABLE = {"session", "device", "sign_in_lane", "idempotency_key", "alembic_version"}
"""Tables that a refused request may touch: they hold who is there and who tries, nothing anybody said."""


@dataclass
class World:
    """The programme, two unions, and one person for each subject of the matrix."""

    programme: Programme
    union: Organisation
    other: Organisation
    people: dict[str, Person | None]
    makers: dict[str, Callable[[Organisation], str]] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)

    def session_of(self, subject: str) -> TestClient:
        """A fresh browser of a subject, signed in if it can be: a request that ends a session ends only this one."""
        person = self.people[subject]
        return self.programme.stranger().client if person is None else self.signed_in(person, closed=subject == "closed").client

    def signed_in(self, person: Person, *, closed: bool = False) -> Person:
        """The same person in another browser. The lanes that slow guessing are emptied: thousands sign in here."""
        with self.programme.engine.begin() as connection:
            connection.execute(text("TRUNCATE sign_in_lane"))
        again = person.elsewhere()
        assert again.sign_in().status_code == (401 if closed else 201)
        return again

    def path(self, template: str, of: Organisation) -> str:
        """The path with the ids of things that belong to `of`, made anew where a request may use them up."""
        for name, make in self.makers.items():
            if f"{{{name}}}" in template:
                template = template.replace(f"{{{name}}}", make(of))
        return template


def make_world(client: TestClient, intake: TestClient, engine: Engine) -> World:
    """Everybody of the matrix, a report to each union, and a case of each from another report, with a table."""
    programme = make_programme(client, engine)
    union, other = make_organisation(programme), make_organisation(programme)
    invited, removed, closed = programme.stranger(), make_person(union), make_person(union)
    accept(invited, union.manager, invite(union.manager, union.organisation), fingerprint=union.fingerprint)
    remove(union, removed)
    # A closed account stays on the roster until a manager takes it off: the door must be shut all the same.
    answer = programme.administrator.client.delete(f"/v1/people/{closed.user.hex()}")
    assert answer.status_code == 204, answer.text
    people = {
        "anonymous": None,
        "administrator": programme.administrator,
        "manager": union.manager,
        "member": make_person(union),
        "invited": invited,
        "removed": removed,
        "outsider": other.manager,
        "closed": closed,
    }
    world = World(programme, union, other, people)
    reports = world.reports = {one.hex: file_report(intake, one) for one in (union, other)}
    cases = {one.hex: open_case(one, file_report(intake, one)) for one in (union, other)}
    tables = {one.hex: open_table(cases[one.hex]) for one in (union, other)}
    world.makers = {
        "table": lambda of: tables[of.hex].hex,
        "disclosure": lambda of: "00" * 32,
        "case": lambda of: cases[of.hex].hex,
        "room": lambda of: reports[of.hex].room.hex(),
        "entry": lambda of: reports[of.hex].filing.prepared.entries[0].header.entry.hex(),
        "organisation": lambda of: of.hex,
        "invitation": lambda of: invite(of.manager, of.organisation).hex(),
        "session_id": lambda of: str(world.signed_in(of.manager).session["session"]),
        "token": lambda of: str(ask_for_token(of.manager, "read-cases").json()["made"]["token"]),
        "user": lambda of: make_person(of).user.hex(),
        "site": lambda of: _chain(programme)["site"],
        "company": lambda of: _chain(programme)["company"],
        "link": lambda of: _chain(programme)["link"],
        "contract": lambda of: _chain(programme)["contract"],
    }
    return world


def _chain(programme: Programme) -> dict[str, str]:
    """A site, the company it works for, their link, and a contract of a buyer with that company: ids."""
    client = programme.administrator.client
    site, company = make_site(client), make_company(client)
    link, contract = make_link(client, site, company), make_contract(client, make_buyer(programme), company)
    return {"site": site["site"], "company": company["company"], "link": link["link"], "contract": contract["contract"]}


def fingerprint(engine: Engine) -> dict[str, str]:
    """A hash of every table that matters: equal before and after means that nothing changed."""
    with engine.connect() as connection:
        names = connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars().all()
        wanted = sorted(name for name in names if name not in FORGETTABLE and not name.startswith("procrastinate"))
        query = "SELECT coalesce(md5(string_agg(t::text, chr(10) ORDER BY t::text)), '') FROM \"{}\" t"
        return {name: connection.execute(text(query.format(name))).scalar_one() for name in wanted}
