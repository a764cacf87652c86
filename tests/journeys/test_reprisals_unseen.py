"""Trust, row 3: whether there are reprisals changes nothing of what a company, a buyer or a stranger can fetch: not a byte, not an
order, not a count, not an ETag, and not a mail.
"""

import random
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, true

from remedy_api.access.decisions import Allowed
from remedy_api.cases.queries import files as case_queries
from remedy_api.cases.queries import lists as case_lists
from remedy_api.sealing.keys import new_id
from tests.factories.case_readers import admit
from tests.factories.cases import Case, closed, consent, founding, founding_json, keep, open_case, post_case, stage, step, write
from tests.factories.chain import make_company, make_contract, make_link, make_site
from tests.factories.disclosures import listed, show
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import file_report
from tests.factories.reprisals import reprisal_steps
from tests.factories.tables import agree, allow, open_table, promise, say_done, seat, verify
from tests.journeys.seen_by_companies import Seen, differing

ISSUES = ("wages", "hours", "violence_harassment", "contract_dismissal", "discrimination")


class World:
    """A union with cases at a site, whose operator, supplier and buyer sit at their tables; and reprisals that come later."""

    def __init__(self, union: Organisation, intake: TestClient, engine: Engine, *, reprisals: int) -> None:
        self.union, self.intake, self.random = union, intake, random.Random(7)
        # Drawn before there is any of them, so that what nobody has made yet can be asked for, too.
        self.planned = [new_id() for _ in range(reprisals)]
        self.monitor = make_organisation(union.programme, kind="monitor")
        self.companies: list[Organisation] = []
        admin = union.programme.administrator.client
        self.cases = [open_case(union, file_report(intake, union)) for _ in range(2)]
        self.tables = [open_table(case) for case in self.cases]
        for table in self.tables:
            self.companies += [seat(table, kind) for kind in ("operator", "supplier", "buyer")]
        operator, supplier, buyer = self.companies[:3]
        self.firms = [
            make_company(admin, organisation=operator.hex, name="Star Works"),
            make_company(admin, organisation=supplier.hex, name="Brand"),
        ]
        self.site = make_site(admin, operator=self.firms[0]["company"])
        self.link = make_link(admin, self.site, self.firms[1])
        self.contract = make_contract(admin, buyer.organisation, self.firms[1])
        self._agreed()
        ids = [case.hex for case in self.cases] + [one.hex() for one in self.planned[:4]]
        shown = listed(self.tables[0], operator)[0]
        self.seen = Seen(
            clients=dict(zip(("operator", "supplier", "buyer"), (one.manager.client for one in self.companies[:3]), strict=True))
            | {"stranger": intake},
            ids={
                "organisation": [union.hex, *(one.hex for one in self.companies[:3])],
                "case": ids,
                "table": [*(table.hex for table in self.tables), *ids],
                "room": [*(table.hex for table in self.tables), *ids],
                "entry": [shown["entry"]],
                "disclosure": [shown["disclosure"]],
                "site": [self.site["site"]],
                "company": [one["company"] for one in self.firms],
                "link": [self.link["link"]],
                "contract": [self.contract["contract"]],
                "invitation": ["0" * 32],
                "session_id": ["0" * 32],
                "user": [union.manager.user.hex()],
            },
            engine=engine,
            companies=self.companies,
        )

    def _agreed(self) -> None:
        """Facts of the cases that workers allow to be seen, a plan that is carried out, and something that was shown."""
        site = ("recorded", {"fact": "site", "values": (self.site["site"],)})
        for case, table, owner in zip(self.cases, self.tables, self.companies[::3], strict=True):
            assert step(case, site).status_code == 201
            for audience in ("operator", "suppliers", "buyers", "public"):
                for content in ("facts", "progress", "plan", "finding"):
                    allow(case, content, audience=audience)
            agree(table, promise(owner), owners=[owner])
            assert say_done(table, owner).status_code == 201
            assert verify(table).status_code == 201
            given = allow(case, "evidence", owner)
            assert show(table, write(case, "message", "Forty payslips."), given, owner).status_code == 201

    def reprisal(self, number: int, **chosen: tuple[str, ...]) -> Case:
        """One more: anywhere, about anything unless it is `chosen`, tied to a case that companies know, and then left as it is or
        taken further.
        """
        chance = self.random
        facts = {
            "issues": tuple(sorted(chance.sample(ISSUES, chance.randrange(1, 4)))),
            "workers": chance.choice([(), ("under-10",), ("50-249",)]),
            "site": chance.choice([(), (self.site["site"],)]),
            "duty_bearers": chance.choice([(), tuple(f"{one['company']}:caused" for one in self.firms)]),
        } | chosen
        made = founding(self.union, reprisal_steps(**facts), room=self.planned[number])
        answer = post_case(self.union.manager.client, founding_json(made))
        assert answer.status_code == 201, answer.text
        case = Case(self.union.programme.instance, made.room, self.union, answer, "", {}, [self.union], [made.epoch.ck])
        origin = chance.choice(self.cases)
        write(case, "reprisal", '{"what":"Moved to nights.","first":["stop"]}')
        write(case, "reprisal_link", origin.hex)
        write(origin, "reprisal_link", case.hex)
        for further in () if chosen else chance.sample((self._let_in, self.notified, self._closed), chance.randrange(3)):
            further(case)
        return case

    def _let_in(self, case: Case) -> None:
        if not case.view(case.manager.client)["outcome"]:
            admit(case, self.monitor, role="monitor")

    def notified(self, case: Case) -> None:
        """As far as that companies could be told, and nobody allowed it."""
        if case.view(case.manager.client)["outcome"]:
            return
        keep(case, "mandate")
        assert step(case, stage("safety", entry=write(case, "reasons", "Good."))).status_code == 201
        keep(case, "risk")
        keep(case, "safe_contact")
        assert step(case, consent("monitor", "facts"), stage("notification")).status_code == 201

    def _closed(self, case: Case) -> None:
        assert step(case, closed()).status_code == 201


def compared(world: World, number: int, every: int) -> list[str]:
    """Make so many reprisals; what changed meanwhile for companies, buyers and strangers."""
    before = world.seen.everything()
    found = differing(before, world.seen.everything())
    assert found == [], f"not the same twice, and nothing happened: {found}"
    assert sum(answer[0] == 200 for name, answer in before.items() if name != "mails") > 60
    for made in range(number):
        world.reprisal(made)
        if (made + 1) % every == 0 and (found := differing(before, world.seen.everything())):
            return found
    rows = world.union.manager.client.get(f"/v1/organisations/{world.union.hex}/cases?limit=100").json()["items"]
    # Whatever is on the fast track stands first: a page of a thousand holds nothing else.
    assert sum(row["fast_track"] for row in rows) == min(number, 100)
    return []


def test_forty_reprisals_change_nothing(union: Organisation, intake: TestClient, engine: Engine) -> None:
    assert compared(World(union, intake, engine, reprisals=40), 40, 40) == []


@pytest.mark.long
def test_a_thousand_reprisals_change_nothing(union: Organisation, intake: TestClient, engine: Engine) -> None:
    assert compared(World(union, intake, engine, reprisals=1000), 1000, 100) == []


def test_a_reprisal_that_is_shown_looks_like_any_other_case(union: Organisation, intake: TestClient, engine: Engine) -> None:
    """What the workers agreed to show of one is there, and no word or member of it says what it is."""
    world = World(union, intake, engine, reprisals=1)
    before = world.seen.everything()
    case = world.reprisal(0, issues=("wages",), site=(world.site["site"],))
    world.notified(case)
    for audience in ("buyers", "public"):
        allow(case, "facts", audience=audience)
    after = world.seen.everything()
    changed = {name: after[name][2] for name in differing(before, after) if name in after}
    assert any("/review" in name for name in changed), changed.keys()
    assert any("/register" in name for name in changed), changed.keys()
    for name, body in changed.items():
        assert case.hex.encode() not in body
        assert not any(word in body for word in (b"fast", b"profile", b"reprisal", b"rank")), name


def _counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A count of all cases in an answer to anybody."""
    monkeypatch.setattr(case_lists, "can_count", lambda actor: Allowed())


def _opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both filters of a single case forgotten."""
    monkeypatch.setattr(case_queries, "visible_cases", lambda actor: true())
    monkeypatch.setattr(case_queries, "visible_rooms", lambda actor: true())


def test_a_leak_that_is_planted_is_seen(
    union: Organisation, intake: TestClient, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each fault is there before and after, and only the reprisals come in between."""
    world = World(union, intake, engine, reprisals=6)

    def seen_with(plant: Callable[[pytest.MonkeyPatch], None]) -> dict[str, Any]:
        with monkeypatch.context() as planted:
            plant(planted)
            return world.seen.everything()

    faults = {_counted: "/v1/cases/overdue", _opened: "/v1/cases/"}
    before = {plant: seen_with(plant) for plant in faults}
    for number in range(6):
        world.reprisal(number)
    for plant, expected in faults.items():
        found = differing(before[plant], seen_with(plant))
        assert any(expected in name for name in found), (plant.__name__, found)
