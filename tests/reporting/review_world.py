"""A buyer whose contract leads to a site, a supplier at a table, and a case at that site: made through the API.

site of Maker -link-> Brand <-contract- the buyer;  Maker is the supplier organisation of the programme
"""

import re
from dataclasses import dataclass
from typing import Any

from fastapi.testclient import TestClient

from tests.factories.cases import Case, advance, open_case, step
from tests.factories.chain import make_company, make_contract, make_link, make_site
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import file_report
from tests.factories.tables import Table, admit, allow, open_table

A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass
class Review:
    """Who reviews, and the chain from the site to the buyer."""

    intake: TestClient
    union: Organisation
    buyer: Organisation
    supplier: Organisation
    maker: dict[str, Any]
    brand: dict[str, Any]
    site: dict[str, Any]

    def case(self, to: str = "notification", site: str = "") -> Case:
        """One more case at the site, in this stage, of which nobody is allowed to know anything."""
        made = open_case(self.union, file_report(self.intake, self.union), site=(site or self.site["site"],))
        if to != "admissibility":
            advance(made, to)
        return made

    def table(self, case: Case) -> Table:
        """A table of the case at which the supplier sits."""
        table = open_table(case)
        allow(case, "table", self.supplier, audience="suppliers")
        assert admit(table, self.supplier, role="duty_bearer").status_code == 201
        return table

    def names(self, case: Case, involvement: str = "caused", *companies: dict[str, Any]) -> None:
        """The companies that must answer."""
        values = tuple(f"{one['company']}:{involvement}" for one in companies or (self.maker, self.brand))
        assert step(case, ("recorded", {"fact": "duty_bearers", "values": values})).status_code == 201


def make_review(intake: TestClient, union: Organisation) -> Review:
    """Everybody, and nothing shown yet."""
    programme = union.programme
    client = programme.administrator.client
    buyer, supplier = make_organisation(programme, kind="buyer"), make_organisation(programme, kind="supplier")
    maker = make_company(client, name="Maker", organisation=supplier.hex)
    brand = make_company(client, name="Brand")
    site = make_site(client, name="Sunrise", operator=maker["company"])
    make_link(client, site, brand)
    make_contract(client, buyer.organisation, brand)
    return Review(intake, union, buyer, supplier, maker, brand, site)


def ask(one: Organisation, what: str = "review", **params: Any) -> Any:
    """What an organisation gets of its review; the answer."""
    answer = one.manager.client.get(f"/v1/organisations/{one.hex}/{what}", params=params)
    assert answer.status_code == 200, answer.text
    return answer


def items(one: Organisation, **params: Any) -> list[dict[str, Any]]:
    """The cases that an organisation is shown."""
    return list(ask(one, **params).json()["items"])


def everything(one: Organisation) -> bytes:
    """Every byte of its review, as lists, figures and file."""
    return b"\n".join(ask(one, what).content for what in ("review", "review.csv", "review/suppliers"))


def facts(case: Case, *to: Organisation, audience: str = "buyers", until: str = "") -> str:
    """The workers let somebody know the facts."""
    return allow(case, "facts", *to, audience=audience, until=until)
