"""The public register: what the workers released, to nobody in particular, without a name, a site or a day."""

from datetime import timedelta
from random import Random
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from tests.factories import reports as dates
from tests.factories.cases import closed, step
from tests.factories.tables import agree, allow, promise, take_back
from tests.reporting.many_shown import draw, fill
from tests.reporting.review_world import A_DAY, Review, facts, items


def register(intake: TestClient, **params: Any) -> Any:
    answer = intake.get("/v1/register", params=params)
    assert answer.status_code == 200, answer.text
    return answer


def test_what_the_workers_released(review: Review, intake: TestClient, engine: Engine) -> None:
    nothing = register(intake)
    case = review.case()
    table = review.table(case)
    review.names(case, "caused", review.maker)
    agree(table, promise(review.supplier), owners=[review.supplier])
    for audience in ("buyers", "suppliers", "authorities"):
        facts(case, audience=audience)
    allow(case, "progress", audience="public")
    assert register(intake).content == nothing.content
    consent = facts(case, audience="public", until=str(dates.today() + timedelta(days=1)))
    # One that names somebody would be no release; nobody can sign one.
    for names in ([review.buyer.fingerprint], []):
        with engine.begin() as connection:
            told = {"names": names, "consent": bytes.fromhex(consent)}
            connection.execute(text("UPDATE case_consent SET organisations = :names WHERE consent = :consent"), told)
        assert (register(intake).content == nothing.content) is bool(names)
    answer = register(intake)
    (entry,) = answer.json()["items"]
    assert entry["facts"]["shows"] == {
        "stage": "notification",
        "since": str(dates.today())[:7],
        "outcome": None,
        "overridden": False,
        "overdue": False,
        "country": "BD",
        "site": None,
        "issues": ["wages"],
        "workers": None,
        "involvement": [],
    }
    assert entry["progress"]["shows"]["promised"]["steps"] == 1
    assert [one["owner"] for one in entry["progress"]["shows"]["steps"]] == [None]
    for word in (case.hex, consent, "Sunrise", "Maker", "Brand", review.supplier.name, review.union.name):
        assert word not in answer.text
    assert not A_DAY.search(answer.text)
    assert entry["reference"] != items(review.buyer)[0]["reference"]
    take_back(case, consent)
    assert intake.get("/v1/register", headers={"If-None-Match": answer.headers["etag"]}).content == nothing.content


def test_a_case_that_has_ended_says_how(review: Review, intake: TestClient) -> None:
    case = review.case()
    facts(case, audience="public")
    facts(case, audience="public", until=str(dates.today() + timedelta(days=9)))
    assert step(case, closed(reason="workers_asked")).status_code == 201
    (entry,) = register(intake).json()["items"]
    assert entry["facts"]["shows"]["outcome"] == "withdrawn"


def test_page_after_page(review: Review, intake: TestClient, engine: Engine) -> None:
    fill(engine, review, draw(Random(5), [review.site["site"]], 12), audience="public")
    whole = [one["reference"] for one in register(intake).json()["items"]]
    seen: list[str] = []
    after: dict[str, str] = {}
    while True:
        page = register(intake, limit=5, **after).json()
        seen += [one["reference"] for one in page["items"]]
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert seen == whole and len(set(whole)) == 12
    assert items(review.buyer) == []
