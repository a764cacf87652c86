"""What would they see? The same to the byte as what they do see, and while that is nothing, why."""

import json
from typing import Any

from remedy_api.reporting import shown as serializer
from tests.factories.cases import Case
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.tables import agree, allow, promise
from tests.reporting.review_world import Review, ask, facts


def preview(case: Case, **eyes: Any) -> Any:
    answer = case.manager.client.get(f"/v1/cases/{case.hex}/preview", params=eyes)
    assert answer.status_code == 200, answer.text
    return answer


def same(case: Case, one: Organisation) -> bool:
    """Whether the preview and the organisation's own list hold the same bytes of the case."""
    looked, own = preview(case, organisation=one.hex).content, ask(one).content
    return own == b'{"items":[' + looked.removeprefix(b'{"shown":').rpartition(b',"why":')[0] + b'],"next":null}'


def test_the_preview_is_what_they_get(review: Review) -> None:
    case = review.case()
    table = review.table(case)
    agree(table, promise(review.supplier), owners=[review.supplier])
    given = {}
    for content in ("facts", "progress", "plan"):
        given[content] = allow(case, content, audience="buyers")
    facts(case, audience="suppliers")
    assert same(case, review.buyer) and same(case, review.supplier)
    told = preview(case, organisation=review.buyer.hex).json()
    # Those who decide about consents are told which of theirs each part rests on.
    assert {one["content"]: one["consent"] for one in told["rests_on"]} == given
    assert {one["name"] for one in told["rests_on"]} == {told["shown"][part]["consent"] for part in given}
    assert told["why"] == []


def test_one_function_makes_both(review: Review, monkeypatch: Any) -> None:
    """Changed in one place, both change: there is no second serializer."""
    case = review.case()
    facts(case)
    monkeypatch.setattr(serializer, "month", lambda day: "1999-12")
    assert same(case, review.buyer)
    assert json.loads(ask(review.buyer).content)["items"][0]["facts"]["shows"]["since"] == "1999-12"


def test_why_they_see_nothing(review: Review) -> None:
    early, case = review.case("admissibility"), review.case()
    stranger = make_organisation(review.union.programme, kind="buyer")
    buyer, supplier = review.buyer.hex, review.supplier.hex

    def why(of: Case, **eyes: Any) -> list[str]:
        told = preview(of, **eyes).json()
        assert (told["shown"], told["rests_on"]) == (None, [])
        return list(told["why"])

    assert why(early, organisation=buyer) == ["not_safe", "no_consent"]
    assert why(case, organisation=buyer) == ["no_consent"]
    assert why(case, organisation=stranger.hex) == ["no_contract", "no_consent"]
    assert why(case, organisation=supplier) == ["no_seat", "no_consent"]
    assert why(case, audience="public") == ["no_consent"]
    assert why(case, organisation=review.union.hex) == ["no_review"]
    facts(case)
    assert why(case, organisation=stranger.hex) == ["no_contract"]
    assert preview(case, organisation=buyer).json()["shown"] is not None


def test_through_whose_eyes(review: Review) -> None:
    case = review.case()
    bystander = make_organisation(review.union.programme, kind="supplier")

    def around() -> list[str]:
        answer = case.manager.client.get(f"/v1/cases/{case.hex}/preview/viewers")
        assert answer.status_code == 200, answer.text
        return sorted(one["organisation"] for one in answer.json())

    assert around() == sorted([review.buyer.hex, review.supplier.hex])
    other = Review(review.intake, review.union, review.buyer, bystander, review.maker, review.brand, review.site)
    other.table(case)
    assert around() == sorted([review.buyer.hex, review.supplier.hex, bystander.hex])
