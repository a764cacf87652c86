"""The one rule of what a consent covers: live, this audience, this content, and this organisation unless it names none."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remedy_api.accounts.states import OrganisationKind
from remedy_api.consent.ledger import Consent, covers, covers_organisation
from remedy_api.consent.states import AUDIENCES_OF, COMPANIES, Audience, Content

TODAY = date(2026, 3, 1)
MILL, BRAND, CITY = (bytes([one]) * 32 for one in range(3))


def consent(
    *,
    audience: Audience = Audience.SUPPLIERS,
    content: Content = Content.NOTICE,
    until: date | None = None,
    to: tuple[bytes, ...] = (),
) -> Consent:
    """What the workers allowed; each has a hash of its own."""
    digest = bytes([hash((audience, content, until, to)) % 251]) * 32
    return Consent(digest, audience, content, until, TODAY - timedelta(days=30), to)


def asked(
    *consents: Consent,
    audience: Audience = Audience.SUPPLIERS,
    content: Content = Content.NOTICE,
    organisation: bytes | None = BRAND,
    today: date = TODAY,
) -> Consent | None:
    """On what it rests that this is shown."""
    return covers(consents, today, audience=audience, content=content, organisation=organisation)


@pytest.mark.parametrize(
    ("given_consent", "allowed"),
    [
        (consent(), True),
        (consent(audience=Audience.OPERATOR), False),
        (consent(content=Content.EVIDENCE), False),
        (consent(until=TODAY), True),
        (consent(until=TODAY - timedelta(days=1)), False),
        (consent(to=(BRAND,)), True),
        (consent(to=(MILL, BRAND)), True),
        (consent(to=(MILL,)), False),
    ],
)
def test_a_consent_covers_what_it_says_and_nothing_else(given_consent: Consent, allowed: bool) -> None:
    assert asked(given_consent) == (given_consent if allowed else None)


def test_nothing_is_covered_by_nothing() -> None:
    assert asked() is None


def test_who_is_nobody_in_particular_is_covered_only_by_what_names_nobody() -> None:
    public = consent(audience=Audience.PUBLIC, content=Content.FACTS)
    named = consent(audience=Audience.PUBLIC, content=Content.FACTS, to=(CITY,))
    assert asked(public, named, audience=Audience.PUBLIC, content=Content.FACTS, organisation=None) == public
    assert asked(named, audience=Audience.PUBLIC, content=Content.FACTS, organisation=None) is None


def test_of_several_it_is_the_one_that_holds_longest() -> None:
    short, long, endless = consent(until=TODAY), consent(until=TODAY + timedelta(days=9)), consent(to=(BRAND,))
    assert asked(short, long) == asked(long, short) == long
    assert asked(short, long, endless) == endless
    assert asked(short, long, today=TODAY + timedelta(days=1)) == long


CONSENTS = st.builds(
    consent,
    audience=st.sampled_from([Audience.SUPPLIERS, Audience.BUYERS]),
    content=st.sampled_from([Content.NOTICE, Content.TABLE]),
    until=st.sampled_from([None, TODAY, TODAY - timedelta(days=1)]),
    to=st.sampled_from([(), (BRAND,), (MILL, CITY)]),
)


@given(st.lists(CONSENTS, max_size=4), st.sampled_from([MILL, BRAND, None]))
def test_somebody_is_shown_something_exactly_when_one_consent_allows_all_of_it(given: list[Consent], who: bytes | None) -> None:
    found = asked(*given, organisation=who)
    allowing = [
        one
        for one in given
        if one.audience == "suppliers"
        and one.content == "notice"
        and (one.until is None or one.until >= TODAY)
        and (one.organisations == () or who in one.organisations)
    ]
    assert (found in allowing) if allowing else found is None


@pytest.mark.parametrize("kind", [OrganisationKind.OPERATOR, OrganisationKind.SUPPLIER])
def test_without_names_a_consent_is_for_those_whose_own_audience_it_is(kind: OrganisationKind) -> None:
    own, other = AUDIENCES_OF[kind]
    for audience, names, covered in ((own, (), True), (other, (), False), (other, (MILL,), True), (other, (BRAND,), False)):
        held = [Consent(b"c" * 32, audience, Content.TABLE, None, TODAY, names)]
        found = covers_organisation(held, TODAY, kind=kind, content=Content.TABLE, organisation=MILL)
        assert (found is not None) == covered


def test_every_kind_of_organisation_knows_its_audiences() -> None:
    assert set(AUDIENCES_OF) == set(OrganisationKind)
    companies = {OrganisationKind.BUYER, OrganisationKind.SUPPLIER, OrganisationKind.OPERATOR}
    for kind, audiences in AUDIENCES_OF.items():
        assert bool(COMPANIES.intersection(audiences)) == (kind in companies)
        assert not {Audience.PUBLIC, Audience.AUTHORITIES}.intersection(audiences), "nobody in a programme is one"
