"""What stands behind a site: its operator, the companies it works for, and the contracts of buyers with any of them.

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
from remedy_api.supply_chain.policy.reach import MOST_STEPS
from remedy_api.supply_chain.states import WITHHELD, Standing

MOST = 200
"""Most companies, and most contracts, that are told of one site."""
MOST_ROWS = 2_000
"""Most links that one level looks at, and PER_COMPANY of them for each company."""
PER_COMPANY = 200

# Evidence of one link: who confirms it outweighs who contests it, and both whoever only says it. Along a path, the weakest counts.
_STRENGTH = {Standing.CONTESTED: 0, Standing.CLAIMED: 1, Standing.CONFIRMED: 2}
_WEIGHT = {Standing.CLAIMED: 0, Standing.CONTESTED: 1, Standing.CONFIRMED: 2}


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


@dataclass(slots=True)
class _Step:
    through: tuple[bytes, ...]
    tier: int | None
    evidence: Standing
    standing: Standing


def behind_site(session: Session, site: bytes, *, shown_only: bool = False, buyers: Collection[bytes] | None = None) -> BehindSite:
    """What stands behind a site, nearest first; nothing for one that is not there. The caller has authorised who asks.

    `shown_only`: without what workers and monitors recorded. `buyers`: contracts of these only, and companies on paths to them.
    """
    found = session.get(Site, site)
    operator = found.operator if found else None
    steps, complete = _walk(session, site, _withheld(shown_only))
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


def _withheld(shown_only: bool) -> list[str]:
    return [source.value for source in WITHHELD] if shown_only else []


_FIRST = text("""
SELECT CAST(NULL AS bytea) AS via, company, tier, standing FROM supply_link
WHERE site = :site AND source <> ALL(CAST(:withheld AS text[])) ORDER BY link LIMIT :most
""")

_NEXT = text("""
SELECT f.via, l.company, l.tier, l.standing
FROM unnest(CAST(:reached AS bytea[])) AS f(via)
CROSS JOIN LATERAL (
  SELECT k.company, k.tier, k.standing
  FROM site s JOIN supply_link k ON k.site = s.site
  WHERE s.operator = f.via AND s.source <> ALL(CAST(:withheld AS text[])) AND k.source <> ALL(CAST(:withheld AS text[]))
  LIMIT :each
) l
LIMIT :most
""")


def _walk(session: Session, site: bytes, withheld: list[str]) -> tuple[dict[bytes, _Step], bool]:
    """The companies behind a site in the order in which they are met, and whether no limit was."""
    steps: dict[bytes, _Step] = {}
    complete = True
    rows = session.execute(_FIRST, {"site": site, "withheld": withheld, "most": MOST_ROWS + 1}).all()
    for depth in range(1, MOST_STEPS + 1):
        level: dict[bytes, _Step] = {}
        for via, company, tier, standing in rows[:MOST_ROWS]:
            if company not in steps:
                _meet(level, steps.get(via), company, tier, Standing(standing))
        room = MOST - len(steps)
        complete = complete and len(rows) <= MOST_ROWS and len(level) <= room
        steps |= dict(list(level.items())[:room])
        if not level or depth == MOST_STEPS or len(steps) == MOST:
            break
        values = {"reached": list(level), "withheld": withheld, "each": PER_COMPANY + 1, "most": MOST_ROWS + 1}
        rows = session.execute(_NEXT, values).all()
        complete = complete and not _crowded([row.via for row in rows])
    return steps, complete


def _meet(level: dict[bytes, _Step], before: _Step | None, company: bytes, tier: int | None, said: Standing) -> None:
    """One more row that leads to a company of this level: of several, the way through the first, and the best evidence."""
    through = (*(before.through if before else ()), company)
    known = level.setdefault(company, _Step(through, tier, said, said))
    if known.through != through:
        return
    known.tier = known.tier if known.tier is not None else tier
    known.evidence = max(known.evidence, said, key=_WEIGHT.__getitem__)
    known.standing = min(known.evidence, before.standing if before else known.evidence, key=_STRENGTH.__getitem__)


def _crowded(via: list[bytes]) -> bool:
    return any(via.count(one) > PER_COMPANY for one in set(via))


def _names(session: Session, companies: list[bytes]) -> dict[bytes, str]:
    query = select(CompanyProfile.company, CompanyProfile.name).where(col(CompanyProfile.company).in_(companies))
    return dict(session.exec(query).all()) if companies else {}


_CONTRACTS = text("""
SELECT c.contract, c.buyer, o.name, c.title, c.reference, c.ends_on, c.supplier
FROM unnest(CAST(:suppliers AS bytea[])) WITH ORDINALITY AS f(supplier, place)
CROSS JOIN LATERAL (
  SELECT * FROM contract k WHERE k.supplier = f.supplier AND (:everybody OR k.buyer = ANY(CAST(:buyers AS bytea[]))) LIMIT :most
) c
JOIN organisation o ON o.organisation = c.buyer
LIMIT :most
""")


def _contracts(
    session: Session, paths: dict[bytes, tuple[bytes, ...]], names: dict[bytes, str], buyers: Collection[bytes] | None
) -> tuple[tuple[Agreement, ...], bool]:
    """Contracts with these companies, those of the nearest first, then by title; and whether these are all."""
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
