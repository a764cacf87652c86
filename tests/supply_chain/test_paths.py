"""What stands behind a site: chains, rings, diamonds, and who is told which part of it."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from remedy_api.supply_chain.queries.paths import BehindSite, behind_site
from remedy_api.supply_chain.states import Standing
from tests.factories.chain import change, make_buyer, make_company, make_contract, make_link, make_site
from tests.factories.organisations import Organisation, Programme
from tests.factories.people import make_organisation

Json = dict[str, Any]


def names(client: Any, *wanted: str) -> list[Json]:
    """Companies with these names."""
    return [make_company(client, name=name) for name in wanted]


def behind(session: Session, site: Json) -> BehindSite:
    """What stands behind a site, asked without anybody."""
    session.expire_all()
    return behind_site(session, bytes.fromhex(site["site"]))


@pytest.fixture
def client(programme: Programme) -> TestClient:
    """The administrator's browser."""
    return programme.administrator.client


def test_a_chain_of_three_tiers(client: TestClient, programme: Programme, session: Session) -> None:
    own, first, second, brand = names(client, "Own Works", "First Maker", "Second Maker", "Brand")
    site = make_site(client, operator=own["company"])
    first_site, second_site = make_site(client, operator=first["company"]), make_site(client, operator=second["company"])
    make_link(client, site, first, tier=3)
    make_link(client, first_site, second, tier=2)
    make_link(client, second_site, brand, tier=1)
    buyer = make_buyer(programme)
    make_contract(client, buyer, brand, title="Laptops", reference="A-1", ends_on="2027-12-31")
    make_contract(client, buyer, own, title="Cables")
    found = behind(session, site)
    assert found.operator == (bytes.fromhex(own["company"]), "Own Works")
    assert [(one.name, one.path, one.tier) for one in found.suppliers] == [
        ("First Maker", ("First Maker",), 3),
        ("Second Maker", ("First Maker", "Second Maker"), 2),
        ("Brand", ("First Maker", "Second Maker", "Brand"), 1),
    ]
    assert [(one.title, one.path) for one in found.contracts] == [
        ("Cables", ("Own Works",)),
        ("Laptops", ("First Maker", "Second Maker", "Brand")),
    ]
    assert found.complete
    assert behind(session, second_site).suppliers[0].path == ("Brand",)
    told = client.get(f"/v1/sites/{site['site']}/paths").json()
    assert told["operator"]["name"] == "Own Works"
    assert told["contracts"][1]["path"] == ["First Maker", "Second Maker", "Brand"]
    assert (told["contracts"][1]["reference"], told["contracts"][1]["ends_on"]) == ("A-1", "2027-12-31")


def test_what_the_operators_other_sites_deliver_is_not_made_here(client: TestClient, session: Session) -> None:
    own, brand = names(client, "Own Works", "Brand")
    here, elsewhere = make_site(client, operator=own["company"]), make_site(client, operator=own["company"])
    make_link(client, elsewhere, brand)
    assert behind(session, here).suppliers == ()
    assert [one.name for one in behind(session, elsewhere).suppliers] == ["Brand"]


def test_a_ring_ends_by_itself(client: TestClient, session: Session) -> None:
    one, two = names(client, "One", "Two")
    first, second = make_site(client, operator=one["company"]), make_site(client, operator=two["company"])
    make_link(client, first, two)
    make_link(client, second, one)
    assert [each.path for each in behind(session, first).suppliers] == [("Two",), ("Two", "One")]
    make_link(client, first, one)
    assert {each.path for each in behind(session, first).suppliers} == {("Two",), ("One",)}


def test_a_diamond_is_told_once(client: TestClient, programme: Programme, session: Session) -> None:
    left, right, brand = names(client, "Left", "Right", "Brand")
    site = make_site(client)
    for maker in (left, right):
        make_link(client, site, maker)
        make_link(client, make_site(client, operator=maker["company"]), brand)
    make_contract(client, make_buyer(programme), brand)
    found = behind(session, site)
    assert sorted(one.name for one in found.suppliers) == ["Brand", "Left", "Right"]
    (path,) = [one.path for one in found.suppliers if one.name == "Brand"]
    assert path in (("Left", "Brand"), ("Right", "Brand"))
    assert [one.path for one in found.contracts] == [path]


def test_six_companies_far_and_no_further(client: TestClient, session: Session) -> None:
    makers = names(client, *(f"Maker {number}" for number in range(1, 9)))
    site = first = make_site(client)
    for maker in makers:
        make_link(client, site, maker)
        site = make_site(client, operator=maker["company"])
    assert [one.name for one in behind(session, first).suppliers] == [f"Maker {number}" for number in range(1, 7)]


@pytest.mark.parametrize(("limit", "most"), [("MOST", 2), ("MOST_ROWS", 2), ("PER_COMPANY", 1)])
def test_a_crowd_is_told_in_part_and_says_so(
    client: TestClient, session: Session, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    maker, *brands = names(client, "Maker", "One", "Two", "Three")
    site, makers = make_site(client), make_site(client, operator=maker["company"])
    make_link(client, site, maker)
    for brand in brands:
        make_link(client, makers, brand)
    assert (len(behind(session, site).suppliers), behind(session, site).complete) == (4, True)
    monkeypatch.setattr(f"remedy_api.supply_chain.queries.walk.{limit}", most)
    found = behind(session, site)
    assert not found.complete
    assert 1 <= len(found.suppliers) < 4


def test_the_weakest_link_counts(client: TestClient, union: Organisation, session: Session) -> None:
    maker, brand = names(client, "Maker", "Brand")
    site, other = make_site(client), make_site(client, operator=maker["company"])
    near, far = make_link(client, site, maker), make_link(client, other, brand)

    def standings() -> list[str]:
        return [one.standing for one in behind(session, site).suppliers]

    assert standings() == [Standing.CLAIMED, Standing.CLAIMED]
    assert change_link(client, far, standing="confirmed").status_code == 200
    assert standings() == [Standing.CLAIMED, Standing.CLAIMED]
    change_link(client, near, standing="contested")
    assert standings() == [Standing.CONTESTED, Standing.CONTESTED]
    # A second source confirms what a first contests.
    second = make_link(union.manager.client, site, maker)
    change_link(client, second, standing="confirmed")
    assert standings() == [Standing.CONFIRMED, Standing.CONFIRMED]


def change_link(client: Any, link: Json, **fields: Any) -> Any:
    """Change a link as it was when it was made; the answer."""
    return change(client, f"/v1/links/{link['link']}", fields, tag=f'"{link["version"]}"')


def test_who_is_told_what(client: TestClient, programme: Programme, union: Organisation) -> None:
    buyer, supplier = make_organisation(programme, kind="buyer"), make_organisation(programme, kind="supplier")
    maker, brand, other = names(client, "Maker", "Brand", "Other Brand")
    site = make_site(client, operator=maker["company"])
    make_link(client, site, brand)
    make_link(client, site, other)
    make_contract(client, buyer.organisation, brand, title="Mine")
    make_contract(client, make_buyer(programme), other, title="Of another buyer")
    path = f"/v1/sites/{site['site']}/paths"
    assert {one["title"] for one in client.get(path).json()["contracts"]} == {"Mine", "Of another buyer"}
    worker = union.manager.client.get(path).json()
    assert (worker["contracts"], worker["contracts_shown"], len(worker["suppliers"])) == ([], False, 2)
    mine = buyer.manager.client.get(path).json()
    assert [one["title"] for one in mine["contracts"]] == ["Mine"]
    assert [one["company"]["name"] for one in mine["suppliers"]] == ["Brand"]
    assert "Other Brand" not in json.dumps(mine)
    assert supplier.manager.client.get(path).status_code == 404
    change(client, f"/v1/companies/{brand['company']}", {"organisation": supplier.hex})
    refused = supplier.manager.client.get(path)
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")


def test_what_workers_told_reaches_no_buyer(client: TestClient, programme: Programme, union: Organisation) -> None:
    buyer = make_organisation(programme, kind="buyer")
    maker, brand = names(client, "Maker", "Brand")
    make_contract(client, buyer.organisation, brand)
    site, further = make_site(client), make_site(client, operator=maker["company"])
    make_link(client, site, maker)
    make_link(union.manager.client, further, brand)
    path = f"/v1/sites/{site['site']}/paths"
    assert len(union.manager.client.get(path).json()["suppliers"]) == 2
    assert buyer.manager.client.get(path).status_code == 404
    make_link(client, further, brand, source="disclosure")
    assert [one["path"] for one in buyer.manager.client.get(path).json()["contracts"]] == [["Maker", "Brand"]]
