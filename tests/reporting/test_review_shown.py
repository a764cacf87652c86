"""What buyers, suppliers and employers are shown of cases: by consent, part by part, in months, under names of their own."""

import re
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.factories import reports as dates
from tests.factories.cases import step
from tests.factories.chain import make_company
from tests.factories.findings import admit_monitor, establish, find
from tests.factories.people import make_organisation
from tests.factories.tables import agree, allow, promise, say_done, verify
from tests.reporting.review_world import A_DAY, Review, ask, everything, facts, items


def test_a_buyer_is_shown_the_facts_it_may_know(review: Review) -> None:
    case = review.case()
    foreign = make_company(review.union.programme.administrator.client, name="Foreign")
    review.names(case, "contributed", review.maker, foreign)
    assert items(review.buyer) == []
    digest = facts(case, review.buyer)
    (shown,) = items(review.buyer)
    assert shown["facts"]["shows"] == {
        "stage": "notification",
        "since": str(dates.today())[:7],
        "outcome": None,
        "overridden": False,
        "overdue": False,
        "country": "BD",
        "site": {"name": "Sunrise"},
        "issues": ["wages"],
        "workers": "50-249",
        # Who else is involved is no business of theirs.
        "involvement": [{"company": "Maker", "involvement": "contributed"}],
    }
    assert (shown["progress"], shown["finding"], shown["plan"]) == (None, None, None)
    assert re.fullmatch("[0-9a-f]{32}", shown["reference"])
    # Nothing by which it could be found elsewhere.
    text = everything(review.buyer).decode()
    assert case.hex not in text and digest not in text
    assert not A_DAY.search(text)
    assert items(review.supplier) == []


def test_two_viewers_cannot_compare(review: Review) -> None:
    case = review.case()
    review.table(case)
    facts(case), facts(case, audience="suppliers")
    (one,), (other,) = items(review.buyer), items(review.supplier)
    assert one["reference"] != other["reference"] and one["facts"]["consent"] != other["facts"]["consent"]
    second = make_organisation(review.union.programme, kind="buyer")
    assert items(second) == []


def test_a_supplier_is_shown_the_case_at_whose_table_it_sits(review: Review) -> None:
    case = review.case()
    facts(case, audience="suppliers")
    assert items(review.supplier) == []
    review.table(case)
    (shown,) = items(review.supplier)
    assert shown["facts"]["shows"]["site"] == {"name": "Sunrise"}
    assert [one["supplier"] for one in ask(review.supplier, "review/suppliers").json()["items"]] == [review.supplier.hex]
    assert items(review.supplier, supplier=review.supplier.hex) == [shown]
    assert items(review.supplier, supplier=review.brand["company"]) == []


def test_each_part_needs_a_consent_of_its_own(review: Review) -> None:
    case = review.case("fact_finding")
    table = review.table(case)
    owner = review.supplier
    agree(table, promise(owner), promise(owner, "later", amount="800.50"), owners=[owner])
    assert say_done(table, owner).status_code == 201
    assert verify(table).status_code == 201
    assert say_done(table, owner, "later").status_code == 201
    monitor = admit_monitor(case)
    made = find(case, monitor)
    facts(case)
    allow(case, "finding", audience="buyers")
    (shown,) = items(review.buyer)
    # A draft is nobody's finding yet.
    assert (shown["progress"], shown["finding"], shown["plan"]) == (None, None, None)
    establish(case, monitor, made)
    allow(case, "progress", audience="buyers")
    allow(case, "plan", audience="buyers")
    (shown,) = items(review.buyer)
    month = str(dates.today())[:7]
    assert shown["finding"]["shows"] == [
        {"conclusion": "substantiated", "grade": "strong", "state": "established", "contested": False, "month": month}
    ]
    assert shown["plan"]["shows"] == {"since": month, "versions": 1}
    progress = shown["progress"]["shows"]
    assert progress["promised"] == {"steps": 2, "amounts": [{"currency": "BDT", "amount": "2000.50"}]}
    assert progress["said"] == {"steps": 1, "amounts": [{"currency": "BDT", "amount": "800.50"}]}
    assert progress["verified"] == {"steps": 1, "amounts": [{"currency": "BDT", "amount": "1200.00"}]}
    assert progress["overdue"] == 0
    assert [(one["state"], one["said"], one["verified"], one["owner"]) for one in progress["steps"]] == [
        ("verified", True, True, owner.name),
        ("said", True, False, owner.name),
    ]
    assert len({shown[part]["consent"] for part in ("facts", "progress", "finding", "plan")}) == 4
    assert not A_DAY.search(everything(review.buyer).decode())


def test_progress_without_the_facts_is_nothing(review: Review) -> None:
    case = review.case()
    table = review.table(case)
    agree(table, promise(review.supplier), owners=[review.supplier])
    for content in ("progress", "finding", "plan", "table", "notice", "evidence"):
        allow(case, content, audience="buyers")
    assert items(review.buyer) == []


def test_a_company_is_told_of_the_tables_it_sits_at_alone(review: Review) -> None:
    case = review.case()
    agree(review.table(case), promise(review.supplier), owners=[review.supplier])
    other = make_organisation(review.union.programme, kind="supplier")
    second = Review(review.intake, review.union, review.buyer, other, review.maker, review.brand, review.site).table(case)
    agree(second, promise(other, amount="77"), owners=[other])
    facts(case, audience="suppliers"), facts(case)
    allow(case, "progress", audience="suppliers"), allow(case, "progress", audience="buyers")
    ((mine,), (theirs,), (both,)) = items(review.supplier), items(other), items(review.buyer)
    assert [len(one["progress"]["shows"]["steps"]) for one in (mine, theirs, both)] == [1, 1, 2]
    assert {one["owner"] for one in mine["progress"]["shows"]["steps"]} == {review.supplier.name}
    # Of the other the buyer sees no path, so it is told no name.
    assert {one["owner"] for one in both["progress"]["shows"]["steps"]} == {review.supplier.name, None}


@pytest.mark.parametrize("state", ["before", "suspended", "back"])
def test_nothing_is_shown_before_safety_and_while_a_case_is_set_aside(review: Review, state: str) -> None:
    case = review.case("admissibility" if state == "before" else "notification")
    facts(case)
    if state == "before":
        assert items(review.buyer) == []
        return
    before = everything(review.buyer)
    assert len(items(review.buyer)) == 1
    said: dict[str, Any] = {
        "suspended": {"reason": "new_danger", "review": str(dates.today() + timedelta(days=9)), "entry": ""},
        "back": {"stage": "safety", "reason": "new_danger", "entry": ""},
    }[state]
    answer = step(case, ("suspended" if state == "suspended" else "stage", said))
    assert answer.status_code == 201, answer.text
    assert items(review.buyer) == [] and everything(review.buyer) != before


def test_what_workers_told_of_the_chain_is_not_told_here_either(review: Review) -> None:
    """A site that only workers recorded is no site that a buyer has a path to; the supplier at the table learns no name."""
    told = make_company(review.union.programme.administrator.client, name="Told")
    client = review.union.manager.client
    answer = client.post(
        "/v1/sites",
        json={"name": "Night hall", "country": "BD", "operator": told["company"]},
        headers={"Idempotency-Key": "night"},
    )
    case = review.case(site=answer.json()["site"])
    review.table(case)
    facts(case), facts(case, audience="suppliers")
    assert items(review.buyer) == []
    (shown,) = items(review.supplier)
    assert (shown["facts"]["shows"]["site"], shown["facts"]["shows"]["country"]) == (None, "BD")


def test_no_step_tells_of_a_reprisal(review: Review, intake: TestClient) -> None:
    """Whoever did not sign it at the table learns that something is to be done, and the public no sum besides."""
    case = review.case()
    table = review.table(case)
    kinds = ("stop_reprisal", "reinstate", "pay_wages")
    agree(table, *(promise(review.supplier, kind, kind=kind) for kind in kinds), owners=[review.supplier])
    for audience in ("buyers", "suppliers", "public"):
        facts(case, audience=audience)
        allow(case, "progress", audience=audience)
    shown = [items(review.buyer)[0], items(review.supplier)[0], intake.get("/v1/register").json()["items"][0]]
    told = [sorted(one["kind"] for one in each["progress"]["shows"]["steps"]) for each in shown]
    assert told == [["other", "other", "pay_wages"], sorted(kinds), ["other", "other", "pay_wages"]]
    assert [bool(each["progress"]["shows"]["promised"]["amounts"]) for each in shown] == [True, True, False]
