"""Figures of a buyer's suppliers: right, silent about few cases, and of no use to an attacker over all pages and filters."""

from collections.abc import Mapping
from random import Random
from typing import Any

import pytest
from sqlalchemy import Engine, text

from remedy_api.remedies.states import UNFINISHED
from remedy_api.reporting import figures as summing
from remedy_api.reporting import suppression
from tests.factories import reports as dates
from tests.factories.cases import step
from tests.factories.chain import make_company, make_contract
from tests.reporting.linear_attack import recovered
from tests.reporting.many_shown import Planned, draw, fill, sites_of
from tests.reporting.review_world import Review, ask

MEASURES = ("cases", "promised", "said", "verified", "overdue")
Told = dict[str, dict[str, int | None]]


class Suppliers:
    """A buyer with a dozen suppliers who share sites in every way, and a hundred cases there."""

    def __init__(self, review: Review, engine: Engine, random: Random) -> None:
        self.review = review
        client = review.union.programme.administrator.client
        brands = [make_company(client)["company"] for _ in range(11)]
        for brand in brands:
            make_contract(client, review.buyer.organisation, {"company": brand})
        sites = sites_of(engine, review, 14)
        self.behind = {brand: frozenset(random.sample(sites, random.randint(1, 9))) for brand in brands}
        # One supplier's sites are all but one of another's: what is left is one site.
        self.behind[brands[0]] = frozenset(sites[:9])
        self.behind[brands[1]] = frozenset(sites[:8])
        query = text(
            "INSERT INTO supply_link (link, site, company, source, first_seen, last_seen, confidence, standing, version) "
            "VALUES (:link, :site, :company, 'disclosure', '2026-01-01', '2026-06-01', 'medium', 'claimed', 1)"
        )
        with engine.begin() as connection:
            for brand, those in self.behind.items():
                for number, site in enumerate(sorted(those)):
                    link = bytes.fromhex(brand)[:15] + bytes([number])
                    connection.execute(query, {"link": link, "site": bytes.fromhex(site), "company": bytes.fromhex(brand)})
        self.planned = draw(random, sites, 70)
        fill(engine, review, self.planned)

    def cells(self, measure: str) -> dict[bytes, frozenset[bytes]]:
        """Over which cases each figure is made, as an attacker knows who has looked at every row."""
        counted = [one for one in self.planned if measure == "cases" or (one.progress and one.steps)]
        return {
            bytes.fromhex(brand): frozenset(one.case for one in counted if one.site in those)
            for brand, those in self.behind.items()
        }

    def true(self, brand: str, measure: str) -> int:
        """The figure as it would be if nothing was kept back."""
        cases = self.cells(measure)[bytes.fromhex(brand)]
        return sum(_worth(one, measure) for one in self.planned if one.case in cases)

    def told(self, limit: int) -> Told:
        """All figures, a page at a time."""
        found: Told = {}
        after: dict[str, Any] = {}
        while True:
            page = ask(self.review.buyer, "review/suppliers", limit=limit, **after).json()
            found |= {one["supplier"]: one["figures"] for one in page["items"]}
            if page["next"] is None:
                return found
            after = {"after": page["next"]}

    def attack(self) -> int:
        """How many sums over fewer than five cases all pages and filters together give away."""
        pages: list[Told] = [self.told(limit) for limit in (1, 3, 100)]
        found = 0
        for measure in MEASURES:
            told = {bytes.fromhex(one) for page in pages for one, figures in page.items() if figures[measure] is not None}
            found += len(recovered(self.cells(measure), told & self.cells(measure).keys()))
        return found


def _worth(one: Planned, measure: str) -> int:
    today = dates.today()
    return {
        "cases": 1,
        "promised": len(one.steps),
        "said": sum(state in ("said", "partly", "disputed") for state, _ in one.steps),
        "verified": sum(state == "verified" for state, _ in one.steps),
        "overdue": sum(state in UNFINISHED and due < today for state, due in one.steps),
    }[measure]


@pytest.fixture
def suppliers(review: Review, engine: Engine) -> Suppliers:
    return Suppliers(review, engine, Random(11))


def naive(cells: Mapping[bytes, frozenset[bytes]]) -> frozenset[bytes]:
    """The planted fault: every sum is looked at alone."""
    return frozenset(key for key, cell in cells.items() if len(cell) >= suppression.FEW)


def test_the_attack_recovers_nothing_and_a_planted_fault_is_caught(suppliers: Suppliers, monkeypatch: pytest.MonkeyPatch) -> None:
    told = suppliers.told(100)
    right = {
        brand: {measure: suppliers.true(brand, measure) for measure in MEASURES if told[brand][measure] is not None}
        for brand in suppliers.behind
    }
    assert right == {
        brand: {measure: value for measure, value in told[brand].items() if value is not None} for brand in suppliers.behind
    }
    assert sum(len(figures) for figures in right.values()) >= 10
    assert suppliers.attack() == 0
    monkeypatch.setattr(summing, "tellable_sums", naive)
    assert suppliers.attack() > 0
    monkeypatch.setattr(summing, "tellable_sums", lambda cells: frozenset(cells))
    assert suppliers.attack() > 0


def test_a_page_more_or_less_says_nothing_more(suppliers: Suppliers) -> None:
    assert suppliers.told(1) == suppliers.told(5) == suppliers.told(100)


def test_a_company_is_told_no_figure_of_few(review: Review) -> None:
    case = review.case()
    review.table(case)
    assert step(case, ("recorded", {"fact": "workers", "values": ("10-49",)})).status_code == 201
    for one in (review.buyer, review.supplier):
        rows = ask(one, "review/suppliers").json()["items"]
        assert [set(row["figures"].values()) for row in rows] == [{None}]
