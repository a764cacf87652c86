"""What stands behind a site: its operator, the companies it works for, and the confirmed contracts of buyers with any of them.

    site -operator-> company <-supplier- contract
    site -link-> company -operates-> site -link-> company … <-supplier- contract

The walk goes outward level by level, at most MOST_STEPS companies far, and meets every company once, on a shortest path: rings end
by themselves, and what is reached on two ways is told once. From the operator it goes no further than to its contracts: what the
operator's other sites deliver is not made here. Each level asks once and takes at most so many rows along indexes, so the cost
follows from what is behind this site and not from how many sites there are.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlmodel import Session, col, select

from remedy_api.supply_chain.models import CompanyProfile, Site
from remedy_api.supply_chain.queries.walk import MOST, walk
from remedy_api.supply_chain.states import Standing


@dataclass(frozen=True, slots=True)
class Supplier:
    """A company the site works for. `path`: names from the site on, its own last; `through`: the same as ids."""

    company: bytes
    name: str
    path: tuple[str, ...]
    through: tuple[bytes, ...]
    tier: int | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class Agreement:
    """A contract with the operator or one of these companies; `path` ends with the supplier's name, `through` with its id."""

    contract: bytes
    buyer: bytes
    buyer_name: str
    title: str
    reference: str
    ends_on: date | None
    path: tuple[str, ...]
    through: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class BehindSite:
    """What stands behind a site; `operator` is (company, name). Not `complete`: a limit was met, and there may be more."""

    operator: tuple[bytes, str] | None
    suppliers: tuple[Supplier, ...]
    contracts: tuple[Agreement, ...]
    complete: bool


def behind_site(session: Session, site: bytes, *, shown_only: bool = False, buyers: Collection[bytes] | None = None) -> BehindSite:
    """What stands behind a site, nearest first; nothing for one that is not there. The caller has authorised who asks.

    `shown_only`: without what workers and monitors recorded. `buyers`: contracts of these only, and companies on paths to them.
    """
    found = session.get(Site, site)
    operator = found.operator if found else None
    steps, complete = walk(session, site, shown_only=shown_only)
    names = _names(session, [*steps, *([operator] if operator else [])])
    paths = {company: step.through for company, step in steps.items()}
    if operator:
        paths.setdefault(operator, (operator,))
    contracts, all_of_them = _contracts(session, paths, names, buyers)
    suppliers = [
        Supplier(company, names[company], tuple(names[one] for one in step.through), step.through, step.tier, step.standing)
        for company, step in steps.items()
    ]
    if buyers is not None:
        wanted = {company for contract in contracts for company in contract.through}
        suppliers = [one for one in suppliers if one.company in wanted]
    return BehindSite((operator, names[operator]) if operator else None, tuple(suppliers), contracts, complete and all_of_them)


def _names(session: Session, companies: list[bytes]) -> dict[bytes, str]:
    query = select(CompanyProfile.company, CompanyProfile.name).where(col(CompanyProfile.company).in_(companies))
    return dict(session.exec(query).all()) if companies else {}


_CONTRACTS = text("""
SELECT c.contract, c.buyer, o.name, c.title, c.reference, c.ends_on, c.supplier
FROM unnest(CAST(:suppliers AS bytea[])) WITH ORDINALITY AS f(supplier, place)
CROSS JOIN LATERAL (
  SELECT * FROM contract k WHERE k.supplier = f.supplier AND k.confirmed AND (:everybody OR k.buyer = ANY(CAST(:buyers AS bytea[])))
  LIMIT :most
) c
JOIN organisation o ON o.organisation = c.buyer
LIMIT :most
""")


def _contracts(
    session: Session, paths: dict[bytes, tuple[bytes, ...]], names: dict[bytes, str], buyers: Collection[bytes] | None
) -> tuple[tuple[Agreement, ...], bool]:
    """Confirmed contracts with these companies, those of the nearest first, then by title; and whether these are all."""
    nearest = sorted(paths, key=lambda company: len(paths[company]))
    values = {"suppliers": nearest, "everybody": buyers is None, "buyers": list(buyers or ()), "most": MOST + 1}
    rows = session.execute(_CONTRACTS, values).all() if nearest else []
    found = [
        Agreement(
            row.contract, row.buyer, row.name, row.title, row.reference, row.ends_on,
            tuple(names[one] for one in paths[row.supplier]), paths[row.supplier],
        )
        for row in rows[:MOST]
    ]  # fmt: skip
    found.sort(key=lambda one: (len(one.through), one.title, one.contract))
    return tuple(found), len(rows) <= MOST
