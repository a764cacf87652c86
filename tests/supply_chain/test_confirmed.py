"""A contract that a buyer declares opens nothing until somebody else has confirmed it."""

import pytest
from sqlmodel import Session

from remedy_api.cases.queries.supply import supply_of
from tests.factories.chain import change, make_company, make_contract, make_link, make_site
from tests.factories.organisations import Programme
from tests.factories.people import make_organisation


class Declared:
    """A site that works for a brand, and a buyer who says that it has a contract with this brand."""

    def __init__(self, programme: Programme) -> None:
        self.admin = programme.administrator.client
        self.buyer = make_organisation(programme, kind="buyer")
        self.mine = self.buyer.manager.client
        self.brand, maker = make_company(self.admin, name="Brand"), make_company(self.admin, name="Maker")
        self.site = make_site(self.admin, name="Works", operator=maker["company"])
        make_link(self.admin, self.site, self.brand)
        self.contract = make_contract(self.mine, self.buyer.organisation, self.brand, title="Laptops")
        self.path = f"/v1/contracts/{self.contract['contract']}"

    def reached(self) -> tuple[int, list[int], int]:
        """Of the buyer: how many sites it sees, whether it gets this one and its parts, and contracts a keeper sees behind it."""
        site = f"/v1/sites/{self.site['site']}"
        parts = [self.mine.get(site + part).status_code for part in ("", "/links", "/paths")]
        behind = self.admin.get(f"{site}/paths").json()["contracts"]
        return len(self.mine.get("/v1/sites").json()["items"]), parts, len(behind)


NOTHING, ALL = (0, [404, 404, 404], 0), (1, [200, 200, 200], 1)


@pytest.fixture
def declared(programme: Programme) -> Declared:
    """A contract that only its buyer has spoken of."""
    return Declared(programme)


def test_a_declared_contract_opens_nothing_until_it_is_confirmed(declared: Declared) -> None:
    assert declared.reached() == NOTHING
    assert declared.mine.get(declared.path).json() == declared.contract
    assert [one["confirmed"] for one in declared.mine.get("/v1/contracts").json()["items"]] == [False]
    assert change(declared.admin, declared.path, {"confirmed": True}).json()["confirmed"] is True
    assert declared.reached() == ALL
    assert change(declared.admin, declared.path, {"confirmed": False}).status_code == 200
    assert declared.reached() == NOTHING


def test_what_keepers_add_is_confirmed(programme: Programme, declared: Declared) -> None:
    coordinator = make_organisation(programme, kind="coordinator").manager.client
    assert make_contract(coordinator, declared.buyer.organisation, declared.brand)["confirmed"] is True
    assert declared.reached() == ALL


def test_nobody_confirms_a_contract_of_his_own(declared: Declared) -> None:
    for said in (True, False):
        answer = change(declared.mine, declared.path, {"confirmed": said})
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert declared.reached() == NOTHING


def test_what_was_confirmed_is_this_supplier(declared: Declared) -> None:
    other = make_company(declared.admin, name="Other brand")
    change(declared.admin, declared.path, {"confirmed": True, "supplier": other["company"]})
    assert declared.reached()[0] == 0
    kept = change(declared.mine, declared.path, {"title": "Laptops and more", "supplier": other["company"]}).json()
    assert kept["confirmed"] is True
    moved = change(declared.mine, declared.path, {"supplier": declared.brand["company"]}).json()
    assert (moved["supplier"]["name"], moved["confirmed"]) == ("Brand", False)
    assert declared.reached() == NOTHING


def test_a_case_shows_what_is_confirmed(declared: Declared, session: Session) -> None:
    site = bytes.fromhex(declared.site["site"])
    assert supply_of(session, {"worker_organisation"}, site).buyers == []
    change(declared.admin, declared.path, {"confirmed": True})
    assert [one.title for one in supply_of(session, {"worker_organisation"}, site).buyers] == ["Laptops"]
