"""Drawn requests against what is shown, as those who review and those who look: an answer or a problem, never a fault of ours."""

from fastapi.testclient import TestClient

from tests.kit.test_generated_requests import FEW, operations, try_one
from tests.reporting.review_world import Review, facts


def test_no_request_breaks_a_review(review: Review, intake: TestClient) -> None:
    case = review.case()
    review.table(case)
    for audience in ("buyers", "suppliers", "public"):
        facts(case, audience=audience)
    tried = set()
    for one in (review.buyer, review.supplier, review.union):
        ids = {"organisation": one.hex, "case": case.hex}
        for operation in operations(one.manager.client):
            if "/review" in operation.path or "/preview" in operation.path:
                tried.add(operation.path)
                try_one(operation, one.manager.client, ids, FEW)
    (register,) = [one for one in operations(intake) if one.path == "/v1/register"]
    try_one(register, intake, {}, FEW)
    assert len(tried) == 5
