"""Companies, products, links and contracts: added once, changed on top of what is there, found wrong with the reason."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from remedy_api.sealing.keys import new_id
from tests.factories.chain import change, made, make_buyer, make_company, make_contract, make_link, make_site, post
from tests.factories.organisations import Programme
from tests.factories.people import make_organisation

LEI = "213800KUD8LAJWSQ9D15"
NOBODY = "00" * 16


@pytest.fixture
def client(programme: Programme) -> TestClient:
    """The administrator's browser."""
    return programme.administrator.client


def why(answer: Any) -> tuple[int, str, list[tuple[str, str]]]:
    """Status, code and the fields of a problem."""
    problem = answer.json()
    return answer.status_code, problem["code"], [(one["pointer"], one["code"]) for one in problem.get("fields", ())]


def test_a_site_in_full(client: TestClient) -> None:
    operator = make_company(client, name="Operator", country="TW")
    site = make_site(
        client,
        latitude=24.780123456,
        longitude=-121,
        os_id="tw-2025309-test1-w",
        identifiers=[{"scheme": "gln", "value": "4012345000009"}, {"scheme": "duns", "value": "1"}],
        activities=["assembly", "office"],
        operator=operator["company"],
        open_for_filing=False,
    )
    assert (site["latitude"], site["longitude"], site["os_id"]) == (24.780123, -121.0, "TW2025309TEST1W")
    assert site["identifiers"] == [{"scheme": "duns", "value": "1"}, {"scheme": "gln", "value": "4012345000009"}]
    assert site["operator"]["name"] == "Operator"
    path = f"/v1/sites/{site['site']}"
    assert client.get(path).json() == site
    kept = change(client, path, {"latitude": 1.5, "identifiers": [], "operator": None, "status": "moved"}).json()
    assert (kept["latitude"], kept["identifiers"], kept["operator"], kept["status"]) == (1.5, [], None, "moved")
    assert kept["activities"] == ["assembly", "office"]
    assert why(change(client, path, {"latitude": None})) == (422, "invalid", [("/latitude", "place")])
    assert change(client, path, {"latitude": None, "longitude": None}).json()["longitude"] is None
    twin = post(client, "/v1/sites", {"name": "x", "country": "TW", "os_id": "TW2025309TEST1W"})
    assert (twin.status_code, twin.json()["code"]) == (409, "os-id-twin")


@pytest.mark.parametrize(
    ("fields", "pointer", "code"),
    [
        ({"latitude": 91, "longitude": 0}, "/latitude", "too-big"),
        ({"latitude": 0, "longitude": -180.1}, "/longitude", "too-small"),
        ({"latitude": "1", "longitude": 0}, "/latitude", "wrong-kind"),
        ({"latitude": 1}, "", "place"),
        ({"os_id": "TW2025309TEST1X"}, "/os_id", "os-id"),
        ({"activities": ["juggling"]}, "/activities/0", "no-choice"),
        ({"activities": ["office", "office"]}, "/activities", "twins"),
        ({"identifiers": [{"scheme": "GLN", "value": "1"}]}, "/identifiers/0/scheme", "not-accepted"),
        ({"identifiers": [{"scheme": "gln", "value": "1"}] * 2}, "/identifiers", "twins"),
        ({"status": "gone"}, "/status", "no-choice"),
        ({"operator": NOBODY}, "/operator", "unknown-company"),
        ({"country": "XX"}, "/country", "country"),
    ],
)
def test_what_is_wrong_with_a_site(client: TestClient, fields: dict[str, Any], pointer: str, code: str) -> None:
    answer = post(client, "/v1/sites", {"name": "Wrong", "country": "TW"} | fields)
    assert why(answer) == (422, "invalid", [(pointer, code)])


def test_companies(client: TestClient, programme: Programme) -> None:
    supplier = make_organisation(programme, kind="supplier")
    body = {"name": "Hon Hai", "native_name": "鴻海", "country": "TW", "lei": LEI.lower(), "organisation": supplier.hex}
    company = made(post(client, "/v1/companies", body, key="one"))
    assert made(post(client, "/v1/companies", body, key="one")) == company
    assert (company["lei"], company["organisation"], company["organisation_name"]) == (LEI, supplier.hex, supplier.name)
    assert why(post(client, "/v1/companies", body | {"lei": None})) == (409, "company-twin", [])
    assert why(post(client, "/v1/companies", body | {"name": "Other"})) == (409, "lei-twin", [])
    assert why(post(client, "/v1/companies", {"name": "x", "country": "TW", "lei": LEI[:-1] + "6"}))[2] == [("/lei", "lei")]
    for organisation in (NOBODY, make_buyer(programme).hex()):
        answer = post(client, "/v1/companies", {"name": "x", "country": "TW", "organisation": organisation})
        assert why(answer)[2] == [("/organisation", "unknown-organisation")]
    path = f"/v1/companies/{company['company']}"
    assert change(client, path, {"name": "x"}, tag='"7"').status_code == 412
    assert client.patch(path, json={"name": "x"}).status_code == 428
    changed = change(client, path, {"lei": None, "organisation": None, "name": None}).json()
    assert (changed["lei"], changed["organisation"], changed["name"], changed["version"]) == (None, None, "Hon Hai", 2)
    assert client.get(f"/v1/companies/{new_id().hex()}").status_code == 404


def test_products(client: TestClient) -> None:
    company, other = make_company(client), make_company(client)
    path = f"/v1/companies/{company['company']}/products"
    gown = made(post(client, path, {"name": "Gown", "kind": "product"}))
    made(post(client, path, {"name": "Cuff", "kind": "component"}))
    assert why(post(client, path, {"name": "Gown", "kind": "product"})) == (409, "product-twin", [])
    assert [one["name"] for one in client.get(path).json()["items"]] == ["Cuff", "Gown"]
    assert client.get(f"/v1/companies/{NOBODY}/products").status_code == 404
    site = make_site(client)
    link = make_link(client, site, company, product=gown["product"], tier=1, first_seen="2026-01-02")
    assert (link["product"], link["tier"], link["first_seen"]) == (gown, 1, "2026-01-02")
    assert link["last_seen"] > "2026-01-02"
    answer = post(client, f"/v1/sites/{site['site']}/links", {"company": other["company"], "product": gown["product"]})
    assert why(answer)[2] == [("/product", "unknown-product")]


def test_links(client: TestClient) -> None:
    site, company = make_site(client, name="Works"), make_company(client, name="Brand")
    link = make_link(client, site, company, confidence="low")
    assert (link["source"], link["standing"], link["confidence"], link["tier"]) == ("public", "claimed", "low", None)
    assert (link["site"], link["site_name"], link["company"]["name"]) == (site["site"], "Works", "Brand")
    path, listed = f"/v1/links/{link['link']}", f"/v1/sites/{site['site']}/links"
    assert why(post(client, listed, {"company": company["company"]})) == (409, "link-twin", [])
    assert why(post(client, listed, {"company": NOBODY}))[2] == [("/company", "unknown-company")]
    assert why(post(client, listed, {"company": company["company"], "tier": 10}))[2] == [("/tier", "too-big")]
    late = {"company": company["company"], "first_seen": "2026-02-01", "last_seen": "2026-01-01"}
    assert why(post(client, listed, late))[2] == [("", "days")]
    make_link(client, site, company, source="import", last_seen="2020-01-01")
    assert len(client.get(listed).json()["items"]) == 2
    assert len(client.get(f"/v1/companies/{company['company']}/links").json()["items"]) == 2
    assert why(change(client, path, {"source": "import"})) == (409, "link-twin", [])
    assert why(change(client, path, {"last_seen": "2001-01-01"}))[2] == [("/last_seen", "days")]
    changed = change(client, path, {"standing": "contested", "tier": 3}).json()
    assert (changed["standing"], changed["tier"], changed["version"]) == ("contested", 3, 2)
    assert client.get(path).json() == changed
    assert change(client, path, {"tier": 1}, tag='"1"').status_code == 412
    assert client.get(f"/v1/links/{NOBODY}").status_code == 404


def test_contracts(client: TestClient, programme: Programme) -> None:
    buyer = make_organisation(programme, kind="buyer")
    supplier, mine = make_company(client, name="Brand"), buyer.manager.client
    fields = {"reference": "A-1", "cpv": ["30213100-6", "30200000"], "value_band": "1m-10m", "ends_on": "2026-12-31"}
    contract = make_contract(mine, buyer.organisation, supplier, **fields)
    assert (contract["buyer_name"], contract["supplier"]["name"], contract["cpv"]) == (buyer.name, "Brand", fields["cpv"])
    body = {"buyer": buyer.hex, "supplier": supplier["company"], "reference": "A-1", "title": "x", "starts_on": "2026-01-01"}
    assert why(post(mine, "/v1/contracts", body)) == (409, "contract-twin", [])
    other = {"reference": "A-2"}
    assert why(post(mine, "/v1/contracts", body | other | {"supplier": NOBODY}))[2] == [("/supplier", "unknown-company")]
    assert why(post(mine, "/v1/contracts", body | other | {"ends_on": "2025-01-01"}))[2] == [("", "days")]
    assert why(post(mine, "/v1/contracts", body | other | {"cpv": ["3021310"]}))[2] == [("/cpv/0", "cpv")]
    assert why(post(mine, "/v1/contracts", body | other | {"cpv": ["30213100", "30213100-6"]}))[2] == [("/cpv", "twins")]
    assert why(post(client, "/v1/contracts", body | other | {"buyer": NOBODY}))[2] == [("/buyer", "unknown-organisation")]
    foreign = make_buyer(programme)
    assert why(post(mine, "/v1/contracts", body | other | {"buyer": foreign.hex()}))[:2] == (403, "forbidden")
    path = f"/v1/contracts/{contract['contract']}"
    assert why(change(mine, path, {"ends_on": "2025-01-01"}))[2] == [("/ends_on", "days")]
    changed = change(mine, path, {"ends_on": None, "value_band": None, "title": "Laptops and more"}).json()
    assert (changed["ends_on"], changed["value_band"], changed["version"]) == (None, None, 2)
    assert change(mine, path, {"title": "y"}, tag='"1"').status_code == 412
    hidden = make_contract(client, foreign, supplier)
    assert mine.get(f"/v1/contracts/{hidden['contract']}").status_code == 404
    assert [one["contract"] for one in mine.get("/v1/contracts").json()["items"]] == [contract["contract"]]
    assert len(client.get("/v1/contracts").json()["items"]) == 2


def test_problems_never_repeat_what_was_sent(client: TestClient) -> None:
    secret = "Maya-Akter-told-us"
    for path, body in (
        ("/v1/sites", {"name": "x", "country": secret, "os_id": secret, "status": secret, "latitude": secret, secret: 1}),
        ("/v1/companies", {"name": "x", "country": "TW", "lei": secret, "source": secret}),
        ("/v1/contracts", {"cpv": [secret], "value_band": secret, "starts_on": secret}),
    ):
        answer = post(client, path, body)
        assert answer.status_code == 422
        assert secret not in answer.text
