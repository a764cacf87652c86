"""Every SELECT on people, organisations and the programme."""

from remedy_api.accounts.queries.invitations import invitation_page, waiting_of
from remedy_api.accounts.queries.organisations import (
    member_page,
    memberships_of,
    organisation_of,
    organisation_page,
    organisations_named,
)
from remedy_api.accounts.queries.people import (
    KeyHolder,
    key_of,
    keys_of,
    people_by_kid,
    person_page,
    slot_of,
)
from remedy_api.accounts.queries.programme import instance_of, programme_of

__all__ = [
    "KeyHolder",
    "instance_of",
    "invitation_page",
    "key_of",
    "keys_of",
    "member_page",
    "memberships_of",
    "organisation_of",
    "organisation_page",
    "organisations_named",
    "people_by_kid",
    "person_page",
    "programme_of",
    "slot_of",
    "waiting_of",
]
