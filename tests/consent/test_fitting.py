"""The pages offer the consents that the server takes: both sides judge the same list, this one and consent-fitting.test.ts."""

import json
from datetime import date
from pathlib import Path

import pytest

from remedy_api.accounts.states import OrganisationKind
from remedy_api.consent.ledger import Consent, covers_organisation
from remedy_api.consent.states import AUDIENCES_OF, Audience, Content
from remedy_api.remedies.actions.showing import contents_of

LISTED = json.loads((Path(__file__).parent / "fitting.json").read_text(encoding="utf-8"))
"""Kind of the organisation, audience of the consent, whom it names, whether it covers the organisation."""
IT, ANOTHER = b"\1" * 32, b"\2" * 32
NAMED = {"nobody": (), "it": (IT,), "another": (ANOTHER,)}


@pytest.mark.parametrize(("kind", "audience", "named", "covered"), LISTED)
def test_the_ledger_judges_as_listed(kind: str, audience: str, named: str, covered: bool) -> None:
    given = Consent(b"\3" * 32, Audience(audience), Content.EVIDENCE, None, date(2026, 1, 1), NAMED[named])
    found = covers_organisation([given], date(2026, 3, 1), kind=OrganisationKind(kind), content=Content.EVIDENCE, organisation=IT)
    assert (found is not None) == covered


def test_every_kind_and_audience_is_listed() -> None:
    wanted = {
        (kind, audience, named) for kind in OrganisationKind if AUDIENCES_OF[kind] for audience in Audience for named in NAMED
    }
    assert {(kind, audience, named) for kind, audience, named, _ in LISTED} == wanted


@pytest.mark.parametrize(
    ("types", "contents"),
    [
        ((), ["evidence", "finding", "notice", "facts"]),
        (("linked",), ["evidence"]),
        (("finding",), ["finding"]),
        (("commented", "stage"), ["finding"]),
        (("contested",), ["finding"]),
        (("stage",), ["notice", "facts"]),
        (("suspended",), ["notice", "facts"]),
        (("closed",), ["notice", "facts"]),
        (("reopened",), ["notice", "facts"]),
    ],
)
def test_what_a_step_names_needs_a_consent_of_its_own_content(types: tuple[str, ...], contents: list[str]) -> None:
    assert [each.value for each in contents_of(types)] == contents


def test_what_a_finding_names_as_evidence_is_that_unless_a_step_names_it_too() -> None:
    assert contents_of((), evidence=True) == (Content.EVIDENCE,)
    assert contents_of(("stage",), evidence=True) == (Content.NOTICE, Content.FACTS)
    assert contents_of(("commented",), evidence=True) == (Content.FINDING,)
