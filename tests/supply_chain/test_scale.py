"""Lists, searches and paths cost the same at a hundred sites and at many: counted in pages of the database, not in seconds."""

from typing import Any

import pytest
from sqlalchemy import Engine

from tests.factories.chain import change, make_buyer, make_company, make_contract, make_link, make_site
from tests.factories.organisations import Organisation, Programme
from tests.factories.people import make_organisation
from tests.supply_chain.world import TABLES, fill, pages


class Neighbourhood:
    """A small chain in the middle of a large one: two sites, a maker, a brand, a buyer's contract; and who asks about it."""

    def __init__(self, programme: Programme, union: Organisation) -> None:
        self.programme, self.union = programme, union
        self.client = programme.administrator.client
        self.buyer = make_organisation(programme, kind="buyer")
        self.supplier = make_organisation(programme, kind="supplier")
        self.other_buyer = make_buyer(programme)
        maker, brand = make_company(self.client, name="Maker"), make_company(self.client, name="Brand")
        change(self.client, f"/v1/companies/{maker['company']}", {"organisation": self.supplier.hex})
        self.site = make_site(self.client, name="Sunrise")
        further = make_site(self.client, name="Moonlight", operator=maker["company"])
        make_link(self.client, self.site, maker)
        make_link(self.client, further, brand)
        make_contract(self.client, self.buyer.organisation, brand)

    def asked(self) -> list[tuple[str, Any, str]]:
        """What each asks, by a name for it."""
        paths = f"/v1/sites/{self.site['site']}/paths"
        worker, buyer, supplier = self.union.manager.client, self.buyer.manager.client, self.supplier.manager.client
        return [
            ("all sites", worker, "/v1/sites?limit=20"),
            ("search that few fit", worker, "/v1/sites?limit=20&query=sunr"),
            ("search that all fit", worker, "/v1/sites?limit=20&query=works"),
            ("companies", worker, "/v1/companies?limit=20&query=comp"),
            ("contracts", self.client, "/v1/contracts?limit=20&query=contr"),
            ("paths", worker, paths),
            ("links", worker, f"/v1/sites/{self.site['site']}/links"),
            ("sites of a buyer", buyer, "/v1/sites"),
            ("search of a buyer", buyer, "/v1/sites?query=works"),
            ("companies of a buyer", buyer, "/v1/companies?limit=20"),
            ("contracts of a buyer", buyer, "/v1/contracts"),
            ("paths of a buyer", buyer, paths),
            ("sites of a supplier", supplier, "/v1/sites"),
            ("companies of a supplier", supplier, "/v1/companies"),
            ("links of a supplier", supplier, f"/v1/sites/{self.site['site']}/links"),
        ]

    def costs(self, engine: Engine) -> dict[str, int]:
        """Pages of each of these."""
        return {name: pages(engine, client, path) for name, client, path in self.asked()}


def too_much(costs: dict[str, int], most: int) -> dict[str, int]:
    """What touches more pages than that."""
    return {name: cost for name, cost in costs.items() if cost > most}


def test_from_a_hundred_to_three_thousand(programme: Programme, union: Organisation, engine: Engine) -> None:
    """So small a table is read as a whole where that is cheaper than an index; what matters is the long test."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # What earlier tests left would be pages too: deleted rows, and the room they took in the indexes.
        connection.exec_driver_sql(f"TRUNCATE {TABLES} CASCADE")
        connection.exec_driver_sql("VACUUM")
    here = Neighbourhood(programme, union)
    fill(engine, here.other_buyer, 10, 109)
    assert too_much(here.costs(engine), 100) == {}
    fill(engine, here.other_buyer, 110, 3_109)
    assert too_much(here.costs(engine), 400) == {}


@pytest.mark.long
def test_fifty_thousand_and_two_hundred_thousand_cost_the_same(programme: Programme, union: Organisation, engine: Engine) -> None:
    here = Neighbourhood(programme, union)
    fill(engine, here.other_buyer, 10, 50_009)
    few = here.costs(engine)
    fill(engine, here.other_buyer, 50_010, 200_009)
    many = here.costs(engine)
    cursor = union.manager.client.get("/v1/sites?query=works&limit=20").json()["next"]
    many["next page"] = pages(engine, union.manager.client, f"/v1/sites?query=works&limit=20&after={cursor}")
    # Twenty sites with a few look-ups each. Reading along one of the tables would be thousands.
    assert too_much(few, 250) == {}
    assert too_much(many, 250) == {}
    # An index grows by a level.
    assert {name: (few[name], many[name]) for name in few if many[name] > 1.3 * few[name] + 12} == {}
