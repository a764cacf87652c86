"""Companies, sites, links and contracts of the demonstration, added by its administrator as in any programme."""

from datetime import timedelta
from typing import Any

from remedy_api.cli.client.member import Member
from remedy_api.cli.demo.cast import Cast
from remedy_api.cli.demo.world import Told
from remedy_api.kit.clock import today


def add_chain(cast: Cast, told: Told) -> None:
    """All of it, in the order in which one rests on the other."""
    with cast.acting("administrator") as anna:
        for one in told["company"]:
            cast.companies[one["key"]] = _add(anna, "/v1/companies", _company(cast, one))["company"]
        for one in told["site"]:
            cast.sites[one["key"]] = _add(anna, "/v1/sites", _site(cast, one))["site"]
            for company in one["makes_for"]:
                seen = {"first_seen": _day(cast, 400), "last_seen": _day(cast, 3)}
                link = {"company": cast.companies[company], "tier": 1, "source": "disclosure", "confidence": "high", **seen}
                _add(anna, f"/v1/sites/{cast.sites[one['key']]}/links", link)
        for one in told["contract"]:
            _add(anna, "/v1/contracts", _contract(cast, one))


def _company(cast: Cast, told: Told) -> Told:
    body: Told = {name: told[name] for name in ("name", "native_name", "country") if name in told}
    if "organisation" in told:
        body["organisation"] = cast.organisations[told["organisation"]].hex()
    return body


def _site(cast: Cast, told: Told) -> Told:
    fields = ("name", "native_name", "address", "country", "latitude", "longitude", "activities")
    body: Told = {name: told[name] for name in fields if name in told}
    return body | {"operator": cast.companies[told["operator"]], "source": "disclosure", "open_for_filing": True}


def _contract(cast: Cast, told: Told) -> Told:
    body: Told = {name: told[name] for name in ("reference", "title", "cpv", "value_band")}
    ids = {"buyer": cast.organisations[told["buyer"]].hex(), "supplier": cast.companies[told["supplier"]]}
    return body | ids | {"starts_on": _day(cast, 300), "ends_on": _day(cast, -700)}


def _day(cast: Cast, ago: int) -> str:
    return (today() + timedelta(days=cast.doors.ago - ago)).isoformat()


def _add(anna: Member, path: str, body: Told) -> dict[str, Any]:
    return anna.door.send("POST", path, body).json()
