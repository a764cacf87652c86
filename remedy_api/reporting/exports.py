"""A review as CSV, one case a row: codes, months and sums, in cells that no spreadsheet takes for a formula."""

import csv
import io
from collections.abc import Iterable, Mapping

from remedy_api.remedies.schemas import Share
from remedy_api.reporting.schemas import ShownCase
from remedy_api.supply_chain.exchange.inert import inert

COLUMNS = (
    "reference",
    "suppliers",
    "country",
    "site",
    "stage",
    "since",
    "outcome",
    "overridden",
    "overdue",
    "issues",
    "workers",
    "involvement",
    "steps_promised",
    "steps_said",
    "steps_verified",
    "steps_overdue",
    "amounts_promised",
    "amounts_said",
    "amounts_verified",
    "findings",
    "plan_since",
    "plan_versions",
    "consents",
)
MOST_ROWS = 2_000


def write_cases(cases: Iterable[ShownCase], suppliers: Mapping[bytes, list[str]]) -> bytes:
    """Cases as CSV in UTF-8, with its mark at the beginning. `suppliers`: names by the reference of a case."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, restval="")
    writer.writeheader()
    for one in cases:
        cells = _facts(one) | _parts(one) | {"suppliers": _list(suppliers.get(one.reference, []))}
        writer.writerow({column: inert(cell) for column, cell in cells.items()})
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _facts(one: ShownCase) -> dict[str, str]:
    facts = one.facts.shows
    backing = (one.facts, one.progress, one.finding, one.plan)
    return {
        "reference": one.reference.hex(),
        "country": facts.country or "",
        "site": facts.site.name if facts.site else "",
        "stage": facts.stage,
        "since": facts.since,
        "outcome": facts.outcome or "",
        "overridden": _yes(facts.overridden),
        "overdue": _yes(facts.overdue),
        "issues": _list(facts.issues),
        "workers": facts.workers or "",
        "involvement": _list([f"{each.company}: {each.involvement}" for each in facts.involvement]),
        "consents": " ".join(part.consent.hex() for part in backing if part is not None),
    }


def _parts(one: ShownCase) -> dict[str, str]:
    cells: dict[str, str] = {}
    if one.progress is not None:
        progress = one.progress.shows
        cells["steps_overdue"] = str(progress.overdue)
        for name, share in (("promised", progress.promised), ("said", progress.said), ("verified", progress.verified)):
            cells |= {f"steps_{name}": str(share.steps), f"amounts_{name}": _amounts(share)}
    if one.finding is not None:
        cells["findings"] = _list(
            [f"{each.conclusion} ({each.grade}{', contested' if each.contested else ''})" for each in one.finding.shows]
        )
    if one.plan is not None:
        cells |= {"plan_since": one.plan.shows.since, "plan_versions": str(one.plan.shows.versions)}
    return cells


def _amounts(share: Share) -> str:
    return _list([f"{each.amount} {each.currency}" for each in share.amounts])


def _list(words: Iterable[str]) -> str:
    return "; ".join(words)


def _yes(value: bool) -> str:
    return "yes" if value else "no"
