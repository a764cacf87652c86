"""The walk from a site outward: which companies it works for, on which shortest path, and how well each is founded."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import Session

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


@dataclass(slots=True)
class Step:
    """One company that was met. `through`: ids from the site on, its own last; `standing`: of the weakest link on the way."""

    through: tuple[bytes, ...]
    tier: int | None
    evidence: Standing
    standing: Standing


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


def walk(session: Session, site: bytes, *, shown_only: bool) -> tuple[dict[bytes, Step], bool]:
    """The companies behind a site in the order in which they are met, and whether no limit was."""
    withheld = [source.value for source in WITHHELD] if shown_only else []
    steps: dict[bytes, Step] = {}
    complete = True
    rows = session.execute(_FIRST, {"site": site, "withheld": withheld, "most": MOST_ROWS + 1}).all()
    for depth in range(1, MOST_STEPS + 1):
        level: dict[bytes, Step] = {}
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


def _meet(level: dict[bytes, Step], before: Step | None, company: bytes, tier: int | None, said: Standing) -> None:
    """One more row that leads to a company of this level: of several, the way through the first, and the best evidence."""
    through = (*(before.through if before else ()), company)
    known = level.setdefault(company, Step(through, tier, said, said))
    if known.through != through:
        return
    known.tier = known.tier if known.tier is not None else tier
    known.evidence = max(known.evidence, said, key=_WEIGHT.__getitem__)
    known.standing = min(known.evidence, before.standing if before else known.evidence, key=_STRENGTH.__getitem__)


def _crowded(via: list[bytes]) -> bool:
    return any(count > PER_COMPANY for count in Counter(via).values())
