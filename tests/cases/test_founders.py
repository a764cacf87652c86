"""Who founds a case represents the workers, so a worker organisation founds it, whatever else its members belong to."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from tests.factories.cases import acknowledge, first_steps, founding, founding_json, post_case
from tests.factories.database import contents
from tests.factories.organisations import Organisation
from tests.factories.people import accept, confirm, invite, make_organisation
from tests.factories.reports import file_report


@pytest.mark.parametrize("kind", ["monitor", "coordinator"])
def test_no_other_organisation_founds_one_through_a_member_of_both(
    intake: TestClient, union: Organisation, engine: Engine, kind: str
) -> None:
    other, person = make_organisation(union.programme, kind=kind), union.manager
    invitation = invite(other.manager, other.organisation, role="member")
    accept(person, other.manager, invitation, role="member", fingerprint=other.fingerprint, signed_in=True)
    assert confirm(other, other.manager, invitation, person, role="member").status_code == 200
    report = file_report(intake, other)
    acknowledge(other, report)
    before = contents(engine)
    answer = post_case(person.client, founding_json(founding(other, first_steps(report), person=person)))
    assert (answer.status_code, answer.json()["code"]) == (409, "not-for-this-kind")
    assert contents(engine) == before
