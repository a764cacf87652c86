"""Who reviews and who looks through others' eyes: every kind of organisation × every route × its own, another's, nobody's."""

from typing import Any

import pytest

from remedy_api.access.actor import Actor
from remedy_api.access.decisions import Allowed
from remedy_api.reporting import review as reviews
from tests.factories.case_readers import admit
from tests.factories.findings import admit_monitor
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation, make_person
from tests.reporting.review_world import Review, facts

ROUTES = ("review", "review/suppliers", "review.csv")
KINDS = {"worker_organisation": 403, "monitor": 403, "coordinator": 403, "buyer": 200, "supplier": 200, "operator": 200}


@pytest.fixture
def everybody(review: Review) -> dict[str, Organisation]:
    return {kind: make_organisation(review.union.programme, kind=kind) for kind in KINDS}


def wrong(everybody: dict[str, Organisation]) -> list[str]:
    """Every answer that is not as it should be: one's own review by kind, anybody else's is not there."""
    found = []
    for kind, one in everybody.items():
        for other in everybody.values():
            for route in ROUTES:
                answer = one.manager.client.get(f"/v1/organisations/{other.hex}/{route}").status_code
                if answer != (expected := KINDS[kind] if other is one else 404):
                    found.append(f"{kind} asks for {other.name}/{route}: {answer}, should be {expected}")
    return found


def test_who_reviews(everybody: dict[str, Organisation], monkeypatch: pytest.MonkeyPatch) -> None:
    assert wrong(everybody) == []
    member = make_person(everybody["buyer"])
    assert member.client.get(f"/v1/organisations/{everybody['buyer'].hex}/review").status_code == 200
    answer = everybody["monitor"].manager.client.get(f"/v1/organisations/{everybody['monitor'].hex}/review").json()
    assert answer["code"] == "forbidden" and "reads their cases" in answer["detail"]
    # Two walls stand before another's review; with the policy gone the guard holds, but kinds are mixed up.
    monkeypatch.setattr(reviews, "can_review", lambda actor, organisation: Allowed())
    assert len(wrong(everybody)) == 3 * len(ROUTES)


def looks(case: str, one: Organisation, **with_eyes: Any) -> Any:
    return one.manager.client.get(f"/v1/cases/{case}/preview", params=with_eyes)


def test_who_looks_through_others_eyes(review: Review) -> None:
    case = review.case()
    review.table(case)
    facts(case), facts(case, audience="suppliers")
    programme = review.union.programme
    monitor, plain = admit_monitor(case, declared=False), make_organisation(programme)
    coordinator, outside = make_organisation(programme, kind="coordinator"), make_organisation(programme)
    admit(case, plain)
    admit(case, coordinator, role="coordinator")
    eyes = ({"organisation": review.buyer.hex}, {"organisation": review.supplier.hex}, {"audience": "public"})
    for one, code in (
        (review.union, 200),
        (coordinator, 200),
        (monitor, 403),
        (plain, 403),
        (outside, 404),
        (review.buyer, 404),
        (review.supplier, 404),
    ):
        for each in eyes:
            assert looks(case.hex, one, **each).status_code == code, (one.name, each)
        assert one.manager.client.get(f"/v1/cases/{case.hex}/preview/viewers").status_code == code
    assert looks(case.hex, review.union).status_code == 422
    assert looks(case.hex, review.union, **eyes[0], **eyes[2]).status_code == 422
    assert looks(case.hex, review.union, organisation="00" * 16).status_code == 404
    assert looks(case.hex, review.union, audience="buyers").status_code == 422


def test_an_actor_of_nothing_reviews_nothing() -> None:
    assert not reviews.can_review(Actor(person=bytes(16), administrator=True), bytes(16)).allowed
