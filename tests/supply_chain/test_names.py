"""What is found under which search."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remedy_api.supply_chain.names import LONGEST, MOST, folded, words_of
from tests.factories.chain import change, make_company, make_contract, make_site
from tests.factories.organisations import Programme
from tests.factories.people import make_organisation


def found(client: Any, query: str, what: str = "sites", **more: Any) -> list[str]:
    """Names in the order in which a search finds them, over as many pages as there are."""
    names, after = [], None
    while True:
        parameters = {"query": query, **more} | ({"after": after} if after else {})
        answer = client.get(f"/v1/{what}", params=parameters)
        assert answer.status_code == 200, answer.text
        names += [one.get("name") or one["title"] for one in answer.json()["items"]]
        if (after := answer.json()["next"]) is None:
            return names


@pytest.mark.parametrize(
    ("name", "native", "searches", "not_found"),
    [
        (
            "Sunrise Garments Ltd.",
            "সানরাইজ গার্মেন্টস",
            ("sun", "GARM", "garments ltd", "ltd", "গার্মে", " Sunrise  Garments "),
            ("un", "ltd sun"),
        ),
        ("São João Têxtil", "", ("sao", "são", "JOAO", "textil", "Têx"), ("oao",)),
        ("Hon Hai Precision", "鴻海精密工業", ("鴻海", "精密", "工", "hai prec"), ("密精",)),
        ("Thai Union", "บริษัทไทยยูเนี่ยน", ("บริษัท", "ไทย", "ยูเนี่ยน"), ("าม",)),
        ("O'Neill-Smith & Co", "", ("neill", "smith co", "o neill"), ("oneill",)),
        ("Straße Ödön Kft", "", ("strasse", "odon", "ödön"), ("rasse",)),
    ],
)
def test_found_by_any_word_of_any_name(
    programme: Programme, name: str, native: str, searches: tuple[str, ...], not_found: tuple[str, ...]
) -> None:
    client = programme.administrator.client
    make_site(client, name="Something Else Altogether", native_name="別的")
    make_site(client, name=name, native_name=native)
    for search in searches:
        assert found(client, search) == [name], search
    for search in not_found:
        assert name not in found(client, search), search


def test_found_by_number_and_under_the_new_name_only(programme: Programme) -> None:
    client = programme.administrator.client
    site = make_site(client, name="Old Name", os_id="TW2025309TEST1W")
    assert found(client, "tw2025309") == ["Old Name"]
    change(client, f"/v1/sites/{site['site']}", {"name": "New Name", "os_id": None})
    assert (found(client, "old"), found(client, "tw2025309"), found(client, "name")) == ([], [], ["New Name"])
    make_company(client, name="Brand", lei="213800KUD8LAJWSQ9D15")
    assert found(client, "213800kud", "companies") == ["Brand"]
    buyer = make_organisation(programme, kind="buyer")
    contract = make_contract(client, buyer.organisation, make_company(client), title="Work Clothes", reference="2026/7-A")
    assert found(buyer.manager.client, "clothes", "contracts") == ["Work Clothes"]
    assert found(buyer.manager.client, "2026/7", "contracts") == ["Work Clothes"]
    change(client, f"/v1/contracts/{contract['contract']}", {"title": "Uniforms"})
    assert found(client, "clothes", "contracts") == []


def test_a_search_of_many_pages_tells_each_once(programme: Programme) -> None:
    client = programme.administrator.client
    names = [f"Garden Garments {number}" for number in range(7)]
    for name in names:
        make_site(client, name=name)
    assert found(client, "gar", limit=2) == names
    assert found(client, "", limit=3) == names
    assert found(client, "  ") == names
    assert found(client, "!?") == []
    assert found(client, "\x00") == []


def test_a_cursor_of_another_search_is_no_fault(programme: Programme) -> None:
    client = programme.administrator.client
    for number in range(3):
        make_site(client, name=f"Garments {number}")
    cursor = client.get("/v1/sites", params={"query": "gar", "limit": 1}).json()["next"]
    assert client.get("/v1/sites", params={"query": "other", "after": cursor}).json()["items"] == []
    assert client.get("/v1/sites", params={"query": "gar", "after": "junk"}).status_code == 422
    assert client.get("/v1/sites", params={"query": "x" * 201}).status_code == 422


@given(st.text(max_size=300))
def test_words_are_bounded_and_folding_settles(name: str) -> None:
    words = words_of([name, name[::-1]])
    assert len(words) <= MOST
    assert all(0 < len(word) <= LONGEST and word == word.strip() for word in words)
    assert folded(folded(name)) == folded(name)
    if text := folded(name):
        assert text[:LONGEST].rstrip() in words_of([name])
