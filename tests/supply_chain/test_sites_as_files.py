"""Sites as files: Open Supply Hub's columns in and out, every row's fate, cells that compute nothing."""

import csv
import io
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from remedy_api.supply_chain.exchange.columns import KNOWN, WRITTEN
from remedy_api.supply_chain.exchange.facilities import FACILITIES, activities_in
from remedy_api.supply_chain.exchange.inert import inert, plain
from remedy_api.supply_chain.states import Activity
from tests.factories.chain import change, make_site
from tests.factories.organisations import Organisation, Programme
from tests.supply_chain.test_sites import bring

TEMPLATE = (
    "country,name,address,lat,lng,sector_product_type,facility_type_processing_type,number_of_workers,parent_company,os_id\r\n"
    'TW,Test One,"1 Science Rd, Hsinchu",24.7801,121.001,Electronics,Final Product Assembly|Sewing,150,Group,TW2025309TEST1W\r\n'
    'Malaysia,Test Two,Penang,5.3,-0.25,,"Printing, Product Dyeing and Laundering",,,MY2025309TEST2R\r\n'
    "HU,Test Three,Komarom,,,,Cooking,,,HU-2025309-TEST3-G\r\n"
    "HU,Test Four,Gyor,47.6,,,,,,HU2025309TEST3X\r\n"
    "Nowhere,Test Five,,north,200,,,,,\r\n"
    "TW,Renamed,Elsewhere,,,,,,,TW2025309TEST1W\r\n"
)


def export(client: Any, path: str = "/v1/sites/export") -> str:
    """The file as it comes, its mark taken off."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/csv")
    return str(answer.content.decode("utf-8-sig"))


def test_the_template_of_open_supply_hub(programme: Programme) -> None:
    client = programme.administrator.client
    there = make_site(client, name="Under Another Name", os_id="MY2025309TEST2R")
    done = bring(client, TEMPLATE).json()
    assert [(row["fate"], row["by"], row["columns"], row["ignored"]) for row in done["rows"]] == [
        ("added", None, [], ["sector_product_type", "number_of_workers", "parent_company"]),
        ("matches-existing", "os-id", [], []),
        ("added", None, [], ["facility_type_processing_type"]),
        ("refused", None, ["os_id"], []),
        ("refused", None, ["country", "lat", "lng"], []),
        ("twice-in-this-file", "os-id", [], []),
    ]
    assert (done["rows"][1]["site"], done["rows"][0]["name"], done["rows"][3]["name"]) == (there["site"], "Test One", None)
    reason = done["rows"][3]["reasons"][0]
    assert (reason["column"], reason["code"]) == ("os_id", "os-id")
    assert "mistyped" in reason["detail"]
    (one,) = [site for site in client.get("/v1/sites").json()["items"] if site["name"] == "Test One"]
    assert (one["latitude"], one["longitude"], one["os_id"]) == (24.7801, 121.001, "TW2025309TEST1W")
    assert (one["activities"], one["source"], one["status"]) == (["assembly"], "import", "open")
    assert client.get("/v1/sites", params={"query": "science"}).json()["items"] == []
    assert len(client.get("/v1/sites", params={"query": "three"}).json()["items"]) == 1


def test_half_a_place_is_refused(programme: Programme) -> None:
    (row,) = bring(programme.administrator.client, "name,country,lat\nx,HU,47.6\n").json()["rows"]
    assert (row["fate"], row["columns"], row["reasons"][0]["code"]) == ("refused", ["lat"], "place")


def test_what_rows_do_not_say_is_said_for_all(programme: Programme) -> None:
    client = programme.administrator.client
    answer = client.post("/v1/sites/import?open=false", content=b"name,country\nx,HU\n", headers={"Content-Type": "text/csv"})
    assert answer.json()["added"] == 1
    assert client.get("/v1/sites").json()["items"][0]["open_for_filing"] is False
    assert client.get("/sites.json").json() == {"sites": []}


def test_there_and_back(programme: Programme) -> None:
    """What was taken out is brought in elsewhere unchanged; brought in again where it came from, all of it is there."""
    client = programme.administrator.client
    names = ["Plain", "=1+1", "'=2", "''@x", "-7", "+49 30", "@SUM(A1)", "'Oriental", 'quo"te, comma; semicolon', "৳ টাকা", "＝full"]
    for number, name in enumerate(names):
        place = {"latitude": -6.5 - number, "longitude": 107.123456} if number % 2 else {}
        make_site(client, name=name, address=name, native_name=name, activities=["assembly", "printing-dyeing"], **place)
    make_site(client, name="Closed", status="closed", open_for_filing=False, os_id="HU2025309TEST3G")
    written = export(client)
    rows = list(csv.reader(io.StringIO(written, newline="")))
    assert tuple(rows[0]) == WRITTEN
    for cell in (cell for row in rows[1:] for cell in row):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")) or float(cell)
    again = bring(client, written).json()["rows"]
    assert {row["fate"] for row in again} == {"already-there"}
    for site in client.get("/v1/sites").json()["items"]:
        answer = change(client, f"/v1/sites/{site['site']}", {"name": f"Moved {site['name']}", "os_id": None})
        assert answer.status_code == 200, answer.text
    assert {row["fate"] for row in bring(client, written).json()["rows"]} == {"added"}
    fresh = [row for row in csv.reader(io.StringIO(export(client), newline="")) if not row[1].startswith("Moved")]
    assert sorted(fresh) == sorted(rows)


def test_more_than_a_file_holds_comes_in_several(programme: Programme, union: Organisation, monkeypatch: Any) -> None:
    client = programme.administrator.client
    monkeypatch.setattr("remedy_api.supply_chain.endpoints.files.MOST_ROWS", 2)
    for number in range(5):
        make_site(client, name=f"Site {number}")
    path, names = "/v1/sites/export", []
    while path:
        answer = union.manager.client.get(path)
        names += [row["name"] for row in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))]
        path = answer.headers.get("Link", "<>").partition(">")[0].removeprefix("<")
    assert names == [f"Site {number}" for number in range(5)]


def test_two_thousand_rows_fit(programme: Programme) -> None:
    client = programme.administrator.client
    lines = "".join(f'BD,Garments Number {number},"{number} Long Industrial Road, Savar, Dhaka",no\n' for number in range(2000))
    done = bring(client, "country,name,address,open_for_filing\n" + lines).json()
    assert done["added"] == 2000
    assert len(client.get("/v1/sites", params={"query": "number 1999"}).json()["items"]) == 1


@given(st.text())
def test_inert_cells_come_back_as_they_were(cell: str) -> None:
    assert plain(inert(cell)) == cell
    if not cell.isascii() or not cell.lstrip("-").replace(".", "", 1).isdigit():
        assert not inert(cell).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


def test_every_activity_is_written_as_it_is_read() -> None:
    assert set(FACILITIES) == set(Activity)
    for activity, name in FACILITIES.items():
        assert activities_in(name) == ([activity], True)
        assert activities_in(activity.value) == ([activity], True)
    assert activities_in("Cutting, Sewing|Weaving") == ([Activity.ASSEMBLY, Activity.MATERIAL], True)
    assert activities_in("Sewing|Juggling") == ([Activity.ASSEMBLY], False)
    assert activities_in(" | ,") == ([], True)
    assert set(WRITTEN) <= set(KNOWN)
