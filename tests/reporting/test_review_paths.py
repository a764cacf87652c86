"""Up from a site and down from a supplier one comes to the same: who stands behind whom is one thing, walked two ways."""

from collections.abc import Iterator
from random import Random

import pytest
from sqlalchemy import Engine, text
from sqlmodel import col, select

from remedy_api.kit.db.session import transaction
from remedy_api.reporting.queries.behind import suppliers_before
from remedy_api.supply_chain.models import Contract, Site
from remedy_api.supply_chain.policy import reach
from tests.fixtures.addresses import PEOPLE_KEY
from tests.reporting.review_world import Review

COMPANIES, SITES = 9, 14
COMPANY = text(
    "INSERT INTO company_profile (company, name, native_name, country, source, version) VALUES (:id, :name, '', 'CN', 'public', 1)"
)
SITE = text(
    "INSERT INTO site (site, name, native_name, address, country, open_for_filing, version, activities, status, operator, source) "
    "VALUES (:id, :name, '', '', 'CN', false, 1, '{}', 'open', :operator, :source)"
)
LINK = text(
    "INSERT INTO supply_link (link, site, company, source, first_seen, last_seen, confidence, standing, version) "
    "VALUES (:id, :site, :company, :source, '2026-01-01', '2026-06-01', 'medium', 'claimed', 1) ON CONFLICT DO NOTHING"
)
CONTRACT = text(
    "INSERT INTO contract (contract, buyer, supplier, reference, title, starts_on, cpv, confirmed, version) "
    "VALUES (:id, :buyer, :supplier, :name, 'T', '2026-01-01', '{}', :confirmed, 1)"
)


def make(engine: Engine, buyer: bytes, random: Random) -> list[bytes]:
    """A random chain with rings, withheld links and contracts that nobody confirmed; its sites."""

    def ids(number: int) -> list[bytes]:
        return [random.randbytes(16) for _ in range(number)]

    companies, sites = ids(COMPANIES), ids(SITES)

    def source() -> str:
        return random.choice(["disclosure", "import", "public", "worker"])

    with engine.begin() as connection:
        for one in companies:
            connection.execute(COMPANY, {"id": one, "name": one.hex()})
        for one in sites:
            operator = random.choice([None, *companies])
            connection.execute(SITE, {"id": one, "name": one.hex(), "operator": operator, "source": source()})
        for one in ids(2 * SITES):
            site, company = random.choice(sites), random.choice(companies)
            connection.execute(LINK, {"id": one, "site": site, "company": company, "source": source()})
        for one in ids(3):
            supplier, confirmed = random.choice(companies), random.random() < 0.8
            connection.execute(
                CONTRACT, {"id": one, "buyer": buyer, "supplier": supplier, "name": one.hex(), "confirmed": confirmed}
            )
    return sites


def chains() -> Iterator[Random]:
    return (Random(number) for number in range(25))


def test_the_two_walks_agree(review: Review, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    found = 0
    for random in chains():
        with engine.begin() as connection:
            connection.execute(text("UPDATE contract SET confirmed = false"))
        sites = make(engine, review.buyer.organisation, random)
        with transaction(engine, people_key=PEOPLE_KEY) as session:
            up = suppliers_before(session, review.buyer.organisation, sites)
            behind = select(Site.site).where(reach.among(Site.site, reach.sites_behind([review.buyer.organisation])))
            assert set(up) == set(session.exec(behind)) & set(sites)
            suppliers = set(session.exec(select(Contract.supplier).where(col(Contract.confirmed))))
            for supplier in suppliers:
                # The same walk down, as if this were the only supplier.
                only = select(Contract.supplier).where(Contract.supplier == supplier)
                with monkeypatch.context() as alone:
                    alone.setattr(reach, "suppliers_of", lambda buyers, only=only: only)
                    down = set(session.exec(select(Site.site).where(reach.among(Site.site, reach.sites_behind([b""])))))
                assert down & set(sites) == {site for site, those in up.items() if supplier in those}
                found += len(down)
    assert found > 50
