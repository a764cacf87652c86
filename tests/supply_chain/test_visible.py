"""Each sees its part of the chain: everywhere the same one, and nothing of what workers told reaches a company or a buyer."""

import json
from typing import Any

import pytest

from tests.factories.chain import change, make_buyer, make_company, make_contract, make_link, make_site, post
from tests.factories.organisations import Organisation, Programme
from tests.factories.people import make_organisation, make_person


class Chain:
    """site -link-> Maker, Maker's site -link-> Brand, a contract of the buyer with Brand; and as much again that is foreign."""

    def __init__(self, programme: Programme) -> None:
        client = self.client = programme.administrator.client
        self.buyer, self.supplier = make_organisation(programme, kind="buyer"), make_organisation(programme, kind="supplier")
        self.maker = make_company(client, name="Maker", organisation=self.supplier.hex)
        self.brand, self.foreign = make_company(client, name="Brand"), make_company(client, name="Foreign", source="worker")
        self.site = make_site(client, name="Site of nobody")
        self.makers = make_site(client, name="Site of Maker", operator=self.maker["company"])
        self.other = make_site(client, name="Foreign site", operator=self.foreign["company"])
        self.first, self.second = make_link(client, self.site, self.maker), make_link(client, self.makers, self.brand)
        make_link(client, self.other, self.foreign)
        self.contract = make_contract(client, self.buyer.organisation, self.brand, title="Mine")
        make_contract(client, make_buyer(programme), self.foreign, title="Foreign contract")


@pytest.fixture
def chain(programme: Programme) -> Chain:
    """A chain, and what is foreign to it."""
    return Chain(programme)


def seen(client: Any, path: str) -> list[str]:
    """What a list shows: names, titles or ids."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return sorted(one.get("name") or one.get("title") or one["link"] for one in answer.json()["items"])


def everything(chain: Chain, client: Any) -> str:
    """All that somebody gets from all lists, searches and files there are."""
    lists = ("sites", "sites?query=site", "sites/export", "companies", "companies?query=for", "contracts")
    told = [client.get(f"/v1/{path}").text for path in lists]
    for site in (chain.site, chain.makers, chain.other):
        for path in ("", "/links", "/paths"):
            told.append(client.get(f"/v1/sites/{site['site']}{path}").text)
    for company in (chain.maker, chain.brand, chain.foreign):
        for path in ("", "/links", "/products"):
            told.append(client.get(f"/v1/companies/{company['company']}{path}").text)
    return "\n".join(told)


def test_a_buyer(chain: Chain) -> None:
    mine = chain.buyer.manager.client
    assert seen(mine, "/v1/sites") == ["Site of Maker", "Site of nobody"]
    assert seen(mine, "/v1/sites?query=site") == ["Site of Maker", "Site of nobody"]
    assert seen(mine, "/v1/companies") == ["Brand", "Maker"]
    assert seen(mine, "/v1/contracts") == ["Mine"]
    assert seen(mine, f"/v1/sites/{chain.site['site']}/links") == [chain.first["link"]]
    assert "Foreign" not in everything(chain, mine)
    assert post(mine, "/v1/sites", {"name": "x", "country": "TW"}).status_code == 403
    assert post(mine, f"/v1/sites/{chain.site['site']}/links", {"company": chain.brand["company"]}).status_code == 403
    assert change(mine, f"/v1/companies/{chain.brand['company']}", {"name": "x"}).status_code == 403


def test_a_supplier(chain: Chain) -> None:
    mine = chain.supplier.manager.client
    assert seen(mine, "/v1/sites") == ["Site of Maker", "Site of nobody"]
    assert seen(mine, "/v1/companies") == ["Brand", "Maker"]
    assert seen(mine, f"/v1/sites/{chain.site['site']}/links") == [chain.first["link"]]
    assert seen(mine, f"/v1/sites/{chain.makers['site']}/links") == [chain.second["link"]]
    assert mine.get("/v1/contracts").status_code == 403
    assert "Foreign" not in everything(chain, mine)
    assert "Mine" not in everything(chain, mine)


def test_those_beside_workers_see_it_all_but_contracts(chain: Chain, programme: Programme, union: Organisation) -> None:
    monitor = make_organisation(programme, kind="monitor")
    for client in (union.manager.client, make_person(union).client, monitor.manager.client):
        assert len(seen(client, "/v1/sites")) == len(seen(client, "/v1/companies")) == 3
        assert client.get("/v1/contracts").status_code == 403
        assert client.get(f"/v1/contracts/{chain.contract['contract']}").status_code == 403
        assert "Mine" not in everything(chain, client)
    coordinator = make_organisation(programme, kind="coordinator")
    assert seen(coordinator.manager.client, "/v1/contracts") == ["Foreign contract", "Mine"]


def test_sources_are_those_of_who_adds(chain: Chain, programme: Programme, union: Organisation) -> None:
    monitor = make_organisation(programme, kind="monitor")
    for client, source in ((union.manager.client, "worker"), (monitor.manager.client, "monitor"), (chain.client, "public")):
        site, company = make_site(client), make_company(client)
        assert (site["source"], company["source"], make_link(client, site, company)["source"]) == (source,) * 3
        assert site["open_for_filing"] is (source == "public")
    for body in ({"source": "disclosure"}, {"open_for_filing": True}):
        answer = post(union.manager.client, "/v1/sites", {"name": "x", "country": "TW"} | body)
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert make_company(chain.buyer.manager.client)["source"] == "disclosure"
    answer = post(union.manager.client, "/v1/companies", {"name": "x", "country": "TW", "organisation": chain.supplier.hex})
    assert answer.status_code == 403


def test_what_workers_told_reaches_no_company_and_no_buyer(chain: Chain, union: Organisation) -> None:
    before = {name: everything(chain, who.manager.client) for name, who in (("buyer", chain.buyer), ("supplier", chain.supplier))}
    worker = union.manager.client
    told = make_site(worker, name="Told by workers", operator=chain.maker["company"])
    make_link(worker, told, chain.brand)
    make_link(worker, chain.makers, chain.maker)
    make_link(worker, chain.other, chain.maker)
    make_company(worker, name="Company told by workers")
    assert before == {
        name: everything(chain, who.manager.client) for name, who in (("buyer", chain.buyer), ("supplier", chain.supplier))
    }
    for who in (chain.buyer, chain.supplier):
        for path in ("", "/links", "/paths"):
            assert who.manager.client.get(f"/v1/sites/{told['site']}{path}").status_code == 404
    # Until the programme's keepers say that it is known from elsewhere too.
    change(chain.client, f"/v1/sites/{told['site']}", {"source": "public"})
    assert "Told by workers" in seen(chain.supplier.manager.client, "/v1/sites")


def test_a_buyer_names_a_company_that_only_workers_told_of(chain: Chain) -> None:
    mine = chain.buyer.manager.client
    assert "Foreign" not in json.dumps(mine.get("/v1/companies").json())
    named = post(mine, "/v1/companies", {"name": "Foreign", "country": "DE"})
    assert (named.status_code, named.json()["company"], named.json()["source"]) == (201, chain.foreign["company"], "disclosure")
    assert "Foreign" in seen(mine, "/v1/companies")


def test_a_chain_that_leads_nowhere_shows_nothing(chain: Chain, programme: Programme) -> None:
    lonely = make_organisation(programme, kind="operator").manager.client
    assert seen(lonely, "/v1/sites") == seen(lonely, "/v1/companies") == []
    empty = make_organisation(programme, kind="buyer").manager.client
    assert (seen(empty, "/v1/sites"), seen(empty, "/v1/contracts")) == ([], [])
    assert seen(empty, "/v1/companies") == ["Brand", "Maker"]
