"""What was shown and is no longer allowed is gone with the next request, and no tag, list, file or figure vouches for it."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from tests.cases.test_withdrawal import take_back as take_back_report
from tests.factories import reports as dates
from tests.factories.cases import acknowledge, advance, open_case, proof, step
from tests.factories.database import contents
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import file_report
from tests.factories.tables import allow, take_back
from tests.fixtures.time import Turn
from tests.reporting.review_world import Review, ask, everything, facts, items
from tests.reporting.test_register import register
from tests.reporting.test_review_preview import preview

WHATS = ("review", "review.csv", "review/suppliers")
SAID = ("content-type", "content-length", "etag", "cache-control", "content-disposition", "link")


def bytes_and_headers(one: Organisation) -> list[tuple[bytes, dict[str, str | None]]]:
    """Everything a client gets, but for what every answer has of its own."""
    answers = [ask(one, what) for what in WHATS]
    return [(answer.content, {name: answer.headers.get(name) for name in SAID}) for answer in answers]


def test_a_consent_that_is_taken_back_leaves_nothing(review: Review) -> None:
    case = review.case()
    before = bytes_and_headers(review.buyer)
    consent = facts(case, review.buyer)
    tags = {what: ask(review.buyer, what).headers["etag"] for what in WHATS}
    client, path = review.buyer.manager.client, f"/v1/organisations/{review.buyer.hex}/"
    # While it holds, whoever has these bytes already is told so.
    for what, tag in tags.items():
        assert client.get(path + what, headers={"If-None-Match": tag}).status_code == 304
        assert client.get(path + what, headers={"If-None-Match": f'W/{tag}, "x"'}).status_code == 304
    take_back(case, consent)
    for what, tag in tags.items():
        answer = client.get(path + what, headers={"If-None-Match": tag})
        # The figures never spoke of one case, so they alone are as they were.
        assert answer.status_code == (304 if what == "review/suppliers" else 200)
        # Any version will do, says a star: it holds none of what may be shown now, so it gets that.
        assert client.get(path + what, headers={"If-None-Match": "*"}).status_code == 200
    assert bytes_and_headers(review.buyer) == before


def test_a_consent_that_has_run_out_leaves_nothing(review: Review, turn: Turn) -> None:
    case = review.case()
    before = everything(review.buyer)
    facts(case, until=str(dates.today()))
    assert len(items(review.buyer)) == 1
    tag = ask(review.buyer).headers["etag"]
    turn(1, review.buyer.manager)
    answer = review.buyer.manager.client.get(f"/v1/organisations/{review.buyer.hex}/review", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.json()) == (200, {"items": [], "next": None})
    assert everything(review.buyer) == before


def test_a_seat_that_is_lost_leaves_nothing(review: Review) -> None:
    case = review.case()
    review.table(case)
    facts(case, audience="suppliers")
    assert len(items(review.supplier)) == 1
    seat = next(one for one in case.view(case.manager.client)["consents"] if one["content"] == "table" and one["live"])
    take_back(case, seat["consent"])
    assert items(review.supplier) == []


def test_an_empty_page_says_nothing(review: Review, engine: Engine) -> None:
    """No case, a case without consent, with a consent to another, run out, or before safety: the same bytes and headers."""
    nothing = bytes_and_headers(review.buyer)
    case, early = review.case(), review.case("admissibility")
    assert bytes_and_headers(review.buyer) == nothing
    other = make_organisation(review.union.programme, kind="buyer")
    facts(case, other), facts(early), facts(case, audience="public"), facts(case, audience="suppliers")
    for content in ("progress", "finding", "plan", "notice"):
        allow(case, content, audience="buyers")
    over = facts(case)
    with engine.begin() as connection:
        told = {"consent": bytes.fromhex(over)}
        connection.execute(text("UPDATE case_consent SET until = DATE '2026-01-01' WHERE consent = :consent"), told)
    assert bytes_and_headers(review.buyer) == nothing
    # A supplier that sits nowhere and one that sits at the table of a case it may know nothing of.
    lonely = bytes_and_headers(make_organisation(review.union.programme, kind="supplier"))
    unknown = review.case()
    review.table(unknown)
    assert bytes_and_headers(review.supplier)[:2] == lonely[:2] == nothing[:2]
    # A supplier nobody knows, or one of another buyer's.
    for supplier in ("00" * 16, review.maker["company"]):
        assert ask(review.buyer, supplier=supplier).content == nothing[0][0]


@pytest.mark.parametrize("known", [True, False], ids=["confirmed", "not confirmed"])
def test_a_contract_that_nobody_confirmed_shows_nothing(review: Review, engine: Engine, known: bool) -> None:
    facts(review.case())
    with engine.begin() as connection:
        connection.execute(text("UPDATE contract SET confirmed = :known"), {"known": known})
    assert len(items(review.buyer)) == int(known)
    assert len(ask(review.buyer, "review/suppliers").json()["items"]) == int(known)


def test_looking_writes_nothing(review: Review, engine: Engine) -> None:
    facts(review.case())
    everything(review.buyer)
    before = contents(engine)
    everything(review.buyer)
    assert contents(engine) == before


def test_of_a_case_of_which_every_report_was_withdrawn_nothing_is_shown(review: Review, intake: TestClient) -> None:
    """Nobody who told it stands behind it: it is gone as if its consents were, until there is another."""
    filed, further = file_report(intake, review.union), file_report(intake, review.union)
    case = open_case(review.union, filed, site=(review.site["site"],))
    advance(case, "notification")
    review.table(case)
    before = [bytes_and_headers(one) for one in (review.buyer, review.supplier)], register(intake).content
    facts(case), facts(case, audience="suppliers"), facts(case, audience="public")
    assert [len(items(one)) for one in (review.buyer, review.supplier)] == [1, 1] and register(intake).content != before[1]
    take_back_report(intake, filed)
    assert ([bytes_and_headers(one) for one in (review.buyer, review.supplier)], register(intake).content) == before
    assert preview(case, organisation=review.buyer.hex).json()["why"] == ["all_withdrawn"]
    acknowledge(review.union, further)
    assert step(case, ("linked", {"report": proof(further)})).status_code == 201
    assert [len(items(one)) for one in (review.buyer, review.supplier)] == [1, 1]
