"""What a buyer or a company can do with all it gets at the doors: walk, subtract, add, compare, and hold it against its own list
of staff. Nothing here looks into the database.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from remedy_api.cases.states import Issue
from tests.factories.organisations import Organisation
from tests.journeys.seen_by_companies import PASSING
from tests.reporting.linear_attack import recovered
from tests.reporting.test_roster_attack import FITTING, Worker

MEASURES = ("cases", "promised", "said", "verified", "overdue")
Row = dict[str, Any]


def pages(one: Organisation, path: str, **params: Any) -> Iterator[Any]:
    """The answers of a list, one page after the other, to its end."""
    after: dict[str, Any] = {}
    while True:
        answer = one.manager.client.get(path, params=params | after)
        yield answer
        if answer.status_code != 200:
            return
        if path.endswith(".csv"):
            link = answer.headers.get("link", "")
            following = link.partition("after=")[2].partition("&")[0].partition(">")[0]
        else:
            following = answer.json()["next"]
        if not following:
            return
        after = {"after": following}


def items(one: Organisation, path: str, **params: Any) -> list[Row]:
    """Everything in a list."""
    return [item for answer in pages(one, path, **params) for item in answer.json()["items"]]


@dataclass
class Taken:
    """What somebody has taken home of a review: the rows, the rows behind each supplier, the file, and the figures."""

    rows: list[Row]
    behind: Mapping[str, list[Row]]
    file: list[dict[str, str]]
    figures: Mapping[str, Mapping[str, int | None]]

    def left_over(self) -> list[tuple[str, str, int]]:
        """What a figure says more, or less, than the rows that the workers let its reader see: it would be of hidden cases."""
        found = []
        for supplier, figures in self.figures.items():
            sums = _sums(self.behind[supplier])
            found += [(supplier, name, told - sums[name]) for name, told in figures.items() if told not in (None, sums[name])]
        # Filters and files, which are pages of the same, must not tell of more, either.
        whole = {row["reference"]: row for row in self.rows}
        parts = {row["reference"]: row for rows in self.behind.values() for row in rows}
        found += [(one, "not in the whole", 1) for one in parts if parts[one] != whole.get(one)]
        found += [(row["reference"], "in the file alone", 1) for row in self.file if row["reference"] not in whole]
        return found + ([("file", "lines", len(self.file) - len(self.rows))] if len(self.file) != len(self.rows) else [])

    def worked_out(self) -> int:
        """How many sums over fewer than five cases follow from the figures alone, for whoever is handed these and no rows, but
        knows which cases there are."""
        found = 0
        for counted in (False, True):
            cells = {
                bytes.fromhex(one): frozenset(bytes.fromhex(row["reference"]) for row in rows if not counted or _has_steps(row))
                for one, rows in self.behind.items()
            }
            names = MEASURES[1:] if counted else MEASURES[:1]
            told = {bytes.fromhex(one) for one, each in self.figures.items() if any(each[name] is not None for name in names)}
            found += len(recovered(cells, told))
        return found


def take(one: Organisation, limit: int = 100) -> Taken:
    """Ask for the whole review in every way there is."""
    path = f"/v1/organisations/{one.hex}/review"
    suppliers = items(one, f"{path}/suppliers", limit=limit)
    file = [
        line for answer in pages(one, f"{path}.csv") for line in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    ]
    return Taken(
        items(one, path, limit=limit),
        {row["supplier"]: items(one, path, limit=limit, supplier=row["supplier"]) for row in suppliers},
        file,
        {row["supplier"]: row["figures"] for row in suppliers},
    )


def _has_steps(row: Row) -> bool:
    return row["progress"] is not None and bool(row["progress"]["shows"]["steps"])


def _sums(rows: Sequence[Row]) -> dict[str, int]:
    shown = [row["progress"]["shows"] for row in rows if row["progress"] is not None]
    return {
        "cases": len(rows),
        **{name: sum(one[name]["steps"] for one in shown) for name in ("promised", "said", "verified")},
        "overdue": sum(one["overdue"] for one in shown),
    }


def suspects(row: Row, staff: Sequence[Worker]) -> list[Worker]:
    """Who of the staff could have complained, by what a row shows."""
    facts = row["facts"]["shows"]
    fitting: list[Callable[[Worker], bool]] = [FITTING[Issue(issue)] for issue in facts["issues"]]
    return [one for one in staff if one.day_off.isoformat().startswith(facts["since"]) and all(fits(one) for fits in fitting)]


def bytes_of(one: Organisation, limit: int, brands: Sequence[str]) -> dict[str, Any]:
    """Every answer of a review with its status and headers: whole, in small pages, behind each supplier, as a file."""
    path = f"/v1/organisations/{one.hex}/review"
    asked: list[tuple[str, dict[str, Any]]] = [(f"{path}.csv", {})]
    asked += [(f"{path}{more}", {"limit": limit}) for more in ("", "/suppliers")]
    asked += [(f"{path}{more}", {"supplier": brand}) for brand in brands for more in ("", ".csv")]
    found = {}
    for where, params in asked:
        for number, answer in enumerate(pages(one, where, **params)):
            headers = sorted((name, value) for name, value in answer.headers.items() if name not in PASSING)
            found[f"{where} {params} {number}"] = (answer.status_code, headers, answer.content)
    return found
