"""Consents by name: to whom of an audience, how they were given, and what no consent can say."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import Session

from remedy_api.cases.queries.files import ledger_of
from remedy_api.consent.ledger import covers
from remedy_api.consent.states import Audience, Content
from tests.factories.cases import Case, Step, consent, open_case, step, write
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import file_report, today


@pytest.fixture
def case(intake: TestClient, union: Organisation) -> Case:
    return open_case(union, file_report(intake, union))


def naming(
    *named: Organisation, audience: str = "suppliers", content: str = "table", way: str = "written", entry: str = ""
) -> Step:
    """A consent that names organisations."""
    fingerprints = tuple(one.fingerprint.hex() for one in named)
    return ("consent_given", consent(audience, content)[1] | {"organisations": fingerprints, "way": way, "entry": entry})


def given(case: Case) -> list[dict[str, Any]]:
    """The consents on the page of the case."""
    found: list[dict[str, Any]] = case.view(case.manager.client)["consents"]
    return found


def test_a_consent_names_organisations_and_the_page_says_which(case: Case) -> None:
    brand, mill = (make_organisation(case.founder.programme, kind=kind) for kind in ("supplier", "operator"))
    assert step(case, naming(brand, mill)).status_code == 201
    (one,) = given(case)
    named = [{"fingerprint": each.fingerprint.hex(), "organisation": each.hex, "name": each.name} for each in (brand, mill)]
    assert (one["organisations"], one["way"], one["live"]) == (named, "written", True)


def test_the_ledger_of_the_rows_covers_whom_it_names_until_it_is_taken_back(case: Case, engine: Engine) -> None:
    brand, other = (make_organisation(case.founder.programme, kind="supplier") for _ in range(2))

    def shown(to: Organisation) -> bytes | None:
        with Session(engine) as session:
            ledger = ledger_of(session, case.room)
        found = covers(ledger, today(), audience=Audience.SUPPLIERS, content=Content.TABLE, organisation=to.fingerprint)
        return found.digest if found else None

    assert step(case, naming(brand)).status_code == 201
    digest = given(case)[0]["consent"]
    assert (shown(brand), shown(other)) == (bytes.fromhex(digest), None)
    assert step(case, ("consent_withdrawn", {"consent": digest})).status_code == 201
    assert shown(brand) is None


def test_what_was_only_said_has_a_witness(case: Case) -> None:
    assert step(case, naming(way="oral")).json()["code"] == "seal-refused"
    assert step(case, naming(way="oral", entry="ab" * 32)).json()["failures"][0]["code"] == "entry-missing"
    assert step(case, naming(way="oral", entry=write(case, "witness", "Said before two of us."))).status_code == 201
    assert [one["way"] for one in given(case)] == ["oral"]


@pytest.mark.parametrize(
    ("kind", "audiences"),
    [
        ("supplier", {"suppliers", "operator"}),
        ("operator", {"suppliers", "operator"}),
        ("buyer", {"buyers"}),
        ("monitor", {"monitor"}),
        ("coordinator", {"coordinator"}),
        ("worker_organisation", set()),
    ],
)
def test_who_is_named_belongs_to_the_audience(case: Case, kind: str, audiences: set[str]) -> None:
    named = make_organisation(case.founder.programme, kind=kind)
    for audience in Audience:
        answer = step(case, naming(named, audience=audience))
        expected = (201, None) if audience in audiences else (422, "unknown-code")
        assert (answer.status_code, answer.json().get("code")) == expected, audience


def test_an_organisation_that_nobody_knows_is_named_by_nobody(case: Case) -> None:
    step_of = ("consent_given", consent("suppliers", "table")[1] | {"organisations": ("ab" * 32,)})
    assert step(case, step_of).json()["code"] == "unknown-code"
    assert given(case) == []
