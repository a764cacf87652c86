"""What nobody meant to show is not shown: the server cannot read of which kind an entry is, but it knows who wrote it, what the
history says of it, and of which content the consent is.
"""

from typing import Any

import pytest
from sqlalchemy import Engine

from remedy_api.consent.states import Content
from remedy_api.remedies.actions.showing import DECISIONS, ON_FINDINGS, UNKNOWN, contents_of
from tests.factories.case_readers import admit as admit_to_case
from tests.factories.cases import Case, advance, prepare, stage, step
from tests.factories.cases import write as write_in_case
from tests.factories.database import contents
from tests.factories.disclosures import show
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.tables import Table, allow, seat
from tests.remedies.test_parties import failures


@pytest.fixture
def factory(table: Table) -> Organisation:
    """The company at the table that has to answer."""
    return seat(table, "operator")


def reader(case: Case, kind: str, role: str = "") -> Organisation:
    """Somebody more who reads the case."""
    one = make_organisation(case.founder.programme, kind=kind)
    admit_to_case(case, one, role=role)
    return one


def find(case: Case, monitor: Organisation, *evidence: str) -> str:
    """The monitor declares its interests and makes a finding; the entry with its reasons."""
    declared = write_in_case(case, "interests", "We have none.", person=monitor.manager)
    assert step(case, ("declared", {"entry": declared}), acting=monitor).status_code == 201
    entry = write_in_case(case, "finding", "They were not paid.", person=monitor.manager)
    said = {"entry": entry, "conclusion": "substantiated", "grade": "strong", "evidence": evidence, "replaces": ""}
    answer = step(case, ("finding", said), acting=monitor)
    assert answer.status_code == 201, answer.text
    return entry


@pytest.mark.parametrize(
    ("kind", "role", "shown"),
    [
        ("worker_organisation", "representative", False),
        ("worker_organisation", "", False),
        ("coordinator", "coordinator", False),
        ("monitor", "", False),
        ("monitor", "monitor", True),
    ],
)
def test_what_others_wrote_among_themselves_stays_there(
    table: Table, factory: Organisation, engine: Engine, kind: str, role: str, shown: bool
) -> None:
    other = reader(table.behind, kind, role)
    consent = allow(table.behind, "evidence", factory)
    entry = write_in_case(table.behind, person=other.manager)
    before = contents(engine)
    answer = show(table, entry, consent, factory)
    if shown:
        assert answer.status_code == 201
    else:
        assert failures(answer) == ["not-meant"]
        assert contents(engine) == before


def test_what_a_finding_names_as_evidence_is_meant_to_be_read(table: Table, factory: Organisation) -> None:
    case = table.behind
    other, monitor = reader(case, "worker_organisation"), reader(case, "monitor", "monitor")
    advance(case, "fact_finding")
    payslip = write_in_case(case, "attachment", "payslip.jpg", person=other.manager)
    consent = allow(case, "evidence", factory)
    assert failures(show(table, payslip, consent, factory)) == ["not-meant"]
    find(case, monitor, payslip)
    assert show(table, payslip, consent, factory).status_code == 201


def test_each_is_shown_by_a_consent_to_just_that(table: Table, factory: Organisation) -> None:
    """Every entry tried with a consent of every content: only its own are enough, and each of its own is."""
    case = table.behind
    monitor = reader(case, "monitor", "monitor")
    notice = prepare(case, "fact_finding")
    assert step(case, stage("fact_finding", entry=notice)).status_code == 201
    payslip = write_in_case(case, "attachment", "payslip.jpg")
    reasons = find(case, monitor, payslip)
    (finding,) = case.view(case.manager.client)["findings"]
    comment = write_in_case(case, "comment", "We agree.")
    assert step(case, ("commented", {"finding": finding["finding"], "entry": comment})).status_code == 201
    # What no step names is anything that an entry can be of: a device that reads it says which.
    plain, refused = write_in_case(case), write_in_case(case, "finding", "They were paid.", person=monitor.manager)
    own: dict[str, set[str]] = {
        notice: {"notice", "facts"},
        reasons: {"finding"},
        comment: {"finding"},
        payslip: {"evidence"},
        plain: {"evidence", "finding", "notice", "facts"},
        refused: {"evidence", "finding", "notice", "facts"},
    }
    given = {content: allow(case, content, factory) for content in Content}
    tried: list[Any] = []
    for entry, enough in own.items():
        for content, consent in given.items():
            if content not in enough:
                assert failures(show(table, entry, consent, factory)) == ["disclosure-consent-missing"], (entry, content)
                tried.append((entry, content))
        for content in enough:
            assert show(table, entry, given[Content(content)], factory).status_code == 201, (entry, content)
    assert len(tried) == 6 * len(Content) - 13


def test_what_is_about_a_finding_is_that_whatever_else_names_it() -> None:
    for kind in ON_FINDINGS:
        assert contents_of({kind, *DECISIONS}) == (Content.FINDING,)
    assert contents_of({"stage"}) == (Content.NOTICE, Content.FACTS)
    assert contents_of((), evidence=True) == (Content.EVIDENCE,)
    assert contents_of(()) == UNKNOWN
