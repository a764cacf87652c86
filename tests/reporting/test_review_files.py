"""A review as CSV: the same cases, in cells that no spreadsheet takes for a formula, file after file."""

import csv
import io
from random import Random
from typing import Any

import pytest
from sqlalchemy import Engine, text

from remedy_api.reporting import exports
from remedy_api.reporting.endpoints import review as endpoints
from tests.factories.organisations import Organisation
from tests.factories.tables import agree, allow, promise
from tests.reporting.many_shown import draw, fill
from tests.reporting.review_world import A_DAY, Review, ask, facts, items

ACTIVE = "=+-@\t\r"


def rows(raw: bytes) -> list[dict[str, str]]:
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def all_rows(one: Organisation, **params: Any) -> list[dict[str, str]]:
    """Every file, one after the other."""
    path: str | None = f"/v1/organisations/{one.hex}/review.csv"
    found = []
    while path:
        # An empty dictionary would take the place of what stands in the link.
        answer = one.manager.client.get(path, params=params or None)
        params = {}
        found += rows(answer.content)
        link = answer.headers.get("link", "")
        path = link.partition("<")[2].partition(">")[0] or None
    return found


def test_a_row_says_what_the_list_says(review: Review) -> None:
    case = review.case()
    table = review.table(case)
    review.names(case, "caused", review.maker)
    agree(table, promise(review.supplier), owners=[review.supplier])
    for content in ("facts", "progress", "plan"):
        allow(case, content, audience="buyers")
    (shown,), (row,) = items(review.buyer), all_rows(review.buyer)
    month = shown["facts"]["shows"]["since"]
    assert row == dict.fromkeys(exports.COLUMNS, "") | {
        "reference": shown["reference"],
        "suppliers": "Brand",
        "country": "BD",
        "site": "Sunrise",
        "stage": "notification",
        "since": month,
        "overridden": "no",
        "overdue": "no",
        "issues": "wages",
        "workers": "50-249",
        "involvement": "Maker: caused",
        "steps_promised": "1",
        "steps_said": "0",
        "steps_verified": "0",
        "steps_overdue": "0",
        "amounts_promised": "1200.00 BDT",
        "plan_since": month,
        "plan_versions": "1",
        "consents": " ".join(shown[part]["consent"] for part in ("facts", "progress", "plan")),
    }
    assert not A_DAY.search(ask(review.buyer, "review.csv").text)


def test_no_cell_computes_anything(review: Review, engine: Engine) -> None:
    case = review.case()
    review.names(case, "caused", review.maker)
    facts(case)
    site, brand = bytes.fromhex(review.site["site"]), bytes.fromhex(review.brand["company"])
    for name in ("=cmd()", "+1", "-2+3", "@SUM(A1)", "\tx", "\rx", "'=x", "＝x"):
        with engine.begin() as connection:
            connection.execute(text("UPDATE site SET name = :name WHERE site = :site"), {"name": name, "site": site})
            named = text("UPDATE company_profile SET name = :name WHERE company = :company")
            connection.execute(named, {"name": name, "company": brand})
        (row,) = all_rows(review.buyer)
        assert row["site"] == row["suppliers"] == f"'{name}"
        assert not any(cell and cell[0] in ACTIVE for cell in row.values())


def test_file_after_file_holds_every_case_once(review: Review, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(engine, review, draw(Random(3), [review.site["site"]], 23))
    monkeypatch.setattr(endpoints, "MOST_ROWS", 5)
    whole = [one["reference"] for one in items(review.buyer, limit=100)]
    assert len(set(whole)) == 23
    assert [row["reference"] for row in all_rows(review.buyer)] == whole
    assert [row["reference"] for row in all_rows(review.buyer, supplier=review.brand["company"])] == whole
    assert all_rows(review.buyer, supplier="00" * 16) == []
    paged, after = [], {}
    while True:
        page = ask(review.buyer, limit=4, **after).json()
        paged += [one["reference"] for one in page["items"]]
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert paged == whole
    for made_up in ("x", "ab", "A" * 32, "00" * 17):
        path = f"/v1/organisations/{review.buyer.hex}/review"
        assert review.buyer.manager.client.get(path, params={"after": made_up}).status_code == 422
