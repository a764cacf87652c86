"""The page of a case: the chain behind its site, in the measure each reader may see it, and small even when there is much."""

from typing import Any

from fastapi.testclient import TestClient

from tests.factories.case_readers import admit, change_readers
from tests.factories.cases import Case, lengthen, open_case, step
from tests.factories.chain import make_buyer, make_company, make_contract, make_link, make_site
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import file_report


def behind(union: Organisation, brands: int = 1) -> tuple[str, str]:
    """A site with its operator, and brands it works for that each have a contract: ids of site and operator."""
    client = union.programme.administrator.client
    operator, buyer = make_company(client, name="Own Works"), make_buyer(union.programme)
    site = make_site(client, operator=operator["company"])
    for number in range(brands):
        brand = make_company(client, name=f"Brand of Outdoor Clothing and Footwear number {number}")
        make_link(client, site, brand)
        make_contract(client, buyer, brand, title=f"Working clothes and boots for the municipality, lot {number}")
    return site["site"], operator["company"]


def test_rights_holders_see_who_stands_behind_the_site(intake: TestClient, union: Organisation) -> None:
    site, operator = behind(union)
    case = open_case(union, file_report(intake, union), site=(site,), duty_bearers=(f"{operator}:caused",))
    view = case.view(union.manager.client)
    assert view["site"]["site"] == site
    assert view["supply"]["operator"] == {"company": operator, "name": "Own Works", "path": ["Own Works"]}
    brand = "Brand of Outdoor Clothing and Footwear number 0"
    assert [(one["name"], one["path"]) for one in view["supply"]["suppliers"]] == [(brand, [brand])]
    assert [(one["title"], one["path"]) for one in view["supply"]["buyers"]] == [
        ("Working clothes and boots for the municipality, lot 0", [brand])
    ]
    assert not view["supply"]["more"]
    assert view["duty_bearers"] == [{"company": operator, "name": "Own Works", "involvement": "caused"}]


def test_a_monitor_sees_companies_and_no_contracts(intake: TestClient, union: Organisation) -> None:
    site, _ = behind(union)
    case = open_case(union, file_report(intake, union), site=(site,))
    for kind, contracts in (("monitor", 0), ("worker_organisation", 1), ("coordinator", 1)):
        other = make_organisation(union.programme, kind=kind)
        admit(case, other)
        supply = case.view(other.manager.client)["supply"]
        assert (len(supply["suppliers"]), len(supply["buyers"])) == (1, contracts), kind


def test_a_site_that_is_not_known_yet(intake: TestClient, union: Organisation) -> None:
    case = open_case(union, file_report(intake, union))
    view = case.view(union.manager.client)
    assert view["site"] is None
    assert view["supply"] == {"operator": None, "suppliers": [], "buyers": [], "more": False}
    site, _ = behind(union)
    assert step(case, ("recorded", {"fact": "site", "values": (site,)})).status_code == 201
    assert case.view(union.manager.client)["site"]["site"] == site
    assert step(case, ("recorded", {"fact": "site", "values": ()})).status_code == 201
    assert case.view(union.manager.client)["site"] is None


def crowd(case: Case, number: int) -> None:
    """So many monitors, let in together."""
    programme = case.founder.programme
    names = [f"Monitoring Network of the Eastern Districts number {one}" for one in range(number)]
    others = [make_organisation(programme, kind="monitor", name=name) for name in names]
    admitted: list[Any] = [("admitted", {"fingerprint": one.fingerprint.hex()}) for one in others]
    assert change_readers(case, [*case.readers, *others], *admitted).status_code == 201


def test_much_of_everything_stays_under_twenty_kilobytes(intake: TestClient, union: Organisation) -> None:
    site, operator = behind(union, brands=14)
    filed = [file_report(intake, union) for _ in range(45)]
    indicators = ("debt_bondage", "isolation", "deception", "withholding_of_wages", "excessive_overtime")
    case = open_case(union, *filed, site=(site,), indicators=indicators, duty_bearers=(f"{operator}:caused",))
    crowd(case, 10)
    lengthen(case, 40)
    companies = [make_company(union.programme.administrator.client)["company"] for _ in range(30)]
    bearers = ("recorded", {"fact": "duty_bearers", "values": tuple(f"{one}:contributed" for one in companies)})
    for _ in range(10):
        assert step(case, bearers).status_code == 201
    answer = union.manager.client.get(f"/v1/cases/{case.hex}")
    assert len(answer.content) <= 20_000
    view = answer.json()
    assert (len(view["reports"]), view["reports_total"], len(view["readers"])) == (40, 45, 11)
    assert 1 <= len(view["history"]) <= 10
    assert view["supply"]["more"]
    rows = union.manager.client.get(f"/v1/organisations/{union.hex}/cases")
    assert len(rows.content) <= 20_000
