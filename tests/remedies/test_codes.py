"""Every code of plans has its words, in one list, and every currency is one that is in use."""

from enum import StrEnum

import pytest
from babel.numbers import list_currencies
from fastapi.testclient import TestClient

from remedy_api.remedies import labels
from remedy_api.remedies.currencies import CURRENCIES
from remedy_api.remedies.states import REOPENED, Answer, Beneficiary, Evidence, Form, StepKind, StepState, TableRole, Verdict

LISTS: dict[str, tuple[type[StrEnum], object]] = {
    "forms": (Form, labels.FORMS),
    "kinds": (StepKind, labels.KINDS),
    "beneficiaries": (Beneficiary, labels.BENEFICIARIES),
    "evidence": (Evidence, labels.EVIDENCE),
    "step_states": (StepState, labels.STATES),
    "verdicts": (Verdict, labels.VERDICTS),
    "answers": (Answer, labels.ANSWERS),
    "table_roles": (TableRole, labels.ROLES),
}


@pytest.mark.parametrize("name", LISTS)
def test_every_code_has_its_words(casework: TestClient, name: str) -> None:
    told = casework.get("/v1/codes/tables", headers={"Accept-Language": "en"}).json()[name]
    assert [one["code"] for one in told] == list(LISTS[name][0])
    assert len({one["label"] for one in told}) == len(told)


def test_the_rest_of_the_lists(casework: TestClient) -> None:
    told = casework.get("/v1/codes/tables", headers={"Accept-Language": "nl"}).json()
    assert [one["code"] for one in told["reopened_reasons"]] == list(REOPENED)
    assert told["currencies"] == sorted(CURRENCIES)
    assert told["answers"][0]["label"] != "Accepted"


def test_currencies_are_known_to_more_than_us() -> None:
    assert set(CURRENCIES) <= list_currencies()
    assert {"BDT", "VND", "MYR", "EUR", "USD"} <= CURRENCIES
    # Units of account, metals and money of the past are no wages.
    assert not {"XAU", "XDR", "XTS", "CHE", "DEM", "ZZZ"} & CURRENCIES


def test_every_code_fits_into_an_event() -> None:
    """A signed code is at most forty letters of these."""
    for codes, _ in LISTS.values():
        assert all(one.isascii() and len(one) <= 40 and one == one.lower() for one in codes)
