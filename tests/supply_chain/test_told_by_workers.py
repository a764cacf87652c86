"""What workers and monitors told stays with those beside them: products, names a buyer guesses, the list everybody reads."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from tests.factories.chain import change, made, make_company, make_link, make_site, post
from tests.factories.organisations import Organisation, Programme
from tests.factories.people import make_organisation

LEI, OTHER_LEI = "5493001KJTIIGC8Y1R12", "529900T8BM49AURSDO55"
TOLD = "Gown of the unpaid night shift"


@pytest.fixture
def admin(programme: Programme) -> TestClient:
    """The administrator's browser."""
    return programme.administrator.client


@pytest.fixture
def buyer(programme: Programme) -> Organisation:
    """A buyer."""
    return make_organisation(programme, kind="buyer")


def unlike(answer: Any) -> dict[str, Any]:
    """What was answered, without the random id."""
    assert answer.status_code == 201, answer.text
    return {name: value for name, value in answer.json().items() if name != "company"}


def test_a_product_that_workers_named(admin: Any, programme: Programme, union: Organisation, buyer: Organisation) -> None:
    supplier = make_organisation(programme, kind="supplier")
    maker = make_company(admin, name="Maker", organisation=supplier.hex)
    site = make_site(admin, operator=maker["company"])
    path, listed = f"/v1/companies/{maker['company']}/products", f"/v1/sites/{site['site']}/links"
    told = made(post(union.manager.client, path, {"name": TOLD, "kind": "product"}))
    link = make_link(admin, site, maker, product=told["product"])
    assert (told["source"], link["product"]) == ("worker", told)
    for who in (union, buyer, supplier):
        items = who.manager.client.get(path).json()["items"]
        assert [one["name"] for one in items] == ([TOLD] if who is union else []), who.name
    # A link that anybody may see names such a product to those alone who may see it.
    (seen,) = supplier.manager.client.get(listed).json()["items"]
    assert (seen["link"], seen["product"]) == (link["link"], None)
    assert TOLD not in supplier.manager.client.get(f"/v1/links/{link['link']}").text
    assert TOLD in union.manager.client.get(listed).text
    # The same known from elsewhere is a product of its own, and is no twin.
    public = made(post(admin, path, {"name": TOLD, "kind": "product"}))
    assert post(admin, path, {"name": TOLD, "kind": "product"}).json()["code"] == "product-twin"
    assert buyer.manager.client.get(path).json()["items"] == [public]


def test_the_source_of_a_product_is_that_of_who_adds_it(admin: Any, union: Organisation) -> None:
    path = f"/v1/companies/{make_company(admin)['company']}/products"
    assert made(post(admin, path, {"name": "Gown", "kind": "product", "source": "monitor"}))["source"] == "monitor"
    refused = post(union.manager.client, path, {"name": "Cuff", "kind": "product", "source": "public"})
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")


HIDDEN = [
    pytest.param([{"name": "Guess"}], id="by its name"),
    pytest.param([{"name": "Hidden Mill", "lei": LEI, "country": "IN"}], id="by its LEI"),
    pytest.param([{"name": "Guess", "lei": OTHER_LEI}], id="by its name, with another LEI"),
    pytest.param([{"name": "Guess", "lei": OTHER_LEI}, {"name": "Hidden Mill", "lei": LEI}], id="one by its name, one by its LEI"),
]


@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_company_that_workers_told_of_is_named_as_if_nobody_had(
    admin: Any, programme: Programme, union: Organisation, buyer: Organisation, hidden: list[dict[str, Any]]
) -> None:
    mine, supplier = buyer.manager.client, make_organisation(programme, kind="supplier")
    wanted = {"name": "Guess", "native_name": "", "country": "BD", "lei": LEI}
    fresh = unlike(post(mine, "/v1/companies", wanted | {"name": "Fresh", "lei": None})) | {"name": "Guess", "lei": LEI}
    for one in hidden:
        told = make_company(union.manager.client, **{"native_name": "workers call it X", "country": "BD"} | one)
        change(admin, f"/v1/companies/{told['company']}", {"organisation": supplier.hex})
    answer = post(mine, "/v1/companies", wanted)
    assert unlike(answer) == fresh
    got = mine.get(f"/v1/companies/{answer.json()['company']}")
    assert (got.json(), got.headers["ETag"]) == (answer.json(), mine.get(f"/v1/companies/{new(mine)}").headers["ETag"])
    (found,) = mine.get("/v1/companies?query=guess").json()["items"]
    assert found == answer.json()
    for other in ("hidden", "workers", OTHER_LEI):
        assert mine.get(f"/v1/companies?query={other}").json()["items"] == []
    # Who changes companies still sees the version to change, and what the company is in the programme.
    whole = admin.get(f"/v1/companies/{answer.json()['company']}").json()
    assert whole["version"] > 1
    assert whole["organisation"] == supplier.hex


def new(client: Any) -> str:
    """The id of a company of which nobody has ever heard."""
    return str(make_company(client)["company"])


@pytest.mark.parametrize("first", ["known", "hidden"])
def test_twins_are_told_of_what_a_buyer_sees_alone(admin: Any, union: Organisation, buyer: Organisation, first: str) -> None:
    known = (admin, {"name": "Known", "country": "BD", "lei": LEI})
    hidden = (union.manager.client, {"name": "Hidden", "country": "BD", "lei": OTHER_LEI})
    for client, fields in (known, hidden) if first == "known" else (hidden, known):
        make_company(client, **fields)
    mine = buyer.manager.client

    def code(name: str, lei: str) -> str:
        answer = post(mine, "/v1/companies", {"name": name, "country": "BD", "lei": lei})
        assert answer.status_code == 409
        return str(answer.json()["code"])

    assert [code(name, LEI) for name in ("Hidden", "Nobody")] == ["lei-twin", "lei-twin"]
    assert [code("Known", lei) for lei in (OTHER_LEI, "213800KUD8LAJWSQ9D15")] == ["company-twin", "company-twin"]
    assert "Hidden" not in json.dumps(mine.get("/v1/companies").json())


@pytest.mark.parametrize("source", ["worker", "monitor"])
def test_what_workers_told_is_not_offered_to_reporters(admin: Any, programme: Programme, intake: Any, source: str) -> None:
    coordinator = make_organisation(programme, kind="coordinator").manager.client
    told = make_site(coordinator, name="Told", source=source)
    assert told["open_for_filing"] is False
    path = f"/v1/sites/{told['site']}"
    answers = [
        post(coordinator, "/v1/sites", {"name": "x", "country": "BD", "source": source, "open_for_filing": True}),
        change(coordinator, path, {"open_for_filing": True}),
        change(admin, path, {"open_for_filing": True, "source": "monitor"}),
        change(admin, f"/v1/sites/{make_site(admin, name='Open')['site']}", {"source": source}),
    ]
    for answer in answers:
        (field,) = answer.json()["fields"]
        assert (answer.status_code, field["pointer"], field["code"]) == (422, "/open_for_filing", "withheld")
    assert [one["name"] for one in intake.get("/sites.json").json()["sites"]] == ["Open"]
    # Who opens it says from whom else it is known, at once.
    opened = change(coordinator, path, {"open_for_filing": True, "source": "public"})
    assert (opened.status_code, opened.json()["open_for_filing"]) == (200, True)
    assert "Told" in intake.get("/sites.json").text
    assert change(coordinator, path, {"open_for_filing": False, "source": source}).status_code == 200


def test_the_tables_refuse_it_too(admin: Any, engine: Engine) -> None:
    make_site(admin)
    with pytest.raises(IntegrityError, match="site_withheld_is_not_open"), engine.begin() as connection:
        connection.execute(text("UPDATE site SET source = 'worker'"))
